//! The models of an API as one file of JSON Schema 2020-12.

use super::layout::{Kind, walk};
use super::tree::Tree;
use crate::check::ExampleCase;
use crate::document::{Document, unescape};

const COMPONENTS: &str = "#/components/schemas/";

/// All named schemas of a 3.1 document, with the documented payloads as examples.
pub fn models(name: &str, source: &Document, v3_1: &Tree, cases: &[ExampleCase]) -> Tree {
    let mut schemas = v3_1
        .at("/components/schemas")
        .cloned()
        .unwrap_or_else(Tree::empty);
    let root = Tree::of(source.root());
    for (name, schema) in schemas.entries_mut() {
        walk(schema, Kind::Schema, &mut |_, schema| relocate(schema));
        if let Some(map) = schema.map_mut() {
            map.insert("title".into(), name.as_str().into());
            let examples = examples(&root, name, cases);
            if !examples.is_empty() {
                map.insert("examples".into(), Tree::List(examples));
            }
        }
    }
    let info = |key| v3_1.at(&format!("/info/{key}")).and_then(Tree::text);
    let (title, version) = (info("title"), info("version"));
    Tree::object([
        (
            "$schema",
            "https://json-schema.org/draft/2020-12/schema".into(),
        ),
        ("$id", format!("urn:mureka:{name}:models").into()),
        (
            "$comment",
            format!("Edition {}.", version.unwrap_or_default()).into(),
        ),
        (
            "title",
            format!("Models of the {}", title.unwrap_or_default()).into(),
        ),
        ("$defs", schemas),
    ])
}

/// References lead into this file, those of extensions as well.
fn relocate(schema: &mut Tree) {
    let Some(map) = schema.map_mut() else { return };
    let moved = |text: &str| {
        text.strip_prefix(COMPONENTS)
            .map(|name| Tree::from(format!("#/$defs/{name}")))
    };
    if let Some(reference) = map.get_mut("$ref")
        && let Some(there) = reference.text().and_then(moved)
    {
        *reference = there;
    }
    let extensions = map.iter_mut().filter(|(key, _)| key.starts_with("x-"));
    for (_, value) in extensions {
        each_text(value, &mut |tree| {
            if let Some(there) = tree.text().and_then(moved) {
                *tree = there;
            }
        });
    }
}

fn each_text(tree: &mut Tree, visit: &mut impl FnMut(&mut Tree)) {
    match tree {
        Tree::Scalar(_) => visit(tree),
        Tree::List(items) => items.iter_mut().for_each(|item| each_text(item, visit)),
        Tree::Map(map) => map.values_mut().for_each(|value| each_text(value, visit)),
    }
}

/// The documented payloads that are of this schema as a whole, each once.
fn examples(root: &Tree, name: &str, cases: &[ExampleCase]) -> Vec<Tree> {
    let mut found: Vec<Tree> = Vec::new();
    for case in cases {
        let schema = root.at(&case.schema);
        let refers = schema
            .and_then(|schema| schema.text_of("$ref"))
            .and_then(|reference| reference.strip_prefix(COMPONENTS));
        if refers.map(unescape).as_deref() != Some(name) {
            continue;
        }
        if let Some(payload) = root.at(&case.pointer)
            && !found.contains(payload)
        {
            found.push(payload.clone());
        }
    }
    found
}
