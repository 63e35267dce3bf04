//! How far a job is, read out of its answer as the document says.

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::ways::find;
use crate::classify;
use crate::decode::{Problem, decode};
use crate::error::{Error, ErrorKind};
use crate::operation::JobStates;

/// Where a job stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    #[default]
    Running,
    Completed,
    Failed,
}

/// What an answer says of a job, beside its result.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    pub phase: Phase,
    /// The state in the service's own word.
    pub status: String,
    /// How many fields are filled that are of use before the end.
    pub early: usize,
    pub account: Option<String>,
    pub reference: Option<String>,
    /// Why it failed, as it came: secrets may stand in it.
    pub error: Option<String>,
    pub code: Option<String>,
}

impl Phase {
    /// Of a job in this state.
    pub fn of(states: &JobStates, status: &str) -> Self {
        match status {
            status if states.completed.contains(&status) => Self::Completed,
            status if states.failed.contains(&status) => Self::Failed,
            // A state that the docs do not know yet is one on the way.
            _ => Self::Running,
        }
    }
}

impl Progress {
    /// Of an answer; one that is no JSON tells nothing.
    pub fn of(states: &JobStates, body: &[u8]) -> Self {
        Self::beside(states, body, None).0
    }

    /// The same, and what else stands at a way through the answer.
    pub fn beside(states: &JobStates, body: &[u8], way: Option<&str>) -> (Self, Option<String>) {
        let mut errors = states.errors.iter().copied();
        let ways = [
            Some(states.status),
            states.early,
            states.account,
            states.reference,
            states.code,
            errors.next(),
            errors.next(),
            way,
        ];
        let [status, early, account, reference, code, one, other, asked] = find(body, ways);
        let more = errors.filter_map(|way| {
            let [found] = find(body, [Some(way)]);
            found.first
        });
        let mut errors: Vec<Cow<'_, str>> = [one, other]
            .into_iter()
            .filter_map(|found| found.first)
            .chain(more)
            .collect();
        errors.dedup();
        let status = status.text().unwrap_or_default();
        let progress = Self {
            phase: Phase::of(states, &status),
            early: early.count,
            account: account.text(),
            reference: reference.text(),
            error: (!errors.is_empty()).then(|| errors.join(": ")),
            code: code.text(),
            status,
        };
        (progress, asked.text())
    }

    /// The class of a failure: jobs have the status of theirs as a code.
    pub fn failure(&self) -> ErrorKind {
        let status = self.code.as_deref().and_then(|code| code.parse().ok());
        let error = self.error.as_deref();
        let kind = classify::kind(status.unwrap_or(400), self.code.as_deref(), error);
        match kind {
            // What 404 and 500 mean for a call, they do not mean for a job.
            ErrorKind::Moderated
            | ErrorKind::NoCredits
            | ErrorKind::PlanTooLow
            | ErrorKind::RateLimited
            | ErrorKind::SlotsFull
            | ErrorKind::AccountBroken => kind,
            _ => ErrorKind::JobFailed,
        }
    }
}

/// The result in the answer of a completed job.
pub fn result<T: DeserializeOwned>(states: &JobStates, body: &[u8]) -> Result<T, Problem> {
    let Some(way) = states.result else {
        return decode(body);
    };
    let value: Value = decode(body)?;
    let mut inner = &value;
    for step in way.split('.') {
        inner = inner.get(step).unwrap_or(&Value::Null);
    }
    let problem = |message: String, path: &str| Problem {
        path: format!("{way}{path}"),
        message,
    };
    if inner.is_null() {
        return Err(problem("missing, though the job is completed".into(), ""));
    }
    let text = serde_json::to_vec(inner).map_err(|error| problem(error.to_string(), ""))?;
    decode(&text).map_err(|inner| {
        let dot = if inner.path.is_empty() || inner.path.starts_with('[') {
            ""
        } else {
            "."
        };
        problem(inner.message, &format!("{dot}{}", inner.path))
    })
}

/// Whether the answer to a look says that there is no such job.
pub fn is_of_no_job(error: &Error) -> bool {
    // An id that is none, or that cannot even be sent.
    let is_none = matches!(error.kind(), ErrorKind::Api | ErrorKind::InvalidRequest);
    let is_refused = error.status().is_none_or(|status| status == 400);
    error.kind() == ErrorKind::NotFound || is_none && is_refused
}

/// The texts and numbers at a way through fields and lists, those that say something.
pub fn texts(value: &Value, way: &str) -> Vec<String> {
    let mut open = vec![value];
    for step in way.split('.') {
        open = open
            .into_iter()
            .flat_map(|value| match value {
                Value::Array(items) => items.iter().collect(),
                value => vec![value],
            })
            .filter_map(|value| value.get(step))
            .collect();
    }
    open.into_iter()
        .filter_map(|value| match value {
            Value::String(text) if !text.is_empty() => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::cloudsway::operations::GET_TASK;
    use crate::useapi::operations::GET_JOB;

    fn of_job(job: &Value) -> Progress {
        Progress::of(&GET_JOB.states.unwrap(), job.to_string().as_bytes())
    }

    #[test]
    fn the_document_tells_where_a_job_stands() {
        for (status, phase) in [
            ("created", Phase::Running),
            ("completed", Phase::Completed),
            ("failed", Phase::Failed),
            ("queued anew", Phase::Running),
            ("", Phase::Running),
        ] {
            assert_eq!(of_job(&json!({"status": status})).phase, phase, "{status}");
        }
        for (status, phase) in [
            ("preparing", Phase::Running),
            ("streaming", Phase::Running),
            ("succeeded", Phase::Completed),
            ("timeouted", Phase::Failed),
            ("cancelled", Phase::Failed),
        ] {
            let body = json!({"code": 0, "data": {"status": status}}).to_string();
            let progress = Progress::of(&GET_TASK.states.unwrap(), body.as_bytes());
            assert_eq!(progress.phase, phase, "{status}");
        }
    }

    #[test]
    fn a_failure_has_the_class_of_its_code_and_words() {
        for (code, error, kind) in [
            (json!(null), "no luck", ErrorKind::JobFailed),
            (json!(500), "upstream", ErrorKind::JobFailed),
            (json!(404), "gone", ErrorKind::JobFailed),
            (json!(402), "", ErrorKind::NoCredits),
            (json!("412"), "balance is not enough", ErrorKind::NoCredits),
            (json!(403), "low vip level (6335)", ErrorKind::PlanTooLow),
            (json!(429), "exceed limit. (6323)", ErrorKind::SlotsFull),
            (json!(429), "Too frequently", ErrorKind::RateLimited),
            (json!(400), "Sensitive words", ErrorKind::Moderated),
            (json!("REFRESH_FAILED"), "x", ErrorKind::JobFailed),
        ] {
            let job = json!({"status": "failed", "code": code, "error": error});
            assert_eq!(of_job(&job).failure(), kind, "{job}");
        }
    }

    #[test]
    fn a_result_that_is_missing_or_odd_is_told_by_its_place() {
        let states = GET_JOB.states.unwrap();
        for (job, message) in [
            (
                json!({}),
                "`response`: missing, though the job is completed",
            ),
            (
                json!({"response": {"songs": [{"title": 7}]}}),
                "`response.songs[0].title`: invalid type: integer `7`, expected a string",
            ),
        ] {
            let body = job.to_string();
            let result = result::<crate::useapi::types::MusicResult>(&states, body.as_bytes());
            assert_eq!(result.unwrap_err().to_string(), message);
        }
    }
}
