//! Decoding JSON, and telling where it failed.
//!
//! The place is found from the line and column of the error and the text, after
//! a failure. Decoding costs nothing more for it, and no type is compiled for a
//! second deserializer that would track the path.

use std::fmt;

use serde::de::DeserializeOwned;

/// Decodes a JSON text.
pub fn decode<T: DeserializeOwned>(text: &[u8]) -> Result<T, Problem> {
    let text = without_mark(text);
    serde_json::from_slice(text).map_err(|error| Problem::new(text, &error))
}

/// A text without the byte order mark that some servers put before it.
pub fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text)
}

/// Why a JSON text does not decode, and where.
#[derive(Debug, PartialEq, Eq)]
pub struct Problem {
    /// Like `songs[1].feed_id`; empty for the text as a whole.
    pub path: String,
    /// What was found and what was expected there, without texts of the answer.
    pub message: String,
}

impl Problem {
    /// From an error, and the text it comes from.
    pub fn new(text: &[u8], error: &serde_json::Error) -> Self {
        let full = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let message = without_texts(full.strip_suffix(&place).unwrap_or(&full));

        let at = offset(text, error.line(), error.column());
        let mut steps = steps_to(&text[..at]);
        // An array where something else was expected: serde_json stops behind its
        // bracket, but the array is the place, and not its first element.
        let opened = text[..at].trim_ascii_end().ends_with(b"[");
        if opened && message.contains("type: sequence") && text.get(at) != Some(&b'[') {
            steps.pop();
        }
        let mut path = join(&steps);

        // A problem inside of a problem: JSON in a string, or one variant of a union.
        let Some((inner, message)) = split(&message) else {
            return Self { path, message };
        };
        if !path.is_empty() && !inner.is_empty() && !inner.starts_with('[') {
            path.push('.');
        }
        path.push_str(inner);
        Self {
            path,
            message: message.to_owned(),
        }
    }
}

/// The form that [`split`] reads; serde errors can carry nothing but text.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.path, self.message)
    }
}

fn split(message: &str) -> Option<(&str, &str)> {
    message.strip_prefix('`')?.split_once("`: ")
}

/// serde quotes the string it did not want, which may be a secret.
fn without_texts(message: &str) -> String {
    const START: &str = "string \"";
    const END: &str = "\", expected ";
    match (message.find(START), message.rfind(END)) {
        (Some(start), Some(end)) if start + START.len() <= end => {
            let quoted = start + "string".len();
            format!("{}{}", &message[..quoted], &message[end + 1..])
        }
        _ => message.to_owned(),
    }
}

/// One object or array around the place.
enum Step {
    Key(String),
    Index(usize),
}

/// How many bytes were read at a line and column.
fn offset(text: &[u8], line: usize, column: usize) -> usize {
    let before: usize = text
        .split_inclusive(|byte| *byte == b'\n')
        .take(line.saturating_sub(1))
        .map(<[u8]>::len)
        .sum();
    (before + column).min(text.len())
}

/// The way down to the value that is being read at the end of the text.
fn steps_to(text: &[u8]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut at = 0;
    // The last whole string; it is a key once a colon follows.
    let mut last = String::new();
    while let Some(&byte) = text.get(at) {
        at += 1;
        match byte {
            b'"' => {
                let end = string_end(text, at);
                last = String::from_utf8_lossy(&text[at..end]).into_owned();
                at = end + 1;
            }
            b'{' => steps.push(Step::Key(String::new())),
            b'[' => steps.push(Step::Index(0)),
            b'}' | b']' => {
                steps.pop();
            }
            b':' => {
                if let Some(Step::Key(key)) = steps.last_mut() {
                    *key = std::mem::take(&mut last);
                }
            }
            b',' => match steps.last_mut() {
                Some(Step::Index(index)) => *index += 1,
                Some(Step::Key(key)) => key.clear(),
                None => {}
            },
            _ => {}
        }
    }
    steps
}

/// The index of the quote that ends the string starting at `at`, or of the end of the text.
fn string_end(text: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = text.get(at) {
        match byte {
            b'"' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}

fn join(steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Index(index) => {
                path.push('[');
                path.push_str(&index.to_string());
                path.push(']');
            }
            // Between two entries of an object: the object is the place.
            Step::Key(key) if key.is_empty() => {}
            Step::Key(key) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
            }
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;
    use crate::JsonString;

    #[derive(Debug, Deserialize)]
    struct Song {
        #[allow(dead_code)]
        feed_id: i64,
    }

    fn path_of<T: DeserializeOwned>(text: &str) -> String {
        decode::<T>(text.as_bytes()).err().unwrap().path
    }

    #[test]
    fn names_the_value_that_does_not_fit() {
        type Page = BTreeMap<String, Vec<Song>>;
        for (text, path) in [
            (
                r#"{"songs":[{"feed_id":1},{"feed_id":{}}]}"#,
                "songs[1].feed_id",
            ),
            (
                r#"{"songs":[{"feed_id":1},{"feed_id":"x"}]}"#,
                "songs[1].feed_id",
            ),
            (
                r#"{"songs":[{"feed_id":1},{"feed_id":[]},{}]}"#,
                "songs[1].feed_id",
            ),
            (
                "{\"songs\": [\n  {\"feed_id\": 1},\n  {\"feed_id\": null}\n]}",
                "songs[1].feed_id",
            ),
            (
                r#"{"songs":[{"a\"},{":1,"feed_id":true}]}"#,
                "songs[0].feed_id",
            ),
            (r#"{"songs":7}"#, "songs"),
            (r#"{"songs":[{"feed_id":1},"#, "songs[1]"),
            (r#"{"songs":[{"feed_id":1},{}]}"#, "songs[1]"),
            (r#"{"songs":[[],{}]}"#, "songs[0]"),
            ("[]", ""),
            ("[1]", ""),
            ("", ""),
            ("<html>", ""),
        ] {
            assert_eq!(path_of::<Page>(text), path, "{text}");
        }
    }

    #[test]
    fn goes_on_into_json_inside_of_strings() {
        type Job = BTreeMap<String, JsonString<Vec<Song>>>;
        let text = r#"{"a":"[]","b":"[{\"feed_id\":\"secret\"}]","c":"[]"}"#;
        let problem = decode::<Job>(text.as_bytes()).err().unwrap();
        assert_eq!(problem.path, "b[0].feed_id");
        assert_eq!(problem.message, "invalid type: string, expected i64");
    }

    #[test]
    fn the_message_holds_no_text_of_the_answer() {
        for text in [r#""hunter2""#, r#""a\", expected b""#] {
            let problem = decode::<i64>(text.as_bytes()).unwrap_err();
            assert_eq!(problem.message, "invalid type: string, expected i64");
        }
        let problem = decode::<i64>(b"{}").unwrap_err();
        assert_eq!(problem.message, "invalid type: map, expected i64");
    }
}
