//! Rules about which fields of an object go together.

use std::collections::BTreeSet;

use serde_json::Value;

use super::renames::without_words;
use super::sides::Side;
use super::spot::Spot;
use super::walk::{Pair, Walk};

pub fn compare<'a>(walk: &mut Walk<'a>, pair: &Pair<'a>, side: Side) {
    for key in ["not", "oneOf", "anyOf", "allOf"] {
        let (before, now) = (rules(&pair.older, key), rules(&pair.newer, key));
        walk.log.judged(&pair.older, &pair.newer, key);
        for rule in now.difference(&before) {
            let message = format!("a rule came: {rule}");
            walk.key(side.tighter(), "together", pair, key, message);
        }
        for rule in before.difference(&now) {
            let message = format!("a rule went: {rule}");
            walk.key(side.looser(), "together", pair, key, message);
        }
    }
}

/// The rules under a keyword, each in a form in which the order is no matter.
fn rules(spot: &Spot<'_>, key: &str) -> BTreeSet<String> {
    let Some(rule) = spot.value.get(key) else {
        return BTreeSet::new();
    };
    let written = |value: &Value| format!("{key} {}", sorted(&without_words(value)));
    match rule.get("anyOf").and_then(Value::as_array) {
        // None of several: each is a rule of its own.
        Some(several) if key == "not" => several.iter().map(written).collect(),
        _ => BTreeSet::from([written(rule)]),
    }
}

/// The value with all lists sorted.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(items) => {
            let mut items: Vec<Value> = items.iter().map(sorted).collect();
            items.sort_by_cached_key(Value::to_string);
            Value::Array(items)
        }
        Value::Object(map) => {
            let map = map.iter().map(|(key, value)| (key.clone(), sorted(value)));
            Value::Object(map.collect())
        }
        value => value.clone(),
    }
}
