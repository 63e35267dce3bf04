//! Every operation against a server on localhost: what goes out is exactly what the
//! document says, and what comes back is told apart by its status.
//!
//! Expectations come from the document, not from the generator's output.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod gateway;

use std::time::Duration;

use mureka_api::{Error, ErrorKind, reqwest};
use mureka_gen::Place;
use mureka_gen::api::{Body, Operation, Status};
use mureka_mock::{MockServer, Request};
use mureka_tests::calls::Input;
use serde_json::{Value, json};

use gateway::{Client, documents, input, path_sample};

const TOKEN: &str = "user:777-secret";

fn pairs(query: &str) -> Vec<(String, String)> {
    reqwest::Url::parse(&format!("http://localhost/?{query}"))
        .unwrap()
        .query_pairs()
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn check_request(name: &str, operation: &Operation, sent: &Input, request: &Request) {
    let id = &operation.id;
    assert_eq!(request.method, operation.method, "{id}");
    let mut path = operation.path.clone();
    for parameter in &operation.path_parameters {
        path = path.replace(&format!("{{{}}}", parameter.name), path_sample(parameter).1);
    }
    let prefix = if name == "useapi" {
        ""
    } else {
        "/v1/ai/my-endpoint/mureka"
    };
    assert_eq!(request.path(), format!("{prefix}{path}"), "{id}");

    let mut found = pairs(request.query().unwrap_or_default());
    let mut expected: Vec<(String, String)> = sent
        .query
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.clone(), text(value)))
        .collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected, "{id}");

    assert_eq!(
        request.header("authorization"),
        Some(&*format!("Bearer {TOKEN}")),
        "{id}"
    );
    assert_eq!(request.header("accept"), Some("application/json"), "{id}");
    assert_eq!(
        request.header("api-version"),
        None,
        "{id}: progenitor's own header"
    );
    assert_eq!(request.header("transfer-encoding"), None, "{id}");
    let content_type = request.header("content-type");
    let length: Option<u64> = request
        .header("content-length")
        .map(|length| length.parse().unwrap());
    match &operation.body {
        Body::None => {
            assert_eq!(content_type, None, "{id}");
            assert_eq!(request.body_length, 0, "{id}");
        }
        Body::Json { .. } => {
            assert_eq!(content_type, Some("application/json"), "{id}");
            assert_eq!(request.json().unwrap(), sent.body, "{id}");
        }
        Body::Binary { media_type } => {
            assert_eq!(content_type, Some(media_type.as_str()), "{id}");
            assert_eq!(request.body, sent.upload, "{id}");
            assert_eq!(length, Some(sent.upload.len() as u64), "{id}");
        }
        Body::Multipart { .. } => {
            assert!(
                content_type
                    .unwrap()
                    .starts_with("multipart/form-data; boundary="),
                "{id}"
            );
            assert_eq!(length, Some(request.body_length), "{id}");
            let form = String::from_utf8_lossy(&request.body).into_owned();
            for part in [
                "Content-Disposition: form-data; name=\"purpose\"\r\n\r\naudio\r\n",
                "Content-Disposition: form-data; name=\"file\"; filename=\"audio\"\r\n",
                "\r\n\r\nID3 not really music\r\n",
            ] {
                assert!(form.contains(part), "{id}: no {part:?} in {form}");
            }
        }
    }
}

#[tokio::test]
async fn every_request_goes_out_as_documented() {
    let mut calls = 0;
    for (name, api, cases) in documents() {
        for operation in &api.operations {
            let inputs = input(&api, operation, &cases);
            assert!(
                !inputs.is_empty(),
                "{}: no example of a request",
                operation.id
            );
            for input in inputs {
                let mock = server().await;
                let client = Client::new(name, &mock, None);
                let _ = client.call(&operation.id, input.clone()).await;
                let requests = mock.requests();
                assert_eq!(requests.len(), 1, "{}", operation.id);
                check_request(name, operation, &input, &requests[0]);
                calls += 1;
            }
        }
    }
    told(&format!("{calls} calls went out as documented"));
}

