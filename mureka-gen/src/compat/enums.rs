//! Lists of values, and unions of objects.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::Class;
use super::schemas::{compare_at, other};
use super::sides::{self, Side};
use super::spot::Spot;
use super::walk::{Pair, Walk};

/// Whether any text is allowed beside the listed ones.
pub fn is_open(spot: &Spot<'_>) -> bool {
    let alternatives = spot.items("anyOf");
    let alternatives: Vec<_> = alternatives.iter().map(|item| item.value.clone()).collect();
    sides::is_open(&alternatives)
}

/// Compares the values of two enums, open or closed.
pub fn compare<'a>(walk: &mut Walk<'a>, pair: &Pair<'a>, side: Side) {
    let (before, now) = (listed(&pair.older), listed(&pair.newer));
    let was_open = pair.older.value.get("anyOf").is_some();
    // Of two open ones, the list comes first, and then what else is allowed.
    let alternatives = [&pair.older, &pair.newer].map(|spot| spot.items("anyOf"));
    if let [[older, any], [newer, any_now]] = alternatives.each_ref().map(Vec::as_slice) {
        walk.log.judged_whole(Some(older), Some(newer));
        compare_at(walk, &Pair::new(any, any_now), side);
    }
    // Both name the same list: it is looked at where it stands.
    let named = [&before, &now].map(|spot| sides::schema_name(&spot.pointer).map(str::to_owned));
    if let [Some(before), Some(now)] = &named
        && walk.name_now(before) == now
        && was_open
    {
        return;
    }
    let (values, values_now) = (before.texts("enum"), now.texts("enum"));
    walk.log.judged(&before, &now, "enum");
    // A list that has a name stands elsewhere: it is told where the name is used.
    let (lists, key) = if named.iter().all(Option::is_none) || !was_open {
        let lists = Pair {
            older: before,
            newer: now,
        };
        (lists, "enum")
    } else {
        (pair.clone(), "anyOf")
    };
    for value in values.iter().filter(|value| !values_now.contains(value)) {
        let message = format!("the value `{value}` is gone");
        walk.key(Class::Breaking, "enum", &lists, key, message);
    }
    for value in values_now.iter().filter(|value| !values.contains(value)) {
        let class = if was_open {
            Class::Additive
        } else {
            side.looser()
        };
        walk.key(
            class,
            "enum",
            &lists,
            key,
            format!("the value `{value}` is new"),
        );
    }
}

/// The schema that lists the values.
fn listed<'a>(spot: &Spot<'a>) -> Spot<'a> {
    match spot.items("anyOf").first() {
        Some(first) => first.resolved(),
        None => spot.clone(),
    }
}

/// Compares two unions: which field tells the objects apart, and by which values.
pub fn union<'a>(walk: &mut Walk<'a>, pair: &Pair<'a>) {
    let Some(tags) = pair.get("x-mureka-union") else {
        return;
    };
    other(walk, &tags, "property");
    walk.log.judged(&tags.older, &tags.newer, "mapping");
    walk.log.judged(&pair.older, &pair.newer, "anyOf");
    let mapping = |spot: &Spot<'a>| -> BTreeMap<String, String> {
        let entries = spot.entries("mapping").into_iter();
        let entries =
            entries.filter_map(|(value, to)| Some((value, to.value.as_str()?.to_owned())));
        entries.collect()
    };
    let (before, now) = (mapping(&tags.older), mapping(&tags.newer));
    for (value, schema) in &before {
        let name = |reference: &str| sides::schema_name(reference).unwrap_or_default().to_owned();
        match now.get(value) {
            None => {
                let message = format!("`{value}` no longer has a variant of its own");
                walk.key(Class::Breaking, "union", &tags, "mapping", message);
            }
            Some(other) if walk.name_now(&name(schema)) != name(other) => {
                let message = format!("`{value}` is `{}`, was `{}`", name(other), name(schema));
                walk.key(Class::Breaking, "union", &tags, "mapping", message);
            }
            Some(_) => {}
        }
    }
    for value in now.keys().filter(|value| !before.contains_key(*value)) {
        let message = format!("`{value}` has a variant of its own");
        walk.key(Class::Additive, "union", &tags, "mapping", message);
    }
    // The one that takes every other value.
    let members = |spot: &Spot<'a>| -> BTreeSet<String> {
        let members = spot.items("anyOf").into_iter();
        members
            .filter_map(|member| member.text("$ref").map(str::to_owned))
            .collect()
    };
    let rest = |members: &BTreeSet<String>, mapping: &BTreeMap<String, String>| -> Vec<String> {
        let rest = members.iter();
        let rest = rest.filter(|member| !mapping.values().any(|mapped| mapped == *member));
        rest.map(|member| sides::schema_name(member).unwrap_or_default().to_owned())
            .collect()
    };
    let (all, all_now) = (members(&pair.older), members(&pair.newer));
    let was: Vec<String> = rest(&all, &before);
    let was: Vec<String> = was
        .iter()
        .map(|name| walk.name_now(name).to_owned())
        .collect();
    let is = rest(&all_now, &now);
    if before == now && was == is && all.len() != all_now.len() {
        let message = "an object of the mapping is missing";
        walk.key(Class::Breaking, "union", pair, "anyOf", message);
    }
    if was != is {
        let message = format!(
            "every other value is `{}`, was `{}`",
            is.join("`, `"),
            was.join("`, `")
        );
        walk.key(Class::Breaking, "union", pair, "anyOf", message);
    }
}
