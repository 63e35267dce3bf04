//! `mureka account`.

use mureka_mock::Fault;

use crate::world::{COOKIE, World, check, told};

#[tokio::test]
async fn accounts_are_listed_and_shown() {
    let world = World::with(|mock| mock.account("12345678901234").account("222")).await;
    told(
        &world,
        "account_list",
        &[
            "account list",
            "account list --json",
            "account list --jsonl",
            "account show 222",
            "account show 222 --json",
            "account show 404",
        ],
    )
    .await;
}

#[tokio::test]
async fn where_there_are_none_it_is_said_how_to_come_by_one() {
    let world = World::with(mureka_mock::Builder::no_accounts).await;
    told(
        &world,
        "account_none",
        &["account list", "account list --json"],
    )
    .await;
}

#[tokio::test]
async fn an_account_is_added_by_its_cookie() {
    let world = World::with(mureka_mock::Builder::no_accounts).await;
    let mut text = world.entry(
        "account add -",
        &world.run_with("account add -", COOKIE).await,
    );
    text += &world.entry(
        "account add",
        &world.run_with("account add", &format!("{COOKIE}\n")).await,
    );
    text += &world.transcript(&["account add @cookie.json --json"]).await;
    check("account_add", &text);
    let requests = world.mock.requests();
    let sent: Vec<_> = requests
        .iter()
        .map(|request| String::from_utf8_lossy(&request.body))
        .collect();
    assert!(sent.iter().all(|body| body.contains(COOKIE)), "{sent:?}");
}

#[tokio::test]
async fn a_cookie_that_is_none_is_not_quoted() {
    let world = World::new().await;
    let odd = format!("{{\"value\": \"{COOKIE}\", \"expires\": 17, \"{COOKIE}\": 1}}");
    let ended = world.run_with("account add -", &odd).await;
    check("account_add_wrong", &world.entry("account add -", &ended));
}

#[tokio::test]
async fn a_token_is_set_by_hand() {
    let world = World::new().await;
    told(
        &world,
        "account_token",
        &[
            "account token 12345678901234 @token.txt",
            "account token 12345678901234 @token.txt --json",
        ],
    )
    .await;
}

#[tokio::test]
async fn an_account_is_removed() {
    let world = World::with(|mock| mock.account("111").account("222").account("333")).await;
    told(
        &world,
        "account_remove",
        &[
            "account remove 111",
            "account remove 222 404 333 --yes",
            "account list",
        ],
    )
    .await;
}

#[tokio::test]
async fn an_answer_that_is_an_error_is_one() {
    let body = serde_json::json!({"error": "cookie\u{1b}[2J is of another user"});
    let fault = Fault::on("configure_account").status(200).body(body);
    let world = World::with(|mock| mock.fault(fault)).await;
    let ended = world.run("account add @cookie.json").await;
    check(
        "account_add_refused",
        &world.entry("account add @cookie.json", &ended),
    );
}
