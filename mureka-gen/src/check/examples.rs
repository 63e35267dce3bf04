//! The documented payloads: where each stands, and whether its schema allows it.

use std::collections::HashMap;

use jsonschema::Validator;
use serde_json::Value;

use super::schemas;
use crate::api::{Api, Status};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Document, escape};

/// One documented payload of one operation.
#[derive(Debug, Clone)]
pub struct ExampleCase {
    /// operationId; of a webhook, the operation that announces it.
    pub operation: String,
    /// Where it belongs.
    pub place: Place,
    /// Its name in the document.
    pub name: String,
    /// The payload, unchanged.
    pub value: Value,
    /// JSON pointer of the payload.
    pub pointer: String,
    /// JSON pointer of its schema.
    pub schema: String,
}

/// Which part of an operation a payload belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// What is sent, as JSON or as a form.
    Request,
    /// What is answered with this status.
    Response(Status),
    /// What the vendor posts to a webhook.
    Callback,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Request => f.write_str("request"),
            Self::Response(status) => write!(f, "{status}"),
            Self::Callback => f.write_str("callback"),
        }
    }
}

/// Every example of every operation, shared responses counted where they are used.
pub fn cases(document: &Document, api: &Api) -> Vec<ExampleCase> {
    let mut cases = Vec::new();
    for operation in &api.operations {
        let mut collect = |pointer: String, place: Place| {
            media(document, &pointer, &operation.id, place, &mut cases);
        };
        collect(format!("{}/requestBody", operation.pointer), Place::Request);
        for answer in operation.success.iter().chain(&operation.errors) {
            collect(
                format!("{}/responses/{}", operation.pointer, answer.status),
                Place::Response(answer.status),
            );
        }
        let callbacks = follow(document, format!("{}/callbacks", operation.pointer));
        let names = document
            .value()
            .pointer(&callbacks)
            .and_then(Value::as_object);
        for name in names.into_iter().flatten().map(|(name, _)| name) {
            let callback = follow(document, format!("{callbacks}/{}", escape(name)));
            let urls = document
                .value()
                .pointer(&callback)
                .and_then(Value::as_object);
            for (url, item) in urls.into_iter().flatten() {
                for method in item
                    .as_object()
                    .into_iter()
                    .flatten()
                    .map(|(method, _)| method)
                {
                    collect(
                        format!("{callback}/{}/{method}/requestBody", escape(url)),
                        Place::Callback,
                    );
                }
            }
        }
    }
    cases
}

/// The pointer that a chain of `$ref`s at `pointer` ends at.
fn follow(document: &Document, mut pointer: String) -> String {
    for _ in 0..32 {
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

fn media(
    document: &Document,
    pointer: &str,
    operation: &str,
    place: Place,
    cases: &mut Vec<ExampleCase>,
) {
    let content = format!("{}/content", follow(document, pointer.to_owned()));
    let types = document
        .value()
        .pointer(&content)
        .and_then(Value::as_object);
    for (media, described) in types.into_iter().flatten() {
        let at = format!("{content}/{}", escape(media));
        let schema = format!("{at}/schema");
        let mut add = |name: &str, pointer: String| {
            if let Some(value) = document.value().pointer(&pointer) {
                cases.push(ExampleCase {
                    operation: operation.to_owned(),
                    place,
                    name: name.to_owned(),
                    value: value.clone(),
                    pointer,
                    schema: schema.clone(),
                });
            }
        };
        if described.get("example").is_some() {
            add("example", format!("{at}/example"));
        }
        let examples = described.get("examples").and_then(Value::as_object);
        for name in examples.into_iter().flatten().map(|(name, _)| name) {
            let example = follow(document, format!("{at}/examples/{}", escape(name)));
            add(name, format!("{example}/value"));
        }
    }
}

/// Checks every example against its schema.
pub fn examples(document: &Document, api: &Api) -> Result<usize, Diagnostics> {
    let mut diagnostics = Diagnostics::of(document);
    let mut validators: HashMap<String, Option<Validator>> = HashMap::new();
    let cases = cases(document, api);
    for case in &cases {
        let schema = follow(document, case.schema.clone());
        let validator = validators.entry(schema.clone()).or_insert_with(|| {
            let built = schemas::json_schema(document, &schema)
                .ok_or_else(|| "it is missing".to_owned())
                .and_then(|schema| {
                    jsonschema::validator_for(&schema).map_err(|error| error.to_string())
                });
            match built {
                Ok(validator) => Some(validator),
                Err(error) => {
                    diagnostics.push(
                        document,
                        Diagnostic::new(
                            "unusable-schema",
                            schema.clone(),
                            format!("the schema cannot be used for checking: {error}"),
                            "correct the schema",
                        ),
                    );
                    None
                }
            }
        });
        let Some(validator) = validator else { continue };
        for error in validator.iter_errors(&case.value).take(5) {
            let inside = error.instance_path().to_string();
            diagnostics.push(
                document,
                Diagnostic::new(
                    "invalid-example",
                    format!("{}{inside}", case.pointer),
                    format!(
                        "example `{}` of {} ({}) is not what its schema describes: {}",
                        case.name,
                        case.operation,
                        case.place,
                        shorten(&error.to_string()),
                    ),
                    "payloads are the vendor's and stay as they are: widen the schema, and note why in spec/README.md",
                ),
            );
        }
    }
    diagnostics.into_result().map(|()| cases.len())
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= 160 {
        return text.to_owned();
    }
    let start: String = text.chars().take(156).collect();
    format!("{start} …")
}
