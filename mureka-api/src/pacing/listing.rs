//! What runs now, asked for by one of those who want to know, for all of them.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::Ordering;
use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream;

use super::Shared;
use super::turn::or_never;
use crate::time::{Instant, sleep_until};
use crate::{Error, ErrorKind};

/// A listing that has not been answered for so long is asked for by another one, too. It
/// also covers one whose caller has ceased to poll it.
const ANSWER_PATIENCE: Duration = Duration::from_secs(10);

/// For how long after its time a listing may be late before another one asks for it.
const LATE: Duration = Duration::from_secs(1);

/// So many listings may fail one after another before those who wait are told.
const FAILURES: u32 = 10;

/// How many jobs are asked about at the same time,
const CONFIRMED_AT_ONCE: usize = 4;
/// and after one listing.
const CONFIRMED: usize = 64;

/// A job that runs now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RunningJob {
    pub account: String,
    pub jobid: String,
    /// Whether it takes one of the account's slots; speech does not.
    pub takes_slot: bool,
}

/// Where to hear what runs.
pub(crate) trait Running: Sync {
    /// All jobs that run now, on all accounts.
    fn list(&self) -> impl Future<Output = Result<Vec<RunningJob>, Error>> + Send;

    /// Whether a job has surely ended: it says so itself, or nobody knows it.
    fn ended(&self, jobid: &str) -> impl Future<Output = Result<bool, Error>> + Send;
}

/// The jobs that ran at a time.
#[derive(Debug)]
pub(crate) struct Listing {
    asked: Instant,
    /// In the order of their ids.
    jobs: Vec<RunningJob>,
}

impl Listing {
    pub(super) fn new(asked: Instant, mut jobs: Vec<RunningJob>) -> Self {
        jobs.sort_by(|one, other| one.jobid.cmp(&other.jobid));
        jobs.dedup_by(|one, other| one.jobid == other.jobid);
        jobs.shrink_to_fit();
        Self { asked, jobs }
    }

    /// When it was asked for: jobs submitted later cannot be in it.
    pub fn asked(&self) -> Instant {
        self.asked
    }

    /// Whether a job ran then.
    pub fn contains(&self, jobid: &str) -> bool {
        let found = self
            .jobs
            .binary_search_by(|job| job.jobid.as_str().cmp(jobid));
        found.is_ok()
    }

    /// All jobs that ran then.
    pub fn jobs(&self) -> impl Iterator<Item = &RunningJob> {
        self.jobs.iter()
    }
}

/// Who asks for the next listing, and when.
#[derive(Debug, Default)]
pub(super) struct Rhythm {
    /// The one who asks, and until when it has to have done something. There is no lock to
    /// hold: a caller may cease to poll, and must not hold up all others.
    leader: Option<(u64, Instant)>,
    asked: Option<Instant>,
    /// After a failure: not before this.
    retry: Option<Instant>,
    failures: u32,
    /// Stretches the next interval, from 0.9 to 1.1.
    stretch: f64,
    last: u64,
    /// How many take part.
    present: usize,
}

enum Step {
    Ask,
    Wait(Instant),
}

impl Rhythm {
    fn step(&mut self, me: u64, now: Instant, interval: Duration) -> Step {
        if let Some((leader, until)) = self.leader
            && leader != me
            && until > now
        {
            return Step::Wait(until);
        }
        let next = self
            .asked
            .map(|asked| asked + interval.mul_f64(self.stretch));
        match next.max(self.retry) {
            Some(due) if due > now => {
                self.leader = Some((me, due + LATE));
                Step::Wait(due)
            }
            _ => {
                self.leader = Some((me, now + ANSWER_PATIENCE));
                Step::Ask
            }
        }
    }

    /// One who asked does not any more.
    fn yielded(&mut self, me: u64) -> bool {
        let led = self.leader.is_some_and(|(leader, _)| leader == me);
        if led {
            self.leader = None;
        }
        led
    }

    fn succeeded(&mut self, asked: Instant, random: f64) {
        self.asked = self.asked.max(Some(asked));
        self.stretch = 0.9 + 0.2 * random.clamp(0.0, 1.0);
        self.retry = None;
        self.failures = 0;
    }

    /// Whether to go on after a failure.
    fn failed(
        &mut self,
        kind: ErrorKind,
        now: Instant,
        first: Duration,
        longest: Duration,
    ) -> bool {
        // What was wrong with one caller's question may not be with the next one's.
        if !may_pass(kind) {
            return false;
        }
        let wait = first.saturating_mul(2_u32.saturating_pow(self.failures));
        self.failures = self.failures.saturating_add(1);
        self.retry = Some(now + wait.min(longest));
        self.failures < FAILURES
    }
}

/// Whether a listing that failed so may succeed later.
fn may_pass(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::Connection
            | ErrorKind::Timeout
            | ErrorKind::Server
            | ErrorKind::RateLimited
            | ErrorKind::SlotsFull
            | ErrorKind::NotReady
            | ErrorKind::AccountBroken
            | ErrorKind::Unexpected
            | ErrorKind::Decode
            | ErrorKind::TooLarge
    )
}

type Asking<'s> = Pin<Box<dyn Future<Output = Result<(), Error>> + Send + 's>>;

