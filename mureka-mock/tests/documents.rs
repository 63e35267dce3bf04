//! Documents in the place of the embedded ones, or beside them.

#![allow(clippy::unwrap_used, reason = "all of it is test code")]

mod support;

use std::io::{self, ErrorKind};
use std::time::Duration;

use mureka_mock::{Builder, MockServer};
use serde_json::{Value, json};
use support::{ACCOUNT, CLOUDSWAY, GENERATION, Mock, serve_documents, start, text};

/// The embedded document with a resource more.
fn with_podcasts() -> String {
    const OPERATIONS: &str = include_str!("fixtures/podcasts.yaml");
    const SCHEMAS: &str = include_str!("fixtures/podcast_schemas.yaml");
    let text = text("useapi");
    let text = text.replacen("\npaths:\n", &format!("\npaths:\n{OPERATIONS}"), 1);
    text.replacen("\n  schemas:\n", &format!("\n  schemas:\n{SCHEMAS}"), 1)
}

async fn podcasts(builder: Builder) -> Mock {
    serve_documents(builder, &[("useapi", &with_podcasts())]).await
}

const PODCASTS: &str = "/v1/mureka/podcasts";

#[tokio::test(start_paused = true)]
async fn a_document_takes_the_place_of_the_embedded_one_of_its_name() {
    let edited = text("useapi").replace("/v1/mureka/accounts", "/v2/mureka/accounts");
    let mock = serve_documents(MockServer::builder(), &[("useapi", &edited)]).await;
    assert_eq!(mock.get("/v1/mureka/accounts").await.status, 404);
    assert_eq!(mock.get("/v2/mureka/accounts").await.status, 200);
    // The other one is as it was.
    let path = format!("{CLOUDSWAY}/song/query/1");
    assert_eq!(mock.get(&path).await.json()["code"], 404);
}

#[tokio::test(start_paused = true)]
async fn a_document_of_another_name_is_served_beside_the_others() {
    let edited = text("useapi").replace("/v1/mureka/", "/v2/mureka/");
    let mock = serve_documents(MockServer::builder(), &[("next", &edited)]).await;
    for version in ["v1", "v2"] {
        let path = format!("/{version}/mureka/files/motif/");
        assert_eq!(mock.upload(&path).await.status, 200, "{version}");
    }
    // Each has collections of its own.
    let path = "/v1/mureka/files/vocal/?title=Mine";
    assert_eq!(mock.upload(path).await.status, 200);
    for (version, found) in [("v1", true), ("v2", false)] {
        let path = format!("/{version}/mureka/music/vocals/");
        let listed = mock.get(&path).await.text().contains("Mine");
        assert_eq!(listed, found, "{version}");
    }
}

#[tokio::test(start_paused = true)]
async fn of_two_documents_of_a_name_the_latter_counts() {
    let other = text("cloudsway").replace("/song/generate", "/song/make");
    let builder = MockServer::builder().document("cloudsway", "nonsense");
    let mock = serve_documents(builder, &[("cloudsway", &other)]).await;
    let path = format!("{CLOUDSWAY}/song/make");
    assert_eq!(mock.post(&path, &json!({"lyrics": "La"})).await.status, 200);
}

