//! The words in which values and rules are told.

use jsonschema::JsonType;
use serde_json::Value;

/// Characters that are shown of a text.
const SHOWN: usize = 60;

/// Rule of a required field.
pub(super) const MISSING: &str = "required, and missing";
/// Rule of a field that JSON has twice.
pub(super) const TWICE: &str = "given twice, once is allowed";

/// Where no rule has words of its own.
pub(super) const OTHERWISE: &str = "not what the document describes";
/// Rule of alternatives of which several fit.
pub(super) const SEVERAL: &str = "fits several of the documented forms, one is allowed";

/// The beginning of a text.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A value as it is quoted: never a secret, never the inside of a list or an object.
pub(super) fn quoted(value: &Value, secret: bool) -> String {
    match value {
        Value::Array(_) | Value::Object(_) => named(value).to_owned(),
        _ if secret => "a secret".to_owned(),
        Value::String(text) if text.is_empty() => "empty".to_owned(),
        Value::String(text) => format!("{:?}", shortened(text)),
        _ => value.to_string(),
    }
}

/// A value of the wrong type. Of a `whole` body nothing is shown: its secrets stand in
/// places that nobody knows.
pub(super) fn of_type(value: &Value, secret: bool, whole: bool) -> String {
    match value {
        Value::Number(_) if secret => "a secret number".to_owned(),
        Value::String(_) if secret => "a secret text".to_owned(),
        Value::Bool(_) if secret => "a secret boolean".to_owned(),
        Value::String(text) if !whole && text.is_empty() => "empty".to_owned(),
        Value::String(_) if !whole => format!("the text {}", quoted(value, secret)),
        Value::Number(_) if !whole => format!("the number {value}"),
        Value::Bool(_) if !whole => value.to_string(),
        _ => named(value).to_owned(),
    }
}

/// What kind of value it is.
fn named(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The rule of a type, or of several.
pub(super) fn wanted(types: &[JsonType], instance: &Value, json_text: bool) -> String {
    let several = types.len() > 1;
    // Of an id it is no news that its number is whole.
    let is_id = types.contains(&JsonType::String) && !instance.is_number();
    let words: Vec<&str> = types
        .iter()
        .map(|name| match name {
            JsonType::Null => "null",
            JsonType::Boolean => "true or false",
            JsonType::Integer if is_id => "a number",
            JsonType::Integer => "a whole number",
            JsonType::Number => "a number",
            JsonType::String if json_text => "text that holds JSON",
            JsonType::String => "text",
            JsonType::Array => "a list",
            JsonType::Object => "an object",
        })
        .collect();
    let verb = if several { "allowed" } else { "required" };
    format!("{} is {verb}", listed(&words, "or"))
}

/// Rule of a field that was sent several times.
pub(super) fn once(times: usize) -> String {
    format!("given {times} times, once is allowed")
}

/// `5312 characters, at most 5000 are allowed`.
pub(super) fn at_most(count: usize, what: [&str; 2], limit: u64) -> String {
    let verb = if limit == 1 { "is" } else { "are" };
    format!("{}, at most {limit} {verb} allowed", counted(count, what))
}

/// `0 characters, at least 1 is required`.
pub(super) fn at_least(count: usize, what: [&str; 2], limit: u64) -> String {
    let verb = if limit == 1 { "is" } else { "are" };
    format!("{}, at least {limit} {verb} required", counted(count, what))
}

fn counted(count: usize, [one, many]: [&str; 2]) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The values of an enum.
pub(super) fn one_of(options: &Value) -> String {
    let plain = |option: &Value| match option {
        Value::String(text) => shortened(text),
        other => quoted(other, false),
    };
    let options = options.as_array().map(Vec::as_slice).unwrap_or_default();
    let options: Vec<String> = options.iter().map(plain).collect();
    match options.as_slice() {
        [only] => format!("{only} is required"),
        _ => format!("one of {} is allowed", options.join(", ")),
    }
}

/// What a known format is called.
pub(super) fn format(name: &str) -> String {
    match name {
        "date-time" => "a date and time such as 2026-01-31T12:00:00Z is required".to_owned(),
        "date" => "a date such as 2026-01-31 is required".to_owned(),
        other => format!("text in the format {other} is required"),
    }
}

/// `a, b or c`.
pub(super) fn listed(words: &[&str], last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

/// The known name that was probably meant.
pub(super) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().count();
    if length > SHOWN {
        return None;
    }
    let limit = (length / 3).clamp(1, 4);
    let lower = name.to_lowercase();
    known
        .map(|known| {
            let distance = strsim::damerau_levenshtein(&lower, &known.to_lowercase());
            (distance, known)
        })
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, known)| known)
}
