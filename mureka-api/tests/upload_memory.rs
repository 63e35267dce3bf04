//! The memory of a large upload; alone in its program, so that nothing else counts.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

use std::future::Future;
use std::path::PathBuf;

use mureka_api::{Upload, cloudsway, useapi};

mod support;
use support::{Server, json};

const LENGTH: u64 = 256 << 20;

fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.unwrap()
        .trim()
        .trim_end_matches(" kB")
        .parse()
        .unwrap()
}

/// What memory grew by while a call ran.
async fn growth<T: Send + 'static>(call: impl Future<Output = T> + Send + 'static) -> u64 {
    let before = resident_kib();
    let running = tokio::spawn(call);
    let mut peak = before;
    while !running.is_finished() {
        tokio::task::yield_now().await;
        peak = peak.max(resident_kib());
    }
    running.await.unwrap();
    peak - before
}

#[tokio::test]
async fn a_large_file_does_not_show_in_memory() {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("large");
    let file = std::fs::File::create(&path).unwrap();
    file.set_len(LENGTH).unwrap();

    let server = Server::answering(json(200, r#"{"id": 1}"#)).await;
    let client = useapi::Client::builder()
        .token("user:1-a")
        .base_url(&server.url)
        .build()
        .unwrap();
    let upload = Upload::file(&path).await.unwrap();
    let as_body = growth(async move {
        let params = useapi::types::UploadTrack::new("Title", "rock", "calm");
        client.tracks().upload(params, upload).await.unwrap()
    });
    let as_body = as_body.await;
    assert_eq!(server.only().await.length as u64, LENGTH);

    let server = Server::answering(json(200, r#"{"id": "1"}"#)).await;
    let client = cloudsway::Client::builder()
        .api_key("a")
        .endpoint("e")
        .base_url(&server.url)
        .build()
        .unwrap();
    let upload = Upload::file(&path).await.unwrap();
    let as_form = growth(async move {
        let request = cloudsway::types::UploadFile::new("audio");
        client.files().upload(request, upload).await.unwrap()
    });
    let as_form = as_form.await;
    assert!(server.only().await.length as u64 > LENGTH);

    for (how, kib) in [("as body", as_body), ("as form", as_form)] {
        assert!(kib < 32 * 1024, "{how}: {kib} KiB more");
    }
    std::fs::remove_file(path).unwrap();
}
