//! A document as the server reads it: its calls, and its examples in the order in
//! which they were written.

use std::sync::{Arc, LazyLock};

use mureka_gen::api::Status;
use mureka_gen::{Api, Diagnostics, Document, ExampleCase, Place};
use serde_json::Value;

use crate::call::Call;
use crate::form::Form;
use crate::prices::Prices;
use crate::seeds::Seeds;
use crate::stages;

type Embedded = [(&'static str, Result<Arc<Description>, Refused>); 2];

/// Why a document is not served: what is wrong with it, with file and line.
#[derive(Debug, Clone)]
pub(crate) struct Refused(pub(crate) String);

impl From<Diagnostics> for Refused {
    fn from(diagnostics: Diagnostics) -> Self {
        Self(diagnostics.render(false))
    }
}

/// Read once for all servers of a process: there are usually many, one a test.
static EMBEDDED: LazyLock<Embedded> = LazyLock::new(|| {
    [
        ("useapi", include_str!("../spec/useapi.yaml")),
        ("cloudsway", include_str!("../spec/cloudsway.yaml")),
    ]
    .map(|(name, text)| (name, Description::parse(name, text).map(Arc::new)))
});

/// The documents that are served unless others take their place, by name.
pub(crate) fn embedded() -> &'static Embedded {
    &EMBEDDED
}

/// A document.
#[derive(Debug)]
pub(crate) struct Description {
    pub(crate) name: Arc<str>,
    /// Path of its server, without a slash at the end.
    pub(crate) server: String,
    /// Its operations.
    pub(crate) calls: Vec<Arc<Call>>,
    /// Shape of its errors, for calls that are none of its operations.
    pub(crate) refusal: Form,
    /// What models cost.
    pub(crate) prices: Prices,
    /// What is there from the start.
    pub(crate) seeds: Seeds,
    /// How jobs end, beside well.
    pub(crate) ends: Vec<String>,
    text: String,
}

impl Description {
    pub(crate) fn parse(name: &str, text: &str) -> Result<Self, Refused> {
        let document = Document::parse(name, text)?;
        let api = mureka_gen::check(&document)?;
        let examples = Examples::of_document(&document, &api);
        let server = path_of(&api.server);
        let call = |operation| Call::of(&document, &api, operation, &examples, &server);
        let calls: Result<Vec<Call>, String> = api.operations.iter().map(call).collect();
        let calls: Vec<Arc<Call>> = calls.map_err(Refused)?.into_iter().map(Arc::new).collect();
        let refusal = api
            .operations
            .iter()
            .flat_map(|operation| &operation.errors)
            .map(|answer| Form::of(&api, answer.schema.as_deref(), false))
            .find(|form| matches!(form, Form::Refusal { .. }));
        let mut prices = Prices::default();
        examples
            .successes()
            .for_each(|payload| prices.read(payload));
        Ok(Self {
            name: name.into(),
            server,
            seeds: Seeds::of(&calls),
            calls,
            refusal: refusal.unwrap_or_default(),
            prices,
            ends: stages::failures(&api),
            text: text.to_owned(),
        })
    }

    /// The document as JSON, with this server in the place of the vendor's.
    pub(crate) fn openapi(&self, base: &str) -> Option<Value> {
        let document = Document::parse(&self.name, &self.text).ok()?;
        let mut value = document.value().clone();
        let server = value.pointer_mut("/servers/0/url")?;
        *server = format!("{base}{}", self.server).into();
        Some(value)
    }
}

/// The path in a server's address, which may hold variables.
fn path_of(server: &str) -> String {
    let rest = server.split_once("://").map_or(server, |(_, rest)| rest);
    let path = rest.find('/').map_or("", |at| &rest[at..]);
    path.trim_end_matches('/').to_owned()
}

/// A documented payload.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    pub(crate) name: String,
    pub(crate) value: Value,
}

/// The documented payloads of all answers.
pub(crate) struct Examples(Vec<(String, Status, Example)>);

impl Examples {
    fn of_document(document: &Document, api: &Api) -> Self {
        // JSON objects have no order; the text has.
        let place = |case: &ExampleCase| {
            let media = case.schema.strip_suffix("/schema").unwrap_or_default();
            let names = document.keys(&format!("{media}/examples"));
            names.iter().position(|name| *name == case.name)
        };
        let mut cases = mureka_gen::cases(document, api);
        cases.sort_by_key(place);
        let answer = |case: ExampleCase| match case.place {
            Place::Response(status) => {
                let (name, value) = (case.name, case.value);
                Some((case.operation, status, Example { name, value }))
            }
            Place::Request | Place::Callback => None,
        };
        Self(cases.into_iter().filter_map(answer).collect())
    }

    /// Those of all successes.
    fn successes(&self) -> impl Iterator<Item = &Value> {
        let successes = self.0.iter().filter(|(_, status, _)| status.is_success());
        successes.map(|(_, _, example)| &example.value)
    }

    /// Those of a status of an operation, the first documented first.
    pub(crate) fn of(&self, operation: &str, status: Status) -> impl Iterator<Item = &Example> {
        self.0
            .iter()
            .filter(move |(of, at, _)| of == operation && *at == status)
            .map(|(_, _, example)| example)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_has_the_path_that_stands_in_its_address() {
        for (server, path) in [
            ("https://api.useapi.net", ""),
            ("https://api.useapi.net/", ""),
            (
                "https://a.example/v1/ai/{endpoint}/mureka",
                "/v1/ai/{endpoint}/mureka",
            ),
            ("/v2", "/v2"),
        ] {
            assert_eq!(path_of(server), path);
        }
    }
}
