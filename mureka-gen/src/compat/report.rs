//! The findings for people and for programs, and the version they ask for.

use std::fmt::Write;

use serde::Serialize;

use super::finding::{Class, Finding, Place};
use super::version::{self, Version};

/// More changes that break nothing are only counted in the text.
const MOST_ADDITIVE: usize = 60;
const MOST_COSMETIC: usize = 20;

/// Everything that changed between two editions.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// What the older edition is called: `v0.1.0`.
    pub older: String,
    /// What the newer edition is called.
    pub newer: String,
    /// What changed, the gravest first.
    pub findings: Vec<Finding>,
    /// What could not be compared, and why.
    pub left_out: Vec<String>,
    /// What it means for the version, where both are known.
    pub version: Option<Verdict>,
}

/// Whether a version is right for what changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// The version of the older edition.
    pub older: String,
    /// The version of the newer edition.
    pub newer: String,
    /// The least one that may follow after these changes.
    pub needed: String,
    /// Whether the newer one may follow.
    pub enough: bool,
}

impl Verdict {
    /// Of two versions and the gravest change between them.
    pub fn of(older: &Version, newer: &Version, class: Class) -> Self {
        Self {
            older: older.to_string(),
            newer: newer.to_string(),
            needed: version::needed(older, class).to_string(),
            enough: version::is_enough(older, newer, class),
        }
    }
}

impl Report {
    /// The gravest class; cosmetic where nothing changed.
    pub fn class(&self) -> Class {
        let classes = self.findings.iter().map(|finding| finding.class);
        classes.max().unwrap_or(Class::Cosmetic)
    }

    /// Whether it can stay as it is: the version is right, or, where there is none to
    /// judge, nothing breaks.
    pub fn passes(&self) -> bool {
        match &self.version {
            Some(verdict) => verdict.enough,
            None => self.class() != Class::Breaking,
        }
    }

    /// For people.
    pub fn text(&self) -> String {
        let mut text = format!("{} compared with {}\n", self.newer, self.older);
        for class in Class::ALL {
            let findings = self
                .findings
                .iter()
                .filter(|finding| finding.class == class);
            let findings: Vec<_> = findings.collect();
            if findings.is_empty() {
                continue;
            }
            let _ = writeln!(text, "\n{class}: {}", findings.len());
            let most = match class {
                Class::Breaking => findings.len(),
                Class::Additive => MOST_ADDITIVE,
                Class::Cosmetic => MOST_COSMETIC,
            };
            for finding in findings.iter().take(most) {
                let _ = writeln!(text, "  {finding} [{}]", finding.rule);
                let _ = writeln!(text, "      {}", places(finding));
            }
            if findings.len() > most {
                let _ = writeln!(
                    text,
                    "  … and {} more; --json has all",
                    findings.len() - most
                );
            }
        }
        text.push('\n');
        for left_out in &self.left_out {
            let _ = writeln!(text, "not compared: {left_out}");
        }
        text.push_str(&self.conclusion());
        text
    }

    /// For programs.
    pub fn json(&self) -> serde_json::Value {
        let count = |class| {
            let findings = self.findings.iter();
            findings.filter(|finding| finding.class == class).count()
        };
        serde_json::json!({
            "older": self.older,
            "newer": self.newer,
            "class": if self.findings.is_empty() { None } else { Some(self.class()) },
            "counts": {
                "breaking": count(Class::Breaking),
                "additive": count(Class::Additive),
                "cosmetic": count(Class::Cosmetic),
            },
            "findings": self.findings,
            "left_out": self.left_out,
            "version": self.version,
            "passes": self.passes(),
        })
    }

    fn conclusion(&self) -> String {
        let what = if self.findings.is_empty() {
            "nothing changed".to_owned()
        } else {
            match self.class() {
                Class::Breaking => "breaking changes".to_owned(),
                Class::Additive => "additions, nothing breaks".to_owned(),
                Class::Cosmetic => "words only".to_owned(),
            }
        };
        match &self.version {
            None => format!("{what}; no version was judged\n"),
            Some(verdict) => {
                let Verdict {
                    older,
                    newer,
                    needed,
                    enough,
                } = verdict;
                if *enough && older == needed {
                    format!("{what}: {newer} after {older} is right\n")
                } else if *enough {
                    format!(
                        "{what}: {needed} or later has to follow {older}, and {newer} is right\n"
                    )
                } else {
                    format!(
                        "{what}: {needed} or later has to follow {older}, and {newer} is too low: \
                         set `version` in Cargo.toml, and tell of it in CHANGELOG.md\n"
                    )
                }
            }
        }
    }
}

/// Where it stands in both editions.
fn places(finding: &Finding) -> String {
    let at = |place: &Place| format!("{}:{}", place.file, place.line);
    let pointer = |place: &Place| match place.pointer.as_str() {
        "" => String::new(),
        pointer => format!("  {pointer}"),
    };
    match (&finding.older, &finding.newer) {
        (Some(older), Some(newer)) => {
            format!("{}, was {}{}", at(newer), at(older), pointer(newer))
        }
        (Some(older), None) => format!("was {}{}", at(older), pointer(older)),
        (None, Some(newer)) => format!("{}{}", at(newer), pointer(newer)),
        (None, None) => String::new(),
    }
}
