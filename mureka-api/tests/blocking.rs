//! Calls from code that is not async.
#![cfg(feature = "blocking")]
#![allow(clippy::unwrap_used)]

use std::future::{self, IntoFuture};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

use futures_core::Stream;
use futures_util::{StreamExt, stream};
use mureka_api::blocking::{Block, BlockIter};
use mureka_api::useapi::types::{CreateSong, GenerateLyrics, JobStatus, ListSongs, UploadTrack};
use mureka_api::{Error, ErrorKind, Upload, cloudsway, useapi};
use mureka_mock::MockServer;
use tokio::runtime::{Builder, Handle};

const REFUSED: &str = "blocking: called from async code, where no thread may wait: use `.await`, \
                       or `tokio::task::spawn_blocking`";

/// A server on a runtime of its own, as a program without async has none.
fn mock() -> MockServer {
    MockServer::start().block().unwrap()
}

fn client(mock: &MockServer) -> useapi::Client {
    let client = useapi::Client::builder().token("user:1-a");
    client.base_url(mock.base_url()).build().unwrap()
}

#[test]
fn calls_of_both_clients_give_what_async_calls_give() {
    let mock = mock();
    let accounts = client(&mock).accounts().list().block().unwrap();
    assert!(!accounts.is_empty());

    let other = cloudsway::Client::builder()
        .api_key("a")
        .endpoint("e")
        .base_url(mock.base_url())
        .build()
        .unwrap();
    let error = other.tasks().get("unknown").block().unwrap_err();
    assert_eq!(error.operation().unwrap().resource, "tasks");
    assert!(error.status().is_some());
}

#[test]
fn a_job_is_submitted_looked_at_and_waited_for() {
    let mock = MockServer::builder().generation_time(Duration::ZERO);
    let mock = mock.limits(false).start().block().unwrap();
    let client = client(&mock);
    let request = || CreateSong::new().prompt("Rain");
    let soon = Duration::from_millis(10);

    let done = client.songs().create(request()).poll_every(soon).block();
    assert!(!done.unwrap().songs.as_ref().unwrap().is_empty());

    let job = client.songs().create(request()).submit().block().unwrap();
    let mut job = job.poll_every(soon);
    let states: Result<Vec<_>, Error> = job.states().block_iter().collect();
    assert_eq!(
        states.unwrap().last().unwrap().status(),
        Some(&JobStatus::Completed)
    );
    assert!(job.block().is_ok());
    assert_eq!(mock.ledger().charges.len(), 2);
}

#[test]
fn pages_are_turned_and_a_song_is_downloaded() {
    let mock = MockServer::builder().page_size(1).start().block().unwrap();
    let client = client(&mock);
    let songs = client.songs().list(ListSongs::new().expand(true));
    let songs: Result<Vec<_>, Error> = songs.items().block_iter().collect();
    let songs = songs.unwrap();
    assert!(songs.len() > 1);

    let folder = folder();
    let mut made = songs.iter().flat_map(|feed| feed.songs.iter().flatten());
    let link = made.find_map(|song| song.mp3_url.clone()).unwrap();
    let saved = client.download(link).save_in(&folder).block().unwrap();
    assert!(saved.path.starts_with(&folder));
    std::fs::remove_dir_all(folder).unwrap();
}

/// A folder of this test's own.
fn folder() -> std::path::PathBuf {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("blocking-songs");
    std::fs::remove_dir_all(&folder).ok();
    std::fs::create_dir(&folder).unwrap();
    folder
}

#[test]
fn files_are_uploaded() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("blocking.mp3");
    std::fs::write(&path, b"ID3\x04\0\0\0\0\0\0").unwrap();
    let mock = mock();
    let upload = Upload::file(&path).block().unwrap();
    let request = UploadTrack::new("Title", "rock", "calm");
    let track = client(&mock).tracks().upload(request, upload).block();
    assert!(track.is_ok(), "{track:?}");
    let missing = Upload::file(path.join("missing")).block().unwrap_err();
    assert_eq!(missing.kind(), io::ErrorKind::NotADirectory);
}

#[test]
fn many_threads_wait_at_once() {
    const THREADS: usize = 32;
    // Each waits for all others: one after the other, none would ever end.
    let all = tokio::sync::Barrier::new(THREADS);
    let mock = mock();
    let client = client(&mock);
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                let meet = async {
                    all.wait().await;
                    client.accounts().list().await
                };
                assert!(Box::pin(meet).block().is_ok());
            });
        }
    });
    assert_eq!(mock.requests().len(), THREADS);
}

#[test]
fn what_is_no_future_yet_becomes_one() {
    struct Later(u8);
    impl IntoFuture for Later {
        type Output = Result<u8, Error>;
        type IntoFuture = future::Ready<Self::Output>;
        fn into_future(self) -> Self::IntoFuture {
            // Some start a timer or a task here.
            assert!(Handle::try_current().is_ok());
            future::ready(Ok(self.0))
        }
    }
    assert_eq!(Later(7).block().unwrap(), 7);
}

