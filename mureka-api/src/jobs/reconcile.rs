//! After a submission of unknown fate: was it accepted?

use std::collections::HashSet;
use std::time::Duration;

use serde_json::Value;
use tokio::time::{Instant, sleep};

use super::Ticket;
use super::progress::{Progress, texts};
use super::references::UnderWay;
use crate::decode::without_mark;
use crate::error::{Error, ErrorKind};
use crate::operation::{JobClass, JobStates, Operation};
use crate::transport::Transport;

/// Waits before each look. What was cut off on the way may still be on its way to the service.
const LOOKS: [Duration; 4] = [
    Duration::ZERO,
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
];

/// Where the list of running jobs says for how long each has run, by the docs `00:24`.
const ELAPSED: &str = "elapsed";

/// How much older a job may seem than its submission. Calls on one account are 3 s apart.
const SLACK: Duration = Duration::from_secs(2);

/// The submission whose job is looked for.
pub struct Lost<'s> {
    pub operation: &'static Operation,
    pub reference: Option<&'s str>,
    /// If the reference is the caller's own, and may be that of other jobs as well.
    pub own: Option<&'s UnderWay<'s>>,
    /// When it was sent first.
    pub begun: Instant,
}

/// The job that was accepted with this reference, or the error with a word on the search.
///
/// # Errors
///
/// None was found, or jobs cannot be listed.
pub async fn find(transport: &Transport, lost: Lost<'_>, error: Error) -> Result<Ticket, Error> {
    let class = lost.operation.job;
    let way = class.and_then(|job| Some((job, job.list?, job.poll.states?)));
    let (Some((job, list, states)), Some(reference)) = (way, lost.reference) else {
        return Err(error);
    };
    let mut search = Search {
        transport,
        lost: &lost,
        reference,
        job,
        list,
        states,
        others: HashSet::new(),
    };
    let mut note = "";
    for wait in LOOKS {
        sleep(wait).await;
        note = match search.look().await {
            Look::Found(ticket) => {
                tracing::warn!(
                    operation = lost.operation.id,
                    job = ticket.id,
                    "accepted after all"
                );
                return Ok(*ticket);
            }
            Look::None => "no running job has its replyRef",
            Look::Several => "its replyRef is that of several calls",
            Look::Unread => "the running jobs could not be looked through",
        };
    }
    Err(error.with_note(note))
}

/// A running job with this reference.
///
/// # Errors
///
/// The running jobs could not be looked through.
pub async fn look_once(
    transport: &Transport,
    operation: &'static Operation,
    reference: &str,
) -> Result<Option<Ticket>, Error> {
    let unread = || {
        Error::of(
            ErrorKind::Unexpected,
            "the running jobs cannot be looked through",
        )
    };
    let class = operation.job;
    let way = class.and_then(|job| Some((job, job.list?, job.poll.states?)));
    let (job, list, states) = way.ok_or_else(unread)?;
    let lost = Lost {
        operation,
        reference: Some(reference),
        own: None,
        begun: Instant::now(),
    };
    let mut search = Search {
        transport,
        lost: &lost,
        reference,
        job,
        list,
        states,
        others: HashSet::new(),
    };
    match search.look().await {
        Look::Found(ticket) => Ok(Some(*ticket)),
        Look::None => Ok(None),
        Look::Several | Look::Unread => {
            // Why not, another try may tell.
            transport.read(list, None).await?;
            Err(unread())
        }
    }
}

/// What a look gave.
enum Look {
    Found(Box<Ticket>),
    /// Everything was read, and it is not there.
    None,
    /// It may be one of several.
    Several,
    /// Not everything could be read.
    Unread,
}

struct Search<'s> {
    transport: &'s Transport,
    lost: &'s Lost<'s>,
    reference: &'s str,
    job: JobClass,
    list: &'static Operation,
    states: JobStates,
    /// Jobs that are known to be others.
    others: HashSet<String>,
}

