//! What a broken download left, and whether it is gone on with.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::TryStreamExt;
use mureka_api::{ErrorKind, Retry};

use crate::host::{Host, Reply, client, folder, names, song};

#[tokio::test(start_paused = true)]
async fn a_broken_transfer_goes_on_where_it_stopped() {
    let file = song(300_000);
    let sent = file.clone();
    let host = Host::start(move |number, request| {
        let reply = Reply::file(request, &sent, "\"v1\"");
        if number < 2 {
            reply.cut(100_000)
        } else {
            reply
        }
    })
    .await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let watcher = Arc::clone(&seen);
    let download = host.download().progress(move |progress| {
        watcher.lock().unwrap().push(progress);
    });
    let saved = download.save_in(folder("broken")).await.unwrap();
    assert_eq!(std::fs::read(&saved.path).unwrap(), file);
    assert_eq!((saved.bytes, saved.resumed_from), (300_000, 0));
    let ranges = [
        None,
        Some("bytes=100000-".into()),
        Some("bytes=200000-".into()),
    ];
    assert_eq!(host.ranges(), ranges);
    assert!(host.heads()[1].contains("if-range: \"v1\""));

    let seen = seen.lock().unwrap();
    assert!(seen.windows(2).all(|pair| pair[0].bytes < pair[1].bytes));
    assert!(seen.iter().all(|progress| progress.total == Some(300_000)));
    assert_eq!(seen.last().unwrap().bytes, 300_000);
}

/// What is left of a download of `file` that came to `bytes` bytes.
async fn leave(path: &std::path::Path, file: &[u8], etag: &'static str, bytes: usize) -> String {
    let file = file.to_vec();
    let host = Host::start(move |_, request| Reply::file(request, &file, etag).cut(bytes)).await;
    let download = host.download().retry(Retry::off());
    let error = download.save_as(path).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection, "{error}");
    error.to_string()
}

#[tokio::test]
async fn a_download_that_is_given_up_keeps_what_came_and_says_so() {
    let path = folder("given-up").join("song.mp3");
    let message = leave(&path, &song(300_000), "\"v1\"", 100_000).await;
    let note = format!("100000 bytes are kept in {}.part", path.display());
    assert!(message.contains("100000 of 300000 bytes came"), "{message}");
    assert!(message.ends_with(&note), "{message}");
    assert!(!message.contains("hunter3"), "{message}");
    let kept = std::fs::read(path.with_extension("mp3.part")).unwrap();
    assert_eq!(kept, song(300_000)[..100_000]);
    assert!(!path.exists());
}

