//! A submission whose answer got lost is looked for among the running jobs. Time stands still:
//! only waits move it.
#![allow(clippy::unwrap_used)]

use std::time::Duration;

use mureka_api::useapi::Client;
use mureka_api::useapi::types::CreateSong;
use mureka_api::{Charged, Done, Error, ErrorKind, Options, Retry, useapi};
use mureka_mock::{Fault, MockServer};
use serde_json::{Value, json};
use tokio::time::Instant;

#[path = "../support/mod.rs"]
mod support;

mod answers;
mod references;

const ACCOUNTS: [&str; 3] = ["111", "222", "333"];
/// That of the documents.
const ACCOUNT: &str = "12345678901234";
/// Longer than any search.
const GENERATION: Duration = Duration::from_secs(60);

async fn mock() -> MockServer {
    let builder = MockServer::builder().generation_time(GENERATION);
    builder.limits(false).start().await.unwrap()
}

fn client(mock: &MockServer) -> Client {
    at(mock.base_url(), 7)
}

fn at(url: &str, seed: u64) -> Client {
    let builder = Client::builder().token("user:1-test").base_url(url);
    builder.seed(seed).build().unwrap()
}

fn lost() -> Fault {
    Fault::on("create_song").after().cut()
}

async fn song(client: &Client) -> Result<Done<useapi::types::MusicResult>, Error> {
    client
        .songs()
        .create(CreateSong::new().prompt("Santa"))
        .await
}

/// The calls of an operation.
fn calls(mock: &MockServer, operation: &str) -> usize {
    let of = |name: &Option<String>| name.as_deref() == Some(operation);
    let requests = mock.requests();
    requests.iter().filter(|call| of(&call.operation)).count()
}

/// The job of the only charge with this reference.
fn job(mock: &MockServer, reference: &str) -> String {
    let ledger = mock.ledger();
    let mut jobs = ledger.with_reply_ref(reference);
    let job = jobs.next().unwrap().job.clone().unwrap();
    assert!(jobs.next().is_none(), "charged twice");
    job
}

