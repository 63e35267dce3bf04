//! What the vendors' documentation says and the documents do not, and the other way round.
//!
//! [`compare`] takes what [`crate::reference::read()`] has read and gives a [`Report`], which
//! [`render`] prints. Differences that are known stand in `spec/drift.toml` ([`Decisions`]),
//! the facts of the pages as they were last looked at in `spec/docs.lock` ([`Lock`]).

mod decisions;
mod differences;
mod exclusions;
mod facts;
mod figures;
mod finding;
mod lock;
mod models;
mod operation;
mod ours;
mod parameters;
mod payloads;
mod presence;
pub mod render;
mod report;
mod scaffold;
mod schemas;
mod since;
mod statuses;
mod validity;

use std::collections::{HashMap, HashSet};

use crate::api::{Api, Operation};
use crate::check::{ExampleCase, cases};
use crate::document::Document;
use crate::reference::{Endpoint, Page, Reference, Vendor};

use ours::Ours;
use validity::Validators;

pub use decisions::{Decision, Decisions, DecisionsError};
pub use finding::{Finding, Kind, Place, Severity};
pub use lock::{Lock, LockError, Locked};
pub use report::{Compared, Decided, Outcome, Report, Unread};
pub use scaffold::{Chunk, Scaffold, ScaffoldError, Target, scaffold, vendor};

/// With that many pages about endpoints, a file is taken for all of a vendor's pages.
const WHOLE: usize = 2;

/// Compares what was read with the documents.
///
/// `today`, as `2026-12-31`, is the day by which decisions run out.
pub fn compare(
    references: &[Reference],
    documents: &[(Vendor, &Document, &Api)],
    decisions: &Decisions,
    lock: Option<&Lock>,
    today: &str,
) -> Report {
    let sides: Vec<Documented> = documents
        .iter()
        .map(|(vendor, document, api)| Documented {
            vendor: *vendor,
            document,
            api,
            cases: cases(document, api),
        })
        .collect();
    let mut report = Report::default();
    let mut validators = Validators::default();
    let mut documented = HashSet::new();
    for reference in references {
        let mut first_pages = HashMap::new();
        for page in &reference.pages {
            doubts(reference, page, &mut report);
            let side = sides.iter().find(|side| side.vendor == page.vendor);
            let operation = side.and_then(|side| side.about(page));
            documented.extend(operation.map(|operation| (page.vendor, operation.id.as_str())));
            let mut compared = page_against(reference, page, side, operation, &mut validators);
            if let Some(operation) = operation {
                let first = *first_pages
                    .entry((page.vendor, &operation.id))
                    .or_insert(&page.name);
                if *first != page.name {
                    let change = format!("another page of the call that {first} is about");
                    let finding = Finding::new(Kind::EndpointAdded, "page", change);
                    compared.findings.push(finding);
                }
            }
            if let Some(lock) = lock
                && !compared.older
            {
                let (operation, name) = (compared.operation.clone(), &page.name);
                let is_decided = |finding: &Finding| {
                    decisions.about(&operation, name, &finding.what()).is_some()
                };
                since::page(page, lock, &is_decided, &mut compared);
            }
            // A page of remarks has nothing to be in step with.
            if compared.known || !compared.findings.is_empty() {
                report.compared.push(compared);
            }
        }
    }
    for side in &sides {
        let whole = references.iter().any(|file| is_whole(file, side.vendor));
        if whole {
            removed(side, &documented, &mut report);
        }
        if let Some(lock) = lock.filter(|_| whole) {
            since::removed(side.vendor, references, lock, &mut report);
        }
    }
    decide(references, decisions, today, &mut report);
    report.sort();
    report
}

/// Whether a file holds all pages of a vendor, so that what it lacks is gone.
pub fn is_whole(reference: &Reference, vendor: Vendor) -> bool {
    let about = |page: &&Page| page.vendor == vendor && page.endpoint.is_some();
    reference.pages.iter().filter(about).count() >= WHOLE
}

