//! Faults, calls and cancellations in any order: what is charged is what was told.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use mureka_api::{Charged, Retry};
use mureka_mock::{Charge, Fault, MockServer};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::calls::{Call, Clients, Way};
use crate::faults::cases;
use crate::verdict::{Outcome, problem, told};

/// Runs of each of the two tests, which are two to use two cores.
const RUNS: u64 = 600;

/// The reference that several submissions have.
const SHARED: &str = "order-17";

const ACCOUNTS: [&str; 3] = ["12345678901234", "222", "98765432109876"];

#[tokio::test(start_paused = true)]
async fn whatever_happens_nothing_is_charged_twice() {
    runs(0).await;
}

#[tokio::test(start_paused = true)]
async fn whatever_else_happens_nothing_is_charged_twice() {
    runs(1_000_000).await;
}

async fn runs(first: u64) {
    let mut charges = 0;
    let faults: Vec<Vec<Vec<Fault>>> = Call::ALL
        .iter()
        .map(|call| cases(*call).into_iter().map(|case| case.faults).collect())
        .collect();
    let mut worlds = Vec::new();
    for world in 0..8 {
        worlds.push(World::start(world).await);
    }
    // One run alone, the one that a failure names.
    let only = std::env::var("CHARGES_SEED").ok();
    let only = only.map(|seed| seed.parse::<u64>().unwrap());
    for seed in only.map_or(first..first + RUNS, |seed| seed..seed + 1) {
        let mut run = Run::new(seed);
        let world = &worlds[run.rng.usize(..worlds.len())];
        for _ in 0..run.rng.usize(..5) {
            run.spoil(world, &faults);
        }
        let told = run.play(world).await;
        let ledger = world.mock.ledger().charges;
        charges += ledger.len();
        if let Some(problem) = wrong(&told, &ledger) {
            let lines: Vec<String> = told.iter().map(Told::line).collect();
            let ledger: Vec<String> = ledger.iter().map(in_short).collect();
            let faults: Vec<String> = run.faults.iter().map(json).collect();
            panic!(
                "CHARGES_SEED={seed}: {problem}\n\nfaults:\n{}\n\ntold:\n{}\n\ncharges:\n{}\n",
                faults.join("\n"),
                lines.join("\n"),
                ledger.join("\n")
            );
        }
        world.forget().await;
    }
    assert!(only.is_some() || charges > 1000, "only {charges} charges");
}

/// A server, used for one run after the other.
struct World {
    mock: MockServer,
    accounts: usize,
    paced: bool,
}

impl World {
    async fn start(number: usize) -> Self {
        let accounts = [1, 3][number % 2];
        let seconds = [4, 30, 250, 120][number / 2 % 4];
        let builder = MockServer::builder()
            .limits(number < 4)
            .generation_time(Duration::from_secs(seconds));
        let builder = ACCOUNTS[..accounts]
            .iter()
            .fold(builder, |builder, account| builder.account(*account));
        let mock = builder.start().await.unwrap();
        let paced = number % 4 == 1;
        Self {
            mock,
            accounts,
            paced,
        }
    }

    /// Waits until what was given up is gone, and begins anew.
    async fn forget(&self) {
        sleep(Duration::from_secs(1)).await;
        self.mock.clear_faults();
        self.mock.reset();
    }
}

struct Run {
    rng: fastrand::Rng,
    faults: Vec<Fault>,
    seed: u64,
}

/// A submission, and what its caller was told.
struct Told {
    call: Call,
    way: Way,
    /// `None` if the caller did not wait.
    outcome: Option<Outcome>,
}

impl Run {
    fn new(seed: u64) -> Self {
        Self {
            rng: fastrand::Rng::with_seed(seed),
            faults: Vec::new(),
            seed,
        }
    }

    /// Something goes wrong, now or later.
    fn spoil(&mut self, world: &World, faults: &[Vec<Vec<Fault>>]) {
        let of_call = self.rng.choice(faults).unwrap();
        for fault in self.rng.choice(of_call).unwrap().clone() {
            let fault = match self.rng.u32(..3) {
                0 => fault.skip(self.rng.u32(..4)),
                _ => fault,
            };
            self.faults.push(fault.clone());
            world.mock.fault(fault);
        }
    }

    async fn play(&mut self, world: &World) -> Vec<Told> {
        let clients = Clients::new(&world.mock, Retry::new(), self.seed, world.paced);
        let mut tasks = JoinSet::new();
        for number in 0..self.rng.usize(2..=10) {
            let (call, way) = self.submission(world, number);
            let clients = clients.with(&self.retry());
            let start = Duration::from_millis(self.rng.u64(..20_000));
            let patience = match self.rng.u32(..5) {
                0 => Duration::from_millis(self.rng.u64(..60_000)),
                _ => Duration::MAX,
            };
            tasks.spawn(async move {
                sleep(start).await;
                let outcome = timeout(patience, clients.call(call, way.clone())).await;
                Told {
                    call,
                    way,
                    outcome: outcome.ok(),
                }
            });
        }
        tasks.join_all().await
    }

    fn submission(&mut self, world: &World, number: usize) -> (Call, Way) {
        let call = *self.rng.choice(Call::ALL.iter()).unwrap();
        let account = self.rng.choice(&ACCOUNTS[..world.accounts]).unwrap();
        let reference = match self.rng.u32(..10) {
            0..=5 => None,
            6..=8 => Some(format!("own-{number}")),
            _ => Some(SHARED.to_owned()),
        };
        let from_song = matches!(call, Call::Extend | Call::Regenerate | Call::Video);
        let way = Way {
            waits: call.may_wait() && self.rng.u32(..4) == 0,
            reference: reference.filter(|_| call.can_be_found()),
            // The songs that there are belong to the first account.
            account: (world.accounts > 1 && !from_song).then(|| (*account).to_owned()),
        };
        (call, way)
    }

