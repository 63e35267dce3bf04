//! Many songs over several accounts: all slots in use, no 429, nothing charged twice.

#![allow(clippy::unwrap_used)]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use mureka_api::jobs::wait_all;
use mureka_api::useapi::Client;
use mureka_api::useapi::types::{CreateSong, CreateSpeech, ExtendSong};
use mureka_api::{Attempt, Charged, ErrorKind, Hook, Outcome, Ticket};
use mureka_mock::{Fault, MockServer};
use tokio::time::{Instant, sleep};

const JOB: Duration = Duration::from_secs(45);

async fn mock(accounts: &[&str]) -> MockServer {
    let builder = MockServer::builder().no_accounts().generation_time(JOB);
    let builder = accounts
        .iter()
        .fold(builder, |builder, id| builder.account(*id));
    builder.start().await.unwrap()
}

fn client(mock: &MockServer) -> Client {
    let builder = Client::builder().token("user:1-test");
    builder.base_url(mock.base_url()).seed(7).build().unwrap()
}

fn songs(count: usize) -> Vec<CreateSong> {
    let song = |number| CreateSong::new().prompt(format!("Song {number}"));
    (0..count).map(song).collect()
}

/// Counts the answers of a status.
#[derive(Clone, Default)]
struct Statuses(Arc<Mutex<Vec<u16>>>);

impl Statuses {
    fn of(&self, status: u16) -> usize {
        let statuses = self.0.lock().unwrap();
        statuses.iter().filter(|seen| **seen == status).count()
    }
}

impl Hook for Statuses {
    fn after(&self, _: &Attempt<'_>, outcome: &Outcome<'_>) {
        let status = outcome.status.map(|status| status.as_u16());
        self.0.lock().unwrap().extend(status);
    }
}

fn watched(mock: &MockServer) -> (Client, Statuses) {
    let statuses = Statuses::default();
    let builder = Client::builder()
        .token("user:1-test")
        .hook(statuses.clone());
    let client = builder.base_url(mock.base_url()).seed(7).build();
    (client.unwrap(), statuses)
}

/// When the last of `jobs` could end at best: each account starts one every three seconds while
/// it has a free slot.
fn ideal(jobs: usize, accounts: usize) -> Duration {
    let spacing = Duration::from_secs(3);
    let mut ends: Vec<Duration> = Vec::new();
    let mut start = Duration::ZERO;
    for job in 0..jobs.div_ceil(accounts) {
        if job > 0 {
            start += spacing;
        }
        if job >= 10 {
            start = start.max(ends[job - 10]);
        }
        ends.push(start + JOB);
    }
    ends.pop().unwrap_or_default()
}

#[tokio::test(start_paused = true)]
async fn four_accounts_are_used_to_the_full_without_a_refusal() {
    let mock = mock(&["1", "2", "3", "4"]).await;
    let (client, statuses) = watched(&mock);
    let begun = Instant::now();
    let results = client.pool().run(songs(400)).await;
    let took = begun.elapsed();

    assert!(results.iter().all(Result::is_ok));
    assert_eq!(mock.ledger().total, 400);
    assert_eq!(statuses.of(429), 0);
    let used = ideal(400, 4).as_secs_f64() / took.as_secs_f64();
    let slot_time = JOB.as_secs_f64() * 10.0 / took.as_secs_f64();
    println!(
        "400 jobs of 45 s on 4 accounts: {:.1} s, {:.1} % of the limit that spacing and slots set, {:.1} % of all slot-time, {} calls",
        took.as_secs_f64(),
        used * 100.0,
        slot_time * 100.0,
        mock.requests().len()
    );
    assert!(used >= 0.95, "{used}");
}

#[tokio::test(start_paused = true)]
async fn results_come_in_the_order_of_the_requests() {
    let mock = mock(&["1", "2"]).await;
    let requests = (0..5).map(|number| CreateSong::new().reply_ref(format!("song {number}")));
    let results = client(&mock).pool().run(requests).await;
    for (number, result) in results.into_iter().enumerate() {
        let done = result.unwrap();
        let reference = done.ticket().reply_ref.clone().unwrap();
        assert_eq!(reference, format!("song {number}"));
        let jobs = mock.jobs();
        let job = jobs.iter().find(|job| job.id == done.ticket().id).unwrap();
        assert_eq!(job.reply_ref, Some(reference));
    }
}