impl Search<'_> {
    async fn look(&mut self) -> Look {
        let listed = self.transport.read(self.list, None).await;
        let Some(running) = listed.ok().and_then(|body| running(&body, self.job.id)) else {
            return Look::Unread;
        };
        let mut unread = false;
        let mut found: Vec<Ticket> = Vec::new();
        for Running { id, elapsed } in running {
            if self.others.contains(&id) || self.is_another(&id, elapsed) {
                continue;
            }
            match self.read(&id).await {
                Read::Its(_) if found.iter().any(|ticket| ticket.id == id) => {}
                // No one else has a reference that was made here.
                Read::Its(ticket) if self.lost.own.is_none() => return Look::Found(ticket),
                Read::Its(ticket) => found.push(*ticket),
                Read::Other => {
                    self.others.insert(id);
                }
                // What is gone meanwhile, or cannot be read, is looked at again.
                Read::Not => unread = true,
            }
        }
        let alone = self.lost.own.is_none_or(UnderWay::is_alone);
        match found.pop() {
            Some(ticket) if found.is_empty() && alone => Look::Found(Box::new(ticket)),
            Some(_) => Look::Several,
            None if unread => Look::Unread,
            None => Look::None,
        }
    }

    /// Whether a job is surely not that of this submission, whatever its reference.
    fn is_another(&self, id: &str, elapsed: Option<Duration>) -> bool {
        if self.lost.own.is_none() {
            return false;
        }
        // What was not there yet when this was sent came of it, or of a call after it.
        elapsed.is_some_and(|elapsed| elapsed > self.lost.begun.elapsed() + SLACK)
            || self.transport.references().is_taken(id)
    }

    async fn read(&self, id: &str) -> Read {
        let Ok(body) = self.transport.read(self.job.poll, Some(id)).await else {
            return Read::Not;
        };
        let progress = Progress::of(&self.states, &body);
        if progress.status.is_empty() {
            // Not a record of a job, though it came with a 200.
            return Read::Not;
        }
        if progress.reference.as_deref() != Some(self.reference) {
            return Read::Other;
        }
        let mut ticket = Ticket::new(self.lost.operation, id);
        ticket.account = progress.account;
        ticket.reply_ref = progress.reference;
        Read::Its(Box::new(ticket))
    }
}

/// What the record of a job says.
enum Read {
    Its(Box<Ticket>),
    Other,
    Not,
}

/// A job in a list of running ones.
#[derive(Debug, PartialEq)]
struct Running {
    id: String,
    elapsed: Option<Duration>,
}

/// The jobs in a list of any form: their ids stand under the same name as in an answer. `None`
/// if it is no list at all.
fn running(body: &[u8], way: &str) -> Option<Vec<Running>> {
    let value: Value = serde_json::from_slice(without_mark(body)).ok()?;
    if !value.is_object() {
        return None;
    }
    let name = way.rsplit('.').next().unwrap_or(way);
    let mut jobs = Vec::new();
    let mut open = vec![&value];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(fields) => {
                let elapsed = fields
                    .get(ELAPSED)
                    .and_then(Value::as_str)
                    .and_then(duration);
                let ids = texts(value, name).into_iter();
                jobs.extend(ids.map(|id| Running { id, elapsed }));
                open.extend(fields.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    Some(jobs)
}

/// `00:24`, `1:00:24`, `45s` or `1m 23s`: the docs have several forms.
fn duration(text: &str) -> Option<Duration> {
    let text = text.strip_suffix('s').unwrap_or(text);
    let text = text.replace("h ", ":").replace("m ", ":");
    let seconds = text.split(':').try_fold(0_u64, |seconds, part| {
        let part: u64 = part.trim().parse().ok()?;
        seconds.checked_mul(60)?.checked_add(part)
    });
    seconds.map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_age_of_a_job_is_read_in_both_documented_forms() {
        for (text, seconds) in [
            ("00:24", Some(24)),
            ("12:00", Some(720)),
            ("1:00:24", Some(3624)),
            ("45s", Some(45)),
            ("1m 23s", Some(83)),
            ("1h 00m 05s", Some(3605)),
            ("", None),
            ("soon", None),
            ("-1", None),
            ("9999999999999999999:9", None),
        ] {
            assert_eq!(duration(text), seconds.map(Duration::from_secs), "{text}");
        }
    }

    #[test]
    fn running_jobs_are_found_wherever_they_stand() {
        let job = |id: &str, elapsed| Running {
            id: id.to_owned(),
            elapsed,
        };
        let list =
            br#"{"total": 2, "accounts": {"1": {"jobs": [{"jobid": "a", "elapsed": "00:05"}]},
            "2": {"jobs": [{"jobid": "b"}, {"jobid": ""}, null]}}}"#;
        let mut jobs = running(list, "jobid").unwrap();
        jobs.sort_by(|one, other| one.id.cmp(&other.id));
        assert_eq!(
            jobs,
            [job("a", Some(Duration::from_secs(5))), job("b", None)]
        );
        assert_eq!(running(b"{}", "data.jobid"), Some(Vec::new()));
        for no_list in ["", "<html>", "[]", "null", "7"] {
            assert_eq!(running(no_list.as_bytes(), "jobid"), None, "{no_list}");
        }
    }
}
