//! The documents that are served, and that every answer is one of theirs.

mod support;

use std::io::ErrorKind;
use std::time::Duration;

use mureka_gen::api::Status;
use mureka_gen::{Place, cases};
use mureka_mock::Mock;
use support::{call, get, post, send, specs, text};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[tokio::test]
async fn every_documented_status_of_every_operation_is_answered_as_documented() {
    let mock = Mock::start().await.unwrap();
    let mut answered = 0;
    for spec in specs() {
        for operation in &spec.api.operations {
            for answer in operation.success.iter().chain(&operation.errors) {
                let codes = match answer.status {
                    Status::Code(code) => vec![code],
                    Status::Class(class) => vec![class * 100, class * 100 + 99],
                };
                for code in codes {
                    let about = format!("{} {code}", operation.id);
                    let request = call(&mock, &operation.method, &spec.path(operation));
                    let got = send(request.header("Prefer", format!("code={code}"))).await;
                    assert_eq!(got.status, code, "{about}");
                    spec.assert_valid(answer.schema.as_deref(), &got, &about);
                    answered += 1;
                }
            }
        }
    }
    assert!(answered > 150, "{answered}");
}

#[tokio::test]
async fn every_documented_example_of_every_answer_can_be_chosen() {
    let mock = Mock::start().await.unwrap();
    for spec in specs() {
        for case in cases(&spec.document, &spec.api) {
            let Place::Response(Status::Code(code)) = case.place else {
                continue;
            };
            let operation = spec.api.operation(&case.operation).unwrap();
            let request = call(&mock, &operation.method, &spec.path(operation));
            let prefer = format!("code={code}, example={}", case.name);
            let got = send(request.header("Prefer", &prefer)).await;
            assert_eq!(
                (got.status, got.json()),
                (code, case.value),
                "{} {prefer}",
                operation.id
            );
        }
    }
}

#[tokio::test]
async fn every_operation_answers_its_first_success_and_its_401() {
    let mock = Mock::start().await.unwrap();
    for spec in specs() {
        for operation in &spec.api.operations {
            let path = spec.path(operation);
            let request = support::without_token(&mock, &operation.method, &path);
            let refused = send(request).await;
            assert_eq!(refused.status, 401, "{}", operation.id);
            let error = operation
                .errors
                .iter()
                .find(|answer| matches!(answer.status, Status::Code(401) | Status::Class(4)));
            let schema = error.unwrap().schema.as_deref();
            spec.assert_valid(schema, &refused, &operation.id);

            // A job is only known once it was started.
            if spec.api.operations.iter().any(|other| {
                other
                    .job
                    .as_ref()
                    .is_some_and(|job| job.poll == operation.id)
            }) {
                continue;
            }
            let request = call(&mock, &operation.method, &path).body("{}");
            let got = send(request).await;
            let first = &operation.success[0];
            assert_eq!(Status::Code(got.status), first.status, "{}", operation.id);
            spec.assert_valid(first.schema.as_deref(), &got, &operation.id);
        }
    }
}

#[tokio::test]
async fn every_operation_with_a_job_can_be_followed_to_a_documented_end() {
    let mock = Mock::start().await.unwrap();
    let mut followed = 0;
    for spec in specs() {
        for operation in &spec.api.operations {
            let Some(job) = &operation.job else { continue };
            let poll = spec.api.operation(&job.poll).unwrap();
            for mut sent in spec.requests(&operation.id) {
                sent["async"] = true.into();
                let about = format!("{} {sent}", operation.id);
                let answer = post(&mock, &spec.path(operation), &sent).await;
                let schema = operation.success.last().unwrap().schema.as_deref();
                spec.assert_valid(schema, &answer, &about);

                let id = answer
                    .json()
                    .pointer(&format!("/{}", job.id.replace('.', "/")))
                    .unwrap()
                    .clone();
                let path = spec
                    .path(poll)
                    .replace("/1", &format!("/{}", id.as_str().unwrap()));
                let mut states = Vec::new();
                for _ in 0..3 {
                    let polled = get(&mock, &path).await;
                    assert_eq!(polled.status, 200, "{about}");
                    spec.assert_valid(poll.success[0].schema.as_deref(), &polled, &about);
                    let job = polled.json();
                    let job = job.get("data").unwrap_or(&job);
                    states.push(job["status"].as_str().unwrap().to_owned());
                }
                assert!(
                    ["completed", "succeeded"].contains(&states[2].as_str()),
                    "{about}: {states:?}"
                );
                assert!(
                    !["completed", "succeeded"].contains(&states[1].as_str()),
                    "{about}: {states:?}"
                );
                followed += 1;
            }
        }
    }
    assert_eq!(followed, 9);
}

