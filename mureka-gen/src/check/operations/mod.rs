//! Operations: complete, and of shapes that the generator turns into methods.

mod body;
mod fields;
mod paging;
mod parameters;
mod path;
mod responses;
mod store;

use std::collections::BTreeMap;

use serde_json::Value;

use super::idents::is_snake;
use super::{extensions, plain, schemas};
use crate::api::{Operation, Resource, Shape};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::document::{Document, escape};

#[cfg(feature = "codegen")]
pub use paging::{Paging, Scalar, paging};

/// The methods that have an answer to decode.
const METHODS: [&str; 5] = ["get", "put", "post", "delete", "patch"];

/// What an operation may say. Another server or another authorization would be
/// ignored: a client has one of each.
const WORDS: [&str; 10] = [
    "operationId",
    "tags",
    "summary",
    "description",
    "externalDocs",
    "deprecated",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
];

/// Reads every operation under `paths`.
pub fn collect(
    document: &Document,
    shapes: &BTreeMap<String, Shape>,
    same_as: &BTreeMap<String, String>,
    resources: &[Resource],
    diagnostics: &mut Diagnostics,
) -> Vec<Operation> {
    let mut reader = Reader {
        document,
        shapes,
        same_as,
        resources,
        diagnostics,
    };
    let mut templates: BTreeMap<String, &str> = BTreeMap::new();
    let paths = document.value().get("paths").and_then(Value::as_object);
    let mut operations = Vec::new();
    for path in document.keys("/paths") {
        let Some(item) = paths.and_then(|paths| paths.get(path)) else {
            continue;
        };
        let pointer = format!("/paths/{}", escape(path));
        reader.path(path, &pointer);
        if let Some(other) = templates.insert(path::nameless(path), path) {
            reader.refuse(
                "duplicate-path",
                &pointer,
                format!("`{path}` is `{other}` with other names"),
                "describe all operations of a path under one template",
            );
        }
        let Some(item) = item.as_object() else {
            continue;
        };
        for key in document.keys(&pointer) {
            let Some(operation) = item.get(key) else {
                continue;
            };
            let at = format!("{pointer}/{}", escape(key));
            if METHODS.contains(&key) {
                let shared = item.get("parameters");
                operations.extend(reader.operation(path, key, operation, shared, &at));
            } else if key == "$ref" {
                reader.refuse(
                    "path-ref",
                    &at,
                    "a path that is a reference is not read",
                    "write the operations here",
                );
            } else if !matches!(key, "parameters" | "summary" | "description")
                && !key.starts_with("x-")
            {
                reader.refuse(
                    "unsupported-operation",
                    &at,
                    format!("`{key}` is none of the methods that the client calls"),
                    "get, post, put, patch or delete",
                );
            }
        }
    }
    reader.followed(&operations);
    reader.paged(&operations);
    reader.stored(&operations);
    reader.accepted(&operations);
    schemas::reached(document, shapes, &operations, reader.diagnostics);
    if operations.is_empty() && reader.diagnostics.is_empty() {
        reader.refuse(
            "no-operations",
            "/paths",
            "the document describes no operation",
            "add one under `paths`",
        );
    }
    operations
}