/// A part is there; what the server has, and what it answers to the rest of it.
#[tokio::test(start_paused = true)]
#[allow(clippy::too_many_lines, reason = "a table")]
async fn a_part_is_gone_on_with_only_if_the_server_has_the_same_file() {
    struct Case {
        name: &'static str,
        etag: &'static str,
        answer: fn(usize, Reply) -> Reply,
        resumed: bool,
        requests: usize,
    }
    for case in [
        Case {
            name: "same",
            etag: "\"v1\"",
            answer: |_, reply| reply,
            resumed: true,
            requests: 1,
        },
        Case {
            name: "changed",
            etag: "\"v2\"",
            answer: |_, reply| reply,
            resumed: false,
            requests: 1,
        },
        Case {
            name: "ignores-ranges",
            etag: "\"v1\"",
            answer: |_, _| Reply::whole(200, "etag: \"v1\"\r\n", song(300_000)),
            resumed: false,
            requests: 1,
        },
        // Answers the rest of another file, and at least says so.
        Case {
            name: "ignores-if-range",
            etag: "\"v2\"",
            answer: |number, reply| match number {
                0 => {
                    let headers = "etag: \"v2\"\r\ncontent-range: bytes 100000-299999/300000\r\n";
                    Reply::whole(206, headers, &song(300_000)[100_000..])
                }
                _ => reply,
            },
            resumed: false,
            requests: 2,
        },
        Case {
            name: "another-length",
            etag: "\"v1\"",
            answer: |number, reply| match number {
                0 => {
                    let headers = "content-range: bytes 100000-399999/400000\r\n";
                    Reply::whole(206, headers, vec![1; 300_000])
                }
                _ => reply,
            },
            resumed: false,
            requests: 2,
        },
        Case {
            name: "another-place",
            etag: "\"v1\"",
            answer: |number, reply| match number {
                0 => {
                    let headers = "content-range: bytes 0-299999/300000\r\n";
                    Reply::whole(206, headers, song(300_000))
                }
                _ => reply,
            },
            resumed: false,
            requests: 2,
        },
        Case {
            name: "refuses-the-range",
            etag: "\"v1\"",
            answer: |number, reply| match number {
                0 => Reply::whole(416, "content-range: bytes */5\r\n", ""),
                _ => reply,
            },
            resumed: false,
            requests: 2,
        },
    ] {
        let path = folder(&format!("part-{}", case.name)).join("song.mp3");
        leave(&path, &song(300_000), "\"v1\"", 100_000).await;
        // The same host, which is part of what is remembered, with another mood.
        let memory = path.with_extension("mp3.part.json");
        let text = std::fs::read_to_string(&memory).unwrap();
        let (etag, answer) = (case.etag, case.answer);
        let host = Host::start(move |number, request| {
            answer(number, Reply::file(request, &song(300_000), etag))
        })
        .await;
        let text = moved_to(&text, &host.url);
        std::fs::write(&memory, text).unwrap();

        let saved = host.download().save_as(&path).await.unwrap();
        assert_eq!(
            std::fs::read(&path).unwrap(),
            song(300_000),
            "{}",
            case.name
        );
        let resumed_from = if case.resumed { 100_000 } else { 0 };
        assert_eq!(saved.resumed_from, resumed_from, "{}", case.name);
        assert_eq!(host.heads().len(), case.requests, "{}", case.name);
        assert_eq!(names(path.parent().unwrap()), ["song.mp3"]);
    }
}

/// The memory of a part with another port: hosts do not move, tests' do.
fn moved_to(memory: &str, url: &str) -> String {
    let start = memory.find("127.0.0.1:").unwrap();
    let end = start + memory[start..].find('/').unwrap();
    memory.replace(&memory[start..end], url.trim_start_matches("http://"))
}

#[tokio::test]
async fn a_part_that_is_complete_needs_no_more_bytes() {
    let path = folder("complete").join("song.mp3");
    let file = song(100_000);
    let host = Host::of(file.clone()).await;
    leave(&path, &file, "\"v1\"", 50_000).await;
    let memory = path.with_extension("mp3.part.json");
    let text = std::fs::read_to_string(&memory).unwrap();
    std::fs::write(&memory, moved_to(&text, &host.url)).unwrap();
    std::fs::write(path.with_extension("mp3.part"), &file).unwrap();
    let saved = host.download().save_as(&path).await.unwrap();
    assert_eq!((saved.bytes, saved.resumed_from), (100_000, 100_000));
    assert_eq!(host.ranges(), [Some("bytes=100000-".into())]);
    assert_eq!(std::fs::read(path).unwrap(), file);
}

type Tamper = fn(&str) -> Option<String>;

