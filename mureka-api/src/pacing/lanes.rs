//! All accounts, and the calls that wait or run on them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use tokio::sync::Notify;

use super::account::account_in;
use super::lane::{Entry, LOOK_AGAIN, Lane, Needs, Number};
use super::listing::{Listing, RunningJob};
use super::times::Times;
use crate::time::Instant;

/// From so many lanes on, and again at every doubling of what is left, those with nothing to
/// remember are dropped.
const TIDY_FROM: usize = 64;

type LaneId = u64;

/// All accounts.
#[derive(Debug, Default)]
pub(super) struct Lanes {
    pub times: Times,
    by_id: HashMap<LaneId, Lane>,
    named: HashMap<Box<str>, LaneId>,
    /// That of calls which name no account: one of its own, until it is known which it is.
    unnamed: Option<LaneId>,
    tidy_from: usize,
    calls: HashMap<Number, Call>,
    last: u64,
    /// When the latest listing was asked for that was taken note of.
    listed: Option<Instant>,
    listings_under_way: u32,
    /// Jobs that ended meanwhile: an answer may still have them.
    ended: HashSet<Box<str>>,
}

/// A call that waits or runs.
#[derive(Debug)]
struct Call {
    needs: Needs,
    bell: Arc<Notify>,
    /// The lane it is in, or those of which it takes any.
    lanes: Vec<LaneId>,
}

/// What becomes of the slot of a call that is over.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fate<'a> {
    Free,
    /// Nobody knows whether it runs.
    Ghost,
    Job(&'a str),
}

/// Whether a call may go, on any of its accounts.
#[derive(Debug)]
pub(super) enum Gate {
    /// It has been let in, on the one of this place in its list.
    Entered(usize),
    Closed {
        /// When to look again at the latest.
        until: Instant,
        /// Whether to look for slots that have become free.
        full: bool,
    },
}

impl Lanes {
    pub fn new(times: Times) -> Self {
        Self {
            times,
            ..Self::default()
        }
    }

    /// A new call joins the queues of these accounts.
    pub fn join(
        &mut self,
        accounts: &[Option<&str>],
        needs: Needs,
        now: Instant,
    ) -> (Number, Arc<Notify>) {
        self.tidy(now);
        let lanes: Vec<LaneId> = accounts.iter().map(|name| self.lane(*name)).collect();
        self.last += 1;
        let number = self.last;
        let bell = Arc::new(Notify::new());
        for id in &lanes {
            if let Some(lane) = self.by_id.get_mut(id) {
                lane.queue(number, needs, Arc::clone(&bell), now);
            }
        }
        let call = Call {
            needs,
            bell: Arc::clone(&bell),
            lanes,
        };
        self.calls.insert(number, call);
        (number, bell)
    }

    /// Lets a call in if it may go, where most slots are free.
    pub fn enter(&mut self, number: Number, now: Instant) -> Gate {
        let Some(call) = self.calls.get_mut(&number) else {
            return Gate::Entered(0);
        };
        let mut best: Option<(usize, usize)> = None;
        let (mut until, mut full) = (now + LOOK_AGAIN, false);
        let mut look_at = |time: Instant| until = until.min(time);
        for (place, id) in call.lanes.iter().enumerate() {
            let Some(lane) = self.by_id.get_mut(id) else {
                continue;
            };
            lane.looks(number, call.needs, now);
            match lane.entry(number, call.needs, now) {
                Entry::Open => {
                    let occupied = lane.occupied(now);
                    if best.is_none_or(|(_, least)| occupied < least) {
                        best = Some((place, occupied));
                    }
                }
                Entry::At(time) => look_at(time),
                Entry::Full(time) => {
                    full = true;
                    time.into_iter().for_each(&mut look_at);
                }
                Entry::Behind => {}
            }
        }
        let Some((place, _)) = best else {
            return Gate::Closed { until, full };
        };
        let chosen = call.lanes[place];
        for id in std::mem::replace(&mut call.lanes, vec![chosen]) {
            // The same account may be there under two names.
            if id != chosen
                && let Some(lane) = self.by_id.get_mut(&id)
            {
                lane.leave(number, call.needs);
            }
        }
        if let Some(lane) = self.by_id.get_mut(&chosen) {
            lane.enter(number, call.needs, now);
        }
        Gate::Entered(place)
    }

