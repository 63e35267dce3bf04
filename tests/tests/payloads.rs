//! Every documented payload goes into the type of its operation and status, and
//! comes out equal.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use mureka_gen::api::{Body, Status};
use mureka_gen::{Document, ExampleCase, Place};
use mureka_tests::calls::RoundTrip;
use mureka_tests::generated::{cloudsway, useapi};

const BROKEN_ACCOUNT: Place = Place::Response(Status::Code(596));

/// One client's tables and its document.
struct Client {
    name: &'static str,
    through: fn(&str, &[u8]) -> Result<RoundTrip, String>,
    schema_of: fn(&str) -> serde_json::Value,
    responses: &'static [(&'static str, &'static str, &'static str)],
    requests: &'static [(&'static str, &'static str)],
    /// At least so many examples: the documents may grow, not shrink.
    least: usize,
}

const CLIENTS: [Client; 2] = [
    Client {
        name: "useapi",
        through: useapi::through,
        schema_of: useapi::schema_of,
        responses: useapi::RESPONSES,
        requests: useapi::REQUESTS,
        least: 165,
    },
    Client {
        name: "cloudsway",
        through: cloudsway::through,
        schema_of: cloudsway::schema_of,
        responses: cloudsway::RESPONSES,
        requests: cloudsway::REQUESTS,
        least: 7,
    },
];

fn cases(client: &Client) -> Vec<ExampleCase> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let document: Document = mureka_gen::regen::load(&root, client.name).unwrap();
    let api = mureka_gen::check(&document).unwrap();
    let mut cases = mureka_gen::cases(&document, &api);
    for case in &mut cases {
        // The file of a form is an argument of its own, not a field of the request.
        if let Some(Body::Multipart { file, .. }) = api
            .operation(&case.operation)
            .map(|operation| &operation.body)
            && case.place == Place::Request
        {
            case.value = change::with(&case.value, "", |map| {
                map.remove(file);
            });
        }
    }
    cases
}

fn type_of(client: &Client, case: &ExampleCase) -> &'static str {
    let found = match case.place {
        Place::Request => client
            .requests
            .iter()
            .find(|(id, _)| *id == case.operation)
            .map(|(_, ty)| *ty),
        Place::Response(status) => client
            .responses
            .iter()
            .find(|(id, code, _)| *id == case.operation && *code == status.to_string())
            .map(|(_, _, ty)| *ty),
        Place::Callback => Some("Job"),
    };
    found.unwrap_or_else(|| {
        panic!(
            "no type for {} {} {}",
            case.operation, case.place, case.name
        )
    })
}

#[test]
fn every_documented_payload_comes_out_as_it_went_in() {
    for client in &CLIENTS {
        let cases = cases(client);
        assert!(
            cases.len() >= client.least,
            "{}: {} examples",
            client.name,
            cases.len()
        );
        let mut by_operation: BTreeMap<&str, String> = BTreeMap::new();
        for case in &cases {
            let ty = type_of(client, case);
            let sent = serde_json::to_vec(&case.value).unwrap();
            let result = (client.through)(ty, &sent);
            let trip = result.unwrap_or_else(|error| {
                panic!("{} {} {}: {error}", case.operation, case.place, case.name)
            });
            assert_eq!(
                trip.json, case.value,
                "{} {} {}",
                case.operation, case.place, case.name
            );
            let out = by_operation.entry(&case.operation).or_default();
            writeln!(out, "{} {}: {ty}\n{}\n", case.place, case.name, trip.debug).unwrap();
        }
        println!("{}: {} examples", client.name, cases.len());
        for (operation, text) in by_operation {
            insta::assert_snapshot!(format!("{}-{operation}", client.name), text);
        }
    }
}

/// What a JSON value is, where a path of the payload is changed.
mod change {
    use serde_json::{Map, Value, json};

    /// Every object of a value, by its JSON pointer.
    pub fn objects(value: &Value, at: &str, out: &mut Vec<String>) {
        match value {
            Value::Object(map) => {
                out.push(at.to_owned());
                for (key, item) in map {
                    objects(item, &format!("{at}/{}", mureka_gen::escape(key)), out);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    objects(item, &format!("{at}/{index}"), out);
                }
            }
            _ => {}
        }
    }

    /// Every list of a value, by its JSON pointer.
    pub fn lists(value: &Value, at: &str, out: &mut Vec<String>) {
        match value {
            Value::Object(map) => {
                for (key, item) in map {
                    lists(item, &format!("{at}/{}", mureka_gen::escape(key)), out);
                }
            }
            Value::Array(items) => {
                out.push(at.to_owned());
                for (index, item) in items.iter().enumerate() {
                    lists(item, &format!("{at}/{index}"), out);
                }
            }
            _ => {}
        }
    }

    /// The value with one list changed.
    pub fn with_list(value: &Value, pointer: &str, edit: impl FnOnce(&mut Vec<Value>)) -> Value {
        let mut changed = value.clone();
        if let Some(Value::Array(items)) = changed.pointer_mut(pointer) {
            edit(items);
        }
        changed
    }

    /// The value with one object changed.
    pub fn with(value: &Value, pointer: &str, edit: impl FnOnce(&mut Map<String, Value>)) -> Value {
        let mut changed = value.clone();
        if let Some(Value::Object(map)) = changed.pointer_mut(pointer) {
            edit(map);
        }
        changed
    }

