//! Which answer a call gets: tokens, paths, methods, and the header that chooses.

#![allow(clippy::unwrap_used, reason = "all of it is test code")]

mod support;

use mureka_gen::api::Status;
use mureka_gen::{Place, cases};
use serde_json::{Value, json};
use support::{CLOUDSWAY, specs, start};

#[tokio::test(start_paused = true)]
async fn without_a_token_every_operation_answers_its_401() {
    let mock = start().await;
    let mut refused = 0;
    for spec in specs() {
        for operation in &spec.api.operations {
            let path = spec.path(operation);
            let call = mock.call(&operation.method, &path).authorization(None);
            assert_eq!(call.send().await.status, 401, "{}", operation.id);
            refused += 1;
        }
    }
    assert_eq!(refused, 39);
}

#[tokio::test(start_paused = true)]
async fn a_missing_token_is_told_in_the_documented_words() {
    let mock = start().await;
    for (method, path, expected) in [
        (
            "GET",
            "/v1/mureka/accounts",
            json!({"error": "Unauthorized", "code": 401}),
        ),
        (
            "POST",
            "/v1/mureka/music/create",
            json!({"error": "Wrong username/password combination.", "code": 401}),
        ),
        (
            "GET",
            &format!("{CLOUDSWAY}/song/query/1"),
            json!({"message": "Unauthorized", "code": 401}),
        ),
    ] {
        let answer = mock.call(method, path).authorization(None).send().await;
        assert_eq!(answer.said(), (401, expected), "{path}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_is_what_follows_bearer_and_any_is_good() {
    let mock = start().await;
    for (value, status) in [
        ("Bearer user:1-a", 200),
        ("bearer a", 200),
        ("Bearer ", 401),
        ("Bearer", 401),
        ("Basic YTph", 401),
        ("user:1-a", 401),
        ("", 401),
    ] {
        let call = mock.call("GET", "/v1/mureka/jobs");
        let answer = call.authorization(Some(value)).send().await;
        assert_eq!(answer.status, status, "{value:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_missing_token_is_told_before_anything_else_that_is_wrong() {
    let mock = start().await;
    let call = mock.call("POST", "/v1/mureka/music/create");
    let call = call.authorization(None).prefer("code=200").body("{");
    assert_eq!(call.send().await.status, 401);
}

#[tokio::test(start_paused = true)]
async fn an_unknown_path_is_told_in_the_shape_of_its_api() {
    let mock = start().await;
    let gateway = format!("{CLOUDSWAY}/nothing");
    for (path, expected) in [
        (
            "/v1/mureka/nothing?a=1",
            json!({"error": "GET /v1/mureka/nothing is not documented", "code": 404}),
        ),
        (
            "/nothing",
            json!({"error": "GET /nothing is not documented", "code": 404}),
        ),
        (
            "/_mocked",
            json!({"error": "GET /_mocked is not documented", "code": 404}),
        ),
        (
            gateway.as_str(),
            json!({"message": format!("GET {gateway} is not documented"), "code": 404}),
        ),
    ] {
        let answer = mock.call("GET", path).send_unchecked().await;
        assert_eq!(answer.said(), (404, expected), "{path}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_wrong_method_is_told_which_there_are() {
    let mock = start().await;
    for (method, path, allow) in [
        ("PUT", "/v1/mureka/files/", "DELETE, GET, POST"),
        ("HEAD", "/v1/mureka/jobs", "GET"),
        // Not a song of the id `create`.
        ("GET", "/v1/mureka/music/create", "POST"),
        ("GET", &format!("{CLOUDSWAY}/song/generate"), "POST"),
        // With the slash it is both.
        ("PATCH", "/v1/mureka/speech/", "DELETE, GET, POST"),
    ] {
        let answer = mock.call(method, path).send().await;
        assert_eq!(answer.status, 405, "{method} {path}");
        assert_eq!(answer.header("allow"), allow, "{method} {path}");
    }
    let answer = mock.call("PUT", "/v1/mureka/jobs").send().await;
    let words = "PUT /v1/mureka/jobs is not documented, but GET";
    assert_eq!(answer.said(), (405, json!({"error": words, "code": 405})));
}

#[tokio::test(start_paused = true)]
async fn a_path_may_have_a_slash_more_but_not_one_less() {
    let mock = start().await;
    for (method, path, status) in [
        ("GET", "/v1/mureka/profile/", 200),
        ("GET", "/v1/mureka/profile", 404),
        ("GET", "/v1/mureka/accounts", 200),
        ("GET", "/v1/mureka/accounts/", 200),
        ("GET", "/v1/mureka/accounts//", 404),
        ("GET", "/v1/mureka/accounts/12345678901234/", 200),
        ("GET", "/v1/mureka/speech/", 200),
        ("GET", "/v1/mureka/speech", 405),
    ] {
        let answer = mock.call(method, path).send().await;
        assert_eq!(answer.status, status, "{method} {path}");
    }
    // This one is documented without, its listing with the slash.
    for path in ["/v1/mureka/speech", "/v1/mureka/speech/"] {
        let speech = json!({"text": "a", "voice_id": 1, "async": true});
        assert_eq!(mock.post(path, &speech).await.status, 201, "{path}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_path_is_compared_after_its_escapes_are_read() {
    let mock = start().await;
    for (path, status) in [
        ("/v1/mureka/accounts/1234567890123%34", 200),
        ("/v1/mureka/accounts/a%2Fb", 404),
        (
            "/v1/mureka/music/user%3A777-mureka%3A12345678901234-song%3A111122222",
            200,
        ),
    ] {
        assert_eq!(mock.get(path).await.status, status, "{path}");
    }
    let call = mock.call("GET", "/v1/mureka/pr%6Ffile/");
    assert_eq!(call.send_unchecked().await.status, 200);
}

#[tokio::test(start_paused = true)]
async fn where_no_body_is_documented_there_is_none() {
    let mock = start().await;
    for (path, prefer, status) in [
        ("/v1/mureka/accounts", "code=404", 404),
        ("/v1/mureka/accounts/1", "code=404", 404),
    ] {
        let answer = mock.call("GET", path).prefer(prefer).send().await;
        assert_eq!(
            (answer.status, answer.text()),
            (status, String::new()),
            "{path}"
        );
    }
    let path = "/v1/mureka/accounts/12345678901234";
    let answer = mock.delete(path).await;
    assert_eq!((answer.status, answer.text()), (204, String::new()));
    // Of an account that is not there, too.
    for method in ["GET", "DELETE"] {
        let answer = mock.call(method, path).send().await;
        assert_eq!(
            (answer.status, answer.text()),
            (404, String::new()),
            "{method}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn every_documented_example_of_every_answer_can_be_chosen() {
    let mock = start().await;
    let mut chosen = 0;
    for spec in specs() {
        for case in cases(&spec.document, &spec.api) {
            let Place::Response(Status::Code(code)) = case.place else {
                continue;
            };
            let operation = spec.api.operation(&case.operation).unwrap();
            let prefer = format!("code={code}, example={}", case.name);
            let call = mock.call(&operation.method, &spec.path(operation));
            let answer = call.prefer(&prefer).send().await;
            assert_eq!(
                answer.said(),
                (code, case.value),
                "{} {prefer}",
                operation.id
            );
            chosen += 1;
        }
    }
    assert!(chosen > 120, "{chosen}");
}

#[tokio::test(start_paused = true)]
async fn every_documented_status_of_every_operation_can_be_chosen() {
    let mock = start().await;
    let mut chosen = 0;
    for spec in specs() {
        for operation in &spec.api.operations {
            for answer in operation.success.iter().chain(&operation.errors) {
                let codes = match answer.status {
                    Status::Code(code) => vec![code],
                    Status::Class(class) => vec![class * 100, class * 100 + 99],
                };
                for code in codes {
                    let call = mock.call(&operation.method, &spec.path(operation));
                    let answer = call.prefer(&format!("code={code}")).send().await;
                    assert_eq!(answer.status, code, "{}", operation.id);
                    chosen += 1;
                }
            }
        }
    }
    assert!(chosen > 150, "{chosen}");
}

#[tokio::test(start_paused = true)]
async fn a_header_chooses_status_and_example() {
    let mock = start().await;
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
        let call = mock.call("POST", path).json(&json!({})).prefer(prefer);
        let answer = call.send().await;
        assert_eq!(answer.status, status, "{prefer}");
        let body = answer.json();
        assert_eq!(
            body.pointer(field).unwrap_or(&Value::Null),
            &value,
            "{prefer}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_class_of_statuses_is_chosen_by_any_of_it() {
    let mock = start().await;
    for (code, message) in [
        (429, "Too Many Requests"),
        (503, "Service Unavailable"),
        (499, "Status 499"),
    ] {
        let call = mock.call("GET", &format!("{CLOUDSWAY}/song/query/1"));
        let answer = call.prefer(&format!("code={code}")).send().await;
        assert_eq!(
            answer.said(),
            (code, json!({"code": code, "message": message}))
        );
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_not_documented_cannot_be_chosen() {
    let mock = start().await;
    for prefer in [
        "code=418",
        "code=404, example=nothing",
        "example=nothing",
        "code=many",
        "code=",
    ] {
        let call = mock.call("GET", "/v1/mureka/jobs/1").prefer(prefer);
        let words = format!(
            "Prefer: {prefer} is not documented; get_job answers \
             200 (completed_music_job, completed_speech_job, processing, failed), 400 (invalid_job_id), \
             401 (unauthorized), 403 (foreign_job), 404 (job_not_found)"
        );
        let expected = (400, json!({"error": words, "code": 400}));
        assert_eq!(call.send().await.said(), expected, "{prefer}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_chosen_answer_makes_nothing() {
    let mock = start().await;
    let before = mock.get("/v1/mureka/music/").await.json();
    for prefer in ["code=200", "code=201"] {
        let call = mock
            .call("POST", "/v1/mureka/music/create")
            .json(&json!({}));
        assert!(call.prefer(prefer).send().await.status < 300);
    }
    assert_eq!(mock.jobs(), []);
    mock.advance(support::GENERATION);
    assert_eq!(mock.get("/v1/mureka/music/").await.json(), before);
}

#[tokio::test(start_paused = true)]
async fn other_preferences_are_left_alone() {
    let mock = start().await;
    let call = mock
        .call("GET", "/v1/mureka/jobs")
        .prefer("respond-async, wait=10");
    assert_eq!(call.send().await.json()["total"], 0);
}
