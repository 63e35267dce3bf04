//! Jobs, from their start to their end.

#![allow(clippy::unwrap_used, reason = "all of it is test code")]

mod support;

use std::time::Duration;

use mureka_mock::{Fault, MockServer};
use serde_json::{Value, json};
use support::{ACCOUNT, Answer, CLOUDSWAY, GENERATION, Mock, just_before, serve, start, until};

const CREATE: &str = "/v1/mureka/music/create";
const MILLI: Duration = Duration::from_millis(1);
const WEEK: Duration = Duration::from_secs(7 * 86400);

/// The five calls that make songs, and the one that makes speech.
fn paid() -> [(&'static str, Value); 6] {
    let song = 111_122_222;
    [
        ("music/create", json!({"prompt": "a"})),
        ("music/create-advanced", json!({"lyrics": "a"})),
        ("music/create-instrumental", json!({"prompt": "a"})),
        ("music/extend", json!({"song_id": song, "lyrics": "a"})),
        (
            "music/regenerate",
            json!({"song_id": song, "start_milliseconds": 1}),
        ),
        ("speech", json!({"text": "a", "voice_id": 1})),
    ]
}

/// Starts a job of a song.
async fn started(mock: &Mock, more: Value) -> Answer {
    let mut body = more;
    body["async"] = true.into();
    let answer = mock.post(CREATE, &body).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer
}

async fn polled(mock: &Mock, started: &Answer) -> Answer {
    let path = format!("/v1/mureka/jobs/{}", started.id("/jobid"));
    mock.get(&path).await
}

#[tokio::test(start_paused = true)]
async fn async_starts_a_job_with_the_sent_fields_in_its_request() {
    let mock = serve(MockServer::builder().account("98765")).await;
    let sent = json!({"account": "98765", "prompt": "Rain", "model": "V9", "async": true, "replyRef": "r1"});
    let answer = mock.post(CREATE, &sent).await;
    let id = answer.id("/jobid");
    let number = id
        .strip_prefix("j0")
        .and_then(|id| id.strip_suffix("m-u777-a98765-bot:mureka"));
    assert!(
        number.is_some_and(|number| number.parse::<u64>().is_ok()),
        "{id}"
    );
    assert_eq!(
        answer.said(),
        (
            201,
            json!({
                "jobid": id,
                "verb": "music/create",
                "jobType": "music",
                "status": "created",
                "created": "2026-03-04T05:06:07.089Z",
                "request": sent,
            })
        )
    );
}

#[tokio::test(start_paused = true)]
async fn an_account_that_is_left_out_is_recorded_and_nothing_else_is() {
    let mock = start().await;
    let job = started(&mock, json!({})).await.json();
    assert_eq!(job["request"], json!({"account": ACCOUNT, "async": true}));
}

#[tokio::test(start_paused = true)]
async fn a_job_is_created_until_its_time_is_over_and_completed_from_then_on() {
    let mock = start().await;
    let job = started(&mock, json!({"prompt": "Rain"})).await;
    assert_eq!(polled(&mock, &job).await.json(), job.json());
    mock.advance(just_before(GENERATION));
    assert_eq!(polled(&mock, &job).await.json(), job.json());
    mock.advance(MILLI);
    let done = polled(&mock, &job).await.json();
    for field in ["jobid", "verb", "jobType", "created", "request"] {
        assert_eq!(done[field], job.json()[field], "{field}");
    }
    assert_eq!(done["status"], "completed");
    assert_eq!(done["updated"], "2026-03-04T05:06:09.089Z");
    assert_eq!(done["response"]["songs"][0]["title"], "Rain");
    mock.advance(Duration::from_secs(3600));
    assert_eq!(polled(&mock, &job).await.json(), done);
}

#[tokio::test(start_paused = true)]
async fn every_paid_call_answers_at_once_with_a_job_or_later_with_its_result() {
    let mock = serve(MockServer::builder().limits(false)).await;
    for (verb, mut body) in paid() {
        let path = format!("/v1/mureka/{verb}");
        let call = mock.call("POST", &path).json(&body);
        let waited = mock.wait_for(call).await;
        assert_eq!(waited.status, 200, "{verb}");

        body["async"] = true.into();
        let started = mock.post(&path, &body).await;
        assert_eq!(
            (started.status, &started.json()["verb"]),
            (201, &json!(verb))
        );
        mock.advance(GENERATION);
        let done = polled(&mock, &started).await.json();
        assert_eq!(done["status"], "completed", "{verb}");
        // The same things, but for the id of the job, which only one of them has.
        let fields = |value: &Value| -> Vec<String> {
            let fields = value.as_object().unwrap().keys();
            fields.filter(|name| *name != "jobid").cloned().collect()
        };
        assert_eq!(fields(&done["response"]), fields(&waited.json()), "{verb}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_waits_is_answered_when_the_time_is_over() {
    let mock = start().await;
    for body in [json!({}), json!({"async": false})] {
        let answer = tokio::spawn(mock.call("POST", CREATE).json(&body).send());
        until(|| mock.jobs().iter().any(|job| job.status == "created")).await;
        mock.advance(just_before(GENERATION));
        // Whoever polls sees it, too.
        let path = format!("/v1/mureka/jobs/{}", mock.jobs()[0].id);
        assert_eq!(mock.get(&path).await.json()["status"], "created");
        assert!(!answer.is_finished(), "{body}");
        mock.advance(MILLI);
        let answer = answer.await.unwrap();
        assert_eq!(
            (answer.status, answer.id("/jobid")),
            (200, mock.jobs()[0].id.clone())
        );
        mock.advance(Duration::from_secs(3));
    }
}

#[tokio::test(start_paused = true)]
async fn a_caller_that_goes_away_leaves_the_job() {
    let mock = start().await;
    let call = mock.call("POST", CREATE).json(&json!({"prompt": "Rain"}));
    let answer = tokio::spawn(call.send());
    until(|| mock.jobs().len() == 1).await;
    answer.abort();
    assert!(answer.await.unwrap_err().is_cancelled());
    mock.advance(GENERATION);
    let path = format!("/v1/mureka/jobs/{}", mock.jobs()[0].id);
    let done = mock.get(&path).await.json();
    assert_eq!(done["response"]["songs"][0]["title"], "Rain");
    assert_eq!(mock.ledger().times("create_song"), 1);
}

#[tokio::test(start_paused = true)]
async fn songs_are_in_the_list_when_the_job_is_done_and_not_before() {
    let mock = serve(MockServer::builder().empty()).await;
    let job = started(&mock, json!({})).await;
    mock.advance(just_before(GENERATION));
    assert_eq!(
        mock.get("/v1/mureka/music/").await.json()["list"],
        json!([])
    );
    mock.advance(MILLI);
    let feeds = mock.get("/v1/mureka/music/").await.json();
    let done = polled(&mock, &job).await.json();
    assert_eq!(feeds["list"], json!([done["response"]]));
}

#[tokio::test(start_paused = true)]
async fn running_jobs_are_listed_by_account_with_the_time_they_run() {
    let builder = MockServer::builder().generation_time(Duration::from_secs(200));
    let mock = serve(builder.account("111").account("222")).await;
    let none = mock.get("/v1/mureka/jobs").await.json();
    let expected = json!({"total": 0, "music": 0, "tts": 0, "accounts": {}, "availableAccounts": ["111", "222"]});
    assert_eq!(none, expected);

    let song = started(&mock, json!({"account": "222"})).await.id("/jobid");
    mock.advance(Duration::from_secs(75));
    let other = started(&mock, json!({"account": "222"})).await.id("/jobid");
    let sent = json!({"account": "111", "text": "a", "voice_id": 1, "async": true});
    let speech = mock.post("/v1/mureka/speech", &sent).await.id("/jobid");
    // Tasks of the other API are none of these.
    let task = json!({"lyrics": "a"});
    mock.post(&format!("{CLOUDSWAY}/song/generate"), &task)
        .await;
    mock.advance(Duration::from_millis(9999));
    let job = |id: &str, verb: &str, elapsed: &str| json!({"jobid": id, "verb": verb, "elapsed": elapsed});
    let accounts = json!({
        "111": {"total": 1, "music": 0, "tts": 1, "jobs": [job(&speech, "speech", "00:09")]},
        "222": {"total": 2, "music": 2, "tts": 0, "jobs": [
            job(&song, "music/create", "01:24"),
            job(&other, "music/create", "00:09"),
        ]},
    });
    let running = mock.get("/v1/mureka/jobs").await.json();
    assert_eq!(running["accounts"], accounts);
    let counts = [&running["total"], &running["music"], &running["tts"]];
    assert_eq!(counts, [3, 2, 1]);

    mock.advance(Duration::from_secs(120));
    let running = mock.get("/v1/mureka/jobs").await.json();
    assert_eq!(
        (&running["total"], &running["accounts"]["222"]["total"]),
        (&json!(2), &json!(1))
    );
    mock.advance(Duration::from_secs(200));
    assert_eq!(mock.get("/v1/mureka/jobs").await.json(), expected);
}

#[tokio::test(start_paused = true)]
async fn a_failed_job_says_why_and_makes_nothing() {
    let mock = serve(MockServer::builder().empty()).await;
    mock.fault(Fault::on("create_song").job_ends("failed", "Not today"));
    let job = started(&mock, json!({"prompt": "a"})).await;
    assert_eq!(polled(&mock, &job).await.json()["status"], "created");
    mock.advance(GENERATION);
    let failed = polled(&mock, &job).await.json();
    assert_eq!(
        (&failed["status"], &failed["error"]),
        (&json!("failed"), &json!("Not today"))
    );
    assert_eq!(
        (&failed["request"]["prompt"], failed.get("response")),
        (&json!("a"), None)
    );
    assert_eq!(
        mock.get("/v1/mureka/music/").await.json()["list"],
        json!([])
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_that_waits_for_a_failed_job_is_refused_at_its_end() {
    let mock = start().await;
    mock.fault(Fault::on("create_song").job_ends("failed", "Not today"));
    let call = mock.call("POST", CREATE).json(&json!({}));
    let answer = mock.wait_for(call).await;
    assert_eq!(
        answer.said(),
        (400, json!({"error": "Not today", "code": 400}))
    );
    assert_eq!(mock.ledger().times("create_song"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_job_is_kept_for_seven_days_after_its_creation() {
    let mock = start().await;
    let job = started(&mock, json!({})).await;
    mock.advance(WEEK);
    assert_eq!(polled(&mock, &job).await.json()["status"], "completed");
    mock.advance(MILLI);
    let gone = (404, json!({"error": "Job not found"}));
    assert_eq!(polled(&mock, &job).await.said(), gone);
    // The song stays.
    let songs = mock.get("/v1/mureka/music/").await.json();
    assert_eq!(songs["list"].as_array().unwrap().len(), 4);
}

#[tokio::test(start_paused = true)]
async fn a_job_that_never_ends_is_kept_no_longer() {
    let mock = start().await;
    mock.fault(Fault::on("create_song").job_stuck());
    let job = started(&mock, json!({})).await;
    mock.advance(WEEK);
    assert_eq!(polled(&mock, &job).await.json()["status"], "created");
    mock.advance(MILLI);
    assert_eq!(polled(&mock, &job).await.status, 404);
}

#[tokio::test(start_paused = true)]
async fn of_more_than_a_thousand_jobs_the_oldest_that_have_ended_are_forgotten() {
    let mock = serve(MockServer::builder().limits(false)).await;
    mock.fault(Fault::on("create_song").job_stuck());
    let stuck = started(&mock, json!({})).await;
    let first = started(&mock, json!({})).await;
    mock.advance(GENERATION);
    for _ in 2..1000 {
        started(&mock, json!({})).await;
    }
    assert_eq!(polled(&mock, &first).await.status, 200);
    started(&mock, json!({})).await;
    assert_eq!(polled(&mock, &first).await.status, 404);
    assert_eq!(polled(&mock, &stuck).await.status, 200);
    assert_eq!(mock.jobs().len(), 1000);
    assert_eq!(mock.ledger().times("create_song"), 1001);
}

#[tokio::test(start_paused = true)]
async fn an_unknown_job_gets_the_documented_404() {
    let mock = start().await;
    let path = "/v1/mureka/jobs/j0121061432017475905m-u777-a12345678901234-bot:mureka";
    let expected = (404, json!({"error": "Job not found"}));
    assert_eq!(mock.get(path).await.said(), expected);
    let path = format!("{CLOUDSWAY}/song/query/1");
    let expected = (404, json!({"code": 404, "message": "Not Found"}));
    assert_eq!(mock.get(&path).await.said(), expected);
}

#[tokio::test(start_paused = true)]
async fn an_id_may_be_escaped_in_the_path() {
    let mock = start().await;
    let id = started(&mock, json!({})).await.id("/jobid");
    let path = format!("/v1/mureka/jobs/{}/", id.replace(':', "%3A"));
    assert_eq!(mock.get(&path).await.status, 200);
}

#[tokio::test(start_paused = true)]
async fn the_time_of_a_generation_can_be_set() {
    for (builder, millis) in [
        (MockServer::builder(), 2000),
        (
            MockServer::builder().generation_time(45 * 1000 * MILLI),
            45_000,
        ),
        (MockServer::builder().generation_time(MILLI), 1),
        (MockServer::builder().time_scale(0.5), 1000),
        (
            MockServer::builder()
                .generation_time(60 * 1000 * MILLI)
                .time_scale(0.01),
            600,
        ),
    ] {
        let mock = serve(builder).await;
        let job = started(&mock, json!({})).await;
        mock.advance(just_before(millis * MILLI));
        assert_eq!(
            polled(&mock, &job).await.json()["status"],
            "created",
            "{millis}"
        );
        mock.advance(MILLI);
        assert_eq!(
            polled(&mock, &job).await.json()["status"],
            "completed",
            "{millis}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn generations_can_take_different_times_and_the_same_in_every_run() {
    let times = || async {
        let builder = MockServer::builder().generation_time(Duration::from_secs(60));
        let mock = serve(builder.generation_spread(0.5).limits(false)).await;
        let mut times = Vec::new();
        for _ in 0..200 {
            started(&mock, json!({})).await;
        }
        mock.advance(Duration::from_secs(3600));
        for job in mock.jobs() {
            times.push(job.elapsed_ms);
        }
        times
    };
    let first = times().await;
    assert_eq!(first.len(), 200);
    assert!(first.iter().all(|time| (30_000..90_000).contains(time)));
    let among = |from, to| first.iter().filter(move |time| (from..to).contains(*time));
    for from in [30_000, 50_000, 70_000] {
        let count = among(from, from + 20_000).count();
        assert!(
            (45..90).contains(&count),
            "{count} of 200 from {from} ms on"
        );
    }
    assert_eq!(times().await, first);
}

#[tokio::test(start_paused = true)]
async fn a_spread_of_more_than_the_whole_time_is_refused() {
    for share in [-0.1, 1.1, f64::NAN] {
        let builder = MockServer::builder().generation_spread(share);
        let error = builder.start().await.unwrap_err();
        let message = format!("generation_spread: {share}, from 0 to 1 is allowed");
        assert_eq!(error.to_string(), message);
    }
}

#[tokio::test(start_paused = true)]
async fn a_generation_without_time_is_done_at_once() {
    let mock = serve(MockServer::builder().generation_time(Duration::ZERO)).await;
    let job = started(&mock, json!({})).await;
    assert_eq!(job.json()["status"], "created");
    assert_eq!(polled(&mock, &job).await.json()["status"], "completed");
    mock.advance(Duration::from_secs(3));
    assert_eq!(mock.post(CREATE, &json!({})).await.status, 200);
}

#[tokio::test(start_paused = true)]
async fn the_scale_holds_for_how_long_jobs_are_kept() {
    let mock = serve(MockServer::builder().time_scale(0.001)).await;
    let job = started(&mock, json!({})).await;
    mock.advance(WEEK / 1000);
    assert_eq!(polled(&mock, &job).await.status, 200);
    mock.advance(MILLI);
    assert_eq!(polled(&mock, &job).await.status, 404);
}
