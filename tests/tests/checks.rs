//! The client's checks against the document that they were made from: random requests
//! around every limit, judged by both.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::cell::Cell;
use std::path::Path;

use jsonschema::Validator;
use mureka_gen::regen::load;
use mureka_gen::{Document, check as check_document, json_schema};
use mureka_tests::generated::{cloudsway, useapi};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};

const JSON_TEXT: &str = "x-mureka-json-string";
const TOTAL: &str = "x-mureka-total-length";

type Check = fn(&str, &[u8]) -> Result<Vec<String>, String>;

fn document(api: &str) -> Document {
    load(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), api).unwrap()
}

#[test]
fn the_checks_of_useapi_agree_with_its_document() {
    agree("useapi", useapi::REQUESTS, useapi::check);
}

#[test]
fn the_checks_of_cloudsway_agree_with_its_document() {
    agree("cloudsway", cloudsway::REQUESTS, cloudsway::check);
}

fn agree(api: &str, requests: &[(&str, &str)], check: Check) {
    let document = document(api);
    let limits = check_document(&document).unwrap().limits;
    assert!(!requests.is_empty());
    for (operation, name) in requests {
        let judge = Judge::of(&document, name);
        let schema = document
            .value()
            .pointer(&format!("/components/schemas/{name}"))
            .unwrap();
        let strategy = value(&document, schema);
        let verdicts = [Cell::new(0), Cell::new(0)];
        let config = Config {
            cases: 400,
            failure_persistence: None,
            ..Config::default()
        };
        let result = TestRunner::new(config).run(&strategy, |request| {
            let problems = check(name, request.to_string().as_bytes());
            let problems = problems.map_err(TestCaseError::fail)?;
            let good = judge.takes(&request);
            prop_assert_eq!(good, problems.is_empty(), "{:?}", problems);
            let verdict = &verdicts[usize::from(good)];
            verdict.set(verdict.get() + 1);
            Ok(())
        });
        result.unwrap_or_else(|error| panic!("{operation}: {error}"));
        let [bad, good] = verdicts.map(Cell::into_inner);
        println!("{operation}: {good} good, {bad} bad");
        assert!(good > 0, "{operation}: nothing good was tried");
        let limited = limits.contains_key(*name);
        assert_eq!(bad > 0, limited, "{operation}: {bad} bad requests");
    }
}

/// The document's opinion of requests.
struct Judge {
    validator: Validator,
    /// Fields with JSON in a text, and who judges what is in it.
    held: Vec<(String, Judge)>,
    /// A text of all items, and how long it may be.
    total: Option<(String, u64)>,
}

impl Judge {
    fn of(document: &Document, name: &str) -> Self {
        let pointer = format!("/components/schemas/{name}");
        let mut schema = json_schema(document, &pointer).unwrap();
        without_enums(&mut schema);
        // The file of a form is no part of the struct.
        if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
            let property =
                |name: &Value| format!("{pointer}/properties/{}", name.as_str().unwrap());
            required.retain(|name| {
                let property = document.value().pointer(&property(name)).unwrap();
                property
                    .get("format")
                    .is_none_or(|format| format != "binary")
            });
        }
        let own = document.value().pointer(&pointer).unwrap();
        let properties = own.get("properties").and_then(Value::as_object);
        let held = properties
            .into_iter()
            .flatten()
            .filter_map(|(field, property)| {
                let target = document.resolve(property)?.get(JSON_TEXT)?.as_str()?;
                let name = target.rsplit('/').next()?;
                Some((field.clone(), Self::of(document, name)))
            });
        let held = held.collect();
        let total = own.get(TOTAL).map(|total| {
            let field = total["field"].as_str().unwrap().to_owned();
            (field, total["max"].as_u64().unwrap())
        });
        Self {
            validator: jsonschema::validator_for(&schema).unwrap(),
            held,
            total,
        }
    }

    fn takes(&self, value: &Value) -> bool {
        let inside = self
            .held
            .iter()
            .all(|(field, judge)| match value.get(field) {
                Some(text) => judge.takes(&serde_json::from_str(text.as_str().unwrap()).unwrap()),
                None => true,
            });
        let short = self.total.as_ref().is_none_or(|(field, most)| {
            let texts = value.as_array().unwrap().iter();
            let lengths = texts.map(|item| item[field].as_str().unwrap_or("").chars().count());
            lengths.sum::<usize>() as u64 <= *most
        });
        inside && short && self.validator.is_valid(value)
    }
}

