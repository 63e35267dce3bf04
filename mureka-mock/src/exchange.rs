//! A call that is well-formed: whether it is accepted, and what it does.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use mureka_gen::api::{Cost, StoreAction};
use serde_json::{Map, Value};

use crate::accounts;
use crate::call::Call;
use crate::clock::When;
use crate::fault::{Fault, STUCK};
use crate::faults::Point;
use crate::ids;
use crate::jobs::Job;
use crate::keeping::Keeping;
use crate::ledger::Entry;
use crate::lists;
use crate::pace::{Payer, Wait};
use crate::plan::{Ending, Plan};
use crate::receive::Upload;
use crate::reply::Reply;
use crate::server::Server;
use crate::state::State;
use crate::stores::Record;

/// What a caller's own mark of a call is called.
pub(crate) const REPLY_REF: &str = "replyRef";
/// Names of the examples that tell the two ways of too many requests apart.
const TOO_FREQUENT: &str = "too_frequent";
const SLOTS_FULL: &str = "slots_full";
/// That of the answer to an id that no job has.
const INVALID_JOB: &str = "invalid_job_id";
/// The one id that, by the documents, spares a call the account beside it.
const MOTIF: &str = "motif_id";

/// A call whose request is as documented.
pub(crate) struct Asked {
    pub(crate) call: Arc<Call>,
    pub(crate) parameters: Map<String, Value>,
    pub(crate) body: Option<Value>,
    pub(crate) upload: Option<Upload>,
    /// Bytes of the body.
    pub(crate) length: u64,
    pub(crate) now: SystemTime,
}

/// A call that was accepted.
pub(crate) struct Accepted {
    pub(crate) reply: Reply,
    pub(crate) account: Option<Arc<str>>,
    /// When the answer comes.
    pub(crate) when: When,
    /// The job that reports to a webhook.
    pub(crate) reports: Option<u64>,
}

impl Asked {
    pub(crate) fn sent(&self, name: &str) -> Option<&Value> {
        self.parameters
            .get(name)
            .or_else(|| self.body.as_ref()?.get(name))
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.sent(name)?.as_str()
    }
}

impl Server {
    /// Accepts a call and does what it asks for, or refuses it.
    pub(crate) fn exchange(&self, asked: &Asked) -> Result<Accepted, Reply> {
        let call = &asked.call;
        let mut state = self.state();
        let state = &mut *state;
        state.settle(asked.now);
        if call.polls {
            return poll(state, asked);
        }
        let keeping = call.keeping.as_ref();
        let named = keeping
            .and_then(|keeping| asked.sent(keeping.by.as_deref()?))
            .map(ids::plain);
        let account = account(state, asked, named.as_deref())?;
        if let (Some(keeping), Some(named)) = (keeping, &named) {
            known(state, asked, keeping, named, account.as_ref())?;
        }
        let payer: Payer = (call.document.clone(), account.clone());
        let spacing = call
            .spacing
            .map(|seconds| self.scaled(Duration::from_secs(seconds)));
        if self.settings.limits {
            let wait = state.pace.check(&payer, spacing, call.slots, asked.now);
            wait.map_err(|wait| match wait {
                Wait::TooFrequent => call.named(429, TOO_FREQUENT),
                Wait::SlotsFull => call.named(429, SLOTS_FULL),
            })?;
        }
        let listed = match keeping.filter(|keeping| keeping.action == StoreAction::List) {
            Some(keeping) => Some(lists::list(self, state, asked, keeping, account.as_ref())?),
            None => None,
        };
        let slot = call.slots.is_some() && listed.is_none();
        state.pace.accept(&payer, spacing, slot, asked.now);
        if let Some(reply) = listed {
            return Ok(Accepted::at_once(reply, account));
        }
        let mut accepted = match &call.plan {
            Some(plan) => self.start(state, asked, plan, &payer, slot),
            None => {
                let number = state.next();
                let reply = self.perform(state, asked, number, account.as_ref(), named.as_deref());
                if slot {
                    let number = state.next();
                    let job = self.job(number, asked, &payer, true);
                    let when = When::of(job.ends);
                    state.start(number, job);
                    Accepted {
                        when,
                        ..Accepted::at_once(reply, account.clone())
                    }
                } else {
                    Accepted::at_once(reply, account.clone())
                }
            }
        };
        self.charge(state, asked, &mut accepted);
        Ok(accepted)
    }

    /// Writes down what a call costs that is answered with a chosen success.
    pub(crate) fn charge_chosen(&self, asked: &Asked) {
        let mut state = self.state();
        let account = account(&state, asked, None).ok().flatten();
        let mut accepted = Accepted::at_once(Reply::new(200, None), account);
        self.charge(&mut state, asked, &mut accepted);
    }

    fn charge(&self, state: &mut State, asked: &Asked, accepted: &mut Accepted) {
        let call = &asked.call;
        if call.cost == Cost::Free {
            return;
        }
        let model = asked.text("model").or(call.model.as_deref());
        let credits = self
            .prices(&call.document)
            .and_then(|prices| prices.of(model));
        if let (Some(credits), Some(account)) = (credits, &accepted.account)
            && let Some(left) = state.credits.get_mut(account)
        {
            *left = left.saturating_sub(credits);
        }
        state.book.write(Entry {
            api: call.document.clone(),
            operation: call.id.clone(),
            account: accepted.account.clone(),
            at: asked.now,
            cost: call.cost,
            credits,
            job: accepted.reply.job.take(),
            reply_ref: asked.text(REPLY_REF).map(str::to_owned),
        });
    }

