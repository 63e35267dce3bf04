//! What is sent again, and when. Time stands still: only waits move it.
#![allow(clippy::unwrap_used)]

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use mureka_api::reqwest::Request;
use mureka_api::useapi::types::{CreateSong, ListSongs};
use mureka_api::useapi::{Client, ClientBuilder};
use mureka_api::{Attempt, Charged, Error, ErrorKind, Hook, Options, Outcome, Retry};
use mureka_mock::{Fault, MockServer};
use tokio::time::Instant;

mod deadline;
mod uploads;

const SECOND: Duration = Duration::from_secs(1);

/// Writes down every attempt.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<Seen>>>);

#[derive(Clone, Debug)]
struct Seen {
    operation: &'static str,
    number: u32,
    at: Instant,
    status: Option<u16>,
    again: Option<Duration>,
}

impl Hook for Log {
    fn before(&self, attempt: &Attempt<'_>, request: &mut Request) -> Result<(), Error> {
        assert!(request.headers().get("authorization").is_none());
        assert!(!format!("{attempt:?} {request:?}").contains("hunter2"));
        self.0.lock().unwrap().push(Seen {
            operation: attempt.operation.id,
            number: attempt.number,
            at: Instant::now(),
            status: None,
            again: None,
        });
        Ok(())
    }

    fn after(&self, attempt: &Attempt<'_>, outcome: &Outcome<'_>) {
        let mut log = self.0.lock().unwrap();
        let last = log.last_mut().unwrap();
        assert_eq!(last.number, attempt.number);
        assert_eq!(last.at + outcome.elapsed, Instant::now());
        last.status = outcome.status.map(|status| status.as_u16());
        last.again = outcome.again;
    }
}

impl Log {
    fn seen(&self) -> Vec<Seen> {
        self.0.lock().unwrap().clone()
    }

    fn of(&self, operation: &str) -> Vec<Seen> {
        let seen = self.seen().into_iter();
        seen.filter(|seen| seen.operation == operation).collect()
    }

    /// Seconds between one attempt and the next.
    fn waits(&self) -> Vec<f64> {
        let seen = self.seen();
        let pairs = seen.windows(2);
        pairs
            .map(|two| (two[1].at - two[0].at).as_secs_f64())
            .collect()
    }
}

async fn mock() -> MockServer {
    let builder = MockServer::builder().limits(false);
    // Its answers then carry the date of its own clock.
    builder.starts_at(SystemTime::now()).start().await.unwrap()
}

fn builder(mock: &MockServer) -> ClientBuilder {
    let builder = Client::builder().token("user:1-hunter2").seed(7);
    builder.base_url(mock.base_url()).timeout(60 * SECOND)
}

fn logged(mock: &MockServer, options: Options) -> (Client, Log) {
    let log = Log::default();
    let client = builder(mock).hook(log.clone()).options(options);
    (client.build().unwrap(), log)
}

async fn list(client: &Client) -> Result<(), Error> {
    client.songs().list(ListSongs::new()).await.map(drop)
}

fn is_within(value: f64, from: f64, to: f64) -> bool {
    // A millisecond for the grain of the timer.
    (from..to + 0.002).contains(&value)
}

