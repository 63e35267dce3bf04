//! Named schemas: what kind each is, and whether the generator can keep all of it.

mod fields;
mod form;
mod json;
mod kinds;
mod nullable;
mod recursion;
mod unions;

use std::collections::BTreeMap;

use serde_json::Value;

use super::plain;
use crate::api::Shape;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Document, escape};

pub use json::json_schema;
pub use kinds::{Kind, Kinds, innermost, parts, reached};

const PREFIX: &str = "#/components/schemas/";

/// What an extension stands beside.
const EXTENDS: [(&str, &str, Option<&str>); 5] = [
    ("x-mureka-keyed", "type", Some("object")),
    ("x-mureka-json-string", "type", Some("string")),
    ("x-mureka-retired", "enum", None),
    ("x-mureka-total-length", "type", Some("array")),
    ("x-mureka-union", "anyOf", None),
];

/// The name a reference to a schema ends in.
pub fn referenced(schema: &Value) -> Option<&str> {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        // Deeper than a schema itself stands nothing that has a name in code.
        return name
            .strip_prefix(PREFIX)
            .filter(|name| !name.contains(['/', '~']));
    }
    match schema
        .get("allOf")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
    {
        Some([only]) => referenced(only),
        _ => None,
    }
}

/// Classifies everything under `components/schemas`.
pub fn collect(document: &Document, diagnostics: &mut Diagnostics) -> BTreeMap<String, Shape> {
    let empty = serde_json::Map::new();
    let schemas = document
        .value()
        .pointer("/components/schemas")
        .and_then(Value::as_object)
        .unwrap_or(&empty);
    let twins = twins(schemas);
    let mut reader = Reader {
        document,
        twins: &twins,
        diagnostics,
    };
    let shapes: BTreeMap<String, Shape> = schemas
        .iter()
        .filter_map(|(name, schema)| {
            let pointer = format!("/components/schemas/{}", escape(name));
            reader
                .shape(name, schema, &pointer)
                .map(|shape| (name.clone(), shape))
        })
        .collect();
    recursion::check(document, &shapes, diagnostics);
    recursion::depth(document, &shapes, diagnostics);
    kinds::check(document, &shapes, &twins, diagnostics);
    shapes
}

/// What the document says of each named schema.
pub fn descriptions(document: &Document) -> BTreeMap<String, String> {
    let schemas = document
        .value()
        .pointer("/components/schemas")
        .and_then(Value::as_object);
    schemas
        .into_iter()
        .flatten()
        .map(|(name, schema)| (name.clone(), description(schema)))
        .collect()
}

/// [`twins`] of a document.
pub fn same_as(document: &Document) -> BTreeMap<String, String> {
    let schemas = document
        .value()
        .pointer("/components/schemas")
        .and_then(Value::as_object);
    schemas.map(twins).unwrap_or_default()
}

/// Schemas that are another one in code: a closed enum that an open enum lists by
/// reference, and what `x-mureka-same-as` names. Strictness stays in the document.
fn twins(schemas: &serde_json::Map<String, Value>) -> BTreeMap<String, String> {
    let mut twins = BTreeMap::new();
    for (name, schema) in schemas {
        let same = schema.get("x-mureka-same-as").and_then(Value::as_str);
        if let Some(other) = same.and_then(|same| same.strip_prefix(PREFIX)) {
            twins.insert(name.clone(), other.to_owned());
        }
        if schema.get("x-mureka-union").is_some() {
            continue;
        }
        if let Some([first, second]) = schema
            .get("anyOf")
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            && let Some(closed) = referenced(first)
            && is_plain_text(second)
        {
            twins.insert(closed.to_owned(), name.clone());
        }
    }
    twins
}

fn is_plain_text(schema: &Value) -> bool {
    let text = |key: &str| schema.get(key).and_then(Value::as_str);
    text("type") == Some("string")
        && schema.get("enum").is_none()
        && text("format") != Some("password")
}

