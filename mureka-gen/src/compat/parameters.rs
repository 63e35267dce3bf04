//! Parameters of path, query and headers.

use super::finding::Class;
use super::operations::{Call, deprecation};
use super::schemas;
use super::sides::Side;
use super::spot::Spot;
use super::walk::{Pair, Walk};

/// Where it stands and what it is called.
pub fn key<'a>(parameter: &Spot<'a>) -> (&'a str, &'a str) {
    (
        parameter.text("in").unwrap_or_default(),
        parameter.text("name").unwrap_or_default(),
    )
}

pub fn compare<'a>(walk: &mut Walk<'a>, older: &Call<'a>, newer: &Call<'a>) {
    let (before, mut now) = (older.parameters(), newer.parameters());
    order(walk, older, newer, &before, &now);
    let had_query = before.iter().any(|parameter| key(parameter).0 == "query");
    for older in &before {
        let (place, name) = key(older);
        let same = now.iter().position(|newer| key(newer) == (place, name));
        let named = same.or_else(|| now.iter().position(|newer| key(newer).1 == name));
        let Some(index) = named else {
            walk.gone(
                "parameter",
                older,
                format!("`{name}` of the {place} is gone"),
            );
            continue;
        };
        let pair = Pair {
            older: older.clone(),
            newer: now.remove(index),
        };
        let place_now = key(&pair.newer).0;
        if place_now != place {
            let message = format!("`{name}` stands in the {place_now}, stood in the {place}");
            walk.key(Class::Breaking, "parameter", &pair, "in", message);
        }
        one(walk, &pair);
    }
    for newer in &now {
        let (place, name) = key(newer);
        let (class, message) = if newer.flag("required") {
            let message = format!("`{name}` of the {place} is new and required");
            (Class::Breaking, message)
        } else if place == "query" && !had_query {
            // Parameters of the query are one argument together.
            let message = format!(
                "`{name}` of the {place} is new and the first of it: the method takes an argument more"
            );
            (Class::Breaking, message)
        } else {
            (Class::Additive, format!("`{name}` of the {place} is new"))
        };
        walk.came(class, "parameter", newer, message);
    }
    // References were followed; who refers to what is no matter.
    for (edition, call) in [older, newer].into_iter().enumerate() {
        for spot in [&call.spot, &call.item] {
            for parameter in spot.items("parameters") {
                if let Some(judged) = walk.log.judged.get_mut(edition) {
                    judged.insert(parameter.pointer.clone() + "/$ref");
                }
            }
        }
    }
}

fn one<'a>(walk: &mut Walk<'a>, pair: &Pair<'a>) {
    let (before, now) = (pair.older.flag("required"), pair.newer.flag("required"));
    walk.log.judged(&pair.older, &pair.newer, "required");
    if before != now {
        walk.key(Class::Breaking, "required", pair, "required", required(now));
    }
    deprecation(walk, pair);
    if let Some(schema) = pair.get("schema") {
        schemas::compare_at(walk, &schema, Side::SENT);
    }
}

/// What it means that something sent is required now, or no longer.
pub fn required(now: bool) -> &'static str {
    if now {
        "it is required now"
    } else {
        "it is optional now: in code it leaves the constructor, and its type becomes an `Option`"
    }
}

/// Required parameters of the query are arguments of a constructor, in the order of the
/// document.
fn order<'a>(
    walk: &mut Walk<'a>,
    older: &Call<'a>,
    newer: &Call<'a>,
    before: &[Spot<'a>],
    now: &[Spot<'a>],
) {
    let names = |all: &[Spot<'a>]| -> Vec<String> {
        let required = all
            .iter()
            .filter(|parameter| key(parameter).0 == "query" && parameter.flag("required"));
        required
            .map(|parameter| key(parameter).1.to_owned())
            .collect()
    };
    if let Some(message) = swapped(&names(before), &names(now)) {
        let pair = Pair::new(&older.spot, &newer.spot);
        walk.key(Class::Breaking, "order", &pair, "parameters", message);
    }
}

/// What to say if the arguments that both editions have come in another order now.
pub fn swapped(before: &[String], now: &[String]) -> Option<String> {
    let kept = |names: &[String], others: &[String]| -> Vec<String> {
        let kept = names.iter().filter(|name| others.contains(name));
        kept.map(|name| format!("`{name}`")).collect()
    };
    let (before, now) = (kept(before, now), kept(now, before));
    (before != now).then(|| {
        format!(
            "the arguments of its constructor are {}, were {}",
            now.join(", "),
            before.join(", ")
        )
    })
}