#[tokio::test(start_paused = true)]
async fn nothing_waits_before_the_first_attempt_and_each_wait_is_twice_as_long() {
    let mock = mock().await;
    mock.fault(Fault::on("list_songs").status(503).times(4));
    let (client, log) = logged(&mock, Options::new().retry(Retry::new().attempts(5)));
    let begun = Instant::now();
    list(&client).await.unwrap();

    assert_eq!(log.seen()[0].at, begun);
    let numbers: Vec<u32> = log.seen().iter().map(|seen| seen.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
    for (wait, longest) in log.waits().into_iter().zip([0.5, 1.0, 2.0, 4.0]) {
        assert!(is_within(wait, longest / 2.0, longest), "{:?}", log.waits());
    }
    assert_eq!(mock.requests().len(), 5);
}

#[tokio::test(start_paused = true)]
async fn a_policy_says_how_often_and_how_long() {
    let short = Retry::new().first(SECOND).longest(SECOND * 3);
    for (retry, attempts) in [
        (Retry::off(), 1),
        (Retry::new().attempts(0), 1),
        (Retry::new(), 3),
        (short.clone().attempts(8), 8),
    ] {
        let mock = mock().await;
        mock.fault(Fault::on("list_songs").status(500).always());
        let (client, log) = logged(&mock, Options::new().retry(retry));
        let error = list(&client).await.unwrap_err();
        assert_eq!(log.seen().len(), attempts);
        assert_eq!(mock.requests().len(), attempts);
        assert_eq!(error.attempts() as usize, attempts);
        assert!(log.waits().iter().all(|wait| is_within(*wait, 0.25, 3.0)));
    }
}

#[tokio::test(start_paused = true)]
async fn the_policy_of_some_calls_leaves_that_of_others() {
    let mock = mock().await;
    mock.fault(Fault::on("list_songs").status(503).always());
    let (client, _) = logged(&mock, Options::new());
    let hasty = client.with(Options::new().retry(Retry::off()));
    let patient = hasty.with(Options::new().retry(Retry::new().attempts(4)));
    for (client, attempts) in [(&client, 3), (&hasty, 1), (&patient, 4), (&client, 3)] {
        let error = list(client).await.unwrap_err();
        assert_eq!(error.attempts(), attempts);
    }
    // What is not set again stays.
    let still = patient.with(Options::new().timeout(SECOND));
    assert_eq!(list(&still).await.unwrap_err().attempts(), 4);
}

#[tokio::test(start_paused = true)]
async fn what_the_service_asks_for_is_waited_for() {
    let seven = 7 * SECOND;
    for (fault, from, to) in [
        (Fault::any().status(503).retry_after(seven), 7.0, 7.0),
        (Fault::any().status(503).retry_after_date(seven), 7.0, 7.0),
        (Fault::any().status(429).retry_after(seven), 7.0, 8.75),
        (Fault::any().status(429).retry_after_date(seven), 7.0, 8.75),
        // Nothing asked: the spacing of the docs, or what is usual.
        (Fault::any().status(429), 1.0, 1.25),
        (
            Fault::any().status(503).retry_after(Duration::ZERO),
            0.25,
            0.5,
        ),
    ] {
        let mock = mock().await;
        mock.fault(fault.clone());
        let (client, log) = logged(&mock, Options::new());
        list(&client).await.unwrap();
        assert!(
            is_within(log.waits()[0], from, to),
            "{fault:?}: {:?}",
            log.waits()
        );
        // The timer is no finer than a millisecond.
        let told = log.seen()[0].again.unwrap().as_secs_f64();
        assert!((told - log.waits()[0]).abs() < 0.002, "{told}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_paid_call_waits_as_long_as_documented_and_is_charged_once() {
    for (example, from, to) in [("too_frequent", 3.0, 3.75), ("slots_full", 5.0, 6.25)] {
        let mock = mock().await;
        mock.fault(Fault::on("create_song").status(429).example(example));
        // Unpaced: with pacing, looks at what runs are among the calls.
        let (client, log) = logged(&mock, Options::new().paced(false));
        client.songs().create(CreateSong::new()).await.unwrap();
        assert!(
            is_within(log.waits()[0], from, to),
            "{example}: {:?}",
            log.waits()
        );
        assert_eq!(mock.ledger().total, 1);
    }
}

#[tokio::test(start_paused = true)]
async fn patience_with_refusals_ends() {
    for (retry, seconds) in [
        (Retry::new(), 300),
        (Retry::new().patience(20 * SECOND), 20),
        (Retry::new().patience(Duration::ZERO), 0),
        (Retry::off(), 0),
    ] {
        let mock = mock().await;
        mock.fault(Fault::on("create_song").status(429).always());
        let (client, log) = logged(&mock, Options::new().retry(retry));
        let begun = Instant::now();
        let error = client.songs().create(CreateSong::new()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::RateLimited);
        assert_eq!(error.charged(), Charged::No);
        assert_eq!(error.attempts() as usize, log.seen().len());
        assert!(
            begun.elapsed().as_secs() <= seconds,
            "{:?}",
            begun.elapsed()
        );
        assert_eq!(log.seen().len() > 1, seconds > 0);
    }
}

#[tokio::test(start_paused = true)]
async fn hooks_are_told_of_every_attempt() {
    let mock = mock().await;
    mock.fault(Fault::on("list_songs").status(503));
    mock.fault(Fault::on("list_songs").cut());
    let (client, log) = logged(&mock, Options::new());
    list(&client).await.unwrap();
    let seen = log.seen();
    let told: Vec<_> = seen.iter().map(|seen| (seen.number, seen.status)).collect();
    assert_eq!(told, [(1, Some(503)), (2, None), (3, Some(200))]);
    let again: Vec<_> = seen.iter().map(|seen| seen.again.is_some()).collect();
    assert_eq!(again, [true, true, false]);
}

/// Lets some attempts through.
struct Guard {
    from: u32,
}

impl Hook for Guard {
    fn before(&self, attempt: &Attempt<'_>, _: &mut Request) -> Result<(), Error> {
        if attempt.number >= self.from {
            return Err(Error::cancelled("enough songs for today"));
        }
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn a_hook_that_says_no_sends_nothing() {
    for (from, sent) in [(1, 0), (2, 1), (3, 2)] {
        let mock = mock().await;
        mock.fault(Fault::on("create_song").status(429).always());
        let client = builder(&mock).hook(Guard { from }).build().unwrap();
        let error = client.songs().create(CreateSong::new()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Cancelled);
        assert_eq!(error.charged(), Charged::No);
        assert_eq!(
            (error.attempts(), mock.requests().len()),
            (sent, sent as usize)
        );
        assert_eq!(
            error.to_string(),
            "create_song: enough songs for today; not charged"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn attempts_are_counted_whatever_becomes_of_the_last() {
    for (name, fault, kind) in [
        (
            "a status",
            Fault::on("list_songs").status(503),
            ErrorKind::Server,
        ),
        (
            "a cut",
            Fault::on("list_songs").cut(),
            ErrorKind::Connection,
        ),
        (
            "no end",
            Fault::on("list_songs").truncate(5),
            ErrorKind::Connection,
        ),
        (
            "no answer",
            Fault::on("list_songs").delay(3600 * SECOND),
            ErrorKind::Timeout,
        ),
    ] {
        let mock = mock().await;
        mock.fault(fault.always());
        let (client, _) = logged(&mock, Options::new());
        let error = list(&client).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (kind, 3), "{name}");
    }
    // An answer that does not read as documented was an answer: it is not asked for again.
    let mock = mock().await;
    mock.fault(Fault::on("list_songs").status(503));
    mock.fault(Fault::on("list_songs").status(200).html());
    let (client, _) = logged(&mock, Options::new());
    let error = list(&client).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Decode, 2));
}
