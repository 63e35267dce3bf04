//! What an inbox remembers, and for how long.
//!
//! Two things are forgotten one after the other: first the events of a job, which are large,
//! then which of its states were told. A job with subscribers is never forgotten: how many
//! of those there are is up to the program, not to what comes in.

use std::collections::{BTreeMap, HashMap};
use std::mem;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

use super::event::Event;
use super::subscription::{Events, Listener};
use crate::time::Instant;
use crate::useapi::types::JobStatus;

/// At most so many states of a job are told before its end; the docs have one.
const STATES: usize = 16;

/// How many bytes of events are kept.
const BYTES: usize = 32 * 1024 * 1024;

/// Of so many jobs it is remembered which states were told.
const REMEMBERED: usize = 10_000;

/// How an event stands to those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    New,
    Repeated,
    Stale,
}

/// How much is kept.
pub(super) struct Limits {
    jobs: usize,
    time: Duration,
}

impl Limits {
    pub fn new(jobs: usize, time: Duration) -> Self {
        Self { jobs, time }
    }
}

pub(super) struct Memory {
    limits: Limits,
    jobs: HashMap<Arc<str>, Record>,
    /// The jobs that nobody is subscribed to, by the turn of their latest event,
    idle: BTreeMap<u64, Arc<str>>,
    /// and those among them whose events are kept,
    kept: BTreeMap<u64, Arc<str>>,
    /// with as many bytes.
    kept_bytes: usize,
    listeners: Vec<Listener>,
    /// The latest number that was given to an event or a subscriber.
    turn: u64,
}

/// What is known of a job.
#[derive(Default)]
struct Record {
    /// When the latest event came; `None` before the first one.
    latest: Option<(u64, Instant)>,
    told: Vec<Option<JobStatus>>,
    ended: bool,
    events: Vec<Event>,
    subscribers: Vec<(u64, UnboundedSender<Event>)>,
}

impl Record {
    fn order(&self, event: &Event) -> Order {
        let status = event.status();
        let late = status == Some(&JobStatus::Created) && !self.told.is_empty();
        let many = self.told.len() >= STATES && !event.is_final();
        if self.told.iter().any(|told| told.as_ref() == status) {
            Order::Repeated
        } else if self.ended || late || many {
            Order::Stale
        } else {
            Order::New
        }
    }

    fn tell(&mut self, event: &Event) {
        self.told.push(event.status().cloned());
        self.ended = event.is_final();
        self.events.push(event.clone());
        for (_, subscriber) in &self.subscribers {
            // One that is gone says so itself.
            let _ = subscriber.send(event.clone());
        }
        if self.ended {
            self.subscribers.clear();
        }
    }

    fn bytes(&self) -> usize {
        self.events.iter().map(Event::weight).sum()
    }
}

