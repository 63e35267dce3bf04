//! Fields: their names, their rules, and the Rust type of each.

use serde_json::Value;

use super::{Reader, description, plain, referenced};
use crate::api::Field;
use crate::diagnostic::Diagnostic;
use crate::document::escape;

impl Reader<'_> {
    pub(super) fn fields(&mut self, schema: &Value, pointer: &str) -> Vec<Field> {
        let required: Vec<&str> = schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let empty = serde_json::Map::new();
        let properties = schema
            .get("properties")
            .and_then(Value::as_object)
            .unwrap_or(&empty);
        self.required(schema, properties, pointer);
        self.document
            .keys(&format!("{pointer}/properties"))
            .into_iter()
            .filter_map(|name| {
                let property = properties.get(name)?;
                let at = format!("{pointer}/properties/{}", escape(name));
                Some(Field {
                    name: name.to_owned(),
                    description: description(property),
                    required: required.contains(&name),
                    rust: self.rust(property, &at)?,
                })
            })
            .collect()
    }

    /// Every name under `required`, also inside the rules of exclusion, is a property.
    fn required(
        &mut self,
        rule: &Value,
        properties: &serde_json::Map<String, Value>,
        pointer: &str,
    ) {
        let names = rule
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        for name in names.map(|name| name.as_str().unwrap_or_default()) {
            if !properties.contains_key(name) {
                let near = crate::diagnostic::nearest(name, properties.keys().map(String::as_str))
                    .map(str::to_owned);
                let mut diagnostic = Diagnostic::new(
                    "unknown-required",
                    format!("{pointer}/required"),
                    format!("`{name}` is spoken of but is not among the properties"),
                    "describe it under `properties`, or correct the name",
                );
                if let Some(near) = near {
                    diagnostic = diagnostic.label(format!("did you mean `{near}`?"));
                }
                self.diagnostics.push(self.document, diagnostic);
            }
        }
        for key in ["allOf", "anyOf", "oneOf"] {
            let rules = rule
                .get(key)
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            for (index, rule) in rules.enumerate() {
                self.rule(rule, properties, &format!("{pointer}/{key}/{index}"));
            }
        }
        if let Some(rule) = rule.get("not") {
            self.rule(rule, properties, &format!("{pointer}/not"));
        }
    }

    fn rule(&mut self, rule: &Value, properties: &serde_json::Map<String, Value>, pointer: &str) {
        let stranger = rule.as_object().and_then(|rule| {
            rule.keys().find(|key| {
                !matches!(
                    key.as_str(),
                    "required" | "allOf" | "anyOf" | "oneOf" | "not"
                )
            })
        });
        if let Some(key) = stranger {
            let key = key.clone();
            self.refuse(
                "unsupported-schema",
                &format!("{pointer}/{}", escape(&key)),
                format!("`{key}` inside a rule about which fields go together"),
                "beside `properties`, rules hold `required`, `not`, `anyOf`, `oneOf` and `allOf` only",
            );
        }
        self.required(rule, properties, pointer);
    }

    /// The Rust type of a value of this schema.
    pub(super) fn rust(&mut self, schema: &Value, pointer: &str) -> Option<String> {
        let Some(map) = schema.as_object() else {
            self.refuse(
                "unsupported-schema",
                pointer,
                "a schema is a mapping",
                "write `type: string` and so on",
            );
            return None;
        };
        if !self.form(map, pointer) {
            return None;
        }
        if let Some(name) = referenced(schema) {
            return Some(self.twins.get(name).map_or(name, String::as_str).to_owned());
        }
        if schema.get("$ref").is_some() {
            self.refuse(
                "unsupported-schema",
                pointer,
                format!("{} is not a schema", plain(&schema["$ref"])),
                "refer to something under '#/components/schemas/'",
            );
            return None;
        }
        for key in ["oneOf", "anyOf", "allOf", "not"] {
            if schema.get(key).is_some() {
                self.refuse(
                    "inline-union",
                    pointer,
                    format!("`{key}` needs a name that code can use"),
                    "move it to `components/schemas` and refer to it; beside a reference only `allOf: [{$ref: …}]` is read",
                );
                return None;
            }
        }
        match schema.get("type").and_then(Value::as_str) {
            Some("string") => {
                if schema.get("enum").is_some() {
                    self.refuse(
                        "inline-enum",
                        pointer,
                        "an enum needs a name that code can use",
                        "move it to `components/schemas` and refer to it",
                    );
                    return None;
                }
                Some(match schema.get("format").and_then(Value::as_str) {
                    Some("password") => "Secret".into(),
                    _ => "String".into(),
                })
            }
            Some("integer") => Some("i64".into()),
            Some("number") => Some("f64".into()),
            Some("boolean") => Some("bool".into()),
            Some("array") => {
                let items = schema.get("items").unwrap_or(&Value::Null);
                if !items.is_object() {
                    self.refuse(
                        "unsupported-schema",
                        pointer,
                        "a list of what?",
                        "describe the `items`",
                    );
                    return None;
                }
                self.rust(items, &format!("{pointer}/items"))
                    .map(|items| format!("Vec<{items}>"))
            }
            Some("object") => {
                if schema.get("properties").is_some() {
                    self.refuse(
                        "inline-object",
                        pointer,
                        "an object with properties needs a name that code can use",
                        "move it to `components/schemas` and refer to it",
                    );
                    return None;
                }
                match schema.get("additionalProperties") {
                    Some(Value::Bool(true)) => {
                        Some("serde_json::Map<String, serde_json::Value>".into())
                    }
                    _ => {
                        self.refuse(
                            "unsupported-schema",
                            pointer,
                            "a map whose values are described needs a name and a way to keep what does not fit",
                            "make it a schema with `x-mureka-keyed`; or `additionalProperties: true` for any JSON object",
                        );
                        None
                    }
                }
            }
            // Reported with its form.
            Some(_) => None,
            None => Some("serde_json::Value".into()),
        }
    }
}
