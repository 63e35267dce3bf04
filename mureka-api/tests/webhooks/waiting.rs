//! Those who wait for a job, and when they come.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use futures_util::StreamExt;
use mureka_api::webhooks::{Event, Events, Inbox, Received, Subscription};
use tokio::sync::Barrier;

use crate::{deliver, inbox, secret, state};

async fn states(subscription: Subscription) -> Vec<String> {
    subscription.map(|event| state(&event)).collect().await
}

#[tokio::test]
async fn what_comes_before_somebody_waits_is_kept() {
    let inbox = inbox();
    deliver(&inbox, "j1", "created");
    deliver(&inbox, "j1", "completed");
    assert_eq!(
        states(inbox.subscribe("j1")).await,
        ["created", "completed"]
    );
    assert_eq!(
        states(inbox.subscribe("j1")).await,
        ["created", "completed"],
        "and is there for the next one, too"
    );
}

#[tokio::test]
async fn the_end_can_be_waited_for_alone() {
    let inbox = inbox();
    let mut job = inbox.subscribe("j1");
    assert_eq!(job.jobid(), "j1");
    for status in ["created", "queued", "failed"] {
        deliver(&inbox, "j1", status);
    }
    let event = job.finished().await.unwrap();
    assert_eq!(state(&event), "failed");
    assert!(job.next().await.is_none(), "nothing follows an end");
    assert!(job.finished().await.is_none());
}

#[tokio::test]
async fn a_wait_that_is_given_up_loses_nothing() {
    let inbox = inbox();
    let mut job = inbox.subscribe("j1");
    for status in ["created", "queued", "running", "completed"] {
        // Polled, and dropped before and after something has come.
        let mut context = Context::from_waker(Waker::noop());
        assert!(pin!(job.next()).poll(&mut context).is_pending());
        assert!(pin!(job.finished()).poll(&mut context).is_pending());
        deliver(&inbox, "j1", status);
        drop(job.next());
        match pin!(job.next()).poll(&mut context) {
            Poll::Ready(Some(event)) => assert_eq!(state(&event), status),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_webhook_wakes_who_polls_beside_it() {
    let inbox = inbox();
    let mut job = inbox.subscribe("j1");
    let other = inbox.clone();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_secs(12)).await;
        deliver(&other, "j1", "completed");
    });
    let mut polls = 0;
    let mut pace = tokio::time::interval(Duration::from_secs(5));
    let event = loop {
        tokio::select! {
            event = job.next() => break event.unwrap(),
            _ = pace.tick() => polls += 1,
        }
    };
    assert!(event.is_final());
    assert_eq!(polls, 3, "at 0, 5 and 10 seconds");
}

#[test]
fn who_came_and_went_is_forgotten() {
    let inbox = inbox();
    for number in 0..100 {
        drop(inbox.subscribe(&format!("j{number}")));
    }
    assert_eq!(format!("{inbox:?}"), "Inbox { jobs: 0, kept_bytes: 0, .. }");
    let first = inbox.subscribe("j1");
    let second = inbox.subscribe("j1");
    drop(first);
    deliver(&inbox, "j1", "completed");
    let shown = format!("{inbox:?}");
    assert!(shown.starts_with("Inbox { jobs: 1, "), "{shown}");
    drop((second, inbox));
}

