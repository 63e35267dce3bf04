//! What may differ from call to call.

use std::time::Duration;

use crate::retry::Retry;

/// Settings for some calls of a client, over those it was built with.
///
/// ```
/// use std::time::Duration;
/// use mureka_api::{Options, Retry, useapi::Client};
///
/// # fn example(client: Client) {
/// let quick = client.with(Options::new().timeout(Duration::from_secs(10)).retry(Retry::off()));
/// # let _ = quick;
/// # }
/// ```
///
/// The client that comes of it shares connections, slots and spacing with the first.
#[derive(Clone, Debug, Default)]
pub struct Options {
    timeout: Option<Duration>,
    deadline: Option<Duration>,
    retry: Option<Retry>,
    checks: Option<bool>,
    paced: Option<bool>,
}

impl Options {
    /// Changes nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long one attempt may take; for uploads, how long nothing may move.
    ///
    /// A call that runs into it may have been accepted, and charged.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How long a call may take in all: waiting for its turn, every attempt, and what is between them.
    ///
    /// Not the time that a job takes: [`Submission::deadline`](crate::Submission::deadline) is for that.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// What is sent again, and when.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = Some(retry);
        self
    }

    /// Whether the documented limits are checked before a call is sent; on by default.
    ///
    /// Off if the docs have changed since this version: the service then decides alone.
    pub fn checks(mut self, checks: bool) -> Self {
        self.checks = Some(checks);
        self
    }

    /// Whether calls wait for the documented spacing and for a free slot; on by default.
    pub fn paced(mut self, paced: bool) -> Self {
        self.paced = Some(paced);
        self
    }
}

/// The settings of a client, all of them known.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub timeout: Duration,
    pub deadline: Option<Duration>,
    pub retry: Retry,
    pub checks: bool,
    pub paced: bool,
    /// Whether to wait for a login that is being renewed.
    pub refresh: bool,
}

impl Settings {
    pub fn new(timeout: Duration) -> Self {
        Self {
            timeout,
            deadline: None,
            retry: Retry::new(),
            checks: true,
            paced: true,
            refresh: true,
        }
    }

    /// These with what `options` say.
    pub fn with(&self, options: Options) -> Self {
        Self {
            timeout: options.timeout.unwrap_or(self.timeout),
            deadline: options.deadline.or(self.deadline),
            retry: options.retry.unwrap_or_else(|| self.retry.clone()),
            checks: options.checks.unwrap_or(self.checks),
            paced: options.paced.unwrap_or(self.paced),
            refresh: self.refresh,
        }
    }
}
