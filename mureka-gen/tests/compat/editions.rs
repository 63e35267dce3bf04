//! Properties of whole editions, with the documents of this repository.

use std::path::Path;

use mureka_gen::Document;
use mureka_gen::compat::{Class, Report, Surface, document_only, documents, surfaces};
use proptest::prelude::*;
use serde_json::Value;

use super::{SMALL, document, told};

fn repository() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn ours(name: &str) -> Document {
    let path = repository().join("spec").join(name);
    Document::load_as(name, &path).unwrap_or_else(|error| panic!("{}", error.render(false)))
}

#[test]
fn an_edition_compared_with_itself_has_no_change() {
    for name in ["useapi.yaml", "cloudsway.yaml"] {
        let document = ours(name);
        assert_eq!(told(&documents(&document, &document)), [""; 0], "{name}");
    }
    let list = repository().join("mureka-api/public-api.txt");
    let list = Surface::parse("public-api.txt", &std::fs::read_to_string(list).unwrap());
    assert_eq!(told(&surfaces(&list, &list)), [""; 0]);
}

/// Every number, text and flag of a document, by its JSON pointer.
fn leaves(value: &Value, pointer: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let key = key.replace('~', "~0").replace('/', "~1");
                leaves(value, &format!("{pointer}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                leaves(value, &format!("{pointer}/{index}"), found);
            }
        }
        _ => found.push(pointer.to_owned()),
    }
}

#[test]
fn no_change_of_a_value_passes_in_silence() {
    let base = document(SMALL);
    let mut pointers = Vec::new();
    leaves(base.value(), "", &mut pointers);
    assert!(pointers.len() > 150);
    let mut silent = Vec::new();
    for pointer in pointers {
        let mut value = base.value().clone();
        let leaf = value.pointer_mut(&pointer).unwrap();
        *leaf = match &leaf {
            Value::Bool(flag) => Value::Bool(!flag),
            Value::Number(number) => (number.as_i64().unwrap() + 1).into(),
            leaf => Value::String(format!("{}x", leaf.as_str().unwrap_or_default())),
        };
        let newer = Document::parse("small.yaml", value.to_string()).unwrap();
        let findings = documents(&base, &newer);
        #[cfg(feature = "codegen")]
        super::code::check(base.text(), newer.text(), &findings);
        if findings.is_empty() {
            silent.push(pointer);
        }
    }
    assert_eq!(silent, [""; 0]);
}

#[test]
fn no_part_goes_in_silence() {
    let base = document(SMALL);
    let mut pointers = Vec::new();
    parts(base.value(), "", &mut pointers);
    let mut silent = Vec::new();
    for pointer in pointers {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let key = key.replace("~1", "/").replace("~0", "~");
        let mut value = base.value().clone();
        match value.pointer_mut(parent).unwrap() {
            Value::Object(map) => drop(map.remove(&key)),
            Value::Array(items) => drop(items.remove(key.parse().unwrap())),
            _ => unreachable!(),
        }
        let newer = Document::parse("small.yaml", value.to_string()).unwrap();
        let findings = documents(&base, &newer);
        #[cfg(feature = "codegen")]
        super::code::check(base.text(), newer.text(), &findings);
        if findings.is_empty() {
            silent.push(pointer);
        }
    }
    // These say what holds without them as well.
    silent.retain(|pointer| !pointer.ends_with("/additionalProperties"));
    assert_eq!(silent, [""; 0]);
}

fn parts(value: &Value, pointer: &str, found: &mut Vec<String>) {
    let mut part = |key: String, value: &Value| {
        let pointer = format!("{pointer}/{key}");
        found.push(pointer.clone());
        parts(value, &pointer, found);
    };
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                part(key.replace('~', "~0").replace('/', "~1"), value);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                part(index.to_string(), value);
            }
        }
        _ => {}
    }
}

/// The document as JSON with the keys of each object in another order.
fn shuffled(value: &Value, seed: &mut u64, is_ordered: bool) -> String {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            if !is_ordered {
                entries.sort_by_key(|_| {
                    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    *seed >> 33
                });
            }
            let entries = entries.iter().map(|(key, value)| {
                // Fields in their order: of required ones it is the order of arguments.
                let ordered = key.as_str() == "properties";
                format!(
                    "{}: {}",
                    Value::from(key.as_str()),
                    shuffled(value, seed, ordered)
                )
            });
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => {
            let items = items.iter().map(|item| shuffled(item, seed, false));
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
        value => value.to_string(),
    }
}

