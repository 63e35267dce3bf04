//! What a webhook may hold.

use mureka_api::useapi::types::{Job, JobStatus};
use mureka_api::webhooks::{Event, status};
use mureka_api::{ErrorKind, StatusCode};
use proptest::prelude::*;

use crate::{SECRET, inbox};

#[test]
fn kinds_states_and_fields_may_be_new() {
    let song = Event::parse(
        br#"{"jobid": "j1", "verb": "music/remix", "jobType": "music", "status": "queued",
            "request": {"replyRef": "r1", "style": ["calm"]}, "eta": 12}"#,
    )
    .unwrap();
    assert_eq!(song.status().map(JobStatus::as_str), Some("queued"));
    assert_eq!((song.is_final(), song.reply_ref()), (false, Some("r1")));
    assert!(matches!(song.job(), Job::Music(job) if job.extra["eta"] == 12));

    let video = Event::parse(
        br#"{"jobid": "j2", "jobType": "video", "status": "failed",
            "request": {"replyRef": "r2"}, "response": {"url": "https://x/y.mp4"}}"#,
    )
    .unwrap();
    assert_eq!((video.is_final(), video.reply_ref()), (true, Some("r2")));
    assert!(matches!(video.into_job(), Job::Other(_)));
}

#[test]
fn only_completed_and_failed_are_an_end() {
    for (status, end) in [
        (r#""completed""#, true),
        (r#""failed""#, true),
        (r#""created""#, false),
        (r#""Completed""#, false),
        (r#""cancelled""#, false),
        (r#""""#, false),
        ("null", false),
    ] {
        let body = format!(r#"{{"jobid": "j1", "status": {status}}}"#);
        let event = Event::parse(body.as_bytes()).unwrap();
        assert_eq!(event.is_final(), end, "{status}");
    }
    let event = Event::parse(br#"{"jobid": "j1"}"#).unwrap();
    assert_eq!((event.status(), event.is_final()), (None, false));
}

#[test]
fn a_reference_that_is_missing_or_no_text_is_none() {
    for body in [
        r#"{"jobid": "j1"}"#,
        r#"{"jobid": "j1", "request": null}"#,
        r#"{"jobid": "j1", "request": {"replyRef": 7}}"#,
        r#"{"jobid": "j1", "jobType": "music", "request": {"replyRef": null}}"#,
        r#"{"jobid": "j1", "jobType": "tts", "request": {}}"#,
    ] {
        let event = Event::parse(body.as_bytes()).unwrap();
        assert_eq!(event.reply_ref(), None, "{body}");
    }
}

#[test]
fn the_body_is_kept_as_it_came() {
    let body = b"\xef\xbb\xbf { \"jobid\": \"j1\",\r\n \"status\": \"created\" } ";
    let event = Event::parse(body).unwrap();
    assert_eq!(event.jobid(), "j1");
    assert_eq!(event.body().as_ref(), body);
    assert_eq!(
        event.clone().into_job(),
        *event.job(),
        "copied, since another clone is left"
    );
}

#[test]
fn an_error_names_the_place() {
    let long = "x".repeat(257);
    for (body, path, message) in [
        ("", "", "webhook: body: EOF while parsing a value"),
        ("<html>", "", "webhook: body: expected value"),
        (
            "[]",
            "",
            "webhook: body: invalid type: sequence, expected an object",
        ),
        ("{}", "jobid", "webhook: jobid: missing"),
        (r#"{"jobid": null}"#, "jobid", "webhook: jobid: missing"),
        (r#"{"jobid": ""}"#, "jobid", "webhook: jobid: is empty"),
        (
            r#"{"jobid": ".."}"#,
            "jobid",
            "webhook: jobid: `..` would change the URL",
        ),
        (
            r#"{"jobid": "../accounts/1"}"#,
            "jobid",
            "webhook: jobid: `../accounts/1` has a `/` or `\\` in it",
        ),
        (
            r#"{"jobid": "j1\u0000"}"#,
            "jobid",
            "webhook: jobid: `j1 ` has a control character in it",
        ),
        (
            &format!(r#"{{"jobid": "{long}"}}"#),
            "jobid",
            "webhook: jobid: 257 characters, at most 256 are allowed",
        ),
        (
            &format!(r#"{{"jobid": "j1", "status": "{}"}}"#, &long[..65]),
            "status",
            "webhook: status: 65 characters, at most 64 are allowed",
        ),
        (
            r#"{"jobid": "j1", "jobType": "music", "response": {"songs": [{}, {"title": ["hunter2"]}]}}"#,
            "response.songs[1].title",
            "webhook: response.songs[1].title: invalid type: sequence, expected a string",
        ),
        (
            r#"{"jobid": "j1", "jobType": "music", "request": "hunter2"}"#,
            "request",
            "webhook: request: invalid type: string, expected an object",
        ),
    ] {
        let error = Event::parse(body.as_bytes()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
        assert_eq!(
            (error.path(), error.to_string().as_str()),
            (Some(path), message)
        );
    }
}

#[test]
fn a_body_is_read_up_to_its_bound() {
    let mut body = br#"{"jobid": "j1"}"#.to_vec();
    body.resize(Event::MAX_BODY, b' ');
    assert!(Event::parse(&body).is_ok());
    body.push(b' ');
    let error = Event::parse(&body).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert_eq!(
        error.to_string(),
        "webhook: 33554433 bytes, at most 33554432 are read"
    );
}

#[test]
fn the_answer_follows_from_what_came() {
    let inbox = inbox();
    let large = vec![b' '; Event::MAX_BODY + 1];
    let good = br#"{"jobid": "j1", "status": "completed"}"#;
    let late = br#"{"jobid": "j1", "status": "created"}"#;
    for (query, body, answer) in [
        ("token=0123456789abcdef", &good[..], 200),
        ("token=0123456789abcdef", good, 200),
        ("token=0123456789abcdef", late, 200),
        ("token=0123456789abcdef", b"{", 400),
        ("token=0123456789abcdef", &large, 413),
        ("token=guessed", good, 401),
        // Without the secret, nobody learns what can be read.
        ("", b"{", 401),
        ("", &large, 401),
    ] {
        let received = inbox.receive(query, body);
        let expected = StatusCode::from_u16(answer).unwrap();
        assert_eq!(status(&received), expected, "{query} {}", body.len());
    }
}

proptest! {
    #[test]
    fn whatever_is_posted_nothing_panics(body: Vec<u8>, text in "[{}\\[\\]\",:a-z0-9\\\\]{0,60}") {
        let inbox = inbox();
        let _ = inbox.receive(SECRET, &body);
        let _ = inbox.receive(SECRET, text.as_bytes());
    }

    #[test]
    fn an_id_comes_out_as_it_went_in(jobid in "[a-zA-Z0-9:_-]{1,256}", status: Option<String>) {
        let status = status.filter(|status| status.chars().count() <= 64);
        let body = serde_json::json!({"jobid": jobid, "status": status});
        let event = Event::parse(&serde_json::to_vec(&body).unwrap()).unwrap();
        prop_assert_eq!(event.jobid(), jobid);
        prop_assert_eq!(event.status().map(JobStatus::as_str), status.as_deref());
    }
}
