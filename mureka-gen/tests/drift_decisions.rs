//! Differences that are known stay out of the way, and are told when they no longer apply.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use mureka_gen::drift::{Decisions, Lock, Outcome, Report};
use mureka_gen::reference::{Doubt, Reference};

use support::{edition, given, lines, with};

const DRIFTED: &str = "prompt at most 4000 characters (was at most 3000 characters)";

fn drifted() -> Reference {
    let mut reference = edition();
    given(&mut reference, "prompt").max_length = Some(4000);
    reference
}

fn decided(text: &str) -> Decisions {
    Decisions::parse("spec/drift.toml", text).unwrap()
}

fn one(what: &str, more: &str) -> Decisions {
    decided(&format!(
        "[[decided]]\noperation = \"POST /v1/bells/ring\"\nwhat = \"{what}\"\nwhy = \"It rings\"\n{more}\n"
    ))
}

fn report(reference: Reference, decisions: &Decisions) -> Report {
    with(&[reference], decisions, None)
}

#[test]
fn a_decided_difference_is_no_drift_and_is_listed_with_its_reason() {
    let report = report(drifted(), &one(DRIFTED, ""));
    assert_eq!(lines(&report), [""; 0]);
    assert_eq!(report.outcome(), Outcome::InStep);
    assert_eq!(report.decided[0].what, DRIFTED);
    assert_eq!(report.decided[0].decision.why, "It rings");
}

#[test]
fn a_decision_is_copied_from_the_columns_of_a_report() {
    let report = report(
        drifted(),
        &one(
            "prompt    at most 4000 characters (was   at most 3000 characters)",
            "",
        ),
    );
    assert_eq!(report.decided.len(), 1);
}

#[test]
fn a_decision_holds_for_what_the_page_said_then_and_nothing_else() {
    let what = DRIFTED.replace("4000", "5000");
    assert_eq!(
        lines(&report(drifted(), &one(&what, ""))),
        [
            format!("POST /v1/bells/ring | limit | {DRIFTED}"),
            format!(
                "POST /v1/bells/ring | decision | decision is decided, but no longer differs: {what}"
            ),
        ]
    );
}

#[test]
fn a_decision_holds_on_its_last_day_and_not_after_it() {
    let last = report(drifted(), &one(DRIFTED, "until = \"2026-06-01\""));
    assert_eq!(last.outcome(), Outcome::InStep);
    let over = report(drifted(), &one(DRIFTED, "until = \"2026-05-31\""));
    assert_eq!(
        lines(&over),
        [format!(
            "POST /v1/bells/ring | limit | {DRIFTED} (decided until 2026-05-31, which is over)"
        )]
    );
}

#[test]
fn a_decision_that_decides_nothing_is_told_where_it_stands() {
    let report = report(edition(), &one(DRIFTED, ""));
    assert_eq!(report.outcome(), Outcome::Drift);
    let (_, finding) = report.findings().next().unwrap();
    let at = finding.at.as_ref().unwrap();
    assert_eq!((at.file.as_str(), at.line), ("spec/drift.toml", 3));
}

#[test]
fn a_decision_about_a_page_that_was_not_read_is_left_alone() {
    let mut reference = edition();
    reference.pages.retain(|page| page.name == "post-sounds");
    assert_eq!(lines(&report(reference, &one(DRIFTED, ""))), [""; 0]);
}

#[test]
fn an_older_edition_of_a_page_says_nothing_about_decisions() {
    let mut reference = edition();
    reference
        .pages
        .retain(|page| page.name == "post-bells-ring");
    reference.pages[0].date = Some("2025-01-01".into());
    let report = report(reference, &one(DRIFTED, ""));
    assert_eq!(lines(&report), [""; 0]);
    assert!(report.compared[0].older);
}

#[test]
fn what_cannot_be_read_may_be_decided_too() {
    let mut reference = edition();
    reference.pages[3].unread.push(Doubt {
        line: 7,
        what: "payload of status 200".into(),
        why: "it ends too early".into(),
        excerpt: "{".into(),
    });
    let unread = report(reference.clone(), &Decisions::default());
    assert_eq!(unread.outcome(), Outcome::Unreadable);
    let decisions = decided(
        "[[decided]]\npage = \"post-sounds\"\nwhat = \"unread payload of status 200\"\nwhy = \"Known\"\n",
    );
    let decided = report(reference, &decisions);
    assert_eq!(
        (decided.outcome(), decided.decided.len()),
        (Outcome::InStep, 1)
    );
}

#[test]
fn a_decided_difference_hides_no_other_change_of_its_subject() {
    let mut lock = Lock::default();
    edition().pages.iter().for_each(|page| {
        lock.update(page);
    });
    for page in &drifted().pages {
        lock.update(page);
    }
    let mut reference = drifted();
    assert_eq!(
        lines(&with(&[reference.clone()], &one(DRIFTED, ""), Some(&lock))),
        [""; 0]
    );
    given(&mut reference, "prompt").required = None;
    assert_eq!(
        lines(&with(&[reference], &one(DRIFTED, ""), Some(&lock))),
        [
            "POST /v1/bells/ring | since-lock | body prompt text, at least 1 characters, at most 4000 characters since the lock (was required, text, at least 1 characters, at most 4000 characters)"
        ]
    );
}

#[test]
fn errors_name_file_line_and_key() {
    let head = "# Decisions\n[[decided]]\noperation = \"POST /x\"\n";
    for (text, expected) in [
        (
            "what = \"a\"\nwhy = \"b\"\nwhen = \"c\"\n",
            "spec/drift.toml:6: unknown field `when`",
        ),
        ("what = \"a\"\n", "spec/drift.toml:2: missing field `why`"),
        (
            "what = \"\"\nwhy = \"b\"\n",
            "spec/drift.toml:4: `what` is empty",
        ),
        (
            "what = \"a\"\nwhy = \"b\"\nuntil = \"soon\"\n",
            "spec/drift.toml:6: `until`: soon is no date",
        ),
        (
            "what = \"a\"\nwhy = \"b\"\nuntil = \"2026-13-01\"\n",
            "spec/drift.toml:6: `until`: 2026-13-01 is no date",
        ),
        (
            "what = 5\nwhy = \"b\"\n",
            "spec/drift.toml:4: invalid type: integer `5`, expected a string",
        ),
        (
            "page = \"y\"\nwhat = \"a\"\nwhy = \"b\"\n",
            "spec/drift.toml:2: one of `operation` and `page`",
        ),
        ("what = \"a\nwhy\n", "spec/drift.toml:5: "),
        (
            "what = \"a\"\nwhy = \"b\"\n[[decided]]\noperation = \"POST /x\"\nwhat = \"a\"\nwhy = \"c\"\n",
            "spec/drift.toml:8: `what`: the same is decided in line 4",
        ),
    ] {
        let error = Decisions::parse("spec/drift.toml", &format!("{head}{text}")).unwrap_err();
        assert!(error.to_string().starts_with(expected), "{text}: {error}");
    }
}
