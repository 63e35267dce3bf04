//! Calls of one account keep their distance.

use futures_util::FutureExt;
use tokio::time::Instant;

use super::support::*;
use crate::useapi::operations::LIST_SONGS;
use crate::{Error, ErrorKind};

#[tokio::test(start_paused = true)]
async fn the_first_call_goes_at_once_and_the_next_ones_a_spacing_after_each_answer() {
    for (operation, spacing) in [(SONG, 3.0), (LYRICS, 1.0)] {
        for answer in [0.0, 0.25, 1.0] {
            let (pacing, service) = (pacing(), Service::default());
            let start = Instant::now();
            for call in 0..4 {
                let mut turn = pacing.admit(operation, Some("1"), &service).await.unwrap();
                let expected = f64::from(call) * (spacing + answer);
                assert!(
                    (since(start) - expected).abs() < 0.01,
                    "{call}: {}",
                    since(start)
                );
                send(&mut turn, answer).await;
                turn.done();
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_takes_long_holds_nobody_up_for_more_than_a_second() {
    let (pacing, service) = (pacing(), Service::default());
    let mut slow = pacing.admit(SONG, Some("1"), &service).await.unwrap();
    let start = Instant::now();
    let slow = tokio::spawn(async move {
        send(&mut slow, 60.0).await;
        slow.done();
    });
    settle().await;
    let mut turn = pacing.admit(SONG, Some("1"), &service).await.unwrap();
    assert!((since(start) - 4.0).abs() < 0.01, "{}", since(start));
    send(&mut turn, 0.0).await;
    turn.done();
    // Its late answer says nothing about the calls since.
    slow.await.unwrap();
    let _turn = pacing.admit(SONG, Some("1"), &service).await.unwrap();
    assert!((since(start) - 60.0).abs() < 0.01, "{}", since(start));
}

#[tokio::test(start_paused = true)]
async fn after_an_answer_that_took_long_the_next_call_goes_at_once() {
    let (pacing, service) = (pacing(), Service::default());
    let mut slow = pacing.admit(SONG, Some("1"), &service).await.unwrap();
    send(&mut slow, 60.0).await;
    slow.done();
    let start = Instant::now();
    let _turn = pacing.admit(SONG, Some("1"), &service).await.unwrap();
    assert!(since(start) < 0.01, "{}", since(start));
}

#[tokio::test(start_paused = true)]
async fn spacings_of_other_lengths_and_other_accounts_are_independent() {
    let (pacing, service) = (pacing(), Service::default());
    let start = Instant::now();
    for (operation, account) in [
        (SONG, Some("1")),
        (LYRICS, Some("1")),
        (SONG, Some("2")),
        (SONG, None),
        (&LIST_SONGS, Some("1")),
        (&LIST_SONGS, Some("1")),
    ] {
        let mut turn = pacing.admit(operation, account, &service).await.unwrap();
        send(&mut turn, 0.0).await;
        turn.done();
    }
    assert!(since(start) < 0.01, "{}", since(start));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_was_never_sent_counts_nothing() {
    let (pacing, service) = (pacing(), Service::default());
    let start = Instant::now();
    let mut turn = pacing.admit(SONG, Some("1"), &service).await.unwrap();
    let never_sent = async { Err::<(), _>(Error::invalid("prompt", "empty")) };
    turn.sending(never_sent).await.unwrap_err();
    turn.again(ErrorKind::Connection, &service).await.unwrap();
    let never_sent = async { Err::<(), _>(Error::invalid("prompt", "empty")) };
    turn.sending(never_sent).await.unwrap_err();
    drop(turn);
    let _turn = pacing.admit(SONG, Some("1"), &service).await.unwrap();
    assert!(since(start) < 0.01, "{}", since(start));
    assert_eq!(pacing.free_slots(SONG, Some("1")), Some(9));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_sent_again_waits_for_the_spacing_and_goes_before_later_ones() {
    let (pacing, service) = (pacing(), Service::default());
    let start = Instant::now();
    let mut turn = pacing.admit(SONG, Some("1"), &service).await.unwrap();
    let later = waiting(&pacing, &service, SONG, Some("1"));
    settle().await;
    send(&mut turn, 0.5).await;
    turn.again(ErrorKind::RateLimited, &service).await.unwrap();
    assert!((since(start) - 3.5).abs() < 0.01, "{}", since(start));
    send(&mut turn, 0.5).await;
    turn.done();
    let _later = later.await.unwrap().unwrap();
    assert!((since(start) - 7.0).abs() < 0.01, "{}", since(start));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_was_let_in_and_is_not_sent_holds_the_next_one_up_until_it_is_dropped() {
    let (pacing, service) = (pacing(), Service::default());
    let first = pacing.admit(LYRICS, Some("1"), &service).await.unwrap();
    let next = waiting(&pacing, &service, LYRICS, Some("1"));
    tokio::time::sleep(seconds(9.0)).await;
    assert!(!next.is_finished());
    let start = Instant::now();
    drop(first);
    next.await.unwrap().unwrap().done();
    assert!(since(start) < 0.01, "{}", since(start));
}

#[tokio::test(start_paused = true)]
async fn what_nobody_polls_any_more_does_not_hold_up_others_for_ever() {
    let (pacing, service) = (pacing(), Service::default());
    let start = Instant::now();
    let let_in = pacing.admit(LYRICS, Some("1"), &service).await.unwrap();
    let mut queued = Box::pin(pacing.admit(LYRICS, Some("1"), &service));
    assert!(queued.as_mut().now_or_never().is_none());
    for _ in 0..3 {
        let mut turn = pacing.admit(LYRICS, Some("1"), &service).await.unwrap();
        send(&mut turn, 0.1).await;
        turn.done();
    }
    assert!((15.0..45.0).contains(&since(start)), "{}", since(start));
    // What is polled again later goes on, in its turn.
    drop(let_in);
    queued.await.unwrap().done();
}

#[tokio::test(start_paused = true)]
async fn switched_off_nothing_waits() {
    let (pacing, service) = (pacing().off(), Service::default());
    let start = Instant::now();
    for number in 0..30 {
        let mut turn = pacing.admit(SONG, Some("1"), &service).await.unwrap();
        send(&mut turn, 0.0).await;
        turn.accepted(&number.to_string());
    }
    assert!(since(start) < 0.01);
    assert!(service.inner().listed.is_empty());
}
