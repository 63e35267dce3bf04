//! Everything that a server remembers, behind one lock: what is decided about a call
//! is decided at once.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::accounts;
use crate::call::Call;
use crate::clock;
use crate::description::Description;
use crate::ids;
use crate::jobs::{Job, JobSummary, Jobs};
use crate::ledger::Book;
use crate::pace::Pace;
use crate::plan::{Ending, HOW_MANY, Plan};
use crate::records::{self, Making};
use crate::settings::Settings;
use crate::stores::{Record, Store};

/// What is remembered.
#[derive(Default)]
pub(crate) struct State {
    /// How many things were made: every id is counted up by it.
    made: u64,
    stores: HashMap<Arc<str>, BTreeMap<String, Store>>,
    /// What accounts have left, where that is known.
    pub(crate) credits: HashMap<Arc<str>, u64>,
    pub(crate) jobs: Jobs,
    pub(crate) pace: Pace,
    pub(crate) book: Book,
    /// For how long jobs are kept, by document.
    retention: HashMap<Arc<str>, Duration>,
    /// Which login is which account, by its hash.
    logins: HashMap<[u8; 32], String>,
    base: String,
}

impl State {
    /// What there is at the start.
    pub(crate) fn new(
        descriptions: &[Arc<Description>],
        settings: &Settings,
        base: &str,
        now: SystemTime,
    ) -> Self {
        let mut state = Self {
            base: base.to_owned(),
            ..Self::default()
        };
        for description in descriptions {
            state.open(description, settings, now);
            let kept = description
                .calls
                .iter()
                .filter(|call| call.polls)
                .find_map(|call| call.retention);
            if let Some(seconds) = kept {
                let kept = settings.scaled(Duration::from_secs(seconds));
                // With next to no time for anything, jobs would be gone before they are
                // asked for.
                if !kept.is_zero() {
                    state.retention.insert(description.name.clone(), kept);
                }
            }
        }
        state
    }

    fn open(&mut self, description: &Description, settings: &Settings, now: SystemTime) {
        let accounts = &settings.accounts;
        let seeds = &description.seeds;
        let mut stores: BTreeMap<String, Store> = seeds
            .places
            .iter()
            .map(|(name, place)| {
                let store = match name.as_str() {
                    accounts::STORE => Store::by_whole_id(place.clone()),
                    _ => Store::new(place.clone()),
                };
                (name.clone(), store)
            })
            .collect();
        if let (Some(store), Some(documented)) = (stores.get_mut(accounts::STORE), &seeds.account) {
            for seed in accounts {
                let value = account(documented, &store.place().field, &seed.id, now);
                let record = Record {
                    account: Some(seed.id.as_str().into()),
                    own: true,
                    value,
                };
                store.put(record);
                if let Some(credits) = seed.credits {
                    self.credits.insert(seed.id.as_str().into(), credits);
                }
            }
        }
        let first = accounts.first().map(|seed| seed.id.as_str());
        for (name, documented) in seeds.records.iter().filter(|_| settings.seeded) {
            let Some(store) = stores.get_mut(name) else {
                continue;
            };
            let mut value = documented.clone();
            let place = store.place().clone();
            for thing in place.things(&mut value) {
                if let Some(id) = thing.get_mut(&place.field) {
                    *id = ids::mint(id, 0, first);
                }
            }
            self.made += 1;
            link(&mut value, &self.base, name, self.made);
            store.put(Record {
                account: None,
                own: false,
                value,
            });
        }
        self.stores.insert(description.name.clone(), stores);
    }

    /// The id of the account of a login, which is not kept itself.
    pub(crate) fn account_of(&mut self, login: Option<&Value>, documented: &Value) -> String {
        const KEPT: usize = 1000;
        let login = login.map(Value::to_string).unwrap_or_default();
        let login: [u8; 32] = Sha256::digest(login).into();
        if let Some(id) = self.logins.get(&login) {
            return id.clone();
        }
        let number = self.next();
        let id = ids::plain(&ids::mint(documented, number, None));
        if self.logins.len() >= KEPT {
            self.logins.clear();
        }
        self.logins.insert(login, id.clone());
        id
    }

