//! Uploads to servers that do not listen, and of files that change.

use std::path::PathBuf;
use std::time::Duration;

use mureka_api::useapi::types::UploadTrack;
use mureka_api::{ErrorKind, Upload, cloudsway};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::support::{Server, json};
use crate::wire::{Act, Wire, keep};

fn temporary(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// By its first bytes an mp3.
fn song(length: usize) -> Vec<u8> {
    let mut song = vec![7; length];
    song[..3].copy_from_slice(b"ID3");
    song
}

fn params() -> UploadTrack {
    UploadTrack::new("title", "pop", "calm")
}

/// A form field's head as the server sees it.
async fn form_with(name: &str) -> String {
    let server = Server::answering(json(200, "{}")).await;
    let client = cloudsway::Client::builder()
        .api_key("key")
        .endpoint("e")
        .base_url(&server.url)
        .build()
        .unwrap();
    let request = cloudsway::types::UploadFile::new(cloudsway::types::FilePurpose::Reference);
    let file = Upload::bytes("ID3").named(name);
    client.files().upload(request, file).await.unwrap();
    let received = server.only().await;
    assert_eq!(
        received.header("content-length"),
        Some(&*received.length.to_string())
    );
    String::from_utf8(received.body).unwrap()
}

#[tokio::test]
async fn a_file_name_stays_a_file_name() {
    for (name, sent) in [
        ("a.mp3", "a.mp3"),
        ("Lied für Änne 🎵.mp3", "Lied für Änne 🎵.mp3"),
        (r#"a"; filename="b.mp3"#, "a%22; filename=%22b.mp3"),
        (
            "a\r\nContent-Type: text/html\r\n\r\n<x>.mp3",
            "a%0D%0AContent-Type: text/html%0D%0A%0D%0A<x>.mp3",
        ),
        ("a\nb", "a%0Ab"),
        ("a\\\"b", "a%5C%22b"),
        ("a\0b\u{7f}", "a%00b%7F"),
        ("100%.mp3", "100%.mp3"),
    ] {
        let body = form_with(name).await;
        let head = format!("name=\"file\"; filename=\"{sent}\"\r\nContent-Type: ");
        assert!(body.contains(&head), "{name:?}:\n{body}");
    }
}

#[tokio::test]
async fn an_empty_upload_is_not_sent() {
    let path = temporary("nothing");
    std::fs::write(&path, "").unwrap();
    let server = Wire::start(vec![]).await;
    for upload in [Upload::bytes(""), Upload::file(&path).await.unwrap()] {
        let result = server.client().tracks().upload(params(), upload).await;
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert!(error.message().ends_with("0 bytes; a file is never empty"));
    }
    assert_eq!(server.requests().await, 0);
}

#[tokio::test]
async fn an_upload_of_absurd_length_is_an_error_and_no_panic() {
    let endless = Endless;
    let part = Upload::stream(endless, u64::MAX).into_part("a", "audio/mpeg");
    let form = part.map(|part| mureka_api::reqwest::multipart::Form::new().part("file", part));
    assert!(form.is_err());
}

struct Endless;

impl futures_core::Stream for Endless {
    type Item = std::io::Result<mureka_api::Bytes>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(Some(Ok(mureka_api::Bytes::from_static(&[0; 4096]))))
    }
}

/// A server that has seen enough answers before the file is through.
#[tokio::test]
async fn an_early_answer_to_an_upload_is_the_answer() {
    for keeps_reading in [true, false] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut buffer = vec![0; 65_536];
            assert!(stream.read(&mut buffer).await.unwrap() > 0);
            let answer = keep(413, "connection: close\r\n", r#"{"error": "too large"}"#);
            stream.write_all(&answer).await.unwrap();
            if keeps_reading {
                while stream.read(&mut buffer).await.unwrap_or(0) > 0 {}
            } else {
                tokio::time::sleep(Duration::from_secs(10)).await;
            }
        });
        let client = mureka_api::useapi::Client::builder()
            .token("user:1-hunter2")
            .base_url(url)
            .timeout(Duration::from_secs(2))
            .build()
            .unwrap();
        let upload = Upload::stream(Endless, 64 << 20);
        let error = client.tracks().upload(params(), upload).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 413);
        assert_eq!(error.message(), "too large");
    }
}

#[tokio::test]
async fn a_refused_upload_is_not_sent_again() {
    for act in [
        Act::Keep(keep(503, "retry-after: 0\r\n", "")),
        Act::Keep(keep(307, "location: /x\r\n", "")),
        Act::Reset,
    ] {
        let server = Wire::start(vec![act]).await;
        let upload = Upload::bytes(song(300_000));
        let result = server.client().tracks().upload(params(), upload).await;
        assert!(result.is_err());
        assert_eq!(server.requests().await, 1);
    }
}

#[tokio::test]
async fn a_file_that_is_deleted_or_replaced_meanwhile_is_sent_as_it_was() {
    let path = temporary("deleted");
    std::fs::write(&path, song(200_000)).unwrap();
    let upload = Upload::file(&path).await.unwrap();
    std::fs::remove_file(&path).unwrap();
    let server = Server::answering(json(200, "{}")).await;
    let client = mureka_api::useapi::Client::builder()
        .token("a")
        .base_url(&server.url)
        .build()
        .unwrap();
    client.tracks().upload(params(), upload).await.unwrap();
    assert_eq!(server.only().await.length, 200_000);
}

#[cfg(unix)]
#[tokio::test]
async fn devices_and_pipes_are_refused_at_once() {
    let pipe = temporary("pipe");
    std::fs::remove_file(&pipe).ok();
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    for path in [PathBuf::from("/dev/zero"), "/dev/null".into(), pipe] {
        let opened = tokio::time::timeout(Duration::from_secs(5), Upload::file(&path)).await;
        let error = opened.unwrap().unwrap_err();
        assert!(
            error.to_string().ends_with("is not a regular file"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_part_s_media_type_is_checked() {
    let error = Upload::bytes("").into_part("a", "a\r\nb: c").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
}
