//! The jobs that were started here.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use crate::call::Call;
use crate::clock::Clock;
use crate::plan::Plan;

/// The oldest jobs above this number are forgotten.
const KEPT: usize = 1000;

/// All jobs of a server.
pub(crate) struct Jobs {
    polls_until_done: u32,
    clock: Clock,
    kept: Mutex<Kept>,
}

/// The document a job is of, and its id.
type Key = (Arc<str>, String);

#[derive(Default)]
struct Kept {
    started: u64,
    oldest: VecDeque<Key>,
    jobs: HashMap<Key, Job>,
}

struct Job {
    plan: Arc<Plan>,
    started: Value,
    polls: u32,
    done: Option<Value>,
}

impl Jobs {
    pub(crate) fn new(polls_until_done: u32, clock: Clock) -> Self {
        Self {
            polls_until_done,
            clock,
            kept: Mutex::default(),
        }
    }

    /// Starts a job of an operation and gives the answer that says so.
    pub(crate) fn begin(&self, call: &Call, plan: &Arc<Plan>, sent: Option<&Value>) -> Value {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let now = (self.clock)();
        kept.started += 1;
        let (id, started) = plan.begin(kept.started, sent, now);
        let key = (call.document.clone(), id);
        if kept.oldest.len() >= KEPT
            && let Some(oldest) = kept.oldest.pop_front()
        {
            kept.jobs.remove(&oldest);
        }
        let job = Job {
            plan: plan.clone(),
            started: started.clone(),
            polls: 0,
            done: None,
        };
        // Ids with few digits come around again; the new job takes the place.
        if kept.jobs.insert(key.clone(), job).is_some() {
            kept.oldest.retain(|other| *other != key);
        }
        kept.oldest.push_back(key);
        started
    }

    /// What a poll by an operation sees; `None` where there is no such job.
    pub(crate) fn poll(&self, call: &Call, id: &str) -> Option<Value> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let job = kept.jobs.get_mut(&(call.document.clone(), id.to_owned()))?;
        if job.plan.poll != call.id {
            return None;
        }
        if job.polls < self.polls_until_done {
            job.polls += 1;
            return Some(job.plan.running(&job.started, job.polls));
        }
        let done = job
            .done
            .get_or_insert_with(|| job.plan.done(&job.started, (self.clock)()));
        Some(done.clone())
    }
}
