//! No more jobs of an account run than it has slots.

use tokio::time::{Instant, sleep, timeout};

use super::support::*;
use crate::ErrorKind;
use crate::useapi::operations::GENERATE_VIDEO;

#[tokio::test(start_paused = true)]
async fn ten_calls_get_a_slot_and_the_eleventh_waits_for_one() {
    let (pacing, service) = (pacing(), Service::default());
    fill(&pacing, &service, "1").await;
    assert_eq!(pacing.free_slots(SONG, Some("1")), Some(0));
    assert!(service.inner().listed.is_empty());
    let eleventh = waiting(&pacing, &service, SONG, Some("1"));
    sleep(seconds(600.0)).await;
    assert!(!eleventh.is_finished());

    let start = Instant::now();
    service.stop("1/4");
    pacing.finished("1/4");
    let turn = eleventh.await.unwrap().unwrap();
    assert!(since(start) < 0.01);
    turn.done();
    assert_eq!(pacing.free_slots(SONG, Some("1")), Some(1));
}

#[tokio::test(start_paused = true)]
async fn a_job_that_ends_unheard_frees_its_slot_within_seconds() {
    let (pacing, service) = (pacing(), Service::default());
    fill(&pacing, &service, "1").await;
    let eleventh = waiting(&pacing, &service, SONG, Some("1"));
    sleep(seconds(61.0)).await;
    let start = Instant::now();
    service.stop("1/7");
    eleventh.await.unwrap().unwrap().done();
    assert!(since(start) <= 2.2, "{}", since(start));
    // The others were listed, so nobody asked about them.
    assert_eq!(service.inner().asked, ["1/7"]);
}