/// A value of any kind, that some keyword might have.
fn anything() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("-1".to_owned()),
        Just("'#/components/schemas/Song'".to_owned()),
        Just("object".to_owned()),
        "[a-z]{1,6}",
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let key = prop_oneof![
            Just("type"),
            Just("$ref"),
            Just("properties"),
            Just("items"),
            Just("allOf"),
            Just("anyOf"),
            Just("oneOf"),
            Just("enum"),
            Just("required"),
            Just("not"),
            Just("content"),
            Just("schema"),
            Just("responses"),
            Just("parameters"),
        ];
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3)
                .prop_map(|items| format!("[{}]", items.join(", "))),
            proptest::collection::btree_map(key, inner, 0..3).prop_map(|map| {
                let map: Vec<String> = map.iter().map(|(k, v)| format!("{k}: {v}")).collect();
                format!("{{{}}}", map.join(", "))
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_of_keys_is_no_matter(mut seed in any::<u64>()) {
        let base = document(SMALL);
        // The sorted base, so that fields are in one order in both.
        let sorted = document(&shuffled(base.value(), &mut 0, true));
        let mixed = document(&shuffled(base.value(), &mut seed, false));
        prop_assert_eq!(told(&documents(&sorted, &mixed)), [""; 0]);
    }

    #[test]
    fn any_two_documents_can_be_compared(
        pick in any::<proptest::sample::Index>(),
        value in anything(),
    ) {
        let base = document(SMALL);
        let mut pointers = Vec::new();
        parts(base.value(), "", &mut pointers);
        let pointer = pick.get(&pointers);
        let mut newer = base.value().clone();
        if let Some(part) = newer.pointer_mut(pointer) {
            *part = document(&format!("x: {value}")).value()["x"].clone();
        }
        let newer = document(&newer.to_string());
        let (there, back) = (documents(&base, &newer), documents(&newer, &base));
        prop_assert_eq!(there.is_empty(), back.is_empty());
        prop_assert_eq!(told(&documents(&newer, &newer)), [""; 0]);
    }
}

#[test]
fn a_reference_in_a_circle_ends() {
    let text = SMALL.replace(
        "    GivenId:\n",
        "    Round: {$ref: '#/components/schemas/About'}\n    About: {$ref: '#/components/schemas/Round'}\n    GivenId:\n",
    );
    let newer = text.replace(
        "About: {$ref: '#/components/schemas/Round'}",
        "About: {type: string}",
    );
    assert!(!documents(&document(&text), &document(&newer)).is_empty());
}

#[test]
fn a_document_that_comes_is_additive_and_one_that_goes_breaks() {
    let document = document(SMALL);
    let came = document_only(&document, Class::Additive);
    assert_eq!(came.to_string(), "small.yaml: a new document");
    assert!(came.older.is_none() && came.newer.is_some());
    let gone = document_only(&document, Class::Breaking);
    assert_eq!(gone.to_string(), "small.yaml: the document is gone");
    assert!(gone.older.is_some() && gone.newer.is_none());
}

#[test]
fn a_report_is_grouped_and_counts_words_beyond_the_twentieth() {
    let words: String = (0..25)
        .map(|n| format!("  F{n}: {{type: string, description: a}}\n"))
        .collect();
    let text = |words: &str| {
        SMALL.replace(
            "    GivenId:\n",
            &format!("{}    GivenId:\n", words.replace("  F", "    F")),
        )
    };
    let older = document(&text(&words));
    let newer = text(&words.replace("description: a", "description: b"))
        .replace("maxLength: 100", "maxLength: 50")
        .replace("enum: [V9, V7.6]", "enum: [V9, V7.6, V8]");
    let report = Report {
        older: "v0.1.0".into(),
        newer: "today".into(),
        findings: documents(&older, &document(&newer)),
        left_out: vec!["the surface".into()],
        version: None,
    };
    let text = report.text();
    let parts = [
        "today compared with v0.1.0\n\nbreaking: 1\n  CreateSong.prompt: most characters: `50`, was `100` [limit]\n      small.yaml:",
        "\nadditive: 1\n  SupportedModel: the value `V8` is new [enum]\n",
        "\ncosmetic: 25\n",
        "  … and 5 more; --json has all\n",
        "\nnot compared: the surface\nbreaking changes; no version was judged\n",
    ];
    let mut rest = text.as_str();
    for part in parts {
        let at = rest
            .find(part)
            .unwrap_or_else(|| panic!("no {part:?} in\n{text}"));
        rest = &rest[at + part.len()..];
    }
    let json = report.json();
    assert_eq!(
        json["counts"],
        serde_json::json!({"breaking": 1, "additive": 1, "cosmetic": 25})
    );
    assert_eq!(json["findings"].as_array().unwrap().len(), 27);
    assert_eq!(json["findings"][0]["newer"]["file"], "small.yaml");
    assert_eq!(json["passes"], false);
}
