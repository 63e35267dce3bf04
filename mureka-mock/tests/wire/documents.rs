//! The two documents, and whether an answer is as they say.

use std::collections::HashMap;
use std::path::Path;
use std::sync::LazyLock;

use jsonschema::Validator;
use mureka_gen::api::{Operation, Status};
use mureka_gen::{Api, Document, ExampleCase};
use serde_json::Value;

use super::{Answer, CLOUDSWAY};

/// A document as the generator reads it, with a validator for each of its schemas.
pub struct Spec {
    pub name: &'static str,
    pub document: Document,
    pub api: Api,
    /// Path of its server, variables filled in.
    pub server: &'static str,
    pub examples: Vec<ExampleCase>,
    validators: HashMap<String, Validator>,
}

/// Both documents, read once for all tests of a file.
pub static SPECS: LazyLock<[Spec; 2]> =
    LazyLock::new(|| [Spec::of("useapi", ""), Spec::of("cloudsway", CLOUDSWAY)]);

/// The document of the songs, jobs and accounts.
pub fn useapi() -> &'static Spec {
    &SPECS[0]
}

impl Spec {
    fn of(name: &'static str, server: &'static str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../spec/{name}.yaml"));
        let text = std::fs::read_to_string(path).unwrap();
        let document = Document::parse(name, &text).unwrap();
        let api = mureka_gen::check(&document).unwrap();
        let validators = api.shapes.keys().map(|schema| {
            let pointer = format!("/components/schemas/{schema}");
            let json = mureka_gen::json_schema(&document, &pointer).unwrap();
            (schema.clone(), jsonschema::validator_for(&json).unwrap())
        });
        Self {
            name,
            server,
            examples: mureka_gen::cases(&document, &api),
            validators: validators.collect(),
            document,
            api,
        }
    }

    pub fn operation(&self, id: &str) -> &Operation {
        let operation = self.api.operation(id);
        operation.unwrap_or_else(|| panic!("{id} is none of {}", self.name))
    }

    /// Fails unless the document has this answer for an operation.
    #[track_caller]
    pub fn assert_documents(&self, operation: &str, answer: &Answer) {
        let about = format!("{operation} {}", answer.status);
        let operation = self.operation(operation);
        let mut answers = operation.success.iter().chain(&operation.errors);
        let documented = answers.find(|documented| match documented.status {
            Status::Code(code) => code == answer.status,
            Status::Class(class) => class == answer.status / 100,
        });
        let documented = documented.unwrap_or_else(|| panic!("{about} is not documented"));
        let Some(schema) = &documented.schema else {
            assert_eq!(answer.text(), "", "{about}: no body is documented");
            assert_eq!(answer.header("content-type"), None, "{about}");
            return;
        };
        assert_eq!(
            answer.header("content-type"),
            Some("application/json"),
            "{about}"
        );
        self.assert_is(schema, &answer.json(), &about);
    }

    /// Fails unless a value is one of a schema.
    #[track_caller]
    pub fn assert_is(&self, schema: &str, value: &Value, about: &str) {
        if let Err(error) = self.validators[schema].validate(value) {
            panic!("{about}: not a {schema}: {error}\n{value:#}");
        }
    }
}
