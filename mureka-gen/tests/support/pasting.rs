//! Scaffolds, pasted into documents and checked.

use std::collections::BTreeSet;
use std::path::Path;

use mureka_gen::drift::{Scaffold, scaffold};
use mureka_gen::reference::{Kind, Page, Reference, Shape};
use mureka_gen::{Api, Document, check, examples};
use serde_json::{Value, json};

use crate::pages::{body, model, object, of, page, payload, status, with};

/// A document of the project.
pub fn document(name: &str) -> Document {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let path = root.join(format!("spec/{name}.yaml"));
    Document::load_as(&format!("spec/{name}.yaml"), &path).expect("the document is read")
}

/// What a good document says.
pub fn checked(document: &Document) -> Api {
    match check(document) {
        Ok(api) => {
            if let Err(problems) = examples(document, &api) {
                panic!("{}", problems.render(false));
            }
            api
        }
        Err(problems) => panic!("{}", problems.render(false)),
    }
}

/// The scaffold of a page, pasted into the document and checked.
pub fn pasted(reference: &Reference, name: &str, document: &Document) -> (Scaffold, Document, Api) {
    let api = check(document).expect("the document is good");
    let made = scaffold(reference, name, document, &api).expect("a scaffold");
    let text = made.paste_into(document.text()).expect("there is room");
    let document = Document::parse(document.name(), text.clone())
        .unwrap_or_else(|problems| panic!("{}\n{made}", problems.render(false)));
    match check(&document).and_then(|api| examples(&document, &api).map(|_| api)) {
        Ok(api) => (made, document, api),
        Err(problems) => panic!("{}\n{made}", problems.render(false)),
    }
}

/// An invented call: it cuts a piece out of a song.
pub fn edit() -> Page {
    with(
        page("post-mureka-music-edit", "POST", "/v1/mureka/music/edit"),
        |call| {
            call.content_types = vec!["application/json".into(), "multipart/form-data".into()];
            let mut lyrics = body("lyrics", false);
            lyrics.max_length = Some(3000);
            let mut start = of(body("cut_start", true), Kind::Number);
            start.minimum = Some(0.0);
            let mut mode = body("mode", false);
            mode.values = vec!["fade".into(), "jump".into()];
            mode.default = Some("fade".into());
            let mut wait = body("async", false);
            wait.default = Some("false".into());
            let mut keep = body("keep", false);
            keep.excludes = vec!["lyrics".into()];
            call.parameters = vec![
                body("song_id", true),
                start,
                lyrics,
                mode,
                keep,
                wait,
                body("replyUrl", false),
                body("replyRef", false),
            ];
            call.requests = vec![payload(json!({"song_id": 123_456, "cut_start": 1000}))];
            call.spacing = Some(3);
            call.slots = Some(10);
            call.statuses = vec![
                status(
                    200,
                    vec![json!({
                        "jobid": "j1-edit:mureka", "feed_id": 1, "state": 3, "cuts": 1,
                        "songs": [{"song_id": "user:1", "title": "T", "version": "1", "cut": {"from": 1, "to": 2}}]
                    })],
                ),
                status(
                    201,
                    vec![json!({
                        "jobid": "j1-edit:mureka", "verb": "music/edit", "jobType": "music",
                        "status": "created", "created": "2026-09-01T00:00:00Z", "request": {"song_id": "user:1"}
                    })],
                ),
                status(400, vec![json!({"error": "<Error message>", "code": 400})]),
                status(401, vec![json!({"error": "Unauthorized", "code": 401})]),
                status(
                    429,
                    vec![
                        json!({"code": 9008, "msg": "Too frequently, please try again later."}),
                        json!({"error": "Generate multiple task exceed limit. (6323)"}),
                    ],
                ),
                status(
                    596,
                    vec![json!({
                        "error": "Session refresh failed 2026-01-19T14:31:15.000Z, manual update required",
                        "code": "REFRESH_FAILED"
                    })],
                ),
            ];
            call.models = vec![model(
                &[200],
                vec![
                    ("jobid", Shape::Text),
                    ("feed_id", Shape::Number),
                    ("state", Shape::Number),
                    ("cuts", Shape::Number),
                    (
                        "songs",
                        Shape::List(Box::new(object(vec![
                            ("song_id", Shape::Text),
                            ("title", Shape::Text),
                            ("version", Shape::Text),
                            (
                                "cut",
                                object(vec![("from", Shape::Number), ("to", Shape::Number)]),
                            ),
                        ]))),
                    ),
                ],
            )];
        },
    )
}

/// The document without one of its calls.
pub fn without(document: &Document, pointer: &str) -> Document {
    let path = pointer.rsplit_once('/').expect("a path").0;
    let only = document
        .keys(path)
        .iter()
        .filter(|key| **key != "parameters")
        .count()
        == 1;
    let gone = if only { path } else { pointer };
    let start = document.key_line(gone).expect("a line") - 1;
    let lines: Vec<&str> = document.text().lines().collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let own = indent(lines[start]);
    let end = lines[start + 1..]
        .iter()
        .position(|line| !line.is_empty() && indent(line) <= own)
        .map_or(lines.len(), |at| start + 1 + at);
    let rest = lines[..start].iter().chain(&lines[end..]);
    let text: String = rest.map(|line| format!("{line}\n")).collect();
    Document::parse(document.name(), text).expect("it is still YAML")
}

/// JSON pointers of what is not the same in both.
pub fn differences(one: &Value, other: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare_at("", one, other, &mut found);
    found
}

fn compare_at(at: &str, one: &Value, other: &Value, found: &mut Vec<String>) {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
            for name in names {
                let at = format!("{at}/{name}");
                let null = &Value::Null;
                let (one, other) = (one.get(name), other.get(name));
                compare_at(&at, one.unwrap_or(null), other.unwrap_or(null), found);
            }
        }
        (one, other) if one == other => {}
        _ => found.push(at.to_owned()),
    }
}
