//! Objects: their fields, which of them have to be there, and what else may be.

use serde_json::Value;

use super::finding::Class;
use super::parameters::{required, swapped};
use super::schemas::compare_at;
use super::sides::Side;
use super::walk::{Pair, Walk};

pub fn compare<'a>(walk: &mut Walk<'a>, pair: &Pair<'a>, side: Side) {
    let (before, now) = (
        pair.older.entries("properties"),
        pair.newer.entries("properties"),
    );
    let (had_to, has_to) = (pair.older.texts("required"), pair.newer.texts("required"));
    walk.log.judged(&pair.older, &pair.newer, "required");
    for (name, older) in &before {
        let Some((_, newer)) = now.iter().find(|(other, _)| other == name) else {
            walk.gone("field", older, "the field is gone");
            continue;
        };
        let field = Pair::new(older, newer);
        compare_at(walk, &field, side);
        let (before, now) = (had_to.contains(name), has_to.contains(name));
        if before != now {
            let (class, message) = match (side.sent, now) {
                (true, now) => (Class::Breaking, required(now)),
                (false, true) => (Class::Additive, "it is always there now"),
                (false, false) => (Class::Breaking, "it may be missing now"),
            };
            // The field itself has still to be looked at.
            walk.log
                .tell(class, "required", Some(older), Some(newer), message);
        }
    }
    for (name, newer) in &now {
        if before.iter().any(|(other, _)| other == name) {
            continue;
        }
        let (class, message) = if side.sent && has_to.contains(name) {
            (Class::Breaking, "the field is new and required")
        } else {
            (Class::Additive, "the field is new")
        };
        walk.came(class, "field", newer, message);
    }
    if side.sent {
        // Arguments of one type that trade places still compile, and say something else.
        let arguments = |fields: &[(String, super::spot::Spot<'a>)], required: &[String]| {
            let names = fields.iter().map(|(name, _)| name.clone());
            names
                .filter(|name| required.contains(name))
                .collect::<Vec<_>>()
        };
        if let Some(message) = swapped(&arguments(&before, &had_to), &arguments(&now, &has_to)) {
            walk.key(Class::Breaking, "order", pair, "properties", message);
        }
    }
    values(walk, pair, side);
}

/// What an object may hold beside its fields.
pub fn values<'a>(walk: &mut Walk<'a>, pair: &Pair<'a>, side: Side) {
    let key = "additionalProperties";
    // Nothing said and `true` are the same.
    let open = Value::Bool(true);
    let [before, now] = pair.values(key).map(|value| value.unwrap_or(&open));
    match (before, now) {
        _ if before == now => walk.log.judged(&pair.older, &pair.newer, key),
        (Value::Bool(_), Value::Bool(false)) => {
            let message = "other fields than the listed ones are refused now";
            walk.key(Class::Breaking, "field", pair, key, message);
        }
        (Value::Bool(false), Value::Bool(_)) => {
            let message = "other fields than the listed ones are allowed now";
            walk.key(Class::Additive, "field", pair, key, message);
        }
        (Value::Object(_), Value::Object(_)) => {
            if let Some(values) = pair.get(key) {
                compare_at(walk, &values, side);
            }
        }
        _ => {
            let message = "what stands under other keys is something else now";
            walk.key(Class::Breaking, "type", pair, key, message);
        }
    }
}
