//! Payloads in JSON, and shapes in TypeScript, as documentation shows them.
#![cfg(feature = "drift")]

use mureka_gen::reference::{Doubt, Field, Page, Shape, read};
use serde_json::{Value, json};

fn page(rest: &str) -> Page {
    let page = format!(
        "=== URL: https://useapi.net/docs/api-mureka-v1/get-mureka-odes ===\n\n\
         > **https://api.useapi.net/v1/mureka/odes**\n\n{rest}\n"
    );
    read("odes", page.as_bytes())
        .expect("a page")
        .pages
        .remove(0)
}

/// What is read of a payload, with the repairs.
fn payload(json: &str) -> Result<(Value, String), Doubt> {
    let page = page(&format!(
        "##### Responses\n\n**200**\n\n```json\n{json}\n```\n"
    ));
    if let Some(doubt) = page.unread.into_iter().next() {
        return Err(doubt);
    }
    let repairs: Vec<String> = page.repaired.into_iter().map(|doubt| doubt.why).collect();
    let mut statuses = page.endpoint.expect("an endpoint").statuses;
    let payload = statuses.remove(0).payloads.remove(0);
    Ok((payload.value, repairs.join("; ")))
}

/// The shapes that are read of a model on lines, and in one line.
fn shapes(code: &str) -> Vec<Shape> {
    let read = |code: &str| -> Vec<Shape> {
        let page = page(&format!("##### Model\n\n```typescript\n{code}\n```\n"));
        assert_eq!(page.unread, [], "{code}");
        let endpoint = page.endpoint.expect("an endpoint");
        endpoint
            .models
            .into_iter()
            .map(|model| model.shape)
            .collect()
    };
    let lines = read(code);
    let packed: Vec<&str> = code.split_whitespace().collect();
    assert_eq!(read(&packed.join(" ")), lines, "in one line: {code}");
    lines
}

fn object(fields: &[(&str, Shape)]) -> Shape {
    let fields = fields.iter().map(|(name, shape)| Field {
        name: name.trim_end_matches('?').into(),
        optional: name.ends_with('?'),
        shape: shape.clone(),
    });
    Shape::Object(fields.collect())
}

fn list(shape: Shape) -> Shape {
    Shape::List(Box::new(shape))
}

fn literal(value: &str) -> Shape {
    Shape::Literal(json!(value))
}

#[test]
fn json_is_read_as_it_is() {
    for text in [
        r"{}",
        r"[]",
        r#"{ "a": [1, 2.5, -3e2, true, false, null, "x"] }"#,
        r#"{ "html": "<b>x</b> & <i>", "link": "https://<download link>.mp3" }"#,
        r#"{ "escapes": "\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00", "dots": "g.a0...x", "more": "…" }"#,
        r#"{ "comment": "// none", "brackets": "}]" }"#,
        r#"{ "large": 998877665544332211, "larger": 1e300, "id": 12345678901234 }"#,
        r#""a text""#,
    ] {
        let (value, repairs) =
            payload(&format!(" {text}")).unwrap_or_else(|d| panic!("{text}: {d:?}"));
        assert_eq!(
            value,
            serde_json::from_str::<Value>(text).expect("it is JSON"),
            "{text}"
        );
        assert_eq!(repairs, "", "{text}");
    }
}

