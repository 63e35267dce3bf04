//! Several ways to do the same, timed in turns.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::thread_time;

/// A median with the lowest and highest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// The median.
    pub median: f64,
    /// The lowest.
    pub low: f64,
    /// The highest.
    pub high: f64,
}

impl Spread {
    /// Of these; of none it is not a number.
    pub fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let at = |place: usize| values.get(place).copied().unwrap_or(f64::NAN);
        let last = values.len().saturating_sub(1);
        Self {
            median: f64::midpoint(at(last / 2), at(last.div_ceil(2))),
            low: at(0),
            high: at(last),
        }
    }
}

/// Times of several subjects that took turns, so that a machine that is busy with something
/// else is so for all of them.
#[derive(Debug, Clone)]
pub struct Turns {
    rounds: Vec<Vec<Duration>>,
}

impl Turns {
    /// Lets each of some pieces of work run `rounds` times, in turns, after a round that is
    /// not counted. Every second round goes backwards: whoever follows another is no worse
    /// off for it.
    pub fn take(rounds: usize, work: &mut [&mut dyn FnMut()]) -> Self {
        Self::of(rounds, work.len(), |at| {
            let started = Instant::now();
            work[at]();
            started.elapsed()
        })
    }

    /// The same, with the time that this thread is at work on a processor.
    pub fn at_work(rounds: usize, work: &mut [&mut dyn FnMut()]) -> Self {
        Self::of(rounds, work.len(), |at| {
            let started = thread_time();
            work[at]();
            thread_time().saturating_sub(started)
        })
    }

    /// The turns that processes of this program take and [`print`](Self::print), one process after
    /// the other. Where things happen to lie in memory makes a fifth of the time, and it is
    /// somewhere else in every process.
    pub fn of_processes(count: usize, arguments: &[String]) -> Self {
        let rounds = (0..count).flat_map(|_| printed(arguments));
        Self {
            rounds: rounds.collect(),
        }
    }

    /// The same with a process for each subject, whose median is its time in that round: nobody
    /// has to live with the heap that another one leaves.
    pub fn apart(rounds: usize, subjects: &[Vec<String>]) -> Self {
        Self::of(rounds, subjects.len(), |at| {
            let all = printed(&subjects[at]).into_iter().flatten();
            let all = all.map(|time| time.as_secs_f64()).collect();
            Duration::from_secs_f64(Spread::of(all).median)
        })
    }

    /// Tells the process that started this one.
    pub fn print(&self) {
        let rounds = serde_json::to_string(&self.rounds).expect("times are JSON");
        println!("{rounds}");
    }

    /// The same for work that tells itself how long it took, for not all that it does counts.
    pub fn told(rounds: usize, work: &mut [&mut dyn FnMut() -> Duration]) -> Self {
        Self::of(rounds, work.len(), |at| work[at]())
    }

    fn of(rounds: usize, subjects: usize, mut time: impl FnMut(usize) -> Duration) -> Self {
        let mut turns = Self { rounds: Vec::new() };
        for round in 0..=rounds {
            let mut order: Vec<usize> = (0..subjects).collect();
            if round % 2 == 1 {
                order.reverse();
            }
            let mut times = vec![Duration::ZERO; subjects];
            for at in order {
                times[at] = time(at);
            }
            if round > 0 {
                turns.rounds.push(times);
            }
        }
        turns
    }

    /// The seconds that a subject took, by its place.
    pub fn seconds(&self, subject: usize) -> Spread {
        Spread::of(
            self.rounds
                .iter()
                .map(|times| times[subject].as_secs_f64())
                .collect(),
        )
    }

    /// How many times as long as another a subject took, round by round.
    pub fn ratio(&self, subject: usize, other: usize) -> Spread {
        let ratios = self.rounds.iter();
        Spread::of(
            ratios
                .map(|times| times[subject].as_secs_f64() / times[other].as_secs_f64())
                .collect(),
        )
    }
}

/// The rounds that a process of this program prints.
fn printed(arguments: &[String]) -> Vec<Vec<Duration>> {
    let program = std::env::current_exe().expect("a path to this program");
    let output = Command::new(program)
        .args(arguments)
        .stderr(Stdio::inherit())
        .output()
        .expect("this program starts");
    assert!(output.status.success(), "{arguments:?}: {}", output.status);
    serde_json::from_slice(&output.stdout).expect("rounds, as they are printed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
        for (values, median, low, high) in [
            (vec![3.0], 3.0, 3.0, 3.0),
            (vec![4.0, 1.0], 2.5, 1.0, 4.0),
            (vec![9.0, 1.0, 5.0], 5.0, 1.0, 9.0),
        ] {
            assert_eq!(Spread::of(values), Spread { median, low, high });
        }
    }

    #[test]
    fn what_work_tells_of_its_time_is_what_counts() {
        let mut told = || Duration::from_secs(3);
        let turns = Turns::told(2, &mut [&mut told, &mut || Duration::from_secs(2)]);
        assert_eq!(turns.seconds(0), Spread::of(vec![3.0, 3.0]));
        assert_eq!(turns.ratio(0, 1), Spread::of(vec![1.5, 1.5]));
    }

    #[test]
    fn all_take_part_in_every_round_and_the_first_is_not_counted() {
        let (mut first, mut second) = (0, 0);
        let turns = Turns::take(4, &mut [&mut || first += 1, &mut || second += 1]);
        assert_eq!(turns.rounds.len(), 4);
        assert_eq!((first, second), (5, 5));
    }
}
