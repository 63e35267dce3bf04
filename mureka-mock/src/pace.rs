//! How fast calls may come, and how many may run at once, on one account.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::jobs::Job;

/// The document and the account that calls are counted for.
pub(crate) type Payer = (Arc<str>, Option<Arc<str>>);

/// Why a call has to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wait {
    /// The one before was too short a time ago.
    TooFrequent,
    /// All slots are taken.
    SlotsFull,
}

/// The pace of all accounts.
#[derive(Default)]
pub(crate) struct Pace {
    payers: HashMap<Payer, Lately>,
}

#[derive(Default)]
struct Lately {
    // By spacing: operations that ask for the same one share it. The documents do
    // not say whether lyrics, with a shorter one, count among the songs.
    accepted: HashMap<Duration, SystemTime>,
    slots: u64,
}

impl Pace {
    /// Whether a call may come in now.
    pub(crate) fn check(
        &self,
        payer: &Payer,
        spacing: Option<Duration>,
        slots: Option<u64>,
        now: SystemTime,
    ) -> Result<(), Wait> {
        let Some(lately) = self.payers.get(payer) else {
            return Ok(());
        };
        if let Some(spacing) = spacing
            && let Some(before) = lately.accepted.get(&spacing)
            && now.duration_since(*before).unwrap_or_default() < spacing
        {
            return Err(Wait::TooFrequent);
        }
        match slots {
            Some(slots) if lately.slots >= slots => Err(Wait::SlotsFull),
            _ => Ok(()),
        }
    }

    /// Counts a call that was accepted. A slot it takes is given back by `release`.
    pub(crate) fn accept(
        &mut self,
        payer: &Payer,
        spacing: Option<Duration>,
        slot: bool,
        now: SystemTime,
    ) {
        if spacing.is_none() && !slot {
            return;
        }
        let lately = match self.payers.get_mut(payer) {
            Some(lately) => lately,
            None => self.payers.entry(payer.clone()).or_default(),
        };
        if let Some(spacing) = spacing {
            lately.accepted.insert(spacing, now);
        }
        lately.slots += u64::from(slot);
    }

    /// Gives back the slot of a job, if it has one.
    pub(crate) fn release_of(&mut self, job: &Job) {
        if job.slot {
            self.release(&job.payer);
        }
    }

    fn release(&mut self, payer: &Payer) {
        if let Some(lately) = self.payers.get_mut(payer) {
            lately.slots = lately.slots.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    #[test]
    fn calls_of_one_spacing_are_apart_and_slots_are_given_back() {
        let mut pace = Pace::default();
        let one: Payer = ("a".into(), Some("1".into()));
        let other: Payer = ("a".into(), Some("2".into()));
        let three = Some(Duration::from_secs(3));
        let at = |millis| UNIX_EPOCH + Duration::from_millis(millis);
        assert_eq!(pace.check(&one, three, Some(1), at(0)), Ok(()));
        pace.accept(&one, three, true, at(0));
        assert_eq!(
            pace.check(&one, three, None, at(2999)),
            Err(Wait::TooFrequent)
        );
        assert_eq!(pace.check(&one, three, None, at(3000)), Ok(()));
        assert_eq!(
            pace.check(&one, Some(Duration::from_secs(1)), None, at(0)),
            Ok(())
        );
        assert_eq!(
            pace.check(&one, three, Some(1), at(3000)),
            Err(Wait::SlotsFull)
        );
        assert_eq!(pace.check(&one, three, Some(2), at(3000)), Ok(()));
        assert_eq!(pace.check(&other, three, Some(1), at(0)), Ok(()));
        pace.release(&one);
        assert_eq!(pace.check(&one, three, Some(1), at(3000)), Ok(()));
    }
}
