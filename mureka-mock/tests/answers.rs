//! Which answer a call gets.

mod support;

use mureka_mock::Mock;
use serde_json::{Value, json};
use support::{CLOUDSWAY, call, get, post, send, without_token};

#[tokio::test]
async fn a_call_gets_the_first_documented_example_of_its_success() {
    let mock = Mock::start().await.unwrap();
    let answer = get(&mock, "/v1/mureka/accounts").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.headers["content-type"], "application/json");
    assert_eq!(answer.json()["123456789"]["tokenIssuedDaysAgo"], 29);

    let songs = post(&mock, "/v1/mureka/music/create", &json!({"prompt": "a"})).await;
    assert_eq!(songs.status, 200);
    assert_eq!(songs.json()["songs"][1]["version"], "2");

    let stored = post(&mock, "/v1/mureka/accounts/123", &json!({})).await;
    assert_eq!(stored.status, 201);

    let file = send(call(&mock, "POST", &format!("{CLOUDSWAY}/files/upload")).body("audio")).await;
    assert_eq!(
        (file.status, &file.json()["bytes"]),
        (200, &json!(3_637_542))
    );
}

#[tokio::test]
async fn where_no_body_is_documented_there_is_none() {
    let mock = Mock::start().await.unwrap();
    for (path, status) in [
        ("/v1/mureka/accounts/1", 204),
        ("/v1/mureka/files/?id=1", 200),
    ] {
        let answer = send(call(&mock, "DELETE", path)).await;
        assert_eq!(
            (answer.status, answer.text.as_str()),
            (status, ""),
            "{path}"
        );
        assert!(!answer.headers.contains_key("content-type"), "{path}");
    }
    let answer = send(call(&mock, "GET", "/v1/mureka/accounts").header("Prefer", "code=404")).await;
    assert_eq!((answer.status, answer.text.as_str()), (404, ""));
}

#[tokio::test]
async fn without_a_token_the_documented_401_is_answered() {
    let mock = Mock::start().await.unwrap();
    let unauthorized = json!({"error": "Unauthorized", "code": 401});
    let wrong = json!({"error": "Wrong username/password combination.", "code": 401});
    let gateway = json!({"message": "Unauthorized", "code": 401});
    let query = format!("{CLOUDSWAY}/song/query/1");
    for (method, path, expected) in [
        ("GET", "/v1/mureka/accounts", unauthorized),
        ("POST", "/v1/mureka/music/create", wrong),
        ("GET", query.as_str(), gateway),
    ] {
        let answer = send(without_token(&mock, method, path)).await;
        assert_eq!((answer.status, answer.json()), (401, expected), "{path}");
    }
}

#[tokio::test]
async fn a_token_is_what_follows_bearer_and_any_is_good() {
    let mock = Mock::start().await.unwrap();
    for (value, status) in [
        ("Bearer user:1-a", 200),
        ("bearer a", 200),
        ("Bearer ", 401),
        ("Bearer", 401),
        ("Basic YTph", 401),
        ("user:1-a", 401),
    ] {
        let request = without_token(&mock, "GET", "/v1/mureka/jobs").header("Authorization", value);
        assert_eq!(send(request).await.status, status, "{value}");
    }
}

#[tokio::test]
async fn an_unknown_path_is_told_in_the_shape_of_its_api() {
    let mock = Mock::start().await.unwrap();
    let answer = get(&mock, "/v1/mureka/nothing?a=1").await;
    assert_eq!(
        (answer.status, answer.json()),
        (
            404,
            json!({"error": "GET /v1/mureka/nothing is not documented", "code": 404})
        )
    );
    let answer = get(&mock, &format!("{CLOUDSWAY}/nothing")).await;
    assert_eq!(answer.status, 404);
    assert_eq!(
        answer.json()["message"],
        format!("GET {CLOUDSWAY}/nothing is not documented")
    );
    assert_eq!(get(&mock, "/").await.status, 404);
}

#[tokio::test]
async fn a_wrong_method_is_told_which_there_are() {
    let mock = Mock::start().await.unwrap();
    for (method, path, allow) in [
        ("PUT", "/v1/mureka/files/", "DELETE, GET, POST"),
        // Not a song of the id `create`.
        ("GET", "/v1/mureka/music/create", "POST"),
        ("GET", &format!("{CLOUDSWAY}/song/generate"), "POST"),
        // With the slash it is both.
        ("PATCH", "/v1/mureka/speech/", "DELETE, GET, POST"),
    ] {
        let answer = send(call(&mock, method, path)).await;
        assert_eq!(answer.status, 405, "{path}");
        assert_eq!(answer.headers["allow"], allow, "{path}");
        assert_eq!(answer.json()["code"], 405, "{path}");
    }
}

