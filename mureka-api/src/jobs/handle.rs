//! A job that runs at the service.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use futures_util::stream::unfold;
use tokio::time::{Instant, sleep_until, timeout, timeout_at};

use super::progress::{self, Phase, Progress};
use super::submission::Wait;
use super::{Done, Output, State, Ticket};
use crate::charged::Charged;
use crate::classify::one_line;
use crate::decode::decode;
use crate::error::{Error, ErrorKind};
use crate::operation::Operation;
use crate::pacing::account_in;
use crate::redact::Secrets;
use crate::transport::{Jobs, Transport};
use crate::useapi::types::Job;
use crate::webhooks::{Inbox, Subscription};

/// How long a look may take that is made when the deadline is over.
const LAST_LOOK: Duration = Duration::from_secs(10);

/// A job that was submitted: `.await` it for the result.
///
/// Dropping it, or the wait for it, loses nothing: the job goes on at the service, and its
/// [`ticket`](Self::ticket) leads back to it.
#[must_use = "the job runs whether waited for or not; keep its ticket"]
pub struct JobHandle<T: Output> {
    transport: Transport,
    operation: &'static Operation,
    ticket: Ticket,
    done: Option<Done<T>>,
    seen: Option<Seen<T::State>>,
    /// What was told last, so that only news is told.
    told: Option<(String, usize)>,
    wait: Wait,
    /// When the wait began, once it has.
    started: Option<Instant>,
    /// Since when nothing is known of it, if the list of what runs is to tell of its end.
    listed: Option<Instant>,
    looked: Option<Instant>,
    next_look: Option<Instant>,
    /// What webhooks tell of it.
    events: Option<Subscription>,
    /// The last failure to look.
    trouble: Option<Error>,
    ended: bool,
    /// Whether the job is surely there: a ticket may be of one that never was.
    known: bool,
}

/// A job as it was read.
#[derive(Clone, Debug)]
pub(super) struct Seen<S> {
    pub state: S,
    pub body: Bytes,
}

impl<S> Seen<S> {
    pub fn new(state: S, body: Bytes) -> Self {
        Self { state, body }
    }
}

impl<T: Output> JobHandle<T> {
    pub(super) fn new(
        transport: Transport,
        operation: &'static Operation,
        ticket: Ticket,
        wait: Wait,
    ) -> Self {
        Self {
            transport,
            operation,
            ticket,
            done: None,
            seen: None,
            told: None,
            wait,
            started: None,
            listed: None,
            looked: None,
            next_look: None,
            events: None,
            trouble: None,
            ended: false,
            known: true,
        }
    }

    /// With what the answer to the submission told.
    pub(super) fn with_seen(mut self, seen: Option<Seen<T::State>>) -> Self {
        if let Some(seen) = seen {
            self.next_look = Some(self.after(Instant::now()));
            self.learn(seen);
        }
        self
    }

    /// With the result, because the call waited for it by itself.
    pub(super) fn with_done(mut self, done: Done<T>) -> Self {
        self.ended = true;
        self.done = Some(done);
        self
    }

    /// The job of a ticket.
    pub(crate) fn resume(transport: &Transport, ticket: Ticket) -> Result<Self, Error> {
        let mut operations = T::OPERATIONS.iter();
        let Some(operation) = operations.find(|operation| operation.id == ticket.operation) else {
            let names: Vec<_> = T::OPERATIONS.iter().map(|operation| operation.id).collect();
            let message = format!("of `{}`, not of {}", ticket.operation, names.join(", "));
            return Err(Error::invalid("ticket", message));
        };
        if ticket.id.is_empty() {
            return Err(Error::invalid("ticket", "its id is empty"));
        }
        if operation.slots.is_some() {
            let account = ticket.account.as_deref().or_else(|| account_in(&ticket.id));
            transport.pacing().adopt(account, &ticket.id);
        }
        let handle = Self::new(transport.clone(), operation, ticket, Wait::default());
        Ok(Self {
            known: false,
            ..handle
        })
    }

