//! What cannot be right is refused before anything is sent.

use crate::support::{Bench, is_file, prompts};

#[tokio::test(flavor = "multi_thread")]
async fn a_file_with_a_mistake_sends_nothing_and_leaves_nothing() {
    let bench = Bench::new(1, |mock| mock).await;
    let long = format!("prompt\nRain\n{}\n", "x".repeat(3001));
    for (name, text, expected) in [
        (
            "long.csv",
            long.as_str(),
            "line 3: prompt: 3001 characters, at most 3000 are allowed",
        ),
        (
            "column.csv",
            "promt\nRain\n",
            "line 1: promt: unknown; prompt is meant?",
        ),
        (
            "field.jsonl",
            "{\"prompt\": \"a\"}\n{\"lyric\": \"b\"}\n",
            "line 2: lyric: unknown; lyrics is meant?",
        ),
        (
            "kind.csv",
            "kind,prompt\nadvanced,Rain\n",
            "line 2: prompt: not of kind advanced",
        ),
        (
            "cells.csv",
            "prompt,model\nRain\n",
            "line 2: 1 columns, the first line has 2",
        ),
        ("empty.csv", "", "line 1: there are no requests"),
        (
            "both.jsonl",
            "{\"lyrics\": \"la\", \"desc\": \"pop\", \"ref_id\": 5}\n",
            "line 1: desc: not together with ref_id",
        ),
    ] {
        bench.write(name, text);
        let ran = bench.run(&[name]).await;
        ran.expect(2);
        assert!(ran.stderr.contains(expected), "{name}: {}", ran.stderr);
        assert!(ran.stderr.contains("nothing was sent"), "{}", ran.stderr);
        assert_eq!(ran.stdout, "");
        assert!(!is_file(&bench.path(&format!("{name}.mureka.sqlite"))));
    }
    assert!(bench.mock.requests().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_or_written_is_named() {
    let bench = Bench::new(1, |mock| mock).await;
    bench.write("songs.csv", &prompts(1));
    bench.write("notes.txt", &"This is no database. ".repeat(100));
    for (arguments, code, expected) in [
        (&["nowhere.csv"][..], 11, "nowhere.csv: "),
        (
            &["songs.csv", "--state", "no/such/folder"],
            11,
            "no/such/folder: ",
        ),
        (
            &["songs.csv", "--state", "notes.txt"],
            11,
            "notes.txt: not the state of a batch",
        ),
        (&["songs.csv", "--out", "notes.txt"], 11, "notes.txt: "),
        (&["-"], 2, "--state: required with stdin"),
    ] {
        let ran = bench.run(arguments).await;
        ran.expect(code);
        assert!(
            ran.stderr.contains(expected),
            "{arguments:?}: {}",
            ran.stderr
        );
    }
    assert_eq!(bench.mock.ledger().total, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_are_json_where_json_is_wanted() {
    let bench = Bench::new(1, |mock| mock).await;
    bench.write("songs.csv", "promt\nRain\n");
    let ran = bench.run(&["songs.csv", "--json"]).await;
    let error: serde_json::Value = serde_json::from_str(&ran.expect(2).stderr).unwrap();
    assert_eq!(error["error"]["kind"], "usage");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_state_of_one_service_is_not_taken_for_that_of_another() {
    let bench = Bench::new(1, |mock| mock.generation_time(std::time::Duration::ZERO)).await;
    let other = Bench::new(1, |mock| mock).await;
    bench.write("songs.csv", &prompts(1));
    bench.run(&["songs.csv"]).await.expect(0);
    let path = bench.path("songs.csv");
    let ran = other.run(&[path.to_str().unwrap()]).await;
    ran.expect(2);
    assert!(ran.stderr.contains("of a batch at "), "{}", ran.stderr);
    assert_eq!(other.mock.ledger().total, 0);
}
