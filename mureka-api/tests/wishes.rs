//! What people who call these APIs wish for, most wanted first: one test a wish.
//!
//! Each test shows that a wish is granted, from the outside and in a few lines; the tests beside
//! this one have the details. Time stands still: only waits move it. One interface over both
//! services and a command line are wishes too, and not of this crate.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::StreamExt;
use mureka_api::cloudsway;
use mureka_api::useapi::types::{
    CreateSong, CreateSongAdvanced, CreateSpeech, JobStatus, Model, MusicResult,
};
use mureka_api::useapi::{Client, operations};
use mureka_api::webhooks::{Inbox, WebhookSecret, status};
use mureka_api::{
    Attempt, Charged, Done, Error, ErrorKind, Hook, Options, Outcome, Retry, credits,
};
use mureka_mock::{Fault, MockServer};
use serde_json::{Value, json};
use tokio::time::{Instant, timeout};

const JOB: Duration = Duration::from_secs(45);

async fn mock() -> MockServer {
    let builder = MockServer::builder().generation_time(JOB);
    builder.start().await.unwrap()
}

fn client(mock: &MockServer) -> Client {
    let builder = Client::builder().token("user:1-test");
    builder.base_url(mock.base_url()).seed(7).build().unwrap()
}

fn song() -> CreateSong {
    CreateSong::new().prompt("Silly song about Santa")
}

#[tokio::test(start_paused = true)]
async fn wish_1_one_type_from_submission_to_result_with_deadline_and_a_handle_that_outlives_a_crash()
 {
    let mock = mock().await;
    let client = client(&mock);

    // Answered at once with a job, or after a while with the songs: the same type.
    for background in [true, false] {
        let request = song().async_(background);
        let done: Result<Done<MusicResult>, Error> = client.songs().create(request).await;
        assert_eq!(done.unwrap().songs.as_ref().unwrap().len(), 2);
    }

    // A deadline ends the wait and not the job.
    let begun = Instant::now();
    let waited = client.songs().create(song());
    let error = waited.deadline(Duration::from_secs(20)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Deadline);
    assert!(begun.elapsed() < Duration::from_secs(30));
    let ticket = error.ticket().unwrap().clone();
    assert!(client.songs().resume(ticket).unwrap().await.is_ok());

    // Neither does giving up.
    let mut job = client.songs().submit(song()).await.unwrap();
    let states = job.states().count();
    assert!(timeout(Duration::from_secs(7), states).await.is_err());

    // What was written down is enough for another process.
    let saved = serde_json::to_string(job.ticket()).unwrap();
    drop((job, client));
    let client = self::client(&mock);
    let ticket = serde_json::from_str(&saved).unwrap();
    let done = client.songs().resume(ticket).unwrap().await.unwrap();
    assert!(done.songs.is_some());
    assert_eq!(mock.ledger().total, 4);
}

#[tokio::test(start_paused = true)]
async fn wish_2_one_error_type_tells_every_shape_apart_and_says_whether_it_was_charged() {
    use Charged::{No, Unknown};
    use ErrorKind::{
        AccountBroken, Expired, Forbidden, Moderated, NoCredits, NotReady, PlanTooLow, RateLimited,
        Server, SlotsFull, Unauthorized,
    };
    let slots = "Generate multiple task exceed limit. (6323)";
    for (status, body, kind, charged) in [
        (401, json!({"error": "Unauthorized"}), Unauthorized, No),
        (402, json!({"error": "Payment Required"}), NoCredits, No),
        (
            412,
            json!({"error": "balance is not enough"}),
            NoCredits,
            No,
        ),
        (403, json!({"error": "Forbidden"}), Forbidden, No),
        (
            403,
            json!({"error": "low vip level (6335)"}),
            PlanTooLow,
            No,
        ),
        (409, json!({"error": "not ready"}), NotReady, No),
        (400, json!({"error": "gone", "code": 597}), Expired, No),
        (
            400,
            json!({"error": "Sensitive words in the prompt"}),
            Moderated,
            No,
        ),
        (
            429,
            json!({"code": 9008, "msg": "Too frequently"}),
            RateLimited,
            No,
        ),
        (429, json!({"error": slots}), SlotsFull, No),
        (
            596,
            json!({"error": "-", "code": "REFRESH_FAILED"}),
            AccountBroken,
            No,
        ),
        (503, json!({"error": "Unavailable"}), Server, Unknown),
    ] {
        let mock = mock().await;
        mock.fault(Fault::on("create_song").status(status).body(body.clone()));
        let once = client(&mock).with(Options::new().retry(Retry::off()));
        let error: Error = once.songs().create(song()).await.unwrap_err();

        assert_eq!((error.kind(), error.charged()), (kind, charged), "{body}");
        // All that came is still there, and so is who said it.
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(error.decode::<Value>().unwrap(), body);
        assert_eq!(error.operation().unwrap().id, "create_song");
        let line = error.to_string();
        assert!(line.starts_with("create_song: "), "{line}");
        assert!(line.contains(&charged.to_string()), "{line}");
    }

    // The other service says no inside a 200.
    let mock = mock().await;
    mock.fault(Fault::on("generate_song").code(1001));
    let builder = cloudsway::Client::builder().api_key("key").endpoint("e");
    let other = builder.base_url(mock.base_url()).build().unwrap();
    let request = cloudsway::types::GenerateSong::new("La");
    let error: Error = other.songs().generate(request).await.unwrap_err();
    assert_eq!((error.kind(), error.charged()), (ErrorKind::Api, No));
    assert_eq!(error.code(), Some("1001"));
}

