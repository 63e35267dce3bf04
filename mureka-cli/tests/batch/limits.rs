//! How much is sent: so many lines, so many credits, these accounts, or nothing at all.

use std::time::Duration;

use crate::support::{Bench, is_file, prompts, speeches};

async fn bench(accounts: usize, lines: usize) -> Bench {
    let bench = Bench::new(accounts, |mock| mock.generation_time(Duration::ZERO)).await;
    bench.write("songs.csv", &prompts(lines));
    bench
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_shows_what_would_be_sent_and_leaves_no_trace() {
    let bench = bench(2, 3).await;
    let shown = bench.run(&["songs.csv", "--dry-run"]).await;
    shown.expect(0);
    assert!(
        shown
            .stdout
            .contains("3 lines would be sent, for about 36 credits; nothing was sent"),
        "{}",
        shown.stdout
    );
    assert!(shown.stdout.contains("any of 2"), "{}", shown.stdout);
    let told = bench
        .run(&["songs.csv", "--dry-run", "--max", "1", "--json"])
        .await;
    let told = told.expect(0).json();
    assert_eq!((&told["sends"], &told["held_back"]), (&1.into(), &2.into()));
    assert_eq!(bench.mock.ledger().total, 0);
    assert!(!is_file(&bench.path("songs.csv.mureka.sqlite")));
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_are_sent_up_to_a_number_in_each_run() {
    let bench = bench(3, 5).await;
    let ran = bench.run(&["songs.csv", "--max", "2"]).await;
    ran.expect(0);
    assert!(
        ran.stderr.contains("3 left for another time"),
        "{}",
        ran.stderr
    );
    assert_eq!(bench.charges(), [1, 2]);
    bench.run(&["songs.csv", "--max", "2"]).await.expect(0);
    assert_eq!(bench.charges(), [1, 2, 3, 4]);
}

#[tokio::test(flavor = "multi_thread")]
async fn credits_are_counted_over_all_runs() {
    let bench = bench(4, 5).await;
    for _ in 0..2 {
        bench
            .run(&["songs.csv", "--limit-credits", "30"])
            .await
            .expect(0);
        assert_eq!(bench.charges(), [1, 2]);
    }
    bench
        .run(&["songs.csv", "--limit-credits", "36"])
        .await
        .expect(0);
    assert_eq!(bench.charges(), [1, 2, 3]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_no_price_cannot_be_held_to_a_limit() {
    let bench = bench(1, 1).await;
    bench.write("texts.csv", &speeches(1));
    let ran = bench.run(&["texts.csv", "--limit-credits", "30"]).await;
    ran.expect(2);
    assert!(
        ran.stderr.contains("no price is known of kind speech"),
        "{}",
        ran.stderr
    );
    assert_eq!(bench.mock.ledger().total, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_accounts_that_are_given_are_used() {
    let bench = bench(3, 2).await;
    bench.run(&["songs.csv", "--only", "a2,a3"]).await.expect(0);
    let charges = bench.mock.ledger().charges;
    assert!(
        charges
            .iter()
            .all(|charge| charge.account.as_deref() != Some("a1"))
    );
    bench.write("named.csv", "prompt,account\nRain,a1\n");
    let ran = bench.run(&["named.csv", "--only", "a2,a3"]).await;
    ran.expect(2);
    assert!(
        ran.stderr
            .contains("line 2: account: a1, only a2, a3 may be used"),
        "{}",
        ran.stderr
    );
    bench.run(&["named.csv"]).await.expect(0);
    let last = bench.mock.ledger().charges.pop().unwrap();
    assert_eq!(last.account.as_deref(), Some("a1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_that_are_not_there_are_named_whatever_the_limit() {
    let bench = bench(1, 1).await;
    for limit in [&[][..], &["--limit-credits", "500"]] {
        let words = [&["songs.csv", "--only", "a8,a9"], limit].concat();
        let ran = bench.run(&words).await;
        ran.expect(5);
        let told = "no account can be used (a8: not configured; a9: not configured)";
        assert!(ran.stderr.contains(told), "{}", ran.stderr);
    }
    // That was no fault of the line.
    bench.run(&["songs.csv"]).await.expect(0);
    assert_eq!(bench.charges(), [1]);
}
