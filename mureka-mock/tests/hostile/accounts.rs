//! Accounts of odd names, cursors of other lists, and what goes while it is listed.

use std::collections::HashSet;

use mureka_mock::MockServer;
use serde_json::{Value, json};

use crate::wire::{SONG, delete, get, post};

/// A name as it stands in a path.
fn escaped(name: &str) -> String {
    name.bytes().map(|byte| format!("%{byte:02x}")).collect()
}

#[tokio::test]
async fn an_account_may_have_any_name_and_is_taken_for_no_other() {
    let long = "a".repeat(5000);
    let names = [
        "1",
        "team1",
        "team-1",
        "x-1",
        "user:1",
        "-a1",
        "mureka:",
        "..",
        "/",
        "__proto__",
        "\"<b>\r\n",
        "Ä ü 🎵",
        "null",
        "0",
        "-0",
        "1.0",
        &long,
    ];
    let mock = MockServer::builder().no_accounts().start().await.unwrap();
    let path = |name: &str| format!("/v1/mureka/accounts/{}", escaped(name));
    for name in names {
        let answer = post(&mock, &path(name), &json!({"account": name, "token": "t"})).await;
        assert_eq!(
            (answer.status, &answer.json()["account"]),
            (201, &json!(name))
        );
    }
    let all = get(&mock, "/v1/mureka/accounts").await.json();
    let all: HashSet<&str> = all
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(all, HashSet::from(names));
    for name in names {
        assert_eq!(get(&mock, &path(name)).await.json()["account"], name);
    }
    for name in names {
        assert_eq!(delete(&mock, &path(name)).await.status, 204, "{name:?}");
        assert_eq!(get(&mock, &path(name)).await.status, 404, "{name:?}");
    }
}

#[tokio::test]
async fn an_account_is_not_named_by_the_number_at_its_end() {
    for name in ["team1", "team-1", "01"] {
        let mock = MockServer::builder().account(name).start().await.unwrap();
        let answer = post(&mock, SONG, &json!({"account": "1", "prompt": "a"})).await;
        assert_eq!(answer.status, 400, "{name}");
        assert_eq!(
            answer.json()["error"],
            "account: 1 is not configured",
            "{name}"
        );
        assert_eq!(mock.ledger().total, 0, "{name}");
    }
}

#[tokio::test]
async fn what_an_account_of_any_name_has_can_be_shown_and_deleted() {
    for name in ["my-team", "a-b:c", "-a", "x"] {
        let mock = MockServer::builder()
            .account(name)
            .empty()
            .generation_time(std::time::Duration::ZERO)
            .start()
            .await
            .unwrap();
        let made = post(&mock, SONG, &json!({"prompt": "a"})).await;
        assert_eq!(made.status, 200, "{name}: {made:?}");
        let id = made.json()["songs"][0]["song_id"].clone();
        let path = format!("/v1/mureka/music/{}", escaped(id.as_str().unwrap()));
        let shown = get(&mock, &path).await;
        assert_eq!(shown.status, 200, "{name} {id}: {shown:?}");
        assert_eq!(delete(&mock, &path).await.status, 200, "{name} {id}");
        assert_eq!(get(&mock, &path).await.status, 404, "{name} {id}");
    }
}

#[tokio::test]
async fn a_cursor_is_one_of_this_list_or_a_number_or_refused() {
    let mock = MockServer::builder().page_size(1).start().await.unwrap();
    for (cursor, status) in [
        ("-1", 400),
        ("1.5", 400),
        ("1e3", 400),
        ("%2B1", 400),
        ("abc", 400),
        ("%00", 400),
        ("99999999999999999999999", 400),
        ("", 400),
        ("0", 400),
        ("18446744073709551615", 200),
        ("1&last_id=2", 400),
    ] {
        let answer = get(&mock, &format!("/v1/mureka/music/?last_id={cursor}")).await;
        assert_eq!(answer.status, status, "{cursor}: {answer:?}");
    }
}

#[tokio::test]
async fn what_is_deleted_while_it_is_listed_is_missing_and_nothing_else_is() {
    let mock = MockServer::builder()
        .empty()
        .limits(false)
        .page_size(3)
        .start()
        .await
        .unwrap();
    let mut made = Vec::new();
    for _ in 0..10 {
        let uploaded = crate::wire::raw(
            &mock,
            crate::wire::request(
                "POST",
                "/v1/mureka/files/?title=t&genre=pop&mood=happy",
                "audio/mpeg",
                "ID3",
            ),
        )
        .await;
        made.push(uploaded.json()["id"].clone());
    }
    let page = |last: Value| {
        let mock = &mock;
        async move {
            let last = if last.is_null() {
                String::new()
            } else {
                format!("?last_id={last}")
            };
            get(mock, &format!("/v1/mureka/files/{last}")).await.json()
        }
    };
    let first = page(Value::Null).await;
    // The last one seen, the next one, and the first of all.
    for at in [7, 6, 9] {
        let gone = delete(&mock, &format!("/v1/mureka/files/?id={}", made[at])).await;
        assert_eq!(gone.status, 200, "{gone:?}");
    }
    let mut seen = Vec::new();
    let mut last = first["last_id"].clone();
    loop {
        let page = page(last).await;
        let items = page
            .as_object()
            .unwrap()
            .values()
            .find_map(Value::as_array)
            .unwrap();
        seen.extend(items.iter().map(|item| item["id"].clone()));
        last = page["last_id"].clone();
        if page["more"] != true {
            break;
        }
    }
    let expected: Vec<Value> = [5, 4, 3, 2, 1, 0].map(|at: usize| made[at].clone()).into();
    assert_eq!(seen, expected);
}
