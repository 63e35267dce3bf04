//! Schemas: which there are, and what became of each.

use super::finding::Class;
use super::operations::deprecation;
use super::sides::{self, Side};
use super::spot::Spot;
use super::walk::{Pair, Walk, shown};
use super::{enums, limits, rules, structs};

/// The named schemas.
pub fn compare<'a>(walk: &mut Walk<'a>) {
    let schemas = |root: &Spot<'a>| root.get("components").map(|spot| spot.entries("schemas"));
    let before = schemas(&walk.older).unwrap_or_default();
    let now = schemas(&walk.newer).unwrap_or_default();
    let mut known = Vec::new();
    for (name, older) in &before {
        let name_now = walk.name_now(name).to_owned();
        known.push(name_now.clone());
        let Some((_, newer)) = now.iter().find(|(other, _)| *other == name_now) else {
            walk.gone("schema", older, "the schema is gone");
            continue;
        };
        let pair = Pair::new(older, newer);
        if *name != name_now {
            let message = format!("the schema is called `{name_now}`");
            walk.changed(Class::Breaking, "name", &pair, message);
        }
        // Shared with another schema before or now: what is sent and what comes back has
        // another type.
        if !walk.same_in_code(name, &name_now) {
            let [before, now] = walk.names_in_code(name, &name_now);
            let message = format!("in code it is `{now}`, was `{before}`");
            walk.log
                .tell(Class::Breaking, "type", Some(older), Some(newer), message);
        }
        walk.log.judged(older, newer, "x-mureka-same-as");
        let side = walk.side(name);
        compare_at(walk, &pair, side);
    }
    for (name, newer) in &now {
        if !known.contains(name) {
            walk.came(Class::Additive, "schema", newer, "the schema is new");
        }
    }
}

/// What form a schema has, as far as code is another for another form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Any,
    Text,
    Integer,
    Number,
    Boolean,
    List,
    /// Named fields.
    Struct,
    /// Values of one schema under keys of any name.
    Map,
    /// Texts, and no others.
    Closed,
    /// Known texts, and whatever comes.
    Open,
    /// Objects told apart by a field.
    Union,
    /// One of several.
    Either,
    Unknown,
}

impl Form {
    fn of(spot: &Spot<'_>) -> Self {
        let has = |key: &str| spot.value.get(key).is_some();
        let kind = spot.text("type");
        if has("x-mureka-union") {
            return Self::Union;
        }
        match kind {
            Some("string") if has("enum") => Self::Closed,
            Some("string") => Self::Text,
            Some("integer") => Self::Integer,
            Some("number") => Self::Number,
            Some("boolean") => Self::Boolean,
            Some("array") => Self::List,
            Some("object") if has("properties") => Self::Struct,
            Some("object")
                if spot
                    .get("additionalProperties")
                    .is_some_and(|of| of.value.is_object()) =>
            {
                Self::Map
            }
            Some("object") => Self::Struct,
            Some(_) => Self::Unknown,
            None if has("anyOf") && enums::is_open(spot) => Self::Open,
            None if has("anyOf") || has("oneOf") => Self::Either,
            None if has("allOf") => Self::Unknown,
            None if has("properties") => Self::Struct,
            None => Self::Any,
        }
    }

    fn shown(self) -> &'static str {
        match self {
            Self::Any => "any JSON",
            Self::Text => "a text",
            Self::Integer => "a whole number",
            Self::Number => "a number",
            Self::Boolean => "true or false",
            Self::List => "a list",
            Self::Struct => "an object",
            Self::Map => "an object with any keys",
            Self::Closed => "one of listed texts",
            Self::Open => "a text, some of them listed",
            Self::Union => "one of several objects",
            Self::Either => "one of several",
            Self::Unknown => "something else",
        }
    }
}

