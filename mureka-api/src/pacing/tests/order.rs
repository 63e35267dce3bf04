//! First come, first served, and nothing is lost when somebody gives up.

use std::sync::{Arc, Mutex};

use tokio::time::{Instant, sleep, timeout};

use super::support::*;
use crate::operation::Operation;

#[tokio::test(start_paused = true)]
async fn waiting_calls_go_in_the_order_in_which_they_came() {
    for operation in [SONG, LYRICS] {
        let (pacing, service) = (pacing(), Service::default());
        let order = Arc::new(Mutex::new(Vec::new()));
        let mut calls = Vec::new();
        for number in 0..50 {
            let (pacing, service, order) = (pacing.clone(), service.clone(), order.clone());
            calls.push(tokio::spawn(async move {
                let mut turn = pacing.admit(operation, Some("1"), &service).await.unwrap();
                order.lock().unwrap().push(number);
                let jobid = number.to_string();
                service.start("1", &jobid, Some(seconds(45.0)));
                send(&mut turn, 0.1).await;
                turn.accepted(&jobid);
            }));
            settle().await;
        }
        for call in calls {
            call.await.unwrap();
        }
        assert_eq!(*order.lock().unwrap(), (0..50).collect::<Vec<_>>());
    }
}

#[tokio::test(start_paused = true)]
async fn who_gives_up_waiting_loses_nobody_a_place() {
    let (pacing, service) = (pacing(), Service::default());
    fill(&pacing, &service, "1").await;
    let mut calls: Vec<_> = (0..6)
        .map(|_| waiting(&pacing, &service, SONG, Some("1")))
        .collect();
    sleep(seconds(3.0)).await;
    // The first, which asks for the list, one in the middle, and the last.
    for gone in [5, 2, 0] {
        calls.remove(gone).abort();
    }
    settle().await;
    for (number, call) in calls.into_iter().enumerate() {
        assert!(!call.is_finished());
        let start = Instant::now();
        service.stop(&format!("1/{number}"));
        let mut turn = call.await.unwrap().unwrap();
        assert!(since(start) < 5.0, "{}", since(start));
        let jobid = format!("next {number}");
        service.start("1", &jobid, None);
        send(&mut turn, 0.0).await;
        turn.accepted(&jobid);
    }
    assert_eq!(pacing.free_slots(SONG, Some("1")), Some(0));
    assert_eq!(service.running("1"), 10);
}

#[tokio::test(start_paused = true)]
async fn when_the_one_who_asks_is_gone_the_next_one_asks() {
    let (pacing, service) = (pacing(), Service::default());
    service.inner().delay = seconds(1.0);
    fill(&pacing, &service, "1").await;
    fill(&pacing, &service, "2").await;
    for round in 0..5 {
        let first = waiting(&pacing, &service, SONG, Some("1"));
        settle().await;
        let second = waiting(&pacing, &service, SONG, Some("2"));
        // Sometimes in the middle of a listing.
        sleep(seconds(2.0 + 0.3 * f64::from(round))).await;
        first.abort();
        let start = Instant::now();
        let jobid = format!("2/{round}");
        service.stop(&jobid);
        let mut turn = second.await.unwrap().unwrap();
        assert!(since(start) < 4.5, "{}", since(start));
        service.start("2", &format!("again {round}"), None);
        send(&mut turn, 0.0).await;
        turn.accepted(&format!("again {round}"));
    }
}

#[tokio::test(start_paused = true)]
async fn the_next_one_asks_at_once_when_a_listing_is_given_up() {
    let (pacing, service) = (pacing(), Service::default());
    service.inner().delay = seconds(1000.0);
    fill(&pacing, &service, "1").await;
    fill(&pacing, &service, "2").await;
    service.stop("2/0");
    sleep(seconds(3.0)).await;
    let first = waiting(&pacing, &service, SONG, Some("1"));
    settle().await;
    let second = waiting(&pacing, &service, SONG, Some("2"));
    settle().await;
    service.inner().delay = seconds(0.0);
    first.abort();
    let start = Instant::now();
    second.await.unwrap().unwrap().done();
    assert!(since(start) < 0.01, "{}", since(start));
}

