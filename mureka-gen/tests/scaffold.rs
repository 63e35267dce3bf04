//! From a page of the docs to an operation in the document.
#![cfg(feature = "drift")]

#[path = "support/pages.rs"]
mod pages;
#[path = "support/pasting.rs"]
mod pasting;

use std::path::Path;

use mureka_gen::api::{Operation, Status};
use mureka_gen::drift::{Chunk, Decisions, Scaffold, ScaffoldError, Target, compare, scaffold};
use mureka_gen::reference::{Endpoint, Kind, Need, Parameter, Place, Reference, Vendor};
use mureka_gen::{Api, Document, check};
use pages::{body, of, page, page_of, parameter, payload, reference, status, with};
use pasting::{checked, differences, document, edit, pasted, without};
use serde_json::json;

#[test]
fn a_new_page_becomes_an_operation_that_passes_the_check() {
    let (made, _, api) = pasted(
        &reference(vec![edit()]),
        "post-mureka-music-edit",
        &document("useapi"),
    );
    assert_eq!(made.problems, Vec::<String>::new());
    insta::assert_snapshot!(made.to_string());
    let call = api.operation("edit_song").expect("the operation");
    assert_eq!(
        (call.resource.as_str(), call.rust_method.as_str()),
        ("songs", "edit")
    );
}

fn answers(call: &Operation) -> Vec<(Status, Option<&str>)> {
    let all = call.success.iter().chain(&call.errors);
    all.map(|answer| (answer.status, answer.schema.as_deref()))
        .collect()
}

/// The calls that others need for following their jobs.
fn is_polled(api: &Api, id: &str) -> bool {
    let mut jobs = api
        .operations
        .iter()
        .filter_map(|operation| operation.job.as_ref());
    jobs.any(|job| job.poll == id)
}

#[test]
fn a_call_that_is_documented_as_it_stands_stays_as_it_is() {
    for (name, vendor) in [("useapi", Vendor::Useapi), ("cloudsway", Vendor::Cloudsway)] {
        let document = document(name);
        let api = checked(&document);
        for operation in &api.operations {
            let reference = reference(vec![page_of(&document, &api, operation, vendor)]);
            let (made, after, _) = pasted(&reference, &reference.pages[0].name, &document);
            let changed = differences(document.value(), after.value());
            assert_eq!(changed, Vec::<String>::new(), "{}\n{made}", operation.id);
            assert_eq!(made.decisions(), 0, "{made}");
        }
    }
}

#[test]
fn a_call_that_the_document_lost_comes_back_from_its_page() {
    let mut names = Vec::new();
    for (name, vendor) in [("useapi", Vendor::Useapi), ("cloudsway", Vendor::Cloudsway)] {
        let document = document(name);
        let api = checked(&document);
        for operation in &api.operations {
            if is_polled(&api, &operation.id) {
                continue;
            }
            let reference = reference(vec![page_of(&document, &api, operation, vendor)]);
            let less = without(&document, &operation.pointer);
            let (made, _, after) = pasted(&reference, &reference.pages[0].name, &less);
            let back = after
                .operations
                .iter()
                .find(|other| {
                    other.method == operation.method
                        && other.path.trim_end_matches('/') == operation.path.trim_end_matches('/')
                })
                .unwrap_or_else(|| panic!("{made}"));
            // One field alone says too little to find the present schema of its answer.
            if operation.id != "generate_lyrics" {
                assert_eq!(answers(back), answers(operation), "{made}");
            }
            assert_eq!(back.body, operation.body, "{made}");
            let rules = |call: &Operation| {
                let cursor = call.cursor.clone();
                let cursor = cursor.map(|cursor| (cursor.parameter, cursor.field, cursor.items));
                let job = call.job.clone().map(|job| (job.poll, job.id));
                (
                    cursor,
                    job,
                    call.spacing,
                    call.slots,
                    call.retention,
                    call.upload.clone(),
                )
            };
            assert_eq!(rules(back), rules(operation), "{made}");
            names.push(format!(
                "{} {}: {} = {}().{}",
                back.method, back.path, back.id, back.resource, back.rust_method
            ));
        }
    }
    insta::assert_snapshot!(names.join("\n"));
}

