//! What each schema may be part of: not every kind fits everywhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Body, Operation, Shape};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Document, escape};

/// What kind of value a Rust type of the generator is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text of no further meaning.
    Text,
    /// Text of an enum.
    Enum,
    /// A number, a truth value, an id.
    Number,
    /// Text that must not be shown.
    Secret,
    /// Text that holds JSON.
    JsonText,
    /// A list or any JSON object.
    Structure,
    /// A struct, open for answers.
    Open,
    /// A struct, strict for requests.
    Strict,
    /// A union or a map by key.
    Several,
    /// A text or something else.
    TextOr,
    /// Any JSON.
    Any,
    /// Refused already.
    Unknown,
}

/// The kinds of all types.
pub struct Kinds<'a>(pub &'a BTreeMap<String, Shape>);

impl Kinds<'_> {
    /// Of a Rust type.
    pub fn of(&self, rust: &str) -> Kind {
        match rust {
            "String" => Kind::Text,
            "i64" | "f64" | "bool" => Kind::Number,
            "Secret" => Kind::Secret,
            "serde_json::Value" => Kind::Any,
            rust if rust.starts_with("Vec<") || rust.contains("::") => Kind::Structure,
            name => match self.0.get(name) {
                Some(Shape::Struct { strict: false, .. }) => Kind::Open,
                Some(Shape::Struct { strict: true, .. }) => Kind::Strict,
                Some(Shape::ClosedEnum { .. } | Shape::OpenEnum { .. }) => Kind::Enum,
                Some(Shape::NumberOrText) => Kind::Number,
                Some(Shape::Union { .. } | Shape::Keyed { .. }) => Kind::Several,
                Some(Shape::TextOr { .. }) => Kind::TextOr,
                Some(Shape::JsonText { .. }) => Kind::JsonText,
                Some(Shape::List { .. }) => Kind::Structure,
                Some(Shape::Secret) => Kind::Secret,
                // Never the name of another schema: those are refused.
                Some(Shape::Alias { rust }) if rust != name => self.of(rust),
                Some(Shape::Alias { .. }) | None => Kind::Unknown,
            },
        }
    }

    /// Whether it is one text in a URL or a form.
    pub fn is_scalar(&self, rust: &str) -> bool {
        matches!(
            self.of(rust),
            Kind::Text | Kind::Enum | Kind::Number | Kind::Unknown
        )
    }

    /// The items of a list, whether it has a name or not.
    pub fn items<'s>(&'s self, rust: &'s str) -> Option<&'s str> {
        let inline = rust
            .strip_prefix("Vec<")
            .and_then(|rest| rest.strip_suffix('>'));
        inline.or_else(|| match self.0.get(rust) {
            Some(Shape::List { items }) => Some(items),
            _ => None,
        })
    }
}

/// Schemas made of schemas that do not fit there.
pub fn check(
    document: &Document,
    shapes: &BTreeMap<String, Shape>,
    twins: &BTreeMap<String, String>,
    diagnostics: &mut Diagnostics,
) {
    let kinds = Kinds(shapes);
    let mut refuse = |rule: &'static str, pointer: String, message: String, remedy: &str| {
        diagnostics.push(document, Diagnostic::new(rule, pointer, message, remedy));
    };
    for (name, shape) in shapes {
        let at = format!("/components/schemas/{}", escape(name));
        match shape {
            Shape::Union {
                variants, fallback, ..
            } => {
                let all = variants.iter().map(|(_, name)| name).chain([fallback]);
                for part in all.filter(|part| !matches!(kinds.of(part), Kind::Open | Kind::Unknown))
                {
                    refuse(
                        "unsupported-union",
                        at.clone(),
                        format!(
                            "`{part}` is not an object with named fields and `additionalProperties: true`"
                        ),
                        "a union is made of such objects; a text or something else is a `oneOf` of two",
                    );
                }
            }
            Shape::Keyed { of, .. }
                if !matches!(kinds.of(of), Kind::Open | Kind::Several | Kind::Unknown) =>
            {
                refuse(
                    "unsupported-map",
                    format!("{at}/x-mureka-keyed"),
                    format!("`{of}` is not an object that answers hold"),
                    "the values are objects with `additionalProperties: true`, or a union of them",
                );
            }
            Shape::TextOr { text, other, .. } => {
                let is_text = matches!(
                    kinds.of(text),
                    Kind::Text | Kind::Enum | Kind::Secret | Kind::Unknown
                );
                let is_other = matches!(
                    kinds.of(other),
                    Kind::Structure | Kind::Open | Kind::Strict | Kind::Several | Kind::Unknown
                );
                if !is_text || !is_other {
                    refuse(
                        "ambiguous-union",
                        at,
                        format!(
                            "`{text}` or `{other}`: the two cannot be told apart by what comes"
                        ),
                        "a plain text, enum or secret beside a list or an object",
                    );
                }
            }
            _ => {}
        }
    }
    for (name, other) in twins {
        let fits = match (shapes.get(name), shapes.get(other)) {
            (Some(Shape::NumberOrText), Some(Shape::NumberOrText))
            | (Some(Shape::ClosedEnum { .. }), Some(Shape::OpenEnum { .. })) => true,
            // Refused already.
            (None, _) | (_, None) => continue,
            _ => false,
        };
        if !fits || twins.contains_key(other) {
            refuse(
                "unsupported-twin",
                format!("/components/schemas/{}", escape(name)),
                format!("`{name}` cannot be the same as `{other}` in code"),
                "an id is the same as another id, a closed enum as the open one; and that one has a type of its own",
            );
        }
    }
}

