//! Where calls go, and how they are authorized.

use std::collections::BTreeSet;

use super::finding::Class;
use super::renames::without_words;
use super::spot::Spot;
use super::walk::{Pair, Walk, shown};

pub fn compare(walk: &mut Walk<'_>) {
    let root = Pair::new(&walk.older, &walk.newer);
    edition(walk, &root);
    servers(walk, &root);
    security(walk, &root);
    schemes(walk, &root);
}

/// The edition of OpenAPI that it is written in.
fn edition<'a>(walk: &mut Walk<'a>, root: &Pair<'a>) {
    let [before, now] = root.values("openapi");
    if before == now {
        return;
    }
    let minor = |spot: &Spot<'_>| {
        let text = spot.text("openapi").unwrap_or_default();
        text.rsplit_once('.').map(|(minor, _)| minor.to_owned())
    };
    let class = if minor(&root.older) == minor(&root.newer) {
        Class::Cosmetic
    } else {
        Class::Breaking
    };
    let message = format!("written in OpenAPI {}, was {}", shown(now), shown(before));
    walk.key(class, "openapi", root, "openapi", message);
}

/// The servers of a document, or of one operation: the first is the one that is called.
pub fn servers<'a>(walk: &mut Walk<'a>, pair: &Pair<'a>) {
    let (before, now) = (pair.older.items("servers"), pair.newer.items("servers"));
    let url = |spot: &Spot<'a>| spot.text("url").unwrap_or_default().to_owned();
    let first = [before.first().map(url), now.first().map(url)];
    if let [before, now] = &first
        && before != now
    {
        let name = |url: &Option<String>| url.clone().unwrap_or_else(|| "nothing".to_owned());
        let message = format!("calls go to {}, went to {}", name(now), name(before));
        walk.key(Class::Breaking, "server", pair, "servers", message);
    }
    for older in &before {
        match now.iter().find(|newer| url(newer) == url(older)) {
            None if first.first() == Some(&Some(url(older))) => {}
            None => walk.gone(
                "server",
                older,
                format!("the server {} is gone", url(older)),
            ),
            Some(newer) => variables(walk, &Pair::new(older, newer)),
        }
    }
    for newer in &now {
        let known = before.iter().any(|older| url(older) == url(newer));
        if !known && first.last() != Some(&Some(url(newer))) {
            let message = format!("the server {} is new", url(newer));
            walk.came(Class::Additive, "server", newer, message);
        }
    }
}

/// The parts of an address that callers fill in, and what stands there if they do not.
fn variables<'a>(walk: &mut Walk<'a>, pair: &Pair<'a>) {
    let Some(variables) = pair.get("variables") else {
        return;
    };
    for (name, older) in variables.older.children() {
        let Some(newer) = variables.newer.get(&name) else {
            continue;
        };
        let pair = Pair { older, newer };
        let [before, now] = pair.values("default");
        if before != now {
            let message = format!(
                "`{name}` in the address is {} where the caller names none, was {}",
                shown(now),
                shown(before)
            );
            walk.key(Class::Breaking, "server", &pair, "default", message);
        }
    }
}

/// How calls are authorized: of the whole document, or of one operation.
pub fn security<'a>(walk: &mut Walk<'a>, pair: &Pair<'a>) {
    let [before, now] = pair.values("security");
    if before == now {
        return;
    }
    let ways = |spot: &Spot<'a>| -> BTreeSet<String> {
        let ways = spot.items("security");
        ways.iter().map(|way| way.value.to_string()).collect()
    };
    // A further way to authorize harms nobody who knows another.
    let class = match (before, now) {
        (Some(_), Some(_)) if ways(&pair.older).is_subset(&ways(&pair.newer)) => Class::Additive,
        _ => Class::Breaking,
    };
    let message = format!("authorization is {}, was {}", shown(now), shown(before));
    walk.key(class, "authorization", pair, "security", message);
}

/// What the ways to authorize are.
fn schemes<'a>(walk: &mut Walk<'a>, root: &Pair<'a>) {
    let at = ["components", "securitySchemes"];
    let (before, now) = (root.older.way(&at), root.newer.way(&at));
    for (name, older) in before.iter().flat_map(Spot::children) {
        match now.as_ref().and_then(|now| now.get(&name)) {
            None => walk.gone("authorization", &older, format!("`{name}` is gone")),
            Some(newer) => {
                let (was, is) = (without_words(older.value), without_words(newer.value));
                if was != is {
                    let message = format!("it is {}, was {}", shown(Some(&is)), shown(Some(&was)));
                    let pair = Pair { older, newer };
                    walk.changed(Class::Breaking, "authorization", &pair, message);
                }
            }
        }
    }
    for (name, newer) in now.iter().flat_map(Spot::children) {
        if before
            .as_ref()
            .and_then(|before| before.get(&name))
            .is_none()
        {
            walk.came(
                Class::Additive,
                "authorization",
                &newer,
                format!("`{name}` is new"),
            );
        }
    }
}
