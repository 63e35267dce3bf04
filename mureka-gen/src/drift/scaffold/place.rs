//! Where things stand in the text of a document, and how lines are put into it.

use std::ops::Range;

use serde_json::Value;

use super::yaml::{Item, Yaml};
use crate::document::{Document, escape};

/// The lines (from 0) of a key and its value, without what stands behind it.
pub fn block(document: &Document, pointer: &str) -> Option<Range<usize>> {
    let start = document.key_line(pointer)?.checked_sub(1)?;
    let lines: Vec<&str> = document.text().lines().collect();
    let mut end = end(document, pointer)
        .unwrap_or(lines.len())
        .min(lines.len());
    while end > start + 1 && lines.get(end - 1).is_some_and(|line| is_idle(line)) {
        end -= 1;
    }
    Some(start..end)
}

/// The line (from 0) of the next key behind a value, whatever its level.
fn end(document: &Document, pointer: &str) -> Option<usize> {
    let (parent, last) = pointer.rsplit_once('/')?;
    let keys = document.keys(parent);
    let last = crate::document::unescape(last);
    let at = keys.iter().position(|key| *key == last)?;
    match keys.get(at + 1) {
        Some(next) => {
            let next = document.key_line(&format!("{parent}/{}", escape(next)))?;
            next.checked_sub(1)
        }
        None => end(document, parent),
    }
}

fn is_idle(line: &str) -> bool {
    let text = line.trim_start();
    text.is_empty() || text.starts_with('#')
}

/// The comment lines (from 0) right above a line, at its level.
pub fn lead(document: &Document, line: usize) -> usize {
    let lines: Vec<&str> = document.text().lines().collect();
    let indent = lines.get(line).map_or(0, |line| indentation(line));
    let mut start = line;
    while let Some(above) = start.checked_sub(1)
        && let Some(text) = lines.get(above)
        && text.trim_start().starts_with('#')
        && indentation(text) == indent
    {
        start = above;
    }
    start
}

/// Spaces before the first character.
pub fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// A key and its value as they stand in the document, with the comment above them.
pub fn verbatim(document: &Document, pointer: &str) -> Option<Item> {
    let block = block(document, pointer)?;
    let lines: Vec<&str> = document.text().lines().collect();
    let first = *lines.get(block.start)?;
    let margin = indentation(first);
    // Inside of a flow mapping a line holds more than the key.
    let key = first.trim_start();
    if key.starts_with(['{', '-', '?']) {
        return None;
    }
    let start = lead(document, block.start);
    let lines = lines.get(start..block.end)?;
    let cut = |line: &&str| {
        line.get(margin.min(indentation(line))..)
            .unwrap_or_default()
            .to_owned()
    };
    Some(Item::Lines(lines.iter().map(cut).collect()))
}

/// Whether a value stands in lines of its own, so that others can be put beside it.
pub fn is_block(document: &Document, pointer: &str) -> bool {
    let keys = document.keys(pointer);
    let line = document.key_line(pointer);
    let first = keys
        .first()
        .and_then(|key| document.key_line(&format!("{pointer}/{}", escape(key))));
    matches!((line, first), (Some(line), Some(first)) if first > line)
}

/// A value of the document, its keys in their order.
pub fn value(document: &Document, pointer: &str) -> Yaml {
    let Some(value) = document.value().pointer(pointer) else {
        return Yaml::Plain("null".into());
    };
    match value {
        Value::Object(_) => Yaml::Map(
            document
                .keys(pointer)
                .into_iter()
                .map(|key| {
                    let inner = self::value(document, &format!("{pointer}/{}", escape(key)));
                    match inner {
                        Yaml::Text(text) if key == "$ref" => {
                            Item::plain("$ref", format!("'{text}'"))
                        }
                        Yaml::Text(text) if key == "description" => {
                            Item::pair(key, Yaml::Prose(text))
                        }
                        other => Item::pair(key, other),
                    }
                })
                .collect(),
        ),
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            Yaml::List(
                (0..items.len())
                    .map(|index| self::value(document, &format!("{pointer}/{index}")))
                    .collect(),
            )
        }
        other => Yaml::of(other),
    }
}
