//! What an operation answers, by status.

use serde_json::Value;

use super::Reader;
use crate::api::{Answer, Shape, Status};
use crate::check::schemas;
use crate::document::escape;

impl<'a> Reader<'a> {
    pub(super) fn responses(
        &mut self,
        operation: &'a Value,
        pointer: &str,
    ) -> (Vec<Answer>, Vec<Answer>) {
        let mut answers = Vec::new();
        let responses = operation.get("responses").and_then(Value::as_object);
        for (key, response) in responses.into_iter().flatten() {
            let at = format!("{pointer}/responses/{key}");
            let Some(status) = Status::parse(key) else {
                let (message, remedy) = if key == "default" {
                    (
                        "`default` says nothing about what went well and what went wrong"
                            .to_owned(),
                        "list the statuses; whole classes as `4XX` and `5XX`",
                    )
                } else {
                    (format!("`{key}` is not a status"), "100 to 999, or `4XX`")
                };
                self.refuse("unsupported-status", &at, message, remedy);
                continue;
            };
            if let Status::Code(100..=199 | 300..=399) | Status::Class(1..=3) = status {
                self.refuse(
                    "unsupported-status",
                    &at,
                    format!("`{key}` is neither a success nor an error that a caller sees"),
                    "successes are listed one by one, errors are 400 to 599 (or `4XX`, `5XX`)",
                );
                continue;
            }
            let Some(response) = self.resolve(response, "responses", &at) else {
                continue;
            };
            let schema = match response.get("content").and_then(Value::as_object) {
                None => None,
                Some(content) => match content.iter().collect::<Vec<_>>().as_slice() {
                    [(media, content)] if *media == "application/json" => {
                        let name = content.get("schema").and_then(schemas::referenced);
                        match name {
                            Some(name) => self.response_schema(name, &at),
                            None => {
                                self.refuse(
                                    "inline-object",
                                    &at,
                                    "the schema of an answer needs a name that code can use",
                                    "move it to `components/schemas` and refer to it",
                                );
                                None
                            }
                        }
                    }
                    _ => {
                        self.refuse(
                            "unsupported-response",
                            &at,
                            "only JSON answers are decoded",
                            "describe the JSON body; leave `content` out where there is none",
                        );
                        None
                    }
                },
            };
            let accepted_if = schema
                .as_deref()
                .filter(|_| status.is_success())
                .and_then(|schema| self.accepted_if(schema));
            answers.push(Answer {
                status,
                schema,
                accepted_if,
                description: response
                    .get("description")
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .trim()
                    .to_owned(),
            });
        }
        answers.sort_by_key(|answer| answer.status);
        let (success, errors): (Vec<_>, Vec<_>) = answers
            .into_iter()
            .partition(|answer| answer.status.is_success());
        if success.is_empty() {
            self.refuse(
                "no-success",
                &format!("{pointer}/responses"),
                "no success status is described",
                "describe 200, 201 or 204",
            );
        }
        (success, errors)
    }

    /// A success may say in its body that it is none: `x-mureka-accepted-if`.
    fn accepted_if(&mut self, schema: &str) -> Option<(String, i64)> {
        let pointer = format!(
            "/components/schemas/{}/x-mureka-accepted-if",
            escape(schema)
        );
        let value = self.document.value().pointer(&pointer)?;
        let Some(Shape::Struct { fields, .. }) = self.shapes.get(schema) else {
            return None;
        };
        let pair = value.as_object().filter(|map| map.len() == 1);
        let pair = pair.and_then(|map| map.iter().next());
        let accepted = pair.and_then(|(name, value)| {
            let field = fields.iter().find(|field| field.name == *name)?;
            let number = matches!(self.shapes.get(&field.rust), Some(Shape::NumberOrText));
            Some((name.clone(), value.as_i64()?)).filter(|_| number)
        });
        if accepted.is_none() {
            self.refuse(
                "invalid-extension",
                &pointer,
                "`x-mureka-accepted-if` does not name a field that is a number or text, and its number",
                "`{code: 0}`: the field of this schema, and what it holds when the call was accepted",
            );
        }
        accepted
    }

    fn response_schema(&mut self, name: &str, at: &str) -> Option<String> {
        match self.shapes.get(name) {
            Some(Shape::Struct { strict: true, .. }) => {
                self.refuse(
                    "strict-in-response",
                    at,
                    format!("`{name}` is an answer but refuses unknown fields: the next new field would fail it"),
                    "`additionalProperties: true`, nothing `required`, every property `nullable: true`",
                );
                None
            }
            Some(Shape::Struct { .. } | Shape::Union { .. } | Shape::Keyed { .. }) => {
                Some(name.to_owned())
            }
            Some(_) => {
                self.refuse(
                    "unsupported-response",
                    at,
                    format!("`{name}` is not an object"),
                    "an answer is an object, a union of objects or a map of them",
                );
                None
            }
            None => None,
        }
    }
}
