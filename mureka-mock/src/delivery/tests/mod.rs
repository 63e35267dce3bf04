//! What receivers see of the deliveries, and what the log tells of them.

#![allow(clippy::unwrap_used, reason = "all of it is test code")]

mod receiver;

use std::future::Future;
use std::net::SocketAddr;
use std::time::SystemTime;

use serde_json::json;
use tokio::net::TcpListener;

use super::*;
use receiver::{Reaction, Receiver};

/// Deliveries that lose no time, to receivers that answer if they ever do.
fn quick(tries: u32) -> Deliveries {
    within(Duration::from_secs(10), tries)
}

/// The same to receivers of which some never answer.
fn impatient(tries: u32) -> Deliveries {
    within(Duration::from_millis(500), tries)
}

fn within(timeout: Duration, tries: u32) -> Deliveries {
    with(Settings {
        tries,
        gap: Duration::from_millis(1),
        timeout,
        anywhere: false,
    })
}

fn with(settings: Settings) -> Deliveries {
    Deliveries::new(settings, Arc::new(Clock::at(SystemTime::now())))
}

fn body(status: &str) -> Vec<u8> {
    json!({"status": status}).to_string().into_bytes()
}

/// Waits for something that is to come, but not for ever.
#[track_caller]
fn until(condition: impl Fn() -> bool) -> impl Future<Output = ()> {
    let caller = std::panic::Location::caller();
    async move {
        let wait = async {
            while !condition() {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        let waited = tokio::time::timeout(Duration::from_secs(20), wait).await;
        assert!(waited.is_ok(), "never true: {caller}");
    }
}

/// The log when nothing is pending any more.
async fn ended(deliveries: &Deliveries) -> Vec<Delivery> {
    let pending = |delivery: &Delivery| delivery.outcome == Outcome::Pending;
    until(|| !deliveries.log().iter().any(pending)).await;
    deliveries.log()
}

fn reason(delivery: &Delivery) -> &str {
    match &delivery.outcome {
        Outcome::Failed { reason } => reason,
        other => panic!("{other:?}"),
    }
}

/// A port that nobody listens on.
async fn closed() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap()
}

#[tokio::test]
async fn a_webhook_is_a_post_of_json() {
    let receiver = Receiver::new(&[Reaction::Answer(200)]).await;
    let deliveries = quick(1);
    let url = format!("http://{}?key=a%20b#top", receiver.address);
    deliveries.send("j1", &url, body("created"));
    ended(&deliveries).await;
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        receiver.posts(),
        [format!(
            "POST /?key=a%20b HTTP/1.1\r\nhost: {}\r\nuser-agent: mureka-mock/{version}\r\n\
             content-type: application/json\r\nconnection: close\r\ncontent-length: 20\r\n\r\n\
             {{\"status\":\"created\"}}",
            receiver.address
        )]
    );
}

#[tokio::test]
async fn a_status_of_2xx_is_a_delivery() {
    for status in [200, 201, 204, 299] {
        let receiver = Receiver::new(&[Reaction::Answer(status)]).await;
        let deliveries = quick(4);
        deliveries.send("j1", &receiver.url(), body("created"));
        let log = ended(&deliveries).await;
        assert_eq!(log[0].outcome, Outcome::Delivered { status });
        assert_eq!((log[0].tries, receiver.all()), (1, 1));
        assert_eq!(log[0].job, "j1");
        assert_eq!(log[0].url, receiver.url());
        assert_eq!(log[0].body, json!({"status": "created"}));
    }
}

#[tokio::test]
async fn localhost_is_this_machine() {
    let receiver = Receiver::new(&[Reaction::Answer(200)]).await;
    let deliveries = quick(1);
    let url = format!("http://localhost:{}/", receiver.address.port());
    deliveries.send("j1", &url, body("created"));
    let log = ended(&deliveries).await;
    assert_eq!(log[0].outcome, Outcome::Delivered { status: 200 });
}

#[tokio::test]
async fn what_fails_is_tried_again() {
    let receiver = Receiver::new(&[
        Reaction::Answer(500),
        Reaction::Cut,
        Reaction::Hang,
        Reaction::Answer(404),
        Reaction::Answer(200),
    ])
    .await;
    let deliveries = impatient(5);
    deliveries.send("j1", &receiver.url(), body("created"));
    let log = ended(&deliveries).await;
    assert_eq!(log[0].outcome, Outcome::Delivered { status: 200 });
    assert_eq!((log[0].tries, receiver.all()), (5, 5));
    assert_eq!(receiver.bodies(), vec![json!({"status": "created"}); 5]);
}

