//! Every documented payload is valid under every exported schema; what is not, is not.

use std::collections::HashMap;

use jsonschema::Validator;
use mureka_gen::{Document, ExampleCase, Place, cases, json_schema};
use serde_json::{Value, json};

use crate::support::{APIS, Exported};

const FULL: &str = "openapi-3.0";
const NEWER: &str = "openapi-3.1";
const MODELS: &str = "models.schema";
const STRICT: &str = "openapi-3.0.strict-tools";

fn compile(schema: &Value) -> Validator {
    jsonschema::draft202012::new(schema).unwrap()
}

/// A document of 3.1 is JSON Schema in all its parts: they are read where they stand.
fn inside(whole: &Value, pointer: &str) -> Validator {
    assert!(whole.pointer(pointer).is_some(), "nothing at {pointer}");
    let mut schema = whole.clone();
    let fragment = pointer.replace('{', "%7B").replace('}', "%7D");
    schema["$ref"] = json!(format!("#{fragment}"));
    compile(&schema)
}

fn inside_3_0(document: &Document, pointer: &str) -> Validator {
    compile(&json_schema(document, pointer).unwrap_or_else(|| panic!("nothing at {pointer}")))
}

/// Most payloads share their schema: each is compiled once.
#[derive(Default)]
struct Compiled(HashMap<String, Validator>);

impl Compiled {
    /// The validator for a case's schema, or for the named one that it refers to.
    fn of(
        &mut self,
        exported: &Exported,
        case: &ExampleCase,
        compile: impl Fn(&str) -> Validator,
    ) -> &Validator {
        let schema = exported.document.value().pointer(&case.schema);
        let named = schema.and_then(|schema| schema["$ref"].as_str());
        // Answers of two shapes are one in strict-tools, where the operation says so.
        let pointer = match (named, case.place) {
            (Some(named), Place::Request) => &named[1..],
            (Some(named), Place::Response(status)) if !status.to_string().starts_with('2') => {
                &named[1..]
            }
            _ => &case.schema,
        };
        let validator = self.0.entry(pointer.to_owned());
        validator.or_insert_with(|| compile(pointer))
    }
}

fn assert_valid(validator: &Validator, case: &ExampleCase, format: &str) {
    if let Some(error) = validator.iter_errors(&case.value).next() {
        panic!(
            "{format}: {} {} `{}`: {error}",
            case.operation, case.place, case.name
        );
    }
}

#[test]
fn every_documented_payload_is_valid_under_openapi_3_0() {
    for exported in Exported::all() {
        for kind in [FULL, STRICT] {
            let text = exported.text(&format!("{kind}.yaml"));
            let document = Document::parse("export.yaml", text).unwrap();
            let mut compiled = Compiled::default();
            for case in cases(&exported.document, &exported.api) {
                let at = |pointer: &str| inside_3_0(&document, pointer);
                assert_valid(compiled.of(exported, &case, at), &case, kind);
            }
        }
    }
}

#[test]
fn every_documented_payload_is_valid_under_openapi_3_1() {
    for exported in Exported::all() {
        let whole = exported.json(NEWER);
        let all = cases(&exported.document, &exported.api);
        assert!(all.len() > 5, "{}: {} payloads", exported.name, all.len());
        let mut compiled = Compiled::default();
        for case in all {
            let at = |pointer: &str| inside(&whole, pointer);
            assert_valid(compiled.of(exported, &case, at), &case, NEWER);
        }
    }
}

#[test]
fn every_documented_payload_is_valid_under_its_model() {
    for name in APIS {
        let exported = Exported::api(name);
        let whole = exported.json(MODELS);
        let mut checked = 0;
        for case in cases(&exported.document, &exported.api) {
            let schema = exported.document.value().pointer(&case.schema).unwrap();
            let model = schema["$ref"].as_str().unwrap().rsplit('/').next().unwrap();
            assert_valid(&inside(&whole, &format!("/$defs/{model}")), &case, MODELS);
            checked += 1;
        }
        assert!(checked > 5);
    }
}

#[test]
fn examples_of_the_models_are_payloads_of_the_docs() {
    for exported in Exported::all() {
        let known: Vec<Value> = cases(&exported.document, &exported.api)
            .into_iter()
            .map(|case| case.value)
            .collect();
        let models = exported.json(MODELS);
        for (name, model) in models["$defs"].as_object().unwrap() {
            let validator = inside(&models, &format!("/$defs/{name}"));
            let examples = model["examples"].as_array().into_iter().flatten();
            for (index, example) in examples.clone().enumerate() {
                let first = examples.clone().position(|other| other == example);
                assert_eq!(first, Some(index), "{name} has it twice: {example}");
                assert!(known.contains(example), "{name}: {example}");
                assert!(validator.is_valid(example), "{name}: {example}");
            }
        }
    }
}

