//! The faults that wait for their calls.

use std::collections::VecDeque;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::fault::{Fault, MEDIA};

/// Faults that may wait at a time: every call looks through them.
const KEPT: usize = 1000;

/// At which point of a call a fault is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Point<'a> {
    /// When it came in.
    Arrival,
    /// When it was accepted, on an account.
    Acceptance(Option<&'a str>),
    /// When its job begins.
    Job(Option<&'a str>),
}

/// The faults that are waiting, in the order they were given.
#[derive(Default)]
pub(crate) struct Faults {
    waiting: Mutex<VecDeque<Waiting>>,
    /// Those that there are from the start.
    first: Vec<Fault>,
    // Looked at by every call, mostly in vain.
    count: AtomicUsize,
}

struct Waiting {
    fault: Fault,
    skip: u32,
    /// `None` is for ever.
    left: Option<u32>,
}

impl Faults {
    pub(crate) fn starting(first: Vec<Fault>) -> Self {
        let faults = Self {
            first,
            ..Self::default()
        };
        faults.reset();
        faults
    }

    /// Takes all of them, or none where there would be too many.
    pub(crate) fn add(&self, faults: Vec<Fault>) -> Result<(), String> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() + faults.len() > KEPT {
            return Err(format!(
                "faults: {} beside {} that wait, at most {KEPT} are kept",
                faults.len(),
                waiting.len()
            ));
        }
        waiting.extend(faults.into_iter().map(Waiting::new));
        self.count.store(waiting.len(), Ordering::Release);
        Ok(())
    }

    /// Only those of the start wait.
    pub(crate) fn reset(&self) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        *waiting = self.first.iter().cloned().map(Waiting::new).collect();
        self.count.store(waiting.len(), Ordering::Release);
    }

    pub(crate) fn clear(&self) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.clear();
        self.count.store(0, Ordering::Release);
    }

    /// Those that still wait, `times` being what is left.
    pub(crate) fn list(&self) -> Vec<Fault> {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let listed = |waiting: &Waiting| Fault {
            skip: waiting.skip,
            times: Some(waiting.left.unwrap_or(0)),
            ..waiting.fault.clone()
        };
        waiting.iter().map(listed).collect()
    }

    /// The first fault for a call at a point; it counts as having happened.
    pub(crate) fn take(&self, api: &str, operation: &str, point: Point) -> Option<Fault> {
        if self.count.load(Ordering::Acquire) == 0 {
            return None;
        }
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let at = (0..waiting.len()).find(|at| waiting[*at].meets(api, operation, point))?;
        let found = &mut waiting[at];
        let fault = found.fault.clone();
        if let Some(left) = &mut found.left {
            *left = left.saturating_sub(1);
            if *left == 0 {
                waiting.remove(at);
            }
        }
        self.count.store(waiting.len(), Ordering::Release);
        Some(fault)
    }
}

impl Waiting {
    fn new(fault: Fault) -> Self {
        Self {
            skip: fault.skip,
            left: match fault.times {
                None => Some(1),
                Some(0) => None,
                times => times,
            },
            fault,
        }
    }

    /// Whether the fault is for this call; one that is let through is counted.
    fn meets(&mut self, api: &str, operation: &str, point: Point) -> bool {
        let fault = &self.fault;
        let here = match point {
            Point::Arrival => !fault.after && !fault.is_of_job(),
            Point::Acceptance(_) => fault.after && !fault.is_of_job(),
            Point::Job(_) => fault.is_of_job(),
        };
        let account = match point {
            Point::Arrival => None,
            Point::Acceptance(account) | Point::Job(account) => account,
        };
        let wanted = |wanted: &Option<String>, found: Option<&str>| {
            wanted.is_none() || wanted.as_deref() == found
        };
        let media = operation == MEDIA && fault.operation.is_none();
        let meets = here
            && !media
            && wanted(&fault.operation, Some(operation))
            && wanted(&fault.api, Some(api))
            && wanted(&fault.account, account);
        if meets && self.skip > 0 {
            self.skip -= 1;
            return false;
        }
        meets
    }
}

impl fmt::Debug for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.list()).finish()
    }
}
