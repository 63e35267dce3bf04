//! The YAML of a new or changed operation, made of what its page says: ready to be pasted
//! into the document, and to be edited where it says `decide`.

mod fit;
mod limits;
mod names;
mod operation;
mod paste;
mod pieces;
mod place;
mod request;
mod responses;
mod schemas;
mod seen;
mod sent;
mod vocabulary;
mod yaml;

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use names::{Taken, Title};
use operation::{Printer, is_list, nameless};
use schemas::Draft;
use vocabulary::Vocabulary;

use crate::api::Api;
use crate::check::{check, examples, type_name};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::document::Document;
use crate::reference::{Endpoint, Kind, Page, Reference, Vendor};

/// An operation in the state of the docs, as pieces of the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Scaffold {
    /// The call: `POST /v1/mureka/music/edit`.
    pub operation: String,
    /// Name of the document that the pieces belong to.
    pub document: String,
    /// Pieces in the order of the document.
    pub chunks: Vec<Chunk>,
    /// What the check says of the document with the pieces in it; mostly nothing.
    pub problems: Vec<String>,
}

/// A piece of the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Chunk {
    /// Where it goes.
    pub target: Target,
    /// Line of the document (from 1) that it is put before, or whose lines it replaces.
    pub line: usize,
    /// How many lines it replaces; 0 where it is new.
    pub replaces: usize,
    /// Its lines, with the indentation that they have in the document.
    pub lines: Vec<String>,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A resource that the document does not have yet.
    Tag(String),
    /// An operation: method and path.
    Operation(String, String),
    /// A schema under `components/schemas`.
    Schema(String),
    /// New fields of a schema that is there already.
    Fields(String),
    /// New values of an enum that is there already.
    Values(String),
}

/// Why there is no scaffold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScaffoldError {
    /// No page is called so.
    UnknownPage {
        /// What was asked for.
        name: String,
        /// The page whose name is most like it.
        near: Option<String>,
    },
    /// The page describes no call.
    NoEndpoint {
        /// The page.
        page: String,
    },
    /// The document has nothing to put it into, or is another one than when it was made.
    NoPlace {
        /// What is missing.
        what: String,
    },
}

impl fmt::Display for ScaffoldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownPage { name, near } => {
                write!(f, "{name}: no page of that name in what was read")?;
                match near {
                    Some(near) => write!(f, "; did you mean `{near}`?"),
                    None => f.write_str(
                        "; name it like `post-mureka-music-edit`, or `POST /v1/mureka/music/edit`",
                    ),
                }
            }
            Self::NoEndpoint { page } => write!(
                f,
                "{page}: a page of general remarks, of which no operation can be made; name the page of a call"
            ),
            Self::NoPlace { what } => f.write_str(what),
        }
    }
}

impl std::error::Error for ScaffoldError {}

/// Whose page it is that is called so, and so which document its call belongs to. The name is
/// as for [`scaffold`].
pub fn vendor(reference: &Reference, name: &str) -> Result<Vendor, ScaffoldError> {
    find(reference, name).map(|(page, _)| page.vendor)
}

/// Makes of a page the pieces of a document that describe its call. `name` is the page's,
/// `post-mureka-music-edit`, or the call's, `POST /v1/mureka/music/edit`.
///
/// Of a call that the document has already, everything is kept that the page does not
/// contradict: words, cost, rules; what differs stands under a comment.
pub fn scaffold(
    reference: &Reference,
    name: &str,
    document: &Document,
    api: &Api,
) -> Result<Scaffold, ScaffoldError> {
    let (page, endpoint) = find(reference, name)?;
    let mut made = build(page, endpoint, document, api, &[])?;
    let mut problems = problems(&made, document)?;
    // Payloads stay as they are: one that its schema does not take is left to a person.
    let omitted: Vec<Value> = problems
        .iter()
        .filter_map(|problem| problem.payload.clone())
        .collect();
    if !omitted.is_empty() {
        made = build(page, endpoint, document, api, &omitted)?;
        problems = self::problems(&made, document)?;
    }
    made.problems = problems.into_iter().map(|problem| problem.text).collect();
    Ok(made)
}

/// What the check says of the document with the pieces in it.
struct Problem {
    text: String,
    /// The payload that it is about.
    payload: Option<Value>,
}

fn problems(made: &Scaffold, document: &Document) -> Result<Vec<Problem>, ScaffoldError> {
    let text = made.paste_into(document.text())?;
    let pasted = match Document::parse(document.name(), text) {
        Ok(pasted) => pasted,
        Err(diagnostics) => return Ok(told(&diagnostics, None)),
    };
    let checked = check(&pasted).and_then(|api| examples(&pasted, &api));
    Ok(checked
        .err()
        .map_or_else(Vec::new, |diagnostics| told(&diagnostics, Some(&pasted))))
}

