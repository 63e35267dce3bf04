//! A copy of the document in the dialect that progenitor reads.
//!
//! progenitor and typify are strict about what they take and silent about what
//! they drop (ARCHITECTURE.md lists both). What they keep well is
//! left to them: objects with their fields, paths, parameters, bodies. What they
//! do not is replaced here by an empty object, a *placeholder*, which
//! [`super::types`] fills in afterwards. Descriptions and limits stay in the tables
//! of [`Api`].
//!
//! The copy goes by numbers: progenitor and typify have rules of their own for names
//! (`MP3File` becomes `Mp3File`, `a.b` and `a-b` meet), and a name that they never
//! see cannot fall under them.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::api::{Api, Body, Field, Operation, Parameter, Shape};

/// The schema that every text of `format: password` is.
pub const SECRET: &str = "Secret";

/// The named schemas by what the copy calls them.
pub struct Names<'a>(BTreeMap<&'a str, String>);

impl<'a> Names<'a> {
    /// Of an API.
    pub fn of(api: &'a Api) -> Self {
        let names = api.shapes.keys().enumerate();
        Self(
            names
                .map(|(index, name)| (name.as_str(), format!("Shape{index}")))
                .collect(),
        )
    }

    /// Of a named schema.
    pub fn shape(&self, name: &str) -> &str {
        self.0.get(name).map_or(SECRET, String::as_str)
    }
}

/// The struct of the parameters of the query of an operation, by its number.
pub fn query_struct(operation: usize) -> String {
    format!("Query{operation}")
}

/// The method of an operation, by its number.
pub fn method(operation: usize) -> String {
    format!("call{operation}")
}

/// A field of an object, by its number.
pub fn field(index: usize) -> String {
    format!("field{index}")
}

/// A parameter of the query, by its number: progenitor sorts by name, and this keeps
/// the order of the document.
pub fn query(index: usize) -> String {
    format!("query{index:06}")
}

/// The lowered document.
pub fn lower(api: &Api, names: &Names<'_>) -> Value {
    let mut schemas = Map::new();
    schemas.insert(SECRET.into(), placeholder());
    let files: BTreeMap<&str, &str> = api
        .operations
        .iter()
        .filter_map(|operation| match &operation.body {
            Body::Multipart { schema, file } => Some((schema.as_str(), file.as_str())),
            _ => None,
        })
        .collect();
    for (name, shape) in &api.shapes {
        let file = files.get(name.as_str()).copied();
        schemas.insert(names.shape(name).into(), lower_shape(names, shape, file));
    }
    let mut paths = Map::new();
    for (index, operation) in api.operations.iter().enumerate() {
        if !operation.query.is_empty() {
            schemas.insert(query_struct(index), parameters(names, &operation.query));
        }
        let item = paths
            .entry(lower_path(operation))
            .or_insert_with(|| json!({}));
        item[operation.method.to_lowercase()] = lower_operation(index, operation, names);
    }
    json!({
        "openapi": "3.0.3",
        "info": {"title": api.title, "version": "0"},
        "paths": paths,
        "components": {"schemas": schemas},
    })
}

/// Whether typify is left to make this shape, or gets a placeholder.
pub fn is_placeholder(shape: &Shape) -> bool {
    !matches!(shape, Shape::Struct { .. })
}

fn placeholder() -> Value {
    json!({"type": "object", "properties": {}, "additionalProperties": false})
}

fn lower_shape(names: &Names<'_>, shape: &Shape, file: Option<&str>) -> Value {
    let Shape::Struct { strict, fields } = shape else {
        return placeholder();
    };
    // The file of a form is an argument of its own.
    let fields = fields.iter().enumerate();
    object(
        names,
        fields.filter(|(_, field)| Some(field.name.as_str()) != file),
        *strict,
    )
}

fn object<'a>(
    names: &Names<'_>,
    fields: impl Iterator<Item = (usize, &'a Field)>,
    strict: bool,
) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (index, field) in fields {
        let mut schema = of_type(names, &field.rust);
        let name = self::field(index);
        if field.required {
            required.push(name.clone());
        } else {
            schema = optional(schema);
        }
        properties.insert(name, schema);
    }
    // `{}` keeps unknown fields, `true` and nothing at all drop them.
    let additional = if strict { json!(false) } else { json!({}) };
    let mut object =
        json!({"type": "object", "properties": properties, "additionalProperties": additional});
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    object
}

fn parameters(names: &Names<'_>, query: &[Parameter]) -> Value {
    let fields: Vec<Field> = query
        .iter()
        .map(|parameter| Field {
            name: parameter.name.clone(),
            description: String::new(),
            required: parameter.required,
            rust: parameter.rust.clone(),
        })
        .collect();
    object(names, fields.iter().enumerate(), true)
}

/// Optional scalars and references become `Option` by themselves; optional lists
/// and maps only where they are nullable.
fn optional(mut schema: Value) -> Value {
    if schema.get("type").is_some() {
        schema["nullable"] = json!(true);
    }
    schema
}

/// The schema of a Rust type that [`crate::check`] gave a field.
fn of_type(names: &Names<'_>, rust: &str) -> Value {
    if let Some(items) = rust
        .strip_prefix("Vec<")
        .and_then(|rest| rest.strip_suffix('>'))
    {
        return json!({"type": "array", "items": of_type(names, items)});
    }
    match rust {
        "String" => json!({"type": "string"}),
        "i64" => json!({"type": "integer", "format": "int64"}),
        "f64" => json!({"type": "number", "format": "double"}),
        "bool" => json!({"type": "boolean"}),
        "serde_json::Value" => json!({}),
        "serde_json::Map<String, serde_json::Value>" => {
            json!({"type": "object", "additionalProperties": true})
        }
        name => reference(names.shape(name)),
    }
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// The path, its parameters by their numbers.
fn lower_path(operation: &Operation) -> String {
    let mut index = 0;
    let segments = operation.path.split('/').map(|segment| {
        if !segment.starts_with('{') {
            return segment.to_owned();
        }
        index += 1;
        format!("{{path{}}}", index - 1)
    });
    segments.collect::<Vec<_>>().join("/")
}

fn lower_operation(index: usize, operation: &Operation, names: &Names<'_>) -> Value {
    let parameters: Vec<Value> = operation
        .path_parameters
        .iter()
        .enumerate()
        .map(|(index, parameter)| (format!("path{index}"), "path", parameter))
        .chain(
            operation
                .query
                .iter()
                .enumerate()
                .map(|(index, parameter)| (query(index), "query", parameter)),
        )
        .map(|(name, location, parameter)| {
            json!({
                "name": name,
                "in": location,
                "required": location == "path" || parameter.required,
                "schema": of_type(names, &parameter.rust),
            })
        })
        .collect();
    let mut lowered = json!({
        "operationId": method(index),
        "parameters": parameters,
        // Statuses are told apart after progenitor: it knows one success type only.
        // A typed one makes it send `Accept: application/json`.
        "responses": {"200": {
            "description": "",
            "content": {"application/json": {"schema": {"type": "string"}}},
        }},
    });
    match &operation.body {
        Body::None => {}
        Body::Json { schema, .. } => {
            lowered["requestBody"] = json!({
                "required": true,
                "content": {"application/json": {"schema": reference(names.shape(schema))}},
            });
        }
        Body::Multipart { .. } | Body::Binary { .. } => {
            lowered["requestBody"] = json!({
                "required": true,
                "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
            });
        }
    }
    lowered
}