    /// The other form of an id: text of a number, number of a text.
    pub fn other_form(value: &Value) -> Option<Value> {
        match value {
            Value::Number(number) => Some(Value::String(number.to_string())),
            Value::String(_) => Some(json!(998_877_665_544_332_211_i64)),
            _ => None,
        }
    }

    /// Whether a field of this name holds an id or code that comes as number or text.
    pub fn is_id(key: &str) -> bool {
        key == "code"
            || key == "id"
            || key == "account"
            || key == "taskId"
            || (key.ends_with("_id") && key != "trace_id" && key != "conn_id")
    }
}

/// Fields that answers of today hold; whatever becomes of one of them tomorrow, the
/// rest must still decode, and nothing may get lost.
#[test]
fn a_changed_answer_decodes_and_loses_nothing() {
    let mut ran: BTreeMap<&str, usize> = BTreeMap::new();
    for client in &CLIENTS {
        let mut check =
            |case: &ExampleCase, what: &'static str, at: &str, changed: &serde_json::Value| {
                let sent = serde_json::to_vec(changed).unwrap();
                let trip = (client.through)(type_of(client, case), &sent).unwrap_or_else(|error| {
                    panic!(
                        "{} {} {}: {at} {what}: {error}",
                        case.operation, case.place, case.name
                    )
                });
                assert_eq!(
                    &trip.json, changed,
                    "{} {} {}: {at} {what}",
                    case.operation, case.place, case.name
                );
                *ran.entry(what).or_default() += 1;
            };
        for case in cases(client)
            .iter()
            .filter(|case| case.place != Place::Request)
        {
            let mut lists = Vec::new();
            change::lists(&case.value, "", &mut lists);
            for list in &lists {
                let null_first = change::with_list(&case.value, list, |items| {
                    items.insert(0, serde_json::Value::Null);
                });
                check(case, "a null among the items", list, &null_first);
                let null_last = change::with_list(&case.value, list, |items| {
                    items.push(serde_json::Value::Null);
                });
                check(case, "a null among the items", list, &null_last);
                let empty = change::with_list(&case.value, list, Vec::clear);
                check(case, "an empty list", list, &empty);
            }
            let mut objects = Vec::new();
            change::objects(&case.value, "", &mut objects);
            for object in &objects {
                let unknown = change::with(&case.value, object, |map| {
                    map.insert(
                        "not_known_yet".into(),
                        serde_json::json!({"deep": [1, null, "x"]}),
                    );
                });
                check(case, "an unknown field beside it", object, &unknown);
                let Some(serde_json::Value::Object(map)) = case.value.pointer(object) else {
                    continue;
                };
                for (key, value) in map {
                    let at = format!("{object}/{key}");
                    let removed = change::with(&case.value, object, |map| {
                        map.remove(key);
                    });
                    check(case, "removed", &at, &removed);
                    let null = change::with(&case.value, object, |map| {
                        map.insert(key.clone(), serde_json::Value::Null);
                    });
                    check(case, "null", &at, &null);
                    if value.is_string() && (key == "code" || !change::is_id(key)) {
                        let other = change::with(&case.value, object, |map| {
                            map.insert(key.clone(), "NOT-KNOWN/yet".into());
                        });
                        check(case, "an unknown value", &at, &other);
                    }
                    // The five codes of 596 are an enum of texts. A number there leaves the
                    // error without its typed body, and with everything else.
                    let only_text = key == "code" && case.place == BROKEN_ACCOUNT;
                    if change::is_id(key)
                        && !only_text
                        && let Some(form) = change::other_form(value)
                    {
                        let other = change::with(&case.value, object, |map| {
                            map.insert(key.clone(), form);
                        });
                        check(case, "an id as the other type", &at, &other);
                    }
                }
            }
        }
    }
    let total: usize = ran.values().sum();
    // Also without `--nocapture`.
    let mut told: String = ran
        .iter()
        .map(|(what, count)| format!("{count:6} {what}\n"))
        .collect();
    told += &format!("{total:6} changed answers in all\n");
    let _ = std::io::Write::write_all(&mut std::io::stderr(), told.as_bytes());
    assert!(total > 2_500, "only {total} cases ran");
}

#[test]
fn a_request_with_a_field_nobody_knows_is_refused() {
    for client in &CLIENTS {
        for case in cases(client)
            .iter()
            .filter(|case| case.place == Place::Request)
        {
            let changed = change::with(&case.value, "", |map| {
                map.insert("not_known".into(), true.into());
            });
            let error = (client.through)(
                type_of(client, case),
                &serde_json::to_vec(&changed).unwrap(),
            )
            .unwrap_err();
            assert!(error.contains("not_known"), "{}: {error}", case.operation);
        }
    }
}

/// With the feature `schemars` the types describe themselves, and truly so.
#[test]
fn every_documented_payload_is_valid_under_the_schema_of_its_type() {
    for client in &CLIENTS {
        let mut validators = BTreeMap::new();
        for case in cases(client) {
            let ty = type_of(client, &case);
            let validator = validators
                .entry(ty)
                .or_insert_with(|| jsonschema::validator_for(&(client.schema_of)(ty)).unwrap());
            let errors: Vec<String> = validator
                .iter_errors(&case.value)
                .map(|error| error.to_string())
                .collect();
            assert!(
                errors.is_empty(),
                "{ty} of {} {}: {errors:?}",
                case.operation,
                case.place
            );
        }
    }
}
