//! Parameters as items of a list.

use super::source::prefix;
use super::tables::{self, Table};
use super::wording::{self, Facts, Retired};
use super::{Need, Parameter, Place};

/// A parameter whose description is not yet complete.
pub(super) struct Draft {
    /// Its names: several where one item tells of several.
    pub(super) names: Vec<String>,
    /// Where it stands, if the heading says so.
    pub(super) place: Option<Place>,
    /// What is said of it.
    pub(super) text: String,
    /// Whether items of a list within stand in that.
    pub(super) nested: bool,
    /// What a table says of it beside that.
    pub(super) table: Facts,
    /// Line of the file.
    pub(super) line: usize,
}

/// Names that an item starts with, and the description. No names, where it is about
/// something that is no parameter: a header, the token.
pub(super) fn head(item: &str) -> Option<(Vec<String>, &str)> {
    let item = item.trim_start();
    if item.starts_with("API token") || item.starts_with("Authorization") {
        return Some((Vec::new(), item));
    }
    let mut names = Vec::new();
    let mut rest = item;
    while let Some((name, after)) = marked(rest) {
        let name = name.trim();
        if name.is_empty() || names.len() > 20 {
            break;
        }
        names.push(name.to_owned());
        rest = after;
        let next = after.trim_start_matches([' ', ',', '/', '&']);
        let next = next
            .strip_prefix("and ")
            .or_else(|| next.strip_prefix("or "))
            .unwrap_or(next)
            .trim_start();
        let joined = next.len() < after.trim_start().len();
        if joined && marked(next).is_some() {
            rest = next;
        } else {
            break;
        }
    }
    if names.is_empty() {
        let (name, rest) = plain(item)?;
        return Some((vec![name.to_owned()], rest));
    }
    let header = |name: &str| {
        name.contains(char::is_whitespace)
            || ["content-type", "authorization", "accept"]
                .iter()
                .any(|known| name.eq_ignore_ascii_case(known))
    };
    if names.iter().any(|name| header(name)) {
        return Some((Vec::new(), rest));
    }
    let named = |name: &String| {
        name.len() <= 80
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '[' | ']' | '$'))
    };
    names.iter().all(named).then_some((names, rest))
}

/// A name as code or in bold at the start of a text.
fn marked(text: &str) -> Option<(&str, &str)> {
    let text = text
        .strip_prefix('[')
        .filter(|text| text.starts_with('`'))
        .unwrap_or(text);
    let bold = text.strip_prefix("**").or_else(|| text.strip_prefix("__"));
    let inner = bold.unwrap_or(text);
    for (open, close) in [("`", "`"), ("<code>", "</code>")] {
        if let Some(name) = inner.strip_prefix(open) {
            let end = prefix(name, 120).find(close)?;
            let rest = name.get(end + close.len()..)?;
            let rest = match bold {
                Some(_) => rest.trim_start_matches(['*', '_']),
                None => rest,
            };
            return Some((name.get(..end)?, rest));
        }
    }
    let end = prefix(bold?, 120).find("**")?;
    let name = bold?.get(..end)?.trim_end_matches(':');
    let rest = bold?.get(end + 2..)?;
    let need = ["required", "optional"]
        .iter()
        .any(|word| name.eq_ignore_ascii_case(word));
    let identifier = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    (identifier && !need).then_some((name, rest))
}

/// A name without marks: only where `required` or the like follows.
fn plain(text: &str) -> Option<(&str, &str)> {
    let end = text
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.')))
        .unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    if !name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_') || name.len() > 80 {
        return None;
    }
    let said: String = prefix(rest, 60)
        .replace(['*', '_'], "")
        .to_ascii_lowercase();
    let needs = |said: &str| said.starts_with("required") || said.starts_with("optiona");
    // `song_idis required`: the space was lost with the mark.
    if needs(said.trim_start())
        && said.starts_with(' ')
        && let Some(name) = name.strip_suffix("is").or_else(|| name.strip_suffix("are"))
        && name.len() > 1
    {
        return Some((name, rest));
    }
    let sentence = said
        .trim_start()
        .strip_prefix("is ")
        .or_else(|| said.trim_start().strip_prefix("are "));
    let listed = said
        .trim_start()
        .strip_prefix(['(', ':', '-', '–', '—', ',', '['])
        .is_some_and(|said| {
            [
                "required", "optional", "string", "number", "integer", "boolean", "array", "object",
            ]
            .iter()
            .any(|word| said.contains(word))
        });
    let says = sentence.is_some_and(|said| {
        let said = said
            .trim_start()
            .trim_start_matches("an ")
            .trim_start_matches("a ")
            .trim_start_matches("not ");
        needs(said)
    });
    (says || listed).then_some((name, rest))
}

impl Draft {
    /// Whether an item may belong to it: it ends with a colon, or has items already.
    pub(super) fn takes_items(&self) -> bool {
        self.nested || self.text.trim_end().ends_with(':')
    }
}

/// Whether the description of an item is that of a value, not of a parameter.
pub(super) fn is_value(rest: &str) -> bool {
    let rest = prefix(rest, 80)
        .replace(['*', '_'], "")
        .to_ascii_lowercase();
    let words = ["required", "optional", " is ", " are "];
    let kinds = ["string", "number", "integer", "boolean"];
    let described = words.iter().any(|word| rest.contains(word));
    let start = rest.trim_start_matches([' ', '(', ':', '-']);
    !described && !kinds.iter().any(|kind| start.starts_with(kind))
}

/// Most parameters that are read of one page.
pub(super) const MOST: usize = 300;