#[tokio::test(start_paused = true)]
async fn wish_3_a_paid_call_is_sent_again_only_if_it_surely_was_not_accepted() {
    let on = || Fault::on("create_song");
    for (what, fault, songs, sent) in [
        ("slots full", on().status(429).example("slots_full"), 1, 2),
        ("login renewed", renewing(), 1, 2),
        ("accepted, no answer", on().after().cut(), 1, 1),
        ("accepted, half an answer", on().truncate(20), 1, 1),
        ("accepted, 503", on().after().status(503), 1, 1),
        ("lost on the way", on().cut(), 0, 1),
        ("503", on().status(503), 0, 1),
    ] {
        let mock = mock().await;
        mock.fault(fault);
        let result = client(&mock).songs().create(song()).await;

        let calls = mock.requests();
        let creates = calls
            .iter()
            .filter(|call| call.operation.as_deref() == Some("create_song"));
        assert_eq!(creates.count(), sent, "{what}");
        assert_eq!(mock.ledger().times("create_song"), songs, "{what}");
        match result {
            // Found among the running jobs where no answer told of it.
            Ok(done) => assert_eq!(
                (done.songs.as_ref().unwrap().len(), songs),
                (2, 1),
                "{what}"
            ),
            Err(error) => assert_eq!((error.charged(), songs), (Charged::Unknown, 0), "{what}"),
        }
    }
}

fn renewing() -> Fault {
    let fault = Fault::on("create_song").status(596);
    fault.code("REFRESH_IN_PROGRESS")
}

/// Counts refusals.
#[derive(Clone, Default)]
struct Refusals(Arc<Mutex<u32>>);

impl Hook for Refusals {
    fn after(&self, _: &Attempt<'_>, outcome: &Outcome<'_>) {
        let refused = outcome.status.is_some_and(|status| status == 429);
        *self.0.lock().unwrap() += u32::from(refused);
    }
}

#[tokio::test(start_paused = true)]
async fn wish_4_calls_keep_to_the_pace_of_each_account_and_find_one_that_works() {
    let mock = MockServer::builder()
        .account_with_credits("rich", 5000)
        .account_with_credits("poor", 0)
        .account_with_credits("well off", 5000)
        .generation_time(JOB)
        .start()
        .await
        .unwrap();
    let refusals = Refusals::default();
    let builder = Client::builder()
        .token("user:1-test")
        .hook(refusals.clone());
    let client = builder.base_url(mock.base_url()).build().unwrap();

    // More than there are slots.
    let results = client.pool().run((0..30).map(|_| song())).await;
    for result in results {
        let done = result.unwrap();
        assert_ne!(done.ticket().account.as_deref(), Some("poor"));
    }
    assert_eq!(*refusals.0.lock().unwrap(), 0);
    for account in ["rich", "well off"] {
        let ledger = mock.ledger();
        let of_account = |charge: &&mureka_mock::Charge| charge.account.as_deref() == Some(account);
        let songs = ledger.charges.iter().filter(of_account).count();
        assert!((14..=16).contains(&songs), "{account}: {songs}");
    }
}

#[tokio::test(start_paused = true)]
async fn wish_5_what_the_services_add_tomorrow_is_read_kept_and_written_back() {
    let mock = mock().await;
    let client = client(&mock);
    let jobid = "j0121061456745673364t-u777-a12345678901234-bot:mureka";
    let tomorrow = json!({
        "jobid": jobid,
        "jobType": "music",
        "verb": "music/remix",
        "status": "polishing",
        "mood_ring": {"colour": "teal"},
        "response": {"feed_id": 998_877_665_544_332_211_u64, "songs": [
            {"song_id": 5, "model": "V12", "version": "1...1", "title": null},
            {"song_id": "user:1-mureka:2-song:5", "loudness": -14.5},
        ]},
    });
    let answer = |body: &Value| Fault::on("get_job").status(200).body(body.clone());
    mock.fault(answer(&tomorrow));
    let job = client.jobs().get(jobid).await.unwrap();
    assert_eq!(serde_json::to_value(&job).unwrap(), tomorrow);
    assert_eq!(job.status(), Some(&JobStatus::Other("polishing".into())));
    // And a model can be asked for before this version knows it.
    let request = serde_json::to_value(song().model(Model::from("V12"))).unwrap();
    assert_eq!(request["model"], "V12");

    // What cannot be read says where, and is not lost.
    let mut odd = tomorrow;
    odd["response"]["songs"][1]["song_id"] = json!(["neither", "nor"]);
    mock.fault(answer(&odd));
    let error = client.jobs().get(jobid).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.path(), Some("response.songs[1].song_id"));
    assert_eq!(error.decode::<Value>().unwrap(), odd);
}

