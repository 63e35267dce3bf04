//! One endpoint, told in every form that the documentation comes in.
#![cfg(feature = "drift")]

use mureka_gen::reference::{
    Endpoint, Field, Kind, Need, Page, Parameter, Place, Reference, Shape, Vendor, read,
};
use serde_json::{Value, json};

const LINES: &str = include_str!("pages/ballads.lines.txt");
const PACKED: &str = include_str!("pages/ballads.packed.txt");
const PAGE: &str = include_str!("pages/ballads.page.txt");
const UNLABELLED: &str = include_str!("pages/ballads.unlabelled.txt");
const CLOUDSWAY: &str = include_str!("pages/ballads.cloudsway.txt");

fn reference(text: &str) -> Reference {
    read("ballads.txt", text.as_bytes()).expect("a page is found")
}

/// The page of the endpoint, without the lines that facts stand on.
fn ballad(text: &str) -> Page {
    let mut page = reference(text)
        .pages
        .into_iter()
        .find(|page| page.endpoint.is_some())
        .expect("a page has an endpoint");
    page.line = 0;
    if let Some(endpoint) = &mut page.endpoint {
        endpoint.parameters.iter_mut().for_each(|p| p.line = 0);
        endpoint.requests.iter_mut().for_each(|p| p.line = 0);
        endpoint.models.iter_mut().for_each(|m| m.line = 0);
        for status in &mut endpoint.statuses {
            status.line = 0;
            status.payloads.iter_mut().for_each(|p| p.line = 0);
        }
    }
    page
}

fn endpoint(text: &str) -> Endpoint {
    ballad(text).endpoint.expect("it is one")
}

fn parameter<'a>(endpoint: &'a Endpoint, name: &str) -> &'a Parameter {
    let found = endpoint.parameters.iter().find(|p| p.name == name);
    found.unwrap_or_else(|| panic!("no parameter {name}"))
}

fn field(name: &str, optional: bool, shape: Shape) -> Field {
    Field {
        name: name.into(),
        optional,
        shape,
    }
}

/// The endpoint in other markup that means the same.
fn variants() -> Vec<(&'static str, String)> {
    let indented: String = LINES
        .lines()
        .map(|line| {
            format!(
                "{}{line}\n",
                if line.contains('"') { "        " } else { "" }
            )
        })
        .collect();
    let headings = [
        "Request Headers",
        "Request Body",
        "Responses",
        "Model",
        "Examples",
    ];
    let mut bare = LINES.to_owned();
    let mut odd = LINES.to_owned();
    for heading in headings {
        bare = bare.replace(&format!("##### {heading}"), heading);
        odd = odd.replace(
            &format!("##### {heading}"),
            &format!("### **{}:** {{: .no_toc }}", heading.to_uppercase()),
        );
    }
    vec![
        ("lines lost", PACKED.to_owned()),
        ("ends of lines of Windows", LINES.replace('\n', "\r\n")),
        ("ends of lines of old", LINES.replace('\n', "\r")),
        ("byte order mark", format!("\u{feff}{LINES}")),
        ("bullets", LINES.replace("\n- ", "\n• ")),
        ("bullets without a space", LINES.replace("\n- ", "\n•")),
        ("stars", LINES.replace("\n- ", "\n* ")),
        ("tildes", LINES.replace("```", "~~~")),
        ("longer fences", LINES.replace("```", "`````")),
        (
            "entities",
            LINES
                .replace('<', "&lt;")
                .replace('>', "&gt;")
                .replace("**https", " **https"),
        ),
        (
            "spaces that do not break",
            LINES.replace(" is ", "\u{a0}is "),
        ),
        ("indented JSON", indented),
        (
            "JSON on one line",
            LINES.replace("{\n    ", "{ ").replace("\n}", " }"),
        ),
        ("headings without marks", bare),
        ("other headings", odd),
        (
            "path in braces",
            LINES.replace("`ballad_id`", "{ballad_id}"),
        ),
        (
            "path with a colon",
            LINES.replace("`ballad_id`", ":ballad_id"),
        ),
        (
            "path in angles",
            LINES.replace("`ballad_id`", "<ballad_id>"),
        ),
        ("path without query", LINES.replace("/?…", "")),
        (
            "no table of contents",
            LINES.replace("1. TOC\n{:toc}\n", ""),
        ),
        (
            "date in another form",
            LINES.replace("June 9, 2026", "9 June 2026"),
        ),
        (
            "date as numbers",
            LINES.replace("June 9, 2026", "2026-06-09"),
        ),
        (
            "types with semicolons",
            LINES
                .replace("number //", "number; //")
                .replace("text: string", "text: string;"),
        ),
        (
            "lists in words",
            LINES
                .replace("lines?: {", "lines?: Array<{")
                .replace("}[]", "}>"),
        ),
    ]
}

