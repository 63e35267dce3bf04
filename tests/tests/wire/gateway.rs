//! Both gateways, and arguments for every operation of theirs.

use std::collections::BTreeMap;
use std::path::Path;

use mureka_api::reqwest::header::{HeaderMap, HeaderValue};
use mureka_api::{Answer, Error, Operation, Options, Retry, reqwest};
use mureka_gen::api::{self, Api, Body, Parameter, Shape};
use mureka_gen::{ExampleCase, Place};
use mureka_mock::MockServer;
use mureka_tests::calls::{Input, Outcome};
use mureka_tests::generated::{cloudsway, useapi};
use serde_json::{Value, json};

use super::TOKEN;

/// One gateway: its document and a client of it.
pub enum Client {
    Useapi(mureka_api::useapi::Client),
    Cloudsway(mureka_api::cloudsway::Client),
}

impl Client {
    pub fn new(name: &str, mock: &MockServer, prefer: Option<&str>) -> Self {
        let mut headers = HeaderMap::new();
        if let Some(prefer) = prefer {
            headers.insert("prefer", HeaderValue::from_str(prefer).unwrap());
        }
        let http = reqwest::Client::builder()
            .default_headers(headers)
            .build()
            .unwrap();
        match name {
            "useapi" => Self::Useapi(
                mureka_api::useapi::Client::builder()
                    .token(TOKEN)
                    .base_url(mock.base_url())
                    .http(http)
                    .options(once())
                    .build()
                    .unwrap(),
            ),
            _ => Self::Cloudsway(
                mureka_api::cloudsway::Client::builder()
                    .api_key(TOKEN)
                    .endpoint("my-endpoint")
                    .base_url(mock.base_url())
                    .http(http)
                    .options(once())
                    .build()
                    .unwrap(),
            ),
        }
    }

    /// The documented type that the body of an error was read as.
    pub fn type_of(&self, error: &Error) -> Option<&'static str> {
        match self {
            Self::Useapi(_) => useapi::type_of_error(error),
            Self::Cloudsway(_) => cloudsway::type_of_error(error),
        }
    }

    pub async fn call(&self, operation: &str, input: Input) -> Result<Outcome, Error> {
        match self {
            Self::Useapi(client) => useapi::call(client, operation, input).await,
            Self::Cloudsway(client) => cloudsway::call(client, operation, input).await,
        }
    }

    /// The same call by the names of its fields, whatever status it comes to.
    pub async fn call_by_name(&self, operation: &str, input: &Input) -> Result<Answer, Error> {
        let find = |all| Operation::find(all, operation).unwrap();
        let mut call = match self {
            Self::Useapi(client) => client.call(find(mureka_api::useapi::operations::ALL)),
            Self::Cloudsway(client) => client.call(find(mureka_api::cloudsway::operations::ALL)),
        };
        let query = input.query.as_object().into_iter().flatten();
        for (name, value) in input.path.iter().chain(query) {
            call = call.field(name, value.clone());
        }
        match &input.body {
            Value::Null => {}
            // Half of the operations get their body whole, the others field by field.
            Value::Object(fields)
                if operation.len().is_multiple_of(2)
                    && !fields.keys().any(|name| input.path.contains_key(name)) =>
            {
                for (name, value) in fields {
                    call = call.field(name, value.clone());
                }
            }
            body => call = call.body(body.clone()),
        }
        if !input.upload.is_empty() {
            call = call.upload(input.upload.clone());
        }
        call.send().await
    }
}

pub fn documents() -> Vec<(&'static str, Api, Vec<ExampleCase>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    mureka_gen::regen::APIS
        .into_iter()
        .map(|name| {
            let document = mureka_gen::regen::load(&root, name).unwrap();
            let api = mureka_gen::check(&document).unwrap();
            let cases = mureka_gen::cases(&document, &api);
            (name, api, cases)
        })
        .collect()
}

/// A value of a parameter that needs escaping where it can.
fn sample(api: &Api, parameter: &Parameter) -> Value {
    match parameter.rust.as_str() {
        "bool" => json!(true),
        "i64" => json!(7),
        "String" => json!("a b&c=ü/+?#%"),
        name => match api.shapes.get(name) {
            Some(Shape::OpenEnum { values, .. } | Shape::ClosedEnum { values }) => json!(values[0]),
            _ => json!(998_877_665_544_332_211_i64),
        },
    }
}

pub fn path_sample(parameter: &Parameter) -> (Value, &'static str) {
    match parameter.rust.as_str() {
        // Escaped, but for the `:` that the ids of the docs hold.
        "String" => (
            json!("j1-bot:mureka ü?#%"),
            "j1-bot:mureka%20%C3%BC%3F%23%25",
        ),
        _ => (
            json!("user:777-mureka:1-song:2"),
            "user:777-mureka:1-song:2",
        ),
    }
}

pub fn input(api: &Api, operation: &api::Operation, cases: &[ExampleCase]) -> Vec<Input> {
    let mut query = serde_json::Map::new();
    for parameter in &operation.query {
        query.insert(parameter.name.clone(), sample(api, parameter));
    }
    let path: BTreeMap<String, Value> = operation
        .path_parameters
        .iter()
        .map(|parameter| (parameter.name.clone(), path_sample(parameter).0))
        .collect();
    let base = Input {
        path,
        query: Value::Object(query),
        body: Value::Null,
        upload: match operation.body {
            Body::Binary { .. } | Body::Multipart { .. } => b"ID3 not really music".to_vec(),
            Body::None | Body::Json { .. } => Vec::new(),
        },
    };
    let bodies = cases
        .iter()
        .filter(|case| case.operation == operation.id && case.place == Place::Request)
        .map(|case| case.value.clone());
    match &operation.body {
        Body::Json { .. } => bodies
            .map(|body| Input {
                body,
                ..base.clone()
            })
            .collect(),
        Body::Multipart { .. } => vec![Input {
            body: json!({"purpose": "audio"}),
            ..base
        }],
        Body::None | Body::Binary { .. } => vec![base],
    }
}

/// Every call is one request, sent at once: that is what is looked at here.
fn once() -> Options {
    let options = Options::new().retry(Retry::off());
    options.paced(false)
}