#[tokio::test(start_paused = true)]
async fn an_added_operation_checks_its_requests() {
    let mock = podcasts(MockServer::builder()).await;
    for (body, expected) in [
        (json!({}), "topic: required, and missing"),
        (
            json!({"topic": "a".repeat(21)}),
            "topic: 21 characters, at most 20 are allowed",
        ),
        (
            json!({"topik": "a", "topic": "a"}),
            "topik: not a field of this call",
        ),
    ] {
        let answer = mock.post(PODCASTS, &body).await;
        let expected = (400, json!({"error": expected, "code": 400}));
        assert_eq!(answer.said(), expected, "{body}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_added_operation_starts_jobs_that_end_with_its_result() {
    let mock = podcasts(MockServer::builder()).await;
    let sent = json!({"topic": "Rain", "async": true});
    let started = mock.post(PODCASTS, &sent).await;
    assert_eq!(started.status, 201);
    assert_eq!(started.json()["verb"], "podcasts");
    let path = format!("/v1/mureka/jobs/{}", started.id("/jobid"));
    assert_eq!(mock.get(&path).await.json()["status"], "created");
    mock.advance(GENERATION);
    let done = mock.get(&path).await.json();
    assert_eq!(done["status"], "completed");
    assert_eq!(done["response"]["subject"], "Rain");
    assert_eq!(mock.ledger().times("create_podcast"), 1);
}

#[tokio::test(start_paused = true)]
async fn an_added_operation_has_its_own_spacing_and_slots() {
    let mock = podcasts(MockServer::builder().generation_time(Duration::from_secs(60))).await;
    let sent = json!({"topic": "Rain", "async": true});
    for (wait, status) in [(0, 201), (6, 429), (1, 201), (7, 429), (60, 201)] {
        mock.advance(Duration::from_secs(wait));
        assert_eq!(mock.post(PODCASTS, &sent).await.status, status, "{wait}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_added_collection_is_listed_shown_and_deleted() {
    let builder = MockServer::builder().limits(false).page_size(2);
    let mock = podcasts(builder).await;
    let mut made = Vec::new();
    for number in 0..4 {
        let sent = json!({"topic": format!("Part {number}")});
        let answer = mock.wait_for(mock.call("POST", PODCASTS).json(&sent)).await;
        assert_eq!(answer.json()["subject"], sent["topic"]);
        made.push(answer.id("/podcast_id"));
    }
    let mut listed = Vec::new();
    let mut path = format!("{PODCASTS}/");
    for _ in 0..4 {
        let page = mock.get(&path).await.json();
        let podcasts = page["podcasts"].as_array().unwrap();
        listed.extend(podcasts.iter().map(|one| support::id(&one["podcast_id"])));
        if page["more"] == false {
            break;
        }
        path = format!("{PODCASTS}/?before={}", page["before"]);
    }
    // The newest first, and the documented one at the end.
    let mut expected: Vec<String> = made.iter().rev().cloned().collect();
    expected.push("4000001".to_owned());
    assert_eq!(listed, expected);

    let path = format!("{PODCASTS}/{}", made[1]);
    assert_eq!(mock.get(&path).await.json()["subject"], "Part 1");
    assert_eq!(mock.delete(&path).await.status, 204);
    assert_eq!(mock.get(&path).await.status, 404);
    assert_eq!(mock.delete(&path).await.status, 404);
}

#[tokio::test(start_paused = true)]
async fn the_links_of_an_added_operation_lead_here() {
    let mock = podcasts(MockServer::builder()).await;
    let answer = mock.get(&format!("{PODCASTS}/4000001")).await.json();
    let link = answer["mp3_url"].as_str().unwrap();
    let path = link.strip_prefix(mock.base_url()).unwrap();
    let file = mock.get(path).await;
    assert_eq!(
        (file.status, file.header("content-type")),
        (200, "audio/mpeg")
    );
}

#[tokio::test(start_paused = true)]
async fn an_added_operation_asks_for_the_account_if_there_are_several() {
    let mock = podcasts(MockServer::builder().account("1").account("2")).await;
    let path = format!("{PODCASTS}/");
    assert_eq!(mock.get(&path).await.status, 400);
    assert_eq!(mock.get(&format!("{path}?account=2")).await.status, 200);
    let mock = podcasts(MockServer::builder()).await;
    let sent = json!({"topic": "Rain", "async": true});
    let job = mock.post(PODCASTS, &sent).await.json();
    assert_eq!(job["request"]["account"], ACCOUNT);
}

async fn refused(name: &str, text: String) -> io::Error {
    let builder = MockServer::builder().document(name, text);
    builder.start().await.unwrap_err()
}

#[tokio::test]
async fn a_document_that_does_not_hold_stops_the_start_with_file_and_line() {
    let good = text("cloudsway");
    let broken = good.replace("schemas/TaskEnvelope", "schemas/TaskEnvelop");
    let line = broken
        .lines()
        .position(|line| line.contains("TaskEnvelop'"));
    let place = format!("cloudsway:{}", line.unwrap() + 1);
    for (text, words) in [
        (broken, [place.as_str(), "TaskEnvelop"]),
        ("paths: [".to_owned(), ["cloudsway", ""]),
        (String::new(), ["cloudsway", ""]),
        (
            good.replace("x-mureka-cost: paid", "x-mureka-cost: dear"),
            ["dear", "x-mureka-cost"],
        ),
    ] {
        let error = refused("cloudsway", text).await;
        assert_eq!(error.kind(), ErrorKind::InvalidData);
        for word in words {
            assert!(error.to_string().contains(word), "{word}: {error}");
        }
    }
}

/// Nothing here reads the version of a document.
#[cfg(feature = "openapi")]
#[tokio::test]
async fn a_document_that_is_not_openapi_where_nobody_looks_stops_the_start() {
    let good = text("cloudsway");
    let broken: String = good
        .lines()
        .map(|line| {
            if line.starts_with("  version:") {
                "  version: {}\n".to_owned()
            } else {
                format!("{line}\n")
            }
        })
        .collect();
    let error = refused("cloudsway", broken).await.to_string();
    for word in ["not OpenAPI 3.0", "/info/version"] {
        assert!(error.contains(word), "{word}: {error}");
    }
}

#[tokio::test]
async fn two_documents_with_the_same_call_stop_the_start() {
    let error = refused("copy", text("cloudsway")).await;
    assert_eq!(error.kind(), ErrorKind::InvalidData);
    assert_eq!(
        error.to_string(),
        "POST /v1/ai/{endpoint}/mureka/song/generate is both generate_song of cloudsway and generate_song of copy"
    );
}

#[tokio::test(start_paused = true)]
async fn the_control_path_cannot_be_taken_by_a_document() {
    let mock = start().await;
    let index: Value = mock.get("/_mock").await.json();
    assert_eq!(index["documents"], json!(["useapi", "cloudsway"]));
    let edited = text("useapi").replace("/v1/mureka/jobs:", "/_mock:");
    let start = MockServer::builder().document("useapi", edited).start();
    let refused = start.await.unwrap_err();
    assert_eq!(refused.kind(), std::io::ErrorKind::InvalidData);
    assert!(refused.to_string().contains("/_mock"), "{refused}");
}
