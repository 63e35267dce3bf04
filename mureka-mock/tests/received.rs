//! How requests are read, and what is kept of them.

#![allow(clippy::unwrap_used, reason = "all of it is test code")]

mod support;

use mureka_mock::MockServer;
use serde_json::json;
use support::{GENERATION, serve, start, until};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const MIB: usize = 1024 * 1024;
const CREATE: &str = "/v1/mureka/music/create";
/// SHA-256 of `sound`.
const OF_SOUND: &str = "dd29442deca69f52c50006b831cb216edf78a7da33748f0a80ff19f2ebe57ecd";

#[tokio::test(start_paused = true)]
async fn json_of_more_than_one_mebibyte_is_refused() {
    let mock = serve(MockServer::builder().limits(false)).await;
    let body = |length: usize| {
        let blanks = " ".repeat(length - "{\"async\":true}".len());
        format!("{blanks}{{\"async\":true}}")
    };
    let answer = mock.call("POST", CREATE).text(body(MIB)).send().await;
    assert_eq!(answer.status, 201);
    for length in [MIB + 1, 8 * MIB] {
        let answer = mock.call("POST", CREATE).text(body(length)).send().await;
        let expected = format!("body: {length} bytes, at most {MIB} are read as JSON");
        answer.assert_refused(&expected, &length.to_string());
    }
    let requests = mock.requests();
    assert_eq!(requests[2].body_length, 8 * MIB as u64);
    assert_eq!(requests[2].body.len(), MIB);
}

#[tokio::test(start_paused = true)]
async fn what_is_endless_and_no_upload_is_not_read_to_its_end() {
    let mock = start().await;
    for (path, status) in [(CREATE, "400"), ("/nothing", "404")] {
        let mut stream = TcpStream::connect(mock.address()).await.unwrap();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer a\r\nContent-Length: 99999999999\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        // One byte more than is read; the answer does not wait for the rest.
        let block = vec![b' '; MIB];
        for _ in 0..64 {
            stream.write_all(&block).await.unwrap();
        }
        stream.write_all(b" ").await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{answer}"
        );
        assert!(answer.contains("connection: close"), "{answer}");
    }
}

#[tokio::test(start_paused = true)]
async fn uploads_of_any_length_are_counted_hashed_and_thrown_away() {
    let mock = start().await;
    let path = "/v1/mureka/files/motif/";
    let call = mock.call("POST", path).mp3(vec![7; 70 * MIB]);
    assert_eq!(call.send().await.status, 200);
    assert_eq!(mock.upload(path).await.status, 200);

    let requests = mock.requests();
    assert_eq!(requests[0].body_length, 70 * MIB as u64);
    assert_eq!(requests[0].body, vec![7; 4096]);
    let upload = requests[1].upload.as_ref().unwrap();
    assert_eq!((upload.bytes, upload.sha256.as_str()), (5, OF_SOUND));
    assert_eq!(upload.content_type.as_deref(), Some("audio/mpeg"));
    assert_eq!(upload.name, None);
}

#[tokio::test(start_paused = true)]
async fn requests_are_kept_as_they_were_sent() {
    let mock = start().await;
    assert!(mock.requests().is_empty());
    mock.get("/v1/mureka/music/?account=1&next=a%20b").await;
    mock.post(CREATE, &json!({"prompt": "é", "async": true}))
        .await;
    let call = mock
        .call("DELETE", "/v1/mureka/nothing")
        .authorization(None);
    call.send().await;

    let requests = mock.requests();
    let line = |request: &mureka_mock::Request| format!("{} {}", request.method, request.target);
    let lines: Vec<String> = requests.iter().map(line).collect();
    assert_eq!(
        lines,
        [
            "GET /v1/mureka/music/?account=1&next=a%20b",
            "POST /v1/mureka/music/create",
            "DELETE /v1/mureka/nothing",
        ]
    );
    let operations = requests.iter().map(|request| request.operation.as_deref());
    let operations: Vec<Option<&str>> = operations.collect();
    assert_eq!(operations, [Some("list_songs"), Some("create_song"), None]);
    assert_eq!(requests[0].path(), "/v1/mureka/music/");
    assert_eq!(requests[0].query(), Some("account=1&next=a%20b"));
    assert_eq!(requests[0].header("Authorization"), Some("Bearer user:1-a"));
    assert_eq!(requests[1].header("content-type"), Some("application/json"));
    assert_eq!(
        requests[1].json(),
        Some(json!({"prompt": "é", "async": true}))
    );
    assert_eq!((requests[2].body_length, requests[2].json()), (0, None));
    assert_eq!(requests[2].header("authorization"), None);
}

#[tokio::test(start_paused = true)]
async fn a_shown_request_hides_what_may_be_secret() {
    let mock = start().await;
    let call = mock.call("POST", "/v1/mureka/accounts?token=hunter2");
    let call = call.authorization(Some("Bearer hunter2"));
    call.json(&json!({"sessionCookie": "hunter2"})).send().await;
    let shown = format!("{:?} {:?}", mock.requests(), &*mock as &MockServer);
    assert!(shown.contains("/v1/mureka/accounts"), "{shown}");
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[tokio::test(start_paused = true)]
async fn of_many_requests_the_latest_thousand_are_kept() {
    let mock = start().await;
    for number in 0..1002 {
        assert_eq!(mock.get(&format!("/{number}")).await.status, 404);
    }
    let requests = mock.requests();
    assert_eq!((requests.len(), requests[0].target.as_str()), (1000, "/2"));
}

#[tokio::test(start_paused = true)]
async fn a_request_is_kept_before_its_answer_goes_out() {
    let mock = start().await;
    let call = mock.call("POST", CREATE).json(&json!({}));
    let answer = tokio::spawn(call.send());
    until(|| mock.requests().len() == 1).await;
    assert!(!answer.is_finished());
    mock.advance(GENERATION);
    assert_eq!(answer.await.unwrap().status, 200);
}
