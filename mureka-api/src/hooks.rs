//! Where programs look at calls, and add to them.

use std::fmt;
use std::time::Duration;

use reqwest::{Request, StatusCode};

use crate::error::Error;
use crate::operation::Operation;

/// Looks at every attempt of every call: for metrics, extra headers, a log of one's own.
///
/// A hook is called in the task that makes the call and should return quickly.
///
/// ```
/// use mureka_api::{Attempt, Error, Hook, Outcome, reqwest::Request};
///
/// struct Counter;
///
/// impl Hook for Counter {
///     fn before(&self, _: &Attempt<'_>, request: &mut Request) -> Result<(), Error> {
///         request.headers_mut().insert("x-team", "music".parse().unwrap());
///         Ok(())
///     }
///
///     fn after(&self, attempt: &Attempt<'_>, outcome: &Outcome<'_>) {
///         println!("{} took {:?}", attempt.operation.id, outcome.elapsed);
///     }
/// }
/// ```
pub trait Hook: Send + Sync + 'static {
    /// Before an attempt is sent. The request has no token yet, and its body is not to be read.
    ///
    /// # Errors
    ///
    /// With one, nothing is sent, and the call ends with it; see [`Error::cancelled`].
    fn before(&self, attempt: &Attempt<'_>, request: &mut Request) -> Result<(), Error> {
        let _ = (attempt, request);
        Ok(())
    }

    /// After an attempt that was sent, whatever came of it. Not if the call was given up meanwhile.
    fn after(&self, attempt: &Attempt<'_>, outcome: &Outcome<'_>) {
        let _ = (attempt, outcome);
    }
}

impl<H: Hook + Sync> Hook for std::sync::Arc<H> {
    fn before(&self, attempt: &Attempt<'_>, request: &mut Request) -> Result<(), Error> {
        H::before(self, attempt, request)
    }

    fn after(&self, attempt: &Attempt<'_>, outcome: &Outcome<'_>) {
        H::after(self, attempt, outcome);
    }
}

/// One sending of a call.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// What is called.
    pub operation: &'static Operation,
    /// The account, where the request names it.
    pub account: Option<&'a str>,
    /// 1 for the first.
    pub number: u32,
}

impl<'a> Attempt<'a> {
    pub(crate) fn new(
        operation: &'static Operation,
        account: Option<&'a str>,
        number: u32,
    ) -> Self {
        Self {
            operation,
            account,
            number,
        }
    }
}

/// What became of an attempt.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Outcome<'a> {
    /// The status, if an answer came.
    pub status: Option<StatusCode>,
    /// Why no whole answer came.
    pub error: Option<&'a Error>,
    /// How long it took.
    pub elapsed: Duration,
    /// The wait before the next attempt, if there will be one.
    pub again: Option<Duration>,
}

impl<'a> Outcome<'a> {
    pub(crate) fn new(
        status: Option<StatusCode>,
        error: Option<&'a Error>,
        elapsed: Duration,
        again: Option<Duration>,
    ) -> Self {
        Self {
            status,
            error,
            elapsed,
            again,
        }
    }
}

/// Hooks in the order in which they were added.
#[derive(Clone, Default)]
pub(crate) struct Hooks(Vec<std::sync::Arc<dyn Hook>>);

impl Hooks {
    pub fn add(&mut self, hook: impl Hook) {
        self.0.push(std::sync::Arc::new(hook));
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn before(&self, attempt: &Attempt<'_>, request: &mut Request) -> Result<(), Error> {
        self.0
            .iter()
            .try_for_each(|hook| hook.before(attempt, request))
    }

    pub fn after(&self, attempt: &Attempt<'_>, outcome: &Outcome<'_>) {
        self.0.iter().for_each(|hook| hook.after(attempt, outcome));
    }
}

impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} hooks", self.0.len())
    }
}
