//! The memory of a long list; alone in its program, so that nothing else counts.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

use mureka_api::useapi::Client;
use mureka_api::useapi::types::ListTracks;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

mod support;
use support::{json, read};

const ITEMS: usize = 100_000;
const PAGE: usize = 500;

fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.unwrap()
        .trim()
        .trim_end_matches(" kB")
        .parse()
        .unwrap()
}

fn page(start: usize) -> String {
    let title = "t".repeat(200);
    let items: Vec<String> = (start..start + PAGE)
        .map(|id| format!(r#"{{"id": {id}, "title": "{title}"}}"#))
        .collect();
    let end = start + PAGE;
    let (items, more) = (items.join(","), end < ITEMS);
    format!(r#"{{"list": [{items}], "last_id": {end}, "more": {more}}}"#)
}

/// Held at once they would need more than four times as much as is allowed here.
#[tokio::test]
async fn a_hundred_thousand_items_do_not_show_in_memory() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let request = read(&mut stream, None).await;
            let cursor = request.line().split_once("last_id=");
            let start = cursor.and_then(|(_, rest)| rest.split(' ').next()?.parse().ok());
            let answer = json(200, &page(start.unwrap_or(0)));
            stream.write_all(&answer).await.ok();
            stream.shutdown().await.ok();
        }
    });
    let client = Client::builder().token("user:1-a").base_url(url);
    let client = client.build().unwrap();
    let mut tracks = client.tracks().list(ListTracks::new()).items();
    let (mut count, mut settled, mut peak) = (0, 0, 0);
    while let Some(track) = tracks.try_next().await.unwrap() {
        assert_eq!(track.id.unwrap().as_u64(), Some(count));
        count += 1;
        if count == 2 * PAGE as u64 {
            settled = resident_kib();
        } else if count % PAGE as u64 == 0 {
            peak = peak.max(resident_kib());
        }
    }
    assert_eq!(count, ITEMS as u64);
    let grown = peak.saturating_sub(settled);
    assert!(grown < 8 * 1024, "{grown} KiB more");
}
