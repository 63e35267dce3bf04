//! Hosts that lie, stall and never end.

use std::time::Duration;

use mureka_api::{ErrorKind, Retry};

use crate::host::{Host, Reply, client, folder, names, song};
use crate::support;

#[tokio::test]
async fn a_page_is_never_saved_as_a_song() {
    for (headers, body) in [
        ("content-type: text/html; charset=utf-8\r\n", "<html>"),
        ("content-type: application/json\r\n", "{}"),
        ("content-type: application/problem+json\r\n", "[]"),
        ("content-type: text/plain\r\n", "try again later"),
        ("content-type: audio/mpeg\r\n", "\n <!DOCTYPE html>"),
        ("content-type: audio/mpeg\r\n", "{\"error\": \"expired\"}"),
        ("", "\u{feff}<?xml version=\"1.0\"?><Error/>"),
        ("content-encoding: gzip\r\n", "\u{1f}"),
    ] {
        let folder = folder("page");
        let host = Host::start(move |_, _| Reply::whole(200, headers, body)).await;
        let error = host.download().save_in(&folder).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unexpected, "{headers}{body}");
        assert_eq!(names(&folder), [""; 0], "{headers}{body}");
    }
    let host = Host::start(|_, _| Reply::whole(200, "content-type: text/plain\r\n", "La")).await;
    let words = client().download(format!("{}/lyrics.txt", host.url));
    assert_eq!(words.bytes(10).await.unwrap(), "La");
    let words = folder("words").join("words.txt");
    host.download().save_as(&words).await.unwrap();
    assert_eq!(std::fs::read(words).unwrap(), b"La");
}

/// A portal of a hotel answers whatever one asks for: the megabytes that are there already
/// must survive it.
#[tokio::test]
async fn a_page_does_not_cost_the_part_that_is_there() {
    let path = folder("portal").join("song.mp3");
    let host = Host::start(|number, request| match number {
        0 => Reply::file(request, &song(300_000), "\"v1\"").cut(200_000),
        1 => Reply::whole(200, "content-type: text/html\r\n", "<html>log in</html>"),
        2 => Reply::whole(200, "content-type: audio/mpeg\r\n", "<html>log in</html>"),
        3 => Reply::whole(200, "", ""),
        _ => Reply::file(request, &song(300_000), "\"v1\""),
    })
    .await;
    for _ in 0..4 {
        let download = host.download().retry(Retry::off());
        assert!(download.save_as(&path).await.is_err());
        let part = std::fs::read(path.with_extension("mp3.part")).unwrap();
        assert_eq!(part, song(300_000)[..200_000]);
    }
    let saved = host.download().save_as(&path).await.unwrap();
    assert_eq!(saved.resumed_from, 200_000);
    assert_eq!(std::fs::read(path).unwrap(), song(300_000));
}

