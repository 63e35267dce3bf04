//! Jobs, from their start to their end.

mod support;

use std::collections::HashSet;
use std::time::{Duration, SystemTime};

use mureka_mock::Mock;
use serde_json::{Value, json};
use support::{CLOUDSWAY, call, get, post, send};

const CREATE: &str = "/v1/mureka/music/create";

/// 2026-03-04T05:06:07.089Z, and a second more at each look.
fn ticking() -> impl Fn() -> SystemTime {
    let seconds = std::sync::atomic::AtomicU64::new(1_772_600_767);
    move || {
        let now = seconds.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        SystemTime::UNIX_EPOCH + Duration::from_millis(now * 1000 + 89)
    }
}

#[tokio::test]
async fn async_starts_a_job_with_the_sent_fields_in_its_request() {
    let mock = Mock::builder().clock(ticking()).start().await.unwrap();
    let sent = json!({"account": "98765", "prompt": "Rain", "model": "V9", "async": true, "replyRef": "r1"});
    let answer = post(&mock, CREATE, &sent).await;
    assert_eq!(answer.status, 201);
    let job = answer.json();
    assert_eq!(
        job,
        json!({
            "jobid": "j0121061432017475906m-u777-a12345678901234-bot:mureka",
            "verb": "music/create",
            "jobType": "music",
            "status": "created",
            "created": "2026-03-04T05:06:07.089Z",
            "request": sent,
        })
    );
}

#[tokio::test]
async fn an_account_that_is_left_out_is_recorded_and_nothing_else_is() {
    let mock = Mock::start().await.unwrap();
    let job = post(&mock, CREATE, &json!({"async": true})).await.json();
    assert_eq!(
        job["request"],
        json!({"account": "12345678901234", "async": true})
    );
}

#[tokio::test]
async fn without_async_the_result_is_awaited() {
    let mock = Mock::start().await.unwrap();
    for body in [
        json!({}),
        json!({"async": false}),
        json!({"async": "true"}),
        json!([true]),
        json!(null),
    ] {
        assert_eq!(post(&mock, CREATE, &body).await.status, 200, "{body}");
    }
}

#[tokio::test]
async fn a_job_is_created_for_two_polls_and_completed_afterwards() {
    let mock = Mock::builder().clock(ticking()).start().await.unwrap();
    let sent = json!({"lyrics": "La", "title": "T", "async": true});
    let created = post(&mock, "/v1/mureka/music/create-advanced", &sent)
        .await
        .json();
    let path = format!("/v1/mureka/jobs/{}", created["jobid"].as_str().unwrap());
    for _ in 0..2 {
        let answer = get(&mock, &path).await;
        assert_eq!((answer.status, answer.json()), (200, created.clone()));
    }
    let done = get(&mock, &path).await.json();
    for field in ["jobid", "verb", "jobType", "created", "request"] {
        assert_eq!(done[field], created[field], "{field}");
    }
    assert_eq!(done["verb"], "music/create-advanced");
    assert_eq!(done["status"], "completed");
    assert_eq!(done["updated"], "2026-03-04T05:06:08.089Z");

    // It stays as it is, and its result is that of the call that waits.
    assert_eq!(get(&mock, &path).await.json(), done);
    let mut waited = post(&mock, "/v1/mureka/music/create-advanced", &json!({}))
        .await
        .json();
    assert!(waited.as_object_mut().unwrap().remove("jobid").is_some());
    assert_eq!(done["response"], waited);
}

#[tokio::test]
async fn how_many_polls_it_takes_can_be_set() {
    for polls in [0, 1, 5] {
        let mock = Mock::builder()
            .polls_until_done(polls)
            .start()
            .await
            .unwrap();
        let created = post(&mock, CREATE, &json!({"async": true})).await.json();
        let path = format!("/v1/mureka/jobs/{}", created["jobid"].as_str().unwrap());
        for _ in 0..polls {
            assert_eq!(
                get(&mock, &path).await.json()["status"],
                "created",
                "{polls}"
            );
        }
        assert_eq!(
            get(&mock, &path).await.json()["status"],
            "completed",
            "{polls}"
        );
    }
}

#[tokio::test]
async fn a_speech_job_ends_with_a_recording() {
    let mock = Mock::builder().polls_until_done(0).start().await.unwrap();
    let sent = json!({"text": "Hi", "voice_id": 5, "async": true});
    let created = post(&mock, "/v1/mureka/speech", &sent).await.json();
    let done = get(
        &mock,
        &format!("/v1/mureka/jobs/{}", created["jobid"].as_str().unwrap()),
    )
    .await
    .json();
    assert_eq!(done["jobType"], "tts");
    assert_eq!(done["response"]["title"], "Sample Speech Title");
    assert_eq!(done["response"]["jobid"], Value::Null);
}

