//! What the plain schema cannot say, as words of its description.

use serde_json::Value;

use crate::export::tree::{Map, Tree};

/// Tells the limits, the values and the default of a schema.
pub fn tell(source: &Map, out: &mut Map) {
    for (key, before, after) in [
        ("minimum", "At least ", "."),
        ("maximum", "At most ", "."),
        ("minLength", "At least ", " characters."),
        ("maxLength", "At most ", " characters."),
        ("minItems", "At least ", " entries."),
        ("maxItems", "At most ", " entries."),
    ] {
        if let Some(limit) = source.get(key)
            && !says(out, &limit.to_value().to_string())
        {
            let limit = limit.to_value();
            append(out, &format!("{before}{limit}{after}"), " ");
        }
    }
    values(source.get("enum"), out);
    if let Some(default) = source.get("default") {
        let word = quoted(default);
        if !says(out, &word) {
            append(out, &format!("{word} if left out."), " ");
        }
    }
}

/// Tells the known values, unless all of them are told already.
pub fn values(values: Option<&Tree>, out: &mut Map) {
    let values = values.map(Tree::items).unwrap_or_default();
    let words: Vec<String> = values.iter().map(quoted).collect();
    if !words.iter().all(|word| says(out, word)) {
        append(out, &format!("Known values: {}.", words.join(", ")), " ");
    }
}

/// One more sentence of the description, or a paragraph.
pub fn append(map: &mut Map, words: &str, between: &str) {
    let text = match map.get("description").and_then(Tree::text) {
        _ if words.is_empty() => return,
        Some(text) => format!("{}{between}{words}", text.trim_end()),
        None => words.to_owned(),
    };
    map.insert("description".into(), text.into());
}

fn quoted(value: &Tree) -> String {
    match value {
        Tree::Scalar(Value::String(text)) => format!("`{text}`"),
        other => format!("`{}`", other.to_value()),
    }
}

fn says(map: &Map, word: &str) -> bool {
    let text = map.get("description").and_then(Tree::text);
    // The 1 of 10 or of `V1` is another word.
    let apart = |letter: Option<char>| letter.is_none_or(|it| !it.is_alphanumeric());
    text.is_some_and(|text| {
        text.match_indices(word).any(|(at, _)| {
            let (before, after) = text.split_at(at);
            apart(before.chars().next_back()) && apart(after.chars().nth(word.chars().count()))
        })
    })
}
