//! A report says the same to people, to programs and to GitHub, and nothing in it steers them.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use mureka_gen::drift::{Decisions, Outcome, Report, compare, render};
use mureka_gen::reference::{Doubt, Reference, Unreadable, Vendor};
use serde_json::{Value, json};

use support::{TODAY, compared, document, edition, endpoint, given, lines, of, page, with};

fn drifted() -> Reference {
    let mut reference = edition();
    reference.pages[1].date = Some("2026-08-14".into());
    let tone = given(&mut reference, "tone");
    tone.values.push("shrill".into());
    tone.default = Some("shrill".into());
    let new = page("post-bells-cast", Some(endpoint("POST", "/v1/bells/cast")));
    reference.pages.push(new);
    reference
}

fn report() -> Report {
    let decisions = Decisions::parse(
        "spec/drift.toml",
        "[[decided]]\noperation = \"POST /v1/sounds\"\nwhat = \"upload new format wav\"\nwhy = \"Untested\"\nuntil = \"2026-12-31\"\n",
    );
    let mut reference = drifted();
    of(&mut reference, "post-sounds")
        .upload_formats
        .push("wav".into());
    with(&[reference], &decisions.unwrap(), None)
}

#[test]
fn people_read_one_line_for_each_difference_with_the_place_to_edit() {
    assert_eq!(
        render::text(&report(), false),
        "\
POST /v1/bells/cast                            page of 2026-04-04
  endpoint  new; `cargo xtask drift --scaffold post-bells-cast`  spec/bells.yaml:16
POST /v1/bells/ring                            page of 2026-08-14, document of 2026-04-04
  tone  new value shrill                                     spec/bells.yaml:190
  tone  new default shrill (was low)                         spec/bells.yaml:215
  page  of 2026-08-14, newer than the document's 2026-04-04  spec/bells.yaml:27
decided differences:
  POST /v1/sounds  upload new format wav: Untested (until 2026-12-31)
2 drifted, 2 in step, 1 decided
"
    );
}

#[test]
fn colour_is_added_to_the_same_lines() {
    let coloured = render::text(&report(), true);
    assert!(coloured.contains("\u{1b}[31mtone"));
    let mut plain = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain += before;
        rest = after.split_once('m').unwrap().1;
    }
    plain += rest;
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(squeezed(&plain), squeezed(&render::text(&report(), false)));
}

#[test]
fn programs_read_a_shape_that_stays() {
    let json = render::json(&report());
    assert_eq!(
        (&json["version"], &json["outcome"]),
        (&json!(1), &json!("drift"))
    );
    assert_eq!((&json["drifted"], &json["in_step"]), (&json!(2), &json!(2)));
    assert_eq!(
        json["findings"][1],
        json!({
            "operation": "POST /v1/bells/ring",
            "page": "post-bells-ring",
            "source": "bells.txt",
            "page_date": "2026-08-14",
            "document_date": "2026-04-04",
            "kind": "value-added",
            "severity": "error",
            "subject": "tone",
            "change": "new value shrill",
            "what": "tone new value shrill",
            "documented": "shrill",
            "ours": null,
            "file": "spec/bells.yaml",
            "line": 190,
            "pointer": "/components/schemas/SupportedTone/enum",
        })
    );
    assert_eq!(
        json["decided"],
        json!([{
            "operation": "POST /v1/sounds", "page": "post-sounds", "what": "upload new format wav",
            "kind": "upload-formats", "why": "Untested", "until": "2026-12-31",
            "file": "spec/drift.toml", "line": 3,
        }])
    );
    for (key, value) in json.as_object().unwrap() {
        let empty = matches!(key.as_str(), "older" | "repaired" | "unread" | "unreadable");
        assert_eq!(value == &json!([]), empty, "{key}");
    }
}

