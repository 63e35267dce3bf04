//! What is left when all rules have looked: words, and what no rule knows.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::finding::Class;
use super::spot::Spot;
use super::walk::{Pair, Walk, shown};

/// Keywords that only people read.
pub const PROSE: [&str; 11] = [
    "description",
    "summary",
    "title",
    "example",
    "examples",
    "externalDocs",
    "contact",
    "license",
    "termsOfService",
    "x-mureka-page-date",
    "x-mureka-store",
];

/// Keywords whose keys are names, which may be any word.
const NAMED: [&str; 13] = [
    "properties",
    "schemas",
    "parameters",
    "responses",
    "callbacks",
    "paths",
    "securitySchemes",
    "requestBodies",
    "headers",
    "content",
    "variables",
    "mapping",
    "encoding",
];

pub fn compare(walk: &mut Walk<'_>) {
    let root = Pair::new(&walk.older, &walk.newer);
    let mut rest = Rest {
        judged: walk.log.judged.clone(),
        walk,
    };
    rest.look(&root, Keys::Keywords);
}

/// What the keys of an object are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keys {
    Keywords,
    Names,
}

struct Rest<'w, 'a> {
    walk: &'w mut Walk<'a>,
    /// What the rules have judged, before this look.
    judged: [BTreeSet<String>; 2],
}

impl<'a> Rest<'_, 'a> {
    fn look(&mut self, pair: &Pair<'a>, keys: Keys) {
        if pair.older.value == pair.newer.value {
            return;
        }
        let (Some(before), Some(now)) = (children(&pair.older), children(&pair.newer)) else {
            self.tell(Some(&pair.older), Some(&pair.newer));
            return;
        };
        let names: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
        for name in names {
            let (older, newer) = (before.get(name), now.get(name));
            if keys == Keys::Keywords && is_prose(&pair.older, name) {
                self.words(pair, name, older, newer);
                continue;
            }
            match (older, newer) {
                (Some(older), Some(newer)) => {
                    let below = match keys {
                        Keys::Keywords
                            if NAMED.contains(&name.as_str()) && older.value.is_object() =>
                        {
                            Keys::Names
                        }
                        _ => Keys::Keywords,
                    };
                    let pair = Pair::new(older, newer);
                    // What was judged as a whole holds nothing new; words in it do.
                    self.look(&pair, below);
                }
                (older, newer) => self.tell(older, newer),
            }
        }
    }

    fn words(
        &mut self,
        pair: &Pair<'a>,
        key: &str,
        older: Option<&Spot<'a>>,
        newer: Option<&Spot<'a>>,
    ) {
        if older.map(|spot| spot.value) == newer.map(|spot| spot.value) {
            return;
        }
        let judged = [older, newer].into_iter().zip(&self.judged);
        let mut judged = judged.filter_map(|(spot, judged)| Some((spot?, judged)));
        if judged.any(|(spot, judged)| judged.contains(&spot.pointer)) {
            return;
        }
        let message = match (older, newer) {
            (Some(_), Some(_)) => format!("`{key}` reads differently"),
            (None, _) => format!("`{key}` is new"),
            (_, None) => format!("`{key}` is gone"),
        };
        // Of what is gone or new as a whole, no words are told: this is in both.
        self.walk.log.tell(
            Class::Cosmetic,
            "words",
            Some(older.unwrap_or(&pair.older)),
            Some(newer.unwrap_or(&pair.newer)),
            message,
        );
    }

    /// Tells of a difference that no rule has judged.
    fn tell(&mut self, older: Option<&Spot<'a>>, newer: Option<&Spot<'a>>) {
        let spots = [older, newer].into_iter().zip(&self.judged);
        let mut spots = spots.filter_map(|(spot, judged)| Some((spot?, judged)));
        let whole = older.is_none() || newer.is_none();
        // Parts for use elsewhere are judged where they are used.
        let part = |spot: &Spot<'a>| is_part(&spot.pointer);
        if whole && older.or(newer).is_some_and(part) {
            return;
        }
        if spots.any(|(spot, judged)| is_judged(&spot.pointer, whole, judged)) {
            return;
        }
        let message = format!(
            "it is {}, was {}; no rule knows what that means, so it is taken as breaking",
            shown(newer.map(|spot| spot.value)),
            shown(older.map(|spot| spot.value)),
        );
        self.walk
            .log
            .tell(Class::Breaking, "unknown", older, newer, message);
    }
}

/// Whether rules have judged a place: itself, what it is part of, or, of what came or
/// went as a whole, something in it.
fn is_judged(pointer: &str, whole: bool, judged: &BTreeSet<String>) -> bool {
    let mut at = pointer;
    loop {
        if judged.contains(at) {
            return true;
        }
        match at.rfind('/') {
            Some(0) | None => break,
            Some(end) => at = at.get(..end).unwrap_or_default(),
        }
    }
    let below = format!("{pointer}/");
    whole
        && judged
            .range(below.clone()..)
            .next()
            .is_some_and(|next| next.starts_with(&below))
}

/// Whether it is a component other than a schema, or all of a kind.
fn is_part(pointer: &str) -> bool {
    let tokens: Vec<&str> = pointer.split('/').collect();
    match tokens.as_slice() {
        ["", "components", kind] | ["", "components", kind, _] => {
            !matches!(*kind, "schemas" | "securitySchemes")
        }
        _ => false,
    }
}

/// Whether a keyword is for people: words, dates of pages, other tools' extensions.
fn is_prose(parent: &Spot<'_>, key: &str) -> bool {
    let of_others = key.starts_with("x-") && !key.starts_with("x-mureka-");
    PROSE.contains(&key)
        || of_others
        || matches!(
            (parent.pointer.as_str(), key),
            ("" | "/info", "tags" | "version")
        )
}

/// The parts of a value by names under which the other edition has them, too, wherever
/// they stand there. `None` for a plain value.
fn children<'a>(spot: &Spot<'a>) -> Option<BTreeMap<String, Spot<'a>>> {
    match spot.value {
        Value::Object(_) => Some(spot.children().into_iter().collect()),
        Value::Array(_) => {
            let mut named = BTreeMap::new();
            for (index, item) in spot.children() {
                let name = name(&item).unwrap_or_else(|| index.clone());
                // Twice the same name: the second goes by its place.
                let name = if named.contains_key(&name) {
                    index
                } else {
                    name
                };
                named.insert(name, item);
            }
            Some(named)
        }
        _ => None,
    }
}

/// What an item of a list is known by.
fn name(item: &Spot<'_>) -> Option<String> {
    if let Some(text) = item.value.as_str() {
        return Some(format!("={text}"));
    }
    let parameter = item.text("name");
    if let Some(name) = parameter {
        return Some(format!("{} {name}", item.text("in").unwrap_or_default()));
    }
    item.text("$ref")
        .or_else(|| item.text("url"))
        .map(str::to_owned)
}
