//! What is there when a server starts: the documented lists.

use std::collections::BTreeMap;
use std::sync::Arc;

use mureka_gen::api::StoreAction;
use serde_json::Value;

use crate::accounts;
use crate::call::Call;
use crate::keeping::Keeping;
use crate::stores::Place;

/// The collections of a document, and the documented records in them.
#[derive(Debug, Default)]
pub(crate) struct Seeds {
    /// Where the ids stand in the records of each collection.
    pub(crate) places: BTreeMap<String, Place>,
    /// Records by collection, in the order in which they are put in.
    pub(crate) records: Vec<(String, Value)>,
    /// An account as it is documented.
    pub(crate) account: Option<Value>,
}

impl Seeds {
    pub(crate) fn of(calls: &[Arc<Call>]) -> Self {
        let mut seeds = Self::default();
        let kept = calls
            .iter()
            .filter_map(|call| Some((call, call.keeping.as_ref()?)));
        for (_, keeping) in kept.clone() {
            if matches!(keeping.action, StoreAction::Add | StoreAction::List)
                && let Some(place) = &keeping.place
            {
                seeds
                    .places
                    .entry(keeping.name.clone())
                    .or_insert_with(|| place.clone());
            }
        }
        for (call, keeping) in kept {
            let Some(answer) = call.success().body else {
                continue;
            };
            match keeping.action {
                StoreAction::List => {
                    // A list shows the newest first.
                    let items = listed(keeping, answer).into_iter().rev();
                    let items = items.map(|item| (keeping.name.clone(), item));
                    seeds.records.extend(items);
                }
                StoreAction::Get => {
                    let record = seeds
                        .places
                        .get(&keeping.name)
                        .and_then(|place| shown(keeping, place, answer));
                    // Behind the list, so that what stands in both is as the list has it.
                    seeds
                        .records
                        .extend(record.map(|record| (keeping.name.clone(), record)));
                }
                _ => {}
            }
        }
        let account = seeds
            .records
            .iter()
            .rfind(|(name, _)| name == accounts::STORE);
        seeds.account = account.map(|(_, account)| account.clone());
        seeds.records.retain(|(name, _)| name != accounts::STORE);
        seeds
    }
}

fn listed(keeping: &Keeping, mut answer: Value) -> Vec<Value> {
    let items = match &keeping.cursor {
        Some(cursor) => {
            let mut way = cursor.items.split('.');
            let items = way.try_fold(&mut answer, |value, key| value.get_mut(key));
            items.map(Value::take)
        }
        None if keeping.keyed => Some(answer),
        None => None,
    };
    match items {
        Some(Value::Array(items)) => items,
        Some(Value::Object(items)) => items.into_iter().map(|(_, item)| item).collect(),
        _ => Vec::new(),
    }
}

/// The record that an answer shows: the answer itself, or with the one member in the
/// list of members.
fn shown(keeping: &Keeping, place: &Place, mut answer: Value) -> Option<Value> {
    let field = keeping.place.as_ref()?.way.first();
    match (field, place.way.first()) {
        (Some(field), Some(members)) => {
            let fields = answer.as_object_mut()?;
            let member = fields.remove(field)?;
            fields.insert(members.clone(), vec![member].into());
            Some(answer)
        }
        (None, None) => Some(answer),
        _ => None,
    }
}
