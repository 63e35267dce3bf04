//! What the accounts hold: songs, files, voices and whatever else a document keeps.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use serde_json::Value;

use crate::ids;

/// Records that a store keeps; the oldest beyond are forgotten.
const KEPT: usize = 500;

/// Where the ids of a record stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The way to the things with an id, level by level and through lists; empty where
    /// that is the record itself.
    pub(crate) way: Vec<String>,
    /// The field with the id.
    pub(crate) field: String,
}

/// A thing that was made, uploaded or configured.
#[derive(Debug)]
pub(crate) struct Record {
    /// Whose it is; everybody's without one.
    pub(crate) account: Option<Arc<str>>,
    /// Whether it was made here and not there from the start.
    pub(crate) own: bool,
    /// As lists show it.
    pub(crate) value: Value,
}

/// The records of one kind, in the order they were made.
#[derive(Debug)]
pub(crate) struct Store {
    place: Place,
    records: BTreeMap<u64, Record>,
    // A composite id is here by its number too: calls may name it by that.
    ids: HashMap<String, u64>,
    /// Whether they may: what callers name themselves has no numbers in it.
    by_number: bool,
    made: u64,
}

/// Some records of a list.
#[derive(Debug, PartialEq)]
pub(crate) struct Page<'a> {
    pub(crate) items: Vec<&'a Value>,
    /// The number of the last one.
    pub(crate) last: Option<u64>,
    pub(crate) more: bool,
}

impl Place {
    /// The place that a path of fields names: `id`, or `songs.song_id`.
    pub(crate) fn of(path: &[String]) -> Option<Self> {
        let (field, way) = path.split_last()?;
        Some(Self {
            way: way.to_vec(),
            field: field.clone(),
        })
    }

    /// Whether a record is several things with an id each.
    pub(crate) fn has_members(&self) -> bool {
        !self.way.is_empty()
    }

    /// The things with an id in a record: its members, or itself.
    pub(crate) fn things<'a>(&self, record: &'a mut Value) -> Vec<&'a mut Value> {
        let mut things = vec![record];
        for step in &self.way {
            let next = things.into_iter().filter_map(|thing| thing.get_mut(step));
            things = next
                .flat_map(|thing| match thing {
                    Value::Array(items) => items.iter_mut().collect(),
                    one => vec![one],
                })
                .collect();
        }
        things
    }

    fn ids(&self, record: &Value) -> Vec<String> {
        let mut things = vec![record];
        for step in &self.way {
            let next = things.into_iter().filter_map(|thing| thing.get(step));
            things = next
                .flat_map(|thing| match thing {
                    Value::Array(items) => items.iter().collect(),
                    one => vec![one],
                })
                .collect();
        }
        let ids = things
            .into_iter()
            .filter_map(|thing| thing.get(&self.field));
        ids.map(ids::plain).collect()
    }

    /// The list that members can be taken from one by one.
    fn members<'a>(&self, record: &'a mut Value) -> Option<&'a mut Vec<Value>> {
        match &self.way[..] {
            [list] => record.get_mut(list)?.as_array_mut(),
            _ => None,
        }
    }
}

impl Store {
    /// An empty one, for records with their ids in this place.
    pub(crate) fn new(place: Place) -> Self {
        Self {
            place,
            records: BTreeMap::new(),
            ids: HashMap::new(),
            by_number: true,
            made: 0,
        }
    }

    /// One whose records go by their whole ids only.
    pub(crate) fn by_whole_id(place: Place) -> Self {
        Self {
            by_number: false,
            ..Self::new(place)
        }
    }

    /// Puts a record in; one of the same id gives way and its place in the order.
    pub(crate) fn put(&mut self, record: Record) {
        let names = self.place.ids(&record.value);
        let number = names.iter().find_map(|id| self.ids.get(id).copied());
        let number = number.unwrap_or_else(|| {
            self.made += 1;
            self.made
        });
        for id in names {
            if let Some(tail) = self.tail(&id) {
                self.ids.insert(tail.to_owned(), number);
            }
            self.ids.insert(id, number);
        }
        self.records.insert(number, record);
        if self.records.len() > KEPT
            && let Some((_, oldest)) = self.records.pop_first()
        {
            self.forget(&self.place.ids(&oldest.value));
        }
    }

    /// The record with an id, and which of its members has it.
    pub(crate) fn find(&self, id: &str) -> Option<(&Record, usize)> {
        let record = self.records.get(self.ids.get(id)?)?;
        let at = self
            .place
            .ids(&record.value)
            .iter()
            .position(|other| self.is(other, id))?;
        Some((record, at))
    }

