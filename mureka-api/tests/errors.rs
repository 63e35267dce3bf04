//! Every kind of error: what leads to it, and what it says.
#![allow(clippy::unwrap_used)]

use std::time::Duration;

use mureka_api::reqwest::Request;
use mureka_api::useapi::types::{CloneVoice, CreateSong, ListSongs};
use mureka_api::useapi::{Client, ClientBuilder};
use mureka_api::{Attempt, Bytes, Charged, Error, ErrorKind, Hook, Options, Retry, Ticket, Upload};
use mureka_mock::{Fault, MockServer};
use serde_json::{Value, json};

#[path = "support/mod.rs"]
mod support;
use support::{Server, answer};

const TOKEN: &str = "user:1-hunter2-token";
const WEBHOOK: &str = "http://127.0.0.1:9/hook?token=hunter2-webhook";

async fn mock() -> MockServer {
    let builder = MockServer::builder().limits(false);
    builder.start().await.unwrap()
}

fn builder(url: &str) -> ClientBuilder {
    let builder = Client::builder().token(TOKEN).base_url(url).seed(7);
    builder.options(Options::new().retry(Retry::off()))
}

fn client(mock: &MockServer) -> Client {
    builder(mock.base_url()).build().unwrap()
}

fn request() -> CreateSong {
    CreateSong::new().prompt("Santa").reply_url(WEBHOOK)
}

/// The error of a song, with what is to go wrong.
async fn song(faults: &[Fault]) -> Error {
    let mock = mock().await;
    for fault in faults {
        mock.fault(fault.clone());
    }
    let error = client(&mock).songs().create(request()).await.unwrap_err();
    shows_no_secret(&error);
    error
}

fn shows_no_secret(error: &Error) {
    let mut shown = format!("{error} {error:?} {:?}", error.ticket());
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        shown += &format!(" {cause} {cause:?}");
        source = cause.source();
    }
    assert!(!shown.contains("hunter2"), "{shown}");
    assert_eq!(error.to_string().lines().count(), 1, "{error}");
}

/// A status and a body; the kind, whether it was charged, the code, and the whole line.
type Row = (
    u16,
    Value,
    ErrorKind,
    Charged,
    Option<&'static str>,
    &'static str,
);

