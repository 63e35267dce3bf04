//! Documents that must not become code: each ends in a diagnostic that says where,
//! by which rule, and what to do. None panics or hangs.

#[path = "support/broken_calls.rs"]
mod broken_calls;
#[path = "support/broken_calls_too.rs"]
mod broken_calls_too;
#[path = "support/broken_schemas.rs"]
mod broken_schemas;
#[path = "support/broken_stores.rs"]
mod broken_stores;

use mureka_gen::{Document, check, examples};

const SMALL: &str = include_str!("../../mureka-gen/fixtures/small.yaml");

/// The diagnostics of a document; empty where there are none.
fn diagnose(text: &str) -> String {
    let result = Document::parse("small.yaml", text).and_then(|document| {
        let api = check(&document)?;
        examples(&document, &api).map(|_| ())
    });
    result
        .err()
        .map(|diagnostics| diagnostics.render(false))
        .unwrap_or_default()
}

fn rules(text: &str) -> Vec<String> {
    let rendered = diagnose(text);
    rendered
        .lines()
        .filter_map(|line| line.strip_prefix("error[")?.split(']').next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_small_document_is_good() {
    assert_eq!(diagnose(SMALL), "");
}

fn broken() -> impl Iterator<Item = &'static (&'static str, &'static str, &'static str)> {
    broken_calls::CALLS
        .iter()
        .chain(broken_schemas::SCHEMAS)
        .chain(broken_calls_too::CALLS_TOO)
        .chain(broken_stores::STORES)
}

#[test]
fn each_broken_document_is_refused_by_its_rule() {
    let mut seen = std::collections::BTreeSet::new();
    for (good, bad, rule) in broken() {
        assert!(SMALL.contains(good), "the fixture has no `{good}`");
        let broken = SMALL.replacen(good, bad, 1);
        let found = rules(&broken);
        assert!(
            found.iter().any(|found| found == rule),
            "`{bad}` ends in {found:?}, not in {rule}"
        );
        seen.insert(*rule);
    }
    println!(
        "{} broken documents, {} rules",
        broken().count(),
        seen.len()
    );
}

/// One text for review: every rule's message with its place and remedy.
#[test]
fn diagnostics_say_where_what_and_what_to_do() {
    let mut seen = std::collections::BTreeSet::new();
    let mut out = String::new();
    for (good, bad, rule) in broken() {
        if seen.insert(*rule) {
            out += &format!(
                "######## {rule}\n{}\n",
                diagnose(&SMALL.replacen(good, bad, 1))
            );
        }
    }
    insta::assert_snapshot!(out);
}

/// What a store may be refused for is told by few rules, each in many words.
#[test]
fn diagnostics_of_stores_say_what_does_not_fit() {
    let mut out = String::new();
    for (good, bad, _) in broken_stores::STORES {
        out += &diagnose(&SMALL.replacen(good, bad, 1));
        out += "\n";
    }
    insta::assert_snapshot!(out);
}

#[test]
fn several_problems_are_reported_in_one_run() {
    let broken = SMALL
        .replacen("x-mureka-cost: paid", "x-mureka-cost: cheap", 1)
        .replacen("enum: [V9, V7.6]", "enum: [V7.6, V7_6]", 1)
        .replacen("operationId: get_job", "operationId: getJob", 1);
    let found = rules(&broken);
    for rule in [
        "invalid-extension",
        "name-collision",
        "invalid-operation-id",
        "unknown-operation",
    ] {
        assert!(
            found.iter().any(|found| found == rule),
            "{rule} is not among {found:?}"
        );
    }
}

/// A method that somebody writes by hand tomorrow is refused as a resource, too.
#[test]
fn no_resource_is_called_like_a_method_of_the_clients() {
    for name in mureka_gen::regen::APIS {
        let path = format!("{}/../mureka-api/src/{name}.rs", env!("CARGO_MANIFEST_DIR"));
        let source = std::fs::read_to_string(path).unwrap();
        let (_, client) = source.split_once("\nimpl Client {\n").unwrap();
        let (client, _) = client.split_once("\n}\n").unwrap();
        let methods = client.lines().filter_map(|line| {
            let (_, rest) = line.split_once("fn ")?;
            line.starts_with("    pub").then(|| rest.split_once('('))?
        });
        let mut count = 0;
        for (method, _) in methods {
            let broken = SMALL.replacen("- {name: jobs,", &format!("- {{name: {method},"), 1);
            assert!(
                rules(&broken).contains(&"resource-name".to_owned()),
                "{method}"
            );
            count += 1;
        }
        assert!(count > 3, "{name}: {count} methods");
    }
}
