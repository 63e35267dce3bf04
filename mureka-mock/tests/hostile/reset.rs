//! What was under way when all was forgotten: nothing of it comes back.

use std::time::Duration;

use mureka_mock::{Fault, MockServer};
use serde_json::json;
use tokio::io::AsyncWriteExt;

use crate::wire::{SONG, connect, get, post, request, rest, until};

/// Nobody listens there.
const HOOK: &str = "http://127.0.0.1:9/";

/// Lets those who wait see that the time was moved.
async fn settled() {
    tokio::time::sleep(Duration::from_millis(20)).await;
}

#[tokio::test]
async fn a_job_from_before_is_not_reported_in_the_place_of_a_new_one() {
    let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
    let mock = MockServer::builder()
        .generation_time(minutes(60))
        .start()
        .await
        .unwrap();
    let song = json!({"prompt": "a", "async": true, "replyUrl": HOOK});
    assert_eq!(post(&mock, SONG, &song).await.status, 201);
    mock.advance(minutes(30));
    mock.reset();
    assert_eq!(mock.webhooks(), []);

    assert_eq!(post(&mock, SONG, &song).await.status, 201);
    // The end of the old one is past, that of the new one is not.
    mock.advance(minutes(31));
    settled().await;
    let reported = || -> Vec<_> {
        let webhooks = mock.webhooks();
        webhooks
            .iter()
            .map(|webhook| webhook.body["status"].clone())
            .collect()
    };
    assert_eq!(reported(), [json!("created")]);
    mock.advance(minutes(30));
    settled().await;
    assert_eq!(reported(), [json!("created"), json!("completed")]);
}

#[tokio::test]
async fn who_waits_for_a_song_gets_it_but_it_is_remembered_nowhere() {
    let mock = MockServer::builder()
        .empty()
        .generation_time(Duration::from_secs(3600))
        .start()
        .await
        .unwrap();
    let mut stream = connect(&mock).await;
    let song = request("POST", SONG, "application/json", r#"{"prompt":"a"}"#);
    stream.write_all(&song).await.unwrap();
    until("a job runs", || !mock.jobs().is_empty()).await;
    mock.reset();
    assert_eq!(
        (mock.ledger().total, mock.jobs(), mock.requests().len()),
        (0, vec![], 0)
    );
    mock.advance(Duration::from_secs(3600));
    assert_eq!(rest(stream).await.status, 200);
    assert_eq!((mock.ledger().total, mock.jobs()), (0, vec![]));
    let songs = get(&mock, "/v1/mureka/music/").await.json();
    assert!(!songs.to_string().contains("song_id"), "{songs}");
}

#[tokio::test]
async fn slots_and_spacing_are_as_at_the_start() {
    let mock = MockServer::start().await.unwrap();
    let song = json!({"prompt": "a", "async": true});
    for _ in 0..3 {
        assert_eq!(post(&mock, SONG, &song).await.status, 201);
        assert_eq!(post(&mock, SONG, &song).await.status, 429);
        mock.reset();
    }
}

#[tokio::test]
async fn faults_of_the_start_are_there_again_and_others_are_not() {
    let mock = MockServer::builder()
        .fault(Fault::on("list_jobs").status(596))
        .start()
        .await
        .unwrap();
    for _ in 0..2 {
        mock.fault(Fault::on("get_profile").cut());
        assert_eq!(mock.faults().len(), 2);
        assert_eq!(get(&mock, "/v1/mureka/jobs").await.status, 596);
        assert_eq!(get(&mock, "/v1/mureka/jobs").await.status, 200);
        mock.reset();
        assert_eq!(get(&mock, "/v1/mureka/profile/").await.status, 200);
    }
}

#[tokio::test]
async fn a_job_that_takes_no_time_is_reported_when_it_begins_all_the_same() {
    let mock = MockServer::builder()
        .generation_time(Duration::ZERO)
        .start()
        .await
        .unwrap();
    let song = json!({"prompt": "a", "async": true, "replyUrl": HOOK});
    assert_eq!(post(&mock, SONG, &song).await.status, 201);
    until("both are reported", || mock.webhooks().len() == 2).await;
    let webhooks = mock.webhooks();
    let reported: Vec<_> = webhooks
        .iter()
        .map(|webhook| &webhook.body["status"])
        .collect();
    assert_eq!(reported, ["created", "completed"]);
}