#[test]
fn the_page_tells_all_of_its_facts() {
    let page = ballad(LINES);
    assert_eq!(page.vendor, Vendor::Useapi);
    assert_eq!(page.name, "post-mureka-ballads-ballad_id");
    assert_eq!(page.date.as_deref(), Some("2026-06-09"));
    assert_eq!(page.repaired, []);
    assert_eq!(page.unread, []);

    let endpoint = endpoint(LINES);
    assert_eq!(endpoint.method, "POST");
    assert_eq!(endpoint.server, "https://api.useapi.net");
    assert_eq!(endpoint.path, "/v1/mureka/ballads/{ballad_id}");
    assert_eq!(
        endpoint.content_types,
        ["application/json", "multipart/form-data"]
    );
    assert_eq!(endpoint.headers, ["X-Trace"]);
    assert_eq!(endpoint.spacing, Some(2));
    assert_eq!(endpoint.slots, Some(4));
    assert_eq!(endpoint.retention, None);
    assert_eq!(endpoint.upload_formats, [""; 0]);

    let names: Vec<(&str, Place, Option<Need>)> = endpoint
        .parameters
        .iter()
        .map(|p| (p.name.as_str(), p.place, p.required))
        .collect();
    assert_eq!(
        names,
        [
            ("ballad_id", Place::Path, Some(Need::Required)),
            ("verse", Place::Body, Some(Need::Required)),
            ("model", Place::Body, Some(Need::Optional)),
            ("mood", Place::Body, Some(Need::Optional)),
            ("tempo", Place::Body, Some(Need::Optional)),
            ("async", Place::Body, Some(Need::Optional)),
        ]
    );
    assert_eq!(parameter(&endpoint, "verse").max_length, Some(400));
    let model = parameter(&endpoint, "model");
    assert_eq!(model.values, ["B2", "B1"]);
    assert_eq!(model.default.as_deref(), Some("B2"));
    assert_eq!(model.retired, ["B0", "A9"]);
    let mood = parameter(&endpoint, "mood");
    assert_eq!((mood.min_length, mood.max_length), (Some(2), Some(30)));
    assert_eq!(mood.excludes, ["tempo", "model"]);
    let tempo = parameter(&endpoint, "tempo");
    assert_eq!((tempo.minimum, tempo.maximum), (Some(40.0), Some(200.0)));
    assert_eq!(tempo.kind, Some(Kind::Integer));
    assert_eq!(tempo.default.as_deref(), Some("90"));
    assert_eq!(tempo.retired, [""; 0]);

    let bodies: Vec<&Value> = endpoint.requests.iter().map(|r| &r.value).collect();
    assert_eq!(
        bodies,
        [&json!({ "verse": "Sing of the sea", "model": "B2" })]
    );

    let statuses: Vec<(u16, bool, usize)> = endpoint
        .statuses
        .iter()
        .map(|s| (s.code, s.stated, s.payloads.len()))
        .collect();
    assert_eq!(statuses, [(200, true, 1), (429, true, 2), (596, true, 1)]);
    assert_eq!(
        endpoint.statuses[0].payloads[0].value,
        json!({ "ballad_id": 12, "lines": [{ "text": "<first line>", "at": 0.5 }], "more": false })
    );
    assert_eq!(endpoint.statuses[2].codes, ["VOICE_LOST", "STAGE_FRIGHT"]);

    let [sung, failed] = &endpoint.models[..] else {
        panic!("two models: {:?}", endpoint.models)
    };
    assert_eq!((&sung.statuses[..], sung.failure), (&[200][..], false));
    let line = Shape::Object(vec![
        field("text", false, Shape::Text),
        field("at", false, Shape::Number),
    ]);
    assert_eq!(
        sung.shape,
        Shape::Object(vec![
            field("ballad_id", false, Shape::Number),
            field("lines", true, Shape::List(Box::new(line))),
            field(
                "kind",
                false,
                Shape::Union(vec![
                    Shape::Literal(json!("sea")),
                    Shape::Literal(json!("land"))
                ])
            ),
            field("more", false, Shape::Boolean),
        ])
    );
    assert_eq!((&failed.statuses[..], failed.failure), (&[][..], true));
}

#[test]
fn other_markup_changes_no_fact() {
    let expected = ballad(LINES);
    for (form, text) in variants() {
        let mut page = ballad(&text);
        // What was repaired differs, as it should.
        page.repaired.clear();
        assert_eq!(format!("{page:#?}"), format!("{expected:#?}"), "{form}");
    }
}

