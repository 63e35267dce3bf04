//! A document as a value that keeps the order of its keys.

use indexmap::IndexMap;
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::document::{Data, Node, escape, unescape};

/// The entries of an object.
pub type Map = IndexMap<String, Tree>;

/// A JSON value whose objects are in an order of their own.
#[derive(Debug, Clone, PartialEq)]
pub enum Tree {
    /// Null, a boolean, a number or a text.
    Scalar(Value),
    /// A list.
    List(Vec<Tree>),
    /// An object.
    Map(Map),
}

impl Tree {
    /// The value of a node, keys in the order of the text.
    pub fn of(node: &Node) -> Self {
        match &node.data {
            Data::Scalar(value) => Self::Scalar(value.clone()),
            Data::List(items) => Self::List(items.iter().map(Self::of).collect()),
            Data::Map(entries) => Self::Map(
                entries
                    .iter()
                    .map(|entry| (entry.key.clone(), Self::of(&entry.node)))
                    .collect(),
            ),
        }
    }

    /// An object with these entries.
    pub fn object<const N: usize>(entries: [(&str, Self); N]) -> Self {
        Self::Map(entries.map(|(key, value)| (key.to_owned(), value)).into())
    }

    /// An object with nothing in it.
    pub fn empty() -> Self {
        Self::Map(Map::new())
    }

    /// A reference to what stands at a JSON pointer.
    pub fn reference(pointer: &str) -> Self {
        Self::object([("$ref", Self::from(format!("#{pointer}")))])
    }

    /// A reference to a named schema.
    pub fn schema(name: &str) -> Self {
        Self::reference(&format!("/components/schemas/{}", escape(name)))
    }

    /// The entry of that key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.map()?.get(key)
    }

    /// The entry of that key, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        self.map_mut()?.get_mut(key)
    }

    /// The entries of an object.
    pub fn map(&self) -> Option<&Map> {
        match self {
            Self::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The entries of an object, to be changed.
    pub fn map_mut(&mut self) -> Option<&mut Map> {
        match self {
            Self::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The entries of an object; none of anything else.
    pub fn entries(&self) -> impl Iterator<Item = (&String, &Self)> {
        self.map().into_iter().flatten()
    }

    /// The entries of an object, to be changed; none of anything else.
    pub fn entries_mut(&mut self) -> impl Iterator<Item = (&String, &mut Self)> {
        self.map_mut().into_iter().flatten()
    }

    /// The items of a list; none of anything else.
    pub fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// A text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Scalar(Value::String(text)) => Some(text),
            _ => None,
        }
    }

    /// The text under a key.
    pub fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key)?.text()
    }

    /// Whether this is `true`.
    pub fn is_true(&self) -> bool {
        *self == Self::Scalar(Value::Bool(true))
    }

    /// What stands at a JSON pointer.
    pub fn at(&self, pointer: &str) -> Option<&Self> {
        pointer
            .split('/')
            .skip(1)
            .try_fold(self, |tree, token| match tree {
                Self::Map(map) => map.get(&unescape(token)),
                Self::List(items) => items.get(token.parse::<usize>().ok()?),
                Self::Scalar(_) => None,
            })
    }

    /// Follows `$ref` inside this document until something else stands there.
    pub fn follow<'a>(&'a self, tree: &'a Self) -> Option<&'a Self> {
        let mut tree = tree;
        for _ in 0..32 {
            match tree.text_of("$ref") {
                None => return Some(tree),
                Some(reference) => tree = self.at(reference.strip_prefix('#')?)?,
            }
        }
        None
    }

    /// As a plain value, in which the order is lost.
    pub fn to_value(&self) -> Value {
        match self {
            Self::Scalar(value) => value.clone(),
            Self::List(items) => items.iter().map(Self::to_value).collect(),
            Self::Map(map) => map
                .iter()
                .map(|(key, value)| (key.clone(), value.to_value()))
                .collect::<serde_json::Map<_, _>>()
                .into(),
        }
    }

    /// As indented JSON with a line end.
    pub fn to_json(&self) -> String {
        // Texts, numbers and lists of them: there is nothing that JSON could not hold.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

impl From<&str> for Tree {
    fn from(text: &str) -> Self {
        Self::Scalar(text.into())
    }
}

impl From<String> for Tree {
    fn from(text: String) -> Self {
        Self::Scalar(text.into())
    }
}

impl From<bool> for Tree {
    fn from(value: bool) -> Self {
        Self::Scalar(value.into())
    }
}

impl From<Value> for Tree {
    fn from(value: Value) -> Self {
        match value {
            Value::Array(items) => Self::List(items.into_iter().map(Self::from).collect()),
            Value::Object(map) => Self::Map(
                map.into_iter()
                    .map(|(key, value)| (key, Self::from(value)))
                    .collect(),
            ),
            scalar => Self::Scalar(scalar),
        }
    }
}

impl FromIterator<Tree> for Tree {
    fn from_iter<I: IntoIterator<Item = Tree>>(items: I) -> Self {
        Self::List(items.into_iter().collect())
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Scalar(value) => value.serialize(serializer),
            Self::List(items) => serializer.collect_seq(items),
            Self::Map(map) => serializer.collect_map(map),
        }
    }
}
