//! An operation with everything it may answer.

use std::sync::Arc;

use mureka_gen::api::{Answer, Body, Cost, Operation, Status};
use mureka_gen::{Api, Document};
use serde_json::Value;

use crate::accounts;
use crate::description::{Example, Examples};
use crate::form::Form;
use crate::ids;
use crate::keeping::Keeping;
use crate::plan::{HOW_MANY, Plan};
use crate::prefer::Preference;
use crate::reply::{self, Reply};
use crate::validation::Rules;

/// Where a request names its model.
const MODEL: &str = "model";

/// An operation as the server needs it.
#[derive(Debug)]
pub(crate) struct Call {
    /// Name of the document it is from.
    pub(crate) document: Arc<str>,
    /// operationId.
    pub(crate) id: Arc<str>,
    /// Upper-case method.
    pub(crate) method: String,
    /// Path template, with that of the server before it.
    pub(crate) path: String,
    /// Parameters in that path which are the operation's own: the last ones.
    pub(crate) own_parameters: usize,
    /// What it takes.
    pub(crate) input: Input,
    /// What its requests have to be like.
    pub(crate) rules: Rules,
    /// Whether it needs a token.
    pub(crate) secured: bool,
    /// Whether it may be told the account.
    pub(crate) takes_account: bool,
    /// What it costs.
    pub(crate) cost: Cost,
    /// Least seconds between two of its calls.
    pub(crate) spacing: Option<u64>,
    /// Of how many slots it takes one.
    pub(crate) slots: Option<u64>,
    /// For how many seconds that is kept what it reads.
    pub(crate) retention: Option<u64>,
    /// Whether it reads the jobs of other operations.
    pub(crate) polls: bool,
    /// What the ids of these look like.
    polled: Vec<String>,
    /// How its job goes, if it starts one.
    pub(crate) plan: Option<Arc<Plan>>,
    /// What it does with what accounts hold.
    pub(crate) keeping: Option<Keeping>,
    /// The model that is used where none is sent.
    pub(crate) model: Option<String>,
    /// Successes, then errors, each in the order of the document.
    answers: Vec<Documented>,
}

/// What an operation takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// No body.
    Nothing,
    /// JSON.
    Json {
        /// Whether the same fields are taken as a form, too.
        or_form: bool,
    },
    /// A form with a file in this field.
    Form {
        /// Name of the field.
        file: String,
    },
    /// A file of this type.
    File {
        /// `audio/mpeg`.
        media_type: String,
    },
}

/// A documented status.
#[derive(Debug)]
struct Documented {
    status: Status,
    examples: Vec<Example>,
    form: Form,
    /// The field that says whether the call was accepted, where a success has one.
    verdict: Option<(String, i64)>,
}

