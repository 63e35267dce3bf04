//! Accounts: how they come and go, and that each call is for one of them.

#![allow(clippy::unwrap_used, reason = "all of it is test code")]

mod support;

use mureka_mock::MockServer;
use serde_json::{Value, json};
use support::{ACCOUNT, GENERATION, Mock, serve, start};

const ACCOUNTS: &str = "/v1/mureka/accounts";
const CREATE: &str = "/v1/mureka/music/create";

/// A server with two accounts and nothing else.
async fn two() -> Mock {
    let builder = MockServer::builder().empty().limits(false);
    serve(builder.account("111").account("222")).await
}

/// The ids of the accounts.
async fn listed(mock: &Mock) -> Vec<String> {
    match mock.get(ACCOUNTS).await {
        answer if answer.status == 404 => Vec::new(),
        answer => answer.json().as_object().unwrap().keys().cloned().collect(),
    }
}

fn cookie(value: &str) -> Value {
    json!({"sessionCookie": {"value": value, "expires": "2027-02-23T04:38:16.033Z"}})
}

/// Configures an account: its id.
async fn configured(mock: &Mock, body: &Value) -> String {
    let answer = mock.post(ACCOUNTS, body).await;
    assert_eq!(answer.status, 200);
    let accounts = answer.json();
    let (id, account) = accounts.as_object().unwrap().iter().next().unwrap();
    assert_eq!(support::id(&account["account"]), *id);
    id.clone()
}

#[tokio::test(start_paused = true)]
async fn there_is_the_documented_account_unless_others_are_given() {
    assert_eq!(listed(&start().await).await, [ACCOUNT]);
    assert_eq!(listed(&two().await).await, ["111", "222"]);
}

#[tokio::test(start_paused = true)]
async fn a_list_of_none_is_the_documented_404() {
    let mock = serve(MockServer::builder().no_accounts()).await;
    let answer = mock.get(ACCOUNTS).await;
    assert_eq!((answer.status, answer.text()), (404, String::new()));
}

#[tokio::test(start_paused = true)]
async fn the_login_of_an_account_is_good_for_about_13_months_from_its_start() {
    let mock = serve(MockServer::builder()).await;
    for account in mock
        .get(ACCOUNTS)
        .await
        .json()
        .as_object()
        .unwrap()
        .values()
    {
        let cookie = &account["sessionCookie"];
        assert_eq!(cookie["added"], "2026-03-04T05:06:07.089Z");
        assert_eq!(cookie["expires"], "2027-04-04T05:06:07.089Z");
    }
}

