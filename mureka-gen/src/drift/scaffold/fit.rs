//! Whether what the docs say is what a schema of the document says already.

use std::collections::BTreeSet;

use serde_json::Value;

use super::seen::Seen;
use crate::api::{Api, Shape};
use crate::document::Document;
use crate::reference::{Kind, Parameter};

const PREFIX: &str = "#/components/schemas/";

/// Deeper than this nothing is compared.
const DEEPEST: usize = 24;

/// A field that a schema of answers lacks.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// Name of the schema.
    pub schema: String,
    /// Name of the field.
    pub field: String,
    /// What is seen there.
    pub seen: Seen,
}

/// The named schema that a schema refers to.
pub fn referenced(schema: &Value) -> Option<&str> {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        return name.strip_prefix(PREFIX);
    }
    match schema.get("allOf").and_then(Value::as_array)?.as_slice() {
        [only] => referenced(only),
        _ => None,
    }
}

/// A schema, or the one that it refers to.
pub fn resolved<'a>(document: &'a Document, mut schema: &'a Value) -> &'a Value {
    for _ in 0..DEEPEST {
        let inner = match schema
            .get("allOf")
            .and_then(Value::as_array)
            .map(Vec::as_slice)
        {
            Some([only]) => only,
            _ if schema.get("$ref").is_some() => schema,
            _ => break,
        };
        match document.resolve(inner) {
            Some(next) => schema = next,
            None => break,
        }
    }
    schema
}

/// What a schema of answers lacks to take everything that was seen.
///
/// # Errors
/// The way to a value that it cannot take, whatever is added.
pub fn gap(document: &Document, schema: &Value, seen: &Seen) -> Result<Vec<Gap>, String> {
    let mut gaps = Vec::new();
    look(document, schema, seen, "", 0, &mut gaps)?;
    Ok(gaps)
}

fn look(
    document: &Document,
    schema: &Value,
    seen: &Seen,
    way: &str,
    depth: usize,
    gaps: &mut Vec<Gap>,
) -> Result<(), String> {
    if depth > DEEPEST || seen.kinds() == 0 {
        return Ok(());
    }
    let name = referenced(schema);
    let schema = resolved(document, schema);
    let list = |key: &str| schema.get(key).and_then(Value::as_array);
    if schema.get("type").is_none()
        && let Some(several) = list("oneOf").or_else(|| list("anyOf"))
    {
        return alternatives(document, several, seen, way, depth, gaps);
    }
    let refused = || {
        Err(if way.is_empty() {
            "the whole answer".to_owned()
        } else {
            format!("`{way}`")
        })
    };
    let only = |kind: bool| kind && seen.kinds() == 1;
    let text = |key: &str| schema.get(key).and_then(Value::as_str);
    match text("type") {
        None => Ok(()),
        Some("string") => {
            let moment = text("format") != Some("date-time") || seen.moments != Some(false);
            let known = list("enum").is_none_or(|values| {
                !seen.text
                    && seen
                        .literals
                        .iter()
                        .chain(&seen.shown)
                        .all(|text| values.iter().any(|value| value.as_str() == Some(text)))
            });
            if only(seen.has_text()) && moment && known && text("format") != Some("binary") {
                Ok(())
            } else {
                refused()
            }
        }
        Some("integer") if only(seen.has_number()) && !seen.fraction => Ok(()),
        Some("number") if only(seen.has_number()) => Ok(()),
        Some("boolean") if only(seen.boolean) => Ok(()),
        Some("array") if only(seen.list.is_some()) => match (&seen.list, schema.get("items")) {
            (Some(items), Some(schema)) => look(document, schema, items, way, depth + 1, gaps),
            _ => Ok(()),
        },
        Some("object") if only(seen.has_object()) => {
            let properties = schema.get("properties").and_then(Value::as_object);
            let keyed = schema.get("x-mureka-keyed").and_then(Value::as_str);
            if properties.is_none() && keyed.is_none() && name.is_none() {
                return Ok(());
            }
            if let Some(values) = &seen.map {
                let Some(of) = keyed else { return refused() };
                let of = serde_json::json!({ "$ref": of });
                look(document, &of, values, way, depth + 1, gaps)?;
            }
            for (field, seen) in seen.fields() {
                let way = join(way, field);
                match (
                    properties.and_then(|properties| properties.get(field)),
                    name,
                ) {
                    (Some(property), _) => {
                        look(document, property, seen, &way, depth + 1, gaps)?;
                    }
                    (None, Some(name)) => gaps.push(Gap {
                        schema: name.to_owned(),
                        field: field.clone(),
                        seen: seen.clone(),
                    }),
                    (None, None) => return Err(format!("`{way}`")),
                }
            }
            Ok(())
        }
        _ => refused(),
    }
}

