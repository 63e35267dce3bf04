//! Uploads: exact lengths, and sources that break their word.
#![allow(clippy::unwrap_used, clippy::unnecessary_wraps)]

use std::io::{self, Write};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use futures_core::Stream;
use mureka_api::useapi::types::UploadMotif;
use mureka_api::{Bytes, Error, ErrorKind, Upload, reqwest, useapi};
use mureka_mock::MockServer;
use tokio::io::AsyncReadExt;

mod support;
use support::{Received, Server, json};

async fn send(upload: Upload) -> Result<Received, Error> {
    let server = Server::answering(json(200, "{}")).await;
    reqwest::Client::new()
        .post(&server.url)
        .body(upload)
        .send()
        .await?;
    Ok(server.only().await)
}

/// A file in the directory that Cargo keeps for tests.
fn file(name: &str, length: u64) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::File::create(&path)
        .unwrap()
        .set_len(length)
        .unwrap();
    path
}

/// A stream of the given pieces that ends, or stays open.
struct Pieces {
    pieces: std::vec::IntoIter<io::Result<Bytes>>,
    stays_open: bool,
}

impl Pieces {
    fn new(pieces: Vec<io::Result<Bytes>>) -> Self {
        let pieces = pieces.into_iter();
        Self {
            pieces,
            stays_open: false,
        }
    }
}

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.pieces.next() {
            None if self.stays_open => Poll::Pending,
            next => Poll::Ready(next),
        }
    }
}

fn piece(text: &'static str) -> io::Result<Bytes> {
    Ok(Bytes::from_static(text.as_bytes()))
}

#[tokio::test]
async fn every_source_is_sent_with_its_length_and_not_chunked() {
    let path = file("three-hundred-thousand", 300_000);
    for (upload, length) in [
        (Upload::from(vec![1; 70_000]), 70_000),
        (Upload::from(&b"abc"[..]), 3),
        (Upload::from(Bytes::new()), 0),
        (Upload::file(&path).await.unwrap(), 300_000),
        (Upload::file(file("empty", 0)).await.unwrap(), 0),
        (
            Upload::stream(Pieces::new(vec![piece("ab"), piece(""), piece("c")]), 3),
            3,
        ),
        (
            Upload::reader(tokio::io::repeat(7).take(200_000), 200_000),
            200_000,
        ),
        // No more is read of it than that.
        (Upload::reader(tokio::io::empty(), 0), 0),
    ] {
        assert_eq!(upload.len(), length as u64);
        assert_eq!(upload.is_empty(), length == 0);
        let received = send(upload).await.unwrap();
        // hyper announces no body that is empty.
        let announced = Some(length.to_string()).filter(|_| length > 0);
        assert_eq!(received.header("content-length"), announced.as_deref());
        assert_eq!(received.header("transfer-encoding"), None);
        assert_eq!(received.length, length);
    }
}

#[tokio::test]
async fn the_bytes_of_a_file_arrive_in_order() {
    let path = file("counted", 0);
    let bytes: Vec<u8> = (0..200_000_u32).map(|index| (index % 251) as u8).collect();
    std::fs::write(&path, &bytes).unwrap();
    let received = send(Upload::file(&path).await.unwrap()).await.unwrap();
    assert_eq!(received.body, bytes);
}

#[tokio::test]
async fn a_stream_that_stays_open_is_sent_once_its_length_is_reached() {
    let mut pieces = Pieces::new(vec![piece("abc")]);
    pieces.stays_open = true;
    assert_eq!(send(Upload::stream(pieces, 3)).await.unwrap().body, b"abc");
}

