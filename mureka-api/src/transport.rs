//! The one place through which a call goes.

use std::fmt::{self, Write as _};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{ACCEPT, HeaderValue};
use reqwest::{Request, StatusCode, Url};
use tracing::{Instrument, field};

use crate::check::{self, Problems};
use crate::error::{Error, ErrorKind};
use crate::hooks::{Hook, Hooks};
use crate::jobs::References;
use crate::operation::Operation;
use crate::options::{Options, Settings};
use crate::pacing::{Pacing, Turn};
use crate::random::Random;
use crate::redact::Secrets;
use crate::request::path_segment;
use crate::response::RawResponse;
use crate::time::{Instant, timeout};

#[cfg_attr(target_arch = "wasm32", path = "transport/attempt_in_browser.rs")]
mod attempt;
mod call;
mod running;
#[cfg_attr(target_arch = "wasm32", path = "transport/template_in_browser.rs")]
mod template;
#[cfg(test)]
mod tests;

use call::Call;
pub(crate) use running::Jobs;
use template::Template;

/// The way to one API: address, connections, credentials, patience.
#[derive(Clone)]
pub struct Transport {
    inner: Arc<Inner>,
    settings: Arc<Settings>,
    /// The most time for one attempt, if it is less than the settings say.
    limit: Option<Duration>,
    held: Option<Arc<Held>>,
}

/// What is there for one request.
struct Held {
    /// A turn that was waited for already, for the next call.
    turn: Mutex<Option<Turn>>,
    /// Looks at attempts beside the hooks of the client.
    watch: Box<dyn Hook>,
}

struct Inner {
    base_url: String,
    /// The same, read once for all calls.
    address: Url,
    http: reqwest::Client,
    brought: bool,
    media: reqwest::Client,
    authorization: HeaderValue,
    hooks: Hooks,
    random: Arc<Random>,
    pacing: Pacing,
    references: References,
    operations: &'static [&'static Operation],
}

/// What a client is made of; checked before.
pub(crate) struct Setup {
    /// Without a slash at its end.
    pub base_url: String,
    /// The same, as it reads.
    pub address: Url,
    pub http: reqwest::Client,
    /// Whether users made it, with timeouts of its own perhaps.
    pub brought: bool,
    /// Adds nothing to its requests.
    pub media: reqwest::Client,
    /// Marked as sensitive.
    pub authorization: HeaderValue,
    pub settings: Settings,
    pub hooks: Hooks,
    pub seed: Option<u64>,
    /// All of the API.
    pub operations: &'static [&'static Operation],
}

impl Transport {
    pub(crate) fn new(setup: Setup) -> Self {
        let random = Arc::new(Random::new(setup.seed));
        let jitter = Arc::clone(&random);
        Self {
            inner: Arc::new(Inner {
                base_url: setup.base_url,
                address: setup.address,
                http: setup.http,
                brought: setup.brought,
                media: setup.media,
                authorization: setup.authorization,
                hooks: setup.hooks,
                pacing: Pacing::new(Arc::new(move || jitter.fraction())),
                random,
                references: References::default(),
                operations: setup.operations,
            }),
            settings: Arc::new(setup.settings),
            limit: None,
            held: None,
        }
    }

    /// The same with other settings.
    pub(crate) fn with(&self, options: Options) -> Self {
        Self {
            inner: Arc::clone(&self.inner),
            settings: Arc::new(self.settings.with(options)),
            limit: self.limit,
            held: None,
        }
    }

    /// The same for one call whose turn it is, with somebody who looks at every attempt.
    pub(crate) fn holding(&self, turn: Turn, watch: impl Hook) -> Self {
        let held = Held {
            turn: Mutex::new(Some(turn)),
            watch: Box::new(watch),
        };
        Self {
            held: Some(Arc::new(held)),
            ..self.clone()
        }
    }

    /// The same, but a login that is being renewed is not waited for.
    pub(crate) fn without_refresh(self) -> Self {
        let mut settings = Settings::clone(&self.settings);
        settings.refresh = false;
        Self {
            settings: Arc::new(settings),
            ..self
        }
    }

    /// The same with no more time than this for one attempt.
    pub(crate) fn within(self, limit: Duration) -> Self {
        let limit = Some(self.limit.map_or(limit, |known| known.min(limit)));
        Self { limit, ..self }
    }

    /// How long one attempt may take.
    pub(crate) fn timeout(&self) -> Duration {
        let timeout = self.settings.timeout;
        self.limit.map_or(timeout, |limit| timeout.min(limit))
    }

