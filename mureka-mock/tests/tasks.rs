//! Tasks of Cloudsway: the jobs there, with more stages and other words.

#![allow(clippy::unwrap_used, reason = "all of it is test code")]

mod support;

use std::time::Duration;

use mureka_mock::{Fault, MockServer};
use serde_json::{Value, json};
use support::{CLOUDSWAY, GENERATION, Mock, serve, start};

async fn generated(mock: &Mock, body: &Value) -> String {
    let answer = mock.post(&format!("{CLOUDSWAY}/song/generate"), body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.id("/data/taskId")
}

async fn queried(mock: &Mock, task: &str) -> Value {
    let answer = mock.get(&format!("{CLOUDSWAY}/song/query/{task}")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

/// The states of a task, each time after a part of its time.
async fn states(mock: &Mock, task: &str, parts: u32) -> Vec<Value> {
    let mut states = Vec::new();
    for part in 0..=parts {
        states.push(queried(mock, task).await["data"]["status"].clone());
        if part < parts {
            mock.advance(GENERATION / parts);
        }
    }
    states
}

#[tokio::test(start_paused = true)]
async fn a_task_begins_as_an_envelope_without_songs() {
    let mock = start().await;
    for (path, body) in [
        ("generate", json!({"lyrics": "La"})),
        (
            "extend",
            json!({"lyrics": "La", "song_id": "1", "extend_at": "8000"}),
        ),
    ] {
        let answer = mock.post(&format!("{CLOUDSWAY}/song/{path}"), &body).await;
        let task = answer.json();
        assert_eq!(
            (&task["code"], &task["code_msg"]),
            (&json!(0), &json!("success"))
        );
        let data = &task["data"];
        assert_eq!(
            (&data["status"], &data["created_at"]),
            (&json!("preparing"), &json!(1_772_600_767))
        );
        assert_eq!(
            (&data["choices"], &data["finished_at"]),
            (&Value::Null, &Value::Null)
        );
        assert_eq!(answer.id("/data/taskId").len(), 15);
    }
    assert_eq!(mock.ledger().total, 2);
}

#[tokio::test(start_paused = true)]
async fn a_task_goes_through_its_stages() {
    let mock = start().await;
    let task = generated(&mock, &json!({"lyrics": "La"})).await;
    let expected = ["preparing", "preparing", "queued", "running", "succeeded"];
    assert_eq!(states(&mock, &task, 4).await, expected);
}

#[tokio::test(start_paused = true)]
async fn a_task_can_be_heard_early_if_that_was_asked_for() {
    let mock = start().await;
    for (stream, expected) in [
        (
            true,
            ["preparing", "queued", "running", "streaming", "succeeded"],
        ),
        (
            false,
            ["preparing", "preparing", "queued", "running", "succeeded"],
        ),
    ] {
        let task = generated(&mock, &json!({"lyrics": "La", "stream": stream})).await;
        assert_eq!(states(&mock, &task, 4).await, expected, "{stream}");
    }
}

#[tokio::test(start_paused = true)]
async fn while_it_streams_a_task_has_links_to_listen_to_and_none_else() {
    let mock = start().await;
    let task = generated(&mock, &json!({"lyrics": "La", "stream": true, "n": 2})).await;
    mock.advance(GENERATION * 7 / 8);
    let streaming = queried(&mock, &task).await;
    let choices = streaming["data"]["choices"].as_array().unwrap().clone();
    assert_eq!(choices.len(), 2);
    for choice in &choices {
        let link = choice["stream_url"].as_str().unwrap();
        let path = link.strip_prefix(mock.base_url()).unwrap();
        let file = mock.get(path).await;
        assert_eq!(
            (file.status, file.header("content-type")),
            (200, "audio/mpeg")
        );
        assert_eq!(
            (&choice["url"], &choice["wav_url"]),
            (&Value::Null, &Value::Null)
        );
    }
    assert_eq!(streaming["data"]["finished_at"], Value::Null);

    mock.advance(GENERATION / 8);
    let done = queried(&mock, &task).await;
    for (early, choice) in choices
        .iter()
        .zip(done["data"]["choices"].as_array().unwrap())
    {
        assert_eq!(choice["id"], early["id"]);
        assert_eq!(choice["stream_url"], Value::Null);
        assert!(choice["url"].is_string());
    }
}

#[tokio::test(start_paused = true)]
async fn a_task_ends_with_as_many_songs_as_were_asked_for() {
    let mock = start().await;
    for (body, count) in [
        (json!({"lyrics": "La", "n": 1}), 1),
        (json!({"lyrics": "La", "n": 3}), 3),
        // As documented where nothing is said.
        (json!({"lyrics": "La"}), 2),
    ] {
        let task = generated(&mock, &body).await;
        mock.advance(GENERATION);
        let done = queried(&mock, &task).await;
        let choices = done["data"]["choices"].as_array().unwrap();
        let mut ids: Vec<String> = choices
            .iter()
            .map(|choice| support::id(&choice["id"]))
            .collect();
        ids.sort();
        ids.dedup();
        assert_eq!((choices.len(), ids.len()), (count, count), "{body}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_task_that_has_ended_keeps_what_it_began_with() {
    let mock = start().await;
    let path = format!("{CLOUDSWAY}/song/generate");
    let begun = mock.post(&path, &json!({"lyrics": "La"})).await.json();
    mock.advance(GENERATION);
    // Another endpoint of the same gateway.
    let task = support::id(&begun["data"]["taskId"]);
    let done = mock
        .get(&format!("/v1/ai/other/mureka/song/query/{task}"))
        .await
        .json();
    for field in ["taskId", "trace_id", "created_at", "model"] {
        assert_eq!(done["data"][field], begun["data"][field], "{field}");
    }
    assert_eq!(done["data"]["finished_at"], 1_772_600_769);
    assert_eq!(done["data"]["choices"][0]["duration"], 41540);
}

#[tokio::test(start_paused = true)]
async fn a_task_may_end_without_songs() {
    let mock = start().await;
    for end in ["failed", "timeouted", "cancelled"] {
        mock.fault(Fault::on("generate_song").job_ends(end, "No luck"));
        let task = generated(&mock, &json!({"lyrics": "La"})).await;
        mock.advance(GENERATION);
        let data = &queried(&mock, &task).await["data"];
        assert_eq!(
            (&data["status"], &data["failed_reason"]),
            (&json!(end), &json!("No luck"))
        );
        assert_eq!(
            (&data["choices"], &data["finished_at"]),
            (&Value::Null, &json!(mock_seconds(&mock)))
        );
    }
}

fn mock_seconds(mock: &Mock) -> u64 {
    let since = mock.now().duration_since(std::time::UNIX_EPOCH);
    since.unwrap().as_secs()
}

#[tokio::test(start_paused = true)]
async fn a_job_of_one_api_is_none_of_the_other() {
    let mock = start().await;
    let task = generated(&mock, &json!({"lyrics": "La"})).await;
    assert_eq!(
        mock.get(&format!("/v1/mureka/jobs/{task}")).await.status,
        400
    );
    let sent = json!({"async": true});
    let job = mock
        .post("/v1/mureka/music/create", &sent)
        .await
        .id("/jobid");
    let path = format!("{CLOUDSWAY}/song/query/{job}");
    assert_eq!(mock.get(&path).await.status, 404);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_documented_that_limits_tasks_or_forgets_them() {
    let mock = start().await;
    let mut tasks = Vec::new();
    for _ in 0..12 {
        tasks.push(generated(&mock, &json!({"lyrics": "La"})).await);
    }
    mock.advance(Duration::from_secs(30 * 86400));
    for task in &tasks {
        assert_eq!(queried(&mock, task).await["data"]["status"], "succeeded");
    }
    tasks.dedup();
    assert_eq!(tasks.len(), 12);
}

#[tokio::test(start_paused = true)]
async fn the_time_of_a_task_can_be_set() {
    let mock = serve(MockServer::builder().generation_time(Duration::from_secs(60))).await;
    let task = generated(&mock, &json!({"lyrics": "La"})).await;
    mock.advance(Duration::from_millis(59_999));
    assert_eq!(queried(&mock, &task).await["data"]["status"], "running");
    mock.advance(Duration::from_millis(1));
    assert_eq!(queried(&mock, &task).await["data"]["status"], "succeeded");
}