impl Memory {
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            jobs: HashMap::new(),
            idle: BTreeMap::new(),
            kept: BTreeMap::new(),
            kept_bytes: 0,
            listeners: Vec::new(),
            turn: 0,
        }
    }

    pub fn jobs(&self) -> usize {
        self.jobs.len()
    }

    pub fn kept_bytes(&self) -> usize {
        self.kept_bytes
    }

    /// Hands an event on, if it is new.
    pub fn take(&mut self, event: &Event, now: Instant) -> Order {
        let jobid = Arc::from(event.jobid());
        self.turn += 1;
        let latest = Some((self.turn, now));
        let mut record = self.rouse(&jobid).unwrap_or_default();
        let order = record.order(event);
        if order == Order::New {
            record.tell(event);
            self.listeners.retain(|listener| listener.tell(event));
        }
        record.latest = latest;
        self.put(jobid, record);
        self.forget(now);
        order
    }

    /// A subscriber's number, and what it gets.
    pub fn subscribe(&mut self, jobid: &str, now: Instant) -> (u64, UnboundedReceiver<Event>) {
        self.forget(now);
        let jobid = Arc::from(jobid);
        let mut record = self.rouse(&jobid).unwrap_or_default();
        // Without a bound of its own: a job has at most so many states as are told.
        let (sender, receiver) = mpsc::unbounded_channel();
        for event in &record.events {
            let _ = sender.send(event.clone());
        }
        self.turn += 1;
        if !record.ended {
            record.subscribers.push((self.turn, sender));
        }
        self.put(jobid, record);
        (self.turn, receiver)
    }

    /// A subscriber is gone.
    pub fn leave(&mut self, jobid: &str, number: u64) {
        let jobid = Arc::from(jobid);
        if let Some(mut record) = self.rouse(&jobid) {
            record.subscribers.retain(|(other, _)| *other != number);
            self.put(jobid, record);
        }
    }

    pub fn listen(&mut self) -> Events {
        let (listener, events) = Listener::new();
        self.listeners.retain(Listener::is_there);
        self.listeners.push(listener);
        events
    }

    /// Takes a record out, to be changed and [put](Self::put) back.
    fn rouse(&mut self, jobid: &Arc<str>) -> Option<Record> {
        let record = self.jobs.remove(jobid)?;
        if let Some((turn, _)) = record.latest {
            self.idle.remove(&turn);
            if self.kept.remove(&turn).is_some() {
                self.kept_bytes -= record.bytes();
            }
        }
        Some(record)
    }

    fn put(&mut self, jobid: Arc<str>, record: Record) {
        if record.subscribers.is_empty() {
            let Some((turn, _)) = record.latest else {
                // Nothing ever came, and nobody waits any more.
                return;
            };
            self.idle.insert(turn, Arc::clone(&jobid));
            if !record.events.is_empty() {
                self.kept_bytes += record.bytes();
                self.kept.insert(turn, Arc::clone(&jobid));
            }
        }
        self.jobs.insert(jobid, record);
    }

    fn forget(&mut self, now: Instant) {
        while let Some((turn, jobid)) = self.kept.first_key_value() {
            let Some(record) = self.jobs.get_mut(jobid) else {
                return;
            };
            let came = record.latest.map_or(now, |(_, came)| came);
            let old = now.saturating_duration_since(came) > self.limits.time;
            if !old && self.kept.len() <= self.limits.jobs && self.kept_bytes <= BYTES {
                break;
            }
            self.kept_bytes -= record.bytes();
            drop(mem::take(&mut record.events));
            let turn = *turn;
            self.kept.remove(&turn);
        }
        while self.idle.len() > self.limits.jobs.max(REMEMBERED) {
            if let Some((_, jobid)) = self.idle.pop_first() {
                self.jobs.remove(&jobid);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    fn event(jobid: &str, status: &str, filling: usize) -> Event {
        let filling = "x".repeat(filling);
        let body =
            format!(r#"{{"jobid": "{jobid}", "status": "{status}", "filling": "{filling}"}}"#);
        Event::parse(body.as_bytes()).unwrap()
    }

    fn check(memory: &Memory) {
        let idle = |record: &&Record| record.subscribers.is_empty();
        let records: Vec<&Record> = memory.jobs.values().filter(idle).collect();
        assert_eq!(memory.idle.len(), records.len());
        let bytes: usize = records.iter().map(|record| record.bytes()).sum();
        assert_eq!(memory.kept_bytes, bytes);
        let kept = records.iter().filter(|record| !record.events.is_empty());
        assert_eq!(memory.kept.len(), kept.count());
        for turns in [&memory.idle, &memory.kept] {
            for (turn, jobid) in turns {
                let latest = memory.jobs[jobid].latest.map(|(turn, _)| turn);
                assert_eq!(latest, Some(*turn));
            }
        }
        assert!(memory.kept.len() <= memory.limits.jobs);
        assert!(memory.idle.len() <= memory.limits.jobs.max(REMEMBERED));
        assert!(memory.kept_bytes <= BYTES);
    }

    #[test]
    fn a_hundred_thousand_jobs_stay_within_the_bounds() {
        let mut memory = Memory::new(Limits::new(1000, HOUR));
        let now = Instant::now();
        for number in 0..100_000 {
            memory.take(&event(&format!("j{number}"), "completed", 0), now);
            if number % 20_000 == 0 {
                check(&memory);
            }
        }
        check(&memory);
        assert_eq!((memory.kept.len(), memory.jobs()), (1000, REMEMBERED));
        // Of the last ten thousand it is known that they were told.
        for (number, order) in [
            (99_999, Order::Repeated),
            (90_000, Order::Repeated),
            (89_998, Order::New),
        ] {
            let again = event(&format!("j{number}"), "completed", 0);
            assert_eq!(memory.take(&again, now), order, "{number}");
        }
    }

    #[test]
    fn large_events_are_kept_up_to_a_sum_of_bytes() {
        const LARGE: usize = 4 * 1024 * 1024;
        let mut memory = Memory::new(Limits::new(1000, HOUR));
        let now = Instant::now();
        for number in 0..20 {
            memory.take(&event(&format!("j{number}"), "created", LARGE), now);
            check(&memory);
        }
        assert_eq!((memory.kept.len(), memory.jobs()), (7, 20));
    }

    #[test]
    fn who_came_and_went_leaves_nothing() {
        let mut memory = Memory::new(Limits::new(1000, HOUR));
        let now = Instant::now();
        for number in 0..1000 {
            let jobid = format!("j{number}");
            let (first, _receiver) = memory.subscribe(&jobid, now);
            let (second, _receiver) = memory.subscribe(&jobid, now);
            memory.leave(&jobid, first);
            memory.leave(&jobid, first);
            memory.leave(&jobid, second);
        }
        assert_eq!(memory.jobs(), 0);
        for _ in 0..1000 {
            drop(memory.listen());
        }
        assert!(memory.listeners.len() <= 1);
    }

    #[derive(Clone, Debug)]
    enum Step {
        Take(u8, &'static str, usize),
        Subscribe(u8),
        Leave(prop::sample::Index),
        Wait(u16),
    }

    fn steps() -> impl Strategy<Value = Step> {
        let statuses = prop::sample::select(vec!["created", "queued", "completed"]);
        prop_oneof![
            4 => (0..8_u8, statuses, 0..100_usize)
                .prop_map(|(job, status, filling)| Step::Take(job, status, filling)),
            2 => (0..8_u8).prop_map(Step::Subscribe),
            1 => any::<prop::sample::Index>().prop_map(Step::Leave),
            1 => (0..3000_u16).prop_map(Step::Wait),
        ]
    }

    proptest! {
        #[test]
        fn whatever_happens_the_books_are_right(
            jobs in 0..5_usize,
            steps in prop::collection::vec(steps(), 0..100),
        ) {
            let mut memory = Memory::new(Limits::new(jobs, HOUR));
            let mut now = Instant::now();
            let mut subscribers = Vec::new();
            for step in steps {
                match step {
                    Step::Take(job, status, filling) => {
                        memory.take(&event(&format!("j{job}"), status, filling), now);
                    }
                    Step::Subscribe(job) => {
                        let jobid = format!("j{job}");
                        let (number, receiver) = memory.subscribe(&jobid, now);
                        subscribers.push((jobid, number, receiver));
                    }
                    Step::Leave(at) if !subscribers.is_empty() => {
                        let (jobid, number, _) = subscribers.remove(at.index(subscribers.len()));
                        memory.leave(&jobid, number);
                    }
                    Step::Leave(_) => {}
                    Step::Wait(seconds) => now += Duration::from_secs(seconds.into()),
                }
                memory.forget(now);
                check(&memory);
            }
        }
    }
}
