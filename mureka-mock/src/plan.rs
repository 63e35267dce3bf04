//! How the job of an operation goes, as its documented payloads tell.

use std::time::SystemTime;

use mureka_gen::Api;
use mureka_gen::api::{Operation, Status};
use serde_json::{Map, Value};

use crate::clock;
use crate::description::Examples;
use crate::ids;
use crate::stages::{self, DONE};

// What both APIs call the fields of a job, and what they write there.
const STATUS: &str = "status";
const FAILED: &str = "failed";
const STREAMING: &str = "streaming";
const KIND: &str = "jobType";
const REQUEST: &str = "request";
const RESPONSE: &str = "response";
const BEGUN_AT: [&str; 2] = ["created", "created_at"];
const ENDED_AT: [&str; 2] = ["updated", "finished_at"];
const CODE: &str = "code";
// Where they say why one failed.
const REASONS: [&str; 2] = ["error", "failed_reason"];
// What a task has made, and the links in it before and after the end.
const CHOICES: &str = "choices";
/// Where a request says how many.
pub(crate) const HOW_MANY: &str = "n";
const STREAM_URL: &str = "stream_url";

/// The field of a request that asks for a job, where an operation answers either
/// with the result or, by 201, with a job; and the one that asks to hear it early.
const ASYNC: &str = "async";
const STREAM: &str = "stream";
const ACCEPTED: Status = Status::Code(201);

/// The job of an operation: its payloads from the start to the end.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The operation that reads the job.
    pub(crate) poll: String,
    /// The status of the answer that starts it.
    pub(crate) status: u16,
    /// Whether the request has to ask for a job.
    on_request: bool,
    /// Where the id is.
    id: Vec<String>,
    /// The answer that starts it.
    start: Value,
    /// The states it goes through before it ends, that of the start first.
    stages: Vec<String>,
    /// A completed job.
    done: Value,
    /// A failed job.
    failed: Option<Value>,
    /// Status and body of the answer of an operation that waits for the result.
    pub(crate) result: Option<(u16, Value)>,
}

/// How a job ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ending {
    /// With its result.
    Done,
    /// With a status of a failure, and words.
    Failed(String, Option<String>),
}

impl Plan {
    /// `None` for an operation that starts no job, or whose examples do not show one.
    pub(crate) fn of(api: &Api, operation: &Operation, examples: &Examples) -> Option<Self> {
        let job = operation.job.as_ref()?;
        let id: Vec<String> = job.id.split('.').map(str::to_owned).collect();
        let statuses: Vec<Status> = operation
            .success
            .iter()
            .map(|answer| answer.status)
            .collect();
        let at = statuses.iter().copied().find(|status| *status == ACCEPTED);
        let at = at.or_else(|| statuses.first().copied())?;
        let Status::Code(status) = at else {
            return None;
        };
        let start = examples.of(&operation.id, at).next()?.value.clone();
        let started = record(&start, &id)?;
        started.get(id.last()?)?;

        let poll = api.operation(&job.poll)?;
        let jobs: Vec<&Value> = poll
            .success
            .iter()
            .flat_map(|answer| examples.of(&poll.id, answer.status))
            .map(|example| &example.value)
            .collect();
        let status_of = |job: &Value| {
            let status = record(job, &id)?.get(STATUS)?.as_str()?;
            Some(status.to_owned())
        };
        let done =
            |job: &&&Value| status_of(job).is_some_and(|status| DONE.contains(&status.as_str()));
        let alike =
            |job: &&&Value| record(job, &id).and_then(|job| job.get(KIND)) == started.get(KIND);
        let ended = jobs.iter().filter(done).find(alike);
        let ended = ended
            .or_else(|| jobs.iter().find(done))
            .or_else(|| jobs.first())?;
        let failed = jobs
            .iter()
            .find(|job| status_of(job).as_deref() == Some(FAILED));

        let mut result = statuses
            .iter()
            .filter(|status| **status != at)
            .find_map(|status| match status {
                Status::Code(code) => {
                    let example = examples.of(&operation.id, *status).next()?;
                    Some((*code, example.value.clone()))
                }
                Status::Class(_) => None,
            });
        if let Some(result) = result.as_mut().and_then(|(_, body)| record_mut(body, &id)) {
            result.remove(id.last()?);
        }
        Some(Self {
            poll: job.poll.clone(),
            status,
            on_request: statuses.len() > 1,
            stages: stages::of(api, started.get(STATUS).and_then(Value::as_str)),
            done: (*ended).clone(),
            failed: failed.map(|job| (*job).clone()),
            id,
            start,
            result,
        })
    }

