//! `x-mureka-store`: what it names is in the request and the answer of its operation.

use super::Reader;
use super::fields::Lists;
use crate::api::{Body, Operation, Parameter, Shape, Status, Store, StoreAction};
use crate::document::escape;

const STORE: &str = "x-mureka-store";

/// The answer that is a job, where another one is the result.
const JOB: Status = Status::Code(201);

impl Reader<'_> {
    pub(super) fn stored(&mut self, operations: &[Operation]) {
        // What is missing may be missing because it was refused.
        if !self.diagnostics.is_empty() {
            return;
        }
        for operation in operations {
            if let Some(store) = &operation.store {
                self.taken(operation, store);
                self.shown(operation, store);
            }
        }
    }

    /// What names a record, limits a list or gives a value is in the request.
    fn taken(&mut self, operation: &Operation, store: &Store) {
        let at = |key: &str| format!("{}/{STORE}/{key}", operation.pointer);
        let by = store.by.iter().map(|name| (at("by"), name));
        let sets = store.sets.iter();
        let sets = sets.map(|(field, name)| (at(&format!("sets/{}", escape(field))), name));
        for (pointer, name) in by.chain(sets) {
            if !self.takes(operation, name) {
                self.refuse(
                    "unknown-parameter",
                    &pointer,
                    format!("`{}` takes no `{name}`", operation.id),
                    "name a parameter of the path or the query, or a field of the request",
                );
            }
        }
        let flag = |own: &&String| {
            let mut query = operation.query.iter();
            query.any(|parameter| parameter.name == **own && parameter.rust == "bool")
        };
        if let Some(own) = store.own.as_ref().filter(|own| !flag(own)) {
            self.refuse(
                "unknown-parameter",
                &at("own"),
                format!(
                    "`{}` has no query parameter `{own}` that is true or false",
                    operation.id
                ),
                "name the parameter that limits the list to what the account added itself",
            );
        }
    }

    /// The ids are in the answer, and beside them the fields that are set.
    fn shown(&mut self, operation: &Operation, store: &Store) {
        let Some((id, record)) = store.id.as_deref().and_then(<[String]>::split_last) else {
            return;
        };
        let at = |key: &str| format!("{}/{STORE}/{key}", operation.pointer);
        let answers = self.answers(operation, store.action);
        if store.action == StoreAction::List && answers.is_empty() {
            self.refuse(
                "unknown-list",
                &at("action"),
                format!(
                    "nothing says where `{}` has the items of its list",
                    operation.id
                ),
                "`x-mureka-cursor`, which names them, or an answer that is `x-mureka-keyed`",
            );
            return;
        }
        let place = match store.action {
            StoreAction::List => format!("no item of the list of `{}`", operation.id),
            _ if of_a_job(operation) => {
                format!("no success of `{}`, its job apart,", operation.id)
            }
            _ => format!("no success of `{}`", operation.id),
        };
        let sets = store.sets.keys();
        let sets = sets.map(|field| (at(&format!("sets/{}", escape(field))), field));
        let missing: Vec<(String, String)> = [(at("id"), id)]
            .into_iter()
            .chain(sets)
            .map(|(pointer, field)| (pointer, [record, std::slice::from_ref(field)].concat()))
            .filter(|(_, way)| {
                let steps = way.iter().map(String::as_str);
                self.ends(answers.iter().copied(), steps, Lists::Way)
                    .is_empty()
            })
            .map(|(pointer, way)| (pointer, way.join(".")))
            .collect();
        for (pointer, way) in missing {
            self.refuse(
                "unknown-field",
                &pointer,
                format!("{place} has a field `{way}`"),
                "name a field of the answer, dots between levels",
            );
        }
    }

    /// The schemas that a way to an id starts in.
    fn answers<'s>(&'s self, operation: &'s Operation, action: StoreAction) -> Vec<&'s str> {
        let schemas = operation
            .success
            .iter()
            .filter(|answer| !of_a_job(operation) || answer.status != JOB)
            .filter_map(|answer| answer.schema.as_deref());
        if let (StoreAction::List, Some(cursor)) = (action, &operation.cursor) {
            return self.ends(schemas, cursor.items.split('.'), Lists::End);
        }
        schemas
            .filter_map(|schema| match self.shapes.get(schema) {
                Some(Shape::Keyed { of, .. }) => Some(of.as_str()),
                _ => (action != StoreAction::List).then_some(schema),
            })
            .collect()
    }

    fn takes(&self, operation: &Operation, name: &str) -> bool {
        let is = |parameter: &Parameter| parameter.name == name;
        let fields = match &operation.body {
            Body::Json { schema, .. } | Body::Multipart { schema, .. } => {
                match self.shapes.get(schema) {
                    Some(Shape::Struct { fields, .. }) => fields.as_slice(),
                    _ => &[],
                }
            }
            Body::None | Body::Binary { .. } => &[],
        };
        operation.path_parameters.iter().any(is)
            || operation.query.iter().any(is)
            || fields.iter().any(|field| field.name == name)
    }
}

/// Whether it answers with the result or, by another status, with a job.
fn of_a_job(operation: &Operation) -> bool {
    operation.job.is_some() && operation.success.len() > 1
}
