//! An OpenAPI 3.0 document as one of 3.1, whose schemas are JSON Schema 2020-12.

use serde_json::Value;

use super::layout::{Kind, walk};
use super::tree::{Map, Tree};
use crate::document::escape;

const DIALECT: &str = "https://spec.openapis.org/oas/3.1/dialect/base";
const FILE: &str = "application/octet-stream";

/// The document in 3.1.
pub fn convert(mut document: Tree) -> Tree {
    walk(&mut document, Kind::Document, &mut |kind, tree| {
        let Some(map) = tree.map_mut() else { return };
        match kind {
            Kind::RequestBody | Kind::Response => bodies(map),
            Kind::Schema => schema(map),
            Kind::License => license(map),
            _ => {}
        }
    });
    if let Some(map) = document.map_mut() {
        map.insert("openapi".into(), "3.1.0".into());
        map.insert("jsonSchemaDialect".into(), DIALECT.into());
    }
    webhooks(&mut document);
    document
}

/// A body that is a file has no type: it is no JSON.
fn bodies(body: &mut Map) {
    let content = body.get_mut("content").and_then(Tree::map_mut);
    for (media, described) in content.into_iter().flatten() {
        let schema = described.get_mut("schema").and_then(Tree::map_mut);
        if let Some(schema) = schema.filter(|schema| is_file(schema)) {
            file(schema, media);
        }
    }
}

fn is_file(schema: &Map) -> bool {
    schema.get("format").and_then(Tree::text) == Some("binary")
}

fn file(schema: &mut Map, media: &str) {
    schema.shift_remove("type");
    schema.shift_remove("format");
    schema.shift_remove("nullable");
    schema.insert("contentMediaType".into(), media.into());
}

/// A schema without what is in it.
fn schema(map: &mut Map) {
    if is_file(map) {
        file(map, FILE);
    }
    if map.get("format").and_then(Tree::text) == Some("byte") {
        map.shift_remove("format");
        map.insert("contentEncoding".into(), "base64".into());
    }
    // In 3.0.3 it means something beside a type only.
    let nullable = map.shift_remove("nullable").is_some_and(|it| it.is_true());
    if let Some(kind) = map.get_mut("type")
        && nullable
    {
        *kind = Tree::List(vec![kind.clone(), "null".into()]);
        if let Some(Tree::List(values)) = map.get_mut("enum")
            && !values.contains(&Tree::Scalar(Value::Null))
        {
            values.push(Tree::Scalar(Value::Null));
        }
    }
    bound(map, "minimum", "exclusiveMinimum");
    bound(map, "maximum", "exclusiveMaximum");
    if let Some(value) = map.get("enum").and_then(|values| match values.items() {
        [value] => Some(value.clone()),
        _ => None,
    }) {
        map.shift_remove("enum");
        map.insert("const".into(), value);
    }
    if let Some(example) = map.shift_remove("example") {
        map.insert("examples".into(), Tree::List(vec![example]));
    }
    if let Some(inside) = map.get("x-mureka-json-string").and_then(Tree::text) {
        let inside = Tree::object([("$ref", inside.into())]);
        map.insert("contentMediaType".into(), "application/json".into());
        map.insert("contentSchema".into(), inside);
    }
}

/// The flag beside a limit becomes the limit itself.
fn bound(map: &mut Map, limit: &str, exclusive: &str) {
    let is_flag = matches!(map.get(exclusive), Some(Tree::Scalar(Value::Bool(_))));
    if is_flag
        && map.shift_remove(exclusive).is_some_and(|it| it.is_true())
        && let Some(value) = map.shift_remove(limit)
    {
        map.insert(exclusive.into(), value);
    }
}

/// A licence that is named by an SPDX expression is identified by it; the address of its
/// text may then not stand beside it.
fn license(map: &mut Map) {
    let url = map.get("url").and_then(Tree::text).unwrap_or_default();
    if url.starts_with("https://spdx.org/licenses/")
        && let Some(name) = map.get("name").cloned()
    {
        map.shift_remove("url");
        map.insert("identifier".into(), name);
    }
}

