//! What was charged.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::SystemTime;

use mureka_gen::api::Cost;
use serde::{Deserialize, Serialize};

use crate::clock;

/// Charges that are kept one by one; older ones are counted only.
const KEPT: usize = 5000;
/// Bytes of what callers wrote into those: no document limits a `replyRef`.
const KEPT_BYTES: usize = 8 * 1024 * 1024;

/// The calls that were accepted and cost something, oldest first.
///
/// A call is charged when it is accepted, whatever becomes of its answer and its job.
/// Refused calls, and calls of operations that are documented as free, are not here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Ledger {
    /// How many charges there were, forgotten ones included.
    pub total: u64,
    /// The latest 5000 of them.
    pub charges: Vec<Charge>,
    /// How many charges each operation has, by API and operationId.
    pub operations: BTreeMap<String, BTreeMap<String, u64>>,
}

/// A call that was accepted and cost something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Charge {
    /// Counted from 1.
    pub number: u64,
    /// Name of the API's document: `useapi`.
    pub api: String,
    /// operationId: `create_song`.
    pub operation: String,
    /// The account that was charged, where the API has accounts.
    pub account: Option<String>,
    /// When, in RFC 3339 with milliseconds.
    pub at: String,
    /// `paid`, or `undocumented` where the vendor does not say.
    pub cost: String,
    /// How many credits, where the documents say what the model costs.
    pub credits: Option<u64>,
    /// Id of the job that it started.
    pub job: Option<String>,
    /// The `replyRef` that was sent along.
    pub reply_ref: Option<String>,
}

impl Ledger {
    /// How often an operation was charged. `extend_song` is one of both APIs, and counted
    /// for both; [`times_at`](Self::times_at) tells them apart.
    ///
    /// ```
    /// # async fn example() -> std::io::Result<()> {
    /// let mock = mureka_mock::MockServer::start().await?;
    /// // … a call that should be free …
    /// assert_eq!(mock.ledger().times("create_song"), 0);
    /// # Ok(())
    /// # }
    /// ```
    pub fn times(&self, operation: &str) -> u64 {
        let times = self
            .operations
            .values()
            .filter_map(|api| api.get(operation));
        times.sum()
    }

    /// How often an operation of one API was charged.
    pub fn times_at(&self, api: &str, operation: &str) -> u64 {
        let times = self.operations.get(api).and_then(|api| api.get(operation));
        times.copied().unwrap_or_default()
    }

    /// The charges with this `replyRef`.
    pub fn with_reply_ref<'a>(&'a self, reply_ref: &'a str) -> impl Iterator<Item = &'a Charge> {
        self.charges
            .iter()
            .filter(move |charge| charge.reply_ref.as_deref() == Some(reply_ref))
    }
}

/// A charge as it is written down: this is on the way of every paid call.
pub(crate) struct Entry {
    pub(crate) api: Arc<str>,
    pub(crate) operation: Arc<str>,
    pub(crate) account: Option<Arc<str>>,
    pub(crate) at: SystemTime,
    pub(crate) cost: Cost,
    pub(crate) credits: Option<u64>,
    pub(crate) job: Option<String>,
    pub(crate) reply_ref: Option<String>,
}

impl Entry {
    fn bytes(&self) -> usize {
        let texts = [&self.job, &self.reply_ref];
        texts.into_iter().flatten().map(String::len).sum()
    }
}

/// All charges of a server.
#[derive(Default)]
pub(crate) struct Book {
    total: u64,
    entries: VecDeque<Entry>,
    bytes: usize,
    operations: BTreeMap<Arc<str>, BTreeMap<Arc<str>, u64>>,
}

impl Book {
    pub(crate) fn write(&mut self, entry: Entry) {
        self.total += 1;
        let api = self.operations.entry(entry.api.clone()).or_default();
        *api.entry(entry.operation.clone()).or_default() += 1;
        self.bytes += entry.bytes();
        self.entries.push_back(entry);
        while self.entries.len() > KEPT || self.bytes > KEPT_BYTES {
            let Some(oldest) = self.entries.pop_front() else {
                break;
            };
            self.bytes -= oldest.bytes();
        }
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    pub(crate) fn read(&self) -> Ledger {
        let first = self.total - self.entries.len() as u64 + 1;
        let charge = |(entry, number): (&Entry, u64)| Charge {
            number,
            api: entry.api.to_string(),
            operation: entry.operation.to_string(),
            account: entry.account.as_deref().map(str::to_owned),
            at: clock::rfc3339(entry.at),
            cost: match entry.cost {
                Cost::Free => "free",
                Cost::Paid => "paid",
                Cost::Undocumented => "undocumented",
            }
            .to_owned(),
            credits: entry.credits,
            job: entry.job.clone(),
            reply_ref: entry.reply_ref.clone(),
        };
        Ledger {
            total: self.total,
            charges: self.entries.iter().zip(first..).map(charge).collect(),
            operations: self
                .operations
                .iter()
                .map(|(api, times)| {
                    let times = times.iter();
                    let times = times.map(|(operation, times)| (operation.to_string(), *times));
                    (api.to_string(), times.collect())
                })
                .collect(),
        }
    }
}
