//! No token, cookie, session value or webhook address in anything that is shown.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::error::Error as _;

use mureka_api::useapi::types::{
    Account, ConfigureAccount, CreateSong, GivenSessionCookie, Job, SetAccountToken,
};
use mureka_api::{Error, Options, Retry, Upload, cloudsway, reqwest, useapi};

mod support;
use support::{Server, answer, json};

const TOKEN: &str = "user:1-hunter2-hunter2-hunter2";
const COOKIE: &str = "g.a000hunter2hunter2hunter2hunter2";
const HOOK: &str = "https://me.example/hook?token=hunter2hunter2";

/// Made once for each test: reading the machine's certificates takes its time.
fn http() -> reqwest::Client {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

async fn client(http: &reqwest::Client, answer: Vec<u8>) -> useapi::Client {
    let server = Server::answering(answer).await;
    useapi::Client::builder()
        .token(TOKEN)
        .base_url(server.url)
        .http(http.clone())
        // What is sent again is the matter of other tests.
        .options(Options::new().retry(Retry::off()))
        .build()
        .unwrap()
}

/// Everything of an error that ends up in logs.
fn shown(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?} {:?}", error.path());
    let mut source = error.source();
    while let Some(error) = source {
        text += &format!(" {error} {error:?} {error:#?}");
        source = error.source();
    }
    text
}

fn assert_hidden(text: &str) {
    assert!(!text.contains("hunter2"), "{text}");
}

