//! Lists: a page of what an account holds, all accounts, or the running jobs.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::accounts;
use crate::exchange::Asked;
use crate::ids;
use crate::jobs::Job;
use crate::keeping::Keeping;
use crate::reply::Reply;
use crate::server::Server;
use crate::state::State;
use crate::stores::{Record, Store};

/// The list of jobs, which is no collection of records.
const JOBS: &str = "jobs";

/// The answer of an operation that lists.
pub(crate) fn list(
    server: &Server,
    state: &State,
    asked: &Asked,
    keeping: &Keeping,
    account: Option<&Arc<str>>,
) -> Result<Reply, Reply> {
    let call = &asked.call;
    let documented = call.success();
    let empty = documented.status;
    let store = state.store(&call.document, &keeping.name);
    let body = match store {
        None if keeping.name == JOBS => running(state, asked, documented.body),
        None => documented.body,
        Some(store) if keeping.keyed => {
            let all = keyed(store);
            if all.is_empty() && call.documents(404) {
                return Err(call.error(404));
            }
            Some(Value::Object(all))
        }
        Some(store) => Some(page(
            server,
            store,
            asked,
            keeping,
            account,
            documented.body,
        )?),
    };
    Ok(Reply::new(empty, body))
}

fn keyed(store: &Store) -> Map<String, Value> {
    let field = &store.place().field;
    let entry = |record: &Record| {
        let id = record.value.get(field).map(ids::plain)?;
        Some((id, record.value.clone()))
    };
    store.iter().filter_map(entry).collect()
}

fn page(
    server: &Server,
    store: &Store,
    asked: &Asked,
    keeping: &Keeping,
    account: Option<&Arc<str>>,
    documented: Option<Value>,
) -> Result<Value, Reply> {
    let call = &asked.call;
    let mut answer = documented.unwrap_or_default();
    let Some(cursor) = &keeping.cursor else {
        return Ok(answer);
    };
    // Cursors look like the documented one.
    let last = cursor
        .field
        .split('.')
        .try_fold(&answer, |value, key| value.get(key));
    let base = last.and_then(Value::as_u64).unwrap_or_default();
    let below = match asked.parameters.get(&cursor.parameter).map(ids::plain) {
        None => None,
        Some(given) => {
            let number = given
                .parse()
                .ok()
                .and_then(|given: u64| given.checked_sub(base));
            Some(number.ok_or_else(|| {
                let text = format!("{}: {given} is not a cursor of this list", cursor.parameter);
                call.refuse(400, &text)
            })?)
        }
    };
    let own = keeping.own.as_ref().and_then(|(name, excludes)| {
        let given = asked.parameters.get(name)?.as_bool()?;
        (given || *excludes).then_some(given)
    });
    let filters: Vec<(&String, &Value)> = asked
        .parameters
        .iter()
        .filter(|(name, _)| **name != cursor.parameter && *name != accounts::FIELD)
        .collect();
    let wanted = |record: &Record| {
        (record.account.is_none() || record.account.as_ref() == account)
            && own.is_none_or(|own| record.own == own)
            && filters.iter().all(|(name, value)| {
                record
                    .value
                    .get(*name)
                    .is_none_or(|field| same(field, value))
            })
    };
    let page = store.page(below, server.settings.page_size, wanted);
    let items: Vec<Value> = page.items.into_iter().cloned().collect();
    put(&mut answer, &cursor.items, items.into());
    let last = page.last.map_or(Value::Null, |last| (base + last).into());
    put(&mut answer, &cursor.field, last);
    if let Some(more) = &cursor.more {
        put(&mut answer, more, page.more.into());
    }
    Ok(answer)
}

/// Puts a value where a way of fields leads to, dots between levels.
fn put(answer: &mut Value, way: &str, value: Value) {
    let mut place = answer;
    for key in way.split('.') {
        if !place.is_object() {
            *place = json!({});
        }
        place = &mut place[key];
    }
    *place = value;
}

/// Whether a field is what a parameter asks for.
fn same(field: &Value, wanted: &Value) -> bool {
    match (field, wanted) {
        (Value::String(field), Value::String(wanted)) => field.eq_ignore_ascii_case(wanted),
        _ => field == wanted,
    }
}

/// The running jobs by account, with the documented counts.
fn running(state: &State, asked: &Asked, documented: Option<Value>) -> Option<Value> {
    const TOTAL: &str = "total";
    const ACCOUNTS: &str = "accounts";
    const AVAILABLE: &str = "availableAccounts";
    let call = &asked.call;
    let documented = documented?;
    // How many there are of each documented kind.
    let none: Map<String, Value> = documented
        .as_object()?
        .iter()
        .filter(|(_, value)| value.is_number())
        .map(|(name, _)| (name.clone(), 0.into()))
        .collect();
    let mut all = none.clone();
    let mut by_account: Map<String, Value> = Map::new();
    let configured = state.store(&call.document, accounts::STORE);
    for (number, job) in state.jobs.iter() {
        if job.call.document != call.document || job.id.is_empty() || job.has_ended(asked.now) {
            continue;
        }
        let Some((kind, entry)) = entry(number, job, asked) else {
            continue;
        };
        let account = job.account().unwrap_or_default().to_owned();
        // By the document the list is over all configured accounts.
        if configured.is_some_and(|accounts| accounts.find(&account).is_none()) {
            continue;
        }
        let own = by_account
            .entry(account)
            .or_insert_with(|| none.clone().into());
        let Some(own) = own.as_object_mut() else {
            continue;
        };
        count(&mut all, TOTAL);
        count(&mut all, &kind);
        count(own, TOTAL);
        count(own, &kind);
        if let Value::Array(jobs) = own.entry(JOBS).or_insert_with(|| json!([])) {
            jobs.push(entry);
        }
    }
    all.insert(ACCOUNTS.to_owned(), by_account.into());
    let ids = configured.map(|accounts| keyed(accounts).into_iter().map(|(id, _)| id.into()));
    let ids: Vec<Value> = ids.into_iter().flatten().collect();
    all.insert(AVAILABLE.to_owned(), ids.into());
    Some(all.into())
}

/// Kind and entry of a job in the list of running ones.
fn entry(number: u64, job: &Job, asked: &Asked) -> Option<(String, Value)> {
    let (_, started) = State::started(number, &job.call, job)?;
    let record = job.call.plan.as_ref()?.record(&started)?;
    let text = |name: &str| record.get(name).and_then(Value::as_str).unwrap_or_default();
    let seconds = job.elapsed(asked.now).as_secs();
    let entry = json!({
        "jobid": job.id,
        "verb": text("verb"),
        "elapsed": format!("{:02}:{:02}", seconds / 60, seconds % 60),
    });
    Some((text("jobType").to_owned(), entry))
}

/// One more, if that is counted.
fn count(counts: &mut Map<String, Value>, name: &str) {
    if let Some(count) = counts.get_mut(name) {
        *count = (count.as_u64().unwrap_or_default() + 1).into();
    }
}