    /// Takes out what has an id: the record, or one member of it.
    pub(crate) fn remove(&mut self, id: &str) -> bool {
        let Some(number) = self.ids.get(id).copied() else {
            return false;
        };
        let Some(record) = self.records.get(&number) else {
            return false;
        };
        let names = self.place.ids(&record.value);
        let Some(at) = names.iter().position(|other| self.is(other, id)) else {
            return false;
        };
        let record = self.records.get_mut(&number);
        let members = record.and_then(|record| self.place.members(&mut record.value));
        match members {
            Some(members) if members.len() > 1 => {
                members.remove(at);
            }
            _ => {
                self.records.remove(&number);
            }
        }
        self.forget(&names[at..=at]);
        true
    }

    /// Where the ids of its records stand.
    pub(crate) fn place(&self) -> &Place {
        &self.place
    }

    /// All records, oldest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Record> {
        self.records.values()
    }

    /// Takes out everything of an account.
    pub(crate) fn clear_account(&mut self, account: &str) {
        self.records
            .retain(|_, record| record.account.as_deref() != Some(account));
        let records = &self.records;
        self.ids.retain(|_, number| records.contains_key(number));
    }

    /// The newest records that are wanted, older than the one of a number.
    pub(crate) fn page(
        &self,
        below: Option<u64>,
        size: usize,
        wanted: impl Fn(&Record) -> bool,
    ) -> Page<'_> {
        let upper = below.map_or(Bound::Unbounded, Bound::Excluded);
        let mut found = self
            .records
            .range((Bound::Unbounded, upper))
            .rev()
            .filter(|(_, record)| wanted(record));
        let taken: Vec<(&u64, &Record)> = found.by_ref().take(size).collect();
        Page {
            more: found.next().is_some(),
            last: taken.last().map(|(number, _)| **number),
            items: taken.into_iter().map(|(_, record)| &record.value).collect(),
        }
    }

    fn forget(&mut self, names: &[String]) {
        for id in names {
            self.ids.remove(id);
            if let Some(tail) = self.tail(id) {
                self.ids.remove(tail);
            }
        }
    }

    /// Whether an id is meant by what was sent.
    fn is(&self, id: &str, sent: &str) -> bool {
        id == sent || self.tail(id) == Some(sent)
    }

    fn tail<'a>(&self, id: &'a str) -> Option<&'a str> {
        ids::tail(id).filter(|_| self.by_number)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn record(value: Value) -> Record {
        Record {
            account: None,
            own: true,
            value,
        }
    }

    fn store(path: &str) -> Store {
        let path: Vec<String> = path.split('.').map(str::to_owned).collect();
        Store::new(Place::of(&path).unwrap())
    }

    #[test]
    fn pages_go_from_the_newest_to_the_oldest() {
        let mut store = store("id");
        for id in 1..=5 {
            store.put(record(json!({"id": id})));
        }
        let mut seen = Vec::new();
        let mut below = None;
        loop {
            let page = store.page(below, 2, |record| record.value["id"] != 2);
            seen.push((
                page.items
                    .iter()
                    .map(|item| item["id"].as_u64().unwrap())
                    .collect::<Vec<_>>(),
                page.more,
            ));
            if !page.more {
                break;
            }
            below = page.last;
        }
        assert_eq!(seen, [(vec![5, 4], true), (vec![3, 1], false)]);
        let none = store.page(Some(1), 2, |_| true);
        assert_eq!((none.items.len(), none.last, none.more), (0, None, false));
    }

    #[test]
    fn a_member_is_found_and_removed_by_its_id_or_by_its_number() {
        let mut store = store("songs.song_id");
        let songs = |ids: &[u64]| -> Vec<Value> {
            ids.iter()
                .map(|id| json!({"song_id": format!("mureka:7-song:{id}")}))
                .collect()
        };
        store.put(record(json!({"feed": 1, "songs": songs(&[1, 2])})));
        assert_eq!(store.find("mureka:7-song:2").unwrap().1, 1);
        assert_eq!(store.find("1").unwrap().1, 0);
        assert!(store.find("mureka:8-song:2").is_none());
        assert!(store.remove("1"));
        assert!(!store.remove("1"));
        assert!(store.find("mureka:7-song:1").is_none());
        assert_eq!(
            store.find("2").unwrap().0.value["songs"],
            json!(songs(&[2]))
        );
        assert!(store.remove("mureka:7-song:2"));
        assert_eq!(store.iter().count(), 0);
    }

    #[test]
    fn a_record_of_the_same_id_takes_the_place_of_the_other() {
        let mut store = store("id");
        for value in [
            json!({"id": "a", "n": 1}),
            json!({"id": "b"}),
            json!({"id": "a", "n": 2}),
        ] {
            store.put(record(value));
        }
        let all: Vec<&Value> = store.iter().map(|record| &record.value).collect();
        assert_eq!(all, [&json!({"id": "a", "n": 2}), &json!({"id": "b"})]);
    }

    #[test]
    fn the_oldest_of_more_than_are_kept_are_forgotten() {
        let mut store = store("id");
        for id in 0..=KEPT {
            store.put(record(json!({"id": id})));
        }
        assert!(store.find("0").is_none());
        assert!(store.find("1").is_some());
        assert_eq!(store.iter().count(), KEPT);
    }
}