#[tokio::test]
async fn an_echo_of_the_token_is_redacted_wherever_it_stands() {
    let http = http();
    let bearer = format!("Bearer {TOKEN}");
    let escaped = TOKEN.replace(':', "%3A").replace('-', "%2D");
    for echo in [TOKEN, &bearer, &escaped] {
        for body in [
            format!(r#"{{"error": "no user {echo}"}}"#),
            format!(r#"{{"error": {{"message": "{echo}: no"}}}}"#),
            format!(r#"{{"code": "{echo}"}}"#),
            format!(r#"{{"msg": "x", "code": "{echo}"}}"#),
            format!(r#"{{"{echo}": "{echo}"}}"#),
            echo.to_owned(),
        ] {
            for status in [200, 201, 302, 401, 429, 500, 999] {
                let client = client(&http, json(status, &body)).await;
                if let Err(error) = client.jobs().get("j1").await {
                    assert_hidden(&shown(&error));
                }
            }
        }
        let headers =
            format!("content-type: {echo}\r\nlocation: /{echo}\r\nset-cookie: a={echo}\r\n");
        let client = client(&http, answer(502, &headers, "<html>")).await;
        assert_hidden(&shown(&client.jobs().get("j1").await.unwrap_err()));
    }
}

/// Shortened first, the beginning of the token would be left.
#[tokio::test]
async fn a_token_at_the_end_of_a_long_message_is_redacted_before_it_is_cut() {
    let http = http();
    for length in 150..200 {
        let filler = "x ".repeat(length / 2);
        let body = format!(r#"{{"error": "{filler}{TOKEN}"}}"#);
        let client = client(&http, json(401, &body)).await;
        let error = client.jobs().get("j1").await.unwrap_err();
        let message = error.to_string();
        assert!(!message.contains("user:"), "{message}");
    }
}

#[tokio::test]
async fn a_field_named_like_the_token_is_redacted_from_the_place() {
    let http = http();
    let body = format!(r#"{{"{TOKEN}": NaN}}"#);
    let client = client(&http, json(200, &body)).await;
    let error = client.jobs().get("j1").await.unwrap_err();
    assert_eq!(error.path(), Some("[redacted]"));
    assert_hidden(&shown(&error));
}

#[tokio::test]
async fn an_echo_of_what_a_request_holds_is_redacted() {
    let http = http();
    let cookie = format!("__Secure-3PSID\t{COOKIE}\t.google.com\t/");
    for echo in [&cookie, COOKIE] {
        let body = serde_json::json!({ "error": format!("bad cookie {echo}") });
        let request = || ConfigureAccount::new(cookie.as_str());
        let client = client(&http, json(400, &body.to_string())).await;
        let error = client.accounts().configure(request()).await.unwrap_err();
        assert_hidden(&shown(&error));
        assert!(error.message().starts_with("bad cookie [redacted]"));
        assert_hidden(&format!("{:?}", request()));
    }

    let body = format!(r#"{{"error": "bad value {COOKIE}"}}"#);
    let request = ConfigureAccount::new(GivenSessionCookie::new(COOKIE, "2027-01-01"));
    assert_hidden(&format!("{request:?}"));
    let error = client(&http, json(400, &body))
        .await
        .accounts()
        .configure(request)
        .await;
    assert_hidden(&shown(&error.unwrap_err()));

    let body = format!(r#"{{"error": "cannot reach {HOOK}"}}"#);
    let request = CreateSong::new().prompt("x").reply_url(HOOK);
    assert_hidden(&format!("{request:?}"));
    let error = client(&http, json(400, &body))
        .await
        .songs()
        .create(request)
        .await;
    let error = error.unwrap_err();
    assert_eq!(error.message(), "cannot reach [redacted]");
    assert_hidden(&shown(&error));

    let request = SetAccountToken::new("1", COOKIE);
    assert_hidden(&format!("{request:?}"));
}

#[tokio::test]
async fn an_answer_is_shown_without_its_secrets() {
    let http = http();
    let account = serde_json::json!({
        "token": COOKIE, "sessionCookie": { "value": COOKIE, "new": COOKIE }, "new": HOOK
    });
    let answer = client(&http, json(200, &account.to_string())).await;
    let answer = answer.raw().get_account("1").await.unwrap();
    assert_hidden(&format!(
        "{answer:?} {:?}",
        answer.clone().map(|account| vec![account])
    ));

    let job = serde_json::json!({
        "jobType": "music", "request": { "replyUrl": HOOK, "new": HOOK }, "new": HOOK
    });
    let answer = client(&http, json(200, &job.to_string())).await;
    assert_hidden(&format!("{:?}", answer.raw().get_job("1").await.unwrap()));

    for secret in ["4711", "-4711", "47.11", "[4711]", "{\"x\": 4711}"] {
        let body = format!(r#"{{"token": {secret}}}"#);
        let error = client(&http, json(200, &body))
            .await
            .accounts()
            .get("1")
            .await;
        let shown = shown(&error.unwrap_err());
        assert!(
            !shown.contains("4711") && !shown.contains("47.11"),
            "{shown}"
        );
    }
}

/// What the docs do not know is written as free-form JSON: an unknown kind of job keeps the
/// webhook's address in its request.
#[test]
fn a_job_of_an_unknown_kind_is_shown_without_its_request() {
    let job = serde_json::json!({ "jobType": "new", "request": { "replyUrl": HOOK } });
    let job: Job = serde_json::from_value(job).unwrap();
    assert_hidden(&format!("{job:?}"));
}

#[test]
fn a_builder_shows_nothing_that_was_not_checked() {
    for url in [
        "https://a:hunter2@example.org",
        "https://example.org/?token=hunter2",
        "hunter2",
    ] {
        let builder = useapi::Client::builder().token(TOKEN).base_url(url);
        assert_hidden(&format!("{builder:?} {builder:#?}"));
        assert_hidden(&shown(&builder.build().unwrap_err()));
        let builder = cloudsway::Client::builder()
            .api_key(TOKEN)
            .endpoint("hunter2/hunter2")
            .base_url(url);
        assert_hidden(&format!("{builder:?} {builder:#?}"));
        assert_hidden(&shown(&builder.build().unwrap_err()));
    }
    let upload = Upload::bytes("hunter2").named("hunter2");
    assert_hidden(&format!("{upload:?}"));
}

#[tokio::test]
async fn an_error_without_an_answer_shows_no_address() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/hunter2", listener.local_addr().unwrap());
    drop(listener);
    let client = useapi::Client::builder().token(TOKEN).base_url(url);
    let client = client.build().unwrap();
    let error = client.jobs().get("j1").await.unwrap_err();
    assert!(error.never_sent());
    assert_hidden(&shown(&error));
}

#[test]
fn an_account_without_its_secrets_is_still_told_apart() {
    let account: Account = serde_json::from_str(r#"{"token": "x", "email": "a@b.c"}"#).unwrap();
    assert!(format!("{account:?}").contains("token: Some([redacted])"));
}
