//! Jobs are submitted, waited for and found again. Time stands still: only waits move it.

#![allow(clippy::unwrap_used)]

use std::time::Duration;

use futures_util::StreamExt;
use mureka_api::cloudsway::{self, types::GenerateSong};
use mureka_api::useapi::types::{
    CreateInstrumental, CreateSong, CreateSongAdvanced, CreateSpeech, ExtendSong, Job, JobStatus,
    Model, RegenerateSong,
};
use mureka_api::useapi::{self, Client};
use mureka_api::{Charged, Error, ErrorKind, Options, Retry, Ticket};
use mureka_mock::{Fault, MockServer};
use tokio::time::Instant;

/// Of the documented form, and of no job.
const UNKNOWN: &str = "j0121061456745673364t-u777-a12345678901234-bot:mureka";
const MINUTE: Duration = Duration::from_secs(60);

async fn mock() -> MockServer {
    let generation = Duration::from_secs(45);
    MockServer::builder()
        .generation_time(generation)
        .start()
        .await
        .unwrap()
}

fn client(mock: &MockServer) -> Client {
    let builder = Client::builder().token("user:1-test");
    builder.base_url(mock.base_url()).seed(7).build().unwrap()
}

fn cloudsway(mock: &MockServer) -> cloudsway::Client {
    let builder = cloudsway::Client::builder().api_key("key").endpoint("e");
    builder.base_url(mock.base_url()).build().unwrap()
}

fn charges(mock: &MockServer) -> u64 {
    mock.ledger().total
}

#[tokio::test(start_paused = true)]
async fn a_song_is_submitted_waited_for_and_typed() {
    let mock = mock().await;
    let begun = Instant::now();
    let done = client(&mock)
        .songs()
        .create(CreateSong::new().prompt("Santa"))
        .await
        .unwrap();

    assert_eq!(done.songs.as_ref().unwrap().len(), 2);
    assert!(done.ticket().id.ends_with("-bot:mureka"));
    assert_eq!(done.ticket().account.as_deref(), Some("12345678901234"));
    assert_eq!(charges(&mock), 1);
    // 45 s at the service, noticed with the next look.
    let waited = begun.elapsed().as_secs();
    assert!((45..=51).contains(&waited), "{waited}");
    let create = &mock.requests()[0];
    let body: serde_json::Value = serde_json::from_slice(&create.body).unwrap();
    assert_eq!(body["async"], true);
    let reference = body["replyRef"].as_str().unwrap();
    assert_eq!(reference.len(), "mureka-".len() + 32);
    assert_eq!(done.ticket().reply_ref.as_deref(), Some(reference));
}

