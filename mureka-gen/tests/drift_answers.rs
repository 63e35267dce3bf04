//! What a page says of answers and the document does not is named, and nothing beside it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use mureka_gen::reference::{Model, Reference, Shape};
use serde_json::json;

use support::{Change, each_is_named, field, given, of, payload, status};

const RING: &str = "post-bells-ring";
const BELL: &str = "get-bells-bell_id";
const SOUNDS: &str = "post-sounds";

#[test]
fn each_change_of_statuses_is_named_and_nothing_beside_it() {
    each_is_named(statuses());
}

#[test]
fn each_change_of_payloads_is_named_and_nothing_beside_it() {
    each_is_named(payloads());
}

#[test]
fn each_change_of_models_is_named_and_nothing_beside_it() {
    each_is_named(models());
}

#[test]
fn each_change_of_figures_is_named_and_nothing_beside_it() {
    each_is_named(figures());
}

#[test]
fn what_is_only_written_otherwise_is_no_difference() {
    each_is_named(nothing());
}

fn statuses() -> Vec<Change> {
    vec![
        (
            "status added",
            |r| {
                of(r, RING)
                    .statuses
                    .push(status(402, vec![json!({"broke": true})]));
            },
            &["POST /v1/bells/ring | status-added | 402 new status"],
        ),
        (
            "status removed",
            |r| of(r, RING).statuses.retain(|status| status.code != 429),
            &["POST /v1/bells/ring | status-removed | 429 no longer documented"],
        ),
        (
            "code added",
            |r| of(r, RING).statuses[2].codes.push("MELTED".into()),
            &["POST /v1/bells/ring | error-code | 596 code new MELTED"],
        ),
        (
            "code gone",
            |r| {
                of(r, RING).statuses[2]
                    .codes
                    .retain(|code| code != "CRACKED");
            },
            &["POST /v1/bells/ring | error-code | 596 code CRACKED gone"],
        ),
        (
            "type of the body added",
            |r| of(r, RING).content_types.push("text/plain".into()),
            &["POST /v1/bells/ring | content-type-added | text/plain new type of the body"],
        ),
        (
            "type of the body removed",
            |r| of(r, RING).content_types.truncate(1),
            &[
                "POST /v1/bells/ring | content-type-removed | multipart/form-data no longer a type of the body",
            ],
        ),
    ]
}

fn payloads() -> Vec<Change> {
    vec![
        (
            "field dropped",
            |r| {
                let value = &mut of(r, RING).statuses[0].payloads[0].value;
                value["tones"][1].as_object_mut().unwrap().remove("name");
            },
            &["POST /v1/bells/ring | payload-changed | 200 payload tones[1].name gone"],
        ),
        (
            "field added",
            |r| {
                let value = &mut of(r, RING).statuses[0].payloads[0].value;
                value["tones"][0]["echo"] = json!({"seconds": 2});
                value["tones"][1]["echo"] = json!({"seconds": 3});
            },
            &["POST /v1/bells/ring | payload-field | 200 payload unknown field tones[].echo"],
        ),
        (
            "value retyped",
            |r| of(r, RING).statuses[0].payloads[0].value["id"] = json!(true),
            &[
                "POST /v1/bells/ring | payload-invalid | 200 payload not valid: id is boolean, not whole number or text",
            ],
        ),
        (
            "two changes of a payload",
            |r| {
                let value = &mut of(r, RING).statuses[0].payloads[0].value;
                value["tones"][0]["hertz"] = json!("440");
                value["state"] = json!("ringing");
            },
            &[
                "POST /v1/bells/ring | payload-invalid | 200 payload not valid: tones[].hertz is text, not number",
                "POST /v1/bells/ring | payload-changed | 200 payload state \"ringing\" (was \"done\")",
            ],
        ),
        (
            "another value of the same type",
            |r| of(r, BELL).statuses[0].payloads[0].value["id"] = json!(7),
            &["GET /v1/bells/{bell_id} | payload-changed | 200 payload id 7 (was \"bell:1\")"],
        ),
        (
            "payload removed",
            |r| drop(of(r, RING).statuses[1].payloads.remove(1)),
            &[
                "POST /v1/bells/ring | payload-removed | 429 payload example slots_full no longer shown",
            ],
        ),
        (
            "payload added",
            |r| {
                of(r, RING).statuses[1]
                    .payloads
                    .push(payload(json!({"error": "Full moon"})));
            },
            &["POST /v1/bells/ring | payload-changed | 429 payload new: {\"error\":\"Full moon\"}"],
        ),
        (
            "payload where there was no body",
            |r| {
                of(r, BELL).statuses[1]
                    .payloads
                    .push(payload(json!({"error": "Gone"})));
            },
            &[
                "GET /v1/bells/{bell_id} | payload-changed | 404 payload where the document has no body",
            ],
        ),
        (
            "a field where an object was empty",
            |r| of(r, SOUNDS).statuses[0].payloads[0].value = json!({"stored": true}),
            &["POST /v1/sounds | payload-field | 200 payload unknown field stored"],
        ),
        (
            "request that breaks a rule",
            |r| of(r, RING).requests[0].value = json!({"prompt": "Ring softly", "tone": "loud"}),
            &[
                "POST /v1/bells/ring | payload-invalid | request payload not valid: tone is not one of the values: \"loud\"",
            ],
        ),
        (
            "request that lacks a field",
            |r| of(r, RING).requests[0].value = json!({"tone": "low"}),
            &[
                "POST /v1/bells/ring | payload-invalid | request payload not valid: prompt is missing",
            ],
        ),
        (
            "request no longer shown",
            |r| of(r, RING).requests.clear(),
            &[
                "POST /v1/bells/ring | since-lock | request payload gone since the lock (was b80474dd)",
            ],
        ),
    ]
}

