//! The one error of this crate.

use std::any::Any;
use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;

use crate::charged::Charged;
use crate::check;
use crate::classify;
use crate::decode::{Problem, without_mark};
use crate::jobs::Ticket;
use crate::operation::{Cost, Operation};
use crate::redact::Secrets;
use crate::response::Parts;
use crate::upload::UploadError;

mod advice;

/// Why a call failed.
///
/// [`kind`](Self::kind) is what to act on. What the server answered is kept
/// whole: [`status`](Self::status), [`headers`](Self::headers),
/// [`body`](Self::body), and [`decode`](Self::decode) for the typed body.
///
/// `Display` is one line: operation, status, reason, whether it was charged, what to do next. Neither it nor `Debug`
/// shows a token, a header or a whole body.
///
/// ```
/// use mureka_api::{Error, ErrorKind};
///
/// fn advice(error: &Error) -> &'static str {
///     match error.kind() {
///         ErrorKind::RateLimited => "call less often",
///         ErrorKind::SlotsFull => "wait until a running song is done",
///         ErrorKind::Unauthorized => "check USEAPI_TOKEN",
///         _ => "see the message",
///     }
/// }
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    message: String,
    operation: Option<&'static Operation>,
    answer: Option<Parts>,
    status: Option<StatusCode>,
    documented: bool,
    typed: Option<Typed>,
    never_sent: bool,
    charged: Option<Charged>,
    code: Option<String>,
    account: Option<String>,
    ticket: Option<Box<Ticket>>,
    attempts: u32,
    field: Option<&'static str>,
    problems: Vec<check::Problem>,
    /// How many there were: not all are kept.
    problem_count: usize,
    path: Option<String>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// The body in the type that the document has for its status.
pub(crate) type Typed = Box<dyn Any + Send + Sync>;

/// The class of an [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request breaks a rule and was not sent.
    InvalidRequest,
    /// The client is set up wrong: token, base URL.
    Config,
    /// The file or stream to be uploaded failed or changed its length meanwhile.
    Upload,
    /// A local file of a download: it exists already, the disk is full, the folder is missing.
    File,
    /// 401: the token is not accepted.
    Unauthorized,
    /// 403: the token may not do this.
    Forbidden,
    /// 403 with code 6335: the plan of the account does not include this.
    PlanTooLow,
    /// 402, or 412: the account has no credits left.
    NoCredits,
    /// 404: no such account, song or job.
    NotFound,
    /// 410, or code 597: the link, the cookie or the session has run out.
    Expired,
    /// 409: what is asked for is not ready yet.
    NotReady,
    /// 429: calls follow each other too fast.
    RateLimited,
    /// 429: all slots of the account are taken by running calls.
    SlotsFull,
    /// 596: the Mureka session behind the account is broken; [`Error::code`] says how.
    AccountBroken,
    /// The words of the request were refused. The docs name no code for it: it is told by the message.
    Moderated,
    /// The job was accepted and ended without a result.
    JobFailed,
    /// Any other 4xx, and a 200 whose body says that the call was refused.
    Api,
    /// 5xx: the service failed.
    Server,
    /// A status that is neither documented nor an error, or a list whose pages lead nowhere.
    Unexpected,
    /// No complete answer in time; the call may have been accepted.
    Timeout,
    /// The deadline of a wait is over. The job goes on, and [`Error::ticket`] leads back to it.
    Deadline,
    /// The call was given up before it was sent.
    Cancelled,
    /// No connection, or it was cut; see [`Error::never_sent`].
    Connection,
    /// The answer is not what the docs describe.
    Decode,
    /// The answer is longer than the client reads.
    TooLarge,
}

impl Error {
    /// The class.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The status, if an answer came.
    pub fn status(&self) -> Option<StatusCode> {
        let of_answer = self.0.answer.as_ref().map(|answer| answer.status);
        of_answer.or(self.0.status)
    }

    /// The headers of the answer.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The body of the answer, or as much of it as came.
    pub fn body(&self) -> Option<&Bytes> {
        self.0.answer.as_ref().map(|answer| &answer.body)
    }