struct Reader<'a> {
    document: &'a Document,
    twins: &'a BTreeMap<String, String>,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn refuse(
        &mut self,
        rule: &'static str,
        pointer: &str,
        message: impl Into<String>,
        remedy: &str,
    ) {
        self.diagnostics.push(
            self.document,
            Diagnostic::new(rule, pointer, message, remedy),
        );
    }

    fn shape(&mut self, name: &str, schema: &Value, pointer: &str) -> Option<Shape> {
        let Some(map) = schema.as_object() else {
            self.refuse(
                "unsupported-schema",
                pointer,
                "a schema is a mapping",
                "write `type: object` and so on",
            );
            return None;
        };
        if !self.form(map, pointer) {
            return None;
        }
        for (extension, beside, value) in EXTENDS {
            let there = map.get(beside);
            let fits = there.is_some_and(|there| value.is_none_or(|value| there == value));
            if map.contains_key(extension) && !fits {
                let value = value.unwrap_or("[…]");
                self.refuse(
                    "invalid-extension",
                    &format!("{pointer}/{extension}"),
                    format!("`{extension}` means nothing without `{beside}: {value}`"),
                    "the extensions are described in spec/README.md",
                );
                return None;
            }
        }
        if let Some(same) = map.get("x-mureka-same-as") {
            self.extension_ref(same, &format!("{pointer}/x-mureka-same-as"))?;
        }
        if let Some(of) = map.get("x-mureka-keyed") {
            let of = self.extension_ref(of, &format!("{pointer}/x-mureka-keyed"))?;
            let fields = self.fields(schema, pointer);
            return Some(Shape::Keyed { of, fields });
        }
        if let Some(of) = map.get("x-mureka-json-string") {
            let of = self.extension_ref(of, &format!("{pointer}/x-mureka-json-string"))?;
            let of = self.twins.get(&of).cloned().unwrap_or(of);
            return Some(Shape::JsonText { of });
        }
        if let Some(variants) = map.get("oneOf").and_then(Value::as_array)
            && !map.contains_key("properties")
        {
            return self.one_of(variants, pointer);
        }
        if let Some(variants) = map.get("anyOf").and_then(Value::as_array)
            && !map.contains_key("properties")
        {
            return match map.get("x-mureka-union") {
                Some(union) => self.union(variants, union, pointer),
                None => self.open_enum(name, variants, pointer),
            };
        }
        match map.get("type").and_then(Value::as_str) {
            Some("string") => {
                if map.contains_key("enum") {
                    let values = self.texts(schema, pointer)?;
                    self.retired(map.get("x-mureka-retired"), &values, pointer);
                    return Some(Shape::ClosedEnum { values });
                }
                if map.get("format").and_then(Value::as_str) == Some("password") {
                    return Some(Shape::Secret);
                }
                Some(Shape::Alias {
                    rust: "String".into(),
                })
            }
            Some("array") => {
                let rust = self.rust(schema, pointer)?;
                let items = rust.strip_prefix("Vec<")?.strip_suffix('>')?.to_owned();
                Some(Shape::List { items })
            }
            Some("object") => self.object(schema, pointer),
            Some(_) => self.rust(schema, pointer).map(|rust| Shape::Alias { rust }),
            None if map.contains_key("allOf") || map.contains_key("not") => {
                self.refuse(
                    "unsupported-schema",
                    pointer,
                    format!("`{name}` is put together with `allOf` or `not` and has no `type`"),
                    "write the fields out, or refer to the one schema directly",
                );
                None
            }
            None => Some(Shape::Alias {
                rust: "serde_json::Value".into(),
            }),
        }
    }

    fn extension_ref(&mut self, value: &Value, pointer: &str) -> Option<String> {
        let name = value.as_str().and_then(|text| text.strip_prefix(PREFIX));
        let known = name.filter(|name| {
            self.document
                .value()
                .pointer(&format!("/components/schemas/{}", escape(name)))
                .is_some()
        });
        if known.is_none() {
            self.refuse(
                "unresolved-ref",
                pointer,
                format!("{} is not a schema of this document", plain(value)),
                "write '#/components/schemas/NAME' of an existing schema",
            );
        }
        known.map(str::to_owned)
    }

    fn object(&mut self, schema: &Value, pointer: &str) -> Option<Shape> {
        let strict = match schema.get("additionalProperties") {
            Some(Value::Bool(allowed)) => !allowed,
            _ => {
                self.refuse(
                    "additional-properties",
                    pointer,
                    "it is not said whether unknown fields are welcome",
                    "`additionalProperties: true` for what the API answers, `false` for what it is sent",
                );
                return None;
            }
        };
        let fields = self.fields(schema, pointer);
        for field in fields.iter().filter(|_| strict) {
            let mut at = format!("{pointer}/properties/{}", escape(&field.name));
            let mut value = Some(&schema["properties"][&field.name]);
            while let Some(inner) = value {
                if inner.get("nullable") == Some(&Value::Bool(true)) {
                    self.refuse(
                        "nullable-in-request",
                        &format!("{at}/nullable"),
                        format!("`{}` of a request is left out, never sent as null", field.name),
                        "take `nullable` out; where null says something of its own, describe any JSON: no `type`",
                    );
                }
                value = inner.get("items");
                at.push_str("/items");
            }
        }
        if !strict {
            for field in &fields {
                let at = format!("{pointer}/properties/{}", escape(&field.name));
                let nullable =
                    nullable::admits_null(self.document, &schema["properties"][&field.name]);
                if field.required {
                    self.refuse(
                        "required-in-response",
                        &at,
                        format!(
                            "`{}` is required in an answer: one answer without it would fail whole",
                            field.name
                        ),
                        "take it out of `required`",
                    );
                }
                if !nullable {
                    self.refuse(
                        "not-nullable-in-response",
                        &at,
                        format!("`{}` may not be null in an answer: one null would fail it whole", field.name),
                        "add `nullable: true` beside its `type`; where it is a reference, in the schema it leads to",
                    );
                }
            }
        }
        Some(Shape::Struct { strict, fields })
    }
}

/// The Rust type of a parameter's schema; diagnostics as for a field.
pub fn parameter_type(
    document: &Document,
    twins: &BTreeMap<String, String>,
    schema: &Value,
    pointer: &str,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    Reader {
        document,
        twins,
        diagnostics,
    }
    .rust(schema, pointer)
}

fn description(schema: &Value) -> String {
    schema
        .get("description")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .trim()
        .to_owned()
}
