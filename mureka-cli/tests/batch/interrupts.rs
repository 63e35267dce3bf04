//! Stopped by its user, and a second run beside it.

use std::process::Stdio;
use std::time::Duration;

use crate::support::{Bench, Ran, prompts, speeches};

async fn interrupt(pid: u32) {
    let kill = tokio::process::Command::new("kill")
        .args(["-INT", &pid.to_string()])
        .status();
    assert!(kill.await.unwrap().success());
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn interrupted_it_sends_nothing_more_leaves_the_jobs_and_says_how_to_go_on() {
    let bench = Bench::new(2, |mock| mock.generation_time(Duration::from_secs(4))).await;
    bench.write("my songs.csv", &prompts(6));
    let child = bench.start(&["my songs.csv", "--out", "songs"]);
    bench.charged(2).await;
    interrupt(child.id().unwrap()).await;
    let ran = Ran::of(child.wait_with_output().await.unwrap());
    ran.expect(130);
    let charged = bench.mock.ledger().total;
    assert!(charged < 6, "{charged}");
    let url = bench.mock.base_url();
    let resume = format!("To go on: mureka --base-url {url} batch 'my songs.csv' --out songs\n");
    assert!(ran.stderr.ends_with(&resume), "{}", ran.stderr);
    bench
        .run(&["my songs.csv", "--out", "songs"])
        .await
        .expect(0);
    assert_eq!(bench.charges(), [1, 2, 3, 4, 5, 6]);
    assert_eq!(bench.files("songs").len(), 12);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn interrupted_before_anything_is_sent_it_goes_at_once() {
    use mureka_mock::Fault;
    let bench = Bench::new(1, |mock| mock).await;
    bench.write("songs.csv", &prompts(2));
    let slow = Fault::on("list_accounts")
        .delay(Duration::from_secs(60))
        .always();
    bench.mock.fault(slow);
    let child = bench.start(&["songs.csv"]);
    while bench.mock.requests().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    interrupt(child.id().unwrap()).await;
    let ran = tokio::time::timeout(Duration::from_secs(20), child.wait_with_output()).await;
    Ran::of(ran.unwrap().unwrap()).expect(130);
    assert_eq!(bench.mock.ledger().total, 0);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn interrupted_while_a_refused_line_waits_to_be_sent_again_it_goes_at_once() {
    use mureka_mock::Fault;
    let bench = Bench::new(1, |mock| mock.generation_time(Duration::ZERO)).await;
    bench.write("texts.csv", &speeches(1));
    let fault = Fault::on("create_speech").status(429);
    bench
        .mock
        .fault(fault.retry_after(Duration::from_secs(200)).always());
    let child = bench.start(&["texts.csv"]);
    while bench
        .mock
        .requests()
        .iter()
        .all(|it| it.operation.as_deref() != Some("create_speech"))
    {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    interrupt(child.id().unwrap()).await;
    let ran = tokio::time::timeout(Duration::from_secs(20), child.wait_with_output()).await;
    let ran = Ran::of(ran.unwrap().unwrap());
    ran.expect(130);
    assert!(ran.stderr.contains("1 not sent yet"), "{}", ran.stderr);
    bench.mock.clear_faults();
    bench.run(&["texts.csv"]).await.expect(0);
    assert_eq!(bench.charges(), [1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_run_of_the_same_batch_is_refused() {
    let bench = Bench::new(1, |mock| mock.generation_time(Duration::from_secs(3))).await;
    bench.write("texts.csv", &speeches(3));
    let first = bench.start(&["texts.csv"]);
    bench.charged(1).await;
    let second = bench.run(&["texts.csv"]).await;
    second.expect(11);
    assert!(
        second
            .stderr
            .contains("another run of this batch is under way"),
        "{}",
        second.stderr
    );
    Ran::of(first.wait_with_output().await.unwrap()).expect(0);
    assert_eq!(bench.charges(), [1, 2, 3]);
}

/// The disk is full: the system lets files grow to a size and no further.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_state_that_cannot_be_written_stops_the_batch_and_nothing_is_charged_twice() {
    let bench = Bench::new(1, |mock| mock.generation_time(Duration::from_secs(2))).await;
    bench.write("texts.csv", &speeches(40));
    let mut shell = tokio::process::Command::new("sh");
    bench.lead(&mut shell);
    let limited = "trap '' XFSZ; ulimit -f 300; exec \"$0\" --base-url \"$1\" batch texts.csv";
    let program = env!("CARGO_BIN_EXE_mureka");
    shell.args(["-c", limited, program, bench.mock.base_url()]);
    shell.stdout(Stdio::piped()).stderr(Stdio::piped());
    let ran = Ran::of(shell.output().await.unwrap());
    ran.expect(11);
    let charged = bench.mock.ledger().total;
    assert!((1..40).contains(&charged), "{charged}: {}", ran.stderr);
    assert!(
        ran.stderr.contains("texts.csv.mureka.sqlite"),
        "{}",
        ran.stderr
    );
    let report = bench.run(&["texts.csv", "--json"]).await.json();
    // A job that could not be written down was told, and its line is not sent again.
    let told = ran.stderr.matches("could not be written down").count() as u64;
    let unsure = report["unsure"].as_u64().unwrap();
    assert!(
        unsure <= told,
        "{unsure} unsure, {told} told: {}",
        ran.stderr
    );
    assert_eq!(report["done"].as_u64().unwrap() + unsure, 40, "{report:#}");
    let all: Vec<u32> = (1..=40).collect();
    assert_eq!(bench.charges(), all);
}