/// Every callback becomes a webhook, too. Both refer to one path item, so that no
/// operation stands there twice.
fn webhooks(document: &mut Tree) {
    let mut items = Map::new();
    walk(document, Kind::Document, &mut |kind, tree| {
        let owner = matches!(kind, Kind::Operation | Kind::Components);
        let Some(callbacks) = tree.get_mut("callbacks").filter(|_| owner) else {
            return;
        };
        for (name, callback) in callbacks.entries_mut() {
            for (address, item) in callback.entries_mut() {
                if address == "$ref" || address.starts_with("x-") || item.get("$ref").is_some() {
                    continue;
                }
                let name = free_name(&items, name, item);
                let reference = reference(&name);
                items.insert(name, std::mem::replace(item, reference));
            }
        }
    });
    if items.is_empty() {
        return;
    }
    let hooks = items.keys().map(|name| (name.clone(), reference(name)));
    let hooks = Tree::Map(hooks.collect());
    let Some(map) = document.map_mut() else {
        return;
    };
    map.insert("webhooks".into(), hooks);
    let components = map.entry("components".into()).or_insert_with(Tree::empty);
    if let Some(components) = components.map_mut() {
        components.insert("pathItems".into(), Tree::Map(items));
    }
}

fn reference(name: &str) -> Tree {
    Tree::reference(&format!("/components/pathItems/{}", escape(name)))
}

