//! `spec/drift.toml`: differences that are known and decided.

use std::fmt;

use serde::Deserialize;
use toml::Spanned;

use super::finding::Place;

/// All decided differences.
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    /// In the order of the file.
    pub list: Vec<Decision>,
}

/// A difference that is known, and stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The operation, `POST /v1/mureka/music/create`, or the name of a page without one.
    pub operation: String,
    /// Subject and change, in the words of the report.
    pub what: String,
    /// Why it stays.
    pub why: String,
    /// Last day on which it holds.
    pub until: Option<String>,
    /// Where it stands.
    pub at: Place,
}

/// A file of decisions that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionsError {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub why: String,
}

impl fmt::Display for DecisionsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.why)
    }
}

impl std::error::Error for DecisionsError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    decided: Vec<Spanned<Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    operation: Option<Spanned<String>>,
    page: Option<Spanned<String>>,
    what: Spanned<String>,
    why: Spanned<String>,
    until: Option<Spanned<String>>,
}

impl Decisions {
    /// Reads a file of decisions; `file` is what errors call it.
    ///
    /// # Errors
    /// [`DecisionsError`] with file, line and key.
    pub fn parse(file: &str, text: &str) -> Result<Self, DecisionsError> {
        let line = |at: usize| {
            text.get(..at)
                .map_or(1, |text| text.matches('\n').count() + 1)
        };
        let wrong = |at: usize, why: String| DecisionsError {
            file: file.to_owned(),
            line: line(at),
            why,
        };
        let read: File = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            wrong(at, error.message().to_owned())
        })?;
        let mut list: Vec<Decision> = Vec::new();
        for entry in read.decided {
            let at = entry.span().start;
            let entry = entry.into_inner();
            let ((Some(operation), None) | (None, Some(operation))) = (entry.operation, entry.page)
            else {
                let why = "one of `operation` and `page` has to be given";
                return Err(wrong(at, why.into()));
            };
            for (key, value) in [
                ("operation", &operation),
                ("what", &entry.what),
                ("why", &entry.why),
            ] {
                if value.get_ref().trim().is_empty() {
                    return Err(wrong(value.span().start, format!("`{key}` is empty")));
                }
            }
            if let Some(until) = &entry.until
                && !is_date(until.get_ref())
            {
                let why = format!(
                    "`until`: {} is no date, write one as \"2026-12-31\"",
                    until.get_ref()
                );
                return Err(wrong(until.span().start, why));
            }
            let decision = Decision {
                operation: words(operation.get_ref()),
                what: words(entry.what.get_ref()),
                why: words(entry.why.get_ref()),
                until: entry.until.map(Spanned::into_inner),
                at: Place {
                    file: file.to_owned(),
                    line: line(entry.what.span().start),
                    pointer: String::new(),
                },
            };
            let same = |other: &&Decision| {
                other.operation == decision.operation && other.what == decision.what
            };
            if let Some(other) = list.iter().find(same) {
                let why = format!("`what`: the same is decided in line {}", other.at.line);
                return Err(wrong(entry.what.span().start, why));
            }
            list.push(decision);
        }
        Ok(Self { list })
    }

    /// Which of them is about a difference of an operation or page.
    pub fn about(&self, operation: &str, page: &str, what: &str) -> Option<usize> {
        let what = words(what);
        self.list.iter().position(|decision| {
            (decision.operation == operation || decision.operation == page) && decision.what == what
        })
    }
}

impl Decision {
    /// Whether it has run out by that day.
    pub fn expired(&self, today: &str) -> bool {
        self.until.as_deref().is_some_and(|until| until < today)
    }
}

/// A text with its words one blank apart, so that columns can be copied from a report.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else {
        return false;
    };
    let within = |part: &str, digits: usize, most: u32| {
        part.len() == digits
            && part.bytes().all(|b| b.is_ascii_digit())
            && part.parse().is_ok_and(|n: u32| n >= 1 && n <= most)
    };
    within(year, 4, 9999) && within(month, 2, 12) && within(day, 2, 31)
}
