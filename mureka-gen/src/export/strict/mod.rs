//! The profile `strict-tools`: what the document says, as plainly as OpenAPI 3.0 can.
//!
//! Everything that the document allows is allowed here as well, so that every client
//! reads every answer. What only forbids something – exclusions, closed sets in
//! answers, formats – is left out where generators stumble over it, and said in words.
//! One thing is taken for granted: a field that one shape of a union names has its type in
//! the others, too, should it come there unannounced.

mod answers;
mod merge;
mod plain;
mod words;

use std::collections::BTreeSet;

use super::layout::{Kind, walk};
use super::tree::{Map, Tree};
use crate::document::{escape, unescape};
use plain::Plain;

/// The document as plain as can be.
pub fn convert(mut document: Tree) -> Tree {
    walk(&mut document, Kind::Document, &mut |kind, tree| {
        let Some(map) = tree.map_mut() else { return };
        map.retain(|key, _| !key.starts_with("x-"));
        match kind {
            // What the vendor sends to others is no call of a client.
            Kind::Operation | Kind::Components => drop(map.shift_remove("callbacks")),
            Kind::RequestBody => one_form(map),
            _ => {}
        }
    });
    let schemas = document.at("/components/schemas").and_then(Tree::map);
    let mut plain = Plain::new(schemas.cloned().unwrap_or_default());
    answers::convert(&mut document, &mut plain);
    walk(&mut document, Kind::Document, &mut |kind, tree| {
        // Named schemas are rewritten by themselves, when something leads to them.
        if kind == Kind::Components
            && let Some(map) = tree.map_mut()
        {
            map.shift_remove("schemas");
        }
        let of_parameter = kind == Kind::Parameter;
        if matches!(kind, Kind::Parameter | Kind::MediaType)
            && let Some(schema) = tree.get_mut("schema")
        {
            *schema = if of_parameter {
                plain.parameter(schema)
            } else {
                plain.schema(schema)
            };
        }
    });
    if let Some(map) = document.map_mut() {
        let components = map.entry("components".into()).or_insert_with(Tree::empty);
        if let Some(components) = components.map_mut() {
            components.insert("schemas".into(), Tree::Map(plain.finish()));
        }
    }
    unused(&mut document);
    document
}

/// JSON alone where a form is taken as well: generators that see both mix them.
fn one_form(body: &mut Map) {
    if let Some(content) = body.get_mut("content").and_then(Tree::map_mut)
        && let Some(json) = content.get("application/json").cloned()
    {
        *content = Map::from([("application/json".to_owned(), json)]);
    }
}

/// Takes away the components that nothing leads to, and the tags of no operation.
fn unused(document: &mut Tree) {
    let mut used = BTreeSet::new();
    let mut open = Vec::new();
    let mut tags = BTreeSet::new();
    if let Some(paths) = document.get("paths") {
        references(paths, &mut open);
        for (_, item) in paths.entries() {
            for (_, operation) in item.entries() {
                let named = operation.get("tags").map(Tree::items).unwrap_or_default();
                tags.extend(named.iter().filter_map(Tree::text).map(str::to_owned));
            }
        }
    }
    while let Some(reference) = open.pop() {
        if let Some(there) = document.at(&reference)
            && used.insert(reference)
        {
            references(there, &mut open);
        }
    }
    if let Some(Tree::List(all)) = document.get_mut("tags") {
        all.retain(|tag| tag.text_of("name").is_some_and(|name| tags.contains(name)));
    }
    let Some(components) = document.get_mut("components").and_then(Tree::map_mut) else {
        return;
    };
    for (section, parts) in &mut *components {
        if let Some(parts) = parts.map_mut().filter(|_| section != "securitySchemes") {
            parts.retain(|name, _| {
                used.contains(&format!("/components/{section}/{}", escape(name)))
            });
        }
    }
    components.retain(|_, parts| parts.map().is_none_or(|parts| !parts.is_empty()));
}

/// The pointers that something refers to; a payload that looks like it does no harm.
fn references(tree: &Tree, found: &mut Vec<String>) {
    let here = tree.text_of("$ref").and_then(|it| it.strip_prefix('#'));
    found.extend(here.map(str::to_owned));
    tree.items().iter().for_each(|item| references(item, found));
    tree.entries()
        .for_each(|(_, value)| references(value, found));
}

/// The name of the schema that a reference leads to.
fn schema_name(reference: &str) -> Option<String> {
    let name = reference.strip_prefix("#/components/schemas/")?;
    Some(unescape(name))
}
