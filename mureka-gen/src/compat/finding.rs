//! What was found, how grave it is, and where it stands in both editions.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;

use super::spot::Spot;
use crate::document::escape;

/// What a change means for those who call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Words, examples, order: no program notices.
    Cosmetic,
    /// Something can be done that could not before; what was written keeps working.
    Additive,
    /// What was written for the older edition may no longer compile, or do something else.
    Breaking,
}

impl Class {
    /// From the gravest to the least.
    pub const ALL: [Self; 3] = [Self::Breaking, Self::Additive, Self::Cosmetic];
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cosmetic => "cosmetic",
            Self::Additive => "additive",
            Self::Breaking => "breaking",
        })
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it means for callers.
    pub class: Class,
    /// Name of the rule that judged it, stable, for searching: `limit`.
    pub rule: &'static str,
    /// What changed: `CreateSong.prompt`.
    pub subject: String,
    /// How, with both values, and what it means where that is not plain.
    pub message: String,
    /// Where it stands in the older edition, if it was there.
    pub older: Option<Place>,
    /// Where it stands in the newer edition, if it is still there.
    pub newer: Option<Place>,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.subject, self.message)
    }
}

/// A place in one edition of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file.
    pub file: String,
    /// JSON pointer; of a list of public items, the path of the item.
    pub pointer: String,
    /// Line (from 1).
    pub line: usize,
}

/// The findings so far, and the places that need no further look.
#[derive(Debug, Default)]
pub struct Log {
    pub findings: Vec<Finding>,
    /// Rule, place and message of each finding, and which it is.
    told: BTreeMap<(&'static str, String, String), usize>,
    /// Pointers of the older and of the newer edition that rules have judged.
    pub judged: [BTreeSet<String>; 2],
}

impl Log {
    /// Notes a change. What two operations share is told once.
    pub fn tell(
        &mut self,
        class: Class,
        rule: &'static str,
        older: Option<&Spot<'_>>,
        newer: Option<&Spot<'_>>,
        message: impl Into<String>,
    ) {
        let message = message.into();
        // A thing is called what it was called: that is what callers know.
        let subject = older.or(newer).map(Spot::subject).unwrap_or_default();
        let at = older.or(newer).map(|spot| spot.pointer.clone());
        match self
            .told
            .entry((rule, at.unwrap_or_default(), message.clone()))
        {
            Entry::Vacant(entry) => {
                entry.insert(self.findings.len());
                self.findings.push(Finding {
                    class,
                    rule,
                    subject,
                    message,
                    older: older.map(Spot::place),
                    newer: newer.map(Spot::place),
                });
            }
            // Met on another side: it is what it is on the worse one.
            Entry::Occupied(entry) => {
                if let Some(finding) = self.findings.get_mut(*entry.get()) {
                    finding.class = finding.class.max(class);
                }
            }
        }
    }

    /// Notes that the value of a key was judged in both editions, whatever came of it.
    pub fn judged(&mut self, older: &Spot<'_>, newer: &Spot<'_>, key: &str) {
        for (judged, spot) in self.judged.iter_mut().zip([older, newer]) {
            judged.insert(format!("{}/{}", spot.pointer, escape(key)));
        }
    }

    /// Notes that places were judged as a whole, in the editions that have them.
    pub fn judged_whole(&mut self, older: Option<&Spot<'_>>, newer: Option<&Spot<'_>>) {
        for (judged, spot) in self.judged.iter_mut().zip([older, newer]) {
            judged.extend(spot.map(|spot| spot.pointer.clone()));
        }
    }

    /// Notes that two places are compared where they lead to: who refers to what, and
    /// whether at all, is no matter.
    pub fn followed(&mut self, older: &Spot<'_>, newer: &Spot<'_>) {
        self.judged(older, newer, "$ref");
        if older.text("$ref").is_some() != newer.text("$ref").is_some() {
            self.judged_whole(Some(older), Some(newer));
        }
    }
}
