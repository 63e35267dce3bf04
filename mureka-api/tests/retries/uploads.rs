//! Files: sent again only if they can be read again.

use futures_util::stream;
use mureka_api::useapi::Client;
use mureka_api::useapi::types::CloneVoice;
use mureka_api::{Bytes, Charged, ErrorKind, Options, Upload};
use mureka_mock::Fault;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::time::Instant;

#[path = "../support/mod.rs"]
mod support;

use crate::{Log, SECOND, logged, mock};

/// A file that is read as it is sent.
fn streamed() -> Upload {
    pieces(20)
}

/// So many pieces of 10 000 bytes.
fn pieces(count: u64) -> Upload {
    let piece = || Ok::<_, std::io::Error>(Bytes::from_static(&[7; 10_000]));
    let pieces = (0..count).map(move |_| piece());
    Upload::stream(stream::iter(pieces), count * 10_000)
}

fn voice() -> CloneVoice {
    CloneVoice::new("Ann", "A voice", "en")
}

#[tokio::test(start_paused = true)]
async fn a_stream_is_sent_again_only_if_nothing_of_it_was_taken() {
    // A port that nobody listens at yet.
    let address = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap()
    };
    let log = Log::default();
    let client = Client::builder()
        .token("user:1-hunter2")
        .base_url(format!("http://{address}"))
        .hook(log.clone())
        .build()
        .unwrap();
    let server = tokio::spawn(async move {
        tokio::time::sleep(SECOND / 10).await;
        let listener = TcpListener::bind(address).await.unwrap();
        let (mut stream, _) = listener.accept().await.unwrap();
        let received = support::read(&mut stream, None).await;
        assert_eq!(received.length, 200_000);
        let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
        stream.write_all(answer).await.unwrap();
        stream
    });
    client
        .voices()
        .clone_voice(voice(), streamed())
        .await
        .unwrap();
    drop(server.await.unwrap());
    let told: Vec<_> = log.seen().iter().map(|seen| seen.status).collect();
    assert_eq!(told, [None, Some(200)]);

    // What was read to its end cannot be read again, though the refusal would allow it.
    let mock = mock().await;
    mock.fault(Fault::on("clone_voice").status(429));
    let (client, log) = logged(&mock, Options::new());
    let error = client
        .voices()
        .clone_voice(voice(), streamed())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RateLimited);
    assert_eq!((error.attempts(), error.charged()), (1, Charged::No));
    assert_eq!(log.of("clone_voice").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn bytes_are_sent_again_after_a_refusal() {
    let mock = mock().await;
    mock.fault(Fault::on("clone_voice").status(429));
    let (client, log) = logged(&mock, Options::new());
    let mut song = b"ID3".to_vec();
    song.resize(2000, 0);
    client.voices().clone_voice(voice(), song).await.unwrap();
    assert_eq!(log.seen().len(), 2);
    let sizes: Vec<_> = mock
        .requests()
        .iter()
        .map(|call| call.body_length)
        .collect();
    assert_eq!(sizes, [2000, 2000]);
    assert_eq!(mock.ledger().total, 1);
}

#[tokio::test(start_paused = true)]
async fn an_upload_that_moves_ends_with_the_deadline_of_the_call() {
    // Takes a little every second, and would go on for days.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut piece = vec![0; 65536];
        while stream.read(&mut piece).await.is_ok_and(|length| length > 0) {
            tokio::time::sleep(SECOND).await;
        }
    });
    let client = Client::builder()
        .token("user:1-hunter2")
        .base_url(format!("http://{address}"))
        .options(Options::new().deadline(30 * SECOND))
        .build()
        .unwrap();
    let begun = Instant::now();
    let upload = pieces(100_000_000);
    let error = client
        .voices()
        .clone_voice(voice(), upload)
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.charged()),
        (ErrorKind::Timeout, Charged::Unknown)
    );
    assert!(begun.elapsed() <= 31 * SECOND, "{:?}", begun.elapsed());
}
