//! The memory of a large upload, in a process of its own, so that nothing else counts.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

use mureka_api::{Upload, cloudsway, useapi};

#[path = "support/child.rs"]
mod child;
mod support;
use support::{Server, json};

/// What the children of the test below do.
#[tokio::test]
async fn in_the_child() {
    let Some(task) = child::task() else { return };
    let [how, url, path] = task.as_slice() else {
        panic!("{task:?}")
    };
    let upload = match how.as_str() {
        "reader" => {
            let file = tokio::fs::File::open(path).await.unwrap();
            let length = file.metadata().await.unwrap().len();
            Upload::reader(file, length)
        }
        _ => Upload::file(path).await.unwrap(),
    };
    if how == "form" {
        let client = cloudsway::Client::builder().api_key("a").endpoint("e");
        let client = client.base_url(url).build().unwrap();
        let request = cloudsway::types::UploadFile::new("audio");
        client.files().upload(request, upload).await.unwrap();
    } else {
        let client = useapi::Client::builder().token("user:1-a").base_url(url);
        let params = useapi::types::UploadTrack::new("Title", "rock", "calm");
        let client = client.build().unwrap();
        client.tracks().upload(params, upload).await.unwrap();
    }
    println!("peak {}", child::peak_kib());
}

/// Of any length: 5 GB with `MUREKA_TEST_BYTES=5368709120`.
#[tokio::test(flavor = "multi_thread")]
async fn a_large_file_does_not_show_in_memory() {
    let bytes = child::large();
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("large.mp3");
    let file = std::fs::File::create(&path).unwrap();
    file.set_len(bytes).unwrap();

    for how in ["body", "form", "reader"] {
        let server = Server::answering(json(200, r#"{"id": "1"}"#)).await;
        let task = [how, &server.url, path.to_str().unwrap()];
        let mut command = child::command("in_the_child", &task);
        let output = tokio::task::spawn_blocking(move || command.output().unwrap());
        let output = String::from_utf8(output.await.unwrap().stdout).unwrap();
        let received = server.only().await.length as u64;
        assert!(received == bytes || (how == "form" && received > bytes));
        let (_, peak) = output.split_once("peak ").unwrap();
        let peak: u64 = peak.split_whitespace().next().unwrap().parse().unwrap();
        println!("{bytes} bytes as {how}: {peak} KiB");
        println!("ratchet: peak-kib-of-an-upload = {peak}");
        assert!(peak < 32 * 1024, "as {how}: {peak} KiB");
    }
    std::fs::remove_file(path).unwrap();
}
