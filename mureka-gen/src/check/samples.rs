//! Values for examples, out of the documented payloads.

use serde_json::{Map, Value};

use super::examples::{ExampleCase, Place};
use super::idents::snake;
use crate::api::{Operation, Samples};

/// Longer texts would bury the call they stand in.
const LONGEST: usize = 60;

/// Collects what the payloads show.
pub fn collect(operations: &[Operation], cases: &[ExampleCase]) -> Samples {
    let mut samples = Samples::default();
    for operation in operations {
        let first = operation.success.first();
        let place = first.map(|answer| Place::Response(answer.status));
        let shown =
            |case: &ExampleCase| case.operation == operation.id && Some(case.place) == place;
        if cases.iter().any(shown) {
            samples.answered.insert(operation.id.clone());
        }
    }
    // A job repeats the request it came from, and with better values: the vendors' own
    // requests hold descriptions of the fields in their place.
    let repeated = cases.iter().filter_map(|case| {
        let request = case.value.get("request").and_then(Value::as_object)?;
        matches!(case.place, Place::Response(_)).then_some((case, request))
    });
    let sent = cases.iter().filter_map(|case| {
        let request = case.value.as_object()?;
        (case.place == Place::Request).then_some((case, request))
    });
    for (case, request) in repeated.chain(sent) {
        let known = samples.requests.entry(case.operation.clone());
        known.or_insert_with(|| shown(request));
    }
    for case in cases {
        fields(&case.value, &mut samples);
    }
    // As other requests have it.
    let others: Map<String, Value> = samples
        .requests
        .values()
        .rev()
        .flatten()
        .filter(|(_, value)| !describes(value))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    for request in samples.requests.values_mut() {
        for (name, value) in request.iter_mut().filter(|(_, value)| describes(value)) {
            if let Some(other) = others.get(name) {
                *value = other.clone();
            }
        }
        request.retain(|_, value| !describes(value));
    }
    samples
}

/// Words about a field in the place of its value.
fn describes(value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    text.starts_with("Optional ") || text.starts_with("Required ")
}

fn shown(request: &Map<String, Value>) -> Map<String, Value> {
    let fields = request.iter().filter(|(_, value)| is_sample(value));
    fields
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

fn fields(value: &Value, samples: &mut Samples) {
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                if is_sample(value) && !describes(value) {
                    let known = samples.fields.entry(snake(name));
                    known.or_insert_with(|| value.clone());
                }
                fields(value, samples);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| fields(item, samples)),
        _ => {}
    }
}

/// A number, or a text that fits a line and ends no code block.
fn is_sample(value: &Value) -> bool {
    match value {
        Value::Number(_) => true,
        Value::String(text) => {
            let plain = !text.contains("```") && !text.chars().any(char::is_control);
            plain && !text.is_empty() && text.chars().count() <= LONGEST
        }
        _ => false,
    }
}