    /// Has a task make so many things unless its request says how many.
    pub(crate) fn usually(mut self, count: Option<u64>) -> Self {
        let count = count.and_then(|count| usize::try_from(count).ok());
        let choices = record_mut(&mut self.done, &self.id)
            .and_then(|done| done.get_mut(CHOICES)?.as_array_mut());
        if let (Some(choices), Some(count)) = (choices, count)
            && let Some(first) = choices.first().cloned()
        {
            choices.resize(count, first);
        }
        self
    }

    /// What the ids of its jobs look like.
    pub(crate) fn id_shape(&self) -> Option<String> {
        let id = record(&self.start, &self.id)?.get(self.id.last()?)?;
        Some(ids::shape(&ids::plain(id)))
    }

    /// Whether this request starts a job, and does not wait for the result.
    pub(crate) fn wanted(&self, sent: Option<&Value>) -> bool {
        !self.on_request || flag(sent, ASYNC)
    }

    /// The id of the job of this number, and the answer that starts it.
    pub(crate) fn begin(
        &self,
        number: u64,
        account: Option<&str>,
        sent: Option<&Value>,
        now: SystemTime,
    ) -> (String, Value) {
        let mut started = self.start.clone();
        let mut name = String::new();
        if let (Some(record), Some(field)) = (record_mut(&mut started, &self.id), self.id.last()) {
            if let Some(id) = record.get_mut(field) {
                *id = ids::mint(id, number, account);
                name = ids::plain(id);
            }
            if let (Some(request), Some(sent)) =
                (record.get_mut(REQUEST), sent.and_then(Value::as_object))
            {
                let mut sent = sent.clone();
                // It may be left out where there is only one, and is recorded all the same.
                if let Some(account) = account {
                    sent.insert(crate::accounts::FIELD.to_owned(), account.into());
                }
                *request = sent.into();
            }
            clock::set(record, &BEGUN_AT, now);
        }
        (name, started)
    }

    /// Puts the id of a job into the result that was waited for.
    pub(crate) fn name(&self, result: &mut Value, id: &str) {
        if let (Some(record), Some(field)) = (record_mut(result, &self.id), self.id.last()) {
            record.insert(field.clone(), id.into());
        }
    }

