//! Whether a schema takes null.

use serde_json::Value;

use crate::document::Document;

/// Whether null is a value of this schema. `nullable` counts beside a `type` only:
/// OpenAPI 3.0.3 gives it no meaning elsewhere.
pub fn admits_null(document: &Document, schema: &Value) -> bool {
    // Alternatives that refer to each other would be looked at for ever.
    let mut looks = 256_u32;
    look(document, schema, &mut looks)
}

fn look(document: &Document, schema: &Value, looks: &mut u32) -> bool {
    let Some(left) = looks.checked_sub(1) else {
        return false;
    };
    *looks = left;
    let list = |key: &str| schema.get(key).and_then(Value::as_array);
    if schema.get("$ref").is_some() {
        return document
            .resolve(schema)
            .is_some_and(|schema| look(document, schema, looks));
    }
    if let Some(all) = list("allOf") {
        return all.iter().all(|schema| look(document, schema, looks));
    }
    if let Some(any) = list("anyOf").or_else(|| list("oneOf")) {
        return any.iter().any(|schema| look(document, schema, looks));
    }
    schema.get("type").is_none() || schema.get("nullable") == Some(&Value::Bool(true))
}