    /// What leads back to the job, in this process or another one.
    pub fn ticket(&self) -> &Ticket {
        &self.ticket
    }

    /// The id of the job.
    pub fn id(&self) -> &str {
        &self.ticket.id
    }

    /// The job as it was last read.
    pub fn state(&self) -> Option<&T::State> {
        self.seen.as_ref().map(|seen| &seen.state)
    }

    /// How long to wait in all, from the first time it is asked; 10 minutes by default.
    ///
    /// There is one last look when it is over. Given again, the wait begins anew.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.wait.deadline = deadline;
        self.started = None;
        self.looked = None;
        self.ended = self.ended && (self.done.is_some() || self.phase() != Phase::Running);
        self
    }

    /// How often to look: every 5 s by default, a tenth more or less.
    pub fn poll_every(mut self, interval: Duration) -> Self {
        self.wait.interval = interval;
        self
    }

    /// Also looks as soon as a webhook tells of the job's end: poll or webhook, whichever comes first.
    ///
    /// What the webhook says is the result only if the service cannot be asked just then.
    pub fn listen(mut self, inbox: &Inbox) -> Self
    where
        T: Output<State = Job>,
    {
        self.events = Some(inbox.subscribe(&self.ticket.id));
        self
    }

    /// What becomes of the job, as it becomes: a state now and with every change, up to the last.
    ///
    /// The handle can be asked again afterwards, for more states or, by `.await`, for the
    /// result. An error ends the stream.
    pub fn states(&mut self) -> States<'_, T> {
        let states = unfold(self, |handle| async move {
            let state = handle.advance().await?;
            Some((state, handle))
        });
        States(Box::pin(states))
    }

    /// Looks once, without waiting, and tells whether the job has ended.
    ///
    /// # Errors
    ///
    /// The job cannot be read; the wait is not over for that.
    pub async fn look(&mut self) -> Result<bool, Error> {
        if self.done.is_none() && self.phase() == Phase::Running {
            let answer = T::State::poll(&self.transport, &self.ticket.id).await;
            let answer = answer.map_err(|error| {
                if error.kind() == ErrorKind::NotFound {
                    self.transport.pacing().finished(&self.ticket.id);
                }
                self.lead_back(error)
            })?;
            let body = answer.body().clone();
            self.learn(Seen::new(answer.into_inner(), body));
        }
        Ok(self.done.is_some() || self.phase() != Phase::Running)
    }

    /// The next state that is news; nothing after the last.
    async fn advance(&mut self) -> Option<Result<T::State, Error>> {
        if self.ended {
            return None;
        }
        let started = *self.started.get_or_insert_with(Instant::now);
        let end = started + self.wait.deadline.min(FOREVER);
        loop {
            if let Some(state) = self.news() {
                return Some(Ok(state));
            }
            if self.looked.is_some_and(|looked| looked >= end) {
                self.ended = true;
                return Some(Err(self.late(started.elapsed())));
            }
            let told = self.pause(started, end).await;
            let now = Instant::now();
            self.looked = Some(now);
            self.next_look = Some(self.after(now));
            let limit = end.saturating_duration_since(now).max(LAST_LOOK);
            let looked = timeout(limit, self.look()).await;
            match looked {
                Ok(Ok(_)) => self.trouble = None,
                Ok(Err(error)) if passes(&error) => self.trouble = Some(error),
                Ok(Err(error)) => {
                    self.ended = true;
                    return Some(Err(error));
                }
                Err(_) => {}
            }
            // The service's own word goes first; a webhook's is better than none.
            if let Some(seen) = told.filter(|_| self.phase() == Phase::Running) {
                self.learn(seen);
            }
        }
    }

    /// Waits until it is time to look: by the clock, by the list of what runs, or because a
    /// webhook came, whose state it gives.
    async fn pause(&mut self, started: Instant, end: Instant) -> Option<Seen<T::State>> {
        let (transport, id) = (&self.transport, &self.ticket.id);
        let by_clock = self.next_look.unwrap_or(started).min(end);
        let due = due(transport, id, &mut self.listed, by_clock, end);
        let Some(events) = &mut self.events else {
            due.await;
            return None;
        };
        let mut due = std::pin::pin!(due);
        loop {
            tokio::select! {
                () = due.as_mut() => return None,
                event = events.next() => match event {
                    Some(event) if event.is_final() => return seen_in(event.body()),
                    Some(_) => {}
                    None => {
                        due.await;
                        return None;
                    }
                },
            }
        }
    }

    /// Waits to the end together with others.
    pub(crate) async fn together(mut self) -> Result<Done<T>, Error> {
        let listed = self.operation.job.is_some_and(|job| job.list.is_some());
        // One that was not read yet may have ended long ago.
        self.listed = (listed && self.seen.is_some()).then(Instant::now);
        self.finish().await
    }

    /// What was seen, if it was not told yet.
    fn news(&mut self) -> Option<T::State> {
        let progress = self.progress()?;
        let mark = (progress.status, progress.early);
        if self.told.as_ref() == Some(&mark) {
            return None;
        }
        self.told = Some(mark);
        self.ended = progress.phase != Phase::Running;
        self.state().cloned()
    }

    fn learn(&mut self, seen: Seen<T::State>) {
        self.seen = Some(seen);
        self.known = true;
        if let Some(progress) = self.progress() {
            if progress.phase != Phase::Running {
                self.transport.pacing().finished(&self.ticket.id);
            }
            self.ticket.account = progress.account.or(self.ticket.account.take());
            self.ticket.reply_ref = progress.reference.or(self.ticket.reply_ref.take());
        }
    }

    fn progress(&self) -> Option<Progress> {
        let states = T::State::POLL.states.as_ref()?;
        Some(Progress::of(states, &self.seen.as_ref()?.body))
    }

    fn phase(&self) -> Phase {
        self.progress()
            .map_or(Phase::Running, |progress| progress.phase)
    }

    fn after(&self, now: Instant) -> Instant {
        let jitter = 0.9 + 0.2 * self.transport.random().fraction();
        now + self.wait.interval.min(FOREVER).mul_f64(jitter)
    }

    /// Waits to the end.
    async fn finish(mut self) -> Result<Done<T>, Error> {
        while let Some(state) = self.advance().await {
            state?;
        }
        if let Some(done) = self.done {
            return Ok(done);
        }
        let (Some(states), Some(seen)) = (&T::State::POLL.states, &self.seen) else {
            return Err(self.late(Duration::ZERO));
        };
        let progress = Progress::of(states, &seen.body);
        // The record repeats what was asked for.
        let secrets = self.transport.secrets(Some(&seen.body), self.operation);
        match progress.phase {
            Phase::Running => Err(self.late(Duration::ZERO)),
            Phase::Failed => Err(self.failed(&progress, &secrets)),
            Phase::Completed => match progress::result(states, &seen.body) {
                Ok(value) => Ok(Done::new(self.transport, value, self.ticket)),
                Err(problem) => {
                    let message = format!("{}: {}", problem.path, problem.message);
                    let message = one_line(&secrets.redact(&message));
                    Err(self.lead_back(Error::of(ErrorKind::Decode, message)))
                }
            },
        }
    }

    /// The deadline is over.
    fn late(&mut self, waited: Duration) -> Error {
        let status = self.progress().map(|progress| progress.status);
        let status = status.map_or("was not read".into(), |status| format!("is `{status}`"));
        let message = format!(
            "job {} {status} after {} s",
            one_line(&self.ticket.id),
            waited.as_secs()
        );
        let error = Error::of(ErrorKind::Deadline, message);
        let error = match self.trouble.take() {
            Some(trouble) => error.with_source(trouble),
            None => error,
        };
        self.lead_back(error)
    }

    fn failed(&self, progress: &Progress, secrets: &Secrets) -> Error {
        // First redacted, then shortened: half a token is still half a token.
        let line = |text: &str| one_line(&secrets.redact(text));
        let id = one_line(&self.ticket.id);
        let reason = progress.error.as_deref().map(line);
        let reason = reason.as_deref().unwrap_or("no reason given");
        let code = progress.code.as_deref().map(line);
        let said = code.as_deref().filter(|code| !reason.contains(*code));
        let said = said.map_or(String::new(), |code| format!(" ({code})"));
        let message = format!("job {id} is `{}`: {reason}{said}", progress.status);
        let error = Error::of(progress.failure(), message).with_code(code);
        // Whether a failed job is refunded, the docs do not say.
        self.lead_back(error).with_charged(Charged::Unknown)
    }

    /// The error with the way back to the job.
    fn lead_back(&self, error: Error) -> Error {
        let charged = match error.kind() {
            // Nothing that is known to have been accepted.
            ErrorKind::NotFound if !self.known => Charged::Unknown,
            _ => Charged::of(Some(self.operation), false, Some(200)),
        };
        let state = self.state().cloned();
        let error = match error.status() {
            Some(_) => error,
            None => error
                .with_operation(self.operation)
                .with_typed(state.map(|state| Box::new(state) as _)),
        };
        error.with_charged(charged).with_ticket(self.ticket.clone())
    }
}

