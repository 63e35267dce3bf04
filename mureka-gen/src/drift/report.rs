//! What a comparison found, operation by operation.

use serde::Serialize;

use crate::reference::Doubt;

use super::decisions::Decision;
use super::finding::{Finding, Kind};

/// Everything that a comparison found.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// What was compared, the most serious differences first.
    pub compared: Vec<Compared>,
    /// Differences that are known and stay.
    pub decided: Vec<Decided>,
    /// What could not be read.
    pub unread: Vec<Unread>,
    /// What was read after a repair that may be wrong.
    pub repaired: Vec<Unread>,
    /// Files in which nothing could be read.
    pub unreadable: Vec<crate::reference::Unreadable>,
}

/// One page against its operation, or a page of general remarks against the lock.
#[derive(Debug, Clone)]
pub struct Compared {
    /// `POST /v1/mureka/music/create`, or the page's name where it has no endpoint.
    pub operation: String,
    /// Name of the page; empty where no page is about the operation.
    pub page: String,
    /// The file or address that the page was read from.
    pub source: String,
    /// Date of the page.
    pub page_date: Option<String>,
    /// Date of the page that the document was written from.
    pub document_date: Option<String>,
    /// Whether this edition of the page is older than the document.
    pub older: bool,
    /// Whether the page is about an operation of the document.
    pub known: bool,
    /// The differences, the most serious first.
    pub findings: Vec<Finding>,
}

/// A difference that is known and stays.
#[derive(Debug, Clone)]
pub struct Decided {
    /// The operation or page.
    pub operation: String,
    /// Name of the page.
    pub page: String,
    /// The difference in the words of the report.
    pub what: String,
    /// The difference; `None` for something that could not be read.
    pub finding: Option<Finding>,
    /// Why it stays, and until when.
    pub decision: Decision,
}

/// A place of a page that was not read as it stands.
#[derive(Debug, Clone, Serialize)]
pub struct Unread {
    /// The file or address.
    pub file: String,
    /// Name of the page.
    pub page: String,
    /// The place.
    #[serde(flatten)]
    pub doubt: Doubt,
}

impl Unread {
    /// The doubt in the words of the report.
    pub fn what(&self) -> String {
        format!("unread {}", self.doubt.what)
    }
}

/// How a comparison ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// No difference that is not decided.
    InStep,
    /// Differences.
    Drift,
    /// Something could not be read, so that differences may be hidden.
    Unreadable,
}

impl Outcome {
    /// The exit code of the command: 0, 1 or 2.
    pub fn code(self) -> u8 {
        match self {
            Self::InStep => 0,
            Self::Drift => 1,
            Self::Unreadable => 2,
        }
    }
}

impl Report {
    /// How it ended.
    pub fn outcome(&self) -> Outcome {
        if !self.unreadable.is_empty() || !self.unread.is_empty() {
            Outcome::Unreadable
        } else if self.drifted() > 0 {
            Outcome::Drift
        } else {
            Outcome::InStep
        }
    }

    /// How many operations and pages differ.
    pub fn drifted(&self) -> usize {
        let differ = |compared: &&Compared| !compared.findings.is_empty();
        self.compared.iter().filter(differ).count()
    }

    /// How many operations are as their pages say.
    pub fn in_step(&self) -> usize {
        let same = |compared: &&Compared| compared.known && compared.findings.is_empty();
        self.compared.iter().filter(same).count()
    }

    /// All differences, with what they were found in.
    pub fn findings(&self) -> impl Iterator<Item = (&Compared, &Finding)> {
        self.compared.iter().flat_map(|compared| {
            compared
                .findings
                .iter()
                .map(move |finding| (compared, finding))
        })
    }

    /// Puts the most serious differences first.
    pub(super) fn sort(&mut self) {
        for compared in &mut self.compared {
            compared.findings.sort_by_key(|finding| finding.kind);
        }
        let first = |compared: &Compared| compared.findings.first().map(|finding| finding.kind);
        self.compared
            .sort_by_key(|compared| first(compared).unwrap_or(Kind::Decision));
    }
}
