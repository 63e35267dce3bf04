//! Rules about which fields go together: `required` inside of `not`, `anyOf`, `oneOf`
//! and `allOf`. That they hold nothing else was checked.

use serde_json::Value;

use crate::api::{Presence, Together, Way};

/// Those of an object, its plain `required` aside.
pub fn of(schema: &Value) -> Vec<Together> {
    let mut out = Vec::new();
    if let Some(not) = schema.get("not") {
        match exclusions(not) {
            Some(groups) => out.extend(groups.into_iter().map(Together::Exclusive)),
            None => out.push(Together::Holds(Presence::Not(Box::new(presence(not))))),
        }
    }
    for (key, several) in [("anyOf", true), ("oneOf", false)] {
        let branches = list(schema, key);
        if branches.is_empty() {
            continue;
        }
        let ways: Option<Vec<Way>> = branches.iter().map(way).collect();
        out.push(match ways {
            Some(ways) => Together::Ways { ways, several },
            None if several => Together::Holds(Presence::Any(all(branches))),
            None => Together::Holds(Presence::One(all(branches))),
        });
    }
    for rule in list(schema, "allOf") {
        let needed = names(rule).into_iter().map(Presence::Has);
        out.extend(needed.map(Together::Holds));
        out.extend(of(rule));
    }
    out
}

/// The groups of fields that must not all be there, if `not` says nothing else.
fn exclusions(not: &Value) -> Option<Vec<Vec<String>>> {
    let map = not.as_object()?;
    let mut keys = map.keys().map(String::as_str);
    match (keys.next(), keys.next()) {
        (Some("required"), None) => Some(vec![names(not)]).filter(|groups| !groups[0].is_empty()),
        (Some("anyOf"), None) => {
            let groups: Option<Vec<_>> = list(not, "anyOf").iter().map(exclusions).collect();
            Some(groups?.into_iter().flatten().collect())
        }
        _ => None,
    }
}

fn way(branch: &Value) -> Option<Way> {
    let map = branch.as_object()?;
    if map.keys().any(|key| key != "required" && key != "not") {
        return None;
    }
    let groups = map.get("not").map_or(Some(Vec::new()), exclusions)?;
    let without = groups.into_iter().map(|group| match group.as_slice() {
        [only] => Some(only.clone()),
        // Several that may stand alone, but not together.
        _ => None,
    });
    Some(Way {
        with: names(branch),
        without: without.collect::<Option<_>>()?,
    })
}

fn presence(rule: &Value) -> Presence {
    let mut parts: Vec<Presence> = names(rule).into_iter().map(Presence::Has).collect();
    if let Some(not) = rule.get("not") {
        parts.push(Presence::Not(Box::new(presence(not))));
    }
    if rule.get("anyOf").is_some() {
        parts.push(Presence::Any(all(list(rule, "anyOf"))));
    }
    if rule.get("oneOf").is_some() {
        parts.push(Presence::One(all(list(rule, "oneOf"))));
    }
    parts.extend(all(list(rule, "allOf")));
    Presence::All(parts)
}

fn all(rules: &[Value]) -> Vec<Presence> {
    rules.iter().map(presence).collect()
}

fn list<'a>(rule: &'a Value, key: &str) -> &'a [Value] {
    let list = rule.get(key).and_then(Value::as_array);
    list.map(Vec::as_slice).unwrap_or_default()
}

fn names(rule: &Value) -> Vec<String> {
    let names = list(rule, "required").iter().filter_map(Value::as_str);
    names.map(str::to_owned).collect()
}
