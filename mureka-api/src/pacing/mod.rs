//! How fast calls go out, and how many run at once, for each account.
//!
//! The documents state for an operation how far apart its calls have to be on one account, and
//! how many slots the account has. Calls that keep to it are never refused, so they wait here,
//! in the order in which they came, before they are sent. A slot stays taken until the job of
//! its call is known to have ended: somebody says so ([`Pacing::finished`]), or the service does.
//!
//! Nothing runs in the background. Who waits for a slot, or for a job to leave the list of what
//! runs, takes part in asking for that list: one asks, all others share the answer, and when
//! the one is dropped or no longer polled, the next one goes on.
//!
//! # Why no crate for it
//!
//! `governor` was looked at (0.10.4). Its waiters sleep by the timers of `futures-timer`, which
//! do not follow tokio's clock; all that wait look again when their time has come, and whoever
//! is first goes, so they are not served in the order in which they came. A cell is counted
//! when it is asked for, while a spacing that holds at the service has to count from the
//! answer. It has no notion of slots, which are the other half. tokio's `Semaphore` has fair
//! slots, but with as many as there are made: jobs that others started take slots beyond them,
//! and two accounts that turn out to be one could not be joined. The queues here are plain data
//! behind a lock; what wakes those who wait is tokio's `Notify`.

use std::fmt;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use self::lane::Needs;
use self::lanes::Lanes;
use self::listing::Rhythm;
use crate::Error;
use crate::operation::Operation;
use crate::time::Instant;

mod account;
mod lane;
mod lanes;
mod listing;
#[cfg(test)]
mod tests;
mod times;
mod turn;

pub(crate) use account::{account_in, account_in_body, account_of};
pub(crate) use listing::{Listing, Running, RunningJob};
pub(crate) use times::Times;
pub(crate) use turn::Turn;

/// A source of numbers from 0 to below 1.
pub(crate) type Random = Arc<dyn Fn() -> f64 + Send + Sync>;

/// The pace of all accounts; clones share it.
#[derive(Clone)]
pub(crate) struct Pacing {
    shared: Arc<Shared>,
    on: bool,
}

struct Shared {
    times: Times,
    random: Random,
    lanes: Mutex<Lanes>,
    rhythm: Mutex<Rhythm>,
    /// The latest listing.
    board: watch::Sender<Option<Arc<Listing>>>,
    /// How many wait for a slot.
    hungry: AtomicUsize,
}

impl Pacing {
    pub fn new(random: Random) -> Self {
        Self::with_times(Times::default(), random)
    }

    /// With other times, for a service whose time is scaled.
    pub fn with_times(times: Times, random: Random) -> Self {
        let shared = Shared {
            lanes: Mutex::new(Lanes::new(times.clone())),
            times,
            random,
            rhythm: Mutex::default(),
            board: watch::Sender::new(None),
            hungry: AtomicUsize::new(0),
        };
        Self {
            shared: Arc::new(shared),
            on: true,
        }
    }

    /// The same, but nothing is held up. Listings are still shared with all clones.
    pub fn off(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            on: false,
        }
    }

    /// Waits until a call may be sent on an account; `None` stands for a request that names
    /// none. An operation without spacing and slots goes at once.
    ///
    /// Fails only if it cannot be heard for good what runs while no slot is free. Dropped, it
    /// gives up its place; neither polled nor dropped, it lets others go first after a while.
    pub async fn admit(
        &self,
        operation: &'static Operation,
        account: Option<&str>,
        running: &impl Running,
    ) -> Result<Turn, Error> {
        self.admit_among(operation, &[account], running).await
    }

    /// The same, on whichever of these accounts has a place first;
    /// [`Turn::place`] tells which it was.
    #[cfg(test)]
    pub async fn admit_any(
        &self,
        operation: &'static Operation,
        accounts: &[&str],
        running: &impl Running,
    ) -> Result<Turn, Error> {
        let accounts: Vec<_> = accounts.iter().copied().map(Some).collect();
        self.admit_among(operation, &accounts, running).await
    }

    /// The same where some of the accounts have no name.
    pub async fn admit_among(
        &self,
        operation: &'static Operation,
        accounts: &[Option<&str>],
        running: &impl Running,
    ) -> Result<Turn, Error> {
        let needs = Needs::of(operation, &self.shared.times);
        if !self.on || needs.nothing() || accounts.is_empty() {
            return Ok(Turn::free());
        }
        let mut turn = Turn::join(&self.shared, accounts, needs);
        turn.reach(running).await?;
        Ok(turn)
    }

    /// A job has ended, or nobody knows it any more.
    pub fn finished(&self, jobid: &str) {
        self.shared.lanes().finished(jobid);
    }

    /// A job that was submitted elsewhere takes a slot, too.
    pub fn adopt(&self, account: Option<&str>, jobid: &str) {
        self.shared.lanes().adopt(account, jobid, Instant::now());
    }

    /// Requests that name no account are for this one.
    ///
    /// The first job of such a request tells it by its id already.
    pub fn alias(&self, account: &str) {
        self.shared.lanes().alias(account);
    }

    /// How many slots of an account are free, as far as is known; `None` for an operation
    /// that takes none.
    pub fn free_slots(&self, operation: &Operation, account: Option<&str>) -> Option<u32> {
        let slots = operation.slots?;
        let lanes = self.shared.lanes();
        let taken = lanes
            .find(account)
            .map_or(0, |lane| lane.occupied(Instant::now()));
        Some(slots.saturating_sub(u32::try_from(taken).unwrap_or(u32::MAX)))
    }

    /// The first listing of what runs that is asked for at a time or later. All who wait for
    /// one share it, so that there is one question for all of them every five seconds.
    pub async fn next_listing(
        &self,
        running: &impl Running,
        not_before: Instant,
    ) -> Result<Arc<Listing>, Error> {
        self.shared.next_listing(running, not_before).await
    }

    /// The same, or nothing if there is none until `latest`.
    // No `async fn`: thousands may wait here, and it would take room for its arguments twice.
    pub fn next_listing_until<'p>(
        &'p self,
        running: &'p impl Running,
        not_before: Instant,
        latest: Instant,
    ) -> impl Future<Output = Result<Option<Arc<Listing>>, Error>> + Send + 'p {
        let not_before = Some(not_before);
        self.shared.list(running, false, not_before, Some(latest))
    }

    /// How many wait for the next listing just now.
    pub fn watchers(&self) -> usize {
        self.shared.watchers()
    }
}

impl Shared {
    fn lanes(&self) -> MutexGuard<'_, Lanes> {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Pacing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pacing")
            .field("on", &self.on)
            .finish_non_exhaustive()
    }
}