    /// Is as at the start again. Numbers go on: whoever still waits for the end of a job
    /// must not find another one in its place.
    pub(crate) fn restart(&mut self, fresh: Self) {
        let made = self.made.max(fresh.made);
        *self = Self { made, ..fresh };
    }

    /// A number that nothing has yet.
    pub(crate) fn next(&mut self) -> u64 {
        self.made += 1;
        self.made
    }

    pub(crate) fn store(&self, document: &Arc<str>, name: &str) -> Option<&Store> {
        self.stores.get(document)?.get(name)
    }

    pub(crate) fn store_mut(&mut self, document: &Arc<str>, name: &str) -> Option<&mut Store> {
        self.stores.get_mut(document)?.get_mut(name)
    }

    /// Takes an account away, with all that is its own.
    pub(crate) fn close_account(&mut self, document: &Arc<str>, account: &str) {
        for store in self.stores.get_mut(document).into_iter().flatten() {
            store.1.clear_account(account);
        }
        self.credits.remove(account);
    }

    /// Does what time has done: ends jobs, puts away their results, forgets old ones.
    pub(crate) fn settle(&mut self, now: SystemTime) {
        while let Some(number) = self.jobs.next_due(now) {
            let Some(job) = self.jobs.get(number) else {
                continue;
            };
            self.pace.release_of(job);
            let kept = job
                .call
                .keeping
                .as_ref()
                .filter(|_| job.ending == Ending::Done)
                .map(|keeping| keeping.name.clone());
            let kept = kept.and_then(|name| Some((name, result(&self.base, number, job)?)));
            let (document, account) = job.payer.clone();
            // What an account made that is gone since then is gone with it.
            let gone = |account: &Arc<str>| {
                let accounts = self.store(&document, accounts::STORE);
                accounts.is_some_and(|accounts| accounts.find(account).is_none())
            };
            if let Some((name, value)) = kept.filter(|_| !account.as_ref().is_some_and(gone))
                && let Some(store) = self.store_mut(&document, &name)
            {
                store.put(Record {
                    account,
                    own: true,
                    value,
                });
            }
        }
        for (document, kept) in &self.retention {
            let Some(before) = now.checked_sub(*kept) else {
                continue;
            };
            for job in self.jobs.expire(document, before) {
                self.pace.release_of(&job);
            }
        }
    }

    /// Starts a job under a number of its own.
    pub(crate) fn start(&mut self, number: u64, job: Job) {
        for gone in self.jobs.start(number, job) {
            self.pace.release_of(&gone);
        }
    }

    /// The result of a job, as the operation that waits for it answers.
    pub(crate) fn result(&self, number: u64, job: &Job) -> Option<Value> {
        result(&self.base, number, job)
    }

    /// The answer that started a job.
    pub(crate) fn started(number: u64, call: &Call, job: &Job) -> Option<(String, Value)> {
        let plan = call.plan.as_ref()?;
        Some(plan.begin(number, job.account(), job.sent.as_ref(), job.created))
    }

    /// What a poll sees of a job.
    pub(crate) fn view(&self, number: u64, job: &Job, now: SystemTime) -> Option<Value> {
        let plan = job.call.plan.as_ref()?;
        let (_, started) = Self::started(number, &job.call, job)?;
        if !job.has_ended(now) {
            let stage = plan.stage(job.sent.as_ref(), job.passed(now));
            let mut running = plan.running(&started, stage);
            self.finish(plan, &mut running, number, job);
            return Some(running);
        }
        let ended = job.ends.unwrap_or(now);
        let mut view = match &job.ending {
            Ending::Done => {
                let result = self.result(number, job);
                plan.done(&started, result.as_ref(), ended)
            }
            Ending::Failed(status, reason) => {
                plan.failed(&started, status, reason.as_deref(), ended)
            }
        };
        self.finish(plan, &mut view, number, job);
        Some(view)
    }

