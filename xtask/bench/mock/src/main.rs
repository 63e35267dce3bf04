//! Row 7: how many calls a second the mock server answers, how soon, and in how much memory,
//! beside Prism.
//!
//! Both serve `spec/useapi.yaml`, and both have to refuse what is wrong, which is looked at
//! first. They take turns, each time started anew. A server of fixed answers takes its turn,
//! too: what it reaches is the limit of those who ask.

use std::collections::BTreeMap;
use std::time::Duration;

use measure::{Figure, Spread, skipped};

mod fixed;
mod load;
mod servers;
mod wire;

use load::Load;
use servers::{OURS, Running, Server};

const ROW: &str = "mock";
const LYRICS: (&str, &str) = (
    "music/lyrics-generate",
    r#"{"prompt": "A song about the sea"}"#,
);
const CREATE: (&str, &str) = (
    "music/create",
    r#"{"prompt": "A song about the sea", "model": "V9", "async": true}"#,
);

/// What is asked over and over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Case {
    GetJob,
    PostLyrics,
    PostSong,
}

impl Case {
    const ALL: [Self; 3] = [Self::GetJob, Self::PostLyrics, Self::PostSong];

    fn name(self) -> &'static str {
        match self {
            Self::GetJob => "GET a job",
            Self::PostLyrics => "POST lyrics, validated",
            Self::PostSong => "POST a song as a job, validated",
        }
    }
}

/// What was seen of a server, round by round.
#[derive(Default)]
struct Seen {
    loads: BTreeMap<(Case, usize), Vec<(Load, f64)>>,
    start: Vec<f64>,
    idle: Vec<f64>,
    peak: Vec<f64>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [first, port] = arguments.as_slice()
        && first == "fixed"
    {
        return fixed::serve(port.parse().expect("a port"));
    }
    let quick = arguments.iter().any(|argument| argument == "--quick");
    let (rounds, time) = if quick {
        (1, Duration::from_millis(200))
    } else {
        (5, Duration::from_millis(800))
    };
    let program = arguments.iter().skip_while(|one| *one != "--server").nth(1);
    let program = program.expect("--server PROGRAM, the mock server as it is released");
    let ours = Server::Ours {
        program: program.into(),
    };
    let mut servers = vec![ours, Server::Fixed];
    match servers::prism() {
        Ok(prism) => servers.insert(1, prism),
        Err(reason) => skipped(ROW, "Prism", &reason),
    }
    for server in &servers {
        does_the_work(server);
    }
    let mut seen: Vec<Seen> = servers.iter().map(|_| Seen::default()).collect();
    for round in 0..rounds {
        let mut order: Vec<usize> = (0..servers.len()).collect();
        if round % 2 == 1 {
            order.reverse();
        }
        eprintln!("round {} of {rounds}", round + 1);
        let running: Vec<(usize, Running)> = order
            .into_iter()
            .map(|at| {
                let running = start(&servers[at]);
                seen[at]
                    .start
                    .push(running.first_answer.as_secs_f64() * 1000.0);
                seen[at].idle.extend(running.memory().map(|(now, _)| now));
                (at, running)
            })
            .collect();
        for connections in [1, 16, 64] {
            for case in Case::ALL {
                for (at, running) in &running {
                    let load = measured(&servers[*at], running, case, connections, time);
                    let loads = &mut seen[*at].loads;
                    loads.entry((case, connections)).or_default().push(load);
                }
            }
        }
        for (at, running) in &running {
            seen[*at]
                .peak
                .extend(running.memory().map(|(_, peak)| peak));
        }
    }
    for (server, seen) in servers.iter().zip(&seen) {
        report(server, seen);
    }
    for (server, other) in servers.iter().zip(&seen).skip(1) {
        if !is_fixed(server) {
            compare(&seen[0], server, other);
        }
    }
}

fn is_fixed(server: &Server) -> bool {
    matches!(server, Server::Fixed)
}

fn post((path, body): (&str, &str)) -> Vec<u8> {
    wire::request("POST", path, Some(body))
}

fn start(server: &Server) -> Running {
    server.start(&post(LYRICS))
}

