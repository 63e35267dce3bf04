//! What is made by a call: the documented payload with ids, times, links and the
//! words of the request put in.

use std::time::SystemTime;

use serde_json::{Map, Value};

use crate::call::Call;
use crate::clock;
use crate::ids;
use crate::media;

// What the APIs call the time at which a thing was made, and its name.
const MADE_AT: [&str; 6] = [
    "created_at",
    "generate_at",
    "created_on",
    "updated",
    "updatedUTC",
    "added",
];
const TITLE: &str = "title";
const UNTITLED: &str = "Untitled";
/// Where a request says what it wants in words, the best name for it first.
const WORDS: [&str; 3] = ["prompt", "text", "lyrics"];

/// What makes one record different from the documented one.
pub(crate) struct Making<'a> {
    pub(crate) call: &'a Call,
    /// Of all things made here.
    pub(crate) number: u64,
    pub(crate) account: Option<&'a str>,
    pub(crate) parameters: Option<&'a Map<String, Value>>,
    pub(crate) sent: Option<&'a Value>,
    pub(crate) now: SystemTime,
    /// Where links go to.
    pub(crate) base: &'a str,
}

/// Things in one record at most, for ids of their own.
const MEMBERS: u64 = 10;

impl Making<'_> {
    /// The record that a documented payload becomes.
    pub(crate) fn of(&self, documented: &Value) -> Value {
        let mut record = documented.clone();
        // Before the words of the request are in it: what looks like a link there is
        // none of this server's.
        self.link(&mut record);
        if let Some(place) = self
            .call
            .keeping
            .as_ref()
            .and_then(|keeping| keeping.place.as_ref())
        {
            for (at, thing) in place.things(&mut record).into_iter().enumerate() {
                let number = self.number * MEMBERS + at as u64;
                if let Some(id) = thing.get_mut(&place.field) {
                    *id = ids::mint(id, number, self.account);
                }
                if place.has_members() {
                    self.describe(thing);
                }
            }
            if place.has_members() {
                self.number_whole(&mut record);
            }
        }
        self.describe(&mut record);
        record
    }

    /// Points every link to a file at this server.
    pub(crate) fn link(&self, value: &mut Value) {
        let name = format!("{}-{}", self.call.id.replace('_', "-"), self.number);
        links(value, self.base, &name, &mut 0);
    }

    /// What holds several things has an id of its own, such as `feed_id`.
    fn number_whole(&self, record: &mut Value) {
        for (field, value) in record.as_object_mut().into_iter().flatten() {
            if field.ends_with("_id") && value.is_number() {
                *value = ids::mint(value, self.number, self.account);
            }
        }
    }

    /// A value of the request.
    fn given(&self, name: &str) -> Option<&Value> {
        let parameter = self.parameters.and_then(|parameters| parameters.get(name));
        parameter.or_else(|| self.sent?.get(name))
    }

    fn describe(&self, thing: &mut Value) {
        let Some(thing) = thing.as_object_mut() else {
            return;
        };
        clock::set(thing, &MADE_AT, self.now);
        let keeping = self.call.keeping.as_ref();
        let secret = |name: &str| {
            keeping.is_some_and(|keeping| keeping.secrets.iter().any(|secret| secret == name))
        };
        // A request with a field of that name speaks of another record.
        let place = keeping.and_then(|keeping| keeping.place.as_ref());
        let is_own_id = |field: &str| place.is_some_and(|place| place.field == field);
        for (field, value) in thing.iter_mut() {
            let name = keeping
                .and_then(|keeping| keeping.sets.get(field))
                .unwrap_or(field);
            if let Some(given) = self.given(name)
                && !secret(name)
                && !is_own_id(field)
                && std::mem::discriminant(given) == std::mem::discriminant(value)
                && media::Kind::of_url(value.as_str().unwrap_or_default()).is_none()
            {
                value.clone_from(given);
            }
        }
        // The docs have a placeholder there.
        if let Some(Value::String(title)) = thing.get_mut(TITLE)
            && title.starts_with('<')
        {
            *title = self.title();
        }
    }

    /// A name for a thing that got none: its first words.
    fn title(&self) -> String {
        const LONGEST: usize = 40;
        let words = WORDS.iter().find_map(|name| self.given(name)?.as_str());
        let line =
            words.and_then(|words| words.lines().map(str::trim).find(|line| !line.is_empty()));
        match line {
            Some(line) if line.chars().count() > LONGEST => {
                let short: String = line.chars().take(LONGEST).collect();
                format!("{}…", short.trim_end())
            }
            Some(line) => line.to_owned(),
            None => UNTITLED.to_owned(),
        }
    }
}

/// The choices of a task: as many as were asked for, each with an id of its own.
pub(crate) fn choices(choices: &mut Vec<Value>, number: u64, asked: Option<usize>) {
    if let (Some(asked), Some(first)) = (asked, choices.first().cloned()) {
        // More have no ids of their own.
        let most = usize::try_from(MEMBERS).unwrap_or(usize::MAX);
        choices.resize(asked.min(most), first);
    }
    for (at, choice) in choices.iter_mut().enumerate() {
        if let Some(id) = choice.get_mut("id") {
            *id = ids::mint(id, number * MEMBERS + at as u64, None);
        }
    }
}

/// Takes fields out, wherever they stand.
pub(crate) fn leave_out(value: &mut Value, without: &[String]) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| leave_out(item, without)),
        Value::Object(fields) => {
            for field in without {
                fields.remove(field);
            }
            fields
                .values_mut()
                .for_each(|value| leave_out(value, without));
        }
        _ => {}
    }
}

/// Each link gets a name of its own.
pub(crate) fn links(value: &mut Value, base: &str, name: &str, seen: &mut u32) {
    match value {
        Value::String(text) => {
            if let Some(kind) = media::Kind::of_url(text) {
                *seen += 1;
                *text = media::link(base, kind, &format!("{name}-{seen}"));
            }
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| links(item, base, name, seen)),
        Value::Object(fields) => fields
            .values_mut()
            .for_each(|value| links(value, base, name, seen)),
        _ => {}
    }
}
