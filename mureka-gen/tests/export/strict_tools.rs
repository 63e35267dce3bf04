//! The plainest profile: nothing in it that generators stumble over.

use serde_json::{Value, json};

use crate::support::{Exported, objects};

const STRICT: &str = "openapi-3.0.strict-tools";

#[test]
fn no_word_is_left_that_generators_stumble_over() {
    for exported in Exported::all() {
        objects(&exported.json(STRICT), &mut |map| {
            let described = map.contains_key("type") || map.contains_key("schema");
            for word in ["not", "oneOf", "anyOf", "allOf", "callbacks"] {
                assert!(
                    !map.contains_key(word),
                    "{}: {word} in {map:?}",
                    exported.name
                );
            }
            for word in ["enum", "default", "pattern", "maxLength", "minimum"] {
                assert!(!described || !map.contains_key(word), "{word} in {map:?}");
            }
            assert!(
                map.keys().all(|key| !key.starts_with("x-mureka")),
                "{map:?}"
            );
            if described && let Some(format) = map.get("format").and_then(Value::as_str) {
                let known = ["int32", "int64", "float", "double", "binary"];
                assert!(known.contains(&format), "{map:?}");
            }
            assert!(
                !map.contains_key("4XX") && !map.contains_key("5XX"),
                "{map:?}"
            );
        });
    }
}

#[test]
fn every_named_schema_is_an_object() {
    for exported in Exported::all() {
        let document = exported.json(STRICT);
        for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
            assert_eq!(schema["type"], "object", "{name}");
        }
    }
}

#[test]
fn every_operation_has_one_type_of_success() {
    for exported in Exported::all() {
        let document = exported.json(STRICT);
        for operation in &exported.api.operations {
            let responses = document.pointer(&format!("{}/responses", operation.pointer));
            let mut shapes: Vec<&Value> = responses
                .unwrap()
                .as_object()
                .unwrap()
                .iter()
                .filter(|(status, _)| status.starts_with('2'))
                .filter_map(|(_, answer)| answer.pointer("/content/application~1json/schema"))
                .collect();
            shapes.dedup();
            assert!(shapes.len() < 2, "{}: {shapes:?}", operation.id);
        }
    }
}

#[test]
fn bodies_are_sent_in_one_form() {
    let document = Exported::api("useapi").json(STRICT);
    let body = &document["paths"]["/v1/mureka/music/create"]["post"]["requestBody"];
    let content: Vec<&String> = body["content"].as_object().unwrap().keys().collect();
    assert_eq!(content, ["application/json"]);
}

/// Where a schema of the small document stands: in a request, an answer, a path.
fn schemas(exported: &Exported) -> Value {
    exported.json(STRICT)["components"]["schemas"].clone()
}

#[test]
fn an_id_is_anything_in_bodies_and_text_in_addresses() {
    let exported = Exported::small(str::to_owned);
    assert_eq!(schemas(&exported)["Song"]["properties"]["id"], json!({}));
    let document = exported.json(STRICT);
    let path = &document["paths"]["/songs/{song_id}/audio"]["post"]["parameters"][0]["schema"];
    assert_eq!(*path, json!({"type": "string"}));
}

#[test]
fn a_set_of_words_is_a_text_whose_words_are_told() {
    let exported = Exported::small(str::to_owned);
    let told = "Known values: `V9`, `V7.6`.";
    assert_eq!(
        schemas(&exported)["Song"]["properties"]["model"],
        json!({"type": "string", "nullable": true, "description": told})
    );
    assert_eq!(
        schemas(&exported)["CreateSong"]["properties"]["model"],
        json!({"type": "string", "description": told})
    );
}

#[test]
fn limits_and_defaults_are_told_where_the_description_does_not() {
    let exported = Exported::small(|text| {
        text.replace(
            "prompt: {type: string, maxLength: 100}",
            "prompt: {type: string, maxLength: 100, default: a, description: What it is about.}",
        )
        .replace(
            "        title: {type: string}\n",
            "        title: {type: string, maxLength: 50, description: At most 50 characters.}\n",
        )
    });
    let fields = &schemas(&exported)["CreateSong"]["properties"];
    assert_eq!(
        fields["prompt"]["description"],
        "What it is about. At most 100 characters. `a` if left out."
    );
    assert_eq!(fields["title"]["description"], "At most 50 characters.");
}

#[test]
fn a_number_inside_of_another_word_is_no_limit_that_was_told() {
    let exported = Exported::small(|text| {
        text.replace(
            "prompt: {type: string, maxLength: 100}",
            "prompt: {type: string, minLength: 1, maxLength: 100, description: As of V1 up to 100.}",
        )
    });
    let fields = &schemas(&exported)["CreateSong"]["properties"];
    assert_eq!(
        fields["prompt"]["description"],
        "As of V1 up to 100. At least 1 characters."
    );
}

#[test]
fn a_union_is_one_object_with_the_fields_of_all() {
    let exported = Exported::small(|text| {
        text.replace(
            "    OtherJob:\n      type: object\n      nullable: true\n      additionalProperties: true\n      properties:\n",
            "    OtherJob:\n      type: object\n      nullable: true\n      additionalProperties: true\n      properties:\n        song: {$ref: '#/components/schemas/SongPage'}\n        state: {type: integer, nullable: true}\n",
        )
    });
    let schemas = schemas(&exported);
    insta::assert_json_snapshot!(
        "a_union_in_strict_tools",
        json!({
            "Job": schemas["Job"], "JobSong": schemas["JobSong"], "SongOrJob": schemas["SongOrJob"],
        })
    );
    assert!(
        schemas.get("MusicJob").is_none(),
        "nothing leads to it any more"
    );
}

