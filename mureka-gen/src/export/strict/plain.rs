//! One schema at a time, made plain.
//!
//! Objects keep their names; everything else – ids, codes, sets of words, lists – is
//! written out where it is used, so that no generator has to make a type of it.

use std::collections::BTreeSet;

use super::{merge, schema_name, words};
use crate::export::tree::{Map, Tree};

/// The schemas of a document and what became of them.
pub struct Plain {
    source: Map,
    /// Objects, by name.
    done: Map,
    /// What stands for the names of all others.
    written_out: Map,
    /// Objects that something leads to and that are not made yet: they may be a long way
    /// behind each other.
    pending: Vec<String>,
    /// Those that are being made right now, against circles.
    open: BTreeSet<String>,
}

/// Words of a schema that are taken over as they are. Limits, sets and defaults become
/// part of the description: clients would check them in answers too, refuse models that
/// are newer than they, and send defaults that the vendor has changed since.
const KEPT: [&str; 6] = [
    "title",
    "description",
    "type",
    "nullable",
    "required",
    "deprecated",
];

/// Formats that change how a value is written. One odd date would fail a whole answer.
const FORMATS: [&str; 6] = ["int32", "int64", "float", "double", "binary", "byte"];

impl Plain {
    /// Nothing is made plain yet.
    pub fn new(source: Map) -> Self {
        Self {
            source,
            done: Map::new(),
            written_out: Map::new(),
            pending: Vec::new(),
            open: BTreeSet::new(),
        }
    }

    /// The named schemas that were made, and those that they lead to.
    pub fn finish(mut self) -> Map {
        while let Some(name) = self.pending.pop() {
            self.make(&name);
        }
        self.done
    }

    /// A schema made plain, with a reference in it only to objects.
    pub fn schema(&mut self, schema: &Tree) -> Tree {
        if let Some(name) = schema.text_of("$ref").and_then(schema_name) {
            return self.named(&name);
        }
        let Some(map) = schema.map() else {
            return schema.clone();
        };
        let parts = parts(map);
        let own = map.contains_key("type") || map.contains_key("properties");
        let mut out = match parts.as_slice() {
            [] => self.alone(map, None),
            [one] if !own => self.schema(one),
            several => {
                let mut all: Vec<Tree> = several.iter().map(|part| self.schema(part)).collect();
                if own {
                    all.push(self.alone(map, None));
                }
                merge::whole(self, "", all)
            }
        };
        if !parts.is_empty()
            && out.get("$ref").is_none()
            && let Some(own) = map.get("description")
            && let Some(out) = out.map_mut()
        {
            out.insert("description".into(), own.clone());
        }
        if let Some(out) = out.map_mut().filter(|out| !out.contains_key("$ref")) {
            words::tell(map, out);
        }
        out
    }

    /// A schema of a path or a query: an id is text there like everything else.
    pub fn parameter(&mut self, schema: &Tree) -> Tree {
        let mut plain = self.schema(schema);
        if let Some(map) = plain.map_mut().filter(|map| !map.contains_key("$ref")) {
            map.shift_remove("nullable");
            map.entry("type".into()).or_insert_with(|| "string".into());
        }
        plain
    }

    /// A named object, made plain.
    pub fn object(&mut self, name: &str) -> Option<Map> {
        self.make(name);
        self.done.get(name).and_then(Tree::map).cloned()
    }

    /// Puts in an object of a name that is not taken, and refers to it.
    pub fn add(&mut self, name: &str, object: Tree) -> Tree {
        let numbered = (2..).map(|number| format!("{name}{number}"));
        let names = std::iter::once(name.to_owned()).chain(numbered);
        for name in names {
            if self.done.get(&name) == Some(&object) {
                return Tree::schema(&name);
            }
            if !self.done.contains_key(&name) && !self.source.contains_key(&name) {
                self.done.insert(name.clone(), object);
                return Tree::schema(&name);
            }
        }
        object
    }

    /// What stands for a named schema where it is referred to.
    fn named(&mut self, name: &str) -> Tree {
        if self.done.contains_key(name) || self.open.contains(name) {
            return Tree::schema(name);
        }
        let source = self.source.get(name);
        if source.is_some_and(|source| source.text_of("type") == Some("object")) {
            self.pending.push(name.to_owned());
            return Tree::schema(name);
        }
        self.make(name)
    }