/// A document with what is looked up in it again and again.
struct Documented<'a> {
    vendor: Vendor,
    document: &'a Document,
    api: &'a Api,
    cases: Vec<ExampleCase>,
}

impl<'a> Documented<'a> {
    /// The operation of an endpoint, whatever its path parameters are called.
    fn operation(&self, endpoint: &Endpoint) -> Option<&'a Operation> {
        let path = plain(&endpoint.path);
        self.api
            .operations
            .iter()
            .find(|operation| operation.method == endpoint.method && plain(&operation.path) == path)
    }

    /// The operation that a page is about.
    fn about(&self, page: &Page) -> Option<&'a Operation> {
        let endpoint = page.endpoint.as_ref()?;
        self.operation(endpoint).or_else(|| self.written_from(page))
    }

    /// The operation that was written from a page of that name and no other.
    fn written_from(&self, page: &Page) -> Option<&'a Operation> {
        let of = |operation: &&Operation| {
            let name = operation.docs.trim_end_matches('/').rsplit('/').next();
            name == Some(&*page.name)
        };
        let mut operations = self.api.operations.iter().filter(of);
        operations.next().filter(|_| operations.next().is_none())
    }
}

/// A path without trailing slashes and without the names of its parameters.
fn plain(path: &str) -> String {
    let segments = path.trim_end_matches('/').split('/').map(|segment| {
        if segment.starts_with('{') && segment.ends_with('}') {
            "{}"
        } else {
            segment
        }
    });
    segments.collect::<Vec<_>>().join("/")
}

fn doubts(reference: &Reference, page: &Page, report: &mut Report) {
    let of = |doubt: &crate::reference::Doubt| Unread {
        file: reference.name.clone(),
        page: page.name.clone(),
        doubt: doubt.clone(),
    };
    report.unread.extend(page.unread.iter().map(of));
    report.repaired.extend(page.repaired.iter().map(of));
}

fn page_against(
    reference: &Reference,
    page: &Page,
    side: Option<&Documented>,
    operation: Option<&Operation>,
    validators: &mut Validators,
) -> Compared {
    let mut compared = Compared {
        operation: page.name.clone(),
        page: page.name.clone(),
        source: reference.name.clone(),
        page_date: page.date.clone(),
        document_date: None,
        older: false,
        known: false,
        findings: Vec::new(),
    };
    let (Some(endpoint), Some(side)) = (&page.endpoint, side) else {
        return compared;
    };
    compared.operation = format!("{} {}", endpoint.method, endpoint.path);
    let Some(operation) = operation else {
        compared.findings.push(added(page, endpoint, side));
        return compared;
    };
    let moved =
        endpoint.method != operation.method || plain(&endpoint.path) != plain(&operation.path);
    let ours = Ours::of(side.document, operation);
    compared.known = true;
    compared.operation = name(operation);
    compared.document_date.clone_from(&operation.page_date);
    compared.older = page.date.is_some() && page.date < operation.page_date;
    compared.findings = operation::compare(page, endpoint, &ours, &side.cases, validators);
    let servers = same_server(&endpoint.server, &side.api.server);
    if moved || !servers {
        let (now, was) = if moved {
            (
                format!("{} {}", endpoint.method, endpoint.path),
                name(operation),
            )
        } else {
            (endpoint.server.clone(), side.api.server.clone())
        };
        let finding = Finding::new(
            Kind::EndpointMoved,
            if moved { "endpoint" } else { "server" },
            format!("now {now} (was {was})"),
        )
        .values(Some(now), Some(was))
        .at(ours.place(&operation.pointer))
        .covers("endpoint")
        .covers("server");
        compared.findings.push(finding);
    }
    compared
}

/// An operation as reports name it.
fn name(operation: &Operation) -> String {
    let path = operation.path.trim_end_matches('/');
    format!("{} {path}", operation.method)
}

fn same_server(now: &str, was: &str) -> bool {
    now.is_empty() || plain(now) == plain(was)
}

