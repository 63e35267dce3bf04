//! Schemas made of alternatives: ids, open enums, unions told apart by a field.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::check::prose::is_hidden;

use super::{PREFIX, Reader, is_plain_text, plain, referenced};
use crate::api::Shape;
use crate::document::escape;

impl Reader<'_> {
    pub(super) fn one_of(&mut self, variants: &[Value], pointer: &str) -> Option<Shape> {
        let types: BTreeSet<&str> = variants
            .iter()
            .filter_map(|variant| variant.get("type").and_then(Value::as_str))
            .collect();
        if variants.len() == 2 && types == BTreeSet::from(["integer", "string"]) {
            let mut plain = true;
            for (index, variant) in variants.iter().enumerate() {
                let at = format!("{pointer}/oneOf/{index}");
                plain &= self.rust(variant, &at).is_some_and(|rust| rust != "Secret");
            }
            if !plain {
                self.refuse(
                    "ambiguous-union",
                    pointer,
                    "an id is a plain integer or a plain text",
                    "`oneOf: [{type: integer}, {type: string}]`, without `enum` and `format: password`",
                );
            }
            return plain.then_some(Shape::NumberOrText);
        }
        if let [first, second] = variants {
            let first_rust = self.rust(first, &format!("{pointer}/oneOf/0"))?;
            let second_rust = self.rust(second, &format!("{pointer}/oneOf/1"))?;
            let is_text = |schema: &Value| {
                self.document.resolve(schema).is_some_and(|schema| {
                    schema.get("type").and_then(Value::as_str) == Some("string")
                })
            };
            match (is_text(first), is_text(second)) {
                (true, false) => {
                    let other_name = referenced(second).unwrap_or("List").to_owned();
                    return Some(Shape::TextOr {
                        text: first_rust,
                        other: second_rust,
                        other_name,
                    });
                }
                (false, true) => {
                    let other_name = referenced(first).unwrap_or("List").to_owned();
                    return Some(Shape::TextOr {
                        text: second_rust,
                        other: first_rust,
                        other_name,
                    });
                }
                _ => {}
            }
        }
        self.refuse(
            "ambiguous-union",
            pointer,
            "these alternatives cannot be told apart: with all fields optional the first always matches",
            "use `anyOf` with `x-mureka-union` and a fallback; or integer|string; or text|something else",
        );
        None
    }

    pub(super) fn open_enum(
        &mut self,
        name: &str,
        variants: &[Value],
        pointer: &str,
    ) -> Option<Shape> {
        if let [known, other] = variants
            && is_plain_text(other)
        {
            for (index, variant) in variants.iter().enumerate() {
                if let Some(map) = variant.as_object()
                    && !self.form(map, &format!("{pointer}/anyOf/{index}"))
                {
                    return None;
                }
            }
            if let Some(closed) = referenced(known) {
                let at = format!("/components/schemas/{}", escape(closed));
                let schema = self.document.value().pointer(&at)?;
                let values = self.texts(schema, &at)?;
                return Some(Shape::OpenEnum {
                    values,
                    twin: Some(closed.to_owned()),
                });
            }
            if known.get("enum").is_some() {
                let values = self.texts(known, &format!("{pointer}/anyOf/0"))?;
                return Some(Shape::OpenEnum { values, twin: None });
            }
        }
        self.refuse(
            "ambiguous-union",
            pointer,
            format!("`{name}` is an `anyOf` that is neither an open enum nor a union with `x-mureka-union`"),
            "an open enum is `anyOf: [{type: string, enum: […]}, {type: string}]`",
        );
        None
    }

    pub(super) fn texts(&mut self, schema: &Value, pointer: &str) -> Option<Vec<String>> {
        let values = schema.get("enum").and_then(Value::as_array);
        let texts: Option<Vec<String>> = values
            .into_iter()
            .flatten()
            .map(|value| value.as_str().map(str::to_owned))
            .collect();
        match texts {
            Some(texts) if !texts.is_empty() => Some(texts),
            _ => {
                self.refuse(
                    "invalid-enum",
                    pointer,
                    "an enum lists one or more texts and nothing else",
                    "quote values that read as numbers or booleans; say `nullable` instead of listing null",
                );
                None
            }
        }
    }

    /// Retired values are among the values.
    pub(super) fn retired(&mut self, retired: Option<&Value>, values: &[String], pointer: &str) {
        let Some(retired) = retired else { return };
        let known = |value: &Value| {
            let text = value.as_str();
            text.is_some_and(|text| values.iter().any(|value| value == text))
        };
        let list = retired.as_array().filter(|list| !list.is_empty());
        if !list.is_some_and(|list| list.iter().all(known)) {
            self.refuse(
                "invalid-extension",
                &format!("{pointer}/x-mureka-retired"),
                format!("`x-mureka-retired` is {}", plain(retired)),
                "a list of values of the enum: those taken for the sake of old callers only",
            );
        }
    }

    pub(super) fn union(
        &mut self,
        variants: &[Value],
        union: &Value,
        pointer: &str,
    ) -> Option<Shape> {
        let tag = union
            .get("property")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let mapping = union.get("mapping").and_then(Value::as_object);
        let names: Vec<&str> = variants.iter().filter_map(referenced).collect();
        let mut mapped = Vec::new();
        for (value, target) in mapping.into_iter().flatten() {
            let name = target.as_str().and_then(|text| text.strip_prefix(PREFIX));
            match name.filter(|name| names.contains(name)) {
                Some(name) => mapped.push((value.clone(), name.to_owned())),
                None => self.refuse(
                    "unresolved-ref",
                    &format!("{pointer}/x-mureka-union/mapping/{}", escape(value)),
                    format!(
                        "`{value}` leads to {}, which `anyOf` does not list",
                        plain(target)
                    ),
                    "list the schema under `anyOf`",
                ),
            }
        }
        let fallback: Vec<&&str> = names
            .iter()
            .filter(|name| !mapped.iter().any(|(_, mapped)| mapped == **name))
            .collect();
        for (index, (value, name)) in mapped.iter().enumerate() {
            if let Some((other, _)) = mapped[..index].iter().find(|(_, other)| other == name) {
                self.refuse(
                    "ambiguous-union",
                    &format!("{pointer}/x-mureka-union/mapping/{}", escape(value)),
                    format!("`{name}` stands for `{other}` and for `{value}`: which is one that code makes?"),
                    "give each value a schema of its own",
                );
                return None;
            }
        }
        let hidden = |text: &str| text.chars().any(is_hidden);
        if hidden(tag) || mapped.iter().any(|(value, _)| hidden(value)) {
            self.refuse(
                "control-character",
                &format!("{pointer}/x-mureka-union"),
                "a name holds a character that nobody sees",
                "write the name without it",
            );
            return None;
        }
        let complete = !mapped.is_empty() && names.len() == variants.len() && !tag.is_empty();
        let ([fallback], true) = (fallback.as_slice(), complete) else {
            self.refuse(
                "incomplete-union",
                pointer,
                "a union needs a `property` and a `mapping` for all of its schemas but one, which takes whatever else comes",
                "name every schema with `$ref`, map the known values, and leave one unmapped as the fallback",
            );
            return None;
        };
        Some(Shape::Union {
            tag: tag.to_owned(),
            variants: mapped,
            fallback: (**fallback).to_owned(),
        })
    }
}
