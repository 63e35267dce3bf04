//! A schema of the document, ready to check values.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use jsonschema::{Keyword, ValidationError, Validator};
use mureka_gen::api::{Operation, Parameter, Shape};
use mureka_gen::{Api, Document, escape, json_schema};
use serde_json::{Map, Value, json};

use super::json;

/// Names the fields of an object in the order of the document: JSON objects have none.
pub(super) const ORDER: &str = "x-mureka-order";
/// Refers to the schema of the JSON that a text holds.
pub(super) const JSON_TEXT: &str = "x-mureka-json-string";

/// The most characters that a text of all items of a list has together.
pub(super) const TOTAL: &str = "x-mureka-total-length";

const COMPONENTS: &str = "#/components/schemas/";
/// How often a text may hold JSON with a text that holds JSON.
const DEEPEST: usize = 8;

/// Schemas of the JSON that texts hold, by reference.
pub(super) type Held = BTreeMap<String, Arc<Schema>>;

/// A compiled schema.
pub(super) struct Schema {
    /// What it was made of: read when something is wrong.
    root: Value,
    held: Arc<Held>,
    validator: Validator,
}

impl Schema {
    /// The schema at a JSON pointer.
    pub(super) fn of(document: &Document, api: &Api, pointer: &str) -> Result<Self, String> {
        Self::at(document, api, pointer, 0)
    }

    fn at(document: &Document, api: &Api, pointer: &str, depth: usize) -> Result<Self, String> {
        let mut root = converted(document, pointer)?;
        if let Some(name) = pointer.strip_prefix(&COMPONENTS[1..]) {
            mark(document, api, name, &mut root);
        }
        Self::with_components(document, api, root, depth)
    }

    /// One object of several fields: name, pointer to the schema, whether required.
    pub(super) fn of_fields(
        document: &Document,
        api: &Api,
        fields: &[(&str, String, bool)],
    ) -> Result<Self, String> {
        let mut properties = Map::new();
        let mut components = Map::new();
        for (name, pointer, _) in fields {
            let mut schema = converted(document, pointer)?;
            let own = schema.as_object_mut().and_then(|schema| {
                schema.remove("$schema");
                schema.remove("components")
            });
            if let Some(Value::Object(own)) = own.map(|mut own| own["schemas"].take()) {
                components.extend(own);
            }
            properties.insert((*name).to_owned(), schema);
        }
        let names: Vec<&str> = fields.iter().map(|(name, ..)| *name).collect();
        let required = fields.iter().filter(|(.., required)| *required);
        let required: Vec<&str> = required.map(|(name, ..)| *name).collect();
        let root = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "properties": properties,
            "required": required,
            ORDER: names,
            "components": {"schemas": components},
        });
        Self::with_components(document, api, root, 0)
    }

    /// Marks the components, and makes schemas of what their texts hold.
    fn with_components(
        document: &Document,
        api: &Api,
        mut root: Value,
        depth: usize,
    ) -> Result<Self, String> {
        let mut held = Held::new();
        let mut references: Vec<Value> = root.get(JSON_TEXT).into_iter().cloned().collect();
        let components = root.pointer_mut("/components/schemas");
        for (name, schema) in components
            .and_then(Value::as_object_mut)
            .into_iter()
            .flatten()
        {
            mark(document, api, name, schema);
            references.extend(schema.get(JSON_TEXT).cloned());
        }
        for reference in references.iter().filter_map(Value::as_str) {
            if depth == DEEPEST {
                return Err(format!("{reference} is JSON in a text in itself"));
            }
            if !held.contains_key(reference) {
                let pointer = reference.trim_start_matches('#');
                let schema = Self::at(document, api, pointer, depth + 1)?;
                held.insert(reference.to_owned(), Arc::new(schema));
            }
        }
        Self::new(root, held)
    }

    /// A schema in JSON Schema's own words.
    pub(super) fn new(mut root: Value, held: Held) -> Result<Self, String> {
        bound(&mut root);
        let held = Arc::new(held);
        let known = held.clone();
        let validator = jsonschema::options()
            // `date-time` and the like; what has no rule for texts is passed over.
            .should_validate_formats(true)
            .with_keyword(JSON_TEXT, move |_, reference, path| {
                let schema = reference.as_str().and_then(|to| known.get(to)).cloned();
                match schema {
                    Some(schema) => Ok(Box::new(HoldsJson(schema)) as _),
                    None => Err(ValidationError::custom(format!("{path}: leads nowhere"))),
                }
            })
            .with_keyword(TOTAL, |_, total, path| match TotalLength::of(total) {
                Some(total) => Ok(Box::new(total) as _),
                None => Err(ValidationError::custom(format!("{path}: no limit"))),
            })
            .build(&root)
            .map_err(|error| format!("the schema cannot be used for checking: {error}"))?;
        Ok(Self {
            root,
            held,
            validator,
        })
    }

    pub(super) fn root(&self) -> &Value {
        &self.root
    }

    /// The quick look: nothing is allocated.
    pub(super) fn is_valid(&self, value: &Value) -> bool {
        self.validator.is_valid(value)
    }

    /// The slow look.
    pub(super) fn errors<'a>(
        &'a self,
        value: &'a Value,
    ) -> impl Iterator<Item = ValidationError<'a>> {
        self.validator.iter_errors(value)
    }

    /// The schema of the JSON that a text holds, by reference.
    pub(super) fn held(&self, reference: &str) -> Option<&Schema> {
        self.held.get(reference).map(Arc::as_ref)
    }
}