#[tokio::test]
async fn after_the_last_try_it_is_given_up_with_the_reason() {
    let elsewhere = Receiver::new(&[Reaction::Answer(200)]).await;
    for (reaction, expected) in [
        (Reaction::Answer(500), "answered 500, 2xx is expected"),
        (Reaction::Answer(410), "answered 410, 2xx is expected"),
        (
            Reaction::Redirect(elsewhere.address),
            "answered 307, redirects are not followed",
        ),
        (Reaction::Cut, "no answer: "),
        (Reaction::Hang, "no answer within 500ms"),
        (Reaction::TrickleHead, "no answer within 500ms"),
    ] {
        let receiver = Receiver::new(&[reaction]).await;
        let deliveries = impatient(2);
        deliveries.send("j1", &receiver.url(), body("created"));
        let log = ended(&deliveries).await;
        assert!(reason(&log[0]).starts_with(expected), "{log:?}");
        assert_eq!((log[0].tries, receiver.all()), (2, 2), "{reaction:?}");
        until(|| receiver.open() == 0).await;
    }
    assert_eq!(elsewhere.all(), 0);
}

#[tokio::test]
async fn a_receiver_that_is_not_there_is_tried_as_often() {
    let deliveries = quick(3);
    deliveries.send(
        "j1",
        &format!("http://{}/", closed().await),
        body("created"),
    );
    let log = ended(&deliveries).await;
    assert!(reason(&log[0]).starts_with("not reached: "), "{log:?}");
    assert_eq!(log[0].tries, 3);
}

#[test]
fn pauses_double() {
    let settings = Settings::default();
    assert_eq!(settings.tries, 4);
    for (after, seconds) in [(1, 1), (2, 2), (3, 4), (10, 512)] {
        assert_eq!(settings.pause(after), Duration::from_secs(seconds));
    }
    let longest = settings.gap.saturating_mul(u32::MAX);
    assert_eq!(settings.pause(33), longest);
    assert_eq!(settings.pause(u32::MAX), longest);
}

#[tokio::test(start_paused = true)]
async fn between_tries_there_is_a_pause() {
    let deliveries = with(Settings::default());
    let start = tokio::time::Instant::now();
    deliveries.send(
        "j1",
        &format!("http://{}/", closed().await),
        body("created"),
    );
    ended(&deliveries).await;
    assert_eq!(start.elapsed().as_secs(), 1 + 2 + 4);
}

#[tokio::test]
async fn the_posts_of_a_job_keep_their_order() {
    let receiver =
        Receiver::new(&[Reaction::Answer(500), Reaction::Cut, Reaction::Answer(200)]).await;
    let deliveries = quick(3);
    deliveries.send("j1", &receiver.url(), body("created"));
    deliveries.send("j1", &receiver.url(), body("completed"));
    let log = ended(&deliveries).await;
    assert_eq!((log[0].tries, log[1].tries), (3, 1));
    let statuses = ["created", "created", "created", "completed"];
    assert_eq!(
        receiver.bodies(),
        statuses.map(|status| json!({"status": status}))
    );
}

#[tokio::test]
async fn a_post_that_fails_does_not_keep_back_the_next_of_its_job() {
    let receiver = Receiver::new(&[Reaction::Answer(500), Reaction::Answer(200)]).await;
    let deliveries = quick(1);
    deliveries.send("j1", &receiver.url(), body("created"));
    deliveries.send("j1", &receiver.url(), body("completed"));
    let log = ended(&deliveries).await;
    assert_eq!(reason(&log[0]), "answered 500, 2xx is expected");
    assert_eq!(log[1].outcome, Outcome::Delivered { status: 200 });
}

#[tokio::test]
async fn jobs_do_not_wait_for_each_other() {
    let slow = Receiver::new(&[Reaction::Hang]).await;
    let fast = Receiver::new(&[Reaction::Answer(200)]).await;
    let deliveries = quick(1);
    deliveries.send("j1", &slow.url(), body("created"));
    deliveries.send("j2", &fast.url(), body("created"));
    until(|| deliveries.log()[1].outcome == Outcome::Delivered { status: 200 }).await;
    assert_eq!(deliveries.log()[0].outcome, Outcome::Pending);
}

#[tokio::test]
async fn what_must_not_be_posted_to_is_refused_at_once_and_sees_no_packet() {
    let receiver = Receiver::new(&[Reaction::Answer(200)]).await;
    let port = receiver.address.port();
    let deliveries = quick(4);
    let urls = [
        format!("https://127.0.0.1:{port}/"),
        // On most systems a way to this machine, but not one of those that are allowed.
        format!("http://0.0.0.0:{port}/"),
        format!("http://user:pass@127.0.0.1:{port}/"),
        format!("127.0.0.1:{port}"),
    ];
    for url in &urls {
        deliveries.send("j1", url, body("created"));
    }
    let log = deliveries.log();
    for (delivery, expected) in log.iter().zip([
        "https is not spoken by the mock; give replyUrl as http",
        "replyUrl: host 0.0.0.0, only this machine",
        "replyUrl: has a user or a password",
        "replyUrl: not a URL",
    ]) {
        assert!(reason(delivery).starts_with(expected), "{delivery:?}");
        assert_eq!(delivery.tries, 0);
    }
    // Whatever was on its way before this one would have come.
    deliveries.send("j1", &receiver.url(), body("created"));
    assert_eq!(ended(&deliveries).await.len(), urls.len() + 1);
    assert_eq!(receiver.all(), 1);
}

