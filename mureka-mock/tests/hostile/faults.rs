//! Faults of absurd figures, files of absurd lengths.

use std::time::{Duration, SystemTime};

use mureka_mock::{Fault, MockServer};
use serde_json::json;

use crate::wire::{HEADERS, assert_well, get, post, raw};

const LIST: &str = "/v1/mureka/accounts";

#[tokio::test]
async fn a_fault_of_absurd_figures_is_refused_or_does_what_it_says() {
    let mock = MockServer::start().await.unwrap();
    let whole = get(&mock, LIST).await.body.len();
    for (fault, status, length) in [
        (json!({"status": 101}), 400, None),
        (json!({"status": 1000}), 400, None),
        (json!({"status": 204, "body": {"a": 1}}), 204, Some(0)),
        (json!({"status": 304, "body": {"a": 1}}), 304, Some(0)),
        (json!({"status": 204, "html": true}), 204, Some(0)),
        (json!({"status": 205, "body": [1]}), 205, Some(3)),
        (json!({"status": 999}), 999, None),
        (json!({"code": {"a": [null]}}), 400, None),
        (json!({"body": "\0"}), 400, Some(8)),
        (json!({"truncate": 0}), 200, Some(0)),
        (json!({"truncate": 7}), 200, Some(7)),
        (json!({"truncate": u64::MAX}), 200, Some(whole)),
        (json!({"html": true, "truncate": 3}), 502, Some(3)),
        (json!({"trickle": u64::MAX}), 200, Some(whole)),
        (
            json!({"trickle": 0, "trickle_ms": 0, "truncate": 5}),
            200,
            Some(5),
        ),
        (json!({"cut": true}), 0, Some(0)),
        (
            json!({"times": u32::MAX, "skip": u32::MAX, "cut": true}),
            200,
            Some(whole),
        ),
        (json!({"retry_after": u64::MAX}), 429, None),
        (
            json!({"retry_after": 3_162_240_000_u64, "as_date": true}),
            429,
            None,
        ),
    ] {
        mock.clear_faults();
        let given = post(&mock, "/_mock/faults", &fault).await;
        if given.status != 200 {
            assert_eq!(given.status, status, "{fault}: {given:?}");
            continue;
        }
        let answer = get(&mock, LIST).await;
        assert_eq!(answer.status, status, "{fault}: {answer:?}");
        if let Some(length) = length {
            assert_eq!(answer.body.len(), length, "{fault}: {answer:?}");
        }
        mock.clear_faults();
        assert_well(&mock, &fault.to_string()).await;
    }
}

#[tokio::test]
async fn figures_that_are_none_are_refused() {
    let mock = MockServer::start().await.unwrap();
    for fault in [
        r#"{"retry_after": 18446744073709551615, "as_date": true}"#,
        r#"{"delay_ms": 18446744073709551616}"#,
        r#"{"cut": true, "times": -1}"#,
        r#"{"cut": true, "times": 4294967296}"#,
        r#"{"cut": true, "skip": 1e99}"#,
        r#"{"truncate": 1.5}"#,
        r#"{"body": null}"#,
        r#"[{"cut": true}, {}]"#,
        "[[]]",
        "",
    ] {
        let sent = crate::wire::request("POST", "/_mock/faults", "application/json", fault);
        assert_eq!(raw(&mock, sent).await.status, 400, "{fault}");
    }
    assert_eq!(mock.faults(), []);
    let error = mock
        .try_fault(Fault::any().retry_after_date(Duration::MAX))
        .unwrap_err();
    let words =
        "retry_after: 18446744073709551615 seconds, as a date at most 3162240000 are allowed";
    assert_eq!(error.to_string(), words);
}

#[tokio::test]
async fn a_date_beyond_the_last_is_no_reason_to_fall_over() {
    let end = SystemTime::UNIX_EPOCH + Duration::from_secs(i64::MAX as u64);
    let mock = MockServer::builder().starts_at(end).start().await.unwrap();
    mock.fault(Fault::any().retry_after_date(Duration::from_secs(60)));
    assert_eq!(get(&mock, LIST).await.status, 429);
}

#[tokio::test]
async fn a_cut_in_the_middle_leaves_a_long_file_as_long_as_was_said() {
    let mock = MockServer::start().await.unwrap();
    for left in [0, 1, 65_536, 65_537, 300_000] {
        mock.fault(Fault::on("media").truncate(left));
        let answer = get(&mock, "/_mock/media/a.zip?bytes=1000000").await;
        assert!(
            answer.head.contains("content-length: 1000000"),
            "{}",
            answer.head
        );
        let sent = format!("GET /_mock/media/a.zip?bytes=1000000 HTTP/1.1\r\n{HEADERS}\r\n");
        mock.fault(Fault::on("media").truncate(left));
        assert_eq!(crate::wire::length(&mock, sent).await, left, "{left}");
    }
}

#[tokio::test]
async fn files_of_absurd_lengths_and_names_are_refused_or_given() {
    let mock = MockServer::start().await.unwrap();
    for (target, status) in [
        ("a.mp3?bytes=0", 200),
        ("a.mp3?bytes=%31", 200),
        ("a.mp3?bytes=1099511627776", 200),
        ("a.mp3?bytes=1099511627777", 400),
        ("a.mp3?bytes=99999999999999999999999999", 400),
        ("a.mp3?bytes=-1", 400),
        ("a.mp3?bytes=1e3", 400),
        ("a.mp3?bytes=", 400),
        ("a.mp3?version=%ff%00", 200),
        ("..mp3?bytes=1", 200),
        ("%00%ff.mp3?bytes=1", 200),
        (".mp3", 404),
        ("a.exe", 404),
        ("", 404),
    ] {
        let head = format!("HEAD /_mock/media/{target} HTTP/1.1\r\n{HEADERS}\r\n");
        let answer = raw(&mock, head).await;
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (status, ""),
            "{target}"
        );
    }
}

#[tokio::test]
async fn the_time_moves_forward_only_and_by_what_there_is() {
    let mock = MockServer::start().await.unwrap();
    for (body, status) in [
        (r#"{"seconds": -1}"#, 400),
        (r#"{"seconds": NaN}"#, 400),
        (r#"{"seconds": 1e999}"#, 400),
        (r#"{"seconds": 1e308}"#, 400),
        (r#"{"seconds": null}"#, 400),
        (r#"{"seconds": 1, "seconds": 2}"#, 400),
        ("{}", 400),
        ("", 400),
        (r#"{"seconds": 0}"#, 200),
        (r#"{"seconds": 1e-9}"#, 200),
        (r#"{"seconds": 1e19}"#, 200),
        (r#"{"seconds": 1e19}"#, 200),
    ] {
        let before = mock.now();
        let sent = crate::wire::request("POST", "/_mock/advance", "application/json", body);
        assert_eq!(raw(&mock, sent).await.status, status, "{body}");
        assert!(mock.now() >= before, "{body}");
    }
    assert_well(&mock, "a century").await;
}
