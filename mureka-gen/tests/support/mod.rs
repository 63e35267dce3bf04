//! An invented API, its document, and pages that say what the document says.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(dead_code)]

use std::path::Path;

use mureka_gen::drift::{Decisions, Lock, Report, compare};
use mureka_gen::reference::{
    Endpoint, Field, Kind, Model, Need, Page, Parameter, Payload, Place, Reference, Shape, Status,
    Vendor,
};
use mureka_gen::{Api, Document, check};
use serde_json::{Value, json};

pub const TODAY: &str = "2026-06-01";

pub fn document() -> (Document, Api) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/bells.yaml");
    let document = Document::load_as("spec/bells.yaml", &path).unwrap();
    let api = check(&document).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
    mureka_gen::examples(&document, &api)
        .unwrap_or_else(|problems| panic!("{}", problems.render(false)));
    (document, api)
}

/// Compares pages with the document, without decisions and without a lock.
pub fn compared(references: &[Reference]) -> Report {
    with(references, &Decisions::default(), None)
}

pub fn with(references: &[Reference], decisions: &Decisions, lock: Option<&Lock>) -> Report {
    let (document, api) = document();
    compare(
        references,
        &[(Vendor::Useapi, &document, &api)],
        decisions,
        lock,
        TODAY,
    )
}

/// The findings, one a line: operation, kind and words.
pub fn lines(report: &Report) -> Vec<String> {
    report
        .findings()
        .map(|(compared, finding)| {
            format!(
                "{} | {} | {}",
                compared.operation,
                finding.kind,
                finding.what()
            )
        })
        .collect()
}

