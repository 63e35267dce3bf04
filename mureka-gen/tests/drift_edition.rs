//! The editions of the documentation that are at hand, against the documents of this
//! repository. Where they are not at hand, nothing is tested here.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};

use mureka_gen::drift::{Decisions, Lock, Outcome, Report, compare, render};
use mureka_gen::reference::{Reference, Vendor, read};
use mureka_gen::{Document, check};

const WHOLE: [&str; 2] = ["useapi-mureka-v1.txt", "cloudsway-maas-mureka.txt"];

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn references(names: &[&str]) -> Option<Vec<Reference>> {
    let docs = repository().join("../shared/docs");
    let read = |name: &&str| {
        let bytes = std::fs::read(docs.join(name)).ok()?;
        Some(read(name, &bytes).unwrap())
    };
    let references: Option<Vec<Reference>> = names.iter().map(read).collect();
    if references.is_none() {
        eprintln!("the documentation is not at hand: not compared");
    }
    references
}

fn compared(references: &[Reference], spoiled: impl Fn(&str) -> String) -> Report {
    let root = repository();
    let text = |file: &str| std::fs::read_to_string(root.join(file)).unwrap();
    let load = |name: &str| {
        let file = format!("spec/{name}.yaml");
        let document = Document::parse(&file, spoiled(&text(&file))).unwrap();
        let api = check(&document).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
        (document, api)
    };
    let (useapi, cloudsway) = (load("useapi"), load("cloudsway"));
    let decisions = Decisions::parse("spec/drift.toml", &text("spec/drift.toml")).unwrap();
    let lock = Lock::parse(&text("spec/docs.lock")).unwrap();
    let documents = [
        (Vendor::Useapi, &useapi.0, &useapi.1),
        (Vendor::Cloudsway, &cloudsway.0, &cloudsway.1),
    ];
    compare(
        references,
        &documents,
        &decisions,
        Some(&lock),
        "2026-11-21",
    )
}

#[test]
fn the_present_edition_has_no_drift_that_is_not_decided() {
    let Some(references) = references(&WHOLE) else {
        return;
    };
    let report = compared(&references, str::to_owned);
    let text = render::text(&report, false);
    assert_eq!(report.outcome(), Outcome::InStep, "{text}");
    assert_eq!((report.drifted(), report.in_step()), (0, 39), "{text}");
}

#[test]
fn older_pages_differ_in_what_changed_since() {
    let names = [
        "useapi-music-create.older-page.txt",
        "useapi-video-generate.older-page.txt",
    ];
    let Some(references) = references(&names) else {
        return;
    };
    let report = compared(&references, str::to_owned);
    let found: Vec<String> = report
        .findings()
        .map(|(_, finding)| finding.what())
        .collect();
    assert_eq!(
        found,
        [
            "model value V9 gone",
            "model new default V8 (was V9)",
            "596 gone since the lock",
        ]
    );
    assert!(report.compared.iter().any(|compared| compared.older));
}

#[test]
fn a_document_that_falls_behind_is_told_at_its_line() {
    let Some(references) = references(&WHOLE) else {
        return;
    };
    for (from, to, operation, what) in [
        (
            "x-mureka-spacing: 1\n",
            "x-mureka-spacing: 2\n",
            "POST /v1/mureka/music/lyrics-generate",
            "spacing 1 seconds (was 2 seconds)",
        ),
        (
            "        - zh-Hans\n",
            "",
            "POST /v1/mureka/speech/voice",
            "lang new value zh-Hans",
        ),
        (
            "enum: [reference, vocal, ",
            "enum: [vocal, ",
            "POST /files/upload",
            "purpose new value reference",
        ),
        (
            "maxLength: 1024",
            "maxLength: 1000",
            "POST /song/generate",
            "prompt at most 1024 characters (was at most 1000 characters)",
        ),
        (
            "          - required: [prompt, melody_id]\n",
            "",
            "POST /song/generate",
            "melody_id no longer together with prompt",
        ),
    ] {
        let report = compared(&references, |text| text.replacen(from, to, 1));
        let found: Vec<(String, String)> = report
            .findings()
            .map(|(compared, finding)| (compared.operation.clone(), finding.what()))
            .collect();
        assert_eq!(found, [(operation.to_owned(), what.to_owned())]);
    }
}

/// What is printed is what was seen on the pages, and no sentence is: words are few.
#[test]
fn the_lock_holds_facts_and_no_sentences() {
    let lock = std::fs::read_to_string(repository().join("spec/docs.lock")).unwrap();
    assert_eq!(Lock::parse(&lock).unwrap().to_string(), lock);
    for line in lock.lines().skip(2) {
        assert!(!line.ends_with('.') && line.chars().count() < 200, "{line}");
    }
}