#[test]
fn github_shows_each_difference_at_its_line() {
    assert_eq!(
        render::github(&report()),
        "\
::error file=spec/bells.yaml,line=16,title=POST /v1/bells/cast::endpoint new; `cargo xtask drift --scaffold post-bells-cast`
::error file=spec/bells.yaml,line=190,title=POST /v1/bells/ring::tone new value shrill
::error file=spec/bells.yaml,line=215,title=POST /v1/bells/ring::tone new default shrill (was low)
::notice file=spec/bells.yaml,line=27,title=POST /v1/bells/ring::page of 2026-08-14, newer than the document's 2026-04-04
2 drifted, 2 in step, 1 decided
"
    );
}

#[test]
fn an_issue_has_a_heading_for_each_operation() {
    let body = render::markdown(&report());
    for line in [
        "2 drifted, 2 in step, 1 decided",
        "### `POST /v1/bells/ring`",
        "page of 2026-08-14, document of 2026-04-04",
        "- **value-added** `tone new value shrill` – `spec/bells.yaml:190`",
        "- `POST /v1/sounds upload new format wav` – `Untested`",
    ] {
        assert!(body.lines().any(|found| found == line), "{line} in\n{body}");
    }
}

#[test]
fn what_a_page_says_steers_no_terminal_no_workflow_and_mentions_nobody() {
    let mut reference = edition();
    let nasty = "\u{1b}[2J\r\n::error::x `@somebody` 100%";
    given(&mut reference, "count").name = nasty.into();
    reference.pages[1].unread.push(Doubt {
        line: 1,
        what: nasty.into(),
        why: nasty.into(),
        excerpt: nasty.into(),
    });
    let mut report = compared(&[reference]);
    report.unreadable.push(Unreadable {
        name: nasty.into(),
        why: nasty.into(),
    });
    let text = render::text(&report, false);
    assert!(!text.contains(['\u{1b}', '\r']));
    for line in render::github(&report).lines() {
        let steers = line.starts_with("::error::") || line.contains(['\u{1b}', '\r']);
        assert!(!steers, "{line}");
    }
    assert!(render::github(&report).contains("100%25"));
    for line in render::markdown(&report)
        .lines()
        .filter(|line| line.contains('@'))
    {
        let code = line.split("``").nth(1).unwrap_or_default();
        assert!(code.contains("`@somebody`"), "{line}");
    }
}

#[test]
fn what_cannot_be_read_outweighs_drift() {
    let mut report = report();
    assert_eq!(report.outcome(), Outcome::Drift);
    report.unreadable.push(Unreadable {
        name: "gone.txt".into(),
        why: "no page is found in it".into(),
    });
    assert_eq!(
        (report.outcome(), report.outcome().code()),
        (Outcome::Unreadable, 2)
    );
    let text = render::text(&report, false);
    assert!(text.ends_with(
        "unreadable gone.txt: no page is found in it\n2 drifted, 2 in step, 1 decided, 1 unread\n"
    ));
}

#[test]
fn a_payload_that_cannot_be_read_is_not_called_gone() {
    let mut reference = edition();
    of(&mut reference, "post-bells-ring").statuses[0]
        .payloads
        .clear();
    reference.pages[1].unread.push(Doubt {
        line: 2,
        what: "payload of status 200".into(),
        why: "it ends too early".into(),
        excerpt: "{".into(),
    });
    let mut lock = mureka_gen::drift::Lock::default();
    for page in &edition().pages {
        lock.update(page);
    }
    let report = with(&[reference], &Decisions::default(), Some(&lock));
    assert_eq!(lines(&report), [""; 0]);
    assert_eq!(report.outcome(), Outcome::Unreadable);
}

