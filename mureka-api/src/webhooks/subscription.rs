//! Waiting for webhooks.

use std::fmt;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Weak};
use std::task::{Context, Poll};

use futures_core::Stream;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::mpsc::{self, Receiver, Sender, UnboundedReceiver};

use super::event::Event;
use super::inbox::Shared;

/// How many events may wait to be taken out of [`Events`].
const WAITING: usize = 1024;

/// What is told of one job: each new state once, oldest first, until its end.
///
/// It ends after the final event. It ends without one when the inbox and all its clones are
/// gone, or when the job ended so long ago that the event is no longer kept: look the job up
/// then. Giving up a wait in the middle loses nothing, so it may stand in a `select!` beside
/// a poll.
///
/// ```
/// use std::time::Duration;
/// use mureka_api::webhooks::{Inbox, WebhookSecret};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), mureka_api::Error> {
/// let inbox = Inbox::new(WebhookSecret::generate()?);
/// let mut job = inbox.subscribe("j1");
/// let waited = tokio::time::timeout(Duration::from_millis(1), job.finished()).await;
/// assert!(waited.is_err()); // Nothing came; `job` is as good as before.
/// # Ok(())
/// # }
/// ```
#[must_use = "a subscription that is dropped gets nothing"]
pub struct Subscription {
    jobid: String,
    number: u64,
    receiver: UnboundedReceiver<Event>,
    inbox: Weak<Shared>,
}

impl Subscription {
    pub(super) fn new(
        jobid: &str,
        number: u64,
        receiver: UnboundedReceiver<Event>,
        inbox: Weak<Shared>,
    ) -> Self {
        Self {
            jobid: jobid.to_owned(),
            number,
            receiver,
            inbox,
        }
    }

    /// The job.
    pub fn jobid(&self) -> &str {
        &self.jobid
    }

    /// The next state. Safe to cancel.
    pub async fn next(&mut self) -> Option<Event> {
        self.receiver.recv().await
    }

    /// The final state; those before it are passed over. Safe to cancel.
    pub async fn finished(&mut self) -> Option<Event> {
        loop {
            let event = self.next().await?;
            if event.is_final() {
                return Some(event);
            }
        }
    }
}

impl Stream for Subscription {
    type Item = Event;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Event>> {
        self.receiver.poll_recv(cx)
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Some(inbox) = self.inbox.upgrade() {
            inbox.memory().leave(&self.jobid, self.number);
        }
    }
}

impl fmt::Debug for Subscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscription")
            .field("jobid", &self.jobid)
            .finish_non_exhaustive()
    }
}

/// What is told of all jobs, from when it was made until the inbox and all its clones are gone.
///
/// Up to 1024 events wait to be taken; those that come beyond are left out and counted.
///
/// ```
/// use mureka_api::webhooks::{Inbox, WebhookSecret};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), mureka_api::Error> {
/// let secret = WebhookSecret::generate()?;
/// let inbox = Inbox::new(secret.clone());
/// let mut events = inbox.events();
/// inbox.receive(secret.expose(), br#"{"jobid": "j1", "status": "failed"}"#)?;
/// assert!(events.next().await.is_some_and(|event| event.jobid() == "j1"));
/// assert_eq!(events.missed(), 0);
/// # Ok(())
/// # }
/// ```
#[must_use = "events that are dropped are lost"]
pub struct Events {
    receiver: Receiver<Event>,
    missed: Arc<AtomicU64>,
}

impl Events {
    /// The next event. Safe to cancel.
    pub async fn next(&mut self) -> Option<Event> {
        self.receiver.recv().await
    }

    /// How many events were left out until now, because too many were waiting.
    pub fn missed(&self) -> u64 {
        self.missed.load(Ordering::Relaxed)
    }
}

impl Stream for Events {
    type Item = Event;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Event>> {
        self.receiver.poll_recv(cx)
    }
}

impl fmt::Debug for Events {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events")
            .field("waiting", &self.receiver.len())
            .field("missed", &self.missed())
            .finish()
    }
}

/// The inbox's end of [`Events`].
pub(super) struct Listener {
    sender: Sender<Event>,
    missed: Arc<AtomicU64>,
}

impl Listener {
    pub fn new() -> (Self, Events) {
        let (sender, receiver) = mpsc::channel(WAITING);
        let missed = Arc::<AtomicU64>::default();
        let events = Events {
            receiver,
            missed: Arc::clone(&missed),
        };
        (Self { sender, missed }, events)
    }

    /// Whether anybody is left to tell.
    pub fn tell(&self, event: &Event) -> bool {
        match self.sender.try_send(event.clone()) {
            Ok(()) => true,
            Err(TrySendError::Full(_)) => {
                self.missed.fetch_add(1, Ordering::Relaxed);
                true
            }
            Err(TrySendError::Closed(_)) => false,
        }
    }

    pub fn is_there(&self) -> bool {
        !self.sender.is_closed()
    }
}
