//! What the tests share: a caller with a token, and the documents.

#![allow(dead_code, reason = "no test uses all of it")]
#![allow(clippy::unwrap_used, reason = "all of it is test code")]

use std::collections::HashMap;
use std::path::Path;

use jsonschema::Validator;
use mureka_gen::api::Operation;
use mureka_gen::{Api, Document};
use mureka_mock::Mock;
use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder};
use serde_json::Value;

/// Below which path Cloudsway is served; the endpoint may be any.
pub const CLOUDSWAY: &str = "/v1/ai/some-endpoint/mureka";

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// A request with a token.
pub fn call(mock: &Mock, method: &str, path: &str) -> RequestBuilder {
    without_token(mock, method, path).bearer_auth("user:1-a")
}

/// A request without one.
pub fn without_token(mock: &Mock, method: &str, path: &str) -> RequestBuilder {
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    reqwest::Client::new().request(method, format!("{}{path}", mock.url()))
}

pub async fn send(request: RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    Answer {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        text: response.text().await.unwrap(),
    }
}

pub async fn get(mock: &Mock, path: &str) -> Answer {
    send(call(mock, "GET", path)).await
}

pub async fn post(mock: &Mock, path: &str, body: &Value) -> Answer {
    send(call(mock, "POST", path).json(body)).await
}

/// A document as the generator reads it, with a validator for each of its schemas.
pub struct Spec {
    pub document: Document,
    pub api: Api,
    /// Path of its server, variables filled in.
    pub server: &'static str,
    validators: HashMap<String, Validator>,
}

/// Both documents.
pub fn specs() -> [Spec; 2] {
    [("useapi", ""), ("cloudsway", CLOUDSWAY)].map(|(name, server)| Spec {
        server,
        ..Spec::parse(name, &text(name))
    })
}

/// The text of a document.
pub fn text(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../spec/{name}.yaml"));
    std::fs::read_to_string(path).unwrap()
}

impl Spec {
    fn parse(name: &str, text: &str) -> Self {
        let document = Document::parse(name, text).unwrap();
        let api = mureka_gen::check(&document).unwrap();
        let validators = api.shapes.keys().map(|schema| {
            let pointer = format!("/components/schemas/{schema}");
            let json = mureka_gen::json_schema(&document, &pointer).unwrap();
            (schema.clone(), jsonschema::validator_for(&json).unwrap())
        });
        Self {
            validators: validators.collect(),
            server: "",
            document,
            api,
        }
    }

    /// The path of an operation with something for each parameter.
    pub fn path(&self, operation: &Operation) -> String {
        let mut path = operation.path.clone();
        for parameter in &operation.path_parameters {
            path = path.replace(&format!("{{{}}}", parameter.name), "1");
        }
        format!("{}{path}", self.server)
    }

    /// Fails unless an answer has exactly the body that is documented.
    #[track_caller]
    pub fn assert_valid(&self, schema: Option<&str>, answer: &Answer, about: &str) {
        let Some(schema) = schema else {
            assert_eq!(answer.text, "", "{about}");
            assert!(!answer.headers.contains_key("content-type"), "{about}");
            return;
        };
        assert_eq!(
            answer.headers["content-type"], "application/json",
            "{about}"
        );
        let body = answer.json();
        if let Err(error) = self.validators[schema].validate(&body) {
            panic!("{about}: not a {schema}: {error}\n{body:#}");
        }
    }

    /// The documented requests of an operation.
    pub fn requests(&self, operation: &str) -> Vec<Value> {
        mureka_gen::cases(&self.document, &self.api)
            .into_iter()
            .filter(|case| case.operation == operation && case.place == mureka_gen::Place::Request)
            .map(|case| case.value)
            .collect()
    }
}
