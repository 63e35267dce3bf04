//! The collection of Postman.

use std::collections::BTreeSet;

use mureka_gen::{Place, cases};
use serde_json::{Value, json};

use crate::support::{APIS, Exported};

fn requests(collection: &Value) -> Vec<(String, Value)> {
    let folders = collection["item"].as_array().unwrap();
    folders
        .iter()
        .flat_map(|folder| {
            let name = folder["name"].as_str().unwrap().to_owned();
            let items = folder["item"].as_array().unwrap().clone();
            items.into_iter().map(move |item| (name.clone(), item))
        })
        .collect()
}

#[test]
fn every_operation_is_there_once_in_the_folder_of_its_tag() {
    for exported in Exported::all() {
        let collection = exported.json("postman");
        let found: BTreeSet<(String, String)> = requests(&collection)
            .into_iter()
            .map(|(folder, item)| (folder, item["name"].as_str().unwrap().to_owned()))
            .collect();
        let expected = exported.api.operations.iter();
        let expected = expected.map(|it| (it.resource.clone(), it.summary.clone()));
        assert_eq!(found, expected.collect());
        assert_eq!(requests(&collection).len(), exported.api.operations.len());
    }
}

#[test]
fn every_documented_payload_is_there_unchanged() {
    for name in APIS {
        let exported = Exported::api(name);
        let collection = exported.json("postman");
        let items = requests(&collection);
        for case in cases(&exported.document, &exported.api) {
            let operation = exported.api.operation(&case.operation).unwrap();
            let (_, item) = items
                .iter()
                .find(|(_, item)| item["name"] == operation.summary.as_str())
                .unwrap();
            let answers = item["response"].as_array().unwrap();
            let read = |text: &Value| -> Value {
                text.as_str()
                    .and_then(|text| serde_json::from_str(text).ok())
                    .unwrap_or_default()
            };
            let there = answers.iter().any(|answer| match case.place {
                Place::Request => {
                    let body = &answer["originalRequest"]["body"];
                    body["mode"] == "formdata" || read(&body["raw"]) == case.value
                }
                _ => read(&answer["body"]) == case.value,
            });
            assert!(there, "{} {} {}", case.operation, case.place, case.name);
        }
    }
}

#[test]
fn the_token_is_a_variable_without_a_value() {
    for exported in Exported::all() {
        let collection = exported.json("postman");
        assert_eq!(
            collection["auth"],
            json!({"type": "bearer", "bearer": [
                {"key": "token", "value": "{{token}}", "type": "string"}]})
        );
        let variables = collection["variable"].as_array().unwrap();
        let token = variables.iter().find(|it| it["key"] == "token").unwrap();
        assert_eq!(token["value"], "");
        for (_, item) in requests(&collection) {
            for header in item["request"]["header"].as_array().unwrap() {
                assert_eq!(header["key"], "Content-Type");
            }
        }
    }
}

#[test]
fn the_address_is_a_variable_with_the_servers_own() {
    let collection = Exported::api("cloudsway").json("postman");
    let variables = collection["variable"].as_array().unwrap();
    let values: Vec<(&str, &str)> = variables
        .iter()
        .map(|it| (it["key"].as_str().unwrap(), it["value"].as_str().unwrap()))
        .collect();
    assert_eq!(
        values,
        [
            (
                "baseUrl",
                "https://genaiapi.cloudsway.net/v1/ai/{{endpoint}}/mureka"
            ),
            ("token", ""),
            ("endpoint", "your-endpoint"),
        ]
    );
}

#[test]
fn optional_parameters_are_there_and_switched_off() {
    let collection = Exported::small(str::to_owned).json("postman");
    let (_, list) = &requests(&collection)[0];
    let url = &list["request"]["url"];
    assert_eq!(url["raw"], "{{baseUrl}}/songs/");
    assert_eq!(url["path"], json!(["songs", ""]));
    let query = url["query"].as_array().unwrap();
    let off: Vec<(&Value, &Value)> = query
        .iter()
        .map(|it| (&it["key"], &it["disabled"]))
        .collect();
    assert_eq!(
        off,
        [
            (&json!("last_id"), &json!(true)),
            (&json!("mine"), &json!(true))
        ]
    );
}

#[test]
fn words_about_a_field_are_no_value_to_send() {
    let collection = Exported::api("useapi").json("postman");
    for (_, item) in requests(&collection) {
        let body = item["request"]["body"]["raw"].as_str().unwrap_or_default();
        for words in ["\"Optional ", "\"Required "] {
            assert!(!body.contains(words), "{}: {body}", item["name"]);
        }
    }
}

#[test]
fn files_are_chosen_by_the_caller() {
    for (api, summary, mode) in [
        ("useapi", "Upload a motif", "file"),
        ("cloudsway", "Upload audio for a purpose", "formdata"),
    ] {
        let collection = Exported::api(api).json("postman");
        let items = requests(&collection);
        let (_, item) = items
            .iter()
            .find(|(_, item)| item["name"] == summary)
            .unwrap();
        let body = &item["request"]["body"];
        assert_eq!(body["mode"], mode);
        match mode {
            "file" => assert_eq!(item["request"]["header"][0]["value"], "audio/mpeg"),
            _ => assert_eq!(body["formdata"][0]["type"], "file"),
        }
    }
}

#[test]
fn a_request_with_its_answers() {
    let collection = Exported::small(str::to_owned).json("postman");
    insta::assert_json_snapshot!("the_collection_of_the_small_document", collection);
}