#[tokio::test]
async fn an_empty_file_is_an_error() {
    for headers in ["content-length: 0\r\n", ""] {
        let folder = folder("empty");
        let host = Host::start(move |_, _| Reply::new(200, headers, "")).await;
        let error = host.download().save_in(&folder).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unexpected);
        assert!(
            error.message().ends_with("a file is never empty"),
            "{error}"
        );
        assert_eq!(names(&folder), [""; 0]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_host_that_cuts_at_every_thousandth_byte_wears_out_only_who_lets_it() {
    let host = || Host::start(|_, request| Reply::file(request, &song(10_500), "\"v1\"").cut(1000));
    let folder = folder("cuts");
    let patient = host().await;
    let download = patient.download().retry(Retry::new().attempts(20));
    let saved = download.save_in(&folder).await.unwrap();
    assert_eq!(std::fs::read(saved.path).unwrap(), song(10_500));
    assert_eq!(patient.heads().len(), 11);

    let default = host().await;
    let download = default.download().overwrite(true);
    let error = download.save_in(&folder).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert_eq!((error.attempts(), default.heads().len()), (5, 5));
    assert!(
        error.message().contains("5000 of 10500 bytes came"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn long_transfers_may_be_cut_as_often_as_it_takes() {
    let file = song(3_000_000);
    let sent = file.clone();
    let host =
        Host::start(move |_, request| Reply::file(request, &sent, "\"v1\"").cut(100_000)).await;
    let saved = host.download().save_in(folder("long")).await.unwrap();
    assert_eq!(std::fs::read(saved.path).unwrap(), file);
    assert_eq!(host.heads().len(), 30);
}

/// Each attempt brings much, and none brings it further than the one before.
#[tokio::test(start_paused = true)]
async fn a_host_that_starts_over_each_time_is_given_up() {
    let answers: [fn(usize) -> Reply; 3] = [
        |_| Reply::whole(200, "etag: \"v1\"\r\n", song(500_000)).cut(200_000),
        |number| {
            let headers = format!("etag: \"v{number}\"\r\n");
            Reply::whole(200, &headers, song(500_000)).cut(200_000)
        },
        |_| Reply::whole(200, "", song(500_000)).cut(200_000),
    ];
    for answer in answers {
        let host = Host::start(move |number, _| answer(number)).await;
        let error = host.download().save_in(folder("over")).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connection);
        assert_eq!(host.heads().len(), 5);
    }
}

#[tokio::test]
async fn a_length_that_is_a_lie_is_found_out() {
    // Fewer bytes than announced: cut. More: the rest belongs to nobody.
    let host = Host::start(|_, _| Reply::new(200, "content-length: 500\r\n", song(400))).await;
    let download = host.download().retry(Retry::off());
    let error = download.save_in(folder("fewer")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection, "{error}");
    let host = Host::start(|_, _| Reply::new(200, "content-length: 300\r\n", song(400))).await;
    assert_eq!(host.download().bytes(1000).await.unwrap(), song(300));

    // The rest is longer than the whole was.
    let path = folder("more").join("song.mp3");
    let host = Host::start(|number, request| match number {
        0 => Reply::file(request, &song(300_000), "\"v1\"").cut(100_000),
        _ => {
            let headers =
                "etag: \"v1\"\r\ncontent-range: bytes 100000-299999/300000\r\ncontent-length: 400000\r\n";
            Reply::new(206, headers, vec![1; 400_000])
        }
    })
    .await;
    let first = host.download().retry(Retry::off()).save_as(&path).await;
    assert_eq!(first.unwrap_err().kind(), ErrorKind::Connection);
    let error = host.download().save_as(&path).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unexpected);
    assert!(
        error.message().contains("more than the 300000 bytes"),
        "{error}"
    );
    assert!(!path.exists());
}

#[tokio::test]
async fn a_part_that_nobody_asked_for_is_an_error() {
    let headers = "content-range: bytes 5-9/10\r\n";
    let host = Host::start(move |_, _| Reply::whole(206, headers, song(5))).await;
    let error = host.download().bytes(10).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unexpected);
}

#[tokio::test(start_paused = true)]
async fn a_host_that_stops_is_left_and_a_slow_one_is_not() {
    let host = Host::start(|number, request| {
        let reply = Reply::file(request, &song(300_000), "\"v1\"");
        if number < 2 {
            reply.stall(100_000)
        } else {
            reply
        }
    })
    .await;
    let start = tokio::time::Instant::now();
    let saved = host.download().save_in(folder("stalls")).await.unwrap();
    assert_eq!(std::fs::read(saved.path).unwrap(), song(300_000));
    let waited = start.elapsed();
    assert!(waited >= Duration::from_secs(120), "{waited:?}");

    let mute = Host::start(|_, _| Reply::new(200, "", "").stall(0)).await;
    let impatient = mute
        .download()
        .idle_timeout(Duration::from_secs(2))
        .retry(Retry::off());
    let error = impatient.bytes(10).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.message().contains("nothing came for 2 s"), "{error}");
}

/// Two hours in all, 50 s between bytes.
#[tokio::test(start_paused = true)]
async fn how_long_a_download_takes_in_all_is_not_limited() {
    use tokio::io::AsyncWriteExt;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/x.mp3", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        support::read(&mut stream, None).await;
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 144\r\n\r\n";
        stream.write_all(head.as_bytes()).await.unwrap();
        for byte in song(144) {
            tokio::time::sleep(Duration::from_secs(50)).await;
            stream.write_all(&[byte]).await.unwrap();
        }
    });
    assert_eq!(client().download(url).bytes(1000).await.unwrap(), song(144));
}