    /// What the page and the control path see of a job.
    pub(crate) fn summary(job: &Job, now: SystemTime) -> JobSummary {
        let plan = job.call.plan.as_ref();
        let status = plan.and_then(|plan| match &job.ending {
            _ if !job.has_ended(now) => plan.stage(job.sent.as_ref(), job.passed(now)),
            Ending::Done => plan.done_status(),
            Ending::Failed(status, _) => Some(status),
        });
        let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        let left = job.ends.filter(|_| !job.has_ended(now));
        JobSummary {
            id: job.id.clone(),
            api: job.call.document.to_string(),
            operation: job.call.id.to_string(),
            account: job.account().map(str::to_owned),
            status: match status {
                Some(status) => status.to_owned(),
                None if job.has_ended(now) => "completed".to_owned(),
                None => "created".to_owned(),
            },
            created: clock::rfc3339(job.created),
            elapsed_ms: millis(job.elapsed(now)),
            remaining_ms: left.map(|ends| millis(ends.duration_since(now).unwrap_or_default())),
            reply_ref: job.sent_text(crate::exchange::REPLY_REF).map(str::to_owned),
        }
    }

    /// Ids, links and gaps of a job's payload.
    fn finish(&self, plan: &Plan, view: &mut Value, number: u64, job: &Job) {
        let (choices, finished) = plan.parts(view);
        if let Some(choices) = choices {
            let asked = job
                .sent
                .as_ref()
                .and_then(|sent| ids::whole(sent.get(HOW_MANY)?));
            records::choices(
                choices,
                number,
                asked.and_then(|asked| asked.try_into().ok()),
            );
        }
        making(&self.base, number, job).link(view);
        records::leave_out(view, &job.without);
        plan.put_back(view, finished);
    }
}

fn result(base: &str, number: u64, job: &Job) -> Option<Value> {
    let plan = job.call.plan.as_ref()?;
    let (_, documented) = plan.result.as_ref()?;
    let mut result = making(base, number, job).of(documented);
    records::leave_out(&mut result, &job.without);
    Some(result)
}

fn making<'a>(base: &'a str, number: u64, job: &'a Job) -> Making<'a> {
    Making {
        call: &job.call,
        number,
        account: job.account(),
        parameters: None,
        sent: job.sent.as_ref(),
        now: job.ends.unwrap_or(job.created),
        base,
    }
}

/// For how long a login is good: about 13 months.
const LOGIN: Duration = Duration::from_secs(396 * 24 * 60 * 60);

/// The documented account under another id.
pub(crate) fn account(documented: &Value, field: &str, id: &str, now: SystemTime) -> Value {
    let mut account = documented.clone();
    let old = account.get(field).map(ids::plain).unwrap_or_default();
    rename(&mut account, &old, id);
    if let Some(account) = account.as_object_mut() {
        account.insert(field.to_owned(), id.into());
        clock::set(account, &["updated", "updatedUTC"], now);
        // What it logs in with is as fresh as the account, or it would be of no use.
        for part in account.values_mut().filter_map(Value::as_object_mut) {
            clock::set(part, &["added"], now);
            clock::set(part, &["expires"], now.checked_add(LOGIN).unwrap_or(now));
        }
    }
    account
}

/// Puts one text in the place of another.
fn rename(value: &mut Value, old: &str, new: &str) {
    match value {
        Value::String(text) if text == old => new.clone_into(text),
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, old, new)),
        Value::Object(fields) => fields
            .values_mut()
            .for_each(|value| rename(value, old, new)),
        _ => {}
    }
}

fn link(value: &mut Value, base: &str, name: &str, number: u64) {
    records::links(value, base, &format!("{name}-{number}"), &mut 0);
}
