//! After a submission of unknown fate: was it accepted?

use std::collections::HashSet;
use std::time::Duration;

use super::Ticket;
use super::progress::Progress;
use super::references::UnderWay;
use super::running::{Listed, listed};
use crate::error::{Error, ErrorKind};
use crate::operation::{JobClass, JobStates, Operation};
use crate::time::{Instant, sleep};
use crate::transport::Transport;

/// Waits before each look. What was cut off on the way may still be on its way to the service.
const LOOKS: [Duration; 4] = [
    Duration::ZERO,
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
];

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
        let body = self.transport.read(self.list, None).await;
        let running = body.ok().and_then(|body| listed(&body, self.job.id));
        let Some(running) = running else {
            return Look::Unread;
        };
        let mut unread = false;
        let mut found: Vec<Ticket> = Vec::new();
        for Listed { id, elapsed, .. } in running {
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
