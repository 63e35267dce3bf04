//! Fields of answers that extensions speak of.

use serde_json::Value;

use super::Reader;
use crate::api::{Operation, Shape};
use crate::check::schemas::innermost;
use crate::document::escape;

const ACCEPTED_IF: &str = "x-mureka-accepted-if";

/// What a list is to a way through fields.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lists {
    /// It leads on into the items.
    Way,
    /// Nothing leads on.
    End,
}

impl Reader<'_> {
    /// Every field that says how a job or a page is followed is in an answer.
    pub(super) fn followed(&mut self, operations: &[Operation]) {
        // What is missing may be missing because it was refused.
        if !self.diagnostics.is_empty() {
            return;
        }
        for operation in operations {
            if let Some(job) = &operation.job
                && !self.answered(operation, &job.id)
            {
                self.missing(operation, "x-mureka-job", &job.id);
            }
            if let Some(states) = &operation.states {
                let named = [
                    &states.result,
                    &states.code,
                    &states.reference,
                    &states.account,
                ];
                let ways = [&states.status].into_iter().chain(&states.errors);
                for way in ways.chain(named.into_iter().flatten()) {
                    if !self.answered(operation, way) {
                        self.missing(operation, "x-mureka-states", way);
                    }
                }
                if let Some(way) = &states.early
                    && self.leads(operation, way, Lists::Way).is_empty()
                {
                    self.missing(operation, "x-mureka-states", way);
                }
            }
            if let Some(cursor) = &operation.cursor {
                let fields = [&cursor.field, &cursor.items];
                for field in fields.into_iter().chain(&cursor.more) {
                    if !self.answered(operation, field) {
                        self.missing(operation, "x-mureka-cursor", field);
                    }
                }
            }
        }
    }

    /// What says whether a call was accepted is read where it is the whole answer of a
    /// success, and nowhere else.
    pub(super) fn accepted(&mut self, operations: &[Operation]) {
        let schemas = self.document.value().pointer("/components/schemas");
        let schemas = schemas.and_then(Value::as_object).into_iter().flatten();
        for (name, _) in schemas.filter(|(_, schema)| schema.get(ACCEPTED_IF).is_some()) {
            let is_read = operations
                .iter()
                .flat_map(|operation| &operation.success)
                .any(|answer| answer.schema.as_ref() == Some(name) && answer.accepted_if.is_some());
            if !is_read && self.diagnostics.is_empty() {
                self.refuse(
                    "misplaced-extension",
                    &format!("/components/schemas/{}/{ACCEPTED_IF}", escape(name)),
                    format!(
                        "`{ACCEPTED_IF}` of `{name}`, which is not the whole answer of any success"
                    ),
                    "move it to the object that a success refers to",
                );
            }
        }
    }

    fn missing(&mut self, operation: &Operation, extension: &str, field: &str) {
        self.refuse(
            "unknown-field",
            &format!("{}/{extension}", operation.pointer),
            format!("no success of `{}` has a field `{field}`", operation.id),
            "name a field of the answer, dots between levels",
        );
    }

    fn answered(&self, operation: &Operation, way: &str) -> bool {
        !self.leads(operation, way, Lists::End).is_empty()
    }

    fn leads<'s>(&'s self, operation: &'s Operation, way: &str, lists: Lists) -> Vec<&'s str> {
        let schemas = operation
            .success
            .iter()
            .filter_map(|answer| answer.schema.as_deref());
        self.ends(schemas, way.split('.'), lists)
    }

    /// The Rust types of what a way through the fields of some schemas leads to.
    pub(super) fn ends<'s, 'w>(
        &'s self,
        from: impl Iterator<Item = &'s str>,
        way: impl Iterator<Item = &'w str>,
        lists: Lists,
    ) -> Vec<&'s str> {
        let mut open: Vec<&str> = from.collect();
        for step in way {
            let objects = open.into_iter().flat_map(|rust| self.objects(rust, lists));
            open = objects
                .filter_map(|schema| match self.shapes.get(schema)? {
                    Shape::Struct { fields, .. } | Shape::Keyed { fields, .. } => {
                        fields.iter().find(|field| field.name == step)
                    }
                    _ => None,
                })
                .map(|field| field.rust.as_str())
                .collect();
        }
        open
    }

    /// The schema, or those that a union or a list is made of.
    fn objects<'s>(&'s self, rust: &'s str, lists: Lists) -> Vec<&'s str> {
        let rust = match lists {
            Lists::Way => innermost(rust),
            Lists::End => rust,
        };
        match self.shapes.get(rust) {
            Some(Shape::Union {
                variants, fallback, ..
            }) => variants
                .iter()
                .map(|(_, name)| name.as_str())
                .chain([fallback.as_str()])
                .collect(),
            // Types that are made of names alone end somewhere: that was checked.
            Some(Shape::List { items }) if lists == Lists::Way => self.objects(items, lists),
            _ => vec![rust],
        }
    }
}