struct Reader<'a> {
    document: &'a Document,
    shapes: &'a BTreeMap<String, Shape>,
    same_as: &'a BTreeMap<String, String>,
    resources: &'a [Resource],
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Reader<'a> {
    /// What stands there, or in the named component it refers to. Elsewhere a
    /// reference may lead to something else altogether.
    fn resolve(&mut self, value: &'a Value, kind: &str, pointer: &str) -> Option<&'a Value> {
        let mut value = value;
        while let Some(reference) = value.get("$ref").and_then(Value::as_str) {
            let prefix = format!("#/components/{kind}/");
            if reference
                .strip_prefix(&prefix)
                .is_none_or(|name| name.contains('/'))
            {
                self.refuse(
                    "wrong-ref",
                    pointer,
                    format!("`{reference}` is none of the {kind}"),
                    &format!("refer to something under '{prefix}'"),
                );
                return None;
            }
            // References lead somewhere and not in circles: that was checked.
            value = self.document.value().pointer(&reference[1..])?;
        }
        Some(value)
    }

    fn refuse(
        &mut self,
        rule: &'static str,
        pointer: &str,
        message: impl Into<String>,
        remedy: &str,
    ) {
        self.diagnostics.push(
            self.document,
            Diagnostic::new(rule, pointer, message, remedy),
        );
    }

    fn text(&mut self, operation: &Value, key: &str, pointer: &str, remedy: &str) -> String {
        match operation
            .pointer(&format!("/{key}"))
            .and_then(Value::as_str)
        {
            Some(text) if !text.trim().is_empty() => text.trim().to_owned(),
            _ => {
                self.refuse(
                    "missing-text",
                    pointer,
                    format!("there is no `{key}`"),
                    remedy,
                );
                String::new()
            }
        }
    }

    fn operation(
        &mut self,
        path: &str,
        method: &str,
        operation: &'a Value,
        shared: Option<&'a Value>,
        pointer: &str,
    ) -> Option<Operation> {
        let stranger = operation.as_object().and_then(|operation| {
            operation
                .keys()
                .find(|key| !WORDS.contains(&key.as_str()) && !key.starts_with("x-"))
        });
        if let Some(key) = stranger {
            self.refuse(
                "unsupported-operation",
                &format!("{pointer}/{}", escape(key)),
                format!("`{key}` of an operation would be ignored"),
                "all operations of a client have one server and one authorization",
            );
        }
        let Some(id) = operation.get("operationId").and_then(Value::as_str) else {
            self.refuse(
                "missing-operation-id",
                pointer,
                format!("{} {path} has no `operationId`", method.to_uppercase()),
                "name it verb_noun: `create_song`",
            );
            return None;
        };
        if !is_snake(id) {
            self.refuse(
                "invalid-operation-id",
                &format!("{pointer}/operationId"),
                format!("`{id}` is not a name in snake_case"),
                "small letters, digits and `_`, first a letter: `create_song`",
            );
        }
        let resource = self.resource(operation, pointer);
        let summary = self.text(operation, "summary", pointer, "one line: what it does");
        let description = self.text(
            operation,
            "description",
            pointer,
            "units, limits, cost: what a caller must know",
        );
        let docs = self.docs(operation, pointer);
        let (path_parameters, query) = self.parameters(path, operation, shared, pointer);
        let body = self.body(method, operation, pointer);
        let (success, errors) = self.responses(operation, pointer);
        let extensions = extensions::read(self.document, operation, pointer, self.diagnostics);
        if let Some(cursor) = &extensions.cursor
            && !query
                .iter()
                .any(|parameter| parameter.name == cursor.parameter)
        {
            self.refuse(
                "unknown-cursor",
                &format!("{pointer}/x-mureka-cursor"),
                format!("there is no query parameter `{}`", cursor.parameter),
                "name the parameter that takes the cursor",
            );
        }
        if extensions.upload.is_some() && !body.has_file() {
            self.refuse(
                "invalid-extension",
                &format!("{pointer}/x-mureka-upload"),
                "there is no file in the body",
                "it belongs to an operation with a binary body, or with a form with a file",
            );
        }
        Some(Operation {
            id: id.to_owned(),
            pointer: pointer.to_owned(),
            resource,
            rust_method: extensions.method,
            method: method.to_uppercase(),
            path: path.to_owned(),
            summary,
            description,
            docs,
            page_date: extensions.page_date,
            deprecated: operation
                .get("deprecated")
                .and_then(Value::as_bool)
                .unwrap_or(false),
            cost: extensions.cost,
            repeat: extensions.repeat,
            spacing: extensions.spacing,
            slots: extensions.slots,
            retention: extensions.retention,
            job: extensions.job,
            states: extensions.states,
            cursor: extensions.cursor,
            upload: extensions.upload,
            store: extensions.store,
            path_parameters,
            query,
            body,
            success,
            errors,
        })
    }

    fn docs(&mut self, operation: &Value, pointer: &str) -> String {
        let docs = self.text(
            operation,
            "externalDocs/url",
            pointer,
            "the address of the vendor's page under `externalDocs.url`",
        );
        let address = |c: char| c.is_ascii_graphic() && !"()<>[]`\"\\".contains(c);
        let is_link = docs.starts_with("http") && docs.chars().all(address);
        if !docs.is_empty() && !is_link {
            self.refuse(
                "invalid-url",
                &format!("{pointer}/externalDocs/url"),
                format!(
                    "{} is not an address that can be a link",
                    plain(&docs.clone().into())
                ),
                "https://… without spaces, brackets and quotes; escape them with %",
            );
        }
        docs
    }

    fn resource(&mut self, operation: &Value, pointer: &str) -> String {
        let tags = operation.get("tags").and_then(Value::as_array);
        let [tag] = tags.map(Vec::as_slice).unwrap_or_default() else {
            self.refuse(
                "one-tag",
                pointer,
                "an operation has exactly one tag: the resource it belongs to",
                "write `tags: [songs]`",
            );
            return String::new();
        };
        let tag = tag.as_str().unwrap_or_default();
        if !self.resources.iter().any(|resource| resource.name == tag) {
            let suggestion =
                nearest(tag, self.resources.iter().map(|r| r.name.as_str())).map(str::to_owned);
            let mut diagnostic = Diagnostic::new(
                "unknown-tag",
                format!("{pointer}/tags/0"),
                format!("`{tag}` is not among the document's `tags`"),
                "list it there with a description",
            );
            if let Some(suggestion) = suggestion {
                diagnostic = diagnostic.label(format!("did you mean `{suggestion}`?"));
            }
            self.diagnostics.push(self.document, diagnostic);
        }
        tag.to_owned()
    }
}
