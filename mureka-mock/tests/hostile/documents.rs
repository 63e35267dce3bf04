//! Documents that hold, and are odd all the same.

use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use mureka_gen::Document;
use mureka_mock::MockServer;
use serde_json::json;

use crate::wire::{HEADERS, SONG, get, post, raw, request};

fn text(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    std::fs::read_to_string(path).unwrap()
}

/// A document with one thing changed.
#[track_caller]
fn edited(path: &str, from: &str, to: &str) -> String {
    let text = text(path);
    assert!(text.contains(from), "{path}: {from}");
    text.replacen(from, to, 1)
}

#[tokio::test]
async fn every_call_of_a_document_with_all_that_there_may_be_is_answered() {
    let text = text("tests/fixtures/everything.yaml");
    let document = Document::parse("cloudsway", &text).unwrap();
    let api = mureka_gen::check(&document).unwrap();
    let mock = MockServer::builder()
        .document("cloudsway", text.as_str())
        .generation_time(Duration::ZERO)
        .start()
        .await
        .unwrap();
    for operation in &api.operations {
        let mut path = format!("/v1/ai/any/mureka{}", operation.path);
        for parameter in &operation.path_parameters {
            path = path.replace(&format!("{{{}}}", parameter.name), "1");
        }
        for (kind, body) in [
            ("application/json", "{}"),
            ("a/b", "null"),
            ("application/json", ""),
        ] {
            let answer = raw(&mock, request(&operation.method, &path, kind, body)).await;
            assert!(
                (200..500).contains(&answer.status),
                "{}: {answer:?}",
                operation.id
            );
        }
    }
}

#[tokio::test]
async fn a_path_that_is_the_servers_own_is_refused_at_the_start() {
    for path in ["/_mock", "/_mock/ledger", "/_mock/{account}"] {
        let document = edited(
            "spec/useapi.yaml",
            "  /v1/mureka/accounts/{account}:\n",
            &format!("  {path}:\n"),
        );
        let started = MockServer::builder()
            .document("useapi", document)
            .start()
            .await;
        let Err(error) = started else {
            panic!("{path} is served");
        };
        assert_eq!(error.kind(), ErrorKind::InvalidData, "{path}");
    }
}

#[tokio::test]
async fn a_poll_may_have_other_parameters_beside_the_id() {
    let document = edited(
        "spec/useapi.yaml",
        "        - name: jobid\n          in: path\n",
        "        - {name: account, in: query, description: Whose., schema: {type: string}}\n        \
         - name: jobid\n          in: path\n",
    );
    let mock = MockServer::builder()
        .document("useapi", document)
        .start()
        .await
        .unwrap();
    let job = post(&mock, SONG, &json!({"prompt": "a", "async": true}))
        .await
        .json();
    let path = format!(
        "/v1/mureka/jobs/{}?account=1",
        job["jobid"].as_str().unwrap()
    );
    assert_eq!(get(&mock, &path).await.status, 200);
}

#[tokio::test]
async fn a_chosen_refusal_in_a_200_is_not_charged() {
    let document = edited(
        "spec/cloudsway.yaml",
        "              examples:\n                preparing:\n",
        "              examples:\n                no_money:\n                  summary: Refused\n                  \
         value: {code: 5, data: null, code_msg: no money, trace_id: a}\n                preparing:\n",
    );
    let mock = MockServer::builder()
        .document("cloudsway", document)
        .start()
        .await
        .unwrap();
    for (example, charged) in [("no_money", 0), ("preparing", 1)] {
        let sent = format!(
            "POST /v1/ai/any/mureka/song/generate HTTP/1.1\r\n{HEADERS}\
             Prefer: code=200, example={example}\r\nContent-Length: 2\r\n\r\n{{}}"
        );
        let answer = raw(&mock, sent).await;
        assert_eq!(answer.status, 200, "{example}: {answer:?}");
        assert_eq!(mock.ledger().total, charged, "{example}");
    }
}

#[tokio::test]
async fn a_document_without_accounts_needs_none() {
    let document =
        text("spec/useapi.yaml").replace("        name: accounts\n", "        name: people\n");
    let mock = MockServer::builder()
        .document("useapi", document)
        .start()
        .await
        .unwrap();
    let answer = post(&mock, SONG, &json!({"prompt": "a", "async": true})).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    assert_eq!(mock.ledger().charges[0].account, None);
}

#[tokio::test]
async fn words_of_a_request_that_look_like_a_link_are_left_alone() {
    let mock = MockServer::builder()
        .generation_time(Duration::ZERO)
        .limits(false)
        .start()
        .await
        .unwrap();
    let title = "https://a.example/b.mp3";
    let song = |asynchronous: bool| json!({"lyrics": "la", "title": title, "model": "V8", "async": asynchronous});
    let path = "/v1/mureka/music/create-advanced";
    let waited = post(&mock, path, &song(false)).await.json();
    let started = post(&mock, path, &song(true)).await.json();
    let path = format!("/v1/mureka/jobs/{}", started["jobid"].as_str().unwrap());
    let asked = get(&mock, &path).await.json()["response"].clone();
    for made in [waited, asked] {
        assert_eq!(made["songs"][0]["title"], title, "{made}");
        let link = made["songs"][0]["mp3_url"].as_str().unwrap();
        assert!(link.starts_with(mock.base_url()), "{link}");
    }
}
