//! YAML in the style of the documents: what is printed for pasting.

use serde_json::Value;

/// Most characters of a line of words, and of a list on one line.
const WIDTH: usize = 80;

/// Something to print.
#[derive(Debug, Clone, PartialEq)]
pub enum Yaml {
    /// A scalar that is printed as it stands here.
    Plain(String),
    /// A text, quoted where YAML would take it for something else.
    Text(String),
    /// Sentences, a line for each or, with breaks in them, a block.
    Prose(String),
    /// A mapping.
    Map(Vec<Item>),
    /// A sequence.
    List(Vec<Yaml>),
    /// Scalars in a sequence on one line if they fit there.
    Row(Vec<Yaml>),
}

/// A part of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A comment of its own line.
    Note(String),
    /// A key and its value.
    Pair(String, Yaml),
    /// Lines of the document as they stand, without their indentation.
    Lines(Vec<String>),
}

impl Item {
    /// A key with a value.
    pub fn pair(key: impl Into<String>, value: Yaml) -> Self {
        Self::Pair(key.into(), value)
    }

    /// A key with a text.
    pub fn text(key: impl Into<String>, text: impl Into<String>) -> Self {
        Self::Pair(key.into(), Yaml::Text(text.into()))
    }

    /// A key with a word that needs no quotes.
    pub fn plain(key: impl Into<String>, word: impl std::fmt::Display) -> Self {
        Self::Pair(key.into(), Yaml::Plain(word.to_string()))
    }

    /// A reference to a named part of the document.
    pub fn reference(kind: &str, name: &str) -> Self {
        Self::Pair(
            "$ref".into(),
            Yaml::Plain(format!("'#/components/{kind}/{name}'")),
        )
    }

    /// What a person has to decide.
    pub fn decide(what: impl AsRef<str>) -> Self {
        Self::Note(format!("decide: {}", what.as_ref()))
    }
}

impl Yaml {
    /// A JSON value.
    pub fn of(value: &Value) -> Self {
        match value {
            Value::String(text) => Self::Text(text.clone()),
            Value::Array(items) if items.iter().all(|item| !is_structure(item)) => {
                Self::Row(items.iter().map(Self::of).collect())
            }
            Value::Array(items) => Self::List(items.iter().map(Self::of).collect()),
            Value::Object(map) => Self::Map(
                map.iter()
                    .map(|(key, value)| Item::pair(key, Self::of(value)))
                    .collect(),
            ),
            other => Self::Plain(other.to_string()),
        }
    }

    /// The items of a mapping, printed from this indentation on.
    pub fn lines(items: &[Item], indent: usize) -> Vec<String> {
        let mut out = Vec::new();
        map(items, indent, &mut out);
        out
    }
}

fn is_note(item: &Item) -> bool {
    matches!(item, Item::Note(_))
}

fn is_structure(value: &Value) -> bool {
    matches!(value, Value::Array(_) | Value::Object(_))
}

fn map(items: &[Item], indent: usize, out: &mut Vec<String>) {
    let margin = " ".repeat(indent);
    for item in items {
        match item {
            Item::Note(note) => {
                for line in wrapped(note, WIDTH) {
                    out.push(format!("{margin}# {line}"));
                }
            }
            Item::Lines(lines) => out.extend(lines.iter().map(|line| {
                if line.is_empty() {
                    String::new()
                } else {
                    format!("{margin}{line}")
                }
            })),
            Item::Pair(key, value) => pair(&key_text(key), value, indent, out),
        }
    }
}

fn pair(key: &str, value: &Yaml, indent: usize, out: &mut Vec<String>) {
    let margin = " ".repeat(indent);
    match value {
        // Comments about what could have stood there.
        Yaml::Map(items) if !items.is_empty() && items.iter().all(is_note) => {
            map(items, indent, out);
        }
        Yaml::Map(items) if !items.is_empty() => {
            out.push(format!("{margin}{key}:"));
            map(items, indent + 2, out);
        }
        Yaml::List(items) if !items.is_empty() => {
            out.push(format!("{margin}{key}:"));
            for item in items {
                element(item, indent + 2, out);
            }
        }
        Yaml::Row(items) if row(items).is_none_or(|row| indent + key.len() + row.len() > 100) => {
            out.push(format!("{margin}{key}:"));
            for item in items {
                element(item, indent + 2, out);
            }
        }
        Yaml::Prose(prose) if prose.contains('\n') || prose.chars().count() > 110 => {
            out.push(format!("{margin}{key}: |-"));
            for paragraph in prose.split('\n') {
                if paragraph.is_empty() {
                    out.push(String::new());
                }
                for line in wrapped(paragraph, WIDTH) {
                    out.push(format!("{margin}  {line}"));
                }
            }
        }
        other => out.push(format!("{margin}{key}: {}", scalar(other))),
    }
}

/// An entry of a sequence.
fn element(value: &Yaml, indent: usize, out: &mut Vec<String>) {
    let margin = " ".repeat(indent);
    let start = out.len();
    match value {
        Yaml::Map(items) if !items.iter().all(is_note) => {
            map(items, indent + 2, out);
        }
        Yaml::List(items) if !items.is_empty() => {
            for item in items {
                element(item, indent + 2, out);
            }
        }
        Yaml::Row(items) if row(items).is_none() => {
            for item in items {
                element(item, indent + 2, out);
            }
        }
        other => {
            out.push(format!("{margin}- {}", scalar(other)));
            return;
        }
    }
    // Comments keep their line; the dash stands before what follows them.
    for line in &mut out[start..] {
        let text = line.trim_start();
        if text.starts_with('#') {
            *line = format!("{margin}{text}");
            continue;
        }
        *line = format!("{margin}- {text}");
        break;
    }
}

