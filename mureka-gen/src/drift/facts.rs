//! The facts of a page as lines that can be kept and compared: no sentences, one fact each.

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::reference::{Endpoint, Field, Kind, Model, Need, Page, Parameter, Place, Shape};

/// Deepest level of a model that is written out.
const MAX_DEPTH: usize = 24;

/// One fact of a page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fact {
    /// What it is about: `body prompt`, `200 payload`. The line starts with it.
    pub subject: String,
    /// What the page says of it.
    pub says: String,
}

impl Fact {
    fn new(subject: impl Into<String>, says: impl Into<String>) -> Self {
        Self {
            // The line is read again up to its first colon.
            subject: one_line(&subject.into()).replace(": ", " "),
            says: one_line(&says.into()),
        }
    }

    /// The fact as a line.
    pub fn line(&self) -> String {
        if self.says.is_empty() {
            self.subject.clone()
        } else {
            format!("{}: {}", self.subject, self.says)
        }
    }

    /// The fact that a line holds.
    pub fn parse(line: &str) -> Self {
        let (subject, says) = line.split_once(": ").unwrap_or((line, ""));
        Self {
            subject: subject.to_owned(),
            says: says.to_owned(),
        }
    }
}

/// A subject and those that it is a part of: `200 payload` is a part of `200`.
pub fn outer(subject: &str) -> impl Iterator<Item = &str> {
    let ends = subject
        .match_indices([' ', '.', '[', '{'])
        .map(|(at, _)| at);
    ends.chain([subject.len()])
        .filter_map(|end| subject.get(..end))
}

/// All facts of a page, in its order, without its date.
pub fn facts(page: &Page) -> Vec<Fact> {
    let mut facts = Vec::new();
    for note in &page.notes {
        let subject = format!("note {}", note.name);
        // The payload of a parameter is kept as all payloads are.
        match serde_json::from_str::<Value>(&note.value) {
            Ok(payload @ (Value::Array(_) | Value::Object(_))) => {
                facts.push(Fact::new(subject, short_hash(&payload)));
            }
            _ => facts.push(Fact::new(subject, &*note.value)),
        }
    }
    if let Some(endpoint) = &page.endpoint {
        of_endpoint(endpoint, &mut facts);
    }
    // A page that says the same twice says it once.
    let mut seen = std::collections::HashSet::new();
    facts.retain(|fact| seen.insert(fact.line()));
    facts
}

fn of_endpoint(endpoint: &Endpoint, facts: &mut Vec<Fact>) {
    facts.push(Fact::new(
        "endpoint",
        format!("{} {}", endpoint.method, endpoint.path),
    ));
    facts.push(Fact::new("server", &*endpoint.server));
    for media in &endpoint.content_types {
        facts.push(Fact::new(format!("content type {media}"), ""));
    }
    for header in &endpoint.headers {
        facts.push(Fact::new(format!("header {header}"), ""));
    }
    for parameter in &endpoint.parameters {
        facts.push(Fact::new(
            parameter_subject(parameter.place, &parameter.name),
            described(parameter),
        ));
    }
    for payload in &endpoint.requests {
        facts.push(Fact::new("request payload", short_hash(&payload.value)));
    }
    for status in &endpoint.statuses {
        if status.stated {
            facts.push(Fact::new(format!("{} status", status.code), ""));
        }
        for payload in &status.payloads {
            let subject = format!("{} payload", status.code);
            facts.push(Fact::new(subject, short_hash(&payload.value)));
        }
        for code in &status.codes {
            facts.push(Fact::new(format!("{} code {code}", status.code), ""));
        }
    }
    for model in &endpoint.models {
        fields(&model_subject(model), &model.shape, 0, facts);
    }
    let figures = [
        ("spacing", endpoint.spacing, "seconds"),
        ("slots", endpoint.slots, ""),
        ("retention", endpoint.retention, "seconds"),
        ("upload size", endpoint.upload_bytes, "bytes"),
    ];
    for (subject, figure, unit) in figures {
        if let Some(figure) = figure {
            facts.push(Fact::new(subject, format!("{figure} {unit}").trim_end()));
        }
    }
    if !endpoint.upload_formats.is_empty() {
        facts.push(Fact::new(
            "upload formats",
            sorted(&endpoint.upload_formats),
        ));
    }
}

/// What facts of a parameter are about: `body prompt`.
pub fn parameter_subject(place: Place, name: &str) -> String {
    format!("{} {name}", word(place))
}

/// What facts of a model are about: `model 200`, `model failure`.
pub fn model_subject(model: &Model) -> String {
    let mut subject = "model".to_owned();
    for status in &model.statuses {
        subject += &format!(" {status}");
    }
    if model.statuses.is_empty() && model.failure {
        subject += " failure";
    }
    subject
}

/// The place as one word.
pub fn word(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Body => "body",
    }
}