#[tokio::test(start_paused = true)]
async fn wish_6_webhooks_are_checked_read_told_once_and_looked_up() {
    let mock = mock().await;
    let client = client(&mock);
    let secret = WebhookSecret::generate().unwrap();
    let url = secret.url("https://me.example/hook").unwrap();
    let inbox = Inbox::new(secret);

    let job = client.songs().submit(song()).await.unwrap();
    let forged = json!({"jobid": job.id(), "jobType": "music", "status": "completed"});
    let forged = serde_json::to_vec(&forged).unwrap();

    // Without the secret it is nobody's word.
    let refused = inbox.receive("https://me.example/hook?token=guessed", &forged);
    assert_eq!(status(&refused), 401);
    // With it, typed; and the second time known as a repeat.
    let first = inbox.receive(url.expose(), &forged).unwrap();
    assert_eq!(first.event().status(), Some(&JobStatus::Completed));
    assert!(first.is_new());
    let again = inbox.receive(url.expose(), &forged);
    assert_eq!(status(&again), 200);
    assert!(again.unwrap().is_repeated());
    // What is true, the service says: the job still runs.
    let truth = first.event().refetch(&client).await.unwrap();
    assert_eq!(truth.status(), Some(&JobStatus::Created));

    // The same handle waits for either.
    let hour = Duration::from_secs(3600);
    mock.advance(JOB);
    let begun = Instant::now();
    let done = job.poll_every(hour).deadline(2 * hour).listen(&inbox).await;
    assert!(done.unwrap().songs.is_some());
    assert!(begun.elapsed() < hour);
}

#[tokio::test]
async fn wish_7_files_stream_to_disk_go_on_where_they_broke_off_and_have_safe_names() {
    let mock = MockServer::start().await.unwrap();
    let client = client(&mock);
    let folder = tempfile::tempdir().unwrap();
    let link = format!("{}/_mock/media/song.mp3?bytes=300000", mock.base_url());

    // Broken in the middle, and gone on with.
    mock.fault(Fault::on("media").truncate(100_000));
    let download = client.download(&link).title("../../Santa: \"Silly\"?");
    let saved = download.save_in(folder.path()).await.unwrap();
    assert_eq!(saved.path.parent(), Some(folder.path()));
    assert_eq!(std::fs::metadata(&saved.path).unwrap().len(), 300_000);
    let left = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 1, "no .part is left");

    // What is there is not replaced unasked.
    let again = client.download(&link).save_as(&saved.path).await;
    assert_eq!(again.unwrap_err().kind(), ErrorKind::File);

    // The token went nowhere but to the API.
    assert!(
        mock.requests()
            .iter()
            .all(|call| call.header("authorization").is_none())
    );
}

#[tokio::test(start_paused = true)]
async fn wish_8_what_the_docs_forbid_or_the_account_cannot_pay_is_said_before_the_call() {
    let mock = MockServer::builder()
        .account_with_credits("1", 5)
        .start()
        .await
        .unwrap();
    let client = client(&mock);

    // All that is wrong, at once.
    let request = CreateSongAdvanced::new("la".repeat(2656))
        .desc("A waltz")
        .ref_id(5);
    let error = client.songs().create_advanced(request).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(error.charged(), Charged::No);
    assert_eq!(
        error.to_string(),
        "create_song_advanced: not sent, 2 problems: lyrics: 5312 characters, at most 5000 are allowed; \
         desc: not together with ref_id"
    );
    let neither = CreateSpeech::new();
    assert!(client.speech().create(neither).await.is_err());
    assert!(mock.requests().is_empty());

    // The service may know better than the docs.
    let unchecked = client.with(Options::new().checks(false));
    let long = CreateSong::new().prompt("x".repeat(3001));
    let error = unchecked.songs().create(long).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400);

    let create = &operations::CREATE_SONG;
    let estimate = credits::check(client.raw(), create, None, Some(&Model::V9)).await;
    let error = estimate.unwrap_err();
    assert_eq!(
        (error.kind(), error.charged()),
        (ErrorKind::NoCredits, Charged::No)
    );
    assert_eq!(mock.ledger().total, 0);
}
