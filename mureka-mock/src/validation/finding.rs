//! Problems before they are told: where they stand, and which of them matter.

use std::collections::BTreeSet;

use super::place::{Place, Step};
use super::schema::Schema;

/// A problem on its way to be told.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) path: Vec<Step>,
    /// Where it stands among the others.
    pub(super) order: Vec<usize>,
    pub(super) rule: String,
    sort: Sort,
}

/// What a problem is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// The type is wrong.
    Type,
    /// The value is wrong: of no interest where its type is.
    Value,
    /// What is there is wrong, or what is not.
    Presence,
}

/// Where a checked value stands in the request.
#[derive(Debug, Clone)]
pub(super) struct Base {
    path: Vec<Step>,
    order: Vec<usize>,
    secret: bool,
}

impl Finding {
    /// About a field of a body or a parameter.
    pub(super) fn new(schema: &Schema, path: Vec<Step>, rule: String) -> Self {
        Base::body().finding(schema, path, rule, Sort::Presence)
    }

    /// About its type.
    pub(super) fn of_type(schema: &Schema, path: Vec<Step>, rule: String) -> Self {
        Base::body().finding(schema, path, rule, Sort::Type)
    }
}

impl Base {
    /// The value is the body.
    pub(super) fn body() -> Self {
        Self {
            path: Vec::new(),
            order: Vec::new(),
            secret: false,
        }
    }

    /// The value stands in a text at this path.
    pub(super) fn inside(&self, schema: &Schema, path: &[Step]) -> Self {
        let place = Place::of(schema.root(), path);
        Self {
            path: self.path.iter().chain(path).cloned().collect(),
            order: self.order.iter().copied().chain(place.order).collect(),
            secret: self.secret || place.secret,
        }
    }

    /// Whether the value is all of the request.
    pub(super) fn is_whole(&self) -> bool {
        self.path.is_empty()
    }

    /// Whether all of it is a secret.
    pub(super) fn secret(&self) -> bool {
        self.secret
    }

    /// A problem at a path from here.
    pub(super) fn finding(
        &self,
        schema: &Schema,
        path: Vec<Step>,
        rule: String,
        sort: Sort,
    ) -> Finding {
        let mut order = self.order.clone();
        order.extend(Place::of(schema.root(), &path).order);
        let shown = self.shown(schema, &path);
        let path = self
            .path
            .iter()
            .cloned()
            .chain(path.into_iter().take(shown));
        Finding {
            path: path.collect(),
            order,
            rule,
            sort,
        }
    }

    /// How many steps may be named: inside a secret a name that nobody knows may be the
    /// secret itself.
    fn shown(&self, schema: &Schema, path: &[Step]) -> usize {
        let unknown = |end: &usize| {
            let secret = self.secret || Place::of(schema.root(), &path[..*end]).secret;
            let next = Place::of(schema.root(), &path[..=*end]);
            secret && next.order.last() == Some(&usize::MAX)
        };
        (0..path.len()).find(unknown).unwrap_or(path.len())
    }
}

/// Drops what says nothing beside the rest.
pub(super) fn settle(found: &mut Vec<Finding>) {
    let mistyped = found.iter().filter(|finding| finding.sort == Sort::Type);
    let mistyped: BTreeSet<Vec<Step>> = mistyped.map(|finding| finding.path.clone()).collect();
    let mut told = BTreeSet::new();
    found.retain(|finding| {
        let idle = finding.sort == Sort::Value && mistyped.contains(&finding.path);
        !idle && told.insert((finding.path.clone(), finding.rule.clone()))
    });
}
