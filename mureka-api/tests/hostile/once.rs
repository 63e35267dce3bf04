//! One call is at most one request on the wire.

use std::time::Duration;

use mureka_api::reqwest::redirect::Policy;
use mureka_api::useapi::Client;
use mureka_api::useapi::types::CreateSong;
use mureka_api::{Error, ErrorKind, Options, Retry, reqwest};

use crate::wire::{Act, Wire, keep};

/// A call that costs money.
async fn pay(client: &Client) -> Result<(), Error> {
    let request = CreateSong::new().prompt("Silly song about Santa");
    let client = client.with(Options::new().retry(Retry::new()));
    client.raw().create_song(&request).await.map(drop)
}

#[tokio::test]
async fn no_status_makes_a_paid_call_go_out_again() {
    let statuses = [
        301, 302, 303, 307, 308, 401, 408, 409, 417, 421, 425, 500, 502, 503, 504, 596, 999,
    ];
    let headers = "location: /v1/elsewhere\r\nretry-after: 0\r\n";
    let script = statuses.map(|status| Act::Keep(keep(status, headers, "")));
    let server = Wire::start(script.to_vec()).await;
    let client = server.client();
    let mut sent = 0;
    for status in statuses {
        let error = pay(&client).await.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(error.headers().unwrap()["location"], "/v1/elsewhere");
        assert_eq!(error.headers().unwrap()["retry-after"], "0");
        assert!(!error.never_sent());
        sent += 1;
        assert_eq!(server.requests().await, sent, "{status}");
    }
}

#[tokio::test]
async fn no_cut_connection_makes_a_paid_call_go_out_again() {
    for (act, count) in [
        (Act::Reset, 1),
        (Act::ResetUnread, 0),
        (Act::Close(Vec::new()), 1),
        (Act::Close(b"HTTP/1.1 200".to_vec()), 1),
        (Act::Close(b"HTTP/1.1 200 OK\r\ncontent-le".to_vec()), 1),
        (Act::Close(b"garbage\r\n\r\n".to_vec()), 1),
    ] {
        let server = Wire::start(vec![act]).await;
        let error = pay(&server.client()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connection);
        assert!(!error.never_sent(), "nobody can know");
        assert_eq!(server.requests().await, count);
    }
}

/// hyper sends again what it did not begin to write on a kept connection; what it began
/// to write must not go out again.
#[tokio::test]
async fn a_kept_connection_that_breaks_does_not_repeat_a_paid_call() {
    let first = Act::Keep(keep(200, "", "{}"));
    for second in [
        Act::Reset,
        Act::Close(Vec::new()),
        Act::Close(b"HTTP/1.1 2".to_vec()),
    ] {
        let server = Wire::start(vec![first.clone(), second]).await;
        let client = server.client();
        pay(&client).await.unwrap();
        let error = pay(&client).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connection);
        assert!(!error.never_sent());
        assert_eq!(server.requests().await, 2);
        assert_eq!(server.connections(), 1, "the connection was kept");
    }
}

/// The server closes while the next request is on its way, at every point of time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_closes_between_two_calls_costs_at_most_one_request_a_call() {
    let calls = 400;
    let server = Wire::start(vec![Act::Close(keep(200, "", "{}")); calls]).await;
    let client = server.client();
    let mut answered = 0;
    for call in 0..calls {
        answered += usize::from(pay(&client).await.is_ok());
        tokio::time::sleep(Duration::from_micros(call as u64 % 200)).await;
    }
    let requests = server.requests().await;
    assert!(requests <= calls, "{requests} requests");
    assert!(requests >= answered, "{requests} of {answered}");
}

/// Some gateways write a second answer behind the first.
#[tokio::test]
async fn an_answer_nobody_asked_for_is_not_taken_for_the_next_call() {
    let mut two = keep(200, "", r#"{"feed_id": "first"}"#);
    two.extend(keep(200, "", r#"{"feed_id": "nobody's"}"#));
    let server = Wire::start(vec![
        Act::Keep(two),
        Act::Keep(keep(200, "", r#"{"feed_id": "second"}"#)),
    ])
    .await;
    let client = server.client();
    let request = CreateSong::new().prompt("x");
    for expected in ["first", "second"] {
        let answer = client.raw().create_song(&request).await.unwrap();
        let body = std::str::from_utf8(answer.body()).unwrap();
        assert!(body.contains(expected), "{body}");
    }
    assert_eq!(server.requests().await, 2);
}

#[tokio::test]
async fn an_http_1_0_answer_and_early_answers_are_one_call() {
    for answer in [
        &b"HTTP/1.0 200 OK\r\n\r\n{}"[..],
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}",
        b"HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{}",
    ] {
        let server = Wire::start(vec![Act::Close(answer.to_vec())]).await;
        pay(&server.client()).await.unwrap();
        assert_eq!(server.requests().await, 1);
    }
}

/// What a paid call made is lost with its answer.
#[tokio::test]
async fn a_timeout_of_the_user_s_client_does_not_cut_a_paid_call() {
    let answer = keep(200, "", "{}");
    let server = Wire::start(vec![Act::Trickle(Duration::from_millis(10), answer)]).await;
    let http = reqwest::Client::builder()
        .timeout(Duration::from_millis(100))
        .build()
        .unwrap();
    let client = server.builder().http(http).build().unwrap();
    pay(&client).await.unwrap();
    assert_eq!(server.requests().await, 1);
}

/// Redirects and retries of a client that users bring cannot repeat a body.
#[tokio::test]
async fn a_client_of_the_user_s_cannot_repeat_a_paid_call() {
    for status in [307, 308] {
        let answer = keep(status, "location: /v1/mureka/music/create\r\n", "");
        let server = Wire::start(vec![Act::Keep(answer)]).await;
        let http = reqwest::Client::builder()
            .redirect(Policy::limited(5))
            .build()
            .unwrap();
        let client = server.builder().http(http).build().unwrap();
        let error = pay(&client).await.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(server.requests().await, 1);
    }

    let server = Wire::start(vec![Act::Keep(keep(503, "", ""))]).await;
    let retries =
        reqwest::retry::for_host("127.0.0.1").classify_fn(|answer| match answer.status() {
            Some(reqwest::StatusCode::SERVICE_UNAVAILABLE) => answer.retryable(),
            _ => answer.success(),
        });
    let http = reqwest::Client::builder().retry(retries).build().unwrap();
    let client = server.builder().http(http).build().unwrap();
    assert_eq!(pay(&client).await.unwrap_err().kind(), ErrorKind::Server);
    assert_eq!(server.requests().await, 1);
}
