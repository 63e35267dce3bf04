// Generated from spec/cloudsway.yaml by `cargo xtask regen`: do not edit.

//! Every type and every call of the client by name.
#![allow(deprecated, reason = "deprecated calls are tested like the others")]
use mureka_api::cloudsway::{Client, types};
use mureka_api::Error;
use crate::calls::{Input, Outcome, RoundTrip, problems, round_trip, schema};
use serde_json::Value;

/// Types of bodies, sent or answered.
pub const TYPES: &[&str] = &[
    "ExtendSong",
    "GatewayError",
    "GenerateSong",
    "TaskEnvelope",
    "UploadFile",
    "UploadedFile",
];
/// Operation, status, type of the body.
pub const RESPONSES: &[(&str, &str, &str)] = &[
    ("generate_song", "200", "TaskEnvelope"),
    ("generate_song", "4XX", "GatewayError"),
    ("generate_song", "5XX", "GatewayError"),
    ("extend_song", "200", "TaskEnvelope"),
    ("extend_song", "4XX", "GatewayError"),
    ("extend_song", "5XX", "GatewayError"),
    ("get_task", "200", "TaskEnvelope"),
    ("get_task", "4XX", "GatewayError"),
    ("get_task", "5XX", "GatewayError"),
    ("upload_file", "200", "UploadedFile"),
    ("upload_file", "4XX", "GatewayError"),
    ("upload_file", "5XX", "GatewayError"),
];
/// Operation, type of the body.
pub const REQUESTS: &[(&str, &str)] = &[
    ("generate_song", "GenerateSong"),
    ("extend_song", "ExtendSong"),
    ("upload_file", "UploadFile"),
];
/// JSON into the type of that name and back.
pub fn through(type_name: &str, json: &[u8]) -> Result<RoundTrip, String> {
    match type_name {
        "ExtendSong" => round_trip::<types::ExtendSong>(json),
        "GatewayError" => round_trip::<types::GatewayError>(json),
        "GenerateSong" => round_trip::<types::GenerateSong>(json),
        "TaskEnvelope" => round_trip::<types::TaskEnvelope>(json),
        "UploadFile" => round_trip::<types::UploadFile>(json),
        "UploadedFile" => round_trip::<types::UploadedFile>(json),
        _ => Err(format!("no type `{type_name}`")),
    }
}

/// What the request of that name finds wrong with itself.
pub fn check(type_name: &str, json: &[u8]) -> Result<Vec<String>, String> {
    match type_name {
        "ExtendSong" => problems::<types::ExtendSong>(json),
        "GenerateSong" => problems::<types::GenerateSong>(json),
        "UploadFile" => problems::<types::UploadFile>(json),
        _ => Err(format!("no request `{type_name}`")),
    }
}

/// The JSON Schema of the type of that name, as `schemars` derives it.
pub fn schema_of(type_name: &str) -> Value {
    match type_name {
        "ExtendSong" => schema::<types::ExtendSong>(),
        "GatewayError" => schema::<types::GatewayError>(),
        "GenerateSong" => schema::<types::GenerateSong>(),
        "TaskEnvelope" => schema::<types::TaskEnvelope>(),
        "UploadFile" => schema::<types::UploadFile>(),
        "UploadedFile" => schema::<types::UploadedFile>(),
        _ => panic!("no type `{type_name}`"),
    }
}

/// The name of the documented type that the body of an error was read as.
pub fn type_of_error(error: &Error) -> Option<&'static str> {
    [error.typed::<types::GatewayError>().is_some().then_some("GatewayError")]
        .into_iter()
        .flatten()
        .next()
}

/// Calls an operation by its id.
pub async fn call(
    client: &Client,
    operation: &str,
    input: Input,
) -> Result<Outcome, Error> {
    let raw = client.raw();
    match operation {
        "generate_song" => {
            let response = raw
                .generate_song(&input.body::<types::GenerateSong>())
                .await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "extend_song" => {
            let response = raw.extend_song(&input.body::<types::ExtendSong>()).await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "get_task" => {
            let response = raw.get_task(&input.path::<types::Id>("task_id")).await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        "upload_file" => {
            let response = raw
                .upload_file(&input.body::<types::UploadFile>(), input.upload())
                .await?;
            Ok(Outcome::new(200u16, &response, &*response))
        }
        _ => panic!("no operation `{operation}`"),
    }
}
