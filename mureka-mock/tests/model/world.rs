//! What is documented of accounts, records, jobs, limits and charges, in a few rules.

use std::collections::{BTreeMap, BTreeSet};

/// Least milliseconds between two songs of an account, and how many may run at once.
const SPACING: u64 = 3000;
const SLOTS: usize = 10;
/// For how long a job can be looked up.
const KEPT: u64 = 7 * 86_400_000;

/// What accounts hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Track,
    Vocal,
    Voice,
    Motif,
    Song,
    Speech,
}

/// A record: a file, a voice, a speech, or the two songs of one generation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub kind: Kind,
    pub account: String,
    pub ids: Vec<String>,
    /// Counted up: the newest is listed first.
    pub place: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    pub id: String,
    pub account: String,
    /// A song or a speech.
    pub kind: Kind,
    pub verb: &'static str,
    pub created: u64,
    /// Whether what it made is among the records.
    pub made: bool,
}

/// Why a song is refused for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    TooFrequent,
    SlotsFull,
}

/// What a look at a job finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    Nothing,
    Running,
    Completed,
}

#[derive(Debug, Default)]
pub struct World {
    /// Milliseconds since the start.
    pub now: u64,
    pub generation: u64,
    pub accounts: BTreeSet<String>,
    pub records: Vec<Record>,
    pub jobs: Vec<Job>,
    pub charges: BTreeMap<&'static str, u64>,
    songs_at: BTreeMap<String, u64>,
    places: u64,
}

impl World {
    pub fn new(generation: u64, accounts: &[String]) -> Self {
        Self {
            generation,
            accounts: accounts.iter().cloned().collect(),
            ..Self::default()
        }
    }

    /// The account of a call: the one it names, or the only one there is.
    pub fn account(&self, named: Option<&str>) -> Option<String> {
        match named {
            Some(named) => self.accounts.get(named).cloned(),
            None if self.accounts.len() == 1 => self.accounts.first().cloned(),
            None => None,
        }
    }

    /// Takes an account away with all that it has.
    pub fn close(&mut self, account: &str) -> bool {
        let was_there = self.accounts.remove(account);
        if was_there {
            self.records.retain(|record| record.account != account);
        }
        was_there
    }

    /// Everything for which a song would have to wait.
    pub fn waits(&self, account: &str) -> Vec<Wait> {
        let mut waits = Vec::new();
        let before = self.songs_at.get(account);
        if before.is_some_and(|before| self.now - before < SPACING) {
            waits.push(Wait::TooFrequent);
        }
        let songs = self.running().filter(|job| job.kind == Kind::Song);
        if songs.filter(|job| job.account == account).count() >= SLOTS {
            waits.push(Wait::SlotsFull);
        }
        waits
    }

    /// Writes down that a song or a speech was accepted.
    pub fn begin(&mut self, operation: &'static str, job: Job) {
        if job.kind == Kind::Song {
            self.songs_at.insert(job.account.clone(), self.now);
        }
        self.charge(operation);
        self.jobs.push(job);
    }

    pub fn charge(&mut self, operation: &'static str) {
        *self.charges.entry(operation).or_default() += 1;
    }

    pub fn charged(&self) -> u64 {
        self.charges.values().sum()
    }

    /// The jobs that run, oldest first.
    pub fn running(&self) -> impl Iterator<Item = &Job> {
        self.jobs.iter().filter(|job| !self.has_ended(job))
    }

    pub fn has_ended(&self, job: &Job) -> bool {
        job.created + self.generation <= self.now
    }

    /// The first job that has ended and whose result is not among the records yet.
    pub fn next_made(&mut self) -> Option<Job> {
        let at = self
            .jobs
            .iter()
            .position(|job| !job.made && self.has_ended(job))?;
        self.jobs[at].made = true;
        Some(self.jobs[at].clone())
    }

    pub fn look(&self, job: &str) -> Found {
        match self.jobs.iter().find(|other| other.id == job) {
            Some(job) if self.now - job.created > KEPT => Found::Nothing,
            Some(job) if self.has_ended(job) => Found::Completed,
            Some(_) => Found::Running,
            None => Found::Nothing,
        }
    }

    pub fn add(&mut self, kind: Kind, account: &str, ids: Vec<String>) {
        self.places += 1;
        self.records.push(Record {
            kind,
            account: account.to_owned(),
            ids,
            place: self.places,
        });
    }

    /// What an account has of a kind, the newest first, from below a place on.
    pub fn list(&self, kind: Kind, account: &str, below: u64) -> Vec<&Record> {
        let records = self.records.iter().rev();
        records
            .filter(|record| record.kind == kind && record.account == account)
            .filter(|record| record.place < below)
            .collect()
    }

    /// The account that has something.
    pub fn owner(&self, kind: Kind, id: &str) -> Option<&str> {
        let mut records = self.records.iter().filter(|record| record.kind == kind);
        let record = records.find(|record| record.ids.iter().any(|other| other == id))?;
        Some(&record.account)
    }

    /// Takes one thing away, and its record with the last.
    pub fn remove(&mut self, kind: Kind, id: &str) {
        for record in self.records.iter_mut().filter(|record| record.kind == kind) {
            record.ids.retain(|other| other != id);
        }
        self.records.retain(|record| !record.ids.is_empty());
    }
}
