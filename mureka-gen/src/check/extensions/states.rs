//! `x-mureka-states`: how an answer tells how far a job is.

use serde_json::{Map, Value};

use super::Reader;
use crate::api::States;

const KEY: &str = "x-mureka-states";

const NAMES: [&str; 9] = [
    "status",
    "completed",
    "failed",
    "result",
    "errors",
    "code",
    "reference",
    "account",
    "early",
];

impl Reader<'_> {
    pub(super) fn states(&mut self) -> Option<States> {
        let value = self.get(KEY)?;
        let states = value.as_object().and_then(read);
        if states.is_none() {
            self.refuse(
                KEY,
                "`x-mureka-states` needs `status`, lists `completed` and `failed`, and perhaps \
                 `result`, a list `errors`, `code`, `reference`, `account`, `early`",
                "`{status: status, completed: [completed], failed: [failed], result: response}`",
            );
        }
        states
    }
}

fn read(map: &Map<String, Value>) -> Option<States> {
    if map.keys().any(|key| !NAMES.contains(&key.as_str())) {
        return None;
    }
    let text = |key: &str| match map.get(key) {
        None => Some(None),
        Some(value) => value.as_str().map(|text| Some(text.to_owned())),
    };
    let texts = |key: &str| match map.get(key) {
        None => Some(Vec::new()),
        Some(value) => value
            .as_array()?
            .iter()
            .map(|value| value.as_str().map(str::to_owned))
            .collect(),
    };
    let states = States {
        status: text("status")??,
        completed: texts("completed")?,
        failed: texts("failed")?,
        result: text("result")?,
        errors: texts("errors")?,
        code: text("code")?,
        reference: text("reference")?,
        account: text("account")?,
        early: text("early")?,
    };
    // Without both, a wait would not know its end.
    let ends = !states.completed.is_empty() && !states.failed.is_empty();
    ends.then_some(states)
}