fn added(page: &Page, endpoint: &Endpoint, side: &Documented) -> Finding {
    let documented = format!("{} {}", endpoint.method, endpoint.path);
    let change = format!("new; `cargo xtask drift --scaffold {}`", page.name);
    Finding::new(Kind::EndpointAdded, "endpoint", change)
        .values(Some(documented), None)
        .at(ours::place(side.document, "/paths"))
        .covers("")
}

/// Operations that a whole reference does not have.
fn removed(side: &Documented, documented: &HashSet<(Vendor, &str)>, report: &mut Report) {
    for operation in &side.api.operations {
        if documented.contains(&(side.vendor, operation.id.as_str())) {
            continue;
        }
        let finding = Finding::new(Kind::EndpointRemoved, "endpoint", "no longer documented")
            .values(None, Some(name(operation)))
            .at(ours::place(side.document, &operation.pointer))
            .covers("");
        report.compared.push(Compared {
            operation: name(operation),
            page: String::new(),
            source: String::new(),
            page_date: None,
            document_date: operation.page_date.clone(),
            older: false,
            known: true,
            findings: vec![finding],
        });
    }
}

/// Moves what is decided to the report's tail, and tells of decisions that decide nothing.
fn decide(references: &[Reference], decisions: &Decisions, today: &str, report: &mut Report) {
    let mut used = vec![false; decisions.list.len()];
    let mut decided = Vec::new();
    let mut take = |operation: &str, page: &str, what: &str| {
        let at = decisions.about(operation, page, what)?;
        if let Some(used) = used.get_mut(at) {
            *used = true;
        }
        decisions.list.get(at)
    };
    for compared in &mut report.compared {
        let findings = std::mem::take(&mut compared.findings);
        for mut finding in findings {
            let what = finding.what();
            match take(&compared.operation, &compared.page, &what) {
                Some(decision) if decision.expired(today) => {
                    let until = decision.until.as_deref().unwrap_or_default();
                    finding.change += &format!(" (decided until {until}, which is over)");
                    compared.findings.push(finding);
                }
                Some(decision) => decided.push(Decided {
                    operation: compared.operation.clone(),
                    page: compared.page.clone(),
                    what,
                    finding: Some(finding),
                    decision: decision.clone(),
                }),
                None => compared.findings.push(finding),
            }
        }
    }
    report.unread.retain(|unread| {
        let decision = take("", &unread.page, &unread.what()).filter(|it| !it.expired(today));
        decided.extend(decision.map(|decision| Decided {
            operation: unread.page.clone(),
            page: unread.page.clone(),
            what: unread.what(),
            finding: None,
            decision: decision.clone(),
        }));
        decision.is_none()
    });
    report.decided = decided;
    for (decision, used) in decisions.list.iter().zip(used) {
        if !used && was_read(decision, references, report) {
            idle(decision, report);
        }
    }
}

/// Whether the page that a decision is about was read, in no older edition.
fn was_read(decision: &Decision, references: &[Reference], report: &Report) -> bool {
    let compared = report.compared.iter().any(|compared| {
        (compared.operation == decision.operation || compared.page == decision.operation)
            && !compared.older
    });
    let remarks = references
        .iter()
        .flat_map(|reference| &reference.pages)
        .any(|page| page.name == decision.operation && page.endpoint.is_none());
    compared || remarks
}

/// Tells of a decision that decides nothing.
fn idle(decision: &Decision, report: &mut Report) {
    let change = format!("is decided, but no longer differs: {}", decision.what);
    let finding = Finding::new(Kind::Decision, "decision", change).at(decision.at.clone());
    let about = report.compared.iter_mut().find(|compared| {
        compared.operation == decision.operation || compared.page == decision.operation
    });
    match about {
        Some(compared) => compared.findings.push(finding),
        None => report.compared.push(Compared {
            operation: decision.operation.clone(),
            page: decision.operation.clone(),
            source: String::new(),
            page_date: None,
            document_date: None,
            older: false,
            known: false,
            findings: vec![finding],
        }),
    }
}
