//! What may stand at one place of a payload: all schemas of the document that speak of it.

use serde_json::Value;

use crate::document::{Document, escape};
use crate::reference::Kind;

use super::ours::{facets, follow};

/// Most schemas that may speak of one place.
const MAX_SCHEMAS: usize = 64;

/// The schemas that speak of one place, with all that they refer to or offer.
#[derive(Clone)]
pub struct Schemas<'a> {
    document: &'a Document,
    at: Vec<String>,
}

/// What is known of a field.
pub enum Known<'a> {
    /// These speak of it.
    By(Schemas<'a>),
    /// Any field may stand there.
    Anything,
    /// Nothing knows it.
    No,
}

impl<'a> Schemas<'a> {
    /// The schemas at these pointers. `tag` gives the text of a field of what stands
    /// there, by which the members of a union are told apart.
    pub fn of(
        document: &'a Document,
        pointers: impl IntoIterator<Item = String>,
        tag: &dyn Fn(&str) -> Option<String>,
    ) -> Self {
        let mut at: Vec<String> = Vec::new();
        let mut open: Vec<String> = pointers.into_iter().collect();
        open.reverse();
        while let Some(pointer) = open.pop() {
            let pointer = follow(document, pointer);
            if at.contains(&pointer) || at.len() >= MAX_SCHEMAS {
                continue;
            }
            let Some(schema) = document.value().pointer(&pointer) else {
                continue;
            };
            if let Some(chosen) = variant(document, &pointer, schema, tag) {
                open.push(chosen);
            } else {
                for keyword in ["oneOf", "anyOf", "allOf"] {
                    let list = schema.get(keyword).and_then(Value::as_array);
                    let inner = (0..list.map_or(0, Vec::len)).rev();
                    open.extend(inner.map(|index| format!("{pointer}/{keyword}/{index}")));
                }
            }
            at.push(pointer);
        }
        Self { document, at }
    }