/// What a page says of a parameter, without its name: `optional, at most 50 characters`.
pub fn described(parameter: &Parameter) -> String {
    let mut says = Vec::new();
    says.extend(parameter.required.map(|need| need_word(need).to_owned()));
    says.extend(parameter.kind.map(|kind| kind_word(kind).to_owned()));
    let lengths = [
        (parameter.min_length, "at least", "characters"),
        (parameter.max_length, "at most", "characters"),
        (parameter.total_length, "at most", "characters together"),
    ];
    for (figure, bound, unit) in lengths {
        says.extend(figure.map(|figure| format!("{bound} {figure} {unit}")));
    }
    says.extend(parameter.minimum.map(|least| format!("at least {least}")));
    says.extend(parameter.maximum.map(|most| format!("at most {most}")));
    if !parameter.values.is_empty() {
        says.push(format!("one of {}", sorted(&parameter.values)));
    }
    says.extend(
        parameter
            .default
            .as_ref()
            .map(|default| format!("default {default}")),
    );
    if !parameter.retired.is_empty() {
        says.push(format!("retired {}", sorted(&parameter.retired)));
    }
    if !parameter.excludes.is_empty() {
        says.push(format!("not with {}", sorted(&parameter.excludes)));
    }
    says.join(", ")
}

/// The need as words.
pub fn need_word(need: Need) -> &'static str {
    match need {
        Need::Required => "required",
        Need::Sometimes => "sometimes required",
        Need::Optional => "optional",
    }
}

/// The kind of value as words.
pub fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Number => "number",
        Kind::Integer => "whole number",
        Kind::Boolean => "boolean",
        Kind::List => "list",
        Kind::Object => "object",
        Kind::JsonText => "JSON in a text",
        Kind::File => "file",
    }
}

/// The order in which values are listed is no fact.
fn sorted(values: &[String]) -> String {
    let mut values: Vec<&str> = values.iter().map(String::as_str).collect();
    values.sort_unstable();
    values.dedup();
    values.join(" ")
}

/// One fact for each field that holds no fields itself. Whether a field is marked as
/// optional is no fact: all of an answer is.
fn fields(path: &str, shape: &Shape, depth: usize, facts: &mut Vec<Fact>) {
    if depth > MAX_DEPTH {
        return;
    }
    match shape {
        Shape::Object(inner) if !inner.is_empty() => {
            for Field { name, shape, .. } in inner {
                let joint = if depth == 0 { " " } else { "." };
                fields(&format!("{path}{joint}{name}"), shape, depth + 1, facts);
            }
        }
        Shape::List(item) if has_fields(item) => {
            let joint = if depth == 0 { " []" } else { "[]" };
            fields(&format!("{path}{joint}"), item, depth + 1, facts);
        }
        Shape::Map(value) if has_fields(value) => {
            let joint = if depth == 0 { " {}" } else { "{}" };
            fields(&format!("{path}{joint}"), value, depth + 1, facts);
        }
        other => facts.push(Fact::new(path, shape_word(other, 0))),
    }
}

fn has_fields(shape: &Shape) -> bool {
    matches!(shape, Shape::Object(_) | Shape::List(_) | Shape::Map(_))
}

/// A type in a few words: `list of text`.
pub fn shape_word(shape: &Shape, depth: usize) -> String {
    if depth > MAX_DEPTH {
        return "…".into();
    }
    match shape {
        Shape::Text => "text".into(),
        Shape::Number => "number".into(),
        Shape::Boolean => "boolean".into(),
        Shape::Null => "null".into(),
        Shape::Any => "anything".into(),
        Shape::Literal(Value::String(text)) => text.clone(),
        Shape::Literal(value) => value.to_string(),
        Shape::Union(shapes) => {
            let mut words: Vec<String> = shapes
                .iter()
                .map(|shape| shape_word(shape, depth + 1))
                .collect();
            words.sort_unstable();
            words.dedup();
            words.join(" or ")
        }
        Shape::List(item) => format!("list of {}", shape_word(item, depth + 1)),
        Shape::Map(value) => format!("{} by key", shape_word(value, depth + 1)),
        Shape::Object(fields) => {
            let mut names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
            names.sort_unstable();
            if names.is_empty() {
                "object".into()
            } else {
                format!("object with {}", names.join(" "))
            }
        }
    }
}

/// The hash of all facts of a page, whatever their order.
pub fn hash(facts: &[Fact]) -> String {
    let mut lines: Vec<String> = facts.iter().map(Fact::line).collect();
    lines.sort_unstable();
    hex(&Sha256::digest(lines.join("\n").as_bytes()))
}

/// The first eight digits of the hash of a value.
fn short_hash(value: &Value) -> String {
    let mut text = String::new();
    canonical(value, &mut text);
    let mut hash = hex(&Sha256::digest(text.as_bytes()));
    hash.truncate(8);
    hash
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// JSON with its keys in order, whatever order the map keeps.
fn canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_unstable_by_key(|(key, _)| *key);
            out.push('{');
            for (key, value) in entries {
                *out += &Value::from(key.as_str()).to_string();
                out.push(':');
                canonical(value, out);
                out.push(',');
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for item in items {
                canonical(item, out);
                out.push(',');
            }
            out.push(']');
        }
        other => *out += &other.to_string(),
    }
}

/// A text without line ends and other control characters, which would break the file.
pub fn one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}
