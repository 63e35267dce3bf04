//! A request that breaks a limit waits for nothing and takes nothing.

use mureka_api::useapi::types::CreateSong;
use mureka_api::{ErrorKind, Options};
use tokio::time::Instant;

use crate::world::{HOUR, client, mock, songs, within};

fn too_long() -> CreateSong {
    CreateSong::new().prompt("a".repeat(3001))
}

#[tokio::test(start_paused = true)]
async fn an_invalid_request_does_not_wait_for_a_slot() {
    let mock = mock(&["1"]).await;
    let client = client(&mock);
    for _ in 0..10 {
        let _ = client
            .songs()
            .submit(CreateSong::new().account("1"))
            .await
            .unwrap();
    }
    let sent = mock.requests().len();
    let begun = Instant::now();
    let error = client
        .songs()
        .create(too_long().account("1"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(begun.elapsed().as_secs(), 0);
    let pool = client.pool();
    let error = pool.submit(too_long()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(error.field(), Some("prompt"));
    assert_eq!(begun.elapsed().as_secs(), 0);
    assert_eq!(mock.requests().len(), sent);
}

#[tokio::test(start_paused = true)]
async fn in_a_batch_the_others_go_on() {
    let mock = mock(&["1"]).await;
    let mut requests = songs(12);
    requests.insert(0, too_long());
    requests.insert(5, too_long());
    requests.push(too_long());
    let results = within(HOUR, async { client(&mock).pool().run(requests).await }).await;
    for (place, result) in results.iter().enumerate() {
        let kind = result.as_ref().err().map(mureka_api::Error::kind);
        let invalid = [0, 5, 14].contains(&place);
        assert_eq!(
            kind,
            invalid.then_some(ErrorKind::InvalidRequest),
            "{place}"
        );
    }
    assert_eq!(mock.ledger().total, 12);
    let creates = mock.requests();
    let creates = creates
        .iter()
        .filter(|call| call.operation.as_deref() == Some("create_song"));
    assert_eq!(creates.count(), 12);
}

#[tokio::test(start_paused = true)]
async fn without_checks_it_is_sent() {
    let mock = mock(&["1"]).await;
    let client = client(&mock).with(Options::new().checks(false));
    let error = within(HOUR, client.pool().submit(too_long()))
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
    let error = client.songs().submit(too_long()).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
    assert_eq!(mock.ledger().total, 0);
}