#[test]
fn what_only_one_of_two_shapes_requires_is_not_required() {
    let two = |one: &str, other: &str| {
        format!(
            "    Job:\n      anyOf: [{{$ref: '#/components/schemas/One'}}, {{$ref: '#/components/schemas/Other'}}]\n    \
             One: {{type: object, {one} properties: {{a: {{type: string}}, b: {{type: string}}}}}}\n    \
             Other: {{type: object, {other} properties: {{a: {{type: integer}}, b: {{type: string}}}}}}\n"
        )
    };
    for (one, other, required, nullable, open) in [
        (
            "required: [a, b],",
            "required: [b],",
            json!(["b"]),
            Value::Null,
            json!(true),
        ),
        ("required: [a],", "", Value::Null, Value::Null, json!(true)),
        ("nullable: true,", "", Value::Null, json!(true), json!(true)),
        (
            "additionalProperties: false,",
            "",
            Value::Null,
            Value::Null,
            json!(true),
        ),
    ] {
        let text = format!(
            "paths: {{/a: {{get: {{responses: {{'200': {{content: {{application/json: \
             {{schema: {{$ref: '#/components/schemas/Job'}}}}}}}}}}}}}}}}\n\
             components:\n  schemas:\n{}",
            two(one, other)
        );
        let document = mureka_gen::Document::parse("it", text).unwrap();
        let api = Exported::small(str::to_owned).api;
        let profile = mureka_gen::export::Profile::StrictTools;
        let files = mureka_gen::export::export("it", &document, &api, profile, &[]).unwrap();
        let made: Value = serde_json::from_str(&files[0].text).unwrap();
        let job = &made["components"]["schemas"]["Job"];
        let words = |key: &str| job.get(key).cloned().unwrap_or_default();
        assert_eq!(words("required"), required, "{one} {other}");
        assert_eq!(words("nullable"), nullable, "{one} {other}");
        assert_eq!(words("additionalProperties"), open, "{one} {other}");
        assert_eq!(job["properties"], json!({"a": {}, "b": {"type": "string"}}));
    }
}

#[test]
fn what_is_said_of_a_field_that_is_an_object_is_said_by_its_owner() {
    let exported = Exported::api("useapi");
    let account = &schemas(exported)["Account"];
    assert_eq!(
        account["properties"]["user"],
        json!({"$ref": "#/components/schemas/AccountUser"})
    );
    let told = account["description"].as_str().unwrap();
    assert!(told.contains("`user`: The Mureka user"), "{told}");
}

#[test]
fn the_job_of_a_document_reads_in_every_language() {
    let schemas = schemas(Exported::api("useapi"));
    let field = |schema: &str, field: &str| schemas[schema]["properties"][field].clone();
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    assert_eq!(field("Job", "request"), reference("JobRequest"));
    assert_eq!(field("Job", "response"), reference("JobResponse"));
    assert_eq!(field("JobResponse", "songs")["items"], reference("Song"));
    assert_eq!(field("JobResponse", "mp3_url")["type"], "string");
    assert_eq!(field("MusicResultOrJob", "jobid")["type"], "string");
    assert_eq!(
        field("MusicResultOrJob", "response"),
        reference("JobResponse")
    );
}

#[test]
fn objects_a_long_way_behind_each_other_and_choices_in_choices_are_no_trouble() {
    // 3000 objects in a row, and a choice whose branches double at every step.
    let mut schemas = String::new();
    for number in 0..3000 {
        schemas.push_str(&format!(
            "    Link{number}: {{type: object, nullable: true, additionalProperties: true, \
             properties: {{next: {{$ref: '#/components/schemas/Link{}'}}}}}}\n",
            number + 1
        ));
    }
    schemas.push_str("    Link3000: {type: object, nullable: true}\n");
    for number in 0..60 {
        let next = number + 1;
        let branch = format!("{{$ref: '#/components/schemas/Choice{next}'}}");
        schemas.push_str(&format!(
            "    Choice{number}: {{oneOf: [{branch}, {branch}, {{type: integer}}]}}\n"
        ));
    }
    schemas.push_str("    Choice60: {type: string}\n");
    let text = include_str!("../../fixtures/small.yaml").replace(
        "        song: {$ref: '#/components/schemas/Song'}\n",
        "        song: {$ref: '#/components/schemas/Link0'}\n        choice: {$ref: '#/components/schemas/Choice0'}\n",
    );
    let document = mureka_gen::Document::parse("small.yaml", text.clone() + &schemas).unwrap();
    let api = Exported::small(str::to_owned).api;
    let profile = mureka_gen::export::Profile::StrictTools;
    let files = mureka_gen::export::export("small", &document, &api, profile, &[]).unwrap();
    let made: Value = serde_json::from_str(&files[0].text).unwrap();
    let schemas = made["components"]["schemas"].as_object().unwrap();
    assert!(schemas.contains_key("Link3000"));
    assert_eq!(schemas["Job"]["properties"]["choice"], json!({}));
}
