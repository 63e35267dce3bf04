//! From the request to the receiver, over the wire.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::Uri;
use axum::routing::post;
use mureka_api::useapi::Client;
use mureka_api::useapi::types::{
    CreateSong, CreateSongResponse, CreateSpeech, CreateSpeechResponse, Job, JobStatus,
};
use mureka_api::webhooks::{Event, Inbox, Subscription, WebhookSecret, status};
use mureka_api::{ErrorKind, Secret, StatusCode};
use mureka_mock::{Fault, MockServer, Outcome};
use tokio::net::TcpListener;

use crate::state;
use crate::support::{Server, json};

/// How long the mock takes for a song.
const GENERATION: Duration = Duration::from_secs(2);

/// A receiver on the wire, the mock that posts to it, and a client.
struct World {
    mock: MockServer,
    client: Client,
    inbox: Inbox,
    url: Secret,
}

#[derive(Clone)]
struct Receiver {
    inbox: Inbox,
    /// What it answers instead of what it should, one after the other.
    answers: Arc<Mutex<VecDeque<u16>>>,
}

async fn hook(State(receiver): State<Receiver>, uri: Uri, body: Bytes) -> StatusCode {
    let due = status(&receiver.inbox.receive(&uri.to_string(), &body));
    let other = receiver.answers.lock().unwrap().pop_front();
    other.map_or(due, |other| StatusCode::from_u16(other).unwrap())
}

async fn world(answers: &[u16]) -> World {
    let mock = MockServer::builder().limits(false).start().await.unwrap();
    let client = Client::builder()
        .token("any")
        .base_url(mock.base_url())
        .build()
        .unwrap();
    let secret = WebhookSecret::generate().unwrap();
    let inbox = Inbox::new(secret.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}/hook?from=mock", listener.local_addr().unwrap());
    let receiver = Receiver {
        inbox: inbox.clone(),
        answers: Arc::new(Mutex::new(answers.iter().copied().collect())),
    };
    let router = Router::new()
        .route("/hook", post(hook))
        .with_state(receiver);
    tokio::spawn(async move { axum::serve(listener, router).await });
    World {
        mock,
        client,
        inbox,
        url: secret.url(&base).unwrap(),
    }
}

impl World {
    /// Submits a song, and gives the id of its job.
    async fn submit(&self) -> String {
        let request = CreateSong::new()
            .prompt("Rain")
            .async_(true)
            .reply_url(self.url.clone())
            .reply_ref("r1");
        match self
            .client
            .raw()
            .create_song(&request)
            .await
            .unwrap()
            .into_inner()
        {
            CreateSongResponse::Created(job) => job.jobid().unwrap().to_owned(),
            other => panic!("{other:?}"),
        }
    }

    /// How often each report was tried, once none is under way.
    async fn tries(&self) -> Vec<u32> {
        self.mock.webhooks_settled().await;
        let reports = self.mock.webhooks();
        let taken = Outcome::Delivered { status: 200 };
        assert!(
            reports.iter().all(|one| one.outcome == taken),
            "{reports:?}"
        );
        reports.iter().map(|one| one.tries).collect()
    }
}

async fn all(mut job: Subscription) -> Vec<Event> {
    let mut events = Vec::new();
    while let Some(event) = job.next().await {
        events.push(event);
    }
    events
}

fn states(events: &[Event]) -> Vec<String> {
    events.iter().map(state).collect()
}

#[tokio::test(start_paused = true)]
async fn a_song_is_reported_from_its_start_to_its_end() {
    let world = world(&[]).await;
    let jobid = world.submit().await;
    let events = all(world.inbox.subscribe(&jobid)).await;
    assert_eq!(states(&events), ["created", "completed"]);
    let last = &events[1];
    assert_eq!(
        (last.jobid(), last.reply_ref()),
        (jobid.as_str(), Some("r1"))
    );
    let Job::Music(job) = last.job() else {
        panic!("{last:?}");
    };
    let songs = job.response.as_ref().unwrap().songs.as_ref().unwrap();
    assert!(songs.iter().all(|song| song.mp3_url.is_some()));
    assert_eq!(last.refetch(&world.client).await.unwrap(), *last.job());
    assert_eq!(world.tries().await, [1, 1]);
}

