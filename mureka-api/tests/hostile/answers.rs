//! Whatever comes back: its status, headers and body are kept.

use std::time::Duration;

use mureka_api::useapi::types::Job;
use mureka_api::{Error, ErrorKind, Response};

use crate::wire::{Act, Wire};

async fn job(act: Act) -> Result<Response<Job>, Error> {
    jobs(vec![act]).await.remove(0)
}

/// One call for each act, all by one client.
async fn jobs(script: Vec<Act>) -> Vec<Result<Response<Job>, Error>> {
    let calls = script.len();
    let server = Wire::start(script).await;
    let client = server.client();
    let mut results = Vec::new();
    for _ in 0..calls {
        results.push(client.raw().get_job("j1").await);
    }
    results
}

/// An answer with a length, and a header to be found again.
fn with_length(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let mut answer =
        format!("HTTP/1.1 {status}\r\nx-kept: 1\r\n{headers}content-length: {length}\r\n\r\n")
            .into_bytes();
    answer.extend_from_slice(body);
    answer
}

#[tokio::test]
async fn a_body_that_is_not_what_the_docs_show_is_kept_whole() {
    use ErrorKind::{Api, Decode, RateLimited, Server, Unexpected};
    let html = b"<html>Bad Gateway</html>";
    let long_head = format!("x-long: {}\r\n", "x".repeat(100_000));
    let answers: [(&str, &str, &[u8], ErrorKind); 20] = [
        (
            "502 Bad Gateway",
            "content-type: text/html\r\n",
            &html[..],
            Server,
        ),
        ("502", "", html, Server),
        ("500 \u{fc}", "content-type: \u{fc}\r\n", b"", Server),
        ("200 OK", "", b"", Decode),
        ("200 OK", "", html, Decode),
        ("200 OK", "", br#"{"jobid": "#, Decode),
        ("200 OK", "", br#"{"jobid": "1"}}"#, Decode),
        ("200 OK", "", b"\xff\xfe{\0}\0", Decode),
        ("200 OK", "", b"{\"jobid\": \"\xff\"}", Decode),
        ("200 OK", "", br#"{"jobid": NaN}"#, Decode),
        ("200 OK", "", br#"{"x": 1e400}"#, Decode),
        (
            "200 OK",
            "content-encoding: gzip\r\n",
            b"\x1f\x8b\x08\0",
            Decode,
        ),
        (
            "400 Bad Request",
            "content-encoding: br\r\n",
            b"\0\xff",
            Api,
        ),
        (
            "404",
            "content-encoding: gzip\r\n",
            b"not packed",
            ErrorKind::NotFound,
        ),
        (
            "429 Too Many Requests",
            "retry-after: 3\r\n",
            b"null",
            RateLimited,
        ),
        ("203 OK", &long_head, b"{}", Unexpected),
        ("300 Many", "location: /x\r\n", b"[1, 2]", Unexpected),
        ("302 Found", "location: http://[\r\n", b"moved", Unexpected),
        ("999 What", "", b"?", Unexpected),
        ("600", "", b"\0", Unexpected),
    ];
    let script = answers.map(|(status, headers, body, _)| with_length(status, headers, body));
    let results = jobs(script.map(Act::Close).to_vec()).await;
    for ((status, _, body, kind), result) in answers.into_iter().zip(results) {
        let error = result.unwrap_err();
        assert_eq!(error.kind(), kind, "{status} {body:?}");
        assert_eq!(error.status().unwrap().as_str(), &status[..3]);
        assert_eq!(error.headers().unwrap()["x-kept"], "1");
        assert_eq!(error.body().unwrap(), body, "{status}");
        assert_eq!(error.operation().unwrap().id, "get_job");
        assert!(error.to_string().len() < 300, "{error}");
    }
}

#[tokio::test]
async fn a_cut_body_keeps_what_came_of_it() {
    for (headers, came, kept) in [
        ("content-length: 100\r\n", "{\"jobid", "{\"jobid"),
        ("transfer-encoding: chunked\r\n", "3\r\n{\"j\r\n", "{\"j"),
        ("transfer-encoding: chunked\r\n", "3\r\n{\"j", "{\"j"),
        (
            "transfer-encoding: chunked\r\n",
            "3\r\n{\"j\r\nwhat\r\n",
            "{\"j",
        ),
        ("transfer-encoding: chunked\r\n", "what", ""),
        (
            "transfer-encoding: chunked\r\n",
            "ffffffffffffffff1\r\n{",
            "",
        ),
    ] {
        let statuses = ["200", "429", "502"];
        let answer = |status| format!("HTTP/1.1 {status} X\r\nx-kept: 1\r\n{headers}\r\n{came}");
        let script = statuses.map(|status| Act::Close(answer(status).into_bytes()));
        let results = jobs(script.to_vec()).await;
        for (status, result) in statuses.into_iter().zip(results) {
            let error = result.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Connection, "{headers}{came}");
            assert_eq!(error.status().unwrap().as_str(), status);
            assert_eq!(error.headers().unwrap()["x-kept"], "1");
            assert_eq!(error.body().unwrap(), kept, "{headers}{came}");
        }
    }
}

#[tokio::test]
async fn a_body_longer_than_announced_ends_where_it_was_announced() {
    let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}{\"more\": 1}";
    let answer = job(Act::Close(answer.to_vec())).await.unwrap();
    assert_eq!(answer.body(), "{}");
    let answer = b"HTTP/1.1 204 No Content\r\ncontent-length: 2\r\n\r\n{}";
    let error = job(Act::Close(answer.to_vec())).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 204);
    assert_eq!(error.body().unwrap(), "");
}

/// One odd header of a gateway on the way must not cost the answer.
#[tokio::test]
async fn an_odd_header_does_not_lose_the_answer() {
    for odd in [
        "x y: 1",
        "x-space : 1",
        "x-folded: a\r\n  b",
        "no colon at all",
        "x-latin: \u{fc}",
        ": nameless",
    ] {
        let answer = with_length("200 OK", &format!("{odd}\r\n"), b"{}");
        let answer = job(Act::Close(answer)).await;
        let answer = answer.unwrap_or_else(|error| panic!("{odd}: {error}"));
        assert_eq!(answer.headers()["x-kept"], "1", "{odd}");
        assert_eq!(answer.body(), "{}");
    }
    // More than a hundred headers.
    let many: String = (0..500).map(|n| format!("x-{n}: {n}\r\n")).collect();
    let answer = job(Act::Close(with_length("200 OK", &many, b"{}"))).await;
    assert_eq!(answer.unwrap().headers()["x-499"], "499");
}

#[tokio::test]
async fn a_byte_order_mark_is_no_failure() {
    let body = b"\xef\xbb\xbf{\"jobid\": \"j1\"}";
    let answer = job(Act::Close(with_length("200 OK", "", body)))
        .await
        .unwrap();
    assert_eq!(answer.jobid(), Some("j1"));
    assert_eq!(answer.body(), &body[..]);

    let body = b"\xef\xbb\xbf{\"error\": \"no such job\"}";
    let error = job(Act::Close(with_length("404 X", "", body)))
        .await
        .unwrap_err();
    assert_eq!(error.message(), "no such job");
    assert!(error.documented());
    let typed: mureka_api::useapi::types::ApiError = error.decode().unwrap();
    assert_eq!(typed.error.as_deref(), Some("no such job"));
    assert_eq!(error.body().unwrap(), &body[..]);
}

#[tokio::test]
async fn deep_and_wide_answers_neither_overflow_nor_hang() {
    for deep in ["[", "{\"x\":", "{\"request\":{\"x\":[", "{\"error\":"] {
        let body = deep.repeat(10_000_000 / deep.len());
        for status in ["200", "500"] {
            let answer = with_length(status, "", body.as_bytes());
            let error = job(Act::Close(answer)).await.unwrap_err();
            assert_eq!(error.body().unwrap().len(), body.len());
            if status == "200" {
                assert_eq!(error.kind(), ErrorKind::Decode);
                let message = error.to_string();
                assert!(
                    message.ends_with("recursion limit exceeded")
                        || message.ends_with("expected an object"),
                    "{message}"
                );
            }
        }
    }
    let fields: Vec<String> = (0..100_000).map(|n| format!("\"f{n}\":{n}")).collect();
    let body = format!("{{{}}}", fields.join(","));
    let answer = job(Act::Close(with_length("200", "", body.as_bytes())));
    let Job::Other(read) = answer.await.unwrap().into_inner() else {
        panic!("no jobType")
    };
    assert_eq!(read.extra.len(), 100_000);
}

#[tokio::test]
async fn an_answer_that_comes_byte_by_byte_or_never_ends_is_bounded() {
    let answer = with_length("200 OK", "", br#"{"jobid": "j1"}"#);
    let slow = job(Act::Trickle(Duration::from_millis(1), answer))
        .await
        .unwrap();
    assert_eq!(slow.jobid(), Some("j1"));

    let mut trickled = b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{".to_vec();
    trickled.extend([b' '; 900]);
    let server = Wire::start(vec![Act::Trickle(Duration::from_millis(2), trickled)]).await;
    let client = server
        .builder()
        .timeout(Duration::from_millis(500))
        .build()
        .unwrap();
    let error = client.raw().get_job("j1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.status().unwrap(), 200);
    assert!(error.body().unwrap().starts_with(b"{ "));

    let endless = b"HTTP/1.1 500 X\r\nx-kept: 1\r\n\r\n<".to_vec();
    let error = job(Act::Endless(endless)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert_eq!(error.status().unwrap(), 500);
    assert_eq!(error.headers().unwrap()["x-kept"], "1");
    assert!(error.body().unwrap().starts_with(b"< "));
}

#[tokio::test]
async fn switching_protocols_is_an_answer_like_any_other() {
    let answer =
        b"HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\nhello";
    let error = job(Act::Close(answer.to_vec())).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unexpected);
    assert_eq!(error.status().unwrap(), 101);
}

#[tokio::test]
async fn the_last_of_two_equal_keys_counts() {
    let body = br#"{"jobid": "a", "status": null, "jobid": "b", "status": "created"}"#;
    let answer = job(Act::Close(with_length("200", "", body))).await.unwrap();
    assert_eq!(answer.jobid(), Some("b"));
    assert_eq!(answer.body(), &body[..]);
}
