//! The server's own paths, and its life from the start to the end.

#![allow(clippy::unwrap_used, reason = "all of it is test code")]

mod support;

use std::time::Duration;

use mureka_mock::{Fault, MockServer};
use serde_json::{Value, json};
use support::{ACCOUNT, GENERATION, Mock, serve, start, text};

const CREATE: &str = "/v1/mureka/music/create";

/// Starts a job, which is charged.
async fn charged(mock: &Mock) -> String {
    let answer = mock
        .post(CREATE, &json!({"async": true, "replyRef": "r1"}))
        .await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.id("/jobid")
}

#[tokio::test(start_paused = true)]
async fn the_index_lists_paths_that_are_there() {
    let mock = start().await;
    let index = mock.get("/_mock").await.json();
    assert_eq!(index["name"], "mureka-mock");
    assert_eq!(index["base_url"], mock.base_url());
    let paths = index["paths"].as_object().unwrap();
    assert_eq!(paths.len(), 10);
    for (line, _) in paths {
        let (method, path) = line.split_once(' ').unwrap();
        let path = path.replace("openapi/NAME", "openapi/useapi");
        // Also with a slash more, which is not so for files.
        let more = if path.contains('.') || path == "/" {
            ""
        } else {
            "/"
        };
        for path in [path.clone(), format!("{path}{more}")] {
            let answer = mock
                .call(method, &path)
                .json(&json!({"seconds": 0}))
                .send()
                .await;
            assert_eq!(answer.status, 200, "{method} {path} {answer:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn every_path_tells_which_methods_it_has() {
    let mock = start().await;
    for (path, methods) in [
        ("/_mock", "GET"),
        ("/_mock/openapi/useapi.json", "GET"),
        ("/_mock/ledger", "GET, DELETE"),
        ("/_mock/jobs", "GET"),
        ("/_mock/requests", "GET, DELETE"),
        ("/_mock/webhooks", "GET"),
        ("/_mock/faults", "GET, POST, DELETE"),
        ("/_mock/advance", "POST"),
        ("/_mock/reset", "POST"),
    ] {
        let answer = mock.call("PATCH", path).send().await;
        let words = format!("PATCH is not one of {methods}");
        assert_eq!(answer.said(), (405, json!({"error": words})), "{path}");
        assert_eq!(answer.header("allow"), methods, "{path}");
        let head = mock.call("HEAD", path).send().await;
        let expected = if methods.contains("GET") { 200 } else { 405 };
        assert_eq!((head.status, head.bytes.len()), (expected, 0), "{path}");
    }
}

#[tokio::test(start_paused = true)]
async fn other_paths_are_told_by_name() {
    let mock = start().await;
    for (path, words) in [
        (
            "/_mock/nothing",
            "/_mock/nothing is none of the paths that GET /_mock lists",
        ),
        (
            "/_mock//ledger",
            "/_mock//ledger is none of the paths that GET /_mock lists",
        ),
        ("/_mock/openapi/a.json", "no document is called a"),
    ] {
        assert_eq!(mock.get(path).await.said(), (404, json!({"error": words})));
    }
}

#[tokio::test(start_paused = true)]
async fn the_control_path_needs_no_token_and_is_not_recorded() {
    let mock = start().await;
    let call = mock.call("GET", "/_mock/ledger").authorization(None);
    assert_eq!(call.send().await.status, 200);
    assert_eq!(mock.requests(), []);
}

#[tokio::test(start_paused = true)]
async fn the_ledger_is_shown_and_emptied() {
    let mock = start().await;
    let job = charged(&mock).await;
    let ledger = mock.get("/_mock/ledger").await.json();
    let charge = json!({
        "number": 1,
        "api": "useapi",
        "operation": "create_song",
        "account": ACCOUNT,
        "at": "2026-03-04T05:06:07.089Z",
        "cost": "paid",
        "credits": 12,
        "job": job,
        "reply_ref": "r1",
    });
    let expected =
        json!({"total": 1, "charges": [charge], "operations": {"useapi": {"create_song": 1}}});
    assert_eq!(ledger, expected);
    assert_eq!(serde_json::to_value(mock.ledger()).unwrap(), expected);
    assert_eq!(mock.delete("/_mock/ledger").await.said(), (200, json!({})));
    assert_eq!(mock.ledger().total, 0);
}

#[tokio::test(start_paused = true)]
async fn jobs_are_shown_the_newest_first_with_what_is_left_of_their_time() {
    let mock = start().await;
    let first = charged(&mock).await;
    mock.advance(Duration::from_secs(3));
    let second = charged(&mock).await;
    mock.advance(Duration::from_millis(1500));
    let job = |id: &str, status: &str, created: &str, elapsed: u64, remaining: Value| {
        json!({
            "id": id,
            "api": "useapi",
            "operation": "create_song",
            "account": ACCOUNT,
            "status": status,
            "created": created,
            "elapsed_ms": elapsed,
            "remaining_ms": remaining,
            "reply_ref": "r1",
        })
    };
    let expected = json!([
        job(
            &second,
            "created",
            "2026-03-04T05:06:10.089Z",
            1500,
            json!(500)
        ),
        job(
            &first,
            "completed",
            "2026-03-04T05:06:07.089Z",
            2000,
            Value::Null
        ),
    ]);
    assert_eq!(mock.get("/_mock/jobs").await.json(), expected);
    assert_eq!(serde_json::to_value(mock.jobs()).unwrap(), expected);
}

#[tokio::test(start_paused = true)]
async fn requests_are_shown_without_what_may_be_secret() {
    let mock = start().await;
    let path = "/v1/mureka/files/vocal/?title=hunter2";
    let call = mock.call("POST", path).mp3("sound");
    call.authorization(Some("Bearer hunter2")).send().await;
    let shown = mock.get("/_mock/requests").await;
    let request = &shown.json()[0];
    assert_eq!(
        (&request["method"], &request["path"]),
        (&json!("POST"), &json!("/v1/mureka/files/vocal/"))
    );
    assert_eq!(
        (&request["body_length"], &request["upload"]["bytes"]),
        (&json!(5), &json!(5))
    );
    assert!(!shown.text().contains("hunter2"));
    assert_eq!(mock.delete("/_mock/requests").await.status, 200);
    assert_eq!(mock.requests(), []);
}

#[tokio::test(start_paused = true)]
async fn the_time_is_moved_by_seconds() {
    let mock = start().await;
    charged(&mock).await;
    let answer = mock.post("/_mock/advance", &json!({"seconds": 1.5})).await;
    assert_eq!(
        answer.said(),
        (200, json!({"now": "2026-03-04T05:06:08.589Z"}))
    );
    assert_eq!(mock.jobs()[0].elapsed_ms, 1500);
}

#[tokio::test(start_paused = true)]
async fn a_wrong_order_is_told_in_words() {
    let mock = start().await;
    for (path, body, words) in [
        (
            "advance",
            "",
            "body: EOF while parsing a value at line 1 column 0",
        ),
        (
            "advance",
            "{}",
            "body: missing field `seconds` at line 1 column 2",
        ),
        (
            "advance",
            "{\"seconds\": -1}",
            "seconds: -1: cannot convert float seconds to Duration: value is negative",
        ),
        (
            "advance",
            "{\"seconds\": 1, \"minutes\": 1}",
            "body: unknown field `minutes`, expected `seconds` at line 1 column 24",
        ),
        (
            "faults",
            "{",
            "body: EOF while parsing an object at line 1 column 1",
        ),
        (
            "faults",
            "{\"operation\": \"make_coffee\", \"cut\": true}",
            "fault 1: operation: make_coffee is none of the documented operations",
        ),
        (
            "faults",
            "[{\"cut\": true}, {\"status\": 99}]",
            "fault 2: status: 99, 200 to 999 is allowed",
        ),
    ] {
        let call = mock.call("POST", &format!("/_mock/{path}"));
        let answer = call.body(body).send().await;
        assert_eq!(
            answer.said(),
            (400, json!({"error": words})),
            "{path} {body}"
        );
    }
    // Not even the good one of two.
    assert_eq!(mock.faults(), []);
}

#[tokio::test(start_paused = true)]
async fn an_order_of_more_than_one_mebibyte_is_refused() {
    let mock = start().await;
    let body = " ".repeat(1024 * 1024 + 1);
    let answer = mock.call("POST", "/_mock/faults").body(body).send().await;
    let words = "body: 1048577 bytes, at most 1048576 are read";
    assert_eq!(answer.said(), (413, json!({"error": words})));
}

#[tokio::test(start_paused = true)]
async fn faults_are_added_listed_and_taken_back() {
    let mock = start().await;
    let cut = json!({"operation": "create_song", "times": 2, "cut": true, "after": true});
    assert_eq!(
        mock.post("/_mock/faults", &cut).await.said(),
        (200, json!({"added": 1}))
    );
    let two = json!([{"status": 500, "skip": 1}, {"job": "stuck"}]);
    assert_eq!(
        mock.post("/_mock/faults", &two).await.said(),
        (200, json!({"added": 2}))
    );
    let listed = mock.get("/_mock/faults").await.json();
    let expected =
        json!([cut, {"status": 500, "skip": 1, "times": 1}, {"job": "stuck", "times": 1}]);
    assert_eq!(listed, expected);
    assert_eq!(mock.faults().len(), 3);
    // What is listed can be given again.
    assert_eq!(mock.post("/_mock/faults", &listed).await.json()["added"], 3);
    assert_eq!(mock.delete("/_mock/faults").await.status, 200);
    assert_eq!(mock.faults(), []);
}

#[tokio::test(start_paused = true)]
async fn a_reset_forgets_all_that_came_in() {
    for by_path in [true, false] {
        let mock = start().await;
        let lists = async || {
            let mut lists = Vec::new();
            for path in [
                "/v1/mureka/accounts",
                "/v1/mureka/music/",
                "/v1/mureka/files/",
                "/v1/mureka/jobs",
            ] {
                lists.push(mock.get(path).await.json());
            }
            lists
        };
        let before = lists().await;
        let (job, now) = (charged(&mock).await, mock.now());
        mock.upload("/v1/mureka/files/?title=a&genre=a&mood=a")
            .await;
        let cookie = json!({"sessionCookie": "a"});
        mock.post("/v1/mureka/accounts", &cookie).await;
        mock.delete("/v1/mureka/music/111122222").await;
        mock.fault(Fault::any().cut());
        mock.clear_faults();
        mock.fault(Fault::on("get_profile").status(500));
        mock.advance(GENERATION / 2);
        if by_path {
            assert_eq!(
                mock.post("/_mock/reset", &json!({})).await.said(),
                (200, json!({}))
            );
        } else {
            mock.reset();
        }
        assert_eq!((mock.requests().len(), mock.ledger().total), (0, 0));
        assert_eq!((mock.jobs().len(), mock.faults().len()), (0, 0));
        let mut after = lists().await;
        // Configured anew, and so at another time.
        for field in ["updated", "updatedUTC", "sessionCookie"] {
            after[0][ACCOUNT][field] = before[0][ACCOUNT][field].clone();
        }
        assert_eq!(after, before);
        assert_eq!(
            mock.get(&format!("/v1/mureka/jobs/{job}")).await.status,
            404
        );
        // The time goes on, and nothing has to wait for what was forgotten.
        assert_eq!(mock.now(), now + GENERATION / 2);
        assert_ne!(charged(&mock).await, job);
    }
}

#[tokio::test(start_paused = true)]
async fn documents_are_shown_with_this_server_in_them() {
    let builder = MockServer::builder().public_url("http://mock.example:81/");
    let mock = serve(builder).await;
    for (name, server) in [
        ("useapi", "http://mock.example:81"),
        (
            "cloudsway",
            "http://mock.example:81/v1/ai/{endpoint}/mureka",
        ),
    ] {
        let answer = mock.get(&format!("/_mock/openapi/{name}.json")).await;
        assert_eq!(answer.header("content-type"), "application/json");
        let mut shown = answer.json();
        assert_eq!(shown["servers"][0]["url"], server);
        let document = mureka_gen::Document::parse(name, text(name)).unwrap();
        shown["servers"] = document.value()["servers"].clone();
        assert_eq!(shown, *document.value());
    }
}

#[tokio::test(start_paused = true)]
async fn the_page_is_html_that_loads_nothing_from_elsewhere() {
    let mock = start().await;
    let page = mock.call("GET", "/").authorization(None).send().await;
    assert_eq!(
        (page.status, page.header("content-type")),
        (200, "text/html; charset=utf-8")
    );
    let policy = page.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'; script-src 'self'; "),
        "{policy}"
    );
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert!(page.text().contains(mock.base_url()));

    let again = mock
        .call("GET", "/")
        .header("If-None-Match", page.header("etag"));
    let again = again.send().await;
    assert_eq!((again.status, again.bytes.len()), (304, 0));
    let script = mock.get("/_mock/page/live.js").await;
    assert_eq!(
        script.header("content-type"),
        "text/javascript; charset=utf-8"
    );
    assert_eq!(script.header("content-security-policy"), policy);
    // Calls to it are not for an API.
    assert_eq!(mock.requests(), []);
}