    /// A turn, unless the deadline of the call comes first.
    pub(crate) async fn in_time(
        &self,
        admitted: impl Future<Output = Result<Turn, Error>>,
    ) -> Result<Turn, Error> {
        let Some(deadline) = self.settings.deadline else {
            return admitted.await;
        };
        match timeout(deadline, admitted).await {
            Ok(turn) => turn,
            Err(_) => {
                let seconds = deadline.as_secs_f64();
                let message = format!("no slot was free and no turn came within {seconds} s");
                Err(Error::unsent(ErrorKind::Deadline, message))
            }
        }
    }

    /// How fast calls go out; nothing is held up if the settings say so.
    pub(crate) fn pacing(&self) -> Pacing {
        if self.settings.paced {
            self.inner.pacing.clone()
        } else {
            self.inner.pacing.off()
        }
    }

    /// What the API has.
    pub(crate) fn operations(&self) -> &'static [&'static Operation] {
        self.inner.operations
    }

    /// What the paths of the operations are put behind.
    pub(crate) fn base_url(&self) -> &str {
        &self.inner.base_url
    }

    /// Where a path of an operation leads; a `?` or `#` in it is part of the path.
    ///
    /// Of a text, host and port would be read anew for every call.
    pub(crate) fn url(&self, path: fmt::Arguments<'_>) -> Url {
        let mut url = self.inner.address.clone();
        let below = url.path();
        let below = below.strip_suffix('/').unwrap_or(below);
        match path.as_str() {
            Some(path) if below.is_empty() => url.set_path(path),
            _ => {
                let mut whole = String::with_capacity(128);
                whole.push_str(below);
                // Writing to a string does not fail.
                let _ = whole.write_fmt(path);
                url.set_path(&whole);
            }
        }
        url
    }

    /// The client to build requests with.
    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.inner.http
    }

    /// Whether limits of the docs are looked at: docs go stale.
    pub(crate) fn checks(&self) -> bool {
        self.settings.checks
    }

    /// The client for other hosts, which get nothing of what is meant for this one.
    pub(crate) fn media(&self) -> &reqwest::Client {
        &self.inner.media
    }

    /// Chance, from a seed where one was given.
    pub(crate) fn random(&self) -> &Arc<Random> {
        &self.inner.random
    }

    /// The references that callers chose.
    pub(crate) fn references(&self) -> &References {
        &self.inner.references
    }

    /// What is not to be shown of a call whose request is in this body.
    pub(crate) fn secrets(&self, body: Option<&Bytes>, operation: &Operation) -> Secrets {
        Secrets::of(&self.inner.authorization, body, operation.secrets)
    }

    /// Reads what a GET without a query answers; `segment` takes the place of the path's parameter.
    ///
    /// # Errors
    ///
    /// As those of a call; another status than 200 is one.
    pub(crate) async fn read(
        &self,
        operation: &'static Operation,
        segment: Option<&str>,
    ) -> Result<Bytes, Error> {
        let mut path = operation.path.to_owned();
        if let (Some(segment), Some(from), Some(to)) = (segment, path.find('{'), path.find('}')) {
            path.replace_range(from..=to, &path_segment("id", segment)?);
        }
        let url = self.url(format_args!("{path}"));
        let request = self.http().get(url).header(ACCEPT, "application/json");
        let answer = self.send(request.build()?, operation).await?;
        match answer.status() {
            StatusCode::OK => Ok(answer.empty()?.body().clone()),
            _ => Err(answer.unexpected()),
        }
    }

    /// Looks for limits of the docs that a call breaks, unless the settings say not to.
    ///
    /// # Errors
    ///
    /// One that has all of them; the call was not sent.
    pub(crate) fn check(
        &self,
        operation: &'static Operation,
        look: impl FnOnce(&mut Problems),
    ) -> Result<(), Error> {
        if self.checks() {
            check::of_call(operation, look)
        } else {
            Ok(())
        }
    }

    /// Sends a request, again where that is safe and of use, and reads the answer, whatever
    /// its status.
    ///
    /// # Errors
    ///
    /// No answer, or not the whole of it; then the error has its status.
    pub(crate) async fn send(
        &self,
        request: Request,
        operation: &'static Operation,
    ) -> Result<RawResponse, Error> {
        let span = tracing::info_span!(
            "mureka.call",
            operation = operation.id,
            account = field::Empty,
            status = field::Empty,
            attempts = field::Empty,
            milliseconds = field::Empty,
            error = field::Empty,
        );
        let call = Call {
            transport: self,
            operation,
            template: Template::new(request),
            started: Instant::now(),
        };
        // Pinned, so that what a call remembers is not moved about.
        pin!(call.run(&span)).instrument(span.clone()).await
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport")
            .field("base_url", &self.inner.base_url)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
