//! Schemas that contain themselves.

use std::collections::BTreeMap;

use super::kinds::{innermost, parts};
use crate::api::Shape;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Document, escape};

/// Deepest nesting of schemas. The documents of this project reach 7; the compiler
/// gives up at about 100.
const DEEPEST: usize = 32;

/// A shape that contains itself other than through a list has no finite size, and
/// names of types alone never end in one.
///
/// Depth first over all of them once, without recursion: a chain may be as long as
/// the document.
pub fn check(document: &Document, shapes: &BTreeMap<String, Shape>, diagnostics: &mut Diagnostics) {
    for inside in [by_value, by_name] {
        let mut done: BTreeMap<&str, bool> = BTreeMap::new();
        for name in shapes.keys() {
            if done.contains_key(name.as_str()) {
                continue;
            }
            done.insert(name, false);
            let mut open = vec![(name.as_str(), inside(shapes, name))];
            while let Some((current, rest)) = open.last_mut() {
                let Some(next) = rest.pop() else {
                    done.insert(current, true);
                    open.pop();
                    continue;
                };
                match done.get(next) {
                    Some(true) => {}
                    Some(false) => diagnostics.push(
                        document,
                        Diagnostic::new(
                            "recursive-schema",
                            format!("/components/schemas/{}", escape(next)),
                            format!("`{next}` contains itself"),
                            "refer to it through a list in an object",
                        ),
                    ),
                    None => {
                        done.insert(next, false);
                        open.push((next, inside(shapes, next)));
                    }
                }
            }
        }
    }
}

/// Types within types, lists and all, deeper than the compiler follows.
pub fn depth(document: &Document, shapes: &BTreeMap<String, Shape>, diagnostics: &mut Diagnostics) {
    let mut depths: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    let mut open: Vec<(&str, bool)> = shapes.keys().map(|name| (name.as_str(), false)).collect();
    while let Some((name, again)) = open.pop() {
        let inside = || {
            let parts = shapes.get(name).map(parts).unwrap_or_default();
            parts
                .into_iter()
                .map(innermost)
                .filter(|part| shapes.contains_key(*part))
        };
        if !again {
            if !depths.contains_key(name) {
                depths.insert(name, None);
                open.push((name, true));
                open.extend(inside().map(|part| (part, false)));
            }
            continue;
        }
        // What is still open contains this one through a list: it adds no depth.
        let depth = inside().filter_map(|part| *depths.get(part)?).max();
        let depth = depth.map_or(0, |depth| depth + 1);
        depths.insert(name, Some(depth));
        if depth == DEEPEST {
            diagnostics.push(
                document,
                Diagnostic::new(
                    "nested-too-deep",
                    format!("/components/schemas/{}", escape(name)),
                    format!("`{name}` holds schemas within schemas, {DEEPEST} levels deep"),
                    "leave inner parts as any JSON: a property without a `type`",
                ),
            );
        }
    }
}

/// What lies inside of a value: not what a list or a map points to.
fn by_value<'a>(shapes: &'a BTreeMap<String, Shape>, name: &str) -> Vec<&'a str> {
    match shapes.get(name) {
        Some(Shape::List { .. }) | None => Vec::new(),
        Some(Shape::Keyed { fields, .. }) => {
            fields.iter().map(|field| field.rust.as_str()).collect()
        }
        Some(shape) => parts(shape),
    }
    .into_iter()
    .filter(|part| shapes.contains_key(*part))
    .collect()
}

/// What a name that is no type of its own stands for.
fn by_name<'a>(shapes: &'a BTreeMap<String, Shape>, name: &str) -> Vec<&'a str> {
    match shapes.get(name) {
        Some(shape @ (Shape::List { .. } | Shape::JsonText { .. } | Shape::Alias { .. })) => {
            parts(shape)
        }
        _ => Vec::new(),
    }
    .into_iter()
    .map(innermost)
    .filter(|part| shapes.contains_key(*part))
    .collect()
}
