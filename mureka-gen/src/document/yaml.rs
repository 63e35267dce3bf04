//! YAML into a tree that remembers where everything stands.
//!
//! One parse gives both the values and the positions, refuses duplicate keys and
//! anchors, and has bounds, so that no input can hang or overflow it.

use std::ops::Range;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle};
use serde_json::{Number, Value};

use super::node::{Data, Entry, Mapping, Node};

/// Deepest nesting accepted. The documents of this project reach 20.
const MAX_DEPTH: usize = 64;
/// Most nodes accepted. The larger document of this project has about 15,000; one of 1,600
/// operations, with which the generator is measured, some 300,000.
const MAX_NODES: usize = 500_000;

/// Why a text is not a document, and where.
#[derive(Debug)]
pub struct Refusal {
    pub rule: &'static str,
    pub message: String,
    pub span: Range<usize>,
    pub remedy: &'static str,
}

/// Reads one YAML document. Every problem that does not stop the parser is
/// collected, so that one run reports all of them.
pub fn parse(text: &str) -> Result<Node, Vec<Refusal>> {
    let mut builder = Builder {
        offsets: Offsets::of(text),
        open: Vec::new(),
        root: None,
        nodes: 0,
        refusals: Vec::new(),
    };
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => {
                let span = builder.offsets.bytes(span.start)..builder.offsets.bytes(span.end);
                if let Err(refusal) = builder.take(event, span) {
                    builder.refusals.push(refusal);
                    break;
                }
            }
            Err(error) => {
                let at = builder.offsets.bytes(*error.marker());
                builder.refusals.push(Refusal {
                    rule: "not-yaml",
                    message: format!("this is not YAML: {}", error.info()),
                    span: at..at,
                    remedy: "correct the YAML at this place; what follows was not read",
                });
                break;
            }
        }
    }
    if !builder.refusals.is_empty() {
        return Err(builder.refusals);
    }
    builder.root.ok_or_else(|| {
        vec![Refusal {
            rule: "empty-document",
            message: "the document is empty".into(),
            span: 0..0,
            remedy: "start from a copy of spec/cloudsway.yaml",
        }]
    })
}

/// The parser counts characters; editors and snippets need bytes.
struct Offsets {
    /// Byte offset of every character, only where the text is not ASCII.
    bytes: Option<Vec<usize>>,
    len: usize,
}

impl Offsets {
    fn of(text: &str) -> Self {
        let bytes = (!text.is_ascii()).then(|| text.char_indices().map(|(i, _)| i).collect());
        Self {
            bytes,
            len: text.len(),
        }
    }

    fn bytes(&self, marker: Marker) -> usize {
        match &self.bytes {
            None => marker.index().min(self.len),
            Some(bytes) => bytes.get(marker.index()).copied().unwrap_or(self.len),
        }
    }
}

struct Builder {
    offsets: Offsets,
    open: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
    refusals: Vec<Refusal>,
}

struct Open {
    start: usize,
    kind: OpenKind,
}

