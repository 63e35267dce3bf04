//! A job that runs at the service.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::time::Instant;
use bytes::Bytes;
use futures_core::Stream;
use futures_util::stream::unfold;

use super::progress::{Phase, Progress, is_of_no_job};
use super::submission::Wait;
use super::ways::text_at;
use super::{Done, Output, State, Ticket};
use crate::classify::one_line;
use crate::error::Error;
use crate::operation::Operation;
use crate::pacing::account_in;
use crate::request::segment;
use crate::transport::Transport;
use crate::useapi::types::Job;
use crate::webhooks::{Inbox, Subscription};

/// A job that was submitted: `.await` it for the result.
///
/// Dropping it, or the wait for it, loses nothing: the job goes on at the service, and its
/// [`ticket`](Self::ticket) leads back to it.
#[must_use = "the job runs whether waited for or not; keep its ticket"]
pub struct JobHandle<T: Output> {
    pub(super) transport: Transport,
    pub(super) operation: &'static Operation,
    pub(super) ticket: Ticket,
    // Boxed, like all that is large and mostly not there: thousands may be waited for.
    pub(super) done: Option<Box<Done<T>>>,
    pub(super) seen: Option<Box<Seen<T::State>>>,
    /// What was told last, so that only news is told.
    pub(super) told: Option<(String, usize)>,
    pub(super) wait: Wait,
    /// When the wait began, once it has.
    pub(super) started: Option<Instant>,
    /// Since when nothing is known of it, if the list of what runs is to tell of its end.
    pub(super) listed: Option<Instant>,
    pub(super) looked: Option<Instant>,
    pub(super) next_look: Option<Instant>,
    /// What webhooks tell of it.
    pub(super) events: Option<Box<Subscription>>,
    /// The last failure to look.
    pub(super) trouble: Option<Error>,
    pub(super) ended: End,
    /// The end as a webhook told it, until the service was asked.
    pub(super) reported: Option<Box<Seen<T::State>>>,
    /// Whether the job is surely there: a ticket may be of one that never was.
    pub(super) known: bool,
    /// Whether only the end is waited for, and nobody can ask for a state before it.
    pub(super) only_end: bool,
}

/// How a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Not yet.
    No,
    /// The last state was told.
    Told,
    /// The deadline came, after so long.
    Late(Duration),
    /// The job could not be read.
    Trouble,
}

/// A job as it was read.
#[derive(Clone, Debug)]
pub(super) struct Seen<S> {
    pub state: S,
    pub body: Bytes,
    pub progress: Progress,
}

impl<S: State> Seen<S> {
    pub fn new(state: S, body: Bytes) -> Box<Self> {
        Self::beside(state, body, None).0
    }

    /// The same, and what else stands at a way through the answer.
    pub fn beside(state: S, body: Bytes, way: Option<&str>) -> (Box<Self>, Option<String>) {
        let (progress, asked) = match &S::POLL.states {
            Some(states) => Progress::beside(states, &body, way),
            None => (Progress::default(), text_at(way, &body)),
        };
        let seen = Box::new(Self {
            state,
            body,
            progress,
        });
        (seen, asked)
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
            ended: End::No,
            reported: None,
            known: true,
            only_end: false,
        }
    }

    /// Begins with what the answer to the submission told.
    pub(super) fn begin(&mut self, seen: Option<Box<Seen<T::State>>>) {
        if let Some(seen) = seen {
            self.next_look = Some(self.after(Instant::now()));
            self.learn(seen);
        }
    }

    /// With the result, because the call waited for it by itself.
    pub(super) fn with_done(mut self, done: Done<T>) -> Self {
        self.ended = End::Told;
        self.done = Some(Box::new(done));
        self
    }

    /// The job of a ticket.
    pub(crate) fn resume(transport: &Transport, ticket: Ticket) -> Result<Self, Error> {
        let mut operations = T::OPERATIONS.iter();
        let Some(operation) = operations.find(|operation| operation.id == ticket.operation) else {
            let names: Vec<_> = T::OPERATIONS.iter().map(|operation| operation.id).collect();
            let operation = one_line(&ticket.operation);
            let message = format!("of `{operation}`, not of {}", names.join(", "));
            return Err(Error::invalid("ticket", message));
        };
        let read_by = operation.job.map(|job| job.poll.id);
        if ticket.poll.is_some() && ticket.poll.as_deref() != read_by {
            let message = "of the other API: this one reads its jobs another way";
            return Err(Error::invalid("ticket", message));
        }
        if ticket.id.is_empty() {
            return Err(Error::invalid("ticket", "its id is empty"));
        }
        if let Err(problem) = segment(&ticket.id) {
            return Err(Error::invalid("ticket", format!("its id {problem}")));
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
        if self.done.is_none() && self.phase() == Phase::Running {
            self.ended = End::No;
        }
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
        self.events = Some(Box::new(inbox.subscribe(&self.ticket.id)));
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
                if is_of_no_job(&error) {
                    self.transport.pacing().finished(&self.ticket.id);
                }
                self.lead_back(error)
            })?;
            let body = answer.body().clone();
            self.learn(Seen::new(answer.into_inner(), body));
        }
        Ok(self.done.is_some() || self.phase() != Phase::Running)
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
            .field("status", &self.progress().map(|progress| &progress.status))
            .finish_non_exhaustive()
    }
}

/// The states of a job; see [`JobHandle::states`].
pub struct States<'h, T: Output>(Pin<Box<dyn Stream<Item = Result<T::State, Error>> + Send + 'h>>);

impl<T: Output> States<'_, T> {
    /// The next state. Giving up the wait for it loses nothing.
    pub async fn next(&mut self) -> Option<Result<T::State, Error>> {
        std::future::poll_fn(|cx| self.0.as_mut().poll_next(cx)).await
    }
}

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