#[tokio::test(start_paused = true)]
async fn every_answer_has_its_kind_and_says_what_to_do() {
    use Charged::{No, Unknown};
    use ErrorKind::{
        AccountBroken, Api, Expired, Forbidden, Moderated, NoCredits, NotFound, NotReady,
        PlanTooLow, RateLimited, Server, SlotsFull, Unauthorized, Unexpected,
    };
    let error = |text: &str, code: Value| json!({"error": text, "code": code});
    #[rustfmt::skip] // a table
    let rows: [Row; 22] = [
        (400, error("prompt is needed", json!(400)), Api, No, Some("400"),
            "create_song: 400 prompt is needed; not charged"),
        (400, error("login expired", json!(597)), Expired, No, Some("597"),
            "create_song: 400 login expired (597); not charged"),
        (400, error("Sensitive words", json!(400)), Moderated, No, Some("400"),
            "create_song: 400 Sensitive words; not charged; change the words of the request"),
        (401, error("Unauthorized", json!(401)), Unauthorized, No, Some("401"),
            "create_song: 401 Unauthorized; not charged; check the token"),
        (402, json!({}), NoCredits, No, None,
            "create_song: 402 Payment Required; not charged; use another account, or buy credits"),
        (403, json!({"error": "no"}), Forbidden, No, None,
            "create_song: 403 no; not charged"),
        (403, json!({"error": "low vip level (6335)"}), PlanTooLow, No, None,
            "create_song: 403 low vip level (6335); not charged; the account needs a higher plan"),
        (404, json!({"error": "no account"}), NotFound, No, None,
            "create_song: 404 no account; not charged"),
        (409, json!({"error": "busy"}), NotReady, No, None,
            "create_song: 409 busy; not charged; call again later"),
        (410, json!({}), Expired, No, None,
            "create_song: 410 Gone; not charged"),
        (412, json!({"code_msg": "balance is not enough"}), NoCredits, No, None,
            "create_song: 412 balance is not enough; not charged; use another account, or buy credits"),
        (429, json!({"code": 9008, "msg": "Too frequently"}), RateLimited, No, Some("9008"),
            "create_song: 429 Too frequently (9008); not charged; leave 3 s between calls"),
        (429, json!({"error": "exceed limit. (6323)"}), SlotsFull, No, None,
            "create_song: 429 exceed limit. (6323); not charged; \
             wait until a running job of the account has ended"),
        (596, error("broken", json!("REFRESH_FAILED")), AccountBroken, No, Some("REFRESH_FAILED"),
            "create_song: 596 broken (REFRESH_FAILED); not charged; configure the account anew"),
        (596, error("soon", json!("REFRESH_IN_PROGRESS")), AccountBroken, No, Some("REFRESH_IN_PROGRESS"),
            "create_song: 596 soon (REFRESH_IN_PROGRESS); not charged; \
             the account recovers by itself, call again shortly"),
        (418, json!({"error": "teapot"}), Api, No, None,
            "create_song: 418 teapot; not charged"),
        (408, json!({"error": "slow"}), Api, Unknown, None,
            "create_song: 408 slow; no running job has its replyRef; perhaps charged"),
        (499, json!({"error": "left"}), Api, Unknown, None,
            "create_song: 499 left; no running job has its replyRef; perhaps charged"),
        (500, json!({"error": "boom"}), Server, Unknown, None,
            "create_song: 500 boom; no running job has its replyRef; perhaps charged; \
             look for the result before you call again"),
        (524, json!({}), Server, Unknown, None,
            "create_song: 524 no reason given; no running job has its replyRef; perhaps charged; \
             look for the result before you call again"),
        (302, json!({}), Unexpected, Unknown, None,
            "create_song: 302 Found; no running job has its replyRef; perhaps charged"),
        (600, json!({}), Unexpected, Unknown, None,
            "create_song: 600 no reason given; no running job has its replyRef; perhaps charged"),
    ];
    for (status, body, kind, charged, code, line) in rows {
        let error = song(&[Fault::on("create_song").status(status).body(body)]).await;
        assert_eq!(error.to_string(), line);
        assert_eq!(
            (error.kind(), error.charged(), error.code()),
            (kind, charged, code),
            "{line}"
        );
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!((error.attempts(), error.retry_after()), (1, None));
        assert_eq!(
            (error.field(), error.path(), error.ticket()),
            (None, None, None)
        );
        assert!(!error.never_sent());
        assert_eq!(error.operation().unwrap().id, "create_song");
    }
}

#[tokio::test(start_paused = true)]
async fn how_long_to_wait_is_told_in_both_forms() {
    let seven = Duration::from_secs(7);
    let fault = Fault::on("create_song").status(429);
    let error = song(&[fault.clone().retry_after(seven)]).await;
    assert_eq!(error.retry_after(), Some(seven));
    assert!(
        error.to_string().ends_with("; leave 7 s between calls"),
        "{error}"
    );
    let error = song(&[fault.retry_after_date(seven)]).await;
    let seconds = error.retry_after().unwrap().as_secs();
    assert!((6..=8).contains(&seconds), "{seconds}");
}

