//! A service that is made up.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

use crate::operation::Operation;
use crate::pacing::{Pacing, Running, RunningJob, Turn};
use crate::useapi::operations::{CREATE_SONG, GENERATE_LYRICS};
use crate::{Error, ErrorKind};

pub(super) static SONG: &Operation = &CREATE_SONG;
pub(super) static LYRICS: &Operation = &GENERATE_LYRICS;

/// What runs, and how often somebody asked.
#[derive(Clone, Default)]
pub(super) struct Service(Arc<Mutex<Inner>>);

#[derive(Default)]
pub(super) struct Inner {
    jobs: BTreeMap<String, Job>,
    /// Ids that are never listed, though they run.
    pub hidden: Vec<String>,
    /// When the list was asked for.
    pub listed: Vec<Instant>,
    /// Which jobs were asked about one by one.
    pub asked: Vec<String>,
    /// How the next listings fail.
    pub failures: VecDeque<ErrorKind>,
    /// Whether no job can be asked about one by one.
    pub mute: bool,
    /// How long a listing takes.
    pub delay: Duration,
}

struct Job {
    account: String,
    ends: Option<Instant>,
    takes_slot: bool,
}

impl Service {
    pub fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap()
    }

    /// A job that ends after a time, or never.
    pub fn start(&self, account: &str, jobid: &str, time: Option<Duration>) {
        self.add(account, jobid, time, true);
    }

    /// The same for speech, which takes no slot.
    pub fn speak(&self, account: &str, jobid: &str) {
        self.add(account, jobid, None, false);
    }

    fn add(&self, account: &str, jobid: &str, time: Option<Duration>, takes_slot: bool) {
        let job = Job {
            account: account.to_owned(),
            ends: time.map(|time| Instant::now() + time),
            takes_slot,
        };
        self.inner().jobs.insert(jobid.to_owned(), job);
    }

    pub fn stop(&self, jobid: &str) {
        self.inner().jobs.remove(jobid);
    }

    /// How many slots of an account are taken.
    pub fn running(&self, account: &str) -> usize {
        let now = Instant::now();
        let inner = self.inner();
        let jobs = inner.jobs.values();
        jobs.filter(|job| job.takes_slot && job.account == account && !job.over(now))
            .count()
    }
}

impl Inner {
    fn answer(&mut self) -> Result<Vec<RunningJob>, Error> {
        let now = Instant::now();
        self.listed.push(now);
        if let Some(kind) = self.failures.pop_front() {
            return Err(Error::of(kind, "made up"));
        }
        let runs = |(jobid, job): &(&String, &Job)| !job.over(now) && !self.hidden.contains(jobid);
        let jobs = self.jobs.iter().filter(runs);
        Ok(jobs
            .map(|(jobid, job)| RunningJob {
                account: job.account.clone(),
                jobid: jobid.clone(),
                takes_slot: job.takes_slot,
            })
            .collect())
    }
}

impl Job {
    fn over(&self, now: Instant) -> bool {
        self.ends.is_some_and(|ends| ends <= now)
    }
}

impl Running for Service {
    async fn list(&self) -> Result<Vec<RunningJob>, Error> {
        let delay = self.inner().delay;
        let answer = self.inner().answer();
        // What is on its way does not change any more.
        if !delay.is_zero() {
            sleep(delay).await;
        }
        answer
    }

    async fn ended(&self, jobid: &str) -> Result<bool, Error> {
        self.inner().asked.push(jobid.to_owned());
        if self.inner().mute {
            return Err(Error::of(ErrorKind::Server, "made up"));
        }
        let now = Instant::now();
        Ok(self.inner().jobs.get(jobid).is_none_or(|job| job.over(now)))
    }
}

/// A pacing without jitter.
pub(super) fn pacing() -> Pacing {
    Pacing::new(Arc::new(|| 0.5))
}

pub(super) fn seconds(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}

/// Sends a call that is answered after a time.
pub(super) async fn send(turn: &mut Turn, time: f64) {
    let answer = async {
        sleep(seconds(time)).await;
        Ok(())
    };
    turn.sending(answer).await.unwrap();
}

/// Waits for a turn, sends at once, and has the job accepted.
pub(super) async fn submit(
    pacing: &Pacing,
    service: &Service,
    account: &str,
    jobid: &str,
    time: Option<Duration>,
) {
    let mut turn = pacing.admit(SONG, Some(account), service).await.unwrap();
    service.start(account, jobid, time);
    send(&mut turn, 0.0).await;
    turn.accepted(jobid);
}

/// Takes all ten slots of an account with jobs `ACCOUNT/0` to `ACCOUNT/9`.
pub(super) async fn fill(pacing: &Pacing, service: &Service, account: &str) {
    for number in 0..10 {
        submit(
            pacing,
            service,
            account,
            &format!("{account}/{number}"),
            None,
        )
        .await;
    }
}

/// A task that waits for a turn.
pub(super) fn waiting(
    pacing: &Pacing,
    service: &Service,
    operation: &'static Operation,
    account: Option<&str>,
) -> JoinHandle<Result<Turn, Error>> {
    let (pacing, service) = (pacing.clone(), service.clone());
    let account = account.map(str::to_owned);
    tokio::spawn(async move { pacing.admit(operation, account.as_deref(), &service).await })
}

/// Lets all tasks go on as far as they can at this time.
pub(super) async fn settle() {
    for _ in 0..50 {
        tokio::task::yield_now().await;
    }
}

/// How much time has passed.
pub(super) fn since(start: Instant) -> f64 {
    start.elapsed().as_secs_f64()
}
