//! Rules about which fields go together: `required` inside of `not`, `anyOf` and `oneOf`.

use serde_json::{Map, Value};

use super::wording::listed;

/// What such a rule says of an object: the field, if it is about one, and the words.
pub(super) type Said<'a> = (Option<&'a str>, String);

/// What `not` says: which of the fields that are there exclude each other. `None` where
/// it holds more than that.
pub(super) fn excluded<'a>(not: &'a Value, object: &Map<String, Value>) -> Option<Vec<Said<'a>>> {
    let mut said = Vec::new();
    for fields in exclusions(not)? {
        if fields.iter().all(|name| object.contains_key(*name)) {
            let (first, others) = fields.split_first()?;
            let rule = if others.is_empty() {
                "not allowed here".to_owned()
            } else {
                format!("not together with {}", listed(others, "and"))
            };
            said.push((Some(*first), rule));
        }
    }
    Some(said)
}

/// What `anyOf` or `oneOf` says of an object that fits none or several. `None` where the
/// alternatives hold more than rules about fields.
pub(super) fn alternatives<'a>(
    branches: &'a [Value],
    object: &Map<String, Value>,
    several: bool,
) -> Option<Vec<Said<'a>>> {
    let branches: Option<Vec<Alternative>> = branches.iter().map(Alternative::of).collect();
    let branches = branches?;
    if several {
        let fit = branches.iter().filter(|branch| branch.fits(object));
        return Some(rivals(&fit.collect::<Vec<_>>()));
    }
    let begun = |branch: &&Alternative| {
        branch.wanted.is_empty() || branch.wanted.iter().any(|name| object.contains_key(*name))
    };
    let nearest = branches
        .iter()
        .filter(begun)
        .min_by_key(|branch| branch.missing(object).count() + branch.barred(object).count());
    let Some(nearest) = nearest else {
        let groups: Vec<String> = branches
            .iter()
            .map(|branch| listed(&branch.wanted, "with"))
            .collect();
        return Some(vec![(
            None,
            format!("one of {} is required", groups.join(", ")),
        )]);
    };
    let there: Vec<&str> = nearest
        .wanted
        .iter()
        .copied()
        .filter(|name| object.contains_key(*name))
        .collect();
    let mut said: Vec<Said> = Vec::new();
    for name in nearest.missing(object) {
        let rule = format!(
            "required together with {}, and missing",
            listed(&there, "and")
        );
        said.push((Some(name), rule));
    }
    for name in nearest.barred(object) {
        let rule = match there.as_slice() {
            [] => "not allowed here".to_owned(),
            there => format!("not together with {}", listed(there, "and")),
        };
        said.push((Some(name), rule));
    }
    Some(said)
}

/// Of two alternatives that both fit, one is too many.
fn rivals<'a>(fit: &[&Alternative<'a>]) -> Vec<Said<'a>> {
    let own = |branch: &Alternative<'a>, other: &Alternative<'a>| {
        let mut names = branch.wanted.iter();
        names.find(|name| !other.wanted.contains(name)).copied()
    };
    let [first, others @ ..] = fit else {
        return Vec::new();
    };
    let said = others
        .iter()
        .map(|other| match (own(first, other), own(other, first)) {
            (Some(name), Some(rival)) => (Some(name), format!("not together with {rival}")),
            (Some(name), None) | (None, Some(name)) => (Some(name), "not allowed here".to_owned()),
            (None, None) => (None, "fits two rules of which one is allowed".to_owned()),
        });
    said.collect()
}

/// One of several ways to fill in a request.
struct Alternative<'a> {
    wanted: Vec<&'a str>,
    barred: Vec<&'a str>,
}

impl<'a> Alternative<'a> {
    fn of(branch: &'a Value) -> Option<Self> {
        let map = branch.as_object()?;
        if map.keys().any(|key| key != "required" && key != "not") {
            return None;
        }
        let wanted = map.get("required").map_or(Some(Vec::new()), names)?;
        let mut barred = Vec::new();
        for fields in map.get("not").map_or(Some(Vec::new()), exclusions)? {
            match fields.as_slice() {
                [only] => barred.push(*only),
                // Several that may stand alone, but not together.
                _ => return None,
            }
        }
        Some(Self { wanted, barred })
    }

    fn missing(&self, object: &Map<String, Value>) -> impl Iterator<Item = &'a str> {
        let wanted = self.wanted.iter().copied();
        wanted.filter(|name| !object.contains_key(*name))
    }

    fn barred(&self, object: &Map<String, Value>) -> impl Iterator<Item = &'a str> {
        let barred = self.barred.iter().copied();
        barred.filter(|name| object.contains_key(*name))
    }

    fn fits(&self, object: &Map<String, Value>) -> bool {
        self.missing(object).next().is_none() && self.barred(object).next().is_none()
    }
}

/// The groups of fields that must not all be there.
fn exclusions(not: &Value) -> Option<Vec<Vec<&str>>> {
    let map = not.as_object()?;
    let mut keys = map.iter();
    match (keys.next(), keys.next()) {
        (Some((key, value)), None) if key == "required" => Some(vec![names(value)?]),
        (Some((key, value)), None) if key == "anyOf" => {
            let groups = value.as_array()?.iter().map(exclusions);
            let groups: Option<Vec<_>> = groups.collect();
            Some(groups?.into_iter().flatten().collect())
        }
        _ => None,
    }
}

fn names(value: &Value) -> Option<Vec<&str>> {
    value.as_array()?.iter().map(Value::as_str).collect()
}