    fn job(&self, number: u64, asked: &Asked, payer: &Payer, slot: bool) -> Job {
        Job {
            id: String::new(),
            call: asked.call.clone(),
            payer: payer.clone(),
            created: asked.now,
            ends: asked.now.checked_add(self.settings.generation(number)),
            ending: Ending::Done,
            sent: asked.body.clone(),
            length: asked.length,
            without: Vec::new(),
            slot,
        }
    }

    /// Starts the job of a call, and answers with it or, later, with its result.
    fn start(
        &self,
        state: &mut State,
        asked: &Asked,
        plan: &Plan,
        payer: &Payer,
        slot: bool,
    ) -> Accepted {
        let call = &asked.call;
        let account = payer.1.as_deref();
        let number = state.next();
        let mut job = self.job(number, asked, payer, slot);
        let point = Point::Job(account);
        if let Some(fault) = self.faults.take(&call.document, &call.id, point) {
            spoil(&mut job, fault);
        }
        let (id, started) = plan.begin(number, account, job.sent.as_ref(), job.created);
        job.id.clone_from(&id);
        let waits = !plan.wanted(asked.body.as_ref());
        let reply = if waits {
            waited(state, call, plan, number, &job)
        } else {
            Reply::new(plan.status, Some(started))
        };
        let when = if waits { When::of(job.ends) } else { When::Now };
        let reports = job.sent_text(crate::report::REPLY_URL).is_some();
        state.start(number, job);
        Accepted {
            reply: reply.of_job(id),
            account: payer.1.clone(),
            when,
            reports: reports.then_some(number),
        }
    }
}

impl Accepted {
    fn at_once(reply: Reply, account: Option<Arc<str>>) -> Self {
        Self {
            reply,
            account,
            when: When::Now,
            reports: None,
        }
    }
}

fn poll(state: &State, asked: &Asked) -> Result<Accepted, Reply> {
    let call = &asked.call;
    let in_path = |(name, _): &(&String, &Value)| call.has_path_parameter(name);
    let id = asked.parameters.iter().find(in_path);
    let id = id.or_else(|| asked.parameters.iter().next());
    let id = id.map(|(_, id)| ids::plain(id));
    let found = id.as_ref();
    let found = found.and_then(|id| state.jobs.find(&call.document, id));
    let found = found.filter(|(_, job)| {
        let plan = job.call.plan.as_ref();
        plan.is_some_and(|plan| plan.poll == *call.id)
    });
    let view = found.and_then(|(number, job)| state.view(number, job, asked.now));
    if view.is_none()
        && id.is_some_and(|id| !call.polls_for(&id))
        && call.has_example(400, INVALID_JOB)
    {
        return Err(call.named(400, INVALID_JOB));
    }
    match view {
        Some(view) => {
            let account = found.and_then(|(_, job)| job.payer.1.clone());
            Ok(Accepted::at_once(
                Reply::new(call.success_status(), Some(view)),
                account,
            ))
        }
        None => Err(call.error(404)),
    }
}

fn account(state: &State, asked: &Asked, named: Option<&str>) -> Result<Option<Arc<str>>, Reply> {
    let call = &asked.call;
    let Some(accounts) = state.store(&call.document, accounts::STORE) else {
        return Ok(None);
    };
    let keeping = call.keeping.as_ref();
    if keeping.is_some_and(|keeping| keeping.name == accounts::STORE) {
        return Ok(None);
    }
    let store = keeping.and_then(|keeping| state.store(&call.document, &keeping.name));
    let owner = store
        .zip(named)
        .and_then(|(store, id)| store.find(id)?.0.account.as_ref());
    accounts::of_call(
        call,
        accounts,
        &asked.parameters,
        asked.body.as_ref(),
        named.or_else(|| asked.text(MOTIF)),
        owner,
    )
    .map_err(|text| call.refuse(400, &text))
}

/// Fails where a call names a record that is not there for it.
fn known(
    state: &State,
    asked: &Asked,
    keeping: &Keeping,
    named: &str,
    account: Option<&Arc<str>>,
) -> Result<(), Reply> {
    let call = &asked.call;
    let by = keeping.by.as_deref().unwrap_or_default();
    // The caller gives it to what is new.
    if keeping.action == StoreAction::Add && call.has_path_parameter(by) {
        return Ok(());
    }
    let visible = |record: &Record| {
        record.account.is_none() || account.is_none() || record.account.as_ref() == account
    };
    let store = state.store(&call.document, &keeping.name);
    match store.and_then(|store| store.find(named)) {
        Some((record, _)) if visible(record) => Ok(()),
        _ => Err(call.missing(&format!("{by}: {named} is not there"))),
    }
}

/// The answer of a call that waits for its job.
fn waited(state: &State, call: &Call, plan: &Plan, number: u64, job: &Job) -> Reply {
    if let Ending::Failed(_, reason) = &job.ending {
        let (status, words) = plan.refusal(reason.as_deref());
        return call.refuse(status, &words);
    }
    let status = plan.result.as_ref().map_or(200, |(status, _)| *status);
    let mut result = state.result(number, job);
    if let Some(result) = &mut result {
        plan.name(result, &job.id);
    }
    Reply::new(status, result)
}

/// What a fault does to a job.
fn spoil(job: &mut Job, fault: Fault) {
    match fault.job {
        Some(end) if end == STUCK => job.ends = None,
        Some(end) => job.ending = Ending::Failed(end, fault.error),
        None => {}
    }
    job.without.extend(fault.without);
}
