//! The calls: which there are, where they go, and what they are called.

use super::finding::Class;
use super::spot::Spot;
use super::walk::{Pair, Walk, shown};
use super::{body, extensions, parameters, server};
use crate::document::Document;

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// A call of one edition.
#[derive(Debug, Clone)]
pub struct Call<'a> {
    pub path: String,
    pub method: &'static str,
    /// What is said of the path as a whole.
    pub item: Spot<'a>,
    pub spot: Spot<'a>,
}

impl<'a> Call<'a> {
    fn id(&self) -> Option<&'a str> {
        self.spot.text("operationId")
    }

    fn route(&self) -> String {
        format!("{} {}", self.method.to_ascii_uppercase(), self.path)
    }

    /// Its parameters where they are defined: its own, and those of the path that it does
    /// not define anew.
    pub fn parameters(&self) -> Vec<Spot<'a>> {
        let own = self.spot.items("parameters");
        let mut all: Vec<Spot<'a>> = own.iter().map(Spot::resolved).collect();
        let shared = self.item.items("parameters");
        for parameter in shared.iter().map(Spot::resolved) {
            let key = parameters::key(&parameter);
            if !all.iter().any(|own| parameters::key(own) == key) {
                all.push(parameter);
            }
        }
        all
    }
}

/// All calls of a document.
pub fn all(document: &Document) -> Vec<Call<'_>> {
    let mut calls = Vec::new();
    for (path, item) in Spot::root(document).entries("paths") {
        for method in METHODS {
            if let Some(spot) = item.get(method) {
                calls.push(Call {
                    path: path.clone(),
                    method,
                    item: item.clone(),
                    spot,
                });
            }
        }
    }
    calls
}

pub fn compare(walk: &mut Walk<'_>) {
    let (before, mut now) = (all(walk.older.document), all(walk.newer.document));
    let mut left = Vec::new();
    let mut pairs = Vec::new();
    for older in before {
        let same = |newer: &Call<'_>| older.id().is_some() && newer.id() == older.id();
        match now.iter().position(same) {
            Some(index) => pairs.push((older, now.remove(index))),
            None => left.push(older),
        }
    }
    for older in left {
        // What goes where it went is the same call under another name.
        let same = |newer: &Call<'_>| newer.route() == older.route();
        match now.iter().position(same) {
            Some(index) => pairs.push((older, now.remove(index))),
            None => {
                let message = format!("the call {} is gone", older.route());
                walk.gone("operation", &older.spot, message);
            }
        }
    }
    for newer in now {
        let message = format!("the call {} is new", newer.route());
        walk.came(Class::Additive, "operation", &newer.spot, message);
    }
    for (older, newer) in pairs {
        compare_calls(walk, &older, &newer);
    }
}

fn compare_calls<'a>(walk: &mut Walk<'a>, older: &Call<'a>, newer: &Call<'a>) {
    let pair = Pair::new(&older.spot, &newer.spot);
    for (key, what) in [
        ("operationId", "the operation"),
        ("x-mureka-method", "its method"),
    ] {
        let [before, now] = pair.values(key);
        if before != now {
            let message = format!("{what} is called {}, was {}", shown(now), shown(before));
            walk.key(Class::Breaking, "name", &pair, key, message);
        }
    }
    if older.route() != newer.route() {
        let message = format!("it is {}, was {}", newer.route(), older.route());
        walk.changed(Class::Breaking, "route", &pair, message);
    }
    let [before, now] = [older, newer].map(|call| call.spot.texts("tags"));
    if before.first() != now.first() {
        let name = |tags: &[String]| tags.first().cloned().unwrap_or_else(|| "none".to_owned());
        let message = format!("its resource is `{}`, was `{}`", name(&now), name(&before));
        walk.key(Class::Breaking, "name", &pair, "tags", message);
    } else if before != now {
        let message = "other tags beside the one of its resource".to_owned();
        walk.key(Class::Cosmetic, "name", &pair, "tags", message);
    }
    deprecation(walk, &pair);
    server::servers(walk, &pair);
    server::security(walk, &pair);
    parameters::compare(walk, older, newer);
    body::request(walk, &pair);
    body::answers(walk, &pair);
    body::webhooks(walk, &pair);
    extensions::compare(walk, &pair);
}

/// Whether it is advised against: of a call, a parameter, a schema.
pub fn deprecation<'a>(walk: &mut Walk<'a>, pair: &Pair<'a>) {
    let (before, now) = (pair.older.flag("deprecated"), pair.newer.flag("deprecated"));
    walk.log.judged(&pair.older, &pair.newer, "deprecated");
    if before == now {
        return;
    }
    let (class, message) = if now {
        (Class::Additive, "it is deprecated now")
    } else {
        (Class::Cosmetic, "it is no longer deprecated")
    };
    walk.key(class, "deprecated", pair, "deprecated", message);
}