/// Answers hold no strict object, however deep: the next new field would fail them.
/// Requests hold no union: what code makes of one variant has nothing that tells it
/// from the others.
pub fn reached(
    document: &Document,
    shapes: &BTreeMap<String, Shape>,
    operations: &[Operation],
    diagnostics: &mut Diagnostics,
) {
    let mut refuse = |rule: &'static str, name: &str, key: &str, message: String, remedy: &str| {
        let pointer = format!("/components/schemas/{}{key}", escape(name));
        diagnostics.push(document, Diagnostic::new(rule, pointer, message, remedy));
    };
    let answers = operations
        .iter()
        .flat_map(|operation| operation.success.iter().chain(&operation.errors))
        .filter_map(|answer| answer.schema.as_deref());
    for name in reachable(shapes, answers.collect()) {
        if let Some(Shape::Struct { strict: true, .. }) = shapes.get(name) {
            refuse(
                "strict-in-response",
                name,
                "/additionalProperties",
                format!(
                    "`{name}` is part of an answer but refuses unknown fields: the next new field would fail it"
                ),
                "`additionalProperties: true`, nothing `required`, every property `nullable: true`; a request gets a schema of its own",
            );
        }
    }
    let bodies = operations
        .iter()
        .filter_map(|operation| match &operation.body {
            Body::Json { schema, .. } | Body::Multipart { schema, .. } => Some(schema.as_str()),
            Body::None | Body::Binary { .. } => None,
        });
    let queries = operations.iter().flat_map(|operation| &operation.query);
    let queries = queries.map(|parameter| parameter.rust.as_str());
    for name in reachable(shapes, bodies.chain(queries).collect()) {
        if let Some(Shape::Union { .. }) = shapes.get(name) {
            refuse(
                "union-in-request",
                name,
                "/x-mureka-union",
                format!(
                    "`{name}` is part of a request, and nothing would write the field that tells its schemas apart"
                ),
                "let the request refer to the one schema that is sent",
            );
        }
    }
}

/// The names that some Rust types lead to.
fn reachable<'a>(shapes: &'a BTreeMap<String, Shape>, mut open: Vec<&'a str>) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    while let Some(rust) = open.pop() {
        let name = innermost(rust);
        if let Some(shape) = shapes.get(name)
            && seen.insert(name)
        {
            open.extend(parts(shape));
        }
    }
    seen
}

/// The Rust types that a shape is made of.
pub fn parts(shape: &Shape) -> Vec<&str> {
    match shape {
        Shape::Struct { fields, .. } => fields.iter().map(|field| field.rust.as_str()).collect(),
        Shape::Keyed { of, fields } => fields
            .iter()
            .map(|field| field.rust.as_str())
            .chain([of.as_str()])
            .collect(),
        Shape::Union {
            variants, fallback, ..
        } => variants
            .iter()
            .map(|(_, name)| name.as_str())
            .chain([fallback.as_str()])
            .collect(),
        Shape::TextOr { text, other, .. } => vec![text, other],
        Shape::JsonText { of } => vec![of],
        Shape::List { items } => vec![items],
        Shape::Alias { rust } => vec![rust],
        Shape::ClosedEnum { .. } | Shape::OpenEnum { .. } | Shape::NumberOrText | Shape::Secret => {
            Vec::new()
        }
    }
}

/// `Vec<Vec<Song>>` → `Song`.
pub fn innermost(rust: &str) -> &str {
    rust.trim_start_matches("Vec<").trim_end_matches('>')
}
