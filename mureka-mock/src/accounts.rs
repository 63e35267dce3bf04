//! Which account a call is for.

use std::sync::Arc;

use mureka_gen::Api;
use mureka_gen::api::{Body, Operation, Shape};
use serde_json::{Map, Value};

use crate::call::Call;
use crate::ids;
use crate::stores::Store;

/// What both the query and the body call the account.
pub(crate) const FIELD: &str = "account";
/// The collection of accounts.
pub(crate) const STORE: &str = "accounts";

/// An account that a server starts with.
#[derive(Debug, Clone)]
pub(crate) struct Seed {
    pub(crate) id: String,
    pub(crate) credits: Option<u64>,
}

/// Whether a call of an operation may name the account it is for.
pub(crate) fn taken_by(api: &Api, operation: &Operation) -> bool {
    let body = match &operation.body {
        Body::Json { schema, .. } | Body::Multipart { schema, .. } => api.shapes.get(schema),
        Body::None | Body::Binary { .. } => None,
    };
    let in_body = match body {
        Some(Shape::Struct { fields, .. }) => fields.iter().any(|field| field.name == FIELD),
        _ => false,
    };
    let in_query = operation
        .query
        .iter()
        .any(|parameter| parameter.name == FIELD);
    let in_path = operation
        .path_parameters
        .iter()
        .any(|parameter| parameter.name == FIELD);
    (in_body || in_query) && !in_path
}

/// The account of a call: the one it names, the one that an id in it names, or the
/// only one. Fails in the words of an error where that leaves it open.
pub(crate) fn of_call(
    call: &Call,
    accounts: &Store,
    parameters: &Map<String, Value>,
    body: Option<&Value>,
    record: Option<&str>,
    owner: Option<&Arc<str>>,
) -> Result<Option<Arc<str>>, String> {
    let sent = |name: &str| parameters.get(name).or_else(|| body?.get(name));
    let given = match sent(FIELD).filter(|_| call.takes_account) {
        Some(Value::String(given)) if !given.is_empty() => Some(given.as_str()),
        _ => None,
    };
    if let Some(given) = given {
        return match accounts.find(given) {
            Some(_) => Ok(Some(given.into())),
            None => Err(format!("{FIELD}: {given} is not configured")),
        };
    }
    // What is known says it better than an id can: accounts may have any name. Where
    // the account can be sent, it has to be.
    if let Some(owner) = owner.filter(|_| !call.takes_account) {
        return match accounts.find(owner) {
            Some(_) => Ok(Some(owner.clone())),
            None => Err(format!("account {owner}, which has it, is not configured")),
        };
    }
    if let Some(record) = record
        && let Some(account) = ids::account_in(record)
    {
        let known = || accounts.iter().filter_map(|record| record.account.as_ref());
        return match accounts.find(account) {
            Some(_) => Ok(Some(account.into())),
            // It may end later than it seems to.
            None => match known().find(|known| ids::names_account(record, known)) {
                Some(known) => Ok(Some(known.clone())),
                None => Err(format!(
                    "account {account}, which the id names, is not configured"
                )),
            },
        };
    }
    let field = &accounts.place().field;
    let mut ids = accounts.iter().filter_map(|record| record.value.get(field));
    match (ids.next(), ids.next()) {
        (None, _) if call.takes_account => Err(format!("{FIELD}: none is configured")),
        (Some(_), Some(_)) if call.takes_account => {
            Err(format!("{FIELD}: required, because several are configured"))
        }
        (Some(only), None) => Ok(Some(crate::ids::plain(only).into())),
        _ => Ok(None),
    }
}
