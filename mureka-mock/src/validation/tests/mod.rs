//! What is let through, what is refused, and in which words.

#![allow(clippy::unwrap_used, reason = "all of it is test code")]

mod bodies;
mod documented;
mod forms;
mod parameters;
mod places;
mod secrets;
mod words;

use mureka_gen::{Api, Document};
use serde_json::Value;

use super::{Problem, Rules};

/// A document with what it says.
struct Spec {
    document: Document,
    api: Api,
}

impl Spec {
    fn parse(name: &str, text: &str) -> Self {
        let document = Document::parse(name, text).unwrap();
        let api = mureka_gen::check(&document).unwrap();
        Self { document, api }
    }

    fn rules(&self, operation: &str) -> Rules {
        let operation = self.api.operation(operation).unwrap();
        Rules::of(&self.document, &self.api, operation).unwrap()
    }
}

fn useapi() -> Spec {
    Spec::parse("useapi", include_str!("../../../../spec/useapi.yaml"))
}

fn cloudsway() -> Spec {
    Spec::parse("cloudsway", include_str!("../../../../spec/cloudsway.yaml"))
}

/// Every shape that a document may have, under awkward names.
fn everything() -> Spec {
    let text = include_str!("../../../../tests/fixtures/everything.yaml");
    Spec::parse("everything", text)
}

fn shown(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(Problem::to_string).collect()
}

/// What is told of a JSON body.
fn told(rules: &Rules, body: &str) -> Vec<String> {
    match rules.json(body.as_bytes()) {
        Ok(_) => Vec::new(),
        Err(problems) => shown(&problems),
    }
}

fn sent(rules: &Rules, body: &Value) -> Result<Value, Vec<Problem>> {
    rules.json(body.to_string().as_bytes())
}
