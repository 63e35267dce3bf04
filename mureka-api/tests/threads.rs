//! What crosses threads, and what can be cloned.

use mureka_api::{
    Charged, Done, Download, Error, ErrorKind, Extra, Items, JobHandle, JsonString, List,
    Operation, Options, PageStream, Pages, Response, Retry, Secret, Submission, Ticket, Upload,
    cloudsway, useapi,
};

fn crosses<T: Send + Sync>() {}
fn is_sent<T: Send + 'static>() {}
fn is_shared<T: Send + Sync + Clone + 'static>() {}

/// As `tokio::spawn` asks.
fn is_spawned<T: Send>(_: impl FnOnce(useapi::Client) -> T) {}

#[test]
fn clients_are_shared_between_threads() {
    is_shared::<useapi::Client>();
    is_shared::<useapi::ClientBuilder>();
    is_shared::<cloudsway::Client>();
    is_shared::<cloudsway::ClientBuilder>();
}

#[test]
fn what_calls_take_and_give_is_shared_between_threads() {
    is_shared::<useapi::types::CreateSong>();
    is_shared::<useapi::types::Job>();
    is_shared::<cloudsway::types::TaskEnvelope>();
    is_shared::<Response<useapi::types::Job>>();
    is_shared::<Charged>();
    is_shared::<ErrorKind>();
    is_shared::<Extra>();
    is_shared::<JsonString<u8>>();
    is_shared::<List<u8>>();
    is_shared::<Operation>();
    is_shared::<Options>();
    is_shared::<Retry>();
    is_shared::<Secret>();
    is_shared::<Ticket>();
    is_shared::<Done<useapi::types::MusicResult>>();
}

#[test]
fn what_cannot_be_cloned_still_crosses_threads() {
    crosses::<Error>();
    crosses::<JobHandle<useapi::types::MusicResult>>();
    crosses::<Submission<useapi::types::CreateSong>>();
    crosses::<Pages<useapi::types::ListSongs>>();
    is_sent::<Items<useapi::types::ListSongs>>();
    is_sent::<PageStream<useapi::types::ListSongs>>();
    is_sent::<Download>();
    crosses::<useapi::resources::Songs<'_>>();
    crosses::<useapi::raw::Raw<'_>>();
    crosses::<cloudsway::resources::Songs<'_>>();
    // Its stream need not be `Sync`.
    is_sent::<Upload>();
}

#[test]
fn calls_are_spawned() {
    is_spawned(|client| async move { client.accounts().list().await });
    is_spawned(|client| async move {
        let request = useapi::types::CreateSong::new();
        client.songs().create(request).await.map(|_| ())
    });
    is_spawned(|client| async move {
        let upload = Upload::file("song.mp3")
            .await
            .map_err(|error| error.to_string())?;
        let request = useapi::types::UploadTrack::new("Title", "rock", "calm");
        let track = client.tracks().upload(request, upload).await;
        track.map_err(|error| error.to_string())
    });
}
