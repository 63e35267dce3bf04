//! Which keywords a schema may have, by what it is. A keyword that says nothing
//! there would be dropped without a word.

use serde_json::{Map, Value};

use super::{Reader, plain};
use crate::document::escape;

const ANYWHERE: [&str; 6] = [
    "title",
    "description",
    "default",
    "example",
    "deprecated",
    "readOnly",
];
const OF_STRINGS: [&str; 7] = [
    "type",
    "nullable",
    "format",
    "enum",
    "minLength",
    "maxLength",
    "pattern",
];
const OF_NUMBERS: [&str; 5] = ["type", "nullable", "format", "minimum", "maximum"];
const OF_BOOLEANS: [&str; 2] = ["type", "nullable"];
const OF_LISTS: [&str; 5] = ["type", "nullable", "items", "minItems", "maxItems"];
const OF_OBJECTS: [&str; 9] = [
    "type",
    "nullable",
    "properties",
    "required",
    "additionalProperties",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
];
const KINDS: [(&str, &[&str]); 6] = [
    ("string", &OF_STRINGS),
    ("integer", &OF_NUMBERS),
    ("number", &OF_NUMBERS),
    ("boolean", &OF_BOOLEANS),
    ("array", &OF_LISTS),
    ("object", &OF_OBJECTS),
];

impl Reader<'_> {
    /// Whether the keywords are those of one kind of schema; if not, that was reported.
    pub(super) fn form(&mut self, map: &Map<String, Value>, pointer: &str) -> bool {
        let (what, allowed): (&str, &[&str]) = match map.get("type") {
            Some(Value::String(name)) => {
                let Some((_, allowed)) = KINDS.iter().find(|(known, _)| known == name) else {
                    self.refuse(
                        "unsupported-schema",
                        &format!("{pointer}/type"),
                        format!("`type: {name}` is not a type of OpenAPI 3.0"),
                        "string, integer, number, boolean, array or object",
                    );
                    return false;
                };
                (name, allowed)
            }
            Some(other) => {
                self.refuse(
                    "unsupported-schema",
                    &format!("{pointer}/type"),
                    format!("{} is not a type", plain(other)),
                    "one of string, integer, number, boolean, array, object; `nullable: true` for null",
                );
                return false;
            }
            None => ["$ref", "allOf", "anyOf", "oneOf", "not"]
                .iter()
                .find(|key| map.contains_key(**key))
                .map_or(("any value", &[][..]), |key| {
                    (*key, std::slice::from_ref(key))
                }),
        };
        let mut good = true;
        for key in map.keys().filter(|key| !key.starts_with("x-")) {
            let key = key.as_str();
            if allowed.contains(&key) || ANYWHERE.contains(&key) {
                continue;
            }
            good = false;
            let at = format!("{pointer}/{}", escape(key));
            if KINDS.iter().any(|(_, keys)| keys.contains(&key)) {
                self.refuse(
                    "unsupported-schema",
                    &at,
                    format!("`{key}` beside `{what}` says nothing"),
                    "write the `type` it belongs to, or take it out",
                );
            } else {
                self.refuse(
                    "unknown-keyword",
                    &at,
                    format!("`{key}` in a schema means nothing to the generator"),
                    "say it with keywords of OpenAPI 3.0 that the generator reads, or in the description",
                );
            }
        }
        if let Some(other) = map.get("nullable").filter(|value| !value.is_boolean()) {
            good = false;
            self.refuse(
                "unsupported-schema",
                &format!("{pointer}/nullable"),
                format!("{} is neither true nor false", plain(other)),
                "`nullable: true`, or nothing",
            );
        }
        good
    }
}
