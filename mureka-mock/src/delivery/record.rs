//! What became of the deliveries.

use std::collections::VecDeque;
use std::fmt;

use hyper::body::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::target::masked;

/// At most so many deliveries are kept,
const KEPT: usize = 1000;
/// and so many bytes of them, but always the latest.
const KEPT_BYTES: usize = 64 * 1024 * 1024;

/// A webhook on its way, or where it ended. Its [`Debug`] does not show the body: there
/// are addresses with secrets in jobs.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Delivery {
    /// The job that it tells of.
    pub job: String,
    /// The `replyUrl`, its secrets masked: `http://…@localhost:8000/hook?…`.
    pub url: String,
    /// What is posted. Where it holds the `replyUrl`, that is masked, too.
    pub body: Value,
    /// How often it was tried until now.
    pub tries: u32,
    /// How it ended, if it did.
    pub outcome: Outcome,
}

/// How a delivery ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// It did not end yet.
    Pending,
    /// The receiver took it.
    Delivered {
        /// What it answered.
        status: u16,
    },
    /// It was given up, or refused from the start.
    Failed {
        /// Why; of several tries, why the last one failed.
        reason: String,
    },
}

impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery")
            .field("job", &self.job)
            .field("url", &self.url)
            .field("tries", &self.tries)
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}

/// The latest deliveries, each with a number that stays.
#[derive(Clone, Default)]
pub(super) struct Log {
    entries: VecDeque<Entry>,
    /// The number of the oldest.
    first: u64,
    bytes: usize,
}

/// A delivery whose body is not parsed: it is looked at by few, and shared with the
/// queue as it is.
#[derive(Clone)]
struct Entry {
    job: String,
    url: String,
    body: Bytes,
    tries: u32,
    outcome: Outcome,
}

impl Entry {
    fn bytes(&self) -> usize {
        self.job.len() + self.url.len() + self.body.len()
    }

    fn delivery(self) -> Delivery {
        let text = || String::from_utf8_lossy(&self.body).into_owned();
        let mut body = serde_json::from_slice(&self.body).unwrap_or_else(|_| text().into());
        let url = masked(&self.url);
        if url != self.url {
            replace(&mut body, &self.url, &url);
        }
        Delivery {
            job: self.job,
            url,
            body,
            tries: self.tries,
            outcome: self.outcome,
        }
    }
}

impl Log {
    /// Takes one in and gives it a number.
    pub(super) fn push(&mut self, job: &str, url: &str, body: Bytes) -> u64 {
        let entry = Entry {
            job: job.to_owned(),
            url: url.to_owned(),
            body,
            tries: 0,
            outcome: Outcome::Pending,
        };
        self.bytes += entry.bytes();
        self.entries.push_back(entry);
        while self.entries.len() > KEPT || (self.bytes > KEPT_BYTES && self.entries.len() > 1) {
            let Some(oldest) = self.entries.pop_front() else {
                break;
            };
            self.bytes -= oldest.bytes();
            self.first += 1;
        }
        self.first + self.entries.len() as u64 - 1
    }

    /// Whether all of them ended.
    pub(super) fn is_settled(&self) -> bool {
        let mut outcomes = self.entries.iter().map(|entry| &entry.outcome);
        outcomes.all(|outcome| *outcome != Outcome::Pending)
    }

    pub(super) fn tries(&mut self, number: u64, tries: u32) {
        if let Some(entry) = self.entry(number) {
            entry.tries = tries;
        }
    }

    pub(super) fn settle(&mut self, number: u64, outcome: Outcome) {
        if let Some(entry) = self.entry(number) {
            entry.outcome = outcome;
        }
    }

    pub(super) fn deliveries(self) -> Vec<Delivery> {
        self.entries.into_iter().map(Entry::delivery).collect()
    }

