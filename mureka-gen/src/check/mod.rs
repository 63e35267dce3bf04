//! Is this document one that the generator turns into code without losing
//! anything? Every answer "no" is a diagnostic; one run reports all of them.

mod examples;
mod extensions;
mod idents;
mod limits;
mod names;
mod operations;
mod prose;
mod references;
mod resources;
mod samples;
mod schemas;
mod walk;

use std::fmt::Write;

use serde_json::Value;

use crate::api::{Api, Samples};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Document;

pub use examples::{ExampleCase, Place, cases, examples};
#[cfg(feature = "codegen")]
pub use idents::{constant, member, pascal, snake, variant};
#[cfg(feature = "drift")]
pub use idents::{is_keyword, is_snake, is_usable, pascal as type_name, snake as words};
#[cfg(feature = "codegen")]
pub use names::{parameters_type, response_type};
#[cfg(feature = "codegen")]
pub use operations::{Paging, Scalar, paging};
pub use schemas::json_schema;
#[cfg(feature = "codegen")]
pub use schemas::{innermost, parts};

/// Checks a document and says what it describes.
pub fn check(document: &Document) -> Result<Api, Diagnostics> {
    let mut diagnostics = Diagnostics::of(document);
    version(document, &mut diagnostics);
    if diagnostics.is_empty() {
        references::check(document, &mut diagnostics);
        prose::check(document, &mut diagnostics);
    }
    // What follows relies on references that lead somewhere, and on clean texts.
    if !diagnostics.is_empty() {
        diagnostics.sort();
        return Err(diagnostics);
    }
    openapi(document, &mut diagnostics);
    let shapes = schemas::collect(document, &mut diagnostics);
    let resources = resources::collect(document, &mut diagnostics);
    let same_as = schemas::same_as(document);
    let mut operations =
        operations::collect(document, &shapes, &same_as, &resources, &mut diagnostics);
    let limits = limits::collect(document, &shapes, &mut operations, &mut diagnostics);
    let mut api = Api {
        title: text(document, "/info/title"),
        server: text(document, "/servers/0/url"),
        resources,
        operations,
        shapes,
        descriptions: schemas::descriptions(document),
        same_as,
        limits,
        samples: Samples::default(),
    };
    names::check(document, &api, &mut diagnostics);
    extensions::unknown(document, &mut diagnostics);
    diagnostics.into_result()?;
    api.samples = samples::collect(&api.operations, &cases(document, &api));
    Ok(api)
}

fn version(document: &Document, diagnostics: &mut Diagnostics) {
    if !document.value().is_object() {
        diagnostics.push(
            document,
            Diagnostic::new(
                "not-openapi",
                "",
                "the document is not a mapping",
                "an OpenAPI document starts with `openapi: 3.0.3`",
            ),
        );
        return;
    }
    match document.value().get("openapi") {
        Some(Value::String(version)) if version.starts_with("3.0.") => {}
        Some(version) => diagnostics.push(
            document,
            Diagnostic::new(
                "unsupported-version",
                "/openapi",
                format!("OpenAPI {} is not read", plain(version)),
                "write the document in OpenAPI 3.0.3; `nullable: true` instead of type lists, `enum` with one value instead of `const`",
            ),
        ),
        None => diagnostics.push(
            document,
            Diagnostic::new(
                "not-openapi",
                "",
                "there is no `openapi` version",
                "an OpenAPI document starts with `openapi: 3.0.3`",
            ),
        ),
    }
}

/// The model that progenitor reads is the `openapiv3` crate's: what it does not
/// accept would fail there without a position. Callbacks are left out: that crate
/// does not know the references which OpenAPI allows there, and no code is made
/// of them.
fn openapi(document: &Document, diagnostics: &mut Diagnostics) {
    let value = without_callbacks(document.value());
    let result: Result<openapiv3::OpenAPI, _> = serde_path_to_error::deserialize(&value);
    if let Err(error) = result {
        let mut pointer = String::new();
        for segment in error.path() {
            use serde_path_to_error::Segment;
            match segment {
                Segment::Seq { index } => {
                    let _ = write!(pointer, "/{index}");
                }
                Segment::Map { key } => {
                    pointer.push('/');
                    pointer.push_str(&crate::document::escape(key));
                }
                Segment::Enum { .. } | Segment::Unknown => break,
            }
        }
        diagnostics.push(
            document,
            Diagnostic::new(
                "invalid-openapi",
                pointer,
                format!("not OpenAPI 3.0: {}", error.inner()),
                "compare with the OpenAPI 3.0.3 specification of this object",
            ),
        );
    }
}

/// The document without callbacks.
pub fn without_callbacks(document: &Value) -> Value {
    let mut value = document.clone();
    if let Some(components) = value.get_mut("components").and_then(Value::as_object_mut) {
        components.remove("callbacks");
    }
    let paths = value.get_mut("paths").and_then(Value::as_object_mut);
    for item in paths.into_iter().flat_map(serde_json::Map::values_mut) {
        for operation in item
            .as_object_mut()
            .into_iter()
            .flat_map(serde_json::Map::values_mut)
        {
            if let Some(operation) = operation.as_object_mut() {
                operation.remove("callbacks");
            }
        }
    }
    value
}

fn text(document: &Document, pointer: &str) -> String {
    document
        .value()
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

/// A value as a message shows it: short, one line.
fn plain(value: &Value) -> String {
    let text = match value {
        Value::String(text) => format!("`{text}`"),
        other => format!("`{other}`"),
    };
    if text.chars().count() > 60 {
        let short: String = text.chars().take(56).collect();
        return format!("{short}…`");
    }
    text
}
