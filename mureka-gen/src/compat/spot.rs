//! A value of one edition and where it stands.

use std::fmt::Write;

use serde_json::Value;

use super::finding::Place;
use crate::document::{Document, escape, unescape};

/// A value of a document, with its JSON pointer.
#[derive(Debug, Clone)]
pub struct Spot<'a> {
    pub document: &'a Document,
    pub value: &'a Value,
    pub pointer: String,
}

impl<'a> Spot<'a> {
    pub fn root(document: &'a Document) -> Self {
        Self {
            document,
            value: document.value(),
            pointer: String::new(),
        }
    }

    /// The value of a key, or the item of an index.
    pub fn get(&self, key: &str) -> Option<Self> {
        let value = match self.value {
            Value::Object(map) => map.get(key)?,
            Value::Array(items) => items.get(key.parse::<usize>().ok()?)?,
            _ => return None,
        };
        Some(Self {
            document: self.document,
            value,
            pointer: format!("{}/{}", self.pointer, escape(key)),
        })
    }

    /// What several keys lead to, one after the other.
    pub fn way(&self, keys: &[&str]) -> Option<Self> {
        keys.iter()
            .try_fold(self.clone(), |spot, key| spot.get(key))
    }

    /// What stands below it: entries in the order of the text, items in theirs.
    pub fn children(&self) -> Vec<(String, Self)> {
        let names: Vec<String> = match self.value {
            Value::Object(_) => self.keys(),
            Value::Array(items) => (0..items.len()).map(|index| index.to_string()).collect(),
            _ => Vec::new(),
        };
        let children = names.into_iter();
        children
            .filter_map(|name| Some((name.clone(), self.get(&name)?)))
            .collect()
    }

    /// The items of a list under a key; none where there is no list.
    pub fn items(&self, key: &str) -> Vec<Self> {
        match self.get(key) {
            Some(list) if list.value.is_array() => {
                list.children().into_iter().map(|(_, item)| item).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The entries of an object under a key; none where there is no object.
    pub fn entries(&self, key: &str) -> Vec<(String, Self)> {
        match self.get(key) {
            Some(map) if map.value.is_object() => map.children(),
            _ => Vec::new(),
        }
    }

    /// Its keys in the order of the text.
    pub fn keys(&self) -> Vec<String> {
        let keys = self.document.keys(&self.pointer);
        keys.into_iter().map(str::to_owned).collect()
    }

    pub fn text(&self, key: &str) -> Option<&'a str> {
        self.value.get(key).and_then(Value::as_str)
    }

    pub fn flag(&self, key: &str) -> bool {
        self.value.get(key).and_then(Value::as_bool) == Some(true)
    }

    /// The texts of a list under a key.
    pub fn texts(&self, key: &str) -> Vec<String> {
        let list = self.value.get(key).and_then(Value::as_array);
        let items = list.into_iter().flatten();
        items
            .filter_map(|item| item.as_str().map(str::to_owned))
            .collect()
    }

    /// What it refers to, in the end; itself where it refers to nothing.
    pub fn resolved(&self) -> Self {
        let mut spot = self.clone();
        for _ in 0..32 {
            let Some(pointer) = spot.text("$ref").and_then(|text| text.strip_prefix('#')) else {
                break;
            };
            let Some(value) = self.document.value().pointer(pointer) else {
                break;
            };
            spot.value = value;
            spot.pointer = pointer.to_owned();
        }
        spot
    }

    pub fn place(&self) -> Place {
        Place {
            file: self.document.name().to_owned(),
            pointer: self.pointer.clone(),
            line: self.document.line(&self.pointer),
        }
    }

    /// What people call it: `create_song status 429`, `CreateSong.prompt`.
    pub fn subject(&self) -> String {
        let tokens: Vec<String> = self.pointer.split('/').skip(1).map(unescape).collect();
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        match tokens.as_slice() {
            ["components", "schemas", name, rest @ ..] => (*name).to_owned() + &fields(rest),
            ["components", "parameters", name, rest @ ..] => {
                format!("parameter {name}{}", fields(rest))
            }
            ["components", "responses", name, rest @ ..] => {
                format!("answer {name}{}", body(rest))
            }
            ["components", "callbacks", name, ..] => format!("webhook {name}"),
            ["paths", path, method, rest @ ..] => {
                let id = Spot::root(self.document).way(&["paths", path, method, "operationId"]);
                let id = id.and_then(|id| id.value.as_str());
                let name = id.map_or_else(
                    || format!("{} {path}", method.to_ascii_uppercase()),
                    str::to_owned,
                );
                name + &self.part(path, method, rest)
            }
            [] => self.document.name().to_owned(),
            tokens => tokens.join(" "),
        }
    }

    /// Which part of an operation it is.
    fn part(&self, path: &str, method: &str, rest: &[&str]) -> String {
        match rest {
            ["parameters", index, rest @ ..] => {
                let at = ["paths", path, method, "parameters", index];
                let parameter = Spot::root(self.document)
                    .way(&at)
                    .map(|spot| spot.resolved());
                let name = parameter.as_ref().and_then(|spot| spot.text("name"));
                format!(" parameter {}{}", name.unwrap_or(index), fields(rest))
            }
            ["requestBody", rest @ ..] => " body".to_owned() + &body(rest),
            ["responses", status, rest @ ..] => format!(" status {status}{}", body(rest)),
            ["callbacks", name, ..] => format!(" webhook {name}"),
            _ => String::new(),
        }
    }
}

/// The media type and field that a pointer below a body leads to.
fn body(tokens: &[&str]) -> String {
    match tokens {
        ["content", media, rest @ ..] => format!(" {media}{}", fields(rest)),
        _ => String::new(),
    }
}

/// The field that a pointer below a schema leads to; what stands in the field is left out.
fn fields(tokens: &[&str]) -> String {
    let mut text = String::new();
    let mut tokens = tokens.iter();
    while let Some(token) = tokens.next() {
        match *token {
            "properties" => {
                if let Some(name) = tokens.next() {
                    let _ = write!(text, ".{name}");
                }
            }
            "items" => text.push_str("[]"),
            "additionalProperties" if tokens.len() > 0 => text.push_str("{}"),
            _ => {}
        }
    }
    text
}
