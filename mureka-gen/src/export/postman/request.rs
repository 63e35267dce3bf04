//! A request of the collection: address, headers and body.

use super::body;
use crate::api::{Api, Operation};
use crate::export::tree::{Map, Tree};

/// What an operation sends.
pub struct Request<'a> {
    operation: &'a Operation,
    url: Tree,
    /// Headers and body as they may be sent, and as each documented request has them.
    sent: Payload,
    documented: Vec<Payload>,
}

/// A body with the headers it needs.
#[derive(Clone, Default)]
pub struct Payload {
    pub headers: Vec<Tree>,
    pub body: Option<Tree>,
}

impl<'a> Request<'a> {
    /// Puts the request of an operation together.
    pub fn new(document: &Tree, api: &Api, operation: &'a Operation) -> Self {
        let (sent, documented) = body::payloads(document, api, operation);
        Self {
            operation,
            url: url(document, api, operation),
            sent,
            documented,
        }
    }

    /// As it may be sent.
    pub fn sent(&self) -> Tree {
        let mut request = self.with(&self.sent);
        if let Some(map) = request.map_mut() {
            map.insert("description".into(), self.description().into());
        }
        request
    }

    /// How many requests are documented.
    pub fn count(&self) -> usize {
        self.documented.len()
    }

    /// As it is documented; where it is not, as it may be sent.
    pub fn documented(&self, index: usize) -> Tree {
        self.with(self.documented.get(index).unwrap_or(&self.sent))
    }

    fn with(&self, payload: &Payload) -> Tree {
        let mut request = Map::new();
        request.insert("method".into(), self.operation.method.as_str().into());
        request.insert("header".into(), Tree::List(payload.headers.clone()));
        request.insert("url".into(), self.url.clone());
        if let Some(body) = &payload.body {
            request.insert("body".into(), body.clone());
        }
        Tree::Map(request)
    }

    fn description(&self) -> String {
        let operation = self.operation;
        let mut text = operation.description.clone();
        if !operation.docs.is_empty() {
            text.push_str(&format!("\n\nThe vendor's page: {}", operation.docs));
        }
        text
    }
}

fn url(document: &Tree, api: &Api, operation: &Operation) -> Tree {
    let segments: Vec<String> = operation
        .path
        .split('/')
        .skip(1)
        .map(|segment| {
            let name = segment
                .strip_prefix('{')
                .and_then(|it| it.strip_suffix('}'));
            name.map_or_else(|| segment.to_owned(), |name| format!(":{name}"))
        })
        .collect();
    let (mut query, mut variables, mut shown) = (Vec::new(), Vec::new(), Vec::new());
    for parameter in parameters(document, operation) {
        let text = |key| parameter.text_of(key).unwrap_or_default();
        let value = value(document, api, parameter);
        let mut entry = Map::new();
        entry.insert("key".into(), text("name").into());
        entry.insert("value".into(), value.as_str().into());
        entry.insert("description".into(), text("description").into());
        match text("in") {
            "path" => variables.push(Tree::Map(entry)),
            "query" => {
                if parameter.get("required").is_some_and(Tree::is_true) {
                    shown.push(format!("{}={value}", text("name")));
                } else {
                    entry.insert("disabled".into(), true.into());
                }
                query.push(Tree::Map(entry));
            }
            _ => {}
        }
    }
    let mut raw = format!("{{{{baseUrl}}}}/{}", segments.join("/"));
    if !shown.is_empty() {
        raw.push_str(&format!("?{}", shown.join("&")));
    }
    let mut url = Map::new();
    url.insert("raw".into(), raw.into());
    url.insert("host".into(), Tree::List(vec!["{{baseUrl}}".into()]));
    url.insert(
        "path".into(),
        segments.into_iter().map(Tree::from).collect(),
    );
    if !query.is_empty() {
        url.insert("query".into(), Tree::List(query));
    }
    if !variables.is_empty() {
        url.insert("variable".into(), Tree::List(variables));
    }
    Tree::Map(url)
}

/// The parameters of the path, then those of the operation.
fn parameters<'a>(document: &'a Tree, operation: &Operation) -> Vec<&'a Tree> {
    let item = operation
        .pointer
        .rsplit_once('/')
        .map_or("", |(item, _)| item);
    [item, &operation.pointer]
        .into_iter()
        .filter_map(|owner| document.at(&format!("{owner}/parameters")))
        .flat_map(Tree::items)
        .filter_map(|parameter| document.follow(parameter))
        .collect()
}

/// A value to begin with: the default, the first that is allowed, or for an id in the path
/// one that the documented payloads show under its name.
fn value(document: &Tree, api: &Api, parameter: &Tree) -> String {
    let schema = parameter.get("schema");
    let schema = schema.and_then(|schema| document.follow(schema));
    let given = schema.and_then(|schema| {
        let first = schema.get("enum").and_then(|values| values.items().first());
        schema.get("default").or(first)
    });
    let name = parameter.text_of("name").unwrap_or_default();
    let in_path = parameter.text_of("in") == Some("path");
    let sample = api.samples.fields.get(name).filter(|_| in_path);
    let value = given.map(Tree::to_value).or_else(|| sample.cloned());
    match value {
        Some(serde_json::Value::String(text)) => text,
        Some(other) => other.to_string(),
        None => String::new(),
    }
}
