//! What an operation does with the records of a collection.

use std::collections::BTreeMap;

use mureka_gen::api::{Body, Cursor, Operation, Shape, StoreAction};
use mureka_gen::{Api, Document};
use serde_json::Value;

use crate::stores::Place;

/// The part of an operation that remembers.
#[derive(Debug)]
pub(crate) struct Keeping {
    /// The collection.
    pub(crate) name: String,
    pub(crate) action: StoreAction,
    /// Where the ids stand in a record as this operation shows it.
    pub(crate) place: Option<Place>,
    /// The parameter or field that names a record.
    pub(crate) by: Option<String>,
    /// The parameter that limits a list to what the account added, and whether false
    /// limits it to the rest.
    pub(crate) own: Option<(String, bool)>,
    /// Field of the record → field of the request.
    pub(crate) sets: BTreeMap<String, String>,
    /// Whether the answer is an object keyed by the records' ids.
    pub(crate) keyed: bool,
    pub(crate) cursor: Option<Cursor>,
    /// Fields of a request that must not be shown again.
    pub(crate) secrets: Vec<String>,
}

impl Keeping {
    pub(crate) fn of(document: &Document, api: &Api, operation: &Operation) -> Option<Self> {
        let store = operation.store.as_ref()?;
        let own = store.own.clone().map(|name| {
            let parameter = operation.query.iter().find(|other| other.name == name);
            let usual = parameter.and_then(|parameter| parameter.schema.get("default"));
            (name, usual != Some(&Value::Bool(false)))
        });
        let answer = operation.success.first();
        let shape = answer.and_then(|answer| api.shapes.get(answer.schema.as_ref()?));
        Some(Self {
            name: store.name.clone(),
            action: store.action,
            place: store.id.as_deref().and_then(Place::of),
            by: store.by.clone(),
            own,
            sets: store.sets.clone(),
            keyed: matches!(shape, Some(Shape::Keyed { .. })),
            cursor: operation.cursor.clone(),
            secrets: secrets(document, api, operation),
        })
    }
}

/// The fields of an operation's request that hold secrets.
fn secrets(document: &Document, api: &Api, operation: &Operation) -> Vec<String> {
    let (Body::Json { schema, .. } | Body::Multipart { schema, .. }) = &operation.body else {
        return Vec::new();
    };
    let Some(Shape::Struct { fields, .. }) = api.shapes.get(schema) else {
        return Vec::new();
    };
    let names = fields.iter().map(|field| &field.name);
    let secret = |name: &&String| {
        let pointer = format!("/components/schemas/{schema}/properties/{name}");
        document
            .value()
            .pointer(&pointer)
            .is_some_and(|field| holds_secret(document, field, 0))
    };
    names.filter(secret).cloned().collect()
}

/// Whether a schema is, refers to or holds a text that is not to be shown.
fn holds_secret(document: &Document, schema: &Value, depth: usize) -> bool {
    /// No schema of a request refers further.
    const DEEPEST: usize = 16;
    match schema {
        _ if depth > DEEPEST => false,
        Value::Object(fields) => {
            fields.get("format").and_then(Value::as_str) == Some("password")
                || fields.iter().any(|(name, value)| match value {
                    Value::String(target) if name == "$ref" => document
                        .value()
                        .pointer(target.trim_start_matches('#'))
                        .is_some_and(|schema| holds_secret(document, schema, depth + 1)),
                    value => holds_secret(document, value, depth + 1),
                })
        }
        Value::Array(items) => items
            .iter()
            .any(|item| holds_secret(document, item, depth + 1)),
        _ => false,
    }
}
