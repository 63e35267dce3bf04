//! `spec/docs.lock`: what the pages said when they were last looked at.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

use crate::reference::{Page, Vendor};

use super::facts::{Fact, facts, hash, one_line};

const HEADER: &str = "\
# What the vendors' pages said when they were last looked at: of each page its date, the hash
# of its facts, and the facts. Written by `cargo xtask drift --update-lock`; not edited by hand.
version 1
";

/// The facts of all pages that were looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    pages: BTreeMap<(Vendor, String), Locked>,
}

/// What one page said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locked {
    /// Its date.
    pub date: Option<String>,
    /// Its facts, in its order.
    pub facts: Vec<Fact>,
    /// Line of the lock that it starts at; 0 for one that was not read from a file.
    pub line: usize,
}

/// A lock that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub why: String,
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "line {}: {}; write it anew with `cargo xtask drift --update-lock`",
            self.line, self.why
        )
    }
}

impl std::error::Error for LockError {}

impl Lock {
    /// Reads a lock.
    ///
    /// # Errors
    /// [`LockError`] with the first line that is not as it was written.
    pub fn parse(text: &str) -> Result<Self, LockError> {
        let wrong = |line: usize, why: String| LockError { line, why };
        let mut lock = Self::default();
        let mut version = false;
        let mut open: Option<Open> = None;
        let mut end = 0;
        for (at, line) in text.lines().enumerate() {
            let (at, line) = (at + 1, line.trim_end());
            end = at;
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if !version {
                if line != "version 1" {
                    return Err(wrong(at, format!("`{line}` is not `version 1`")));
                }
                version = true;
                continue;
            }
            if let Some(header) = line.strip_prefix('[') {
                if let Some(open) = open.take() {
                    lock.close(open)?;
                }
                open = Some(Open::of(header, at)?);
                continue;
            }
            let Some(open) = &mut open else {
                return Err(wrong(at, format!("`{line}` stands before any page")));
            };
            if let Some(date) = line.strip_prefix("date ") {
                open.page.date = Some(date.to_owned());
            } else if let Some(hash) = line.strip_prefix("sha256 ") {
                hash.clone_into(&mut open.hash);
            } else {
                open.page.facts.push(Fact::parse(line));
            }
        }
        if !version {
            return Err(wrong(end.max(1), "`version 1` is missing".into()));
        }
        if let Some(open) = open.take() {
            lock.close(open)?;
        }
        Ok(lock)
    }

    fn close(&mut self, open: Open) -> Result<(), LockError> {
        let line = open.page.line;
        let name = open.key.1.clone();
        if open.hash != hash(&open.page.facts) {
            let why = format!("the facts of {name} are not those of its sha256");
            return Err(LockError { line, why });
        }
        if self.pages.insert(open.key, open.page).is_some() {
            let why = format!("{name} stands twice");
            return Err(LockError { line, why });
        }
        Ok(())
    }

    /// What a page said, and the name under which it is known. A text without an address
    /// may have another name; then its endpoint tells which page it is.
    pub fn page(&self, page: &Page) -> Option<(&str, &Locked)> {
        let key = (page.vendor, one_line(&page.name));
        if let Some(((_, name), locked)) = self.pages.get_key_value(&key) {
            return Some((name, locked));
        }
        let endpoint = page.endpoint.as_ref()?;
        let says = one_line(&format!("{} {}", endpoint.method, endpoint.path));
        self.pages(page.vendor).find(|(_, locked)| {
            let first = locked.facts.iter().find(|fact| fact.subject == "endpoint");
            first.is_some_and(|fact| fact.says == says)
        })
    }

    /// All pages of a vendor, by name.
    pub fn pages(&self, vendor: Vendor) -> impl Iterator<Item = (&str, &Locked)> {
        self.pages
            .iter()
            .filter(move |((owner, _), _)| *owner == vendor)
            .map(|((_, name), page)| (name.as_str(), page))
    }

