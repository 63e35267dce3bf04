//! Settings that nobody would choose.

use std::time::{Duration, SystemTime};

use mureka_mock::{Builder, MockServer};
use serde_json::json;

use crate::wire::{SONG, connect, get, post, request, rest, until};

#[tokio::test]
async fn whatever_is_set_a_job_can_be_started_and_asked_for() {
    type Set = fn(Builder) -> Builder;
    let sets: [(&str, Set); 11] = [
        ("the smallest scale", |mock| {
            mock.time_scale(f64::MIN_POSITIVE)
        }),
        ("no time", |mock| mock.generation_time(Duration::ZERO)),
        ("all time", |mock| mock.generation_time(Duration::MAX)),
        ("all time and more", |mock| {
            mock.generation_time(Duration::MAX).time_scale(1e6)
        }),
        ("a page of all", |mock| mock.page_size(usize::MAX)),
        ("1970", |mock| mock.starts_at(SystemTime::UNIX_EPOCH)),
        ("1900", |mock| {
            mock.starts_at(SystemTime::UNIX_EPOCH - Duration::from_secs(70 * 365 * 86400))
        }),
        ("9999", |mock| {
            mock.starts_at(SystemTime::UNIX_EPOCH + Duration::from_secs(253_402_300_799))
        }),
        ("the end of time", |mock| {
            mock.starts_at(SystemTime::UNIX_EPOCH + Duration::from_secs(i64::MAX as u64))
        }),
        ("an account twice", |mock| {
            mock.account("1").account_with_credits("1", 0)
        }),
        ("no address", |mock| mock.public_url("\r\n\"<b>/")),
    ];
    for (about, set) in sets {
        let mock = set(MockServer::builder()).start().await.unwrap();
        let started = post(&mock, SONG, &json!({"prompt": "a", "async": true})).await;
        assert_eq!(started.status, 201, "{about}: {started:?}");
        let id = started.json()["jobid"].clone();
        let path = format!("/v1/mureka/jobs/{}", id.as_str().unwrap());
        let job = get(&mock, &path).await;
        assert_eq!(job.status, 200, "{about}: {job:?}");
        for path in [
            "/v1/mureka/music/",
            "/v1/mureka/jobs",
            "/_mock/jobs",
            "/_mock/ledger",
            "/",
        ] {
            assert_eq!(get(&mock, path).await.status, 200, "{about}: {path}");
        }
        assert_eq!(mock.ledger().total, 1, "{about}");
    }
}

#[tokio::test]
async fn settings_that_mean_nothing_are_refused_at_the_start() {
    type Set = fn(Builder) -> Builder;
    let scale = "more than 0 and at most 1000000 is allowed";
    let sets: [(Set, &str, &str); 6] = [
        (|mock| mock.time_scale(0.0), "time_scale: 0, ", scale),
        (|mock| mock.time_scale(-1.0), "time_scale: -1, ", scale),
        (
            |mock| mock.time_scale(f64::INFINITY),
            "time_scale: inf, ",
            scale,
        ),
        (|mock| mock.time_scale(f64::NAN), "time_scale: NaN, ", scale),
        (
            |mock| mock.page_size(0),
            "page_size: 0, ",
            "at least 1 is required",
        ),
        (|mock| mock.account(""), "account: ", "the id is empty"),
    ];
    for (set, thing, rule) in sets {
        let error = set(MockServer::builder()).start().await.unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::InvalidData);
        assert_eq!(error.to_string(), format!("{thing}{rule}"));
    }
}

#[tokio::test]
async fn jobs_that_take_longer_than_they_are_kept_give_their_slots_back() {
    let days = |days: u64| Duration::from_secs(days * 86400);
    let mock = MockServer::builder()
        .generation_time(days(8))
        .start()
        .await
        .unwrap();
    let song = json!({"prompt": "a", "async": true});
    for _ in 0..10 {
        assert_eq!(post(&mock, SONG, &song).await.status, 201);
        mock.advance(Duration::from_secs(3));
    }
    let full = post(&mock, SONG, &song).await;
    assert!(full.body.contains("(6323)"), "{full:?}");
    // Too old to be kept, and then past their end.
    mock.advance(days(7));
    assert_eq!(get(&mock, "/v1/mureka/jobs").await.json()["total"], 0);
    mock.advance(days(2));
    assert_eq!(post(&mock, SONG, &song).await.status, 201);
}

#[tokio::test]
async fn two_servers_do_not_share_a_port() {
    let one = MockServer::start().await.unwrap();
    let port = one.address().port();
    let error = MockServer::builder().port(port).start().await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::AddrInUse);
    assert!(
        error
            .to_string()
            .starts_with(&format!("127.0.0.1:{port}: ")),
        "{error}"
    );
}

// The time is virtual: there is a second's grace for answers under way.
#[tokio::test(start_paused = true)]
async fn a_server_that_is_dropped_lets_go_of_those_who_wait() {
    let mock = MockServer::builder()
        .generation_time(Duration::MAX)
        .start()
        .await
        .unwrap();
    let mut stream = connect(&mock).await;
    let song = request("POST", SONG, "application/json", r#"{"prompt":"a"}"#);
    tokio::io::AsyncWriteExt::write_all(&mut stream, &song)
        .await
        .unwrap();
    until("a job runs", || !mock.jobs().is_empty()).await;
    drop(mock);
    assert_eq!(rest(stream).await.status, 0);
}

#[test]
fn a_server_ends_with_its_runtime_and_may_be_dropped_after_it() {
    for threads in [1, 2] {
        let mut builder = match threads {
            1 => tokio::runtime::Builder::new_current_thread(),
            _ => tokio::runtime::Builder::new_multi_thread(),
        };
        let runtime = builder.enable_all().build().unwrap();
        let mock = runtime.block_on(async {
            let mock = MockServer::start().await.unwrap();
            let body = json!({"prompt": "a", "async": true, "replyUrl": "http://127.0.0.1:9/"});
            assert_eq!(post(&mock, SONG, &body).await.status, 201);
            mock
        });
        drop(runtime);
        mock.advance(Duration::from_secs(5));
        mock.reset();
        assert_eq!(mock.jobs(), []);
    }
}
