//! The jobs that were started here.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::call::Call;
use crate::pace::Payer;
use crate::plan::Ending;

/// The oldest jobs above this number are forgotten, ended ones first,
const KEPT: usize = 1000;
/// and so are they above this many bytes of their requests.
const KEPT_BYTES: u64 = 64 * 1024 * 1024;

/// A job, as the control path and the page show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct JobSummary {
    /// Its id; empty for work without one, such as a video.
    pub id: String,
    /// Name of the API's document.
    pub api: String,
    /// operationId of the call that started it.
    pub operation: String,
    /// The account it runs on, where the API has accounts.
    pub account: Option<String>,
    /// As the API says it.
    pub status: String,
    /// When it was created, in RFC 3339.
    pub created: String,
    /// Milliseconds that it ran, or has run until now.
    pub elapsed_ms: u64,
    /// Milliseconds until its end; none once it has ended, or if it never will.
    pub remaining_ms: Option<u64>,
    /// The `replyRef` that was sent along.
    pub reply_ref: Option<String>,
}

/// Work that takes time. What its payloads look like follows from these.
#[derive(Debug)]
pub(crate) struct Job {
    /// Its id; empty where the operation answers with none.
    pub(crate) id: String,
    pub(crate) call: Arc<Call>,
    pub(crate) payer: Payer,
    pub(crate) created: SystemTime,
    /// `None`: it never ends.
    pub(crate) ends: Option<SystemTime>,
    pub(crate) ending: Ending,
    /// What the request held.
    pub(crate) sent: Option<Value>,
    /// How many bytes that was.
    pub(crate) length: u64,
    /// Fields that are left out of its result.
    pub(crate) without: Vec<String>,
    /// Whether it holds a slot.
    pub(crate) slot: bool,
}

impl Job {
    pub(crate) fn account(&self) -> Option<&str> {
        self.payer.1.as_deref()
    }

    pub(crate) fn has_ended(&self, now: SystemTime) -> bool {
        self.ends.is_some_and(|ends| ends <= now)
    }

    /// How long it has run, or ran.
    pub(crate) fn elapsed(&self, now: SystemTime) -> Duration {
        let until = self.ends.map_or(now, |ends| ends.min(now));
        until.duration_since(self.created).unwrap_or_default()
    }

    /// How much of its time is over, of 1.
    pub(crate) fn passed(&self, now: SystemTime) -> f64 {
        let Some(ends) = self.ends else { return 0.0 };
        let whole = ends.duration_since(self.created).unwrap_or_default();
        if whole.is_zero() {
            return 1.0;
        }
        self.elapsed(now).as_secs_f64() / whole.as_secs_f64()
    }

    /// A text that the request held.
    pub(crate) fn sent_text(&self, field: &str) -> Option<&str> {
        self.sent.as_ref()?.get(field)?.as_str()
    }
}

/// All jobs of a server.
#[derive(Default)]
pub(crate) struct Jobs {
    kept: BTreeMap<u64, Job>,
    bytes: u64,
    ids: HashMap<(Arc<str>, String), u64>,
    due: BTreeSet<(SystemTime, u64)>,
    /// Those of the kept that are known to have ended.
    ended: BTreeSet<u64>,
}

impl Jobs {
    /// Keeps a job under its number, which is higher than those before. Gives back
    /// those that had to go for it, if they were running still.
    pub(crate) fn start(&mut self, number: u64, job: Job) -> Vec<Job> {
        let mut gone = Vec::new();
        self.bytes += job.length;
        while self.kept.len() >= KEPT || self.bytes > KEPT_BYTES {
            let oldest = self.ended.first().or_else(|| self.kept.keys().next());
            let Some(oldest) = oldest.copied() else {
                break;
            };
            gone.extend(self.forget(oldest));
        }
        if let Some(ends) = job.ends {
            self.due.insert((ends, number));
        }
        if !job.id.is_empty() {
            let key = (job.call.document.clone(), job.id.clone());
            self.ids.insert(key, number);
        }
        self.kept.insert(number, job);
        gone
    }

