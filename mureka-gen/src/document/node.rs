//! The tree that a document is read into: values, and where each stands.

use std::collections::HashMap;
use std::ops::Range;

use serde_json::{Map, Value};

/// A value of the document and the bytes it was read from.
#[derive(Debug, Clone)]
pub struct Node {
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    /// What stands there.
    pub data: Data,
}

/// The three kinds of YAML values.
#[derive(Debug, Clone)]
pub enum Data {
    /// Null, a boolean, a number or a text.
    Scalar(Value),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, in the order of the text.
    Map(Mapping),
}

/// A mapping: its entries in the order of the text, and each by its key.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    entries: Vec<Entry>,
    by_key: HashMap<String, usize>,
}

impl Mapping {
    /// Whether the key is new; if not, the later entry is the one that is found.
    pub(super) fn announce(&mut self, key: &str) -> bool {
        let at = self.entries.len();
        self.by_key.insert(key.to_owned(), at).is_none()
    }

    /// Puts the entry of the key that was announced last.
    pub(super) fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// The entries in the order of the text.
    pub fn iter(&self) -> std::slice::Iter<'_, Entry> {
        self.entries.iter()
    }

    /// The entry of that key.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.get(*self.by_key.get(key)?)
    }
}

impl<'a> IntoIterator for &'a Mapping {
    type Item = &'a Entry;
    type IntoIter = std::slice::Iter<'a, Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// A key of a mapping with its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands, in bytes.
    pub key_span: Range<usize>,
    /// The value.
    pub node: Node,
}

impl Node {
    /// The plain JSON value of this node.
    pub fn to_value(&self) -> Value {
        match &self.data {
            Data::Scalar(value) => value.clone(),
            Data::List(items) => Value::Array(items.iter().map(Node::to_value).collect()),
            Data::Map(entries) => {
                let map: Map<String, Value> = entries
                    .iter()
                    .map(|entry| (entry.key.clone(), entry.node.to_value()))
                    .collect();
                Value::Object(map)
            }
        }
    }

    /// The entry or item of that name or index.
    pub fn child(&self, token: &str) -> Option<(&Node, Option<&Range<usize>>)> {
        match &self.data {
            Data::Scalar(_) => None,
            Data::List(items) => items.get(token.parse::<usize>().ok()?).map(|n| (n, None)),
            Data::Map(entries) => entries
                .get(token)
                .map(|entry| (&entry.node, Some(&entry.key_span))),
        }
    }
}