#[tokio::test(start_paused = true)]
async fn an_account_that_is_broken_is_left_out_until_it_has_recovered() {
    let mock = mock(&["1", "2"]).await;
    mock.fault(Fault::on("create_song").status(596).code("REFRESH_FAILED"));
    let (client, statuses) = watched(&mock);
    let pool = client.pool();
    let results = pool.run(songs(12)).await;
    assert!(results.iter().all(Result::is_ok));
    assert_eq!(statuses.of(596), 1);
    let ledger = mock.ledger();
    assert_eq!(ledger.total, 12);
    let health = pool.accounts().await.unwrap();
    let broken: Vec<_> = health
        .iter()
        .filter(|status| status.trouble.is_some())
        .collect();
    let [broken] = broken.as_slice() else {
        panic!("{health:?}");
    };
    let account = Some(broken.account.as_str());
    assert!(
        ledger
            .charges
            .iter()
            .all(|charge| charge.account.as_deref() != account)
    );

    mock.clear_faults();
    sleep(Duration::from_secs(3600)).await;
    let results = pool.run(songs(12)).await;
    assert!(results.iter().all(Result::is_ok));
    let statuses = pool.accounts().await.unwrap();
    assert!(statuses.iter().all(|status| status.trouble.is_none()));
}

#[tokio::test(start_paused = true)]
async fn an_account_without_credits_is_not_used() {
    let mock = MockServer::builder()
        .no_accounts()
        .account_with_credits("1", 0)
        .account_with_credits("2", 5000)
        .start()
        .await
        .unwrap();
    let pool = client(&mock).pool();
    let results = pool.run(songs(3)).await;
    for result in results {
        assert_eq!(result.unwrap().ticket().account.as_deref(), Some("2"));
    }
    mock.fault(Fault::on("create_song").status(402).always());
    let error = pool.submit(CreateSong::new()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoCredits);
    assert_eq!(error.charged(), Charged::No);
    assert_eq!(
        error.to_string(),
        "no account can be used (1: no credits left; 2: Payment Required); use another account, or buy credits"
    );
}

#[tokio::test(start_paused = true)]
async fn a_request_that_names_an_account_goes_there() {
    let mock = mock(&["1", "2"]).await;
    let pool = client(&mock).pool();
    for _ in 0..3 {
        let job = pool.submit(CreateSong::new().account("2")).await.unwrap();
        assert_eq!(job.ticket().account.as_deref(), Some("2"));
    }
    let done = pool
        .submit(CreateSong::new().account("1"))
        .await
        .unwrap()
        .await
        .unwrap();
    let song = done.songs.as_ref().unwrap()[0].song_id.clone().unwrap();
    let job = pool.submit(ExtendSong::new(song, "La")).await.unwrap();
    assert_eq!(job.ticket().account.as_deref(), Some("1"));
}

#[tokio::test(start_paused = true)]
async fn speech_takes_no_slot_and_is_spread_over_the_accounts() {
    let mock = mock(&["1", "2"]).await;
    let requests = (0..30).map(|_| CreateSpeech::new().text("Hi").voice_id(1));
    let results = client(&mock).pool().run(requests).await;
    assert!(results.iter().all(Result::is_ok));
    let jobs = mock.jobs();
    let first = jobs
        .iter()
        .filter(|job| job.account.as_deref() == Some("1"))
        .count();
    assert!((10..=20).contains(&first), "{first}");
}

#[tokio::test(start_paused = true)]
async fn a_batch_can_be_stopped_and_loses_no_job() {
    let mock = mock(&["1"]).await;
    let tickets: Arc<Mutex<Vec<Ticket>>> = Arc::default();
    let saved = Arc::clone(&tickets);
    let results = client(&mock)
        .pool()
        .run(songs(40))
        .until(sleep(Duration::from_secs(20)))
        .on_submitted(move |_, ticket| saved.lock().unwrap().push(ticket.clone()))
        .await;
    let done = results.iter().filter(|result| result.is_ok()).count();
    assert_eq!(done, 7, "one every three seconds");
    assert_eq!(tickets.lock().unwrap().len(), 7);
    assert_eq!(mock.ledger().total, 7);
    for error in results.iter().filter_map(|result| result.as_ref().err()) {
        assert_eq!(error.kind(), ErrorKind::Cancelled);
        assert_eq!(error.charged(), Charged::No);
    }
}

