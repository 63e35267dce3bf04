//! One account: who waits, who runs, and when the next call may be sent.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;

use super::times::Times;
use crate::operation::Operation;
use crate::time::Instant;

/// After so many listings without it, a job is taken for ended without its own word.
const MISSED: u32 = 10;

/// How often a call that waits looks whether it may go, whatever it hears.
pub(super) const LOOK_AGAIN: Duration = Duration::from_secs(10);

/// Number of a call, in the order of arrival over all accounts.
pub(super) type Number = u64;

/// What a call asks of its account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Needs {
    pub spacing: Option<Duration>,
    /// How many slots the account has, of which the call takes one.
    pub slots: Option<u32>,
}

impl Needs {
    pub fn of(operation: &Operation, times: &Times) -> Self {
        Self {
            spacing: operation.spacing.map(|spacing| times.scaled(spacing)),
            slots: operation.slots,
        }
    }

    pub fn nothing(self) -> bool {
        self == Self::default()
    }
}

/// Whether a waiting call may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    Open,
    /// Once this time has come.
    At(Instant),
    /// No slot is free; perhaps one is at this time, whatever is heard of the jobs.
    Full(Option<Instant>),
    /// Others go first, and will ring when they have gone.
    Behind,
}

/// One account.
#[derive(Debug, Default)]
pub(super) struct Lane {
    /// Those who wait. A call that needs no slot is not held up by those that do.
    queues: BTreeMap<Needs, BTreeMap<Number, Waiter>>,
    spacings: BTreeMap<Duration, Spacing>,
    /// Calls under way that take a slot, and when they were sent.
    calls: HashMap<Number, Option<Instant>>,
    jobs: HashMap<Box<str>, Job>,
    /// Until when calls of which nobody knows what became of them take a slot.
    ghosts: Vec<Instant>,
    foreign: Foreign,
    /// The service said that all slots are taken.
    closed_until: Option<Instant>,
}

/// A call that waits.
#[derive(Debug)]
struct Waiter {
    bell: Arc<Notify>,
    /// When it looked last whether it may go.
    looked: Instant,
}

/// Calls of one spacing.
#[derive(Debug, Default)]
struct Spacing {
    /// Let in and not sent yet, and since when: nobody else goes until they are.
    admitted: Vec<(Number, Instant)>,
    last: Option<Number>,
    next: Option<Instant>,
    /// What `next` was before the last call.
    before: Option<Instant>,
}

/// A job that takes a slot.
#[derive(Debug)]
struct Job {
    since: Instant,
    /// A listing made after `since` did not have it.
    absent: bool,
    /// How many listings in a row did not.
    missed: u32,
}

/// Jobs that others started, as the last listing had them.
#[derive(Debug, Default)]
struct Foreign {
    ids: HashSet<Box<str>>,
    count: usize,
    until: Option<Instant>,
}

impl Lane {
    pub fn queue(&mut self, number: Number, needs: Needs, bell: Arc<Notify>, now: Instant) {
        let waiter = Waiter { bell, looked: now };
        self.queues.entry(needs).or_default().insert(number, waiter);
    }

    /// Takes note that a call that waits is awake.
    pub fn looks(&mut self, number: Number, needs: Needs, now: Instant) {
        let queue = self.queues.get_mut(&needs);
        if let Some(waiter) = queue.and_then(|queue| queue.get_mut(&number)) {
            waiter.looked = now;
        }
    }

    pub fn leave(&mut self, number: Number, needs: Needs) {
        if let Some(queue) = self.queues.get_mut(&needs) {
            queue.remove(&number);
            if queue.is_empty() {
                self.queues.remove(&needs);
            }
        }
        self.ring();
    }

    /// Whether a call that waits may go now.
    pub fn entry(&self, number: Number, needs: Needs, now: Instant) -> Entry {
        let goes_first = |(other, queue): (&Needs, &BTreeMap<Number, Waiter>)| {
            let mut before = queue.range(..number);
            let earlier = before.any(|(_, waiter)| !is_asleep(waiter.looked, now));
            let same_slots = needs.slots.is_some() && other.slots.is_some();
            let same_spacing = needs.spacing.is_some() && needs.spacing == other.spacing;
            let waits_for_slot = needs.slots.is_none() && self.is_full(*other, now);
            earlier && (*other == needs || same_slots || same_spacing && !waits_for_slot)
        };
        if self.queues.iter().any(goes_first) {
            return Entry::Behind;
        }
        if self.is_full(needs, now) {
            return Entry::Full(self.changes_at(now));
        }
        match needs
            .spacing
            .and_then(|spacing| self.spacings.get(&spacing))
        {
            Some(spacing) if spacing.is_held(now) => Entry::Behind,
            Some(spacing) => match spacing.next {
                Some(next) if next > now => Entry::At(next),
                _ => Entry::Open,
            },
            None => Entry::Open,
        }
    }

