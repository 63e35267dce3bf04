//! What goes wrong at the service, and what is charged then.

use std::time::Duration;

use mureka_mock::Fault;

use crate::support::{Bench, prompts};

struct Case {
    name: &'static str,
    fault: Fault,
    /// The exit code of the first run, and what it charges.
    first: (i32, u64),
    /// Those of the same command once more, the fault being over.
    again: (i32, u64),
    /// What it takes to get done, and what that has charged in all.
    then: Option<(&'static str, u64)>,
}

#[tokio::test(flavor = "multi_thread")]
async fn no_fault_of_the_service_charges_a_line_twice() {
    let create = || Fault::on("create_song");
    let cases = [
        Case {
            name: "too fast",
            fault: create().status(429),
            first: (0, 3),
            again: (0, 3),
            then: None,
        },
        Case {
            name: "one account broken",
            fault: create().status(596).code("SESSION_EXPIRED"),
            first: (0, 3),
            again: (0, 3),
            then: None,
        },
        Case {
            name: "accepted, and the answer lost",
            fault: create().after().cut(),
            first: (0, 3),
            again: (0, 3),
            then: None,
        },
        Case {
            name: "accepted, and half of the answer lost",
            fault: create().after().truncate(5),
            first: (0, 3),
            again: (0, 3),
            then: None,
        },
        Case {
            name: "cut off before it was accepted",
            fault: create().cut(),
            first: (12, 2),
            again: (12, 2),
            then: Some(("--retry-unsure", 3)),
        },
        Case {
            name: "the page of a proxy",
            fault: create().html(),
            first: (12, 2),
            again: (12, 2),
            then: Some(("--retry-unsure", 3)),
        },
        Case {
            name: "refused",
            fault: create().status(400),
            first: (12, 2),
            again: (12, 2),
            then: Some(("--retry-failed", 3)),
        },
        Case {
            name: "the job fails",
            fault: create().job_ends("failed", "no inspiration"),
            first: (12, 3),
            again: (12, 3),
            then: Some(("--retry-failed", 4)),
        },
        Case {
            name: "no credits at all",
            fault: create().status(402).always(),
            first: (7, 0),
            again: (0, 3),
            then: None,
        },
        Case {
            name: "the token is refused",
            fault: Fault::any().status(401).always(),
            first: (3, 0),
            again: (0, 3),
            then: None,
        },
    ];
    let mut tasks = tokio::task::JoinSet::new();
    for case in cases {
        tasks.spawn(async move { hold(case).await });
    }
    while let Some(held) = tasks.join_next().await {
        held.unwrap();
    }
}

async fn hold(case: Case) {
    let name = case.name;
    let told = |what: &str, ran: &crate::support::Ran| {
        format!("{name}, {what}: {}\n{}", ran.stdout, ran.stderr)
    };
    let bench = Bench::new(3, |mock| mock.generation_time(Duration::from_secs(1))).await;
    bench.write("songs.csv", &prompts(3));
    bench.mock.fault(case.fault);
    let ran = bench.run(&["songs.csv", "--out", "songs"]).await;
    let charged = bench.mock.ledger().total;
    let got = (ran.code.unwrap(), charged);
    assert_eq!(got, case.first, "{}", told("first", &ran));
    bench.mock.clear_faults();
    let ran = bench.run(&["songs.csv", "--out", "songs"]).await;
    let got = (ran.code.unwrap(), bench.mock.ledger().total);
    assert_eq!(got, case.again, "{}", told("again", &ran));
    if let Some((flag, charged)) = case.then {
        assert!(ran.stderr.contains(flag), "{}", told("again", &ran));
        let ran = bench.run(&["songs.csv", "--out", "songs", flag]).await;
        let got = (ran.code.unwrap(), bench.mock.ledger().total);
        assert_eq!(got, (0, charged), "{}", told("then", &ran));
    }
    assert_eq!(bench.files("songs").len(), 6, "{name}");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_lines_of_unknown_fate_in_a_row_stop_the_batch() {
    let bench = Bench::new(1, |mock| mock.generation_time(Duration::ZERO)).await;
    bench.write("texts.csv", &crate::support::speeches(40));
    bench.mock.fault(Fault::on("create_speech").cut().always());
    let report = bench.run(&["texts.csv", "--json"]).await.expect(1).json();
    // Those that were on their way already, and not one more.
    let unsure = report["unsure"].as_u64().unwrap();
    assert!((3..=13).contains(&unsure), "{report:#}");
    assert_eq!(report["waiting"].as_u64().unwrap(), 40 - unsure);
    assert_eq!(bench.mock.ledger().total, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_takes_too_long_is_left_and_found_again() {
    let bench = Bench::new(1, |mock| mock.generation_time(Duration::from_secs(3600))).await;
    bench.write("songs.csv", &prompts(1));
    let ran = bench.run(&["songs.csv", "--deadline", "1"]).await;
    ran.expect(12);
    assert!(ran.stderr.contains("1 still running"), "{}", ran.stderr);
    bench.mock.advance(Duration::from_secs(3601));
    bench.run(&["songs.csv"]).await.expect(0);
    assert_eq!(bench.charges(), [1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_nobody_knows_any_more_is_not_sent_again() {
    let bench = Bench::new(1, |mock| mock.generation_time(Duration::from_secs(3600))).await;
    bench.write("songs.csv", &prompts(1));
    bench
        .run(&["songs.csv", "--deadline", "1"])
        .await
        .expect(12);
    bench.mock.advance(Duration::from_secs(30 * 24 * 3600));
    let report = bench.run(&["songs.csv", "--json"]).await.expect(12).json();
    assert_eq!(report["failed"], 1, "{report:#}");
    assert_eq!(bench.mock.ledger().total, 1);
}
