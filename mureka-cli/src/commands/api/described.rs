//! What the documents say of operations, for people and machines.

use std::time::Duration;

use mureka_api::Operation;
use mureka_api::operation::{Body, Cost, Location, Repeat};
use serde::Serialize;

use super::named::{self, Named};
use crate::failure::Failure;
use crate::output::{Listed, Output};

/// An operation.
#[derive(Serialize)]
pub struct Described {
    operation: String,
    api: &'static str,
    method: &'static str,
    path: &'static str,
    cost: &'static str,
    summary: &'static str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    deprecated: bool,
    repeat: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    spacing_seconds: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    slots: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retention_seconds: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<FileWanted>,
    fields: Vec<Field>,
    docs: &'static str,
}

/// A name to give with `-f`.
#[derive(Serialize)]
struct Field {
    name: &'static str,
    r#in: &'static str,
    required: bool,
}

/// What `--file` takes.
#[derive(Serialize)]
struct FileWanted {
    formats: &'static [&'static str],
    #[serde(skip_serializing_if = "Option::is_none")]
    most_bytes: Option<u64>,
}

impl Described {
    pub fn of(named: Named) -> Self {
        let operation = named.operation;
        Self {
            operation: named.name(),
            api: named.api.name(),
            method: operation.method,
            path: operation.path,
            cost: cost(operation),
            summary: operation.summary,
            deprecated: operation.deprecated,
            repeat: match operation.repeat {
                Repeat::Safe => "safe",
                _ => "unsafe",
            },
            spacing_seconds: operation.spacing.map(|wait| wait.as_secs()),
            slots: operation.slots,
            retention_seconds: operation.retention.map(|time| time.as_secs()),
            body: match operation.body {
                Body::Json => Some("application/json"),
                Body::Multipart(_) => Some("multipart/form-data"),
                Body::Binary(media_type) => Some(media_type),
                _ => None,
            },
            file: operation.upload.map(|limits| FileWanted {
                formats: limits.formats,
                most_bytes: limits.bytes,
            }),
            fields: fields(operation),
            docs: operation.docs,
        }
    }

    /// Shows one of them whole.
    pub fn show(&self, output: &Output) -> Result<(), Failure> {
        output.show(self, |output| {
            let Self { method, path, .. } = self;
            output.line(&format!("{}: {}", self.operation, self.summary))?;
            output.line("")?;
            output.line(&format!("  call     {method} {path}"))?;
            output.line(&format!("  cost     {}", self.cost))?;
            if self.deprecated {
                output.line("  advice   the vendor advises against it")?;
            }
            let seconds = |time: u64| format!("{} s", Duration::from_secs(time).as_secs());
            if let Some(time) = self.spacing_seconds {
                output.line(&format!("  spacing  {} between two calls", seconds(time)))?;
            }
            if let Some(slots) = self.slots {
                output.line(&format!("  slots    {slots} for each account"))?;
            }
            if let Some(file) = &self.file {
                output.line(&format!(
                    "  file     {}, by --file",
                    file.formats.join(", ")
                ))?;
            }
            output.line(&format!("  docs     {}", self.docs))?;
            if self.fields.is_empty() {
                return Ok(());
            }
            output.line("")?;
            let row = |field: &Field| {
                let required = if field.required { "required" } else { "" };
                vec![
                    field.name.to_owned(),
                    field.r#in.to_owned(),
                    required.to_owned(),
                ]
            };
            let rows = self.fields.iter().map(row).collect();
            output.table(&["field", "in", ""], rows, "no fields")
        })
    }
}

/// All operations, one a row.
pub fn list(output: &Output) -> Result<(), Failure> {
    let all = named::all().map(Described::of);
    if output.for_people() {
        let row = |operation: Described| {
            vec![
                operation.operation,
                operation.method.to_owned(),
                operation.path.to_owned(),
                operation.cost.to_owned(),
                operation.summary.to_owned(),
            ]
        };
        let header = ["operation", "method", "path", "cost", "summary"];
        return output.table(&header, all.map(row).collect(), "no operations");
    }
    let mut listed = Listed::new(output);
    for operation in all {
        listed.add(&operation)?;
    }
    listed.end()
}

fn cost(operation: &Operation) -> &'static str {
    match operation.cost {
        Cost::Free => "free",
        Cost::Paid => "paid",
        _ => "undocumented",
    }
}

fn fields(operation: &Operation) -> Vec<Field> {
    let parameters = operation.parameters.iter().map(|parameter| Field {
        name: parameter.name,
        r#in: match parameter.location {
            Location::Path => "path",
            _ => "query",
        },
        required: parameter.required,
    });
    let of_body = operation.fields.iter().map(|field| Field {
        name: field.name,
        r#in: "body",
        required: field.required,
    });
    parameters.chain(of_body).collect()
}