/// What is changed, how, and the lines that have to tell of it.
pub type Change = (&'static str, fn(&mut Reference), &'static [&'static str]);

/// Each change, made to pages that are in step and in the lock, is told as expected.
pub fn each_is_named(changes: Vec<Change>) {
    let mut lock = Lock::default();
    for page in &edition().pages {
        lock.update(page);
    }
    let mut wrong = String::new();
    for (name, change, expected) in changes {
        let mut reference = edition();
        change(&mut reference);
        let report = with(&[reference], &Decisions::default(), Some(&lock));
        let found = lines(&report);
        if found != expected {
            wrong += &format!("{name}\n  expected {expected:#?}\n  found {found:#?}\n");
        }
        let code = u8::from(!expected.is_empty());
        assert_eq!(report.outcome().code(), code, "{name}");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

pub fn reference(pages: Vec<Page>) -> Reference {
    Reference {
        name: "bells.txt".into(),
        generated: Some("2026-05-20".into()),
        pages,
    }
}

/// Pages that say exactly what the document says.
pub fn edition() -> Reference {
    reference(vec![overview(), ring(), bell(), sounds()])
}

pub fn page(name: &str, endpoint: Option<Endpoint>) -> Page {
    Page {
        vendor: Vendor::Useapi,
        name: name.into(),
        url: Some(format!("https://example.net/docs/{name}")),
        line: 1,
        date: Some("2026-04-04".into()),
        endpoint,
        notes: Vec::new(),
        repaired: Vec::new(),
        unread: Vec::new(),
    }
}

pub fn endpoint(method: &str, path: &str) -> Endpoint {
    Endpoint {
        method: method.into(),
        server: "https://api.example.net".into(),
        path: path.into(),
        content_types: vec!["application/json".into()],
        headers: Vec::new(),
        parameters: Vec::new(),
        requests: Vec::new(),
        statuses: Vec::new(),
        models: Vec::new(),
        spacing: None,
        slots: None,
        retention: None,
        upload_bytes: None,
        upload_formats: Vec::new(),
    }
}

pub fn parameter(name: &str, place: Place, need: Need) -> Parameter {
    Parameter {
        required: Some(need),
        ..Parameter::new(name, place, 1)
    }
}

pub fn payload(value: Value) -> Payload {
    Payload { value, line: 1 }
}

pub fn status(code: u16, payloads: Vec<Value>) -> Status {
    Status {
        code,
        stated: true,
        payloads: payloads.into_iter().map(payload).collect(),
        codes: Vec::new(),
        line: 1,
    }
}

pub fn field(name: &str, shape: Shape) -> Field {
    Field {
        name: name.into(),
        optional: false,
        shape,
    }
}

pub fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn overview() -> Page {
    let mut page = page("bells", None);
    page.notes.push(mureka_gen::reference::Note {
        name: "tones".into(),
        value: "low, high".into(),
    });
    page
}

fn ring() -> Page {
    let mut ring = endpoint("POST", "/v1/bells/ring");
    ring.content_types.push("multipart/form-data".into());
    let body = |name, need| parameter(name, Place::Body, need);
    ring.parameters = vec![
        body("account", Need::Sometimes),
        Parameter {
            kind: Some(Kind::Text),
            min_length: Some(1),
            max_length: Some(3000),
            ..body("prompt", Need::Required)
        },
        Parameter {
            values: words(&["high", "low"]),
            default: Some("low".into()),
            retired: words(&["dull"]),
            ..body("tone", Need::Optional)
        },
        Parameter {
            kind: Some(Kind::Number),
            minimum: Some(1.0),
            maximum: Some(3.0),
            ..body("count", Need::Optional)
        },
        Parameter {
            kind: Some(Kind::Number),
            excludes: words(&["tower_id"]),
            ..body("bell_id", Need::Optional)
        },
        Parameter {
            kind: Some(Kind::Text),
            ..body("tower_id", Need::Optional)
        },
        Parameter {
            kind: Some(Kind::JsonText),
            total_length: Some(500),
            ..body("stops", Need::Optional)
        },
    ];
    ring.requests = vec![payload(json!({"prompt": "Ring softly", "tone": "low"}))];
    let mut broken = status(596, vec![json!({"error": "Broken", "code": "RUSTED"})]);
    broken.codes = words(&["CRACKED", "RUSTED"]);
    ring.statuses = vec![
        status(
            200,
            vec![json!({"id": 12345, "state": "done", "tones": [
                {"hertz": 440, "name": "a"}, {"hertz": 880.5, "name": "b"},
            ]})],
        ),
        status(
            429,
            vec![
                json!({"code": 9008, "msg": "Slower"}),
                json!({"error": "All ring"}),
            ],
        ),
        broken,
    ];
    let tone = Shape::Object(vec![
        field("hertz", Shape::Number),
        field("name", Shape::Text),
    ]);
    ring.models = vec![
        Model {
            statuses: vec![200],
            failure: false,
            shape: Shape::Object(vec![
                field("id", Shape::Number),
                field("state", Shape::Literal("done".into())),
                field("tones", Shape::List(Box::new(tone))),
            ]),
            line: 1,
        },
        Model {
            statuses: Vec::new(),
            failure: true,
            shape: Shape::Object(vec![
                field("error", Shape::Text),
                field("code", Shape::Number),
            ]),
            line: 1,
        },
    ];
    (ring.spacing, ring.slots) = (Some(3), Some(10));
    page("post-bells-ring", Some(ring))
}

fn bell() -> Page {
    let mut bell = endpoint("GET", "/v1/bells/{id}");
    bell.parameters = vec![
        parameter("id", Place::Path, Need::Required),
        Parameter {
            values: words(&["true", "false"]),
            default: Some("false".into()),
            ..parameter("loud", Place::Query, Need::Optional)
        },
    ];
    bell.statuses = vec![
        status(200, vec![json!({"id": "bell:1", "state": "ringing"})]),
        status(404, Vec::new()),
    ];
    bell.retention = Some(604_800);
    page("get-bells-bell_id", Some(bell))
}

fn sounds() -> Page {
    let mut sounds = endpoint("POST", "/v1/sounds");
    sounds.content_types = words(&["audio/mpeg"]);
    sounds.statuses = vec![status(200, vec![json!({})])];
    sounds.upload_bytes = Some(5 << 30);
    sounds.upload_formats = words(&["mp3"]);
    page("post-sounds", Some(sounds))
}

/// The endpoint of the page of that name.
pub fn of<'a>(reference: &'a mut Reference, name: &str) -> &'a mut Endpoint {
    let page = reference.pages.iter_mut().find(|page| page.name == name);
    page.unwrap().endpoint.as_mut().unwrap()
}

/// The parameter of the page about ringing.
pub fn given<'a>(reference: &'a mut Reference, name: &str) -> &'a mut Parameter {
    let ring = of(reference, "post-bells-ring");
    ring.parameters
        .iter_mut()
        .find(|given| given.name == name)
        .unwrap()
}