#[tokio::test(start_paused = true)]
async fn every_sending_is_asked_for_once_it_has_its_turn() {
    let mock = mock(&["1", "2"]).await;
    mock.fault(Fault::on("create_song").status(596).code("REFRESH_FAILED"));
    let asked: Arc<Mutex<Vec<(usize, String)>>> = Arc::default();
    let written = Arc::clone(&asked);
    let results = client(&mock)
        .pool()
        .run(songs(3))
        .before_sending(move |place, account| {
            let account = account.unwrap_or_default().to_owned();
            written.lock().unwrap().push((place, account));
            Ok(())
        })
        .await;
    assert!(results.iter().all(Result::is_ok));
    let asked = asked.lock().unwrap();
    let sent = mock.requests();
    let sent = sent
        .iter()
        .filter(|request| request.operation.as_deref() == Some("create_song"));
    let sent: Vec<_> = sent
        .map(|request| {
            request.json().unwrap()["account"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    // The refused one was asked for twice.
    assert_eq!(asked.len(), 4);
    let accounts: Vec<_> = asked.iter().map(|(_, account)| account.clone()).collect();
    assert_eq!(accounts, sent);
}

#[tokio::test(start_paused = true)]
async fn what_was_refused_is_told_before_it_is_waited_to_be_sent_again() {
    let mock = mock(&["1", "2"]).await;
    mock.fault(Fault::on("create_song").status(429).times(2));
    mock.fault(Fault::on("create_song").status(402));
    let said: Arc<Mutex<Vec<&str>>> = Arc::default();
    let (asked, refused, saved) = (Arc::clone(&said), Arc::clone(&said), Arc::clone(&said));
    let results = client(&mock)
        .pool()
        .run(songs(1))
        .before_sending(move |_, _| {
            asked.lock().unwrap().push("sending");
            Ok(())
        })
        .on_refused(move |place| {
            assert_eq!(place, 0);
            refused.lock().unwrap().push("refused");
        })
        .on_submitted(move |_, _| saved.lock().unwrap().push("submitted"))
        .await;
    assert!(results[0].is_ok(), "{results:?}");
    let said = said.lock().unwrap().join(" ");
    // Twice too fast, then an account without credits, then the other one.
    let expected = "sending refused sending refused sending refused sending submitted";
    assert_eq!(said, expected);
    assert_eq!(mock.ledger().total, 1);
}

#[tokio::test(start_paused = true)]
async fn what_may_have_been_accepted_is_not_told_as_refused() {
    let mock = mock(&["1"]).await;
    mock.fault(Fault::on("create_song").after().cut());
    let refused: Arc<Mutex<u32>> = Arc::default();
    let count = Arc::clone(&refused);
    let results = client(&mock)
        .pool()
        .run(songs(1))
        .on_refused(move |_| *count.lock().unwrap() += 1)
        .await;
    assert!(results[0].is_ok(), "{results:?}");
    assert_eq!(*refused.lock().unwrap(), 0);
}

#[tokio::test(start_paused = true)]
async fn what_may_not_be_sent_is_not_sent() {
    let mock = mock(&["1"]).await;
    let results = client(&mock)
        .pool()
        .run(songs(3))
        .before_sending(|place, _| match place {
            1 => Err(mureka_api::Error::cancelled("the disk is full")),
            _ => Ok(()),
        })
        .await;
    let kinds: Vec<_> = results
        .iter()
        .map(|result| result.as_ref().err().map(mureka_api::Error::kind))
        .collect();
    assert_eq!(kinds, [None, Some(ErrorKind::Cancelled), None]);
    assert_eq!(mock.ledger().total, 2);
}

#[tokio::test(start_paused = true)]
async fn jobs_of_other_programs_are_reckoned_with() {
    let mock = mock(&["1"]).await;
    let other = client(&mock);
    for _ in 0..8 {
        let _ = other.songs().submit(CreateSong::new()).await.unwrap();
    }
    // What another program leaves between its calls, this one cannot know.
    sleep(Duration::from_secs(3)).await;
    let (client, statuses) = watched(&mock);
    let results = client.pool().run(songs(6)).await;
    assert!(results.iter().all(Result::is_ok));
    assert_eq!(statuses.of(429), 0);
}

#[tokio::test(start_paused = true)]
async fn many_jobs_are_waited_for_with_one_question_for_all() {
    let mock = mock(&["1", "2", "3", "4"]).await;
    let client = client(&mock);
    let mut jobs = Vec::new();
    for number in 0..20 {
        let account = (number % 4 + 1).to_string();
        let request = CreateSong::new().account(account);
        jobs.push(client.songs().submit(request).await.unwrap());
    }
    let before = mock.requests().len();
    let results = wait_all(jobs).await;
    assert!(results.iter().all(Result::is_ok));
    let calls = mock.requests();
    let polls = calls[before..]
        .iter()
        .filter(|call| call.operation.as_deref() == Some("get_job"));
    assert!((20..=22).contains(&polls.count()));
    let lists = calls[before..]
        .iter()
        .filter(|call| call.operation.as_deref() == Some("list_jobs"));
    assert!(lists.count() <= 12);
}
