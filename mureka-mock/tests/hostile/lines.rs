//! Request lines and headers.

use mureka_mock::MockServer;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::wire::{HEADERS, SONG, assert_well, connect, get, raw, raw_and_end, request};

#[tokio::test]
async fn what_is_no_request_is_refused_or_cut() {
    let mock = MockServer::start().await.unwrap();
    let long = "a".repeat(70_000);
    let many: String = (0..200).map(|at| format!("X-{at}: a\r\n")).collect();
    for (sent, status) in [
        ("\0\u{1}garbage\r\n\r\n".to_owned(), 400),
        ("GET /\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/9.9\r\n\r\n".to_owned(), 400),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(), 0),
        ("GET /a b HTTP/1.1\r\n\r\n".to_owned(), 400),
        ("GET ?a HTTP/1.1\r\n\r\n".to_owned(), 400),
        ("GET /<b> HTTP/1.1\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/1.1\r\nHost : a\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/1.1\r\nA: \0\r\n\r\n".to_owned(), 400),
        (format!("GET /{long} HTTP/1.1\r\n\r\n"), 414),
        (format!("GET / HTTP/1.1\r\n{many}\r\n"), 431),
        (
            format!("GET / HTTP/1.1\r\nA: {}\r\n\r\n", long.repeat(9)),
            431,
        ),
    ] {
        let shown: String = sent.chars().take(40).collect();
        assert_eq!(raw(&mock, sent).await.status, status, "{shown:?}");
    }
    assert_well(&mock, "all of them").await;
}

#[tokio::test]
async fn a_length_that_is_none_is_refused_and_nothing_charged() {
    let mock = MockServer::start().await.unwrap();
    let body = r#"{"prompt":"a","async":true}"#;
    for (headers, status) in [
        ("Content-Length: -1", 400),
        ("Content-Length: +27", 400),
        ("Content-Length: 1e3", 400),
        ("Content-Length: 0x1b", 400),
        ("Content-Length:", 400),
        ("Content-Length: 99999999999999999999999", 400),
        ("Content-Length: 18446744073709551615", 431),
        ("Content-Length: 27\r\nContent-Length: 28", 400),
        ("Transfer-Encoding: gzip", 400),
        ("Transfer-Encoding: chunked, gzip", 400),
    ] {
        let sent = format!("POST {SONG} HTTP/1.1\r\n{HEADERS}{headers}\r\n\r\n{body}");
        assert_eq!(raw(&mock, sent).await.status, status, "{headers}");
    }
    assert_eq!(mock.ledger().total, 0);
}

#[tokio::test]
async fn where_there_are_both_lengths_the_chunks_count() {
    let mock = MockServer::start().await.unwrap();
    let answer = raw(
        &mock,
        format!(
            "POST {SONG} HTTP/1.1\r\n{HEADERS}Content-Type: application/json\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n\
             1c;a=b\r\n{{\"prompt\":\"a\",\"async\": true}}\r\n0\r\nX: y\r\n\r\n"
        ),
    )
    .await;
    assert_eq!(answer.status, 201, "{answer:?}");
    assert_eq!(mock.ledger().total, 1);
}

#[tokio::test]
async fn odd_targets_lead_to_nothing_but_what_is_documented() {
    let mock = MockServer::start().await.unwrap();
    let own = "/v1/mureka/accounts/12345678901234";
    let long = format!("/v1/mureka/accounts/{}", "a".repeat(60_000));
    for (target, status) in [
        (own, 200),
        ("http://other.example/v1/mureka/jobs", 200),
        ("http://user:word@other.example/v1/mureka/jobs", 200),
        ("/v1/mureka/jobs?account=%ff&&=&%00", 200),
        ("/v1/mureka/music/?account=%ff&&=&%00", 400),
        ("//v1/mureka/jobs", 404),
        ("/v1//mureka/jobs", 404),
        ("/v1/mureka/jobs//", 404),
        ("/v1/mureka%2fjobs", 404),
        ("/v1/mureka/../mureka/jobs", 404),
        ("/v1/mureka/accounts/%00", 404),
        ("/v1/mureka/accounts/..", 404),
        ("/v1/mureka/accounts/%2e%2e", 404),
        ("/v1/mureka/accounts/12345678901234%2f", 404),
        ("/v1/mureka/accounts/%", 404),
        ("/v1/mureka/accounts/%zz", 404),
        ("/v1/mureka/accounts/%ff", 404),
        ("/v1/mureka/accounts/%0d%0aX:%20y", 404),
        ("/v1/mureka/accounts/__proto__", 404),
        ("/v1/mureka/accounts/%22%3Cscript%3E%E2%80%AE", 404),
        (&long, 404),
        ("*", 404),
        ("v1", 404),
        ("/_mockery", 404),
        ("/_mock/../v1/mureka/jobs", 404),
        ("/_mock/openapi/../openapi/useapi.json", 404),
    ] {
        let answer = get(&mock, target).await;
        let shown: String = target.chars().take(60).collect();
        assert_eq!(answer.status, status, "{shown}: {answer:?}");
        // Nothing is documented for an account that is not there.
        let nothing = answer.body.is_empty();
        assert!(nothing || answer.json().is_object(), "{shown}");
    }
}

