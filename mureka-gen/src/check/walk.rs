//! One way through a document for all rules that look at every object of it.

use serde_json::{Map, Value};

use crate::document::escape;

/// Keys whose value is data of the vendor and no description: a `$ref` there is a
/// payload.
const DATA: [&str; 4] = ["example", "value", "default", "enum"];

/// Keys whose value is a mapping by name: `example` under `properties` is a property.
const BY_NAME: [&str; 13] = [
    "properties",
    "schemas",
    "parameters",
    "responses",
    "requestBodies",
    "examples",
    "headers",
    "links",
    "callbacks",
    "securitySchemes",
    "paths",
    "content",
    "variables",
];

/// What a mapping's keys are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// Words of OpenAPI.
    Words,
    /// Names that the document gives.
    Names,
}

/// Calls `visit` for every mapping that describes, with its JSON pointer.
pub fn walk<'a>(document: &'a Value, visit: &mut impl FnMut(&str, &'a Map<String, Value>, Keys)) {
    step(document, Keys::Words, &mut String::new(), visit);
}

fn step<'a>(
    value: &'a Value,
    keys: Keys,
    at: &mut String,
    visit: &mut impl FnMut(&str, &'a Map<String, Value>, Keys),
) {
    let length = at.len();
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                at.push('/');
                at.push_str(&index.to_string());
                step(item, Keys::Words, at, visit);
                at.truncate(length);
            }
        }
        Value::Object(map) => {
            visit(at, map, keys);
            for (key, item) in map {
                let word = keys == Keys::Words;
                if word && (DATA.contains(&key.as_str()) || key.starts_with("x-")) {
                    continue;
                }
                let inside = if word && BY_NAME.contains(&key.as_str()) {
                    Keys::Names
                } else {
                    Keys::Words
                };
                at.push('/');
                at.push_str(&escape(key));
                step(item, inside, at, visit);
                at.truncate(length);
            }
        }
        _ => {}
    }
}
