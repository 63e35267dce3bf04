//! The limits of one object or value, as they stand in the document.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{DIGITS, TOTAL, together};
use crate::api::{Limit, Limits, Range, Shape};
use crate::check::plain;
use crate::check::schemas::{innermost, parts, referenced};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Document, escape};

const OF_ANY: [&str; 9] = [
    "minLength",
    "maxLength",
    "pattern",
    DIGITS,
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    TOTAL,
];

/// Reads the limits of schemas, and refuses those that code could not check.
pub struct Reader<'a> {
    pub document: &'a Document,
    pub shapes: &'a BTreeMap<String, Shape>,
    pub diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn refuse(&mut self, pointer: &str, message: impl Into<String>, remedy: &str) {
        let diagnostic = Diagnostic::new("unchecked-limit", pointer, message, remedy);
        self.diagnostics.push(self.document, diagnostic);
    }

    /// What an object keeps.
    pub fn object(&mut self, name: &str) -> Limits {
        let at = format!("/components/schemas/{}", escape(name));
        let schema = self.document.value().pointer(&at);
        let (Some(schema), Some(Shape::Struct { fields, .. })) = (schema, self.shapes.get(name))
        else {
            return Limits::default();
        };
        let mut limited = Vec::new();
        for field in fields {
            let pointer = format!("{at}/properties/{}", escape(&field.name));
            let limits = self.value(&schema["properties"][&field.name], &pointer, 0);
            if !limits.is_empty() {
                limited.push((field.name.clone(), limits));
            }
        }
        Limits {
            fields: limited,
            together: together::of(schema),
        }
    }

    /// What a value keeps, before anything is known of the objects in it.
    pub fn value(&mut self, schema: &Value, pointer: &str, depth: usize) -> Vec<Limit> {
        // What nests deeper is refused by a rule of its own.
        if depth > 32 {
            return Vec::new();
        }
        let text = |key: &str| schema.get(key).and_then(Value::as_str);
        if let Some(name) = referenced(schema) {
            return self.named(name, depth);
        }
        if let Some(held) = text("x-mureka-json-string") {
            self.refuse_limits(schema, pointer, "JSON in a text");
            return self.value(&json!({"$ref": held}), pointer, depth + 1);
        }
        if let Some(variants) = schema.get("oneOf").and_then(Value::as_array) {
            let variants = variants.iter().enumerate();
            return variants
                .flat_map(|(index, variant)| {
                    self.value(variant, &format!("{pointer}/oneOf/{index}"), depth + 1)
                })
                .collect();
        }
        if let Some(variants) = schema.get("anyOf").and_then(Value::as_array) {
            for (index, variant) in variants.iter().enumerate() {
                let at = format!("{pointer}/anyOf/{index}");
                self.refuse_limits(variant, &at, "an enum");
            }
            return Vec::new();
        }
        match text("type") {
            Some("string") if text("format") == Some("binary") => {
                self.refuse_limits(schema, pointer, "a file");
                Vec::new()
            }
            Some("string") if schema.get("enum").is_some() => {
                self.refuse_limits(schema, pointer, "an enum");
                Vec::new()
            }
            Some("string") => self.text(schema, pointer),
            Some("integer") => {
                let range = self.range(schema, pointer, ["minimum", "maximum"], Value::as_i64);
                range.map(Limit::Whole).into_iter().collect()
            }
            Some("number") => {
                let range = self.range(schema, pointer, ["minimum", "maximum"], Value::as_f64);
                range.map(Limit::Real).into_iter().collect()
            }
            Some("array") => self.list(schema, pointer, depth),
            _ => Vec::new(),
        }
    }

    fn named(&mut self, name: &str, depth: usize) -> Vec<Limit> {
        let at = format!("/components/schemas/{}", escape(name));
        match self.shapes.get(name) {
            Some(Shape::Struct { strict: true, .. }) => vec![Limit::Object(name.to_owned())],
            Some(
                Shape::Struct { strict: false, .. } | Shape::Keyed { .. } | Shape::Union { .. },
            ) => {
                self.open(name, "an object that is open");
                Vec::new()
            }
            Some(Shape::TextOr { .. }) => {
                self.open(name, "a text or something else");
                Vec::new()
            }
            Some(_) => match self.document.value().pointer(&at) {
                Some(schema) => self.value(schema, &at, depth + 1),
                None => Vec::new(),
            },
            None => Vec::new(),
        }
    }

    /// Inside of what code reads loosely there are no limits.
    fn open(&mut self, name: &str, what: &str) {
        let mut seen = BTreeSet::new();
        let mut open = vec![name.to_owned()];
        while let Some(name) = open.pop() {
            let Some(shape) = self.shapes.get(&name) else {
                continue;
            };
            if !seen.insert(name.clone()) {
                continue;
            }
            let at = format!("/components/schemas/{}", escape(&name));
            if let Some(schema) = self.document.value().pointer(&at) {
                self.refuse_limits(schema, &at, what);
            }
            open.extend(
                parts(shape)
                    .into_iter()
                    .map(|rust| innermost(rust).to_owned()),
            );
        }
    }

    /// Refuses limits anywhere in a schema.
    fn refuse_limits(&mut self, schema: &Value, pointer: &str, what: &str) {
        match schema {
            Value::Object(map) => {
                for (key, value) in map {
                    let at = format!("{pointer}/{}", escape(key));
                    if key == "properties" {
                        for (name, property) in value.as_object().into_iter().flatten() {
                            let at = format!("{at}/{}", escape(name));
                            self.refuse_limits(property, &at, what);
                        }
                    } else if OF_ANY.contains(&key.as_str()) {
                        self.refuse(
                            &at,
                            format!("`{key}` of {what} in a request, which the client does not check"),
                            "say it in the description; or give the request a schema of its own, made of plain texts, numbers, lists and strict objects",
                        );
                    } else if !matches!(key.as_str(), "example" | "default" | "enum")
                        && !key.starts_with("x-")
                    {
                        self.refuse_limits(value, &at, what);
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.refuse_limits(item, &format!("{pointer}/{index}"), what);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, schema: &Value, pointer: &str) -> Vec<Limit> {
        let lengths = ["minLength", "maxLength"];
        let length = self.range(schema, pointer, lengths, Value::as_u64);
        let mut limits: Vec<Limit> = length.map(Limit::Text).into_iter().collect();
        let pattern = schema.get("pattern").and_then(Value::as_str);
        let digits = schema.get(DIGITS);
        match (pattern, digits) {
            // Digits without a pattern are reported where extensions are.
            (None, _) => {}
            (Some(_), None) => self.refuse(
                &format!("{pointer}/pattern"),
                "a `pattern` in a request, which the client does not check",
                "for a number in digits add `x-mureka-digits: {minimum: 1, maximum: 10}`; say anything else in the description",
            ),
            (Some(pattern), Some(digits)) => {
                let at = format!("{pointer}/{DIGITS}");
                let bounds = ["minimum", "maximum"];
                let known = digits
                    .as_object()
                    .is_some_and(|map| map.keys().all(|key| bounds.contains(&key.as_str())));
                let range = self.range(digits, &at, bounds, Value::as_u64);
                match range.filter(|_| known) {
                    Some(range) if agrees(pattern, range) => {
                        limits.push(Limit::Digits(range));
                    }
                    Some(_) => self.refuse(
                        &at,
                        "the `pattern` beside it takes other numbers",
                        "a pattern from `^` to `$` that takes these numbers, without zeros in front, and no others",
                    ),
                    None => self.refuse(
                        &at,
                        format!("{} is no range of numbers", plain(digits)),
                        "`{minimum: 1, maximum: 10}`, or one of the two",
                    ),
                }
            }
        }
        limits
    }

    fn list(&mut self, schema: &Value, pointer: &str, depth: usize) -> Vec<Limit> {
        let count = self.range(schema, pointer, ["minItems", "maxItems"], Value::as_u64);
        let mut limits: Vec<Limit> = count.map(Limit::Count).into_iter().collect();
        let items = schema.get("items").unwrap_or(&Value::Null);
        let each = self.value(items, &format!("{pointer}/items"), depth + 1);
        if !each.is_empty() {
            limits.push(Limit::Each(each));
        }
        if let Some(total) = schema.get(TOTAL) {
            limits.extend(self.total(total, items, &format!("{pointer}/{TOTAL}")));
        }
        limits
    }

    fn total(&mut self, total: &Value, items: &Value, pointer: &str) -> Option<Limit> {
        let field = total.get("field").and_then(Value::as_str);
        let most = total.get("max").and_then(Value::as_u64);
        let shape = referenced(items).and_then(|name| self.shapes.get(name));
        let fields = match shape {
            Some(Shape::Struct {
                strict: true,
                fields,
            }) => fields.as_slice(),
            _ => &[],
        };
        let is_text = fields
            .iter()
            .any(|other| Some(other.name.as_str()) == field && other.rust == "String");
        match (field, most, total.as_object()) {
            (Some(field), Some(most), Some(map)) if is_text && map.len() == 2 => {
                Some(Limit::Total {
                    field: field.to_owned(),
                    most,
                })
            }
            _ => {
                let diagnostic = Diagnostic::new(
                    "invalid-extension",
                    pointer,
                    format!("`{TOTAL}` needs `field`, a text of each item, and `max`, a number"),
                    "`{field: text, max: 5000}`, beside `items` that refer to a strict object",
                );
                self.diagnostics.push(self.document, diagnostic);
                None
            }
        }
    }

    fn range<T>(
        &mut self,
        schema: &Value,
        pointer: &str,
        [least, most]: [&str; 2],
        read: impl Fn(&Value) -> Option<T>,
    ) -> Option<Range<T>> {
        for key in [least, most] {
            if let Some(value) = schema.get(key).filter(|value| read(value).is_none()) {
                self.refuse(
                    &format!("{pointer}/{key}"),
                    format!("{} is no limit of this value", plain(value)),
                    "a number of the kind that is limited",
                );
            }
        }
        let bound = |key: &str| schema.get(key).and_then(&read);
        let range = Range {
            least: bound(least),
            most: bound(most),
        };
        (range.least.is_some() || range.most.is_some()).then_some(range)
    }
}

/// Whether a pattern takes the numbers around the ends of a range as the range does.
fn agrees(pattern: &str, range: Range<u64>) -> bool {
    let schema = json!({"type": "string", "pattern": pattern});
    let Ok(validator) = jsonschema::validator_for(&schema) else {
        return false;
    };
    let within = |number: u64| {
        range.least.is_none_or(|least| least <= number)
            && range.most.is_none_or(|most| number <= most)
    };
    let ends = [range.least, range.most, Some(0), Some(u64::from(u32::MAX))];
    let around = |end: u64| {
        let tens = [end / 10, end.saturating_mul(10), end.saturating_mul(100)];
        [end.saturating_sub(1), end, end.saturating_add(1)]
            .into_iter()
            .chain(tens)
    };
    let mut numbers = ends.into_iter().flatten().flat_map(around);
    numbers.all(|number| {
        let odd = [
            format!("0{number}"),
            format!("+{number}"),
            format!("{number} "),
            format!(" {number}"),
            format!("{number}.0"),
        ];
        let takes = |text: String| validator.is_valid(&Value::String(text));
        takes(number.to_string()) == within(number) && !odd.into_iter().any(takes)
    })
}