/// What the table of operations says is enough to make every call: the same request goes out.
#[tokio::test]
async fn every_request_goes_out_the_same_by_the_names_of_its_fields() {
    let mut calls = 0;
    for (name, api, cases) in documents() {
        for operation in &api.operations {
            for input in input(&api, operation, &cases) {
                let mock = server().await;
                let client = Client::new(name, &mock, None);
                let answer = client.call_by_name(&operation.id, &input).await;
                let answer = answer.unwrap_or_else(|error| panic!("{}: {error}", operation.id));
                assert_eq!(answer.operation().id, operation.id);
                let requests = mock.requests();
                assert_eq!(requests.len(), 1, "{}", operation.id);
                check_request(name, operation, &input, &requests[0]);
                calls += 1;
            }
        }
    }
    assert!(calls >= 38, "{calls} calls");
}

/// One that answers at once: here it is about single calls.
async fn server() -> MockServer {
    let builder = MockServer::builder()
        .generation_time(Duration::ZERO)
        .limits(false);
    builder.start().await.unwrap()
}

/// Also without `--nocapture`.
fn told(line: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// The status a class is tried with; none that has a meaning of its own.
fn code(status: Status) -> u16 {
    match status {
        Status::Code(code) => code,
        Status::Class(class) => class * 100 + 18,
    }
}

fn kind_of_class(status: u16) -> ErrorKind {
    if status < 500 {
        ErrorKind::Api
    } else {
        ErrorKind::Server
    }
}

/// Each documented payload, sent with its status: successes in the variant of their
/// status, errors as errors that keep status, headers and body, in the documented type.
#[tokio::test]
async fn every_documented_answer_is_told_apart_by_its_status() {
    let (mut successes, mut errors) = (0, 0);
    for (name, api, cases) in documents() {
        for operation in &api.operations {
            let id = &operation.id;
            let mock = server().await;
            let input = input(&api, operation, &cases).remove(0);
            for case in cases.iter().filter(|case| case.operation == *id) {
                let Place::Response(Status::Code(status)) = case.place else {
                    continue;
                };
                let prefer = format!("code={status}, example={}", case.name);
                let client = Client::new(name, &mock, Some(&prefer));
                let result = client.call(id, input.clone()).await;
                if status < 300 {
                    let outcome = result.unwrap_or_else(|error| panic!("{id} {prefer}: {error}"));
                    assert_eq!((outcome.status, outcome.variant), (status, status), "{id}");
                    assert_eq!(outcome.value, case.value, "{id} {prefer}");
                    successes += 1;
                } else {
                    let error = result.map(|outcome| outcome.value).unwrap_err();
                    check_error(&client, operation, case.place, &error);
                    let body = error.decode::<Value>();
                    assert_eq!(body.as_ref(), Some(&case.value), "{id} {prefer}");
                    assert_eq!(error.kind(), kind(status, &case.value), "{id} {prefer}");
                    errors += 1;
                }
            }
        }
    }
    told(&format!(
        "{successes} documented successes, {errors} documented errors"
    ));
    assert!(
        successes >= 40 && errors >= 100,
        "{successes} successes, {errors} errors"
    );
}

fn check_error(client: &Client, operation: &Operation, place: Place, error: &Error) {
    let id = &operation.id;
    let Place::Response(expected) = place else {
        panic!("{id}: {place} is no answer")
    };
    let answer = operation
        .errors
        .iter()
        .find(|answer| answer.status == expected);
    let schema = answer.and_then(|answer| answer.schema.as_deref());
    let status = error.status().map(|status| status.as_u16());
    assert_eq!(status, Some(code(expected)), "{id}");
    assert_eq!(
        client.type_of(error),
        schema,
        "{id} {expected}: the documented type"
    );
    assert_eq!(
        error.operation().map(|operation| operation.id),
        Some(id.as_str())
    );
    assert!(error.documented(), "{id} {expected}");
    assert!(error.headers().is_some(), "{id} {expected}");
}

/// What the documents have without a payload: successes and errors without a body, and
/// whole classes of errors.
#[tokio::test]
async fn answers_without_a_payload_are_told_apart_too() {
    let (mut empty, mut errors) = (0, 0);
    for (name, api, cases) in documents() {
        for operation in &api.operations {
            let id = &operation.id;
            let mock = server().await;
            let input = input(&api, operation, &cases).remove(0);
            let shown = |status: Status| {
                let place = Place::Response(status);
                cases
                    .iter()
                    .any(|case| case.operation == *id && case.place == place)
            };
            let answers = operation.success.iter().chain(&operation.errors);
            for answer in answers.filter(|answer| !shown(answer.status)) {
                let status = code(answer.status);
                let client = Client::new(name, &mock, Some(&format!("code={status}")));
                let result = client.call(id, input.clone()).await;
                if answer.status.is_success() {
                    let outcome = result.unwrap_or_else(|error| panic!("{id} {status}: {error}"));
                    assert_eq!((outcome.status, outcome.variant), (status, status), "{id}");
                    assert_eq!(outcome.raw, b"", "{id} {status}");
                    empty += 1;
                } else {
                    let error = result.map(|outcome| outcome.value).unwrap_err();
                    check_error(&client, operation, Place::Response(answer.status), &error);
                    if matches!(answer.status, Status::Class(_)) {
                        assert_eq!(error.kind(), kind_of_class(status), "{id}");
                    }
                    errors += 1;
                }
            }
        }
    }
    told(&format!(
        "{empty} empty successes, {errors} errors without a documented payload"
    ));
    assert!(empty >= 3 && errors >= 8, "{empty} empty, {errors} errors");
}

fn kind(status: u16, body: &Value) -> ErrorKind {
    match status {
        401 => ErrorKind::Unauthorized,
        403 => ErrorKind::Forbidden,
        404 => ErrorKind::NotFound,
        429 if body["code"] == 9008 => ErrorKind::RateLimited,
        429 => ErrorKind::SlotsFull,
        596 => ErrorKind::AccountBroken,
        _ if body["code"] == 597 => ErrorKind::Expired,
        _ => ErrorKind::Api,
    }
}

/// Cloudsway says no with status 200 and a code.
#[tokio::test]
async fn a_success_that_is_none_is_an_error_with_everything_kept() {
    let refused = r#"{"code": 7, "code_msg": "balance is not enough", "data": null}"#;
    let document = include_str!("../../../spec/cloudsway.yaml");
    let examples = "              examples:\n                preparing:";
    assert!(document.contains(examples), "the document has moved");
    let document = document.replacen(
        examples,
        &format!("              examples:\n                refused: {{value: {refused}}}\n                preparing:"),
        1,
    );
    let mock = MockServer::builder()
        .document("cloudsway", document)
        .start()
        .await
        .unwrap();
    let client = Client::new("cloudsway", &mock, Some("code=200, example=refused"));
    let input = Input {
        body: json!({"lyrics": "la"}),
        ..Input::default()
    };
    let error = client.call("generate_song", input).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoCredits);
    assert_eq!(error.charged(), mureka_api::Charged::No);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    assert_eq!(
        error.to_string(),
        "generate_song: 200 balance is not enough (7); not charged; use another account, or buy credits"
    );
    let envelope = error.typed::<mureka_api::cloudsway::types::TaskEnvelope>();
    let code = envelope.and_then(|envelope| envelope.code.as_ref()?.as_i64());
    assert_eq!(code, Some(7));
}

#[tokio::test]
async fn a_path_argument_cannot_change_the_url() {
    let mock = server().await;
    let Client::Useapi(client) = Client::new("useapi", &mock, None) else {
        unreachable!()
    };
    for id in [
        "",
        ".",
        "..",
        "/",
        "a/b",
        "../accounts/1",
        "a\\b",
        "a\nb",
        "\0",
    ] {
        let error = client.songs().get(id).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{id:?}");
        assert_eq!(error.field(), Some("song_id"), "{id:?}");
        let error = client.jobs().get(id).await.unwrap_err();
        assert_eq!(error.field(), Some("jobid"), "{id:?}");
    }
    assert_eq!(mock.requests(), [], "nothing was sent");
}
