//! The example of each method: a call that compiles, with the values that the documented
//! payloads show.

use serde_json::Value;

use super::{member, paging, parameters_type, snake, variant};
use crate::api::{Api, Body, Field, Operation, Parameter, Shape};

/// The example of an operation, as lines of a doc comment.
pub fn call(name: &str, api: &Api, operation: &Operation) -> String {
    let call = Call::of(name, api, operation);
    let audio = if call.uploads { ", audio: Vec<u8>" } else { "" };
    let allow = if operation.deprecated {
        " # #[allow(deprecated)]\n"
    } else {
        ""
    };
    let (imports, before) = (&call.imports, &call.before);
    let called = call.awaited(api, operation, " # let _ = answer;");
    format!(
        "{allow} # async fn example(client: mureka_api::{name}::Client{audio}) -> Result<(), mureka_api::Error> {{\n{imports}{before}{called}\n # Ok(())\n # }}"
    )
}

/// The parts of an example.
pub struct Call {
    /// What it uses, and a blank line.
    pub imports: String,
    /// Statements before it.
    pub before: String,
    /// What it passes.
    pub arguments: String,
    /// Whether one of that is the variable `audio`.
    pub uploads: bool,
}

impl Call {
    pub fn of(name: &str, api: &Api, operation: &Operation) -> Self {
        let mut values = Values {
            api,
            used: Vec::new(),
            before: String::new(),
        };
        let mut arguments: Vec<String> = operation
            .path_parameters
            .iter()
            .map(|parameter| values.segment(parameter))
            .collect();
        if !operation.query.is_empty() {
            let ty = parameters_type(operation);
            let required: Vec<String> = operation
                .query
                .iter()
                .filter(|parameter| parameter.required)
                .map(|parameter| {
                    let sample = api.samples.fields.get(&snake(&parameter.name));
                    let literal = sample.and_then(|value| values.literal(&parameter.rust, value));
                    literal.unwrap_or_else(|| values.argument(&parameter.rust))
                })
                .collect();
            arguments.push(format!("{ty}::new({})", required.join(", ")));
            values.used.push(ty);
        }
        match &operation.body {
            Body::None => {}
            Body::Json { schema, .. } => arguments.push(values.request(operation, schema, None)),
            Body::Multipart { schema, file } => {
                arguments.push(values.request(operation, schema, Some(file)));
                arguments.push("mureka_api::Upload::bytes(audio)".into());
            }
            Body::Binary { .. } => arguments.push("mureka_api::Upload::bytes(audio)".into()),
        }
        let mut used = values.used;
        used.sort();
        used.dedup();
        let imports = match used.as_slice() {
            [] => String::new(),
            [one] => format!(" use mureka_api::{name}::types::{one};\n\n"),
            _ => format!(
                " use mureka_api::{name}::types::{{{}}};\n\n",
                used.join(", ")
            ),
        };
        Self {
            imports,
            before: values.before,
            arguments: arguments.join(", "),
            uploads: matches!(operation.body, Body::Binary { .. } | Body::Multipart { .. }),
        }
    }

    /// The statement with the call, and what becomes of its `answer`.
    pub fn awaited(&self, api: &Api, operation: &Operation, used: &str) -> String {
        let call = format!(
            "client.{}().{}({})",
            member(&operation.resource),
            operation.rust_method,
            self.arguments,
        );
        match paging(&api.shapes, operation) {
            Some(Ok(pages)) => items(api, &call, pages.item),
            _ => format!(" let answer = {call}.await?;\n{used}"),
        }
    }
}

/// A list, read to its end.
fn items(api: &Api, call: &str, item: &str) -> String {
    let name = match api.shapes.get(item) {
        Some(_) => member(item),
        None => "item".into(),
    };
    format!(
        " let mut items = {call}.items();\n while let Some({name}) = items.try_next().await? {{\n     println!(\"{{{name}:?}}\");\n }}"
    )
}

/// Values, and the types that have to be imported for them.
struct Values<'a> {
    api: &'a Api,
    used: Vec<String>,
    /// Statements before the call.
    before: String,
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
        match self.api.samples.fields.get(&snake(&parameter.name)) {
            Some(Value::String(text)) => format!("{text:?}"),
            Some(Value::Number(number)) => format!("\"{number}\""),
            _ => "\"…\"".into(),
        }
    }

    /// A request as the documents show one.
    fn request(&mut self, operation: &Operation, schema: &str, file: Option<&String>) -> String {
        let api = self.api;
        let Some(Shape::Struct { fields, .. }) = api.shapes.get(schema) else {
            return self.made(schema, file);
        };
        self.used.push(schema.to_owned());
        let sample = api.samples.requests.get(&operation.id);
        let shown = |field: &Field| sample.and_then(|sample| sample.get(&field.name));
        let fields = fields.iter().filter(|field| Some(&field.name) != file);
        let (required, optional): (Vec<&Field>, Vec<&Field>) =
            fields.partition(|field| field.required);
        let arguments: Vec<String> = required
            .into_iter()
            .map(|field| {
                let literal = shown(field).and_then(|value| self.literal(&field.rust, value));
                literal.unwrap_or_else(|| self.argument(&field.rust))
            })
            .collect();
        let made = format!("{schema}::new({})", arguments.join(", "));
        let set: Vec<String> = optional
            .into_iter()
            .filter_map(|field| {
                let literal = self.literal(&field.rust, shown(field)?)?;
                Some(format!(".{}({literal})", member(&field.name)))
            })
            .collect();
        if set.len() < 2 {
            return made + &set.concat();
        }
        // More than one line holds.
        self.before = format!(" let request = {made}\n     {};\n", set.join("\n     "));
        "request".into()
    }

    /// A value of the documents as Rust writes it, where the field takes it.
    fn literal(&mut self, rust: &str, value: &Value) -> Option<String> {
        match (rust, self.api.shapes.get(rust), value) {
            ("String", _, Value::String(text))
            | (_, Some(Shape::NumberOrText), Value::String(text)) => Some(format!("{text:?}")),
            ("i64", _, Value::Number(number)) => number.as_i64().map(|number| number.to_string()),
            (_, Some(Shape::NumberOrText), Value::Number(number)) => {
                number.as_i64().map(|number| format!("{number}_i64"))
            }
            (
                _,
                Some(Shape::OpenEnum { values, .. } | Shape::ClosedEnum { values }),
                Value::String(text),
            ) => {
                let known = values.iter().find(|value| *value == text)?;
                self.used.push(rust.to_owned());
                Some(format!("{rust}::{}", variant(known)))
            }
            _ => None,
        }
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
                Some(Shape::ClosedEnum { values } | Shape::OpenEnum { values, .. })
                    if !values.is_empty() =>
                {
                    self.used.push(name.to_owned());
                    format!("{name}::{}", variant(&values[0]))
                }
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