    /// Takes over what a page says now. An edition older than what is known changes
    /// nothing; then this is false.
    pub fn update(&mut self, page: &Page) -> bool {
        let known = self.page(page);
        if known.is_some_and(|(_, known)| page.date.is_some() && page.date < known.date) {
            return false;
        }
        let name = known.map_or_else(|| one_line(&page.name), |(name, _)| name.to_owned());
        let key = (page.vendor, name);
        // A text that lost its date is still the page that had one.
        let date = known.and_then(|(_, known)| known.date.clone());
        let locked = Locked {
            date: page.date.clone().or(date),
            facts: facts(page),
            line: 0,
        };
        self.pages.insert(key, locked);
        true
    }

    /// Forgets the pages of a vendor that are not among these.
    pub fn keep_only(&mut self, vendor: Vendor, pages: &[&Page]) {
        let kept: HashSet<String> = pages
            .iter()
            .filter_map(|page| Some(self.page(page)?.0.to_owned()))
            .collect();
        self.pages
            .retain(|(owner, name), _| *owner != vendor || kept.contains(name));
    }
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEADER)?;
        for ((vendor, name), page) in &self.pages {
            write!(f, "\n[{vendor} {name}]\n")?;
            if let Some(date) = &page.date {
                writeln!(f, "date {date}")?;
            }
            writeln!(f, "sha256 {}", hash(&page.facts))?;
            for fact in &page.facts {
                writeln!(f, "{}", fact.line())?;
            }
        }
        Ok(())
    }
}

/// A page whose end is not read yet.
struct Open {
    key: (Vendor, String),
    page: Locked,
    hash: String,
}

impl Open {
    fn of(header: &str, line: usize) -> Result<Self, LockError> {
        let name = header
            .strip_suffix(']')
            .and_then(|header| header.split_once(' '));
        let key = match name {
            Some(("useapi", name)) => (Vendor::Useapi, name.to_owned()),
            Some(("cloudsway", name)) => (Vendor::Cloudsway, name.to_owned()),
            _ => {
                let why = format!("`[{header}` is not a page as `[useapi NAME]`");
                return Err(LockError { line, why });
            }
        };
        let page = Locked {
            date: None,
            facts: Vec::new(),
            line,
        };
        Ok(Self {
            key,
            page,
            hash: String::new(),
        })
    }
}

/// What became of the facts of one subject.
pub struct Change {
    /// What they are about.
    pub subject: String,
    /// What the page says now; `None` where it says nothing.
    pub now: Option<String>,
    /// What it said; `None` where it said nothing.
    pub was: Option<String>,
}

/// The subjects whose facts changed, in the order of the page, those that are gone last.
pub fn changes(locked: &Locked, page: &Page) -> Vec<Change> {
    let now = facts(page);
    if hash(&now) == hash(&locked.facts) {
        return Vec::new();
    }
    let mut counts: HashMap<&Fact, i32> = HashMap::new();
    for fact in &now {
        *counts.entry(fact).or_default() += 1;
    }
    for fact in &locked.facts {
        *counts.entry(fact).or_default() -= 1;
    }
    let mut changes: Vec<Change> = Vec::new();
    let mut at: HashMap<&str, usize> = HashMap::new();
    let sides = now
        .iter()
        .map(|fact| (fact, true))
        .chain(locked.facts.iter().map(|fact| (fact, false)));
    for (fact, is_now) in sides {
        let count = counts.get(fact).copied().unwrap_or_default();
        if (is_now && count <= 0) || (!is_now && count >= 0) {
            continue;
        }
        let index = *at.entry(&fact.subject).or_insert_with(|| {
            changes.push(Change {
                subject: fact.subject.clone(),
                now: None,
                was: None,
            });
            changes.len() - 1
        });
        let Some(change) = changes.get_mut(index) else {
            continue;
        };
        let side = if is_now {
            &mut change.now
        } else {
            &mut change.was
        };
        match side {
            Some(says) => *says += &format!(" and {}", fact.says),
            None => *side = Some(fact.says.clone()),
        }
    }
    changes
}