/// Compares two schemas, named or not, where both stand at the same place.
pub fn compare_at<'a>(walk: &mut Walk<'a>, pair: &Pair<'a>, side: Side) {
    let at = (pair.older.pointer.clone(), pair.newer.pointer.clone(), side);
    if !walk.compared.insert(at) {
        return;
    }
    let within = Pair {
        older: unwrapped(&pair.older),
        newer: unwrapped(&pair.newer),
    };
    // A reference with a description of its own is a reference.
    let wrapped = [(&pair.older, &within.older), (&pair.newer, &within.newer)];
    if wrapped
        .iter()
        .any(|(outer, inner)| outer.pointer != inner.pointer)
    {
        walk.log.judged(&pair.older, &pair.newer, "allOf");
    }
    walk.log.judged(&pair.older, &pair.newer, "$ref");
    let pair = within;
    walk.log.judged(&pair.older, &pair.newer, "$ref");
    let [before, now] = [&pair.older, &pair.newer].map(reference);
    match (before, now) {
        (Some(before), Some(now)) => {
            if walk.name_now(before) == now {
                return;
            }
            if !walk.same_in_code(before, now) {
                let message = format!("its type is `{now}`, was `{before}`");
                walk.changed(Class::Breaking, "type", &pair, message);
                return;
            }
            compare_at(walk, &pair.resolved(), side);
        }
        (None, None) => compare_forms(walk, &pair, side),
        _ => {
            // Named here and not there: what is named is judged in its own place, too.
            walk.log.judged_whole(Some(&pair.older), Some(&pair.newer));
            let resolved = pair.resolved();
            match [&resolved.older, &resolved.newer].map(Form::of) {
                // In code, an object without a name is a map.
                [Form::Struct, Form::Struct] => {
                    let named = |name: Option<&str>| match name {
                        Some(name) => format!("`{name}`"),
                        None => "an object without a name".to_owned(),
                    };
                    let message = format!("its type is {}, was {}", named(now), named(before));
                    walk.changed(Class::Breaking, "type", &pair, message);
                }
                [before, now] if before == now => compare_at(walk, &resolved, side),
                _ => form(walk, &pair),
            }
        }
    }
}

fn compare_forms<'a>(walk: &mut Walk<'a>, pair: &Pair<'a>, side: Side) {
    let (before, now) = (Form::of(&pair.older), Form::of(&pair.newer));
    match (before, now) {
        (Form::Closed, Form::Open) => {
            let message = "other texts than the listed ones are allowed";
            walk.changed(side.looser(), "enum", pair, message);
        }
        (Form::Open, Form::Closed) => {
            let message = "no other texts than the listed ones are allowed";
            walk.changed(side.tighter(), "enum", pair, message);
        }
        _ if before != now => {
            form(walk, pair);
            return;
        }
        _ => {}
    }
    match now {
        Form::Struct => {
            structs::compare(walk, pair, side);
            rules::compare(walk, pair, side);
        }
        Form::Map => structs::values(walk, pair, side),
        Form::List => match pair.get("items") {
            Some(items) => compare_at(walk, &items, side),
            None => other(walk, pair, "items"),
        },
        Form::Closed | Form::Open => enums::compare(walk, pair, side),
        Form::Union => enums::union(walk, pair),
        Form::Either => either(walk, pair, side),
        _ => {}
    }
    facets(walk, pair, side);
}