#[test]
fn an_older_page_is_called_older_and_compared_all_the_same() {
    let mut reference = edition();
    reference.pages.truncate(2);
    reference.pages[1].date = Some("2026-01-27".into());
    let in_step = compared(&[reference.clone()]);
    assert_eq!(in_step.outcome(), Outcome::InStep);
    let told = "POST /v1/bells/ring                            page of 2026-01-27, older than the document's 2026-04-04\n";
    assert!(render::text(&in_step, false).starts_with(told));
    given(&mut reference, "count").maximum = Some(2.0);
    let drifted = compared(&[reference]);
    assert_eq!(
        lines(&drifted),
        ["POST /v1/bells/ring | limit | count at most 2 (was at most 3)"]
    );
    assert!(render::text(&drifted, false).starts_with(told));
}

#[test]
fn the_most_serious_difference_stands_first() {
    let mut reference = edition();
    of(&mut reference, "post-sounds").upload_bytes = None;
    of(&mut reference, "post-bells-ring").spacing = Some(9);
    of(&mut reference, "get-bells-bell_id")
        .parameters
        .truncate(1);
    given(&mut reference, "prompt").max_length = Some(1);
    let kinds: Vec<String> = compared(&[reference])
        .findings()
        .map(|(_, finding)| finding.kind.to_string())
        .collect();
    assert_eq!(
        kinds,
        ["parameter-removed", "limit", "spacing", "upload-size"]
    );
}

#[test]
fn kinds_are_ordered_and_named_as_in_json() {
    use mureka_gen::drift::Kind;
    for kind in [
        Kind::EndpointRemoved,
        Kind::PayloadField,
        Kind::SinceLock,
        Kind::Decision,
    ] {
        assert_eq!(json!(kind), Value::from(kind.name()));
    }
    assert!(Kind::EndpointAdded < Kind::ParameterAdded && Kind::PageDate < Kind::SinceLock);
}

#[test]
fn pages_of_a_vendor_whose_document_is_not_at_hand_are_not_judged() {
    let (document, api) = document();
    let mut reference = edition();
    reference
        .pages
        .iter_mut()
        .for_each(|page| page.vendor = Vendor::Cloudsway);
    let documents = [(Vendor::Useapi, &document, &api)];
    let report = compare(&[reference], &documents, &Decisions::default(), None, TODAY);
    assert_eq!(report.outcome(), Outcome::InStep);
}

#[test]
fn large_pages_take_time_in_proportion_to_their_size() {
    let mut reference = edition();
    let ring = of(&mut reference, "post-bells-ring");
    let fields: serde_json::Map<String, Value> = (0..20_000)
        .map(|n| (format!("field{n}"), json!(n)))
        .collect();
    ring.statuses[0].payloads = vec![
        support::payload(Value::Object(fields)),
        support::payload(json!(vec![json!({"a": [1]}); 50_000])),
    ];
    ring.statuses[2].codes = (0..20_000).map(|n| format!("CODE{n}")).collect();
    let values: Vec<String> = (0..20_000).map(|n| format!("value{n}")).collect();
    ring.parameters = (0..5_000)
        .map(|n| mureka_gen::reference::Parameter {
            excludes: support::words(&["prompt", "field1"]),
            ..support::parameter(
                &format!("field{n}"),
                mureka_gen::reference::Place::Body,
                mureka_gen::reference::Need::Optional,
            )
        })
        .collect();
    ring.parameters.push(mureka_gen::reference::Parameter {
        values,
        ..support::parameter(
            "tone",
            mureka_gen::reference::Place::Body,
            mureka_gen::reference::Need::Optional,
        )
    });
    let one = endpoint("POST", "/v1/bells/cast");
    let many = (0..5_000).map(|n| page(&format!("page{n}"), Some(one.clone())));
    reference.pages.extend(many);
    let mut lock = mureka_gen::drift::Lock::default();
    edition().pages.iter().for_each(|page| {
        lock.update(page);
    });
    let start = std::time::Instant::now();
    let report = with(&[reference], &Decisions::default(), Some(&lock));
    assert!(report.findings().count() > 50_000);
    for text in [
        render::text(&report, true),
        render::github(&report),
        render::markdown(&report),
    ] {
        assert!(!text.is_empty());
    }
    // Quadratic work would take minutes.
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
