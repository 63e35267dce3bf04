//! One question for all who want to know what runs.

use tokio::time::{Instant, sleep, timeout};

use super::support::*;
use crate::ErrorKind;

#[tokio::test(start_paused = true)]
async fn many_who_watch_share_one_question_every_five_seconds() {
    let (pacing, service) = (pacing(), Service::default());
    service.start("1", "a", Some(seconds(22.0)));
    let start = Instant::now();
    let watchers: Vec<_> = (0..200)
        .map(|_| {
            let (pacing, service) = (pacing.clone(), service.clone());
            tokio::spawn(async move {
                let mut not_before = Instant::now();
                loop {
                    let listing = pacing.next_listing(&service, not_before).await.unwrap();
                    assert!(listing.asked() >= not_before);
                    if !listing.contains("a") {
                        return;
                    }
                    not_before = listing.asked() + seconds(0.001);
                }
            })
        })
        .collect();
    for watcher in watchers {
        watcher.await.unwrap();
    }
    assert!((since(start) - 25.0).abs() < 0.1, "{}", since(start));
    assert_eq!(service.inner().listed.len(), 6);
}

#[tokio::test(start_paused = true)]
async fn who_waits_for_a_slot_makes_it_two_seconds() {
    let (pacing, service) = (pacing(), Service::default());
    fill(&pacing, &service, "1").await;
    let now = Instant::now();
    pacing.next_listing(&service, now).await.unwrap();
    let watcher = {
        let (pacing, service) = (pacing.clone(), service.clone());
        tokio::spawn(async move {
            pacing
                .next_listing(&service, now + seconds(0.1))
                .await
                .unwrap();
            now.elapsed().as_secs_f64()
        })
    };
    sleep(seconds(0.5)).await;
    let slot = waiting(&pacing, &service, SONG, Some("1"));
    let after = watcher.await.unwrap();
    assert!((after - 2.0).abs() < 0.01, "{after}");
    slot.abort();
    slot.await.unwrap_err();
    let now = Instant::now();
    pacing
        .next_listing(&service, now + seconds(0.1))
        .await
        .unwrap();
    assert!((since(now) - 5.0).abs() < 0.01, "{}", since(now));
}

#[tokio::test(start_paused = true)]
async fn the_interval_has_jitter() {
    for (random, expected) in [(0.0, 4.5), (0.999_999, 5.5)] {
        let pacing = crate::pacing::Pacing::new(std::sync::Arc::new(move || random));
        let service = Service::default();
        let now = Instant::now();
        pacing.next_listing(&service, now).await.unwrap();
        pacing
            .next_listing(&service, now + seconds(0.1))
            .await
            .unwrap();
        assert!((since(now) - expected).abs() < 0.01, "{}", since(now));
    }
}

#[tokio::test(start_paused = true)]
async fn failures_that_pass_do_not_end_the_wait_and_slow_it_down() {
    let (pacing, service) = (pacing(), Service::default());
    fill(&pacing, &service, "1").await;
    service.stop("1/0");
    service.inner().failures =
        [ErrorKind::Connection, ErrorKind::Server, ErrorKind::Timeout].into();
    let start = Instant::now();
    pacing
        .admit(SONG, Some("1"), &service)
        .await
        .unwrap()
        .done();
    assert!((since(start) - 14.0).abs() < 0.1, "{}", since(start));
    assert_eq!(service.inner().listed.len(), 4);
}

#[tokio::test(start_paused = true)]
async fn failures_that_stay_are_told_to_each_who_waits() {
    let (pacing, service) = (pacing(), Service::default());
    fill(&pacing, &service, "1").await;
    service.inner().failures = [ErrorKind::Unauthorized; 3].into();
    let calls: Vec<_> = (0..3)
        .map(|_| waiting(&pacing, &service, SONG, Some("1")))
        .collect();
    for call in calls {
        let error = timeout(seconds(1.0), call).await.unwrap().unwrap();
        assert_eq!(
            error.err().map(|error| error.kind()),
            Some(ErrorKind::Unauthorized)
        );
    }
    // Then it works again, and nothing is left of them.
    service.stop("1/0");
    pacing
        .admit(SONG, Some("1"), &service)
        .await
        .unwrap()
        .done();
    assert_eq!(pacing.free_slots(SONG, Some("1")), Some(1));
}

#[tokio::test(start_paused = true)]
async fn a_service_that_fails_for_minutes_is_given_up() {
    let (pacing, service) = (pacing(), Service::default());
    fill(&pacing, &service, "1").await;
    service.inner().failures = [ErrorKind::Server; 10].into();
    let start = Instant::now();
    let call = pacing.admit(SONG, Some("1"), &service).await;
    assert_eq!(
        call.err().map(|error| error.kind()),
        Some(ErrorKind::Server)
    );
    assert!((120.0..300.0).contains(&since(start)), "{}", since(start));
}

#[tokio::test(start_paused = true)]
async fn a_listing_that_hangs_is_asked_for_by_the_next_one() {
    let (pacing, service) = (pacing(), Service::default());
    service.inner().delay = seconds(1000.0);
    let now = Instant::now();
    let mut hanging = Box::pin(pacing.next_listing(&service, now));
    timeout(seconds(1.0), &mut hanging).await.unwrap_err();
    service.inner().delay = seconds(0.0);
    pacing.next_listing(&service, now).await.unwrap();
    assert!(since(now) < 11.0, "{}", since(now));
    // The answer that came meanwhile is good for the first one, too.
    hanging.await.unwrap();
    assert!(since(now) < 11.0, "{}", since(now));
}

#[tokio::test(start_paused = true)]
async fn a_late_answer_does_not_end_the_turn_of_the_one_who_asks_by_then() {
    let (pacing, service) = (pacing(), Service::default());
    // Longer than the next one's patience.
    service.inner().delay = seconds(15.0);
    let start = Instant::now();
    let waiters = [0.0, 7.0, 12.0].map(|from| {
        let (pacing, service) = (pacing.clone(), service.clone());
        async move {
            sleep(seconds(from)).await;
            pacing.next_listing(&service, Instant::now()).await.unwrap();
        }
    });
    futures_util::future::join_all(waiters).await;
    let asked = service.inner().listed.clone();
    let asked: Vec<u64> = asked.iter().map(|at| (*at - start).as_secs()).collect();
    assert_eq!(asked, [0, 10, 20]);
}