/// Payloads that no client should send or be sent, and whether the plainest profile still
/// knows: limits, sets and exclusions are words there.
const PLANTED: &[(&str, &str, &str, bool)] = &[
    // document, schema, payload, refused by strict-tools
    ("useapi", "CreateSong", r#"{"prompt": 5}"#, true),
    ("useapi", "CreateSong", r#"{"prompt": null}"#, true),
    ("useapi", "CreateSong", r#"{"async": "true"}"#, true),
    ("useapi", "CreateSong", r#"{"model": "V99"}"#, false),
    ("useapi", "CreateSong", r#"{"unknown": 1}"#, false),
    ("useapi", "CreateSong", "[]", true),
    ("useapi", "CreateSongAdvanced", "{}", true),
    (
        "useapi",
        "CreateSongAdvanced",
        r#"{"lyrics": "a", "desc": "b", "ref_id": 1}"#,
        false,
    ),
    (
        "useapi",
        "CreateSongAdvanced",
        r#"{"lyrics": "a", "motif_id": "b", "vocal_id": 1}"#,
        false,
    ),
    (
        "useapi",
        "CreateSongAdvanced",
        r#"{"lyrics": "a", "ref_id": ""}"#,
        false,
    ),
    ("useapi", "CreateSpeech", r#"{"text": "a"}"#, false),
    (
        "useapi",
        "CreateSpeech",
        r#"{"text": "a", "voice_id": 1, "conversation": "[]"}"#,
        false,
    ),
    (
        "useapi",
        "DownloadSong",
        r#"{"song_id": 1, "type": "mp3"}"#,
        false,
    ),
    ("useapi", "DownloadSong", r#"{"type": "stem"}"#, true),
    (
        "useapi",
        "ConfigureAccount",
        r#"{"sessionCookie": 5}"#,
        false,
    ),
    (
        "useapi",
        "ConfigureAccount",
        r#"{"sessionCookie": {"value": "a"}}"#,
        false,
    ),
    ("useapi", "MusicResult", r#"{"songs": "two"}"#, true),
    ("useapi", "MusicResult", r#"{"songs": [5]}"#, true),
    ("useapi", "MusicResult", r#"{"feed_id": true}"#, false),
    (
        "useapi",
        "Track",
        r#"{"duration_milliseconds": "long"}"#,
        true,
    ),
    ("useapi", "Track", r#"{"duration_milliseconds": 1.5}"#, true),
    ("useapi", "TrackPage", r#"{"list": {}}"#, true),
    ("useapi", "AccountJobsById", r#"{"123": 5}"#, true),
    ("useapi", "Accounts", r#"{"123": "none"}"#, false),
    ("useapi", "Job", r#"{"jobid": 5}"#, true),
    ("useapi", "Job", r#""j01""#, true),
    (
        "cloudsway",
        "GenerateSong",
        r#"{"lyrics": "a", "n": 4}"#,
        false,
    ),
    (
        "cloudsway",
        "GenerateSong",
        r#"{"lyrics": "a", "n": 0}"#,
        false,
    ),
    (
        "cloudsway",
        "GenerateSong",
        r#"{"lyrics": "a", "n": 1.5}"#,
        true,
    ),
    (
        "cloudsway",
        "GenerateSong",
        r#"{"lyrics": "a", "prompt": "b", "melody_id": "c"}"#,
        false,
    ),
    (
        "cloudsway",
        "ExtendSong",
        r#"{"lyrics": "a", "extend_at": 8000}"#,
        true,
    ),
    (
        "cloudsway",
        "ExtendSong",
        r#"{"lyrics": "a", "extend_at": "7999"}"#,
        false,
    ),
    ("cloudsway", "UploadFile", r#"{"file": "a"}"#, true),
    ("cloudsway", "TaskEnvelope", r#"{"data": "task"}"#, true),
    ("cloudsway", "Task", r#"{"choices": {}}"#, true),
];

#[test]
fn what_the_documents_refuse_is_refused_by_every_export() {
    for name in APIS {
        let exported = Exported::api(name);
        let (newer, models) = (exported.json(NEWER), exported.json(MODELS));
        let parse = |kind: &str| Document::parse(kind, exported.text(&format!("{kind}.yaml")));
        let (full, strict) = (parse(FULL).unwrap(), parse(STRICT).unwrap());
        for (_, schema, payload, plain) in PLANTED.iter().filter(|row| row.0 == name) {
            let payload: Value = serde_json::from_str(payload).unwrap();
            let pointer = format!("/components/schemas/{schema}");
            let refused = |validator: Validator| !validator.is_valid(&payload);
            assert!(
                refused(inside_3_0(&full, &pointer)),
                "3.0 {schema} {payload}"
            );
            assert!(refused(inside(&newer, &pointer)), "3.1 {schema} {payload}");
            let model = inside(&models, &format!("/$defs/{schema}"));
            assert!(refused(model), "model {schema} {payload}");
            // Answers that come in two shapes are one schema in strict-tools.
            let pointer = match *schema {
                "MusicResult" => "/components/schemas/MusicResultOrJob",
                _ => &pointer,
            };
            let validator = inside_3_0(&strict, pointer);
            assert_eq!(
                !validator.is_valid(&payload),
                *plain,
                "strict {schema} {payload}"
            );
        }
    }
}

#[test]
fn answers_stay_open_in_every_export() {
    let exported = Exported::api("useapi");
    let (newer, models) = (exported.json(NEWER), exported.json(MODELS));
    let strict = Document::parse(STRICT, exported.text(&format!("{STRICT}.yaml"))).unwrap();
    for (schema, payload) in [
        ("Song", json!({"song_id": 5, "model": "V99", "new": [1]})),
        ("Song", json!({"song_id": "user:1-song:2", "genres": null})),
        ("Song", Value::Null),
        (
            "Job",
            json!({"jobType": "remix", "status": "paused", "response": {"x": 1}}),
        ),
        (
            "Account",
            json!({"updatedUTC": "yesterday", "code": "REFRESH_FAILED"}),
        ),
        ("AccountError", json!({"code": 596})),
        ("Accounts", json!({"1": {"account": 1}, "error": "none"})),
    ] {
        let pointer = format!("/components/schemas/{schema}");
        let text = format!("{schema} {payload}");
        // The code of a broken account is a word, and a number in this profile alone.
        if payload != json!({"code": 596}) {
            assert!(inside(&newer, &pointer).is_valid(&payload), "3.1 {text}");
            let model = inside(&models, &format!("/$defs/{schema}"));
            assert!(model.is_valid(&payload), "model {text}");
            assert!(
                inside_3_0(&strict, &pointer).is_valid(&payload),
                "strict {text}"
            );
        }
    }
}
