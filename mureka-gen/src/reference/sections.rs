//! The parts of a page, by their headings.

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Section {
    /// What stands above the first heading that is known.
    Opening,
    /// Headers of the request.
    Headers,
    /// Parameters of the path.
    Path,
    /// Parameters of the query.
    Query,
    /// The body.
    Body,
    /// Parameters, wherever they stand in the request.
    Parameters,
    /// Statuses and their payloads.
    Responses,
    /// Shapes of the answers.
    Model,
    /// Program code; nothing in it is a fact.
    Examples,
    /// Nothing of interest, as a table of contents.
    Aside,
    /// Not known; by its first words.
    Other(String),
}

impl Section {
    /// Whether its bullets are parameters.
    pub(super) fn lists_parameters(&self) -> bool {
        matches!(
            self,
            Self::Path | Self::Query | Self::Body | Self::Parameters
        )
    }
}

/// Headings by their words; the longer of two that start alike stands first. The flag
/// says that more text may follow on the same line where lines are lost.
const KNOWN: &[(&str, Section, bool)] = &[
    ("request headers", Section::Headers, true),
    ("headers", Section::Headers, false),
    ("header", Section::Headers, false),
    ("url path parameters", Section::Path, true),
    ("path parameters", Section::Path, true),
    ("path params", Section::Path, true),
    ("query string parameters", Section::Query, true),
    ("query parameters", Section::Query, true),
    ("query params", Section::Query, true),
    ("url parameters", Section::Query, true),
    ("request body parameters", Section::Body, true),
    ("body parameters", Section::Body, true),
    ("form parameters", Section::Body, true),
    ("form data", Section::Body, true),
    ("request body", Section::Body, true),
    ("request payload", Section::Body, true),
    ("body", Section::Body, false),
    ("request parameters", Section::Parameters, true),
    ("parameters", Section::Parameters, false),
    ("http status codes", Section::Responses, true),
    ("status codes", Section::Responses, true),
    ("response codes", Section::Responses, true),
    ("error responses", Section::Responses, true),
    ("error codes", Section::Responses, true),
    ("errors", Section::Responses, false),
    ("responses", Section::Responses, true),
    ("response models", Section::Model, true),
    ("response model", Section::Model, true),
    ("response body", Section::Responses, true),
    ("response schema", Section::Model, true),
    ("response", Section::Responses, false),
    ("typescript models", Section::Model, true),
    ("typescript model", Section::Model, true),
    ("models", Section::Model, false),
    ("model", Section::Model, false),
    ("request examples", Section::Examples, true),
    ("request example", Section::Examples, true),
    ("code examples", Section::Examples, true),
    ("code samples", Section::Examples, true),
    ("examples", Section::Examples, true),
    ("example", Section::Examples, false),
    ("try it out", Section::Examples, true),
    ("try it", Section::Examples, true),
    ("table of contents", Section::Aside, true),
    ("on this page", Section::Aside, true),
    ("automatic token refresh", Section::Aside, true),
];

/// A heading without its markup: `Request Body {: .no_toc }` becomes `Request Body`.
pub(super) fn plain(heading: &str) -> &str {
    let heading = heading.split("{:").next().unwrap_or_default();
    let heading = heading.split("<a ").next().unwrap_or_default();
    heading.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '#' | ':' | '`'))
}

/// The section of a heading that stands alone on its line.
pub(super) fn whole(heading: &str) -> Option<Section> {
    let heading = plain(heading);
    let linked = heading
        .strip_prefix('[')
        .and_then(|linked| linked.split(']').next());
    let heading = linked.unwrap_or(heading);
    KNOWN
        .iter()
        .find(|(name, ..)| heading.eq_ignore_ascii_case(name))
        .map(|(_, section, _)| section.clone())
}

/// The section of a heading that text may follow without an end of line, and the length
/// of the heading.
pub(super) fn leading(text: &str) -> Option<(Section, usize)> {
    KNOWN.iter().find_map(|(name, section, open)| {
        let head = text.get(..name.len())?;
        let rest = text.get(name.len()..)?;
        if !head.eq_ignore_ascii_case(name)
            || rest.starts_with(|c: char| c.is_alphanumeric() || c == '-')
        {
            return None;
        }
        let next = rest.trim_start().chars().next();
        let followed = *open || next.is_none_or(|c| !c.is_alphanumeric());
        followed.then(|| (section.clone(), name.len()))
    })
}

/// The section of a line without markup: only the headings that pages have.
pub(super) fn bare(line: &str) -> Option<Section> {
    let line = line.trim();
    if !line.starts_with(|c: char| c.is_ascii_uppercase()) || line.len() > 30 {
        return None;
    }
    if matches!(line, "Body" | "Errors" | "Header" | "Example" | "Form data") {
        return None;
    }
    KNOWN
        .iter()
        .find(|(name, ..)| line.eq_ignore_ascii_case(name))
        .map(|(_, section, _)| section.clone())
}
