//! The figures of the row, for however many ways to make the calls there are.

use measure::{
    Allocations, Figure, Goal, Turns, allocations, instructions, keep_freed_memory,
    keep_to_one_processor, skipped,
};

use crate::{Case, Make, Server, Subject, runtime};

const ROW: &str = "calls";
/// What the others are compared with.
const BY_HAND: &str = "by hand";
/// What the goals are about.
const OURS: &str = "mureka-api";

/// Measures, as the arguments of the program say: all, or, for callgrind,
/// `--times N SUBJECT CASE URL`.
pub fn run(subjects: &[Make]) {
    keep_freed_memory();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, times, subject, case, url] = arguments.as_slice()
        && flag == "--times"
    {
        let times = times.parse().expect("a number of times");
        repeat(subjects, times, subject, case, url);
        return;
    }
    if let [flag, case, url, rounds, times] = arguments.as_slice()
        && flag == "--turns"
    {
        let rounds = rounds.parse().expect("a number of rounds");
        let times = times.parse().expect("a number of times");
        turns(subjects, case, url, rounds, times).print();
        return;
    }
    let quick = arguments.iter().any(|argument| argument == "--quick");
    // The server, too, and the processes that call it.
    keep_to_one_processor();
    let server = Server::start();
    let made: Vec<Box<dyn Subject>> = subjects.iter().map(|make| make(server.url())).collect();
    for case in Case::ALL {
        eprintln!("{}", case.name());
        allocated(case, &made);
        timed(case, &made, server.url(), quick);
        if let Err(reason) = counted(case, &made, server.url()) {
            skipped(ROW, "instructions", &reason);
        }
    }
}

/// In the order of the subjects.
fn turns(subjects: &[Make], case: &str, url: &str, rounds: usize, times: usize) -> Turns {
    let case = Case::ALL.into_iter().find(|known| known.name() == case);
    let case = case.expect("a case");
    let runtime = runtime();
    let made: Vec<Box<dyn Subject>> = subjects.iter().map(|make| make(url)).collect();
    let mut work: Vec<Box<dyn FnMut() + '_>> = Vec::new();
    for subject in &made {
        work.push(Box::new(|| subject.call(&runtime, case, times)));
    }
    let mut work: Vec<&mut dyn FnMut()> = work.iter_mut().map(|work| &mut **work as _).collect();
    Turns::at_work(rounds, &mut work)
}

fn repeat(subjects: &[Make], times: usize, subject: &str, case: &str, url: &str) {
    let made = subjects.iter().map(|make| make(url));
    let subject = made.into_iter().find(|known| known.name() == subject);
    let case = Case::ALL.into_iter().find(|known| known.name() == case);
    let (subject, case) = subject.zip(case).expect("a subject and a case");
    subject.call(&runtime(), case, times);
}

fn figure(
    case: Case,
    subject: &str,
    measure: &'static str,
    unit: &'static str,
    value: f64,
) -> Figure {
    Figure::new(ROW, case.name(), subject, measure, unit, value)
}

/// The place of the one that the others are compared with.
fn by_hand(subjects: &[Box<dyn Subject>]) -> usize {
    place(subjects, BY_HAND)
}

fn place(subjects: &[Box<dyn Subject>], name: &str) -> usize {
    let mut names = subjects.iter().map(|subject| subject.name());
    let place = names.position(|one| one == name);
    place.unwrap_or_else(|| panic!("nobody is called {name}"))
}

/// Whom ours is to be less than.
fn others(subjects: &[Box<dyn Subject>]) -> impl Iterator<Item = usize> {
    let is_other = |at: &usize| ![OURS, BY_HAND].contains(&subjects[*at].name());
    (0..subjects.len()).filter(is_other)
}

