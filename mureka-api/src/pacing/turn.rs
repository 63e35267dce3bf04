//! One call, from the queue to the end of its slot.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use tokio::sync::Notify;

use super::Shared;
use super::lane::{Needs, Number};
use super::lanes::{Fate, Gate};
use super::listing::{Hungry, Running};
use crate::time::{Instant, sleep_until};
use crate::{Error, ErrorKind};

/// The right to send one call.
///
/// Dropped before the call was sent, it gives back all that it had. Dropped later, without a
/// word on what became of the call, its slot stays taken for the longest usual run.
#[must_use = "dropped, it gives up its place"]
pub(crate) struct Turn(Option<Paced>);

struct Paced {
    shared: Arc<Shared>,
    number: Number,
    needs: Needs,
    bell: Arc<Notify>,
    /// The account it was let in on, in the list that was asked for.
    place: usize,
    /// Since when the service may have the call.
    sent: bool,
    answered: Option<Instant>,
}

impl Turn {
    /// That of a call which nothing holds up.
    pub(super) fn free() -> Self {
        Self(None)
    }

    /// Joins the queues.
    pub(super) fn join(shared: &Arc<Shared>, accounts: &[Option<&str>], needs: Needs) -> Self {
        let (number, bell) = shared.lanes().join(accounts, needs, Instant::now());
        Self(Some(Paced {
            shared: Arc::clone(shared),
            number,
            needs,
            bell,
            place: 0,
            sent: false,
            answered: None,
        }))
    }

    /// Waits until the call may go.
    pub(super) async fn reach(&mut self, running: &impl Running) -> Result<(), Error> {
        match &mut self.0 {
            Some(paced) => paced.reach(running).await,
            None => Ok(()),
        }
    }

    /// Whether nothing is kept count of.
    pub fn is_free(&self) -> bool {
        self.0.is_none()
    }

    /// The account it was let in on: its place in the list that was asked for.
    pub fn place(&self) -> usize {
        self.0.as_ref().map_or(0, |paced| paced.place)
    }

    /// Sends the call, and takes the time.
    ///
    /// The spacing of the next one counts from the answer, or from a second after the
    /// sending when the answer takes longer: so nothing that delays a call on its way brings
    /// it closer to the next one. A call that was never sent counts nothing.
    pub async fn sending<T>(
        &mut self,
        attempt: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        let Some(paced) = &mut self.0 else {
            return attempt.await;
        };
        paced.sent = true;
        paced.shared.lanes().sent(paced.number, Instant::now());
        let result = attempt.await;
        let never_sent = matches!(&result, Err(error) if error.never_sent());
        let now = Instant::now();
        paced.sent = !never_sent;
        paced.answered = Some(now);
        paced.shared.lanes().answered(paced.number, now, never_sent);
        result
    }

    /// Waits for the spacing once more, before the call is sent again. `why` is how the last
    /// attempt failed, after which it surely does not run.
    ///
    /// After [`ErrorKind::SlotsFull`] it waits for another slot, which includes the five
    /// seconds that the docs ask for and a look at what runs.
    pub async fn again(&mut self, why: ErrorKind, running: &impl Running) -> Result<(), Error> {
        let Some(paced) = &mut self.0 else {
            return Ok(());
        };
        let answered = paced.answered.unwrap_or_else(Instant::now);
        let slotless = why == ErrorKind::SlotsFull && paced.needs.slots.is_some();
        paced.sent = false;
        paced
            .shared
            .lanes()
            .rejoin(paced.number, paced.needs, slotless.then_some(answered));
        if slotless {
            let _hungry = Hungry::new(&paced.shared);
            paced.shared.next_listing(running, answered).await?;
        }
        paced.reach(running).await
    }

    /// The service started this job; the slot is its own until it is told to be finished.
    pub fn accepted(self, jobid: &str) {
        self.end(Fate::Job(jobid));
    }

    /// The service refused the call, or it was never sent.
    pub fn refused(self) {
        self.end(Fate::Free);
    }

    /// The call is answered, and nothing of it runs any more.
    pub fn done(self) {
        self.end(Fate::Free);
    }

    /// Nobody knows whether the service has accepted the call.
    pub fn uncertain(self) {
        self.end(Fate::Ghost);
    }

    fn end(mut self, fate: Fate<'_>) {
        if let Some(paced) = self.0.take() {
            paced.end(fate);
        }
    }
}

impl fmt::Debug for Turn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.0.as_ref().map(|paced| paced.number);
        f.debug_tuple("Turn").field(&number).finish()
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(paced) = self.0.take() {
            let fate = if paced.sent { Fate::Ghost } else { Fate::Free };
            paced.end(fate);
        }
    }
}

impl Paced {
    async fn reach(&mut self, running: &impl Running) -> Result<(), Error> {
        let mut looking = None;
        loop {
            let gate = self.shared.lanes().enter(self.number, Instant::now());
            let (until, full) = match gate {
                Gate::Entered(place) => {
                    self.place = place;
                    return Ok(());
                }
                Gate::Closed { until, full } => (until, full),
            };
            // Kept while there is need for it, so that what it asks for is not lost.
            let looking = if full {
                let look = || Box::pin(self.shared.look_for_slots(running));
                Some(looking.get_or_insert_with(look))
            } else {
                looking = None;
                None
            };
            tokio::select! {
                biased;
                () = self.bell.notified() => {}
                () = sleep_until(until) => {}
                error = or_never(looking) => return Err(error),
            }
        }
    }

    fn end(self, fate: Fate<'_>) {
        self.shared.lanes().end(self.number, fate, Instant::now());
    }
}

/// What becomes of it; without one, nothing ever.
pub(super) async fn or_never<F: Future + Unpin>(future: Option<F>) -> F::Output {
    match future {
        Some(future) => future.await,
        None => std::future::pending().await,
    }
}