fn row(items: &[Yaml]) -> Option<String> {
    let items: Option<Vec<String>> = items
        .iter()
        .map(|item| {
            let text = scalar(item);
            let quoted = text.starts_with(['"', '\'']);
            (quoted || !text.contains([',', '[', ']', '{', '}'])).then_some(text)
        })
        .collect();
    let row = format!("[{}]", items?.join(", "));
    (row.len() <= WIDTH).then_some(row)
}

fn scalar(value: &Yaml) -> String {
    match value {
        Yaml::Plain(text) => text.clone(),
        Yaml::Text(text) | Yaml::Prose(text) => quoted(text),
        Yaml::Map(_) => "{}".into(),
        Yaml::List(_) => "[]".into(),
        Yaml::Row(items) => row(items).unwrap_or_else(|| "[]".into()),
    }
}

/// Statuses are written in single quotes, as all over the documents.
fn key_text(key: &str) -> String {
    if key.len() == 3 && key.bytes().all(|b| b.is_ascii_digit()) {
        format!("'{key}'")
    } else {
        quoted(key)
    }
}

/// A text as a scalar: plain where no reader of YAML sees anything else in it.
pub fn quoted(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_hidden(c) => {
                let code = u32::from(c);
                if code > 0xffff {
                    out.push_str(&format!("\\U{code:08x}"));
                } else {
                    out.push_str(&format!("\\u{code:04x}"));
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Characters that nobody sees.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{a0}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202f}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}')
}

fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let odd_start = "-?:,[]{}#&*!|>'\"%@`=~".contains(first) || text.starts_with("<<");
    let odd_inside = text.contains(": ")
        || text.contains(" #")
        || text.ends_with(':')
        || text.starts_with("...")
        || text.trim() != text
        || text.chars().any(|c| is_hidden(c) || c == '\n');
    !odd_start && !odd_inside && !is_other_kind(text)
}

/// Whether some reader of YAML, of 1.1 or 1.2, takes it for a number, a truth value,
/// null or a date.
fn is_other_kind(text: &str) -> bool {
    const WORDS: [&str; 11] = [
        "null", "true", "false", "yes", "no", "on", "off", "y", "n", ".inf", ".nan",
    ];
    let lower = text.to_ascii_lowercase();
    let number = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c))
        && text
            .bytes()
            .all(|b| b.is_ascii_hexdigit() || b"+-._:xoTZ ".contains(&b));
    WORDS.contains(&lower.as_str()) || number
}

/// A sentence in lines of at most so many characters, unless a word is longer.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::*;
    use crate::document::Document;

    fn read(value: &Value) -> Value {
        let Yaml::Map(items) = Yaml::of(value) else {
            panic!("a mapping");
        };
        let text: String = Yaml::lines(&items, 0)
            .into_iter()
            .map(|line| line + "\n")
            .collect();
        match Document::parse("printed", text.clone()) {
            Ok(document) => document.value().clone(),
            Err(problems) => panic!("{}\n{text}", problems.render(false)),
        }
    }

    #[test]
    fn every_short_text_of_awkward_characters_is_read_back_as_it_was() {
        let letters: Vec<char> = "a1-?:#&*!|>'\"%@`{}[],~=. \n\t\\\u{85}\u{a0}\u{2028}ü<n+e"
            .chars()
            .collect();
        let mut texts = vec![String::new()];
        for a in &letters {
            texts.push(format!("{a}"));
            for b in &letters {
                texts.push(format!("{a}{b}"));
                for c in &letters {
                    texts.push(format!("{a}{b}{c}"));
                }
            }
        }
        for part in texts.chunks(2000) {
            let map: Map<String, Value> = part
                .iter()
                .map(|text| (format!("k{text}"), json!([text, {text: text}])))
                .collect();
            let value = Value::Object(map);
            assert_eq!(read(&value), value);
        }
    }

    #[test]
    fn words_that_mean_something_else_in_yaml_stay_texts() {
        let words = [
            "null",
            "Null",
            "~",
            "true",
            "False",
            "yes",
            "NO",
            "on",
            "off",
            "y",
            "N",
            "1",
            "-1",
            "0x1F",
            "1e5",
            "1_000",
            "1.5",
            ".5",
            ".inf",
            "12:30:45",
            "2026-04-04",
            "2026-01-20T12:34:56.789Z",
            "0o17",
            "+1",
            "<<",
            "=",
            "---",
            "...",
            "- a",
            "a: b",
            "a #b",
            "https://.mp3",
            "<title>",
            "user:777-mureka:1",
            "…",
        ];
        let value = json!({
            "words": words.to_vec(),
            "keys": words.map(|word| json!({word: word})).to_vec(),
        });
        assert_eq!(read(&value), value);
        for word in ["2026-04-04", "123", "true", "n"] {
            assert_eq!(quoted(word), format!("\"{word}\""));
        }
    }

    #[test]
    fn values_of_any_form_are_read_back_as_they_were() {
        let value = json!({
            "empty": {}, "none": [], "null": null, "deep": [[1, [2]], [{"a": [{"b": []}]}]],
            "list": [{"a": 1, "b": {"c": [true, 1.5]}}, {}, []],
            "long": vec!["a rather long text that does not fit"; 9],
        });
        assert_eq!(read(&value), value);
    }
}