/// Enums are not checked: new values appear before the document knows them.
fn without_enums(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(without_enums),
        Value::Object(map) => {
            map.remove("enum");
            map.values_mut().for_each(without_enums);
        }
        _ => {}
    }
}

/// Values of the right type, around the limits of a schema.
fn value(document: &Document, schema: &Value) -> BoxedStrategy<Value> {
    let schema = schema.pointer("/allOf/0").unwrap_or(schema);
    let schema = document.resolve(schema).unwrap();
    if let Some(target) = schema.get(JSON_TEXT) {
        let held = json!({"$ref": target});
        return value(document, &held)
            .prop_map(|held| json!(held.to_string()))
            .boxed();
    }
    for key in ["oneOf", "anyOf"] {
        if let Some(variants) = schema.get(key).and_then(Value::as_array)
            && schema.get("properties").is_none()
        {
            let variants: Vec<_> = variants.iter().map(|one| value(document, one)).collect();
            return proptest::strategy::Union::new(variants).boxed();
        }
    }
    match schema["type"].as_str().unwrap() {
        "string" => text(schema),
        "integer" => number(schema),
        "boolean" => any::<bool>().prop_map(Value::from).boxed(),
        "array" => {
            let items = value(document, &schema["items"]);
            prop::collection::vec(items, 0..4)
                .prop_map(Value::from)
                .boxed()
        }
        "object" => object(document, schema),
        other => panic!("a request with a value of type {other}"),
    }
}

fn object(document: &Document, schema: &Value) -> BoxedStrategy<Value> {
    let required: Vec<&str> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let mut all: BoxedStrategy<Map<String, Value>> = Just(Map::new()).boxed();
    for (name, property) in schema["properties"].as_object().unwrap() {
        if property["format"] == "binary" {
            continue;
        }
        let field = if required.contains(&name.as_str()) {
            value(document, property).prop_map(Some).boxed()
        } else {
            prop::option::weighted(0.5, value(document, property)).boxed()
        };
        let name = name.clone();
        all = (all, field)
            .prop_map(move |(mut map, field)| {
                map.extend(field.map(|field| (name.clone(), field)));
                map
            })
            .boxed();
    }
    all.prop_map(Value::Object).boxed()
}

fn text(schema: &Value) -> BoxedStrategy<Value> {
    if let Some(digits) = schema.get("x-mureka-digits") {
        let ends = [&digits["minimum"], &digits["maximum"]].map(|end| end.as_i64().unwrap());
        let near = prop::sample::select(ends.to_vec()).prop_flat_map(|end| end - 2..=end + 2);
        return prop_oneof![
            near.prop_map(|number| number.to_string()),
            any::<u32>().prop_map(|number| number.to_string()),
            prop::sample::select(vec!["", "0", "08000", "+8000", "8000 ", "8e3", "８０００"])
                .prop_map(str::to_owned),
        ]
        .prop_map(Value::from)
        .boxed();
    }
    let mut lengths = vec![0, 1, 5];
    for end in ["minLength", "maxLength"] {
        if let Some(end) = schema[end]
            .as_u64()
            .and_then(|end| usize::try_from(end).ok())
        {
            lengths.extend([
                end.saturating_sub(1),
                end,
                end,
                end + 1,
                end / 2,
                end / 2 + 1,
            ]);
        }
    }
    let letters = prop::sample::select(vec!["a", "é", "🎵", "\u{301}", "\n"]);
    (prop::sample::select(lengths), letters)
        .prop_map(|(length, letter)| Value::from(letter.repeat(length)))
        .boxed()
}

fn number(schema: &Value) -> BoxedStrategy<Value> {
    let ends = ["minimum", "maximum"]
        .iter()
        .filter_map(|end| schema[*end].as_i64());
    let mut near: Vec<i64> = ends.flat_map(|end| [end - 1, end, end + 1]).collect();
    near.extend([0, 1, i64::MAX, i64::MIN]);
    prop::sample::select(near).prop_map(Value::from).boxed()
}