#[tokio::test]
async fn a_body_without_end_ends_at_the_limit() {
    let host = Host::start(|_, _| {
        Reply::new(200, "transfer-encoding: chunked\r\n", {
            let mut chunks = Vec::new();
            for _ in 0..100 {
                chunks.extend_from_slice(b"2710\r\n");
                chunks.extend_from_slice(&song(10_000));
                chunks.extend_from_slice(b"\r\n");
            }
            chunks
        })
        .stall(usize::MAX)
    })
    .await;
    let folder = folder("endless");
    let error = host.download().limit(500_000).save_in(&folder).await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::TooLarge);
}

#[tokio::test(start_paused = true)]
async fn a_host_that_asks_to_wait_is_waited_for() {
    let host = Host::start(|number, request| match number {
        0 => Reply::whole(429, "retry-after: 40\r\n", ""),
        1 => Reply::whole(503, "retry-after: 50\r\n", ""),
        _ => Reply::file(request, &song(10), "\"v1\""),
    })
    .await;
    let start = tokio::time::Instant::now();
    assert_eq!(host.download().bytes(10).await.unwrap(), song(10));
    assert!(start.elapsed() >= Duration::from_secs(90));
    for (status, kind) in [
        (429, ErrorKind::RateLimited),
        (500, ErrorKind::Server),
        (400, ErrorKind::Api),
        (201, ErrorKind::Unexpected),
    ] {
        let host = Host::start(move |_, _| Reply::whole(status, "", "")).await;
        let error = host.download().retry(Retry::off()).bytes(1).await;
        let error = error.unwrap_err();
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (kind, status)
        );
        assert_eq!(host.heads().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn no_connection_is_tried_again_and_then_told_without_the_signature() {
    let url = "http://127.0.0.1:9/x.mp3?sig=hunter3";
    let error = client().download(url).bytes(1).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert_eq!(error.attempts(), 5);
    assert!(
        error
            .message()
            .starts_with("127.0.0.1:9/x.mp3: no connection"),
        "{error}"
    );
    assert!(!format!("{error} {error:?}").contains("hunter3"));
}

#[cfg(unix)]
#[tokio::test]
async fn nothing_is_written_through_a_link_or_into_a_pipe() {
    let folder = folder("links");
    let other = folder.join("other");
    std::fs::write(&other, "mine").unwrap();
    std::os::unix::fs::symlink(&other, folder.join("song.mp3.part")).unwrap();
    let host = Host::of(song(10)).await;
    let error = host.download().save_as(folder.join("song.mp3")).await;
    assert!(
        error
            .unwrap_err()
            .message()
            .ends_with("is not a regular file")
    );
    assert_eq!(std::fs::read(&other).unwrap(), b"mine");

    // A link in the place of the target counts as there, also one that leads nowhere.
    let nowhere = folder.join("nowhere.mp3");
    std::os::unix::fs::symlink("missing", &nowhere).unwrap();
    let error = host.download().save_as(&nowhere).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::File);

    let status = std::process::Command::new("mkfifo")
        .arg(folder.join("pipe.mp3.part"))
        .status();
    assert!(status.unwrap().success());
    let error = host.download().save_as(folder.join("pipe.mp3")).await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::File);
}