fn models() -> Vec<Change> {
    fn fields(reference: &mut Reference) -> &mut Vec<mureka_gen::reference::Field> {
        match &mut of(reference, RING).models[0].shape {
            Shape::Object(fields) => fields,
            other => panic!("{other:?}"),
        }
    }
    vec![
        (
            "field of a model added",
            |r| {
                fields(r).push(field(
                    "echo",
                    Shape::Object(vec![field("seconds", Shape::Number)]),
                ));
            },
            &[
                "POST /v1/bells/ring | model-field | model 200 echo unknown field: object with seconds",
            ],
        ),
        (
            "field of a model removed",
            |r| drop(fields(r).remove(0)),
            &["POST /v1/bells/ring | since-lock | model 200 id gone since the lock (was number)"],
        ),
        (
            "field of a model retyped",
            |r| fields(r)[2].shape = Shape::Text,
            &["POST /v1/bells/ring | model-type | model 200 tones text (was list)"],
        ),
        (
            "word of a model added",
            |r| {
                let states = ["done", "ringing", "cracked"].map(|it| Shape::Literal(it.into()));
                fields(r)[1].shape = Shape::Union(states.to_vec());
            },
            &["POST /v1/bells/ring | model-value | model 200 state unknown value cracked"],
        ),
        (
            "field of the model of failures added",
            |r| {
                of(r, RING).models[1].shape = Shape::Object(vec![
                    field("error", Shape::Text),
                    field("code", Shape::Number),
                    field("hint", Shape::Text),
                ]);
            },
            &["POST /v1/bells/ring | model-field | model failure hint unknown field: text"],
        ),
        (
            "a model for all statuses may have the fields of any",
            |r| {
                let model = Model {
                    statuses: Vec::new(),
                    failure: false,
                    shape: Shape::Object(vec![field("id", Shape::Any), field("msg", Shape::Text)]),
                    line: 1,
                };
                of(r, RING).models.push(model);
            },
            &[
                "POST /v1/bells/ring | since-lock | model id new since the lock: anything",
                "POST /v1/bells/ring | since-lock | model msg new since the lock: text",
            ],
        ),
    ]
}

fn figures() -> Vec<Change> {
    vec![
        (
            "spacing",
            |r| of(r, RING).spacing = Some(5),
            &["POST /v1/bells/ring | spacing | spacing 5 seconds (was 3 seconds)"],
        ),
        (
            "slots gone",
            |r| of(r, RING).slots = None,
            &["POST /v1/bells/ring | slots | slots no longer documented (was 10)"],
        ),
        (
            "retention",
            |r| of(r, BELL).retention = Some(86_400),
            &["GET /v1/bells/{bell_id} | retention | retention 86400 seconds (was 604800 seconds)"],
        ),
        (
            "size of uploads",
            |r| of(r, SOUNDS).upload_bytes = Some(60 << 20),
            &["POST /v1/sounds | upload-size | upload size 62914560 bytes (was 5368709120 bytes)"],
        ),
        (
            "format of uploads",
            |r| of(r, SOUNDS).upload_formats.push("wav".into()),
            &["POST /v1/sounds | upload-formats | upload new format wav"],
        ),
    ]
}

/// What is no difference, though it is written otherwise.
fn nothing() -> Vec<Change> {
    vec![
        (
            "order of parameters",
            |r| of(r, RING).parameters.reverse(),
            &[],
        ),
        (
            "order of values",
            |r| given(r, "tone").values.reverse(),
            &[],
        ),
        ("order of statuses", |r| of(r, RING).statuses.reverse(), &[]),
        (
            "order of payloads",
            |r| of(r, RING).statuses[1].payloads.reverse(),
            &[],
        ),
        ("place in the file", |r| r.pages[1].line = 99, &[]),
        (
            "mark of optional fields",
            |r| {
                for model in &mut of(r, RING).models {
                    if let Shape::Object(fields) = &mut model.shape {
                        for field in fields.iter_mut() {
                            field.optional = true;
                        }
                    }
                }
            },
            &[],
        ),
        (
            "type of a body that does not exist",
            |r| of(r, BELL).content_types.clear(),
            &[
                "GET /v1/bells/{bell_id} | since-lock | content type application/json gone since the lock",
            ],
        ),
    ]
}