    /// The object of a job in an answer: what its fields are.
    pub(crate) fn record<'a>(&self, job: &'a Value) -> Option<&'a Map<String, Value>> {
        record(job, &self.id)
    }

    /// What a job made, in a payload that shows it; and what is finished, taken out: in
    /// what was asked for the links are the caller's own.
    pub(crate) fn parts<'a>(
        &self,
        job: &'a mut Value,
    ) -> (Option<&'a mut Vec<Value>>, Vec<(&'static str, Value)>) {
        let Some(record) = record_mut(job, &self.id) else {
            return (None, Vec::new());
        };
        let response = Some(RESPONSE).filter(|_| self.result.is_some());
        let finished = [Some(REQUEST), response].into_iter().flatten();
        let finished = finished
            .filter_map(|name| Some((name, record.get_mut(name)?.take())))
            .collect();
        let choices = record.get_mut(CHOICES).and_then(Value::as_array_mut);
        (choices, finished)
    }

    /// Puts back what is finished.
    pub(crate) fn put_back(&self, job: &mut Value, finished: Vec<(&'static str, Value)>) {
        if let Some(record) = record_mut(job, &self.id) {
            record.extend(
                finished
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value)),
            );
        }
    }

    /// The state of a job while it is under way; `passed` of 1 of its time has.
    pub(crate) fn stage(&self, sent: Option<&Value>, passed: f64) -> Option<&str> {
        let streams = flag(sent, STREAM);
        let stages: Vec<&String> = self
            .stages
            .iter()
            .filter(|stage| streams || *stage != STREAMING)
            .collect();
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a handful of stages"
        )]
        let at = (passed.clamp(0.0, 1.0) * stages.len() as f64) as usize;
        let stage = stages.get(at.min(stages.len().saturating_sub(1)))?;
        Some(stage.as_str())
    }

    /// The state of a job that is done.
    pub(crate) fn done_status(&self) -> Option<&str> {
        record(&self.done, &self.id)?.get(STATUS)?.as_str()
    }

    /// What a poll sees in a state under way.
    pub(crate) fn running(&self, started: &Value, stage: Option<&str>) -> Value {
        let mut job = started.clone();
        if let (Some(stage), Some(running)) = (stage, record_mut(&mut job, &self.id)) {
            running.insert(STATUS.to_owned(), stage.into());
            let done = record(&self.done, &self.id);
            if let (STREAMING, Some(choices)) = (stage, done.and_then(|done| done.get(CHOICES))) {
                running.insert(CHOICES.to_owned(), streaming(choices));
            }
        }
        job
    }

    /// What polls see afterwards: the documented completed job with all that the start
    /// said of this one, and with the operation's own result.
    pub(crate) fn done(&self, started: &Value, result: Option<&Value>, now: SystemTime) -> Value {
        let mut job = self.done.clone();
        self.carry(&mut job, started, now);
        if let (Some(response), Some(result)) = (
            record_mut(&mut job, &self.id).and_then(|record| record.get_mut(RESPONSE)),
            result,
        ) {
            response.clone_from(result);
        }
        job
    }

    /// What polls see of a job that failed.
    pub(crate) fn failed(
        &self,
        started: &Value,
        status: &str,
        reason: Option<&str>,
        now: SystemTime,
    ) -> Value {
        let mut job = self.failed.as_ref().unwrap_or(&self.done).clone();
        if self.failed.is_none()
            && let Some(record) = record_mut(&mut job, &self.id)
        {
            record.remove(RESPONSE);
            if record.contains_key(CHOICES) {
                record.insert(CHOICES.to_owned(), Value::Null);
            }
        }
        self.carry(&mut job, started, now);
        if let Some(record) = record_mut(&mut job, &self.id) {
            record.insert(STATUS.to_owned(), status.into());
            let field = REASONS.iter().find(|field| record.contains_key(**field));
            if let (Some(field), Some(reason)) = (field, reason) {
                record.insert((*field).to_owned(), reason.into());
            }
        }
        job
    }

    /// Status and words of the answer to a call that waited for a job which failed.
    pub(crate) fn refusal(&self, reason: Option<&str>) -> (u16, String) {
        let failed = self.failed.as_ref().and_then(|job| record(job, &self.id));
        let code = failed
            .and_then(|job| job.get(CODE)?.as_u64())
            .and_then(|code| u16::try_from(code).ok())
            .unwrap_or(400);
        let words = REASONS
            .iter()
            .find_map(|field| failed?.get(*field)?.as_str());
        let words = reason.or(words).unwrap_or("The job failed");
        (code, words.to_owned())
    }

    fn carry(&self, job: &mut Value, started: &Value, now: SystemTime) {
        if let (Some(record), Some(started)) =
            (record_mut(job, &self.id), record(started, &self.id))
        {
            for (name, value) in started {
                if name != STATUS && !value.is_null() {
                    record.insert(name.clone(), value.clone());
                }
            }
            clock::set(record, &ENDED_AT, now);
        }
    }
}

/// The choices of a task before it is done: what can be heard while it is made.
fn streaming(choices: &Value) -> Value {
    let early = |choice: &Value| {
        let mut early = Map::new();
        for (name, value) in choice.as_object().into_iter().flatten() {
            let kept = ["id", "index"].contains(&name.as_str());
            early.insert(name.clone(), if kept { value.clone() } else { Value::Null });
        }
        // Rewritten like every other link to a file.
        early.insert(STREAM_URL.to_owned(), "https://stream.mp3".into());
        Value::Object(early)
    };
    choices
        .as_array()
        .into_iter()
        .flatten()
        .map(early)
        .collect()
}

fn flag(sent: Option<&Value>, field: &str) -> bool {
    sent.and_then(|sent| sent.get(field)) == Some(&Value::Bool(true))
}

/// The object that holds the id.
fn record<'a>(body: &'a Value, id: &[String]) -> Option<&'a Map<String, Value>> {
    let (_, way) = id.split_last()?;
    way.iter()
        .try_fold(body, |value, key| value.get(key))?
        .as_object()
}

fn record_mut<'a>(body: &'a mut Value, id: &[String]) -> Option<&'a mut Map<String, Value>> {
    let (_, way) = id.split_last()?;
    way.iter()
        .try_fold(body, |value, key| value.get_mut(key))?
        .as_object_mut()
}
