//! Jobs that never end, that fail, and that lack something.

use std::time::Duration;

use mureka_mock::{Fault, MockServer};
use serde_json::{Value, json};

use super::wire::documents::{SPECS, useapi};
use super::wire::time::{a_while, standing_still, until};
use super::{Ask, CLOUDSWAY, CREATE, give, job, quick, song};

const DAY: Duration = Duration::from_secs(86_400);

/// Servers with a fault, given in process and on the control path.
async fn servers(fault: Fault) -> [MockServer; 2] {
    let one = MockServer::start().await.unwrap();
    let other = MockServer::start().await.unwrap();
    let given = give(&other, &serde_json::to_value(&fault).unwrap()).await;
    assert_eq!(given.status, 200);
    one.fault(fault);
    [one, other]
}

async fn look(mock: &MockServer, job: &str) -> Value {
    let answer = Ask::get(job).at(mock).await;
    assert_eq!(answer.status, 200);
    useapi().assert_documents("get_job", &answer);
    answer.json()
}

#[test]
fn a_stuck_job_is_running_as_long_as_jobs_are_kept() {
    standing_still(async {
        for mock in servers(Fault::on("create_song").job_stuck()).await {
            let job = job(&mock).await;
            for _ in 0..3 {
                mock.advance(2 * DAY);
                assert_eq!(look(&mock, &job).await["status"], "created");
            }
            let running = Ask::get("/v1/mureka/jobs").at(&mock).await.json();
            assert_eq!(running["total"], 1);
            assert_eq!(mock.ledger().total, 1);

            mock.advance(2 * DAY);
            assert_eq!(Ask::get(&job).at(&mock).await.status, 404);
            let running = Ask::get("/v1/mureka/jobs").at(&mock).await.json();
            assert_eq!(running["total"], 0);
        }
    });
}

#[test]
fn a_call_that_waits_for_a_stuck_job_is_not_answered() {
    standing_still(async {
        let mock = std::sync::Arc::new(MockServer::start().await.unwrap());
        mock.fault(Fault::on("create_song").job_stuck());
        let asked = mock.clone();
        let call = tokio::spawn(async move { song().try_at(&asked).await });
        until(|| mock.ledger().total > 0).await;
        mock.advance(DAY);
        a_while().await;
        assert!(!call.is_finished());
    });
}

#[test]
fn a_failed_job_says_why() {
    standing_still(async {
        let fault = Fault::on("create_song").job_ends("failed", "Too many frogs");
        for mock in servers(fault).await {
            let job = job(&mock).await;
            assert_eq!(look(&mock, &job).await["status"], "created");
            mock.advance(Duration::from_secs(2));
            let ended = look(&mock, &job).await;
            assert_eq!(ended["status"], "failed");
            assert_eq!(ended["error"], "Too many frogs");
            assert_eq!(ended.get("response"), None);
            // It was charged all the same.
            assert_eq!(mock.ledger().times("create_song"), 1);
        }
    });
}

#[tokio::test]
async fn a_call_that_waits_for_a_failed_job_is_told_why() {
    let mock = quick().empty().start().await.unwrap();
    mock.fault(Fault::on("create_song").job_ends("failed", "Too many frogs"));
    let answer = song().at(&mock).await;
    let body = json!({"error": "Too many frogs", "code": 400});
    assert_eq!((answer.status, answer.json()), (400, body));
    useapi().assert_documents("create_song", &answer);
    let songs = Ask::get("/v1/mureka/music/").at(&mock).await.json();
    assert_eq!(songs["list"], json!([]));
}

#[test]
fn a_task_ends_in_each_way_but_well() {
    standing_still(async {
        for end in ["failed", "timeouted", "cancelled"] {
            for mock in servers(Fault::on("generate_song").job_ends(end, "too slow")).await {
                let started = super::task().at(&mock).await;
                SPECS[1].assert_documents("generate_song", &started);
                let id = started.json()["data"]["taskId"]
                    .as_str()
                    .unwrap()
                    .to_owned();
                mock.advance(Duration::from_secs(2));
                let ended = Ask::get(format!("{CLOUDSWAY}/song/query/{id}"))
                    .at(&mock)
                    .await;
                SPECS[1].assert_documents("get_task", &ended);
                let ended = ended.json();
                assert_eq!(ended["code"], 0, "{end}");
                assert_eq!(ended["data"]["status"], end);
                assert_eq!(ended["data"]["failed_reason"], "too slow");
                assert_eq!(ended["data"]["choices"], Value::Null, "{end}");
                assert!(ended["data"]["finished_at"].is_u64(), "{end}");
            }
        }
    });
}

#[test]
fn a_completed_job_lacks_a_field_wherever_it_is_shown() {
    standing_still(async {
        for mock in servers(Fault::on("create_song").without("mp3_url")).await {
            let job = job(&mock).await;
            mock.advance(Duration::from_secs(2));
            let ended = look(&mock, &job).await;
            assert_eq!(ended["status"], "completed");
            let songs = ended["response"]["songs"].as_array().unwrap();
            assert_eq!(songs.len(), 2);
            for song in songs {
                assert_eq!(song.get("mp3_url"), None);
                assert!(song["cover"].is_string());
                let id = song["song_id"].as_str().unwrap();
                let answer = Ask::get(format!("/v1/mureka/music/{id}")).at(&mock).await;
                useapi().assert_documents("get_song", &answer);
                assert_eq!(answer.json()["song"].get("mp3_url"), None);
            }
            // The next job has it again.
            mock.advance(Duration::from_secs(3));
            let next = super::job(&mock).await;
            mock.advance(Duration::from_secs(2));
            let next = look(&mock, &next).await;
            assert!(next["response"]["songs"][0]["mp3_url"].is_string());
        }
    });
}

#[tokio::test]
async fn a_call_that_waits_gets_a_result_without_the_field() {
    let mock = quick().start().await.unwrap();
    mock.fault(
        Fault::on("create_speech")
            .without("mp3_url")
            .without("cover"),
    );
    let speech = Ask::post("/v1/mureka/speech", &json!({"text": "a", "voice_id": 1}));
    let answer = speech.at(&mock).await;
    useapi().assert_documents("create_speech", &answer);
    let body = answer.json();
    assert_eq!((body.get("mp3_url"), body.get("cover")), (None, None));
    assert!(body["id"].is_u64() && body["jobid"].is_string());
}

#[tokio::test]
async fn a_fault_of_the_job_and_one_of_the_answer_hit_the_same_call() {
    let mock = quick().start().await.unwrap();
    mock.fault(Fault::on("create_song").job_ends("failed", "no"));
    mock.fault(Fault::on("create_song").after().cut());
    let ask = Ask::post(CREATE, &json!({"async": true, "replyRef": "r"}));
    assert!(ask.try_at(&mock).await.is_none());
    let ledger = mock.ledger();
    let charge = ledger.with_reply_ref("r").next().unwrap();
    let job = format!("/v1/mureka/jobs/{}", charge.job.as_deref().unwrap());
    assert_eq!(look(&mock, &job).await["status"], "failed");
}
