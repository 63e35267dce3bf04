//! `mureka api`

use insta::assert_snapshot;
use mureka_api::{Operation, cloudsway, useapi};
use mureka_mock::Fault;
use serde_json::{Value, json};

use crate::world::{KEY, TOKEN, World};

#[tokio::test]
async fn the_body_goes_to_stdout_as_it_came_and_the_status_beside_it() {
    let world = World::new().await;
    let ended = world.run(&["api", "list_jobs"]).await;
    assert_snapshot!(ended.shown());
    let ended = world.run(&["api", "list_jobs", "--quiet"]).await;
    assert_eq!(ended.stderr, "");
    assert!(!ended.stdout.ends_with('\n'), "nothing is added");
}

#[tokio::test]
async fn for_machines_status_and_body_are_one_document() {
    let world = World::new().await;
    let ended = world.run(&["api", "list_jobs", "--json"]).await;
    assert_snapshot!(ended.shown());
    let ended = world
        .run(&["api", "list_jobs", "--jsonl", "--include"])
        .await;
    assert_eq!(ended.stdout.lines().count(), 1);
    assert_eq!(ended.json()["headers"]["content-type"], "application/json");
}

#[tokio::test]
async fn headers_come_before_the_body_if_asked() {
    let world = World::new().await;
    let ended = world.run(&["api", "list_jobs", "-i"]).await;
    let (head, body) = ended.stdout.split_once("\n\n").unwrap();
    assert!(head.starts_with("HTTP 200 OK\n"), "{head}");
    assert!(head.contains("\ncontent-type: application/json"), "{head}");
    assert!(serde_json::from_str::<Value>(body).is_ok());
    assert_eq!(ended.stderr, "");
}

#[tokio::test]
async fn fields_are_text_json_files_or_stdin() {
    let world = World::new().await;
    world.file("title.txt", "Rain\n");
    let words = [
        "api",
        "create_song_advanced",
        "-f",
        "lyrics=-",
        "-f",
        "title=@title.txt",
        "--field",
        "async:=true",
    ];
    let ended = world.run_with(&words, "La la\nla\n").await;
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let sent = world.mock.requests()[0].json();
    assert_eq!(
        sent,
        Some(json!({"lyrics": "La la\nla", "title": "Rain", "async": true}))
    );
}

