//! Whose a reference is: callers may use one of their own more than once.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Jobs that are remembered; what is older than so many others runs no more.
const KEPT: usize = 1000;

/// The submissions of a client and its clones that carry a reference of the caller's own.
///
/// Two of them can have the same one. A job that was told to one of them is no other's, and
/// while both are under way nobody can tell whose a job is.
#[derive(Default)]
pub(crate) struct References(Mutex<Known>);

#[derive(Default)]
struct Known {
    /// The submissions of a reference that are under way.
    under_way: HashMap<String, Shared>,
    /// Ids of jobs that belong to a submission.
    taken: VecDeque<String>,
}

#[derive(Default)]
struct Shared {
    submissions: usize,
    /// Whether another one has ended without knowing its job: any job may be that one's.
    unknown: bool,
}

impl References {
    /// A submission is under way until what this gives is dropped.
    pub fn begin(&self, reference: &str) -> UnderWay<'_> {
        let mut known = self.lock();
        let shared = known.under_way.entry(reference.to_owned()).or_default();
        shared.submissions += 1;
        UnderWay {
            references: self,
            reference: reference.to_owned(),
            is_known: false,
        }
    }

    /// Whether a job belongs to another submission.
    pub fn is_taken(&self, id: &str) -> bool {
        self.lock().taken.iter().any(|taken| taken == id)
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A submission with a reference of the caller's own, from its first attempt to its answer.
pub(crate) struct UnderWay<'r> {
    references: &'r References,
    reference: String,
    /// Whether it is known what became of it.
    is_known: bool,
}

impl UnderWay<'_> {
    /// Whether a job with this reference cannot be that of another submission under way.
    pub fn is_alone(&self) -> bool {
        let known = self.references.lock();
        let shared = known.under_way.get(&self.reference);
        shared.is_none_or(|shared| shared.submissions == 1 && !shared.unknown)
    }

    /// The job is that of this submission.
    pub fn took(mut self, id: &str) {
        self.is_known = true;
        let mut known = self.references.lock();
        known.taken.push_back(id.to_owned());
        if known.taken.len() > KEPT {
            known.taken.pop_front();
        }
        // Before the lock is taken again.
        drop(known);
    }

    /// No job runs for this submission.
    pub fn runs_not(mut self) {
        self.is_known = true;
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        let mut known = self.references.lock();
        if let Some(shared) = known.under_way.get_mut(&self.reference) {
            shared.submissions -= 1;
            shared.unknown |= !self.is_known;
            if shared.submissions == 0 {
                known.under_way.remove(&self.reference);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_of_one_reference_know_of_each_other_and_a_job_has_one_owner() {
        let references = References::default();
        let first = references.begin("order-17");
        assert!(first.is_alone());
        let second = references.begin("order-17");
        assert!(!first.is_alone() && !second.is_alone());
        assert!(references.begin("order-18").is_alone());
        first.took("j1");
        assert!(second.is_alone());
        assert!(references.is_taken("j1") && !references.is_taken("j2"));
        second.runs_not();
        assert!(references.lock().under_way.is_empty());
    }

    #[test]
    fn one_that_ends_unknown_leaves_the_others_in_doubt() {
        let references = References::default();
        let first = references.begin("order-17");
        let second = references.begin("order-17");
        drop(first);
        assert!(!second.is_alone());
        second.took("j2");
        assert!(references.begin("order-17").is_alone());
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let references = References::default();
        for number in 0..=KEPT {
            references.begin("r").took(&number.to_string());
        }
        assert!(!references.is_taken("0") && references.is_taken("1"));
    }
}
