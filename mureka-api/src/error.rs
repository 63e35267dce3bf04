//! The one error of this crate.

use std::any::Any;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;

use crate::charged::Charged;
use crate::check;
use crate::decode::without_mark;
use crate::jobs::Ticket;
use crate::operation::{Cost, Operation};
use crate::response::Parts;

mod advice;
mod kind;
mod making;

pub use kind::ErrorKind;

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
