//! Where a file goes, what it is called, and that nothing is overwritten.

use futures_util::TryStreamExt;
use mureka_api::{ErrorKind, useapi};
use mureka_mock::MockServer;

use crate::host::{Host, Reply, client, folder, names, song};

#[tokio::test]
async fn a_song_of_the_mock_is_saved_under_its_title() {
    let mock = MockServer::start().await.unwrap();
    let client = useapi::Client::builder()
        .token("user:1-a")
        .base_url(mock.base_url())
        .build()
        .unwrap();
    let folder = folder("title");
    let link = format!("{}/_mock/media/x.mp3?bytes=70000", mock.base_url());
    for number in [1, 2] {
        let download = client.download(&link).title("Santa's Slippery Sleigh");
        let saved = download.number(number).save_in(&folder).await.unwrap();
        assert_eq!((saved.bytes, saved.resumed_from), (70_000, 0));
        assert_eq!(std::fs::read(&saved.path).unwrap().len(), 70_000);
    }
    assert_eq!(
        names(&folder),
        [
            "santas-slippery-sleigh-1.mp3",
            "santas-slippery-sleigh-2.mp3"
        ]
    );
}

#[tokio::test]
async fn bytes_and_stream_give_what_a_file_gets() {
    let file = song(300_000);
    let host = Host::of(file.clone()).await;
    let folder = folder("three-ways");
    let saved = host.download().save_in(&folder).await.unwrap();
    assert_eq!(std::fs::read(saved.path).unwrap(), file);
    assert_eq!(host.download().bytes(300_000).await.unwrap(), file);
    let pieces: Vec<_> = host.download().into_stream().try_collect().await.unwrap();
    assert!(pieces.len() > 1);
    assert_eq!(pieces.concat(), file);
}

#[tokio::test]
async fn a_file_that_is_there_stays_unless_it_is_to_be_replaced() {
    let host = Host::of(song(10)).await;
    let folder = folder("exists");
    let path = folder.join("song.mp3");
    std::fs::write(&path, "mine").unwrap();

    let named = || host.download().name("song.mp3");
    let error = named().save_in(&folder).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::File);
    assert_eq!(
        error.to_string(),
        format!(
            "{} is there already; `overwrite(true)` replaces it",
            path.display()
        )
    );
    assert!(host.heads().is_empty(), "asked before it looked");
    let error = host.download().save_in(&folder).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::File);
    assert_eq!(std::fs::read(&path).unwrap(), b"mine");
    assert_eq!(names(&folder), ["song.mp3"]);

    named().overwrite(true).save_in(&folder).await.unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), song(10));
    assert_eq!(names(&folder), ["song.mp3"]);
}

#[tokio::test]
async fn a_file_that_turns_up_meanwhile_stays() {
    let folder = folder("turns-up");
    let path = folder.join("song.mp3");
    let meanwhile = path.clone();
    let host = Host::start(move |_, request| {
        std::fs::write(&meanwhile, "mine").unwrap();
        Reply::file(request, &song(10), "\"v1\"")
    })
    .await;
    let error = host.download().save_as(&path).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::File);
    assert_eq!(std::fs::read(&path).unwrap(), b"mine");
}

#[tokio::test]
async fn names_come_from_the_caller_the_server_or_the_link() {
    for (index, (path, headers, name, expected)) in [
        ("x.mp3", "", Some("My Song"), "My Song.mp3"),
        ("x.mp3", "", Some("a/../b:c.mp3"), "a-..-b-c.mp3"),
        ("x.mp3", "", None, "x.mp3"),
        ("x%2f..%2f..%2fy.mp3", "", None, "x-..-..-y.mp3"),
        ("get", "content-type: audio/wav\r\n", None, "get.wav"),
        ("", "content-type: image/png\r\n", None, "download.png"),
        (
            "x.mp3",
            "content-disposition: attachment; filename=\"../../evil.mp3\"\r\n",
            None,
            "-..-evil.mp3",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let host = Host::start(move |_, _| Reply::whole(200, headers, song(10))).await;
        let folder = folder(&format!("names-{index}"));
        let mut download = client().download(format!("{}/{path}", host.url));
        if let Some(name) = name {
            download = download.name(name);
        }
        let saved = download.save_in(&folder).await.unwrap();
        assert_eq!(saved.path, folder.join(expected));
        assert_eq!(names(&folder), [expected]);
    }
}

#[tokio::test]
async fn the_last_folder_is_made_and_no_other() {
    let host = Host::of(song(10)).await;
    let folder = folder("folders");
    let new = folder.join("songs");
    host.download().save_in(&new).await.unwrap();
    assert_eq!(names(&new), ["song.mp3"]);

    for wrong in [folder.join("a/b"), new.join("song.mp3")] {
        let error = host.download().save_in(&wrong).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::File);
        assert!(error.to_string().starts_with(&wrong.display().to_string()));
    }
    let error = host.download().save_as(folder.join("a/b.mp3")).await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::File);
    let error = host.download().overwrite(true).save_as(&new).await;
    assert!(error.unwrap_err().to_string().ends_with("is a folder"));
    assert_eq!(names(&folder), ["songs"]);
}

#[tokio::test]
async fn of_two_downloads_to_one_path_the_second_fails_and_the_first_is_whole() {
    let file = song(2_000_000);
    let host = Host::of(file.clone()).await;
    let path = folder("two").join("song.mp3");
    let downloads = (0..8).map(|_| host.download().save_as(&path));
    let outcomes = futures_util::future::join_all(downloads).await;
    let (good, bad): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    assert_eq!(good.len(), 1);
    for error in bad.into_iter().map(Result::unwrap_err) {
        assert_eq!(error.kind(), ErrorKind::File);
    }
    assert_eq!(std::fs::read(&path).unwrap(), file);
    assert_eq!(names(path.parent().unwrap()), ["song.mp3"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_downloads_that_replace_one_path_leave_one_whole_file() {
    let file = song(200_000);
    let host = Host::of(file.clone()).await;
    let path = folder("many").join("song.mp3");
    for _ in 0..20 {
        let downloads = (0..8).map(|_| {
            let download = host.download().overwrite(true);
            tokio::spawn(download.save_as(path.clone()))
        });
        let outcomes = futures_util::future::join_all(downloads).await;
        assert!(
            outcomes
                .iter()
                .any(|outcome| outcome.as_ref().unwrap().is_ok())
        );
        assert_eq!(std::fs::read(&path).unwrap(), file);
        assert_eq!(names(path.parent().unwrap()), ["song.mp3"]);
    }
}

#[tokio::test]
async fn nothing_is_kept_in_memory_beyond_its_limit() {
    let host = Host::of(song(1000)).await;
    assert_eq!(host.download().bytes(1000).await.unwrap().len(), 1000);
    let error = host.download().bytes(999).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert_eq!(
        error.message().split_once(": ").unwrap().1,
        "1000 bytes, at most 999 are allowed"
    );
    let folder = folder("limit");
    let error = host
        .download()
        .limit(999)
        .save_in(&folder)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert_eq!(names(&folder), [""; 0]);
}

#[test]
fn a_download_shows_no_signature_and_moves_between_threads() {
    fn moves<T: Send>(value: T) -> T {
        value
    }
    let download = moves(client().download("https://a.example/x.mp3?sig=hunter3"));
    let shown = format!("{download:?}");
    assert!(
        shown.contains("a.example/x.mp3") && !shown.contains("hunter"),
        "{shown}"
    );
    let save = moves(download.save_in("."));
    drop(save);
    drop(moves(client().download("x").into_stream()));
}
