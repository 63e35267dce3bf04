//! A submitted job as a few words to keep.

use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use crate::operation::Operation;
use crate::time::now;

/// What is needed to find a job again, in another process or after a crash.
///
/// Write it down with serde as soon as the job is submitted; it holds no secret. Fields
/// that a later version adds are ignored by this one.
///
/// ```
/// use mureka_api::Ticket;
///
/// let saved = r#"{"operation": "create_song", "id": "j0121-u777-a123-bot:mureka"}"#;
/// let ticket: Ticket = serde_json::from_str(saved).unwrap();
/// assert_eq!(ticket.id, "j0121-u777-a123-bot:mureka");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Ticket {
    /// The operation that started the job: `create_song`.
    pub operation: String,
    /// The id of the job.
    pub id: String,
    /// The operation that reads the job: `get_job`. It tells the two APIs apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poll: Option<String>,
    /// The account it runs on, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The `replyRef` it was submitted with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_ref: Option<String>,
    /// When it was submitted, in seconds since 1970; 0 if that is not known.
    #[serde(default)]
    pub submitted: u64,
}

impl Ticket {
    /// Of a job that an operation started just now: for ids that came another way.
    ///
    /// ```
    /// use mureka_api::{Ticket, useapi::operations};
    ///
    /// let ticket = Ticket::new(&operations::CREATE_SONG, "j0121-u777-a123-bot:mureka");
    /// assert_eq!(ticket.operation, "create_song");
    /// ```
    pub fn new(operation: &Operation, id: impl Into<String>) -> Self {
        let since = now().duration_since(UNIX_EPOCH);
        Self {
            operation: operation.id.to_owned(),
            id: id.into(),
            poll: operation.job.map(|job| job.poll.id.to_owned()),
            account: None,
            reply_ref: None,
            submitted: since.map_or(0, |since| since.as_secs()),
        }
    }
}
