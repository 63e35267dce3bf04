//! The documents against themselves.

use mureka_gen::api::{Body, Field, Shape};
use mureka_gen::{Api, Place, cases};
use serde_json::{Value, json};

use super::super::finding::Base;
use super::super::schema::Schema;
use super::super::{Problem, check, problems};
use super::{Spec, cloudsway, everything, sent, shown, told, useapi};

#[test]
fn every_operation_has_rules() {
    for spec in [useapi(), cloudsway(), everything()] {
        for operation in &spec.api.operations {
            spec.rules(&operation.id);
        }
    }
}

#[test]
fn every_documented_request_passes_unchanged() {
    let mut passed = 0;
    for spec in [useapi(), cloudsway()] {
        for (operation, value) in requests(&spec) {
            let body = &spec.api.operation(&operation).unwrap().body;
            let rules = spec.rules(&operation);
            let got = match body {
                Body::Json { .. } => sent(&rules, &value),
                _ => rules.form(texts(&value, body), &files(body)),
            };
            let got = got.unwrap_or_else(|problems| panic!("{operation}: {:?}", shown(&problems)));
            let mut value = value;
            for file in files(body) {
                value.as_object_mut().unwrap().remove(&file);
            }
            assert_eq!(got, value, "{operation}");
            passed += 1;
        }
    }
    assert!(passed >= 15, "{passed}");
}

#[test]
fn a_field_of_a_wrong_type_is_refused_by_its_name() {
    let mut refused = 0;
    for spec in [useapi(), cloudsway()] {
        for (operation, schema) in json_bodies(&spec) {
            let rules = spec.rules(&operation);
            for base in bases(&spec, &operation) {
                for field in fields(&spec.api, &schema) {
                    for wrong in wrong_values(&spec.api, &field.rust) {
                        let mut body = base.clone();
                        body[&field.name] = wrong;
                        let got = sent(&rules, &body);
                        assert_names(got.map(|_| ()), &field.name, &format!("{operation} {body}"));
                        refused += 1;
                    }
                }
            }
        }
    }
    assert!(refused > 500, "{refused}");
}

#[test]
fn a_field_of_any_kind_refuses_all_other_kinds() {
    let spec = everything();
    let mut refused = 0;
    for field in fields(&spec.api, "Request") {
        let name = field.name.as_str();
        // Alone: this request has more required fields than problems are told.
        let pointer = format!("/components/schemas/Request/properties/{name}");
        let schema = Schema::of_fields(&spec.document, &spec.api, &[(name, pointer, true)]);
        let schema = schema.unwrap();
        for wrong in wrong_values(&spec.api, &field.rust) {
            let mut found = Vec::new();
            let body = json!({ name: wrong });
            check(&schema, &body, &Base::body(), &mut found);
            let got = match problems(found) {
                problems if problems.is_empty() => Ok(()),
                problems => Err(problems),
            };
            assert_names(got, name, &body.to_string());
            refused += 1;
        }
    }
    assert!(refused > 300, "{refused}");
}

/// Fails unless one of the problems is the type of that field.
#[track_caller]
fn assert_names(got: Result<(), Vec<Problem>>, field: &str, about: &str) {
    let Err(problems) = got else {
        panic!("{about}: let through");
    };
    let problem = problems.iter().find(|problem| problem.field == field);
    let rule = problem.map(|problem| problem.rule.as_str());
    assert!(
        rule.is_some_and(|rule| rule.ends_with(" is required") || rule.ends_with(" is allowed")),
        "{about}: {:?}",
        shown(&problems)
    );
}

#[test]
fn a_missing_required_field_is_named() {
    let mut named = 0;
    for spec in [useapi(), cloudsway()] {
        for (operation, value) in requests(&spec) {
            let Body::Json { schema, .. } = &spec.api.operation(&operation).unwrap().body else {
                continue;
            };
            let rules = spec.rules(&operation);
            for field in fields(&spec.api, schema)
                .iter()
                .filter(|field| field.required)
            {
                let mut body = value.clone();
                body.as_object_mut().unwrap().remove(&field.name);
                let problems = sent(&rules, &body).unwrap_err();
                assert_eq!(
                    shown(&problems),
                    [format!("{}: required, and missing", field.name)],
                    "{operation}"
                );
                named += 1;
            }
        }
    }
    assert!(named >= 10, "{named}");
}