    /// What is known of a field of the object.
    pub fn field(&self, name: &str, tag: &dyn Fn(&str) -> Option<String>) -> Known<'a> {
        let named = self.each(|pointer, schema| {
            schema.get("properties")?.get(name)?;
            Some(format!("{pointer}/properties/{}", escape(name)))
        });
        if !named.is_empty() {
            return Known::By(Self::of(self.document, named, tag));
        }
        let keyed = self.keyed();
        if !keyed.is_empty() {
            return Known::By(Self::of(self.document, keyed, tag));
        }
        if self.open() {
            Known::Anything
        } else {
            Known::No
        }
    }

    /// What may stand under the keys of a map.
    pub fn values(&self, tag: &dyn Fn(&str) -> Option<String>) -> Known<'a> {
        let keyed = self.keyed();
        if !keyed.is_empty() {
            return Known::By(Self::of(self.document, keyed, tag));
        }
        if self.open() {
            Known::Anything
        } else {
            Known::No
        }
    }

    /// What may stand in the list.
    pub fn items(&self, tag: &dyn Fn(&str) -> Option<String>) -> Known<'a> {
        let items = self.each(|pointer, schema| {
            schema.get("items")?;
            Some(format!("{pointer}/items"))
        });
        if !items.is_empty() {
            return Known::By(Self::of(self.document, items, tag));
        }
        if self.open() {
            Known::Anything
        } else {
            Known::No
        }
    }

    /// Pointers of the fields that hold objects.
    pub fn objects(&self) -> Vec<String> {
        let mut found = Vec::new();
        for pointer in &self.at {
            for name in self.document.keys(&format!("{pointer}/properties")) {
                let field = format!("{pointer}/properties/{}", escape(name));
                if facets(self.document, &field).kinds.contains(&Kind::Object) {
                    found.push(field);
                }
            }
        }
        found
    }

    /// The kinds of values; empty where anything may stand.
    pub fn kinds(&self) -> Vec<Kind> {
        if self.at.iter().any(|pointer| self.is_untyped(pointer)) {
            return Vec::new();
        }
        let mut kinds = Vec::new();
        for pointer in &self.at {
            for kind in facets(self.document, pointer).kinds {
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                }
            }
        }
        kinds
    }

    /// The texts that are known; empty where any text may stand.
    pub fn words(&self) -> Vec<String> {
        let words = self.at.iter().flat_map(|pointer| {
            let list = self.document.value().pointer(&format!("{pointer}/enum"));
            let list = list.and_then(Value::as_array).into_iter().flatten();
            list.filter_map(|word| word.as_str().map(str::to_owned))
        });
        words.collect()
    }

    /// Where the known texts are listed, or else the first schema.
    pub fn pointer(&self) -> Option<String> {
        let listed = |pointer: &&String| {
            let list = self.document.value().pointer(&format!("{pointer}/enum"));
            list.is_some()
        };
        match self.at.iter().find(listed) {
            Some(pointer) => Some(format!("{pointer}/enum")),
            None => self.at.first().cloned(),
        }
    }

    /// The first schema that has fields or could have some.
    pub fn object(&self) -> Option<&String> {
        let has = |key: &str, pointer: &str| {
            let schema = self.document.value().pointer(pointer);
            schema.is_some_and(|schema| schema.get(key).is_some())
        };
        self.at
            .iter()
            .find(|pointer| has("properties", pointer))
            .or_else(|| self.at.first())
    }

    fn each(&self, of: impl Fn(&str, &Value) -> Option<String>) -> Vec<String> {
        let found = self.at.iter().filter_map(|pointer| {
            let schema = self.document.value().pointer(pointer)?;
            of(pointer, schema)
        });
        found.collect()
    }

    fn keyed(&self) -> Vec<String> {
        self.each(|pointer, schema| {
            schema
                .get("additionalProperties")
                .filter(|values| values.as_object().is_some_and(|values| !values.is_empty()))?;
            Some(format!("{pointer}/additionalProperties"))
        })
    }

    /// Whether anything may stand here: a schema without a type, or an object of which
    /// nothing is known. One that has a name is known to be empty.
    fn open(&self) -> bool {
        self.at.is_empty()
            || self.at.iter().any(|pointer| {
                let schema = self.document.value().pointer(pointer);
                let named = pointer
                    .strip_prefix("/components/schemas/")
                    .is_some_and(|name| !name.contains('/'));
                self.is_untyped(pointer)
                    || schema.is_some_and(|schema| {
                        schema.get("type").and_then(Value::as_str) == Some("object")
                            && schema.get("properties").is_none()
                            && schema.get("additionalProperties") != Some(&Value::Bool(false))
                            && !named
                    })
            })
    }

    fn is_untyped(&self, pointer: &str) -> bool {
        let schema = self.document.value().pointer(pointer);
        schema.is_none_or(|schema| {
            let says = [
                "type", "enum", "oneOf", "anyOf", "allOf", "not", "required", "$ref",
            ];
            says.iter().all(|key| schema.get(*key).is_none())
        })
    }
}

/// The member of a union that a tag names.
fn variant(
    document: &Document,
    pointer: &str,
    schema: &Value,
    tag: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    let union = schema.get("x-mureka-union")?;
    let property = union.get("property")?.as_str()?;
    let value = tag(property)?;
    let mapping = union.get("mapping")?.as_object()?;
    let target = |reference: &Value| {
        let reference = reference.as_str()?.strip_prefix('#')?;
        Some(reference.to_owned())
    };
    if let Some(reference) = mapping.get(&value) {
        return target(reference);
    }
    let mapped: Vec<String> = mapping.values().filter_map(target).collect();
    let members = schema.get("anyOf")?.as_array()?.len();
    (0..members)
        .map(|index| follow(document, format!("{pointer}/anyOf/{index}")))
        .find(|member| !mapped.contains(member))
}

/// For places where no union can stand.
pub fn untagged(_: &str) -> Option<String> {
    None
}