#[tokio::test]
async fn a_path_may_have_a_slash_more_but_not_one_less() {
    let mock = Mock::start().await.unwrap();
    for (method, path, status) in [
        ("GET", "/v1/mureka/profile/", 200),
        ("GET", "/v1/mureka/profile", 404),
        ("GET", "/v1/mureka/accounts", 200),
        ("GET", "/v1/mureka/accounts/", 200),
        ("GET", "/v1/mureka/accounts//", 404),
        ("GET", "/v1/mureka/music/user:777-mureka:1-song:3/", 200),
        ("GET", "/v1/mureka/speech/", 200),
        ("GET", "/v1/mureka/speech", 405),
    ] {
        assert_eq!(
            send(call(&mock, method, path)).await.status,
            status,
            "{method} {path}"
        );
    }
    // This one is documented without, its listing with the slash.
    let speech = json!({"text": "a", "voice_id": 1});
    for path in ["/v1/mureka/speech", "/v1/mureka/speech/"] {
        assert_eq!(
            post(&mock, path, &speech).await.json()["title"],
            "Sample Speech Title"
        );
    }
}

#[tokio::test]
async fn a_path_is_compared_after_its_escapes_are_read() {
    let mock = Mock::start().await.unwrap();
    for path in [
        "/v1/mureka/music/user%3A777-mureka%3A1-song%3A3",
        "/v1/mureka/music/a%2Fb",
        "/v1/mureka/pr%6Ffile/",
    ] {
        assert_eq!(get(&mock, path).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn a_header_chooses_status_and_example() {
    let mock = Mock::start().await.unwrap();
    let create = "/v1/mureka/music/create";
    for (path, prefer, status, field, value) in [
        // The first as documented, which is not the first by the alphabet.
        (create, "code=429", 429, "/code", json!(9008)),
        (
            create,
            "code=429, example=slots_full",
            429,
            "/error",
            json!("Generate multiple task exceed limit. (6323)"),
        ),
        (create, "example=slots_full", 429, "/code", Value::Null),
        (create, "code=596", 596, "/code", json!("REFRESH_FAILED")),
        (create, "code=201", 201, "/verb", json!("music/create")),
        (
            "/v1/mureka/speech",
            "respond-async, code=\"200\"",
            200,
            "/state",
            json!(3),
        ),
    ] {
        let request = call(&mock, "POST", path)
            .json(&json!({}))
            .header("Prefer", prefer);
        let answer = send(request).await;
        assert_eq!(answer.status, status, "{prefer}");
        assert_eq!(
            answer.json().pointer(field).unwrap_or(&Value::Null),
            &value,
            "{prefer}"
        );
    }
}

#[tokio::test]
async fn a_class_of_statuses_is_chosen_by_any_of_it() {
    let mock = Mock::start().await.unwrap();
    for (code, message) in [
        (429, "Too Many Requests"),
        (503, "Service Unavailable"),
        (499, "Status 499"),
    ] {
        let path = format!("{CLOUDSWAY}/song/query/1");
        let answer = send(call(&mock, "GET", &path).header("Prefer", format!("code={code}"))).await;
        assert_eq!(
            (answer.status, answer.json()),
            (code, json!({"code": code, "message": message}))
        );
    }
}

#[tokio::test]
async fn what_is_not_documented_cannot_be_chosen() {
    let mock = Mock::start().await.unwrap();
    for prefer in [
        "code=418",
        "code=404, example=nothing",
        "example=nothing",
        "code=many",
        "code=",
    ] {
        let answer = send(call(&mock, "GET", "/v1/mureka/jobs/1").header("Prefer", prefer)).await;
        let expected = format!(
            "Prefer: {prefer} is not documented; get_job answers \
             200 (completed_music_job, completed_speech_job, processing, failed), 400 (invalid_job_id), \
             401 (unauthorized), 403 (foreign_job), 404 (job_not_found)"
        );
        assert_eq!(
            (answer.status, answer.json()),
            (400, json!({"error": expected, "code": 400})),
            "{prefer}"
        );
    }
}
