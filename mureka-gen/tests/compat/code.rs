//! What is told of documents, held against the code that is made of them.

use std::collections::BTreeSet;

use mureka_gen::codegen::generate;
use mureka_gen::compat::{Class, Finding};

use super::{SMALL, document, told};

/// Whatever is public in the code of an edition stays, unless something breaks.
pub fn check(older: &str, newer: &str, findings: &[Finding]) {
    // Words are in no signature.
    let breaks = findings
        .iter()
        .any(|finding| finding.class == Class::Breaking);
    if breaks || findings.iter().all(|finding| finding.rule == "words") {
        return;
    }
    // Some of the editions are beyond the dialect.
    let (Some(before), Some(now)) = (public(older), public(newer)) else {
        return;
    };
    let gone: Vec<&String> = before.difference(&now).collect();
    let told = told(findings);
    assert!(
        gone.is_empty(),
        "{gone:#?} is gone, and all that is told is {told:#?}"
    );
}

#[test]
fn the_code_of_the_fixture_has_public_items() {
    let items = public(SMALL).unwrap();
    for part in [
        "resources.rs impl Songs<'_> { pub async fn create(",
        "types.rs pub struct CreateSong { pub prompt: String,",
        "types.rs impl CreateSong { pub fn new(prompt: impl Into<String>)",
        "types.rs pub enum Model { V7_6 = \"V7.6\",",
        "types.rs pub enum Job by \"jobType\" { Music(MusicJob) = \"music\",",
        "types.rs pub enum CreateSongResponse { Created(Job),",
        "operations.rs  pub static GET_JOB",
    ] {
        let found = items.iter().any(|item| item.contains(part));
        assert!(found, "no {part:?} in {items:#?}");
    }
}

/// The public items of the code, each in one line: types, fields, variants, signatures.
fn public(text: &str) -> Option<BTreeSet<String>> {
    let api = mureka_gen::check(&document(text)).ok()?;
    let generated = generate("small", &api).ok()?;
    let mut items = BTreeSet::new();
    for (file, code) in &generated.files {
        let mut within = "";
        let mut open = String::new();
        for line in code.lines().map(str::trim) {
            let is_head = ["impl", "pub struct", "pub enum"]
                .iter()
                .any(|head| line.starts_with(head));
            if line.starts_with("//") || line.starts_with("#[") {
                continue;
            }
            if is_head && open.is_empty() {
                within = line;
                items.insert(format!("{file} {line}"));
            } else if !open.is_empty() || line.starts_with("pub ") {
                open += line;
            } else if within.starts_with("pub enum") && line.ends_with([',', ')']) {
                items.insert(format!("{file} {within} {line}"));
            }
            let is_whole = open.matches('(').count() == open.matches(')').count();
            if let Some((name, _)) = open
                .split_once(" = ")
                .filter(|_| open.starts_with("pub static"))
            {
                // What it holds may change.
                open = format!("{name};");
            }
            if is_whole && open.ends_with(['{', ',', ';']) {
                items.insert(format!("{file} {within} {open}"));
                open.clear();
            }
        }
    }
    Some(items)
}
