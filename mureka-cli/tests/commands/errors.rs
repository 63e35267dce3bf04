//! How commands fail.

use std::time::Duration;

use futures_util::future::join_all;
use mureka_mock::Fault;

use crate::world::{World, told};

#[tokio::test]
async fn without_a_token_it_is_said_where_to_come_by_one() {
    let world = World::new()
        .await
        .without("USEAPI_TOKEN")
        .without("CLOUDSWAY_API_KEY");
    told(
        &world,
        "error_no_token",
        &[
            "song list",
            "song list --json",
            "cloudsway query 1",
            "song list --profile work",
        ],
    )
    .await;
    assert_eq!(world.called(), Vec::<String>::new());
}

#[tokio::test]
async fn a_variable_that_is_empty_is_one_that_is_not_set() {
    let world = World::new().await.and("USEAPI_TOKEN", "");
    assert_eq!(world.run("song list").await.code, 3);
    let world = World::new()
        .await
        .and("MUREKA_ACCOUNT", "")
        .and("MUREKA_PROFILE", "");
    let ended = world.run("song list").await;
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
}

#[tokio::test]
async fn every_failure_of_the_service_has_its_code() {
    let lines = [
        "song create --prompt Rain --wait",
        "song create --prompt Rain --wait --json",
    ];
    let cases = [
        ("error_refused_token", Fault::any().status(401)),
        (
            "error_account_broken",
            Fault::any().status(596).code("SESSION_EXPIRED"),
        ),
        ("error_no_credits", Fault::any().status(402)),
        (
            "error_plan_too_low",
            Fault::any()
                .status(403)
                .body(serde_json::json!({"error": "low vip level (6335)"})),
        ),
        ("error_not_found", Fault::any().status(404)),
        (
            "error_moderated",
            Fault::any()
                .status(400)
                .body(serde_json::json!({"error": "sensitive words"})),
        ),
        (
            "error_control_characters",
            Fault::any()
                .status(400)
                .body(serde_json::json!({"error": "a\u{1b}[2Jb\u{9b}2Jc\nd"})),
        ),
    ];
    let tries = cases.into_iter().map(async |(name, fault)| {
        let world = World::with(|mock| mock.fault(fault.always())).await;
        told(&world, name, &lines).await;
    });
    join_all(tries).await;
}

#[tokio::test]
async fn of_a_song_whose_fate_is_unknown_it_is_said_that_it_may_be_paid_for() {
    let fault = Fault::on("create_song").html();
    let world = World::with(|mock| mock.fault(fault)).await;
    told(
        &world,
        "error_odd_page",
        &["song create --prompt Rain --wait"],
    )
    .await;
}

#[tokio::test]
async fn reads_that_fail_in_passing_are_repeated() {
    let world = World::with(|mock| mock.fault(Fault::on("list_songs").status(503))).await;
    let ended = world.run("song list --limit 1").await;
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert_eq!(world.called(), ["list_songs", "list_songs"]);
}

#[tokio::test]
async fn a_song_whose_answer_is_lost_is_found_and_paid_for_once() {
    let fault = Fault::on("create_song").after().cut();
    let world = World::with(|mock| mock.generation_time(Duration::from_secs(2)).fault(fault)).await;
    let ended = world.run("song create --prompt Rain --out songs").await;
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert_eq!(world.mock.ledger().times("create_song"), 1);
}

#[tokio::test]
async fn nobody_answers() {
    let world = World::new()
        .await
        .and("USEAPI_BASE_URL", "http://127.0.0.1:1");
    let ended = world.run("song create --prompt Rain --json").await;
    assert_eq!(ended.code, 9, "{}", ended.stderr);
    let told: serde_json::Value = serde_json::from_str(&ended.stderr).unwrap();
    assert_eq!(told["error"]["charged"], "no");
    assert_eq!(told["error"]["kind"], "connection");
}

#[tokio::test]
async fn what_is_wrong_with_a_request_is_said_before_it_is_sent() {
    let world = World::new().await;
    std::fs::write(world.path("long.txt"), "x".repeat(5312)).unwrap();
    told(&world, "error_request", &[
        "song advanced --lyrics @long.txt --title 'This title is a little longer than the fifty letters'",
        "song advanced --lyrics @long.txt --json",
        "song advanced --lyrics La --desc x --ref 1",
        "song regenerate a/b --from 1",
        "song regenerate 1 --from=-1",
        "song show a/b",
        "song list --limit many",
        "song list --json --limit many",
        "song list --json --jsonl",
        "song create --prompt @nowhere.txt",
        "song create --wait --deadline 0",
        "song nothing",
    ])
    .await;
    assert!(world.mock.ledger().charges.is_empty());
}

#[tokio::test]
async fn a_model_is_passed_on_though_it_is_unknown_here() {
    let world = World::new().await;
    let ended = world
        .run("song create --prompt Rain --model V99 --wait")
        .await;
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    assert!(ended.stderr.contains("V99"), "{}", ended.stderr);
}

#[tokio::test]
async fn of_several_accounts_one_has_to_be_named() {
    let world = World::with(|mock| mock.account("111").account("222")).await;
    told(
        &world,
        "error_account",
        &[
            "song create --prompt Rain --no-wait",
            "song create --prompt Rain --no-wait --account 404",
            "song create --prompt Rain --no-wait --account 222",
        ],
    )
    .await;
}

#[tokio::test]
async fn credits_can_be_looked_at_first() {
    let world = World::with(|mock| mock.account_with_credits("111", 3)).await;
    let ended = world
        .run("song create --prompt Rain --check-credits --wait")
        .await;
    assert_eq!(ended.code, 7, "{}", ended.stderr);
    assert!(world.mock.ledger().charges.is_empty());
}

#[tokio::test]
async fn an_empty_prompt_is_refused_before_it_is_paid_for() {
    let world = World::new().await;
    let words = ["song", "create", "--prompt", "", "--no-wait"];
    let mut command = world.command(&words.map(str::to_owned));
    let ended = command.output().await.unwrap();
    let said = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(2), "{said}");
    assert_eq!(said, "mureka: prompt: empty; a text is needed\n");
    assert_eq!(world.called(), Vec::<String>::new());
}

#[tokio::test]
async fn nothing_from_a_pipe_is_no_prompt() {
    let world = World::new().await;
    std::fs::write(world.path("nothing.txt"), "\n").unwrap();
    for line in [
        "song create --prompt - --no-wait",
        "song create --prompt @nothing.txt --no-wait",
        "speech create --voice 1 --text - --no-wait",
        "api create_song -f prompt=-",
    ] {
        let ended = world.run(line).await;
        assert_eq!(ended.code, 2, "{line}: {}", ended.stderr);
        assert!(
            ended.stderr.ends_with(": empty\n"),
            "{line}: {}",
            ended.stderr
        );
    }
    assert_eq!(world.called(), Vec::<String>::new());
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_behind_stdout_is_told_whatever_is_printed() {
    let world = World::new().await;
    for line in [
        "--help",
        "--version",
        "song create --help",
        "completions bash",
        "song list --json",
        "doctor",
    ] {
        let mut command = world.command(&crate::world::words(line));
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
        let child = command.stdout(full.unwrap()).spawn().unwrap();
        let output = child.wait_with_output().await.unwrap();
        assert_eq!(output.status.code(), Some(11), "{line}");
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains("stdout: No space left"), "{line}: {told}");
    }
}
