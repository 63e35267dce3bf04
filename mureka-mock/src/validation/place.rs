//! Places in a request: their names, and what the schema says about each.

use mureka_gen::unescape;
use serde_json::Value;

use super::schema::{JSON_TEXT, ORDER};
use super::wording::shortened;

/// What the whole of a request is called.
pub(super) const BODY: &str = "body";

/// One step into a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// To a field.
    Key(String),
    /// To an item of a list.
    Index(usize),
}

impl Step {
    pub(super) fn key(name: &str) -> Self {
        Self::Key(name.to_owned())
    }
}

/// The steps of a JSON pointer into a value: only the value knows whether `0` is an item
/// or a name.
pub(super) fn steps(pointer: &str, mut value: &Value) -> Vec<Step> {
    let mut steps = Vec::new();
    for token in pointer.split('/').skip(1) {
        let token = unescape(token);
        let index = token.parse().ok().filter(|_| value.is_array());
        let next = match index {
            Some(index) => value.get::<usize>(index),
            None => value.get(&token),
        };
        value = next.unwrap_or(&Value::Null);
        steps.push(index.map_or(Step::Key(token), Step::Index));
    }
    steps
}

/// `conversation[2].text`.
pub(super) fn render(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Step::Key(name) => {
                if !text.is_empty() {
                    text.push('.');
                }
                if name.is_empty() || name.chars().any(char::is_control) {
                    text.push_str(&format!("{:?}", shortened(name)));
                } else {
                    text.push_str(&shortened(name));
                }
            }
            Step::Index(index) => {
                if text.is_empty() {
                    text.push_str(BODY);
                }
                text.push_str(&format!("[{index}]"));
            }
        }
    }
    if text.is_empty() {
        text.push_str(BODY);
    }
    text
}

/// What a schema says about a place.
#[derive(Debug)]
pub(super) struct Place<'a> {
    /// Whether what stands there must not be shown.
    pub(super) secret: bool,
    /// Place of each step among its siblings; what the document does not know, comes last.
    pub(super) order: Vec<usize>,
    /// The schemas that hold there.
    schemas: Vec<&'a Value>,
}

impl<'a> Place<'a> {
    /// Follows a path through a schema.
    pub(super) fn of(root: &'a Value, path: &[Step]) -> Self {
        let mut schemas = all_of(root, root);
        let mut secret = schemas.iter().any(|schema| is_secret(schema));
        let mut order = Vec::new();
        for step in path {
            let mut rank = usize::MAX;
            let mut next = Vec::new();
            for schema in schemas {
                let inner = match step {
                    Step::Key(name) => {
                        let names = schema.get(ORDER).and_then(Value::as_array);
                        let at = names.and_then(|all| all.iter().position(|known| known == name));
                        rank = rank.min(at.unwrap_or(usize::MAX));
                        let own = schema.get("properties").and_then(|all| all.get(name));
                        own.or_else(|| schema.get("additionalProperties"))
                    }
                    Step::Index(index) => {
                        rank = *index;
                        schema.get("items")
                    }
                };
                next.extend(inner.map(|inner| all_of(root, inner)).unwrap_or_default());
            }
            secret |= next.iter().any(|schema| is_secret(schema));
            schemas = next;
            order.push(rank);
        }
        Self {
            secret,
            order,
            schemas,
        }
    }

    /// Whether a text there holds JSON.
    pub(super) fn holds_json(&self) -> bool {
        self.schemas
            .iter()
            .any(|schema| schema.get(JSON_TEXT).is_some())
    }

    /// The types that the schema names there.
    pub(super) fn types(&self) -> impl Iterator<Item = &'a str> {
        self.schemas
            .iter()
            .filter_map(|schema| schema.get("type").and_then(Value::as_str))
    }

    /// Names of the fields that are known there.
    pub(super) fn fields(&self) -> impl Iterator<Item = &'a str> {
        self.schemas
            .iter()
            .filter_map(|schema| schema.get("properties").and_then(Value::as_object))
            .flat_map(|fields| fields.keys().map(String::as_str))
    }
}

fn is_secret(schema: &Value) -> bool {
    schema.get("format").and_then(Value::as_str) == Some("password")
}

/// A schema with everything that holds, or may hold, for the same value.
fn all_of<'a>(root: &'a Value, schema: &'a Value) -> Vec<&'a Value> {
    let mut all: Vec<&Value> = Vec::new();
    let mut open = vec![schema];
    while let Some(schema) = open.pop() {
        // A schema may lead back to itself.
        if all.iter().any(|known| std::ptr::eq(*known, schema)) {
            continue;
        }
        all.push(schema);
        let reference = schema.get("$ref").and_then(Value::as_str);
        open.extend(reference.and_then(|to| root.pointer(to.strip_prefix('#')?)));
        for key in ["allOf", "anyOf", "oneOf"] {
            let parts = schema.get(key).and_then(Value::as_array);
            open.extend(parts.into_iter().flatten());
        }
    }
    all
}
