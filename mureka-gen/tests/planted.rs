//! Changes of the docs, planted one at a time: each is found and named right, and
//! nothing else is.
#![cfg(feature = "drift")]

#[path = "support/edition.rs"]
mod edition;
#[path = "planted/invented.rs"]
mod invented;
#[path = "planted/marks.rs"]
mod marks;
#[path = "planted/tables.rs"]
mod tables;
#[path = "planted/vendor.rs"]
mod vendor;

use std::path::{Path, PathBuf};

use edition::Edition;
use mureka_gen::drift::{Decisions, compare};
use mureka_gen::reference::{Vendor, read};
use mureka_gen::{Api, Document, check};

/// A change: what it is, how it is made, and what the report has to say, each as
/// `call | kind | subject`, and where that is not enough, ` | ` and how it begins.
type Row = (&'static str, fn(&mut Edition), &'static [&'static str]);

/// A document and the docs that it is in step with.
struct Side {
    vendor: Vendor,
    document: Document,
    api: Api,
    edition: Edition,
    decisions: Decisions,
}

impl Side {
    fn new(vendor: Vendor, document: &Path, docs: &Path) -> Option<Self> {
        let name = document.file_name().expect("a file").to_string_lossy();
        let document = Document::load_as(&name, document).expect("the document is read");
        let api = check(&document).expect("the document is good");
        let Ok(text) = std::fs::read_to_string(docs) else {
            eprintln!("not here: {}", docs.display());
            return None;
        };
        Some(Self {
            vendor,
            document,
            api,
            edition: Edition::of(&text),
            decisions: Decisions::default(),
        })
    }

    /// What the report says of an edition, one line each.
    fn report(&self, edition: &Edition) -> Vec<String> {
        let reference = read("edition", edition.text.as_bytes()).expect("it is read");
        let documents = [(self.vendor, &self.document, &self.api)];
        let report = compare(
            &[reference],
            &documents,
            &self.decisions,
            None,
            "2026-11-21",
        );
        let unread = report
            .unread
            .iter()
            .map(|unread| format!("{} | unread | {}", unread.page, unread.doubt.what));
        let findings = report.findings().map(|(compared, finding)| {
            format!(
                "{} | {} | {} | {}",
                compared.operation, finding.kind, finding.subject, finding.change
            )
        });
        findings.chain(unread).collect()
    }

    /// Plants every change of a table.
    fn plant(&self, rows: &[Row]) {
        let before = self.report(&self.edition);
        let mut wrong = String::new();
        for (what, change, expected) in rows {
            let mut edition = self.edition.clone();
            change(&mut edition);
            let mut known = before.clone();
            let found = self.report(&edition);
            let found: Vec<&String> = found
                .iter()
                .filter(|line| match known.iter().position(|other| other == *line) {
                    Some(at) => {
                        known.remove(at);
                        false
                    }
                    None => true,
                })
                .collect();
            let is_named = |line: &&&String| {
                expected.iter().any(|start| {
                    let rest = line.strip_prefix(start);
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',']))
                })
            };
            let named = found.iter().filter(is_named).count();
            if named != found.len() || found.len() != expected.len() || !known.is_empty() {
                wrong += &format!(
                    "{what}:\n  expected {expected:#?}\n  found {found:#?}\n  gone {known:#?}\n"
                );
            }
        }
        assert!(wrong.is_empty(), "{wrong}");
    }
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn every_change_of_invented_pages_is_named_and_nothing_else() {
    let side = Side::new(
        Vendor::Useapi,
        &here("tests/pages/edition.yaml"),
        &here("tests/pages/edition.txt"),
    )
    .expect("it is here");
    assert_eq!(side.report(&side.edition), Vec::<String>::new());
    side.plant(invented::INVENTED);
    side.plant(marks::MARKS);
}

#[test]
fn every_change_of_invented_tables_is_named_and_nothing_else() {
    let side = Side::new(
        Vendor::Cloudsway,
        &here("tests/pages/tables.yaml"),
        &here("tests/pages/tables.txt"),
    )
    .expect("it is here");
    assert_eq!(side.report(&side.edition), Vec::<String>::new());
    side.plant(tables::TABLES);
}

#[test]
fn every_change_of_the_vendors_pages_is_named_and_nothing_else() {
    for (vendor, docs, rows) in [
        (Vendor::Useapi, "useapi-mureka-v1.txt", vendor::USEAPI),
        (
            Vendor::Cloudsway,
            "cloudsway-maas-mureka.txt",
            tables::CLOUDSWAY,
        ),
    ] {
        let side = Side::new(
            vendor,
            &here(&format!("../spec/{}.yaml", vendor.document())),
            &here("../../shared/docs").join(docs),
        );
        if let Some(side) = side {
            side.plant(rows);
        }
    }
}
