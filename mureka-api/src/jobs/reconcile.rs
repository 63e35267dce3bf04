//! After a submission of unknown fate: was it accepted?

use std::collections::HashSet;
use std::time::Duration;

use tokio::time::sleep;

use super::Ticket;
use super::progress::{Progress, texts};
use crate::error::{Error, ErrorKind};
use crate::operation::{JobClass, Operation};
use crate::transport::Transport;

/// Waits before each look. What was cut off on the way may still be on its way to the service.
const LOOKS: [Duration; 4] = [
    Duration::ZERO,
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
];

/// The job that was accepted with this reference, or the error with a word on the search.
///
/// # Errors
///
/// None was found, or jobs cannot be listed.
pub async fn find(
    transport: &Transport,
    operation: &'static Operation,
    reference: Option<&str>,
    error: Error,
) -> Result<Ticket, Error> {
    let (Some(job), Some(reference)) = (operation.job, reference) else {
        return Err(error);
    };
    if job.list.is_none() {
        return Err(error);
    }
    match look(transport, operation, job, reference, &LOOKS).await {
        Ok(Some(ticket)) => {
            tracing::warn!(
                operation = operation.id,
                job = ticket.id,
                "accepted after all"
            );
            Ok(ticket)
        }
        Ok(None) => Err(error.with_note("no running job has its replyRef")),
        Err(_) => Err(error.with_note("the running jobs could not be looked through")),
    }
}

/// Looks for a running job with this reference, as often as there are waits.
pub async fn look(
    transport: &Transport,
    operation: &'static Operation,
    job: JobClass,
    reference: &str,
    waits: &[Duration],
) -> Result<Option<Ticket>, Error> {
    let (Some(list), Some(states)) = (job.list, job.poll.states) else {
        let message = format!("{}: running jobs cannot be listed", operation.id);
        return Err(Error::of(ErrorKind::Unexpected, message));
    };
    let mut others = HashSet::new();
    let mut result = Ok(None);
    for wait in waits {
        sleep(*wait).await;
        let running = match transport.read(list, None).await {
            Ok(running) => running,
            Err(error) => {
                result = Err(error);
                continue;
            }
        };
        result = Ok(None);
        for id in running_ids(&running, job.id) {
            if others.contains(&id) {
                continue;
            }
            // What is gone meanwhile, or cannot be read, is looked at again.
            let Ok(body) = transport.read(job.poll, Some(&id)).await else {
                continue;
            };
            let progress = Progress::of(&states, &body);
            if progress.reference.as_deref() == Some(reference) {
                let mut ticket = Ticket::new(operation, id);
                ticket.account = progress.account;
                ticket.reply_ref = progress.reference;
                return Ok(Some(ticket));
            }
            others.insert(id);
        }
    }
    result
}

/// The ids of jobs in a list of any form: they stand under the same name as in an answer.
pub fn running_ids(body: &[u8], way: &str) -> Vec<String> {
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(body) else {
        return Vec::new();
    };
    let name = way.rsplit('.').next().unwrap_or(way);
    let mut ids = Vec::new();
    let mut open = vec![&value];
    while let Some(value) = open.pop() {
        ids.extend(texts(value, name).into_iter().filter(|_| value.is_object()));
        match value {
            serde_json::Value::Object(fields) => open.extend(fields.values()),
            serde_json::Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    ids
}
