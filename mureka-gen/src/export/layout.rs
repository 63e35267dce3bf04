//! What stands where in an OpenAPI document, and in which order it is written.
//!
//! The words of OpenAPI come in a fixed order. What a document names itself – paths,
//! components, statuses – is sorted by name. What is read in a row stays in the order
//! of the document: the fields of an object, the keys of a payload, media types (the
//! first is the preferred one), tags, parameters.

use super::tree::Tree;

/// Parts of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Document,
    Info,
    License,
    Server,
    Tag,
    Components,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    MediaType,
    Response,
    Example,
    Link,
    Callback,
    SecurityScheme,
    Schema,
    /// A payload, an extension or a word: nothing in it means anything here.
    Data,
}

/// What stands under a key.
#[derive(Clone, Copy)]
enum Under {
    /// One such part, or a list of them.
    One(Kind),
    /// Such parts by name, sorted.
    Sorted(Kind),
    /// Such parts by name, as written.
    Written(Kind),
}

use Kind::{Callback, Data, Example, Operation, Parameter, PathItem, Response, Schema};
use Under::{One, Sorted, Written};

type Words = &'static [(&'static str, Under)];

const DOCUMENT: Words = &[
    ("openapi", One(Data)),
    ("jsonSchemaDialect", One(Data)),
    ("info", One(Kind::Info)),
    ("externalDocs", One(Data)),
    ("servers", One(Kind::Server)),
    ("security", One(Data)),
    ("tags", One(Kind::Tag)),
    ("paths", Sorted(PathItem)),
    ("webhooks", Sorted(PathItem)),
    ("components", One(Kind::Components)),
];
const INFO: Words = &[
    ("title", One(Data)),
    ("version", One(Data)),
    ("summary", One(Data)),
    ("description", One(Data)),
    ("termsOfService", One(Data)),
    ("contact", One(Data)),
    ("license", One(Kind::License)),
];
const LICENSE: Words = &[
    ("name", One(Data)),
    ("identifier", One(Data)),
    ("url", One(Data)),
];
const SERVER: Words = &[
    ("url", One(Data)),
    ("description", One(Data)),
    ("variables", Written(Data)),
];
const TAG: Words = &[
    ("name", One(Data)),
    ("description", One(Data)),
    ("externalDocs", One(Data)),
];
const COMPONENTS: Words = &[
    ("schemas", Sorted(Schema)),
    ("parameters", Sorted(Parameter)),
    ("headers", Sorted(Parameter)),
    ("requestBodies", Sorted(Kind::RequestBody)),
    ("responses", Sorted(Response)),
    ("examples", Sorted(Example)),
    ("links", Sorted(Kind::Link)),
    ("callbacks", Sorted(Callback)),
    ("pathItems", Sorted(PathItem)),
    ("securitySchemes", Sorted(Kind::SecurityScheme)),
];
const PATH_ITEM: Words = &[
    ("$ref", One(Data)),
    ("summary", One(Data)),
    ("description", One(Data)),
    ("servers", One(Kind::Server)),
    ("parameters", One(Parameter)),
    ("get", One(Operation)),
    ("put", One(Operation)),
    ("post", One(Operation)),
    ("delete", One(Operation)),
    ("options", One(Operation)),
    ("head", One(Operation)),
    ("patch", One(Operation)),
    ("trace", One(Operation)),
];
const OPERATION: Words = &[
    ("operationId", One(Data)),
    ("tags", One(Data)),
    ("summary", One(Data)),
    ("description", One(Data)),
    ("externalDocs", One(Data)),
    ("deprecated", One(Data)),
    ("security", One(Data)),
    ("servers", One(Kind::Server)),
    ("parameters", One(Parameter)),
    ("requestBody", One(Kind::RequestBody)),
    ("responses", Sorted(Response)),
    ("callbacks", Sorted(Callback)),
];
/// Of headers, too: they are parameters without a name.
const PARAMETER: Words = &[
    ("$ref", One(Data)),
    ("name", One(Data)),
    ("in", One(Data)),
    ("required", One(Data)),
    ("deprecated", One(Data)),
    ("description", One(Data)),
    ("style", One(Data)),
    ("explode", One(Data)),
    ("schema", One(Schema)),
    ("content", Written(Kind::MediaType)),
    ("example", One(Data)),
    ("examples", Written(Example)),
];
const REQUEST_BODY: Words = &[
    ("$ref", One(Data)),
    ("description", One(Data)),
    ("required", One(Data)),
    ("content", Written(Kind::MediaType)),
];
const MEDIA_TYPE: Words = &[
    ("schema", One(Schema)),
    ("example", One(Data)),
    ("examples", Written(Example)),
    ("encoding", Written(Data)),
];
const RESPONSE: Words = &[
    ("$ref", One(Data)),
    ("description", One(Data)),
    ("headers", Sorted(Parameter)),
    ("content", Written(Kind::MediaType)),
    ("links", Sorted(Kind::Link)),
];
const EXAMPLE: Words = &[
    ("$ref", One(Data)),
    ("summary", One(Data)),
    ("description", One(Data)),
    ("value", One(Data)),
    ("externalValue", One(Data)),
];
const LINK: Words = &[
    ("$ref", One(Data)),
    ("operationId", One(Data)),
    ("operationRef", One(Data)),
    ("description", One(Data)),
];
const SECURITY_SCHEME: Words = &[
    ("$ref", One(Data)),
    ("type", One(Data)),
    ("description", One(Data)),
    ("name", One(Data)),
    ("in", One(Data)),
    ("scheme", One(Data)),
    ("bearerFormat", One(Data)),
];
/// Of both dialects: what is in one only does no harm in the other.
const SCHEMA: Words = &[
    ("$schema", One(Data)),
    ("$id", One(Data)),
    ("$comment", One(Data)),
    ("$ref", One(Data)),
    ("title", One(Data)),
    ("description", One(Data)),
    ("deprecated", One(Data)),
    ("readOnly", One(Data)),
    ("writeOnly", One(Data)),
    ("type", One(Data)),
    ("nullable", One(Data)),
    ("format", One(Data)),
    ("contentEncoding", One(Data)),
    ("contentMediaType", One(Data)),
    ("contentSchema", One(Schema)),
    ("const", One(Data)),
    ("enum", One(Data)),
    ("default", One(Data)),
    ("minimum", One(Data)),
    ("exclusiveMinimum", One(Data)),
    ("maximum", One(Data)),
    ("exclusiveMaximum", One(Data)),
    ("multipleOf", One(Data)),
    ("minLength", One(Data)),
    ("maxLength", One(Data)),
    ("pattern", One(Data)),
    ("minItems", One(Data)),
    ("maxItems", One(Data)),
    ("uniqueItems", One(Data)),
    ("items", One(Schema)),
    ("minProperties", One(Data)),
    ("maxProperties", One(Data)),
    ("required", One(Data)),
    ("properties", Written(Schema)),
    ("additionalProperties", One(Schema)),
    ("allOf", One(Schema)),
    ("anyOf", One(Schema)),
    ("oneOf", One(Schema)),
    ("not", One(Schema)),
    ("discriminator", One(Data)),
    ("xml", One(Data)),
    ("externalDocs", One(Data)),
    ("example", One(Data)),
    ("examples", One(Data)),
    ("$defs", Sorted(Schema)),
];

