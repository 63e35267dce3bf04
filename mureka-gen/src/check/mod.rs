//! Is this document one that the generator turns into code without losing
//! anything? Every answer "no" is a diagnostic; one run reports all of them.

mod examples;
mod extensions;
mod idents;
mod limits;
mod names;
#[cfg(feature = "openapi")]
mod openapi;
mod operations;
mod prose;
mod references;
mod resources;
mod samples;
mod schemas;
mod walk;

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
    #[cfg(feature = "openapi")]
    openapi::check(document, &mut diagnostics);
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
