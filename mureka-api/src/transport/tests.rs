//! Calls as generated code makes them, against a server on localhost.

use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::multipart::Form;

use super::attempt::ANSWER_LIMIT;
use crate::model::Extra;
use crate::operation::{Body, Cost, Location, Operation, Parameter, Repeat, StatusClass};
use crate::runtime::{QueryParam, Transport, path_segment};
use crate::{Error, ErrorKind, Options, Response, Retry, Upload, useapi};

#[path = "../../tests/support/mod.rs"]
mod support;
use support::{Behaviour, Server, answer, json};

const GET_SONG: Operation = Operation {
    id: "get_song",
    resource: "songs",
    method: "GET",
    path: "/v1/mureka/music/{song_id}",
    rust_method: "get",
    summary: "One song.",
    docs: "https://useapi.net/docs",
    page_date: Some("2026-04-04"),
    deprecated: false,
    cost: Cost::Free,
    repeat: Repeat::Safe,
    spacing: None,
    slots: None,
    retention: None,
    job: None,
    states: None,
    cursor: None,
    upload: None,
    accepted: None,
    success: &[
        StatusClass::Code(200),
        StatusClass::Code(201),
        StatusClass::Code(204),
    ],
    errors: &[StatusClass::Code(400), StatusClass::Code(404)],
    body: Body::None,
    parameters: &[Parameter {
        name: "song_id",
        location: Location::Path,
        required: true,
    }],
    fields: &[],
    secrets: &[],
};

const UPLOAD_TRACK: Operation = Operation {
    id: "upload_track",
    method: "POST",
    body: Body::Binary("audio/mpeg"),
    ..GET_SONG
};

#[derive(Clone, Debug, Default, PartialEq)]
struct Song {
    title: Option<String>,
    genres: Option<Vec<String>>,
    extra: Extra,
}
crate::model::open_struct!(Song {
    title: "title",
    genres: "genres"
});

#[derive(Clone, Debug, Default, PartialEq)]
struct ApiError {
    error: Option<String>,
    extra: Extra,
}
crate::model::open_struct!(ApiError { error: "error" });

#[derive(Debug, PartialEq)]
enum GetSong {
    Done(Song),
    Created(Song),
    Nothing,
}

async fn get_song(
    transport: &Transport,
    song_id: &str,
    account: Option<&str>,
) -> Result<Response<GetSong>, Error> {
    let song_id = path_segment("song_id", song_id)?;
    let request = transport
        .http()
        .get(transport.url(format_args!("/v1/mureka/music/{song_id}")))
        .header(ACCEPT, "application/json")
        .query(&QueryParam::new("account", &account))
        .build()?;
    let response = transport.send(request, &GET_SONG).await?;
    match response.status().as_u16() {
        200u16 => response.json_as(GetSong::Done),
        201u16 => response.json_as(GetSong::Created),
        204u16 => response
            .empty()
            .map(|response| response.map(|()| GetSong::Nothing)),
        400u16 => Err(response.error::<ApiError>()),
        404u16 => Err(response.error_without_body()),
        _ => Err(response.unexpected()),
    }
}

async fn upload_track(transport: &Transport, body: impl Into<Upload>) -> Result<(), Error> {
    let request = transport
        .http()
        .post(transport.base_url())
        .header(CONTENT_TYPE, "audio/mpeg")
        .body(body.into())
        .build()?;
    transport.send(request, &UPLOAD_TRACK).await?.empty()?;
    Ok(())
}

fn transport(server: &Server) -> Transport {
    with_timeout(server, Duration::from_secs(60))
}

fn with_timeout(server: &Server, timeout: Duration) -> Transport {
    let builder = useapi::Client::builder()
        .token("token-1")
        .base_url(&server.url);
    builder
        .timeout(timeout)
        // What is sent again is the matter of other tests.
        .options(Options::new().retry(Retry::off()))
        .build()
        .unwrap()
        .transport()
        .clone()
}

#[test]
fn a_path_leads_below_the_base_url() {
    let escaped = path_segment("id", "a b?c#d%ü").unwrap();
    for base in [
        "http://127.0.0.1:8080",
        "https://api.example/",
        "https://proxy.example/mureka//",
        "https://[::1]:1/a%20b/ü",
    ] {
        let client = useapi::Client::builder().token("token-1").base_url(base);
        let client = client.build().unwrap();
        let transport = client.transport();
        for (url, path) in [
            (
                transport.url(format_args!("/v1/mureka/music/")),
                "/v1/mureka/music/".to_owned(),
            ),
            (
                transport.url(format_args!("/v1/mureka/jobs/{escaped}/songs")),
                format!("/v1/mureka/jobs/{escaped}/songs"),
            ),
        ] {
            let whole = format!("{}{path}", client.base_url());
            assert_eq!(url, reqwest::Url::parse(&whole).unwrap());
        }
    }
}

