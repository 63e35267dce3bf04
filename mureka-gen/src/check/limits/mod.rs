//! The limits of requests, turned into what code can check. One that could not be
//! checked is refused: a user who is told that limits are checked relies on all of them.
//!
//! Enums are left out, for new values appear monthly; and so is `format`, of which the
//! vendors do not say how strictly they read it.

mod together;
mod values;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::api::{Body, Limit, Limits, Operation, Shape};
use crate::diagnostic::Diagnostics;
use crate::document::Document;

use values::Reader;

pub const DIGITS: &str = "x-mureka-digits";
pub const TOTAL: &str = "x-mureka-total-length";

/// What the objects of all requests keep. Parameters that came with theirs lose what
/// leads to an object without any.
pub fn collect(
    document: &Document,
    shapes: &BTreeMap<String, Shape>,
    operations: &mut [Operation],
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Limits> {
    // What follows is about schemas that are good in themselves.
    if !diagnostics.is_empty() {
        return BTreeMap::new();
    }
    let mut reader = Reader {
        document,
        shapes,
        diagnostics,
    };
    let bodies = operations
        .iter()
        .filter_map(|operation| match &operation.body {
            Body::Json { schema, .. } | Body::Multipart { schema, .. } => Some(schema.clone()),
            Body::None | Body::Binary { .. } => None,
        });
    let parameters = |operation: &Operation| {
        let all = operation.path_parameters.iter().chain(&operation.query);
        all.flat_map(|parameter| objects(&parameter.limits))
            .collect::<Vec<_>>()
    };
    let mut open: Vec<String> = bodies.collect();
    open.extend(operations.iter().flat_map(parameters));
    let mut all: BTreeMap<String, Limits> = BTreeMap::new();
    while let Some(name) = open.pop() {
        if let Entry::Vacant(entry) = all.entry(name) {
            let limits = reader.object(entry.key());
            let inside = limits.fields.iter().flat_map(|(_, limits)| objects(limits));
            open.extend(inside);
            entry.insert(limits);
        }
    }
    let live = live(&all);
    for limits in all.values_mut() {
        limits.fields.retain_mut(|(_, limits)| {
            prune(limits, &live);
            !limits.is_empty()
        });
    }
    for operation in operations {
        let all = operation.path_parameters.iter_mut();
        for parameter in all.chain(&mut operation.query) {
            prune(&mut parameter.limits, &live);
        }
    }
    all.retain(|_, limits| !limits.is_empty());
    all
}

/// What a value of this schema keeps, before anything is known of the objects in it.
pub fn of_schema(
    document: &Document,
    shapes: &BTreeMap<String, Shape>,
    schema: &Value,
    pointer: &str,
    diagnostics: &mut Diagnostics,
) -> Vec<Limit> {
    let mut reader = Reader {
        document,
        shapes,
        diagnostics,
    };
    reader.value(schema, pointer, 0)
}

/// The objects that limits lead to.
fn objects(limits: &[Limit]) -> Vec<String> {
    let inside = limits.iter().flat_map(|limit| match limit {
        Limit::Object(name) => vec![name.clone()],
        Limit::Each(limits) => objects(limits),
        _ => Vec::new(),
    });
    inside.collect()
}

/// The objects that have something to keep, they or what is in them.
fn live(all: &BTreeMap<String, Limits>) -> BTreeSet<String> {
    fn is_live(limit: &Limit, live: &BTreeSet<String>) -> bool {
        match limit {
            Limit::Object(name) => live.contains(name),
            Limit::Each(limits) => limits.iter().any(|limit| is_live(limit, live)),
            _ => true,
        }
    }
    let mut live = BTreeSet::new();
    loop {
        let before = live.len();
        for (name, limits) in all {
            let mut fields = limits.fields.iter().flat_map(|(_, limits)| limits);
            if !limits.together.is_empty() || fields.any(|limit| is_live(limit, &live)) {
                live.insert(name.clone());
            }
        }
        if live.len() == before {
            return live;
        }
    }
}

fn prune(limits: &mut Vec<Limit>, live: &BTreeSet<String>) {
    limits.retain_mut(|limit| match limit {
        Limit::Object(name) => live.contains(name),
        Limit::Each(limits) => {
            prune(limits, live);
            !limits.is_empty()
        }
        _ => true,
    });
}
