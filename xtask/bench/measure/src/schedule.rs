//! What ran when, and what could have at best.

use std::collections::BTreeMap;
use std::time::Duration;

/// Documented: how many songs an account makes at once,
pub const SLOTS: usize = 10;
/// and how far apart they are started.
pub const SPACING: Duration = Duration::from_secs(3);

/// A job that ran.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// When it was started.
    pub start: Duration,
    /// How long it takes.
    pub length: Duration,
}

impl Run {
    /// When it is through.
    pub fn end(&self) -> Duration {
        self.start + self.length
    }
}

/// The share of the time of all slots that jobs ran in, from when an account can have filled
/// its slots, one job every three seconds, to when the last job was started: before, there
/// cannot be more; after, there is nothing to be started.
pub fn used(accounts: &BTreeMap<String, Vec<Run>>) -> f64 {
    let from = SPACING * u32::try_from(SLOTS - 1).unwrap_or_default();
    let all = || accounts.values().flatten();
    let to = all().map(|run| run.start).max().unwrap_or_default();
    let within = |run: &Run| run.end().min(to).saturating_sub(run.start.max(from));
    let ran: Duration = all().map(within).sum();
    let there = to.saturating_sub(from).as_secs_f64() * (SLOTS * accounts.len()) as f64;
    ran.as_secs_f64() / there
}

/// How long all jobs take, in this order, if each is started as soon as spacing and slots of
/// any account allow it, which nobody could know but by looking all the time.
pub fn best(lengths: &[Duration], accounts: usize) -> Duration {
    // Of each account: when its slots are free, and when its next start is allowed.
    let mut lanes = vec![(vec![Duration::ZERO; SLOTS], Duration::ZERO); accounts];
    let mut last = Duration::ZERO;
    for length in lengths {
        let soonest = |(slots, next): &(Vec<Duration>, Duration)| {
            slots.iter().min().copied().unwrap_or_default().max(*next)
        };
        let Some(lane) = lanes.iter_mut().min_by_key(|lane| soonest(lane)) else {
            break;
        };
        let start = soonest(lane);
        lane.1 = start + SPACING;
        if let Some(slot) = lane.0.iter_mut().min() {
            *slot = start + *length;
        }
        last = last.max(start + *length);
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    #[test]
    fn the_best_is_held_back_by_spacing_and_slots_alone() {
        for (jobs, accounts, seconds) in [(1, 1, 60), (10, 1, 87), (11, 1, 120), (20, 2, 87)] {
            let best = best(&vec![MINUTE; jobs], accounts);
            assert_eq!(best.as_secs(), seconds, "{jobs} jobs, {accounts} accounts");
        }
    }

    #[test]
    fn slots_count_from_when_they_can_be_full_until_there_is_nothing_left_to_start() {
        let run = |start, length| Run {
            start: Duration::from_secs(start),
            length: Duration::from_secs(length),
        };
        // From 27 s to 127 s, nine of ten slots are taken all the time and one half of it.
        let mut runs: Vec<Run> = (0..9).map(|job| run(job * 3, 200)).collect();
        runs.push(run(27, 50));
        runs.push(run(127, 60));
        let accounts = BTreeMap::from([("1".to_owned(), runs)]);
        assert!((used(&accounts) - 0.95).abs() < 1e-9);
    }
}
