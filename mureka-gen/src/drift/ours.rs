//! What the document says of one operation, in the terms in which pages speak.

use serde_json::Value;

use crate::api::Operation;
use crate::document::{Document, escape};
use crate::reference::{Kind, Need, Place};

use super::finding;
use super::presence::Rules;

/// Most schemas followed from one place.
const MAX_STEPS: usize = 32;

/// One operation of the document.
pub struct Ours<'a> {
    pub document: &'a Document,
    pub operation: &'a Operation,
    pub parameters: Vec<Given>,
    /// Media types of requests, and where each stands.
    pub content_types: Vec<(String, String)>,
    /// Pointer of the schema of the body, references followed.
    pub body: Option<String>,
    pub rules: Rules,
}

/// A parameter or a field of the body.
#[derive(Debug, Clone)]
pub struct Given {
    pub name: String,
    pub place: Place,
    pub need: Need,
    /// Where it stands.
    pub pointer: String,
    pub facets: Facets,
}

/// A figure or word, and where it stands.
pub type Stated<T> = Option<(T, String)>;

/// What a schema says of a value.
#[derive(Debug, Clone, Default)]
pub struct Facets {
    /// Empty: anything.
    pub kinds: Vec<Kind>,
    pub min_length: Stated<u64>,
    pub max_length: Stated<u64>,
    pub total_length: Stated<u64>,
    pub minimum: Stated<f64>,
    pub maximum: Stated<f64>,
    pub values: Vec<String>,
    /// Where the values are listed.
    pub values_at: Option<String>,
    /// Those of the values that are taken for the sake of old callers only.
    pub retired: Vec<String>,
    pub default: Stated<String>,
}

impl<'a> Ours<'a> {
    /// What the document says of that operation.
    pub fn of(document: &'a Document, operation: &'a Operation) -> Self {
        let mut ours = Self {
            document,
            operation,
            parameters: Vec::new(),
            content_types: Vec::new(),
            body: None,
            rules: Rules::default(),
        };
        let item = operation
            .pointer
            .rsplit_once('/')
            .map_or("", |(item, _)| item);
        for owner in [item, &operation.pointer] {
            ours.take_parameters(&format!("{owner}/parameters"));
        }
        ours.take_body();
        ours
    }

    /// The place of a pointer of this document.
    pub fn place(&self, pointer: &str) -> finding::Place {
        place(self.document, pointer)
    }

    /// The parameter of that name.
    pub fn parameter(&self, name: &str) -> Option<&Given> {
        self.parameters.iter().find(|given| given.name == name)
    }

    fn take_parameters(&mut self, list: &str) {
        let items = self.document.value().pointer(list);
        for at in 0..items.and_then(Value::as_array).map_or(0, Vec::len) {
            let pointer = follow(self.document, format!("{list}/{at}"));
            let Some(parameter) = self.document.value().pointer(&pointer) else {
                continue;
            };
            let place = match parameter.get("in").and_then(Value::as_str) {
                Some("path") => Place::Path,
                Some("query") => Place::Query,
                _ => continue,
            };
            let Some(name) = parameter.get("name").and_then(Value::as_str) else {
                continue;
            };
            let required = parameter.get("required") == Some(&Value::Bool(true));
            self.parameters.push(Given {
                name: name.to_owned(),
                place,
                need: if required {
                    Need::Required
                } else {
                    Need::Optional
                },
                facets: facets(self.document, &format!("{pointer}/schema")),
                pointer,
            });
        }
    }

    fn take_body(&mut self) {
        let document = self.document;
        let body = follow(document, format!("{}/requestBody", self.operation.pointer));
        let content = format!("{body}/content");
        for media in document.keys(&content) {
            let at = format!("{content}/{}", escape(media));
            if self.body.is_none() {
                self.body = Some(follow(document, format!("{at}/schema")));
            }
            self.content_types.push((media.to_owned(), at));
        }
        let Some(body) = &self.body else { return };
        let parts = parts(document, body);
        self.rules = Rules::of(
            parts
                .iter()
                .filter_map(|pointer| document.value().pointer(pointer)),
        );
        for part in &parts {
            for name in document.keys(&format!("{part}/properties")) {
                let pointer = format!("{part}/properties/{}", escape(name));
                self.parameters.push(Given {
                    name: name.to_owned(),
                    place: Place::Body,
                    need: self.rules.need(name),
                    facets: facets(document, &pointer),
                    pointer,
                });
            }
        }
    }
}

/// The place of a pointer of a document.
pub fn place(document: &Document, pointer: &str) -> finding::Place {
    finding::Place {
        file: document.name().to_owned(),
        line: document.line(pointer),
        pointer: pointer.to_owned(),
    }
}

/// The pointer that a chain of `$ref`s at `pointer` ends at.
pub fn follow(document: &Document, mut pointer: String) -> String {
    for _ in 0..MAX_STEPS {
        let reference = document
            .value()
            .pointer(&pointer)
            .and_then(|value| value.get("$ref"))
            .and_then(Value::as_str)
            .and_then(|reference| reference.strip_prefix('#'));
        match reference {
            Some(next) => pointer = next.to_owned(),
            None => break,
        }
    }
    pointer
}

