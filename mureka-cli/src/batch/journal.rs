//! All that becomes of lines, in one place: written down first, then told.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use mureka_api::{Error, ErrorKind, Ticket};
use tokio::sync::watch;

use super::fate::{after_job, after_sending, concerns_all};
use super::live::{Event, Live};
use super::slots::UseOfSlots;
use super::stage::Stage;
use super::state::{Kept, Piece, Record, State, Trouble};
use crate::failure::{Failure, charged};

/// So many submissions of unknown fate in a row are no accident any more.
const UNSURE_IN_A_ROW: u32 = 3;

/// The lines of a batch while it runs. Clones are of the same.
#[derive(Clone)]
pub struct Journal(Arc<Mutex<Inner>>);

struct Inner {
    state: State,
    records: BTreeMap<i64, Record>,
    live: Live,
    /// Says that nothing more is to be sent.
    stop: watch::Sender<bool>,
    /// Why nothing more is sent, where it was not asked for.
    reason: Option<Failure>,
    unsure_in_a_row: u32,
    /// Lines that are being sent by this run.
    in_flight: BTreeSet<i64>,
    use_of_slots: UseOfSlots,
    /// Whether lines may be on their way.
    begun: bool,
    /// Lines of which something happened in this run.
    sent: u32,
    files: u32,
    file_troubles: Vec<(i64, String)>,
    /// Lines that are further than the disk says.
    unwritten: BTreeSet<i64>,
}

impl Journal {
    pub fn new(state: State, records: Vec<Record>, mut live: Live) -> Self {
        for record in &records {
            live.count(record, true);
        }
        let records = records.into_iter().map(|it| (it.number, it)).collect();
        Self(Arc::new(Mutex::new(Inner {
            state,
            records,
            live,
            stop: watch::Sender::new(false),
            reason: None,
            unsure_in_a_row: 0,
            in_flight: BTreeSet::new(),
            use_of_slots: UseOfSlots::new(),
            begun: false,
            sent: 0,
            files: 0,
            file_troubles: Vec::new(),
            unwritten: BTreeSet::new(),
        })))
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows what happens from now on.
    pub fn begin(&self, accounts: &[String]) {
        let mut inner = self.lock();
        let lines = inner.records.len();
        inner.live.begin(accounts, lines);
        inner.use_of_slots = UseOfSlots::new();
        inner.begun = true;
    }

    pub fn has_begun(&self) -> bool {
        self.lock().begun
    }

    /// The reference of the next try of a line.
    pub fn reference(&self, number: i64) -> String {
        let inner = self.lock();
        let record = inner.records.get(&number);
        record.map_or_else(String::new, |record| inner.state.reference(record))
    }

    /// A line as it is now.
    pub fn record(&self, number: i64) -> Option<Record> {
        self.lock().records.get(&number).cloned()
    }

    pub fn records(&self) -> Vec<Record> {
        self.lock().records.values().cloned().collect()
    }

    /// Whether it is not known yet what becomes of something that this run has sent.
    pub fn is_sending(&self) -> bool {
        !self.lock().in_flight.is_empty()
    }

    /// Over as soon as nothing more is to be sent.
    pub fn stopped(&self) -> impl Future<Output = ()> + Send + 'static {
        let mut stop = self.lock().stop.subscribe();
        async move {
            let _ = stop.wait_for(|stopped| *stopped).await;
        }
    }

    /// Sends nothing more.
    pub fn stop(&self, reason: Option<Failure>) {
        let mut inner = self.lock();
        inner.halt(reason);
    }

    /// Why nothing more is sent, if it was not asked for.
    pub fn take_reason(&self) -> Option<Failure> {
        self.lock().reason.take()
    }

