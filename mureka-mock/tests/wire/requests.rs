//! Requests as the documents show them.

use mureka_gen::Place;
use mureka_gen::api::{Body, Operation, Parameter, Shape, StoreAction};
use serde_json::Value;

use super::Ask;
use super::documents::Spec;

/// The account that calls are for which name none.
pub const ACCOUNT: &str = "12345678901234";

/// A documented request of an operation.
pub struct Documented {
    pub name: String,
    /// The account it is for.
    pub account: String,
    pub body: Value,
    pub ask: Ask,
}

impl Spec {
    /// The documented requests of an operation; one of what it requires where none is
    /// shown. Whatever they name is there at the start, but for jobs.
    pub fn requests(&self, operation: &Operation) -> Vec<Documented> {
        let shown = self
            .examples
            .iter()
            .filter(|case| case.operation == operation.id && matches!(case.place, Place::Request));
        let shown: Vec<(String, Value)> = shown
            .map(|case| (case.name.clone(), case.value.clone()))
            .collect();
        let shown = if shown.is_empty() {
            vec![("required".to_owned(), Value::Null)]
        } else {
            shown
        };
        let documented = |(name, body): (String, Value)| {
            let account = body.get("account").and_then(Value::as_str);
            let account = account.unwrap_or(ACCOUNT).to_owned();
            let ask = Ask::new(&operation.method, self.target(operation, &account));
            let ask = match &operation.body {
                Body::None => ask,
                Body::Json { .. } => ask.body("application/json", body.to_string()),
                Body::Multipart { file, .. } => form(ask, file, &body),
                Body::Binary { media_type } => ask.body(media_type, "mp3"),
            };
            Documented {
                name,
                account,
                body,
                ask,
            }
        };
        shown.into_iter().map(documented).collect()
    }

    /// Path and query of an operation, with something documented for each parameter
    /// that is required.
    pub fn target(&self, operation: &Operation, account: &str) -> String {
        let value = |parameter: &Parameter| {
            if parameter.name == "account" {
                return account.replace(' ', "%20");
            }
            self.known(operation, &parameter.name)
                .or_else(|| self.listed(parameter))
                .unwrap_or_else(|| "1".to_owned())
        };
        let mut target = format!("{}{}", self.server, operation.path);
        for parameter in &operation.path_parameters {
            target = target.replace(&format!("{{{}}}", parameter.name), &value(parameter));
        }
        let required = operation
            .query
            .iter()
            .filter(|parameter| parameter.required);
        for (at, parameter) in required.enumerate() {
            let sign = if at == 0 { '?' } else { '&' };
            target.push_str(&format!("{sign}{}={}", parameter.name, value(parameter)));
        }
        target
    }

    /// The id of a record that the documented list shows.
    fn known(&self, operation: &Operation, parameter: &str) -> Option<String> {
        let store = operation.store.as_ref()?;
        store.by.as_ref().filter(|by| *by == parameter)?;
        let list = self.api.operations.iter().find(|other| {
            let listed = other.store.as_ref();
            listed
                .is_some_and(|other| other.name == store.name && other.action == StoreAction::List)
        })?;
        let example = self.examples.iter().find(|case| {
            case.operation == list.id && case.place == Place::Response(list.success[0].status)
        })?;
        let first = &example.value[list.cursor.as_ref()?.items.as_str()][0];
        let mut id = first;
        for field in list.store.as_ref()?.id.as_ref()? {
            id = &id[field.as_str()];
            if id.is_array() {
                id = &id[0];
            }
        }
        // By its number: the account in a documented id is not the one here.
        let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
        id.rsplit(':').next().map(str::to_owned)
    }

    /// The first value of an enum.
    fn listed(&self, parameter: &Parameter) -> Option<String> {
        let schema = parameter.schema.get("$ref")?.as_str()?.rsplit('/').next()?;
        match self.api.shapes.get(schema)? {
            Shape::ClosedEnum { values } => values.first().cloned(),
            _ => None,
        }
    }
}

fn form(ask: Ask, file: &str, fields: &Value) -> Ask {
    let mut body = String::new();
    for (name, value) in fields.as_object().unwrap() {
        let kind = if name == file {
            "; filename=\"a.mp3\""
        } else {
            ""
        };
        let value = value.as_str().unwrap();
        body.push_str(&format!(
            "--b\r\nContent-Disposition: form-data; name=\"{name}\"{kind}\r\n\r\n{value}\r\n"
        ));
    }
    body.push_str("--b--\r\n");
    ask.body("multipart/form-data; boundary=b", body)
}
