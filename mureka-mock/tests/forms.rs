//! Bodies that are no JSON: forms and files.

#![allow(clippy::unwrap_used, reason = "all of it is test code")]

mod support;

use reqwest::multipart::{Form, Part};
use serde_json::json;
use support::{CLOUDSWAY, start};

const CREATE: &str = "/v1/mureka/music/create";

/// A form of texts.
fn form(fields: &[(&str, &str)]) -> Form {
    fields.iter().fold(Form::new(), |form, (name, text)| {
        form.text((*name).to_owned(), (*text).to_owned())
    })
}

#[tokio::test(start_paused = true)]
async fn a_form_is_taken_in_the_place_of_json() {
    let mock = start().await;
    let fields = form(&[("prompt", "Rain"), ("async", "true")]);
    let answer = mock.call("POST", CREATE).form(fields).send().await;
    assert_eq!(answer.status, 201);
    let expected = json!({"account": support::ACCOUNT, "prompt": "Rain", "async": true});
    assert_eq!(answer.json()["request"], expected);
}

#[tokio::test(start_paused = true)]
async fn a_form_is_refused_where_json_alone_is_documented() {
    let mock = start().await;
    let path = format!("{CLOUDSWAY}/song/generate");
    let answer = mock.call("POST", &path).form(form(&[("lyrics", "La")]));
    answer
        .send()
        .await
        .assert_refused("body: a form, JSON is required", &path);
}

#[tokio::test(start_paused = true)]
async fn a_wrong_form_is_told_like_wrong_json() {
    let mock = start().await;
    for (fields, expected) in [
        (
            &[("promt", "a")][..],
            "promt: not a field of this call; did you mean prompt?",
        ),
        (
            &[("async", "yes")],
            r#"async: the text "yes", true or false is required"#,
        ),
        (
            &[("model", "V1")],
            r#"model: "V1", one of V9, V8, O2, V7.6, V7.5, V7, O1, V6, V5.5 is allowed"#,
        ),
        (
            &[("prompt", "a"), ("prompt", "b")],
            "prompt: given 2 times, once is allowed",
        ),
    ] {
        let answer = mock.call("POST", CREATE).form(form(fields)).send().await;
        answer.assert_refused(expected, &format!("{fields:?}"));
    }
    let call = mock.call("POST", CREATE).body("--y--");
    let answer = call
        .header("Content-Type", "multipart/form-data")
        .send()
        .await;
    answer.assert_refused(
        "body: not a form: multipart boundary not found in Content-Type",
        "no boundary",
    );
}

#[tokio::test(start_paused = true)]
async fn an_upload_has_a_type_and_is_not_empty() {
    let mock = start().await;
    for path in [
        "/v1/mureka/files/?title=a&genre=rock&mood=calm",
        "/v1/mureka/files/motif/",
        "/v1/mureka/files/vocal/?title=a",
        "/v1/mureka/speech/voice?title=a&desc=b&lang=en",
    ] {
        let call = || mock.call("POST", path);
        for (call, expected) in [
            (
                call().header("Content-Type", "audio/wav").body("a"),
                "body: Content-Type audio/wav, audio/mpeg is required",
            ),
            (
                call().body(b"a".to_vec()),
                "body: no Content-Type, audio/mpeg is required",
            ),
            (
                call().json(&json!({})),
                "body: Content-Type application/json, audio/mpeg is required",
            ),
            (call().mp3(""), "body: empty, audio/mpeg is required"),
        ] {
            call.send().await.assert_refused(expected, path);
        }
        let typed = call()
            .header("Content-Type", "Audio/MPEG; rate=1")
            .body("a");
        assert_eq!(typed.send().await.status, 200, "{path}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_upload_in_a_form_has_a_file_and_its_fields() {
    let mock = start().await;
    let path = format!("{CLOUDSWAY}/files/upload");
    let file = || Part::bytes(b"sound".to_vec()).file_name("a.mp3");
    let call = || mock.call("POST", &path);
    for (call, expected) in [
        (
            call().json(&json!({"purpose": "audio"})),
            "body: no form, multipart/form-data is required",
        ),
        (
            call().form(form(&[("purpose", "audio")])),
            "file: required, and missing",
        ),
        (
            call().form(form(&[("purpose", "audio"), ("file", "sound")])),
            "file: text, a file is required",
        ),
        (
            call().form(Form::new().part("file", file())),
            "purpose: required, and missing",
        ),
        (
            call().form(form(&[("purpose", "song")]).part("file", file())),
            r#"purpose: "song", one of reference, vocal, melody, instrumental, voice, audio is allowed"#,
        ),
        (
            call().form(form(&[("purpose", "audio")]).part("other", file())),
            "file: required, and missing; other: not a field of this call",
        ),
    ] {
        call.send().await.assert_refused(expected, "upload");
    }
    let good = form(&[("purpose", "vocal")]).part("file", file());
    let answer = call().form(good).send().await;
    assert_eq!(
        (answer.status, &answer.json()["purpose"]),
        (200, &json!("vocal"))
    );
    assert_eq!(answer.json()["bytes"], 5);
}
