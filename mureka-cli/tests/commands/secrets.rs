//! No command shows a token, a key or a cookie, whatever happens to it.

use futures_util::{StreamExt, stream};
use mureka_mock::Fault;
use serde_json::json;

use crate::table::{CALLS, filled};
use crate::world::{AT_ONCE, COOKIE, Ended, KEY, TOKEN, World};

/// Runs every command in a world of its own, in all forms of output.
async fn everywhere(faults: &[Fault], look: impl Fn(&str, &Ended)) {
    let forms = ["", "--json", "--jsonl", "--quiet"].into_iter();
    let tries = forms.flat_map(|form| CALLS.iter().map(move |line| (form, line)));
    let tries = tries.map(async |(form, line)| {
        let world = World::new().await;
        let (mut job, mut task) = (String::new(), String::new());
        if line.contains("{job}") {
            job = world.run("song create --no-wait").await.stdout;
        }
        if line.contains("{task}") {
            task = world
                .run("cloudsway generate --lyrics La --no-wait")
                .await
                .stdout;
        }
        for fault in faults {
            world.mock.fault(fault.clone());
        }
        let line = format!("{} {form}", filled(line, job.trim(), task.trim()));
        look(&line, &world.run(&line).await);
    });
    stream::iter(tries)
        .buffer_unordered(AT_ONCE)
        .collect::<()>()
        .await;
}

fn hides(line: &str, ended: &Ended) {
    for secret in [TOKEN, KEY, COOKIE, "hunter2", "swordfish", "correcthorse"] {
        for text in [&ended.stdout, &ended.stderr] {
            assert!(!text.contains(secret), "{line}: {text}");
        }
    }
}

#[tokio::test]
async fn when_all_is_well() {
    everywhere(&[], |line, ended| {
        hides(line, ended);
        // Without a profile there is nothing to forget.
        let expected = if line.starts_with("logout") { 3 } else { 0 };
        assert_eq!(ended.code, expected, "{line}: {}", ended.stderr);
    })
    .await;
}

#[tokio::test]
async fn when_the_service_repeats_them() {
    let repeats = |fault: Fault, secret: &str| {
        let words = format!("{secret} is wrong, {secret}");
        let body = json!({"error": words, "message": words, "code": secret});
        fault.status(400).body(body).always()
    };
    let faults = [
        repeats(Fault::on("configure_account"), COOKIE),
        repeats(Fault::any().api("useapi"), TOKEN),
        repeats(Fault::any().api("cloudsway"), KEY),
    ];
    everywhere(&faults, hides).await;
}

#[tokio::test]
async fn when_the_service_answers_with_sessions() {
    let account = json!({"account": "1", "token": TOKEN, "sessionCookie": {"value": COOKIE}});
    for (line, answer) in [
        ("account list", json!({ "1": account })),
        ("account add @cookie.json", json!({ "1": account })),
        ("account show 1", account.clone()),
        ("account token 1 @token.txt", account.clone()),
        (
            "job show j1",
            json!({"jobType": "music", "status": "created", "request": {"replyUrl": format!("https://me/?token={TOKEN}")}}),
        ),
    ] {
        for form in ["", "--json", "--jsonl"] {
            // The documented status, which differs.
            let status = if line.contains(" token ") { 201 } else { 200 };
            let fault = Fault::any().status(status).body(answer.clone()).always();
            let world = World::with(|mock| mock.fault(fault)).await;
            let line = format!("{line} {form}");
            let ended = world.run(&line).await;
            assert_eq!(ended.code, 0, "{line}: {}", ended.stderr);
            hides(&line, &ended);
        }
    }
}

#[tokio::test]
async fn when_they_are_typed_where_they_do_not_belong() {
    let world = World::new().await;
    for line in [
        format!("login {TOKEN}"),
        format!("login {KEY} --cloudsway --endpoint abc"),
        format!("account add {COOKIE}"),
        format!("account token 1 {TOKEN}"),
        format!("login {TOKEN} --json"),
    ] {
        let ended = world.run(&line).await;
        assert_eq!(ended.code, 2, "{}", ended.stderr);
        hides(&line, &ended);
    }
    for line in [
        format!("--token={TOKEN} profile"),
        format!("profile --token {TOKEN}"),
    ] {
        let ended = world.run(&line).await;
        assert_eq!(ended.code, 2);
        assert!(!ended.stderr.contains("hunter2"), "{}", ended.stderr);
    }
    assert_eq!(world.called(), Vec::<String>::new());
}
