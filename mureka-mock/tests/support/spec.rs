//! The documents, and whether an answer is one of theirs.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex};

use jsonschema::Validator;
use mureka_gen::api::{Answer as Documented, Operation, Status};
use mureka_gen::{Api, Document};
use serde_json::Value;

use super::Answer;

/// A document as the generator reads it.
pub struct Spec {
    pub name: String,
    pub document: Document,
    pub api: Api,
    /// Path of its server, variables as they stand.
    server: String,
    // Compiled when first needed; most tests need few.
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

/// The two embedded documents, read once for all tests of a file.
pub fn specs() -> Vec<Arc<Spec>> {
    static SPECS: LazyLock<Vec<Arc<Spec>>> = LazyLock::new(|| {
        ["useapi", "cloudsway"]
            .map(|name| Arc::new(Spec::parse(name, &text(name))))
            .into()
    });
    SPECS.clone()
}

/// The text of an embedded document.
pub fn text(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("spec/{name}.yaml"));
    std::fs::read_to_string(path).unwrap()
}

impl Spec {
    pub fn parse(name: &str, text: &str) -> Self {
        let document = Document::parse(name, text).unwrap();
        let api = mureka_gen::check(&document).unwrap();
        let rest = api.server.split_once("://").unwrap().1;
        let server = rest.find('/').map_or("", |at| &rest[at..]).to_owned();
        Self {
            name: name.to_owned(),
            validators: Mutex::default(),
            server,
            document,
            api,
        }
    }

    /// The path of an operation with something for each parameter.
    pub fn path(&self, operation: &Operation) -> String {
        format!("{}{}", self.server, operation.path)
            .split('/')
            .map(|part| if part.starts_with('{') { "1" } else { part })
            .collect::<Vec<_>>()
            .join("/")
    }

    fn validator(&self, schema: &str) -> Arc<Validator> {
        let mut validators = self.validators.lock().unwrap();
        let compiled = validators.entry(schema.to_owned()).or_insert_with(|| {
            let pointer = format!("/components/schemas/{schema}");
            let json = mureka_gen::json_schema(&self.document, &pointer).unwrap();
            Arc::new(jsonschema::validator_for(&json).unwrap())
        });
        compiled.clone()
    }

    /// Fails unless a value is one of a schema.
    #[track_caller]
    pub fn assert_valid(&self, schema: &str, value: &Value, about: &str) {
        if let Err(error) = self.validator(schema).validate(value) {
            panic!("{about}: not a {schema}: {error}\n{value:#}");
        }
    }

    /// Fails unless an answer has a documented status and the body of it.
    #[track_caller]
    fn assert_answer(&self, operation: &Operation, answer: &Answer) {
        let about = format!("{} {answer:?}", operation.id);
        let documented = documented(operation, answer.status)
            .unwrap_or_else(|| panic!("{about}: the status is not documented"));
        let Some(schema) = documented.schema.as_deref() else {
            assert_eq!(answer.text(), "", "{about}: no body is documented");
            assert_eq!(answer.header("content-type"), "", "{about}");
            return;
        };
        assert_eq!(answer.header("content-type"), "application/json", "{about}");
        let body = answer.json();
        assert!(body.is_object(), "{about}");
        self.assert_valid(schema, &body, &about);
    }

    /// The operations of a path, with a slash more at its end, too.
    fn operations<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a Operation> {
        let shorter = path.strip_suffix('/');
        self.api.operations.iter().filter(move |operation| {
            let template = format!("{}{}", self.server, operation.path);
            [Some(path), shorter]
                .into_iter()
                .flatten()
                .any(|path| matches(&template, path))
        })
    }
}

fn documented(operation: &Operation, status: u16) -> Option<&Documented> {
    let find = |wanted: Status| {
        let mut answers = operation.success.iter().chain(&operation.errors);
        answers.find(|answer| answer.status == wanted)
    };
    find(Status::Code(status)).or_else(|| find(Status::Class(status / 100)))
}

fn matches(template: &str, path: &str) -> bool {
    let parts = |text: &str| text.split('/').map(str::to_owned).collect::<Vec<_>>();
    let (template, path) = (parts(template), parts(path));
    template.len() == path.len()
        && template
            .iter()
            .zip(&path)
            .all(|(wanted, part)| wanted == part || (wanted.starts_with('{') && !part.is_empty()))
}

/// Fails unless an answer is one that a document has for this method and path. Other
/// methods get 405, other paths 404; the server's own paths are not documented.
#[track_caller]
pub fn assert_documented(specs: &[Arc<Spec>], method: &str, path: &str, answer: &Answer) {
    if path == "/" || path.starts_with("/_mock") {
        return;
    }
    // A literal path goes before one with a parameter that takes it, too.
    let mut found: Vec<(&Spec, &Operation)> = specs
        .iter()
        .flat_map(|spec| {
            spec.operations(path)
                .map(move |operation| (&**spec, operation))
        })
        .collect();
    let literal = |path: &str| !path.contains('{');
    if found.iter().any(|(_, operation)| literal(&operation.path)) {
        found.retain(|(_, operation)| literal(&operation.path));
    }
    match found
        .iter()
        .find(|(_, operation)| operation.method == method)
    {
        Some((spec, operation)) => spec.assert_answer(operation, answer),
        None => {
            let expected = if found.is_empty() { 404 } else { 405 };
            assert_eq!(answer.status, expected, "{method} {path}: {answer:?}");
        }
    }
}