/// Waits until it is time to look.
async fn due(
    transport: &Transport,
    id: &str,
    listed: &mut Option<Instant>,
    by_clock: Instant,
    end: Instant,
) {
    let running = Jobs::of(transport);
    while let Some(since) = *listed {
        let pacing = transport.pacing();
        let listing = pacing.next_listing(&running, since);
        match timeout_at(end, listing).await {
            Ok(Ok(listing)) => {
                // The next one, and not this one again.
                *listed = Some(listing.asked() + Duration::from_nanos(1));
                if !listing.contains(id) {
                    return;
                }
            }
            Ok(Err(_)) => break,
            Err(_) => return,
        }
    }
    sleep_until(by_clock).await;
}

/// The job that a webhook brought.
fn seen_in<S: State>(body: &Bytes) -> Option<Seen<S>> {
    let state = decode(body).ok()?;
    Some(Seen::new(state, body.clone()))
}

/// Longer than any wait, and not too long for a clock.
const FOREVER: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

/// Whether a failure to look says nothing of the job.
fn passes(error: &Error) -> bool {
    match error.kind() {
        ErrorKind::Connection
        | ErrorKind::Timeout
        | ErrorKind::Server
        | ErrorKind::RateLimited
        | ErrorKind::SlotsFull => true,
        ErrorKind::AccountBroken => error.code() == Some("REFRESH_IN_PROGRESS"),
        // A gateway's page in the place of an answer.
        ErrorKind::Decode => error.decode::<serde::de::IgnoredAny>().is_none(),
        _ => error.status().is_some_and(|status| status == 408),
    }
}

impl<T: Output> IntoFuture for JobHandle<T> {
    type Output = Result<Done<T>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.finish())
    }
}

impl<T: Output> fmt::Debug for JobHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JobHandle")
            .field("ticket", &self.ticket)
            .field("status", &self.progress().map(|progress| progress.status))
            .finish_non_exhaustive()
    }
}

/// The states of a job; see [`JobHandle::states`].
pub struct States<'h, T: Output>(Pin<Box<dyn Stream<Item = Result<T::State, Error>> + Send + 'h>>);

impl<T: Output> Stream for States<'_, T> {
    type Item = Result<T::State, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx)
    }
}

impl<T: Output> fmt::Debug for States<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("States").finish_non_exhaustive()
    }
}
