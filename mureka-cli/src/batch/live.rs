//! What is seen of a batch while it runs: a table that lives, plain lines, or events.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::stage::Stage;
use super::state::{Piece, Record, Trouble};
use crate::output::{Format, Output};
use crate::shown;

/// Most accounts that have a line of their own on a terminal.
const ACCOUNTS: usize = 20;

/// How often the table moves by itself.
const TICK: Duration = Duration::from_millis(200);

/// Something that happened, for machines.
#[derive(Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event<'e> {
    Submitted {
        line: u64,
        account: Option<&'e str>,
        jobid: Option<&'e str>,
        reply_ref: Option<&'e str>,
    },
    /// Not accepted for now; it is sent again.
    Refused {
        line: u64,
        account: Option<&'e str>,
    },
    Done {
        line: u64,
        jobid: Option<&'e str>,
        made: &'e [Piece],
    },
    Saved {
        line: u64,
        path: &'e Path,
        bytes: u64,
    },
    NotSaved {
        line: u64,
        message: &'e str,
    },
    /// A line that did not come to a good end in this run.
    Ended {
        line: u64,
        stage: Stage,
        jobid: Option<&'e str>,
        error: Option<&'e Trouble>,
    },
}

impl<'e> Event<'e> {
    pub fn submitted(record: &'e Record) -> Self {
        Self::Submitted {
            line: record.at.unwrap_or_default(),
            account: record.account.as_deref(),
            jobid: jobid(record),
            reply_ref: record.reference.as_deref(),
        }
    }

    pub fn refused(record: &'e Record) -> Self {
        Self::Refused {
            line: record.at.unwrap_or_default(),
            account: record.account.as_deref(),
        }
    }

    pub fn done(record: &'e Record) -> Self {
        Self::Done {
            line: record.at.unwrap_or_default(),
            jobid: jobid(record),
            made: &record.made,
        }
    }

    pub fn ended(record: &'e Record) -> Self {
        Self::Ended {
            line: record.at.unwrap_or_default(),
            stage: record.stage,
            jobid: jobid(record),
            error: record.trouble.as_ref(),
        }
    }

    /// For people, where no table lives.
    fn words(&self) -> String {
        let job = |jobid: Option<&str>| shown::text(jobid.map(short));
        match self {
            Self::Submitted {
                line,
                account,
                jobid,
                ..
            } => format!(
                "line {line}  submitted  {} on {}",
                job(*jobid),
                shown::text(*account)
            ),
            Self::Refused { line, account } => format!(
                "line {line}  not taken for now on {}; it is sent again",
                shown::text(*account)
            ),
            Self::Done { line, made, .. } => {
                let count = made.len();
                let pieces = shown::plural(count, "piece", "pieces");
                format!("line {line}  done  {count} {pieces}")
            }
            Self::Saved { line, path, bytes } => {
                let path = path.to_string_lossy();
                let path = shown::one_line(&path);
                format!("line {line}  saved  {path}  {}", shown::bytes(*bytes))
            }
            Self::NotSaved { line, message } => {
                format!("line {line}  not saved  {}", shown::one_line(message))
            }
            Self::Ended {
                line, stage, error, ..
            } => {
                let why = error.map(|trouble| trouble.message.as_str());
                format!("line {line}  {}  {}", stage.name(), shown::text(why))
            }
        }
    }

    fn is_bad(&self) -> bool {
        matches!(self, Self::NotSaved { .. } | Self::Ended { .. })
    }
}

fn jobid(record: &Record) -> Option<&str> {
    record.ticket.as_ref().map(|ticket| ticket.id.as_str())
}

/// `j0121061432017475905m` of `j0121061432017475905m-u777-a123-bot:mureka`.
fn short(id: &str) -> &str {
    id.split_once('-').map_or(id, |(short, _)| short)
}

/// How many lines of an account are at each stage.
#[derive(Clone, Copy, Default)]
struct Tally {
    sending: usize,
    running: usize,
    made: usize,
    failed: usize,
    unsure: usize,
    waiting: usize,
}