#[tokio::test]
async fn a_part_that_cannot_be_trusted_is_written_anew() {
    let file = song(100_000);
    let tampered: [(&str, Tamper); 6] = [
        ("no-memory", |_| None),
        ("torn", |memory| Some(memory[..memory.len() / 2].to_owned())),
        ("garbage", |_| Some("\0\u{1}".into())),
        ("another-host", |memory| {
            Some(moved_to(memory, "http://a.example"))
        }),
        ("without-version", |memory| {
            Some(memory.replace("etag", "x"))
        }),
        ("shorter", |memory| Some(memory.replace("100000", "10"))),
    ];
    for (name, tamper) in tampered {
        let path = folder(&format!("tampered-{name}")).join("song.mp3");
        leave(&path, &vec![0xff; 100_000], "\"v1\"", 50_000).await;
        let host = Host::of(file.clone()).await;
        let memory = path.with_extension("mp3.part.json");
        let text = std::fs::read_to_string(&memory).unwrap();
        match tamper(&moved_to(&text, &host.url)) {
            Some(text) => std::fs::write(&memory, text).unwrap(),
            None => std::fs::remove_file(&memory).unwrap(),
        }
        let saved = host.download().save_as(&path).await.unwrap();
        assert_eq!(saved.resumed_from, 0, "{name}");
        assert_eq!(std::fs::read(&path).unwrap(), file, "{name}");
        assert_eq!(host.ranges(), [None], "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_version_nothing_is_gone_on_with() {
    let file = song(300_000);
    let sent = file.clone();
    let host = Host::start(move |number, _| {
        let reply = Reply::whole(200, "etag: W/\"weak\"\r\n", sent.clone());
        if number == 0 {
            reply.cut(100_000)
        } else {
            reply
        }
    })
    .await;
    let saved = host.download().save_in(folder("weak")).await.unwrap();
    assert_eq!(host.ranges(), [None, None]);
    assert_eq!(std::fs::read(saved.path).unwrap(), file);
}

#[tokio::test(start_paused = true)]
async fn a_name_that_the_answer_gives_finds_its_part_too() {
    let file = song(300_000);
    let sent = file.clone();
    let host = Host::start(move |number, request| {
        let mut reply = Reply::file(request, &sent, "\"v1\"");
        if number == 0 {
            reply = reply.cut(100_000);
        }
        reply
    })
    .await;
    let folder = folder("late-name");
    let download = || client().download(format!("{}/get", host.url));
    let error = download().retry(Retry::off()).save_in(&folder).await;
    assert!(error.is_err());
    assert_eq!(names(&folder), ["get.mp3.part", "get.mp3.part.json"]);
    let saved = download().save_in(&folder).await.unwrap();
    assert_eq!(saved.resumed_from, 100_000);
    assert_eq!(std::fs::read(saved.path).unwrap(), file);
    let ranges = [None, None, Some("bytes=100000-".into())];
    assert_eq!(host.ranges(), ranges);
}

#[tokio::test(start_paused = true)]
async fn a_stream_goes_on_by_itself_and_never_repeats_or_mixes() {
    let file = song(300_000);
    for (ranges, changes) in [(true, false), (false, false), (true, true)] {
        let sent = file.clone();
        let host = Host::start(move |number, request| {
            let etag = if changes && number > 0 {
                "\"v2\""
            } else {
                "\"v1\""
            };
            let reply = if ranges {
                Reply::file(request, &sent, etag)
            } else {
                Reply::whole(200, "etag: \"v1\"\r\n", sent.clone())
            };
            if number == 0 {
                reply.cut(100_000)
            } else {
                reply
            }
        })
        .await;
        let pieces: Result<Vec<_>, _> = host.download().into_stream().try_collect().await;
        if changes {
            let error = pieces.unwrap_err();
            assert_eq!(error.message(), "the file changed while it was downloaded");
        } else {
            assert_eq!(pieces.unwrap().concat(), file);
        }
    }
}

#[tokio::test]
async fn a_download_that_is_dropped_leaves_a_part_to_go_on_with() {
    let file = song(1_000_000);
    let sent = file.clone();
    let host = Host::start(move |number, request| {
        let reply = Reply::file(request, &sent, "\"v1\"");
        if number == 0 {
            reply.stall(600_000)
        } else {
            reply
        }
    })
    .await;
    let path = folder("dropped").join("song.mp3");
    let part = path.with_extension("mp3.part");
    let download = tokio::spawn(host.download().save_as(path.clone()));
    while std::fs::metadata(&part).map_or(0, |part| part.len()) < 300_000 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    download.abort();
    assert!(download.await.unwrap_err().is_cancelled());
    let saved = loop {
        // The lock goes with the last write, which runs on elsewhere.
        match host.download().save_as(&path).await {
            Err(error) if error.message().ends_with("by another download") => {}
            outcome => break outcome.unwrap(),
        }
    };
    assert!(saved.resumed_from >= 300_000, "{saved:?}");
    assert_eq!(std::fs::read(&path).unwrap(), file);
}
