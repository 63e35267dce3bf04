//! Lists: page by page, and what they are limited to.

#![allow(clippy::unwrap_used, reason = "all of it is test code")]

mod support;

use mureka_mock::MockServer;
use serde_json::{Value, json};
use support::uploads::{KINDS, Kind, empty};
use support::{Mock, id, serve, start};

/// The ids of a whole list, page after page.
async fn all_ids(mock: &Mock, path: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut next = path.to_owned();
    for _ in 0..100 {
        let page = mock.get(&next).await.json();
        let items = page["list"].as_array().unwrap();
        all.extend(items.iter().map(|item| id(&item["id"])));
        if page["more"] == false {
            return all;
        }
        next = format!("{path}?last_id={}", page["last_id"]);
    }
    panic!("{path} has no end");
}

#[tokio::test(start_paused = true)]
async fn own_and_other_records_are_told_apart() {
    let mock = start().await;
    let vocal = mock.upload(KINDS[1].add).await.id("/id");
    let voice = mock.upload(KINDS[2].add).await.id("/id");
    for (path, own, count) in [
        ("/v1/mureka/music/vocals/", Some(&vocal), 3),
        ("/v1/mureka/music/vocals/?mine=false", Some(&vocal), 3),
        ("/v1/mureka/music/vocals/?mine=true", Some(&vocal), 1),
        ("/v1/mureka/speech/voices/", Some(&voice), 3),
        ("/v1/mureka/speech/voices/?cloned=true", Some(&voice), 1),
        ("/v1/mureka/speech/voices/?cloned=false", None, 2),
    ] {
        let ids = mock.ids(path).await;
        assert_eq!(ids.len(), count, "{path}");
        let found = own.is_some_and(|own| ids.contains(own));
        assert_eq!(found, own.is_some(), "{path}");
    }
}

#[tokio::test(start_paused = true)]
async fn references_are_found_by_genre_and_mood() {
    let mock = start().await;
    for (query, expected) in [
        ("", &["1122334455", "66778899"][..]),
        ("?genre=rock", &["66778899"]),
        ("?genre=ROCK", &["66778899"]),
        ("?mood=relaxed", &["1122334455"]),
        ("?mood=relaxed&genre=rock", &[]),
        ("?genre=polka", &[]),
    ] {
        let path = format!("/v1/mureka/music/refs/{query}");
        assert_eq!(mock.ids(&path).await, expected, "{query}");
    }
}

#[tokio::test(start_paused = true)]
async fn pages_have_neither_gaps_nor_repeats() {
    let mock = empty().await;
    for Kind { add, list, .. } in KINDS {
        let mut added = Vec::new();
        for _ in 0..45 {
            added.push(mock.upload(add).await.id("/id"));
        }
        added.reverse();
        let mut path = list.to_owned();
        for (range, more) in [(0..20, true), (20..40, true), (40..45, false)] {
            let page = mock.get(&path).await.json();
            let listed = page["list"].as_array().unwrap().iter();
            let listed: Vec<String> = listed.map(|item| id(&item["id"])).collect();
            assert_eq!(listed, added[range], "{path}");
            assert_eq!(page["more"], more, "{path}");
            path = format!("{list}?last_id={}", page["last_id"]);
        }
        let page = mock.get(&path).await.json();
        let rest = [&page["list"], &page["last_id"], &page["more"]];
        assert_eq!(rest, [&json!([]), &Value::Null, &json!(false)], "{path}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_page_that_is_full_to_the_end_has_no_more() {
    let mock = serve(MockServer::builder().empty().page_size(2)).await;
    for _ in 0..2 {
        mock.upload(KINDS[0].add).await;
    }
    let page = mock.get(KINDS[0].list).await.json();
    assert_eq!(
        (page["list"].as_array().unwrap().len(), &page["more"]),
        (2, &json!(false))
    );
}

#[tokio::test(start_paused = true)]
async fn pages_stay_the_same_while_something_is_added_and_deleted() {
    let mock = serve(MockServer::builder().empty().page_size(2)).await;
    let Kind { add, list, remove } = &KINDS[0];
    let mut added = Vec::new();
    for _ in 0..6 {
        added.push(mock.upload(add).await.id("/id"));
    }
    let first = mock.get(list).await.json();
    mock.upload(add).await;
    // That of the cursor itself, and one of the next page.
    for gone in [4, 3] {
        mock.delete(&format!("{remove}{}", added[gone])).await;
    }
    let next = format!("{list}?last_id={}", first["last_id"]);
    assert_eq!(mock.ids(&next).await, [added[2].as_str(), &added[1]]);
}

#[tokio::test(start_paused = true)]
async fn pages_of_a_filtered_list_are_full() {
    let mock = serve(MockServer::builder().page_size(1)).await;
    mock.upload(KINDS[1].add).await;
    let page = mock.get("/v1/mureka/music/vocals/?mine=true").await.json();
    assert_eq!(
        (page["list"].as_array().unwrap().len(), &page["more"]),
        (1, &json!(false))
    );
    assert_eq!(all_ids(&mock, "/v1/mureka/music/vocals/").await.len(), 3);
}
