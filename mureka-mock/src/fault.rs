//! A fault on demand: what is to go wrong.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What is to go wrong, with which calls, and how often.
///
/// Made by [`Fault::on`] or [`Fault::any`], or written as JSON for the control path:
/// the fields are the same. Without [`times`](Fault::times) it happens once.
///
/// With an answer of its own, or none, a fault takes the place of a call, which then is
/// neither accepted nor charged; with [`after`](Fault::after) the call is accepted first,
/// and only its answer is lost. One that only delays, cuts short or slows down an answer,
/// or that is about the job, leaves the call as it is.
///
/// ```
/// use std::time::Duration;
/// use mureka_mock::Fault;
///
/// // The next two songs: accepted and charged, but the connection is cut.
/// let lost = Fault::on("create_song").times(2).after().cut();
/// // The third poll from now is told to wait.
/// let busy = Fault::on("get_job").skip(2).status(429).retry_after(Duration::from_secs(7));
/// # let _ = (lost, busy);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "they are the fields of its JSON"
)]
pub struct Fault {
    /// operationId, or `media` for the links to files; without it, any operation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) operation: Option<String>,
    /// Name of the document: both have an `extend_song`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) api: Option<String>,
    /// Calls on this account only. Known after a call was read, so `after` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) account: Option<String>,
    /// Calls that go through first.
    #[serde(skip_serializing_if = "is_zero")]
    pub(crate) skip: u32,
    /// How many calls it hits; 0 is every one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) times: Option<u32>,
    /// Whether the call is accepted first.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) after: bool,
    /// Milliseconds before the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) delay_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<u16>,
    /// Name of the documented example.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) example: Option<String>,
    /// `code` in the body: one of 596, or that of an envelope inside a 200.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) code: Option<Value>,
    /// The whole body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) body: Option<Value>,
    /// Whether the body is a page of a proxy; the status is 502 unless said.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) html: bool,
    /// `Retry-After` in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) retry_after: Option<u64>,
    /// Whether `Retry-After` is written as the date that many seconds from now.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) as_date: bool,
    /// The connection ends without an answer.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) cut: bool,
    /// The body ends after so many bytes, and the connection with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) truncate: Option<u64>,
    /// The body comes in pieces of so many bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) trickle: Option<u64>,
    /// Milliseconds between the pieces; 100 unless said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) trickle_ms: Option<u64>,
    /// How the job ends: `stuck` never, or with a status such as `failed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) job: Option<String>,
    /// What a failed job says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) error: Option<String>,
    /// Fields that the result of the job lacks: `mp3_url`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) without: Vec<String>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_false(flag: &bool) -> bool {
    !*flag
}

impl Fault {
    /// With calls of an operation, by its operationId; `media` is the links to files.
    pub fn on(operation: impl Into<String>) -> Self {
        Self {
            operation: Some(operation.into()),
            ..Self::default()
        }
    }

    /// With calls of any operation.
    pub fn any() -> Self {
        Self::default()
    }

    /// Only of this API, `useapi` or `cloudsway`: both have an `extend_song`.
    pub fn api(mut self, name: impl Into<String>) -> Self {
        self.api = Some(name.into());
        self
    }

    /// Only on this account; needs [`after`](Self::after) or a fault of the job,
    /// because the account is known once a call was read.
    pub fn account(mut self, id: impl Into<String>) -> Self {
        self.account = Some(id.into());
        self
    }

    /// Lets so many calls through first.
    pub fn skip(mut self, calls: u32) -> Self {
        self.skip = calls;
        self
    }

    /// Hits so many calls, one unless set; 0 is every one, as in JSON.
    pub fn times(mut self, calls: u32) -> Self {
        self.times = Some(calls);
        self
    }

    /// Hits every call from now on.
    pub fn always(mut self) -> Self {
        self.times = Some(0);
        self
    }

    /// Spoils the answer of a call that was accepted, and charged if it costs.
    pub fn after(mut self) -> Self {
        self.after = true;
        self
    }

    /// Holds the answer back.
    pub fn delay(mut self, by: Duration) -> Self {
        self.delay_ms = Some(u64::try_from(by.as_millis()).unwrap_or(u64::MAX));
        self
    }

    /// Answers with a status, documented or not, and its first documented example.
    pub fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// Chooses the documented example: `slots_full`.
    pub fn example(mut self, name: impl Into<String>) -> Self {
        self.example = Some(name.into());
        self
    }

    /// Sets `code` in the body: `"SESSION_EXPIRED"` of a 596, or the code of an
    /// envelope, which then comes with status 200 and without data.
    pub fn code(mut self, code: impl Into<Value>) -> Self {
        self.code = Some(code.into());
        self
    }

    /// Answers with this JSON.
    pub fn body(mut self, body: impl Into<Value>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Answers with a proxy's HTML page, as a 502 unless there is a status.
    pub fn html(mut self) -> Self {
        self.html = true;
        self
    }

    /// Sends `Retry-After` in whole seconds.
    pub fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait.as_secs());
        self
    }

    /// Sends `Retry-After` as a date.
    pub fn retry_after_date(mut self, wait: Duration) -> Self {
        self.as_date = true;
        self.retry_after(wait)
    }

    /// Ends the connection in the place of an answer.
    pub fn cut(mut self) -> Self {
        self.cut = true;
        self
    }

    /// Ends body and connection after so many bytes of the body.
    pub fn truncate(mut self, bytes: u64) -> Self {
        self.truncate = Some(bytes);
        self
    }

    /// Sends the body in pieces of so many bytes, with a pause between them.
    pub fn trickle(mut self, bytes: u64, pause: Duration) -> Self {
        self.trickle = Some(bytes.max(1));
        self.trickle_ms = Some(u64::try_from(pause.as_millis()).unwrap_or(u64::MAX));
        self
    }

    /// The job never ends.
    pub fn job_stuck(mut self) -> Self {
        self.job = Some(STUCK.to_owned());
        self
    }

    /// The job ends with this status, `failed` or `timeouted`, and these words.
    pub fn job_ends(mut self, status: impl Into<String>, error: impl Into<String>) -> Self {
        self.job = Some(status.into());
        self.error = Some(error.into());
        self
    }

    /// The job is completed, but without this field in its result: `mp3_url`.
    pub fn without(mut self, field: impl Into<String>) -> Self {
        self.without.push(field.into());
        self
    }

    /// Whether it is about the job and not about the answer.
    pub(crate) fn is_of_job(&self) -> bool {
        self.job.is_some() || !self.without.is_empty()
    }

    /// Whether it takes the place of an answer.
    pub(crate) fn is_instead(&self) -> bool {
        self.cut || self.answers() || self.retry_after.is_some()
    }

    /// Whether it has an answer of its own.
    pub(crate) fn answers(&self) -> bool {
        self.status.is_some() || self.html || self.code.is_some() || self.body.is_some()
    }
}

/// The name of a job's end that never comes.
pub(crate) const STUCK: &str = "stuck";

/// The name under which faults of the links to files are given.
pub(crate) const MEDIA: &str = "media";
