//! What an operation sends.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Reader;
use crate::api::{Body, Field, Shape};
use crate::check::schemas::{self, Kind, Kinds};
use crate::document::escape;

impl<'a> Reader<'a> {
    pub(super) fn body(&mut self, method: &str, operation: &'a Value, pointer: &str) -> Body {
        let Some(body) = operation.get("requestBody") else {
            return Body::None;
        };
        if method == "get" {
            self.refuse(
                "unsupported-body",
                &format!("{pointer}/requestBody"),
                "a GET with a body: servers and proxies drop it",
                "describe query parameters, or another method",
            );
        }
        let at = format!("{pointer}/requestBody");
        let Some(body) = self.resolve(body, "requestBodies", &at) else {
            return Body::None;
        };
        let at = format!("{pointer}/requestBody/content");
        let empty = serde_json::Map::new();
        let content = body
            .get("content")
            .and_then(Value::as_object)
            .unwrap_or(&empty);
        let names: BTreeSet<&str> = content.keys().map(String::as_str).collect();
        let schema = |media: &str| content.get(media).and_then(|media| media.get("schema"));
        let multipart = "multipart/form-data";
        if let Some(json) = schema("application/json") {
            let others: Vec<&&str> = names
                .iter()
                .filter(|name| !matches!(**name, "application/json" | "multipart/form-data"))
                .collect();
            if !others.is_empty() {
                self.refuse(
                    "unsupported-body",
                    &at,
                    format!("`{}` beside JSON: which of the two is sent?", others[0]),
                    "keep JSON (and multipart/form-data of the same fields, which is not sent)",
                );
            }
            if schema(multipart).is_some_and(|other| other != json) {
                self.refuse(
                    "unsupported-body",
                    &at,
                    "JSON and multipart/form-data have different schemas",
                    "let both refer to the same schema; or keep one of them",
                );
            }
            return match self.request_schema(json, &at) {
                Some(schema) => Body::Json {
                    schema,
                    or_multipart: names.contains(multipart),
                },
                None => Body::None,
            };
        }
        match content.iter().collect::<Vec<_>>().as_slice() {
            [(name, media)] if *name == multipart => self.multipart(media, &at),
            [(name, media)] if is_binary(media.get("schema")) && is_media_type(name) => {
                Body::Binary {
                    media_type: (*name).clone(),
                }
            }
            _ => {
                let list = names.into_iter().collect::<Vec<_>>().join("`, `");
                self.refuse(
                    "unsupported-body",
                    &at,
                    format!("a body of `{list}` is not one the generator can send"),
                    "one of: application/json; multipart/form-data; one other type with `{type: string, format: binary}`",
                );
                Body::None
            }
        }
    }

    fn request_schema(&mut self, schema: &Value, pointer: &str) -> Option<String> {
        let Some(name) = schemas::referenced(schema) else {
            self.refuse(
                "inline-object",
                pointer,
                "the schema of a body needs a name that code can use",
                "move it to `components/schemas`, named after the operation: `CreateSong`",
            );
            return None;
        };
        match self.shapes.get(name) {
            Some(Shape::Struct { strict: true, .. }) => Some(name.to_owned()),
            // Its own diagnostic stands at the schema.
            None => None,
            Some(_) => {
                self.refuse(
                    "open-in-request",
                    pointer,
                    format!(
                        "`{name}` is sent, but is not an object with `additionalProperties: false`"
                    ),
                    "give the request a schema of its own",
                );
                None
            }
        }
    }

    fn multipart(&mut self, media: &Value, at: &str) -> Body {
        let Some(name) = media.get("schema").and_then(schemas::referenced) else {
            self.refuse(
                "inline-object",
                at,
                "the schema of a body needs a name that code can use",
                "move it to `components/schemas`, named after the operation: `UploadFile`",
            );
            return Body::None;
        };
        let schema = format!("/components/schemas/{}", escape(name));
        let fields = match self.shapes.get(name) {
            Some(Shape::Struct {
                strict: true,
                fields,
            }) => fields,
            // Its own diagnostic stands at the schema.
            None => return Body::None,
            Some(_) => {
                self.refuse(
                    "open-in-request",
                    at,
                    format!(
                        "`{name}` is sent, but is not an object with `additionalProperties: false`"
                    ),
                    "give the request a schema of its own",
                );
                return Body::None;
            }
        };
        if media.get("encoding").is_some() {
            self.refuse(
                "unsupported-body",
                at,
                "a form with an `encoding` of its own",
                "leave it out: texts and numbers are sent as text, the file as its type",
            );
        }
        let document = self.document.value();
        let property = |field: &Field| {
            document.pointer(&format!("{schema}/properties/{}", escape(&field.name)))
        };
        let (files, others): (Vec<&Field>, Vec<&Field>) =
            fields.iter().partition(|field| is_binary(property(field)));
        let kinds = Kinds(self.shapes);
        for field in others {
            let kind = kinds.of(&field.rust);
            if !kinds.is_scalar(&field.rust) && !matches!(kind, Kind::Secret | Kind::JsonText) {
                self.refuse(
                    "unsupported-body",
                    &format!("{schema}/properties/{}", escape(&field.name)),
                    format!("`{}` of a form is not one text", field.name),
                    "a text, a number, a boolean, an enum, an id, a secret or JSON in a text",
                );
            }
        }
        if let [file] = files.as_slice() {
            if !file.required {
                self.refuse(
                    "unsupported-body",
                    &schema,
                    format!("the file `{}` of a form is not `required`", file.name),
                    "require it; a call without it is one of its own",
                );
            }
            return Body::Multipart {
                schema: name.to_owned(),
                file: file.name.clone(),
            };
        }
        self.refuse(
            "unsupported-body",
            at,
            format!("a form with {} files", files.len()),
            "exactly one property is `{type: string, format: binary}`",
        );
        Body::None
    }
}

fn is_binary(schema: Option<&Value>) -> bool {
    schema.is_some_and(|schema| {
        schema.get("type").and_then(Value::as_str) == Some("string")
            && schema.get("format").and_then(Value::as_str) == Some("binary")
    })
}

/// `audio/mpeg`: what goes into a header as it stands.
fn is_media_type(name: &str) -> bool {
    let token = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b))
    };
    name.split_once('/')
        .is_some_and(|(kind, subtype)| token(kind) && token(subtype))
}