/// The vendors' docs, where they are at hand.
fn docs(file: &str) -> Option<Reference> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/docs")
        .join(file);
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("not here: {}", path.display());
        return None;
    };
    Some(mureka_gen::reference::read(file, &bytes).expect("it is read"))
}

/// Every page beside the call that the document has, which leaves it as it is; and in its
/// place, which gives the same call back.
#[test]
fn every_page_of_the_docs_passes_the_check_with_the_present_call_and_without_it() {
    for (file, name) in [
        ("useapi-mureka-v1.txt", "useapi"),
        ("cloudsway-maas-mureka.txt", "cloudsway"),
    ] {
        let Some(reference) = docs(file) else { return };
        let document = document(name);
        let api = checked(&document);
        for page in reference
            .pages
            .iter()
            .filter(|page| page.endpoint.is_some())
        {
            let made = scaffold(&reference, &page.name, &document, &api).expect("a scaffold");
            assert_eq!(made.problems, Vec::<String>::new(), "{made}");
            let text = made.paste_into(document.text()).expect("there is room");
            let after = Document::parse(name, text).expect("it is YAML");
            let mut changed = differences(document.value(), after.value());
            // The page tells for how long another call finds jobs; this one lists running ones.
            changed.retain(|at| *at != "/paths//v1/mureka/jobs/get/x-mureka-retention");
            assert_eq!(changed, Vec::<String>::new(), "{made}");
            let call = page.endpoint.as_ref().expect("a call");
            let same = |operation: &&Operation| {
                operation.method == call.method && operation.path.trim_end_matches('/') == call.path
            };
            let operation = api
                .operations
                .iter()
                .find(same)
                .expect("the document has it");
            if is_polled(&api, &operation.id) {
                continue;
            }
            let less = without(&document, &operation.pointer);
            let fewer = check(&less).expect("it is good without it");
            let made = scaffold(&reference, &page.name, &less, &fewer).expect("a scaffold");
            assert_eq!(made.problems, Vec::<String>::new(), "{made}");
        }
    }
}

fn schema<'a>(made: &'a Scaffold, target: &Target) -> &'a Chunk {
    let mut chunks = made.chunks.iter();
    chunks
        .find(|chunk| chunk.target == *target)
        .unwrap_or_else(|| panic!("{made}"))
}

/// The page of a present call, changed.
fn changed(id: &str, change: impl FnOnce(&mut Endpoint)) -> (Scaffold, Document, Api) {
    let document = document("useapi");
    let api = check(&document).expect("the document is good");
    let operation = api.operation(id).expect("the call");
    let page = with(page_of(&document, &api, operation, Vendor::Useapi), change);
    let reference = reference(vec![page]);
    pasted(&reference, &reference.pages[0].name, &document)
}

fn field<'a>(call: &'a mut Endpoint, name: &str) -> &'a mut Parameter {
    let mut fields = call.parameters.iter_mut();
    fields.find(|field| field.name == name).expect("the field")
}

#[test]
fn a_new_limit_replaces_the_field_and_nothing_else() {
    let (made, after, _) = changed("create_song_advanced", |call| {
        field(call, "lyrics").max_length = Some(6000);
    });
    let chunk = schema(&made, &Target::Schema("CreateSongAdvanced".into()));
    let text = chunk.lines.join("\n");
    assert!(
        text.contains("maxLength: 6000") && text.contains("# decide:"),
        "{text}"
    );
    let lyrics = "/components/schemas/CreateSongAdvanced/properties/lyrics";
    assert_eq!(
        differences(document("useapi").value(), after.value()),
        [
            format!("{lyrics}/description"),
            format!("{lyrics}/maxLength")
        ]
    );
    assert_eq!(
        after.value().pointer(&format!("{lyrics}/maxLength")),
        Some(&json!(6000))
    );
}