#[tokio::test(start_paused = true)]
async fn the_job_is_found_at_the_first_look_and_waited_for() {
    let mock = mock().await;
    mock.fault(lost());
    let begun = Instant::now();
    let job = client(&mock)
        .songs()
        .submit(CreateSong::new())
        .await
        .unwrap();
    assert_eq!(
        begun.elapsed(),
        Duration::ZERO,
        "no wait before the first look"
    );
    assert_eq!(job.ticket().account.as_deref(), Some(ACCOUNT));
    let reference = job.ticket().reply_ref.clone().unwrap();
    assert_eq!(job.id(), self::job(&mock, &reference));
    assert_eq!(job.await.unwrap().songs.as_ref().unwrap().len(), 2);
    assert_eq!((mock.ledger().total, calls(&mock, "create_song")), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn the_job_is_found_at_the_last_look() {
    let mock = mock().await;
    mock.fault(lost());
    let empty = json!({"total": 0, "accounts": {}});
    mock.fault(Fault::on("list_jobs").status(200).body(empty).times(3));
    let begun = Instant::now();
    let job = client(&mock)
        .songs()
        .submit(CreateSong::new())
        .await
        .unwrap();
    assert_eq!(begun.elapsed().as_secs(), 2 + 4 + 8);
    assert_eq!(calls(&mock, "list_jobs"), 4);
    assert!(job.await.is_ok());
    assert_eq!(mock.ledger().total, 1);
}

#[tokio::test(start_paused = true)]
async fn the_job_is_found_among_those_of_others() {
    let builder = MockServer::builder().generation_time(GENERATION);
    let builder = ACCOUNTS
        .iter()
        .fold(builder.limits(false), |builder, account| {
            builder.account(*account)
        });
    let mock = builder.start().await.unwrap();
    let others = at(mock.base_url(), 1);
    for account in ACCOUNTS {
        for number in 0..10 {
            let request = CreateSong::new().account(account);
            // Some have references like those made here, some of their own, some none.
            let request = match number % 2 {
                0 => request,
                _ => request.reply_ref(format!("order-{number}")),
            };
            let _runs = others.songs().submit(request).await.unwrap();
        }
    }
    let client = client(&mock);
    for account in ACCOUNTS {
        mock.fault(lost());
        let request = CreateSong::new().account(account);
        let job = client.songs().submit(request).await.unwrap();
        assert_eq!(job.ticket().account.as_deref(), Some(account));
        let reference = job.ticket().reply_ref.clone().unwrap();
        assert_eq!(job.id(), self::job(&mock, &reference));
    }
}

#[tokio::test(start_paused = true)]
async fn jobs_that_are_known_to_be_others_are_read_once() {
    let mock = mock().await;
    let client = client(&mock);
    for _ in 0..5 {
        let _runs = client.songs().submit(CreateSong::new()).await.unwrap();
    }
    mock.fault(Fault::on("create_song").cut());
    let error = song(&client).await.unwrap_err();
    assert_eq!(error.charged(), Charged::Unknown);
    assert_eq!((calls(&mock, "list_jobs"), calls(&mock, "get_job")), (4, 5));
}

#[tokio::test(start_paused = true)]
async fn what_never_arrived_is_not_found_and_may_have_been_charged() {
    let mock = mock().await;
    mock.fault(Fault::on("create_song").cut());
    let error = song(&client(&mock)).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.charged()),
        (ErrorKind::Connection, Charged::Unknown)
    );
    assert_eq!(mock.ledger().total, 0);
    let line = error.to_string();
    assert!(
        line.ends_with(
            "; no running job has its replyRef; perhaps charged; \
             look for the result before you call again"
        ),
        "{line}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_job_that_ends_before_it_is_found_stays_unknown() {
    let builder = MockServer::builder().generation_time(Duration::ZERO);
    let mock = builder.limits(false).start().await.unwrap();
    mock.fault(lost());
    let error = song(&client(&mock)).await.unwrap_err();
    assert_eq!(error.charged(), Charged::Unknown);
    assert!(
        error
            .to_string()
            .contains("; no running job has its replyRef; "),
        "{error}"
    );
    assert!(error.ticket().is_none());
    assert_eq!(mock.ledger().total, 1);
}

#[tokio::test(start_paused = true)]
async fn a_list_that_fails_is_asked_for_again_and_told_about_if_it_stays_so() {
    let body = |body: Value| Fault::on("list_jobs").status(200).body(body);
    for fault in [
        Fault::on("list_jobs").status(500),
        Fault::on("list_jobs").status(401),
        Fault::on("list_jobs").cut(),
        Fault::on("list_jobs").html().status(200),
        body(json!([])),
        body(json!(null)),
        // The list comes, and the records in it do not.
        Fault::on("get_job").status(500),
        Fault::on("get_job").status(404),
        Fault::on("get_job").html().status(200),
        Fault::on("get_job").status(200).body(json!({})),
    ] {
        for retry in [Retry::new(), Retry::off()] {
            let options = Options::new().retry(retry);
            let mock = mock().await;
            mock.fault(lost());
            mock.fault(fault.clone().times(3));
            let client = client(&mock).with(options.clone());
            let job = client.songs().submit(CreateSong::new()).await;
            assert!(job.is_ok(), "{fault:?}: {job:?}");

            let mock = self::mock().await;
            mock.fault(lost());
            mock.fault(fault.clone().always());
            let client = self::client(&mock).with(options);
            let error = client.songs().submit(CreateSong::new()).await.unwrap_err();
            assert_eq!(error.charged(), Charged::Unknown, "{fault:?}");
            let note = "; the running jobs could not be looked through; ";
            assert!(error.to_string().contains(note), "{fault:?}: {error}");
            assert_eq!(mock.ledger().total, 1);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_waits_by_itself_is_found_while_its_job_runs() {
    let mock = mock().await;
    mock.fault(lost());
    let request = CreateSong::new().async_(false);
    let done = client(&mock).songs().create(request).await.unwrap();
    assert_eq!(done.songs.as_ref().unwrap().len(), 2);
    assert_eq!(mock.ledger().total, 1);
}

#[tokio::test(start_paused = true)]
async fn a_job_that_was_found_and_cannot_be_read_was_charged() {
    let mock = mock().await;
    mock.fault(lost());
    mock.fault(Fault::on("get_job").skip(1).status(404).always());
    let error = song(&client(&mock)).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.charged()),
        (ErrorKind::NotFound, Charged::Yes)
    );
    assert!(error.ticket().is_some());
}
