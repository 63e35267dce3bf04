//! The file changes between runs.

use std::time::Duration;

use crate::support::Bench;

async fn bench(text: &str) -> Bench {
    let bench = Bench::new(8, |mock| mock.generation_time(Duration::ZERO)).await;
    bench.write("songs.csv", text);
    bench.run(&["songs.csv"]).await.expect(0);
    bench
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_run_sends_nothing() {
    let bench = bench("prompt\nA\nB\n").await;
    let ran = bench.run(&["songs.csv", "--json"]).await;
    let report = ran.expect(0).json();
    assert_eq!(
        (&report["done"], &report["submitted"]),
        (&2.into(), &0.into())
    );
    assert_eq!(bench.mock.ledger().total, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_that_are_added_are_sent_and_lines_that_are_moved_are_not() {
    let bench = bench("prompt\nA\nB\nB\n").await;
    bench.write("songs.csv", "prompt\nB\nC\nA\nB\nD\n");
    let report = bench.run(&["songs.csv", "--json"]).await.expect(0).json();
    assert_eq!(
        (&report["done"], &report["submitted"]),
        (&5.into(), &2.into())
    );
    assert_eq!(bench.charges(), [1, 2, 3, 4, 5]);
    // The same in another form, and one of them once more.
    let lines = ["B", "C", "A", "B", "D", "B"].map(|it| format!("{{\"prompt\": \"{it}\"}}\n"));
    bench.write("songs.jsonl", &lines.concat());
    let arguments = [
        "songs.jsonl",
        "--state",
        "songs.csv.mureka.sqlite",
        "--json",
    ];
    let report = bench.run(&arguments).await.expect(0).json();
    assert_eq!(
        (&report["lines"], &report["submitted"]),
        (&6.into(), &1.into())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_was_changed_after_it_was_sent_is_asked_about() {
    let bench = bench("prompt\nA\nB\nC\n").await;
    bench.write(
        "songs.csv",
        "prompt\nA\nB, louder\nC\n"
            .replace("B, louder", "Bee")
            .as_str(),
    );
    let ran = bench.run(&["songs.csv"]).await;
    ran.expect(2);
    assert!(
        ran.stderr.contains("line 3: was sent: made, job j"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("--send-edited"), "{}", ran.stderr);
    assert_eq!(bench.mock.ledger().total, 3);
    bench.run(&["songs.csv", "--send-edited"]).await.expect(0);
    assert_eq!(bench.mock.ledger().total, 4);
    // Now it is the line, and the old one is gone.
    bench.run(&["songs.csv"]).await.expect(0);
    assert_eq!(bench.mock.ledger().total, 4);
}
