//! Files: all of them, once, and nobody else's replaced.

use std::time::Duration;

use mureka_mock::Fault;

use crate::support::{Bench, prompts};

async fn bench(lines: usize) -> Bench {
    let bench = Bench::new(lines, |mock| mock.generation_time(Duration::from_secs(3))).await;
    bench.write("songs.csv", &prompts(lines));
    bench
}

#[tokio::test(flavor = "multi_thread")]
async fn songs_can_be_fetched_in_a_later_run() {
    let bench = bench(2).await;
    bench.run(&["songs.csv"]).await.expect(0);
    bench.run(&["songs.csv", "--out", "songs"]).await.expect(0);
    let files = bench.files("songs");
    assert_eq!(files.len(), 4, "{files:?}");
    assert!(
        files[0].starts_with("0001-") && files[3].starts_with("0002-"),
        "{files:?}"
    );
    // And again, if somebody deleted one.
    std::fs::remove_file(bench.path("songs").join(&files[0])).unwrap();
    bench.run(&["songs.csv", "--out", "songs"]).await.expect(0);
    assert_eq!(bench.files("songs"), files);
    assert_eq!(bench.mock.ledger().total, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_another_origin_is_not_replaced_unasked() {
    let bench = bench(1).await;
    bench.run(&["songs.csv", "--out", "first"]).await.expect(0);
    let files = bench.files("first");
    std::fs::create_dir(bench.path("songs")).unwrap();
    let mine = bench.path("songs").join(&files[0]);
    std::fs::write(&mine, "my own").unwrap();
    let ran = bench.run(&["songs.csv", "--out", "songs"]).await;
    ran.expect(12);
    assert!(
        ran.stderr.contains("a file of another origin"),
        "{}",
        ran.stderr
    );
    assert_eq!(std::fs::read_to_string(&mine).unwrap(), "my own");
    assert_eq!(bench.files("songs"), files);
    bench
        .run(&["songs.csv", "--out", "songs", "--force"])
        .await
        .expect(0);
    assert!(std::fs::metadata(&mine).unwrap().len() > 100);
    assert_eq!(bench.mock.ledger().total, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_has_run_out_is_asked_for_anew() {
    let bench = bench(1).await;
    bench.mock.fault(Fault::on("media").status(403));
    bench.run(&["songs.csv", "--out", "songs"]).await.expect(0);
    assert_eq!(bench.files("songs").len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_song_without_a_link_is_there_and_its_file_comes_later() {
    let bench = bench(1).await;
    bench
        .mock
        .fault(Fault::on("create_song").without("mp3_url"));
    let ran = bench.run(&["songs.csv", "--out", "songs"]).await;
    ran.expect(12);
    assert!(ran.stderr.contains("2 files missing"), "{}", ran.stderr);
    assert_eq!(bench.mock.ledger().total, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn machines_are_told_event_by_event_and_the_report_last() {
    let bench = bench(2).await;
    // Long enough that what is being sent is seen running, too.
    let slow = Fault::on("create_song")
        .after()
        .delay(Duration::from_secs(2));
    bench.mock.fault(slow.times(2));
    let ran = bench.run(&["songs.csv", "--out", "songs", "--jsonl"]).await;
    let events: Vec<serde_json::Value> = ran
        .expect(0)
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let count = |name: &str| events.iter().filter(|event| event["event"] == name).count();
    assert_eq!(
        (count("submitted"), count("done"), count("saved")),
        (2, 2, 4)
    );
    let report = events.last().unwrap();
    assert_eq!(report["event"], "report");
    assert_eq!((&report["done"], &report["files"]), (&2.into(), &4.into()));
    assert_eq!(ran.stderr, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_whose_files_are_missing_is_named_once() {
    use mureka_mock::Fault;
    let bench = Bench::new(1, |mock| mock.generation_time(Duration::ZERO)).await;
    bench.write("songs.csv", &prompts(1));
    bench.mock.fault(Fault::on("media").status(403).always());
    let ran = bench.run(&["songs.csv", "--out", "songs"]).await;
    ran.expect(12);
    assert!(!ran.stdout.contains("2, 2"), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("file missing, line 2: "),
        "{}",
        ran.stdout
    );
}