/// The schema at a pointer and those that hold together with it by `allOf`.
fn parts(document: &Document, pointer: &str) -> Vec<String> {
    let mut parts = vec![follow(document, pointer.to_owned())];
    let mut at = 0;
    while at < parts.len() && parts.len() < MAX_STEPS {
        let list = format!("{}/allOf", parts[at]);
        for index in 0..length(document, &list) {
            let next = follow(document, format!("{list}/{index}"));
            if !parts.contains(&next) {
                parts.push(next);
            }
        }
        at += 1;
    }
    parts
}

fn length(document: &Document, list: &str) -> usize {
    let list = document.value().pointer(list);
    list.and_then(Value::as_array).map_or(0, Vec::len)
}

/// What the schema at a pointer says, with all that it refers to.
pub fn facets(document: &Document, pointer: &str) -> Facets {
    let mut facets = Facets::default();
    let mut open = false;
    for part in parts(document, pointer) {
        one(document, &part, &mut facets);
        open |= alternatives(document, &part, &mut facets);
    }
    if open {
        facets.kinds.clear();
    }
    facets
}

/// What one schema says itself.
fn one(document: &Document, pointer: &str, facets: &mut Facets) {
    let Some(schema) = document.value().pointer(pointer) else {
        return;
    };
    let at = |key: &str| format!("{pointer}/{key}");
    let length = |key: &str| Some((schema.get(key)?.as_u64()?, at(key)));
    let figure = |key: &str| Some((schema.get(key)?.as_f64()?, at(key)));
    facets.kinds.extend(kind(schema));
    facets.min_length = facets.min_length.take().or_else(|| length("minLength"));
    facets.max_length = facets.max_length.take().or_else(|| length("maxLength"));
    facets.minimum = facets.minimum.take().or_else(|| figure("minimum"));
    facets.maximum = facets.maximum.take().or_else(|| figure("maximum"));
    if let Some(digits) = schema.get("x-mureka-digits") {
        let digit = |key: &str| {
            let figure = digits.get(key)?.as_f64()?;
            Some((figure, at(&format!("x-mureka-digits/{key}"))))
        };
        facets.minimum = facets.minimum.take().or_else(|| digit("minimum"));
        facets.maximum = facets.maximum.take().or_else(|| digit("maximum"));
    }
    total(document, pointer, schema, facets);
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        facets.values.extend(values.iter().map(plain));
        facets.values_at.get_or_insert_with(|| at("enum"));
    }
    if let Some(values) = schema.get("x-mureka-retired").and_then(Value::as_array) {
        facets.retired.extend(values.iter().map(plain));
    }
    if let Some(default) = schema.get("default") {
        facets
            .default
            .get_or_insert((plain(default), at("default")));
    }
}

/// The limit of all texts of a list together, also of a list that is JSON in a text.
fn total(document: &Document, pointer: &str, schema: &Value, facets: &mut Facets) {
    let inner = schema
        .get("x-mureka-json-string")
        .and_then(Value::as_str)
        .and_then(|reference| reference.strip_prefix('#'))
        .map(|list| follow(document, list.to_owned()));
    for list in [Some(pointer.to_owned()), inner].into_iter().flatten() {
        let most = format!("{list}/x-mureka-total-length/max");
        let figure = document.value().pointer(&most).and_then(Value::as_u64);
        if let Some(figure) = figure {
            facets.total_length.get_or_insert((figure, most));
        }
    }
}

/// Kinds and values of the alternatives of a schema; true where one is anything at all.
/// Limits of alternatives are no limits of the whole.
fn alternatives(document: &Document, pointer: &str, facets: &mut Facets) -> bool {
    let mut open = false;
    for keyword in ["oneOf", "anyOf"] {
        let list = format!("{pointer}/{keyword}");
        for index in 0..length(document, &list) {
            for part in parts(document, &format!("{list}/{index}")) {
                let Some(schema) = document.value().pointer(&part) else {
                    continue;
                };
                let presence = schema.get("required").is_some() || schema.get("not").is_some();
                let kinds = kind(schema);
                open |= kinds.is_none()
                    && !presence
                    && schema.get("allOf").is_none()
                    && schema.get("enum").is_none();
                facets.kinds.extend(kinds);
                if let Some(values) = schema.get("enum").and_then(Value::as_array) {
                    facets.values.extend(values.iter().map(plain));
                    facets.values_at.get_or_insert(format!("{part}/enum"));
                }
            }
        }
    }
    open
}

fn kind(schema: &Value) -> Option<Kind> {
    if schema.get("x-mureka-json-string").is_some() {
        return Some(Kind::JsonText);
    }
    Some(match schema.get("type")?.as_str()? {
        "string" if schema.get("format").and_then(Value::as_str) == Some("binary") => Kind::File,
        "string" => Kind::Text,
        "integer" => Kind::Integer,
        "number" => Kind::Number,
        "boolean" => Kind::Boolean,
        "array" => Kind::List,
        "object" => Kind::Object,
        _ => return None,
    })
}

/// A value as pages write it.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
