//! Whether a schema is sent, received, or both.

use std::collections::BTreeMap;

use serde_json::Value;

use super::finding::Class;
use super::spot::Spot;
use crate::document::Document;

/// Who makes a value: the caller, the service, or now the one and now the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Side {
    pub sent: bool,
    pub received: bool,
}

impl Side {
    pub const SENT: Self = Self {
        sent: true,
        received: false,
    };
    pub const RECEIVED: Self = Self {
        sent: false,
        received: true,
    };
    pub const BOTH: Self = Self {
        sent: true,
        received: true,
    };

    /// What a change is that means one thing for what is sent and another for what comes.
    pub fn judge(self, sent: Class, received: Class) -> Class {
        let sent = self.sent.then_some(sent);
        sent.max(self.received.then_some(received))
            .unwrap_or(Class::Breaking)
    }

    /// Less is allowed than before.
    pub fn tighter(self) -> Class {
        self.judge(Class::Breaking, Class::Additive)
    }

    /// More is allowed than before.
    pub fn looser(self) -> Class {
        self.judge(Class::Additive, Class::Breaking)
    }
}

/// On which side each named schema of a document stands.
pub fn sides(document: &Document) -> BTreeMap<String, Side> {
    let mut sides = BTreeMap::new();
    let root = Spot::root(document);
    let mut open: Vec<(String, Side)> = Vec::new();
    for operation in super::operations::all(document) {
        for parameter in operation.parameters() {
            references(parameter.value, Side::SENT, &mut open);
        }
        for (key, side) in [("requestBody", Side::SENT), ("responses", Side::RECEIVED)] {
            if let Some(part) = operation.spot.get(key) {
                references(part.value, side, &mut open);
            }
        }
        // What a webhook sends is received here, and the other way round.
        for (_, callback) in operation.spot.entries("callbacks") {
            for (_, item) in callback.resolved().children() {
                for (_, call) in item.children() {
                    for (key, side) in [("requestBody", Side::RECEIVED), ("responses", Side::SENT)]
                    {
                        if let Some(part) = call.get(key) {
                            references(part.value, side, &mut open);
                        }
                    }
                }
            }
        }
    }
    let mut visited = std::collections::BTreeSet::new();
    while let Some((pointer, side)) = open.pop() {
        if !visited.insert((pointer.clone(), side)) {
            continue;
        }
        if let Some(name) = schema_name(&pointer) {
            let known = sides.entry(name.to_owned()).or_insert(side);
            known.sent |= side.sent;
            known.received |= side.received;
        }
        if let Some(value) = root.value.pointer(&pointer) {
            references(value, side, &mut open);
        }
    }
    sides
}

/// Name of the schema that a pointer or a reference leads to.
pub fn schema_name(pointer: &str) -> Option<&str> {
    let pointer = pointer.strip_prefix('#').unwrap_or(pointer);
    pointer
        .strip_prefix("/components/schemas/")
        .filter(|name| !name.contains('/'))
}

/// The pointers that a value refers to.
fn references(value: &Value, side: Side, found: &mut Vec<(String, Side)>) {
    match value {
        Value::Array(items) => {
            for item in items {
                references(item, side, found);
            }
        }
        Value::Object(map) => {
            for (key, value) in map {
                match (key.as_str(), value) {
                    // Names, which may be any word.
                    ("properties", Value::Object(fields)) => {
                        for field in fields.values() {
                            references(field, side, found);
                        }
                    }
                    // Data, not schemas; and a name that is borrowed, not a value.
                    ("example" | "examples" | "default" | "enum" | "x-mureka-same-as", _) => {}
                    // An open enum takes whatever comes: a new value of the closed one that
                    // it lists surprises nobody.
                    ("anyOf", Value::Array(items)) if is_open(items) => {}
                    (_, Value::String(text)) if text.starts_with("#/") => {
                        let pointer = text.strip_prefix('#').unwrap_or(text);
                        found.push((pointer.to_owned(), side));
                    }
                    _ => references(value, side, found),
                }
            }
        }
        _ => {}
    }
}

/// Whether the list of an `anyOf` has a text of any kind beside the listed ones.
pub fn is_open(alternatives: &[Value]) -> bool {
    let [first, second] = alternatives else {
        return false;
    };
    let any = |value: &Value| value["type"] == "string" && value.get("enum").is_none();
    let listed = |value: &Value| value.get("enum").is_some() || value.get("$ref").is_some();
    listed(first) && any(second)
}