impl Call {
    pub(crate) fn of(
        document: &Document,
        api: &Api,
        operation: &Operation,
        examples: &Examples,
        server: &str,
    ) -> Result<Self, String> {
        let documented = |answer: &Answer| Documented {
            status: answer.status,
            examples: examples.of(&operation.id, answer.status).cloned().collect(),
            form: Form::of(api, answer.schema.as_deref(), answer.status.is_success()),
            verdict: answer.accepted_if.clone(),
        };
        let jobs = || {
            let others = api.operations.iter();
            others.filter(|other| {
                other
                    .job
                    .as_ref()
                    .is_some_and(|job| job.poll == operation.id)
            })
        };
        let shapes = jobs().filter_map(|other| Plan::of(api, other, examples)?.id_shape());
        Ok(Self {
            document: document.name().into(),
            id: operation.id.as_str().into(),
            method: operation.method.clone(),
            path: format!("{server}{}", operation.path),
            own_parameters: operation.path_parameters.len(),
            input: match &operation.body {
                Body::None => Input::Nothing,
                Body::Json { or_multipart, .. } => Input::Json {
                    or_form: *or_multipart,
                },
                Body::Multipart { file, .. } => Input::Form { file: file.clone() },
                Body::Binary { media_type } => Input::File {
                    media_type: media_type.clone(),
                },
            },
            rules: Rules::of(document, api, operation)
                .map_err(|error| format!("{}: {error}", operation.id))?,
            secured: secured(document, &operation.pointer),
            takes_account: accounts::taken_by(api, operation),
            cost: operation.cost,
            spacing: operation.spacing,
            slots: operation.slots,
            retention: operation.retention,
            polls: jobs().next().is_some(),
            polled: shapes.collect(),
            plan: Plan::of(api, operation, examples).map(|plan| {
                let count = usual(document, operation, HOW_MANY);
                Arc::new(plan.usually(count.and_then(Value::as_u64)))
            }),
            keeping: Keeping::of(document, api, operation),
            model: usual(document, operation, MODEL)
                .and_then(Value::as_str)
                .map(str::to_owned),
            answers: operation
                .success
                .iter()
                .chain(&operation.errors)
                .map(documented)
                .collect(),
        })
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

    /// An example of a status by its name; the first one where there is none so called.
    pub(crate) fn named(&self, status: u16, name: &str) -> Reply {
        let example = self.answer(status).and_then(|answer| answer.example(name));
        match example {
            Some(example) => Reply::new(status, Some(example.clone())),
            None => self.error(status),
        }
    }

    /// An error for something that is not there: 404 if that is documented.
    pub(crate) fn missing(&self, text: &str) -> Reply {
        let status = if self.documents(404) { 404 } else { 400 };
        self.refuse(status, text)
    }

    /// Whether an id looks like those of the jobs that it reads.
    pub(crate) fn polls_for(&self, id: &str) -> bool {
        let shape = ids::shape(id);
        self.polled.contains(&shape)
    }

    /// Whether a status is documented.
    pub(crate) fn documents(&self, status: u16) -> bool {
        self.answer(status).is_some()
    }

    /// Whether its path has a parameter of this name.
    pub(crate) fn has_path_parameter(&self, name: &str) -> bool {
        self.path.contains(&format!("{{{name}}}"))
    }

    /// Whether an example of this name is documented for a status.
    pub(crate) fn has_example(&self, status: u16, name: &str) -> bool {
        self.answer(status)
            .is_some_and(|answer| answer.example(name).is_some())
    }

    /// The field that says whether the call was accepted, where successes have one.
    pub(crate) fn verdict(&self) -> Option<&str> {
        self.answers
            .iter()
            .find_map(|answer| Some(answer.verdict.as_ref()?.0.as_str()))
    }

    /// Whether a documented answer says that a call was accepted.
    pub(crate) fn accepts(&self, reply: &Reply) -> bool {
        let verdict = self
            .answer(reply.status)
            .and_then(|answer| answer.verdict.as_ref());
        reply.status < 300
            && verdict.is_none_or(|(field, accepted)| {
                let said = reply.body.as_ref().and_then(|body| body.get(field));
                said.is_none_or(|said| ids::plain(said) == accepted.to_string())
            })
    }

    /// The status of the first success.
    pub(crate) fn success_status(&self) -> u16 {
        let success = self
            .answers
            .iter()
            .find(|answer| answer.status.is_success());
        success.map_or(200, |answer| any_of(answer.status))
    }

    /// The documented answer of an error status; in the API's own error shape where
    /// none is documented.
    pub(crate) fn error(&self, status: u16) -> Reply {
        match self.answer(status) {
            Some(answer) => answer.reply(status),
            None => self.refuse(status, &reply::reason(status)),
        }
    }

    /// An error of the server's own making in the shape of the API's errors; without a
    /// body where the document has none for the status.
    pub(crate) fn refuse(&self, status: u16, text: &str) -> Reply {
        let errors = self
            .answers
            .iter()
            .filter(|answer| !answer.status.is_success());
        let documented = self.answer(status);
        if documented.is_some_and(|answer| answer.form == Form::Empty) {
            return Reply::new(status, None);
        }
        let form = documented
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

/// What the document says is meant where a request does not have a field.
fn usual<'a>(document: &'a Document, operation: &Operation, field: &str) -> Option<&'a Value> {
    let (Body::Json { schema, .. } | Body::Multipart { schema, .. }) = &operation.body else {
        return None;
    };
    let field = format!("/components/schemas/{schema}/properties/{field}");
    document.value().pointer(&field)?.get("default")
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
