//! What a pool does when accounts, requests and programs get into each other's way.

use std::time::Duration;

use mureka_api::useapi::types::{CreateSong, CreateSongAdvanced, CreateSpeech};
use mureka_api::{Charged, ErrorKind, Options, Retry};
use mureka_mock::{Fault, MockServer};
use tokio::time::{Instant, sleep};

use crate::world::{HOUR, client, mock, songs, watched, within};

#[tokio::test(start_paused = true)]
async fn an_empty_list_of_requests_asks_nothing() {
    let mock = mock(&["1"]).await;
    let results = within(HOUR, async { client(&mock).pool().run(songs(0)).await }).await;
    assert!(results.is_empty());
    assert!(mock.requests().is_empty());
}

#[tokio::test(start_paused = true)]
async fn without_any_account_each_request_says_so_and_nothing_is_sent() {
    let mock = mock(&[]).await;
    let results = within(HOUR, async { client(&mock).pool().run(songs(30)).await }).await;
    assert_eq!(results.len(), 30);
    for result in results {
        let error = result.unwrap_err();
        assert_eq!(error.charged(), Charged::No, "{error}");
    }
    assert!(mock.requests().len() <= 40);
}

#[tokio::test(start_paused = true)]
async fn accounts_that_are_not_configured_are_left_out() {
    let mock = mock(&["1", "2"]).await;
    let pool = client(&mock).pool().only(["2", "nobody", "2"]);
    let results = within(HOUR, async { pool.run(songs(15)).await }).await;
    for result in results {
        assert_eq!(result.unwrap().ticket().account.as_deref(), Some("2"));
    }
    let accounts = pool.accounts().await.unwrap();
    assert_eq!(accounts.len(), 2, "{accounts:?}");

    let pool = client(&mock).pool().only(["nobody"]);
    let error = pool.submit(CreateSong::new()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(error.charged(), Charged::No);

    let pool = client(&mock).pool().only(Vec::<String>::new());
    let error = pool.submit(CreateSong::new()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
}

#[tokio::test(start_paused = true)]
async fn a_request_beyond_the_plan_takes_no_account_from_the_others() {
    let mock = mock(&["1", "2"]).await;
    let refusal = serde_json::json!({"error": "low vip level (6335)"});
    let fault = || {
        Fault::on("create_song_advanced")
            .status(403)
            .body(refusal.clone())
    };
    mock.fault(fault().always());
    let client = client(&mock);
    let pool = client.pool();
    let beyond = pool.submit(CreateSongAdvanced::new("la"));
    let error = within(HOUR, beyond).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PlanTooLow, "{error}");
    assert_eq!(error.charged(), Charged::No);
    let asked = mock.requests();
    let asked = asked
        .iter()
        .filter(|call| call.operation.as_deref() == Some("create_song_advanced"));
    assert_eq!(asked.count(), 2, "each account may have another plan");
    let results = within(HOUR, async { pool.run(songs(4)).await }).await;
    assert!(results.iter().all(Result::is_ok), "{results:?}");
}

#[tokio::test(start_paused = true)]
async fn an_account_that_is_removed_meanwhile_is_left_out() {
    let mock = mock(&["1", "2"]).await;
    let client = client(&mock);
    let pool = client.pool();
    within(HOUR, async { pool.run(songs(2)).await }).await;
    client.accounts().delete("1").await.unwrap();
    let results = within(HOUR, async { pool.run(songs(12)).await }).await;
    for result in &results {
        assert!(result.is_ok(), "{result:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_account_that_has_recovered_is_looked_at_as_soon_as_the_first_time() {
    let mock = mock(&["1"]).await;
    let pool = client(&mock).pool();
    for _ in 0..4 {
        mock.fault(Fault::on("create_song").status(596).code("REFRESH_FAILED"));
        let error = pool.submit(CreateSong::new()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::AccountBroken);
        sleep(Duration::from_secs(61)).await;
        let job = within(HOUR, pool.submit(CreateSong::new())).await;
        assert!(job.is_ok(), "{job:?}");
        sleep(Duration::from_secs(61)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_list_of_jobs_that_cannot_be_had_holds_nothing_up() {
    for fault in [
        Fault::on("list_jobs").status(503),
        Fault::on("list_jobs").cut(),
        Fault::on("list_jobs").status(404),
        Fault::on("list_jobs").html(),
    ] {
        let mock = mock(&["1"]).await;
        mock.fault(fault.always());
        let begun = Instant::now();
        let results = within(HOUR, async { client(&mock).pool().run(songs(8)).await }).await;
        let took = begun.elapsed();
        for result in &results {
            assert!(result.is_ok(), "{result:?}");
        }
        assert!(took < Duration::from_secs(150), "{took:?}");
        assert!(mock.requests().len() < 300, "{}", mock.requests().len());
    }
}

#[tokio::test(start_paused = true)]
async fn a_stop_also_stops_what_waits_for_one_account_by_name() {
    let mock = mock(&["1"]).await;
    let requests = (0..40).map(|_| CreateSong::new().account("1"));
    let run = client(&mock)
        .pool()
        .run(requests)
        .until(sleep(Duration::from_secs(20)));
    let results = within(HOUR, async { run.await }).await;
    let done = results.iter().filter(|result| result.is_ok()).count();
    assert!((6..=8).contains(&done), "{done}");
    for error in results.iter().filter_map(|result| result.as_ref().err()) {
        assert_eq!(error.kind(), ErrorKind::Cancelled);
        assert_eq!(error.charged(), Charged::No);
    }
}

#[tokio::test(start_paused = true)]
async fn a_deadline_of_the_calls_holds_for_the_wait_for_a_slot() {
    let mock = mock(&["1"]).await;
    mock.fault(Fault::on("create_song").job_stuck().always());
    let client = client(&mock).with(Options::new().deadline(Duration::from_secs(60)));
    let run = client
        .pool()
        .run(songs(25))
        .deadline(Duration::from_secs(120));
    let results = within(HOUR, async { run.await }).await;
    assert_eq!(results.len(), 25);
    let unsent = results
        .iter()
        .filter_map(|result| result.as_ref().err())
        .filter(|error| error.charged() == Charged::No);
    assert_eq!(unsent.count(), 15);
    for error in results.iter().filter_map(|result| result.as_ref().err()) {
        assert_eq!(error.kind(), ErrorKind::Deadline, "{error}");
    }
    assert_eq!(mock.ledger().total, 10);
}

#[tokio::test(start_paused = true)]
async fn results_that_are_dropped_give_their_slots_back() {
    let mock = mock(&["1"]).await;
    let (client, watch) = watched(&mock);
    let pool = client.pool();
    let mut results = pool.run(songs(30)).results();
    let first = within(HOUR, results.next()).await.unwrap();
    assert!(first.1.is_ok());
    drop(results);
    let running = mock.ledger().total;
    assert!((10..=12).contains(&running), "{running}");
    // What was dropped ends by itself; the next batch finds its slots.
    let results = within(HOUR, async { pool.run(songs(20)).await }).await;
    assert!(results.iter().all(Result::is_ok));
    assert_eq!(mock.ledger().total, running + 20);
    assert_eq!(watch.of(429), 0);
    let accounts = pool.accounts().await.unwrap();
    assert_eq!(accounts[0].free_slots, Some(10));
}

#[tokio::test(start_paused = true)]
async fn several_pools_and_calls_of_one_client_share_the_slots() {
    let mock = mock(&["1", "2"]).await;
    let (client, watch) = watched(&mock);
    let (one, two) = (client.pool(), client.clone().pool());
    let plain = async {
        let mut done = Vec::new();
        for _ in 0..5 {
            let request = CreateSong::new().account("1");
            done.push(client.songs().create(request).await);
        }
        done
    };
    let speech = (0..20).map(|_| CreateSpeech::new().text("Hi").voice_id(1));
    let all = async {
        tokio::join!(
            async { one.run(songs(40)).await },
            async { two.run(songs(40)).await },
            async { two.run(speech).await },
            plain
        )
    };
    let (first, second, spoken, plain) = within(HOUR, all).await;
    assert!(first.iter().chain(&second).chain(&plain).all(Result::is_ok));
    assert!(spoken.iter().all(Result::is_ok));
    assert_eq!(mock.ledger().times("create_song"), 85);
    assert_eq!(watch.of(429), 0);
    for account in one.accounts().await.unwrap() {
        assert_eq!(account.free_slots, Some(10), "{account:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn without_pacing_refusals_are_waited_out_and_without_retries_told() {
    let mock = mock(&["1", "2"]).await;
    let unpaced = client(&mock).with(Options::new().paced(false));
    let results = within(HOUR, async { unpaced.pool().run(songs(30)).await }).await;
    for result in &results {
        let charged = result.as_ref().err().map(mureka_api::Error::charged);
        assert!(matches!(charged, None | Some(Charged::No)), "{result:?}");
    }
    let done = results.iter().filter(|result| result.is_ok()).count();
    assert_eq!(mock.ledger().total, done as u64);

    let mock = self::mock(&["1"]).await;
    mock.fault(Fault::on("create_song").status(429).times(3));
    let once = self::client(&mock).with(Options::new().retry(Retry::off()));
    let results = within(HOUR, async { once.pool().run(songs(12)).await }).await;
    let failed = results.iter().filter_map(|result| result.as_ref().err());
    let kinds: Vec<_> = failed.map(mureka_api::Error::kind).collect();
    assert_eq!(kinds, [ErrorKind::RateLimited; 3]);
    assert_eq!(mock.ledger().total, 9);
}

#[tokio::test(start_paused = true)]
async fn an_account_runs_out_of_credits_in_the_middle() {
    let mock = MockServer::builder()
        .no_accounts()
        .account_with_credits("1", 40)
        .account_with_credits("2", 5000)
        .generation_time(crate::world::JOB)
        .start()
        .await
        .unwrap();
    let pool = client(&mock).pool();
    mock.fault(Fault::on("create_song").skip(6).status(402));
    let results = within(HOUR, async { pool.run(songs(30)).await }).await;
    assert!(results.iter().all(Result::is_ok), "{results:?}");
    assert_eq!(mock.ledger().total, 30);
}

#[tokio::test(start_paused = true)]
async fn other_programs_come_and_go_on_the_same_account() {
    let mock = mock(&["1"]).await;
    let (ours, watch) = watched(&mock);
    let theirs = client(&mock);
    let others = async {
        for _ in 0..12 {
            sleep(Duration::from_secs(17)).await;
            let unpaced = theirs.with(Options::new().paced(false));
            let _ = unpaced.songs().submit(CreateSong::new()).await;
        }
    };
    let pool = ours.pool();
    let both = async { tokio::join!(pool.run(songs(40)).into_future(), others) };
    let (results, ()) = within(HOUR, Box::pin(both)).await;
    assert!(results.iter().all(Result::is_ok));
    // What others send between two looks cannot be known; each may cost one refusal.
    assert!(watch.of(429) <= 12, "{}", watch.of(429));
    sleep(Duration::from_secs(200)).await;
    assert_eq!(pool.accounts().await.unwrap()[0].free_slots, Some(10));
}

#[tokio::test(start_paused = true)]
async fn results_that_are_taken_slowly_hold_up_nobody_else() {
    let mock = mock(&["1"]).await;
    let client = client(&mock);
    let mut results = client.pool().run(songs(4)).results();
    let first = within(HOUR, results.next()).await.unwrap();
    assert!(first.1.is_ok());
    let mut results = client.pool().run(songs(40)).results();
    let _ = tokio::time::timeout(Duration::from_secs(4), results.next()).await;
    // Neither polled nor dropped for a long time.
    let begun = Instant::now();
    let plain = client.songs().create(CreateSong::new().account("1"));
    let done = within(HOUR, async { plain.await }).await;
    assert!(done.is_ok());
    let waited = begun.elapsed();
    assert!(waited < Duration::from_secs(120), "{waited:?}");
}
