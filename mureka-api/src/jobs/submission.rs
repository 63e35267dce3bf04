//! A request on its way to become a job.

use std::fmt;
use std::future::IntoFuture;
use std::pin::Pin;
use std::time::Duration;

use super::handle::Seen;
use super::progress::texts;
use super::{Done, JobHandle, Start, Started, Ticket, reconcile};
use crate::charged::Charged;
use crate::decode::without_mark;
use crate::error::{Error, ErrorKind};
use crate::transport::Transport;

/// A request that starts a job: `.await` it for the result, or [`submit`](Self::submit) it for the job.
///
/// Unless the request says otherwise it is sent with `async`, so that no connection has to
/// hold for as long as a song takes; and with a `replyRef` of its own, by which it is found
/// again if the answer gets lost. Those that you set are left as they are.
///
/// Nothing is sent before it is awaited.
#[must_use = "nothing is sent before it is awaited or submitted"]
pub struct Submission<R: Start> {
    transport: Transport,
    request: R,
    wait: Wait,
}

/// How to wait for a job.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wait {
    pub deadline: Duration,
    pub interval: Duration,
}

impl Default for Wait {
    /// The docs tell of up to 90 s a job, and poll every 5 s.
    fn default() -> Self {
        Self {
            deadline: Duration::from_secs(600),
            interval: Duration::from_secs(5),
        }
    }
}

impl<R: Start> Submission<R> {
    pub(crate) fn new(transport: &Transport, request: R) -> Self {
        Self {
            transport: transport.clone(),
            request,
            wait: Wait::default(),
        }
    }

    /// How long to wait for the result once it is submitted; 10 minutes by default.
    ///
    /// There is one last look when it is over. The error then leads back to the job.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.wait.deadline = deadline;
        self
    }

    /// How often to look how far the job is: every 5 s by default, a tenth more or less.
    pub fn poll_every(mut self, interval: Duration) -> Self {
        self.wait.interval = interval;
        self
    }

    /// Submits it, and does not wait for the result.
    ///
    /// # Errors
    ///
    /// As those of the call. If it is not known what became of it, the running jobs were looked
    /// through already: [`Error::charged`] is then [`Charged::Unknown`].
    pub async fn submit(mut self) -> Result<JobHandle<R::Output>, Error> {
        let reference = self.prepare();
        let operation = R::OPERATION;
        let way = operation.job.map(|job| job.id);
        let (seen, id, error) = match self.request.start(&self.transport).await {
            Ok(answer) => {
                let (started, parts) = answer.into_parts();
                let id = id_in(way, &parts.body);
                match started {
                    Started::Done(value) => {
                        let ticket = Ticket::new(operation, id.unwrap_or_default());
                        let done = Done::new(self.transport.clone(), value, ticket.clone());
                        let handle = JobHandle::new(self.transport, operation, ticket, self.wait);
                        return Ok(handle.with_done(done));
                    }
                    Started::Job(state) => {
                        let seen = Seen::new(state, parts.body.clone());
                        let message = "the answer names no job";
                        let error = Error::of(ErrorKind::Decode, message).with_answer(parts);
                        (Some(seen), id, error)
                    }
                }
            }
            Err(error) if error.charged() == Charged::No => return Err(error),
            Err(error) => {
                // An answer that does not read as a job may name it all the same.
                let accepted = error.charged() == Charged::Yes;
                let body = error.body().filter(|_| accepted);
                (None, body.and_then(|body| id_in(way, body)), error)
            }
        };
        let mut ticket = match id {
            Some(id) => Ticket::new(operation, id),
            None => {
                reconcile::find(&self.transport, operation, reference.as_deref(), error).await?
            }
        };
        ticket.reply_ref = reference;
        let handle = JobHandle::new(self.transport, operation, ticket, self.wait);
        Ok(handle.with_seen(seen))
    }

    /// Sets what the request leaves open, and gives its reference.
    fn prepare(&mut self) -> Option<String> {
        let fields = self.request.fields();
        if let Some(background) = fields.background {
            background.get_or_insert(true);
        }
        let reference = fields.reference?;
        let fresh = || format!("mureka-{}", self.transport.random().reference());
        Some(reference.get_or_insert_with(fresh).clone())
    }
}

/// The id of a job in an answer.
fn id_in(way: Option<&str>, body: &[u8]) -> Option<String> {
    let value = serde_json::from_slice(without_mark(body)).ok()?;
    texts(&value, way?).into_iter().next()
}

impl<R: Start> IntoFuture for Submission<R> {
    type Output = Result<Done<R::Output>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.submit().await?.await })
    }
}

// Without the request: it may hold the address of a webhook.
impl<R: Start> fmt::Debug for Submission<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Submission")
            .field("operation", &R::OPERATION.id)
            .field("wait", &self.wait)
            .finish_non_exhaustive()
    }
}