#[test]
fn a_new_value_joins_the_enum_that_is_there() {
    let (made, after, api) = changed("create_song", |call| {
        let model = field(call, "model");
        model.values.insert(0, "V9.5".into());
        model.default = Some("V9.5".into());
    });
    schema(&made, &Target::Values("SupportedModel".into()));
    let values = &after.value()["components"]["schemas"]["SupportedModel"]["enum"];
    assert_eq!((&values[0], &values[1]), (&json!("V9.5"), &json!("V9")));
    let model = &after.value()["components"]["schemas"]["CreateSong"]["properties"]["model"];
    assert_eq!(model["default"], "V9.5");
    assert_eq!(
        api.operation("create_song").expect("the call").rust_method,
        "create"
    );
}

#[test]
fn a_new_field_of_an_answer_joins_the_schema_that_is_there() {
    let (made, after, _) = changed("create_song", |call| {
        call.statuses[0].payloads[0].value["songs"][0]["bpm"] = json!(120);
    });
    schema(&made, &Target::Fields("Song".into()));
    let song = &after.value()["components"]["schemas"]["Song"]["properties"]["bpm"];
    assert_eq!(
        (&song["type"], &song["nullable"]),
        (&json!("integer"), &json!(true))
    );
}

#[test]
fn a_new_status_and_a_new_parameter_come_with_a_comment() {
    let (made, _, api) = changed("list_vocals", |call| {
        call.parameters
            .push(of(parameter("limit", Place::Query, None), Kind::Integer));
        call.statuses.push(status(
            402,
            vec![json!({"error": "Nothing left", "code": 402})],
        ));
    });
    let call = api.operation("list_vocals").expect("the call");
    assert!(
        call.query
            .iter()
            .any(|known| known.name == "limit" && known.rust == "i64")
    );
    assert!(
        call.errors
            .iter()
            .any(|answer| answer.status == Status::Code(402))
    );
    assert_eq!(made.decisions(), 2, "{made}");
}

/// What the page leaves out stays, so that nothing is lost by pasting.
#[test]
fn what_the_page_lacks_stays_with_a_question() {
    let (made, after, _) = changed("create_song", |call| {
        call.parameters.retain(|field| field.name != "replyRef");
        call.statuses.retain(|status| status.code != 596);
    });
    assert_eq!(
        differences(document("useapi").value(), after.value()),
        Vec::<String>::new()
    );
    let text = made.to_string();
    assert!(text.contains("no `replyRef`: take it out?"), "{text}");
    assert!(text.contains("no status 596: take it out?"), "{text}");
}

#[test]
fn a_payload_that_its_schema_does_not_take_is_left_to_a_person() {
    let page = with(edit(), |call| {
        call.requests = vec![payload(
            json!({"song_id": 1, "cut_start": 1, "mode": "Optional mode"}),
        )];
    });
    let (made, _, _) = pasted(
        &reference(vec![page]),
        "post-mureka-music-edit",
        &document("useapi"),
    );
    assert!(
        made.to_string()
            .contains("the payload in line 1 of the page"),
        "{made}"
    );
}

#[test]
fn a_page_is_found_by_its_name_its_call_and_its_address() {
    let document = document("useapi");
    let api = check(&document).expect("the document is good");
    let reference = reference(vec![edit()]);
    for name in [
        "post-mureka-music-edit",
        "POST /v1/mureka/music/edit",
        "post /v1/mureka/music/edit/",
        "https://useapi.net/docs/api-mureka-v1/post-mureka-music-edit",
    ] {
        let made = scaffold(&reference, name, &document, &api).expect(name);
        assert_eq!(made.operation, "POST /v1/mureka/music/edit");
    }
}

