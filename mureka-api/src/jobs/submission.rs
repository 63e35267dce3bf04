//! A request on its way to become a job.

use std::fmt;
use std::future::IntoFuture;
use std::pin::Pin;
use std::time::Duration;

use serde_json::{Value, json};

use super::handle::Seen;
use super::progress::texts;
use super::reconcile::{self, Lost};
use super::references::UnderWay;
use super::ways::text_at;
use super::{Done, JobHandle, Output, Start, Started, Ticket};
use crate::charged::Charged;
use crate::credits;
use crate::decode::without_mark;
use crate::error::{Error, ErrorKind};
use crate::pacing::{account_in, account_in_body};
use crate::response::Parts;
use crate::time::Instant;
use crate::transport::Transport;
use crate::useapi::raw::Raw;
use crate::useapi::types::{Job, Model};

/// A request that starts a job: `.await` it for the result, or [`submit`](Self::submit) it for the job.
///
/// Unless the request says otherwise it is sent with `async`, so that no connection has to
/// hold for as long as a song takes; and with a `replyRef` of its own, by which it is found
/// again if the answer gets lost. Those that you set are left as they are.
///
/// Nothing is sent before it is awaited.
#[must_use = "nothing is sent before it is awaited or submitted"]
pub struct Submission<R: Start> {
    transport: Transport,
    request: R,
    wait: Wait,
    credits_first: bool,
}

/// How long the answer may take to a request that does not wait for its job.
const AT_ONCE: Duration = Duration::from_secs(30);

/// How to wait for a job.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wait {
    pub deadline: Duration,
    pub interval: Duration,
}

impl Default for Wait {
    /// The docs tell of up to 90 s a job, and poll every 5 s.
    fn default() -> Self {
        Self {
            deadline: Duration::from_secs(600),
            interval: Duration::from_secs(5),
        }
    }
}

impl<R: Start> Submission<R> {
    pub(crate) fn new(transport: &Transport, request: R) -> Self {
        Self {
            transport: transport.clone(),
            request,
            wait: Wait::default(),
            credits_first: false,
        }
    }

    /// Reads first whether the account has the credits that the model asks for: one free call.
    ///
    /// With too few the error is [`ErrorKind::NoCredits`], and nothing is submitted. Of a model
    /// that the profile does not list, and of speech, no price is known: it is submitted.
    pub fn check_credits(mut self) -> Self
    where
        R::Output: Output<State = Job>,
    {
        self.credits_first = true;
        self
    }

    /// How long to wait for the result once it is submitted; 10 minutes by default.
    ///
    /// There is one last look when it is over. The error then leads back to the job.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.wait.deadline = deadline;
        self
    }

    /// How often to look how far the job is: every 5 s by default, a tenth more or less.
    pub fn poll_every(mut self, interval: Duration) -> Self {
        self.wait.interval = interval;
        self
    }

    /// Submits it, and does not wait for the result.
    ///
    /// # Errors
    ///
    /// As those of the call. If it is not known what became of it, the running jobs were looked
    /// through already: [`Error::charged`] is then [`Charged::Unknown`].
    pub async fn submit(mut self) -> Result<JobHandle<R::Output>, Error> {
        let request = &self.request;
        self.transport
            .check(R::OPERATION, |problems| request.problems(problems))?;
        if self.credits_first {
            self.afford().await?;
        }
        let Prepared { background, own } = self.prepare();
        let operation = R::OPERATION;
        let way = operation.job.map(|job| job.id);
        let transport = self.transport.clone();
        let references = transport.references();
        let own = own.map(|reference| references.begin(&reference));
        let begun = Instant::now();
        let mut sending = self.transport.clone();
        if background == Some(true) {
            // The answer comes at once. When it does not, the job should still run when it is
            // looked for.
            sending = sending.within(AT_ONCE);
        }
        // What became of it: the job, its id, or why there is none.
        let (seen, found) = match self.request.start(&sending).await {
            Ok(answer) => {
                let (started, parts) = answer.into_parts();
                match started {
                    Started::Done(value) => match text_at(way, &parts.body) {
                        // A job was asked for, and this names one: it knows better what it gave.
                        Some(id) if background == Some(true) => (None, Ok(id)),
                        id => {
                            let _ = own.map(UnderWay::runs_not);
                            let ticket = Ticket::new(operation, id.unwrap_or_default());
                            let done = Done::new(self.transport.clone(), value, ticket.clone());
                            let transport = self.transport;
                            let handle = JobHandle::new(transport, operation, ticket, self.wait);
                            return Ok(handle.with_done(done));
                        }
                    },
                    Started::Job(state) => {
                        let (seen, id) = Seen::beside(state, parts.body.clone(), way);
                        (Some(seen), id.ok_or_else(|| no_id(parts)))
                    }
                }
            }
            // Where the call waits for its job, a job that failed is told like a request that
            // was wrong.
            Err(error) if background == Some(false) && is_bad_request(&error) => {
                let _ = own.map(UnderWay::runs_not);
                return Err(error.with_charged(Charged::Unknown));
            }
            Err(error) if error.charged() == Charged::No => {
                let _ = own.map(UnderWay::runs_not);
                return Err(error);
            }
            Err(error) => {
                // An answer that does not read as a job may name it all the same.
                let accepted = error.charged() == Charged::Yes;
                let body = error.body().filter(|_| accepted);
                let id = body.and_then(|body| {
                    text_at(way, body).or_else(|| id_in_part(way?, without_mark(body)))
                });
                (None, id.ok_or(error))
            }
        };
        let is_looked_for = seen.is_none();
        // The request has done its part.
        let reference = self.request.fields().reference.and_then(Option::take);
        let mut ticket = match found {
            Ok(id) => Ticket::new(operation, id),
            Err(error) => {
                let lost = Lost {
                    operation,
                    reference: reference.as_deref(),
                    own: own.as_ref(),
                    begun,
                };
                reconcile::find(&self.transport, lost, error).await?
            }
        };
        if let Some(own) = own {
            own.took(&ticket.id);
        }
        ticket.reply_ref = reference;
        if is_looked_for {
            // Its slot is that of a call of which nothing was known.
            let account = ticket.account.as_deref().or_else(|| account_in(&ticket.id));
            if operation.slots.is_some() {
                self.transport.pacing().adopt(account, &ticket.id);
            }
        }
        let mut handle = JobHandle::new(self.transport, operation, ticket, self.wait);
        handle.begin(seen);
        Ok(handle)
    }

    async fn afford(&self) -> Result<(), Error> {
        // Prices are those of songs.
        if R::OPERATION.slots.is_none() {
            return Ok(());
        }
        let body = serde_json::to_vec(&self.request).unwrap_or_default();
        let request: Asked = serde_json::from_slice(&body).unwrap_or_default();
        let account = account_in_body(&body);
        let raw = Raw::over(&self.transport);
        credits::check(
            raw,
            R::OPERATION,
            account.as_deref(),
            request.model.as_ref(),
        )
        .await?;
        Ok(())
    }

    /// Sets what the request leaves open.
    fn prepare(&mut self) -> Prepared {
        let fields = self.request.fields();
        let background = fields.background.map(|asked| *asked.get_or_insert(true));
        let own = fields
            .reference
            .as_ref()
            .and_then(|asked| (**asked).clone());
        if let Some(asked) = fields.reference {
            asked.get_or_insert_with(|| self.transport.random().reference("mureka-"));
        }
        Prepared { background, own }
    }
}

