//! Accounts: named and unnamed ones, and the choice among several.

use tokio::time::{Instant, sleep};

use super::support::*;

const JOB: &str = "j0121061432017475905m-u777-a123-bot:mureka";

#[tokio::test(start_paused = true)]
async fn the_first_job_of_a_request_without_account_tells_which_it_is() {
    let (pacing, service) = (pacing(), Service::default());
    let mut turn = pacing.admit(SONG, None, &service).await.unwrap();
    send(&mut turn, 0.0).await;
    assert_eq!(pacing.free_slots(SONG, Some("123")), Some(10));
    turn.accepted(JOB);
    assert_eq!(pacing.free_slots(SONG, Some("123")), Some(9));
    assert_eq!(pacing.free_slots(SONG, None), Some(9));
    let start = Instant::now();
    let _turn = pacing.admit(SONG, Some("123"), &service).await.unwrap();
    assert!((since(start) - 3.0).abs() < 0.01, "{}", since(start));
}

#[tokio::test(start_paused = true)]
async fn two_accounts_that_turn_out_to_be_one_share_slots_spacing_and_queue() {
    let (pacing, service) = (pacing(), Service::default());
    fill(&pacing, &service, "123").await;
    for number in 0..2 {
        let mut turn = pacing.admit(SONG, None, &service).await.unwrap();
        let jobid = format!("unnamed {number}");
        service.start("123", &jobid, None);
        send(&mut turn, 0.0).await;
        turn.accepted(&jobid);
    }
    let under_way = pacing.admit(SONG, None, &service).await.unwrap();
    let first = waiting(&pacing, &service, SONG, None);
    settle().await;
    let second = waiting(&pacing, &service, SONG, Some("123"));
    settle().await;
    pacing.alias("123");
    pacing.alias("123");
    assert_eq!(pacing.free_slots(SONG, None), Some(0));
    under_way.refused();
    // Twelve jobs run on ten slots.
    for (jobid, first_done, second_done) in [
        ("123/0", false, false),
        ("unnamed 0", false, false),
        ("123/1", true, false),
    ] {
        service.stop(jobid);
        pacing.finished(jobid);
        sleep(seconds(10.0)).await;
        assert_eq!(
            (first.is_finished(), second.is_finished()),
            (first_done, second_done)
        );
    }
    first.await.unwrap().unwrap().done();
    second.await.unwrap().unwrap().done();
    assert_eq!(pacing.free_slots(SONG, Some("123")), Some(1));
}

#[tokio::test(start_paused = true)]
async fn requests_without_account_may_come_to_mean_another_one() {
    let (pacing, service) = (pacing(), Service::default());
    pacing.alias("1");
    fill(&pacing, &service, "1").await;
    assert_eq!(pacing.free_slots(SONG, None), Some(0));
    pacing.alias("2");
    assert_eq!(pacing.free_slots(SONG, None), Some(10));
    assert_eq!(pacing.free_slots(SONG, Some("1")), Some(0));
}

#[tokio::test(start_paused = true)]
async fn many_calls_over_some_accounts_keep_all_slots_busy() {
    let (pacing, service) = (pacing(), Service::default());
    let start = Instant::now();
    let calls: Vec<_> = (0..400)
        .map(|number| {
            let (pacing, service) = (pacing.clone(), service.clone());
            tokio::spawn(async move {
                let accounts = ["1", "2", "3", "4"];
                let mut turn = pacing.admit_any(SONG, &accounts, &service).await.unwrap();
                let account = accounts[turn.place()];
                let jobid = number.to_string();
                service.start(account, &jobid, Some(seconds(45.0)));
                assert!(service.running(account) <= 10);
                send(&mut turn, 0.1).await;
                turn.accepted(&jobid);
            })
        })
        .collect();
    for call in calls {
        call.await.unwrap();
    }
    // To the start of the last job: ten rounds but one, and the way to the tenth slot.
    let bound = 9.0 * 45.0 + 9.0 * 3.1;
    assert!(since(start) < bound / 0.95, "{} of {bound}", since(start));
}