#[test]
fn a_page_saved_as_text_tells_the_same() {
    let expected = endpoint(LINES);
    let mut endpoint = endpoint(PAGE);
    // Prose stands above the status there, so that the words have to tell.
    endpoint.models[0].statuses = expected.models[0].statuses.clone();
    assert_eq!(endpoint, expected);
    let page = ballad(PAGE);
    assert_eq!(page.name, "post-mureka-ballads-ballad_id");
    assert_eq!(page.url, None);
    assert_eq!(page.date.as_deref(), Some("2026-06-09"));
    assert_eq!(page.unread, []);
}

#[test]
fn lost_labels_of_statuses_are_concluded_from_the_payloads() {
    let endpoint = endpoint(UNLABELLED);
    let statuses: Vec<(u16, bool, usize)> = endpoint
        .statuses
        .iter()
        .map(|s| (s.code, s.stated, s.payloads.len()))
        .collect();
    assert_eq!(
        statuses,
        [
            (200, false, 1),
            (201, false, 1),
            (400, false, 1),
            (401, false, 1),
            (429, false, 2),
            (596, false, 1),
        ]
    );
}

#[test]
fn names_glued_to_their_verbs_are_read() {
    let endpoint = endpoint(UNLABELLED);
    assert_eq!(endpoint.parameters.len(), 1);
    assert_eq!(parameter(&endpoint, "verse").required, Some(Need::Required));
    assert_eq!(ballad(UNLABELLED).unread, []);
}

#[test]
fn the_method_is_that_of_the_examples_where_the_page_has_no_name() {
    for (example, method) in [
        ("curl -X DELETE https://a", "DELETE"),
        ("fetch(url, { method: 'PUT' })", "PUT"),
        ("requests.patch(url)", "PATCH"),
        ("curl https://a -d '{}'", "POST"),
        ("curl https://a --data-binary @file", "POST"),
        ("curl https://a", "GET"),
    ] {
        let text = UNLABELLED.replace(
            "curl -X POST https://api.useapi.net/v1/mureka/ballads/sing -d '{\"verse\": …}'",
            example,
        );
        assert_eq!(endpoint(&text).method, method, "{example}");
    }
}

#[test]
fn a_page_of_remarks_gives_notes() {
    let reference = reference(LINES);
    assert_eq!(reference.generated.as_deref(), Some("2027-01-15"));
    let notes: Vec<String> = reference.pages[0]
        .notes
        .iter()
        .map(|note| format!("{}: {}", note.name, note.value))
        .collect();
    assert_eq!(
        notes,
        [
            "plan Small: Price $3/month, Ballads 40 ballads",
            "models: B2, B1",
            "default model: B2",
            "generation time: 20 seconds on average",
            "slots: 4",
        ]
    );
}

#[test]
fn items_are_found_in_one_line_without_marks_too() {
    let mut text = PACKED
        .replace("`STAGE_FRIGHT`", "STAGE_FRIGHT")
        .replace("`VOICE_LOST` -", "VOICE_LOST -");
    for name in ["verse", "model", "mood", "async"] {
        text = text.replace(&format!("- `{name}` is"), &format!("- {name} is"));
    }
    text = text.replace(
        "- `tempo` is optional integer.",
        "- tempo (integer, optional).",
    );
    assert_eq!(endpoint(&text), endpoint(PACKED));
    // A dash in a sentence is no item.
    let text = PACKED.replace(
        "What is sung.",
        "What is sung - it is required - and heard - so to say.",
    );
    assert_eq!(endpoint(&text), endpoint(PACKED));
}

#[test]
fn facts_know_their_lines() {
    let reference = reference(LINES);
    let page = &reference.pages[1];
    let line = |words: &str| {
        1 + LINES
            .lines()
            .position(|line| line.contains(words))
            .expect("it is there")
    };
    let endpoint = page.endpoint.as_ref().expect("an endpoint");
    assert_eq!(page.line, line("post-mureka-ballads-ballad_id"));
    assert_eq!(parameter(endpoint, "tempo").line, line("- `tempo`"));
    assert_eq!(endpoint.requests[0].line, line("Sing of the sea") - 1);
    assert_eq!(endpoint.statuses[2].line, line("**596**"));
    assert_eq!(
        endpoint.statuses[2].payloads[0].line,
        line("Voice lost") - 1
    );
    assert_eq!(endpoint.models[1].line, line("error: string") - 1);
}

