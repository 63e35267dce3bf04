//! One call: its turn, its attempts, and what is between them.

use std::borrow::Cow;
use std::pin::pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::header::AUTHORIZATION;
use reqwest::{Request, StatusCode};
use tracing::{Span, field};

use super::template::Template;
use super::{Jobs, Transport, attempt};
use crate::charged::Charged;
use crate::error::{Error, ErrorKind};
use crate::hooks::{Attempt, Hooks, Outcome};
use crate::jobs::progress::Phase;
use crate::jobs::ways::find;
use crate::operation::{Body, Operation};
use crate::pacing::{Turn, account_of};
use crate::response::RawResponse;
use crate::retry::{Attempts, Failure, Verdict, retry_after, verdict};
use crate::time::{Instant, sleep, timeout};

/// A call on its way.
pub(super) struct Call<'t> {
    pub transport: &'t Transport,
    pub operation: &'static Operation,
    pub template: Template,
    pub started: Instant,
}

impl Call<'_> {
    pub async fn run(&self, span: &Span) -> Result<RawResponse, Error> {
        let mut attempts = Attempts::new(&self.transport.settings.retry);
        // An answer to a paid call that cannot be read names the account, too.
        let is_named = is_paced(self.operation) || !self.hooks().is_empty() || !span.is_disabled();
        let account = is_named.then(|| self.account()).flatten();
        let result = match self.turn(account.as_deref()).await {
            Ok(turn) => self.attempts(&mut attempts, turn, account.as_deref()).await,
            Err(error) => Err(unsent(error).with_operation(self.operation)),
        };
        self.record(span, &result, account.as_deref(), attempts.made());
        let account = account.or_else(|| self.account_of(&result));
        match result {
            Ok(answer) => Ok(answer.of(account, attempts.made())),
            Err(error) => Err(error.with_account(account)),
        }
    }

    /// The account, for an error.
    fn account_of(&self, result: &Result<RawResponse, Error>) -> Option<String> {
        let succeeded = |answer: &RawResponse| answer.status().is_success();
        match result {
            Ok(answer) if succeeded(answer) => None,
            _ => self.account(),
        }
    }

    /// The account that the request names, or an id in it.
    fn account(&self) -> Option<String> {
        let body = self.template.bytes().map(|body| &body[..]);
        account_of(body, self.template.url()).map(Cow::into_owned)
    }

    /// Waits until the call may be sent.
    async fn turn(&self, account: Option<&str>) -> Result<Turn, Error> {
        let held = self.transport.held.as_ref();
        if let Some(turn) = held.and_then(|held| lock(&held.turn).take()) {
            return Ok(turn);
        }
        let pacing = self.transport.pacing();
        let running = Jobs::of(self.transport);
        let admitted = pin!(pacing.admit(self.operation, account, &running));
        self.transport.in_time(admitted).await
    }

    async fn attempts(
        &self,
        attempts: &mut Attempts,
        mut turn: Turn,
        account: Option<&str>,
    ) -> Result<RawResponse, Error> {
        let running = Jobs::of(self.transport);
        loop {
            let started = Instant::now();
            let attempt = Attempt::new(self.operation, account, attempts.made());
            let (mut request, taken) = self.template.make(self.is_upload());
            let stopped = match self.too_late() {
                Some(error) => Err(error),
                None => self.before(&attempt, &mut request),
            };
            if let Err(error) = stopped {
                turn.refused();
                let error = error.not_sent().with_operation(self.operation);
                return Err(error.with_attempts(attempts.made() - 1));
            }
            let sent = pin!(self.attempt(request, taken.as_deref(), self.limit()));
            let result = turn.sending(sent).await;
            let again = self.again(&result, attempts);
            let wait = again.as_ref().map(|pause| pause.wait);
            self.tell(&attempt, &result, started.elapsed(), wait);
            let paused = match again {
                Some(pause) => self.pause(&mut turn, &pause, &running).await,
                None => false,
            };
            if !paused {
                self.end(turn, &result);
                return result.map_err(|error| error.with_attempts(attempts.made()));
            }
        }
    }

    /// Waits for the next attempt; `false` if there is none: the deadline of the call came first,
    /// or what runs could not be heard.
    async fn pause(&self, turn: &mut Turn, pause: &Pause, running: &Jobs<'_>) -> bool {
        let settings = &self.transport.settings;
        // Where slots are kept count of, the turn itself waits until one is free.
        let is_counted = self.operation.slots.is_some() && settings.paced;
        let turn_waits = pause.why == ErrorKind::SlotsFull && is_counted && !pause.asked;
        let paused = async {
            if !turn_waits {
                sleep(pause.wait).await;
            }
            turn.again(pause.why, running).await
        };
        let Some(deadline) = settings.deadline else {
            return paused.await.is_ok();
        };
        let left = deadline.saturating_sub(self.started.elapsed());
        matches!(timeout(left, paused).await, Ok(Ok(())))
    }

    /// Whether the call takes its slot on, if it has one.
    fn end(&self, turn: Turn, result: &Result<RawResponse, Error>) {
        let charged = match result {
            Ok(answer) if answer.status().is_success() => {
                if turn.is_free() {
                    return;
                }
                return match self.started_job(answer.body()) {
                    Some(jobid) => turn.accepted(&jobid),
                    // A job that the answer does not name runs all the same.
                    None if answer.status() == StatusCode::CREATED => turn.uncertain(),
                    None => turn.done(),
                };
            }
            Ok(answer) => {
                let status = answer.status().as_u16();
                Charged::of(Some(self.operation), false, Some(status))
            }
            Err(error) => error.charged(),
        };
        match charged {
            Charged::No => turn.refused(),
            Charged::Unknown | Charged::Yes => turn.uncertain(),
        }
    }

    /// The job in an answer, if it runs.
    fn started_job(&self, body: &[u8]) -> Option<String> {
        self.operation.slots?;
        let job = self.operation.job?;
        let states = job.poll.states?;
        let [status, id] = find(body, [Some(states.status), Some(job.id)]);
        let runs = |status: &str| Phase::of(&states, status) == Phase::Running;
        status.first.filter(|status| runs(status))?;
        id.text()
    }

    /// Asks whether an attempt may go out; last of all who would write it down.
    fn before(&self, attempt: &Attempt<'_>, request: &mut Request) -> Result<(), Error> {
        self.hooks().before(attempt, request)?;
        match &self.transport.held {
            Some(held) => held.watch.before(attempt, request),
            None => Ok(()),
        }
    }

    fn hooks(&self) -> &Hooks {
        &self.transport.inner.hooks
    }

    /// How long the next attempt may take.
    fn limit(&self) -> Duration {
        let timeout = self.transport.timeout();
        self.left().map_or(timeout, |left| timeout.min(left))
    }

    /// The error if no attempt can be made any more.
    fn too_late(&self) -> Option<Error> {
        self.left().filter(Duration::is_zero)?;
        let message = "the deadline was over before it was sent";
        let error = Error::of(ErrorKind::Deadline, message).not_sent();
        Some(error.with_operation(self.operation))
    }

    /// What is left until the deadline.
    fn left(&self) -> Option<Duration> {
        let deadline = self.transport.settings.deadline?;
        Some(deadline.saturating_sub(self.started.elapsed()))
    }

    async fn attempt(
        &self,
        mut request: Request,
        taken: Option<&std::sync::atomic::AtomicU64>,
        limit: Duration,
    ) -> Result<RawResponse, Error> {
        let inner = &self.transport.inner;
        let secrets = self
            .transport
            .secrets(self.template.bytes(), self.operation);
        let url = self.template.url();
        let authorization = inner.authorization.clone();
        request.headers_mut().insert(AUTHORIZATION, authorization);
        let mut until = None;
        let response = match taken {
            Some(taken) if self.is_upload() => {
                // While it moves, only the deadline ends it.
                *request.timeout_mut() = request.timeout().copied().or(self.left());
                attempt::upload(&inner.http, request, limit, taken, url).await
            }
            _ => {
                if request.timeout().is_none() && inner.brought {
                    // Its own timeout would go first.
                    *request.timeout_mut() = Some(limit);
                }
                if request.timeout().is_none() {
                    until = Instant::now().checked_add(limit);
                }
                attempt::execute(&inner.http, request, limit, url).await
            }
        };
        let response = response.map_err(|error| error.with_operation(self.operation))?;
        let parts = attempt::read(response, self.operation, limit, until).await?;
        Ok(RawResponse::new(parts, secrets))
    }

    fn is_upload(&self) -> bool {
        let body = self.operation.body;
        self.template.is_streamed() || matches!(body, Body::Multipart(_) | Body::Binary(_))
    }

    /// Why and after which wait there is to be another attempt, if there is.
    fn again(&self, result: &Result<RawResponse, Error>, attempts: &mut Attempts) -> Option<Pause> {
        let (why, verdict, asked) = self.verdict(result)?;
        let not_waited_for = why == ErrorKind::AccountBroken && !self.transport.settings.refresh;
        if verdict == Verdict::Stop || not_waited_for || !self.template.can_be_sent() {
            return None;
        }
        let wait = attempts.next(verdict, asked, self.transport.inner.random.fraction())?;
        let deadline = self.transport.settings.deadline;
        // A wait that ends after the deadline is lost time.
        let in_time = deadline.is_none_or(|deadline| self.started.elapsed() + wait < deadline);
        if !in_time {
            attempts.forgo();
        }
        in_time.then_some(Pause {
            why,
            wait,
            asked: asked.is_some(),
        })
    }

    fn verdict(
        &self,
        result: &Result<RawResponse, Error>,
    ) -> Option<(ErrorKind, Verdict, Option<Duration>)> {
        let (kind, code, never_sent, status, asked) = match result {
            Ok(answer) if answer.status().is_success() => return None,
            Ok(answer) => {
                let (kind, code) = answer.failure();
                let asked = retry_after(answer.headers());
                (kind, code, false, Some(answer.status()), asked)
            }
            Err(error) => {
                let asked = error.retry_after();
                (
                    error.kind(),
                    None,
                    error.never_sent(),
                    error.status(),
                    asked,
                )
            }
        };
        let failure = Failure {
            kind,
            never_sent,
            code: code.as_deref(),
            status: status.map(|status| status.as_u16()),
        };
        Some((kind, verdict(self.operation, failure), asked))
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
        if let Some(held) = &self.transport.held {
            held.watch.after(attempt, &outcome);
        }
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

/// The error of a call that was not sent, because of another one that was.
fn unsent(error: Error) -> Error {
    if error.never_sent() {
        return error;
    }
    let message = format!("what runs could not be heard: {error}");
    Error::unsent(error.kind(), message).with_source(error)
}

/// What is between two attempts.
struct Pause {
    why: ErrorKind,
    wait: Duration,
    /// Whether the answer said how long.
    asked: bool,
}

/// Whether calls wait for their turn.
fn is_paced(operation: &Operation) -> bool {
    operation.spacing.is_some() || operation.slots.is_some()
}

fn lock(turn: &Mutex<Option<Turn>>) -> MutexGuard<'_, Option<Turn>> {
    turn.lock().unwrap_or_else(PoisonError::into_inner)
}
