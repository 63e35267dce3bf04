//! How errors come about.

use std::borrow::Cow;
use std::error::Error as StdError;

use reqwest::StatusCode;

use super::{Error, ErrorKind, Inner, Typed};
use crate::charged::Charged;
use crate::check;
use crate::classify;
use crate::decode::Problem;
use crate::jobs::Ticket;
use crate::operation::Operation;
use crate::redact::Secrets;
use crate::response::Parts;
use crate::upload::UploadError;

impl Error {
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

#[cfg(not(target_arch = "wasm32"))]
fn no_connection(error: &reqwest::Error) -> bool {
    error.is_connect()
}

/// A browser does not tell how far a request came.
#[cfg(target_arch = "wasm32")]
fn no_connection(_: &reqwest::Error) -> bool {
    false
}

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
        } else if no_connection(&error) && cause == NO_TLS {
            let message = "https needs the feature `rustls` or `native-tls` of mureka-api";
            (ErrorKind::Config, message.to_owned())
        } else if no_connection(&error) {
            (ErrorKind::Connection, format!("no connection: {cause}"))
        } else if error.is_timeout() {
            (ErrorKind::Timeout, "no complete answer in time".to_owned())
        } else {
            let message = format!("the connection failed: {cause}");
            (ErrorKind::Connection, message)
        };
        let mut converted = Self::new(kind, message);
        converted.0.never_sent = error.is_builder() || no_connection(&error);
        converted.0.source = Some(error.into());
        converted
    }
}
