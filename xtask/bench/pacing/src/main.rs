//! Row 4, `pacing`: how much of the time of all slots is used, and whether a call is refused.
//!
//! Time is virtual: the clock of client and mock goes on whenever neither has anything to do,
//! so an hour of documented limits passes in seconds, and they are none the less the documented
//! ones.

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use measure::schedule::{self, Run};
use measure::{Figure, Goal};
use mureka_api::useapi::Client;
use mureka_api::useapi::types::CreateSong;
use mureka_api::{Attempt, Hook, Outcome};
use mureka_mock::{Fault, JobSummary, MockServer};

const ROW: &str = "pacing";
const OURS: &str = "mureka-api";

/// The docs tell of 30 to 90 s for a song.
const USUAL: Duration = Duration::from_secs(60);
const SPREAD: f64 = 0.5;

/// As many as the mock remembers, for the most accounts.
const JOBS_OF_ACCOUNT: usize = 60;

fn main() -> Result<(), Box<dyn Error>> {
    let quick = match std::env::args().nth(1).as_deref() {
        None => false,
        Some("--quick") => true,
        Some(other) => return Err(format!("{other}: only --quick is known").into()),
    };
    let (numbers, jobs): (&[usize], _) = if quick {
        (&[1, 4], 30)
    } else {
        (&[1, 4, 16], JOBS_OF_ACCOUNT)
    };
    let delays = [
        ("answers at once", Duration::ZERO),
        ("answers after 0.2 s", Duration::from_millis(200)),
    ];
    for (case, delay) in delays {
        for accounts in numbers {
            eprintln!("{case}: {} jobs, {accounts} accounts", accounts * jobs);
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .start_paused(true)
                .build()?;
            runtime.block_on(measured(case, delay, *accounts, accounts * jobs))?;
        }
    }
    Ok(())
}

async fn measured(
    case: &str,
    delay: Duration,
    accounts: usize,
    jobs: usize,
) -> Result<(), Box<dyn Error>> {
    let mut mock = MockServer::builder()
        .no_accounts()
        .generation_time(USUAL)
        .generation_spread(SPREAD)
        .starts_at(UNIX_EPOCH);
    if !delay.is_zero() {
        mock = mock.fault(Fault::any().delay(delay).always());
    }
    for account in 1..=accounts {
        mock = mock.account(account.to_string());
    }
    let mock = mock.start().await?;
    let calls = Calls::default();
    let client = Client::builder()
        .token("user:1-test")
        .base_url(mock.base_url())
        .hook(calls.clone())
        .seed(7)
        .build()?;

    let songs = (0..jobs).map(|number| CreateSong::new().prompt(format!("Song {number}")));
    for result in client.pool().run(songs).await {
        result?;
    }

    let done = mock.jobs();
    if done.len() != jobs || mock.ledger().total != jobs as u64 {
        return Err(format!("{} jobs for {jobs} songs", done.len()).into());
    }
    let mut runs: BTreeMap<String, Vec<Run>> = BTreeMap::new();
    for job in &done {
        let account = job.account.clone().unwrap_or_default();
        runs.entry(account).or_default().push(run(job)?);
    }
    let mut all: Vec<Run> = runs.values().flatten().copied().collect();
    all.sort_by_key(|run| run.start);
    let lengths: Vec<Duration> = all.iter().map(|run| run.length).collect();
    let took = all.iter().map(Run::end).max().unwrap_or_default();
    let best = schedule::best(&lengths, accounts);

    let at = |measure, unit, value| {
        Figure::new(ROW, case, OURS, measure, unit, value).at(accounts as f64)
    };
    at("slot time used", "%", schedule::used(&runs) * 100.0)
        .goal(Goal::AtLeast(95.0))
        .print();
    let share = best.as_secs_f64() / took.as_secs_f64() * 100.0;
    at("of the best schedule", "%", share).print();
    at("refused with 429", "", calls.refused() as f64)
        .exact()
        .goal(Goal::AtMost(0.0))
        .print();
    let for_each = calls.made() as f64 / jobs as f64;
    at("calls for each job", "", for_each).print();
    Ok(())
}

/// When a job ran, as the mock has it.
fn run(job: &JobSummary) -> Result<Run, Box<dyn Error>> {
    // The clock began at midnight.
    let (_, time) = job.created.split_once('T').ok_or("no time")?;
    let mut start = 0.0;
    for part in time.trim_end_matches('Z').split(':') {
        start = start * 60.0 + part.parse::<f64>()?;
    }
    Ok(Run {
        start: Duration::try_from_secs_f64(start)?,
        length: Duration::from_millis(job.elapsed_ms),
    })
}

/// Counts calls, and those that came too soon.
#[derive(Clone, Default)]
struct Calls {
    made: Arc<AtomicU64>,
    refused: Arc<AtomicU64>,
}

impl Calls {
    fn made(&self) -> u64 {
        self.made.load(Ordering::Relaxed)
    }

    fn refused(&self) -> u64 {
        self.refused.load(Ordering::Relaxed)
    }
}

impl Hook for Calls {
    fn after(&self, _: &Attempt<'_>, outcome: &Outcome<'_>) {
        self.made.fetch_add(1, Ordering::Relaxed);
        if outcome.status.is_some_and(|status| status == 429) {
            self.refused.fetch_add(1, Ordering::Relaxed);
        }
    }
}
