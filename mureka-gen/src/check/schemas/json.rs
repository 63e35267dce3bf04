//! The JSON Schema that says what an OpenAPI 3.0 schema says.

use serde_json::{Value, json};

use super::PREFIX;
use crate::document::Document;

/// The JSON Schema (2020-12) that says the same as an OpenAPI 3.0 schema does:
/// `nullable` becomes a type of its own. References stay as they are, so the
/// result is read inside [`json_schema`]'s whole.
fn convert(schema: &Value) -> Value {
    match schema {
        Value::Array(items) => Value::Array(items.iter().map(convert).collect()),
        Value::Object(map) => {
            let mut out = serde_json::Map::new();
            for (key, value) in map {
                let value = match key.as_str() {
                    "nullable" | "example" | "default" | "readOnly" => continue,
                    "enum" => value.clone(),
                    "properties" => Value::Object(
                        value
                            .as_object()
                            .into_iter()
                            .flatten()
                            .map(|(name, property)| (name.clone(), convert(property)))
                            .collect(),
                    ),
                    // Plain binary bodies are not JSON; their schema says nothing here.
                    key if key.starts_with("x-") => continue,
                    _ => convert(value),
                };
                out.insert(key.clone(), value);
            }
            if map.get("nullable") == Some(&Value::Bool(true)) && map.contains_key("type") {
                return json!({"anyOf": [{"type": "null"}, out]});
            }
            Value::Object(out)
        }
        other => other.clone(),
    }
}

/// A JSON Schema of its own for the OpenAPI schema at a JSON pointer: the schema
/// and the components it leads to, `nullable` said as JSON Schema says it.
pub fn json_schema(document: &Document, pointer: &str) -> Option<Value> {
    let schema = document.value().pointer(pointer)?;
    let mut out = convert(schema);
    if let Some(reference) = out.get("$ref").cloned() {
        out = json!({"allOf": [{"$ref": reference}]});
    }
    let all = document.value().pointer("/components/schemas");
    let mut components = serde_json::Map::new();
    let mut open = Vec::new();
    names(&out, &mut open);
    while let Some(name) = open.pop() {
        if let Some(schema) = all.and_then(|all| all.get(&name))
            && !components.contains_key(&name)
        {
            let schema = convert(schema);
            names(&schema, &mut open);
            components.insert(name, schema);
        }
    }
    out["components"] = json!({"schemas": components});
    out["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    Some(out)
}

/// The components that a schema refers to.
fn names(schema: &Value, found: &mut Vec<String>) {
    match schema {
        Value::Array(items) => items.iter().for_each(|item| names(item, found)),
        Value::Object(map) => {
            if let Some(name) = map.get("$ref").and_then(Value::as_str) {
                found.extend(name.strip_prefix(PREFIX).map(str::to_owned));
            }
            map.values().for_each(|value| names(value, found));
        }
        _ => {}
    }
}
