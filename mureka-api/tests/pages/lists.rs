//! Every list of the API against the mock server.

use std::collections::BTreeSet;

use futures_util::TryStreamExt;
use mureka_api::useapi::types::{
    ListReferences, ListSongs, ListSpeech, ListTracks, ListVocals, ListVoices, UploadTrack,
};
use mureka_api::useapi::{Client, operations};
use mureka_mock::MockServer;

pub async fn mock(page_size: usize) -> (MockServer, Client) {
    let mock = MockServer::builder().page_size(page_size).limits(false);
    // Links as in any other server.
    let mock = mock.public_url("https://files").start().await.unwrap();
    let client = client(&mock);
    (mock, client)
}

pub fn client(mock: &MockServer) -> Client {
    let client = Client::builder().token("user:1-a");
    client
        .base_url(format!("http://{}", mock.address()))
        .build()
        .unwrap()
}

/// Reads a list by pages of one item and at once, and gives its operation.
macro_rules! read_list {
    ($resource:ident, $params:ident) => {{
        let (mock, client) = mock(1).await;
        let (_whole, other) = crate::lists::mock(1000).await;
        let all = other.$resource().list($params::new()).await.unwrap();
        let all = all.list.unwrap().into_vec();

        let items = client.$resource().list($params::new()).items();
        let items: Vec<_> = items.try_collect().await.unwrap();
        assert_eq!(items, all);
        let requests = mock.requests();
        assert_eq!(requests.len(), all.len(), "one for each page");

        let pages = client.$resource().list($params::new()).pages();
        let pages: Vec<_> = pages.try_collect().await.unwrap();
        let paged = pages.iter().flat_map(|page| page.list.iter().flatten());
        assert!(paged.eq(&all));
        let more: Vec<_> = pages.iter().map(|page| page.more == Some(true)).collect();
        let (last, before) = more.split_last().unwrap();
        assert!(!last && before.iter().all(|more| *more), "{more:?}");

        let first = client.$resource().list($params::new()).await.unwrap();
        assert_eq!(first, pages[0]);
        (all.len(), requests[0].target.clone())
    }};
}

#[tokio::test(start_paused = true)]
async fn every_list_is_read_to_its_end() {
    let read = [
        ("list_references", read_list!(references, ListReferences)),
        ("list_songs", read_list!(songs, ListSongs)),
        ("list_speech", read_list!(speech, ListSpeech)),
        ("list_tracks", read_list!(tracks, ListTracks)),
        ("list_vocals", read_list!(vocals, ListVocals)),
        ("list_voices", read_list!(voices, ListVoices)),
    ];
    let documented: BTreeSet<&str> = operations::ALL
        .iter()
        .chain(mureka_api::cloudsway::operations::ALL)
        .filter(|operation| operation.cursor.is_some())
        .map(|operation| operation.id)
        .collect();
    assert_eq!(
        BTreeSet::from(read.each_ref().map(|(id, _)| *id)),
        documented
    );
    for (id, (items, target)) in read {
        let operation = operations::ALL.iter().find(|other| other.id == id).unwrap();
        assert_eq!(target, operation.path, "{id}");
        assert!(items > 0, "{id}");
        if id != "list_songs" {
            assert!(items > 1, "{id}: more than a page");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_long_list_has_neither_gaps_nor_repeats() {
    let mock = MockServer::builder().empty().page_size(7).limits(false);
    let mock = mock.start().await.unwrap();
    let client = client(&mock);
    let mut uploaded = Vec::new();
    for number in 0..40 {
        let params = UploadTrack::new(format!("Track {number}"), "rock", "calm");
        let track = client
            .tracks()
            .upload(params, b"ID3".to_vec())
            .await
            .unwrap();
        uploaded.push(track.id.unwrap());
    }
    uploaded.reverse();
    let listed = client.tracks().list(ListTracks::new()).items();
    let listed = listed.map_ok(|track| track.id.unwrap());
    assert_eq!(listed.try_collect::<Vec<_>>().await.unwrap(), uploaded);
}

#[tokio::test(start_paused = true)]
async fn every_page_is_asked_for_with_the_same_parameters() {
    let (mock, client) = mock(1).await;
    let params = ListVocals::new().account("12345678901234").mine(false);
    let vocals = client.vocals().list(params).items();
    assert_eq!(vocals.try_collect::<Vec<_>>().await.unwrap().len(), 2);
    let [first, second] = &mock.requests()[..] else {
        panic!("two pages");
    };
    let (path, parameters) = first.target.split_once('?').unwrap();
    let (same, others) = second.target.split_once('?').unwrap();
    assert_eq!(
        (path, parameters),
        (same, "account=12345678901234&mine=false")
    );
    let (account, rest) = others.split_once("&last_id=").unwrap();
    assert_eq!(account, "account=12345678901234");
    assert!(rest.ends_with("&mine=false"), "{rest}");
}

#[tokio::test(start_paused = true)]
async fn a_list_starts_at_the_cursor_that_is_given() {
    let (_mock, client) = mock(1).await;
    let first = client.tracks().list(ListTracks::new()).await.unwrap();
    let cursor = first.last_id.unwrap();
    let all = client.tracks().list(ListTracks::new()).items();
    let all: Vec<_> = all.try_collect().await.unwrap();
    let rest = client.tracks().list(ListTracks::new().last_id(cursor));
    let rest: Vec<_> = rest.items().try_collect().await.unwrap();
    assert_eq!(rest, all[1..]);
}
