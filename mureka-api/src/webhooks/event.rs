//! A webhook that was read.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

use crate::classify::one_line;
use crate::decode::{Problem, decode};
use crate::error::{Error, ErrorKind};
use crate::request::segment;
use crate::useapi::Client;
use crate::useapi::operations::GET_JOB;
use crate::useapi::types::{Job, JobStatus};

/// Longest id; the documented ones have about 50 characters.
const ID: usize = 256;

/// Longest state; the documented ones have at most 9 characters.
const STATUS: usize = 64;

/// What a webhook tells: a job, in the state that it has reached.
///
/// It is the job in the same shape as `client.jobs().get(…)` has it. Kinds of jobs, states and
/// fields that are new to this version are kept. Clones share the content. `Debug` shows id,
/// kind and state only: the body repeats the receiver's URL, and with it the secret.
///
/// ```
/// use mureka_api::webhooks::Event;
///
/// let body = br#"{
///     "jobid": "j1", "verb": "music/create", "jobType": "music", "status": "completed",
///     "request": {"prompt": "Rain", "replyRef": "order-17"},
///     "response": {"songs": [{"title": "Rain"}]}
/// }"#;
/// let event = Event::parse(body)?;
/// assert_eq!(event.jobid(), "j1");
/// assert_eq!(event.reply_ref(), Some("order-17"));
/// assert!(event.is_final());
///
/// let error = Event::parse(br#"{"jobid": "j1", "status": {}}"#).unwrap_err();
/// assert_eq!(error.path(), Some("status"));
/// # Ok::<(), mureka_api::Error>(())
/// ```
#[derive(Clone)]
pub struct Event(Arc<Content>);

struct Content {
    job: Job,
    jobid: String,
    body: Bytes,
}

impl Event {
    /// The longest body that is read, in bytes; those of real jobs have some thousands.
    pub const MAX_BODY: usize = 32 * 1024 * 1024;

    /// Reads the body of a webhook. A byte order mark before it is passed over.
    ///
    /// Who sent it is not checked here: see [`Inbox::receive`](super::Inbox::receive) and
    /// [`WebhookSecret::verify`](super::WebhookSecret::verify).
    ///
    /// # Errors
    ///
    /// - [`ErrorKind::TooLarge`]: more than [`MAX_BODY`](Self::MAX_BODY).
    /// - [`ErrorKind::Decode`]: not a job, or one whose `jobid` is missing or cannot be looked
    ///   up. [`Error::path`] tells the place.
    pub fn parse(body: &[u8]) -> Result<Self, Error> {
        let length = body.len();
        if length > Self::MAX_BODY {
            let limit = Self::MAX_BODY;
            let message = format!("webhook: {length} bytes, at most {limit} are read");
            return Err(Error::of(ErrorKind::TooLarge, message));
        }
        let job: Job = decode(body).map_err(|problem| unreadable(&problem))?;
        let jobid = checked_id(job.jobid())?.to_owned();
        if let Some(status) = job.status() {
            short("status", status.as_str(), STATUS)?;
        }
        let body = Bytes::copy_from_slice(body);
        Ok(Self(Arc::new(Content { job, jobid, body })))
    }

    /// The id of the job; not empty, and fit for a path.
    pub fn jobid(&self) -> &str {
        &self.0.jobid
    }

    /// The state of the job, if one is told.
    pub fn status(&self) -> Option<&JobStatus> {
        self.0.job.status()
    }

    /// Whether the job has ended: completed or failed. A state that this version does not
    /// know is no end.
    pub fn is_final(&self) -> bool {
        let status = self.status();
        matches!(status, Some(JobStatus::Completed | JobStatus::Failed))
    }

    /// The `replyRef` that the job was submitted with.
    pub fn reply_ref(&self) -> Option<&str> {
        match &self.0.job {
            Job::Music(job) => job.request.as_ref()?.reply_ref.as_deref(),
            Job::Tts(job) => job.request.as_ref()?.reply_ref.as_deref(),
            Job::Other(job) => job.request.as_ref()?.get("replyRef")?.as_str(),
        }
    }

    /// The job.
    pub fn job(&self) -> &Job {
        &self.0.job
    }

    /// The job alone; copied if other clones of the event are left.
    pub fn into_job(self) -> Job {
        Arc::try_unwrap(self.0).map_or_else(|shared| shared.job.clone(), |content| content.job)
    }

    /// The body as it came. It may hold the receiver's URL, and so the secret.
    pub fn body(&self) -> &Bytes {
        &self.0.body
    }

    /// Looks the job up at the service, which alone knows what is true. Free.
    ///
    /// A webhook with the right secret may still be forged by somebody who has seen it. Where
    /// money or files hang on the result, take this job instead of the one that was posted.
    ///
    /// # Errors
    ///
    /// Those of `client.jobs().get(…)`: [`ErrorKind::NotFound`] or [`ErrorKind::Forbidden`]
    /// for a job that there is not, or that is not yours. [`ErrorKind::Decode`] if another
    /// job came.
    ///
    /// ```
    /// use mureka_api::useapi::{Client, types::JobStatus};
    /// use mureka_api::webhooks::Event;
    /// use mureka_mock::MockServer;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let mock = MockServer::start().await?;
    /// let client = Client::builder().token("any").base_url(mock.base_url()).build()?;
    ///
    /// let forged = Event::parse(br#"{"jobid": "j0-u1-a1-bot:mureka", "status": "completed"}"#)?;
    /// assert!(forged.refetch(&client).await.is_err());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn refetch(&self, client: &Client) -> Result<Job, Error> {
        let job = client.jobs().get(self.jobid()).await?;
        if job.jobid() == Some(self.jobid()) {
            return Ok(job);
        }
        let message = format!("asked for job {}, another one came", one_line(self.jobid()));
        Err(Error::of(ErrorKind::Decode, message).with_operation(&GET_JOB))
    }

    /// How much of memory it takes, about.
    pub(super) fn weight(&self) -> usize {
        self.0.body.len()
    }
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("jobid", &self.jobid())
            .field("verb", &self.0.job.verb())
            .field("status", &self.status())
            .field("body_length", &self.body().len())
            .finish_non_exhaustive()
    }
}

/// An id that can be remembered, and asked for.
fn checked_id(id: Option<&str>) -> Result<&str, Error> {
    let id = id.ok_or_else(|| broken("jobid", "missing"))?;
    short("jobid", id, ID)?;
    match segment(id) {
        Ok(_) => Ok(id),
        Err(rule) if id.is_empty() => Err(broken("jobid", rule)),
        Err(rule) => Err(broken("jobid", &format!("`{}` {rule}", one_line(id)))),
    }
}

fn short(path: &str, text: &str, longest: usize) -> Result<(), Error> {
    let length = text.chars().count();
    if length > longest {
        let rule = format!("{length} characters, at most {longest} are allowed");
        return Err(broken(path, &rule));
    }
    Ok(())
}

fn broken(path: &str, message: &str) -> Error {
    unreadable(&Problem {
        path: path.to_owned(),
        message: message.to_owned(),
    })
}

fn unreadable(problem: &Problem) -> Error {
    Error::unreadable("webhook", problem)
}