#[tokio::test]
async fn other_methods_are_told_which_there_are() {
    let mock = MockServer::start().await.unwrap();
    for method in ["OPTIONS", "TRACE", "CONNECT", "PATCH", "get", "M-SEARCH"] {
        let sent = format!("{method} /v1/mureka/accounts HTTP/1.1\r\n{HEADERS}\r\n");
        let answer = raw(&mock, sent).await;
        assert_eq!(answer.status, 405, "{method}");
        assert!(answer.head.contains("allow: GET, POST\r\n"), "{answer:?}");
    }
    let head = raw(&mock, format!("HEAD {SONG} HTTP/1.1\r\n{HEADERS}\r\n")).await;
    assert_eq!((head.status, head.body.as_str()), (405, ""));
    let connect = raw(
        &mock,
        format!("CONNECT a.example:80 HTTP/1.1\r\n{HEADERS}\r\n"),
    )
    .await;
    assert_eq!(connect.status, 404);
}

#[tokio::test]
async fn headers_of_any_bytes_are_passed_over() {
    let mock = MockServer::start().await.unwrap();
    let get = b"GET /v1/mureka/jobs HTTP/1.1\r\nConnection: close\r\n".to_vec();
    for (header, status) in [
        (&b"Authorization: Bearer \xff\xfe"[..], 401),
        (b"Authorization: Bearer", 401),
        (b"Authorization: Bearer  ", 401),
        (b"Authorization: Bearer a\r\nPrefer: code=\xff", 200),
        (b"Authorization: Bearer a\r\nPrefer: code=99999", 400),
        (
            b"Authorization: Bearer a\r\nPrefer: code=200, example=\"<b>\"",
            400,
        ),
        (b"Authorization: bEARER a\r\nContent-Type: \xff", 200),
    ] {
        let sent = [&get[..], header, b"\r\n\r\n"].concat();
        let shown = String::from_utf8_lossy(header);
        assert_eq!(raw(&mock, sent).await.status, status, "{shown}");
    }
}

#[tokio::test]
async fn calls_that_are_sent_at_once_are_answered_in_turn() {
    let mock = MockServer::start().await.unwrap();
    let one = "GET /v1/mureka/jobs HTTP/1.1\r\nAuthorization: Bearer a\r\n\r\n";
    let other = "GET /v1/mureka/nowhere HTTP/1.1\r\n\r\n";
    let last = request("GET", "/v1/mureka/jobs", "a", "");
    let answer = raw(
        &mock,
        [one.repeat(50).as_bytes(), other.as_bytes(), &last].concat(),
    )
    .await;
    let all = format!("{}\r\n\r\n{}", answer.head, answer.body);
    let statuses: Vec<&str> = all
        .split("HTTP/1.1 ")
        .skip(1)
        .map(|rest| &rest[..3])
        .collect();
    let expected = [vec!["200"; 50], vec!["404", "200"]].concat();
    assert_eq!(statuses, expected);
}

#[tokio::test]
async fn who_ends_his_side_early_gets_what_is_answered_at_once() {
    let mock = MockServer::start().await.unwrap();
    let body = r#"{"prompt":"a","async":true}"#;
    let answer = raw_and_end(&mock, request("POST", SONG, "application/json", body)).await;
    assert_eq!(answer.status, 201);
}

#[tokio::test]
async fn who_asks_first_may_go_on() {
    let mock = MockServer::start().await.unwrap();
    let mut stream = connect(&mock).await;
    let head = format!(
        "POST {SONG} HTTP/1.1\r\n{HEADERS}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut go_on = [0; 25];
    stream.read_exact(&mut go_on).await.unwrap();
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(b"[]").await.unwrap();
    assert_eq!(crate::wire::rest(stream).await.status, 400);
}

#[tokio::test]
async fn many_who_never_end_their_request_hold_nobody_up() {
    let mock = MockServer::start().await.unwrap();
    let mut slow = Vec::new();
    for _ in 0..200 {
        let mut stream = connect(&mock).await;
        stream
            .write_all(b"POST /v1/mureka/music/create HTTP/1.1\r\nHost: ")
            .await
            .unwrap();
        slow.push(stream);
    }
    assert_well(&mock, "200 slow ones").await;
    // Nor do they hold up its end, for which there is a second's grace.
    tokio::time::pause();
    let stopped = tokio::time::timeout(std::time::Duration::from_secs(5), mock.stop());
    stopped.await.expect("it does not stop");
}