impl Shared {
    /// Makes listings in turn with all others who do, until there is the one that is wanted,
    /// or the time is over; fails once one has failed for good.
    pub(super) async fn list(
        &self,
        running: &impl Running,
        confirm: bool,
        not_before: Option<Instant>,
        latest: Option<Instant>,
    ) -> Result<Option<Arc<Listing>>, Error> {
        let lead = Lead::new(self);
        let mut board = self.board.subscribe();
        // Boxed, as the confirming: one asks, and thousands may wait.
        let mut asking: Option<Asking<'_>> = None;
        loop {
            if let Some(listing) = &*board.borrow_and_update()
                && not_before.is_some_and(|time| listing.asked >= time)
            {
                return Ok(Some(Arc::clone(listing)));
            }
            let now = Instant::now();
            if latest.is_some_and(|latest| latest <= now) {
                return Ok(None);
            }
            let mut until = latest;
            if asking.is_none() {
                if confirm {
                    Box::pin(self.confirm(running)).await;
                }
                let interval = self.interval();
                let step = self.rhythm().step(lead.number, Instant::now(), interval);
                match step {
                    Step::Ask => asking = Some(Box::pin(self.ask(running, lead.number))),
                    Step::Wait(time) => {
                        until = Some(latest.map_or(time, |latest| latest.min(time)));
                    }
                }
            }
            tokio::select! {
                biased;
                _ = board.changed() => {}
                asked = or_never(asking.as_mut()) => {
                    asking = None;
                    asked?;
                }
                () = reached(until) => {}
            }
        }
    }

    /// Makes listings for one who waits for a slot, which makes them more frequent, until one
    /// fails for good.
    pub(super) async fn look_for_slots(&self, running: &impl Running) -> Error {
        let _hungry = Hungry::new(self);
        loop {
            if let Err(error) = self.list(running, true, None, None).await {
                return error;
            }
        }
    }

    /// The first listing asked for at a time or later.
    pub(super) async fn next_listing(
        &self,
        running: &impl Running,
        not_before: Instant,
    ) -> Result<Arc<Listing>, Error> {
        loop {
            let listing = self.list(running, false, Some(not_before), None).await?;
            if let Some(listing) = listing {
                return Ok(listing);
            }
        }
    }

    async fn ask(&self, running: &impl Running, me: u64) -> Result<(), Error> {
        let _under_way = UnderWay::new(self);
        let asked = Instant::now();
        match running.list().await {
            Ok(jobs) => {
                let listing = Arc::new(Listing::new(asked, jobs));
                self.rhythm().succeeded(asked, (self.random)());
                self.lanes().apply(&listing, Instant::now());
                self.board.send_if_modified(|board| {
                    let newer = board.as_ref().is_none_or(|board| board.asked < asked);
                    if newer {
                        *board = Some(listing);
                        // All are told of the listing, and whoever is first goes on: they need
                        // not be told once more that nobody asks. Another one may ask by now,
                        // for whom an answer that comes late is no end.
                        self.rhythm().yielded(me);
                    }
                    newer
                });
                Ok(())
            }
            Err(error) => {
                let (first, longest) = (self.interval(), self.times.backoff);
                let now = Instant::now();
                let goes_on = self.rhythm().failed(error.kind(), now, first, longest);
                if goes_on { Ok(()) } else { Err(error) }
            }
        }
    }

    /// Frees the slots of jobs that are no longer listed, once they say themselves that they
    /// have ended: a list may come late to what has just begun.
    async fn confirm(&self, running: &impl Running) {
        let mut absent = self.lanes().take_absent();
        absent.truncate(CONFIRMED);
        let asked = stream::iter(absent).map(|jobid| async move {
            match running.ended(&jobid).await {
                Ok(true) => self.lanes().finished(&jobid),
                Ok(false) => self.lanes().runs(&jobid),
                Err(_) => {}
            }
        });
        asked
            .buffer_unordered(CONFIRMED_AT_ONCE)
            .collect::<()>()
            .await;
    }

    /// How many wait for the next listing.
    pub(super) fn watchers(&self) -> usize {
        self.rhythm().present
    }

    fn interval(&self) -> Duration {
        if self.hungry.load(Ordering::Relaxed) > 0 {
            self.times.hungry
        } else {
            self.times.watching
        }
    }

    fn rhythm(&self) -> MutexGuard<'_, Rhythm> {
        self.rhythm.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has all who take part in the listings look again who asks, and when.
    fn ring(&self) {
        self.board.send_modify(|_| {});
    }
}

async fn reached(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => std::future::pending().await,
    }
}

/// One who may ask for the next listing.
struct Lead<'s> {
    shared: &'s Shared,
    number: u64,
}

impl<'s> Lead<'s> {
    fn new(shared: &'s Shared) -> Self {
        let mut rhythm = shared.rhythm();
        rhythm.last += 1;
        rhythm.present += 1;
        let number = rhythm.last;
        drop(rhythm);
        Self { shared, number }
    }
}

impl Drop for Lead<'_> {
    fn drop(&mut self) {
        let mut rhythm = self.shared.rhythm();
        rhythm.present = rhythm.present.saturating_sub(1);
        let led = rhythm.yielded(self.number);
        drop(rhythm);
        if led {
            self.shared.ring();
        }
    }
}

/// One who waits for a slot.
pub(super) struct Hungry<'s>(&'s Shared);

impl<'s> Hungry<'s> {
    pub fn new(shared: &'s Shared) -> Self {
        if shared.hungry.fetch_add(1, Ordering::Relaxed) == 0 {
            shared.ring();
        }
        Self(shared)
    }
}

impl Drop for Hungry<'_> {
    fn drop(&mut self) {
        self.0.hungry.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A listing that is under way.
struct UnderWay<'s>(&'s Shared);

impl<'s> UnderWay<'s> {
    fn new(shared: &'s Shared) -> Self {
        shared.lanes().listing_begins();
        Self(shared)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.lanes().listing_ends();
    }
}
