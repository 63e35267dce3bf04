//! The example of each method: a call that compiles, with values from nowhere in
//! particular.

use std::fmt::Write;

use super::{member, parameters_type, variant};
use crate::api::{Api, Body, Field, Operation, Parameter, Shape};

/// The example of an operation, as lines of a doc comment.
pub fn call(name: &str, api: &Api, operation: &Operation) -> String {
    let mut values = Values {
        api,
        used: Vec::new(),
    };
    let mut arguments: Vec<String> = operation
        .path_parameters
        .iter()
        .map(|parameter| values.segment(parameter))
        .collect();
    if !operation.query.is_empty() {
        let ty = parameters_type(operation);
        let required = operation.query.iter().filter(|p| p.required);
        let required: Vec<String> = required.map(|p| values.argument(&p.rust)).collect();
        arguments.push(format!("{ty}::new({})", required.join(", ")));
        values.used.push(ty);
    }
    match &operation.body {
        Body::None => {}
        Body::Json { schema, .. } => arguments.push(values.request(schema, None)),
        Body::Multipart { schema, file } => {
            arguments.push(values.request(schema, Some(file)));
            arguments.push("mureka_api::Upload::bytes(audio)".into());
        }
        Body::Binary { .. } => arguments.push("mureka_api::Upload::bytes(audio)".into()),
    }
    let mut used = values.used;
    used.sort();
    used.dedup();
    let uploads = matches!(operation.body, Body::Binary { .. } | Body::Multipart { .. });
    let audio = if uploads { ", audio: Vec<u8>" } else { "" };
    let imports = match used.as_slice() {
        [] => String::new(),
        [one] => format!(" use mureka_api::{name}::types::{one};\n\n"),
        _ => format!(
            " use mureka_api::{name}::types::{{{}}};\n\n",
            used.join(", ")
        ),
    };
    let allow = if operation.deprecated {
        " # #[allow(deprecated)]\n"
    } else {
        ""
    };
    format!(
        "{allow} # async fn example(client: mureka_api::{name}::Client{audio}) -> Result<(), mureka_api::Error> {{\n{imports} let answer = client.{}().{}({}).await?;\n # let _ = answer;\n # Ok(())\n # }}",
        member(&operation.resource),
        operation.rust_method,
        arguments.join(", "),
    )
}

/// Values, and the types that have to be imported for them.
struct Values<'a> {
    api: &'a Api,
    used: Vec<String>,
}

impl Values<'_> {
    /// A segment of the path.
    fn segment(&mut self, parameter: &Parameter) -> String {
        let rust = match self.api.shapes.get(&parameter.rust) {
            Some(Shape::Alias { rust }) => rust,
            _ => &parameter.rust,
        };
        if matches!(rust.as_str(), "i64" | "f64" | "bool") {
            return self.argument(rust);
        }
        let text = match parameter.name.as_str() {
            "song_id" => "user:777-mureka:123456789-song:33445566",
            "jobid" => "j0121061432017475905m-u777-a12345678901234-bot:mureka",
            _ => "12345678901234",
        };
        format!("\"{text}\"")
    }

    /// A request with what it needs and a little more.
    fn request(&mut self, schema: &str, file: Option<&String>) -> String {
        let mut out = self.made(schema, file);
        let Some(Shape::Struct { fields, .. }) = self.api.shapes.get(schema) else {
            return out;
        };
        for name in ["prompt", "model", "title", "text", "voice_id"] {
            let optional = |field: &&Field| field.name == name && !field.required;
            let Some(field) = fields.iter().find(optional) else {
                continue;
            };
            match self.api.shapes.get(&field.rust) {
                Some(Shape::OpenEnum { values, .. }) => {
                    let variant = values.first().map(|value| variant(value));
                    let variant = variant.unwrap_or_default();
                    let _ = write!(out, ".{name}({}::{variant})", field.rust);
                    self.used.push(field.rust.clone());
                }
                Some(Shape::NumberOrText) => {
                    let _ = write!(out, ".{name}(12345)");
                }
                None if field.rust == "String" => {
                    let _ = write!(out, ".{name}({})", text_of(name));
                }
                _ => {}
            }
        }
        out
    }

    /// A request with what it needs.
    fn made(&mut self, schema: &str, file: Option<&String>) -> String {
        self.used.push(schema.to_owned());
        let Some(Shape::Struct { fields, .. }) = self.api.shapes.get(schema) else {
            return format!("{schema}::new()");
        };
        let required = fields
            .iter()
            .filter(|field| field.required && Some(&field.name) != file);
        let required: Vec<String> = required.map(|field| self.argument(&field.rust)).collect();
        format!("{schema}::new({})", required.join(", "))
    }

    /// What `new` takes for a field of this type.
    fn argument(&mut self, rust: &str) -> String {
        match rust {
            "i64" => "8000".into(),
            "f64" => "1.0".into(),
            "bool" => "true".into(),
            "String" | "Secret" => "\"…\"".into(),
            "serde_json::Value" => "\"…\".into()".into(),
            rust if rust.starts_with("Vec<") => "[]".into(),
            rust if rust.contains("::") => "serde_json::Map::new()".into(),
            name => match self.api.shapes.get(name) {
                Some(
                    Shape::ClosedEnum { .. }
                    | Shape::OpenEnum { .. }
                    | Shape::NumberOrText
                    | Shape::TextOr { .. }
                    | Shape::Secret,
                ) => "\"…\"".into(),
                _ => self.owned(name),
            },
        }
    }

    /// A value of exactly this named type.
    fn owned(&mut self, name: &str) -> String {
        let value = match self.api.shapes.get(name) {
            Some(Shape::Struct { strict: true, .. }) => return self.made(name, None),
            Some(Shape::Struct { .. } | Shape::Keyed { .. }) => format!("{name}::default()"),
            Some(Shape::List { .. }) => format!("{name}::new()"),
            Some(Shape::Union { fallback, .. }) => {
                self.used.push(fallback.clone());
                format!("{name}::from({fallback}::default())")
            }
            Some(Shape::JsonText { of }) => format!("{name}::from({})", self.owned(of)),
            Some(Shape::Alias { rust }) => {
                return match rust.as_str() {
                    "String" => "String::new()".into(),
                    "serde_json::Value" => "serde_json::Value::Null".into(),
                    rust => self.argument(rust),
                };
            }
            _ => format!("{name}::from(\"…\")"),
        };
        self.used.push(name.to_owned());
        value
    }
}

fn text_of(name: &str) -> &'static str {
    match name {
        "prompt" => "\"Silly song about Santa\"",
        "title" => "\"Santa's Slippery Sleigh\"",
        "text" => "\"Hello, and welcome!\"",
        _ => "\"…\"",
    }
}
