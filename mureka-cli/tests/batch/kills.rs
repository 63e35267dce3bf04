//! Killed at any point, and gone on with: every line is charged once, and every file is there.

use std::time::Duration;

use mureka_mock::Fault;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Child;
use tokio::time::timeout;

use crate::support::{Bench, Ran, prompts, speeches};

const LINES: usize = 30;
const KILLS: u64 = 12;
/// Fewer than lines: they go out in several bursts.
const ACCOUNTS: usize = 6;

/// Lines of all four kinds.
fn lines() -> String {
    let line = |number| match number % 5 {
        0 => {
            format!("{{\"kind\": \"speech\", \"text\": \"Text {number}\", \"voice_id\": 67890}}\n")
        }
        1 => format!("{{\"lyrics\": \"[Verse]\\nLine {number}\", \"title\": \"Song {number}\"}}\n"),
        2 => format!("{{\"kind\": \"instrumental\", \"prompt\": \"Piano {number}\"}}\n"),
        _ => format!("{{\"prompt\": \"Song {number}\"}}\n"),
    };
    (1..=LINES).map(line).collect()
}

/// Something between 0 and `most`, the same in every run of the test.
fn scattered(number: u64, most: u64) -> u64 {
    number.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(17) % most
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_that_is_killed_again_and_again_charges_every_line_once() {
    let bench = Bench::new(ACCOUNTS, |mock| {
        mock.generation_time(Duration::from_secs(6)).limits(false)
    })
    .await;
    bench.write("songs.jsonl", &lines());
    let arguments = ["songs.jsonl", "--out", "songs", "--json"];
    let (mut killed, mut sending) = (0, true);
    for kill in 0..KILLS {
        let before = bench.mock.ledger().total;
        let mut child = bench.start(&arguments);
        if sending && before < LINES as u64 {
            // While lines are sent: right behind a charge, or a moment later.
            let least = (before + 1 + scattered(kill, 3)).min(LINES as u64);
            let charged = bench.charged(least);
            // If what is left is unsure, nothing more is charged.
            sending = timeout(Duration::from_secs(5), charged).await.is_ok();
            tokio::time::sleep(Duration::from_micros(scattered(kill, 4_000))).await;
        } else {
            // Anywhere: at the start, while waiting, while files come.
            tokio::time::sleep(Duration::from_millis(scattered(kill, 2_500))).await;
        }
        if child.try_wait().unwrap().is_none() {
            child.kill().await.unwrap();
            killed += 1;
        }
    }
    assert!(killed >= 8, "{killed} of {KILLS} kills");
    let mut report = bench.run(&arguments).await.json();
    if report["unsure"] != 0 {
        // Sent, as far as is known, but never accepted: the ledger knows it better.
        let charged = bench.charges();
        let unsure = report["unsure"].as_u64().unwrap();
        assert_eq!(charged.len() as u64 + unsure, LINES as u64, "{report:#}");
        report = bench
            .run(&[&arguments[..], &["--retry-unsure"]].concat())
            .await
            .json();
    }
    assert_eq!(report["done"], LINES, "{report:#}");
    let all: Vec<u32> = (1..).take(LINES).collect();
    assert_eq!(bench.charges(), all);
    let speeches = LINES / 5;
    assert_eq!(
        bench.files("songs").len(),
        2 * (LINES - speeches) + speeches
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_whose_job_ended_before_it_was_looked_for_is_unsure_and_not_sent_again() {
    let bench = Bench::new(1, |mock| mock.generation_time(Duration::from_secs(2))).await;
    bench.write("songs.csv", "prompt\nRain\n");
    // Accepted, but the program never hears of it, and is killed.
    let slow = Fault::on("create_song")
        .after()
        .delay(Duration::from_secs(60));
    bench.mock.fault(slow);
    let mut child = bench.start(&["songs.csv"]);
    bench.charged(1).await;
    child.kill().await.unwrap();
    bench.mock.advance(Duration::from_secs(60));
    let ran: Ran = bench.run(&["songs.csv"]).await;
    ran.expect(12);
    assert!(ran.stdout.contains("unsure, line 2: "), "{}", ran.stdout);
    assert!(ran.stderr.contains("--retry-unsure"), "{}", ran.stderr);
    bench.run(&["songs.csv"]).await.expect(12);
    assert_eq!(bench.mock.ledger().total, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_whose_job_still_runs_is_found_by_its_reference() {
    let bench = Bench::new(1, |mock| mock.generation_time(Duration::from_secs(4))).await;
    bench.write("texts.csv", "kind,text,voice_id\nspeech,Hello,67890\n");
    let slow = Fault::on("create_speech")
        .after()
        .delay(Duration::from_secs(60));
    bench.mock.fault(slow);
    let mut child = bench.start(&["texts.csv"]);
    bench.charged(1).await;
    child.kill().await.unwrap();
    bench.run(&["texts.csv", "--out", "texts"]).await.expect(0);
    assert_eq!(bench.charges(), [1]);
    assert_eq!(bench.files("texts").len(), 1);
}

/// Reads what a run with `--jsonl` tells until an event of that name, and kills it.
async fn kill_at(mut child: Child, event: &str) {
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let wanted = format!("\"event\":\"{event}\"");
    loop {
        let line = lines.next_line().await.unwrap();
        if line.expect("it is told").contains(&wanted) {
            break;
        }
    }
    child.kill().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_was_refused_and_waits_to_be_sent_again_goes_out_by_itself() {
    let too_fast = || Fault::on("create_speech").status(429);
    for (name, fault) in [
        (
            "429",
            too_fast().retry_after(Duration::from_secs(100)).always(),
        ),
        (
            "a login that is renewed",
            Fault::on("create_speech")
                .status(596)
                .code("REFRESH_IN_PROGRESS")
                .retry_after(Duration::from_secs(100))
                .always(),
        ),
    ] {
        let bench = Bench::new(1, |mock| mock.generation_time(Duration::ZERO)).await;
        bench.write("texts.csv", &speeches(1));
        bench.mock.fault(fault);
        kill_at(bench.start(&["texts.csv", "--jsonl"]), "refused").await;
        bench.mock.clear_faults();
        bench.run(&["texts.csv", "--out", "texts"]).await.expect(0);
        assert_eq!(bench.charges(), [1], "{name}");
        assert_eq!(bench.files("texts").len(), 1, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_is_sent_again_after_a_refusal_is_in_doubt_again() {
    let bench = Bench::new(1, |mock| mock.generation_time(Duration::from_secs(600))).await;
    bench.write("texts.csv", &speeches(1));
    bench.mock.fault(Fault::on("create_speech").status(429));
    // Accepted the second time, but the program never hears of it, and is killed.
    let slow = Fault::on("create_speech")
        .after()
        .delay(Duration::from_secs(60));
    bench.mock.fault(slow);
    let mut child = bench.start(&["texts.csv"]);
    bench.charged(1).await;
    child.kill().await.unwrap();
    let ran = bench.run(&["texts.csv", "--deadline", "1"]).await;
    assert!(ran.stderr.contains("1 still running"), "{}", ran.stderr);
    assert_eq!(bench.charges(), [1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_that_wait_for_their_turn_go_out_by_themselves() {
    let bench = Bench::new(1, |mock| mock.generation_time(Duration::from_secs(2))).await;
    bench.write("songs.csv", &prompts(3));
    kill_at(bench.start(&["songs.csv", "--jsonl"]), "submitted").await;
    bench.run(&["songs.csv", "--out", "songs"]).await.expect(0);
    assert_eq!(bench.charges(), [1, 2, 3]);
    assert_eq!(bench.files("songs").len(), 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_that_wait_for_a_slot_go_out_by_themselves() {
    use mureka_api::useapi::{Client, types::CreateSong};
    let day = Duration::from_secs(24 * 60 * 60);
    let bench = Bench::new(1, |mock| mock.generation_time(day).limits(false)).await;
    bench.write("songs.csv", &prompts(2));
    let other = Client::builder()
        .token("any")
        .base_url(bench.mock.base_url());
    let other = other.build().unwrap();
    let other = other.with(mureka_api::Options::new().paced(false));
    for _ in 0..10 {
        let request = CreateSong::new().account("a1").reply_ref("another-0-0");
        let _ = other.songs().submit(request).await.unwrap();
    }
    let mut child = bench.start(&["songs.csv"]);
    // Twice: what runs was heard, and waited for.
    let looks = || {
        let requests = bench.mock.requests().into_iter();
        let listings = requests.filter(|it| it.operation.as_deref() == Some("list_jobs"));
        listings.count()
    };
    while looks() < 2 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    child.kill().await.unwrap();
    assert_eq!(bench.mock.ledger().total, 10);
    bench.mock.advance(day);
    let ran = bench.run(&["songs.csv", "--deadline", "1"]).await;
    assert!(ran.stderr.contains("still running"), "{}", ran.stderr);
    assert_eq!(&bench.charges()[10..], [1, 2]);
}