#[tokio::test(start_paused = true)]
async fn every_verb_ends_in_its_result() {
    let mock = mock().await;
    let client = client(&mock);
    let songs = client.songs();
    let song_id = || {
        let done = songs.create(CreateSong::new());
        async {
            done.await.unwrap().songs.clone().unwrap()[0]
                .song_id
                .clone()
                .unwrap()
        }
    };
    let song_id = song_id().await;
    let results = [
        songs
            .create_advanced(CreateSongAdvanced::new("La la la"))
            .await,
        songs.create_instrumental(CreateInstrumental::new()).await,
        songs.extend(ExtendSong::new(song_id.clone(), "La")).await,
        songs.regenerate(RegenerateSong::new(song_id, 1000)).await,
    ];
    for result in results {
        assert!(!result.unwrap().songs.as_ref().unwrap().is_empty());
    }
    let speech = CreateSpeech::new().text("Hello").voice_id(1);
    let speech = client.speech().create(speech).await.unwrap();
    assert!(speech.mp3_url.is_some());
    assert_eq!(charges(&mock), 6);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_waits_by_itself_ends_in_the_same_type() {
    let mock = mock().await;
    let request = CreateSong::new().async_(false);
    let done = client(&mock).songs().create(request).await.unwrap();
    assert_eq!(done.songs.as_ref().unwrap().len(), 2);
    assert!(!done.ticket().id.is_empty());
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn cloudsway_tasks_are_waited_for_likewise() {
    let mock = mock().await;
    let client = cloudsway(&mock);
    let done = client
        .songs()
        .generate(GenerateSong::new("La"))
        .await
        .unwrap();
    let task = done.data.as_ref().unwrap();
    assert!(task.choices.as_ref().unwrap()[0].url.is_some());
    assert_eq!(task.task_id.as_ref().unwrap().to_string(), done.ticket().id);
    assert_eq!(charges(&mock), 1);
}

#[tokio::test(start_paused = true)]
async fn a_song_can_be_heard_as_soon_as_there_is_a_link() {
    let mock = mock().await;
    let client = cloudsway(&mock);
    let request = GenerateSong::new("La").stream(true);
    let mut job = client.songs().generate(request).submit().await.unwrap();
    let mut early = None;
    let mut states = Vec::new();
    let mut stream = job.states();
    while let Some(state) = stream.next().await {
        let task = state.unwrap().data.unwrap();
        let links = task.choices.iter().flatten();
        let mut links = links.filter_map(|choice| choice.stream_url.clone());
        early = early.or_else(|| {
            links
                .next()
                .map(|_| task.status.clone().unwrap().to_string())
        });
        states.push(task.status.unwrap().to_string());
    }
    drop(stream);
    assert_eq!(states.first().unwrap(), "preparing", "{states:?}");
    assert_eq!(states.last().unwrap(), "succeeded", "{states:?}");
    assert_eq!(early.as_deref(), Some("streaming"));
    assert!(job.await.unwrap().data.is_some());
}

#[tokio::test(start_paused = true)]
async fn the_states_of_a_job_are_told_once_each_and_its_result_afterwards() {
    let mock = mock().await;
    let client = client(&mock);
    let mut job = client.songs().submit(CreateSong::new()).await.unwrap();
    // Asked for anew each time, as a loop does.
    let mut told = Vec::new();
    while let Some(state) = job.states().next().await {
        told.push(state.unwrap().status().cloned().unwrap());
    }
    assert_eq!(told, [JobStatus::Created, JobStatus::Completed]);
    let requests = mock.requests().len();
    assert!(job.await.unwrap().songs.is_some());
    assert_eq!(
        mock.requests().len(),
        requests,
        "the result was read already"
    );
}

#[tokio::test(start_paused = true)]
async fn the_deadline_ends_the_wait_after_one_last_look_and_leads_back_to_the_job() {
    let mock = mock().await;
    let client = client(&mock);
    let begun = Instant::now();
    let request = client.songs().create(CreateSong::new().prompt("Santa"));
    let error = request.deadline(Duration::from_secs(12)).await.unwrap_err();

    assert_eq!(begun.elapsed().as_secs(), 12);
    assert_eq!(error.kind(), ErrorKind::Deadline);
    assert_eq!(error.charged(), Charged::Yes);
    let state = error.typed::<Job>().unwrap();
    assert_eq!(state.status(), Some(&JobStatus::Created));
    let looks = mock
        .requests()
        .iter()
        .filter(|call| call.method == "GET")
        .count();
    assert_eq!(looks, 3, "after 5 s, 10 s and at the end");
    let line = error.to_string();
    assert!(line.starts_with("create_song: job j"), "{line}");
    assert!(
        line.ends_with("is `created` after 12 s; charged; the job goes on, resume it with the ticket of this error"),
        "{line}"
    );

    let ticket = error.ticket().unwrap().clone();
    let done = client.songs().resume(ticket).unwrap().await.unwrap();
    assert_eq!(done.songs.as_ref().unwrap().len(), 2);
    assert_eq!(charges(&mock), 1);
}

#[tokio::test(start_paused = true)]
async fn a_deadline_of_nothing_looks_once() {
    let mock = mock().await;
    let job = client(&mock)
        .songs()
        .submit(CreateSong::new())
        .await
        .unwrap();
    mock.advance(MINUTE);
    assert!(job.deadline(Duration::ZERO).await.is_ok());

    for deadline in [Duration::ZERO, Duration::MAX] {
        let mock = self::mock().await;
        let job = client(&mock)
            .songs()
            .submit(CreateSong::new())
            .await
            .unwrap();
        let result = job.deadline(deadline).await;
        assert_eq!(result.is_ok(), deadline == Duration::MAX);
    }
}

#[tokio::test(start_paused = true)]
async fn after_a_deadline_the_same_handle_can_wait_on() {
    let mock = mock().await;
    let client = client(&mock);
    let job = client.songs().submit(CreateSong::new()).await.unwrap();
    let mut job = job.deadline(Duration::from_secs(5));
    let last = job.states().collect::<Vec<_>>().await.pop().unwrap();
    assert_eq!(last.unwrap_err().kind(), ErrorKind::Deadline);
    assert!(job.deadline(MINUTE).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_job_is_resumed_by_another_client_from_what_was_written_down() {
    let mock = mock().await;
    let saved = {
        let job = client(&mock)
            .songs()
            .submit(CreateSong::new())
            .await
            .unwrap();
        serde_json::to_string(job.ticket()).unwrap()
    };
    assert!(!saved.contains("user:1-test"));
    let ticket: Ticket = serde_json::from_str(&saved).unwrap();
    let done = client(&mock).songs().resume(ticket).unwrap().await.unwrap();
    assert_eq!(done.songs.as_ref().unwrap().len(), 2);
    assert_eq!(charges(&mock), 1);
}

#[tokio::test(start_paused = true)]
async fn a_ticket_leads_only_where_it_belongs() {
    let mock = mock().await;
    let client = client(&mock);
    let ticket = |operation: &str, id: &str| -> Ticket {
        serde_json::from_value(serde_json::json!({"operation": operation, "id": id})).unwrap()
    };
    for (operation, id, message) in [
        (
            "create_speech",
            "j1",
            "ticket: of `create_speech`, not of create_song, create_song_advanced, \
             create_instrumental, extend_song, regenerate_song",
        ),
        ("create_song", "", "ticket: its id is empty"),
    ] {
        let error = client.songs().resume(ticket(operation, id)).unwrap_err();
        assert_eq!(error.to_string(), message);
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    }
    let job = client.songs().resume(ticket("create_song", UNKNOWN));
    let error = job.unwrap().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(error.charged(), Charged::Unknown);
    assert_eq!(error.jobid(), Some(UNKNOWN));
}

#[tokio::test(start_paused = true)]
async fn dropping_a_wait_loses_nothing() {
    let mock = mock().await;
    let client = client(&mock);
    let mut job = client.songs().submit(CreateSong::new()).await.unwrap();
    for _ in 0..20 {
        let states = tokio::time::timeout(Duration::from_millis(2300), job.states().count());
        let _ = states.await;
    }
    let done = tokio::time::timeout(MINUTE, job).await.unwrap().unwrap();
    assert!(done.songs.is_some());
    assert_eq!(charges(&mock), 1);
}

#[tokio::test(start_paused = true)]
async fn a_job_that_fails_says_why_and_keeps_its_record() {
    for (reason, kind) in [
        ("no luck", ErrorKind::JobFailed),
        ("Sensitive words in the prompt", ErrorKind::Moderated),
    ] {
        let mock = mock().await;
        mock.fault(Fault::on("create_song").job_ends("failed", reason));
        let client = client(&mock);
        let failed = client.songs().create(CreateSong::new()).await.unwrap_err();
        assert_eq!(failed.kind(), kind, "{failed}");
        assert!(failed.to_string().contains(reason), "{failed}");
        assert_eq!(failed.charged(), Charged::Unknown);
        assert!(failed.ticket().is_some());
        let job = failed.typed::<Job>().unwrap();
        assert_eq!(job.status(), Some(&JobStatus::Failed));
    }
}

#[tokio::test(start_paused = true)]
async fn looks_that_fail_do_not_end_the_wait() {
    for fault in [
        Fault::on("get_job").status(503),
        Fault::on("get_job").cut(),
        Fault::on("get_job").status(429),
    ] {
        let mock = mock().await;
        mock.fault(fault.times(7));
        let done = client(&mock).songs().create(CreateSong::new()).await;
        assert!(done.unwrap().songs.is_some());
    }
}

#[tokio::test(start_paused = true)]
async fn a_look_that_cannot_succeed_ends_the_wait_with_the_way_back() {
    let mock = mock().await;
    mock.fault(Fault::on("get_job").status(401).always());
    let error = client(&mock)
        .songs()
        .create(CreateSong::new())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthorized);
    assert_eq!(error.charged(), Charged::Yes);
    assert!(error.ticket().is_some());
}

#[tokio::test(start_paused = true)]
async fn the_callers_own_reference_is_respected() {
    let mock = mock().await;
    let request = CreateSong::new().reply_ref("order-17");
    let job = client(&mock).songs().submit(request).await.unwrap();
    assert_eq!(job.ticket().reply_ref.as_deref(), Some("order-17"));
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_before_it_is_awaited() {
    let mock = mock().await;
    let client = client(&mock);
    drop(client.songs().create(CreateSong::new()));
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn without_a_server_nothing_was_charged() {
    let client = useapi::Client::builder()
        .token("t")
        .base_url("http://127.0.0.1:9")
        .options(Options::new().retry(Retry::off()))
        .build()
        .unwrap();
    let error: Error = client.songs().create(CreateSong::new()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert_eq!(error.charged(), Charged::No);
    assert!(error.to_string().ends_with("; not charged"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_webhook_ends_the_wait_before_the_next_look_and_a_look_without_one() {
    use mureka_api::webhooks::{Inbox, WebhookSecret};
    const HOUR: Duration = Duration::from_secs(3600);

    for (webhook, service_answers) in [(true, true), (true, false), (false, true)] {
        let mock = mock().await;
        let client = client(&mock);
        let secret = WebhookSecret::generate().unwrap();
        let query = format!("?token={}", secret.expose());
        let inbox = Inbox::new(secret);
        let job = client.songs().submit(CreateSong::new()).await.unwrap();
        let id = job.id().to_owned();
        let wait = job.poll_every(HOUR).deadline(2 * HOUR).listen(&inbox);
        let delivered = async {
            if !webhook {
                return;
            }
            tokio::time::sleep(Duration::from_secs(50)).await;
            let body = client.raw().get_job(&id).await.unwrap().body().clone();
            if !service_answers {
                mock.fault(Fault::on("get_job").status(503).always());
            }
            inbox.receive(&query, &body).unwrap();
        };
        let begun = Instant::now();
        let (done, ()) = tokio::join!(wait.into_future(), delivered);
        assert!(done.unwrap().songs.is_some());
        let waited = begun.elapsed();
        assert_eq!(waited < 2 * MINUTE, webhook, "{waited:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_song_that_the_account_cannot_pay_for_is_not_submitted() {
    let mock = MockServer::builder()
        .no_accounts()
        .account_with_credits("123", 5)
        .start()
        .await
        .unwrap();
    let client = client(&mock);
    let request = || CreateSong::new().account("123").model(Model::V9);
    let error = client
        .songs()
        .create(request())
        .check_credits()
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "create_song: V9 needs 12 credits, account 123 has 5; not charged; use another account, or buy credits"
    );
    assert_eq!(charges(&mock), 0);
    // Nobody knows what a model costs that the profile does not list.
    let unlisted = CreateSong::new().account("123").model("V7.5");
    assert!(
        client
            .songs()
            .create(unlisted)
            .check_credits()
            .await
            .is_ok()
    );
}