/// What a request asks for.
struct Prepared {
    /// Whether for a job, where it has the choice.
    background: Option<bool>,
    /// The reference, if it is the caller's.
    own: Option<String>,
}

/// Whether the request is said to be wrong, not the account or the pace.
fn is_bad_request(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Api | ErrorKind::Moderated)
        && error.status().is_some_and(|status| status == 400)
}

/// What decides over the price.
#[derive(Default, serde::Deserialize)]
struct Asked {
    model: Option<Model>,
}

/// The error of an answer that names no job.
fn no_id(parts: Parts) -> Error {
    Error::of(ErrorKind::Decode, "the answer names no job").with_answer(parts)
}

/// The id of a job in an answer that was cut off behind it.
fn id_in_part(way: &str, body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let name = format!("\"{}\"", way.rsplit('.').next()?);
    let (_, rest) = text.split_once(&name)?;
    let rest = rest.trim_start().strip_prefix(':')?.trim_start();
    let end = match rest.strip_prefix('"') {
        Some(inner) => 1 + inner.find('"')? + 1,
        // A number may go on behind the cut.
        None => rest.find([',', '}'])?,
    };
    let value: Value = serde_json::from_str(&rest[..end]).ok()?;
    let value = json!({ "id": value });
    texts(&value, "id").into_iter().next()
}

impl<R: Start> IntoFuture for Submission<R> {
    type Output = Result<Done<R::Output>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.submit().await?.await })
    }
}

// Without the request: it may hold the address of a webhook.
impl<R: Start> fmt::Debug for Submission<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Submission")
            .field("operation", &R::OPERATION.id)
            .field("wait", &self.wait)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_out_of_what_is_left_of_an_answer_if_it_is_whole() {
        for (part, id) in [
            (
                r#"{"jobid": "j1-a2:mureka", "verb": "mus"#,
                Some("j1-a2:mureka"),
            ),
            (r#"{"status":"created","jobid" : "j1""#, Some("j1")),
            (r#"{"jobid": "j1"#, None),
            (r#"{"jobid": 12"#, None),
            (r#"{"jobid": 12, "#, Some("12")),
            (r#"{"jobid": "", "x"#, None),
            (r#"{"jobid": null, "x"#, None),
            (r#"{"jobid": {"a": 1}, "x"#, None),
            (r#"{"jobid""#, None),
            ("", None),
            ("<html>", None),
        ] {
            assert_eq!(
                id_in_part("data.jobid", part.as_bytes()).as_deref(),
                id,
                "{part}"
            );
        }
    }
}
