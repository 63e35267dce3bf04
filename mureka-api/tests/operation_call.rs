//! Calls by the entry of their operation: where fields go, and what comes back.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::time::Duration;

use mureka_api::useapi::operations::{
    self, CREATE_SONG, GET_JOB, LIST_ACCOUNTS, LIST_SONGS, UPLOAD_TRACK,
};
use mureka_api::{Charged, Error, ErrorKind, Operation, Options, Upload, cloudsway, useapi};
use mureka_mock::{Fault, MockServer};
use serde_json::{Value, json};
use support::{Behaviour, Server};
use tokio::time::Instant;

fn client(mock: &MockServer) -> useapi::Client {
    let builder = useapi::Client::builder().token("user:1-hunter2");
    builder.base_url(mock.base_url()).build().unwrap()
}

fn cloudsway(mock: &MockServer) -> cloudsway::Client {
    let builder = cloudsway::Client::builder()
        .api_key("hunter2")
        .endpoint("e");
    builder.base_url(mock.base_url()).build().unwrap()
}

fn problems(error: &Error) -> Vec<String> {
    error.problems().iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn fields_go_into_path_query_and_body() {
    let mock = MockServer::start().await.unwrap();
    let client = client(&mock);
    client
        .call(&GET_JOB)
        .field("jobid", "j1:ü?")
        .send()
        .await
        .unwrap();
    let list = client.call(&LIST_SONGS).field("last_id", 5);
    list.send().await.unwrap();
    let create = client.call(&CREATE_SONG).field("prompt", "Rain");
    create.field("async", true).send().await.unwrap();

    let requests = mock.requests();
    assert_eq!(requests[0].path(), "/v1/mureka/jobs/j1:%C3%BC%3F");
    assert_eq!(requests[1].query(), Some("last_id=5"));
    assert_eq!(
        requests[2].json(),
        Some(json!({"prompt": "Rain", "async": true}))
    );
    assert!(requests.iter().all(|request| {
        request.header("authorization") == Some("Bearer user:1-hunter2")
            && request.header("accept") == Some("application/json")
    }));
}

#[tokio::test]
async fn fields_are_put_into_a_body_that_is_given() {
    let mock = MockServer::start().await.unwrap();
    let call = client(&mock).call(&CREATE_SONG).field("async", true);
    let call = call.body(json!({"prompt": "Rain", "async": false}));
    call.send().await.unwrap();
    let sent = mock.requests()[0].json();
    assert_eq!(sent, Some(json!({"prompt": "Rain", "async": true})));
}

#[tokio::test]
async fn what_path_and_body_both_have_goes_into_both() {
    let mock = MockServer::start().await.unwrap();
    let set = Operation::find(operations::ALL, "set_account_token").unwrap();
    let call = || {
        client(&mock)
            .call(set)
            .field("account", "7")
            .field("token", "t")
    };
    call().send().await.unwrap();
    call().body(json!({"account": "8"})).send().await.unwrap();
    let requests = mock.requests();
    assert_eq!(requests[0].path(), "/v1/mureka/accounts/7");
    assert_eq!(
        requests[0].json(),
        Some(json!({"account": "7", "token": "t"}))
    );
    assert_eq!(requests[1].path(), "/v1/mureka/accounts/7");
    assert_eq!(
        requests[1].json(),
        Some(json!({"account": "8", "token": "t"}))
    );
}

#[tokio::test]
async fn files_go_as_the_operation_takes_them() {
    let mock = MockServer::start().await.unwrap();
    let file = || Upload::bytes(&b"ID3 music"[..]).named("a.mp3");
    let track = client(&mock)
        .call(&UPLOAD_TRACK)
        .field("title", "Rain")
        .field("genre", "pop")
        .field("mood", "calm");
    let answer = track.upload(file()).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let call = cloudsway(&mock).call(&cloudsway::operations::UPLOAD_FILE);
    let answer = call
        .field("purpose", "audio")
        .upload(file())
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);

    let requests = mock.requests();
    assert_eq!(requests[0].header("content-type"), Some("audio/mpeg"));
    assert_eq!(requests[0].body, b"ID3 music");
    let form = String::from_utf8_lossy(&requests[1].body).into_owned();
    for part in [
        "name=\"purpose\"\r\n\r\naudio",
        "name=\"file\"; filename=\"a.mp3\"",
    ] {
        assert!(form.contains(part), "{form}");
    }
}

#[tokio::test]
async fn what_does_not_fit_is_told_at_once_and_not_sent() {
    let mock = MockServer::start().await.unwrap();
    let client = client(&mock);
    let call = client.call(&GET_JOB).field("jobbid", "j1").body(json!({}));
    let error = call.upload(&b"ID3"[..]).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(error.charged(), Charged::No);
    assert_eq!(
        problems(&error),
        [
            "body: not taken by this operation",
            "file: not taken by this operation",
            "jobbid: unknown; the operation takes jobid",
            "jobid: missing",
        ]
    );
    let call = client
        .call(&CREATE_SONG)
        .field("async", true)
        .body(json!([1]));
    let error = call.send().await.unwrap_err();
    assert_eq!(
        problems(&error),
        ["body: not an object, so fields cannot be put into it"]
    );
    assert_eq!(mock.requests(), []);
}