    /// A line is about to be sent: on disk before the first byte goes out.
    pub fn sending(
        &self,
        number: i64,
        account: Option<&str>,
        reference: &str,
        credits: Option<i64>,
    ) -> Result<(), Error> {
        let mut inner = self.lock();
        if *inner.stop.borrow() {
            return Err(Error::cancelled("stopped before it was sent"));
        }
        let written = inner.change(number, |record| {
            record.stage = Stage::Sending;
            // Another account of the same try is no other try.
            if record.reference.as_deref() != Some(reference) || record.sent.is_none() {
                record.tries += 1;
            }
            record.reference = Some(reference.to_owned());
            record.account = account.map(str::to_owned);
            record.sent = Some(now());
            record.credits = credits;
            record.ticket = None;
            record.trouble = None;
        });
        if let Err(failure) = written {
            let message = failure.to_string();
            // It was not sent, and the disk does not say that it was.
            inner.unwritten.remove(&number);
            inner.set(number, |record| record.stage = Stage::Waiting);
            inner.halt(Some(failure));
            return Err(Error::cancelled(message));
        }
        inner.in_flight.insert(number);
        Ok(())
    }

    /// What was sent was surely not accepted, and waits to be sent again: killed meanwhile, the
    /// line goes out by itself in the next run.
    pub fn refused(&self, number: i64) {
        let mut inner = self.lock();
        inner.in_flight.remove(&number);
        inner.keep(number, |record| record.stage = Stage::Waiting);
        if let Some(record) = inner.records.get(&number) {
            inner.live.tell(&Event::refused(record));
        }
    }

    /// The service has a job for a line.
    pub fn running(&self, number: i64, ticket: &Ticket) {
        let mut inner = self.lock();
        inner.in_flight.remove(&number);
        inner.unsure_in_a_row = 0;
        inner.sent += 1;
        inner.slot(number, 1);
        let written = inner.change(number, |record| {
            record.stage = Stage::Running;
            record.ticket = Some(ticket.clone());
            if ticket.account.is_some() {
                record.account.clone_from(&ticket.account);
            }
            record.trouble = None;
        });
        if let Err(failure) = written {
            let message = format!(
                "line {}: its job {} could not be written down; `mureka job wait {}` leads to it",
                inner.at(number),
                ticket.id,
                ticket.id
            );
            inner.live.warn(&message);
            inner.halt(Some(failure));
        }
        if let Some(record) = inner.records.get(&number).cloned() {
            inner.live.tell(&Event::submitted(&record));
        }
    }

    /// A job that an earlier run submitted is waited for.
    pub fn resumed(&self, number: i64) {
        self.lock().slot(number, 1);
    }

    /// A line is done, but for its files.
    pub fn made(&self, number: i64, pieces: Vec<Piece>) {
        let mut inner = self.lock();
        inner.slot(number, -1);
        inner.keep(number, |record| {
            record.stage = Stage::Made;
            record.made = pieces;
            record.trouble = None;
        });
        if let Some(record) = inner.records.get(&number).cloned() {
            inner.live.tell(&Event::done(&record));
        }
    }

    /// A line ended with an error, wherever it was.
    pub fn ended(&self, number: i64, error: Error) {
        let mut inner = self.lock();
        inner.in_flight.remove(&number);
        let Some(record) = inner.records.get(&number) else {
            return;
        };
        let stage = match record.stage {
            Stage::Running => after_job(&error),
            _ => after_sending(&error),
        };
        let never_left = record.stage == Stage::Waiting && error.kind() == ErrorKind::Cancelled;
        if never_left {
            return;
        }
        if record.stage == Stage::Running {
            inner.slot(number, -1);
        }
        let trouble = Trouble {
            kind: Failure::kind_of(&error),
            message: error.to_string(),
            charged: charged(error.charged()).to_owned(),
        };
        inner.keep(number, |record| {
            record.stage = stage;
            if let Some(ticket) = error.ticket() {
                record.ticket.get_or_insert_with(|| ticket.clone());
            }
            record.trouble = Some(trouble);
        });
        if stage == Stage::Unsure {
            inner.unsure_in_a_row += 1;
            if inner.unsure_in_a_row >= UNSURE_IN_A_ROW {
                let message = format!(
                    "{UNSURE_IN_A_ROW} lines in a row may or may not have been accepted; nothing \
                     more was sent"
                );
                inner.halt(Some(Failure::Broken(message)));
            }
        }
        if let Some(record) = inner.records.get(&number).cloned() {
            inner.live.tell(&Event::ended(&record));
        }
        if stage == Stage::Waiting && concerns_all(&error) {
            inner.halt(Some(error.into()));
        }
    }

