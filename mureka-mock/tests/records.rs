//! What accounts hold: put in, listed, shown, deleted.

#![allow(clippy::unwrap_used, reason = "all of it is test code")]

mod support;

use std::collections::HashSet;

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use support::uploads::{KINDS, Kind, empty};
use support::{ACCOUNT, CLOUDSWAY, GENERATION, id, start};

#[tokio::test(start_paused = true)]
async fn what_is_added_is_listed_until_it_is_deleted() {
    let mock = empty().await;
    for Kind { add, list, remove } in KINDS {
        assert!(mock.ids(list).await.is_empty(), "{list}");
        let added = mock.upload(add).await;
        assert_eq!(added.status, 200, "{add}");
        let added_id = added.id("/id");
        assert_eq!(mock.items(list).await, [added.json()], "{list}");

        let path = format!("{remove}{added_id}");
        assert_eq!(mock.delete(&path).await.status, 200, "{path}");
        assert!(mock.ids(list).await.is_empty(), "{list}");
        let again = mock.delete(&path).await;
        assert_eq!(again.status, 400, "{path}");
        let words = format!("{added_id} is not there");
        assert!(again.text().contains(&words), "{again:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_record_has_what_the_request_said() {
    let mock = empty().await;
    for (add, field, value) in [
        (KINDS[0].add, "title", "My track"),
        (KINDS[0].add, "genre", "rock"),
        (KINDS[0].add, "mood", "calm"),
        (KINDS[1].add, "title", "My vocal"),
        (KINDS[2].add, "title", "My voice"),
        (KINDS[2].add, "description", "Deep"),
        (KINDS[2].add, "language", "de"),
    ] {
        let added = mock.upload(add).await.json();
        assert_eq!(added[field], value, "{add}");
    }
    assert_eq!(
        mock.upload(KINDS[2].add).await.json()["created_at"],
        1_772_600_767
    );
}

#[tokio::test(start_paused = true)]
async fn ids_have_the_documented_form_and_are_all_different() {
    let mock = start().await;
    let mut seen = HashSet::new();
    for (add, digits) in [(KINDS[0].add, 10), (KINDS[1].add, 10), (KINDS[2].add, 14)] {
        for _ in 0..5 {
            let added = mock.upload(add).await.json();
            assert!(added["id"].is_u64(), "{add}: {added}");
            assert_eq!(added["id"].to_string().len(), digits, "{add}");
            assert!(seen.insert(added["id"].to_string()), "{added}");
        }
    }
    for _ in 0..5 {
        let motif = mock.upload("/v1/mureka/files/motif/").await.id("/id");
        let number = motif.strip_prefix(&format!("user:777-mureka:{ACCOUNT}-file:"));
        assert_eq!(number.unwrap().len(), 9, "{motif}");
        assert!(seen.insert(motif.clone()), "{motif}");

        let song = mock.song(&json!({})).await;
        for at in 0..2 {
            let song = song.id(&format!("/songs/{at}/song_id"));
            let number = song.strip_prefix(&format!("user:777-mureka:{ACCOUNT}-song:"));
            assert_eq!(number.unwrap().len(), 8, "{song}");
            assert!(seen.insert(song.clone()), "{song}");
        }
        let feed = song.id("/feed_id");
        assert!(seen.insert(format!("feed {feed}")), "{feed}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_documented_records_are_there_at_the_start_unless_that_is_unwanted() {
    for (path, count) in [
        ("/v1/mureka/files/", 2),
        ("/v1/mureka/music/vocals/", 2),
        ("/v1/mureka/music/refs/", 2),
        ("/v1/mureka/speech/", 2),
        ("/v1/mureka/speech/voices/", 2),
        // Two in the list, and the one that is shown alone.
        ("/v1/mureka/music/", 3),
    ] {
        assert_eq!(start().await.items(path).await.len(), count, "{path}");
        assert!(empty().await.items(path).await.is_empty(), "{path}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_upload_to_cloudsway_is_answered_flat() {
    let mock = start().await;
    let mut seen = HashSet::new();
    for purpose in [
        "reference",
        "vocal",
        "melody",
        "instrumental",
        "voice",
        "audio",
    ] {
        let file = Part::bytes(vec![1; 4321]).file_name("a.mp3");
        let form = Form::new().text("purpose", purpose).part("file", file);
        let call = mock.call("POST", &format!("{CLOUDSWAY}/files/upload"));
        let answer = call.form(form).send().await.json();
        assert_eq!(answer["purpose"], purpose);
        assert_eq!(
            (&answer["bytes"], &answer["created_at"]),
            (&json!(4321), &json!(1_772_600_767))
        );
        assert_eq!(id(&answer["id"]).len(), 15);
        assert!(seen.insert(id(&answer["id"])));
        assert_eq!(answer.get("data"), None);
    }
}

/// Every link in an answer.
fn links(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.starts_with("http") => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| links(item, found)),
        Value::Object(fields) => fields.values().for_each(|item| links(item, found)),
        _ => {}
    }
}

#[tokio::test(start_paused = true)]
async fn links_lead_to_files_of_the_right_type() {
    let mock = start().await;
    let song = mock.song(&json!({})).await;
    let named = json!({"song_id": song.json()["songs"][0]["song_id"], "type": "stem"});
    let mut answers = vec![
        song.json(),
        mock.post("/v1/mureka/music/download", &named).await.json(),
    ];
    let video = json!({"song_id": named["song_id"]});
    let call = mock
        .call("POST", "/v1/mureka/music/video-generate")
        .json(&video);
    answers.push(mock.wait_for(call).await.json());
    for Kind { add, list, .. } in KINDS {
        answers.push(mock.upload(add).await.json());
        answers.push(mock.get(list).await.json());
    }
    answers.push(mock.upload("/v1/mureka/files/motif/").await.json());
    answers.push(mock.get("/v1/mureka/files/youtube/?url=a").await.json());
    let sent = json!({"lyrics": "La"});
    let task = mock
        .post(&format!("{CLOUDSWAY}/song/generate"), &sent)
        .await;
    mock.advance(GENERATION);
    let path = format!("{CLOUDSWAY}/song/query/{}", task.id("/data/taskId"));
    answers.push(mock.get(&path).await.json());

    let mut kinds = HashSet::new();
    let mut found = Vec::new();
    for answer in &answers {
        links(answer, &mut found);
    }
    // A page to share a song on is no file.
    found.retain(|link| !link.starts_with("https://<share") && link != "https://");
    for link in &found {
        let path = link.strip_prefix(mock.base_url());
        let path = path.unwrap_or_else(|| panic!("{link} leads elsewhere"));
        let ending = path.rsplit('.').next().unwrap().to_owned();
        let expected = match ending.as_str() {
            "mp3" => "audio/mpeg",
            "wav" => "audio/wav",
            "flac" => "audio/flac",
            "png" => "image/png",
            "mp4" => "video/mp4",
            "zip" => "application/zip",
            _ => panic!("{link}"),
        };
        let file = mock.get(path).await;
        assert_eq!(
            (file.status, file.header("content-type")),
            (200, expected),
            "{link}"
        );
        assert!(file.bytes.len() > 60, "{link}");
        kinds.insert(ending);
    }
    assert_eq!(kinds.len(), 6, "{kinds:?}");
}
