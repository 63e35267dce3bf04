//! What changed since the lock was written and no other difference tells.

use std::collections::HashSet;

use crate::reference::{Page, Reference, Vendor};

use super::facts::outer;
use super::finding::{Finding, Kind, Place};
use super::lock::{Locked, changes};
use super::operation::hides_payloads;
use super::{Compared, Lock, Report, plain};

/// The file that the lock stands in.
const FILE: &str = "spec/docs.lock";
/// With more changes than this, a page is simply another one.
const MAX_TOLD: usize = 20;

/// Tells of the facts of a page that changed. What is decided tells of nothing new.
pub fn page(
    page: &Page,
    lock: &Lock,
    is_decided: &dyn Fn(&Finding) -> bool,
    compared: &mut Compared,
) {
    let tells_all = |finding: &Finding| finding.covers.iter().any(String::is_empty);
    if compared.findings.iter().any(tells_all) {
        return;
    }
    let Some((_, locked)) = lock.page(page) else {
        let change = format!("not in {FILE} yet: look at it, then run with --update-lock");
        let finding = Finding::new(Kind::SinceLock, "page", change).at(place(1));
        compared.findings.push(finding);
        return;
    };
    // An older edition than the one that was looked at.
    if page.date.is_some() && page.date < locked.date {
        return;
    }
    if page.endpoint.is_none() && page.date > locked.date {
        let (now, was) = (page.date.clone(), locked.date.clone());
        let change = format!(
            "of {}, since the lock (was {})",
            now.as_deref().unwrap_or("no date"),
            was.as_deref().unwrap_or("no date")
        );
        let finding = Finding::new(Kind::PageDate, "page", change);
        compared
            .findings
            .push(finding.values(now, was).at(place(locked.line)));
    }
    let mut told = told(page, locked, is_decided, compared);
    if told.len() > MAX_TOLD {
        let change = format!("{} facts changed since the lock", told.len());
        told = vec![Finding::new(Kind::SinceLock, "page", change).at(place(locked.line))];
    }
    compared.findings.append(&mut told);
}

fn told(
    page: &Page,
    locked: &Locked,
    is_decided: &dyn Fn(&Finding) -> bool,
    compared: &Compared,
) -> Vec<Finding> {
    let covers: HashSet<&str> = compared
        .findings
        .iter()
        .filter(|finding| !is_decided(finding))
        .flat_map(|finding| &finding.covers)
        .map(String::as_str)
        .collect();
    let covered = |subject: &str| outer(subject).any(|outer| covers.contains(outer));
    let statuses = page.endpoint.iter().flat_map(|endpoint| &endpoint.statuses);
    let codes: HashSet<String> = statuses.clone().map(|it| it.code.to_string()).collect();
    let stated = statuses.into_iter().any(|status| status.stated);
    let mut statuses_gone = HashSet::new();
    let mut told = Vec::new();
    for change in changes(locked, page) {
        if covered(&change.subject) {
            continue;
        }
        let (subject, now, was) = (change.subject, change.now, change.was);
        if now.is_none() && subject.ends_with(" payload") && hides_payloads(page) {
            continue;
        }
        if let Some((code, of)) = status(&subject) {
            if now.is_none() && !codes.contains(code) {
                // Told once, with all that came with it.
                if statuses_gone.insert(code.to_owned()) {
                    told.push(gone(code, None, locked));
                }
                continue;
            }
            // Some forms of a page have lost the words beside the payloads.
            if of == "status" && !stated {
                continue;
            }
        }
        told.push(match (now, was) {
            (None, was) => gone(&subject, was, locked),
            (Some(now), was) => {
                let words = match &was {
                    Some(was) => format!("{now} since the lock (was {was})"),
                    None if now.is_empty() => "new since the lock".into(),
                    None => format!("new since the lock: {now}"),
                };
                Finding::new(Kind::SinceLock, subject, words)
                    .values(Some(now), was)
                    .at(place(locked.line))
            }
        });
    }
    told
}

fn gone(subject: &str, was: Option<String>, locked: &Locked) -> Finding {
    let words = match was.as_deref() {
        None | Some("") => "gone since the lock".into(),
        Some(was) => format!("gone since the lock (was {was})"),
    };
    Finding::new(Kind::SinceLock, subject, words)
        .values(None, was)
        .at(place(locked.line))
}

/// Status and the rest of a subject such as `596 payload`.
fn status(subject: &str) -> Option<(&str, &str)> {
    let (code, rest) = subject.split_once(' ')?;
    let digits = code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit());
    digits.then_some((code, rest))
}

/// Tells of pages that are gone from a whole reference.
pub fn removed(vendor: Vendor, references: &[Reference], lock: &Lock, report: &mut Report) {
    for (name, locked) in lock.pages(vendor) {
        let there = references
            .iter()
            .flat_map(|reference| &reference.pages)
            .filter(|page| page.vendor == vendor)
            .any(|page| lock.page(page).is_some_and(|(known, _)| known == name));
        let endpoint = locked.facts.iter().find(|fact| fact.subject == "endpoint");
        let told = endpoint.is_some_and(|endpoint| {
            let mut removed = report.findings();
            removed.any(|(compared, finding)| {
                finding.kind == Kind::EndpointRemoved
                    && plain(&compared.operation) == plain(&endpoint.says)
            })
        });
        if there || told {
            continue;
        }
        let finding = Finding::new(Kind::SinceLock, "page", "gone since the lock");
        report.compared.push(Compared {
            operation: name.to_owned(),
            page: name.to_owned(),
            source: String::new(),
            page_date: None,
            document_date: None,
            older: false,
            known: false,
            findings: vec![finding.at(place(locked.line))],
        });
    }
}

fn place(line: usize) -> Place {
    Place {
        file: FILE.to_owned(),
        line,
        pointer: String::new(),
    }
}
