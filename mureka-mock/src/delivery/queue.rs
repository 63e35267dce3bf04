//! Who is next.

use std::collections::{HashMap, VecDeque};

/// At most so many are delivered at a time,
pub(super) const RUNNING: usize = 64;
/// so many more wait,
pub(super) const WAITING: usize = 1000;
/// and so many bytes with them.
const WAITING_BYTES: usize = 64 * 1024 * 1024;

/// Deliveries by job: of each job one at a time, in the order they came; among jobs
/// whoever waits longest.
pub(super) struct Queue<T> {
    /// What waits, by job. A job is here as long as something of it waits or runs.
    jobs: HashMap<String, VecDeque<(T, usize)>>,
    /// The jobs of which something waits and nothing runs.
    ready: VecDeque<String>,
    running: usize,
    waiting: usize,
    waiting_bytes: usize,
}

/// What becomes of one that is new.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Pushed<T> {
    /// It is to be delivered now, by one who asks for the [next](Queue::next) after it.
    Starts(T),
    /// Another one will come to it.
    Waits,
    /// It is refused, because of this limit.
    Full(String),
}

impl<T> Queue<T> {
    /// Takes one in that holds so many bytes.
    pub(super) fn push(&mut self, job: &str, item: T, bytes: usize) -> Pushed<T> {
        let known = self.jobs.contains_key(job);
        if !known && self.running < RUNNING {
            self.running += 1;
            self.jobs.insert(job.to_owned(), VecDeque::new());
            return Pushed::Starts(item);
        }
        if self.waiting >= WAITING {
            let limit = format!("{WAITING} deliveries are waiting, no more are taken");
            return Pushed::Full(limit);
        }
        if self.waiting_bytes.saturating_add(bytes) > WAITING_BYTES {
            let limit = format!(
                "{bytes} bytes, with the {} that are waiting at most {WAITING_BYTES} are taken",
                self.waiting_bytes
            );
            return Pushed::Full(limit);
        }
        self.waiting += 1;
        self.waiting_bytes += bytes;
        let line = self.jobs.entry(job.to_owned()).or_default();
        line.push_back((item, bytes));
        if !known {
            self.ready.push_back(job.to_owned());
        }
        Pushed::Waits
    }

    /// After one of a job is done: the next one, with its job. `None` ends who asked.
    pub(super) fn next(&mut self, done: &str) -> Option<(String, T)> {
        if self.jobs.get(done).is_some_and(VecDeque::is_empty) {
            self.jobs.remove(done);
        } else {
            self.ready.push_back(done.to_owned());
        }
        let next = self.ready.pop_front().and_then(|job| {
            let (item, bytes) = self.jobs.get_mut(&job)?.pop_front()?;
            self.waiting -= 1;
            self.waiting_bytes -= bytes;
            Some((job, item))
        });
        if next.is_none() {
            self.running -= 1;
        }
        next
    }
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Self {
            jobs: HashMap::new(),
            ready: VecDeque::new(),
            running: 0,
            waiting: 0,
            waiting_bytes: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full_of_running() -> Queue<usize> {
        let mut queue = Queue::default();
        for number in 0..RUNNING {
            let pushed = queue.push(&format!("job{number}"), number, 1);
            assert_eq!(pushed, Pushed::Starts(number));
        }
        queue
    }

    #[test]
    fn of_a_job_one_runs_at_a_time_in_the_order_they_came() {
        let mut queue = Queue::default();
        assert_eq!(queue.push("a", 1, 1), Pushed::Starts(1));
        assert_eq!(queue.push("a", 2, 1), Pushed::Waits);
        assert_eq!(queue.push("a", 3, 1), Pushed::Waits);
        assert_eq!(queue.push("b", 4, 1), Pushed::Starts(4));
        assert_eq!(queue.next("a"), Some(("a".to_owned(), 2)));
        assert_eq!(queue.next("b"), None);
        assert_eq!(queue.next("a"), Some(("a".to_owned(), 3)));
        assert_eq!(queue.next("a"), None);
    }

    #[test]
    fn a_job_that_is_through_is_forgotten() {
        let mut queue = Queue::default();
        assert_eq!(queue.push("a", 1, 1), Pushed::Starts(1));
        assert_eq!(queue.next("a"), None);
        assert_eq!((queue.jobs.len(), queue.running), (0, 0));
        assert_eq!(queue.push("a", 2, 1), Pushed::Starts(2));
    }

    #[test]
    fn among_jobs_the_one_that_waits_longest_is_next() {
        let mut queue = full_of_running();
        assert_eq!(queue.push("late", 100, 1), Pushed::Waits);
        assert_eq!(queue.push("job0", 101, 1), Pushed::Waits);
        assert_eq!(queue.push("later", 102, 1), Pushed::Waits);
        assert_eq!(queue.next("job0"), Some(("late".to_owned(), 100)));
        assert_eq!(queue.next("late"), Some(("later".to_owned(), 102)));
        assert_eq!(queue.next("later"), Some(("job0".to_owned(), 101)));
        assert_eq!(queue.next("job0"), None);
        assert_eq!(queue.running, RUNNING - 1);
    }

    #[test]
    fn a_thousand_wait_and_no_more() {
        let mut queue = full_of_running();
        for number in 0..WAITING {
            // Some behind others of their job, some of new jobs.
            let job = format!("job{number}");
            assert_eq!(queue.push(&job, number, 1), Pushed::Waits);
        }
        let full = Pushed::Full("1000 deliveries are waiting, no more are taken".to_owned());
        assert_eq!(queue.push("job0", 0, 1), full);
        assert_eq!(queue.push("other", 0, 1), full);
        assert!(queue.next("job1").is_some());
        assert_eq!(queue.push("other", 0, 1), Pushed::Waits);
    }

    #[test]
    fn the_bytes_that_wait_are_bounded() {
        let mut queue = full_of_running();
        assert_eq!(queue.push("job0", 0, WAITING_BYTES - 1), Pushed::Waits);
        let full = "2 bytes, with the 67108863 that are waiting at most 67108864 are taken";
        assert_eq!(queue.push("job1", 1, 2), Pushed::Full(full.to_owned()));
        assert_eq!(queue.push("job1", 1, 1), Pushed::Waits);
        assert!(queue.next("job0").is_some());
        assert_eq!(queue.push("job1", 2, 2), Pushed::Waits);
    }
}