fn told(diagnostics: &Diagnostics, pasted: Option<&Document>) -> Vec<Problem> {
    let payload = |diagnostic: &Diagnostic| {
        let value = diagnostic
            .pointer
            .split_once("/value")
            .map(|(example, _)| example)?;
        let pasted = pasted.filter(|_| diagnostic.rule == "invalid-example")?;
        pasted.value().pointer(&format!("{value}/value")).cloned()
    };
    diagnostics
        .iter()
        .map(|diagnostic| Problem {
            text: format!("{}: {}", diagnostic.rule, diagnostic.message),
            payload: payload(diagnostic),
        })
        .collect()
}

fn build(
    page: &Page,
    endpoint: &Endpoint,
    document: &Document,
    api: &Api,
    omitted: &[Value],
) -> Result<Scaffold, ScaffoldError> {
    let present = api.operations.iter().find(|operation| {
        operation.method == endpoint.method && nameless(&operation.path) == nameless(&endpoint.path)
    });
    let title = present.map_or_else(
        || names::title(api, endpoint, sends_file(endpoint), is_list(endpoint)),
        |operation| Title {
            tag: operation.resource.clone(),
            known: true,
            method: operation.rust_method.clone(),
            id: operation.id.clone(),
            noun: names::singular(&operation.resource),
        },
    );
    let mut taken = Taken::of(api);
    if present.is_none() {
        let id = type_name(&title.id);
        taken.keep(&format!("{id}Params"));
        taken.keep(&format!("{id}Response"));
        if endpoint.method == "GET" || sends_file(endpoint) {
            taken.keep(&id);
        }
    }
    let mut draft = Draft {
        words: Vocabulary::of(document, api),
        taken,
        tag: title.tag.clone(),
        prefix: type_name(&title.noun),
        new: Vec::new(),
        added: BTreeMap::new(),
        failure: None,
        omitted: omitted.to_vec(),
        values: BTreeMap::new(),
    };
    let mut printer = Printer {
        page,
        endpoint,
        present,
        title: title.clone(),
        draft: &mut draft,
    };
    let items = printer.items();
    let path = printer.path().to_owned();
    let mut chunks = Vec::new();
    if !title.known {
        chunks.push(pieces::tag(document, &title)?);
    }
    chunks.push(pieces::operation(
        document, api, endpoint, &path, present, &title, &items,
    )?);
    let beside = pieces::beside(document, present, &title, api);
    for (name, items) in &draft.new {
        chunks.push(pieces::schema(document, name, items, beside.as_deref())?);
    }
    for (name, fields) in &draft.added {
        chunks.push(pieces::fields_of(document, name, fields)?);
    }
    for (name, values) in draft.values.iter().filter(|(_, values)| !values.is_empty()) {
        chunks.push(pieces::values_of(document, name, values)?);
    }
    chunks.sort_by_key(|chunk| (chunk.line, chunk.replaces));
    Ok(Scaffold {
        operation: format!("{} {path}", endpoint.method),
        document: document.name().to_owned(),
        chunks,
        problems: Vec::new(),
    })
}

/// The page that is asked for.
fn find<'r>(
    reference: &'r Reference,
    name: &str,
) -> Result<(&'r Page, &'r Endpoint), ScaffoldError> {
    let name = name.trim();
    let call = name
        .split_once(char::is_whitespace)
        .map(|(method, path)| (method.to_ascii_uppercase(), nameless(path.trim())));
    let fits =
        |page: &&Page| {
            let called = page.endpoint.as_ref().zip(call.as_ref()).is_some_and(
                |(endpoint, (method, path))| {
                    endpoint.method == *method && nameless(&endpoint.path) == *path
                },
            );
            page.name == name || page.url.as_deref() == Some(name) || called
        };
    let Some(page) = reference.pages.iter().find(fits) else {
        let names = reference.pages.iter().map(|page| page.name.as_str());
        return Err(ScaffoldError::UnknownPage {
            name: name.to_owned(),
            near: nearest(name, names).map(str::to_owned),
        });
    };
    match &page.endpoint {
        Some(endpoint) => Ok((page, endpoint)),
        None => Err(ScaffoldError::NoEndpoint {
            page: page.name.clone(),
        }),
    }
}

fn sends_file(endpoint: &Endpoint) -> bool {
    let kinds = |media: &String| media != "application/json" && media != "multipart/form-data";
    endpoint
        .parameters
        .iter()
        .any(|parameter| parameter.kind == Some(Kind::File))
        || endpoint.method != "GET"
            && endpoint.content_types.iter().any(kinds)
            && !endpoint
                .content_types
                .iter()
                .any(|media| media == "application/json")
}
