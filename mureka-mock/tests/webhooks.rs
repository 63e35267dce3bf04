//! What is reported of jobs, and that it never holds them up.

#![allow(clippy::unwrap_used, reason = "all of it is test code")]

mod support;

use std::time::Duration;

use mureka_mock::{Delivery, Fault, MockServer, Outcome};
use serde_json::{Value, json};
use support::receiver::Receiver;
use support::{Answer, GENERATION, Mock, serve, start, until};
use tokio::net::TcpListener;

const CREATE: &str = "/v1/mureka/music/create";

/// Starts a job that is reported.
async fn started(mock: &Mock, url: &str) -> Answer {
    let body = json!({"prompt": "Rain", "async": true, "replyUrl": url, "replyRef": "r1"});
    let answer = mock.post(CREATE, &body).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer
}

async fn polled(mock: &Mock, job: &Answer) -> Value {
    let path = format!("/v1/mureka/jobs/{}", job.id("/jobid"));
    mock.get(&path).await.json()
}

/// Lets tokio's time go by, in which tries are repeated, until something is so.
async fn pass_until(condition: impl Fn() -> bool) {
    for _ in 0..2000 {
        if condition() {
            return;
        }
        // What is ready is done first.
        for _ in 0..200 {
            tokio::task::yield_now().await;
        }
        tokio::time::advance(Duration::from_millis(50)).await;
    }
    panic!("never true");
}

/// The reports when none of them is under way any more.
async fn ended(mock: &Mock, count: usize) -> Vec<Delivery> {
    let done = |delivery: &Delivery| delivery.outcome != Outcome::Pending;
    pass_until(|| {
        let webhooks = mock.webhooks();
        webhooks.len() == count && webhooks.iter().all(done)
    })
    .await;
    mock.webhooks()
}

#[tokio::test(start_paused = true)]
async fn a_job_is_reported_when_it_is_created_and_when_it_is_completed() {
    let mock = start().await;
    let mut receiver = Receiver::new(&[]).await;
    let job = started(&mock, &receiver.url).await;
    let (head, created) = receiver.post().await;
    assert!(head.starts_with("post /hook http/1.1\r\n"), "{head}");
    assert!(
        head.contains("\r\ncontent-type: application/json"),
        "{head}"
    );
    assert_eq!(created, job.json());
    assert_eq!(created["request"]["replyRef"], "r1");

    mock.advance(GENERATION);
    let completed = receiver.body().await;
    assert_eq!(completed, polled(&mock, &job).await);
    assert_eq!(
        (&completed["status"], &completed["request"]["replyRef"]),
        (&json!("completed"), &json!("r1"))
    );
    until(|| {
        mock.webhooks()
            .iter()
            .all(|one| one.outcome == Outcome::Delivered { status: 200 })
    })
    .await;
    let told: Vec<(String, u32)> = mock
        .webhooks()
        .into_iter()
        .map(|one| (one.job, one.tries))
        .collect();
    assert_eq!(told, [(job.id("/jobid"), 1), (job.id("/jobid"), 1)]);
}

#[tokio::test(start_paused = true)]
async fn what_is_reported_is_as_documented() {
    let mock = start().await;
    let mut receiver = Receiver::new(&[]).await;
    let useapi = &support::specs()[0];
    started(&mock, &receiver.url).await;
    useapi.assert_valid("Job", &receiver.body().await, "created");
    mock.advance(GENERATION);
    useapi.assert_valid("Job", &receiver.body().await, "completed");

    mock.advance(GENERATION);
    mock.fault(Fault::on("create_song").job_ends("failed", "No"));
    started(&mock, &receiver.url).await;
    receiver.body().await;
    mock.advance(GENERATION);
    useapi.assert_valid("Job", &receiver.body().await, "failed");
}