    /// Lets a call in that waited.
    pub fn enter(&mut self, number: Number, needs: Needs, now: Instant) {
        if needs.slots.is_some() {
            self.calls.insert(number, None);
        }
        if let Some(spacing) = needs.spacing {
            let spacing = self.spacings.entry(spacing).or_default();
            spacing.admitted.push((number, now));
        }
        self.leave(number, needs);
    }

    pub fn sent(&mut self, number: Number, needs: Needs, now: Instant, times: &Times) {
        if let Some(at) = self.calls.get_mut(&number) {
            *at = Some(now);
        }
        if let Some(length) = needs.spacing {
            let spacing = self.spacings.entry(length).or_default();
            spacing.admitted.retain(|(admitted, _)| *admitted != number);
            spacing.last = Some(number);
            spacing.before = spacing.next;
            spacing.next = Some(now + times.answer + length);
        }
        self.ring();
    }

    /// The service has the call behind it, so the next one may follow sooner.
    pub fn answered(&mut self, number: Number, needs: Needs, now: Instant, never_sent: bool) {
        if never_sent {
            self.recall(number);
        }
        if let Some(length) = needs.spacing
            && let Some(spacing) = self.spacings.get_mut(&length)
            && spacing.last == Some(number)
        {
            let after = Some(now + length);
            spacing.next = if never_sent {
                spacing.before
            } else {
                spacing.next.min(after)
            };
        }
        self.ring();
    }

    /// A call is over; `true` if it had a slot.
    pub fn release(&mut self, number: Number) -> bool {
        let had = self.calls.remove(&number).is_some();
        for spacing in self.spacings.values_mut() {
            spacing.admitted.retain(|(admitted, _)| *admitted != number);
        }
        self.ring();
        had
    }

    /// The service refused a call, so it does not run there.
    pub fn recall(&mut self, number: Number) {
        if let Some(at) = self.calls.get_mut(&number) {
            *at = None;
        }
    }

    pub fn haunt(&mut self, until: Instant) {
        self.ghosts.push(until);
    }

    /// The slot of a call goes on as that of its job.
    pub fn book(&mut self, jobid: &str, now: Instant) {
        // If it was listed already, its call was counted in its place.
        self.foreign.ids.remove(jobid);
        self.start(jobid, now);
    }

    /// A job that was started elsewhere takes a slot, be there one or not.
    pub fn adopt(&mut self, jobid: &str, now: Instant) {
        self.foreign.forget(jobid);
        self.start(jobid, now);
    }

    fn start(&mut self, jobid: &str, since: Instant) {
        self.jobs.entry(jobid.into()).or_insert(Job {
            since,
            absent: false,
            missed: 0,
        });
    }

    pub fn has(&self, jobid: &str) -> bool {
        self.jobs.contains_key(jobid)
    }

    /// The jobs that have a slot here.
    pub fn jobs(&self) -> impl Iterator<Item = &str> {
        self.jobs.keys().map(|jobid| &**jobid)
    }

    /// A job has ended; `true` if it had a slot here.
    pub fn finished(&mut self, jobid: &str) -> bool {
        let had = self.jobs.remove(jobid).is_some() | self.foreign.forget(jobid);
        if had {
            self.closed_until = None;
            self.ring();
        }
        had
    }

    /// A job says itself that it runs, whatever the list does.
    pub fn runs(&mut self, jobid: &str) {
        if let Some(job) = self.jobs.get_mut(jobid) {
            job.missed = 0;
        }
    }

    /// The service says that there is no slot.
    pub fn close(&mut self, until: Instant) {
        self.closed_until = self.closed_until.max(Some(until));
    }