fn allocated(case: Case, subjects: &[Box<dyn Subject>]) {
    let runtime = runtime();
    let cost = |subject: &dyn Subject| allocations(|| subject.call(&runtime, case, 1));
    let costs: Vec<Allocations> = subjects.iter().map(|subject| cost(&**subject)).collect();
    let by_hand = costs[by_hand(subjects)];
    for (subject, cost) in subjects.iter().zip(&costs) {
        let name = subject.name();
        let (count, bytes) = (cost.count as f64, cost.bytes as f64);
        figure(case, name, "allocations", "", count).exact().print();
        figure(case, name, "allocated", "B", bytes).exact().print();
        if name == BY_HAND {
            continue;
        }
        let more = figure(
            case,
            name,
            "more allocations",
            "",
            count - by_hand.count as f64,
        );
        let more = more.versus(BY_HAND).exact();
        if name == OURS {
            more.goal(Goal::AtMost(5.0)).print();
        } else {
            more.print();
        }
        figure(
            case,
            name,
            "more allocated",
            "B",
            bytes - by_hand.bytes as f64,
        )
        .versus(BY_HAND)
        .exact()
        .print();
    }
    let ours = costs[place(subjects, OURS)];
    for (subject, cost) in others(subjects).map(|at| (&subjects[at], costs[at])) {
        let more = ours.count as f64 - cost.count as f64;
        figure(case, OURS, "more allocations", "", more)
            .versus(subject.name())
            .exact()
            .goal(Goal::Below(0.0))
            .print();
    }
}

/// How often a call is made in one turn, how many turns there are in a process, and how many
/// processes.
fn effort(case: Case, quick: bool) -> [usize; 3] {
    match (case, quick) {
        (Case::Page, true) => [3, 5, 1],
        (Case::Page, false) => [10, 11, 9],
        (_, true) => [30, 5, 1],
        (_, false) => [200, 15, 9],
    }
}

fn timed(case: Case, subjects: &[Box<dyn Subject>], url: &str, quick: bool) {
    let [times, rounds, processes] = effort(case, quick);
    let numbers = [rounds.to_string(), times.to_string()];
    let [round_count, time_count] = &numbers;
    let arguments = ["--turns", case.name(), url, round_count, time_count];
    let turns = Turns::of_processes(processes, &arguments.map(str::to_owned));
    let by_hand = by_hand(subjects);
    for (at, subject) in subjects.iter().enumerate() {
        let name = subject.name();
        let mut spread = turns.seconds(at);
        for value in [&mut spread.median, &mut spread.low, &mut spread.high] {
            *value *= 1e6 / times as f64;
        }
        figure(case, name, "time", "µs", spread.median)
            .spread(spread)
            .print();
        if at != by_hand {
            let ratio = turns.ratio(at, by_hand);
            let ratio = figure(case, name, "time", "×", ratio.median).spread(ratio);
            judged(name, ratio.versus(BY_HAND)).print();
        }
    }
    for at in others(subjects) {
        let ratio = turns.ratio(place(subjects, OURS), at);
        figure(case, OURS, "time", "×", ratio.median)
            .spread(ratio)
            .versus(subjects[at].name())
            .goal(Goal::Below(1.0))
            .print();
    }
}

fn counted(case: Case, subjects: &[Box<dyn Subject>], url: &str) -> Result<(), String> {
    // The server is in this process, and not in the one that is counted.
    let (few, many) = if case == Case::Page {
        (5, 15)
    } else {
        (50, 250)
    };
    let mut counts = Vec::new();
    for subject in subjects {
        let name = subject.name();
        let arguments = |times: usize| {
            let times = times.to_string();
            ["--times", &times, name, case.name(), url]
                .map(str::to_owned)
                .to_vec()
        };
        let count = instructions(arguments, few, many)?;
        figure(case, name, "instructions", "", count).print();
        counts.push(count);
    }
    let by_hand = by_hand(subjects);
    for (at, subject) in subjects.iter().enumerate().filter(|(at, _)| *at != by_hand) {
        let name = subject.name();
        let ratio = figure(
            case,
            name,
            "instructions",
            "×",
            counts[at] / counts[by_hand],
        );
        judged(name, ratio.versus(BY_HAND)).print();
    }
    for at in others(subjects) {
        let ratio = counts[place(subjects, OURS)] / counts[at];
        figure(case, OURS, "instructions", "×", ratio)
            .versus(subjects[at].name())
            .goal(Goal::Below(1.0))
            .print();
    }
    Ok(())
}

fn judged(name: &str, ratio: Figure) -> Figure {
    if name == OURS {
        ratio.goal(Goal::AtMost(1.03))
    } else {
        ratio
    }
}