#[tokio::test(start_paused = true)]
async fn what_gets_lost_on_the_way_has_its_kind() {
    let unknown = "; no running job has its replyRef; perhaps charged; \
                   look for the result before you call again";
    let error = song(&[Fault::on("create_song").cut()]).await;
    assert_eq!(
        (error.kind(), error.charged()),
        (ErrorKind::Connection, Charged::Unknown)
    );
    assert!(
        error
            .to_string()
            .starts_with("create_song: the connection failed: "),
        "{error}"
    );
    assert!(error.to_string().ends_with(unknown), "{error}");

    let late = Fault::on("create_song").delay(Duration::from_secs(3600));
    let error = song(&[late]).await;
    assert_eq!(
        (error.kind(), error.charged()),
        (ErrorKind::Timeout, Charged::Unknown)
    );
    assert_eq!(
        error.to_string(),
        format!("create_song: no complete answer in time{unknown}")
    );

    let error = builder("http://127.0.0.1:9").build().unwrap();
    let error = error.songs().create(request()).await.unwrap_err();
    shows_no_secret(&error);
    assert!(error.never_sent());
    assert_eq!(
        (error.kind(), error.charged()),
        (ErrorKind::Connection, Charged::No)
    );
    assert!(error.to_string().ends_with("; not charged"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn what_makes_no_sense_has_its_kind() {
    let no_list = Fault::on("list_jobs").status(503).always();
    let html = Fault::on("create_song").after().status(201).html();
    let error = song(&[html, no_list]).await;
    assert_eq!(
        (error.kind(), error.charged()),
        (ErrorKind::Decode, Charged::Yes)
    );
    assert_eq!(error.path(), Some(""));
    assert_eq!(
        error.to_string(),
        "create_song: 201 body: expected value; \
         the running jobs could not be looked through; charged"
    );

    let mock = mock().await;
    let body = json!({"list": [{"feed_id": 1}, {"feed_id": {}}]});
    mock.fault(Fault::on("list_songs").status(200).body(body));
    let error = client(&mock)
        .songs()
        .list(ListSongs::new())
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.path()),
        (ErrorKind::Decode, Some("list[1].feed_id"))
    );

    let length = 33 << 20;
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n");
    let server = Server::answering(head.into_bytes()).await;
    let large = builder(&server.url).build().unwrap();
    let error = large.songs().list(ListSongs::new()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert_eq!(
        error.to_string(),
        "list_songs: 200 an answer of more than 33554432 bytes"
    );
}

#[tokio::test(start_paused = true)]
async fn what_is_wrong_before_it_is_sent_has_its_kind() {
    let mock = mock().await;
    let client = client(&mock);
    let invalid = client.songs().get("..").await.unwrap_err();
    assert_eq!(invalid.kind(), ErrorKind::InvalidRequest);
    assert_eq!(invalid.field(), Some("song_id"));
    assert_eq!(
        invalid.to_string(),
        "song_id: `..` would change the URL; an id is needed"
    );

    let config = Client::builder().token("hunter2 ").build().unwrap_err();
    assert_eq!(
        (config.kind(), config.field()),
        (ErrorKind::Config, Some("token"))
    );

    let deadline = client.with(Options::new().deadline(Duration::ZERO));
    let deadline = deadline.songs().create(request()).await.unwrap_err();
    assert_eq!(deadline.kind(), ErrorKind::Deadline);

    let cancelled = builder(mock.base_url()).hook(No).build().unwrap();
    let cancelled = cancelled.songs().create(request()).await.unwrap_err();
    assert_eq!(cancelled.kind(), ErrorKind::Cancelled);

    for error in [invalid, config, deadline, cancelled] {
        shows_no_secret(&error);
        assert!(error.never_sent(), "{error}");
        assert_eq!(
            (error.charged(), error.attempts()),
            (Charged::No, 0),
            "{error}"
        );
        assert_eq!((error.status(), error.body()), (None, None), "{error}");
    }
    assert!(mock.requests().is_empty());
}

struct No;

impl Hook for No {
    fn before(&self, _: &Attempt<'_>, _: &mut Request) -> Result<(), Error> {
        Err(Error::cancelled("not today"))
    }
}

#[tokio::test(start_paused = true)]
async fn a_file_that_fails_has_its_kind() {
    let mock = mock().await;
    let piece = Ok::<_, std::io::Error>(Bytes::from_static(b"abc"));
    let short = Upload::stream(futures_util::stream::iter([piece]), 10);
    let params = CloneVoice::new("Ann", "A voice", "en");
    let voices = client(&mock);
    let error = voices
        .voices()
        .clone_voice(params, short)
        .await
        .unwrap_err();
    shows_no_secret(&error);
    assert_eq!(error.kind(), ErrorKind::Upload);
    assert_eq!(mock.ledger().total, 0);
}

#[tokio::test(start_paused = true)]
async fn a_job_that_ends_badly_or_late_leads_back() {
    let failed = |reason: &str| Fault::on("create_song").job_ends("failed", reason);
    for (fault, kind, charged, end) in [
        (
            failed("no luck"),
            ErrorKind::JobFailed,
            Charged::Unknown,
            "is `failed`: no luck; perhaps charged; the ticket of this error leads to the job",
        ),
        (
            failed("sensitive"),
            ErrorKind::Moderated,
            Charged::Unknown,
            "is `failed`: sensitive; perhaps charged; change the words of the request",
        ),
        (
            Fault::on("create_song").job_stuck(),
            ErrorKind::Deadline,
            Charged::Yes,
            "is `created` after 600 s; charged; \
             the job goes on, resume it with the ticket of this error",
        ),
        (
            Fault::on("get_job").status(401).always(),
            ErrorKind::Unauthorized,
            Charged::Yes,
            "; check the token",
        ),
    ] {
        let error = song(&[fault]).await;
        assert_eq!((error.kind(), error.charged()), (kind, charged), "{error}");
        let line = error.to_string();
        assert!(
            line.ends_with(end) || line.contains(end.split(';').next().unwrap()),
            "{line}"
        );
        assert_eq!(error.account(), Some("12345678901234"));
        assert!(error.jobid().unwrap().ends_with("-bot:mureka"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_inside_of_a_success_has_its_kind() {
    let mock = mock().await;
    mock.fault(Fault::on("generate_song").code(7));
    let client = mureka_api::cloudsway::Client::builder()
        .api_key(TOKEN)
        .endpoint("e")
        .base_url(mock.base_url())
        .build()
        .unwrap();
    let request = mureka_api::cloudsway::types::GenerateSong::new("La");
    let error = client.songs().generate(request).await.unwrap_err();
    shows_no_secret(&error);
    assert_eq!(
        (error.kind(), error.charged()),
        (ErrorKind::Api, Charged::No)
    );
    assert_eq!(
        (error.code(), error.status().unwrap().as_u16()),
        (Some("7"), 200)
    );
}

/// What a service repeats of a request is not shown.
#[tokio::test(start_paused = true)]
async fn what_an_answer_repeats_of_a_secret_is_not_shown() {
    let text = format!("no webhook at {WEBHOOK} for {TOKEN}");
    for status in [400, 401, 429, 500, 596] {
        let body = json!({"error": text, "code": TOKEN});
        let error = song(&[Fault::on("create_song").status(status).body(body)]).await;
        assert!(error.to_string().contains("[redacted]"), "{error}");
    }
    let cookies = answer(500, "set-cookie: session=hunter2\r\n", "hunter2");
    let server = Server::answering(cookies).await;
    let hidden = builder(&server.url).build().unwrap();
    shows_no_secret(&hidden.songs().list(ListSongs::new()).await.unwrap_err());

    // A failed job is read by another call, which does not know what was sent.
    let failed = Fault::on("create_song").job_ends("failed", text);
    let error = song(&[failed]).await;
    assert_eq!(error.kind(), ErrorKind::JobFailed);
}

#[tokio::test(start_paused = true)]
async fn a_ticket_holds_no_secret() {
    let mock = mock().await;
    let job = client(&mock).songs().submit(request()).await.unwrap();
    let ticket: &Ticket = job.ticket();
    let shown = format!(
        "{job:?} {ticket:?} {}",
        serde_json::to_string(ticket).unwrap()
    );
    assert!(!shown.contains("hunter2"), "{shown}");
}