/// The parameters of the drafts. Those of the path that no list names stand first.
pub(super) fn finish(drafts: Vec<Draft>, path: &str, elsewhere: Place) -> Vec<Parameter> {
    let in_path: Vec<&str> = super::address::names(path).collect();
    let mut parameters: Vec<Parameter> = Vec::new();
    let mut retired: Vec<(usize, Retired)> = Vec::new();
    let mut excludes = Vec::new();
    for draft in drafts {
        let said = wording::facts(&draft.text);
        for name in &draft.names {
            let place = match draft.place {
                Some(Place::Body) => Place::Body,
                _ if in_path.contains(&name.as_str()) => Place::Path,
                place => place.unwrap_or(elsewhere),
            };
            let known = parameters
                .iter()
                .position(|parameter| parameter.name == *name && parameter.place == place);
            let index = known.unwrap_or_else(|| {
                parameters.push(Parameter::new(name, place, draft.line));
                parameters.len() - 1
            });
            if let Some(parameter) = parameters.get_mut(index) {
                fill(parameter, &draft.table);
                fill(parameter, &said);
            }
            retired.extend(said.retired.iter().map(|retired| (index, retired.clone())));
            excludes.extend(said.excludes.iter().map(|(name, _)| (index, name.clone())));
        }
        if draft.names.is_empty() {
            retired.extend(
                said.retired
                    .iter()
                    .map(|retired| (usize::MAX, retired.clone())),
            );
        }
    }
    for name in &in_path {
        if !parameters
            .iter()
            .any(|p| p.name == *name && p.place == Place::Path)
        {
            parameters.insert(0, Parameter::new(*name, Place::Path, 0));
            for (index, _) in &mut retired {
                *index = index.saturating_add(1);
            }
            for (index, _) in &mut excludes {
                *index += 1;
            }
        }
    }
    for parameter in &mut parameters {
        if parameter.place == Place::Path {
            parameter.required = Some(Need::Required);
        }
    }
    for (own, values) in retired {
        retire(&mut parameters, own, values);
    }
    for (index, name) in excludes {
        let known = parameters.iter().any(|parameter| parameter.name == name);
        if let Some(parameter) = parameters.get_mut(index)
            && known
            && parameter.name != name
            && !parameter.excludes.contains(&name)
        {
            parameter.excludes.push(name);
        }
    }
    parameters
}

/// Gives values out of use to the parameter they belong to, which need not be the one
/// below which the remark stands.
fn retire(parameters: &mut [Parameter], own: usize, retired: Retired) {
    let takes = |parameter: &Parameter| {
        let instead = retired.instead.as_ref();
        instead.is_some_and(|value| parameter.values.contains(value))
    };
    let named = |parameter: &Parameter| {
        let name = parameter.name.to_ascii_lowercase();
        let plural = format!("{name}s");
        retired
            .about
            .iter()
            .any(|word| *word == name || *word == plural)
    };
    let index = match parameters.get(own) {
        Some(parameter) if takes(parameter) => Some(own),
        _ => parameters
            .iter()
            .position(takes)
            .or_else(|| parameters.iter().position(named))
            .or((own < parameters.len()).then_some(own)),
    };
    if let Some(parameter) = index.and_then(|index| parameters.get_mut(index)) {
        for value in retired.values {
            parameter.values.retain(|known| *known != value);
            if !parameter.retired.contains(&value) {
                parameter.retired.push(value);
            }
        }
    }
}

/// Takes over what is not known yet.
fn fill(parameter: &mut Parameter, facts: &Facts) {
    parameter.required = parameter.required.or(facts.required);
    parameter.kind = parameter.kind.or(facts.kind);
    parameter.min_length = parameter.min_length.or(facts.length.0);
    parameter.max_length = parameter.max_length.or(facts.length.1);
    parameter.total_length = parameter.total_length.or(facts.total_length);
    parameter.minimum = parameter.minimum.or(facts.range.0);
    parameter.maximum = parameter.maximum.or(facts.range.1);
    if parameter.values.is_empty() {
        parameter.values.clone_from(&facts.values);
    }
    if parameter.default.is_none() {
        parameter.default.clone_from(&facts.default);
    }
}

/// Parameters of the rows of a table; their line is the offset of the row.
pub(super) fn rows(table: &Table) -> Vec<Draft> {
    let Some(name) = table.column(&["field", "name", "parameter", "key", "property"]) else {
        return Vec::new();
    };
    let kind = table.column(&["type"]);
    let required = table.column(&["required", "mandatory"]);
    let about = table.column(&["description", "details", "meaning", "remark", "notes"]);
    let default = table.column(&["default"]);
    let mut drafts = Vec::new();
    for (offset, row) in &table.rows {
        let cell = |column: Option<usize>| {
            column
                .and_then(|at| row.get(at))
                .map(String::as_str)
                .unwrap_or_default()
        };
        let name = tables::bare(cell(Some(name)));
        if name.is_empty() || name.contains(char::is_whitespace) {
            continue;
        }
        let need = tables::bare(cell(required)).to_ascii_lowercase();
        let need = match need.as_str() {
            "yes" | "true" | "required" | "y" | "✓" | "✅" | "m" => Some(Need::Required),
            "no" | "false" | "optional" | "n" | "-" | "❌" | "o" => Some(Need::Optional),
            "conditional" | "conditionally" => Some(Need::Sometimes),
            _ => None,
        };
        let default = tables::bare(cell(default));
        drafts.push(Draft {
            names: vec![name],
            place: None,
            text: cell(about).to_owned(),
            nested: false,
            table: Facts {
                required: need,
                kind: wording::kind_of_cell(cell(kind)),
                default: (!default.is_empty() && default != "-").then_some(default),
                ..Facts::default()
            },
            line: *offset,
        });
    }
    drafts
}
