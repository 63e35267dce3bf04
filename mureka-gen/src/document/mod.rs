//! A document: its text, its values, and where each value stands.

mod node;
mod yaml;

use std::io::Read;
use std::ops::Range;
use std::path::Path;

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Diagnostics, Lines};

pub use node::{Data, Entry, Mapping, Node};

/// Largest file read. The larger document of this project has 0.2 MB.
const MAX_BYTES: u64 = 8 * 1024 * 1024;

/// An OpenAPI document with the position of everything in it.
#[derive(Debug, Clone)]
pub struct Document {
    name: String,
    text: String,
    lines: Lines,
    root: Node,
    value: Value,
}

impl Document {
    /// Reads a file. Fails with diagnostics, never with a panic, on whatever the
    /// file holds.
    pub fn load(path: &Path) -> Result<Self, Diagnostics> {
        Self::load_as(&path.to_string_lossy(), path)
    }

    /// Reads a file that diagnostics call `name`.
    pub fn load_as(name: &str, path: &Path) -> Result<Self, Diagnostics> {
        let unreadable = |message: String, remedy: &str| {
            Diagnostics::single(name, "", Diagnostic::new("unreadable", "", message, remedy))
        };
        let mut bytes = Vec::new();
        // Not more than is parsed: a device or a pipe has no size, and perhaps no end.
        std::fs::File::open(path)
            .and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
            .map_err(|error| {
                unreadable(
                    format!("cannot be read: {error}"),
                    "name a file that exists and is readable",
                )
            })?;
        if bytes.len() as u64 > MAX_BYTES {
            return Err(too_large(name));
        }
        let text = String::from_utf8(bytes).map_err(|error| {
            unreadable(
                format!(
                    "is not UTF-8 from byte {} on",
                    error.utf8_error().valid_up_to()
                ),
                "save the file as UTF-8",
            )
        })?;
        Self::parse(name, text)
    }

    /// Reads a text; `name` is what diagnostics call it.
    pub fn parse(name: &str, text: impl Into<String>) -> Result<Self, Diagnostics> {
        let text = text.into();
        if text.len() as u64 > MAX_BYTES {
            return Err(too_large(name));
        }
        match yaml::parse(&text) {
            Ok(root) => {
                let value = root.to_value();
                Ok(Self {
                    name: name.into(),
                    lines: Lines::of(&text),
                    text,
                    root,
                    value,
                })
            }
            Err(refusals) => {
                let mut diagnostics = Diagnostics::new(name, &text);
                for refusal in refusals {
                    diagnostics.push_at(
                        refusal.span,
                        Diagnostic::new(refusal.rule, "", refusal.message, refusal.remedy),
                    );
                }
                Err(diagnostics)
            }
        }
    }

    /// The name under which diagnostics speak of it, usually its path.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text as it was read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The document as a JSON value.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The document with the position of everything.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The keys of the mapping at a JSON pointer, in the order of the text.
    pub fn keys(&self, pointer: &str) -> Vec<&str> {
        let mut node = &self.root;
        for token in pointer.split('/').skip(1) {
            match node.child(&unescape(token)) {
                Some((child, _)) => node = child,
                None => return Vec::new(),
            }
        }
        match &node.data {
            Data::Map(entries) => entries.iter().map(|entry| entry.key.as_str()).collect(),
            _ => Vec::new(),
        }
    }

    /// The bytes of the value at a JSON pointer; of its key where the value spans
    /// several lines; of the nearest parent where the pointer leads nowhere.
    pub fn span(&self, pointer: &str) -> Range<usize> {
        let mut node = &self.root;
        let mut span = 0..0;
        for token in pointer.split('/').skip(1) {
            let token = unescape(token);
            let Some((child, key)) = node.child(&token) else {
                break;
            };
            let multiline = self.lines.line(child.span.start) != self.lines.line(child.span.end);
            span = match key {
                Some(key) if multiline || child.span.is_empty() => key.clone(),
                _ => child.span.clone(),
            };
            node = child;
        }
        span
    }

    /// Line (from 1) of the value at a JSON pointer.
    pub fn line(&self, pointer: &str) -> usize {
        self.lines.line(self.span(pointer).start)
    }

    /// Line (from 1) of the key that a JSON pointer ends in; `None` where it leads nowhere,
    /// and to an item of a list.
    pub fn key_line(&self, pointer: &str) -> Option<usize> {
        let mut node = &self.root;
        let mut line = None;
        for token in pointer.split('/').skip(1) {
            let (child, key) = node.child(&unescape(token))?;
            line = key.as_ref().map(|key| self.lines.line(key.start));
            node = child;
        }
        line
    }

    /// Follows `$ref` until something else stands there. `None` where a reference
    /// leads nowhere, outside the document, or in a circle.
    pub fn resolve<'a>(&'a self, value: &'a Value) -> Option<&'a Value> {
        let mut value = value;
        for _ in 0..32 {
            match value.get("$ref").and_then(Value::as_str) {
                None => return Some(value),
                Some(reference) => value = self.value.pointer(reference.strip_prefix('#')?)?,
            }
        }
        None
    }
}

/// One step of a JSON pointer, escaped.
pub fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

/// One step of a JSON pointer, as the key it names.
pub fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

fn too_large(name: &str) -> Diagnostics {
    let diagnostic = Diagnostic::new(
        "too-large",
        "",
        format!("more than {MAX_BYTES} bytes"),
        "this is hardly an API description; name the right file or split it",
    );
    Diagnostics::single(name, "", diagnostic)
}