#[tokio::test]
async fn a_body_comes_from_a_file_or_stdin_and_takes_fields() {
    let world = World::new().await;
    world.file("song.json", r#"{"prompt": "Rain", "async": false}"#);
    for (input, stdin) in [("song.json", ""), ("-", r#"{"prompt": "Rain"}"#)] {
        let words = ["api", "create_song", "--input", input, "-f", "async:=true"];
        let ended = world.run_with(&words, stdin).await;
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        let sent = world.mock.requests().last().unwrap().json();
        assert_eq!(sent, Some(json!({"prompt": "Rain", "async": true})));
    }
}

#[tokio::test]
async fn files_are_uploaded_to_both_apis() {
    let world = World::new().await;
    world.file("rain.mp3", b"ID3 music");
    let words = "api upload_track -f title=Rain -f genre=pop -f mood=calm --file rain.mp3";
    let ended = world.run(&words.split(' ').collect::<Vec<_>>()).await;
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let words = "api upload_file -f purpose=audio --file rain.mp3";
    let ended = world.run(&words.split(' ').collect::<Vec<_>>()).await;
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let requests = world.mock.requests();
    assert_eq!(requests[0].body, b"ID3 music");
    let form = String::from_utf8_lossy(&requests[1].body).into_owned();
    assert!(
        form.contains("name=\"file\"; filename=\"rain.mp3\""),
        "{form}"
    );
    let ended = world
        .run(&["api", "upload_track", "--file", "none.mp3"])
        .await;
    assert_eq!(ended.code, 11, "{}", ended.stderr);
}

#[tokio::test]
async fn an_answer_that_says_no_is_printed_and_is_a_failure() {
    for (status, code) in [(401, 3), (402, 7), (404, 5), (418, 1), (596, 4)] {
        let fault = Fault::on("generate_lyrics").status(status).always();
        let world = World::with(|mock| mock.fault(fault)).await;
        let ended = world
            .run(&["api", "generate_lyrics", "-f", "prompt=Rain"])
            .await;
        assert_eq!(ended.code, code, "{status}: {}", ended.stderr);
        let line = ended
            .stderr
            .lines()
            .find(|line| line.starts_with("mureka: "));
        let line = line.unwrap();
        let start = format!("mureka: generate_lyrics: {status} ");
        assert!(line.starts_with(&start), "{line}");
    }
    let fault = Fault::on("create_song").status(402);
    let world = World::with(|mock| mock.fault(fault)).await;
    let ended = world
        .run(&["api", "create_song", "-f", "prompt=Rain"])
        .await;
    assert_snapshot!(ended.shown());
    let fault = Fault::on("create_song").status(402);
    let world = World::with(|mock| mock.fault(fault)).await;
    let ended = world
        .run(&["api", "create_song", "-f", "prompt=Rain", "--jsonl"])
        .await;
    assert_eq!(ended.json()["status"], 402);
    let error: Value = serde_json::from_str(&ended.stderr).unwrap();
    assert_eq!(error["error"]["kind"], "no_credits");
    assert_eq!(error["error"]["charged"], "no");
}

#[tokio::test]
async fn a_paid_call_whose_answer_is_lost_is_sent_once() {
    let world = World::with(|mock| mock.fault(Fault::on("create_song").cut().after())).await;
    let ended = world
        .run(&[
            "api",
            "create_song",
            "-f",
            "prompt=Rain",
            "-f",
            "async:=true",
        ])
        .await;
    assert_eq!(ended.code, 9, "{}", ended.stderr);
    assert_eq!(world.mock.ledger().times("create_song"), 1);
    assert_eq!(world.mock.requests().len(), 1);
}

#[tokio::test]
async fn what_is_typed_wrong_is_told_and_not_sent() {
    let world = World::new().await;
    let mut told = String::new();
    for words in [
        "api creat_song",
        "api nothing_like_it",
        "api extend_song",
        "api useapi:extend_song --cloudsway",
        "api create_song -f prompt",
        "api create_song -f promt=Rain -f n:=2",
        "api create_song -f async:=maybe",
        "api create_song --input nowhere.json",
        "api get_job",
        "api get_job -f jobid=..",
        "api list_jobs -f a=b",
        "api list_jobs --input -",
    ] {
        let ended = world.run(&words.split(' ').collect::<Vec<_>>()).await;
        assert_eq!(ended.stdout, "", "{words}");
        told.push_str(&format!("{words}: {}\n{}", ended.code, ended.stderr));
    }
    assert_snapshot!(told);
    assert_eq!(world.mock.requests(), []);
}

#[tokio::test]
async fn unchecked_fields_go_along() {
    let world = World::new().await;
    let ended = world
        .run(&["api", "list_jobs", "-f", "new=1", "--unchecked"])
        .await;
    assert_eq!(
        world.mock.requests()[0].query(),
        Some("new=1"),
        "{}",
        ended.stderr
    );
}

#[tokio::test]
async fn the_chosen_account_goes_along_but_never_into_a_path() {
    let world = World::with(|mock| mock.account("111").account("222")).await;
    let world = world.and("MUREKA_ACCOUNT", "222");
    for words in [
        "api get_profile",
        "api get_profile -f account=111",
        "api create_song -f prompt=Rain -f async:=true",
        "api delete_account",
    ] {
        world.run(&words.split(' ').collect::<Vec<_>>()).await;
    }
    let requests = world.mock.requests();
    assert_eq!(
        requests.len(),
        3,
        "an account is not deleted because it is the chosen one"
    );
    assert_eq!(requests[0].query(), Some("account=222"));
    assert_eq!(requests[1].query(), Some("account=111"));
    assert_eq!(requests[2].json().unwrap()["account"], "222");
}

#[tokio::test]
async fn operations_are_listed_and_described() {
    let world = World::new().await;
    let ended = world.run(&["api", "--list", "--json"]).await;
    let listed = ended.json();
    let listed: Vec<&str> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|operation| operation["operation"].as_str().unwrap())
        .collect();
    assert_eq!(
        listed.len(),
        useapi::operations::ALL.len() + cloudsway::operations::ALL.len()
    );
    assert!(listed.contains(&"create_song") && listed.contains(&"cloudsway:extend_song"));

    let ended = world.run(&["api", "--list"]).await;
    let lines: Vec<&str> = ended.stdout.lines().collect();
    assert_eq!(lines.len(), listed.len() + 1);
    assert!(lines[0].starts_with("OPERATION"), "{}", lines[0]);

    let ended = world.run(&["api", "upload_track", "--describe"]).await;
    assert_snapshot!(ended.shown());
    let ended = world
        .run(&["api", "upload_track", "--describe", "--json"])
        .await;
    assert_snapshot!(ended.stdout);
    assert_eq!(world.mock.requests(), []);
}

#[tokio::test]
async fn every_operation_can_be_described() {
    let world = World::new().await;
    let all = useapi::operations::ALL
        .iter()
        .map(|operation| ("useapi", operation));
    let all = all.chain(
        cloudsway::operations::ALL
            .iter()
            .map(|operation| ("cloudsway", operation)),
    );
    for (api, operation) in all {
        let operation: &Operation = operation;
        let name = format!("{api}:{}", operation.id);
        let ended = world.run(&["api", &name, "--describe", "--json"]).await;
        assert_eq!(ended.json()["path"], operation.path, "{name}");
    }
}

#[tokio::test]
async fn no_secret_is_printed() {
    let world = World::new().await;
    for words in [
        "api list_accounts --include",
        "api get_job -f jobid=j1",
        "api get_task -f task_id=1 --include --json",
    ] {
        let ended = world.run(&words.split(' ').collect::<Vec<_>>()).await;
        let all = ended.shown();
        assert!(!all.contains(TOKEN) && !all.contains(KEY), "{all}");
    }
    let without = World::new().await.and("USEAPI_TOKEN", "");
    let ended = without.run(&["api", "list_jobs"]).await;
    assert_eq!(ended.code, 3);
}
