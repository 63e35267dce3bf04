//! Whatever callers do, in whatever order, the server answers as the documents say.
//!
//! Random steps are played against a server and against a small model of what is
//! documented. After every step both agree.

#![allow(clippy::unwrap_used, reason = "all of it is test code")]

mod calls;
mod generations;
mod play;
mod records;
mod steps;
#[path = "../wire/mod.rs"]
mod wire;
mod world;

use proptest::prelude::*;

use play::Play;
use steps::{Plan, Step};
use wire::time::standing_still;

fn check(plan: &Plan) {
    standing_still(async {
        let mut both = Play::start(plan).await;
        for step in &plan.steps {
            both.step(step).await;
        }
    });
}

/// 64, unless more are wanted: `PROPTEST_CASES=5000 cargo test --test model`.
fn cases() -> u32 {
    let wanted = std::env::var("PROPTEST_CASES").ok();
    wanted.and_then(|cases| cases.parse().ok()).unwrap_or(64)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: cases(),
        // A case that failed is printed as a plan, to be kept below as a test.
        failure_persistence: None,
        max_shrink_iters: 4000,
        // Milliseconds.
        max_shrink_time: 60_000,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_server_answers_as_the_model(plan in steps::plans()) {
        check(&plan);
    }
}

/// Steps that random ones come upon too seldom.
#[test]
fn all_slots_are_taken_and_given_back_one_by_one() {
    let song = Step::Song {
        account: Some(0),
        motif: None,
        wait: false,
    };
    let mut steps = vec![
        Step::Burst {
            account: 0,
            songs: 10,
        },
        song.clone(),
    ];
    for _ in 0..8 {
        steps.extend([Step::Advance(3000), song.clone(), Step::Running]);
    }
    check(&Plan {
        generation: 45_000,
        page: 3,
        accounts: 2,
        steps,
    });
}
