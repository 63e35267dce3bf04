//! Uploads without end, or without anything in them.

use std::time::{Duration, Instant};

use mureka_mock::MockServer;
use tokio::io::AsyncWriteExt;

use crate::wire::{Answer, HEADERS, assert_well, connect, raw, request, rest};

const FILES: &str = "/v1/ai/any/mureka/files/upload";
const TRACKS: &str = "/v1/mureka/files/?title=t&genre=pop&mood=happy";
const FORM: &str = "multipart/form-data; boundary=X";

/// Sends a piece again and again, in chunks, as long as the server takes it.
async fn endless(mock: &MockServer, head: &str, piece: &[u8], times: usize) -> Answer {
    let mut stream = connect(mock).await;
    let start = format!(
        "POST {FILES} HTTP/1.1\r\n{HEADERS}Content-Type: {FORM}\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    stream.write_all(start.as_bytes()).await.unwrap();
    let chunk = |bytes: &[u8]| {
        let length = format!("{:x}\r\n", bytes.len());
        [length.as_bytes(), bytes, b"\r\n"].concat()
    };
    if !head.is_empty() {
        stream.write_all(&chunk(head.as_bytes())).await.unwrap();
    }
    let piece = chunk(piece);
    for _ in 0..times {
        stream.write_all(&piece).await.unwrap();
    }
    stream.write_all(b"0\r\n\r\n").await.unwrap();
    rest(stream).await
}

#[tokio::test]
async fn a_form_of_which_nothing_can_be_made_is_given_up_early() {
    let mock = MockServer::start().await.unwrap();
    let filler = vec![b'a'; 1_000_000];
    let empty = "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n".repeat(20_000);
    let unused = "body: not a form: 1048576 bytes without the end of a part or of its head";
    let texts = "body: more than the 1048576 bytes of names and texts that are read of a form";
    for (head, piece, times, words) in [
        ("", &filler[..], 20, unused),
        (
            "--X\r\nContent-Disposition: form-data; name=\"",
            &filler,
            20,
            unused,
        ),
        (
            "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n",
            &filler,
            20,
            texts,
        ),
        ("", empty.as_bytes(), 10, texts),
        (
            "",
            &empty.replace("\"a\"", "\"a\"; filename=\"b\"").into_bytes(),
            10,
            texts,
        ),
    ] {
        // Looking for an end in all that came before takes minutes.
        let before = Instant::now();
        let answer = endless(&mock, head, piece, times).await;
        assert_eq!(answer.status, 400, "{head:?}: {answer:?}");
        assert_eq!(answer.json()["message"], words, "{head:?}");
        assert!(
            before.elapsed() < Duration::from_secs(5),
            "{head:?}: {:?}",
            before.elapsed()
        );
    }
}

#[tokio::test]
async fn a_file_in_a_form_may_look_like_its_end_all_along() {
    let mock = MockServer::start().await.unwrap();
    let head = "--X\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nreference\r\n\
                --X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
    let mut file = b"\r\n--\r\n--Y".repeat(200_000);
    let length = file.len();
    file.extend_from_slice(b"\r\n--X--\r\n");
    let body = [head.as_bytes(), &file].concat();
    let answer = raw(&mock, request("POST", FILES, FORM, body)).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let upload = mock.requests()[0].upload.clone().unwrap();
    assert_eq!(upload.bytes, length as u64);
}

#[tokio::test]
async fn an_upload_may_be_long_but_not_empty() {
    let mock = MockServer::start().await.unwrap();
    let none = raw(&mock, request("POST", TRACKS, "audio/mpeg", "")).await;
    assert_eq!(none.json()["error"], "body: empty, audio/mpeg is required");
    let long = vec![7; 20_000_000];
    let answer = raw(&mock, request("POST", TRACKS, "audio/mpeg", long)).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let upload = mock.requests()[1].upload.clone().unwrap();
    assert_eq!(upload.bytes, 20_000_000);
    assert_eq!(mock.requests()[1].body.len(), 4096);
    assert_well(&mock, "a long upload").await;
}
