//! Faults of any kind while pools run: what holds all the same.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use mureka_api::useapi::types::CreateSong;
use mureka_api::{Charged, Options, Retry};
use mureka_mock::Fault;
use tokio::time::sleep;

use crate::world::{HOUR, client, mock_of, watched, within};

/// Something that goes wrong somewhere in the run.
fn fault(rng: &mut fastrand::Rng) -> Fault {
    let create = || Fault::on("create_song");
    let fault = match rng.usize(..18) {
        0 => create().status(596).code("SESSION_EXPIRED"),
        1 => create().status(596).code("REFRESH_IN_PROGRESS"),
        2 => create().status(402),
        3 => create().status(429),
        4 => create().status(429).example("slots_full"),
        5 => create().status(500),
        6 => create().status(502).html().after(),
        7 => create().cut(),
        8 => create().cut().after(),
        9 => create().job_ends("failed", "no luck"),
        10 => create().job_stuck(),
        11 => Fault::on("list_jobs").status(503),
        12 => Fault::on("list_jobs").cut(),
        13 => Fault::on("get_job").status(503),
        14 => Fault::on("get_job").truncate(20),
        15 => create().delay(Duration::from_secs(rng.u64(1..150))),
        16 => Fault::on("list_jobs").delay(Duration::from_secs(rng.u64(1..150))),
        _ => Fault::on("get_job").status(404),
    };
    fault.skip(rng.u32(..40)).times(rng.u32(1..6))
}

#[tokio::test(start_paused = true)]
async fn whatever_goes_wrong_each_request_ends_and_is_charged_at_most_once() {
    let only = std::env::var("TOGETHER_SEED")
        .ok()
        .map(|seed| seed.parse().unwrap());
    for seed in only.map_or(0..60_u64, |seed: u64| seed..seed + 1) {
        Box::pin(run(seed)).await;
    }
}

#[allow(clippy::too_many_lines, reason = "one run, and all that holds of it")]
async fn run(seed: u64) {
    let mut rng = fastrand::Rng::with_seed(seed);
    let accounts = [1, 1, 2, 10][rng.usize(..4)];
    let names: Vec<String> = (1..=accounts).map(|id| id.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mock = mock_of(&names, Duration::from_secs(rng.u64(20..90))).await;
    let mut faults = Vec::new();
    for _ in 0..rng.usize(..6) {
        let fault = fault(&mut rng);
        faults.push(format!("{fault:?}"));
        mock.fault(fault);
    }
    let (client, watch) = watched(&mock);
    let options = match rng.usize(..12) {
        0 | 1 => Options::new().retry(Retry::off()),
        2 => Options::new().deadline(Duration::from_secs(rng.u64(1..120))),
        3 => Options::new().timeout(Duration::from_secs(1)),
        _ => Options::new(),
    };
    let client = client.with(options);
    let count = rng.usize(1..80);
    let requests = (0..count).map(|number| CreateSong::new().reply_ref(format!("{seed}-{number}")));
    let pool = client.pool();
    let told = Arc::new(Mutex::new(Vec::new()));
    let saved = Arc::clone(&told);
    let mut run = pool.run(requests).on_submitted(move |place, ticket| {
        saved.lock().unwrap().push((place, ticket.id.clone()));
    });
    if rng.usize(..5) == 0 {
        run = run.until(sleep(Duration::from_secs(rng.u64(..200))));
    }
    let theirs = self::client(&mock);
    let noise = rng.usize(..3) == 0;
    let others = async {
        for _ in 0..8 {
            sleep(Duration::from_secs(rng.u64(5..40))).await;
            if noise {
                let request = CreateSong::new().account(names[rng.usize(..names.len())]);
                let once = theirs.with(Options::new().paced(false).retry(Retry::off()));
                let _ = once.songs().submit(request).await;
            }
        }
    };
    let context =
        format!("TOGETHER_SEED={seed}: {accounts} accounts, {count} requests, {faults:#?}");
    let both = tokio::time::timeout(3 * HOUR, async { tokio::join!(run.into_future(), others) });
    let Ok((results, ())) = both.await else {
        panic!("{context}: not over");
    };
    assert_eq!(results.len(), count, "{context}");
    let ledger = mock.ledger();
    for (number, result) in results.iter().enumerate() {
        let charges = ledger.with_reply_ref(&format!("{seed}-{number}")).count();
        assert!(
            charges <= 1,
            "{context}: {number} was charged {charges} times"
        );
        match result {
            Ok(_) => assert_eq!(charges, 1, "{context}: {number}"),
            Err(error) => match error.charged() {
                Charged::No => assert_eq!(charges, 0, "{context}: {number}: {error}"),
                Charged::Yes => assert_eq!(charges, 1, "{context}: {number}: {error}"),
                _ => {}
            },
        }
    }
    let told = std::mem::take(&mut *told.lock().unwrap());
    let ids: HashSet<_> = told.iter().map(|(_, id)| id).collect();
    assert_eq!(
        ids.len(),
        told.len(),
        "{context}: a job is that of one request"
    );
    // A job that runs and is said to be gone has a slot that nobody can know of, and a call that
    // is held up on its way comes among others.
    let misleads = |fault: &String| {
        ["Some(429)", "Some(404)", "delay_ms: Some"]
            .iter()
            .any(|part| fault.contains(part))
    };
    let is_misled = faults.iter().any(misleads);
    if !noise && !is_misled {
        assert_eq!(watch.of(429), 0, "{context}: refused, which could be known");
    }
    let (most, second, operation) = watch.busiest();
    let bound = 25 * accounts;
    assert!(
        most <= bound,
        "{context}: {most} {operation} in second {second}"
    );

    // What was given up for lost is over, too.
    within(HOUR, sleep(Duration::from_secs(600))).await;
    let stuck = mock
        .jobs()
        .iter()
        .filter(|job| job.status == "created")
        .count();
    let free: u32 = pool
        .accounts()
        .await
        .unwrap()
        .iter()
        .filter_map(|account| account.free_slots)
        .sum();
    let all = 10 * u32::try_from(accounts).unwrap();
    let stuck = u32::try_from(stuck).unwrap();
    assert!(
        free + stuck >= all,
        "{context}: {free} of {all} free, {stuck} stuck"
    );
}
