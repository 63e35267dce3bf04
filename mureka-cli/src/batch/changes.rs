//! What became of the file since the last run.

use std::collections::{HashMap, HashSet};

use super::reading::Line;
use super::stage::Stage;
use super::state::Record;

/// A line that was sent and stands no more in the file; another one stands in its place.
#[derive(Debug, PartialEq, Eq)]
pub struct Edited {
    /// The line that was sent.
    pub number: i64,
    /// Where its place is now.
    pub at: u64,
}

/// Lines that were changed after they were sent.
///
/// What a line asks for is what it is known by, so a changed line looks like a new one. It is
/// taken for the changed form of one that is gone if it stands beside the same neighbour.
pub fn edited(records: &[Record], lines: &[Line]) -> Vec<Edited> {
    let known: HashMap<&str, &Record> = records
        .iter()
        .map(|record| (record.key.as_str(), record))
        .collect();
    let there: HashMap<&str, usize> = (lines.iter())
        .map(|line| line.key.as_str())
        .zip(0..)
        .collect();
    // As they stood in the file when it was read last.
    let mut before: Vec<&Record> = records.iter().filter(|it| it.at.is_some()).collect();
    before.sort_by_key(|record| record.at);
    let places: HashMap<&str, usize> = (before.iter())
        .map(|record| record.key.as_str())
        .zip(0..)
        .collect();
    let mut edited = Vec::new();
    let mut told: HashSet<i64> = HashSet::new();
    for run in lines.split(|line| known.contains_key(line.key.as_str())) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            continue;
        };
        let place = |key: &str| places.get(key).copied();
        let index = |line: &Line| there.get(line.key.as_str()).copied();
        let left = index(first).and_then(|first| lines.get(first.checked_sub(1)?));
        let right = index(last).and_then(|last| lines.get(last + 1));
        let gone = |record: &&&Record| !there.contains_key(record.key.as_str());
        let start = match left {
            Some(left) => place(&left.key).map(|place| place + 1),
            None => Some(0),
        };
        let behind = start
            .and_then(|start| before.get(start..))
            .unwrap_or_default();
        let mut vanished: Vec<&Record> = behind.iter().take_while(gone).copied().collect();
        if vanished.is_empty() {
            let end = match right {
                Some(right) => place(&right.key),
                None => Some(before.len()),
            };
            let ahead = end.and_then(|end| before.get(..end)).unwrap_or_default();
            vanished = ahead.iter().rev().take_while(gone).copied().collect();
            vanished.reverse();
        }
        for (record, line) in vanished.into_iter().zip(run) {
            if record.stage != Stage::Waiting && told.insert(record.number) {
                edited.push(Edited {
                    number: record.number,
                    at: line.at,
                });
            }
        }
    }
    edited
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::request::{Kind, Request};
    use mureka_api::useapi::types::CreateSong;

    fn lines(keys: &str) -> Vec<Line> {
        let line = |(at, key): (u64, char)| Line {
            at,
            request: Request::Create(CreateSong::new()),
            key: key.to_string(),
        };
        (1..).zip(keys.chars()).map(line).collect()
    }

    /// Lines in capitals were sent.
    fn records(keys: &str) -> Vec<Record> {
        let record = |(number, key): (i64, char)| Record {
            number,
            key: key.to_lowercase().to_string(),
            kind: Kind::Create,
            at: Some(number.unsigned_abs()),
            stage: if key.is_uppercase() {
                Stage::Made
            } else {
                Stage::Waiting
            },
            tries: 0,
            reference: None,
            account: None,
            sent: None,
            credits: None,
            ticket: None,
            made: Vec::new(),
            trouble: None,
        };
        (1..).zip(keys.chars()).map(record).collect()
    }

    #[test]
    fn a_line_that_was_sent_and_changed_is_told_from_a_new_one() {
        for (before, now, expected) in [
            // Nothing, appended, put in between, turned round, taken away.
            ("ABC", "abc", vec![]),
            ("ABC", "abcx", vec![]),
            ("ABC", "axbc", vec![]),
            ("ABC", "xabc", vec![]),
            ("ABC", "cba", vec![]),
            ("ABC", "ac", vec![]),
            ("ABC", "", vec![]),
            // Changed: in the middle, at both ends, several.
            ("ABC", "axc", vec![(2, 2)]),
            ("ABC", "xbc", vec![(1, 1)]),
            ("ABC", "abx", vec![(3, 3)]),
            ("ABC", "abxy", vec![(3, 3)]),
            ("ABC", "xyz", vec![(1, 1), (2, 2), (3, 3)]),
            ("ABCD", "axyd", vec![(2, 2), (3, 3)]),
            // Changed and moved with its neighbour.
            ("ABCD", "cdax", vec![(2, 4)]),
            // Not sent yet: whatever.
            ("Abc", "axc", vec![]),
            ("aBc", "xyc", vec![(2, 2)]),
        ] {
            let found = edited(&records(before), &lines(now));
            let found: Vec<_> = found.iter().map(|it| (it.number, it.at)).collect();
            assert_eq!(found, expected, "{before} -> {now}");
        }
    }

    #[test]
    fn a_long_file_that_was_changed_all_over_takes_no_time_to_speak_of() {
        let begun = std::time::Instant::now();
        let mut all = records("A");
        let first = all.pop().unwrap();
        let all: Vec<Record> = (1..=10_000)
            .map(|number| Record {
                number,
                key: format!("old {number}"),
                at: Some(number.unsigned_abs()),
                ..first.clone()
            })
            .collect();
        let now: Vec<Line> = (1..=10_000)
            .map(|at| Line {
                at,
                request: Request::Create(CreateSong::new()),
                key: if at % 2 == 0 {
                    format!("old {at}")
                } else {
                    format!("new {at}")
                },
            })
            .collect();
        assert_eq!(edited(&all, &now).len(), 5_000);
        assert!(begun.elapsed().as_secs() < 20);
    }
}
