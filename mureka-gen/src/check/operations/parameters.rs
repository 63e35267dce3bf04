//! Path and query parameters.

use serde_json::Value;

use super::Reader;
use crate::api::Parameter;
use crate::check::idents::{is_usable, member};
use crate::check::limits;
use crate::check::schemas::{self, Kind, Kinds};

/// What a parameter may say; the rest would change what is sent.
const WORDS: [&str; 9] = [
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "schema",
    "example",
    "examples",
    "$ref",
];

/// Each is a call in one chain of calls, and an expression has to end somewhere.
const MOST: usize = 100;

impl<'a> Reader<'a> {
    pub(super) fn parameters(
        &mut self,
        path: &str,
        operation: &'a Value,
        shared: Option<&'a Value>,
        pointer: &str,
    ) -> (Vec<Parameter>, Vec<Parameter>) {
        let mut in_path: Vec<Parameter> = Vec::new();
        let mut query: Vec<Parameter> = Vec::new();
        let list = |value: Option<&'a Value>| value.and_then(Value::as_array).map(Vec::as_slice);
        let own = list(operation.get("parameters")).unwrap_or_default();
        let shared = list(shared).unwrap_or_default();
        if own.len() + shared.len() > MOST {
            self.refuse(
                "too-many-parameters",
                pointer,
                format!("an operation with more than {MOST} parameters"),
                "send them in a body",
            );
            return (in_path, query);
        }
        let parent = pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
        for (list, base) in [(shared, parent), (own, pointer)] {
            for (index, parameter) in list.iter().enumerate() {
                let at = format!("{base}/parameters/{index}");
                let Some((location, parameter)) = self.parameter(parameter, &at) else {
                    continue;
                };
                let argument = member(&parameter.name);
                let mut others = in_path.iter().chain(&query);
                if others.any(|other| member(&other.name) == argument) {
                    self.refuse(
                        "parameter-collision",
                        &at,
                        format!(
                            "`{}` would be the second argument called `{argument}`",
                            parameter.name
                        ),
                        "one of the two must go: the generator tells parameters apart by name alone",
                    );
                } else if location == "path" {
                    in_path.push(parameter);
                } else {
                    query.push(parameter);
                }
            }
        }
        self.template(path, &mut in_path, pointer);
        (in_path, query)
    }

    /// One parameter and where it goes.
    fn parameter(&mut self, parameter: &'a Value, at: &str) -> Option<(&'a str, Parameter)> {
        let parameter = self.resolve(parameter, "parameters", at)?;
        let text = |key: &str| parameter.get(key).and_then(Value::as_str);
        let name = text("name").unwrap_or_default();
        let location = text("in").unwrap_or_default();
        if !matches!(location, "path" | "query") {
            self.refuse(
                "unsupported-parameter",
                at,
                format!("`{name}` in {location}: only path and query parameters become arguments"),
                "describe authentication under `securitySchemes`; other headers are set by the client",
            );
            return None;
        }
        let stranger = parameter.as_object().and_then(|parameter| {
            parameter
                .keys()
                .find(|key| !WORDS.contains(&key.as_str()) && !key.starts_with("x-"))
        });
        if let Some(key) = stranger {
            self.refuse(
                "unsupported-parameter",
                at,
                format!("`{name}` has a `{key}` of its own"),
                "describe it with a plain `schema`: a list is sent as one `name=value` for each item",
            );
            return None;
        }
        let required = parameter.get("required") == Some(&Value::Bool(true));
        if location == "path" && !required {
            self.refuse(
                "unsupported-parameter",
                at,
                format!("`{name}` in the path is not `required: true`"),
                "a path has all of its parameters; describe the shorter path on its own",
            );
        }
        if !is_usable(&member(name)) {
            self.refuse(
                "no-name",
                at,
                format!("no argument can be named after `{name}`"),
                "it needs a letter first",
            );
            return None;
        }
        let schema = parameter.get("schema").unwrap_or(&Value::Null);
        let rust = schemas::parameter_type(
            self.document,
            self.same_as,
            schema,
            &format!("{at}/schema"),
            self.diagnostics,
        )?;
        self.fits(name, location, &rust, at);
        let limits = limits::of_schema(
            self.document,
            self.shapes,
            schema,
            &format!("{at}/schema"),
            self.diagnostics,
        );
        let parameter = Parameter {
            name: name.to_owned(),
            description: text("description").unwrap_or_default().trim().to_owned(),
            required,
            schema: schema.clone(),
            rust,
            limits,
        };
        Some((location, parameter))
    }

    /// What goes into a URL is text; of what kind, is the schema's matter.
    fn fits(&mut self, name: &str, location: &str, rust: &str, at: &str) {
        let kinds = Kinds(self.shapes);
        let at = format!("{at}/schema");
        let scalar = |rust: &str| {
            // JSON in a text is one value of a query; in a path it would be full of braces.
            kinds.is_scalar(rust) || (location == "query" && kinds.of(rust) == Kind::JsonText)
        };
        let items = kinds.items(rust).filter(|_| location == "query");
        if kinds.of(items.unwrap_or(rust)) == Kind::Secret {
            self.refuse(
                "secret-in-url",
                &at,
                format!("`{name}` is a secret in an address, which every log along the way keeps"),
                "send it in the body; or describe it as a plain text if it is none",
            );
        } else if !scalar(items.unwrap_or(rust)) {
            self.refuse(
                "unsupported-parameter",
                &at,
                format!("`{name}` in the {location} is not one text"),
                "a text, a number, a boolean, an enum or an id; in the query also a list of them",
            );
        }
    }

    /// Path parameters are those of the template, in its order.
    fn template(&mut self, path: &str, in_path: &mut [Parameter], pointer: &str) {
        let names: Vec<&str> = path
            .split('/')
            .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
            .collect();
        for (index, name) in names.iter().enumerate() {
            if names[..index].contains(name) {
                self.refuse(
                    "invalid-path",
                    pointer,
                    format!("`{{{name}}}` stands twice in the path"),
                    "give the two different names",
                );
            }
            if !in_path.iter().any(|parameter| parameter.name == *name) {
                self.refuse(
                    "undeclared-path-parameter",
                    pointer,
                    format!("`{{{name}}}` of the path is not among the `parameters`"),
                    "describe it with `in: path`",
                );
            }
        }
        for parameter in in_path.iter() {
            if !names.contains(&parameter.name.as_str()) {
                self.refuse(
                    "unused-path-parameter",
                    pointer,
                    format!("the path has no `{{{}}}`", parameter.name),
                    "put it into the path or take it out of the `parameters`",
                );
            }
        }
        in_path.sort_by_key(|parameter| names.iter().position(|name| *name == parameter.name));
    }
}
