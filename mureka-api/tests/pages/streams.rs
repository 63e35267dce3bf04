//! What users of streams expect.

use std::time::Duration;

use futures_util::stream::FusedStream;
use futures_util::{Stream, StreamExt, TryStreamExt};
use mureka_api::useapi::types::{ListSongs, ListTracks};
use mureka_api::{Items, PageStream, Pages};
use mureka_mock::Fault;
use tokio::time::timeout;

use crate::lists::mock;
use crate::server::Pages as Served;

const THREE: &[(&str, &str)] = &[
    (
        "",
        r#"{"list": [{"id": 1}, {"id": 2}], "last_id": 2, "more": true}"#,
    ),
    ("2", r#"{"list": [{"id": 3}], "last_id": 3, "more": true}"#),
    ("3", r#"{"list": [{"id": 4}], "last_id": 4, "more": false}"#),
];

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_before_the_first_poll() {
    let (mock, client) = mock(1).await;
    let list = client.tracks().list(ListTracks::new());
    let items = client.tracks().list(ListTracks::new()).items();
    let pages = client.tracks().list(ListTracks::new()).pages();
    let first = client.tracks().list(ListTracks::new()).into_future();
    tokio::time::sleep(Duration::from_secs(60)).await;
    drop((list, items, pages, first));
    assert_eq!(mock.requests().len(), 0);
}

#[tokio::test]
async fn a_page_is_asked_for_when_its_first_item_is() {
    let server = Served::table(THREE).await;
    let mut tracks = server.client.tracks().list(ListTracks::new()).items();
    for (id, asked) in [(1, 1), (2, 1), (3, 2), (4, 3)] {
        let track = tracks.try_next().await.unwrap().unwrap();
        assert_eq!(track.id.unwrap().as_i64(), Some(id));
        assert_eq!(server.asked().len(), asked, "with item {id}");
    }
    assert!(tracks.try_next().await.unwrap().is_none());
    assert_eq!(server.asked(), ["", "2", "3"]);
}

#[tokio::test]
async fn a_stream_that_stops_early_sends_nothing_more() {
    for (taken, asked) in [(0, 0), (1, 1), (2, 1), (3, 2), (4, 3), (9, 3)] {
        let server = Served::table(THREE).await;
        let tracks = server.client.tracks().list(ListTracks::new()).items();
        let tracks: Vec<_> = tracks.take(taken).try_collect().await.unwrap();
        assert_eq!(tracks.len(), taken.min(4));
        tokio::task::yield_now().await;
        assert_eq!(server.asked().len(), asked, "{taken} items");
    }
}

#[tokio::test]
async fn the_combinators_of_futures_work() {
    let server = Served::table(THREE).await;
    let list = || server.client.tracks().list(ListTracks::new());
    let odd = list()
        .items()
        .try_filter(|track| std::future::ready(track.id != Some(2.into())))
        .map_ok(|track| track.id.unwrap().to_string())
        .try_collect::<Vec<_>>();
    assert_eq!(odd.await.unwrap(), ["1", "3", "4"]);
    let found = list().items().skip(1).next().await.unwrap().unwrap();
    assert_eq!(found.id.unwrap().as_i64(), Some(2));
    assert_eq!(list().pages().count().await, 3);
    let mut sum = 0;
    list()
        .items()
        .try_for_each(|track| {
            sum += track.id.unwrap().as_i64().unwrap();
            std::future::ready(Ok(()))
        })
        .await
        .unwrap();
    assert_eq!(sum, 10);
}

#[tokio::test]
async fn it_tells_its_state() {
    let server = Served::table(THREE).await;
    let mut tracks = server.client.tracks().list(ListTracks::new()).items();
    assert_eq!(tracks.next_page(), Some(&ListTracks::new()));
    assert_eq!((tracks.received(), tracks.size_hint()), (0, (0, None)));
    tracks.try_next().await.unwrap();
    assert_eq!(tracks.next_page(), Some(&ListTracks::new().last_id(2)));
    assert_eq!((tracks.received(), tracks.size_hint()), (1, (1, None)));
    assert_eq!(
        format!("{tracks:?}"),
        "Items { operation: \"list_tracks\", received: 1, \
         next_page: Some(ListTracks { account: None, last_id: Some(Id(2)) }), .. }"
    );
    while tracks.try_next().await.unwrap().is_some() {
        assert!(!tracks.is_terminated() || tracks.received() == 0);
    }
    assert!(tracks.is_terminated());
    assert_eq!(
        (tracks.next_page(), tracks.size_hint()),
        (None, (0, Some(0)))
    );
    let list = server.client.tracks().list(ListTracks::new());
    let shown = format!(
        "{list:?} {:?}",
        server.client.tracks().list(ListTracks::new()).pages()
    );
    assert!(!shown.contains("user:1-a"), "{shown}");
}

/// What was received of a cursor is enough to go on in another process.
#[tokio::test]
async fn the_way_on_goes_through_serde() {
    let server = Served::table(THREE).await;
    let mut tracks = server.client.tracks().list(ListTracks::new()).pages();
    tracks.try_next().await.unwrap();
    let saved = serde_json::to_string(&tracks.next_page()).unwrap();
    assert_eq!(saved, r#"{"last_id":2}"#);
    let saved: ListTracks = serde_json::from_str(&saved).unwrap();
    let rest = server.client.tracks().list(saved).items();
    let rest: Vec<_> = rest.try_collect().await.unwrap();
    assert_eq!(rest.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_given_up_loses_nothing() {
    let (mock, client) = mock(1).await;
    mock.fault(
        Fault::on("list_tracks")
            .always()
            .delay(Duration::from_secs(10)),
    );
    let mut tracks = client.tracks().list(ListTracks::new()).items();
    let mut given_up = 0;
    let mut ids = Vec::new();
    loop {
        match timeout(Duration::from_secs(3), tracks.try_next()).await {
            Err(_) => given_up += 1,
            Ok(track) => match track.unwrap() {
                Some(track) => ids.push(track.id.unwrap()),
                None => break,
            },
        }
    }
    assert!(given_up >= 2 * ids.len(), "{given_up}");
    assert_eq!((ids.len(), mock.requests().len()), (2, 2));
}

#[tokio::test]
async fn a_stream_outlives_its_client_and_changes_threads() {
    fn free<T: Send + Unpin + 'static>(value: T) -> T {
        value
    }
    let Served { client, .. } = Served::table(THREE).await;
    let first: Pages<ListTracks> = free(client.tracks().list(ListTracks::new()));
    let mut items: Items<ListTracks> = free(client.tracks().list(ListTracks::new()).items());
    let pages: PageStream<ListTracks> = free(client.tracks().list(ListTracks::new()).pages());
    items.try_next().await.unwrap();
    drop(client);
    let items = tokio::spawn(items.try_collect::<Vec<_>>());
    let pages = tokio::spawn(pages.try_collect::<Vec<_>>());
    let first = tokio::spawn(first.into_future());
    assert_eq!(items.await.unwrap().unwrap().len(), 3);
    assert_eq!(pages.await.unwrap().unwrap().len(), 3);
    assert_eq!(first.await.unwrap().unwrap().more, Some(true));
}

#[tokio::test(start_paused = true)]
async fn many_lists_are_read_at_once() {
    let (_mock, client) = mock(1).await;
    let all = futures_util::future::try_join_all((0..20).map(|_| {
        let tracks = client.tracks().list(ListTracks::new()).items();
        tracks.try_collect::<Vec<_>>()
    }));
    for tracks in all.await.unwrap() {
        assert_eq!(tracks.len(), 2);
    }
    let songs = client.songs().list(ListSongs::new()).items();
    let mixed = songs.map_ok(|_| ()).chain(
        client
            .tracks()
            .list(ListTracks::new())
            .items()
            .map_ok(|_| ()),
    );
    assert!(mixed.count().await > 2);
}
