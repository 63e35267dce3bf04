//! `mureka serve`

use mureka_api::useapi::Client;
use serde_json::Value;

use crate::world::World;

#[tokio::test]
async fn it_prints_what_to_export_serves_and_ends_with_ctrl_c() {
    let world = World::new().await;
    let mut served = world.start(&["serve", "--port", "0", "--with-account", "111=40"]);
    // In the order of their names.
    let mut exports = Vec::new();
    for _ in 0..5 {
        exports.push(served.line().await);
    }
    let url = exports
        .iter()
        .find_map(|line| line.strip_prefix("export USEAPI_BASE_URL="))
        .unwrap();
    assert!(
        exports.contains(&"export USEAPI_TOKEN=any".to_owned()),
        "{exports:?}"
    );
    assert!(
        exports.contains(&format!("export CLOUDSWAY_BASE_URL={url}")),
        "{exports:?}"
    );

    let client = Client::builder()
        .token("any")
        .base_url(url)
        .build()
        .unwrap();
    let accounts = client.raw().list_accounts().await.unwrap();
    assert!(accounts.get("111").is_some());

    served.interrupt();
    assert_eq!(served.end().await, (String::new(), 0));
}

#[tokio::test]
async fn machines_get_a_line_of_json() {
    let world = World::new().await;
    let mut served = world.start(&["serve", "--port", "0", "--jsonl"]);
    let told: Value = serde_json::from_str(&served.line().await).unwrap();
    assert_eq!(told["env"]["USEAPI_BASE_URL"], told["url"]);
    served.interrupt();
    assert_eq!(served.end().await.1, 0);
}

#[tokio::test]
async fn a_port_that_is_taken_is_named() {
    let world = World::new().await;
    let port = world.mock.address().port().to_string();
    let ended = world.run(&["serve", "--port", &port]).await;
    assert_eq!(ended.code, 11);
    assert!(ended.stderr.contains(&port), "{}", ended.stderr);
}
