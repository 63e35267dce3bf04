//! Up-conversion to OpenAPI 3.1.

use serde_json::{Value, json};

use crate::support::Exported;

const NEWER: &str = "openapi-3.1";

#[test]
fn the_document_names_its_version_and_dialect() {
    let document = Exported::api("cloudsway").json(NEWER);
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(
        document["jsonSchemaDialect"],
        "https://spec.openapis.org/oas/3.1/dialect/base"
    );
}

#[test]
fn nothing_of_3_0_is_left() {
    for exported in Exported::all() {
        let text = exported.text("openapi-3.1.json");
        for word in ["\"nullable\"", "\"format\": \"binary\""] {
            assert!(!text.contains(word), "{}: {word}", exported.name);
        }
    }
}

#[test]
fn a_nullable_shape_has_null_among_its_types() {
    let document = Exported::small(str::to_owned).json(NEWER);
    let schemas = &document["components"]["schemas"];
    assert_eq!(schemas["Song"]["type"], json!(["object", "null"]));
    assert_eq!(
        schemas["Id"]["oneOf"],
        json!([{"type": "integer", "format": "int64"}, {"type": ["string", "null"]}])
    );
}

#[test]
fn a_callback_is_a_webhook_too_and_both_are_the_same_one() {
    let document = Exported::api("useapi").json(NEWER);
    let same = json!({"$ref": "#/components/pathItems/JobStatus"});
    assert_eq!(document["webhooks"], json!({"JobStatus": same}));
    let callback = &document["components"]["callbacks"]["JobStatus"];
    assert_eq!(*callback, json!({"{$request.body#/replyUrl}": same}));
    let item = &document["components"]["pathItems"]["JobStatus"];
    assert_eq!(item["post"]["operationId"], "receive_job_status");
    let create = &document["paths"]["/v1/mureka/music/create"]["post"];
    assert_eq!(
        create["callbacks"]["jobStatus"],
        json!({"$ref": "#/components/callbacks/JobStatus"})
    );
}

#[test]
fn a_file_has_a_media_type_and_no_type() {
    let document = Exported::api("useapi").json(NEWER);
    let body = &document["paths"]["/v1/mureka/files/motif/"]["post"]["requestBody"];
    assert_eq!(
        body["content"]["audio/mpeg"]["schema"],
        json!({"contentMediaType": "audio/mpeg"})
    );
    let form = Exported::api("cloudsway").json(NEWER);
    let file = &form["components"]["schemas"]["UploadFile"]["properties"]["file"];
    assert_eq!(file["contentMediaType"], "application/octet-stream");
    assert!(file.get("type").is_none() && file.get("format").is_none());
}

#[test]
fn json_in_a_text_has_a_schema_of_its_own() {
    let document = Exported::api("useapi").json(NEWER);
    let text = &document["components"]["schemas"]["Conversation"];
    assert_eq!(text["type"], "string");
    assert_eq!(text["contentMediaType"], "application/json");
    assert_eq!(
        text["contentSchema"],
        json!({"$ref": "#/components/schemas/ConversationTurns"})
    );
}

#[test]
fn a_licence_is_identified_or_has_an_address() {
    let license = |name: &str| Exported::api(name).json(NEWER)["info"]["license"].clone();
    assert_eq!(
        license("cloudsway"),
        json!({"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"})
    );
    assert_eq!(license("useapi")["identifier"], Value::Null);
    assert!(license("useapi")["url"].is_string());
}

#[test]
fn extensions_are_kept() {
    for kind in ["openapi-3.0", NEWER] {
        let document = Exported::small(str::to_owned).json(kind);
        assert_eq!(
            document["paths"]["/songs/"]["post"]["x-mureka-cost"],
            "paid"
        );
        assert!(document["components"]["schemas"]["Job"]["x-mureka-union"].is_object());
    }
}

#[test]
fn the_small_document_in_3_1() {
    let exported = Exported::small(str::to_owned);
    let text = exported.text("openapi-3.1.yaml");
    let (_, schemas) = text.split_once("  schemas:\n").unwrap();
    insta::assert_snapshot!("schemas_in_3_1", schemas);
}