/// Operations of one spacing, with and without slots, go in the order in which they came; but
/// who waits for a slot does not hold up who needs none.
#[tokio::test(start_paused = true)]
async fn of_one_spacing_who_needs_no_slot_goes_in_turn_and_passes_those_who_wait_for_one() {
    let slotted: &'static Operation = Box::leak(Box::new(Operation {
        slots: Some(10),
        ..*LYRICS
    }));
    let (pacing, service) = (pacing(), Service::default());
    let order = Arc::new(Mutex::new(Vec::new()));
    let mut calls = Vec::new();
    for number in 0..8 {
        let (pacing, service, order) = (pacing.clone(), service.clone(), order.clone());
        calls.push(tokio::spawn(async move {
            let operation = [LYRICS, slotted, slotted, LYRICS][number % 4];
            let mut turn = pacing.admit(operation, Some("1"), &service).await.unwrap();
            order.lock().unwrap().push(number);
            send(&mut turn, 0.0).await;
            turn.done();
        }));
        settle().await;
    }
    for call in calls {
        call.await.unwrap();
    }
    assert_eq!(*order.lock().unwrap(), (0..8).collect::<Vec<_>>());

    fill(&pacing, &service, "1").await;
    let waits = waiting(&pacing, &service, slotted, Some("1"));
    settle().await;
    let start = Instant::now();
    pacing
        .admit(LYRICS, Some("1"), &service)
        .await
        .unwrap()
        .done();
    assert!(since(start) < 0.01);
    assert!(!waits.is_finished());
}

#[tokio::test(start_paused = true)]
async fn one_who_asks_and_is_no_longer_polled_does_not_hold_up_the_others() {
    let (pacing, service) = (pacing(), Service::default());
    fill(&pacing, &service, "1").await;
    fill(&pacing, &service, "2").await;
    for polled in [0.0, 1.0] {
        let mut asleep = Box::pin(pacing.admit(SONG, Some("1"), &service));
        // Becomes the one who asks; then nobody polls it.
        timeout(seconds(polled), &mut asleep).await.unwrap_err();
        let second = waiting(&pacing, &service, SONG, Some("2"));
        sleep(seconds(5.0)).await;
        let start = Instant::now();
        let jobid = format!("2/{polled}");
        service.stop(&jobid);
        let mut turn = second.await.unwrap().unwrap();
        assert!(since(start) < 5.0, "{}", since(start));
        service.start("2", "again", None);
        send(&mut turn, 0.0).await;
        turn.accepted("again");
        drop(asleep);
    }
}

#[tokio::test(start_paused = true)]
async fn a_thousand_calls_that_wait_all_go() {
    let (pacing, service) = (pacing(), Service::default());
    let start = Instant::now();
    let calls: Vec<_> = (0..1000)
        .map(|number| {
            let (pacing, service) = (pacing.clone(), service.clone());
            tokio::spawn(async move {
                let jobid = format!("j{number}");
                submit(&pacing, &service, "1", &jobid, Some(seconds(45.0))).await;
                assert!(service.running("1") <= 10);
            })
        })
        .collect();
    for call in calls {
        call.await.unwrap();
    }
    // Ten at a time, each a little more than 45 s.
    let least = 990.0 / 10.0 * 45.0;
    assert!(
        (least..least / 0.95).contains(&since(start)),
        "{}",
        since(start)
    );
    let asked = service.inner().asked.len();
    assert!(asked <= 1000, "{asked}");
    let (lanes, calls) = pacing.shared.lanes().sizes();
    assert_eq!((lanes, calls), (1, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn on_several_threads_nobody_is_forgotten() {
    let times = crate::pacing::Times::at_scale(0.0005);
    let pacing = crate::pacing::Pacing::with_times(times, Arc::new(|| 0.5));
    let service = Service::default();
    let calls: Vec<_> = (0..400)
        .map(|number| {
            let (pacing, service) = (pacing.clone(), service.clone());
            tokio::spawn(async move {
                let accounts = ["1", "2"];
                let jobid = number.to_string();
                let admitted = pacing.admit_any(SONG, &accounts, &service);
                if number % 5 == 0 {
                    // Some give up, wherever they are.
                    let patience = seconds(0.0002 * f64::from(number));
                    let Ok(turn) = timeout(patience, admitted).await else {
                        return;
                    };
                    return turn.unwrap().refused();
                }
                let mut turn = admitted.await.unwrap();
                let account = accounts[turn.place()];
                service.start(account, &jobid, Some(seconds(0.01)));
                send(&mut turn, 0.0).await;
                turn.accepted(&jobid);
                if number % 2 == 0 {
                    sleep(seconds(0.01)).await;
                    pacing.finished(&jobid);
                }
            })
        })
        .collect();
    let all = async {
        for call in calls {
            call.await.unwrap();
        }
    };
    timeout(seconds(120.0), all).await.unwrap();
}