fn join(way: &str, field: &str) -> String {
    if way.is_empty() {
        field.to_owned()
    } else {
        format!("{way}.{field}")
    }
}

/// Each kind of value needs one alternative that takes it; of several, the one that
/// lacks least.
fn alternatives(
    document: &Document,
    several: &[Value],
    seen: &Seen,
    way: &str,
    depth: usize,
    gaps: &mut Vec<Gap>,
) -> Result<(), String> {
    for part in parts(seen) {
        let mut best: Option<Vec<Gap>> = None;
        let mut error = format!("`{way}`");
        for schema in several {
            let mut here = Vec::new();
            match look(document, schema, &part, way, depth + 1, &mut here) {
                Ok(()) if best.as_ref().is_none_or(|best| here.len() < best.len()) => {
                    best = Some(here);
                }
                Ok(()) => {}
                Err(refused) => error = refused,
            }
        }
        gaps.extend(best.ok_or(error)?);
    }
    Ok(())
}

/// What was seen, one kind of value each.
fn parts(seen: &Seen) -> Vec<Seen> {
    let none = Seen::default;
    let mut parts = Vec::new();
    if seen.has_text() {
        parts.push(Seen {
            text: seen.text,
            shown: seen.shown.clone(),
            literals: seen.literals.clone(),
            moments: seen.moments,
            ..none()
        });
    }
    if seen.has_number() {
        parts.push(Seen {
            integer: seen.integer,
            fraction: seen.fraction,
            number: seen.number,
            ..none()
        });
    }
    if seen.boolean {
        parts.push(Seen {
            boolean: true,
            ..none()
        });
    }
    if seen.list.is_some() {
        parts.push(Seen {
            list: seen.list.clone(),
            ..none()
        });
    }
    if seen.has_object() {
        parts.push(Seen {
            object: seen.object.clone(),
            map: seen.map.clone(),
            ..none()
        });
    }
    parts
}

/// A schema of answers that takes what was seen, and how well.
#[derive(Debug, Clone, PartialEq)]
pub struct Reuse {
    /// Its name.
    pub name: String,
    /// Fields that it has and that were not seen.
    pub extra: usize,
    /// What it lacks.
    pub gaps: Vec<Gap>,
}

/// The named object of answers that is meant, if there is one like it. `hints` are the
/// names of schemas that fields of the same name lead to.
pub fn reuse(
    document: &Document,
    api: &Api,
    seen: &Seen,
    hints: &BTreeSet<String>,
) -> Option<Reuse> {
    let mut found: Vec<(bool, Reuse)> = Vec::new();
    for (name, shape) in &api.shapes {
        let known: BTreeSet<&str> = match shape {
            Shape::Struct {
                strict: false,
                fields,
            }
            | Shape::Keyed { fields, .. } => {
                fields.iter().map(|field| field.name.as_str()).collect()
            }
            _ => continue,
        };
        let is_keyed = matches!(shape, Shape::Keyed { .. });
        if is_keyed != seen.map.is_some() {
            continue;
        }
        let schema = serde_json::json!({ "$ref": format!("{PREFIX}{name}") });
        let Ok(gaps) = gap(document, &schema, seen) else {
            continue;
        };
        let fields = seen.fields().len();
        let new = gaps.iter().filter(|gap| gap.schema == *name).count();
        let common = fields.saturating_sub(new);
        let extra = known.len().saturating_sub(common);
        let hinted = hints.contains(name);
        let alike = is_keyed
            || fields == 0 && known.is_empty()
            || fields > 0 && (extra == 0 || hinted || common >= 3 || common * 2 >= known.len());
        let near = gaps.is_empty() || common >= 3 && common * 4 >= fields * 3;
        if alike && near && (common > 0 || fields == 0) {
            let name = name.clone();
            found.push((hinted, Reuse { name, extra, gaps }));
        }
    }
    let best = found
        .into_iter()
        .min_by_key(|(hinted, reuse)| (reuse.gaps.len(), !hinted, reuse.extra))?
        .1;
    Some(with_union(api, best, seen))
}

