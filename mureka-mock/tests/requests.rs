//! What requests carry, and what is remembered of them.

mod support;

use std::time::Duration;

use mureka_mock::Mock;
use serde_json::json;
use support::{CLOUDSWAY, call, get, post, send, without_token};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const MIB: usize = 1024 * 1024;

#[tokio::test]
async fn json_that_is_none_is_refused_in_the_shape_of_the_api() {
    let mock = Mock::start().await.unwrap();
    for body in ["{\"prompt\": ", "", "prompt=a"] {
        let answer = send(call(&mock, "POST", "/v1/mureka/music/create").body(body)).await;
        assert_eq!(answer.status, 400, "{body}");
        assert_eq!(answer.json()["code"], 400, "{body}");
        let error = answer.json()["error"].as_str().unwrap().to_owned();
        assert!(error.starts_with("body: not JSON: "), "{error}");
    }
    let answer = send(call(&mock, "POST", &format!("{CLOUDSWAY}/song/generate")).body("[")).await;
    assert_eq!((answer.status, &answer.json()["code"]), (400, &json!(400)));
    assert!(answer.json()["message"].is_string());
}

#[tokio::test]
async fn json_of_more_than_one_mebibyte_is_refused() {
    let mock = Mock::start().await.unwrap();
    let body = |length: usize| format!("\"{}\"", "a".repeat(length - 2));
    for (length, status) in [(MIB, 200), (MIB + 1, 413), (8 * MIB, 413)] {
        let request = call(&mock, "POST", "/v1/mureka/music/create").body(body(length));
        assert_eq!(send(request).await.status, status, "{length}");
    }
    let requests = mock.requests();
    assert_eq!(requests[2].body_length, 8 * MIB as u64);
    assert_eq!(requests[2].body.len(), MIB);
}

#[tokio::test]
async fn what_is_endless_and_no_upload_is_not_read_to_its_end() {
    let mock = Mock::start().await.unwrap();
    for (path, status) in [("/v1/mureka/music/create", "413"), ("/nothing", "404")] {
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
        let read = stream.read_to_string(&mut answer);
        tokio::time::timeout(Duration::from_secs(60), read)
            .await
            .expect("no answer")
            .unwrap();
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{answer}"
        );
    }
}

#[tokio::test]
async fn uploads_of_any_length_are_counted_and_thrown_away() {
    let mock = Mock::start().await.unwrap();
    let upload = vec![7; 70 * MIB];
    let request =
        call(&mock, "POST", "/v1/mureka/files/?account=1").header("Content-Type", "audio/mpeg");
    assert_eq!(send(request.body(upload)).await.status, 200);
    let request = &mock.requests()[0];
    assert_eq!(request.body_length, 70 * MIB as u64);
    assert_eq!(request.body, vec![7; MIB]);
}

#[tokio::test]
async fn a_form_is_taken_in_the_place_of_json() {
    let mock = Mock::start().await.unwrap();
    let request = call(&mock, "POST", "/v1/mureka/music/create");
    let form = "--x\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\na\r\n--x--\r\n";
    let request = request
        .header("Content-Type", "multipart/form-data; boundary=x")
        .body(form);
    assert_eq!(send(request).await.status, 200);
}

#[tokio::test]
async fn requests_are_kept_as_they_were_sent() {
    let mock = Mock::start().await.unwrap();
    assert!(mock.requests().is_empty());
    get(&mock, "/v1/mureka/music/?account=1&next=a%20b").await;
    post(&mock, "/v1/mureka/music/create", &json!({"prompt": "é"})).await;
    send(without_token(&mock, "DELETE", "/v1/mureka/nothing")).await;

    let requests = mock.requests();
    let lines: Vec<String> = requests
        .iter()
        .map(|request| format!("{} {}", request.method, request.target))
        .collect();
    assert_eq!(
        lines,
        [
            "GET /v1/mureka/music/?account=1&next=a%20b",
            "POST /v1/mureka/music/create",
            "DELETE /v1/mureka/nothing",
        ]
    );
    assert_eq!(requests[0].path(), "/v1/mureka/music/");
    assert_eq!(requests[0].query(), Some("account=1&next=a%20b"));
    assert_eq!(requests[0].header("Authorization"), Some("Bearer user:1-a"));
    assert_eq!(requests[1].header("content-type"), Some("application/json"));
    assert_eq!(requests[1].body, "{\"prompt\":\"é\"}".as_bytes());
    assert_eq!(requests[1].json(), Some(json!({"prompt": "é"})));
    assert_eq!((requests[2].body_length, requests[2].json()), (0, None));
    assert_eq!(requests[2].header("authorization"), None);
}

#[tokio::test]
async fn a_shown_request_hides_what_may_be_secret() {
    let mock = Mock::start().await.unwrap();
    let request = call(&mock, "POST", "/v1/mureka/accounts?token=hunter2").bearer_auth("hunter2");
    send(request.json(&json!({"cookie": "hunter2"}))).await;
    let shown = format!("{:?} {mock:?}", mock.requests());
    assert!(shown.contains("/v1/mureka/accounts"), "{shown}");
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[tokio::test]
async fn of_many_requests_the_latest_thousand_are_kept() {
    let mock = Mock::start().await.unwrap();
    let client = reqwest::Client::new();
    for number in 0..1002 {
        let url = format!("{}/{number}", mock.url());
        assert_eq!(send(client.get(url)).await.status, 404);
    }
    let requests = mock.requests();
    assert_eq!((requests.len(), requests[0].target.as_str()), (1000, "/2"));
}