#[test]
fn an_unknown_field_is_refused_in_every_call() {
    for spec in [useapi(), cloudsway()] {
        for (operation, _) in json_bodies(&spec) {
            let said = told(&spec.rules(&operation), r#"{"zzzzzzzzzz": 1}"#);
            let last = said.last().map(String::as_str);
            assert_eq!(
                last,
                Some("zzzzzzzzzz: not a field of this call"),
                "{operation}"
            );
        }
    }
}

/// Documented requests by operation.
fn requests(spec: &Spec) -> Vec<(String, Value)> {
    let cases = cases(&spec.document, &spec.api).into_iter();
    let requests = cases.filter(|case| case.place == Place::Request);
    requests.map(|case| (case.operation, case.value)).collect()
}

/// What a mutation starts from.
fn bases(spec: &Spec, operation: &str) -> Vec<Value> {
    let all = requests(spec).into_iter();
    let mut own: Vec<Value> = all
        .filter(|(of, _)| of == operation)
        .map(|(_, value)| value)
        .collect();
    own.push(json!({}));
    own
}

fn json_bodies(spec: &Spec) -> Vec<(String, String)> {
    let operations = spec.api.operations.iter();
    operations
        .filter_map(|operation| match &operation.body {
            Body::Json { schema, .. } => Some((operation.id.clone(), schema.clone())),
            _ => None,
        })
        .collect()
}

fn fields<'a>(api: &'a Api, schema: &str) -> &'a [Field] {
    match &api.shapes[schema] {
        Shape::Struct { fields, .. } => fields,
        other => panic!("{schema}: {other:?}"),
    }
}

fn files(body: &Body) -> Vec<String> {
    match body {
        Body::Multipart { file, .. } => vec![file.clone()],
        _ => Vec::new(),
    }
}

fn texts(value: &Value, body: &Body) -> Vec<(String, String)> {
    let fields = value.as_object().unwrap().iter();
    fields
        .filter(|(name, _)| !files(body).contains(name))
        .map(|(name, value)| {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            (name.clone(), text)
        })
        .collect()
}

/// One value of each kind that a field does not take; the kinds as the generator names them.
fn wrong_values(api: &Api, rust: &str) -> Vec<Value> {
    let all = [
        json!(null),
        json!(true),
        json!(7),
        json!(7.5),
        json!("text"),
        json!([]),
        json!({}),
    ];
    all.into_iter()
        .filter(|value| !takes(api, rust, value))
        .collect()
}

/// Whether a value may be of that type. Where null is concerned, whatever may be.
fn takes(api: &Api, rust: &str, value: &Value) -> bool {
    match rust {
        "String" | "Secret" => value.is_string(),
        "i64" => value.is_i64(),
        "f64" => value.is_number(),
        "bool" => value.is_boolean(),
        "serde_json::Value" => true,
        rust if rust.starts_with("Vec<") => value.is_array(),
        rust if rust.starts_with("serde_json::Map<") => value.is_object(),
        name => match &api.shapes[name] {
            Shape::NumberOrText => value.is_i64() || value.is_string(),
            Shape::TextOr { text, other, .. } => {
                takes(api, text, value) || takes(api, other, value) || value.is_null()
            }
            // Open for answers, and then nullable.
            Shape::Struct { strict, .. } => value.is_object() || (value.is_null() && !strict),
            Shape::Keyed { .. } | Shape::Union { .. } => value.is_object() || value.is_null(),
            Shape::List { .. } => value.is_array() || value.is_null(),
            // Of what a text holds other tests speak.
            Shape::JsonText { .. } | Shape::Secret => value.is_string() || value.is_null(),
            Shape::Alias { rust } => takes(api, rust, value) || value.is_null(),
            Shape::ClosedEnum { .. } | Shape::OpenEnum { .. } => value.is_string(),
        },
    }
}
