//! Where a receiver puts what comes in.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::event::Event;
use super::memory::{Limits, Memory, Order};
use super::secret::WebhookSecret;
use super::subscription::{Events, Subscription};
use crate::error::{Error, ErrorKind};
use crate::time::Instant;

/// Where a receiver puts the webhooks that come in, and others wait for them.
///
/// Clones share everything. What comes before anybody waits for it is kept: the events of
/// 1000 jobs for one hour, up to 32 MiB of them; the oldest go first. For 10,000 jobs it is
/// remembered which states were told, so that repeats are known.
///
/// ```
/// use mureka_api::webhooks::{Inbox, WebhookSecret};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), mureka_api::Error> {
/// let inbox = Inbox::new(WebhookSecret::new("0123456789abcdef")?);
/// let query = "token=0123456789abcdef";
///
/// // The webhook is faster than the answer that tells the id of the job.
/// inbox.receive(query, br#"{"jobid": "j1", "status": "created"}"#)?;
/// let mut job = inbox.subscribe("j1");
/// inbox.receive(query, br#"{"jobid": "j1", "status": "completed"}"#)?;
///
/// let mut states = Vec::new();
/// while let Some(event) = job.next().await {
///     states.push(event.status().map(ToString::to_string).unwrap_or_default());
/// }
/// assert_eq!(states, ["created", "completed"]);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Inbox {
    shared: Arc<Shared>,
}

/// What subscriptions lead back to. When it goes, they end.
pub(super) struct Shared {
    secrets: Vec<WebhookSecret>,
    memory: Mutex<Memory>,
}

impl Shared {
    pub(super) fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inbox {
    /// An inbox for webhooks with this secret.
    pub fn new(secret: WebhookSecret) -> Self {
        Self::builder(secret).build()
    }

    /// An inbox with settings of your own.
    pub fn builder(secret: WebhookSecret) -> InboxBuilder {
        InboxBuilder {
            secrets: vec![secret],
            jobs: 1000,
            time: Duration::from_secs(60 * 60),
        }
    }

    /// Takes a webhook: its URL or query, in which the secret is, and its body.
    ///
    /// It never waits. A state that was told before, or that is older than what was told
    /// before, is a success too, but handed to nobody. [`status`](super::status) makes the
    /// answer of what this returns.
    ///
    /// # Errors
    ///
    /// - [`ErrorKind::Unauthorized`]: the secret is missing or wrong; the body was not looked at.
    /// - [`ErrorKind::TooLarge`] and [`ErrorKind::Decode`]: as [`Event::parse`] has it.
    pub fn receive(&self, url_or_query: &str, body: &[u8]) -> Result<Received, Error> {
        // All of them, so that the time does not tell which one it was.
        let known = self
            .shared
            .secrets
            .iter()
            .fold(false, |known, secret| known | secret.verify(url_or_query));
        if !known {
            let message = "webhook: `token` of its URL is missing or wrong";
            return Err(Error::of(ErrorKind::Unauthorized, message));
        }
        let event = Event::parse(body)?;
        let order = self.shared.memory().take(&event, Instant::now());
        Ok(Received { event, order })
    }

    /// What is told of a job: first what came already, then what comes.
    ///
    /// Any number may subscribe to the same job, and each of them gets everything.
    pub fn subscribe(&self, jobid: &str) -> Subscription {
        let (number, receiver) = self.shared.memory().subscribe(jobid, Instant::now());
        Subscription::new(jobid, number, receiver, Arc::downgrade(&self.shared))
    }

    /// What is told of all jobs from now on.
    pub fn events(&self) -> Events {
        self.shared.memory().listen()
    }
}

impl fmt::Debug for Inbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let memory = self.shared.memory();
        f.debug_struct("Inbox")
            .field("jobs", &memory.jobs())
            .field("kept_bytes", &memory.kept_bytes())
            .finish_non_exhaustive()
    }
}

/// The settings of an [`Inbox`].
///
/// ```
/// use std::time::Duration;
/// use mureka_api::webhooks::{Inbox, WebhookSecret};
///
/// # fn stored(_: &str) -> Result<WebhookSecret, mureka_api::Error> { WebhookSecret::generate() }
/// let inbox = Inbox::builder(stored("new")?)
///     .previous(stored("old")?) // of jobs that are still running
///     .keep(100, Duration::from_secs(600))
///     .build();
/// # let _ = inbox;
/// # Ok::<(), mureka_api::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct InboxBuilder {
    secrets: Vec<WebhookSecret>,
    jobs: usize,
    time: Duration,
}

impl InboxBuilder {
    /// Another secret that is taken, too: that of before it was changed.
    pub fn previous(mut self, secret: WebhookSecret) -> Self {
        self.secrets.push(secret);
        self
    }

    /// Of how many jobs, and how long, events are kept for those who subscribe later. Jobs
    /// that somebody is subscribed to are kept beside these.
    pub fn keep(mut self, jobs: usize, time: Duration) -> Self {
        self.jobs = jobs;
        self.time = time;
        self
    }

    /// Makes the inbox.
    pub fn build(self) -> Inbox {
        let limits = Limits::new(self.jobs, self.time);
        Inbox {
            shared: Arc::new(Shared {
                secrets: self.secrets,
                memory: Mutex::new(Memory::new(limits)),
            }),
        }
    }
}

/// A webhook that had the secret and could be read.
#[derive(Clone, Debug)]
pub struct Received {
    event: Event,
    order: Order,
}

impl Received {
    /// What it tells.
    pub fn event(&self) -> &Event {
        &self.event
    }

    /// The same, taken out.
    pub fn into_event(self) -> Event {
        self.event
    }

    /// Whether it tells something new, and so was handed on.
    pub fn is_new(&self) -> bool {
        self.order == Order::New
    }

    /// Whether this state of the job was told before.
    pub fn is_repeated(&self) -> bool {
        self.order == Order::Repeated
    }

    /// Whether it comes too late: another state after the end, or `created` after any other.
    pub fn is_stale(&self) -> bool {
        self.order == Order::Stale
    }
}
