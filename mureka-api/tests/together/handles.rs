//! A job asked in odd orders, and by odd tickets.

use std::time::Duration;

use futures_util::StreamExt;
use mureka_api::cloudsway::{self, types::GenerateSong};
use mureka_api::jobs::wait_all;
use mureka_api::useapi::types::{CreateSong, MusicResult};
use mureka_api::{Charged, Done, ErrorKind, JobHandle, Options, Ticket};
use mureka_mock::{Fault, MockServer};
use serde_json::json;
use tokio::time::{Instant, sleep, timeout};

use crate::world::{HOUR, JOB, client, mock, watched, within};

#[tokio::test(start_paused = true)]
async fn after_an_error_in_the_stream_an_await_asks_again() {
    let mock = mock(&["1"]).await;
    let client = client(&mock);
    let mut job = client.songs().submit(CreateSong::new()).await.unwrap();
    mock.fault(Fault::on("get_job").status(401));
    let told: Vec<_> = within(HOUR, job.states().collect()).await;
    let error = told.into_iter().last().unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthorized);
    assert_eq!(job.states().count().await, 0, "it is told once");
    let done = within(HOUR, async { job.await }).await;
    assert!(done.is_ok(), "{done:?}");
}

#[tokio::test(start_paused = true)]
async fn after_the_deadline_in_the_stream_an_await_looks_once_and_tells_the_whole_wait() {
    let mock = mock(&["1"]).await;
    let client = client(&mock);
    let job = client.songs().submit(CreateSong::new()).await.unwrap();
    let mut job = job.deadline(Duration::from_secs(20));
    let told: Vec<_> = within(HOUR, job.states().collect()).await;
    assert_eq!(
        told.last().unwrap().as_ref().unwrap_err().kind(),
        ErrorKind::Deadline
    );
    let error = within(HOUR, async { job.await }).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Deadline);
    assert!(error.to_string().contains("after 20 s"), "{error}");

    let job = client.songs().submit(CreateSong::new()).await.unwrap();
    let mut job = job.deadline(Duration::from_secs(20));
    let _: Vec<_> = within(HOUR, job.states().collect()).await;
    sleep(JOB).await;
    assert!(within(HOUR, async { job.await }).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn looks_states_and_deadlines_in_any_order_lead_to_one_result() {
    for seed in 0..40_u64 {
        let mock = mock(&["1"]).await;
        let (client, watch) = watched(&mock);
        let mut rng = fastrand::Rng::with_seed(seed);
        let mut job = client.songs().submit(CreateSong::new()).await.unwrap();
        for _ in 0..rng.usize(..8) {
            match rng.usize(..6) {
                0 => drop(job.look().await),
                1 => drop(job.states().next().await),
                2 => job = job.deadline(Duration::from_secs(rng.u64(..30))),
                3 => job = job.poll_every(Duration::from_millis(rng.u64(500..9000))),
                4 => sleep(Duration::from_secs(rng.u64(..30))).await,
                _ => mock.fault(Fault::on("get_job").status([401, 404, 503][rng.usize(..3)])),
            }
        }
        mock.clear_faults();
        let job = job.deadline(HOUR);
        let done = within(2 * HOUR, async { job.await }).await;
        assert!(done.is_ok(), "{seed}: {done:?}");
        assert!(watch.busiest().0 <= 6, "{seed}: {:?}", watch.busiest());
        assert_eq!(mock.ledger().total, 1);
    }
}

#[tokio::test(start_paused = true)]
async fn no_handles_are_done_at_once_and_two_of_one_job_both_get_it() {
    let mock = mock(&["1"]).await;
    let client = client(&mock);
    let none: Vec<JobHandle<MusicResult>> = Vec::new();
    assert!(wait_all(none).await.is_empty());
    let job = client.songs().submit(CreateSong::new()).await.unwrap();
    let again = client.songs().resume(job.ticket().clone()).unwrap();
    let third = client.songs().resume(job.ticket().clone()).unwrap();
    let short = third.deadline(Duration::from_secs(10));
    let results = Box::pin(within(HOUR, wait_all([job, again, short]))).await;
    assert!(results[0].is_ok() && results[1].is_ok());
    let late = results[2].as_ref().unwrap_err();
    assert_eq!(late.kind(), ErrorKind::Deadline);
    assert_eq!(late.charged(), Charged::Yes);
    let pool = client.pool();
    assert_eq!(pool.accounts().await.unwrap()[0].free_slots, Some(10));
}

#[tokio::test(start_paused = true)]
async fn many_that_wait_for_long_look_for_themselves_one_after_another() {
    let builder = MockServer::builder().generation_time(HOUR).limits(false);
    let mock = builder.start().await.unwrap();
    let (client, watch) = watched(&mock);
    let client = client.with(Options::new().paced(false));
    let mut jobs = Vec::new();
    for _ in 0..300 {
        jobs.push(client.songs().submit(CreateSong::new()).await.unwrap());
    }
    let before = watch.calls();
    let waited = timeout(Duration::from_secs(590), wait_all(jobs)).await;
    assert!(waited.is_err(), "no job has ended");
    // Every 0.6 s one of them, and all of them every five seconds by a list.
    assert!(watch.busiest_of("get_job") <= 3, "{:?}", watch.busiest());
    let calls = watch.calls() - before;
    assert!((400..1200).contains(&calls), "{calls}");
}

/// A list may keep what has ended.
#[tokio::test(start_paused = true)]
async fn however_many_wait_each_looks_for_itself_before_its_deadline() {
    let builder = MockServer::builder().generation_time(HOUR).limits(false);
    let mock = builder.start().await.unwrap();
    let (client, watch) = watched(&mock);
    let client = client.with(Options::new().paced(false));
    let mut jobs = Vec::new();
    for _ in 0..950 {
        jobs.push(client.songs().submit(CreateSong::new()).await.unwrap());
    }
    let waited = timeout(Duration::from_secs(590), wait_all(jobs)).await;
    assert!(waited.is_err(), "no job has ended");
    let looks = watch.calls_of("get_job");
    assert!((950..3000).contains(&looks), "{looks}");
    let busiest = watch.busiest_of("get_job");
    assert!(busiest <= 15, "{busiest}");
}

#[tokio::test(start_paused = true)]
async fn tasks_of_cloudsway_are_waited_for_together() {
    let mock = mock(&["1"]).await;
    let builder = cloudsway::Client::builder().api_key("key").endpoint("e");
    let client = builder.base_url(mock.base_url()).build().unwrap();
    let mut jobs = Vec::new();
    for _ in 0..3 {
        let request = GenerateSong::new("la");
        jobs.push(client.songs().generate(request).submit().await.unwrap());
    }
    let results = within(HOUR, wait_all(jobs)).await;
    for result in results {
        let done = result.unwrap();
        assert!(done.songs().next().unwrap().url.is_some());
    }
}

async fn waited(
    fault: Fault,
) -> (
    Result<Done<MusicResult>, mureka_api::Error>,
    Duration,
    usize,
) {
    let mock = mock(&["1"]).await;
    let (client, watch) = watched(&mock);
    let job = client.songs().submit(CreateSong::new()).await.unwrap();
    let listed = json!({"total": 1, "accounts": {"1": {"jobs": [
        {"jobid": job.id(), "verb": "music/create", "elapsed": "00:05"},
    ]}}});
    let fault = if fault == Fault::any() {
        Fault::on("list_jobs").status(200).body(listed)
    } else {
        fault
    };
    mock.fault(fault.always());
    let begun = Instant::now();
    let mut results = within(HOUR, wait_all([job])).await;
    (results.remove(0), begun.elapsed(), watch.calls())
}

#[tokio::test(start_paused = true)]
async fn a_list_that_is_wrong_about_a_job_delays_its_result_and_loses_nothing() {
    let none = json!({"total": 0, "accounts": {}});
    for (name, fault) in [
        ("omits it", Fault::on("list_jobs").status(200).body(none)),
        ("keeps it for ever", Fault::any()),
        ("fails", Fault::on("list_jobs").status(503)),
        ("is forbidden", Fault::on("list_jobs").status(403)),
        (
            "is no list",
            Fault::on("list_jobs").status(200).body(json!("x")),
        ),
    ] {
        let (result, took, calls) = waited(fault).await;
        assert!(result.is_ok(), "{name}: {result:?}");
        println!("a list that {name}: {took:?}, {calls} calls");
        assert!(took < Duration::from_secs(120), "{name}: {took:?}");
        assert!(calls < 60, "{name}: {calls}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_ticket_that_was_tampered_with_harms_nothing() {
    let mock = mock(&["1"]).await;
    let (client, watch) = watched(&mock);
    let long = "x".repeat(100_000);
    let good = "j0121061456745673364t-u777-a1-bot:mureka";
    for (operation, id, account) in [
        ("create_song", "..", Some("1")),
        ("create_song", ".", Some("1")),
        ("create_song", "a/b", Some("1")),
        ("create_song", "a\\b", Some("1")),
        ("create_song", "a\r\nx: y", Some("1")),
        ("create_song", "?x=1", Some("1")),
        ("create_song", "%2e%2e", Some("1")),
        ("create_song", long.as_str(), Some("1")),
        ("create_song", good, Some("a\nb")),
        ("create_song", good, Some("")),
        ("line\nbreak\u{1b}[31m", good, None),
        (long.as_str(), good, None),
        ("", good, None),
    ] {
        let text = json!({"operation": operation, "id": id, "account": account}).to_string();
        let ticket: Ticket = serde_json::from_str(&text).unwrap();
        let error = match client.songs().resume(ticket) {
            Ok(job) => within(HOUR, async { job.await }).await.unwrap_err(),
            Err(error) => error,
        };
        let line = error.to_string();
        assert!(!line.contains(char::is_control), "{line:?}");
        assert!(line.chars().count() < 900, "{}", line.len());
        assert_ne!(error.charged(), Charged::Yes, "{line}");
    }
    for text in [
        "",
        "null",
        "[]",
        "{}",
        r#"{"operation": 1, "id": "a"}"#,
        r#"{"id": "a"}"#,
    ] {
        assert!(serde_json::from_str::<Ticket>(text).is_err(), "{text}");
    }
    // None of them has kept a slot.
    assert_eq!(
        client.pool().accounts().await.unwrap()[0].free_slots,
        Some(10)
    );
    assert!(watch.busiest().0 < 30);
}

#[tokio::test(start_paused = true)]
async fn a_ticket_of_a_finished_job_gives_its_result_and_one_of_an_expired_job_says_so() {
    let mock = mock(&["1"]).await;
    let client = client(&mock);
    let job = client.songs().submit(CreateSong::new()).await.unwrap();
    let ticket = job.ticket().clone();
    sleep(HOUR).await;
    let done = client
        .songs()
        .resume(ticket.clone())
        .unwrap()
        .await
        .unwrap();
    assert!(done.songs.is_some());
    sleep(60 * 24 * HOUR).await;
    let error = client.songs().resume(ticket).unwrap().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound, "{error}");
    assert_eq!(
        client.pool().accounts().await.unwrap()[0].free_slots,
        Some(10)
    );
}