#[tokio::test(start_paused = true)]
async fn a_configured_account_is_listed_and_shown_until_it_is_deleted() {
    let mock = serve(MockServer::builder().no_accounts()).await;
    let id = configured(&mock, &cookie("g.a0")).await;
    assert_eq!(listed(&mock).await, [id.as_str()]);
    let path = format!("{ACCOUNTS}/{id}");
    let shown = mock.get(&path).await;
    assert_eq!(shown.status, 200);
    assert_eq!(shown.id("/account"), id);
    assert_eq!(shown.json()["updatedUTC"], "2026-03-04T05:06:07.089Z");
    assert_eq!(shown.json(), mock.get(ACCOUNTS).await.json()[&id]);

    assert_eq!(mock.delete(&path).await.status, 204);
    assert_eq!(mock.get(&path).await.status, 404);
    assert_eq!(mock.delete(&path).await.status, 404);
    assert!(listed(&mock).await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn the_same_cookie_is_the_same_account_and_another_another() {
    let mock = serve(MockServer::builder().no_accounts()).await;
    let first = configured(&mock, &cookie("g.a0")).await;
    assert_eq!(configured(&mock, &cookie("g.a0")).await, first);
    let other = configured(&mock, &cookie("g.a1")).await;
    let line = configured(&mock, &json!({"sessionCookie": "g.a0"})).await;
    assert_eq!(listed(&mock).await.len(), 3);
    assert!(first != other && other != line && line != first);
}

#[tokio::test(start_paused = true)]
async fn a_token_configures_the_account_of_the_path() {
    let mock = start().await;
    let body = json!({"account": "777", "token": "hunter2"});
    for _ in 0..2 {
        let answer = mock.post(&format!("{ACCOUNTS}/777"), &body).await;
        assert_eq!(
            (answer.status, answer.id("/account")),
            (201, "777".to_owned())
        );
    }
    assert_eq!(listed(&mock).await, [ACCOUNT, "777"]);
}

#[tokio::test(start_paused = true)]
async fn an_account_that_was_shown_keeps_its_other_fields_under_a_new_token() {
    let mock = start().await;
    let path = format!("{ACCOUNTS}/{ACCOUNT}");
    mock.post(&path, &json!({"account": ACCOUNT, "token": "new"}))
        .await;
    let account = mock.get(&path).await.json();
    assert_eq!(support::id(&account["account"]), ACCOUNT);
    assert_eq!(account["updated"], 1_772_600_767);
}

#[tokio::test(start_paused = true)]
async fn secrets_of_a_request_never_come_back() {
    let mock = start().await;
    let path = format!("{ACCOUNTS}/777");
    let mut shown = String::new();
    for (path, body) in [
        (ACCOUNTS, cookie("hunter2")),
        (ACCOUNTS, json!({"sessionCookie": "hunter2"})),
        (ACCOUNTS, json!({"sessionCookie": {"value": "hunter2"}})),
        (ACCOUNTS, json!({"sessionCookie": ["hunter2"]})),
        (ACCOUNTS, json!({"sessionCookie": {"hunter2": 1}})),
        (&path, json!({"account": "777", "token": "hunter2"})),
        (
            &path,
            json!({"account": "777", "token": {"hunter2": "hunter2"}}),
        ),
    ] {
        let call = mock
            .call("POST", path)
            .authorization(Some("Bearer hunter2"));
        shown += &call.json(&body).send().await.text();
    }
    for path in [ACCOUNTS, &path, "/_mock/requests", "/_mock/jobs", "/_mock"] {
        let answer = mock.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        shown += &answer.text();
    }
    shown += &format!("{:?}", mock.requests());
    assert!(shown.contains("777"), "{shown}");
    assert!(!shown.contains("hunter2"), "{shown}");
}

/// Calls of every kind that may name an account.
const CALLS: [(&str, &str); 10] = [
    ("GET", "/v1/mureka/files/?"),
    ("DELETE", "/v1/mureka/files/?id=1&"),
    ("GET", "/v1/mureka/files/youtube/?url=a&"),
    ("GET", "/v1/mureka/music/vocals/?"),
    ("GET", "/v1/mureka/music/refs/?"),
    ("GET", "/v1/mureka/music/moods-and-genres/?"),
    ("GET", "/v1/mureka/music/?"),
    ("GET", "/v1/mureka/profile/?"),
    ("GET", "/v1/mureka/speech/?"),
    ("GET", "/v1/mureka/speech/voices/?"),
];

#[tokio::test(start_paused = true)]
async fn the_account_may_be_left_out_if_there_is_one() {
    let mock = serve(MockServer::builder().account("111")).await;
    for (method, path) in CALLS.into_iter().filter(|(method, _)| *method == "GET") {
        for account in ["", "account=", "account=111"] {
            let answer = mock.call(method, &format!("{path}{account}")).send().await;
            assert_eq!(answer.status, 200, "{path}{account}");
        }
    }
    let job = mock.post(CREATE, &json!({"async": true})).await.json();
    assert_eq!(job["request"]["account"], "111");
}

#[tokio::test(start_paused = true)]
async fn the_account_is_required_if_there_are_several() {
    let mock = two().await;
    let words = "account: required, because several are configured";
    let expected = (400, json!({"error": words, "code": 400}));
    for (method, path) in CALLS {
        let answer = mock.call(method, path).send().await;
        assert_eq!(answer.said(), expected, "{method} {path}");
    }
    for (path, body) in [
        (CREATE, json!({})),
        ("/v1/mureka/music/create-advanced", json!({"lyrics": "a"})),
        ("/v1/mureka/music/create-instrumental", json!({})),
        ("/v1/mureka/music/lyrics-generate", json!({})),
        ("/v1/mureka/speech", json!({"text": "a", "voice_id": 1})),
    ] {
        assert_eq!(mock.post(path, &body).await.said(), expected, "{path}");
    }
    assert_eq!(mock.ledger().total, 0);
}

#[tokio::test(start_paused = true)]
async fn an_account_that_is_not_configured_is_refused() {
    let mock = two().await;
    let expected = (
        400,
        json!({"error": "account: 333 is not configured", "code": 400}),
    );
    for (method, path) in CALLS {
        let answer = mock
            .call(method, &format!("{path}account=333"))
            .send()
            .await;
        assert_eq!(answer.said(), expected, "{method} {path}");
    }
    let answer = mock.post(CREATE, &json!({"account": "333"})).await;
    assert_eq!(answer.said(), expected);
}

#[tokio::test(start_paused = true)]
async fn without_any_account_there_is_nobody_to_make_a_song_for() {
    let mock = serve(MockServer::builder().no_accounts()).await;
    let expected = (
        400,
        json!({"error": "account: none is configured", "code": 400}),
    );
    assert_eq!(mock.post(CREATE, &json!({})).await.said(), expected);
    assert_eq!(mock.get("/v1/mureka/profile/").await.said(), expected);
}

/// Has each of two accounts make one thing of a kind: the ids.
async fn one_each(mock: &Mock, path: &str) -> [String; 2] {
    let of = async |account: &str| {
        let answer = mock.upload(&format!("{path}account={account}")).await;
        assert_eq!(answer.status, 200, "{path}");
        answer.id("/id")
    };
    [of("111").await, of("222").await]
}

#[tokio::test(start_paused = true)]
async fn what_one_account_has_is_not_there_on_another() {
    let mock = two().await;
    for (add, list, remove) in [
        (
            "/v1/mureka/files/?title=a&genre=rock&mood=calm&",
            "/v1/mureka/files/?",
            "/v1/mureka/files/?id",
        ),
        (
            "/v1/mureka/files/vocal/?title=a&",
            "/v1/mureka/music/vocals/?",
            "/v1/mureka/files/vocal/?id",
        ),
        (
            "/v1/mureka/speech/voice?title=a&desc=b&lang=en&",
            "/v1/mureka/speech/voices/?",
            "/v1/mureka/speech/voice?voice_id",
        ),
    ] {
        let [one, other] = one_each(&mock, add).await;
        for (account, own) in [("111", &one), ("222", &other)] {
            let page = mock.get(&format!("{list}account={account}")).await.json();
            let ids: Vec<String> = page["list"]
                .as_array()
                .unwrap()
                .iter()
                .map(|item| support::id(&item["id"]))
                .collect();
            assert_eq!(ids, [own.as_str()], "{list}");
        }
        let path = format!("{remove}={one}&account=222");
        let answer = mock.delete(&path).await;
        assert_eq!(answer.status, 400, "{path}");
        assert!(
            answer.text().contains(&format!("{one} is not there")),
            "{answer:?}"
        );
        assert_eq!(
            mock.delete(&format!("{remove}={one}&account=111"))
                .await
                .status,
            200
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_composite_id_names_its_account() {
    let mock = two().await;
    let song = mock.song(&json!({"account": "222"})).await;
    let id = song.id("/songs/0/song_id");
    assert!(id.contains("mureka:222-song:"), "{id}");
    assert!(song.id("/jobid").contains("-a222-"), "{song:?}");

    assert_eq!(
        mock.get(&format!("/v1/mureka/music/{id}")).await.status,
        200
    );
    let sent = json!({"song_id": id, "lyrics": "La", "async": true});
    let job = mock.post("/v1/mureka/music/extend", &sent).await.json();
    assert_eq!(job["request"]["account"], "222");
    let charges = mock.ledger().charges;
    assert_eq!(charges[1].account.as_deref(), Some("222"));
}

#[tokio::test(start_paused = true)]
async fn the_number_of_a_song_is_enough_to_find_its_account() {
    let mock = two().await;
    let song = mock.song(&json!({"account": "222"})).await;
    let id = song.id("/songs/0/song_id");
    let number: u64 = id.rsplit(':').next().unwrap().parse().unwrap();
    let sent = json!({"song_id": number, "lyrics": "La", "async": true});
    let job = mock.post("/v1/mureka/music/extend", &sent).await.json();
    assert_eq!(job["request"]["account"], "222");
}

#[tokio::test(start_paused = true)]
async fn an_id_of_another_account_finds_nothing() {
    let mock = two().await;
    let song = mock.song(&json!({"account": "222"})).await;
    let id = song.id("/songs/0/song_id");
    for (other, words) in [
        (id.replace(":222-", ":111-"), "is not there"),
        (
            id.replace(":222-", ":333-"),
            "account 333, which the id names, is not configured",
        ),
    ] {
        let sent = json!({"song_id": other, "lyrics": "La"});
        let answer = mock.post("/v1/mureka/music/extend", &sent).await;
        assert_eq!(answer.status, 400, "{other}");
        assert!(answer.text().contains(words), "{answer:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn with_an_account_goes_all_that_it_had() {
    let mock = two().await;
    let id = mock
        .song(&json!({"account": "222"}))
        .await
        .id("/songs/0/song_id");
    assert_eq!(mock.delete(&format!("{ACCOUNTS}/222")).await.status, 204);
    let body = json!({"account": "222", "token": "t"});
    assert_eq!(
        mock.post(&format!("{ACCOUNTS}/222"), &body).await.status,
        201
    );
    assert_eq!(
        mock.get(&format!("/v1/mureka/music/{id}")).await.status,
        404
    );
    let page = mock.get("/v1/mureka/music/?account=222").await.json();
    assert_eq!(page["list"], json!([]));
}

#[tokio::test(start_paused = true)]
async fn a_song_of_a_deleted_account_is_gone_with_it() {
    let mock = two().await;
    let sent = json!({"account": "222", "async": true});
    assert_eq!(mock.post(CREATE, &sent).await.status, 201);
    mock.delete(&format!("{ACCOUNTS}/222")).await;
    mock.advance(GENERATION);
    assert_eq!(
        mock.get("/v1/mureka/music/").await.json()["list"],
        json!([])
    );
    let body = json!({"account": "222", "token": "t"});
    mock.post(&format!("{ACCOUNTS}/222"), &body).await;
    for account in ["111", "222"] {
        let path = format!("/v1/mureka/music/?account={account}");
        assert_eq!(mock.get(&path).await.json()["list"], json!([]), "{account}");
    }
}
