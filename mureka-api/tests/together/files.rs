//! The files of a result, whatever its titles say.

use mureka_api::ErrorKind;
use mureka_api::useapi::types::{CreateSong, CreateSongAdvanced, Song};
use mureka_mock::Fault;

use crate::world::{client, mock};

fn folder(name: &str) -> std::path::PathBuf {
    let folder =
        std::env::temp_dir().join(format!("mureka-together-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

#[tokio::test(start_paused = true)]
async fn two_songs_of_one_title_are_two_files_and_the_second_time_nothing_is_overwritten() {
    let mock = mock(&["1"]).await;
    let client = client(&mock);
    let folder = folder("twice");
    let request = CreateSongAdvanced::new("la").title("One");
    let done = client.songs().create_advanced(request).await.unwrap();
    let mut paths = Vec::new();
    for song in done.songs() {
        let saved = song.mp3().save_in(&folder).await.unwrap();
        assert!(saved.bytes > 0);
        paths.push(saved.path);
    }
    assert_eq!(paths.len(), 2);
    assert_ne!(paths[0], paths[1]);
    let error = done
        .songs()
        .next()
        .unwrap()
        .mp3()
        .save_in(&folder)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::File, "{error}");
    let again = done.songs().next().unwrap().mp3().overwrite(true);
    assert_eq!(again.save_in(&folder).await.unwrap().path, paths[0]);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_title_leads_nowhere_else() {
    let mock = mock(&["1"]).await;
    let client = client(&mock);
    let folder = folder("titles");
    let done = client.songs().create(CreateSong::new()).await.unwrap();
    let song = done.songs().next().unwrap();
    let long = "ü".repeat(10_000);
    for title in [
        "../../etc/passwd",
        "",
        " ",
        "..",
        "a\0b",
        "CON",
        "C:\\x",
        "\u{202e}3pm",
        "/",
        &long,
    ] {
        let mut song: Song = Song::clone(&song);
        song.title = Some(title.to_owned());
        let files = client.files_of(&song);
        for download in [files.mp3(), files.cover()] {
            let saved = download.overwrite(true).save_in(&folder).await.unwrap();
            assert_eq!(saved.path.parent(), Some(folder.as_path()), "{title}");
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test(start_paused = true)]
async fn what_is_missing_is_told_and_the_rest_is_there() {
    let mock = mock(&["1"]).await;
    mock.fault(Fault::on("create_song").without("mp3_url"));
    let client = client(&mock);
    let done = client.songs().create(CreateSong::new()).await.unwrap();
    let song = done.songs().next().unwrap();
    let folder = folder("missing");
    for error in [
        song.mp3().bytes(1000).await.unwrap_err(),
        song.mp3().save_in(&folder).await.unwrap_err(),
        song.mp3().save_as(folder.join("a.mp3")).await.unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::NotReady, "{error}");
    }
    assert!(!folder.exists());
    assert!(song.cover().bytes(10_000_000).await.is_ok());
    let mut bare = Song::clone(&song);
    bare.song_id = None;
    bare.title = Some("a\nb".to_owned());
    let error = client.files_of(&bare).stems().await.unwrap_err();
    assert!(!error.to_string().contains('\n'), "{error}");
}

#[tokio::test(start_paused = true)]
async fn stems_and_license_are_asked_for_first() {
    let mock = mock(&["1"]).await;
    let client = client(&mock);
    let folder = folder("stems");
    let done = client.songs().create(CreateSong::new()).await.unwrap();
    let song = done.songs().next().unwrap();
    let stems = song.stems().await.unwrap().save_in(&folder).await.unwrap();
    let license = song
        .license()
        .await
        .unwrap()
        .save_in(&folder)
        .await
        .unwrap();
    assert_ne!(stems.path, license.path);
    for (status, kind) in [
        (404, ErrorKind::NotFound),
        (403, ErrorKind::Forbidden),
        (596, ErrorKind::AccountBroken),
    ] {
        mock.fault(Fault::on("download_song").status(status));
        assert_eq!(song.stems().await.unwrap_err().kind(), kind);
    }
    mock.fault(Fault::on("media").status(404).always());
    let error = song
        .license()
        .await
        .unwrap()
        .overwrite(true)
        .save_in(&folder)
        .await
        .unwrap_err();
    assert!(error.status().is_some());
    std::fs::remove_dir_all(&folder).unwrap();
}
