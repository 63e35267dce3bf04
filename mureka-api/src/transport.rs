//! The one place through which a call goes: its attempts, and what is between them.

use std::fmt;
use std::sync::Arc;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderValue};
use reqwest::{Request, StatusCode};
use tokio::time::{Instant, sleep};
use tracing::{Instrument, Span, field};

use crate::error::{Error, ErrorKind};
use crate::hooks::{Attempt, Hooks, Outcome};
use crate::operation::{Body, Operation};
use crate::options::{Options, Settings};
use crate::redact::Secrets;
use crate::request::path_segment;
use crate::response::RawResponse;
use crate::retry::{Attempts, Failure, Verdict, retry_after, verdict};

mod attempt;
mod template;
#[cfg(test)]
mod tests;

use template::Template;

/// The way to one API: address, connections, credentials, patience.
#[derive(Clone)]
pub struct Transport {
    inner: Arc<Inner>,
    settings: Arc<Settings>,
}

struct Inner {
    base_url: String,
    http: reqwest::Client,
    authorization: HeaderValue,
    hooks: Hooks,
    random: Random,
}

/// What a client is made of; checked before.
pub(crate) struct Setup {
    /// Without a slash at its end.
    pub base_url: String,
    pub http: reqwest::Client,
    /// Marked as sensitive.
    pub authorization: HeaderValue,
    pub settings: Settings,
    pub hooks: Hooks,
    pub seed: Option<u64>,
}

impl Transport {
    pub(crate) fn new(setup: Setup) -> Self {
        Self {
            inner: Arc::new(Inner {
                base_url: setup.base_url,
                http: setup.http,
                authorization: setup.authorization,
                hooks: setup.hooks,
                random: Random::new(setup.seed),
            }),
            settings: Arc::new(setup.settings),
        }
    }

    /// The same with other settings.
    pub(crate) fn with(&self, options: Options) -> Self {
        Self {
            inner: Arc::clone(&self.inner),
            settings: Arc::new(self.settings.with(options)),
        }
    }

    /// What the paths of the operations are put behind.
    pub(crate) fn base_url(&self) -> &str {
        &self.inner.base_url
    }

    /// The client to build requests with.
    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.inner.http
    }

    /// Chance, from a seed where one was given.
    pub(crate) fn random(&self) -> &Random {
        &self.inner.random
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
        let url = format!("{}{path}", self.base_url());
        let request = self.http().get(url).header(ACCEPT, "application/json");
        let answer = self.send(request.build()?, operation).await?;
        match answer.status() {
            StatusCode::OK => Ok(answer.empty()?.body().clone()),
            _ => Err(answer.unexpected()),
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
        call.run(&span).instrument(span.clone()).await
    }
}

/// A call on its way.
struct Call<'t> {
    transport: &'t Transport,
    operation: &'static Operation,
    template: Template,
    started: Instant,
}

