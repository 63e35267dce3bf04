//! The lock tells what changed since the pages were last looked at, line by line.

mod support;

use mureka_gen::drift::{Decisions, Lock};
use mureka_gen::reference::{Page, Vendor};
use proptest::prelude::*;

use support::{edition, endpoint, given, lines, of, page, with, words};

fn locked() -> Lock {
    let mut lock = Lock::default();
    for page in &edition().pages {
        assert!(lock.update(page));
    }
    lock
}

fn since(pages: &[Page], lock: &Lock) -> Vec<String> {
    let reference = support::reference(pages.to_vec());
    lines(&with(&[reference], &Decisions::default(), Some(lock)))
}

#[test]
fn a_lock_is_read_as_it_was_written() {
    let text = locked().to_string();
    let read = Lock::parse(&text).unwrap();
    assert_eq!(read.to_string(), text);
    assert_eq!(since(&edition().pages, &read), [""; 0]);
}

#[test]
fn facts_stand_one_a_line_under_their_page() {
    let text = locked().to_string();
    let ring = text.split("[useapi post-bells-ring]\n").nth(1).unwrap();
    let lines: Vec<&str> = ring.lines().collect();
    assert_eq!(lines[0], "date 2026-04-04");
    assert!(lines[1].starts_with("sha256 ") && lines[1].len() == 71);
    assert_eq!(
        lines[2..9],
        [
            "endpoint: POST /v1/bells/ring",
            "server: https://api.example.net",
            "content type application/json",
            "content type multipart/form-data",
            "body account: sometimes required",
            "body prompt: required, text, at least 1 characters, at most 3000 characters",
            "body tone: optional, one of high low, default low, retired dull",
        ]
    );
    for line in [
        "200 status",
        "596 code CRACKED",
        "model 200 tones[].hertz: number",
        "slots: 10",
    ] {
        assert!(lines.contains(&line), "{line}");
    }
}

#[test]
fn the_order_of_a_page_is_no_fact() {
    let mut other = edition();
    let ring = of(&mut other, "post-bells-ring");
    ring.parameters.reverse();
    ring.statuses.reverse();
    given(&mut other, "tone").values.reverse();
    let mut lock = Lock::default();
    other.pages.iter().for_each(|page| {
        lock.update(page);
    });
    let hashes = |lock: &Lock| -> Vec<String> {
        let text = lock.to_string();
        let hashes = text.lines().filter(|line| line.starts_with("sha256"));
        hashes.map(str::to_owned).collect()
    };
    assert_eq!(hashes(&lock), hashes(&locked()));
}

#[test]
fn a_page_that_the_lock_does_not_know_is_told() {
    let mut lock = locked();
    let pages = edition().pages;
    lock.keep_only(Vendor::Useapi, &pages[..3].iter().collect::<Vec<_>>());
    assert_eq!(
        since(&edition().pages, &lock),
        [
            "POST /v1/sounds | since-lock | page not in spec/docs.lock yet: look at it, then run with --update-lock"
        ]
    );
}

#[test]
fn a_page_that_is_another_one_altogether_is_told_in_one_line() {
    let mut reference = edition();
    let notes: Vec<_> = (0..30)
        .map(|n| mureka_gen::reference::Note {
            name: format!("note {n}"),
            value: "new".into(),
        })
        .collect();
    reference.pages[0].notes = notes;
    assert_eq!(
        since(&reference.pages, &locked()),
        ["bells | since-lock | page 31 facts changed since the lock"]
    );
}

#[test]
fn an_older_edition_of_a_page_neither_changes_the_lock_nor_is_compared_with_it() {
    let mut older = edition().pages.remove(1);
    older.date = Some("2025-01-01".into());
    older.endpoint.as_mut().unwrap().headers = words(&["X-Old"]);
    let mut lock = locked();
    assert!(!lock.update(&older));
    assert_eq!(lock, locked());
    assert_eq!(since(&[older], &lock), [""; 0]);
}

#[test]
fn a_single_page_tells_nothing_about_the_others() {
    let pages = edition().pages;
    assert_eq!(since(&pages[1..2], &locked()), [""; 0]);
    let mut lock = locked();
    lock.update(&pages[1]);
    assert_eq!(lock, locked());
}

#[test]
fn a_text_without_address_and_date_is_known_by_its_endpoint() {
    let mut page = edition().pages.remove(1);
    page.name = "post-v1-bells-ring".into();
    page.date = None;
    let mut lock = locked();
    assert_eq!(since(&[page.clone()], &lock), [""; 0]);
    assert!(lock.update(&page));
    assert_eq!(lock, locked());
}

#[test]
fn a_text_that_lost_the_words_beside_its_payloads_lacks_only_what_it_lacks() {
    let mut page = edition().pages.remove(1);
    let statuses = &mut page.endpoint.as_mut().unwrap().statuses;
    statuses.retain(|status| status.code != 596);
    for status in statuses.iter_mut() {
        status.stated = false;
    }
    assert_eq!(
        since(&[page], &locked()),
        ["POST /v1/bells/ring | since-lock | 596 gone since the lock"]
    );
}

#[test]
fn two_endpoints_that_are_not_the_documents_are_two_findings_each_with_its_page() {
    let mut pages = edition().pages;
    pages.push(page(
        "post-bells-cast",
        Some(endpoint("POST", "/v1/bells/cast")),
    ));
    pages.push(page(
        "del-bells-bell_id",
        Some(endpoint("DELETE", "/v1/bells/{bell_id}")),
    ));
    assert_eq!(
        since(&pages, &locked()),
        [
            "POST /v1/bells/cast | endpoint-added | endpoint new; `cargo xtask drift --scaffold post-bells-cast`",
            "DELETE /v1/bells/{bell_id} | endpoint-added | endpoint new; `cargo xtask drift --scaffold del-bells-bell_id`",
        ]
    );
}

#[test]
fn a_lock_that_was_edited_is_refused_with_its_line() {
    let text = locked().to_string();
    for (from, to, line, why) in [
        (
            "version 1",
            "version 2",
            3,
            "`version 2` is not `version 1`",
        ),
        (
            "slots: 10",
            "slots: 11",
            44,
            "the facts of post-bells-ring are not those of its sha256",
        ),
        (
            "[useapi bells]",
            "[bells]",
            5,
            "`[bells]` is not a page as `[useapi NAME]`",
        ),
        (
            "[useapi bells]",
            "bells",
            5,
            "`bells` stands before any page",
        ),
    ] {
        let error = Lock::parse(&text.replacen(from, to, 1)).unwrap_err();
        assert_eq!((error.why.as_str(), from), (why, from));
        if from != "slots: 10" {
            assert_eq!(error.line, line, "{from}");
        }
    }
    assert!(Lock::parse("").is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_a_page_holds_the_lock_is_read_as_it_was_written(
        name in "\\PC*|.*", note in ".*", value in "[ -~\\n\\r\\t\u{85}]*", field in ".*",
    ) {
        let mut reference = edition();
        reference.pages[0].name = name;
        reference.pages[0].notes[0].name = note;
        reference.pages[0].notes[0].value = value;
        given(&mut reference, "count").name = field;
        let mut lock = Lock::default();
        for page in &reference.pages {
            lock.update(page);
        }
        let text = lock.to_string();
        let read = Lock::parse(&text).map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        prop_assert_eq!(read.to_string(), text);
        for page in &reference.pages {
            prop_assert!(read.page(page).is_some());
        }
    }
}
