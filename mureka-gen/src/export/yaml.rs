//! YAML that every reader reads alike: of version 1.1 and of 1.2, strict and lax.
//!
//! Keys and short words stand plain. Whatever a reader could take for something else
//! – a date, a number, `on`, `~` – stands in double quotes, as JSON writes it; texts of
//! several lines stand as blocks.

use serde_json::Value;

use super::tree::Tree;

/// As many characters as a key may have in front of its colon.
const LONGEST_KEY: usize = 1_000;

/// The document as YAML.
pub fn to_yaml(tree: &Tree) -> String {
    let mut out = String::new();
    match tree {
        Tree::Map(map) if !map.is_empty() => {
            block(tree, 0, &mut out);
        }
        Tree::List(items) if !items.is_empty() => block(tree, 0, &mut out),
        _ => {
            out.push_str(inline(tree, 0).trim_start());
            out.push('\n');
        }
    }
    out
}

/// The entries or items of what is not empty, a line each.
fn block(tree: &Tree, indent: usize, out: &mut String) {
    let margin = " ".repeat(indent);
    match tree {
        Tree::Map(map) => {
            for (key, value) in map {
                out.push_str(&margin);
                entry(key, value, indent, out);
            }
        }
        Tree::List(items) => {
            for item in items {
                out.push_str(&margin);
                out.push('-');
                match item {
                    // The first key of an object stands beside the dash.
                    Tree::Map(map) if !map.is_empty() => {
                        for (index, (key, value)) in map.iter().enumerate() {
                            out.push_str(if index == 0 { " " } else { &margin });
                            out.push_str(if index == 0 { "" } else { "  " });
                            entry(key, value, indent + 2, out);
                        }
                    }
                    Tree::List(items) if !items.is_empty() => {
                        out.push('\n');
                        block(item, indent + 2, out);
                    }
                    _ => {
                        out.push_str(&inline(item, indent));
                        out.push('\n');
                    }
                }
            }
        }
        Tree::Scalar(_) => {}
    }
}

fn entry(key: &str, value: &Tree, indent: usize, out: &mut String) {
    let key = scalar(key);
    // Beyond that a key has to say that it is one.
    let is_long = key.chars().count() > LONGEST_KEY;
    if is_long {
        out.push_str("? ");
    }
    out.push_str(&key);
    if is_long {
        out.push('\n');
        out.push_str(&" ".repeat(indent));
    }
    out.push(':');
    let open = match value {
        Tree::Map(map) => !map.is_empty(),
        Tree::List(items) => !items.is_empty(),
        Tree::Scalar(_) => false,
    };
    if open {
        out.push('\n');
        block(value, indent + 2, out);
    } else {
        out.push_str(&inline(value, indent));
        out.push('\n');
    }
}

/// What follows on the line, with a blank in front; further lines of a text are
/// indented by two more than `indent`.
fn inline(tree: &Tree, indent: usize) -> String {
    match tree {
        Tree::Map(_) => " {}".to_owned(),
        Tree::List(_) => " []".to_owned(),
        Tree::Scalar(Value::String(text)) if is_block(text) => {
            let margin = " ".repeat(indent + 2);
            let (body, sign) = match text.strip_suffix('\n') {
                Some(body) => (body, ""),
                None => (text.as_str(), "-"),
            };
            let lines = body.split('\n').map(|line| {
                if line.is_empty() {
                    "\n".to_owned()
                } else {
                    format!("\n{margin}{line}")
                }
            });
            format!(" |{sign}{}", lines.collect::<String>())
        }
        Tree::Scalar(Value::String(text)) => format!(" {}", scalar(text)),
        Tree::Scalar(value) => format!(" {value}"),
    }
}

/// A text of several lines that comes back as it was out of a block: with at most one
/// line end at the end, no blanks at the start or at the end of lines where readers
/// differ, and nothing that cannot be printed.
fn is_block(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    body.contains('\n')
        && !body.starts_with(['\n', ' '])
        && !body.ends_with('\n')
        && !body
            .split('\n')
            .any(|line| line.ends_with(' ') || line.starts_with("---") || line.starts_with("..."))
        && body.chars().all(|c| c == '\n' || is_printed(c))
}

/// Printed by every reader, and no end of a line to any.
fn is_printed(c: char) -> bool {
    !c.is_control()
        && !matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

/// A text of one line, plain or quoted.
fn scalar(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if is_printed(c) => out.push(c),
            c => out.push_str(&format!("\\u{:04x}", u32::from(c))),
        }
    }
    out.push('"');
    out
}

