//! JSON bodies of documented calls.

use serde_json::json;

use super::super::finding::Base;
use super::super::schema::Schema;
use super::super::{check, problems};
use super::{cloudsway, everything, sent, shown, told, useapi};

#[test]
fn what_is_wrong_with_a_song_is_told_in_the_order_of_the_document() {
    let rules = useapi().rules("create_song_advanced");
    let long = format!(r#"{{"lyrics": "{}"}}"#, "x".repeat(5312));
    for (body, words) in [
        (r#"{"lyrics": "la"}"#, &[][..]),
        (
            long.as_str(),
            &["lyrics: 5312 characters, at most 5000 are allowed"],
        ),
        ("{}", &["lyrics: required, and missing"]),
        (
            r#"{"lyric": "la"}"#,
            &[
                "lyrics: required, and missing",
                "lyric: not a field of this call; did you mean lyrics?",
            ],
        ),
        (
            r#"{"lyrics": "la", "desc": "pop", "ref_id": 1}"#,
            &["desc: not together with ref_id"],
        ),
        (
            r#"{"lyrics": "la", "motif_id": 1, "vocal_id": 1, "ref_id": 1}"#,
            &[
                "motif_id: not together with ref_id",
                "motif_id: not together with vocal_id",
            ],
        ),
        (
            r#"{"lyrics": "la", "model": "v9", "vocal_gender": "x"}"#,
            &[
                r#"model: "v9", one of V9, V8, O2, V7.6, V7.5, V7, O1, V6, V5.5 is allowed"#,
                r#"vocal_gender: "x", one of female, male is allowed"#,
            ],
        ),
        (
            r#"{"async": 1, "title": null, "lyrics": [], "vocal_id": {}, "ref_id": ""}"#,
            &[
                "lyrics: a list, text is required",
                "title: null, text is required",
                "vocal_id: an object, a number or text is allowed",
                "ref_id: 0 characters, at least 1 is required",
                "async: the number 1, true or false is required",
            ],
        ),
    ] {
        assert_eq!(told(&rules, body), words, "{body}");
    }
}

#[test]
fn what_is_wrong_with_a_task_is_told() {
    let generate = cloudsway().rules("generate_song");
    let extend = cloudsway().rules("extend_song");
    for (rules, body, words) in [
        (
            &generate,
            r#"{"lyrics": "", "n": 0}"#,
            "n: 0, at least 1 is required",
        ),
        (
            &generate,
            r#"{"lyrics": "", "n": 4}"#,
            "n: 4, at most 3 is allowed",
        ),
        (
            &generate,
            r#"{"lyrics": "", "n": 2.5}"#,
            "n: the number 2.5, a whole number is required",
        ),
        (
            &extend,
            r#"{"lyrics": "", "extend_at": "7999"}"#,
            r#"extend_at: "7999", text that matches ^([89][0-9]{3}|[1-9][0-9]{4}|[1-3][0-9]{5}|4[01][0-9]{4}|420000)$ is required"#,
        ),
        (
            &extend,
            r#"{"lyrics": "", "extend_at": "8000", "song_id": 1, "upload_audio_id": 2}"#,
            "song_id: not together with upload_audio_id",
        ),
    ] {
        assert_eq!(told(rules, body), [words], "{body}");
    }
}

#[test]
fn speech_is_a_text_with_a_voice_or_a_conversation() {
    let rules = useapi().rules("create_speech");
    let turns = r#""conversation": "[{\"voice_id\": 1, \"text\": \"hi\"}]""#;
    for (body, words) in [
        (r#"{"text": "hi", "voice_id": 1}"#.to_owned(), &[][..]),
        (format!("{{{turns}}}"), &[]),
        (
            "{}".to_owned(),
            &["body: one of text with voice_id, conversation is required"],
        ),
        (
            r#"{"text": "hi"}"#.to_owned(),
            &["voice_id: required together with text, and missing"],
        ),
        (
            format!(r#"{{"text": "hi", "voice_id": 1, {turns}}}"#),
            &["conversation: not together with text and voice_id"],
        ),
        (
            format!(r#"{{"text": "hi", {turns}}}"#),
            &["text: not together with conversation"],
        ),
    ] {
        assert_eq!(told(&rules, &body), words, "{body}");
    }
}

#[test]
fn json_in_a_text_is_checked_as_if_it_stood_there() {
    let rules = useapi().rules("create_speech");
    let long = format!(r#"[{{"voice_id": 1, "text": "{}"}}]"#, "x".repeat(5001));
    let two = |first, second| {
        let turn = |count| format!(r#"{{"voice_id": 1, "text": "{}"}}"#, "ü".repeat(count));
        json!(format!("[{}, {}]", turn(first), turn(second)))
    };
    for (conversation, words) in [
        (
            json!("["),
            &["conversation: not JSON: EOF while parsing a list at line 1 column 1"][..],
        ),
        (
            json!(""),
            &["conversation: not JSON: EOF while parsing a value at line 1 column 0"],
        ),
        (
            json!("{}"),
            &["conversation: an object in the text, a list is required"],
        ),
        (
            json!(r#""hi""#),
            &["conversation: text in the text, a list is required"],
        ),
        (
            json!([]),
            &["conversation: a list, text that holds JSON is required"],
        ),
        (
            json!("[1]"),
            &["conversation[0]: the number 1, an object is required"],
        ),
        (
            json!(r#"[{"voice_id": 1, "text": "a"}, {"txt": "b"}]"#),
            &[
                "conversation[1].voice_id: required, and missing",
                "conversation[1].text: required, and missing",
                "conversation[1].txt: not a field here; did you mean text?",
            ],
        ),
        (
            json!(long),
            &[
                "conversation: 5001 characters of text in all, at most 5000 are allowed",
                "conversation[0].text: 5001 characters, at most 5000 are allowed",
            ],
        ),
        (two(2500, 2500), &[]),
        (
            two(2500, 2501),
            &["conversation: 5001 characters of text in all, at most 5000 are allowed"],
        ),
        (
            json!(r#"[{"voice_id": 1, "text": "a", "text": "b"}]"#),
            &["conversation[0].text: given twice, once is allowed"],
        ),
    ] {
        let body = json!({ "conversation": conversation, "title": "t" });
        assert_eq!(told(&rules, &body.to_string()), words, "{conversation}");
    }
}

#[test]
fn json_in_a_text_in_json_in_a_text_is_checked() {
    let spec = everything();
    let pointer = "/components/schemas/JsonOfJson";
    let schema = Schema::of(&spec.document, &spec.api, pointer).unwrap();
    assert!(schema.is_valid(&json!(r#""[1, 2]""#)));
    let mut found = Vec::new();
    check(
        &schema,
        &json!(r#""[1, \"a\"]""#),
        &Base::body(),
        &mut found,
    );
    assert_eq!(
        shown(&problems(found)),
        [r#"body[1]: the text "a", a whole number is required"#]
    );
}

#[test]
fn what_is_no_json_object_is_told_of_the_body() {
    let rules = useapi().rules("create_song");
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    for (body, words) in [
        ("", "body: empty, JSON is required"),
        (" \r\n\t", "body: empty, JSON is required"),
        ("[]", "body: a list, an object is required"),
        ("null", "body: null, an object is required"),
        ("7", "body: a number, an object is required"),
        (r#""prompt""#, "body: text, an object is required"),
        (
            "{prompt: 1}",
            "body: not JSON: key must be a string at line 1 column 2",
        ),
        (
            "{\n  \"a\": x}",
            "body: not JSON: expected value at line 2 column 8",
        ),
        (
            r#"{"a": 1,}"#,
            "body: not JSON: trailing comma at line 1 column 9",
        ),
        (
            "{} {}",
            "body: not JSON: trailing characters at line 1 column 4",
        ),
        (
            r#"{"a": 1e999}"#,
            "body: not JSON: number out of range at line 1 column 11",
        ),
        (
            &deep,
            "body: not JSON: recursion limit exceeded at line 1 column 128",
        ),
    ] {
        assert_eq!(told(&rules, body), [words], "{body}");
    }
    let problems = rules.json(b"{\"prompt\": \"\xff\"}").unwrap_err();
    assert_eq!(problems[0].to_string(), "body: not UTF-8 from byte 12 on");
}

#[test]
fn fields_given_twice_are_refused_wherever_they_stand() {
    let rules = useapi().rules("create_song");
    for (body, words) in [
        (
            r#"{"prompt": "a", "prompt": "a"}"#,
            &["prompt: given twice, once is allowed"][..],
        ),
        (
            r#"{"replyRef": 1, "prompt": "a", "prompt": "b", "prompt": "c"}"#,
            &[
                "prompt: given twice, once is allowed",
                "replyRef: the number 1, text is required",
            ],
        ),
        (
            r#"{"x": [0, {"y": {"z": 1, "z": 2}}]}"#,
            &[
                "x: not a field of this call",
                "x[1].y.z: given twice, once is allowed",
            ],
        ),
    ] {
        assert_eq!(told(&rules, body), words, "{body}");
    }
}

#[test]
fn a_good_body_is_handed_over_as_it_was_sent() {
    let rules = useapi().rules("create_song");
    let body = json!({"prompt": "ä\u{1f3b5}\"\\", "async": true, "model": "V9"});
    assert_eq!(sent(&rules, &body).unwrap(), body);
    let rules = useapi().rules("regenerate_song");
    let body = json!({"song_id": i64::MIN, "start_milliseconds": i64::MAX});
    assert_eq!(sent(&rules, &body).unwrap(), body);
}

#[test]
fn a_body_may_be_missing_where_the_document_lets_it() {
    let spec = everything();
    let optional = spec.rules("match");
    assert!(!optional.body_required());
    assert_eq!(optional.json(b"").unwrap(), json!(null));
    assert_eq!(
        told(&optional, r#"{"a": 1}"#),
        ["a: not a field of this call"]
    );

    let spec = useapi();
    for (operation, required) in [
        ("create_song", true),
        ("upload_vocal", true),
        ("list_songs", false),
        ("delete_song", false),
    ] {
        assert_eq!(
            spec.rules(operation).body_required(),
            required,
            "{operation}"
        );
    }
}

#[test]
fn a_call_without_json_leaves_a_body_unread() {
    let spec = useapi();
    for operation in ["delete_song", "upload_vocal"] {
        assert_eq!(spec.rules(operation).json(b"\xff{").unwrap(), json!(null));
    }
}
