//! What a change of a document means for callers.

#![cfg(feature = "compat")]

mod calls;
#[cfg(feature = "codegen")]
mod code;
mod editions;
mod extensions;
mod schemas;
mod surface;
mod version;

use mureka_gen::Document;
use mureka_gen::compat::{Class, Finding, documents};

const SMALL: &str = include_str!("../../fixtures/small.yaml");

fn document(text: &str) -> Document {
    Document::parse("small.yaml", text).unwrap_or_else(|error| panic!("{}", error.render(false)))
}

fn edited(text: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "the fixture has no {from:?}");
        text.replacen(from, to, 1)
    })
}

fn found(older: &str, newer: &str) -> Vec<Finding> {
    documents(&document(older), &document(newer))
}

fn told(findings: &[Finding]) -> Vec<String> {
    let told = findings.iter();
    told.map(|finding| format!("{} {finding}", finding.class))
        .collect()
}

/// What is edited (from, to), and all that is told of it.
type Row<'a> = (&'a [(&'a str, &'a str)], &'a [&'a str]);

/// Prepares the fixture, so that there is something to edit.
fn check(prepared: &[(&str, &str)], rows: &[Row<'_>]) {
    let base = edited(SMALL, prepared);
    let mut wrong = String::new();
    for (edits, expected) in rows {
        let newer = edited(&base, edits);
        let findings = found(&base, &newer);
        #[cfg(feature = "codegen")]
        code::check(&base, &newer, &findings);
        if told(&findings) != *expected {
            wrong += &format!("{edits:#?}\nwas told as {:#?}\n", told(&findings));
        }
        // Back again, something is told as well: nothing is seen from one side only.
        let back = found(&newer, &base);
        assert_eq!(back.is_empty(), expected.is_empty(), "back from {edits:?}");
        for finding in findings {
            assert!(
                finding.older.is_some() || finding.newer.is_some(),
                "{finding}"
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn words_are_cosmetic() {
    check(
        &[],
        &[
            (
                &[(
                    "description: All songs, in pages.",
                    "description: Every song, in pages.",
                )],
                &["cosmetic list_songs: `description` reads differently"],
            ),
            (
                &[("summary: List songs", "summary: List all songs")],
                &["cosmetic list_songs: `summary` reads differently"],
            ),
            (
                &[("\"2026-04-04\"", "\"2026-05-05\"")],
                &["cosmetic list_songs: `x-mureka-page-date` reads differently"],
            ),
            (
                &[("{prompt: Silly, model: V9}", "{prompt: Serious, model: V9}")],
                &["cosmetic create_song body application/json: `examples` reads differently"],
            ),
            (
                &[("description: Wrong.", "description: Refused.")],
                &["cosmetic answer BadRequest: `description` reads differently"],
            ),
            (
                &[("description: Songs.", "description: All about songs.")],
                &["cosmetic tags: `tags` reads differently"],
            ),
            (
                &[("version: '1'", "version: '2'")],
                &["cosmetic info version: `version` reads differently"],
            ),
        ],
    );
}

#[test]
fn a_field_may_have_the_name_of_a_keyword() {
    check(
        &[],
        &[(
            &[(
                "        title: {type: string}\n        ref_id",
                "        title: {type: integer}\n        ref_id",
            )],
            &["breaking CreateSong.title: it is a whole number, was a text"],
        )],
    );
}

#[test]
fn a_place_is_a_line_of_each_edition() {
    let newer = format!(
        "# One line more.\n{}",
        edited(SMALL, &[("maxLength: 100", "maxLength: 50")])
    );
    let findings = found(SMALL, &newer);
    let [finding] = findings.as_slice() else {
        panic!("{findings:?}");
    };
    let line = 1 + SMALL
        .lines()
        .position(|line| line.contains("maxLength: 100"))
        .unwrap();
    let (older, newer) = (
        finding.older.as_ref().unwrap(),
        finding.newer.as_ref().unwrap(),
    );
    assert_eq!((older.line, newer.line), (line, line + 1));
    let pointer = "/components/schemas/CreateSong/properties/prompt/maxLength";
    assert_eq!(
        (older.pointer.as_str(), newer.pointer.as_str()),
        (pointer, pointer)
    );
    assert_eq!(finding.rule, "limit");
}

#[test]
fn the_gravest_comes_first() {
    let newer = edited(
        SMALL,
        &[
            ("summary: List songs", "summary: List all songs"),
            ("enum: [V9, V7.6]", "enum: [V9, V8]"),
        ],
    );
    let classes: Vec<Class> = found(SMALL, &newer).iter().map(|one| one.class).collect();
    assert_eq!(classes, [Class::Breaking, Class::Additive, Class::Cosmetic]);
}