    /// A line of an earlier run is nowhere to be found.
    pub fn not_found(&self, number: i64, why: &str) {
        let mut inner = self.lock();
        inner.keep(number, |record| {
            record.stage = Stage::Unsure;
            record.trouble = Some(Trouble {
                kind: "unsure".into(),
                message: why.to_owned(),
                charged: "unknown".into(),
            });
        });
        if let Some(record) = inner.records.get(&number).cloned() {
            inner.live.tell(&Event::ended(&record));
        }
    }

    /// The files of a piece that were saved, or were going to be.
    pub fn files(&self, number: i64, piece: usize) -> Result<Vec<Kept>, Failure> {
        self.lock().state.files(number, piece)
    }

    /// A file is going to be saved: what is found there later is this one.
    pub fn saving(&self, number: i64, piece: usize, path: PathBuf) -> Result<(), Failure> {
        let kept = Kept { path, bytes: None };
        self.lock().state.file(number, piece, &kept)
    }

    /// A file is there.
    pub fn saved(&self, number: i64, piece: usize, path: PathBuf, bytes: u64) {
        let mut inner = self.lock();
        inner.files += 1;
        let at = inner.at(number);
        let kept = Kept {
            path,
            bytes: Some(bytes),
        };
        // It is there all the same, and the next run finds it.
        let _ = inner.state.file(number, piece, &kept);
        let event = Event::Saved {
            line: at,
            path: &kept.path,
            bytes,
        };
        inner.live.tell(&event);
    }

    /// A file could not be saved. The song is there; the next run tries again.
    pub fn not_saved(&self, number: i64, why: String) {
        let mut inner = self.lock();
        let event = Event::NotSaved {
            line: inner.at(number),
            message: &why,
        };
        inner.live.tell(&event);
        inner.file_troubles.push((number, why));
    }

    /// Lets go of what is shown live, and writes down what could not be before: there may be
    /// room on the disk again.
    pub fn finish(&self) -> Counted {
        let mut inner = self.lock();
        inner.live.finish();
        for number in std::mem::take(&mut inner.unwritten) {
            if let Some(record) = inner.records.get(&number) {
                // If it cannot be now either, the next run looks for its job.
                let _ = inner.state.write(record);
            }
        }
        Counted {
            sent: inner.sent,
            files: inner.files,
            file_troubles: std::mem::take(&mut inner.file_troubles),
            slot_seconds: inner.use_of_slots.total(),
            state: inner.state.path().to_owned(),
        }
    }
}

/// What was done in this run.
pub struct Counted {
    pub sent: u32,
    pub files: u32,
    pub file_troubles: Vec<(i64, String)>,
    /// For how long slots were taken, all of them together.
    pub slot_seconds: f64,
    pub state: PathBuf,
}

impl Inner {
    /// Changes a record here and on disk.
    fn change(&mut self, number: i64, how: impl FnOnce(&mut Record)) -> Result<(), Failure> {
        let Some(record) = self.set(number, how) else {
            return Ok(());
        };
        let written = self.state.write(&record);
        if written.is_err() {
            self.unwritten.insert(number);
        } else {
            self.unwritten.remove(&number);
        }
        written
    }

    /// Changes it here alone.
    fn set(&mut self, number: i64, how: impl FnOnce(&mut Record)) -> Option<Record> {
        let record = self.records.get_mut(&number)?;
        self.live.count(record, false);
        how(record);
        self.live.count(record, true);
        Some(record.clone())
    }

    /// The same where nothing hangs on it: what was on disk before is true enough.
    fn keep(&mut self, number: i64, how: impl FnOnce(&mut Record)) {
        if let Err(failure) = self.change(number, how) {
            self.halt(Some(failure));
        }
    }

    /// Speech takes none.
    fn slot(&mut self, number: i64, by: i32) {
        let record = self.records.get(&number);
        if record.is_some_and(|record| record.kind.is_song()) {
            self.use_of_slots.change(by);
        }
    }

    fn halt(&mut self, reason: Option<Failure>) {
        if self.reason.is_none() {
            self.reason = reason;
        }
        self.stop.send_replace(true);
    }

    fn at(&self, number: i64) -> u64 {
        let record = self.records.get(&number);
        record.and_then(|record| record.at).unwrap_or_default()
    }
}

/// Seconds since 1970.
pub fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}
