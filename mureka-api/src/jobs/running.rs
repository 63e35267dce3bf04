//! The list of what runs, in whatever form it comes.

use std::time::Duration;

use serde_json::Value;

use super::progress::texts;
use crate::decode::without_mark;
use crate::operation::Operation;

/// A job in a list of running ones.
#[derive(Debug, PartialEq)]
pub(crate) struct Listed {
    pub id: String,
    /// The call that started it, by the end of its path.
    pub verb: Option<String>,
    /// For how long it has run.
    pub elapsed: Option<Duration>,
}

/// The jobs in a list of any form: their ids stand under the same name as in an answer. `None`
/// if it is no list at all.
pub(crate) fn listed(body: &[u8], way: &str) -> Option<Vec<Listed>> {
    let value: Value = serde_json::from_slice(without_mark(body)).ok()?;
    if !value.is_object() {
        return None;
    }
    let name = way.rsplit('.').next().unwrap_or(way);
    let mut jobs = Vec::new();
    let mut open = vec![&value];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(fields) => {
                let text = |name: &str| fields.get(name).and_then(Value::as_str);
                let ids = texts(value, name).into_iter();
                jobs.extend(ids.map(|id| Listed {
                    id,
                    verb: text("verb").map(str::to_owned),
                    elapsed: text("elapsed").and_then(duration),
                }));
                open.extend(fields.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    Some(jobs)
}

/// The operation that a verb stands for: `music/create` for the path that ends so.
pub(crate) fn named<'o>(operations: &[&'o Operation], verb: &str) -> Option<&'o Operation> {
    let ends_so = |operation: &&&Operation| {
        let path = operation.path.trim_end_matches('/');
        let before = path.strip_suffix(verb);
        operation.job.is_some() && before.is_some_and(|before| before.ends_with('/'))
    };
    operations.iter().find(ends_so).copied()
}

/// `00:24`, `1:00:24`, `45s` or `1m 23s`: the docs have several forms.
fn duration(text: &str) -> Option<Duration> {
    let text = text.strip_suffix('s').unwrap_or(text);
    let text = text.replace("h ", ":").replace("m ", ":");
    let seconds = text.split(':').try_fold(0_u64, |seconds, part| {
        let part: u64 = part.trim().parse().ok()?;
        seconds.checked_mul(60)?.checked_add(part)
    });
    seconds.map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::useapi::operations::ALL;

    #[test]
    fn the_age_of_a_job_is_read_in_all_documented_forms() {
        for (text, seconds) in [
            ("00:24", Some(24)),
            ("12:00", Some(720)),
            ("1:00:24", Some(3624)),
            ("45s", Some(45)),
            ("1m 23s", Some(83)),
            ("1h 00m 05s", Some(3605)),
            ("", None),
            ("soon", None),
            ("-1", None),
            ("9999999999999999999:9", None),
        ] {
            assert_eq!(duration(text), seconds.map(Duration::from_secs), "{text}");
        }
    }

    #[test]
    fn running_jobs_are_found_wherever_they_stand() {
        let list = br#"{"total": 2, "accounts": {
            "1": {"jobs": [{"jobid": "a", "verb": "speech", "elapsed": "00:05"}]},
            "2": {"jobs": [{"jobid": "b"}, {"jobid": ""}, null]}}}"#;
        let mut jobs = listed(list, "jobid").unwrap();
        jobs.sort_by(|one, other| one.id.cmp(&other.id));
        let found = |id: &str, verb: Option<&str>, seconds: Option<u64>| Listed {
            id: id.to_owned(),
            verb: verb.map(str::to_owned),
            elapsed: seconds.map(Duration::from_secs),
        };
        assert_eq!(
            jobs,
            [found("a", Some("speech"), Some(5)), found("b", None, None)]
        );
        assert_eq!(listed(b"{}", "data.jobid"), Some(Vec::new()));
        for no_list in ["", "<html>", "[]", "null", "7"] {
            assert_eq!(listed(no_list.as_bytes(), "jobid"), None, "{no_list}");
        }
    }

    #[test]
    fn a_verb_names_its_operation() {
        for (verb, id) in [
            ("music/create", Some("create_song")),
            ("music/create-advanced", Some("create_song_advanced")),
            ("speech", Some("create_speech")),
            ("music/remix", None),
            ("create", Some("create_song")),
            ("", None),
        ] {
            assert_eq!(named(ALL, verb).map(|operation| operation.id), id, "{verb}");
        }
    }
}