    pub fn sent(&mut self, number: Number, now: Instant) {
        let Some(call) = self.calls.get(&number) else {
            return;
        };
        for id in &call.lanes {
            if let Some(lane) = self.by_id.get_mut(id) {
                lane.sent(number, call.needs, now, &self.times);
            }
        }
    }

    pub fn answered(&mut self, number: Number, now: Instant, never_sent: bool) {
        let Some(call) = self.calls.get(&number) else {
            return;
        };
        for id in &call.lanes {
            if let Some(lane) = self.by_id.get_mut(id) {
                lane.answered(number, call.needs, now, never_sent);
            }
        }
    }

    /// A call that was let in waits once more, at its old place in the queue. With
    /// `slotless` the service refused it a slot at that time, and it needs another one.
    pub fn rejoin(&mut self, number: Number, needs: Needs, slotless: Option<Instant>) {
        let Some(call) = self.calls.get_mut(&number) else {
            return;
        };
        for id in &call.lanes {
            let Some(lane) = self.by_id.get_mut(id) else {
                continue;
            };
            lane.leave(number, call.needs);
            call.needs = needs;
            if let Some(refused) = slotless {
                lane.release(number);
                lane.close(refused + self.times.closed);
            } else {
                // The slot it has is its own still.
                lane.recall(number);
                call.needs.slots = None;
            }
            lane.queue(number, call.needs, Arc::clone(&call.bell), Instant::now());
        }
    }

    /// A call is over, wherever it was.
    pub fn end(&mut self, number: Number, fate: Fate<'_>, now: Instant) {
        let Some(call) = self.calls.remove(&number) else {
            return;
        };
        let mut had_slot = None;
        for id in call.lanes {
            if let Some(lane) = self.by_id.get_mut(&id) {
                lane.leave(number, call.needs);
                if lane.release(number) {
                    had_slot = Some(id);
                }
            }
        }
        let Some(id) = had_slot else {
            return;
        };
        if let Fate::Job(jobid) = fate
            && self.unnamed == Some(id)
            && !self.named.values().any(|named| *named == id)
            && let Some(account) = account_in(jobid)
        {
            self.alias(account);
        }
        let home = if self.by_id.contains_key(&id) {
            Some(id)
        } else {
            self.unnamed
        };
        let Some(lane) = home.and_then(|home| self.by_id.get_mut(&home)) else {
            return;
        };
        match fate {
            Fate::Free => {}
            Fate::Ghost => {
                lane.tidy(now);
                lane.haunt(now + self.times.ghost);
            }
            Fate::Job(jobid) => lane.book(jobid, now),
        }
    }

    pub fn adopt(&mut self, account: Option<&str>, jobid: &str, now: Instant) {
        if self.by_id.values().any(|lane| lane.has(jobid)) {
            return;
        }
        self.tidy(now);
        let id = self.lane(account.or_else(|| account_in(jobid)));
        if let Some(lane) = self.by_id.get_mut(&id) {
            lane.adopt(jobid, now);
        }
    }

    pub fn finished(&mut self, jobid: &str) {
        if self.listings_under_way > 0 {
            self.ended.insert(jobid.into());
        }
        for lane in self.by_id.values_mut() {
            if lane.finished(jobid) {
                break;
            }
        }
    }

    /// A job that the list does not have says itself that it runs.
    pub fn runs(&mut self, jobid: &str) {
        for lane in self.by_id.values_mut() {
            lane.runs(jobid);
        }
    }

    /// Calls that name no account are for this one.
    pub fn alias(&mut self, account: &str) {
        let known = self.named.get(account).copied();
        let own = |id: &LaneId| !self.named.values().any(|named| named == id);
        match (known, self.unnamed.filter(own)) {
            (Some(id), Some(unnamed)) => {
                let moved = self.by_id.remove(&unnamed).unwrap_or_default();
                self.by_id.entry(id).or_default().merge(moved);
                for call in self.calls.values_mut() {
                    for lane in &mut call.lanes {
                        if *lane == unnamed {
                            *lane = id;
                        }
                    }
                }
                self.unnamed = Some(id);
            }
            (Some(id), None) => self.unnamed = Some(id),
            (None, Some(unnamed)) => {
                self.named.insert(account.into(), unnamed);
            }
            (None, None) => {
                let id = self.create();
                self.named.insert(account.into(), id);
                self.unnamed = Some(id);
            }
        }
    }