enum OpenKind {
    List(Vec<Node>),
    Map {
        mapping: Mapping,
        key: Option<(String, Range<usize>)>,
    },
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: Range<usize>) -> Result<(), Refusal> {
        match event {
            Event::DocumentStart(_) if self.root.is_some() => Err(Refusal {
                rule: "several-documents",
                message: "a second YAML document starts here".into(),
                span,
                remedy: "keep one document per file",
            }),
            Event::Alias(_) => Err(Refusal {
                rule: "alias",
                message: "YAML anchors and aliases are not used in these documents".into(),
                span,
                remedy: "name the shape under `components` and refer to it with `$ref`",
            }),
            Event::Scalar(text, style, _, tag) => {
                // A key is its text: `1e3` is not the key `1000.0`.
                let is_key = matches!(
                    self.open.last(),
                    Some(Open {
                        kind: OpenKind::Map { key: None, .. },
                        ..
                    })
                );
                let value = if style == ScalarStyle::Plain && tag.is_none() && !is_key {
                    resolve(&text)
                } else {
                    Value::String(text.into_owned())
                };
                self.put(Node {
                    span,
                    data: Data::Scalar(value),
                })
            }
            Event::SequenceStart(..) => self.open(span.start, OpenKind::List(Vec::new()), span),
            Event::MappingStart(..) => self.open(
                span.start,
                OpenKind::Map {
                    mapping: Mapping::default(),
                    key: None,
                },
                span,
            ),
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(open) = self.open.pop() else {
                    return Ok(());
                };
                let data = match open.kind {
                    OpenKind::List(items) => Data::List(items),
                    OpenKind::Map { mapping, .. } => Data::Map(mapping),
                };
                self.put(Node {
                    span: open.start..span.end.max(open.start),
                    data,
                })
            }
            _ => Ok(()),
        }
    }

    fn open(&mut self, start: usize, kind: OpenKind, span: Range<usize>) -> Result<(), Refusal> {
        if self.open.len() >= MAX_DEPTH {
            return Err(Refusal {
                rule: "too-deep",
                message: format!("nested more than {MAX_DEPTH} levels deep"),
                span,
                remedy: "move inner shapes to `components` and refer to them with `$ref`",
            });
        }
        if let Some(Open {
            kind: OpenKind::Map { key: None, .. },
            ..
        }) = self.open.last()
        {
            return Err(Refusal {
                rule: "key-not-text",
                message: "a key of a mapping is a mapping or a list".into(),
                span,
                remedy: "use plain text as the key",
            });
        }
        self.open.push(Open { start, kind });
        Ok(())
    }

    fn put(&mut self, node: Node) -> Result<(), Refusal> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(Refusal {
                rule: "too-large",
                message: format!("more than {MAX_NODES} values in one document"),
                span: node.span,
                remedy: "split the document",
            });
        }
        match self.open.last_mut().map(|open| &mut open.kind) {
            None => self.root = Some(node),
            Some(OpenKind::List(items)) => items.push(node),
            Some(OpenKind::Map { mapping, key }) => match key.take() {
                Some((name, key_span)) => mapping.push(Entry {
                    key: name,
                    key_span,
                    node,
                }),
                None => {
                    let name = match node.data {
                        Data::Scalar(Value::String(text)) => text,
                        Data::Scalar(other) => other.to_string(),
                        // Refused in `open`.
                        Data::List(_) | Data::Map(_) => String::new(),
                    };
                    if !mapping.announce(&name) {
                        self.refusals.push(Refusal {
                            rule: "duplicate-key",
                            message: format!("`{name}` stands twice in this mapping"),
                            span: node.span.clone(),
                            remedy: "keep one of the two; YAML readers silently drop the other",
                        });
                    }
                    *key = Some((name, node.span));
                }
            },
        }
        Ok(())
    }
}

/// Plain scalars by YAML's core schema.
fn resolve(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let numeric = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    if numeric && digits.bytes().any(|b| b.is_ascii_digit()) {
        if digits.bytes().all(|b| b.is_ascii_digit()) {
            // Leading zeros would silently lose their zeros: keep such as text.
            if digits.len() > 1 && digits.starts_with('0') {
                return Value::String(text.into());
            }
            let text = text.strip_prefix('+').unwrap_or(text);
            if let Ok(number) = text.parse::<i64>() {
                return number.into();
            }
            if let Ok(number) = text.parse::<u64>() {
                return number.into();
            }
            return Value::String(text.into());
        }
        let floaty = digits
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-'));
        if floaty
            && digits.matches('.').count() <= 1
            && let Ok(number) = text.parse::<f64>()
            && let Some(number) = Number::from_f64(number)
        {
            return Value::Number(number);
        }
    }
    Value::String(text.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn plain_scalars_follow_the_core_schema() {
        for (text, value) in [
            ("~", json!(null)),
            ("true", json!(true)),
            ("12", json!(12)),
            ("998877665544332211", json!(998_877_665_544_332_211_i64)),
            ("18446744073709551615", json!(u64::MAX)),
            ("99999999999999999999", json!("99999999999999999999")),
            ("1.5", json!(1.5)),
            ("1.1.1", json!("1.1.1")),
            ("1...1", json!("1...1")),
            ("V7.6", json!("V7.6")),
            ("00:24", json!("00:24")),
            ("2026-01-20", json!("2026-01-20")),
            ("007", json!("007")),
            ("-", json!("-")),
            ("yes", json!("yes")),
            ("e5", json!("e5")),
        ] {
            assert_eq!(resolve(text), value, "{text}");
        }
    }

    #[test]
    fn quoted_scalars_stay_text() {
        let node = parse("a: '1'\nb: \"true\"").unwrap();
        assert_eq!(node.to_value(), json!({"a": "1", "b": "true"}));
    }

    #[test]
    fn every_duplicate_key_is_reported() {
        let refusals = parse("a: 1\na: 2\nb: {c: 1, c: 2}").unwrap_err();
        let rules: Vec<_> = refusals.iter().map(|r| r.rule).collect();
        assert_eq!(rules, ["duplicate-key", "duplicate-key"]);
    }

    #[test]
    fn positions_are_bytes_even_behind_other_letters() {
        let text = "a: ü\nb: xyz";
        let node = parse(text).unwrap();
        let (b, key) = node.child("b").unwrap();
        assert_eq!(&text[b.span.clone()], "xyz");
        assert_eq!(&text[key.unwrap().clone()], "b");
    }
}