#[tokio::test]
async fn a_source_that_breaks_its_word_is_an_error() {
    let shrunk = file("shrunk", 200_000);
    let upload = Upload::file(&shrunk).await.unwrap();
    file("shrunk", 100_000);
    let error = send(upload).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Upload);
    assert_eq!(
        error.to_string(),
        "upload: fewer than the 200000 bytes announced"
    );

    for (length, grown) in [(200_000, "grown"), (1, "grown-from-one")] {
        let path = file(grown, length);
        let upload = Upload::file(&path).await.unwrap();
        let mut file = std::fs::File::options().append(true).open(&path).unwrap();
        file.write_all(b"x").unwrap();
        let error = send(upload).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Upload);
        assert_eq!(
            error.to_string(),
            format!("upload: more than the {length} bytes announced")
        );
    }

    for (pieces, message) in [
        (
            vec![piece("ab")],
            "upload: fewer than the 3 bytes announced",
        ),
        (
            vec![piece("abcd")],
            "upload: more than the 3 bytes announced",
        ),
        (
            vec![piece("abc"), piece("d")],
            "upload: more than the 3 bytes announced",
        ),
        (
            vec![piece("a"), Err(io::Error::other("disk on fire"))],
            "upload: disk on fire",
        ),
    ] {
        let error = send(Upload::stream(Pieces::new(pieces), 3))
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Upload);
        assert_eq!(error.to_string(), message);
    }
}

#[tokio::test]
async fn only_regular_files_are_opened() {
    let error = Upload::file(env!("CARGO_TARGET_TMPDIR")).await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
    let error = Upload::file("no/such/file").await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::NotFound);
}

#[tokio::test]
async fn a_reader_that_breaks_its_word_is_an_error() {
    for (length, message) in [
        (4, "upload: fewer than the 4 bytes announced"),
        (2, "upload: more than the 2 bytes announced"),
    ] {
        let error = send(Upload::reader(&b"abc"[..], length)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Upload);
        assert_eq!(error.to_string(), message);
    }
}

#[tokio::test]
async fn progress_is_told_until_all_is_sent() {
    let path = file("progress", 300_000);
    for upload in [
        Upload::bytes(vec![1; 300_000]),
        Upload::file(&path).await.unwrap(),
        Upload::reader(tokio::io::repeat(7).take(300_000), 300_000),
    ] {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let watcher = Arc::clone(&seen);
        let upload = upload.progress(move |progress| watcher.lock().unwrap().push(progress));
        let received = send(upload).await.unwrap();
        assert_eq!(received.length, 300_000);
        assert_eq!(received.header("content-length"), Some("300000"));
        let seen = seen.lock().unwrap();
        assert!(seen.len() > 3, "{seen:?}");
        assert!(seen.windows(2).all(|pair| pair[0].bytes < pair[1].bytes));
        assert!(seen.iter().all(|progress| progress.total == Some(300_000)));
        assert_eq!(seen.last().unwrap().bytes, 300_000);
    }
}

#[tokio::test]
async fn a_file_that_the_docs_do_not_allow_is_not_sent() {
    let mock = MockServer::start().await.unwrap();
    let client = useapi::Client::builder()
        .token("user:1-a")
        .base_url(mock.base_url())
        .build()
        .unwrap();
    let wave = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("wave.mp3");
    std::fs::write(&wave, b"RIFF\x24\0\0\0WAVEfmt ").unwrap();
    for (upload, message) in [
        (
            Upload::file(&wave).await.unwrap(),
            "upload_motif: file: wave.mp3: begins like wav, allowed is mp3",
        ),
        (
            Upload::bytes("ID3").named("song.flac"),
            "upload_motif: file: song.flac: flac by its name, allowed is mp3",
        ),
        (
            Upload::reader(tokio::io::empty(), (5 << 30) + 1),
            "upload_motif: file: 5368709121 bytes, at most 5368709120 are allowed",
        ),
    ] {
        let result = client.motifs().upload(UploadMotif::new(), upload).await;
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert_eq!(error.to_string(), message);
    }
    assert!(mock.requests().is_empty());
    let song = Upload::bytes("ID3").named("song.mp3");
    client
        .motifs()
        .upload(UploadMotif::new(), song)
        .await
        .unwrap();
}