    /// The body in the type that the document has for this operation and status.
    ///
    /// `None` for any other type, and where the body does not read as it. The method of
    /// the operation names the types.
    ///
    /// ```
    /// use mureka_api::Error;
    /// use mureka_api::useapi::types::{AccountError, AccountErrorCode};
    ///
    /// fn will_pass(error: &Error) -> bool {
    ///     let body = error.typed::<AccountError>(); // of status 596
    ///     body.and_then(|body| body.code.as_ref()) == Some(&AccountErrorCode::RefreshInProgress)
    /// }
    /// ```
    pub fn typed<T: 'static>(&self) -> Option<&T> {
        self.0.typed.as_ref()?.downcast_ref()
    }

    /// The body of the answer as a type of your choice, if it reads as one.
    pub fn decode<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(without_mark(self.body()?)).ok()
    }

    /// Whether the docs of the operation have this status and, where they show one, this form of body.
    pub fn documented(&self) -> bool {
        self.0.documented
    }

    /// The operation, once a request was made for one.
    pub fn operation(&self) -> Option<&'static Operation> {
        self.0.operation
    }

    /// The reason, without operation and status.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The parameter or setting that is at fault: `song_id`, `USEAPI_TOKEN`; of several the first.
    pub fn field(&self) -> Option<&str> {
        let first = || self.0.problems.first().map(check::Problem::field);
        self.0.field.or_else(first)
    }

    /// Everything that a request breaks of the documented limits; the first twenty, if there are more.
    ///
    /// Empty for other errors. `{:#}` shows each on a line of its own.
    pub fn problems(&self) -> &[check::Problem] {
        &self.0.problems
    }

    /// For [`ErrorKind::Decode`]: where in the body, as `songs[1].feed_id`; empty for the whole of it.
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// Whether surely no byte of the request reached the service.
    pub fn never_sent(&self) -> bool {
        self.0.never_sent
    }

    /// Whether the call was charged.
    ///
    /// Only after [`Charged::No`] is it safe to call again.
    pub fn charged(&self) -> Charged {
        let derived = || {
            let status = self.status().map(|status| status.as_u16());
            Charged::of(self.operation(), self.never_sent(), status)
        };
        self.0.charged.unwrap_or_else(derived)
    }

    /// The code that the answer gives beside its status: `9008`, `REFRESH_FAILED`.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The account, where the request or the job named one.
    pub fn account(&self) -> Option<&str> {
        let job = self.0.ticket.as_deref();
        let of_job = || job.and_then(|ticket| ticket.account.as_deref());
        self.0.account.as_deref().or_else(of_job)
    }

    /// The id of the job, once there is one.
    pub fn jobid(&self) -> Option<&str> {
        self.ticket().map(|ticket| ticket.id.as_str())
    }

    /// The way back to a job that was accepted: it goes on, whatever became of the wait.
    pub fn ticket(&self) -> Option<&Ticket> {
        self.0.ticket.as_deref()
    }

    /// How many times the call was sent.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// How long the service asks to wait before the next call.
    pub fn retry_after(&self) -> Option<Duration> {
        crate::retry::retry_after(self.headers()?)
    }

    fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            operation: None,
            answer: None,
            status: None,
            documented: false,
            typed: None,
            never_sent: false,
            charged: None,
            code: None,
            account: None,
            ticket: None,
            attempts: 1,
            field: None,
            problems: Vec::new(),
            problem_count: 0,
            path: None,
            source: None,
        }))
    }

    fn before_sending(kind: ErrorKind, field: &'static str, message: impl Into<String>) -> Self {
        let mut error = Self::unsent(kind, message);
        error.0.field = Some(field);
        error
    }

    /// A call that is given up before it is sent, for a reason of the program's own: what a
    /// [`Hook`](crate::Hook) says that does not want a call to go out.
    ///
    /// ```
    /// use mureka_api::{Charged, Error, ErrorKind};
    ///
    /// let error = Error::cancelled("no songs after midnight");
    /// assert_eq!(error.kind(), ErrorKind::Cancelled);
    /// assert_eq!(error.charged(), Charged::No);
    /// ```
    pub fn cancelled(reason: impl Into<String>) -> Self {
        Self::unsent(ErrorKind::Cancelled, reason)
    }

    /// The same of a call of which this attempt did not go out.
    pub(crate) fn not_sent(mut self) -> Self {
        self.0.never_sent = true;
        self
    }

    /// A setting that cannot be used; `message` must not hold its value.
    pub(crate) fn config(setting: &'static str, message: impl Into<String>) -> Self {
        Self::before_sending(ErrorKind::Config, setting, message)
    }

    /// A parameter that breaks a rule.
    pub(crate) fn invalid(field: &'static str, message: impl Into<String>) -> Self {
        Self::before_sending(ErrorKind::InvalidRequest, field, message)
    }

    /// A request that breaks limits; of `count` problems those that are to be told.
    pub(crate) fn of_problems(problems: Vec<check::Problem>, count: usize) -> Self {
        let message = check::Told(&problems, count).to_string();
        let mut error = Self::unsent(ErrorKind::InvalidRequest, message);
        error.0.problems = problems;
        error.0.problem_count = count;
        error
    }

    /// Nothing was sent or received for too long.
    pub(crate) fn stalled(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Timeout, message)
    }

    /// An answer that is longer than `limit` bytes.
    pub(crate) fn too_large(limit: usize) -> Self {
        let message = format!("an answer of more than {limit} bytes");
        Self::new(ErrorKind::TooLarge, message)
    }

    /// An answer that reports a failure, or was not expected.
    pub(crate) fn answer(answer: Parts, secrets: &Secrets, documented: bool) -> Self {
        let verdict = classify::classify(answer.status, &answer.headers, &answer.body, secrets);
        let mut error = Self::new(verdict.kind, verdict.message).with_answer(answer);
        error.0.code = verdict.code;
        error.0.documented = documented;
        error
    }

    /// An answer whose status is a success and whose body is not.
    pub(crate) fn refused(answer: Parts, secrets: &Secrets, typed: Typed) -> Self {
        let mut error = Self::answer(answer, secrets, true).with_typed(Some(typed));
        error.0.kind = classify::kind(400, error.code(), Some(error.message()));
        error.0.charged = Some(Charged::No);
        error
    }

    /// Adds the body in the documented type.
    pub(crate) fn with_typed(mut self, typed: Option<Typed>) -> Self {
        self.0.typed = typed;
        self
    }

    /// An answer that does not read as its type.
    pub(crate) fn undecodable(answer: Parts, secrets: &Secrets, problem: &Problem) -> Self {
        // The names of fields come from the server, too.
        let path = secrets.redact(&problem.path);
        let message = format!("{}: {}", place(&path), secrets.redact(&problem.message));
        let mut error =
            Self::new(ErrorKind::Decode, classify::one_line(&message)).with_answer(answer);
        error.0.path = Some(path);
        error
    }

    /// A text that does not read as its type, and is no answer of the service.
    pub(crate) fn unreadable(what: &str, problem: &Problem) -> Self {
        let message = format!("{what}: {}: {}", place(&problem.path), problem.message);
        let mut error = Self::new(ErrorKind::Decode, classify::one_line(&message));
        error.0.path = Some(problem.path.clone());
        error
    }

    /// Adds what came of the answer.
    pub(crate) fn with_answer(mut self, answer: Parts) -> Self {
        self.0.operation = Some(answer.operation);
        self.0.answer = Some(answer);
        self
    }

    /// Of a request to `url`: a client that users bring may have been led elsewhere by an answer,
    /// and what was answered was sent.
    pub(crate) fn of_call(error: reqwest::Error, url: &reqwest::Url) -> Self {
        let led_on = error.url().is_some_and(|at| at != url);
        let mut converted = Self::from(error);
        converted.0.never_sent &= !led_on;
        converted
    }

    /// Adds what is known of the charge, against what the status says.
    pub(crate) fn with_charged(mut self, charged: Charged) -> Self {
        self.0.charged = Some(charged);
        self
    }

    /// Adds the account.
    pub(crate) fn with_account(mut self, account: Option<String>) -> Self {
        self.0.account = account.or(self.0.account);
        self
    }

    /// Adds the job that was accepted.
    pub(crate) fn with_ticket(mut self, ticket: Ticket) -> Self {
        self.0.ticket = Some(Box::new(ticket));
        self
    }

    /// Adds how many times the call was sent.
    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// Adds the code that a job gives.
    pub(crate) fn with_code(mut self, code: Option<String>) -> Self {
        self.0.code = code;
        self
    }

    /// Adds what led to it.
    pub(crate) fn with_source(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.0.source = Some(Box::new(source));
        self
    }

    /// Says more.
    pub(crate) fn with_note(mut self, note: &str) -> Self {
        self.0.message = format!("{}; {note}", self.0.message);
        self
    }

    /// Says first what it is about.
    pub(crate) fn about(mut self, what: &str) -> Self {
        self.0.message = format!("{what}: {}", self.0.message);
        self
    }

    /// Adds the status of an answer that is not kept.
    pub(crate) fn with_status(mut self, status: StatusCode) -> Self {
        self.0.status = Some(status);
        self
    }

    /// An error of another kind than an answer has.
    pub(crate) fn of(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self::new(kind, message)
    }

    /// An error of a call that was given up before it was sent.
    pub(crate) fn unsent(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self::new(kind, message).not_sent().with_attempts(0)
    }

    /// Adds the operation.
    pub(crate) fn with_operation(mut self, operation: &'static Operation) -> Self {
        self.0.operation = Some(operation);
        self
    }
}