#[test]
fn what_cannot_be_made_is_said_with_what_to_do() {
    let document = document("useapi");
    let api = check(&document).expect("the document is good");
    let mut general = page("api-mureka-v1", "GET", "/");
    general.endpoint = None;
    let reference = reference(vec![edit(), general]);
    for (name, message) in [
        (
            "post-mureka-music-edti",
            "post-mureka-music-edti: no page of that name in what was read; did you mean `post-mureka-music-edit`?",
        ),
        (
            "nothing like it at all",
            "nothing like it at all: no page of that name in what was read; name it like `post-mureka-music-edit`, or `POST /v1/mureka/music/edit`",
        ),
        (
            "api-mureka-v1",
            "api-mureka-v1: a page of general remarks, of which no operation can be made; name the page of a call",
        ),
    ] {
        let error = scaffold(&reference, name, &document, &api).expect_err(name);
        assert_eq!(error.to_string(), message);
    }
    let made = scaffold(&reference, "post-mureka-music-edit", &document, &api).expect("a scaffold");
    let error = made
        .paste_into("openapi: 3.0.3\n")
        .expect_err("another text");
    assert!(matches!(error, ScaffoldError::NoPlace { .. }), "{error}");
}

/// Whatever a page holds, there is a scaffold, and what the check says of it is told.
#[test]
fn odd_names_and_values_are_no_obstacle() {
    let odd = [
        "",
        "a b",
        "a`b",
        "1st",
        "日本",
        "type",
        "new",
        "self",
        "x-y",
        "x_y",
        "<b>",
        "[link]",
        "a\nb",
        "'q'",
        "\"q\"",
        "# c",
        "- d",
        "on",
        "123",
        "https://a.b",
        "{id}",
        "Ünter",
        "e: f",
    ];
    let document = document("useapi");
    let api = check(&document).expect("the document is good");
    for name in odd {
        let page = with(
            page("post-mureka-music-odd", "POST", "/v1/mureka/music/odd"),
            |call| {
                call.content_types = vec!["application/json".into()];
                let mut values = body(&format!("{name}v"), false);
                values.values = vec![name.into(), "b".into()];
                values.default = Some(name.into());
                values.excludes = vec![name.into()];
                call.parameters = vec![
                    body(name, true),
                    parameter(&format!("q{name}"), Place::Query, None),
                    parameter("p", Place::Path, Some(Need::Sometimes)),
                    values,
                ];
                call.requests = vec![payload(json!({name: name})), payload(json!([name]))];
                call.statuses = vec![
                    status(200, vec![json!({name: {name: [{name: name}]}, "a": name})]),
                    status(302, vec![]),
                    status(400, vec![json!([name]), json!(name)]),
                    status(451, vec![json!({name: 1})]),
                ];
            },
        );
        let made = scaffold(
            &reference(vec![page]),
            "post-mureka-music-odd",
            &document,
            &api,
        )
        .unwrap_or_else(|error| panic!("{name:?}: {error}"));
        let text = made.paste_into(document.text()).expect("there is room");
        if let Err(problems) = Document::parse("pasted", text) {
            panic!("{name:?}: {}", problems.render(false));
        }
        println!("{name:?}: {:?}", made.problems);
    }
}

/// From pages alone to a document that is in step with them.
#[test]
fn pages_of_an_invented_edition_become_a_document_without_drift() {
    for (vendor, name) in [(Vendor::Useapi, "edition"), (Vendor::Cloudsway, "tables")] {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
        let bytes = std::fs::read(here.join(format!("{name}.txt"))).expect("it is here");
        let reference = mureka_gen::reference::read(name, &bytes).expect("it is read");
        let mut document =
            Document::load_as(name, &here.join(format!("{name}.yaml"))).expect("it is here");
        // Of the calls one has to stay: a document without any is none.
        loop {
            let api = check(&document).expect("it is good");
            let [_, .., last] = api.operations.as_slice() else {
                break;
            };
            document = without(&document, &last.pointer);
        }
        for page in reference
            .pages
            .iter()
            .filter(|page| page.endpoint.is_some())
        {
            document = pasted(&reference, &page.name, &document).1;
        }
        let api = check(&document).expect("it is good");
        let documents = [(vendor, &document, &api)];
        let report = compare(
            &[reference],
            &documents,
            &Decisions::default(),
            None,
            "2026-11-21",
        );
        let found: Vec<String> = report
            .findings()
            .map(|(call, finding)| format!("{} {}", call.operation, finding.what()))
            .collect();
        assert_eq!(found, Vec::<String>::new(), "{}", document.text());
    }
}