#[tokio::test]
async fn a_document_takes_the_place_of_the_embedded_one_of_its_name() {
    let edited = text("useapi").replace("/v1/mureka/accounts", "/v2/mureka/accounts");
    let mock = Mock::builder()
        .document("useapi", edited)
        .start()
        .await
        .unwrap();
    assert_eq!(get(&mock, "/v1/mureka/accounts").await.status, 404);
    assert_eq!(get(&mock, "/v2/mureka/accounts").await.status, 200);
    assert_eq!(
        get(&mock, &format!("{}/song/query/1", support::CLOUDSWAY))
            .await
            .json()["code"],
        404
    );
}

#[tokio::test]
async fn a_document_of_another_name_is_served_beside_the_others() {
    let edited = text("useapi").replace("/v1/mureka/", "/v2/mureka/");
    let mock = Mock::builder()
        .document("next", edited)
        .start()
        .await
        .unwrap();
    assert_eq!(get(&mock, "/v1/mureka/accounts").await.status, 200);
    assert_eq!(get(&mock, "/v2/mureka/accounts").await.status, 200);
}

#[tokio::test]
async fn a_document_that_does_not_hold_stops_the_start() {
    let broken = text("cloudsway").replace("schemas/TaskEnvelope", "schemas/TaskEnvelop");
    let error = Mock::builder()
        .document("cloudsway", broken)
        .start()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidData);
    assert!(error.to_string().contains("TaskEnvelop"), "{error}");
}

#[tokio::test]
async fn two_documents_with_the_same_call_stop_the_start() {
    let error = Mock::builder()
        .document("copy", text("cloudsway"))
        .start()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidData);
    assert_eq!(
        error.to_string(),
        "POST /v1/ai/{endpoint}/mureka/song/generate is both generate_song of cloudsway and generate_song of copy"
    );
}

#[tokio::test]
async fn the_port_can_be_chosen_and_a_taken_one_is_an_error() {
    let mock = Mock::start().await.unwrap();
    let port = mock.address().port();
    assert_eq!(mock.url(), format!("http://127.0.0.1:{port}"));
    let error = Mock::builder().port(port).start().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AddrInUse);
}

#[tokio::test]
async fn a_dropped_server_is_stopped() {
    let mock = Mock::start().await.unwrap();
    let address = mock.address();
    assert_eq!(get(&mock, "/v1/mureka/accounts").await.status, 200);
    drop(mock);
    let refused = async {
        while TcpStream::connect(address).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), refused)
        .await
        .expect("still there");
}

#[tokio::test]
async fn a_dropped_server_closes_its_idle_connections() {
    let mock = Mock::start().await.unwrap();
    let mut stream = TcpStream::connect(mock.address()).await.unwrap();
    stream
        .write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        .await
        .unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 404");
    drop(mock);
    let mut rest = Vec::new();
    let rest = stream.read_to_end(&mut rest);
    tokio::time::timeout(Duration::from_secs(10), rest)
        .await
        .expect("still open")
        .unwrap();
}

#[tokio::test]
async fn servers_know_nothing_of_each_other() {
    let (one, other) = (Mock::start().await.unwrap(), Mock::start().await.unwrap());
    get(&one, "/v1/mureka/accounts").await;
    assert_eq!((one.requests().len(), other.requests().len()), (1, 0));
}