    /// Takes note of what runs: jobs that none of the lanes knows, and which of its own
    /// are still there. `elsewhere` are calls that may run here, too.
    pub fn listed(
        &mut self,
        unknown: HashSet<Box<str>>,
        runs: impl Fn(&str) -> bool,
        elsewhere: usize,
        asked: Instant,
        until: Instant,
    ) {
        for (jobid, job) in &mut self.jobs {
            // What was submitted after the question cannot be in the answer.
            job.absent = job.since < asked && !runs(jobid);
            job.missed = if job.absent { job.missed + 1 } else { 0 };
        }
        // Whether it has ended cannot be heard; that it does not run was heard often enough.
        self.jobs.retain(|_, job| job.missed <= MISSED);
        let ghosts = self.ghosts.iter().filter(|end| **end > asked).count();
        let own = self.sent_before(asked) + ghosts + elsewhere;
        self.foreign = Foreign {
            count: unknown.len().saturating_sub(own),
            ids: unknown,
            until: Some(until),
        };
        self.ring();
    }

    /// Calls that the service may have had when it was asked.
    pub fn sent_before(&self, asked: Instant) -> usize {
        let sent = |at: &&Option<Instant>| at.is_some_and(|at| at <= asked);
        self.calls.values().filter(sent).count()
    }

    /// Jobs that the last listing did not have; each is told once for each listing.
    pub fn take_absent(&mut self, into: &mut Vec<Box<str>>) {
        for (jobid, job) in &mut self.jobs {
            if std::mem::take(&mut job.absent) {
                into.push(jobid.clone());
            }
        }
    }

    pub fn occupied(&self, now: Instant) -> usize {
        let ghosts = self.ghosts.iter().filter(|until| **until > now).count();
        let foreign = match self.foreign.until {
            Some(until) if until > now => self.foreign.count,
            _ => 0,
        };
        self.calls.len() + self.jobs.len() + ghosts + foreign
    }

    fn is_full(&self, needs: Needs, now: Instant) -> bool {
        let Some(slots) = needs.slots else {
            return false;
        };
        let closed = self.closed_until.is_some_and(|until| until > now);
        closed || self.occupied(now) >= slots as usize
    }

    fn changes_at(&self, now: Instant) -> Option<Instant> {
        let others = [self.foreign.until, self.closed_until];
        let times = self.ghosts.iter().copied();
        let times = times.chain(others.into_iter().flatten());
        times.filter(|time| *time > now).min()
    }

    /// Drops what is over; `true` if nothing is left to remember.
    pub fn tidy(&mut self, now: Instant) -> bool {
        self.ghosts.retain(|until| *until > now);
        if self.foreign.until.is_none_or(|until| until <= now) {
            self.foreign = Foreign::default();
        }
        self.spacings.retain(|_, spacing| {
            !spacing.admitted.is_empty() || spacing.next.is_some_and(|next| next > now)
        });
        let closed = self.closed_until.is_some_and(|until| until > now);
        !closed && self.occupied(now) == 0 && self.queues.is_empty() && self.spacings.is_empty()
    }

    /// Takes over all of another lane, which turned out to be the same account.
    pub fn merge(&mut self, other: Self) {
        for (needs, queue) in other.queues {
            self.queues.entry(needs).or_default().extend(queue);
        }
        for (length, theirs) in other.spacings {
            let ours = self.spacings.entry(length).or_default();
            ours.admitted.extend(theirs.admitted);
            if theirs.next > ours.next {
                ours.next = theirs.next;
                ours.before = ours.before.max(theirs.before);
                ours.last = theirs.last;
            }
        }
        self.calls.extend(other.calls);
        for (jobid, job) in other.jobs {
            self.foreign.forget(&jobid);
            self.jobs.insert(jobid, job);
        }
        self.ghosts.extend(other.ghosts);
        self.closed_until = self.closed_until.max(other.closed_until);
        self.ring();
    }

    /// Tells those who could go next to look again.
    fn ring(&self) {
        let now = Instant::now();
        for queue in self.queues.values() {
            // Those that sleep are rung, too, and the first that does not may go before them.
            for waiter in queue.values() {
                waiter.bell.notify_one();
                if !is_asleep(waiter.looked, now) {
                    break;
                }
            }
        }
    }
}

impl Spacing {
    /// Whether a call was let in that is about to be sent.
    fn is_held(&self, now: Instant) -> bool {
        let mut admitted = self.admitted.iter();
        admitted.any(|(_, since)| !is_asleep(*since, now))
    }
}

/// Whether nobody polls a call any more that looked last at this time: it must not hold up those
/// behind it. All that wait look every [`LOOK_AGAIN`].
fn is_asleep(looked: Instant, now: Instant) -> bool {
    looked + LOOK_AGAIN + LOOK_AGAIN / 2 < now
}

impl Foreign {
    fn forget(&mut self, jobid: &str) -> bool {
        let had = self.ids.remove(jobid);
        if had {
            self.count = self.count.saturating_sub(1);
        }
        had
    }
}
