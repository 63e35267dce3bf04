//! What came of a batch, at its end.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use mureka_api::useapi::operations::CREATE_SONG;
use serde::Serialize;

use super::choice::spent;
use super::journal::Counted;
use super::stage::Stage;
use super::state::{Piece, Record, Trouble};
use crate::failure::Failure;
use crate::output::{Format, Output};
use crate::shown;

/// Most lines that are named for one reason.
const NAMED: usize = 10;

/// The end of a run.
#[derive(Serialize)]
#[serde(tag = "event", rename = "report", rename_all = "snake_case")]
pub struct Report {
    /// Lines of the file.
    pub lines: usize,
    pub done: usize,
    pub failed: usize,
    pub unsure: usize,
    pub running: usize,
    pub waiting: usize,
    /// Lines that stay waiting because no more was asked for.
    pub held_back: usize,
    /// Lines that got a job in this run.
    pub submitted: u32,
    /// Files that were saved in this run.
    pub files: u32,
    pub files_missing: usize,
    /// What the models of all lines that may have been charged are listed with.
    pub credits: i64,
    pub seconds: f64,
    /// Which part of all slots was taken while it ran.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slots_used: Option<f64>,
    pub reasons: Vec<Reason>,
    pub state: PathBuf,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
}

/// Why lines are not done.
#[derive(Serialize)]
pub struct Reason {
    pub stage: &'static str,
    pub kind: String,
    pub message: String,
    pub lines: Vec<u64>,
}

/// A line, for machines.
#[derive(Serialize)]
pub struct Item {
    line: u64,
    stage: Stage,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    jobid: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    made: Vec<Piece>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Trouble>,
}

impl Report {
    pub fn new(
        records: &[Record],
        counted: Counted,
        held_back: usize,
        accounts: usize,
        took: Duration,
        output: &Output,
    ) -> Self {
        // What left the file is no line of it, unless its job still runs.
        let lines = || records.iter().filter(|record| record.at.is_some());
        let count = |stage| lines().filter(|record| record.stage == stage).count();
        let slots = CREATE_SONG.slots.unwrap_or_default();
        let slots = f64::from(slots) * f64::from(u32::try_from(accounts).unwrap_or(u32::MAX));
        let seconds = took.as_secs_f64();
        let whole = slots * seconds;
        let used = (whole > 0.0).then(|| (counted.slot_seconds / whole).min(1.0));
        let items = match output.format() {
            Format::Json => lines().map(Item::of).collect(),
            _ => Vec::new(),
        };
        Self {
            lines: lines().count(),
            done: count(Stage::Made),
            failed: count(Stage::Failed),
            unsure: count(Stage::Unsure) + count(Stage::Sending),
            running: records
                .iter()
                .filter(|it| it.stage == Stage::Running)
                .count(),
            waiting: count(Stage::Waiting),
            held_back,
            submitted: counted.sent,
            files: counted.files,
            files_missing: counted.file_troubles.len(),
            credits: records.iter().filter_map(spent).sum(),
            seconds,
            slots_used: used,
            reasons: reasons(records, &counted),
            state: counted.state,
            items,
        }
    }

    /// Prints it.
    pub fn show(&self, output: &Output) -> Result<(), Failure> {
        output.show(self, |output| {
            output.line(&format!("{} of {} done", self.done, self.lines))?;
            for (count, word) in [
                (self.failed, "failed"),
                (self.unsure, "unsure"),
                (self.running, "running"),
                (self.waiting, "not sent"),
                (self.files_missing, "files missing"),
            ] {
                if count > 0 {
                    output.line(&format!("  {word:13}  {count}"))?;
                }
            }
            for reason in &self.reasons {
                let named = reason.lines.iter().take(NAMED).map(u64::to_string);
                let mut named = named.collect::<Vec<_>>().join(", ");
                if reason.lines.len() > NAMED {
                    named.push_str(&format!(" and {} more", reason.lines.len() - NAMED));
                }
                let line = shown::plural(reason.lines.len(), "line", "lines");
                let message = shown::one_line(&reason.message);
                output.line(&format!("  {}, {line} {named}: {message}", reason.stage))?;
            }
            if self.files > 0 {
                output.line(&format!("  {:13}  {}", "files saved", self.files))?;
            }
            if self.credits > 0 {
                output.line(&format!("  {:13}  about {}", "credits", self.credits))?;
            }
            let clock = clock(self.seconds);
            match self.slots_used.filter(|_| self.submitted > 0) {
                Some(used) => {
                    let used = used * 100.0;
                    output.line(&format!(
                        "  {:13}  {clock}, {used:.0} % of all slots used",
                        "time"
                    ))
                }
                None => output.line(&format!("  {:13}  {clock}", "time")),
            }
        })
    }

    /// Whether everything that was asked for is done.
    pub fn is_good(&self) -> bool {
        self.failed + self.unsure + self.running + self.files_missing == 0
            && self.waiting <= self.held_back
    }

    /// What is not done, in one sentence.
    pub fn summary(&self) -> String {
        let parts = [
            (self.failed, "failed"),
            (self.unsure, "unsure"),
            (self.running, "still running"),
            (self.waiting.saturating_sub(self.held_back), "not sent"),
        ];
        let mut parts: Vec<String> = parts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        if self.files_missing > 0 {
            let files = shown::plural(self.files_missing, "file", "files");
            parts.push(format!("{} {files} missing", self.files_missing));
        }
        format!("of {} lines {}", self.lines, parts.join(", "))
    }
}

impl Item {
    fn of(record: &Record) -> Self {
        Self {
            line: record.at.unwrap_or_default(),
            stage: record.stage,
            account: record.account.clone(),
            jobid: record.ticket.as_ref().map(|ticket| ticket.id.clone()),
            made: record.made.clone(),
            error: record.trouble.clone(),
        }
    }
}

fn reasons(records: &[Record], counted: &Counted) -> Vec<Reason> {
    let mut reasons: BTreeMap<(&'static str, String), Reason> = BTreeMap::new();
    let mut add = |stage: &'static str, kind: &str, message: &str, line: u64| {
        let reason = reasons
            .entry((stage, kind.to_owned()))
            .or_insert_with(|| Reason {
                stage,
                kind: kind.to_owned(),
                message: message.to_owned(),
                lines: Vec::new(),
            });
        // A line has several files.
        if reason.lines.last() != Some(&line) {
            reason.lines.push(line);
        }
    };
    for record in records {
        if let (Some(trouble), Some(at)) = (&record.trouble, record.at) {
            let stage = match record.stage {
                Stage::Waiting => "not sent",
                stage => stage.name(),
            };
            add(stage, &trouble.kind, &trouble.message, at);
        }
    }
    for (number, why) in &counted.file_troubles {
        let record = records.iter().find(|record| record.number == *number);
        let at = record.and_then(|record| record.at).unwrap_or_default();
        add("file missing", "file", why, at);
    }
    reasons.into_values().collect()
}

/// `12:03`
fn clock(seconds: f64) -> String {
    let milliseconds = Duration::try_from_secs_f64(seconds).unwrap_or_default();
    shown::duration(i64::try_from(milliseconds.as_millis()).ok())
}
