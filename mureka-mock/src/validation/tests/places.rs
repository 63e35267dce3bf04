//! The words for rules about several fields, for unknown names, and for places.

use serde_json::json;

use super::words::{told, told_of_x};

#[test]
fn every_rule_about_fields_names_them() {
    let pairs =
        json!({"not": {"anyOf": [{"required": ["a", "b"]}, {"required": ["b", "c", "d"]}]}});
    let single = json!({"not": {"required": ["a"]}});
    let any = json!({"anyOf": [{"required": ["a"]}, {"required": ["b"]}]});
    let one = json!({"oneOf": [{"required": ["a"]}, {"required": ["b"]}]});
    let groups = json!({"oneOf": [
        {"required": ["a", "b"], "not": {"required": ["c"]}},
        {"required": ["c"], "not": {"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}},
    ]});
    for (schema, value, words) in [
        (
            &pairs,
            json!({"a": 1, "b": 1}),
            &["a: not together with b"][..],
        ),
        (
            &pairs,
            json!({"a": 1, "b": 1, "c": 1, "d": 1}),
            &["a: not together with b", "b: not together with c and d"],
        ),
        (&pairs, json!({"a": 1, "c": 1}), &[]),
        (&single, json!({"a": 1}), &["a: not allowed here"]),
        (&any, json!({}), &["body: one of a, b is required"]),
        (&one, json!({"x": 1}), &["body: one of a, b is required"]),
        (&one, json!({"a": 1, "b": 1}), &["a: not together with b"]),
        (
            &groups,
            json!({}),
            &["body: one of a with b, c is required"],
        ),
        (
            &groups,
            json!({"a": 1}),
            &["b: required together with a, and missing"],
        ),
        (
            &groups,
            json!({"a": 1, "b": 1, "c": 1}),
            &["c: not together with a and b"],
        ),
        (
            &groups,
            json!({"a": 1, "c": 1}),
            &["a: not together with c"],
        ),
    ] {
        assert_eq!(told(schema, &value), words, "{schema} {value}");
    }
}

#[test]
fn unknown_fields_are_told_with_the_known_name_that_is_near() {
    let schema = json!({
        "properties": {"lyrics": {}, "replyUrl": {}, "in": {
            "properties": {"voice_id": {}}, "additionalProperties": false,
        }},
        "additionalProperties": false,
    });
    for (value, words) in [
        (
            json!({"lyric": 1}),
            "lyric: not a field of this call; did you mean lyrics?",
        ),
        (
            json!({"Lyrcis": 1}),
            "Lyrcis: not a field of this call; did you mean lyrics?",
        ),
        (
            json!({"reply_url": 1}),
            "reply_url: not a field of this call; did you mean replyUrl?",
        ),
        (json!({"prompt": 1}), "prompt: not a field of this call"),
        // What is there was not meant.
        (
            json!({"lyric": 1, "lyrics": 1}),
            "lyric: not a field of this call",
        ),
        (
            json!({"in": {"voiceId": 1}}),
            "in.voiceId: not a field here; did you mean voice_id?",
        ),
        (json!({"": 1}), r#""": not a field of this call"#),
        (json!({"a\nb": 1}), r#""a\nb": not a field of this call"#),
    ] {
        assert_eq!(told(&schema, &value), [words]);
    }
}

#[test]
fn long_values_and_names_are_shortened() {
    let long = "ä".repeat(61);
    let short = "ä".repeat(60);
    assert_eq!(
        told_of_x(&json!({"type": "integer"}), &json!(long)),
        [format!(
            "x: the text \"{short}…\", a whole number is required"
        )]
    );
    assert_eq!(
        told(&json!({"additionalProperties": false}), &json!({ long: 1 })),
        [format!("{short}…: not a field of this call")]
    );
}

#[test]
fn places_are_told_by_their_path() {
    let schema = json!({
        "additionalProperties": {"$ref": "#/components/schemas/Node"},
        "components": {"schemas": {"Node": {
            "type": ["array", "object", "string"],
            "items": {"$ref": "#/components/schemas/Node"},
            "additionalProperties": {"$ref": "#/components/schemas/Node"},
        }}},
    });
    for (value, place) in [
        (json!({"a": 1}), "a"),
        (json!({"a": {"b": 1}}), "a.b"),
        (json!({"a": ["", {"0": [1]}]}), "a[1].0[0]"),
        (json!({"a/b": {"c~d": 1}}), "a/b.c~d"),
    ] {
        let words = format!("{place}: the number 1, text, a list or an object is allowed");
        assert_eq!(told(&schema, &value), [words]);
    }
    let list = json!({"items": {"type": "string"}});
    assert_eq!(
        told(&list, &json!(["", null])),
        ["body[1]: null, text is required"]
    );
}

#[test]
fn no_more_than_ten_problems_are_told() {
    let names: Vec<String> = (0..30).map(|number| format!("x{number:02}")).collect();
    let said = told(
        &json!({"required": names, "x-mureka-order": names}),
        &json!({}),
    );
    assert_eq!(said.len(), 10);
    assert_eq!(said[9], "x09: required, and missing");
}
