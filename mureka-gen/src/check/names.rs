//! Names that are different in the document and would be the same in code.

use std::collections::BTreeMap;

use crate::api::{Api, Body, Operation, Shape};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Document, escape};

use super::idents::{is_usable, member, pascal, variant};

pub fn check(document: &Document, api: &Api, diagnostics: &mut Diagnostics) {
    operations(document, api, diagnostics);
    types(document, api, diagnostics);
    for (name, shape) in &api.shapes {
        inside(document, name, shape, diagnostics);
    }
    references(document, api, diagnostics);
}

fn operations(document: &Document, api: &Api, diagnostics: &mut Diagnostics) {
    let mut ids: BTreeMap<&str, &str> = BTreeMap::new();
    let mut methods: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for operation in &api.operations {
        if let Some(first) = ids.insert(&operation.id, &operation.pointer) {
            diagnostics.push(
                document,
                Diagnostic::new(
                    "duplicate-operation-id",
                    format!("{}/operationId", operation.pointer),
                    format!(
                        "`{}` is also the operationId of {first} (line {})",
                        operation.id,
                        document.line(first)
                    ),
                    "every operation has a name of its own",
                ),
            );
        } else if let Some(first) =
            methods.insert((&operation.resource, &operation.rust_method), &operation.id)
            && !operation.rust_method.is_empty()
        {
            diagnostics.push(
                document,
                Diagnostic::new(
                    "duplicate-method",
                    format!("{}/x-mureka-method", operation.pointer),
                    format!(
                        "`{}.{}` is already the method of {first}",
                        operation.resource, operation.rust_method
                    ),
                    "give one of the two another `x-mureka-method`",
                ),
            );
        }
    }
}

/// The struct of an operation's query parameters. The body, where there is one, has
/// the plain name.
pub fn parameters_type(operation: &Operation) -> String {
    match operation.body {
        Body::Json { .. } | Body::Multipart { .. } => format!("{}Params", pascal(&operation.id)),
        Body::None | Body::Binary { .. } => pascal(&operation.id),
    }
}

/// The enum of an operation with several successes.
pub fn response_type(operation_id: &str) -> String {
    format!("{}Response", pascal(operation_id))
}

/// In every Rust module, or the generator's own.
const TAKEN: [&str; 16] = [
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "String",
    "Vec",
    "Box",
    "Default",
    "Into",
    "IntoIterator",
    "Extra",
    "List",
    "Secret",
    "Self",
];

fn types(document: &Document, api: &Api, diagnostics: &mut Diagnostics) {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for name in api.shapes.keys() {
        let pointer = format!("/components/schemas/{}", escape(name));
        if *name != pascal(name) || !name.starts_with(|c: char| c.is_ascii_uppercase()) {
            diagnostics.push(
                document,
                Diagnostic::new(
                    "type-name",
                    &pointer,
                    format!("`{name}` is not a type name"),
                    "letters and digits only, the first a capital: `SongPage`",
                ),
            );
        }
        if TAKEN.contains(&name.as_str()) {
            diagnostics.push(
                document,
                Diagnostic::new(
                    "type-name",
                    &pointer,
                    format!("`{name}` means something else in Rust"),
                    "another name",
                ),
            );
        }
        names.insert(name.clone(), pointer);
    }
    for operation in &api.operations {
        let mut added = Vec::new();
        if !operation.query.is_empty() {
            added.push(parameters_type(operation));
        }
        if operation.success.len() > 1 {
            added.push(response_type(&operation.id));
        }
        for name in added {
            let pointer = format!("{}/operationId", operation.pointer);
            if TAKEN.contains(&name.as_str()) {
                diagnostics.push(
                    document,
                    Diagnostic::new(
                        "type-name",
                        &pointer,
                        format!("the generator makes a type `{name}` of this operation, which means something else in Rust"),
                        "rename the operation: `verb_noun`",
                    ),
                );
            }
            if let Some(other) = names.insert(name.clone(), operation.pointer.clone()) {
                diagnostics.push(
                    document,
                    Diagnostic::new(
                        "type-collision",
                        pointer,
                        format!("the generator makes a type `{name}` of this operation, and {other} is called so too"),
                        "rename the schema or the operation",
                    ),
                );
            }
        }
    }
}

fn inside(document: &Document, name: &str, shape: &Shape, diagnostics: &mut Diagnostics) {
    let pointer = format!("/components/schemas/{}", escape(name));
    let (what, names): (&str, Vec<(String, &str)>) = match shape {
        Shape::Struct { fields, .. } | Shape::Keyed { fields, .. } => (
            "field",
            fields
                .iter()
                .map(|field| (member(&field.name), field.name.as_str()))
                .collect(),
        ),
        Shape::ClosedEnum { values } | Shape::OpenEnum { values, .. } => (
            "variant",
            values
                .iter()
                .map(|value| (variant(value), value.as_str()))
                .collect(),
        ),
        Shape::Union { variants, .. } => (
            "variant",
            variants
                .iter()
                .map(|(value, _)| (variant(value), value.as_str()))
                .collect(),
        ),
        Shape::TextOr { other_name, .. } => ("variant", vec![(other_name.clone(), other_name)]),
        _ => return,
    };
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    if matches!(
        shape,
        Shape::Struct { strict: false, .. } | Shape::Keyed { .. }
    ) {
        seen.insert("extra".into(), "the unknown fields");
    }
    if matches!(shape, Shape::Keyed { .. }) {
        seen.insert("entries".into(), "the entries");
    }
    if matches!(shape, Shape::TextOr { .. }) {
        seen.insert("Text".into(), "the text");
    }
    if matches!(
        shape,
        Shape::OpenEnum { .. } | Shape::ClosedEnum { .. } | Shape::Union { .. }
    ) {
        seen.insert("Other".into(), "any other value");
    }
    for (rust, wire) in names {
        if !is_usable(&rust) {
            diagnostics.push(
                document,
                Diagnostic::new(
                    "no-name",
                    &pointer,
                    format!("no {what} can be named after `{wire}`"),
                    "it needs a letter first",
                ),
            );
        } else if let Some(other) = seen.insert(rust.clone(), wire) {
            diagnostics.push(
                document,
                Diagnostic::new(
                    "name-collision",
                    &pointer,
                    format!(
                        "`{wire}` and {} would both be the {what} `{rust}`",
                        quoted(other)
                    ),
                    "one of the two must be described otherwise",
                ),
            );
        }
    }
}

fn quoted(name: &str) -> String {
    if name.contains(' ') {
        name.to_owned()
    } else {
        format!("`{name}`")
    }
}

/// Names that extensions give of operations.
fn references(document: &Document, api: &Api, diagnostics: &mut Diagnostics) {
    for operation in &api.operations {
        if let Some(job) = &operation.job
            && api.operation(&job.poll).is_none()
        {
            let known = api.operations.iter().map(|operation| operation.id.as_str());
            let mut diagnostic = Diagnostic::new(
                "unknown-operation",
                format!("{}/x-mureka-job", operation.pointer),
                format!("`{}` is not an operation of this document", job.poll),
                "name the operation that reads the job",
            );
            if let Some(near) = crate::diagnostic::nearest(&job.poll, known) {
                diagnostic = diagnostic.label(format!("did you mean `{near}`?"));
            }
            diagnostics.push(document, diagnostic);
        }
    }
}
