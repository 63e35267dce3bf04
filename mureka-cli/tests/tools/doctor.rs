//! `mureka doctor`

use insta::assert_snapshot;
use mureka_mock::Fault;
use serde_json::{Value, json};

use crate::world::{KEY, TOKEN, World};

/// Without what differs from version to version, and from second to second.
fn settled(shown: &str) -> String {
    let version = concat!("mureka ", env!("CARGO_PKG_VERSION"));
    let shown = shown.replace(version, "mureka [version]");
    shown.replace("395 days", "396 days")
}

/// What it says of one check.
fn of<'r>(report: &'r Value, check: &str) -> &'r Value {
    let checks = report["checks"].as_array().unwrap();
    checks.iter().find(|found| found["check"] == check).unwrap()
}

#[tokio::test]
async fn where_all_is_well_every_line_says_so() {
    let world = World::with(|mock| mock.account_with_credits("111", 488)).await;
    let ended = world.run(&["doctor"]).await;
    assert_snapshot!(settled(&ended.shown()));
    assert!(!ended.shown().contains(TOKEN) && !ended.shown().contains(KEY));
}

#[tokio::test]
async fn machines_get_one_document_or_a_line_a_check() {
    let world = World::new().await;
    let ended = world.run(&["doctor", "--json"]).await;
    let report = ended.json();
    assert_eq!(report["state"], "ok");
    assert_eq!(
        of(&report, "token"),
        &json!({"check": "token", "state": "ok", "message": "accepted"})
    );
    let ended = world.run(&["doctor", "--jsonl"]).await;
    assert_eq!(
        ended.stdout.lines().count(),
        report["checks"].as_array().unwrap().len()
    );
}

#[tokio::test]
async fn without_a_token_the_rest_is_told_all_the_same() {
    let world = World::new()
        .await
        .and("USEAPI_TOKEN", "")
        .and("CLOUDSWAY_API_KEY", "");
    let ended = world.run(&["doctor"]).await;
    assert_snapshot!(settled(&ended.shown()));
    assert_eq!(world.mock.requests(), []);
}

#[tokio::test]
async fn a_token_that_is_refused_is_broken() {
    let fault = Fault::on("list_accounts").status(401);
    let world = World::with(|mock| mock.fault(fault)).await;
    let ended = world.run(&["doctor", "--json"]).await;
    assert_eq!(ended.code, 1);
    assert_eq!(of(&ended.json(), "token")["state"], "broken");
    let error: Value = serde_json::from_str(&ended.stderr).unwrap();
    assert_eq!(error["error"]["kind"], "broken");
}

#[tokio::test]
async fn offline_the_network_is_named_and_nothing_hangs() {
    let world = World::new()
        .await
        .and("USEAPI_BASE_URL", "http://127.0.0.1:9");
    let ended = world.run(&["doctor"]).await;
    assert_eq!(ended.code, 1);
    assert!(ended.stdout.contains("✗ service"), "{}", ended.stdout);
    assert!(ended.stdout.contains("! token"), "{}", ended.stdout);
    assert!(
        ended.stdout.contains("http://127.0.0.1:9"),
        "{}",
        ended.stdout
    );
}

#[tokio::test]
async fn a_service_in_trouble_is_not_a_bad_token() {
    let fault = Fault::on("list_accounts").status(503).html().always();
    let world = World::with(|mock| mock.fault(fault)).await;
    let ended = world.run(&["doctor", "--json"]).await;
    let report = ended.json();
    assert_eq!(of(&report, "service")["state"], "broken");
    assert_eq!(of(&report, "token")["state"], "warning");
}

#[tokio::test]
async fn no_account_is_broken() {
    let world = World::with(mureka_mock::Builder::no_accounts).await;
    let ended = world.run(&["doctor", "--json"]).await;
    assert_eq!(ended.code, 1, "{}", ended.stdout);
    assert_eq!(of(&ended.json(), "account")["state"], "broken");
}

#[tokio::test]
async fn an_account_out_of_order_is_broken_and_the_others_are_not() {
    let fault = Fault::on("get_profile")
        .account("222")
        .status(596)
        .after()
        .always();
    let world = World::with(|mock| mock.account("111").account("222").fault(fault)).await;
    let ended = world.run(&["doctor", "--json"]).await;
    assert_eq!(ended.code, 1);
    let report = ended.json();
    assert_eq!(of(&report, "account 111")["state"], "ok");
    let broken = of(&report, "account 222");
    assert_eq!(broken["state"], "broken");
    assert!(
        broken["remedy"]
            .as_str()
            .unwrap()
            .contains("mureka account add"),
        "{broken}"
    );
}

#[tokio::test]
async fn an_account_that_is_chosen_has_to_be_there() {
    let world = World::with(|mock| mock.account("111")).await;
    let ended = world.run(&["doctor", "--account", "999", "--json"]).await;
    assert_eq!(ended.code, 1);
    let chosen = &of(&ended.json(), "account")["message"].clone();
    assert_eq!(chosen, "999 is chosen, but not configured");
}

#[tokio::test]
async fn warnings_are_a_failure_only_if_asked() {
    let world = World::with(|mock| mock.account_with_credits("111", 0)).await;
    let ended = world.run(&["doctor"]).await;
    assert_eq!(ended.code, 0, "{}", ended.stdout);
    assert!(ended.stdout.contains("! account 111"), "{}", ended.stdout);
    let ended = world.run(&["doctor", "--strict"]).await;
    assert_eq!(ended.code, 1);
}

#[tokio::test]
async fn a_clock_that_is_off_is_told() {
    let past = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    let world = World::with(|mock| mock.starts_at(past)).await;
    let report = world.run(&["doctor", "--json"]).await.json();
    assert_eq!(of(&report, "clock")["state"], "warning");
}

#[cfg(unix)]
#[tokio::test]
async fn a_configuration_that_others_can_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::new().await;
    let path = world.file("config/config.toml", "");
    for (mode, state) in [(0o600, "ok"), (0o644, "warning")] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        let ended = world.run(&["doctor", "--json"]).await;
        assert_eq!(of(&ended.json(), "config")["state"], state, "{mode:o}");
        assert_eq!(ended.code, 0);
    }
}

#[cfg(feature = "mock")]
#[tokio::test]
async fn the_mock_server_is_in_order() {
    let world = World::new().await;
    let ended = world.run(&["--mock", "doctor", "--strict"]).await;
    assert_eq!(ended.code, 0, "{}", ended.stdout);
}
