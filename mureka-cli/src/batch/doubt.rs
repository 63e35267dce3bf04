//! Lines of which an earlier run did not learn whether they were accepted.
//!
//! A running job tells the reference that it was submitted with, so a line whose job runs is
//! found. One that is not found was never accepted, or its job has ended: ended jobs are not
//! listed, and the songs of an account do not tell what asked for them. Both look alike, so it
//! stays unsure, and is not sent again unasked.

use std::time::Duration;

use mureka_api::useapi::Client;

use super::journal::{Journal, now};
use super::stage::Stage;
use super::state::Record;

/// Waits before each look: what was cut off on its way may still be on its way to the service.
const LOOKS: [Duration; 4] = [
    Duration::ZERO,
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
];

/// After so long nothing is on its way any more.
const OLD: u64 = 120;

/// Looks for the jobs of lines in doubt, and gives the lines whose jobs it finds. The others
/// are unsure.
pub async fn settle(client: &Client, journal: &Journal, mut open: Vec<Record>) -> Vec<Record> {
    let mut found = Vec::new();
    let mut unread = None;
    for wait in LOOKS {
        if open.is_empty() {
            break;
        }
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = journal.stopped() => return found,
        }
        let look = Look::at(client, journal, open).await;
        found.extend(look.found);
        (open, unread) = (look.missing, look.unread);
        let is_old = |record: &Record| now().saturating_sub(record.sent.unwrap_or_default()) > OLD;
        if unread.is_none() && open.iter().all(is_old) {
            break;
        }
    }
    for record in open {
        let why = match &unread {
            Some(error) => format!("the running jobs could not be looked through: {error}"),
            None => "no running job has its reference: it was not accepted, or its job has ended \
                     already"
                .to_owned(),
        };
        journal.not_found(record.number, &why);
    }
    found
}

/// Looks once, before anything else is done: jobs end, and are not listed any more.
pub async fn look(client: &Client, journal: &Journal) {
    Look::at(client, journal, in_doubt(journal)).await;
}

/// The lines in doubt, as long as this run sends nothing itself.
pub fn in_doubt(journal: &Journal) -> Vec<Record> {
    let records = journal.records().into_iter();
    let is_open = |record: &Record| matches!(record.stage, Stage::Sending | Stage::Unsure);
    records.filter(is_open).collect()
}

/// What a look through the running jobs gave.
#[derive(Default)]
struct Look {
    found: Vec<Record>,
    missing: Vec<Record>,
    /// Why not all of them could be read.
    unread: Option<String>,
}

impl Look {
    async fn at(client: &Client, journal: &Journal, open: Vec<Record>) -> Self {
        let mut look = Self::default();
        for record in open {
            let reference = record.reference.as_deref().unwrap_or_default();
            match client.jobs().find(reference).await {
                Ok(Some(mut ticket)) => {
                    // The file knows better than the service's name for it.
                    record.kind.operation().id.clone_into(&mut ticket.operation);
                    journal.running(record.number, &ticket);
                    look.found.extend(journal.record(record.number));
                    continue;
                }
                Ok(None) => {}
                Err(error) => look.unread = Some(error.to_string()),
            }
            look.missing.push(record);
        }
        look
    }
}