#[tokio::test]
async fn an_unknown_job_gets_the_documented_404() {
    let mock = Mock::start().await.unwrap();
    let answer = get(
        &mock,
        "/v1/mureka/jobs/j0121061432017475905m-u777-a12345678901234-bot:mureka",
    )
    .await;
    assert_eq!(
        (answer.status, answer.json()),
        (404, json!({"error": "Job not found"}))
    );
    let answer = get(&mock, &format!("{CLOUDSWAY}/song/query/1")).await;
    assert_eq!(
        (answer.status, answer.json()),
        (404, json!({"code": 404, "message": "Not Found"}))
    );
}

#[tokio::test]
async fn an_id_may_be_escaped_in_the_path() {
    let mock = Mock::start().await.unwrap();
    let created = post(&mock, CREATE, &json!({"async": true})).await.json();
    let id = created["jobid"].as_str().unwrap().replace(':', "%3A");
    assert_eq!(
        get(&mock, &format!("/v1/mureka/jobs/{id}/")).await.status,
        200
    );
}

#[tokio::test]
async fn a_chosen_answer_starts_no_job_and_is_no_poll() {
    let mock = Mock::builder().polls_until_done(1).start().await.unwrap();
    let created = post(&mock, CREATE, &json!({"async": true})).await.json();
    let path = format!("/v1/mureka/jobs/{}", created["jobid"].as_str().unwrap());
    for _ in 0..3 {
        assert_eq!(
            send(call(&mock, "GET", &path).header("Prefer", "code=403"))
                .await
                .status,
            403
        );
    }
    assert_eq!(get(&mock, &path).await.json()["status"], "created");

    let chosen = send(
        call(&mock, "POST", CREATE)
            .json(&json!({"async": true}))
            .header("Prefer", "code=201"),
    )
    .await;
    let path = format!(
        "/v1/mureka/jobs/{}",
        chosen.json()["jobid"].as_str().unwrap()
    );
    assert_eq!(get(&mock, &path).await.status, 404);
}

#[tokio::test]
async fn a_task_of_cloudsway_goes_through_its_own_states() {
    let mock = Mock::builder()
        .polls_until_done(3)
        .clock(ticking())
        .start()
        .await
        .unwrap();
    let generated = post(
        &mock,
        &format!("{CLOUDSWAY}/song/generate"),
        &json!({"lyrics": "La"}),
    )
    .await;
    assert_eq!(generated.status, 200);
    let started = generated.json();
    assert_eq!(started["data"]["status"], "preparing");
    assert_eq!(started["data"]["created_at"], 1_772_600_767);
    assert_eq!(started["data"]["taskId"], "113923099721730");

    // Another endpoint of the same gateway.
    let path = "/v1/ai/other/mureka/song/query/113923099721730";
    let mut states = Vec::new();
    for _ in 0..3 {
        let polled = get(&mock, path).await.json();
        assert_eq!(polled["data"]["choices"], Value::Null);
        states.push(polled["data"]["status"].clone());
    }
    assert_eq!(states, ["preparing", "running", "running"]);

    let done = get(&mock, path).await.json();
    assert_eq!(done["data"]["status"], "succeeded");
    assert_eq!(done["data"]["taskId"], "113923099721730");
    assert_eq!(done["data"]["trace_id"], started["data"]["trace_id"]);
    assert_eq!(done["data"]["created_at"], 1_772_600_767);
    assert_eq!(done["data"]["finished_at"], 1_772_600_768);
    assert_eq!(done["data"]["choices"][0]["duration"], 41540);
}

#[tokio::test]
async fn a_job_of_one_api_is_none_of_the_other() {
    let mock = Mock::start().await.unwrap();
    let started = post(&mock, &format!("{CLOUDSWAY}/song/extend"), &json!({}))
        .await
        .json();
    let id = started["data"]["taskId"].as_str().unwrap();
    assert_eq!(
        get(&mock, &format!("/v1/mureka/jobs/{id}")).await.status,
        404
    );
    assert_eq!(
        get(&mock, &format!("{CLOUDSWAY}/song/query/{id}"))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn the_oldest_of_more_than_a_thousand_jobs_are_forgotten() {
    let mock = Mock::start().await.unwrap();
    let client = reqwest::Client::new();
    let mut ids = Vec::new();
    for _ in 0..1001 {
        let request = client
            .post(format!("{}{CREATE}", mock.url()))
            .bearer_auth("a");
        let job = send(request.json(&json!({"async": true}))).await.json();
        ids.push(job["jobid"].as_str().unwrap().to_owned());
    }
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), 1001);
    assert_eq!(
        get(&mock, &format!("/v1/mureka/jobs/{}", ids[0]))
            .await
            .status,
        404
    );
    assert_eq!(
        get(&mock, &format!("/v1/mureka/jobs/{}", ids[1]))
            .await
            .status,
        200
    );
}