#[test]
fn numbers_beyond_64_bits_are_kept_as_well_as_can_be() {
    let (value, _) = payload(r#"{ "n": 123456789012345678901234567890 }"#).expect("it is read");
    assert_eq!(value, json!({ "n": 1.234_567_890_123_456_8e29 }));
}

#[test]
fn json_with_slips_is_repaired_and_says_so() {
    let cases = [
        (r#"{ "a": 1, }"#, json!({ "a": 1 }), "a comma too many"),
        (
            r#"{ "a": [1, 2,], }"#,
            json!({ "a": [1, 2] }),
            "a comma too many",
        ),
        (
            r#"{ "a": 1 "b": 2 }"#,
            json!({ "a": 1, "b": 2 }),
            "a comma is missing",
        ),
        ("{ 'a': 'x' }", json!({ "a": "x" }), "' as a quote"),
        ("{ “a”: “x” }", json!({ "a": "x" }), "“ as a quote"),
        ("{ a: 1 }", json!({ "a": 1 }), "names without quotes"),
        (
            "{ \"a\": 1, // the first\n \"b\": 2 }",
            json!({ "a": 1, "b": 2 }),
            "a comment is skipped",
        ),
        (
            r#"{ "a": 1, // the first "b": 2 }"#,
            json!({ "a": 1, "b": 2 }),
            "a comment is skipped",
        ),
        (
            r#"{ /* all */ "a": 1 }"#,
            json!({ "a": 1 }),
            "a comment is skipped",
        ),
        (
            r#"{ "a": 1, ... }"#,
            json!({ "a": 1 }),
            "`...` stands for what is left out",
        ),
        (
            r#"{ "a": [1, …] }"#,
            json!({ "a": [1] }),
            "`…` stands for what is left out",
        ),
        (
            r#"{ "a": …, "b": 2 }"#,
            json!({ "b": 2 }),
            "`…` stands for what is left out; `a` has no value and is left out",
        ),
        (
            r#"{ "a": <a link> }"#,
            json!({ "a": "<a link>" }),
            "a placeholder without quotes",
        ),
        (
            r#"{ "a": 1, "a": 2 }"#,
            json!({ "a": 2 }),
            "`a` stands twice; the last one counts",
        ),
        (
            r#"{ "a": True, "b": None }"#,
            json!({ "a": true, "b": null }),
            "`True` is read as `true`; `None` is read as `null`",
        ),
        (r#"{ "a": +1 }"#, json!({ "a": 1 }), "`+1` is read as `1`"),
        (
            "{ \"a\": \"x\ny\" }",
            json!({ "a": "x\ny" }),
            "a line end inside of a text",
        ),
        (
            r#"{ "a": "\x" }"#,
            json!({ "a": "x" }),
            r"`\x` is no escape",
        ),
        (
            r#"{ "a": "\ud800" }"#,
            json!({ "a": "\u{fffd}" }),
            "half a character is replaced",
        ),
        (
            "{ &quot;a&quot;: &quot;x&quot; }",
            json!({ "a": "x" }),
            "entities of HTML are decoded",
        ),
        (
            r#"{ "a": "&lt;x&gt; it&#39;s" }"#,
            json!({ "a": "<x> it's" }),
            "entities of HTML are decoded",
        ),
    ];
    for (text, expected, repair) in cases {
        let (value, repairs) = payload(text).unwrap_or_else(|doubt| panic!("{text}: {doubt:?}"));
        assert_eq!(value, expected, "{text}");
        assert_eq!(repairs, repair, "{text}");
    }
}

#[test]
fn json_that_cannot_be_read_is_told() {
    let deep = "[".repeat(200);
    let cases = [
        (r#"{ "a": "#, "it ends where a value should be"),
        (r#"{ "a": 1"#, "the object does not end"),
        ("[1, 2", "the list does not end"),
        (r#"{ "a": "x }"#, "a text does not end"),
        (r#"{ "a" 1 }"#, "no colon after `a`"),
        (r#"{ "a": nonsense }"#, "`nonsense` is no value"),
        (r#"{ "a": ) }"#, "`)` where a value should be"),
        (r#"{ "a": "\u12" }"#, "`\\u` without four digits"),
        ("{ ( }", "`(` where a name should be"),
        ("not at all", "`not` is no value"),
        (&deep, "nested more than 100 deep"),
    ];
    for (text, why) in cases {
        let doubt = payload(text).expect_err(text);
        assert_eq!(doubt.why, why, "{text}");
        assert_eq!(doubt.what, "payload of status 200", "{text}");
        assert_eq!(doubt.line, 10, "{text}");
    }
}

#[test]
fn shapes_have_all_forms_of_types() {
    let cases = [
        ("string", Shape::Text),
        ("number", Shape::Number),
        ("boolean", Shape::Boolean),
        ("null", Shape::Null),
        ("any", Shape::Any),
        ("unknown", Shape::Any),
        ("SomethingElse", Shape::Any),
        ("'x'", literal("x")),
        ("\"x\"", literal("x")),
        ("true", Shape::Literal(json!(true))),
        ("7", Shape::Literal(json!(7))),
        ("-1.5", Shape::Literal(json!(-1.5))),
        ("string[]", list(Shape::Text)),
        ("string[][]", list(list(Shape::Text))),
        ("Array<number>", list(Shape::Number)),
        ("Array<{ b: string }>", list(object(&[("b", Shape::Text)]))),
        ("{ b: string }[]", list(object(&[("b", Shape::Text)]))),
        (
            "(string | number)[]",
            list(Shape::Union(vec![Shape::Text, Shape::Number])),
        ),
        (
            "string | null",
            Shape::Union(vec![Shape::Text, Shape::Null]),
        ),
        (
            "'x' | 'y' | 'z'",
            Shape::Union(vec![literal("x"), literal("y"), literal("z")]),
        ),
        (
            "| 'x' | 'y'",
            Shape::Union(vec![literal("x"), literal("y")]),
        ),
        (
            "{ [key: string]: number }",
            Shape::Map(Box::new(Shape::Number)),
        ),
        (
            "Record<string, number>",
            Shape::Map(Box::new(Shape::Number)),
        ),
        (
            "[number, number]",
            list(Shape::Union(vec![Shape::Number, Shape::Number])),
        ),
        ("{}", object(&[])),
    ];
    for (code, shape) in cases {
        for separator in ["", ",", ";"] {
            let model = format!(
                "{{\n  before?: string{separator}\n  a: {code}{separator}\n  after: number{separator}\n}}"
            );
            let expected = object(&[
                ("before?", Shape::Text),
                ("a", shape.clone()),
                ("after", Shape::Number),
            ]);
            assert_eq!(shapes(&model), [expected], "{model}");
        }
    }
}

#[test]
fn comments_are_told_from_fields() {
    let model = "{ // TypeScript, all fields are optional\n\
        a: string // What it is (for later lookup)\n\
        b?: number // A note: string values are gone; see the docs, too\n\
        c: 'x' | 'y' // Which: one of them\n\
        d: { // Present when done\n\
          e: string[] // Such as (e.g., \"45s\", \"1m 23s\")\n\
        } // The end of {d}\n\
        // A comment of its own\n\
        f: Array<{ g: number }> // https://example.org/f: number\n\
        h: boolean /* really */\n\
        }";
    let expected = object(&[
        ("a", Shape::Text),
        ("b?", Shape::Number),
        ("c", Shape::Union(vec![literal("x"), literal("y")])),
        ("d", object(&[("e", list(Shape::Text))])),
        ("f", list(object(&[("g", Shape::Number)]))),
        ("h", Shape::Boolean),
    ]);
    assert_eq!(shapes(model), [expected]);
}

#[test]
fn a_map_beside_fields_is_either() {
    let model = "{\n [account: string]: { token: string }\n error: string\n code?: number\n}";
    let map = Shape::Map(Box::new(object(&[("token", Shape::Text)])));
    let fields = object(&[("error", Shape::Text), ("code?", Shape::Number)]);
    assert_eq!(shapes(model), [Shape::Union(vec![map, fields])]);
}

#[test]
fn several_types_in_one_place_are_several_models() {
    let model = "export interface Ode {\n  a: string;\n}\n\ntype Elegy = {\n  b: number;\n};";
    let expected = [
        object(&[("a", Shape::Text)]),
        object(&[("b", Shape::Number)]),
    ];
    assert_eq!(shapes(model), expected);
}

#[test]
fn shapes_that_cannot_be_read_are_told() {
    let deep = format!("{{ a: {}", "{ a: ".repeat(100));
    for (code, why) in [
        ("{ a: string", "an object is not closed"),
        ("{ a string }", "no field can be read here"),
        ("{ a: ? }", "no type can be read here"),
        ("{ a: Array<string }", "`Array<` is not closed"),
        ("", "no type stands there"),
        (&deep, "nested more than 60 deep"),
    ] {
        let page = page(&format!("##### Model\n\n```typescript\n{code}\n```\n"));
        assert_eq!(page.unread.len(), 1, "{code}");
        assert_eq!(page.unread[0].why, why, "{code}");
        assert_eq!(page.unread[0].what, "model in TypeScript", "{code}");
    }
}

#[test]
fn models_know_what_they_are_for() {
    let cases: [(&str, &[u16], bool); 7] = [
        ("**200 OK (Sync)** All done.", &[200], false),
        ("**201 Created (Async)** Underway.", &[201], false),
        ("**404 Not Found**", &[404], true),
        ("**Error** What went wrong, async or not.", &[], true),
        ("Error response structure.", &[], true),
        ("**Ode** The words.", &[], false),
        ("", &[], false),
    ];
    for (label, statuses, failure) in cases {
        let page = page(&format!(
            "##### Model\n\n{label}\n\n```typescript\n{{ a: string }}\n```\n"
        ));
        let models = page.endpoint.expect("an endpoint").models;
        assert_eq!(
            (&models[0].statuses[..], models[0].failure),
            (statuses, failure),
            "{label}"
        );
    }
}
