//! What the comparison of two documents knows on its way.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Class, Log};
use super::renames;
use super::sides::{self, Side};
use super::spot::Spot;
use crate::document::Document;

/// Two editions, and what was found so far.
pub struct Walk<'a> {
    pub older: Spot<'a>,
    pub newer: Spot<'a>,
    pub log: Log,
    /// Names of schemas that are gone → the names they have now.
    pub renamed: BTreeMap<String, String>,
    /// Places of the two editions that were compared as schemas.
    pub compared: BTreeSet<(String, String, Side)>,
    sides: BTreeMap<String, Side>,
    code: [BTreeMap<String, String>; 2],
}

impl<'a> Walk<'a> {
    pub fn of(older: &'a Document, newer: &'a Document) -> Self {
        let (older_root, newer_root) = (Spot::root(older), Spot::root(newer));
        Self {
            renamed: renames::of(&older_root, &newer_root),
            sides: sides::sides(older),
            code: [names_in_code(&older_root), names_in_code(&newer_root)],
            older: older_root,
            newer: newer_root,
            log: Log::default(),
            compared: BTreeSet::new(),
        }
    }

    /// On which side a schema stood for the callers that there were.
    pub fn side(&self, schema: &str) -> Side {
        // One that no call used is still a public type, for whatever use.
        self.sides.get(schema).copied().unwrap_or(Side::BOTH)
    }

    /// The name that a schema of the older edition has now.
    pub fn name_now<'n>(&'n self, older: &'n str) -> &'n str {
        self.renamed.get(older).map_or(older, String::as_str)
    }

    /// What the types of two schemas are called in code.
    pub fn names_in_code<'n>(&'n self, older: &'n str, newer: &'n str) -> [&'n str; 2] {
        let [before, now] = &self.code;
        [
            before.get(older).map_or(older, String::as_str),
            now.get(newer).map_or(newer, String::as_str),
        ]
    }

    /// Whether two schemas are one and the same type in code.
    pub fn same_in_code(&self, older: &str, newer: &str) -> bool {
        let [before, now] = self.names_in_code(older, newer);
        self.name_now(before) == now
    }

    /// Notes a change of a thing that is in both editions, and is judged with it.
    pub fn changed(
        &mut self,
        class: Class,
        rule: &'static str,
        pair: &Pair<'a>,
        message: impl Into<String>,
    ) {
        let Pair { older, newer } = pair;
        self.log.judged_whole(Some(older), Some(newer));
        self.log
            .tell(class, rule, Some(older), Some(newer), message);
    }

    /// Notes a change of the value of a key, which may be there in one edition only.
    pub fn key(
        &mut self,
        class: Class,
        rule: &'static str,
        pair: &Pair<'a>,
        key: &str,
        message: impl Into<String>,
    ) {
        let older = pair.older.get(key);
        let newer = pair.newer.get(key);
        self.log.judged(&pair.older, &pair.newer, key);
        self.log.tell(
            class,
            rule,
            Some(older.as_ref().unwrap_or(&pair.older)),
            Some(newer.as_ref().unwrap_or(&pair.newer)),
            message,
        );
    }

    /// Notes something that is no longer there.
    pub fn gone(&mut self, rule: &'static str, older: &Spot<'a>, message: impl Into<String>) {
        self.log.judged_whole(Some(older), None);
        self.log
            .tell(Class::Breaking, rule, Some(older), None, message);
    }

    /// Notes something that is new.
    pub fn came(
        &mut self,
        class: Class,
        rule: &'static str,
        newer: &Spot<'a>,
        message: impl Into<String>,
    ) {
        self.log.judged_whole(None, Some(newer));
        self.log.tell(class, rule, None, Some(newer), message);
    }
}

/// The same thing in both editions.
#[derive(Debug, Clone)]
pub struct Pair<'a> {
    pub older: Spot<'a>,
    pub newer: Spot<'a>,
}

impl<'a> Pair<'a> {
    pub fn new(older: &Spot<'a>, newer: &Spot<'a>) -> Self {
        Self {
            older: older.clone(),
            newer: newer.clone(),
        }
    }

    /// The value of a key, where both have it.
    pub fn get(&self, key: &str) -> Option<Self> {
        Some(Self {
            older: self.older.get(key)?,
            newer: self.newer.get(key)?,
        })
    }

    /// The value of a key in each edition.
    pub fn values(&self, key: &str) -> [Option<&'a serde_json::Value>; 2] {
        [self.older.value.get(key), self.newer.value.get(key)]
    }

    pub fn resolved(&self) -> Self {
        Self {
            older: self.older.resolved(),
            newer: self.newer.resolved(),
        }
    }
}

/// Names of schemas that have the type of another in code → that one.
fn names_in_code(root: &Spot<'_>) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let Some(components) = root.get("components") else {
        return names;
    };
    for (name, schema) in components.entries("schemas") {
        if let Some(other) = schema.text("x-mureka-same-as").and_then(sides::schema_name) {
            names.insert(name, other.to_owned());
            continue;
        }
        let alternatives = schema.items("anyOf");
        let values: Vec<_> = alternatives.iter().map(|spot| spot.value.clone()).collect();
        let listed = alternatives.first().and_then(|first| first.text("$ref"));
        if let Some(listed) = listed.and_then(sides::schema_name)
            && sides::is_open(&values)
        {
            names.insert(listed.to_owned(), name);
        }
    }
    names
}

/// A value as a sentence shows it.
pub fn shown(value: Option<&serde_json::Value>) -> String {
    match value {
        None => "nothing".to_owned(),
        Some(serde_json::Value::String(text)) => format!("`{text}`"),
        Some(value) => {
            let text = value.to_string();
            match text.char_indices().nth(120) {
                None => format!("`{text}`"),
                Some((end, _)) => format!("`{}…`", text.get(..end).unwrap_or_default()),
            }
        }
    }
}