/// What schemas of any form may have.
fn facets<'a>(walk: &mut Walk<'a>, pair: &Pair<'a>, side: Side) {
    let (before, now) = (pair.older.flag("nullable"), pair.newer.flag("nullable"));
    walk.log.judged(&pair.older, &pair.newer, "nullable");
    if before != now {
        let (class, message) = if now {
            (side.looser(), "it may be null now")
        } else {
            (side.tighter(), "it is never null now")
        };
        walk.key(class, "null", pair, "nullable", message);
    }
    let [before, now] = pair.values("format");
    if before != now {
        let message = format!("its format is {}, was {}", shown(now), shown(before));
        walk.key(Class::Breaking, "type", pair, "format", message);
    }
    let [before, now] = pair.values("default");
    if before != now {
        let class = match (side.sent, before) {
            // What comes back comes, whatever it would be otherwise.
            (false, _) => Class::Cosmetic,
            // Said for the first time; it was so before.
            (true, None) => Class::Additive,
            (true, Some(_)) => Class::Breaking,
        };
        let message = format!(
            "where it is left out it is {}, was {}",
            shown(now),
            shown(before)
        );
        walk.key(class, "default", pair, "default", message);
    }
    for key in [
        "x-mureka-keyed",
        "x-mureka-json-string",
        "x-mureka-accepted-if",
    ] {
        named(walk, pair, key);
    }
    deprecation(walk, pair);
    limits::compare(walk, pair, side);
}

/// An extension that names a schema, or a rule of the client.
fn named<'a>(walk: &mut Walk<'a>, pair: &Pair<'a>, key: &str) {
    let [before, now] = pair.values(key);
    walk.log.judged(&pair.older, &pair.newer, key);
    let [was, is] =
        [&pair.older, &pair.newer].map(|spot| spot.text(key).and_then(sides::schema_name));
    let same = match (was, is) {
        (Some(was), Some(is)) => walk.name_now(was) == is,
        _ => before == now,
    };
    if !same {
        let message = format!("`{key}` is {}, was {}", shown(now), shown(before));
        walk.key(Class::Breaking, "type", pair, key, message);
    }
}

/// One of several: by their order, as long as there are as many of the same forms.
fn either<'a>(walk: &mut Walk<'a>, pair: &Pair<'a>, side: Side) {
    for key in ["oneOf", "anyOf"] {
        let (before, now) = (pair.older.items(key), pair.newer.items(key));
        let alike = before.iter().zip(&now).all(|(older, newer)| {
            let same_name = match (reference(&unwrapped(older)), reference(&unwrapped(newer))) {
                (Some(older), Some(newer)) => {
                    walk.name_now(older) == newer || walk.same_in_code(older, newer)
                }
                (None, None) => true,
                _ => false,
            };
            same_name && Form::of(&older.resolved()) == Form::of(&newer.resolved())
        });
        if before.len() != now.len() || !alike {
            let message = "it is one of others than before";
            walk.key(Class::Breaking, "type", pair, key, message);
            continue;
        }
        for (older, newer) in before.iter().zip(&now) {
            compare_at(walk, &Pair::new(older, newer), side);
        }
    }
}

fn form<'a>(walk: &mut Walk<'a>, pair: &Pair<'a>) {
    let [before, now] = [&pair.older, &pair.newer].map(|spot| Form::of(&spot.resolved()).shown());
    walk.changed(
        Class::Breaking,
        "type",
        pair,
        format!("it is {now}, was {before}"),
    );
}

/// A part that only one edition has, or that is judged as a whole.
pub fn other<'a>(walk: &mut Walk<'a>, pair: &Pair<'a>, key: &str) {
    let [before, now] = pair.values(key);
    if before != now {
        let message = format!("`{key}` is {}, was {}", shown(now), shown(before));
        walk.key(Class::Breaking, "type", pair, key, message);
    }
}

/// A schema without an `allOf` that only adds words to the one reference in it.
fn unwrapped<'a>(spot: &Spot<'a>) -> Spot<'a> {
    let words = ["allOf", "description", "title", "example", "examples"];
    let only_words = spot
        .value
        .as_object()
        .is_some_and(|map| map.keys().all(|key| words.contains(&key.as_str())));
    match spot.items("allOf").as_slice() {
        [one] if only_words => one.clone(),
        _ => spot.clone(),
    }
}

/// The name of the schema it refers to.
fn reference<'a>(spot: &Spot<'a>) -> Option<&'a str> {
    spot.text("$ref").and_then(sides::schema_name)
}