/// Makes sure that a server checks what it is asked, if it is one that should.
fn does_the_work(server: &Server) {
    let running = start(server);
    if is_fixed(server) {
        return;
    }
    for (path, good, bad) in [
        (LYRICS.0, LYRICS.1, r#"{"prompt": 1}"#),
        (LYRICS.0, "{}", r#"{"unknown": "field"}"#),
        (CREATE.0, CREATE.1, r#"{"model": "V0", "async": true}"#),
    ] {
        for (body, hundred) in [(good, 2), (bad, 4)] {
            let (status, _) = wire::ask(running.port, &post((path, body))).expect("an answer");
            assert_eq!(status / 100, hundred, "{}: {path} {body}", server.name());
        }
    }
}

/// The load, and the microseconds of processors that the server took for an answer.
fn measured(
    server: &Server,
    running: &Running,
    case: Case,
    connections: usize,
    time: Duration,
) -> (Load, f64) {
    let (request, mut status) = match case {
        Case::GetJob => (get_job(running), 200),
        Case::PostLyrics => (post(LYRICS), 200),
        Case::PostSong => (post(CREATE), 201),
    };
    if case == Case::PostSong && !matches!(server, Server::Ours { .. }) {
        // Prism answers with the first that is documented, and the others with one of all.
        status = wire::ask(running.port, &request).expect("an answer").0;
    }
    let before = running.cpu_seconds();
    let load = load::load(running.port, &request, status, connections, time);
    let after = running.cpu_seconds();
    let asked = load.asked as f64;
    let cpu = before.zip(after).map(|(before, after)| after - before);
    (load, cpu.map_or(f64::NAN, |cpu| cpu * 1e6 / asked))
}

/// Asks for a job that is over.
fn get_job(running: &Running) -> Vec<u8> {
    let (_, body) = wire::ask(running.port, &post(CREATE)).expect("an answer");
    let body: serde_json::Value = serde_json::from_str(&body).unwrap_or_default();
    let id = body["jobid"]
        .as_str()
        .unwrap_or("j0121061432017475905m-u777-a123-bot:mureka");
    std::thread::sleep(Duration::from_millis(5));
    wire::request("GET", &format!("jobs/{id}"), None)
}

fn report(server: &Server, seen: &Seen) {
    let name = server.name();
    for ((case, connections), loads) in &seen.loads {
        let of = |value: fn(&(Load, f64)) -> f64| Spread::of(loads.iter().map(value).collect());
        let all = [
            ("calls a second", "calls/s", of(|(load, _)| load.rate)),
            ("99 of 100 answered within", "ms", of(|(load, _)| load.most)),
            ("CPU of a call", "µs", of(|(_, cpu)| *cpu)),
        ];
        // Of fixed answers, the limit is all that means something.
        let told = if is_fixed(server) { 1 } else { all.len() };
        for (measure, unit, spread) in all.into_iter().take(told) {
            if spread.median.is_finite() {
                Figure::new(ROW, case.name(), name, measure, unit, spread.median)
                    .spread(spread)
                    .at(*connections as f64)
                    .print();
            }
        }
    }
    for (case, measure, unit, values) in [
        ("start", "first answer after", "ms", &seen.start),
        ("start", "memory after it", "MiB", &seen.idle),
        ("all of the above", "peak memory", "MiB", &seen.peak),
    ] {
        let spread = Spread::of(values.clone());
        if spread.median.is_finite() && !is_fixed(server) {
            Figure::new(ROW, case, name, measure, unit, spread.median)
                .spread(spread)
                .print();
        }
    }
}

/// How many times as many calls as another it answers.
fn compare(ours: &Seen, server: &Server, other: &Seen) {
    for (key @ (case, connections), ours) in &ours.loads {
        let Some(theirs) = other.loads.get(key) else {
            continue;
        };
        let ratios = ours.iter().zip(theirs);
        let ratios = ratios.map(|((ours, _), (theirs, _))| ours.rate / theirs.rate);
        let spread = Spread::of(ratios.collect());
        // In a quick run, a slow server may not come to an answer.
        if !spread.high.is_finite() {
            continue;
        }
        Figure::new(
            ROW,
            case.name(),
            OURS,
            "calls a second",
            "ratio",
            spread.median,
        )
        .spread(spread)
        .at(*connections as f64)
        .versus(server.name())
        .print();
    }
}
