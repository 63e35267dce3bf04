//! How the job of an operation goes, as its documented payloads tell.

use std::time::SystemTime;

use mureka_gen::Api;
use mureka_gen::api::{Operation, Shape, Status};
use serde_json::{Map, Value};

use crate::clock;
use crate::description::Examples;

// What both APIs call the fields of a job, and what they write there.
const STATUS: &str = "status";
const DONE: [&str; 2] = ["completed", "succeeded"];
const RUNNING: &str = "running";
const KIND: &str = "jobType";
const REQUEST: &str = "request";
const RESPONSE: &str = "response";
const ACCOUNT: &str = "account";
const BEGUN_AT: [&str; 2] = ["created", "created_at"];
const ENDED_AT: [&str; 2] = ["updated", "finished_at"];

/// The field of a request that asks for a job, where an operation answers either
/// with the result or, by 201, with a job.
const ASYNC: &str = "async";
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
    /// Whether the API knows a status `running` beside that of the start.
    runs: bool,
    /// A completed job.
    done: Value,
    /// What the operation answers when it waits for the result.
    result: Option<Value>,
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
        let done = |job: &&&Value| {
            let status = record(job, &id).and_then(|job| job.get(STATUS)?.as_str());
            status.is_some_and(|status| DONE.contains(&status))
        };
        let alike =
            |job: &&&Value| record(job, &id).and_then(|job| job.get(KIND)) == started.get(KIND);
        let ended = jobs.iter().filter(done).find(alike);
        let ended = ended
            .or_else(|| jobs.iter().find(done))
            .or_else(|| jobs.first())?;

        let mut result = statuses
            .iter()
            .filter(|status| **status != at)
            .find_map(|status| examples.of(&operation.id, *status).next())
            .map(|example| example.value.clone());
        if let Some(result) = result.as_mut().and_then(|result| record_mut(result, &id)) {
            result.remove(id.last()?);
        }
        Some(Self {
            poll: job.poll.clone(),
            status,
            on_request: statuses.len() > 1,
            runs: runs(api, started.get(STATUS).and_then(Value::as_str)),
            done: (*ended).clone(),
            id,
            start,
            result,
        })
    }

    /// Whether this request starts a job.
    pub(crate) fn wanted(&self, sent: Option<&Value>) -> bool {
        !self.on_request || sent.and_then(|sent| sent.get(ASYNC)) == Some(&Value::Bool(true))
    }

    /// The id of the job of this number, and the answer that starts it.
    pub(crate) fn begin(
        &self,
        number: u64,
        sent: Option<&Value>,
        now: SystemTime,
    ) -> (String, Value) {
        let mut started = self.start.clone();
        let mut name = String::new();
        if let (Some(record), Some(field)) = (record_mut(&mut started, &self.id), self.id.last()) {
            if let Some(id) = record.get_mut(field) {
                *id = fresh(id, number);
                name = plain(id);
            }
            if let (Some(request), Some(sent)) =
                (record.get_mut(REQUEST), sent.and_then(Value::as_object))
            {
                let mut sent = sent.clone();
                // It may be left out where there is only one, and is recorded all the same.
                if let (None, Some(account)) = (sent.get(ACCOUNT), request.get(ACCOUNT)) {
                    sent.insert(ACCOUNT.to_owned(), account.clone());
                }
                *request = sent.into();
            }
            clock::set(record, &BEGUN_AT, now);
        }
        (name, started)
    }

    /// What a poll sees while the job is under way; the first is number 1.
    pub(crate) fn running(&self, started: &Value, poll: u32) -> Value {
        let mut job = started.clone();
        if self.runs
            && poll > 1
            && let Some(record) = record_mut(&mut job, &self.id)
        {
            record.insert(STATUS.to_owned(), RUNNING.into());
        }
        job
    }

    /// What polls see afterwards: the documented completed job with all that the start
    /// said of this one, and with the operation's own result.
    pub(crate) fn done(&self, started: &Value, now: SystemTime) -> Value {
        let mut job = self.done.clone();
        if let (Some(record), Some(started)) =
            (record_mut(&mut job, &self.id), record(started, &self.id))
        {
            for (name, value) in started {
                if name != STATUS && !value.is_null() {
                    record.insert(name.clone(), value.clone());
                }
            }
            if let (Some(response), Some(result)) = (record.get_mut(RESPONSE), &self.result) {
                response.clone_from(result);
            }
            clock::set(record, &ENDED_AT, now);
        }
        job
    }
}

/// Whether a status that jobs begin with is one of a set that has `running` too.
fn runs(api: &Api, begins: Option<&str>) -> bool {
    let Some(begins) = begins else { return false };
    api.shapes.values().any(|shape| match shape {
        Shape::OpenEnum { values, .. } | Shape::ClosedEnum { values } => {
            let has = |wanted: &str| values.iter().any(|value| value == wanted);
            has(begins) && has(RUNNING)
        }
        _ => false,
    })
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

/// An id of the same form as a documented one: its longest number counted up.
fn fresh(documented: &Value, number: u64) -> Value {
    let text = plain(documented);
    let digits = text
        .split(|c: char| !c.is_ascii_digit())
        .max_by_key(|digits| digits.len())
        .unwrap_or_default();
    // More digits than fit are counted up at their end.
    let tail = &digits[digits.len().saturating_sub(18)..];
    let Ok(counted) = tail.parse::<u64>() else {
        return format!("{text}-{number}").into();
    };
    let width = tail.len();
    let counted = (counted + number) % 10_u64.pow(u32::try_from(width).unwrap_or(18));
    let head = &digits[..digits.len() - width];
    let id = text.replacen(digits, &format!("{head}{counted:0width$}"), 1);
    match documented {
        Value::Number(_) => id.parse::<u64>().map_or(id.into(), Value::from),
        _ => id.into(),
    }
}

/// An id as it stands in a path.
fn plain(id: &Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_fresh_id_has_the_form_of_the_documented_one() {
        for (documented, number, expected) in [
            (
                json!("j0121061432017475905m-u777-a12345678901234-bot:mureka"),
                7,
                json!("j0121061432017475912m-u777-a12345678901234-bot:mureka"),
            ),
            (json!("113923099721729"), 1, json!("113923099721730")),
            (json!(998), 1, json!(999)),
            (json!("a999"), 2, json!("a001")),
            (json!("abc"), 1, json!("abc-1")),
        ] {
            assert_eq!(fresh(&documented, number), expected);
        }
    }
}
