//! Faults of the links to files, as a download meets them.

use std::time::Duration;

use mureka_mock::{Fault, MockServer};
use serde_json::json;

use super::wire::{Answer, Wire};
use super::{Ask, give, quick, song};

/// The path of the first song's mp3, as its answer gives it.
async fn link(mock: &MockServer) -> String {
    let song = song().at(mock).await.json();
    let url = song["songs"][0]["mp3_url"].as_str().unwrap().to_owned();
    let path = url.strip_prefix(mock.base_url());
    path.unwrap_or_else(|| panic!("{url} is elsewhere"))
        .to_owned()
}

async fn download(mock: &MockServer, link: &str) -> Option<Answer> {
    Ask::get(link).without_token().try_at(mock).await
}

#[tokio::test]
async fn a_download_that_was_cut_is_resumed_to_the_same_bytes() {
    let mock = quick().start().await.unwrap();
    let link = link(&mock).await;
    for query in ["", "?bytes=100000"] {
        let link = format!("{link}{query}");
        let whole = download(&mock, &link).await.unwrap();
        assert_eq!((whole.status, whole.is_whole()), (200, true));
        assert_eq!(whole.header("content-type"), Some("audio/mpeg"));

        mock.fault(Fault::on("media").truncate(1000));
        let mut part = download(&mock, &link).await.unwrap();
        assert_eq!((part.status, part.body.len()), (200, 1000));
        assert_eq!(part.promised, whole.promised);

        // The rest is cut as well, and then comes.
        for size in [500, whole.promised] {
            let got = part.body.len();
            mock.fault(Fault::on("media").truncate(size as u64));
            let rest = Ask::get(&link)
                .header("Range", format!("bytes={got}-"))
                .header("If-Range", whole.header("etag").unwrap());
            let rest = rest.try_at(&mock).await.unwrap();
            assert_eq!(rest.status, 206);
            let range = format!("bytes {got}-{}/{}", whole.promised - 1, whole.promised);
            assert_eq!(rest.header("content-range"), Some(range.as_str()));
            part.body.extend(rest.body);
        }
        assert!(part.body == whole.body, "other bytes, {query}");
    }
}

#[tokio::test]
async fn a_slow_reader_gets_every_byte_before_the_cut() {
    const LEFT: usize = 8_000_000;
    let mock = quick().start().await.unwrap();
    let link = format!("{}?bytes=10000000", link(&mock).await);
    mock.fault(Fault::on("media").truncate(LEFT as u64));
    let mut wire = Wire::open(mock.address()).await;
    wire.send(&Ask::get(link)).await;
    // The server fills every buffer on the way before anything is read.
    tokio::time::sleep(Duration::from_millis(20)).await;
    let answer = wire.receive().await.unwrap();
    assert_eq!((answer.promised, answer.body.len()), (10_000_000, LEFT));
}

#[tokio::test]
async fn a_link_meets_the_faults_of_answers() {
    let wait = Duration::from_secs(7);
    for (fault, status, kind, retry) in [
        (Fault::on("media").status(404), 404, "text/plain", None),
        (Fault::on("media").html(), 502, "text/html", None),
        (
            Fault::on("media").html().status(503),
            503,
            "text/html",
            None,
        ),
        (
            Fault::on("media").retry_after(wait),
            429,
            "text/plain",
            Some("7"),
        ),
        (
            Fault::on("media").status(503).retry_after(wait),
            503,
            "text/plain",
            Some("7"),
        ),
    ] {
        for in_process in [true, false] {
            let about = format!("in process: {in_process}, {fault:?}");
            let mock = quick().start().await.unwrap();
            let link = link(&mock).await;
            if in_process {
                mock.fault(fault.clone());
            } else {
                give(&mock, &serde_json::to_value(&fault).unwrap()).await;
            }
            let answer = download(&mock, &link).await.unwrap();
            assert_eq!(answer.status, status, "{about}");
            assert_eq!(answer.header("content-type"), Some(kind), "{about}");
            assert_eq!(answer.header("retry-after"), retry, "{about}");
            assert_eq!(download(&mock, &link).await.unwrap().status, 200, "{about}");
        }
    }
}

#[tokio::test]
async fn a_download_is_cut_before_its_first_byte() {
    let mock = quick().start().await.unwrap();
    let link = link(&mock).await;
    mock.fault(Fault::on("media").cut());
    assert!(download(&mock, &link).await.is_none());
}

#[tokio::test]
async fn a_download_trickles() {
    let mock = quick().start().await.unwrap();
    let link = link(&mock).await;
    mock.fault(Fault::on("media").trickle(16, Duration::from_secs(3600)));
    let mut wire = Wire::open(mock.address()).await;
    wire.send(&Ask::get(link)).await;
    assert!(wire.head().await.unwrap().promised > 16);
    wire.exactly(16).await;
    let more = tokio::time::timeout(Duration::from_millis(20), wire.exactly(1)).await;
    assert!(more.is_err());
}

#[tokio::test]
async fn a_fault_of_any_operation_spares_the_links() {
    let mock = quick().start().await.unwrap();
    let link = link(&mock).await;
    mock.fault(Fault::any().cut());
    assert_eq!(download(&mock, &link).await.unwrap().status, 200);
    assert!(song().try_at(&mock).await.is_none());
}

#[tokio::test]
async fn a_fault_that_no_link_can_meet_is_refused() {
    let mock = quick().start().await.unwrap();
    for (fault, field) in [
        (json!({"cut": true, "after": true}), "after"),
        (json!({"cut": true, "api": "useapi"}), "api"),
        (json!({"cut": true, "after": true, "account": "1"}), "after"),
        (json!({"job": "stuck"}), "job"),
        (json!({"without": ["mp3_url"]}), "without"),
        (json!({"status": 429, "example": "slots_full"}), "example"),
        (json!({"status": 400, "code": 1}), "code"),
        (json!({"status": 400, "body": {}}), "body"),
    ] {
        let mut fault = fault;
        fault["operation"] = "media".into();
        let answer = give(&mock, &fault).await;
        let words = format!("fault 1: {field}: not for the links to files");
        assert_eq!(
            (answer.status, answer.json()),
            (400, json!({"error": words})),
            "{fault}"
        );
    }
    assert_eq!(mock.faults(), []);
}
