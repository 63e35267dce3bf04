//! Parameters that cannot be given together.

use std::collections::BTreeSet;

use crate::reference::{Endpoint, Place};

use super::facts::parameter_subject;
use super::finding::{Finding, Kind};
use super::ours::Ours;

/// Compares which parameters exclude each other. Pairs with one that is new or gone are
/// told by that.
pub fn compare(endpoint: &Endpoint, ours: &Ours, findings: &mut Vec<Finding>) {
    let pair = |one: &str, other: &str| {
        let (one, other) = if one < other {
            (one, other)
        } else {
            (other, one)
        };
        (one.to_owned(), other.to_owned())
    };
    let named: BTreeSet<&str> = endpoint
        .parameters
        .iter()
        .map(|documented| documented.name.as_str())
        .collect();
    let known = |name: &str| named.contains(name) && ours.parameter(name).is_some();
    let mut now = BTreeSet::new();
    for documented in &endpoint.parameters {
        for other in &documented.excludes {
            if known(&documented.name) && known(other) && *other != documented.name {
                now.insert(pair(&documented.name, other));
            }
        }
    }
    let names: Vec<&str> = ours
        .parameters
        .iter()
        .filter(|given| given.place == Place::Body && known(&given.name))
        .map(|given| given.name.as_str())
        .collect();
    let mut was = BTreeSet::new();
    for (at, one) in names.iter().enumerate() {
        for other in names.get(at + 1..).into_iter().flatten() {
            if ours.rules.exclude(one, other) {
                was.insert(pair(one, other));
            }
        }
    }
    for (one, other) in now.symmetric_difference(&was) {
        let added = now.contains(&(one.clone(), other.clone()));
        let change = if added {
            format!("no longer together with {other}")
        } else {
            format!("may stand with {other} now (was excluded)")
        };
        let excluded = |is: bool| is.then(|| format!("{one} not with {other}"));
        let body = ours.body.as_deref().unwrap_or(&ours.operation.pointer);
        findings.push(
            Finding::new(Kind::Exclusion, &**one, change)
                .values(excluded(added), excluded(!added))
                .at(ours.place(&rules_at(ours, body)))
                .covers(parameter_subject(Place::Body, one))
                .covers(parameter_subject(Place::Body, other)),
        );
    }
}

/// Where the body says which fields go together.
fn rules_at(ours: &Ours, body: &str) -> String {
    let schema = ours.document.value().pointer(body);
    ["not", "oneOf", "anyOf"]
        .into_iter()
        .find(|key| schema.is_some_and(|schema| schema.get(*key).is_some()))
        .map_or_else(|| body.to_owned(), |key| format!("{body}/{key}"))
}