impl Tally {
    fn of(&mut self, stage: Stage) -> &mut usize {
        match stage {
            Stage::Waiting => &mut self.waiting,
            Stage::Sending => &mut self.sending,
            Stage::Running => &mut self.running,
            Stage::Made => &mut self.made,
            Stage::Failed => &mut self.failed,
            Stage::Unsure => &mut self.unsure,
        }
    }

    fn words(&self) -> String {
        let parts = [
            (self.sending, "sending"),
            (self.running, "running"),
            (self.made, "done"),
            (self.failed, "failed"),
            (self.unsure, "unsure"),
        ];
        let parts = parts.iter().filter(|(count, _)| *count > 0);
        let parts: Vec<_> = parts
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        if parts.is_empty() {
            "nothing yet".into()
        } else {
            parts.join("  ")
        }
    }
}

/// Shows what happens, to whom it may concern.
pub struct Live {
    output: Output,
    all: Tally,
    accounts: BTreeMap<String, Tally>,
    table: Option<Table>,
}

/// A line for each account, and one for all.
struct Table {
    accounts: BTreeMap<String, ProgressBar>,
    total: ProgressBar,
}

impl Live {
    pub fn new(output: &Output) -> Self {
        Self {
            output: output.clone(),
            all: Tally::default(),
            accounts: BTreeMap::new(),
            table: None,
        }
    }

    /// From now on somebody looks.
    pub fn begin(&mut self, accounts: &[String], lines: usize) {
        if !self.output.progress() {
            return;
        }
        let line = ProgressStyle::with_template("{prefix:20!}  {msg}")
            .unwrap_or_else(|_| ProgressStyle::default_spinner());
        let total =
            ProgressStyle::with_template("{bar:20} {pos} of {len}  {elapsed_precise}  {msg}")
                .unwrap_or_else(|_| ProgressStyle::default_bar());
        let account = |name: &String| {
            let bar = ProgressBar::no_length().with_style(line.clone());
            let bar = self.output.alive(bar);
            bar.set_prefix(shown::one_line(name).into_owned());
            (name.clone(), bar)
        };
        let accounts = accounts.iter().take(ACCOUNTS).map(account).collect();
        let total = ProgressBar::new(lines as u64).with_style(total);
        let total = self.output.alive(total);
        total.enable_steady_tick(TICK);
        self.table = Some(Table { accounts, total });
        self.draw();
    }

    /// A line is at a stage, or is not any more.
    pub fn count(&mut self, record: &Record, there: bool) {
        let account = record.account.clone().unwrap_or_default();
        let tallies = [&mut self.all, self.accounts.entry(account).or_default()];
        for tally in tallies {
            let count = tally.of(record.stage);
            *count = if there {
                *count + 1
            } else {
                count.saturating_sub(1)
            };
        }
        if there {
            self.draw();
        }
    }

    pub fn tell(&self, event: &Event<'_>) {
        match (self.output.format(), &self.table) {
            (Format::Json, _) => {}
            (Format::Jsonl, _) => {
                // What cannot be printed is in the report once more.
                if let Ok(text) = serde_json::to_string(event) {
                    let _ = self.output.line(&text);
                }
            }
            (Format::People, Some(_)) => {
                if event.is_bad() {
                    self.output.hint(&event.words());
                }
            }
            (Format::People, None) => self.output.hint(&event.words()),
        }
    }

    /// Something that is to be seen in any case.
    pub fn warn(&self, text: &str) {
        self.output.warn(text);
    }

    /// The table goes; what comes now stays.
    pub fn finish(&mut self) {
        if let Some(table) = self.table.take() {
            table.total.disable_steady_tick();
            self.output.clear();
        }
    }

    fn draw(&self) {
        let Some(table) = &self.table else {
            return;
        };
        for (name, bar) in &table.accounts {
            let tally = self.accounts.get(name).copied().unwrap_or_default();
            bar.set_message(tally.words());
        }
        let ended = self.all.made + self.all.failed + self.all.unsure;
        table.total.set_position(ended as u64);
        table.total.set_message(self.all.words());
    }
}