impl fmt::Debug for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Schema").finish_non_exhaustive()
    }
}

/// JSON Schema's side of `x-mureka-json-string`.
struct HoldsJson(Arc<Schema>);

impl<'i> Keyword<'i> for HoldsJson {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if self.is_valid(instance) {
            Ok(())
        } else {
            Err(ValidationError::custom(JSON_TEXT))
        }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        let Value::String(text) = instance else {
            return true;
        };
        json::parse(text)
            .is_ok_and(|parsed| parsed.twice.is_empty() && self.0.is_valid(&parsed.value))
    }
}

/// JSON Schema's side of `x-mureka-total-length`.
pub(super) struct TotalLength {
    /// The field of each item.
    pub(super) field: String,
    /// The most that are allowed.
    pub(super) max: u64,
}

impl TotalLength {
    pub(super) fn of(value: &Value) -> Option<Self> {
        let field = value.get("field")?.as_str()?.to_owned();
        let max = value.get("max")?.as_u64()?;
        Some(Self { field, max })
    }

    /// Characters of the field in all items.
    pub(super) fn count(&self, list: &Value) -> u64 {
        let items = list.as_array().into_iter().flatten();
        let texts = items.filter_map(|item| item.get(&self.field)?.as_str());
        texts.map(|text| text.chars().count() as u64).sum()
    }
}

impl<'i> Keyword<'i> for TotalLength {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if self.is_valid(instance) {
            Ok(())
        } else {
            Err(ValidationError::custom(TOTAL))
        }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        self.count(instance) <= self.max
    }
}

/// JSON pointer of a parameter's schema.
pub(super) fn pointer_of(
    document: &Document,
    operation: &Operation,
    parameter: &Parameter,
) -> Result<String, String> {
    let path = operation
        .pointer
        .rsplit_once('/')
        .map_or("", |(path, _)| path);
    for base in [&operation.pointer, path] {
        let list = document.value().pointer(&format!("{base}/parameters"));
        let count = list.and_then(Value::as_array).map_or(0, Vec::len);
        for index in 0..count {
            let at = follow(document, format!("{base}/parameters/{index}"));
            let name = document.value().pointer(&format!("{at}/name"));
            if name.and_then(Value::as_str) == Some(&parameter.name) {
                return Ok(format!("{at}/schema"));
            }
        }
    }
    Err(format!("{}: not among the parameters", parameter.name))
}

/// Whether an operation needs its body.
pub(super) fn body_required(document: &Document, operation: &Operation) -> bool {
    let at = follow(document, format!("{}/requestBody", operation.pointer));
    let required = document.value().pointer(&format!("{at}/required"));
    required == Some(&Value::Bool(true))
}

/// Where a chain of references ends; a checked document has no circles.
fn follow(document: &Document, mut pointer: String) -> String {
    loop {
        let reference = document.value().pointer(&format!("{pointer}/$ref"));
        match reference
            .and_then(Value::as_str)
            .and_then(|to| to.strip_prefix('#'))
        {
            Some(next) => next.clone_into(&mut pointer),
            None => return pointer,
        }
    }
}

fn converted(document: &Document, pointer: &str) -> Result<Value, String> {
    json_schema(document, pointer).ok_or_else(|| format!("no schema stands at {pointer}"))
}

/// Adds to a component what JSON Schema has no words for.
fn mark(document: &Document, api: &Api, name: &str, schema: &mut Value) {
    if let Some(Shape::Struct { fields, .. } | Shape::Keyed { fields, .. }) = api.shapes.get(name) {
        let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        schema[ORDER] = json!(names);
    }
    for extension in [JSON_TEXT, TOTAL] {
        let pointer = format!("{}{}/{extension}", &COMPONENTS[1..], escape(name));
        if let Some(value) = document.value().pointer(&pointer) {
            schema[extension] = value.clone();
        }
    }
}

/// Gives integers of 64 bits their bounds: to JSON Schema they have none.
fn bound(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(bound),
        Value::Object(map) => {
            map.values_mut().for_each(bound);
            let says = |key: &str, word: &str| map.get(key).and_then(Value::as_str) == Some(word);
            if says("type", "integer") && says("format", "int64") {
                map.entry("minimum").or_insert(i64::MIN.into());
                map.entry("maximum").or_insert(i64::MAX.into());
            }
        }
        _ => {}
    }
}