/// The name, with a number behind it where another callback has it.
fn free_name(items: &Map, name: &str, item: &Tree) -> String {
    let numbered = (2..).map(|number| format!("{name}{number}"));
    std::iter::once(name.to_owned())
        .chain(numbered)
        .find(|name| items.get(name).is_none_or(|known| known == item))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::{Document, json_schema};

    fn converted(schema: Value) -> Value {
        let mut tree = Tree::from(schema);
        walk(&mut tree, Kind::Schema, &mut |_, tree| {
            tree.map_mut().into_iter().for_each(super::schema);
        });
        tree.to_value()
    }

    #[test]
    fn each_word_of_a_schema_of_3_0_in_3_1() {
        for (before, after) in [
            (
                json!({"type": "string", "nullable": true}),
                json!({"type": ["string", "null"]}),
            ),
            (
                json!({"type": "string", "nullable": false}),
                json!({"type": "string"}),
            ),
            // Beside anything but a type it means nothing.
            (
                json!({"allOf": [{"$ref": "#/x"}], "nullable": true}),
                json!({"allOf": [{"$ref": "#/x"}]}),
            ),
            (
                json!({"type": "string", "nullable": true, "enum": ["a", "b"]}),
                json!({"type": ["string", "null"], "enum": ["a", "b", null]}),
            ),
            (
                json!({"type": "string", "nullable": true, "enum": ["a", null]}),
                json!({"type": ["string", "null"], "enum": ["a", null]}),
            ),
            (json!({"enum": ["a"]}), json!({"const": "a"})),
            (
                json!({"type": "string", "nullable": true, "enum": ["a"]}),
                json!({"type": ["string", "null"], "enum": ["a", null]}),
            ),
            (
                json!({"minimum": 1, "exclusiveMinimum": true}),
                json!({"exclusiveMinimum": 1}),
            ),
            (
                json!({"maximum": 1, "exclusiveMaximum": false}),
                json!({"maximum": 1}),
            ),
            (
                json!({"example": {"a": 1}}),
                json!({"examples": [{"a": 1}]}),
            ),
            (
                json!({"type": "string", "format": "binary"}),
                json!({"contentMediaType": "application/octet-stream"}),
            ),
            (
                json!({"type": "string", "format": "byte"}),
                json!({"type": "string", "contentEncoding": "base64"}),
            ),
            // A field may be called like a word.
            (
                json!({"properties": {"nullable": {"type": "boolean", "nullable": true}}}),
                json!({"properties": {"nullable": {"type": ["boolean", "null"]}}}),
            ),
            // What stands in a payload is data.
            (
                json!({"default": {"nullable": true, "enum": [1]}}),
                json!({"default": {"nullable": true, "enum": [1]}}),
            ),
        ] {
            assert_eq!(converted(before.clone()), after, "{before}");
        }
    }

    #[test]
    fn callbacks_of_one_name_are_webhooks_of_two() {
        let callback =
            |summary: &str| json!({"done": {"{$request.body#/a}": {"post": {"summary": summary}}}});
        let document = json!({"openapi": "3.0.3", "paths": {
            "/a": {"post": {"callbacks": callback("A")}},
            "/b": {"post": {"callbacks": callback("B")}},
            "/c": {"post": {"callbacks": callback("A")}},
        }});
        let made = convert(Tree::from(document)).to_value();
        let hooks: Vec<&String> = made["webhooks"].as_object().unwrap().keys().collect();
        assert_eq!(hooks, ["done", "done2"]);
        assert_eq!(
            made["components"]["pathItems"]["done2"]["post"]["summary"],
            "B"
        );
        let of = |path: &str| &made["paths"][path]["post"]["callbacks"]["done"];
        assert_eq!(of("/a"), of("/c"));
        assert_ne!(of("/a"), of("/b"));
    }

    /// Schemas as the documents have them: nullable or not, and in each other.
    fn schemas() -> impl Strategy<Value = Value> {
        let leaf = (
            prop_oneof![
                Just("string"),
                Just("integer"),
                Just("number"),
                Just("boolean")
            ],
            any::<bool>(),
        )
            .prop_map(|(kind, nullable)| json!({"type": kind, "nullable": nullable}));
        let words = prop::collection::btree_set("[a-c]{1,2}", 1..3);
        let set = (words, any::<bool>()).prop_map(
            |(words, nullable)| json!({"type": "string", "enum": words, "nullable": nullable}),
        );
        let limit = (0..3u8, any::<bool>()).prop_map(
            |(least, nullable)| json!({"type": "integer", "minimum": least, "nullable": nullable}),
        );
        let any_leaf = prop_oneof![leaf, set, limit, Just(json!({}))];
        any_leaf.prop_recursive(3, 12, 3, |inner| {
            let fields = prop::collection::btree_map("[a-c]", inner.clone(), 0..3);
            let object = (fields, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
                |(fields, nullable, open, needed)| {
                    let required: Vec<&String> = fields.keys().filter(|_| needed).collect();
                    let mut schema = json!({"type": "object", "properties": fields,
                        "nullable": nullable, "additionalProperties": open});
                    if !required.is_empty() {
                        schema["required"] = json!(required);
                    }
                    schema
                },
            );
            let list = (inner.clone(), any::<bool>()).prop_map(
                |(items, nullable)| json!({"type": "array", "items": items, "nullable": nullable}),
            );
            let choice = (prop::collection::vec(inner, 1..3), "(anyOf|oneOf|allOf)")
                .prop_map(|(branches, word)| json!({ word: branches }));
            prop_oneof![object, list, choice]
        })
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (-2..4i64).prop_map(Value::from),
            Just(json!(1.5)),
            "[a-c]{0,2}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 8, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
                prop::collection::btree_map("[a-d]", inner, 0..3).prop_map(|map| json!(map)),
            ]
        })
    }

    /// Objects without fields that they do not name. Where one of two shapes is open, a field
    /// that only the other names is taken to be in both what it is in that one.
    fn closed(schema: Value) -> Value {
        match schema {
            Value::Array(items) => items.into_iter().map(closed).collect(),
            Value::Object(map) => map
                .into_iter()
                .map(|(key, value)| match (key.as_str(), &value) {
                    ("additionalProperties", Value::Bool(_)) => (key, false.into()),
                    _ => (key, closed(value)),
                })
                .collect::<serde_json::Map<_, _>>()
                .into(),
            other => other,
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn what_was_valid_is_valid_and_what_was_not_is_not(schema in schemas(), values in prop::collection::vec(values(), 8)) {
            let text = json!({"components": {"schemas": {"It": schema.clone()}}}).to_string();
            let document = Document::parse("it", text).unwrap();
            let before = json_schema(&document, "/components/schemas/It").unwrap();
            let before = jsonschema::draft202012::new(&before).unwrap();
            let after = jsonschema::draft202012::new(&converted(schema)).unwrap();
            for value in values {
                prop_assert_eq!(before.is_valid(&value), after.is_valid(&value), "{}", value);
            }
        }

        #[test]
        fn whatever_was_valid_is_valid_when_plain(schema in schemas(), values in prop::collection::vec(values(), 8)) {
            let schema = closed(schema);
            let whole = json!({
                "paths": {"/": {"get": {"responses": {"200": {"content": {"application/json":
                    {"schema": {"$ref": "#/components/schemas/It"}}}}}}}},
                "components": {"schemas": {"It": schema}},
            });
            let pointer = "/paths/~1/get/responses/200/content/application~1json/schema";
            let validator = |document: Value| {
                let document = Document::parse("it", document.to_string()).unwrap();
                jsonschema::draft202012::new(&json_schema(&document, pointer).unwrap()).unwrap()
            };
            let plain = crate::export::strict::convert(Tree::from(whole.clone())).to_value();
            let (before, after) = (validator(whole), validator(plain.clone()));
            for value in values {
                prop_assert!(!before.is_valid(&value) || after.is_valid(&value), "{}\n{}", value, plain);
            }
        }
    }
}