async fn get_from(answer: Vec<u8>) -> Result<Response<GetSong>, Error> {
    get_song(&transport(&Server::answering(answer).await), "1", None).await
}

async fn error_from(answer: Vec<u8>) -> Error {
    get_from(answer).await.unwrap_err()
}

#[tokio::test]
async fn a_request_carries_address_credentials_and_parameters() {
    let server = Server::answering(json(200, "{}")).await;
    get_song(&transport(&server), "a b:c", Some("x y"))
        .await
        .unwrap();
    let received = server.only().await;
    assert_eq!(
        received.line(),
        "GET /v1/mureka/music/a%20b:c?account=x+y HTTP/1.1"
    );
    assert_eq!(received.header("authorization"), Some("Bearer token-1"));
    assert_eq!(received.header("accept"), Some("application/json"));
    let agent = concat!("mureka-api/", env!("CARGO_PKG_VERSION"));
    assert_eq!(received.header("user-agent"), Some(agent));
    assert_eq!(received.header("content-type"), None);
}

#[tokio::test]
async fn the_status_chooses_the_type_and_everything_is_kept() {
    let text = r#"{"title": "Santa", "new": 1}"#;
    let done = get_from(json(200, text)).await.unwrap();
    assert_eq!(done.status(), 200);
    assert_eq!(done.headers()["content-type"], "application/json");
    assert_eq!(done.body(), text);
    assert_eq!(done.operation().id, "get_song");
    assert!(matches!(&*done, GetSong::Done(song) if song.title.as_deref() == Some("Santa")));
    assert!(!format!("{done:?}").contains("hunter2"));

    let created = get_from(json(201, text)).await.unwrap();
    assert!(matches!(created.into_inner(), GetSong::Created(_)));

    let error = error_from(answer(200, "", "")).await;
    assert_eq!(error.kind(), ErrorKind::Decode);
    let nothing = get_from(b"HTTP/1.1 204 No Content\r\n\r\n".to_vec())
        .await
        .unwrap();
    assert_eq!(*nothing, GetSong::Nothing);
}