#[tokio::test(start_paused = true)]
async fn any_of_some_accounts_is_free_to_the_others_once_one_is_taken() {
    let (pacing, service) = (pacing(), Service::default());
    let turn = pacing.admit_any(SONG, &["1", "2"], &service).await.unwrap();
    let taken = if turn.place() == 0 {
        ["1", "2"]
    } else {
        ["2", "1"]
    };
    assert_eq!(pacing.free_slots(SONG, Some(taken[0])), Some(9));
    assert_eq!(pacing.free_slots(SONG, Some(taken[1])), Some(10));
    let start = Instant::now();
    pacing
        .admit(SONG, Some(taken[1]), &service)
        .await
        .unwrap()
        .done();
    assert!(since(start) < 0.01);
    drop(turn);
    pacing.adopt(Some("1"), "a");
    let emptier = pacing.admit_any(SONG, &["1", "2"], &service).await.unwrap();
    assert_eq!(emptier.place(), 1);
    drop(emptier);
    pacing.finished("a");

    fill(&pacing, &service, "1").await;
    fill(&pacing, &service, "2").await;
    let call = {
        let (pacing, service) = (pacing.clone(), service.clone());
        tokio::spawn(async move {
            let turn = pacing.admit_any(SONG, &["1", "2"], &service).await.unwrap();
            turn.place()
        })
    };
    sleep(seconds(30.0)).await;
    service.stop("2/5");
    assert_eq!(call.await.unwrap(), 1);
    assert_eq!(pacing.free_slots(SONG, Some("1")), Some(0));
    assert_eq!(pacing.free_slots(SONG, Some("2")), Some(1));
}

#[tokio::test(start_paused = true)]
async fn accounts_with_nothing_to_remember_are_forgotten() {
    let (pacing, service) = (pacing(), Service::default());
    pacing.adopt(Some("kept"), "a");
    for number in 0..500 {
        let account = number.to_string();
        let mut turn = pacing.admit(SONG, Some(&account), &service).await.unwrap();
        send(&mut turn, 0.0).await;
        turn.done();
        sleep(seconds(1.0)).await;
    }
    let (lanes, calls) = pacing.shared.lanes().sizes();
    assert!(lanes <= 65, "{lanes}");
    assert_eq!(calls, 0);
    assert_eq!(pacing.free_slots(SONG, Some("kept")), Some(9));
}

#[tokio::test(start_paused = true)]
async fn any_number_of_accounts_can_be_chosen_from_and_one_may_be_named_twice() {
    let (pacing, service) = (pacing(), Service::default());
    let names: Vec<String> = (0..300).map(|number| number.to_string()).collect();
    let accounts: Vec<&str> = names.iter().map(String::as_str).collect();
    let start = Instant::now();
    for _ in 0..2 {
        for _ in 0..accounts.len() {
            let mut turn = pacing.admit_any(SONG, &accounts, &service).await.unwrap();
            send(&mut turn, 0.0).await;
            turn.done();
        }
        sleep(seconds(3.0)).await;
    }
    assert!((since(start) - 6.0).abs() < 0.1, "{}", since(start));

    for _ in 0..2 {
        let mut turn = pacing.admit_any(SONG, &["1", "1"], &service).await.unwrap();
        send(&mut turn, 0.0).await;
        turn.done();
    }
}

#[tokio::test(start_paused = true)]
async fn a_foreign_job_that_is_taken_over_or_ends_is_counted_once() {
    let (pacing, service) = (pacing(), Service::default());
    for jobid in ["a", "b", "c"] {
        service.start("1", jobid, None);
    }
    pacing.next_listing(&service, Instant::now()).await.unwrap();
    assert_eq!(pacing.free_slots(SONG, Some("1")), Some(7));
    pacing.adopt(Some("1"), "a");
    assert_eq!(pacing.free_slots(SONG, Some("1")), Some(7));
    pacing.finished("b");
    assert_eq!(pacing.free_slots(SONG, Some("1")), Some(8));
    pacing.finished("a");
    assert_eq!(pacing.free_slots(SONG, Some("1")), Some(9));
}