/// A variant of a union stands for all of it where the field that tells them apart is there.
fn with_union(api: &Api, reuse: Reuse, seen: &Seen) -> Reuse {
    for (name, shape) in &api.shapes {
        if let Shape::Union {
            tag,
            variants,
            fallback,
        } = shape
        {
            let is_part = variants.iter().any(|(_, variant)| *variant == reuse.name)
                || *fallback == reuse.name;
            if is_part && seen.fields().iter().any(|(field, _)| field == tag) {
                return Reuse {
                    name: name.clone(),
                    ..reuse
                };
            }
        }
    }
    reuse
}

/// Whether a schema of requests says the same of a parameter as the page.
pub fn agrees(document: &Document, schema: &Value, parameter: &Parameter) -> bool {
    let inner = resolved(document, schema);
    let count = |key: &str| inner.get(key).and_then(Value::as_u64);
    let digits = inner.get("x-mureka-digits").unwrap_or(inner);
    let number = |key: &str| digits.get(key).and_then(Value::as_f64);
    let same = |page: f64, here: Option<f64>| here.is_some_and(|here| (page - here).abs() < 1e-9);
    let lengths = parameter.max_length == count("maxLength")
        && parameter
            .min_length
            .is_none_or(|least| count("minLength") == Some(least));
    let range = match parameter.maximum {
        Some(most) => same(most, number("maximum")),
        None => number("maximum").is_none(),
    } && parameter
        .minimum
        .is_none_or(|least| same(least, number("minimum")));
    let default = schema.get("default").or_else(|| inner.get("default"));
    let default = default.map(|value| value.as_str().map_or(value.to_string(), str::to_owned));
    lengths
        && range
        && parameter.default == default
        && lists(inner, parameter)
        && is_kind(inner, parameter.kind)
}

fn lists(schema: &Value, parameter: &Parameter) -> bool {
    if parameter.values.is_empty() {
        return true;
    }
    if schema.get("type").and_then(Value::as_str) == Some("boolean") {
        return true;
    }
    let here: BTreeSet<&str> = schema
        .get("enum")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let page: BTreeSet<&str> = parameter.values.iter().map(String::as_str).collect();
    let retired = parameter.retired.iter().map(String::as_str);
    here == page || here == page.iter().copied().chain(retired).collect()
}

fn is_kind(schema: &Value, kind: Option<Kind>) -> bool {
    let Some(kind) = kind else { return true };
    let Some(found) = schema.get("type").and_then(Value::as_str) else {
        // An id, or a text that may be something else.
        return !matches!(kind, Kind::Boolean | Kind::File);
    };
    let json = schema.get("x-mureka-json-string").is_some();
    let binary = schema.get("format").and_then(Value::as_str) == Some("binary");
    match kind {
        Kind::Text => found == "string" && !binary,
        Kind::Number => matches!(found, "integer" | "number"),
        Kind::Integer => found == "integer",
        Kind::Boolean => found == "boolean",
        Kind::List => found == "array" || json,
        Kind::Object => found == "object" || json,
        Kind::JsonText => found == "string",
        Kind::File => binary,
    }
}