#[tokio::test(start_paused = true)]
async fn a_job_that_the_list_does_not_have_yet_keeps_its_slot() {
    let (pacing, service) = (pacing(), Service::default());
    service.inner().hidden = vec!["1/3".to_owned()];
    fill(&pacing, &service, "1").await;
    let eleventh = waiting(&pacing, &service, SONG, Some("1"));
    sleep(seconds(60.0)).await;
    assert!(!eleventh.is_finished());
    assert!(service.inner().asked.iter().all(|jobid| jobid == "1/3"));
    assert!(!service.inner().asked.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_job_submitted_while_the_list_is_on_its_way_is_not_judged_by_it() {
    let (pacing, service) = (pacing(), Service::default());
    service.inner().delay = seconds(20.0);
    service.inner().hidden = vec!["1/9".to_owned()];
    for number in 0..9 {
        submit(&pacing, &service, "1", &format!("1/{number}"), None).await;
    }
    let mut last = pacing.admit(SONG, Some("1"), &service).await.unwrap();
    let eleventh = waiting(&pacing, &service, SONG, Some("1"));
    settle().await;
    assert_eq!(service.inner().listed.len(), 1);
    service.start("1", "1/9", None);
    send(&mut last, 0.1).await;
    last.accepted("1/9");
    sleep(seconds(20.5)).await;
    assert!(service.inner().asked.is_empty());
    assert!(!eleventh.is_finished());
}

#[tokio::test(start_paused = true)]
async fn what_becomes_of_a_call_decides_about_its_slot() {
    let (pacing, service) = (pacing(), Service::default());
    let free = || pacing.free_slots(SONG, Some("1"));
    let turn = || async { pacing.admit(SONG, Some("1"), &service).await.unwrap() };

    let waiting = turn().await;
    assert_eq!(free(), Some(9));
    drop(waiting);
    assert_eq!(free(), Some(10));

    let mut refused = turn().await;
    send(&mut refused, 0.0).await;
    refused.refused();
    assert_eq!(free(), Some(10));

    let mut accepted = turn().await;
    send(&mut accepted, 0.0).await;
    accepted.accepted("a");
    assert_eq!(free(), Some(9));
    pacing.finished("a");
    pacing.finished("a");
    pacing.finished("unheard of");
    assert_eq!(free(), Some(10));

    for told in [true, false] {
        let mut uncertain = turn().await;
        send(&mut uncertain, 0.0).await;
        if told {
            uncertain.uncertain();
        } else {
            drop(uncertain);
        }
        sleep(seconds(89.0)).await;
        assert_eq!(free(), Some(9));
        sleep(seconds(2.0)).await;
        assert_eq!(free(), Some(10));
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_given_up_while_it_is_sent_may_run() {
    let (pacing, service) = (pacing(), Service::default());
    let mut turn = pacing.admit(SONG, Some("1"), &service).await.unwrap();
    let call = tokio::spawn(async move { send(&mut turn, 60.0).await });
    settle().await;
    call.abort();
    call.await.unwrap_err();
    assert_eq!(pacing.free_slots(SONG, Some("1")), Some(9));
    let start = Instant::now();
    let _turn = pacing.admit(SONG, Some("1"), &service).await.unwrap();
    assert!((since(start) - 4.0).abs() < 0.01, "{}", since(start));
}

#[tokio::test(start_paused = true)]
async fn a_slot_that_nobody_answers_for_is_free_again_after_a_while() {
    let (pacing, service) = (pacing(), Service::default());
    let start = Instant::now();
    for _ in 0..10 {
        let mut turn = pacing
            .admit(&GENERATE_VIDEO, Some("1"), &service)
            .await
            .unwrap();
        send(&mut turn, 0.0).await;
        turn.uncertain();
    }
    let _turn = pacing
        .admit(&GENERATE_VIDEO, Some("1"), &service)
        .await
        .unwrap();
    assert!((since(start) - 90.0).abs() < 0.01, "{}", since(start));
}

#[tokio::test(start_paused = true)]
async fn jobs_taken_over_take_slots_even_beyond_the_last_one() {
    let (pacing, service) = (pacing(), Service::default());
    for number in 0..12 {
        let jobid = format!("{number}");
        service.start("1", &jobid, None);
        pacing.adopt(Some("1"), &jobid);
        pacing.adopt(Some("1"), &jobid);
    }
    assert_eq!(pacing.free_slots(SONG, Some("1")), Some(0));
    let call = waiting(&pacing, &service, SONG, Some("1"));
    for number in 0..3 {
        settle().await;
        assert!(!call.is_finished(), "{number}");
        let jobid = number.to_string();
        service.stop(&jobid);
        pacing.finished(&jobid);
    }
    call.await.unwrap().unwrap().done();
}

#[tokio::test(start_paused = true)]
async fn jobs_of_others_are_found_when_slots_run_out() {
    let (pacing, service) = (pacing(), Service::default());
    for number in 0..4 {
        service.start("1", &format!("foreign {number}"), None);
    }
    service.speak("1", "speech");
    fill(&pacing, &service, "1").await;
    let call = waiting(&pacing, &service, SONG, Some("1"));
    sleep(seconds(10.0)).await;
    for number in 0..4 {
        let jobid = format!("1/{number}");
        service.stop(&jobid);
        pacing.finished(&jobid);
        sleep(seconds(10.0)).await;
        assert!(!call.is_finished(), "{number}");
    }
    let start = Instant::now();
    service.stop("foreign 2");
    call.await.unwrap().unwrap().done();
    assert!(since(start) <= 2.2, "{}", since(start));
    assert!(
        !service
            .inner()
            .asked
            .iter()
            .any(|jobid| jobid.starts_with("foreign"))
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_that_waits_for_its_songs_is_not_taken_for_a_foreign_job() {
    let (pacing, service) = (pacing(), Service::default());
    for number in 0..9 {
        submit(&pacing, &service, "1", &format!("1/{number}"), None).await;
    }
    let mut sync = pacing.admit(SONG, Some("1"), &service).await.unwrap();
    service.start("1", "sync", Some(seconds(60.0)));
    let sync = tokio::spawn(async move {
        send(&mut sync, 60.0).await;
        sync.done();
    });
    let eleventh = waiting(&pacing, &service, SONG, Some("1"));
    sleep(seconds(30.0)).await;
    assert!(!service.inner().listed.is_empty());
    pacing.finished("1/0");
    settle().await;
    assert!(eleventh.is_finished());
    sync.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn refused_for_want_of_a_slot_a_call_looks_at_what_runs_and_waits_for_another() {
    let (pacing, service) = (pacing(), Service::default());
    for number in 0..10 {
        service.start("1", &format!("foreign {number}"), Some(seconds(60.0)));
    }
    let start = Instant::now();
    let mut turn = pacing.admit(SONG, Some("1"), &service).await.unwrap();
    let later = waiting(&pacing, &service, SONG, Some("1"));
    settle().await;
    send(&mut turn, 0.1).await;
    turn.again(ErrorKind::SlotsFull, &service).await.unwrap();
    assert!((60.0..62.5).contains(&since(start)), "{}", since(start));
    assert!(!later.is_finished());
    send(&mut turn, 0.1).await;
    service.start("1", "mine", None);
    turn.accepted("mine");
    later.await.unwrap().unwrap().done();
}

#[tokio::test(start_paused = true)]
async fn without_a_known_reason_a_refused_call_waits_five_seconds_for_its_slot() {
    let (pacing, service) = (pacing(), Service::default());
    let mut turn = pacing.admit(SONG, Some("1"), &service).await.unwrap();
    send(&mut turn, 0.5).await;
    let start = Instant::now();
    turn.again(ErrorKind::SlotsFull, &service).await.unwrap();
    assert!((since(start) - 5.0).abs() < 0.01, "{}", since(start));
    turn.refused();
    assert_eq!(pacing.free_slots(SONG, Some("1")), Some(10));
}

#[tokio::test(start_paused = true)]
async fn lyrics_do_not_wait_behind_songs_that_wait_for_a_slot() {
    let (pacing, service) = (pacing(), Service::default());
    fill(&pacing, &service, "1").await;
    let _song = waiting(&pacing, &service, SONG, Some("1"));
    settle().await;
    let start = Instant::now();
    pacing
        .admit(LYRICS, Some("1"), &service)
        .await
        .unwrap()
        .done();
    assert!(since(start) < 0.01);
}

#[tokio::test(start_paused = true)]
async fn a_job_that_ends_while_the_list_is_on_its_way_is_not_taken_for_a_foreign_one() {
    let (pacing, service) = (pacing(), Service::default());
    service.inner().delay = seconds(1.0);
    fill(&pacing, &service, "1").await;
    let listing = pacing.next_listing(&service, Instant::now());
    let end = async {
        sleep(seconds(0.5)).await;
        service.stop("1/0");
        pacing.finished("1/0");
    };
    let (listing, ()) = tokio::join!(listing, end);
    assert!(listing.unwrap().contains("1/0"));
    assert_eq!(pacing.free_slots(SONG, Some("1")), Some(1));
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_comes_after_a_later_one_changes_nothing() {
    let (pacing, service) = (pacing(), Service::default());
    service.start("1", "foreign", None);
    service.inner().delay = seconds(20.0);
    let now = Instant::now();
    let old = {
        let (pacing, service) = (pacing.clone(), service.clone());
        tokio::spawn(async move { pacing.next_listing(&service, now + seconds(1000.0)).await })
    };
    settle().await;
    service.stop("foreign");
    service.inner().delay = seconds(0.0);
    let late = now + seconds(1.0);
    pacing.next_listing(&service, late).await.unwrap();
    // Nothing that is asked for later corrects it.
    service.inner().delay = seconds(1000.0);
    assert_eq!(pacing.free_slots(SONG, Some("1")), Some(10));
    sleep(seconds(10.1)).await;
    assert_eq!(pacing.free_slots(SONG, Some("1")), Some(10));
    old.abort();
}

#[tokio::test(start_paused = true)]
async fn refused_for_want_of_a_slot_a_call_that_waited_already_still_looks_at_what_runs() {
    let (pacing, service) = (pacing(), Service::default());
    for number in 0..10 {
        service.start("1", &format!("foreign {number}"), Some(seconds(60.0)));
    }
    let start = Instant::now();
    let mut turn = pacing.admit(SONG, Some("1"), &service).await.unwrap();
    send(&mut turn, 0.1).await;
    sleep(seconds(6.0)).await;
    turn.again(ErrorKind::SlotsFull, &service).await.unwrap();
    assert!((60.0..62.5).contains(&since(start)), "{}", since(start));
}

#[tokio::test(start_paused = true)]
async fn a_slot_known_to_be_free_ends_the_wait_of_a_refused_call() {
    let (pacing, service) = (pacing(), Service::default());
    service.start("1", "mine", None);
    pacing.adopt(Some("1"), "mine");
    let mut turn = pacing.admit(SONG, Some("1"), &service).await.unwrap();
    send(&mut turn, 0.0).await;
    let start = Instant::now();
    let again = async {
        turn.again(ErrorKind::SlotsFull, &service).await.unwrap();
        since(start)
    };
    let ends = async {
        sleep(seconds(3.5)).await;
        pacing.finished("mine");
    };
    let (waited, ()) = tokio::join!(again, ends);
    assert!((waited - 3.5).abs() < 0.01, "{waited}");
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_given_up_before_it_is_sent_again_does_not_run() {
    for why in [ErrorKind::RateLimited, ErrorKind::SlotsFull] {
        let (pacing, service) = (pacing(), Service::default());
        let mut turn = pacing.admit(SONG, Some("1"), &service).await.unwrap();
        send(&mut turn, 0.0).await;
        timeout(seconds(2.0), turn.again(why, &service))
            .await
            .unwrap_err();
        drop(turn);
        assert_eq!(pacing.free_slots(SONG, Some("1")), Some(10));
        sleep(seconds(3.0)).await;
        let start = Instant::now();
        pacing
            .admit(SONG, Some("1"), &service)
            .await
            .unwrap()
            .done();
        assert!(since(start) < 0.01);
    }
}

#[tokio::test(start_paused = true)]
async fn a_job_that_is_listed_no_more_and_cannot_be_asked_gives_its_slot_back_in_the_end() {
    let (pacing, service) = (pacing(), Service::default());
    for number in 0..10 {
        submit(&pacing, &service, "1", &format!("job {number}"), None).await;
    }
    for number in 0..10 {
        service.stop(&format!("job {number}"));
    }
    service.inner().mute = true;
    let eleventh = waiting(&pacing, &service, SONG, Some("1"));
    sleep(seconds(10.0)).await;
    assert!(!eleventh.is_finished(), "too soon to give them up");
    sleep(seconds(30.0)).await;
    assert!(eleventh.is_finished());
}
