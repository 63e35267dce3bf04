//! How much of the slots is used.

use std::time::Duration;

use tokio::time::Instant;

use crate::world::{mock_of, songs, watched};

/// When the last of `jobs` could end at best: each account starts one every three seconds while
/// it has a free slot.
fn ideal(jobs: usize, accounts: usize, takes: Duration) -> Duration {
    let mut ends: Vec<Duration> = Vec::new();
    let mut start = Duration::ZERO;
    for job in 0..jobs.div_ceil(accounts) {
        if job > 0 {
            start += Duration::from_secs(3);
        }
        if job >= 10 {
            start = start.max(ends[job - 10]);
        }
        ends.push(start + takes);
    }
    ends.pop().unwrap_or_default()
}

#[tokio::test(start_paused = true)]
async fn few_accounts_and_many_short_jobs_and_long_ones_are_used_to_the_full() {
    for accounts in [1, 2, 8] {
        for seconds in [30, 45, 90] {
            let takes = Duration::from_secs(seconds);
            let names: Vec<String> = (1..=accounts).map(|id| id.to_string()).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let mock = mock_of(&names, takes).await;
            let begun = Instant::now();
            let jobs = 100 * accounts;
            let (client, watch) = watched(&mock);
            let results = client.pool().run(songs(jobs)).await;
            let took = begun.elapsed();
            assert!(results.iter().all(Result::is_ok));
            assert_eq!(mock.ledger().total, jobs as u64);
            let refused = watch.of(429);
            let used = ideal(jobs, accounts, takes).as_secs_f64() / took.as_secs_f64();
            println!(
                "{accounts} accounts, {seconds} s: {:.1} s, {:.1} % of what is possible, {refused} refused",
                took.as_secs_f64(),
                used * 100.0
            );
            assert_eq!(refused, 0);
            assert!(used >= 0.93, "{accounts} accounts, {seconds} s: {used}");
        }
    }
}
