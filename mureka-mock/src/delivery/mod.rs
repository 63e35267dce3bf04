//! Webhooks: what becomes of a job is posted to its `replyUrl`.
//!
//! The posts of a job go out one after another, so that `created` comes before the
//! end; those of different jobs do not wait for each other. What fails is tried again
//! after a pause that doubles each time. Nothing here ever holds a job up or fails it.
//!
//! Only `http` is spoken, and only to this machine, unless the settings say otherwise:
//! a test that forgot a real address in its data shall not post to it.

mod post;
mod queue;
mod record;
mod target;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hyper::body::Bytes;
use tokio::runtime::Handle;
use tokio::task::JoinSet;

use crate::clock::Clock;
use queue::{Pushed, Queue};
use record::Log;
use target::Target;

pub use record::{Delivery, Outcome};

/// How webhooks are delivered.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// How often one is tried in all; at least once.
    pub(crate) tries: u32,
    /// The pause after the first try; each further one is twice as long.
    pub(crate) gap: Duration,
    /// How long a try may take.
    pub(crate) timeout: Duration,
    /// Whether other machines may be posted to.
    pub(crate) anywhere: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            tries: 4,
            gap: Duration::from_secs(1),
            timeout: Duration::from_secs(10),
            anywhere: false,
        }
    }
}

impl Settings {
    /// The pause after a try, counted from 1.
    fn pause(&self, after: u32) -> Duration {
        let times = 1_u32.checked_shl(after.saturating_sub(1));
        self.gap.saturating_mul(times.unwrap_or(u32::MAX))
    }
}

/// The deliveries of a server. When the last clone is dropped, those under way end.
#[derive(Clone)]
pub(crate) struct Deliveries {
    inner: Arc<Inner>,
}

struct Inner {
    shared: Arc<Shared>,
    // Dropping it ends them; that is why they do not hold this.
    workers: Mutex<JoinSet<()>>,
}

/// What those who deliver need.
struct Shared {
    settings: Settings,
    clock: Arc<Clock>,
    queue: Mutex<Queue<Post>>,
    log: Mutex<Log>,
}

/// A post to be made.
struct Post {
    /// Its number in the log.
    number: u64,
    target: Target,
    body: Bytes,
}

impl Deliveries {
    pub(crate) fn new(settings: Settings, clock: Arc<Clock>) -> Self {
        let shared = Shared {
            settings,
            clock,
            queue: Mutex::default(),
            log: Mutex::default(),
        };
        Self {
            inner: Arc::new(Inner {
                shared: Arc::new(shared),
                workers: Mutex::default(),
            }),
        }
    }

    /// Posts a JSON text, after all that were sent before for the same job. Returns at
    /// once; what becomes of it stands in the [log](Self::log).
    pub(crate) fn send(&self, job: &str, url: &str, body: Vec<u8>) {
        let shared = &self.inner.shared;
        let body = Bytes::from(body);
        let number = lock(&shared.log).push(job, url, body.clone());
        if let Err(reason) = self.enqueue(number, job, url, body) {
            lock(&shared.log).settle(number, Outcome::Failed { reason });
        }
    }

    /// The latest deliveries, oldest first.
    pub(crate) fn log(&self) -> Vec<Delivery> {
        // Parsing the bodies takes a while; nobody has to wait for it.
        let log = lock(&self.inner.shared.log).clone();
        log.deliveries()
    }

    /// New ones with the same settings. Those under way end with the old ones.
    pub(crate) fn anew(&self) -> Self {
        let shared = &self.inner.shared;
        Self::new(shared.settings.clone(), shared.clock.clone())
    }

    /// Whether none is on its way.
    pub(crate) fn are_through(&self) -> bool {
        lock(&self.inner.shared.log).is_settled()
    }

    fn enqueue(&self, number: u64, job: &str, url: &str, body: Bytes) -> Result<(), String> {
        let shared = &self.inner.shared;
        let target = Target::of(url, shared.settings.anywhere)?;
        let runtime = Handle::try_current().map_err(|error| error.to_string())?;
        let size = body.len();
        let post = Post {
            number,
            target,
            body,
        };
        let pushed = lock(&shared.queue).push(job, post, size);
        match pushed {
            Pushed::Waits => Ok(()),
            Pushed::Starts(post) => {
                let mut workers = lock(&self.inner.workers);
                while workers.try_join_next().is_some() {}
                workers.spawn_on(Arc::clone(shared).work(job.to_owned(), post), &runtime);
                Ok(())
            }
            Pushed::Full(limit) => Err(format!("dropped: {limit}")),
        }
    }
}

impl Shared {
    /// Delivers a post, and then others as long as there are any.
    async fn work(self: Arc<Self>, mut job: String, mut post: Post) {
        loop {
            let outcome = self.deliver(&post).await;
            lock(&self.log).settle(post.number, outcome);
            let Some(next) = lock(&self.queue).next(&job) else {
                return;
            };
            (job, post) = next;
        }
    }

    async fn deliver(&self, post: &Post) -> Outcome {
        let mut tried = 0;
        loop {
            tried += 1;
            lock(&self.log).tries(post.number, tried);
            let answer = post::once(&post.target, post.body.clone(), self.settings.timeout).await;
            let reason = match answer {
                Ok(status) if status.is_success() => {
                    return Outcome::Delivered {
                        status: status.as_u16(),
                    };
                }
                Ok(status) if status.is_redirection() => {
                    format!("answered {}, redirects are not followed", status.as_u16())
                }
                Ok(status) => format!("answered {}, 2xx is expected", status.as_u16()),
                Err(reason) => reason,
            };
            if tried >= self.settings.tries {
                return Outcome::Failed { reason };
            }
            self.clock.pass(self.settings.pause(tried)).await;
        }
    }
}

impl fmt::Debug for Deliveries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deliveries")
            .field("settings", &self.inner.shared.settings)
            .finish_non_exhaustive()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
