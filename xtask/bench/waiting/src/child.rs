//! A program that starts jobs and waits for them, and tells what that takes of the machine.

use std::error::Error;
use std::io::Write;
use std::pin::Pin;
use std::time::Duration;

use mureka_api::Options;
use mureka_api::jobs::wait_all;
use mureka_api::useapi::Client;
use mureka_api::useapi::types::CreateSong;
use serde::{Deserialize, Serialize};
use tokio::time::{Instant, sleep, sleep_until};

/// How jobs are waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By `wait_all`.
    Together,
    /// Each handle in a task of its own.
    Alone,
    /// As one writes it with reqwest: a task for each, which asks every five seconds.
    ByHand,
}

impl Way {
    pub const ALL: [Self; 3] = [Self::Together, Self::Alone, Self::ByHand];

    pub fn name(self) -> &'static str {
        match self {
            Self::Together => "mureka-api",
            Self::Alone => "mureka-api, each by itself",
            Self::ByHand => "by hand",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.name() == name)
    }
}

/// What the child told.
#[derive(Debug, Serialize, Deserialize)]
pub struct Told {
    /// Bytes that were asked for and not given back, more than before, with all jobs open.
    pub live: i64,
    /// The most of them at a time.
    pub peak: u64,
    /// More resident memory than before.
    pub resident_kib: Option<i64>,
    /// Of the processor, in the time that was measured.
    pub processor: Option<f64>,
    /// How long that was.
    pub seconds: f64,
}

/// When to look at what.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub jobs: usize,
    /// In how long they are started, one after another.
    pub starts: Duration,
    /// How long nothing is measured, once all jobs are open,
    pub settles: Duration,
    /// and how long then.
    pub lasts: Duration,
}

/// What the parent waits for, on lines of their own.
pub const BEGIN: &str = "begin";
pub const END: &str = "end";

type Waits = Vec<Pin<Box<dyn Future<Output = ()>>>>;

/// Starts jobs, waits, and prints what it took.
pub fn run(way: Way, url: &str, plan: Plan) -> Result<(), Box<dyn Error>> {
    // One thread: what it allocates and computes is all there is.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let client = Client::builder()
        .token("user:1-a")
        .base_url(url)
        // The limits of accounts that do not exist.
        .options(Options::new().paced(false))
        .build()?;
    let http = reqwest::Client::new();

    // Once, so that what is made for the first job alone is not counted.
    let mut warm: Waits = Vec::new();
    let few = Plan {
        jobs: 20,
        starts: Duration::ZERO,
        settles: Duration::from_millis(1),
        lasts: Duration::from_millis(1),
    };
    runtime.block_on(wait(way, &client, &http, url, few, &mut warm, |_| {}))?;
    drop(warm);

    let resident = measure::resident_kib();
    let mut waits: Waits = Vec::new();
    let mut processor = None;
    let mut outcome = Ok(());
    let allocated = allocation_counter::measure(|| {
        let mut before = None;
        let waited = wait(way, &client, &http, url, plan, &mut waits, |line| {
            let now = processor_seconds();
            if line == BEGIN {
                before = now;
            } else {
                processor = now.zip(before).map(|(now, before)| now - before);
            }
            println!("{line}");
            std::io::stdout().flush().ok();
        });
        outcome = runtime.block_on(waited);
    });
    outcome?;
    let more = |(now, before): (u64, u64)| now.cast_signed() - before.cast_signed();
    let told = Told {
        live: allocated.bytes_current,
        peak: allocated.bytes_max,
        resident_kib: measure::resident_kib().zip(resident).map(more),
        processor,
        seconds: plan.lasts.as_secs_f64(),
    };
    println!("{}", serde_json::to_string(&told)?);
    // Before the tasks go, one by one.
    std::process::exit(0);
}

/// Starts jobs, and waits as long as is planned; what waits for them is left in `waits`.
async fn wait(
    way: Way,
    client: &Client,
    http: &reqwest::Client,
    url: &str,
    plan: Plan,
    waits: &mut Waits,
    mut tell: impl FnMut(&str),
) -> Result<(), Box<dyn Error>> {
    let mut handles = Vec::with_capacity(plan.jobs);
    let begun = Instant::now();
    for number in 0..plan.jobs {
        sleep_until(begun + plan.starts.mul_f64(number as f64 / plan.jobs as f64)).await;
        let song = CreateSong::new().prompt("Silly song about Santa");
        match way {
            Way::ByHand => by_hand(http, url).await?,
            Way::Together => handles.push(client.songs().submit(song).await?.deadline(DEADLINE)),
            Way::Alone => {
                let job = client.songs().submit(song).await?;
                tokio::spawn(job.deadline(DEADLINE).into_future());
            }
        }
    }
    if way == Way::Together {
        waits.push(Box::pin(async move {
            wait_all(handles).await;
        }));
    }
    pause(waits, plan.settles).await;
    tell(BEGIN);
    pause(waits, plan.lasts).await;
    tell(END);
    Ok(())
}

/// Lets what waits wait.
async fn pause(waits: &mut Waits, time: Duration) {
    let slept = sleep(time);
    let Some(waiting) = waits.first_mut() else {
        return slept.await;
    };
    tokio::select! {
        () = waiting => {}
        () = slept => {}
    }
}

/// Ten thousand songs take their time: 160 slots make some 160 a minute.
const DEADLINE: Duration = Duration::from_secs(2 * 60 * 60);

/// The docs poll so often.
const INTERVAL: Duration = Duration::from_secs(5);

/// What a job looks like to whoever writes the client by hand.
#[derive(Deserialize)]
struct Job {
    jobid: String,
    status: String,
    #[allow(dead_code, reason = "the result is what it is all for")]
    response: Option<serde_json::Value>,
}

async fn by_hand(http: &reqwest::Client, url: &str) -> Result<(), Box<dyn Error>> {
    let sent = serde_json::json!({"prompt": "Silly song about Santa", "async": true});
    let request = http.post(format!("{url}/v1/mureka/music/create"));
    let answer = request.bearer_auth("user:1-a").json(&sent).send().await?;
    let job: Job = answer.error_for_status()?.json().await?;
    let http = http.clone();
    let url = format!("{url}/v1/mureka/jobs/{}", job.jobid);
    tokio::spawn(async move {
        loop {
            sleep(INTERVAL).await;
            let answer = http.get(&url).bearer_auth("user:1-a").send().await?;
            let job: Job = answer.error_for_status()?.json().await?;
            if job.status == "completed" || job.status == "failed" {
                return Ok::<Job, reqwest::Error>(job);
            }
        }
    });
    Ok(())
}

/// Seconds of the processor that this thread took.
fn processor_seconds() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = text.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}