    pub fn listing_begins(&mut self) {
        self.listings_under_way += 1;
    }

    pub fn listing_ends(&mut self) {
        self.listings_under_way = self.listings_under_way.saturating_sub(1);
        if self.listings_under_way == 0 {
            self.ended.clear();
        }
    }

    /// Takes note of what runs.
    pub fn apply(&mut self, listing: &Listing, now: Instant) {
        let asked = listing.asked();
        if self.listed.is_some_and(|listed| listed > asked) {
            return;
        }
        self.listed = Some(asked);
        self.tidy(now);
        let mut unknown: HashMap<LaneId, HashSet<Box<str>>> = HashMap::new();
        let known: HashSet<&str> = self.by_id.values().flat_map(Lane::jobs).collect();
        let is_known = |jobid: &str| known.contains(jobid) || self.ended.contains(jobid);
        let strange = |job: &&RunningJob| job.takes_slot && !is_known(&job.jobid);
        let strange: Vec<&RunningJob> = listing.jobs().filter(strange).collect();
        for job in strange {
            let id = self.lane(Some(&job.account));
            let jobs = unknown.entry(id).or_default();
            jobs.insert(job.jobid.as_str().into());
        }
        // Calls of an account that is not known yet may run on any of them.
        let nameless = |id: &LaneId| !self.named.values().any(|named| named == id);
        let nameless = self.unnamed.filter(nameless);
        let elsewhere = nameless.and_then(|id| self.by_id.get(&id));
        let elsewhere = elsewhere.map_or(0, |lane| lane.sent_before(asked));
        let until = now + self.times.ghost;
        for (id, lane) in &mut self.by_id {
            let unknown = unknown.remove(id).unwrap_or_default();
            let elsewhere = if Some(*id) == nameless { 0 } else { elsewhere };
            let runs = |jobid: &str| listing.contains(jobid);
            lane.listed(unknown, runs, elsewhere, asked, until);
        }
    }

    /// Jobs that are no longer listed; whether they have ended is to be confirmed.
    pub fn take_absent(&mut self) -> Vec<Box<str>> {
        let mut absent = Vec::new();
        for lane in self.by_id.values_mut() {
            lane.take_absent(&mut absent);
        }
        absent
    }

    /// The lane of an account, if there was anything to remember of it.
    pub fn find(&self, account: Option<&str>) -> Option<&Lane> {
        let id = match account {
            Some(account) => self.named.get(account).copied(),
            None => self.unnamed,
        };
        self.by_id.get(&id?)
    }

    /// The lane of an account, made if there is none.
    fn lane(&mut self, account: Option<&str>) -> LaneId {
        let found = match account {
            Some(account) => self.named.get(account).copied(),
            None => self.unnamed,
        };
        if let Some(id) = found {
            return id;
        }
        let id = self.create();
        match account {
            Some(account) => {
                self.named.insert(account.into(), id);
            }
            None => self.unnamed = Some(id),
        }
        id
    }

    fn create(&mut self) -> LaneId {
        self.last += 1;
        self.by_id.insert(self.last, Lane::default());
        self.last
    }

    /// Drops lanes with nothing to remember, once there are many.
    fn tidy(&mut self, now: Instant) {
        if self.by_id.len() < self.tidy_from.max(TIDY_FROM) {
            return;
        }
        let used: HashSet<LaneId> = self
            .calls
            .values()
            .flat_map(|call| &call.lanes)
            .copied()
            .collect();
        let unnamed = self.unnamed;
        self.by_id
            .retain(|id, lane| !lane.tidy(now) || used.contains(id) || unnamed == Some(*id));
        let left = &self.by_id;
        self.named.retain(|_, id| left.contains_key(id));
        self.tidy_from = 2 * left.len();
    }

    #[cfg(test)]
    pub fn sizes(&self) -> (usize, usize) {
        (self.by_id.len(), self.calls.len())
    }
}
