//! Songs and speech: what jobs have made.

#![allow(clippy::unwrap_used, reason = "all of it is test code")]

mod support;

use serde_json::json;
use support::id;
use support::uploads::empty;

#[tokio::test(start_paused = true)]
async fn songs_come_in_feeds_and_each_is_shown_alone() {
    let mock = empty().await;
    let sent = json!({"lyrics": "La la", "title": "Rain"});
    let call = mock
        .call("POST", "/v1/mureka/music/create-advanced")
        .json(&sent);
    let made = mock.wait_for(call).await.json();
    let feeds = mock.items("/v1/mureka/music/").await;
    assert_eq!(feeds.len(), 1);
    assert_eq!(feeds[0]["feed_id"], made["feed_id"]);
    assert_eq!(feeds[0]["songs"], made["songs"]);
    for song in made["songs"].as_array().unwrap() {
        assert_eq!(song["title"], "Rain");
        assert_eq!(song["generate_at"], 1_772_600_769);
        let path = format!("/v1/mureka/music/{}", id(&song["song_id"]));
        let shown = mock.get(&path).await.json();
        assert_eq!(shown["song"], *song);
        assert_eq!(shown["feed_id"], made["feed_id"]);
    }
}

#[tokio::test(start_paused = true)]
async fn of_a_feed_each_song_is_deleted_alone() {
    let mock = empty().await;
    let made = mock.song(&json!({"prompt": "Rain"})).await.json();
    let path = |at: usize| format!("/v1/mureka/music/{}", id(&made["songs"][at]["song_id"]));
    assert_eq!(mock.delete(&path(0)).await.said(), (200, json!({})));
    let gone = (
        404,
        json!({"error": format!("song_id: {} is not there", id(&made["songs"][0]["song_id"]))}),
    );
    let answer = mock.get(&path(0)).await;
    assert_eq!(
        (answer.status, &answer.json()["error"]),
        (gone.0, &gone.1["error"])
    );
    assert_eq!(mock.delete(&path(0)).await.status, 400);
    let feeds = mock.items("/v1/mureka/music/").await;
    assert_eq!(feeds[0]["songs"], json!([made["songs"][1]]));

    assert_eq!(mock.get(&path(1)).await.status, 200);
    assert_eq!(mock.delete(&path(1)).await.status, 200);
    assert!(mock.items("/v1/mureka/music/").await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_song_without_a_title_is_called_by_its_first_words() {
    let mock = empty().await;
    for (body, title) in [
        (
            json!({"prompt": "\n  Rain on a roof \nand more"}),
            "Rain on a roof",
        ),
        (json!({}), "Untitled"),
    ] {
        let made = mock.song(&body).await.json();
        assert_eq!(made["songs"][0]["title"], title);
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_done_with_a_song_needs_one_that_is_there() {
    let mock = empty().await;
    let made = mock.song(&json!({})).await;
    let song = made.json()["songs"][1]["song_id"].clone();
    for (path, more) in [
        ("extend", json!({"lyrics": "La", "async": true})),
        (
            "regenerate",
            json!({"start_milliseconds": 5, "async": true}),
        ),
        ("download", json!({"type": "stem"})),
    ] {
        let path = format!("/v1/mureka/music/{path}");
        for (song_id, good) in [(song.clone(), true), (json!(1), false)] {
            let mut body = more.clone();
            body["song_id"] = song_id;
            let answer = mock.post(&path, &body).await;
            assert_eq!(answer.status < 300, good, "{path} {answer:?}");
        }
    }
    let sent = json!({"song_id": song});
    let call = mock.call("POST", "/v1/mureka/music/video-generate");
    assert_eq!(mock.wait_for(call.json(&sent)).await.status, 200);
    let unknown = json!({"song_id": "user:1-song:5"});
    let answer = mock.post("/v1/mureka/music/video-generate", &unknown).await;
    let words = "song_id: user:1-song:5 is not there";
    assert_eq!(answer.said(), (400, json!({"error": words, "code": 400})));
}

#[tokio::test(start_paused = true)]
async fn what_is_made_of_a_song_has_ids_of_its_own() {
    let mock = empty().await;
    let made = mock.song(&json!({})).await;
    let song = made.json()["songs"][0]["song_id"].clone();
    let mut seen = vec![id(&song), id(&made.json()["songs"][1]["song_id"])];
    for (path, more) in [
        ("extend", json!({"lyrics": "La"})),
        ("regenerate", json!({"start_milliseconds": 5})),
    ] {
        let mut body = more.clone();
        body["song_id"] = song.clone();
        let call = mock.call("POST", &format!("/v1/mureka/music/{path}"));
        let made = mock.wait_for(call.json(&body)).await.json();
        for song in made["songs"].as_array().unwrap() {
            let id = id(&song["song_id"]);
            assert!(!seen.contains(&id), "{path}: {id}");
            let shown = mock.get(&format!("/v1/mureka/music/{id}")).await.json();
            assert_eq!(shown["song"], *song);
            seen.push(id);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn speech_is_listed_until_it_is_deleted() {
    let mock = empty().await;
    let sent = json!({"text": "Hello", "voice_id": 1, "title": "Greeting"});
    let call = mock.call("POST", "/v1/mureka/speech").json(&sent);
    let made = mock.wait_for(call).await;
    assert_eq!(
        (made.status, &made.json()["title"]),
        (200, &json!("Greeting"))
    );
    let speech = made.id("/id");
    assert_eq!(mock.ids("/v1/mureka/speech/").await, [speech.as_str()]);
    let path = format!("/v1/mureka/speech/?id={speech}");
    assert_eq!(mock.delete(&path).await.said(), (200, json!({})));
    assert_eq!(mock.delete(&path).await.status, 400);
    assert!(mock.ids("/v1/mureka/speech/").await.is_empty());
}
