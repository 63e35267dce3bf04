//! Repeats, and what comes in the wrong order.

use mureka_api::webhooks::Received;
use proptest::prelude::*;

use crate::{deliver, inbox, secret, state};

/// One letter for how a webhook was taken.
fn letter(received: &Received) -> char {
    let told = [
        received.is_new(),
        received.is_repeated(),
        received.is_stale(),
    ];
    match told {
        [true, false, false] => 'n',
        [false, true, false] => 'r',
        [false, false, true] => 's',
        _ => panic!("{told:?}"),
    }
}

#[tokio::test]
async fn each_state_is_told_once_and_none_after_the_end() {
    for (posted, taken, told) in [
        ("created completed", "nn", "created completed"),
        ("created failed", "nn", "created failed"),
        ("completed", "n", "completed"),
        // Delivered again, since an answer was lost.
        (
            "created created completed completed",
            "nrnr",
            "created completed",
        ),
        (
            "created completed created completed",
            "nnrr",
            "created completed",
        ),
        // One has overtaken the other.
        ("completed created", "ns", "completed"),
        ("completed created created", "nss", "completed"),
        // An end is an end.
        ("completed failed", "ns", "completed"),
        ("failed completed created", "nss", "failed"),
        ("failed queued", "ns", "failed"),
        // States that nobody knows are told as they come, but none is before `created`.
        (
            "created queued running completed",
            "nnnn",
            "created queued running completed",
        ),
        ("queued created completed", "nsn", "queued completed"),
        ("running queued running", "nnr", "running queued"),
    ] {
        let inbox = inbox();
        let mut job = inbox.subscribe("j1");
        let letters: String = posted
            .split(' ')
            .map(|status| letter(&deliver(&inbox, "j1", status)))
            .collect();
        drop(inbox);
        let mut states = Vec::new();
        while let Some(event) = job.next().await {
            states.push(state(&event));
        }
        assert_eq!((letters.as_str(), states.join(" ").as_str()), (taken, told));
    }
}

#[test]
fn a_job_without_a_state_is_told_once() {
    let inbox = inbox();
    let body = br#"{"jobid": "j1"}"#;
    let letters: String = (0..3)
        .map(|_| letter(&inbox.receive(secret().expose(), body).unwrap()))
        .collect();
    assert_eq!(letters, "nrr");
}

#[test]
fn jobs_do_not_disturb_each_other() {
    let inbox = inbox();
    for jobid in ["j1", "j2", "J1", "j1 "] {
        assert!(deliver(&inbox, jobid, "completed").is_new(), "{jobid}");
    }
    for jobid in ["j1", "j2", "J1", "j1 "] {
        assert!(deliver(&inbox, jobid, "completed").is_repeated(), "{jobid}");
    }
}

#[test]
fn an_endless_row_of_states_is_cut_but_its_end_is_told() {
    let inbox = inbox();
    let taken: String = (0..20)
        .map(|number| letter(&deliver(&inbox, "j1", &format!("step{number}"))))
        .collect();
    assert_eq!(taken, "nnnnnnnnnnnnnnnnssss");
    assert!(deliver(&inbox, "j1", "completed").is_new());
}

proptest! {
    #[test]
    fn in_any_order_each_state_comes_once_and_an_end_comes_last(
        posts in prop::collection::vec(
            (0..3_u8, prop::sample::select(vec!["created", "queued", "completed", "failed"])),
            0..40,
        ),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let inbox = inbox();
        let early = [0, 1, 2].map(|job: u8| inbox.subscribe(&format!("j{job}")));
        for (job, status) in &posts {
            deliver(&inbox, &format!("j{job}"), status);
        }
        let late = [0, 1, 2].map(|job: u8| inbox.subscribe(&format!("j{job}")));
        drop(inbox);
        for (job, subscriptions) in (0..).zip(early.into_iter().zip(late)) {
            let [early, late] = [subscriptions.0, subscriptions.1].map(|mut job| {
                runtime.block_on(async {
                    let mut states = Vec::new();
                    while let Some(event) = job.next().await {
                        states.push(state(&event));
                    }
                    states
                })
            });
            // The rule again, in the fewest words.
            let mut told: Vec<String> = Vec::new();
            for (_, status) in posts.iter().filter(|(other, _)| *other == job) {
                let ended = told.iter().any(|told| told == "completed" || told == "failed");
                let late = *status == "created" && !told.is_empty();
                if !ended && !late && !told.iter().any(|told| told == status) {
                    told.push((*status).to_owned());
                }
            }
            prop_assert_eq!(&early, &told);
            prop_assert_eq!(&late, &told, "who comes late sees the same");
        }
    }
}