impl Kind {
    fn words(self) -> Words {
        match self {
            Self::Document => DOCUMENT,
            Self::Info => INFO,
            Self::License => LICENSE,
            Self::Server => SERVER,
            Self::Tag => TAG,
            Self::Components => COMPONENTS,
            Self::PathItem => PATH_ITEM,
            Self::Operation => OPERATION,
            Self::Parameter => PARAMETER,
            Self::RequestBody => REQUEST_BODY,
            Self::MediaType => MEDIA_TYPE,
            Self::Response => RESPONSE,
            Self::Example => EXAMPLE,
            Self::Link => LINK,
            Self::SecurityScheme => SECURITY_SCHEME,
            Self::Schema => SCHEMA,
            Self::Callback | Self::Data => &[],
        }
    }

    fn under(self, key: &str) -> Under {
        let known = self.words().iter().find(|(word, _)| *word == key);
        match known {
            Some((_, under)) => *under,
            // Its keys are addresses.
            None if self == Self::Callback && !key.starts_with("x-") => One(PathItem),
            None => One(Data),
        }
    }

    /// Words in their order, then what else stands there, then extensions.
    fn rank(self, key: &str) -> usize {
        let known = self.words().iter().position(|(word, _)| *word == key);
        known.unwrap_or(if key.starts_with("x-") {
            usize::MAX
        } else {
            usize::MAX - 1
        })
    }
}

/// Puts a document, or a part of it, in order.
pub fn arrange(tree: &mut Tree, kind: Kind) {
    walk(tree, kind, &mut |kind, tree| {
        let Some(map) = tree.map_mut() else { return };
        map.sort_by(|a, _, b, _| (kind.rank(a), a).cmp(&(kind.rank(b), b)));
        for (key, value) in map {
            if let (Sorted(_), Some(parts)) = (kind.under(key), value.map_mut()) {
                parts.sort_keys();
            }
        }
    });
}

/// Calls `visit` for every object that describes something, the outer ones first.
pub fn walk(tree: &mut Tree, kind: Kind, visit: &mut impl FnMut(Kind, &mut Tree)) {
    match tree {
        _ if kind == Data => {}
        Tree::Scalar(_) => {}
        Tree::List(items) => items.iter_mut().for_each(|item| walk(item, kind, visit)),
        Tree::Map(_) => {
            visit(kind, tree);
            for (key, value) in tree.entries_mut() {
                match kind.under(key) {
                    One(kind) => walk(value, kind, visit),
                    Sorted(kind) | Written(kind) => {
                        for (_, part) in value.entries_mut() {
                            walk(part, kind, visit);
                        }
                    }
                }
            }
        }
    }
}