#[tokio::test]
async fn a_documented_failure_keeps_its_typed_body() {
    let error = error_from(json(400, r#"{"error": "prompt is\nneeded", "code": 400}"#)).await;
    assert_eq!(error.to_string(), "get_song: 400 prompt is needed");
    assert_eq!(error.kind(), ErrorKind::Api);
    assert!(error.documented());
    let typed: ApiError = error.decode().unwrap();
    assert_eq!(typed.error.as_deref(), Some("prompt is\nneeded"));
    assert_eq!(error.headers().unwrap()["content-type"], "application/json");

    let error = error_from(answer(404, "", "")).await;
    assert_eq!(error.to_string(), "get_song: 404 Not Found (empty body)");
    assert!(error.documented());
}

#[tokio::test]
async fn a_failure_that_is_no_json_or_not_documented_is_told_as_such() {
    let error = error_from(answer(400, "content-type: text/html\r\n", "<html>")).await;
    assert_eq!(
        error.to_string(),
        "get_song: 400 Bad Request (text/html, 6 bytes)"
    );
    assert!(!error.documented());
    let error = error_from(json(502, r#"{"error": "upstream"}"#)).await;
    assert_eq!(
        (error.kind(), error.documented()),
        (ErrorKind::Server, false)
    );
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let error = error_from(answer(302, "location: /elsewhere\r\n", "")).await;
    assert_eq!(error.kind(), ErrorKind::Unexpected);
    assert_eq!(error.status().unwrap(), 302);
    assert_eq!(error.headers().unwrap()["location"], "/elsewhere");
}

#[tokio::test]
async fn a_body_of_another_form_names_the_place_and_keeps_the_body() {
    let text = r#"{"genres": ["pop", {"token": "hunter2"}]}"#;
    let error = error_from(json(200, text)).await;
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.path(), Some("genres[1]"));
    assert_eq!(error.body().unwrap(), text);
    assert_eq!(
        error.to_string(),
        "get_song: 200 genres[1]: invalid type: map, expected a string"
    );
    let error = error_from(answer(200, "", "<html>")).await;
    assert_eq!(error.to_string(), "get_song: 200 body: expected value");
}

#[tokio::test]
async fn nothing_that_is_shown_holds_a_secret() {
    let error = error_from(json(
        401,
        r#"{"error": "no user token-1", "cookie": "hunter2"}"#,
    ))
    .await;
    assert_eq!(
        error.to_string(),
        "get_song: 401 no user [redacted]; check the token"
    );
    let shown = format!("{error:?}");
    assert!(
        !shown.contains("hunter2") && !shown.contains("token-1"),
        "{shown}"
    );
    assert!(shown.contains("body_length: Some(49)"), "{shown}");

    let server = Server::answering(json(200, "{}")).await;
    let shown = format!("{:?}", transport(&server));
    assert!(!shown.contains("token-1"), "{shown}");
}

#[tokio::test]
async fn an_answer_cut_in_the_middle_keeps_what_came() {
    let cut = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"title\"".to_vec();
    let error = error_from(cut).await;
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.body().unwrap(), "{\"title\"");
    assert!(!error.never_sent());
}

#[tokio::test]
async fn an_answer_without_end_is_not_read() {
    let announced = format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n",
        ANSWER_LIMIT + 1
    );
    let error = error_from(announced.into_bytes()).await;
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert_eq!(error.status().unwrap(), 200);

    let mut silent = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n".to_vec();
    silent.resize(ANSWER_LIMIT + 1024, b' ');
    let error = error_from(silent).await;
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert!(error.body().unwrap().len() <= ANSWER_LIMIT);
}

#[tokio::test]
async fn an_answer_in_pieces_is_put_together() {
    let chunked = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n\
        5\r\n{\"tit\r\n6\r\nle\": \"\r\n3\r\nx\"}\r\n0\r\n\r\n";
    let done = get_from(chunked.to_vec()).await.unwrap();
    assert_eq!(done.body(), r#"{"title": "x"}"#);
}

#[tokio::test]
async fn no_answer_in_time_is_a_timeout() {
    let server = Server::start(vec![Behaviour::Mute]).await;
    let transport = with_timeout(&server, Duration::from_millis(100));
    let error = get_song(&transport, "1", None).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.to_string(), "get_song: no complete answer in time");
    assert!(!error.never_sent());
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn without_a_connection_nothing_was_sent() {
    let server = Server::start(vec![]).await;
    let transport = transport(&server);
    server.received().await;
    let error = get_song(&transport, "1", None).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert!(error.never_sent());
    let message = error.to_string();
    assert!(
        message.starts_with("get_song: no connection: "),
        "{message}"
    );
}

#[tokio::test]
async fn bytes_are_uploaded_with_their_length() {
    let server = Server::answering(json(200, "{}")).await;
    upload_track(&transport(&server), vec![7; 200_000])
        .await
        .unwrap();
    let received = server.only().await;
    assert_eq!(received.header("content-length"), Some("200000"));
    assert_eq!(received.header("transfer-encoding"), None);
    assert_eq!(received.header("content-type"), Some("audio/mpeg"));
    assert_eq!(received.length, 200_000);
}

#[tokio::test]
async fn an_empty_upload_says_that_it_is_empty() {
    let server = Server::answering(json(200, "{}")).await;
    upload_track(&transport(&server), Upload::bytes(""))
        .await
        .unwrap();
    let received = server.only().await;
    assert_eq!(received.header("content-length"), Some("0"));
    assert_eq!(received.header("transfer-encoding"), None);
}

#[tokio::test]
async fn a_form_is_uploaded_with_its_length() {
    let server = Server::answering(json(200, "{}")).await;
    let transport = transport(&server);
    let part = Upload::bytes("abc")
        .into_part("a.mp3", "audio/mpeg")
        .unwrap();
    let form = Form::new().text("name", "a").part("file", part);
    let request = transport
        .http()
        .post(&server.url)
        .multipart(form)
        .build()
        .unwrap();
    transport
        .send(request, &UPLOAD_TRACK)
        .await
        .unwrap()
        .empty()
        .unwrap();
    let received = server.only().await;
    assert_eq!(
        received.header("content-length"),
        Some(&*received.length.to_string())
    );
    assert_eq!(received.header("transfer-encoding"), None);
    let body = String::from_utf8(received.body).unwrap();
    assert!(
        body.contains("filename=\"a.mp3\"\r\nContent-Type: audio/mpeg\r\n\r\nabc\r\n"),
        "{body}"
    );

    let error = Upload::bytes("").into_part("a", "not a type").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
}

#[tokio::test]
async fn an_upload_may_take_longer_than_the_timeout_while_it_moves() {
    let pause = Duration::from_millis(30);
    let server = Server::start(vec![Behaviour::Slow(pause, json(200, "{}"))]).await;
    let transport = with_timeout(&server, Duration::from_secs(1));
    let bytes = Bytes::from(vec![0; 24 << 20]);
    let start = std::time::Instant::now();
    upload_track(&transport, bytes).await.unwrap();
    assert!(start.elapsed() > Duration::from_secs(1));
}

#[tokio::test]
async fn an_upload_that_stands_still_is_a_timeout() {
    let server = Server::start(vec![Behaviour::Silent]).await;
    let transport = with_timeout(&server, Duration::from_millis(200));
    let error = upload_track(&transport, vec![0; 24 << 20])
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.to_string(), "upload_track: nothing moved for 0.2 s");
}
