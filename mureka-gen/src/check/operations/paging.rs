//! `x-mureka-cursor`: whether the client can follow the pages of an operation, and what it
//! finds in them.

use std::collections::BTreeMap;

use super::Reader;
use crate::api::{Body, Operation, Shape};

/// What the pages of an operation are made of.
#[derive(Debug)]
#[cfg_attr(
    not(feature = "codegen"),
    allow(dead_code, reason = "the check only needs to know that there is one")
)]
pub struct Paging<'a> {
    /// The schema of a page.
    pub page: &'a str,
    /// What the query takes as a cursor.
    pub parameter: Scalar<'a>,
    /// What a page holds as a cursor.
    pub field: Scalar<'a>,
    /// The Rust type of an item.
    pub item: &'a str,
}

/// A value that can be a cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scalar<'a> {
    /// Text.
    Text,
    /// An integer.
    Integer,
    /// A number or text of this schema.
    NumberOrText(&'a str),
}

/// How the pages of an operation with a cursor are read, or what about them and what to do.
pub fn paging<'a>(
    shapes: &'a BTreeMap<String, Shape>,
    operation: &'a Operation,
) -> Option<Result<Paging<'a>, (String, &'static str)>> {
    let cursor = operation.cursor.as_ref()?;
    let at = |way: &str, what: &str| format!("`{way}` of `{}` is {what}", operation.id);
    let read = || {
        let page = page(operation)?;
        let parameter = operation
            .query
            .iter()
            .find(|parameter| parameter.name == cursor.parameter)
            .and_then(|parameter| scalar(shapes, &parameter.rust))
            .ok_or_else(|| (at(&cursor.parameter, "not a number or text"), SCALAR))?;
        let end = |way: &str| {
            end(shapes, page, way).ok_or_else(|| (at(way, "not a field of objects"), OBJECTS))
        };
        let field = scalar(shapes, end(&cursor.field)?)
            .ok_or_else(|| (at(&cursor.field, "not a number or text"), SCALAR))?;
        if let Some(more) = &cursor.more
            && plain(shapes, end(more)?) != "bool"
        {
            let remedy = "name the field that is true while there are more pages";
            return Err((at(more, "not true or false"), remedy));
        }
        let item = end(&cursor.items)?
            .strip_prefix("Vec<")
            .and_then(|rest| rest.strip_suffix('>'))
            .filter(|item| !item.starts_with("Vec<"))
            .ok_or_else(|| {
                let remedy = "an array in its place, of anything but arrays";
                (at(&cursor.items, "not a list of items"), remedy)
            })?;
        Ok(Paging {
            page,
            parameter,
            field,
            item,
        })
    };
    Some(read())
}

const SCALAR: &str = "a cursor is text, an integer, or one of the two";
const OBJECTS: &str = "cursor, items and flag stand in objects, not in lists or in one of several";

fn page(operation: &Operation) -> Result<&str, (String, &'static str)> {
    let id = &operation.id;
    if operation.method != "GET" || operation.body != Body::None {
        let message = format!("`{id}` has a cursor and is not a GET without a body");
        return Err((message, "only what changes nothing is read page by page"));
    }
    if operation.job.is_some() {
        let message = format!("`{id}` has a cursor and starts a job");
        return Err((message, "leave one of the two extensions out"));
    }
    match operation.success.as_slice() {
        [answer] if answer.schema.is_some() => Ok(answer.schema.as_deref().unwrap_or_default()),
        _ => {
            let message = format!("`{id}` has a cursor and not one success with a body");
            Err((message, "describe the page as the only success"))
        }
    }
}

/// The Rust type at the end of a way through fields of objects.
fn end<'a>(shapes: &'a BTreeMap<String, Shape>, page: &'a str, way: &str) -> Option<&'a str> {
    way.split('.').try_fold(page, |schema, step| {
        let (Shape::Struct { fields, .. } | Shape::Keyed { fields, .. }) = shapes.get(schema)?
        else {
            return None;
        };
        let field = fields.iter().find(|field| field.name == step)?;
        Some(field.rust.as_str())
    })
}

fn scalar<'a>(shapes: &'a BTreeMap<String, Shape>, rust: &'a str) -> Option<Scalar<'a>> {
    match plain(shapes, rust) {
        "String" => Some(Scalar::Text),
        "i64" => Some(Scalar::Integer),
        name => match shapes.get(name) {
            Some(Shape::NumberOrText) => Some(Scalar::NumberOrText(name)),
            _ => None,
        },
    }
}

/// What an alias stands for.
fn plain<'a>(shapes: &'a BTreeMap<String, Shape>, rust: &'a str) -> &'a str {
    match shapes.get(rust) {
        // Types that are made of names alone end somewhere: that was checked.
        Some(Shape::Alias { rust }) => plain(shapes, rust),
        _ => rust,
    }
}

impl Reader<'_> {
    /// Pages that the client cannot follow.
    pub(super) fn paged(&mut self, operations: &[Operation]) {
        // What is missing may be missing because it was refused.
        if !self.diagnostics.is_empty() {
            return;
        }
        for operation in operations {
            if let Some(Err((message, remedy))) = paging(self.shapes, operation) {
                let pointer = format!("{}/x-mureka-cursor", operation.pointer);
                self.refuse("unsupported-cursor", &pointer, message, remedy);
            }
        }
    }
}