#[tokio::test(start_paused = true)]
async fn every_call_with_a_job_can_be_reported() {
    let mock = serve(MockServer::builder().limits(false)).await;
    let mut receiver = Receiver::new(&[]).await;
    let song = 111_122_222;
    for (verb, mut body) in [
        ("music/create", json!({})),
        ("music/create-advanced", json!({"lyrics": "a"})),
        ("music/create-instrumental", json!({})),
        ("music/extend", json!({"song_id": song, "lyrics": "a"})),
        (
            "music/regenerate",
            json!({"song_id": song, "start_milliseconds": 1}),
        ),
        ("speech", json!({"text": "a", "voice_id": 1})),
    ] {
        body["async"] = true.into();
        body["replyUrl"] = receiver.url.as_str().into();
        let job = mock.post(&format!("/v1/mureka/{verb}"), &body).await;
        assert_eq!(receiver.body().await, job.json(), "{verb}");
        mock.advance(GENERATION);
        assert_eq!(receiver.body().await, polled(&mock, &job).await, "{verb}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_failed_job_is_reported_as_failed() {
    let mock = start().await;
    let mut receiver = Receiver::new(&[]).await;
    mock.fault(Fault::on("create_song").job_ends("failed", "Not today"));
    let job = started(&mock, &receiver.url).await;
    assert_eq!(receiver.body().await["status"], "created");
    mock.advance(GENERATION);
    let failed = receiver.body().await;
    assert_eq!(
        (&failed["status"], &failed["error"]),
        (&json!("failed"), &json!("Not today"))
    );
    assert_eq!(failed, polled(&mock, &job).await);
}

#[tokio::test(start_paused = true)]
async fn a_job_that_is_waited_for_is_reported_too() {
    let mock = start().await;
    let mut receiver = Receiver::new(&[]).await;
    let body = json!({"replyUrl": receiver.url});
    let answer = tokio::spawn(mock.call("POST", CREATE).json(&body).send());
    assert_eq!(receiver.body().await["status"], "created");
    mock.advance(GENERATION);
    assert_eq!(receiver.body().await["status"], "completed");
    assert_eq!(answer.await.unwrap().status, 200);
}

#[tokio::test(start_paused = true)]
async fn a_job_whose_answer_was_lost_is_reported_all_the_same() {
    let mock = start().await;
    let mut receiver = Receiver::new(&[]).await;
    mock.fault(Fault::on("create_song").after().status(500));
    let body = json!({"async": true, "replyUrl": receiver.url});
    let call = mock.call("POST", CREATE).json(&body);
    assert_eq!(call.send_unchecked().await.status, 500);
    assert_eq!(receiver.body().await["status"], "created");
    mock.advance(GENERATION);
    assert_eq!(receiver.body().await["status"], "completed");
}

#[tokio::test(start_paused = true)]
async fn a_job_that_is_done_at_once_is_reported_as_created_first() {
    let mock = serve(MockServer::builder().generation_time(Duration::ZERO)).await;
    let mut receiver = Receiver::new(&[]).await;
    started(&mock, &receiver.url).await;
    let states = [receiver.body().await, receiver.body().await];
    assert_eq!(
        states.map(|job| job["status"].clone()),
        ["created", "completed"]
    );
}

#[tokio::test(start_paused = true)]
async fn a_job_that_never_ends_is_reported_once() {
    let mock = start().await;
    let mut receiver = Receiver::new(&[]).await;
    mock.fault(Fault::on("create_song").job_stuck());
    started(&mock, &receiver.url).await;
    assert_eq!(receiver.body().await["status"], "created");
    mock.advance(Duration::from_secs(86400));
    // The next one, which comes later, is of another job.
    let next = started(&mock, &receiver.url).await;
    assert_eq!(receiver.body().await["jobid"], next.json()["jobid"]);
    assert_eq!(mock.webhooks().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn calls_that_are_refused_or_chosen_are_not_reported() {
    let mock = start().await;
    let receiver = Receiver::new(&[]).await;
    let body = json!({"replyUrl": receiver.url, "async": true, "model": "V1"});
    assert_eq!(mock.post(CREATE, &body).await.status, 400);
    let call = mock
        .call("POST", CREATE)
        .json(&json!({"replyUrl": receiver.url}));
    assert_eq!(call.prefer("code=201").send().await.status, 201);
    assert_eq!(mock.webhooks(), []);
}

#[tokio::test(start_paused = true)]
async fn what_is_not_taken_is_sent_again_in_the_order_of_the_states() {
    let mock = start().await;
    let mut receiver = Receiver::new(&[500, 404, 200, 302]).await;
    let job = started(&mock, &receiver.url).await;
    mock.advance(GENERATION);
    let told = ended(&mock, 2).await;
    let mut states = Vec::new();
    for _ in 0..5 {
        states.push(receiver.body().await["status"].clone());
    }
    assert_eq!(
        states,
        ["created", "created", "created", "completed", "completed"]
    );
    let expected = Outcome::Delivered { status: 200 };
    for (delivery, tries) in told.iter().zip([3, 2]) {
        assert_eq!((&delivery.job, delivery.tries), (&job.id("/jobid"), tries));
        assert_eq!(delivery.outcome, expected);
    }
}

#[tokio::test(start_paused = true)]
async fn a_test_can_wait_for_the_reports_that_are_due() {
    let mock = start().await;
    let receiver = Receiver::new(&[500]).await;
    started(&mock, &receiver.url).await;
    mock.advance(GENERATION);
    let mut settled = std::pin::pin!(mock.webhooks_settled());
    for _ in 0..1000 {
        tokio::select! {
            biased;
            () = &mut settled => break,
            () = tokio::time::advance(Duration::from_millis(20)) => {}
        }
    }
    let tries: Vec<u32> = mock.webhooks().iter().map(|one| one.tries).collect();
    assert_eq!(tries, [2, 1]);
    let delivered = |one: &Delivery| one.outcome == Outcome::Delivered { status: 200 };
    assert!(mock.webhooks().iter().all(delivered));
}

#[tokio::test(start_paused = true)]
async fn a_report_is_given_up_after_four_tries() {
    let mock = start().await;
    let receiver = Receiver::new(&[503; 8]).await;
    started(&mock, &receiver.url).await;
    mock.advance(GENERATION);
    for delivery in ended(&mock, 2).await {
        let reason = "answered 503, 2xx is expected".to_owned();
        assert_eq!(
            (delivery.tries, delivery.outcome),
            (4, Outcome::Failed { reason })
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_receiver_that_is_not_there_holds_no_job_up() {
    let mock = start().await;
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", closed.local_addr().unwrap());
    drop(closed);
    let job = started(&mock, &url).await;
    mock.advance(GENERATION);
    assert_eq!(polled(&mock, &job).await["status"], "completed");
    for delivery in ended(&mock, 2).await {
        let Outcome::Failed { reason } = &delivery.outcome else {
            panic!("{delivery:?}");
        };
        assert!(reason.starts_with("not reached: "), "{reason}");
        assert_eq!(delivery.tries, 4);
    }
}

#[tokio::test(start_paused = true)]
async fn a_receiver_that_never_answers_holds_no_job_up() {
    let mock = start().await;
    // Connections are taken by the system; nobody reads them.
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", silent.local_addr().unwrap());
    let job = started(&mock, &url).await;
    mock.advance(GENERATION);
    assert_eq!(polled(&mock, &job).await["status"], "completed");
    let outcomes: Vec<Outcome> = mock.webhooks().into_iter().map(|one| one.outcome).collect();
    assert!(outcomes.iter().all(|outcome| *outcome == Outcome::Pending));
}

#[tokio::test(start_paused = true)]
async fn other_machines_are_not_posted_to() {
    let mock = serve(MockServer::builder().limits(false)).await;
    for (url, words) in [
        (
            "http://your-domain.com/webhook",
            "replyUrl: host your-domain.com, only this machine (127.0.0.0/8, ::1, localhost) is allowed",
        ),
        (
            "http://192.0.2.1/",
            "replyUrl: host 192.0.2.1, only this machine (127.0.0.0/8, ::1, localhost) is allowed",
        ),
        (
            "https://your-domain.com/webhook",
            "https is not spoken by the mock; give replyUrl as http",
        ),
        ("/webhook", "replyUrl: not a URL: http:// is missing"),
    ] {
        let before = mock.webhooks().len();
        let job = started(&mock, url).await;
        mock.advance(GENERATION);
        assert_eq!(polled(&mock, &job).await["status"], "completed", "{url}");
        let told = &ended(&mock, before + 2).await[before..];
        let reason = words.to_owned();
        let expected = Outcome::Failed { reason };
        assert!(
            told.iter()
                .all(|one| one.tries == 0 && one.outcome == expected),
            "{told:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn secrets_of_an_address_are_not_shown() {
    let mock = start().await;
    let receiver = Receiver::new(&[]).await;
    started(&mock, &format!("{}?key=hunter2", receiver.url)).await;
    let told = ended(&mock, 1).await;
    assert_eq!(told[0].url, format!("{}?…", receiver.url));
    let shown = mock.get("/_mock/webhooks").await.text();
    assert!(
        shown.contains("created") && !shown.contains("hunter2"),
        "{shown}"
    );
    assert!(!format!("{told:?}").contains("hunter2"));
}

#[tokio::test(start_paused = true)]
async fn a_job_from_before_a_reset_is_not_reported_as_another() {
    let mock = start().await;
    let mut receiver = Receiver::new(&[]).await;
    started(&mock, &receiver.url).await;
    assert_eq!(receiver.body().await["status"], "created");
    mock.advance(GENERATION / 2);
    mock.reset();
    let job = started(&mock, &receiver.url).await;
    assert_eq!(receiver.body().await, job.json());
    mock.advance(GENERATION / 2);
    // The end of the first one has gone by.
    assert_eq!(polled(&mock, &job).await["status"], "created");
    mock.advance(GENERATION / 2);
    assert_eq!(receiver.body().await, polled(&mock, &job).await);
    let told = ended(&mock, 2).await;
    assert!(
        told.iter().all(|one| one.job == job.id("/jobid")),
        "{told:?}"
    );
}

#[tokio::test]
async fn a_test_can_wait_until_all_is_reported() {
    let mock = serve(MockServer::builder()).await;
    let receiver = Receiver::new(&[]).await;
    mock.webhooks_settled().await;
    started(&mock, &receiver.url).await;
    mock.advance(GENERATION);
    mock.webhooks_settled().await;
    let outcomes: Vec<Outcome> = mock.webhooks().into_iter().map(|one| one.outcome).collect();
    assert_eq!(outcomes, vec![Outcome::Delivered { status: 200 }; 2]);
}