/// A place for a message: of a long one the end, so that the reason stays in sight.
fn place(path: &str) -> Cow<'_, str> {
    match path.char_indices().rev().nth(PLACE_LIMIT - 1) {
        _ if path.is_empty() => "body".into(),
        Some((start, _)) if start > 0 => format!("…{}", &path[start..]).into(),
        _ => path.into(),
    }
}

/// Longest place in a message, in characters.
const PLACE_LIMIT: usize = 80;

/// What the connector of a build without TLS says to an https URL.
const NO_TLS: &str = "invalid URL, scheme is not http";

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        // The query may hold what the user keeps to themselves.
        let error = error.without_url();
        let mut cause: &(dyn StdError + 'static) = &error;
        while let Some(next) = cause.source()
            && !cause.is::<UploadError>()
        {
            cause = next;
        }
        let upload = cause.is::<UploadError>();
        let cause = classify::one_line(&cause.to_string());
        let (kind, message) = if upload {
            (ErrorKind::Upload, cause)
        } else if error.is_builder() {
            let message = format!("the request cannot be made: {cause}");
            (ErrorKind::InvalidRequest, message)
        } else if error.is_connect() && cause == NO_TLS {
            let message = "https needs the feature `rustls` or `native-tls` of mureka-api";
            (ErrorKind::Config, message.to_owned())
        } else if error.is_connect() {
            (ErrorKind::Connection, format!("no connection: {cause}"))
        } else if error.is_timeout() {
            (ErrorKind::Timeout, "no complete answer in time".to_owned())
        } else {
            let message = format!("the connection failed: {cause}");
            (ErrorKind::Connection, message)
        };
        let mut converted = Self::new(kind, message);
        converted.0.never_sent = error.is_builder() || error.is_connect();
        converted.0.source = Some(error.into());
        converted
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation() {
            write!(f, "{}: ", operation.id)?;
        }
        if !self.0.problems.is_empty() {
            // Nothing of what else is told here would be news.
            let sent = self.operation().map_or("", |_| "not sent, ");
            f.write_str(sent)?;
            return fmt::Display::fmt(&check::Told(&self.0.problems, self.0.problem_count), f);
        }
        if let Some(status) = self.status() {
            write!(f, "{} ", status.as_u16())?;
        }
        if let Some(field) = self.field() {
            write!(f, "{field}: ")?;
        }
        f.write_str(self.message())?;
        if self
            .operation()
            .is_some_and(|operation| operation.cost != Cost::Free)
        {
            write!(f, "; {}", self.charged())?;
        }
        match advice::advice(self) {
            Some(advice) => write!(f, "; {advice}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.kind())
            .field("operation", &self.operation().map(|operation| operation.id))
            .field("status", &self.status().map(|status| status.as_u16()))
            .field("message", &self.to_string())
            .field("body_length", &self.body().map(Bytes::len))
            .field("source", &self.0.source)
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_small_and_crosses_threads() {
        fn crosses<T: Send + Sync + 'static>() {}
        crosses::<Error>();
        assert!(size_of::<Error>() <= 16);
    }

    #[test]
    fn errors_before_sending_name_the_field() {
        let error = Error::invalid("song_id", "empty");
        assert_eq!(error.to_string(), "song_id: empty");
        assert_eq!(error.field(), Some("song_id"));
        assert!(error.never_sent());
        assert_eq!(error.status(), None);
    }
}
