//! Each export is valid in its own format, in order, and the same every time.

use std::collections::BTreeSet;

use mureka_gen::{Data, Document, Node};
use serde_json::Value;

use crate::support::{Exported, objects};

#[test]
fn the_files_of_an_api() {
    let exported = Exported::small(str::to_owned);
    let names: Vec<&str> = exported.files.iter().map(|file| &*file.name).collect();
    assert_eq!(
        names,
        [
            "small.openapi-3.0.json",
            "small.openapi-3.0.yaml",
            "small.openapi-3.1.json",
            "small.openapi-3.1.yaml",
            "small.models.schema.json",
            "small.postman.json",
            "small.openapi-3.0.strict-tools.json",
            "small.openapi-3.0.strict-tools.yaml",
        ]
    );
}

#[test]
fn openapi_3_0_is_read_by_a_library_for_it() {
    for exported in Exported::all() {
        for kind in ["openapi-3.0", "openapi-3.0.strict-tools"] {
            let mut document = exported.json(kind);
            // The library has no word for a reference to a callback.
            let paths = document["paths"].as_object_mut().unwrap();
            for item in paths.values_mut().filter_map(Value::as_object_mut) {
                for operation in item.values_mut().filter_map(Value::as_object_mut) {
                    operation.remove("callbacks");
                }
            }
            let read: openapiv3::OpenAPI = serde_json::from_value(document).unwrap();
            assert_eq!(read.operations().count(), exported.api.operations.len());
        }
    }
}

#[test]
fn openapi_3_0_says_what_the_document_says() {
    for exported in Exported::all() {
        assert_eq!(exported.json("openapi-3.0"), *exported.document.value());
    }
}

#[test]
fn every_schema_of_openapi_3_1_is_a_json_schema() {
    for exported in Exported::all() {
        let document = exported.json("openapi-3.1");
        let mut found = 0;
        objects(&document, &mut |map| {
            for schema in map.get("schema").into_iter().chain(
                map.get("schemas")
                    .and_then(Value::as_object)
                    .into_iter()
                    .flatten()
                    .map(|(_, schema)| schema),
            ) {
                found += 1;
                if let Err(error) = jsonschema::draft202012::meta::validate(schema) {
                    panic!("{error}: {schema}");
                }
            }
        });
        assert!(found > 20, "{found}");
    }
}

#[test]
fn the_models_are_a_json_schema() {
    for exported in Exported::all() {
        let models = exported.json("models.schema");
        jsonschema::draft202012::meta::validate(&models).unwrap();
        jsonschema::draft202012::new(&models).unwrap();
        let schemas = exported.document.value().pointer("/components/schemas");
        let names = |value: &Value| -> BTreeSet<String> {
            value.as_object().unwrap().keys().cloned().collect()
        };
        assert_eq!(names(&models["$defs"]), names(schemas.unwrap()));
        for (name, model) in models["$defs"].as_object().unwrap() {
            assert_eq!(model["title"], Value::from(name.as_str()));
        }
        assert_eq!(
            models["$id"],
            format!("urn:mureka:{}:models", exported.name)
        );
    }
}

#[test]
fn nothing_leads_out_of_a_file_or_nowhere() {
    for exported in Exported::all() {
        let files = exported.files.iter();
        for file in files.filter(|file| file.name.ends_with("json")) {
            let whole: Value = serde_json::from_str(&file.text).unwrap();
            for reference in references(&whole) {
                let there = reference.strip_prefix('#').and_then(|to| whole.pointer(to));
                assert!(there.is_some(), "{}: {reference}", file.name);
            }
            if file.name.contains("models") {
                assert!(!file.text.contains("#/components/"), "{}", file.name);
            }
        }
    }
}

/// Every reference, wherever it stands.
fn references(value: &Value) -> Vec<&str> {
    let inside: Vec<&Value> = match value {
        Value::Array(items) => items.iter().collect(),
        Value::Object(map) => map.values().collect(),
        _ => Vec::new(),
    };
    let here = value.get("$ref").and_then(Value::as_str);
    let below = inside.into_iter().flat_map(references);
    here.into_iter().chain(below).collect()
}

#[test]
fn yaml_and_json_say_the_same_in_the_same_order() {
    for exported in Exported::all() {
        for file in exported
            .files
            .iter()
            .filter(|file| file.name.ends_with("yaml"))
        {
            let json = exported.files.iter();
            let json = json
                .clone()
                .find(|it| it.name == file.name.replace("yaml", "json"));
            let yaml = Document::parse(&file.name, file.text.as_str()).unwrap();
            let json = Document::parse("it.json", json.unwrap().text.as_str()).unwrap();
            assert_eq!(yaml.value(), json.value(), "{}", file.name);
            assert_eq!(keys(yaml.root()), keys(json.root()), "{}", file.name);
        }
    }
}

/// All keys in the order of the text.
fn keys(node: &Node) -> Vec<String> {
    match &node.data {
        Data::Scalar(_) => Vec::new(),
        Data::List(items) => items.iter().flat_map(keys).collect(),
        Data::Map(map) => map
            .iter()
            .flat_map(|entry| [entry.key.clone()].into_iter().chain(keys(&entry.node)))
            .collect(),
    }
}

#[test]
fn a_second_export_has_the_same_bytes() {
    for exported in Exported::all() {
        let again = Exported::of(&exported.name, exported.document.text());
        assert_eq!(exported.files, again.files);
    }
}

#[test]
fn where_a_path_or_a_schema_stands_in_the_document_is_no_matter() {
    let small = Exported::small(str::to_owned);
    let moved = Exported::small(|text| {
        let (head, schema) = text.split_once("    ApiError:").unwrap();
        let schema = format!("    ApiError:{schema}");
        let head = head.replacen("  schemas:\n", &format!("  schemas:\n{schema}"), 1);
        let (before, rest) = head.split_once("  /songs/{song_id}/audio:").unwrap();
        let (path, after) = rest.split_once("  /jobs/{jobid}:").unwrap();
        let (path, job) = (format!("  /songs/{{song_id}}/audio:{path}"), after);
        let (job, components) = job.split_once("components:\n").unwrap();
        format!("{before}  /jobs/{{jobid}}:{job}{path}components:\n{components}")
    });
    assert_ne!(small.document.text(), moved.document.text());
    for kind in [
        "openapi-3.0.yaml",
        "openapi-3.1.yaml",
        "openapi-3.0.strict-tools.yaml",
    ] {
        assert_eq!(small.text(kind), moved.text(kind));
    }
    assert_eq!(
        small.text("models.schema.json"),
        moved.text("models.schema.json")
    );
}

#[test]
fn paths_and_schemas_are_sorted_and_fields_are_as_written() {
    let exported = Exported::api("useapi");
    let yaml = Document::parse("it", exported.text("openapi-3.0.yaml")).unwrap();
    for sorted in ["/paths", "/components/schemas", "/components/responses"] {
        let keys = yaml.keys(sorted);
        assert!(keys.is_sorted() && keys.len() > 4, "{sorted}: {keys:?}");
    }
    let fields = "/components/schemas/Song/properties";
    assert_eq!(yaml.keys(fields), exported.document.keys(fields));
    assert_eq!(
        yaml.keys(""),
        [
            "openapi",
            "info",
            "externalDocs",
            "servers",
            "security",
            "tags",
            "paths",
            "components"
        ]
    );
}

#[test]
fn long_numbers_keep_every_digit() {
    let exported = Exported::api("useapi");
    for file in &exported.files {
        assert!(file.text.contains("998877665544332211"), "{}", file.name);
    }
}
