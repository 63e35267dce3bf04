//! Row 5, `waiting`: what ten thousand open jobs cost: requests, memory, processor.

mod child;
mod server;

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use child::{BEGIN, END, Plan, Told, Way};
use measure::{Figure, Goal, skipped};
use server::Server;

const ROW: &str = "waiting";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => measured(10_000, 5, Some(EVEN)),
        ["--quick"] => measured(500, 1, None),
        ["wait", way, url, jobs, starts, settles, lasts] => {
            let way = Way::named(way).ok_or("no such way")?;
            let plan = Plan {
                jobs: jobs.parse()?,
                starts: Duration::from_secs(starts.parse()?),
                settles: Duration::from_secs(settles.parse()?),
                lasts: Duration::from_secs(lasts.parse()?),
            };
            child::run(way, url, plan)
        }
        other => Err(format!("{other:?}: only --quick is known").into()),
    }
}

/// After so many seconds each job that is waited for with others is asked for by itself, one after
/// the other; and for so long they are looked at then.
const EVEN: (u64, u64) = (70, 120);

/// With so many jobs that are started in so many seconds.
fn measured(jobs: usize, starts: u64, even: Option<(u64, u64)>) -> Result<(), Box<dyn Error>> {
    let server = Server::start()?;
    let mut by_hand = None;
    for way in [Way::ByHand, Way::Alone, Way::Together] {
        // Those who ask all the time do so in the same way all the time.
        let (settles, lasts) = match (way, even) {
            (Way::Together, Some(even)) => even,
            (Way::Alone | Way::ByHand, Some(_)) => (1, 15),
            (_, None) => (1, 5),
        };
        eprintln!("{jobs} jobs, {}: {} s", way.name(), settles + lasts);
        let seen = watched(&server, way, jobs, [starts, settles, lasts])?;
        print(&seen, way, jobs, by_hand.as_ref());
        if way == Way::ByHand {
            by_hand = Some(seen);
        }
    }
    Ok(())
}

/// What was seen of one way from both sides.
struct Seen {
    told: Told,
    requests: u64,
    connections: u64,
}

impl Seen {
    fn requests_a_second(&self) -> f64 {
        self.requests as f64 / self.told.seconds
    }

    /// For a minute of waiting.
    fn processor(&self) -> Option<f64> {
        let processor = self.told.processor?;
        Some(processor * 60.0 / self.told.seconds)
    }
}

fn watched(
    server: &Server,
    way: Way,
    jobs: usize,
    seconds: [u64; 3],
) -> Result<Seen, Box<dyn Error>> {
    server.reset();
    let mut child = Command::new(std::env::current_exe()?)
        .args(["wait", way.name(), &server.url(), &jobs.to_string()])
        .args(seconds.map(|seconds| seconds.to_string()))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()?;
    let output = child.stdout.take().ok_or("no output")?;
    let (mut requests, mut connections, mut told) = (0, 0, None);
    for line in BufReader::new(output).lines() {
        let line = line?;
        match line.as_str() {
            BEGIN => {
                requests = server.requests();
                server.most_open();
            }
            END => {
                requests = server.requests() - requests;
                connections = server.most_open();
            }
            _ => told = Some(serde_json::from_str(&line)?),
        }
    }
    child.wait()?;
    Ok(Seen {
        told: told.ok_or_else(|| format!("{}: it ended early", way.name()))?,
        requests,
        connections,
    })
}

fn print(seen: &Seen, way: Way, jobs: usize, by_hand: Option<&Seen>) {
    let case = format!("{jobs} open jobs");
    let subject = way.name();
    let figure = |measure, unit, value| Figure::new(ROW, &case, subject, measure, unit, value);
    let of_each = |bytes: f64| bytes / jobs as f64;

    figure("requests a second", "1/s", seen.requests_a_second()).print();
    figure("connections at most", "", seen.connections as f64).print();
    let live = figure("memory of a job", "B", of_each(seen.told.live as f64));
    if way == Way::Together {
        live.goal(Goal::AtMost(2048.0)).print();
    } else {
        live.print();
    }
    let peak = of_each(seen.told.peak as f64);
    figure("memory of a job at most", "B", peak).print();
    match seen.told.resident_kib {
        Some(kib) => figure("resident for a job", "B", of_each(kib as f64 * 1024.0)).print(),
        None => skipped(ROW, subject, "the system does not tell of memory"),
    }
    match seen.processor() {
        Some(seconds) => figure("processor for a minute", "s", seconds).print(),
        None => skipped(ROW, subject, "the system does not tell of processor time"),
    }
    if let Some(other) = by_hand {
        let versus = |measure, ours: f64, theirs: f64| {
            figure(measure, "×", ours / theirs)
                .versus(Way::ByHand.name())
                .print();
        };
        let requests = |seen: &Seen| seen.requests_a_second();
        versus("requests a second", requests(seen), requests(other));
        let live = |seen: &Seen| seen.told.live as f64;
        versus("memory of a job", live(seen), live(other));
        if let (Some(ours), Some(theirs)) = (seen.processor(), other.processor()) {
            versus("processor for a minute", ours, theirs);
        }
    }
}
