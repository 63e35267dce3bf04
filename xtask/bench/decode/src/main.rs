//! Row `decode`: from the bytes of a page of songs to types.

use std::hint::black_box;

use decode::{Fields, by_hand, page};
use measure::{Figure, Goal, Turns, allocations, instructions, keep_freed_memory, skipped};
use mureka_api::useapi::types;
use serde_json::Value;

const ROW: &str = "decode";
/// How often a page is decoded in a process.
const TIMES: usize = 15;

/// Ways to decode a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    /// The generated types, which keep what they do not know.
    Ours,
    /// Closed structs.
    ByHand,
    /// No types.
    Value,
}

const SUBJECTS: [Subject; 3] = [Subject::Ours, Subject::ByHand, Subject::Value];

impl Subject {
    const fn name(self) -> &'static str {
        match self {
            Self::Ours => "mureka-api",
            Self::ByHand => "by hand",
            Self::Value => "serde_json::Value",
        }
    }

    /// Decodes, and drops what came of it.
    fn decode(self, text: &[u8]) {
        fn read<T: serde::de::DeserializeOwned>(text: &[u8]) {
            let page: T = serde_json::from_slice(black_box(text)).expect("the page is valid");
            black_box(&page);
        }
        match self {
            Self::Ours => read::<types::SongPage>(text),
            Self::ByHand => read::<by_hand::SongPage>(text),
            Self::Value => read::<Value>(text),
        }
    }
}

/// A page to decode.
struct Case {
    key: &'static str,
    name: String,
    fields: Fields,
}

fn cases(songs: usize) -> [Case; 2] {
    [
        Case {
            key: "documented",
            name: format!("{songs} songs, every field"),
            fields: Fields::Documented,
        },
        Case {
            key: "unknown",
            name: format!("{songs} songs, unknown fields everywhere"),
            fields: Fields::Unknown,
        },
    ]
}

fn main() {
    keep_freed_memory();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let quick = arguments.iter().any(|argument| argument == "--quick");
    let songs = if quick { 100 } else { 1000 };
    // What callgrind counts: `--times N SUBJECT CASE SONGS`.
    if let [flag, times, subject, case, songs] = arguments.as_slice()
        && flag == "--times"
    {
        let songs = songs.parse().expect("a number of songs");
        let times = times.parse().expect("a number of times");
        repeat(times, subject, case, songs);
        return;
    }
    if let [flag, subject, case, songs] = arguments.as_slice()
        && flag == "--turns"
    {
        turns(subject, case, songs.parse().expect("a number of songs")).print();
        return;
    }
    for case in cases(songs) {
        let text = page(songs, case.fields);
        eprintln!("{}: {} KiB", case.name, text.len() / 1024);
        allocated(&case, text.as_bytes());
        timed(&case, songs, if quick { 3 } else { 15 });
        if let Err(reason) = counted(&case, songs) {
            skipped(ROW, "instructions", &reason);
        }
    }
}

fn known(subject: &str, case: &str, songs: usize) -> (Subject, Case) {
    let subject = SUBJECTS.into_iter().find(|known| known.name() == subject);
    let case = cases(songs).into_iter().find(|known| known.key == case);
    subject.zip(case).expect("a subject and a case")
}

fn repeat(times: usize, subject: &str, case: &str, songs: usize) {
    let (subject, case) = known(subject, case, songs);
    let text = page(songs, case.fields);
    for _ in 0..times {
        subject.decode(text.as_bytes());
    }
}

fn allocated(case: &Case, text: &[u8]) {
    for subject in SUBJECTS {
        let cost = allocations(|| subject.decode(text));
        for (measure, unit, value) in [
            ("allocations", "", cost.count),
            ("allocated", "B", cost.bytes),
            ("peak", "B", cost.peak),
        ] {
            let (name, value) = (subject.name(), value as f64);
            Figure::new(ROW, case.name.as_str(), name, measure, unit, value)
                .exact()
                .print();
        }
    }
}

/// What a ratio of ours is meant to be.
fn goal(other: Subject) -> Option<Goal> {
    match other {
        Subject::Value => Some(Goal::Below(1.0)),
        Subject::ByHand => Some(Goal::AtMost(1.15)),
        Subject::Ours => None,
    }
}

/// Of one subject.
fn turns(subject: &str, case: &str, songs: usize) -> Turns {
    let (subject, case) = known(subject, case, songs);
    let text = page(songs, case.fields);
    Turns::at_work(TIMES, &mut [&mut || subject.decode(text.as_bytes())])
}

fn timed(case: &Case, songs: usize, rounds: usize) {
    let subjects = SUBJECTS.map(|subject| {
        let songs = songs.to_string();
        ["--turns", subject.name(), case.key, &songs]
            .map(str::to_owned)
            .to_vec()
    });
    let turns = Turns::apart(rounds, &subjects);
    for (at, subject) in SUBJECTS.into_iter().enumerate() {
        let mut seconds = turns.seconds(at);
        for value in [&mut seconds.median, &mut seconds.low, &mut seconds.high] {
            *value *= 1e3;
        }
        let (case, name) = (case.name.as_str(), subject.name());
        Figure::new(ROW, case, name, "time", "ms", seconds.median)
            .spread(seconds)
            .print();
    }
    for (at, other) in SUBJECTS.into_iter().enumerate().skip(1) {
        let ratio = turns.ratio(0, at);
        print_ratio(case, "time", other, ratio.median, |figure| {
            figure.spread(ratio)
        });
    }
}

fn counted(case: &Case, songs: usize) -> Result<(), String> {
    let mut counts = Vec::new();
    for subject in SUBJECTS {
        let arguments = |times: usize| {
            let times = times.to_string();
            let songs = songs.to_string();
            ["--times", &times, subject.name(), case.key, &songs]
                .map(str::to_owned)
                .to_vec()
        };
        let count = instructions(arguments, 2, 6)?;
        let (case, name) = (case.name.as_str(), subject.name());
        Figure::new(ROW, case, name, "instructions", "", count).print();
        counts.push(count);
    }
    if let [ours, others @ ..] = counts.as_slice() {
        for (other, count) in SUBJECTS.into_iter().skip(1).zip(others) {
            print_ratio(case, "instructions", other, ours / count, |figure| figure);
        }
    }
    Ok(())
}

fn print_ratio(
    case: &Case,
    measure: &'static str,
    other: Subject,
    ratio: f64,
    finish: impl FnOnce(Figure) -> Figure,
) {
    let name = Subject::Ours.name();
    let figure = Figure::new(ROW, case.name.as_str(), name, measure, "×", ratio);
    let mut figure = finish(figure.versus(other.name()));
    // The goal is about time; instructions tell why.
    if let Some(goal) = goal(other).filter(|_| measure == "time") {
        figure = figure.goal(goal);
    }
    figure.print();
}