    /// Makes a named schema plain, once.
    fn make(&mut self, name: &str) -> Tree {
        if self.done.contains_key(name) || self.open.contains(name) {
            return Tree::schema(name);
        }
        if let Some(written) = self.written_out.get(name) {
            return written.clone();
        }
        let Some(source) = self.source.get(name).cloned() else {
            return Tree::empty();
        };
        self.open.insert(name.to_owned());
        let made = match source.map() {
            Some(map) if parts(map).is_empty() => self.alone(map, Some(name)),
            _ => self.schema(&source),
        };
        self.open.remove(name);
        // What was taken for an object is one by name, whatever became of it.
        if [&made, &source]
            .iter()
            .any(|it| it.text_of("type") == Some("object"))
        {
            self.done.insert(name.to_owned(), made);
            return Tree::schema(name);
        }
        self.written_out.insert(name.to_owned(), made.clone());
        made
    }

    /// A schema without `allOf`. `name` is that of the component it is.
    fn alone(&mut self, map: &Map, name: Option<&str>) -> Tree {
        for key in ["oneOf", "anyOf"] {
            let branches = map.get(key).map(Tree::items).unwrap_or_default();
            if !branches.is_empty() && !branches.iter().all(is_rule) {
                return self.choice(branches, map, name);
            }
        }
        let mut out: Map = map
            .iter()
            .filter(|(key, _)| KEPT.contains(&key.as_str()))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        if let Some(format) = map.get("format").and_then(Tree::text)
            && FORMATS.contains(&format)
        {
            out.insert("format".into(), format.into());
        }
        if let Some(items) = map.get("items") {
            let items = self.schema(items);
            out.insert("items".into(), items);
        }
        let properties = map.get("properties").and_then(Tree::map);
        if let Some(properties) = properties {
            let mut fields = Map::new();
            let mut told = Vec::new();
            for (name, property) in properties {
                let plain = self.schema(property);
                // Beside a reference nothing is read, so its words go to the object.
                if plain.get("$ref").is_some()
                    && let Some(text) = property.text_of("description")
                {
                    told.push(format!("`{name}`: {text}"));
                }
                fields.insert(name.clone(), plain);
            }
            out.insert("properties".into(), Tree::Map(fields));
            words::append(&mut out, &told.join("\n\n"), "\n\n");
        }
        match map.get("additionalProperties") {
            // Values of one kind beside fields of another are a riddle in most languages.
            Some(Tree::Map(_)) if properties.is_some_and(|fields| !fields.is_empty()) => {
                out.insert("additionalProperties".into(), true.into());
            }
            // Not what is missing here, but that there is more is worth a word.
            Some(values) if *values == Tree::from(false) => {}
            Some(values) => {
                let values = self.schema(values);
                out.insert("additionalProperties".into(), values);
            }
            None => {}
        }
        words::tell(map, &mut out);
        Tree::Map(out)
    }

    /// One of several schemas: one object with the fields of all; a text; or anything.
    fn choice(&mut self, branches: &[Tree], map: &Map, name: Option<&str>) -> Tree {
        let plain: Vec<Tree> = branches.iter().map(|branch| self.schema(branch)).collect();
        let mut out = merge::whole(self, name.unwrap_or_default(), plain);
        if let Some(same) = merge::title(&out).filter(|_| name.is_some()) {
            // All of them are that one.
            out = self.object(&same).map_or(out, Tree::Map);
        }
        if let Some(out) = out.map_mut().filter(|out| !out.contains_key("$ref")) {
            match map.get("description") {
                Some(own) => drop(out.insert("description".into(), own.clone())),
                None => drop(out.shift_remove("description")),
            }
            for branch in branches {
                let branch = self.resolve(branch);
                words::values(branch.get("enum"), out);
            }
        }
        out
    }

    /// The schema as it stands in the document.
    fn resolve(&self, schema: &Tree) -> Tree {
        let mut schema = schema;
        for _ in 0..32 {
            let name = schema.text_of("$ref").and_then(schema_name);
            match name.and_then(|name| self.source.get(&name)) {
                Some(there) => schema = there,
                None => break,
            }
        }
        schema.clone()
    }
}

/// What a schema is made of with `allOf`, without rules.
fn parts(map: &Map) -> Vec<Tree> {
    let all = map.get("allOf").map(Tree::items).unwrap_or_default();
    all.iter().filter(|part| !is_rule(part)).cloned().collect()
}

/// A schema that only says which fields go together.
fn is_rule(schema: &Tree) -> bool {
    schema.map().is_some_and(|map| {
        map.iter().all(|(key, value)| match key.as_str() {
            "required" | "not" => true,
            "allOf" | "anyOf" | "oneOf" => value.items().iter().all(is_rule),
            _ => false,
        })
    })
}