    /// One by its number, unless it is too old to be kept.
    fn entry(&mut self, number: u64) -> Option<&mut Entry> {
        let index = usize::try_from(number.checked_sub(self.first)?).ok()?;
        self.entries.get_mut(index)
    }
}

/// Puts another text in the place of one.
fn replace(value: &mut Value, text: &str, other: &str) {
    match value {
        Value::String(found) if found == text => other.clone_into(found),
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, text, other)),
        Value::Object(fields) => fields
            .values_mut()
            .for_each(|field| replace(field, text, other)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_latest_thousand_are_kept_and_numbers_stay() {
        let mut log = Log::default();
        let numbers: Vec<u64> = (0..=KEPT)
            .map(|number| log.push(&format!("job{number}"), "", Bytes::new()))
            .collect();
        log.settle(numbers[0], Outcome::Delivered { status: 200 });
        log.settle(numbers[1], Outcome::Delivered { status: 201 });
        log.tries(numbers[KEPT], 7);
        let deliveries = log.deliveries();
        assert_eq!(deliveries.len(), KEPT);
        assert_eq!(deliveries[0].job, "job1");
        assert_eq!(deliveries[0].outcome, Outcome::Delivered { status: 201 });
        assert_eq!(deliveries[1].outcome, Outcome::Pending);
        assert_eq!(deliveries[KEPT - 1].job, "job1000");
        assert_eq!(deliveries[KEPT - 1].tries, 7);
    }

    #[test]
    fn large_bodies_push_older_ones_out_but_not_the_latest() {
        let mut log = Log::default();
        log.push("a", "", Bytes::from(vec![b' '; KEPT_BYTES / 2]));
        log.push("b", "", Bytes::from(vec![b' '; KEPT_BYTES / 2]));
        let number = log.push("c", "", Bytes::from(vec![b' '; 2 * KEPT_BYTES]));
        log.tries(number, 1);
        let kept: Vec<(&str, u32)> = log
            .entries
            .iter()
            .map(|entry| (entry.job.as_str(), entry.tries))
            .collect();
        assert_eq!(kept, [("c", 1)]);
    }

    #[test]
    fn deliveries_are_written_in_small_letters() {
        for (outcome, written) in [
            (Outcome::Pending, json!("pending")),
            (
                Outcome::Delivered { status: 204 },
                json!({"delivered": {"status": 204}}),
            ),
            (
                Outcome::Failed {
                    reason: "why".to_owned(),
                },
                json!({"failed": {"reason": "why"}}),
            ),
        ] {
            let mut log = Log::default();
            let number = log.push("j1", "http://localhost/", Bytes::from_static(b"{\"a\":1}"));
            log.settle(number, outcome);
            assert_eq!(
                serde_json::to_value(log.deliveries()).unwrap(),
                json!([{
                    "job": "j1", "url": "http://localhost/", "body": {"a": 1},
                    "tries": 0, "outcome": written
                }])
            );
        }
    }

    #[test]
    fn a_body_that_is_no_json_is_kept_as_text() {
        let mut log = Log::default();
        log.push("j1", "", Bytes::from_static(b"no\xffjson"));
        assert_eq!(log.deliveries()[0].body, json!("no\u{fffd}json"));
    }

    #[test]
    fn secrets_of_the_address_are_nowhere() {
        let url = "http://user:pass@localhost:1/hook?key=pass#pass";
        let body = json!({"id": "j1", "request": [{"replyUrl": url}]});
        let mut log = Log::default();
        log.push("j1", url, Bytes::from(body.to_string()));
        let deliveries = log.deliveries();
        let masked = "http://…@localhost:1/hook?…";
        assert_eq!(deliveries[0].url, masked);
        assert_eq!(
            deliveries[0].body,
            json!({"id": "j1", "request": [{"replyUrl": masked}]})
        );
        let written = serde_json::to_string(&deliveries).unwrap();
        assert!(!format!("{deliveries:?}{written}").contains("pass"));
    }
}