    fn retry(&mut self) -> Retry {
        match self.rng.u32(..4) {
            0 => Retry::off(),
            1 => Retry::new(),
            _ => Retry::new()
                .attempts(self.rng.u32(..6))
                .first(Duration::from_millis(self.rng.u64(..3000)))
                .longest(Duration::from_millis(self.rng.u64(..20_000)))
                .patience(Duration::from_secs(self.rng.u64(..400))),
        }
    }
}

impl Told {
    fn charged(&self) -> Option<Charged> {
        match self.outcome.as_ref()? {
            Ok(_) if self.call.is_free() => Some(Charged::No),
            Ok(_) => Some(Charged::Yes),
            Err(error) => Some(error.charged()),
        }
    }

    /// The job that the caller can come back to.
    fn job(&self) -> Option<&str> {
        let ticket = match self.outcome.as_ref()? {
            Ok(ticket) => ticket.as_ref(),
            Err(error) => error.ticket(),
        };
        ticket
            .map(|ticket| ticket.id.as_str())
            .filter(|id| !id.is_empty())
    }

    fn line(&self) -> String {
        let outcome = self.outcome.as_ref().map_or("given up".into(), told);
        format!("{:?} {:?}: {outcome}", self.call, self.way)
    }
}

fn json(fault: &Fault) -> String {
    serde_json::to_string(fault).unwrap()
}

fn in_short(charge: &Charge) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let (job, reference) = (text(&charge.job), text(&charge.reply_ref));
    format!("{} {} {job} {reference}", charge.at, charge.operation)
}

/// What is wrong between what was told and what was charged.
fn wrong(told: &[Told], ledger: &[Charge]) -> Option<String> {
    by_reference(told, ledger)
        .or_else(|| by_operation(told, ledger))
        .or_else(|| by_job(told, ledger))
}

/// No reference is charged more often than it was submitted; one of its own, as was told.
fn by_reference(told: &[Told], ledger: &[Charge]) -> Option<String> {
    let mut charged: BTreeMap<&str, Vec<Charge>> = BTreeMap::new();
    for charge in ledger {
        if let Some(reference) = &charge.reply_ref {
            charged.entry(reference).or_default().push(charge.clone());
        }
    }
    for (reference, charges) in &charged {
        let submitted = told
            .iter()
            .filter(|told| told.way.reference.as_deref() == Some(*reference));
        // Those that were made by the client are known to it alone.
        if charges.len() > submitted.count().max(1) {
            return Some(format!("{reference} is charged {} times", charges.len()));
        }
    }
    told.iter().find_map(|told| {
        let own = told.way.reference.as_deref().filter(|own| *own != SHARED)?;
        let charges = charged.get(own).map_or(&[][..], Vec::as_slice);
        let problem = problem(told.call, charges, told.outcome.as_ref()?)?;
        Some(format!("{own}: {problem}"))
    })
}

/// Each operation is charged as often as its callers were told, or perhaps were.
fn by_operation(told: &[Told], ledger: &[Charge]) -> Option<String> {
    Call::ALL.into_iter().find_map(|call| {
        let of_call = told.iter().filter(|told| told.call == call);
        let answers: Vec<_> = of_call.map(Told::charged).collect();
        let count = |wanted: &[Option<Charged>]| {
            let found = answers.iter().filter(|answer| wanted.contains(answer));
            found.count()
        };
        let least = count(&[Some(Charged::Yes)]);
        let most = least + count(&[None, Some(Charged::Unknown)]);
        let (api, operation) = call.operation();
        let charges = ledger
            .iter()
            .filter(|charge| charge.api == api && charge.operation == operation)
            .count();
        let fits = (least..=most).contains(&charges);
        (!fits).then(|| format!("{call:?}: {charges} charges, told of {least} to {most}"))
    })
}

/// No two callers have the same job, and every job can be reached, or may be one that nobody
/// knows of.
fn by_job(told: &[Told], ledger: &[Charge]) -> Option<String> {
    let mut jobs = BTreeSet::new();
    if let Some(twice) = told
        .iter()
        .filter_map(Told::job)
        .find(|job| !jobs.insert(*job))
    {
        return Some(format!("{twice} was told to two callers"));
    }
    Call::ALL
        .into_iter()
        .filter(|call| call.has_job())
        .find_map(|call| {
            let (api, operation) = call.operation();
            let out_of_reach = ledger
                .iter()
                .filter(|charge| charge.api == api && charge.operation == operation)
                .filter(|charge| charge.job.as_deref().is_none_or(|job| !jobs.contains(job)));
            // Given up, unknown, or answered a success that does not name the job.
            let excused = |told: &&Told| {
                let named = match &told.outcome {
                    // A 200 without an id is believed to be the result.
                    None | Some(Ok(_)) => false,
                    Some(Err(error)) => {
                        let success = error.status().is_some_and(|status| status.is_success());
                        error.charged() != Charged::Unknown && !success
                    }
                };
                told.call == call && !named && told.job().is_none()
            };
            let excused = told.iter().filter(excused).count();
            let lost = out_of_reach.count();
            (lost > excused)
                .then(|| format!("{call:?}: {lost} jobs out of reach, {excused} excused"))
        })
}