#[test]
fn tables_of_cloudsway_are_read_by_their_columns() {
    let reference = reference(CLOUDSWAY);
    let calls: Vec<(String, &str, &str)> = reference
        .pages
        .iter()
        .map(|page| {
            let endpoint = page.endpoint.as_ref().expect("an endpoint");
            assert_eq!(page.vendor, Vendor::Cloudsway);
            assert_eq!(page.unread, []);
            assert_eq!(
                endpoint.server,
                "https://genaiapi.cloudsway.net/v1/ai/{endpoint}/mureka"
            );
            (
                page.name.clone(),
                endpoint.method.as_str(),
                endpoint.path.as_str(),
            )
        })
        .collect();
    assert_eq!(
        calls,
        [
            ("post-ballad-sing".to_owned(), "POST", "/ballad/sing"),
            ("get-ballad-task_id".to_owned(), "GET", "/ballad/{task_id}"),
            ("post-files".to_owned(), "POST", "/files"),
        ]
    );
    let sing = reference.pages[0].endpoint.as_ref().expect("an endpoint");
    assert_eq!(sing.content_types, ["application/json"]);
    let verse = parameter(sing, "verse");
    assert_eq!(
        (verse.required, verse.kind),
        (Some(Need::Required), Some(Kind::Text))
    );
    assert_eq!(verse.max_length, Some(400));
    assert_eq!(verse.excludes, ["mood"]);
    let count = parameter(sing, "count");
    assert_eq!(
        (count.maximum, count.default.as_deref()),
        (Some(3.0), Some("2"))
    );
    assert_eq!(
        (count.required, count.kind),
        (Some(Need::Optional), Some(Kind::Integer))
    );
    let at = parameter(sing, "at");
    assert_eq!((at.minimum, at.maximum), (Some(10.0), Some(900.0)));
    assert_eq!(parameter(sing, "mood").values, ["glad", "sad", "mad"]);
    assert_eq!(
        sing.requests[0].value,
        json!({ "verse": "[Sea]\nSing of it", "count": 1 })
    );
    assert_eq!(
        (sing.statuses[0].code, sing.statuses[0].stated),
        (200, false)
    );
}

#[test]
fn values_in_a_table_of_the_answer_make_a_union() {
    let text = CLOUDSWAY.replace("Its id. |", "Its id. Valid values: seven, eight |");
    let reference = reference(&text);
    let sing = reference.pages[0].endpoint.as_ref().expect("an endpoint");
    let Shape::Object(data) = &sing.models[0].shape else {
        panic!("an object")
    };
    let Shape::Object(fields) = &data[0].shape else {
        panic!("an object")
    };
    let seven_or_eight = [
        Shape::Literal(json!("seven")),
        Shape::Literal(json!("eight")),
    ];
    assert_eq!(fields[0].shape, Shape::Union(seven_or_eight.into()));
}

#[test]
fn json_below_an_item_is_an_example_of_that_parameter() {
    let example =
        "- `verses` is optional JSON string. Example:\n```json\n[{ \"sung\": \"by all\" }]\n```\n";
    let page = ballad(&LINES.replace("- `async`", &format!("{example}- `async`")));
    let note = &page.notes[0];
    assert_eq!(
        (note.name.as_str(), note.value.as_str()),
        ("example of verses", r#"[{"sung":"by all"}]"#)
    );
    let endpoint = page.endpoint.expect("an endpoint");
    assert_eq!(endpoint.requests.len(), 1);
    assert_eq!(
        parameter(&endpoint, "async").default.as_deref(),
        Some("false")
    );
}

#[test]
fn dotted_names_of_a_table_nest_as_the_example_shows() {
    let reference = reference(CLOUDSWAY);
    let sing = reference.pages[0].endpoint.as_ref().expect("an endpoint");
    let list = |fields| Shape::List(Box::new(Shape::Object(fields)));
    let parts = list(vec![
        field("start", false, Shape::Number),
        field("end", false, Shape::Number),
    ]);
    let songs = list(vec![
        field("id", false, Shape::Text),
        field("parts", false, parts),
    ]);
    let data = Shape::Object(vec![
        field("taskId", false, Shape::Text),
        field("songs", false, songs),
    ]);
    assert_eq!(
        sing.models[0].shape,
        Shape::Object(vec![field("data", false, data)])
    );
}

#[test]
fn forms_of_curl_are_requests_too() {
    let reference = reference(CLOUDSWAY);
    let files = reference.pages[2].endpoint.as_ref().expect("an endpoint");
    assert_eq!(files.content_types, ["multipart/form-data"]);
    assert_eq!(
        files.requests[0].value,
        json!({ "file": "…", "use": "hum" })
    );
    assert_eq!(parameter(files, "file").kind, Some(Kind::File));
    assert_eq!(files.upload_formats, ["mp3", "mid"]);
    assert_eq!(files.upload_bytes, Some(60 * 1024 * 1024));
}