#[test]
fn time_passes() {
    let wait = async {
        tokio::time::sleep(Duration::from_millis(1)).await;
        Ok::<_, Error>(1)
    };
    assert_eq!(wait.block().unwrap(), 1);
}

/// What blocks in async code says so, sends nothing, and leaves the program alive.
async fn is_refused() {
    let server = MockServer::start().await.unwrap();
    let error = client(&server).accounts().list().block().unwrap_err();
    assert_eq!(error.to_string(), REFUSED);
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.never_sent());
    assert!(server.requests().is_empty());

    let error = Upload::file("song.mp3").block().unwrap_err();
    assert_eq!(error.to_string(), REFUSED);

    let list = async { vec![Ok::<_, Error>(1), Ok(2)] };
    assert_eq!(list.block().len(), 1);

    let mut items = stream::iter([Ok::<_, Error>(1)]).block_iter();
    assert_eq!(items.next().unwrap().unwrap_err().to_string(), REFUSED);
    assert!(items.next().is_none());

    // Async code goes on as before.
    assert!(client(&server).accounts().list().await.is_ok());
}

#[tokio::test]
async fn async_code_of_one_thread_is_told_to_await() {
    is_refused().await;
    tokio::spawn(is_refused()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn async_code_of_many_threads_is_told_to_await() {
    is_refused().await;
    tokio::spawn(is_refused()).await.unwrap();
}

#[test]
fn the_runtime_of_blocking_calls_is_async_code_too() {
    let inside = async { Box::pin(async { Ok::<_, Error>(1) }).block() };
    assert_eq!(inside.block().unwrap_err().to_string(), REFUSED);
    let task = async { tokio::spawn(is_refused()).await.map_err(io::Error::other) };
    task.block().unwrap();
}

#[tokio::test]
async fn where_tokio_lets_a_thread_wait_it_waits() {
    let mock = MockServer::start().await.unwrap();
    let client = client(&mock);
    let blocking = tokio::task::spawn_blocking(move || client.accounts().list().block());
    assert!(blocking.await.unwrap().is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_that_is_given_up_waits_too() {
    let mock = MockServer::start().await.unwrap();
    let client = client(&mock);
    let accounts = tokio::task::block_in_place(|| client.accounts().list().block());
    assert!(accounts.is_ok());
}

#[test]
fn inside_of_a_runtime_that_is_only_entered_it_waits() {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let _context = runtime.enter();
    assert!(client(&mock()).accounts().list().block().is_ok());
}

/// A stream that counts its items, and how often it was dropped on a runtime.
struct Watched {
    next: u32,
    dropped: Arc<AtomicUsize>,
}

impl Stream for Watched {
    type Item = Result<u32, Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.next += 1;
        Poll::Ready((self.next <= 3).then_some(Ok(self.next)))
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        assert!(Handle::try_current().is_ok());
        self.dropped.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn a_stream_is_an_iterator_that_may_be_left_in_the_middle() {
    let dropped = Arc::new(AtomicUsize::new(0));
    let watched = || {
        let dropped = Arc::clone(&dropped);
        Watched { next: 0, dropped }.block_iter()
    };
    let all: Result<Vec<_>, Error> = watched().collect();
    assert_eq!(all.unwrap(), [1, 2, 3]);
    assert_eq!(dropped.load(Ordering::Relaxed), 1);

    for number in watched() {
        if number.unwrap() == 2 {
            break;
        }
    }
    assert_eq!(dropped.load(Ordering::Relaxed), 2);

    let mut ended = watched();
    assert_eq!(ended.by_ref().count(), 3);
    assert!(ended.next().is_none());
}

#[test]
fn an_error_in_the_middle_is_an_item_and_not_the_end() {
    let calls = [true, false, true].map(|good| async move {
        let upload = if good { "Cargo.toml" } else { "missing" };
        Upload::file(upload).await
    });
    let items: Vec<bool> = stream::iter(calls)
        .then(|call| call)
        .block_iter()
        .map(|item| item.is_ok())
        .collect();
    assert_eq!(items, [true, false, true]);
}

#[test]
fn what_panics_does_not_take_the_others_with_it() {
    let bad = async {
        let request: Option<GenerateLyrics> = None;
        request
            .map(|_| Ok::<_, Error>(()))
            .expect("a bug of the caller")
    };
    assert!(thread::spawn(move || Box::pin(bad).block()).join().is_err());
    assert!(client(&mock()).accounts().list().block().is_ok());
}

#[test]
fn an_error_becomes_one_of_io() {
    let error = useapi::Client::new("").unwrap_err();
    let error = io::Error::from(error);
    assert_eq!(error.to_string(), "token: empty");
    assert!(error.get_ref().unwrap().is::<Error>());
}
