//! Whether all of the document is OpenAPI 3.0, also what nothing here looks at.

use std::fmt::Write;

use serde_json::Value;
use serde_path_to_error::Segment;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Document, escape};

/// The model that progenitor reads is the `openapiv3` crate's: what it does not
/// accept would fail there without a position. Callbacks are left out: that crate
/// does not know the references which OpenAPI allows there, and no code is made
/// of them.
pub(super) fn check(document: &Document, diagnostics: &mut Diagnostics) {
    let value = without_callbacks(document.value());
    let result: Result<openapiv3::OpenAPI, _> = serde_path_to_error::deserialize(&value);
    if let Err(error) = result {
        let mut pointer = String::new();
        for segment in error.path() {
            match segment {
                Segment::Seq { index } => {
                    let _ = write!(pointer, "/{index}");
                }
                Segment::Map { key } => {
                    pointer.push('/');
                    pointer.push_str(&escape(key));
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
fn without_callbacks(document: &Value) -> Value {
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