#[tokio::test(start_paused = true)]
async fn a_speech_is_reported_too() {
    let world = world(&[]).await;
    let request = CreateSpeech::new()
        .text("Hello")
        .voice_id(1)
        .async_(true)
        .reply_url(world.url.clone());
    let answer = world
        .client
        .raw()
        .create_speech(&request)
        .await
        .unwrap()
        .into_inner();
    let CreateSpeechResponse::Created(job) = answer else {
        panic!("{answer:?}");
    };
    let events = all(world.inbox.subscribe(job.jobid().unwrap())).await;
    assert_eq!(states(&events), ["created", "completed"]);
    assert!(matches!(events[1].job(), Job::Tts(job) if job.response.is_some()));
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_reported_with_its_reason() {
    let world = world(&[]).await;
    world
        .mock
        .fault(Fault::on("create_song").job_ends("failed", "Not today"));
    let jobid = world.submit().await;
    let event = world.inbox.subscribe(&jobid).finished().await.unwrap();
    assert_eq!(event.status(), Some(&JobStatus::Failed));
    assert_eq!(event.job().error(), Some("Not today"));
}

#[tokio::test(start_paused = true)]
async fn who_subscribes_after_everything_was_posted_gets_it_all() {
    let world = world(&[]).await;
    let jobid = world.submit().await;
    tokio::time::sleep(2 * GENERATION).await;
    assert_eq!(world.tries().await, [1, 1]);
    let events = all(world.inbox.subscribe(&jobid)).await;
    assert_eq!(states(&events), ["created", "completed"]);
}

#[tokio::test(start_paused = true)]
async fn what_is_delivered_again_is_told_once() {
    // The receiver took them, but its answers said otherwise.
    let world = world(&[500, 200, 503, 404, 200]).await;
    let mut told = world.inbox.events();
    let jobid = world.submit().await;
    let events = all(world.inbox.subscribe(&jobid)).await;
    assert_eq!(states(&events), ["created", "completed"]);
    assert_eq!(world.tries().await, [2, 3]);
    let World { mock, inbox, .. } = world;
    for expected in ["created", "completed"] {
        assert_eq!(state(&told.next().await.unwrap()), expected);
    }
    // Nothing else waits there.
    let more = tokio::time::timeout(Duration::from_secs(60), told.next()).await;
    assert!(more.is_err(), "{more:?}");
    drop((mock, inbox));
}

#[tokio::test(start_paused = true)]
async fn a_job_whose_answer_was_lost_is_told_by_its_reference() {
    let world = world(&[]).await;
    let mut told = world.inbox.events();
    world.mock.fault(Fault::on("create_song").after().cut());
    let request = CreateSong::new()
        .prompt("Rain")
        .async_(true)
        .reply_url(world.url.clone())
        .reply_ref("r1");
    assert!(world.client.raw().create_song(&request).await.is_err());
    let event = told.next().await.unwrap();
    assert_eq!(event.reply_ref(), Some("r1"));
    assert_eq!(event.jobid(), world.mock.jobs()[0].id);
}

#[tokio::test(start_paused = true)]
async fn without_the_secret_nothing_is_taken() {
    let world = world(&[]).await;
    let http = mureka_api::reqwest::Client::new();
    let body = r#"{"jobid": "j1", "jobType": "music", "status": "completed"}"#;
    let (bare, _) = world.url.expose().split_once("&token=").unwrap();
    for (url, answer) in [
        (bare.to_owned(), 401),
        (format!("{bare}&token="), 401),
        (format!("{bare}&token={}", "0".repeat(64)), 401),
        (world.url.expose().to_owned(), 200),
    ] {
        let told = http.post(url).body(body).send().await.unwrap();
        assert_eq!(told.status(), answer);
    }
    assert_eq!(all(world.inbox.subscribe("j1")).await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_forged_end_is_shown_up_by_the_service() {
    let world = world(&[]).await;
    world.mock.fault(Fault::on("create_song").job_stuck());
    let jobid = world.submit().await;
    let forge = |jobid: &str| {
        let body = crate::body(jobid, "completed");
        let received = world.inbox.receive(world.url.expose(), body.as_bytes());
        received.unwrap().into_event()
    };
    // Of a job that runs,
    let job = forge(&jobid).refetch(&world.client).await.unwrap();
    assert_eq!(job.status(), Some(&JobStatus::Created));
    // and of one that there is not.
    let error = forge("j0121061432017475905m-u777-a1-bot:mureka")
        .refetch(&world.client)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(world.mock.ledger().times("get_job"), 0, "looking is free");
}

#[tokio::test]
async fn a_look_that_brings_another_job_is_an_error() {
    let event = Event::parse(crate::body("j1", "completed").as_bytes()).unwrap();
    for (answer, good) in [("j1", true), ("j2", false)] {
        let server = Server::answering(json(200, &crate::body(answer, "completed"))).await;
        let client = Client::builder()
            .token("any")
            .base_url(&server.url)
            .build()
            .unwrap();
        let looked = event.refetch(&client).await;
        let line = server.only().await.line().to_owned();
        assert_eq!(line, "GET /v1/mureka/jobs/j1 HTTP/1.1");
        assert_eq!(looked.is_ok(), good);
        if let Err(error) = looked {
            let message = "get_job: asked for job j1, another one came";
            assert_eq!(error.to_string(), message);
        }
    }
}