impl Call<'_> {
    async fn run(self, span: &Span) -> Result<RawResponse, Error> {
        let settings = &self.transport.settings;
        let mut attempts = Attempts::new(&settings.retry);
        let account: Option<String> = None;
        let result = loop {
            let started = Instant::now();
            let attempt = Attempt::new(self.operation, account.as_deref(), attempts.made());
            let (mut request, taken) = self.template.make();
            if let Err(error) = self.hooks().before(&attempt, &mut request) {
                break Err(error.with_operation(self.operation));
            }
            let limit = self.limit();
            let result = self.attempt(request, taken.as_deref(), limit).await;
            let wait = self.wait(&result, &mut attempts);
            self.tell(&attempt, &result, started.elapsed(), wait);
            match wait {
                Some(wait) => sleep(wait).await,
                None => break result,
            }
        };
        self.record(span, &result, account.as_deref(), attempts.made());
        result.map_err(|error| error.with_account(account).with_attempts(attempts.made()))
    }

    fn hooks(&self) -> &Hooks {
        &self.transport.inner.hooks
    }

    /// How long the next attempt may take.
    fn limit(&self) -> Duration {
        let settings = &self.transport.settings;
        match settings.deadline {
            Some(deadline) => settings
                .timeout
                .min(deadline.saturating_sub(self.started.elapsed())),
            None => settings.timeout,
        }
    }

    async fn attempt(
        &self,
        mut request: Request,
        taken: Option<&std::sync::atomic::AtomicU64>,
        limit: Duration,
    ) -> Result<RawResponse, Error> {
        let inner = &self.transport.inner;
        let secrets = Secrets::of(
            &inner.authorization,
            self.template.bytes(),
            self.operation.secrets,
        );
        let authorization = inner.authorization.clone();
        request.headers_mut().insert(AUTHORIZATION, authorization);
        let response = match taken {
            Some(taken) if self.is_upload() => {
                attempt::upload(&inner.http, request, limit, taken).await
            }
            _ => attempt::execute(&inner.http, request, limit).await,
        };
        let response = response.map_err(|error| error.with_operation(self.operation))?;
        let parts = attempt::read(response, self.operation, limit).await?;
        Ok(RawResponse::new(parts, secrets))
    }

    fn is_upload(&self) -> bool {
        let body = self.operation.body;
        self.template.is_streamed() || matches!(body, Body::Multipart | Body::Binary(_))
    }

    /// The wait before the next attempt, if there is to be one.
    fn wait(
        &self,
        result: &Result<RawResponse, Error>,
        attempts: &mut Attempts<'_>,
    ) -> Option<Duration> {
        let (verdict, asked) = self.verdict(result);
        if verdict == Verdict::Stop || !self.template.can_be_sent() {
            return None;
        }
        let wait = attempts.next(verdict, asked, self.transport.inner.random.fraction())?;
        let deadline = self.transport.settings.deadline;
        // A wait that ends after the deadline is lost time.
        let in_time = deadline.is_none_or(|deadline| self.started.elapsed() + wait < deadline);
        in_time.then_some(wait)
    }

    fn verdict(&self, result: &Result<RawResponse, Error>) -> (Verdict, Option<Duration>) {
        match result {
            Ok(answer) if answer.status().is_success() => (Verdict::Stop, None),
            Ok(answer) => {
                let (kind, code) = answer.failure();
                let failure = Failure {
                    kind,
                    never_sent: false,
                    code: code.as_deref(),
                    status: Some(answer.status().as_u16()),
                };
                let asked = retry_after(answer.headers());
                (verdict(self.operation, failure), asked)
            }
            Err(error) => {
                let failure = Failure {
                    kind: error.kind(),
                    never_sent: error.never_sent(),
                    code: None,
                    status: error.status().as_ref().map(StatusCode::as_u16),
                };
                (verdict(self.operation, failure), error.retry_after())
            }
        }
    }

    /// Tells the hooks, and the log of what is sent again.
    fn tell(
        &self,
        attempt: &Attempt<'_>,
        result: &Result<RawResponse, Error>,
        elapsed: Duration,
        again: Option<Duration>,
    ) {
        let (status, error) = match result {
            Ok(answer) => (Some(answer.status()), None),
            Err(error) => (error.status(), Some(error)),
        };
        let outcome = Outcome::new(status, error, elapsed, again);
        self.hooks().after(attempt, &outcome);
        if let Some(wait) = again {
            let kind = error.map_or(ErrorKind::Server, Error::kind);
            tracing::warn!(
                attempt = attempt.number,
                status = status.map(|status| status.as_u16()),
                reason = ?kind,
                wait = wait.as_secs_f64(),
                "sent again"
            );
        }
    }

    fn record(
        &self,
        span: &Span,
        result: &Result<RawResponse, Error>,
        account: Option<&str>,
        attempts: u32,
    ) {
        if span.is_disabled() {
            return;
        }
        let status = match result {
            Ok(answer) => Some(answer.status()),
            Err(error) => error.status(),
        };
        if let Some(status) = status {
            span.record("status", status.as_u16());
        }
        if let Err(error) = result {
            span.record("error", field::debug(error.kind()));
        }
        if let Some(account) = account {
            span.record("account", account);
        }
        span.record("attempts", attempts);
        let milliseconds = self.started.elapsed().as_millis();
        span.record(
            "milliseconds",
            u64::try_from(milliseconds).unwrap_or(u64::MAX),
        );
    }
}

/// Chance: for jitter, and for references that no one else uses.
pub(crate) struct Random(Mutex<fastrand::Rng>);

impl Random {
    fn new(seed: Option<u64>) -> Self {
        let seed = seed.unwrap_or_else(fresh_seed);
        Self(Mutex::new(fastrand::Rng::with_seed(seed)))
    }

    /// From 0 to below 1.
    pub fn fraction(&self) -> f64 {
        self.with(fastrand::Rng::f64)
    }

    /// 32 hexadecimal digits that no other call has.
    pub fn reference(&self) -> String {
        self.with(|rng| format!("{:032x}", rng.u128(..)))
    }

    fn with<T>(&self, take: impl FnOnce(&mut fastrand::Rng) -> T) -> T {
        take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A seed from the operating system, which the standard library asks for its hash maps.
fn fresh_seed() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(std::process::id())
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport")
            .field("base_url", &self.inner.base_url)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
