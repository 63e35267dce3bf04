//! What a call does that starts no job: add, show, remove, or just answer.

use std::sync::Arc;

use mureka_gen::api::StoreAction;
use serde_json::{Map, Value};

use crate::accounts;
use crate::exchange::Asked;
use crate::keeping::Keeping;
use crate::records::Making;
use crate::reply::Reply;
use crate::server::Server;
use crate::state::{self, State};
use crate::stores::Record;

/// What an account has left, in an answer.
const CREDITS: &str = "credits";
/// How long a file is, in an answer.
const BYTES: &str = "bytes";

impl Server {
    /// Does what an operation without a job does.
    pub(crate) fn perform(
        &self,
        state: &mut State,
        asked: &Asked,
        number: u64,
        account: Option<&Arc<str>>,
        named: Option<&str>,
    ) -> Reply {
        let call = &asked.call;
        let making = Making {
            call,
            number,
            account: account.map(AsRef::as_ref),
            parameters: Some(&asked.parameters),
            sent: asked.body.as_ref(),
            now: asked.now,
            base: &self.base,
        };
        let mut reply = call.success();
        let Some(keeping) = &call.keeping else {
            if let Some(body) = &mut reply.body {
                making.link(body);
                if let (Some(left), Some(field)) = (
                    account.and_then(|account| state.credits.get(account)),
                    body.get_mut(CREDITS).filter(|field| field.is_u64()),
                ) {
                    *field = (*left).into();
                }
            }
            return reply;
        };
        match keeping.action {
            StoreAction::Add if keeping.name == accounts::STORE => {
                reply.body = configure(state, asked, keeping, named, reply.body);
            }
            StoreAction::Add => {
                let Some(documented) = &reply.body else {
                    return reply;
                };
                let mut value = making.of(documented);
                if let (Some(upload), Some(bytes)) = (&asked.upload, value.get_mut(BYTES)) {
                    *bytes = upload.bytes.into();
                }
                reply.body = Some(value.clone());
                if let Some(store) = state.store_mut(&call.document, &keeping.name) {
                    store.put(Record {
                        account: account.cloned(),
                        own: true,
                        value,
                    });
                }
            }
            StoreAction::Get => {
                let store = state.store(&call.document, &keeping.name);
                if let Some((record, at)) = store.zip(named).and_then(|(store, id)| store.find(id))
                {
                    reply.body = show(keeping, &record.value, at, reply.body);
                }
            }
            StoreAction::Remove => {
                if let Some(named) = named {
                    if keeping.name == accounts::STORE {
                        state.close_account(&call.document, named);
                    }
                    if let Some(store) = state.store_mut(&call.document, &keeping.name) {
                        store.remove(named);
                    }
                }
            }
            StoreAction::Use | StoreAction::List => {
                if let Some(body) = &mut reply.body {
                    making.link(body);
                }
            }
        }
        reply
    }
}

/// Sets an account up: that of the path, or that of the login. Whose login it is cannot be
/// known here; the same one is the same account, and another one is another.
fn configure(
    state: &mut State,
    asked: &Asked,
    keeping: &Keeping,
    named: Option<&str>,
    documented: Option<Value>,
) -> Option<Value> {
    let documented = documented?;
    let field = &keeping.place.as_ref()?.field;
    let example = if keeping.keyed {
        documented.as_object()?.values().next()?
    } else {
        &documented
    };
    let id = match named {
        Some(named) => named.to_owned(),
        None => state.account_of(asked.body.as_ref(), example.get(field)?),
    };
    let value = state::account(example, field, &id, asked.now);
    let store = state.store_mut(&asked.call.document, &keeping.name)?;
    store.put(Record {
        account: Some(id.as_str().into()),
        own: true,
        value: value.clone(),
    });
    Some(if keeping.keyed {
        Value::Object(Map::from_iter([(id, value)]))
    } else {
        value
    })
}

/// A record as an operation shows it: itself, or one member with what is around it.
fn show(keeping: &Keeping, record: &Value, at: usize, documented: Option<Value>) -> Option<Value> {
    let Some(field) = keeping.place.as_ref()?.way.first() else {
        return Some(record.clone());
    };
    let mut answer = documented?;
    let fields = answer.as_object_mut()?;
    for (name, value) in record.as_object()? {
        match value {
            Value::Array(members) => {
                if let Some(member) = members.get(at)
                    && member.get(&keeping.place.as_ref()?.field).is_some()
                {
                    fields.insert(field.clone(), member.clone());
                }
            }
            value => {
                fields.insert(name.clone(), value.clone());
            }
        }
    }
    Some(answer)
}