/// Words, paths and sentences that cannot be anything but text.
fn is_plain(text: &str) -> bool {
    // A number, a date or an octal starts with a digit, a sign or a dot.
    let starts =
        text.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '_' | '$'));
    // Words of YAML 1.1, in any case.
    let word = matches!(
        text.to_ascii_lowercase().as_str(),
        "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false" | "null" | "nan" | "inf"
    );
    // A number without a digit in front, to some: `e1`.
    let power = text.strip_prefix(['e', 'E']).is_some_and(|rest| {
        let digits = rest.strip_prefix(['-', '+']).unwrap_or(rest);
        digits.chars().all(|c| c.is_ascii_digit())
    });
    starts
        && !word
        && !power
        && text.chars().all(is_printed)
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::Document;
    use crate::export::tree::Map;

    fn back(tree: &Tree) -> Value {
        let text = to_yaml(tree);
        let read = Document::parse("it.yaml", text.as_str());
        read.unwrap_or_else(|error| panic!("{text:?}\n{}", error.render(false)))
            .value()
            .clone()
    }

    #[test]
    fn a_text_is_quoted_where_a_reader_could_take_it_for_something_else() {
        for text in [
            "1",
            "-1",
            "+1",
            "1.0",
            ".5",
            "1e5",
            "e5",
            "E-5",
            "0x10",
            "0o7",
            "1_000",
            "12:30:45",
            "2026-01-20",
            "true",
            "True",
            "NO",
            "on",
            "Off",
            "y",
            "n",
            "null",
            "~",
            "",
            " a",
            "a ",
            "a: b",
            "a #b",
            "#a",
            "- a",
            "-",
            "? a",
            "!a",
            "&a",
            "*a",
            "@a",
            "`a",
            "%a",
            "|",
            ">",
            "{a",
            "[a",
            "]",
            "'a",
            "\"a",
            "a:",
            "<<",
            "=",
            ".nan",
            ".inf",
            "---",
            "...",
            "a\tb",
            "a\u{85}b",
            "a\u{2028}b",
            "\u{feff}a",
            "a\u{7f}",
        ] {
            let written = scalar(text);
            assert!(written.starts_with('"'), "{text:?} is written {written}");
            assert_eq!(
                back(&Tree::object([("k", text.into())])),
                json!({"k": text})
            );
            assert_eq!(
                back(&Tree::object([(text, "v".into())])),
                json!({text: "v"})
            );
        }
    }

    #[test]
    fn words_and_sentences_stand_as_they_are() {
        for text in [
            "songs",
            "Song",
            "$ref",
            "/v1/files/",
            "application/json",
            "x-mureka-cost",
            "An id, either a number or a text; it's sent back.",
            "https://example.com/a#b",
            "Generate \u{e9}t\u{e9} `V9` (the default)",
            "V7.6",
        ] {
            assert_eq!(scalar(text), text);
            assert_eq!(
                back(&Tree::object([("k", text.into())])),
                json!({"k": text})
            );
        }
    }

    #[test]
    fn texts_of_several_lines_are_blocks() {
        let tree = Tree::object([(
            "a",
            Tree::List(vec!["one\n\n  two".into(), "x\ny\n".into()]),
        )]);
        assert_eq!(
            to_yaml(&tree),
            "a:\n  - |-\n    one\n\n      two\n  - |\n    x\n    y\n"
        );
        assert_eq!(back(&tree), json!({"a": ["one\n\n  two", "x\ny\n"]}));
    }

    #[test]
    fn lists_and_objects_in_each_other_come_back() {
        let value = json!({"a": [[1, [2]], [], {}, {"b": [{"c": null, "d": {"e": []}}]}, "f"]});
        assert_eq!(back(&Tree::from(value.clone())), value);
    }

    #[test]
    fn a_key_longer_than_readers_look_for_its_colon_says_that_it_is_a_key() {
        let long = "k".repeat(1_001);
        let inside = json!([{long.clone(): {"b": 1}, "l": 2}, {long.clone(): "d\ne", "l": 3}]);
        let tree = Tree::object([("a", inside.clone().into()), (&long, "g".into())]);
        let text = to_yaml(&tree);
        assert!(
            text.contains(&format!("\n  - ? {long}\n    :\n      b: 1\n")),
            "{text}"
        );
        assert!(text.contains(&format!("\n? {long}\n: g\n")), "{text}");
        assert_eq!(back(&tree), json!({"a": inside, long: "g"}));
    }

    fn trees() -> impl Strategy<Value = Tree> {
        let text = prop_oneof![
            any::<String>(),
            "[ \t\n:#a-]{0,8}",
            "[a-z \n]{0,20}",
            "[-+.0-9eExo:_]{1,6}",
        ];
        let leaf = prop_oneof![
            text.clone().prop_map(Tree::from),
            any::<i64>().prop_map(|number| Tree::Scalar(number.into())),
            any::<bool>().prop_map(Tree::from),
            Just(Tree::Scalar(Value::Null)),
        ];
        leaf.prop_recursive(4, 24, 4, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Tree::List),
                prop::collection::vec((text.clone(), inner), 0..4)
                    .prop_map(|entries| Tree::Map(entries.into_iter().collect::<Map>())),
            ]
        })
    }

    proptest! {
        #[test]
        fn whatever_is_written_comes_back(tree in trees()) {
            // A document is an object; what is in it may be anything.
            let tree = Tree::object([("it", tree)]);
            prop_assert_eq!(back(&tree), tree.to_value());
        }
    }
}
