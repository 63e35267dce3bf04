//! Schemas that have another name now.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::rest::PROSE;
use super::spot::Spot;

/// Names of schemas that are gone → the names under which they are there now.
pub fn of(older: &Spot<'_>, newer: &Spot<'_>) -> BTreeMap<String, String> {
    let (before, now) = (schemas(older), schemas(newer));
    let gone: Vec<_> = before
        .iter()
        .filter(|(name, _)| !now.contains_key(*name))
        .collect();
    let mut came: BTreeMap<_, _> = now
        .iter()
        .filter(|(name, _)| !before.contains_key(*name))
        .collect();
    let mut renamed = BTreeMap::new();
    // What is the same takes its name first, what is alike the rest.
    for alike in [same, mostly_same] {
        for (name, schema) in &gone {
            if renamed.contains_key(*name) {
                continue;
            }
            let found = came.iter().find(|(_, candidate)| alike(schema, candidate));
            if let Some(found) = found.map(|(found, _)| (*found).clone()) {
                came.remove(&found);
                renamed.insert((*name).clone(), found);
            }
        }
    }
    renamed
}

fn schemas(root: &Spot<'_>) -> BTreeMap<String, Value> {
    let components = root.get("components");
    let schemas = components.map(|components| components.entries("schemas"));
    let schemas = schemas.into_iter().flatten();
    schemas
        .map(|(name, schema)| (name, without_words(schema.value)))
        .collect()
}

fn same(one: &Value, other: &Value) -> bool {
    one == other
}

/// Whether two objects share most of their fields.
fn mostly_same(one: &Value, other: &Value) -> bool {
    let (Some(one), Some(other)) = (fields(one), fields(other)) else {
        return false;
    };
    let shared = one.intersection(&other).count();
    let all = one.union(&other).count();
    // Two of three: fewer might be two things of a kind.
    shared >= 2 && shared * 3 >= all * 2
}

fn fields(schema: &Value) -> Option<BTreeSet<&String>> {
    Some(schema.get("properties")?.as_object()?.keys().collect())
}

/// A schema without what only people read.
pub fn without_words(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(without_words).collect(),
        Value::Object(map) => {
            let kept = map.iter().filter(|(key, _)| !PROSE.contains(&key.as_str()));
            let kept: Map<String, Value> = kept
                .map(|(key, value)| {
                    // Names of fields are no words.
                    let value = match (key.as_str(), value) {
                        ("properties", Value::Object(fields)) => fields
                            .iter()
                            .map(|(name, field)| (name.clone(), without_words(field)))
                            .collect(),
                        _ => without_words(value),
                    };
                    (key.clone(), value)
                })
                .collect();
            Value::Object(kept)
        }
        value => value.clone(),
    }
}