#[tokio::test]
async fn a_path_argument_cannot_change_the_url() {
    let mock = MockServer::start().await.unwrap();
    for id in ["", ".", "..", "a/b", "../accounts/1", "a\\b", "a\nb"] {
        let call = client(&mock).call(&GET_JOB).field("jobid", id);
        let error = call.send().await.unwrap_err();
        assert_eq!(error.field(), Some("jobid"), "{id:?}");
    }
    let call = client(&mock).call(&GET_JOB).field("jobid", json!({"a": 1}));
    assert_eq!(call.send().await.unwrap_err().field(), Some("jobid"));
    assert_eq!(mock.requests(), []);
}

#[tokio::test]
async fn without_checks_a_name_that_no_document_has_goes_along() {
    let mock = MockServer::start().await.unwrap();
    let client = client(&mock).with(Options::new().checks(false));
    let call = client.call(&CREATE_SONG).field("prompt", "Rain");
    call.field("tempo", 120).send().await.unwrap();
    client
        .call(&GET_JOB)
        .field("jobid", "j1")
        .field("new", "a&b")
        .send()
        .await
        .unwrap();
    let requests = mock.requests();
    assert_eq!(requests[0].json().unwrap()["tempo"], 120);
    assert_eq!(requests[1].query(), Some("new=a%26b"));
}

#[tokio::test]
async fn an_operation_of_the_other_api_is_refused() {
    let mock = MockServer::start().await.unwrap();
    let call = client(&mock).call(&cloudsway::operations::GENERATE_SONG);
    let error = call.field("lyrics", "la").send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "generate_song: generate_song belongs to the other API; not charged"
    );
}

#[tokio::test]
async fn any_status_is_an_answer_and_an_error_only_if_asked() {
    for (status, kind) in [
        (402, ErrorKind::NoCredits),
        (403, ErrorKind::Forbidden),
        (418, ErrorKind::Api),
        (596, ErrorKind::AccountBroken),
    ] {
        let fault = Fault::on("create_song").status(status);
        let mock = MockServer::builder().fault(fault).start().await.unwrap();
        let call = client(&mock).call(&CREATE_SONG).field("prompt", "Rain");
        let answer = call.send().await.unwrap();
        assert_eq!(answer.status(), status);
        let error = answer.into_result().unwrap_err();
        assert_eq!(error.kind(), kind);
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        assert_eq!(
            error.operation().map(|operation| operation.id),
            Some("create_song")
        );
    }
}

#[tokio::test]
async fn a_success_that_says_no_is_a_refusal() {
    for (body, accepted) in [
        (r#"{"code": 0, "data": null}"#, true),
        (r#"{"code": "0"}"#, true),
        ("{}", true),
        (r#"{"code": 7, "code_msg": "balance is not enough"}"#, false),
    ] {
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
        let answer = Behaviour::Answer(format!("{head}{body}").into_bytes());
        let server = Server::start(vec![answer]).await;
        let builder = cloudsway::Client::builder().api_key("k").endpoint("e");
        let client = builder.base_url(&server.url).build().unwrap();
        let call = client.call(&cloudsway::operations::GENERATE_SONG);
        let answer = call.field("lyrics", "la").send().await.unwrap();
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.body(), body);
        let result = answer.into_result();
        assert_eq!(result.is_ok(), accepted, "{body}");
        if let Err(error) = result {
            assert_eq!(error.kind(), ErrorKind::NoCredits);
            assert_eq!(error.charged(), Charged::No);
        }
    }
}

#[tokio::test]
async fn a_paid_call_of_unknown_fate_is_sent_once_and_a_free_one_again() {
    let faults = [
        Fault::on("create_song").cut().always(),
        Fault::on("list_accounts").cut(),
    ];
    let mut builder = MockServer::builder();
    for fault in faults {
        builder = builder.fault(fault);
    }
    let mock = builder.start().await.unwrap();
    let client = client(&mock);
    let call = client.call(&CREATE_SONG).field("prompt", "Rain");
    let error = call.send().await.unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert_ne!(error.charged(), Charged::No);
    let answer = client.call(&LIST_ACCOUNTS).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let times = |path: &str| {
        mock.requests()
            .iter()
            .filter(|sent| sent.path() == path)
            .count()
    };
    assert_eq!(times("/v1/mureka/music/create"), 1);
    assert_eq!(times("/v1/mureka/accounts"), 2);
}

#[tokio::test(start_paused = true)]
async fn calls_keep_the_spacing_of_their_account() {
    let mock = MockServer::start().await.unwrap();
    let client = client(&mock);
    let begun = Instant::now();
    for _ in 0..3 {
        let call = client
            .call(&CREATE_SONG)
            .field("prompt", "Rain")
            .field("async", true);
        assert_eq!(call.send().await.unwrap().status(), 201);
    }
    let spacing = CREATE_SONG.spacing.unwrap_or(Duration::ZERO);
    assert!(spacing > Duration::ZERO && begun.elapsed() >= spacing * 2);
}

#[tokio::test]
async fn neither_call_nor_answer_show_values() {
    let mock = MockServer::start().await.unwrap();
    let set = Operation::find(operations::ALL, "configure_account").unwrap();
    let call = client(&mock).call(set).field("sessionCookie", "hunter2");
    assert!(!format!("{call:?}").contains("hunter2"));
    let answer = call.send().await.unwrap();
    assert!(!format!("{answer:?}").contains("hunter2"));
    assert!(serde_json::from_slice::<Value>(answer.body()).is_ok());
}

#[test]
fn an_operation_is_found_by_its_name_alone() {
    assert_eq!(
        Operation::find(operations::ALL, "create_song"),
        Some(&CREATE_SONG)
    );
    assert_eq!(Operation::find(operations::ALL, "create"), None);
    assert!(CREATE_SONG.has_field("prompt") && !CREATE_SONG.has_field("account_"));
}
