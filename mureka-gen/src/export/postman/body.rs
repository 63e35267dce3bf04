//! Bodies of requests: JSON, forms and files.

use super::request::Payload;
use crate::api::{Api, Operation};
use crate::export::tree::{Map, Tree};

/// The body as it may be sent, and the documented ones.
pub fn payloads(document: &Tree, api: &Api, operation: &Operation) -> (Payload, Vec<Payload>) {
    let body = document
        .at(&format!("{}/requestBody", operation.pointer))
        .and_then(|body| document.follow(body));
    let content = body.and_then(|body| body.get("content"));
    // The first is the preferred one.
    let Some((media, described)) = content.into_iter().flat_map(Tree::entries).next() else {
        return (Payload::default(), Vec::new());
    };
    let schema = described
        .get("schema")
        .and_then(|schema| document.follow(schema));
    let shown: Vec<&Tree> = examples(document, described)
        .into_iter()
        .map(|(_, payload)| payload)
        .collect();
    match media.as_str() {
        "multipart/form-data" => {
            let forms = shown.iter().map(|payload| form(document, schema, payload));
            let forms: Vec<Payload> = forms.collect();
            let empty = || form(document, schema, &Tree::empty());
            (forms.first().cloned().unwrap_or_else(empty), forms)
        }
        "application/json" => {
            let first = shown.first().copied();
            let sent = sendable(api, operation, schema, first);
            (json(&sent), shown.into_iter().map(json).collect())
        }
        _ => (file(media), Vec::new()),
    }
}

/// The documented payloads of a media type, each with what is said of it.
pub fn examples<'a>(document: &'a Tree, described: &'a Tree) -> Vec<(&'a str, &'a Tree)> {
    let one = described.get("example").map(|payload| ("example", payload));
    let named = described
        .get("examples")
        .into_iter()
        .flat_map(Tree::entries);
    let named = named.filter_map(|(name, example)| {
        let example = document.follow(example)?;
        let title = example.text_of("summary").unwrap_or(name);
        Some((title, example.get("value")?))
    });
    one.into_iter().chain(named).collect()
}

fn json(payload: &Tree) -> Payload {
    let language = Tree::object([("language", "json".into())]);
    Payload {
        headers: vec![content_type("application/json")],
        body: Some(Tree::object([
            ("mode", "raw".into()),
            ("raw", payload.to_json().trim_end().into()),
            ("options", Tree::object([("raw", language)])),
        ])),
    }
}

fn file(media: &str) -> Payload {
    let nothing = Tree::from(serde_json::Value::Null);
    Payload {
        headers: vec![content_type(media)],
        body: Some(Tree::object([
            ("mode", "file".into()),
            ("file", Tree::object([("src", nothing)])),
        ])),
    }
}

fn content_type(media: &str) -> Tree {
    Tree::object([("key", "Content-Type".into()), ("value", media.into())])
}

fn form(document: &Tree, schema: Option<&Tree>, payload: &Tree) -> Payload {
    let fields = schema.and_then(|schema| schema.get("properties"));
    let required = schema.and_then(|schema| schema.get("required"));
    let required = required.map(Tree::items).unwrap_or_default();
    let mut parts = Vec::new();
    for (name, field) in fields.into_iter().flat_map(Tree::entries) {
        let shape = document.follow(field);
        let is_file = shape.is_some_and(|shape| shape.text_of("format") == Some("binary"));
        let mut part = Map::new();
        part.insert("key".into(), name.as_str().into());
        if is_file {
            part.insert("type".into(), "file".into());
            part.insert("src".into(), Tree::List(Vec::new()));
        } else {
            let value = payload.text_of(name).unwrap_or_default();
            part.insert("type".into(), "text".into());
            part.insert("value".into(), value.into());
        }
        let words = field.text_of("description");
        if let Some(words) = words.or_else(|| shape?.text_of("description")) {
            part.insert("description".into(), words.into());
        }
        if !required.contains(&Tree::from(name.as_str())) && payload.get(name).is_none() {
            part.insert("disabled".into(), true.into());
        }
        parts.push(Tree::Map(part));
    }
    Payload {
        headers: Vec::new(),
        body: Some(Tree::object([
            ("mode", "formdata".into()),
            ("formdata", Tree::List(parts)),
        ])),
    }
}

/// The documented request with values in the place of words about them.
fn sendable(
    api: &Api,
    operation: &Operation,
    schema: Option<&Tree>,
    documented: Option<&Tree>,
) -> Tree {
    let known = api.samples.requests.get(&operation.id);
    let known = |name: &str| known.and_then(|known| known.get(name));
    let mut body = documented.cloned().unwrap_or_else(Tree::empty);
    let required = schema.and_then(|schema| schema.get("required"));
    let required = required.map(Tree::items).unwrap_or_default();
    if let Some(map) = body.map_mut() {
        map.retain(|name, value| {
            let about = value.text().is_some_and(is_about_itself);
            match known(name) {
                Some(better) if about => *value = better.clone().into(),
                None if about => return required.contains(&Tree::from(name.as_str())),
                _ => {}
            }
            true
        });
        for name in required.iter().filter_map(Tree::text) {
            if !map.contains_key(name) {
                let value = known(name).cloned().unwrap_or_default();
                map.insert(name.to_owned(), value.into());
            }
        }
    }
    body
}

/// Words about a field where its value should be.
fn is_about_itself(text: &str) -> bool {
    text.starts_with("Optional ") || text.starts_with("Required ")
}