#[tokio::test]
async fn when_the_inbox_is_gone_the_wait_is_over() {
    let inbox = inbox();
    let clone = inbox.clone();
    let mut job = inbox.subscribe("j1");
    let mut all = inbox.events();
    drop(inbox);
    deliver(&clone, "j1", "created");
    drop(clone);
    // What came before is told.
    assert_eq!(
        job.next().await.map(|event| state(&event)).unwrap(),
        "created"
    );
    assert!(job.next().await.is_none());
    assert!(all.next().await.is_some());
    assert!(all.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn what_nobody_asked_for_is_dropped_after_its_time() {
    let inbox = Inbox::builder(secret())
        .keep(1000, Duration::from_secs(60))
        .build();
    deliver(&inbox, "j1", "completed");
    let mut waiting = inbox.subscribe("j2");
    deliver(&inbox, "j2", "created");
    tokio::time::advance(Duration::from_secs(60)).await;
    assert_eq!(states(inbox.subscribe("j1")).await, ["completed"]);
    tokio::time::advance(Duration::from_secs(1)).await;
    assert_eq!(
        states(inbox.subscribe("j1")).await,
        [""; 0],
        "it ends at once, so that the job is looked up"
    );
    assert!(deliver(&inbox, "j1", "completed").is_repeated());
    // A job that somebody waits for has no such time.
    let mut late = inbox.subscribe("j2");
    assert!(waiting.next().await.is_some());
    assert!(late.next().await.is_some());
}

#[tokio::test]
async fn of_too_many_the_oldest_are_dropped() {
    let inbox = Inbox::builder(secret())
        .keep(3, Duration::from_secs(60))
        .build();
    for number in 1..=5 {
        deliver(&inbox, &format!("j{number}"), "completed");
    }
    for (jobid, kept) in [("j1", 0), ("j2", 0), ("j3", 1), ("j4", 1), ("j5", 1)] {
        assert_eq!(states(inbox.subscribe(jobid)).await.len(), kept, "{jobid}");
    }
}

#[tokio::test]
async fn who_listens_to_all_jobs_gets_what_is_new_from_then_on() {
    let inbox = inbox();
    deliver(&inbox, "j0", "created");
    let events = inbox.events();
    let gone = inbox.events();
    drop(gone);
    for (jobid, status) in [
        ("j1", "created"),
        ("j2", "created"),
        ("j1", "created"),
        ("j2", "failed"),
        ("j2", "created"),
        ("j0", "completed"),
    ] {
        deliver(&inbox, jobid, status);
    }
    drop(inbox);
    let told: Vec<String> = events
        .map(|event| format!("{} {}", event.jobid(), state(&event)))
        .collect()
        .await;
    assert_eq!(
        told,
        ["j1 created", "j2 created", "j2 failed", "j0 completed"]
    );
}

#[tokio::test]
async fn who_listens_and_does_not_take_is_told_how_many_were_left_out() {
    let inbox = inbox();
    let mut events = inbox.events();
    for number in 0..1030 {
        deliver(&inbox, &format!("j{number}"), "created");
    }
    assert_eq!(events.missed(), 6);
    assert_eq!(events.next().await.unwrap().jobid(), "j0");
    deliver(&inbox, "j9999", "created");
    assert_eq!(events.missed(), 6, "there is room again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_who_post_and_wait_at_once_agree() {
    const JOBS: usize = 50;
    const EACH: usize = 4;
    let inbox = inbox();
    let start = Arc::new(Barrier::new(2 * EACH));
    let posting: Vec<_> = (0..EACH)
        .map(|_| {
            let (inbox, start) = (inbox.clone(), start.clone());
            tokio::spawn(async move {
                start.wait().await;
                let mut ends = 0;
                for number in 0..JOBS {
                    let jobid = format!("j{number}");
                    deliver(&inbox, &jobid, "created");
                    tokio::task::yield_now().await;
                    ends += usize::from(deliver(&inbox, &jobid, "completed").is_new());
                }
                ends
            })
        })
        .collect();
    let waiting: Vec<_> = (0..EACH)
        .map(|_| {
            let (inbox, start) = (inbox.clone(), start.clone());
            tokio::spawn(async move {
                start.wait().await;
                let mut told = Vec::new();
                for number in 0..JOBS {
                    told.push(states(inbox.subscribe(&format!("j{number}"))).await);
                }
                told
            })
        })
        .collect();
    let mut ends = 0;
    for task in posting {
        ends += task.await.unwrap();
    }
    assert_eq!(ends, JOBS, "each end was new to one of those who posted it");
    for task in waiting {
        for told in task.await.unwrap() {
            assert_eq!(told, ["created", "completed"]);
        }
    }
}

#[test]
fn all_of_it_crosses_threads() {
    fn crosses<T: Send + Sync + 'static>() {}
    fn clones<T: Clone>() {}
    crosses::<Inbox>();
    clones::<Inbox>();
    crosses::<Event>();
    clones::<Event>();
    crosses::<Received>();
    crosses::<Subscription>();
    crosses::<Events>();
}
