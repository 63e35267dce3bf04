//! What requests carry: fields, forms, files; what is wrong with them is told.

#![allow(clippy::unwrap_used, reason = "all of it is test code")]

mod support;

use serde_json::json;
use support::{CLOUDSWAY, start};

const CREATE: &str = "/v1/mureka/music/create";

#[tokio::test(start_paused = true)]
#[allow(clippy::too_many_lines, reason = "it is a table")]
async fn a_wrong_body_is_told_by_field_and_rule() {
    let mock = start().await;
    let cloudsway = |path: &str| format!("{CLOUDSWAY}{path}");
    for (path, body, expected) in [
        (
            "/v1/mureka/accounts".to_owned(),
            json!({}),
            "sessionCookie: required, and missing",
        ),
        (
            "/v1/mureka/accounts/1".to_owned(),
            json!({"account": "1"}),
            "token: required, and missing",
        ),
        (
            CREATE.to_owned(),
            json!({"prompt": "a".repeat(3001), "model": "V1"}),
            r#"prompt: 3001 characters, at most 3000 are allowed; model: "V1", one of V9, V8, O2, V7.6, V7.5, V7, O1, V6, V5.5 is allowed"#,
        ),
        (
            CREATE.to_owned(),
            json!({"promt": "a"}),
            "promt: not a field of this call; did you mean prompt?",
        ),
        (
            CREATE.to_owned(),
            json!({"async": "true"}),
            r#"async: the text "true", true or false is required"#,
        ),
        (
            CREATE.to_owned(),
            json!(null),
            "body: null, an object is required",
        ),
        (
            CREATE.to_owned(),
            json!([true]),
            "body: a list, an object is required",
        ),
        (
            "/v1/mureka/music/create-advanced".to_owned(),
            json!({"lyrics": "a".repeat(5312)}),
            "lyrics: 5312 characters, at most 5000 are allowed",
        ),
        (
            "/v1/mureka/music/create-advanced".to_owned(),
            json!({"title": "a"}),
            "lyrics: required, and missing",
        ),
        (
            "/v1/mureka/music/create-advanced".to_owned(),
            json!({"lyrics": "a", "desc": "a", "ref_id": 1, "vocal_gender": "none"}),
            r#"desc: not together with ref_id; vocal_gender: "none", one of female, male is allowed"#,
        ),
        (
            "/v1/mureka/music/create-instrumental".to_owned(),
            json!({"prompt": "a".repeat(1001), "title": "a".repeat(51)}),
            "prompt: 1001 characters, at most 1000 are allowed; title: 51 characters, at most 50 are allowed",
        ),
        (
            "/v1/mureka/music/extend".to_owned(),
            json!({"song_id": "", "lyrics": 1}),
            "song_id: 0 characters, at least 1 is required; lyrics: the number 1, text is required",
        ),
        (
            "/v1/mureka/music/regenerate".to_owned(),
            json!({"song_id": 111_122_222, "start_milliseconds": -1}),
            "start_milliseconds: -1, at least 0 is required",
        ),
        (
            "/v1/mureka/music/video-generate".to_owned(),
            json!({"song_id": true}),
            "song_id: true, a number or text is allowed",
        ),
        (
            "/v1/mureka/music/download".to_owned(),
            json!({"song_id": 1, "type": "mp3"}),
            r#"type: "mp3", one of stem, license is allowed"#,
        ),
        (
            "/v1/mureka/music/lyrics-generate".to_owned(),
            json!({"prompt": 5}),
            "prompt: the number 5, text is required",
        ),
        (
            "/v1/mureka/speech".to_owned(),
            json!({}),
            "body: one of text with voice_id, conversation is required",
        ),
        (
            "/v1/mureka/speech".to_owned(),
            json!({"text": "a"}),
            "voice_id: required together with text, and missing",
        ),
        (
            "/v1/mureka/speech".to_owned(),
            json!({"text": "a", "voice_id": 1, "conversation": "[]"}),
            "conversation: not together with text and voice_id",
        ),
        (
            "/v1/mureka/speech".to_owned(),
            json!({"conversation": "[{\"voice_id\": 1, \"txt\": \"a\"}]"}),
            "conversation[0].text: required, and missing; conversation[0].txt: not a field here; did you mean text?",
        ),
        (
            cloudsway("/song/generate"),
            json!({"lyrics": "a", "n": 4}),
            "n: 4, at most 3 is allowed",
        ),
        (
            cloudsway("/song/generate"),
            json!({"lyrics": "a", "prompt": "a", "melody_id": 1}),
            "prompt: not together with melody_id",
        ),
        (
            cloudsway("/song/extend"),
            json!({"lyrics": "a", "extend_at": "7999"}),
            r#"extend_at: "7999", text that matches ^([89][0-9]{3}|[1-9][0-9]{4}|[1-3][0-9]{5}|4[01][0-9]{4}|420000)$ is required"#,
        ),
    ] {
        let answer = mock.post(&path, &body).await;
        answer.assert_refused(expected, &format!("{path} {body}"));
    }
    assert_eq!((mock.jobs().len(), mock.ledger().total), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn a_wrong_parameter_is_told_by_name_and_rule() {
    let mock = start().await;
    for (method, path, expected) in [
        ("DELETE", "/v1/mureka/files/", "id: required, and missing"),
        (
            "DELETE",
            "/v1/mureka/files/?id=",
            "id: 0 characters, at least 1 is required",
        ),
        (
            "DELETE",
            "/v1/mureka/files/?id=1&id=2",
            "id: given 2 times, once is allowed",
        ),
        (
            "GET",
            "/v1/mureka/files/youtube/",
            "url: required, and missing",
        ),
        (
            "DELETE",
            "/v1/mureka/files/vocal/",
            "id: required, and missing",
        ),
        (
            "GET",
            "/v1/mureka/music/vocals/?mine=yes",
            r#"mine: the text "yes", true or false is required"#,
        ),
        (
            "GET",
            "/v1/mureka/music/?expand=1",
            r#"expand: the text "1", true or false is required"#,
        ),
        (
            "GET",
            "/v1/mureka/music/?last_id=",
            "last_id: 0 characters, at least 1 is required",
        ),
        (
            "GET",
            "/v1/mureka/music/?last_id=abc",
            "last_id: abc is not a cursor of this list",
        ),
        (
            "GET",
            "/v1/mureka/music/refs/?last_id=5",
            "last_id: 5 is not a cursor of this list",
        ),
        ("DELETE", "/v1/mureka/speech/", "id: required, and missing"),
        (
            "GET",
            "/v1/mureka/speech/voices/?cloned=",
            "cloned: empty, true or false is required",
        ),
        (
            "DELETE",
            "/v1/mureka/speech/voice",
            "voice_id: required, and missing",
        ),
        (
            "GET",
            "/v1/mureka/profile/?account=5",
            "account: 5 is not configured",
        ),
    ] {
        let answer = mock.call(method, path).send().await;
        answer.assert_refused(expected, &format!("{method} {path}"));
    }
    for (path, expected) in [
        (
            "/v1/mureka/files/?title=a",
            "genre: required, and missing; mood: required, and missing",
        ),
        ("/v1/mureka/files/vocal/", "title: required, and missing"),
        (
            "/v1/mureka/speech/voice?title=a&desc=&lang=xx",
            r#"desc: 0 characters, at least 1 is required; lang: "xx", one of en, zh-Hans, zh-Hant, ja, ko, es, pt, de, fr, it, ru is allowed"#,
        ),
    ] {
        mock.upload(path).await.assert_refused(expected, path);
    }
    assert_eq!(mock.ledger().total, 0);
}

#[tokio::test(start_paused = true)]
async fn parameters_that_nobody_knows_are_passed_over() {
    let mock = start().await;
    assert_eq!(mock.get("/v1/mureka/music/?page=7&_=1").await.status, 200);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_is_no_json_is_told() {
    let mock = start().await;
    for (body, expected) in [
        (
            "{\"prompt\": ",
            "body: not JSON: EOF while parsing a value at line 1 column 11",
        ),
        ("", "body: empty, JSON is required"),
        (
            "prompt=a",
            "body: not JSON: expected value at line 1 column 1",
        ),
        (
            "{\"prompt\": \"a\", \"prompt\": \"b\"}",
            "prompt: given twice, once is allowed",
        ),
    ] {
        let answer = mock.call("POST", CREATE).text(body).send().await;
        answer.assert_refused(expected, body);
    }
    let answer = mock
        .call("POST", CREATE)
        .text(vec![b'"', 0xff])
        .send()
        .await;
    answer.assert_refused("body: not UTF-8 from byte 1 on", "not UTF-8");
    let path = format!("{CLOUDSWAY}/song/generate");
    let answer = mock.call("POST", &path).text("[").send().await;
    answer.assert_refused(
        "body: not JSON: EOF while parsing a list at line 1 column 1",
        &path,
    );
}

#[tokio::test(start_paused = true)]
async fn a_body_of_another_type_is_refused_however_it_looks() {
    let mock = start().await;
    let call = || mock.call("POST", CREATE).body("{\"async\": true}");
    for kind in ["text/plain", "application/x-www-form-urlencoded"] {
        let answer = call().header("Content-Type", kind).send().await;
        let expected = format!("body: Content-Type {kind}, application/json is required");
        answer.assert_refused(&expected, kind);
    }
    let answer = call().send().await;
    answer.assert_refused(
        "body: no Content-Type, application/json is required",
        "none",
    );
    let kind = "Application/JSON ; charset=utf-8";
    let answer = call().header("Content-Type", kind).send().await;
    assert_eq!(answer.status, 201);
}
