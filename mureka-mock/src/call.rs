//! An operation with everything it may answer.

use std::sync::Arc;

use mureka_gen::api::{Answer, Body, Operation, Status};
use mureka_gen::{Api, Document};
use serde_json::Value;

use crate::description::{Example, Examples};
use crate::form::Form;
use crate::plan::Plan;
use crate::prefer::Preference;
use crate::reply::{self, Reply};

/// An operation as the server needs it.
#[derive(Debug)]
pub(crate) struct Call {
    /// Name of the document it is from.
    pub(crate) document: Arc<str>,
    /// operationId.
    pub(crate) id: String,
    /// Upper-case method.
    pub(crate) method: String,
    /// Path template, with that of the server before it.
    pub(crate) path: String,
    /// Whether it takes JSON.
    pub(crate) json: bool,
    /// Whether it needs a token.
    pub(crate) secured: bool,
    /// Whether it reads the jobs of other operations.
    pub(crate) polls: bool,
    /// How its job goes, if it starts one.
    pub(crate) plan: Option<Arc<Plan>>,
    /// Successes, then errors, each in the order of the document.
    answers: Vec<Documented>,
}

/// A documented status.
#[derive(Debug)]
struct Documented {
    status: Status,
    examples: Vec<Example>,
    form: Form,
}

impl Call {
    pub(crate) fn of(
        document: &Document,
        api: &Api,
        operation: &Operation,
        examples: &Examples,
        server: &str,
    ) -> Self {
        let documented = |answer: &Answer| Documented {
            status: answer.status,
            examples: examples.of(&operation.id, answer.status).cloned().collect(),
            form: Form::of(api, answer.schema.as_deref(), answer.status.is_success()),
        };
        Self {
            document: document.name().into(),
            id: operation.id.clone(),
            method: operation.method.clone(),
            path: format!("{server}{}", operation.path),
            json: matches!(operation.body, Body::Json { .. }),
            secured: secured(document, &operation.pointer),
            polls: api
                .operations
                .iter()
                .filter_map(|other| other.job.as_ref())
                .any(|job| job.poll == operation.id),
            plan: Plan::of(api, operation, examples).map(Arc::new),
            answers: operation
                .success
                .iter()
                .chain(&operation.errors)
                .map(documented)
                .collect(),
        }
    }

    /// The first documented example of the first success.
    pub(crate) fn success(&self) -> Reply {
        match self
            .answers
            .iter()
            .find(|answer| answer.status.is_success())
        {
            Some(answer) => answer.reply(any_of(answer.status)),
            None => Reply::new(200, None),
        }
    }

    /// The documented answer of an error status; in the API's own error shape where
    /// none is documented.
    pub(crate) fn error(&self, status: u16) -> Reply {
        match self.answer(status) {
            Some(answer) => answer.reply(status),
            None => self.refuse(status, &reply::reason(status)),
        }
    }

    /// An error of the server's own making in the shape of the API's errors.
    pub(crate) fn refuse(&self, status: u16, text: &str) -> Reply {
        let errors = self
            .answers
            .iter()
            .filter(|answer| !answer.status.is_success());
        let form = self
            .answer(status)
            .into_iter()
            .chain(errors)
            .map(|answer| &answer.form)
            .find(|form| matches!(form, Form::Refusal { .. }));
        Reply::new(status, form.unwrap_or(&Form::default()).body(status, text))
    }

    /// The answer that a request asks for by its header.
    pub(crate) fn preferred(&self, preference: &Preference) -> Reply {
        self.choose(preference).unwrap_or_else(|| {
            let answers: Vec<String> = self.answers.iter().map(Documented::summary).collect();
            let text = format!(
                "Prefer: {preference} is not documented; {} answers {}",
                self.id,
                answers.join(", ")
            );
            self.refuse(400, &text)
        })
    }

    fn choose(&self, preference: &Preference) -> Option<Reply> {
        let Some(code) = &preference.code else {
            let name = preference.example.as_deref()?;
            return self.answers.iter().find_map(|answer| {
                Some(Reply::new(
                    any_of(answer.status),
                    Some(answer.example(name)?.clone()),
                ))
            });
        };
        let code = code.parse().ok()?;
        let answer = self.answer(code)?;
        match &preference.example {
            None => Some(answer.reply(code)),
            Some(name) => Some(Reply::new(code, Some(answer.example(name)?.clone()))),
        }
    }

    /// What is documented for a status, be it as one of a whole class.
    fn answer(&self, status: u16) -> Option<&Documented> {
        let find = |wanted: Status| {
            self.answers
                .iter()
                .find(move |answer| answer.status == wanted)
        };
        find(Status::Code(status)).or_else(|| find(Status::Class(status / 100)))
    }
}

impl Documented {
    fn reply(&self, status: u16) -> Reply {
        let example = self.examples.first().map(|example| example.value.clone());
        Reply::new(
            status,
            example.or_else(|| self.form.body(status, &reply::reason(status))),
        )
    }

    fn example(&self, name: &str) -> Option<&Value> {
        let example = self.examples.iter().find(|example| example.name == name)?;
        Some(&example.value)
    }

    /// `429 (too_frequent, slots_full)`.
    fn summary(&self) -> String {
        if self.examples.is_empty() {
            return self.status.to_string();
        }
        let names: Vec<&str> = self
            .examples
            .iter()
            .map(|example| example.name.as_str())
            .collect();
        format!("{} ({})", self.status, names.join(", "))
    }
}

/// A status, or the first of a class.
fn any_of(status: Status) -> u16 {
    match status {
        Status::Code(code) => code,
        Status::Class(class) => class * 100,
    }
}

/// Whether `security`, the operation's own or that of the whole document, asks for
/// anything.
fn secured(document: &Document, pointer: &str) -> bool {
    let root = document.value();
    root.pointer(&format!("{pointer}/security"))
        .or_else(|| root.get("security"))
        .and_then(Value::as_array)
        .is_some_and(|schemes| !schemes.is_empty())
}
