//! Compares two editions of a document, and of the surface made from it.
//!
//! [`documents`] looks at a document as a caller does: what is sent and what comes back
//! are judged apart, since what loosens the one tightens the other. [`surfaces`] looks at
//! the lines of the list of the crate's public items. [`compare()`] does both for two whole
//! editions, and [`version`] says which number the crate needs for what was found.

mod body;
mod edition;
mod enums;
mod extensions;
mod finding;
mod limits;
mod operations;
mod parameters;
mod renames;
mod report;
mod rest;
mod rules;
mod schemas;
mod server;
mod sides;
mod spot;
mod structs;
mod surface;
mod walk;

pub mod version;

use crate::document::Document;

pub use edition::{Edition, compare, describes_an_api, title};
pub use finding::{Class, Finding, Place};
pub use report::{Report, Verdict};
pub use surface::{Surface, surfaces};

use walk::Walk;

/// What changed from one edition of a document to the next, the gravest first.
///
/// Takes any two documents that are YAML: an older edition may keep to another dialect.
/// What no rule knows is taken as breaking, so nothing passes in silence.
pub fn documents(older: &Document, newer: &Document) -> Vec<Finding> {
    let mut walk = Walk::of(older, newer);
    server::compare(&mut walk);
    operations::compare(&mut walk);
    schemas::compare(&mut walk);
    rest::compare(&mut walk);
    let mut findings = walk.log.findings;
    sort(&mut findings);
    findings
}

/// What it is for callers that a document as a whole came or went.
pub fn document_only(document: &Document, class: Class) -> Finding {
    let place = Some(Place {
        file: document.name().to_owned(),
        pointer: String::new(),
        line: 1,
    });
    let came = class != Class::Breaking;
    Finding {
        class,
        rule: "document",
        subject: document.name().to_owned(),
        message: if came {
            "a new document".to_owned()
        } else {
            "the document is gone".to_owned()
        },
        older: place.clone().filter(|_| !came),
        newer: place.filter(|_| came),
    }
}

/// The gravest first, and then in the order of the files.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        let at = |finding: &Finding| {
            let place = finding.newer.as_ref().or(finding.older.as_ref());
            place.map(|place| (place.file.clone(), place.line))
        };
        (b.class, at(a), a.rule, &a.message).cmp(&(a.class, at(b), b.rule, &b.message))
    });
}