#[tokio::test]
async fn any_machine_may_be_posted_to_where_the_settings_say_so() {
    let receiver = Receiver::new(&[Reaction::Answer(200)]).await;
    let deliveries = with(Settings {
        anywhere: true,
        ..Settings::default()
    });
    let url = format!("http://0.0.0.0:{}/", receiver.address.port());
    deliveries.send("j1", &url, body("created"));
    let log = ended(&deliveries).await;
    assert_eq!(log[0].outcome, Outcome::Delivered { status: 200 });
}

#[tokio::test]
async fn at_most_64_are_delivered_at_a_time() {
    let receiver = Receiver::new(&[Reaction::Hang]).await;
    let deliveries = quick(1);
    for number in 0..100 {
        deliveries.send(&format!("j{number}"), &receiver.url(), body("created"));
    }
    until(|| receiver.posts().len() == 64).await;
    let tried = |delivery: &&Delivery| delivery.tries > 0;
    let running = deliveries.log().iter().filter(tried).count();
    assert_eq!(running, 64);
    receiver.let_go();
    let delivered = |delivery: &&Delivery| delivery.outcome == Outcome::Delivered { status: 200 };
    let log = ended(&deliveries).await;
    assert_eq!(log.iter().filter(delivered).count(), 100 - 64);
}

#[tokio::test]
async fn what_the_queue_does_not_hold_is_dropped_with_the_reason() {
    let receiver = Receiver::new(&[Reaction::Answer(200)]).await;
    let deliveries = quick(1);
    // Nothing is delivered meanwhile: the test does not wait in between.
    for number in 0..=queue::RUNNING + queue::WAITING {
        deliveries.send(&format!("j{number}"), &receiver.url(), body("created"));
    }
    let log = deliveries.log();
    let (last, others) = log.split_last().unwrap();
    assert_eq!(
        reason(last),
        "dropped: 1000 deliveries are waiting, no more are taken"
    );
    assert!(
        others
            .iter()
            .all(|delivery| delivery.outcome == Outcome::Pending)
    );
    ended(&deliveries).await;
    until(|| receiver.posts().len() == queue::RUNNING + queue::WAITING).await;
}

#[tokio::test]
async fn an_answer_that_never_ends_is_a_delivery_and_its_connection_is_closed() {
    for (reaction, deliveries) in [
        (Reaction::CutBody, quick(2)),
        (Reaction::Trickle, impatient(2)),
        // Long before the timeout: so much is not read.
        (Reaction::Flood, within(Duration::from_secs(3600), 2)),
    ] {
        let receiver = Receiver::new(&[reaction]).await;
        deliveries.send("j1", &receiver.url(), body("created"));
        deliveries.send("j1", &receiver.url(), body("completed"));
        for delivery in ended(&deliveries).await {
            assert_eq!(delivery.outcome, Outcome::Delivered { status: 200 });
            assert_eq!(delivery.tries, 1, "{reaction:?}");
        }
        until(|| receiver.open() == 0).await;
        assert_eq!(receiver.all(), 2, "{reaction:?}");
    }
}

#[tokio::test]
async fn those_who_deliver_end_with_their_work() {
    let receiver = Receiver::new(&[Reaction::Answer(200)]).await;
    let deliveries = quick(1);
    for number in 0..300 {
        deliveries.send(&format!("j{number}"), &receiver.url(), body("created"));
        if number % 10 == 0 {
            ended(&deliveries).await;
        }
    }
    ended(&deliveries).await;
    deliveries.send("last", &receiver.url(), body("created"));
    let workers = lock(&deliveries.inner.workers).len();
    assert!(workers <= queue::RUNNING + 1, "{workers}");
}

#[tokio::test]
async fn dropping_the_last_clone_ends_what_is_under_way() {
    let receiver = Receiver::new(&[Reaction::Hang]).await;
    let deliveries = quick(4);
    let clone = deliveries.clone();
    deliveries.send("j1", &receiver.url(), body("created"));
    drop(deliveries);
    until(|| receiver.posts().len() == 1).await;
    assert_eq!(clone.log()[0].outcome, Outcome::Pending);
    drop(clone);
    until(|| receiver.open() == 0).await;
    assert_eq!(receiver.all(), 1);
}

#[test]
fn without_a_runtime_a_delivery_fails_and_nothing_else() {
    let deliveries = quick(1);
    deliveries.send("j1", "http://127.0.0.1:1/", body("created"));
    assert!(!reason(&deliveries.log()[0]).is_empty());
}

#[tokio::test]
async fn no_secret_of_an_address_is_shown() {
    let deliveries = quick(1);
    let address = closed().await;
    for url in [
        format!("http://{address}/hook?SECRET"),
        format!("http://user:SECRET@{address}/"),
        format!("https://{address}/?SECRET"),
        "http://a b/?SECRET".to_owned(),
        format!("http://SECRET@[{address}/"),
    ] {
        deliveries.send(
            "j1",
            &url,
            json!({"replyUrl": url}).to_string().into_bytes(),
        );
    }
    let log = ended(&deliveries).await;
    let written = serde_json::to_string(&log).unwrap();
    assert!(!format!("{log:?}{deliveries:?}{written}").contains("SECRET"));
    assert_eq!(log[0].url, format!("http://{address}/hook?…"));
}
