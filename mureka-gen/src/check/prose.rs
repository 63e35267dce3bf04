//! Texts: what the document says in words becomes documentation of the code, and
//! what it names becomes literals. Neither may break out of its place.

use serde_json::{Map, Value};

use super::plain;
use super::walk::{Keys, walk};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Document, escape};

pub fn check(document: &Document, diagnostics: &mut Diagnostics) {
    walk(document.value(), &mut |at, map, keys| {
        if !diagnostics.is_full() {
            mapping(document, at, map, keys, diagnostics);
        }
    });
}

fn mapping(
    document: &Document,
    at: &str,
    map: &Map<String, Value>,
    keys: Keys,
    diagnostics: &mut Diagnostics,
) {
    let mut refuse = |pointer: String, rule: &'static str, message: String, remedy: &str| {
        diagnostics.push(document, Diagnostic::new(rule, pointer, message, remedy));
    };
    for (key, value) in map {
        let pointer = || format!("{at}/{}", escape(key));
        if key.chars().any(is_hidden) {
            refuse(
                pointer(),
                "control-character",
                format!("the name {key:?} holds a character that nobody sees"),
                "write the name without it",
            );
        }
        let word = keys == Keys::Words;
        let description = word && key == "description";
        let data = word && matches!(key.as_str(), "example" | "value" | "default");
        // Data keeps whatever it holds; everything else may become a literal in code.
        let texts = match value {
            Value::Array(items) if !data => items.as_slice(),
            Value::String(_) if !data => std::slice::from_ref(value),
            _ => &[],
        };
        let hidden = |c: char| is_hidden(c) && !(description && matches!(c, '\n' | '\t'));
        for text in texts.iter().filter_map(Value::as_str) {
            if text.trim_end_matches('\n').chars().any(hidden) {
                let shown = plain(&text.escape_debug().to_string().into());
                refuse(
                    pointer(),
                    "control-character",
                    format!("{shown} holds a character that nobody sees"),
                    "write the text without it; only a `description` has several lines",
                );
            }
        }
        let documentation = word
            && match key.as_str() {
                "description" | "summary" => true,
                "title" => at == "/info",
                _ => false,
            };
        if documentation
            && let Some(text) = value.as_str()
            && let Some((message, remedy)) = text.lines().find_map(unclear)
        {
            refuse(pointer(), "prose", message, remedy);
        }
    }
}

/// Control characters, and those that change the direction of text or have no width:
/// the compiler refuses some of them, and no reviewer sees the others.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Why a line is not what it looks like once it is documentation of code.
fn unclear(line: &str) -> Option<(String, &'static str)> {
    let text = line.trim();
    if text.starts_with("```") || text.starts_with("~~~") {
        return Some((
            "a block of code would be compiled as an example".into(),
            "say it in a sentence, code in single backticks",
        ));
    }
    if line.starts_with("    ") || line.starts_with('\t') {
        return Some((
            "an indented line would be compiled as an example".into(),
            "start lines at the margin",
        ));
    }
    let mut parts = line.split('`');
    if parts.clone().count().is_multiple_of(2) {
        return Some((
            "a backtick of this line has no other".into(),
            "names in backticks, both on one line",
        ));
    }
    while let Some(outside) = parts.next() {
        parts.next();
        let tag = outside.match_indices('<').any(|(at, _)| {
            outside[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c))
        });
        let found = if outside.contains("://") {
            "an address"
        } else if outside.contains(['[', ']']) {
            "a square bracket"
        } else if tag {
            "an angle bracket"
        } else {
            continue;
        };
        return Some((
            format!("{found} outside of backticks becomes a link or a tag"),
            "put it in backticks",
        ));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::unclear;

    #[test]
    fn plain_sentences_pass_and_markup_does_not() {
        for line in [
            "Between 1 < n and 3 > m, see `<b>` and `Vec<[u8]>`.",
            "*/ \"quoted\" {braces} # hash \\ back",
            "- a list",
            "",
        ] {
            assert!(unclear(line).is_none(), "{line}");
        }
        for line in [
            "```json",
            "    let x = 1;",
            "\tx",
            "one ` backtick",
            "see [Song]",
            "a <b>tag</b>",
            "at https://example.com",
        ] {
            assert!(unclear(line).is_some(), "{line}");
        }
    }
}