    /// The job of an id.
    pub(crate) fn find(&self, document: &Arc<str>, id: &str) -> Option<(u64, &Job)> {
        let number = self.ids.get(&(document.clone(), id.to_owned()))?;
        Some((*number, self.kept.get(number)?))
    }

    pub(crate) fn get(&self, number: u64) -> Option<&Job> {
        self.kept.get(&number)
    }

    /// Takes the next one that has ended from those that are due.
    pub(crate) fn next_due(&mut self, now: SystemTime) -> Option<u64> {
        let (ends, number) = *self.due.first()?;
        if ends > now {
            return None;
        }
        self.due.pop_first();
        self.ended.insert(number);
        Some(number)
    }

    /// Forgets jobs of a document that were created before a time. Gives back those that
    /// were running still.
    pub(crate) fn expire(&mut self, document: &Arc<str>, before: SystemTime) -> Vec<Job> {
        let old: Vec<u64> = self
            .kept
            .iter()
            .take_while(|(_, job)| job.created < before)
            .filter(|(_, job)| job.call.document == *document)
            .map(|(number, _)| *number)
            .collect();
        old.into_iter()
            .filter_map(|number| self.forget(number))
            .collect()
    }

    /// All jobs, oldest first.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = (u64, &Job)> {
        self.kept.iter().map(|(number, job)| (*number, job))
    }

    /// Gives the job back if it was running still.
    fn forget(&mut self, number: u64) -> Option<Job> {
        let job = self.kept.remove(&number)?;
        self.bytes -= job.length;
        let key = (job.call.document.clone(), job.id.clone());
        if self.ids.get(&key) == Some(&number) {
            self.ids.remove(&key);
        }
        if self.ended.remove(&number) {
            return None;
        }
        if let Some(ends) = job.ends {
            self.due.remove(&(ends, number));
        }
        Some(job)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    /// A job of a request of this length, with a slot, that never ends.
    fn job(length: u64) -> Job {
        let (_, description) = crate::description::embedded().first().unwrap();
        let call = description.as_ref().unwrap().calls.first().unwrap();
        Job {
            id: String::new(),
            call: call.clone(),
            payer: ("useapi".into(), None),
            created: UNIX_EPOCH,
            ends: None,
            ending: Ending::Done,
            sent: None,
            length,
            without: Vec::new(),
            slot: true,
        }
    }

    #[test]
    fn the_latest_thousand_are_kept_and_running_ones_that_go_are_given_back() {
        let mut jobs = Jobs::default();
        let gone: usize = (0..KEPT as u64 + 2)
            .map(|number| jobs.start(number, job(1)).len())
            .sum();
        assert_eq!((gone, jobs.iter().count()), (2, KEPT));
        assert!(jobs.get(1).is_none() && jobs.get(2).is_some());
    }

    #[test]
    fn long_requests_push_older_ones_out_but_not_the_latest() {
        let mut jobs = Jobs::default();
        for number in 0..3 {
            assert_eq!(jobs.start(number, job(KEPT_BYTES / 3)).len(), 0);
        }
        assert_eq!(jobs.start(3, job(KEPT_BYTES / 3 * 2)).len(), 2);
        assert_eq!(jobs.start(4, job(2 * KEPT_BYTES)).len(), 2);
        let kept: Vec<u64> = jobs.iter().map(|(number, _)| number).collect();
        assert_eq!((kept, jobs.bytes), (vec![4], 2 * KEPT_BYTES));
    }

    #[test]
    fn old_jobs_that_run_still_are_given_back_when_they_expire() {
        let mut jobs = Jobs::default();
        let ends = Some(UNIX_EPOCH + Duration::from_secs(9));
        jobs.start(1, Job { ends, ..job(1) });
        jobs.start(2, Job { ends, ..job(1) });
        let document = job(1).call.document.clone();
        let gone = jobs.expire(&document, UNIX_EPOCH + Duration::from_secs(1));
        assert_eq!((gone.len(), jobs.bytes), (2, 0));
        assert_eq!(jobs.next_due(UNIX_EPOCH + Duration::from_secs(10)), None);
    }
}
