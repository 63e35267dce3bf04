//! Pages that cannot be had.

use futures_util::{StreamExt, TryStreamExt};
use mureka_api::ErrorKind;
use mureka_api::useapi::types::{ListTracks, ListVoices};
use mureka_mock::Fault;

use crate::lists::mock;
use crate::server::Pages;
use crate::support::json;

const FIRST: &str = r#"{"list": [{"id": 1}, {"id": 2}], "last_id": 2, "more": true}"#;

#[tokio::test(start_paused = true)]
async fn an_error_in_the_middle_comes_once_behind_what_was_received() {
    let cases: [(&str, Vec<u8>, ErrorKind); 7] = [
        (
            "wrong token",
            json(401, r#"{"error": "no"}"#),
            ErrorKind::Unauthorized,
        ),
        ("a cursor that ran out", json(400, "{}"), ErrorKind::Api),
        (
            "a broken account",
            json(596, "{}"),
            ErrorKind::AccountBroken,
        ),
        (
            "a failure of the server",
            json(500, "<html>"),
            ErrorKind::Server,
        ),
        (
            "a body that is no page",
            json(200, r#"{"list": [{"id": 3}, 4]}"#),
            ErrorKind::Decode,
        ),
        (
            "half a body",
            json(200, r#"{"list": [{"id": 3}"#),
            ErrorKind::Decode,
        ),
        ("no answer", Vec::new(), ErrorKind::Connection),
    ];
    for (case, answer, kind) in cases {
        let server = Pages::serve(move |cursor| match cursor {
            "" => json(200, FIRST),
            _ => answer.clone(),
        })
        .await;
        let tracks = server.client.tracks().list(ListTracks::new()).items();
        let results: Vec<_> = tracks.collect().await;
        let [Ok(first), Ok(second), Err(error)] = &results[..] else {
            panic!("{case}: {results:?}");
        };
        let ids = [first, second].map(|track| track.id.as_ref().unwrap().as_i64().unwrap());
        assert_eq!(ids, [1, 2], "{case}");
        assert_eq!(error.kind(), kind, "{case}");
        assert_eq!(error.operation().unwrap().id, "list_tracks", "{case}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_error_on_the_first_page_is_all_there_is() {
    let (mock, client) = mock(1).await;
    mock.fault(Fault::on("list_tracks").always().status(401));
    let mut tracks = client.tracks().list(ListTracks::new()).items();
    assert_eq!(
        tracks.try_next().await.unwrap_err().kind(),
        ErrorKind::Unauthorized
    );
    for _ in 0..3 {
        assert!(tracks.try_next().await.unwrap().is_none());
    }
    let error = client.tracks().list(ListTracks::new()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthorized);
    assert_eq!(mock.requests().len(), 2, "no more is sent after an error");
}

#[tokio::test(start_paused = true)]
async fn a_decode_error_names_its_place_in_the_page() {
    let server = Pages::table(&[("", r#"{"list": [{"id": 1}, {"id": 2, "title": 3}]}"#)]).await;
    let mut tracks = server.client.tracks().list(ListTracks::new()).items();
    let error = tracks.try_next().await.unwrap_err();
    assert_eq!(error.path(), Some("list[1].title"));
}

#[tokio::test(start_paused = true)]
async fn after_an_error_the_list_is_read_on_and_nothing_is_lost() {
    let (mock, client) = mock(1).await;
    let all = client.voices().list(ListVoices::new()).items();
    let all: Vec<_> = all.try_collect().await.unwrap();
    for skip in 0..2 {
        mock.fault(Fault::on("list_voices").skip(skip).status(401));
        let mut read = Vec::new();
        let mut errors = 0;
        let mut params = ListVoices::new();
        loop {
            let mut voices = client.voices().list(params).items();
            let stopped = loop {
                match voices.try_next().await {
                    Ok(Some(voice)) => read.push(voice),
                    Ok(None) => break false,
                    Err(_) => break true,
                }
            };
            if !stopped {
                break;
            }
            errors += 1;
            params = voices.next_page().unwrap().clone();
        }
        assert_eq!((&read, errors), (&all, 1), "page {skip} failed");
    }
}
