//! What is charged, and what is not.

#![allow(clippy::unwrap_used, reason = "all of it is test code")]

mod wire;

use std::time::{Duration, UNIX_EPOCH};

use mureka_gen::api::Cost;
use mureka_mock::{Builder, Charge, Fault, MockServer};
use serde_json::{Value, json};
use wire::documents::SPECS;
use wire::time::{standing_still, until};
use wire::{Ask, CLOUDSWAY, CREATE, Wire};

const SPEECH: &str = "/v1/mureka/speech";

/// A server on which nothing takes time, and nothing has to wait.
fn quick() -> Builder {
    MockServer::builder()
        .limits(false)
        .generation_time(Duration::ZERO)
}

fn song(reply_ref: &str) -> Ask {
    Ask::post(CREATE, &json!({"prompt": "Rain", "replyRef": reply_ref}))
}

fn speech(body: &Value) -> Ask {
    let mut speech = json!({"text": "a", "voice_id": 1});
    for (name, value) in body.as_object().unwrap() {
        speech[name] = value.clone();
    }
    Ask::post(SPEECH, &speech)
}

fn only(mock: &MockServer) -> Charge {
    let ledger = mock.ledger();
    assert_eq!((ledger.total, ledger.charges.len()), (1, 1));
    ledger.charges[0].clone()
}

#[tokio::test]
async fn an_accepted_call_is_charged_once_unless_it_is_free() {
    let (mut paid, mut free) = (0, 0);
    for spec in &*SPECS {
        for operation in &spec.api.operations {
            for request in spec.requests(operation) {
                let about = format!("{} {}, {}", spec.name, operation.id, request.name);
                let mock = quick().account(&request.account).start().await.unwrap();
                let answer = request.ask.at(&mock).await;
                if operation.retention.is_some() || operation.id == "get_task" {
                    // No job is there, so that it is refused: free all the same.
                    assert!([400, 404].contains(&answer.status), "{about}: {answer:?}");
                    assert_eq!(mock.ledger().total, 0, "{about}");
                    continue;
                }
                assert!((200..300).contains(&answer.status), "{about}: {answer:?}");
                if operation.cost == Cost::Free {
                    assert_eq!(mock.ledger().total, 0, "{about}");
                    free += 1;
                    continue;
                }
                let charge = only(&mock);
                assert_eq!((charge.number, &*charge.api), (1, spec.name), "{about}");
                assert_eq!(charge.operation, operation.id, "{about}");
                let cost = match operation.cost {
                    Cost::Undocumented => "undocumented",
                    _ => "paid",
                };
                assert_eq!(charge.cost, cost, "{about}");
                let account = (spec.name == "useapi").then_some(request.account);
                assert_eq!(charge.account, account, "{about}");
                let job = operation.job.as_ref().map(|job| {
                    let id = format!("/{}", job.id.replace('.', "/"));
                    let id = answer.json().pointer(&id).unwrap().clone();
                    id.as_str().unwrap().to_owned()
                });
                assert_eq!(charge.job, job, "{about}");
                assert_eq!(charge.reply_ref, None, "{about}");
                assert_eq!(mock.ledger().times(&operation.id), 1, "{about}");
                paid += 1;
            }
        }
    }
    assert!(paid >= 11 && free >= 28, "{paid}, {free}");
}

#[tokio::test]
async fn a_model_costs_what_the_profile_says() {
    for (model, credits) in [
        (None, Some(12)),
        (Some("V9"), Some(12)),
        (Some("V8"), Some(12)),
        (Some("O2"), Some(20)),
        (Some("V7.6"), Some(10)),
    ] {
        for (path, mut body) in [
            ("create", json!({})),
            ("create-advanced", json!({"lyrics": "La"})),
            ("create-instrumental", json!({})),
        ] {
            if let Some(model) = model {
                body["model"] = model.into();
            }
            let mock = quick().start().await.unwrap();
            let ask = Ask::post(format!("/v1/mureka/music/{path}"), &body);
            assert_eq!(ask.at(&mock).await.status, 200);
            assert_eq!(only(&mock).credits, credits, "{path} {body}");
        }
    }
}

#[tokio::test]
async fn where_no_price_is_documented_there_are_no_credits() {
    let lyrics = json!({"lyrics": "La"});
    for ask in [
        speech(&json!({})),
        Ask::post(format!("{CLOUDSWAY}/song/generate"), &lyrics),
        Ask::post(
            "/v1/mureka/music/video-generate",
            &json!({"song_id": 123_456_789}),
        ),
    ] {
        let mock = quick().start().await.unwrap();
        assert_eq!(ask.at(&mock).await.status, 200);
        assert_eq!(only(&mock).credits, None, "{ask:?}");
    }
}

#[tokio::test]
async fn the_mark_of_a_call_stands_beside_its_charge() {
    let mock = quick().start().await.unwrap();
    song("one").at(&mock).await;
    speech(&json!({"replyRef": "two", "async": true}))
        .at(&mock)
        .await;
    speech(&json!({"replyRef": "two"})).at(&mock).await;
    let ledger = mock.ledger();
    let operations = |mark: &str| -> Vec<String> {
        let charges = ledger.with_reply_ref(mark);
        charges.map(|charge| charge.operation.clone()).collect()
    };
    assert_eq!(operations("one"), ["create_song"]);
    assert_eq!(operations("two"), ["create_speech", "create_speech"]);
    assert_eq!(operations("three"), [""; 0]);
    assert_eq!(
        (ledger.times("create_song"), ledger.times("create_speech")),
        (1, 2)
    );
    assert_eq!((ledger.times("get_job"), ledger.times("nothing")), (0, 0));
}

#[test]
fn a_charge_bears_the_servers_time() {
    standing_still(async {
        let start = UNIX_EPOCH + Duration::from_millis(1_768_912_496_789);
        let mock = quick().starts_at(start).start().await.unwrap();
        song("a").at(&mock).await;
        mock.advance(Duration::from_secs(60));
        song("b").at(&mock).await;
        let at: Vec<String> = mock
            .ledger()
            .charges
            .into_iter()
            .map(|charge| charge.at)
            .collect();
        assert_eq!(at, ["2026-01-20T12:34:56.789Z", "2026-01-20T12:35:56.789Z"]);
    });
}

#[tokio::test]
async fn a_refused_call_is_not_charged() {
    let unknown = json!({"song_id": "user:1-mureka:12345678901234-song:9", "lyrics": "La"});
    let mock = quick().start().await.unwrap();
    for (ask, status) in [
        (song("a").without_token(), 401),
        (Ask::post(CREATE, &json!({"prompt": 5})), 400),
        (Ask::post(CREATE, &json!({"account": "unknown"})), 400),
        (Ask::new("POST", CREATE).body("application/json", "{"), 400),
        (Ask::post("/v1/mureka/music/extend", &unknown), 400),
        (
            Ask::post(format!("{CLOUDSWAY}/song/generate"), &json!({})),
            400,
        ),
        (Ask::post("/v1/mureka/music", &json!({})), 404),
        (Ask::new("PUT", CREATE), 405),
        (song("a").prefer("code=429"), 429),
        (song("a").prefer("code=418"), 400),
        (song("a").prefer("code=596"), 596),
    ] {
        assert_eq!(ask.at(&mock).await.status, status, "{ask:?}");
        assert_eq!(mock.ledger().total, 0, "{ask:?}");
    }
}

#[test]
fn a_call_that_has_to_wait_is_not_charged() {
    standing_still(async {
        let mock = MockServer::builder()
            .generation_time(Duration::from_secs(3600))
            .start()
            .await
            .unwrap();
        let job = Ask::post(CREATE, &json!({"async": true}));
        for accepted in 1..=10 {
            assert_eq!(job.at(&mock).await.status, 201);
            // Too fast.
            assert_eq!(job.at(&mock).await.json()["code"], 9008);
            assert_eq!(mock.ledger().total, accepted);
            mock.advance(Duration::from_secs(3));
        }
        let full = job.at(&mock).await;
        assert_eq!(full.status, 429);
        assert!(full.text().contains("(6323)"));
        assert_eq!(mock.ledger().total, 10);
    });
}

#[tokio::test]
async fn a_fault_in_the_place_of_a_call_spares_the_charge() {
    let mock = quick().start().await.unwrap();
    for fault in [
        Fault::on("create_song").cut(),
        Fault::on("create_song").status(500),
        Fault::on("create_song").html(),
        Fault::on("create_song").retry_after(Duration::from_secs(1)),
        Fault::on("create_song").status(200).truncate(3),
    ] {
        mock.fault(fault.clone());
        song("a").try_at(&mock).await;
        assert_eq!(mock.ledger().total, 0, "{fault:?}");
        assert_eq!(mock.faults(), []);
    }
}

#[tokio::test]
async fn a_fault_after_a_call_leaves_it_charged_once() {
    for fault in [
        Fault::on("create_song").cut(),
        Fault::on("create_song").status(500),
        Fault::on("create_song").html(),
        Fault::on("create_song").truncate(3),
        Fault::on("create_song").delay(Duration::from_millis(1)),
    ] {
        let mock = quick().start().await.unwrap();
        mock.fault(fault.clone().after());
        song("a").try_at(&mock).await;
        let charge = only(&mock);
        assert_eq!(charge.reply_ref.as_deref(), Some("a"), "{fault:?}");
        assert_eq!(mock.faults(), []);
    }
}

#[test]
fn a_caller_who_gives_up_waiting_is_charged_once_and_the_song_is_made() {
    standing_still(async {
        for fault in [
            None,
            Some(
                Fault::on("create_song")
                    .after()
                    .delay(Duration::from_secs(9)),
            ),
        ] {
            let mock = MockServer::builder().empty().start().await.unwrap();
            if let Some(fault) = fault {
                mock.fault(fault);
            }
            let mut wire = Wire::open(mock.address()).await;
            wire.send(&song("a")).await;
            until(|| mock.ledger().total > 0).await;
            drop(wire);
            mock.advance(Duration::from_secs(10));
            let songs = Ask::get("/v1/mureka/music/").at(&mock).await.json();
            assert_eq!(songs["list"][0]["songs"].as_array().map(Vec::len), Some(2));
            assert_eq!(only(&mock).reply_ref.as_deref(), Some("a"));
        }
    });
}

#[tokio::test]
async fn a_success_that_was_chosen_is_charged() {
    for code in [200, 201] {
        let mock = quick().start().await.unwrap();
        let answer = song("a").prefer(format!("code={code}")).at(&mock).await;
        assert_eq!(answer.status, code);
        assert_eq!(only(&mock).reply_ref.as_deref(), Some("a"));
    }
}

#[tokio::test]
async fn more_than_five_thousand_charges_are_counted() {
    const CALLS: usize = 5003;
    let mock = quick().start().await.unwrap();
    let mut wire = Wire::open(mock.address()).await;
    for _ in 0..CALLS {
        let answer = wire.call(&song("a").prefer("code=201")).await;
        assert_eq!(answer.unwrap().status, 201);
    }
    let ledger = mock.ledger();
    assert_eq!((ledger.total, ledger.times("create_song")), (5003, 5003));
    let numbers: Vec<u64> = ledger.charges.iter().map(|charge| charge.number).collect();
    assert_eq!(numbers, (4..=5003).collect::<Vec<u64>>());
}

#[tokio::test]
async fn the_credits_of_an_account_go_down_to_nothing_and_the_profile_shows_it() {
    let mock = quick()
        .account_with_credits("1", 30)
        .account_with_credits("2", 1000)
        .account("3")
        .start()
        .await
        .unwrap();
    let left = async |account: &str| {
        let profile = Ask::get(format!("/v1/mureka/profile/?account={account}"));
        let profile = profile.at(&mock).await;
        SPECS[0].assert_documents("get_profile", &profile);
        profile.json()["credits"].as_u64().unwrap()
    };
    assert_eq!(
        (left("1").await, left("2").await, left("3").await),
        (30, 1000, 500)
    );
    for (account, model, credits) in [
        ("1", "V9", 18),
        ("2", "O2", 980),
        ("1", "V7.6", 8),
        ("1", "V9", 0),
        ("1", "V9", 0),
        ("3", "V9", 500),
    ] {
        let body = json!({"account": account, "model": model});
        assert_eq!(Ask::post(CREATE, &body).at(&mock).await.status, 200);
        assert_eq!(left(account).await, credits, "{body}");
    }
    // Speech has no price, and a refused call none either.
    speech(&json!({"account": "2"})).at(&mock).await;
    Ask::post(CREATE, &json!({"account": "2", "prompt": 5}))
        .at(&mock)
        .await;
    assert_eq!(left("2").await, 980);
    assert_eq!(mock.ledger().total, 7);
}

#[tokio::test]
async fn the_control_path_tells_the_same_and_empties_it() {
    let mock = quick().start().await.unwrap();
    song("a").at(&mock).await;
    Ask::post(
        format!("{CLOUDSWAY}/song/generate"),
        &json!({"lyrics": "La"}),
    )
    .at(&mock)
    .await;
    let told = Ask::get("/_mock/ledger").at(&mock).await.json();
    assert_eq!(told, serde_json::to_value(mock.ledger()).unwrap());
    assert_eq!(told["total"], 2);
    assert_eq!(
        told["operations"],
        json!({"useapi": {"create_song": 1}, "cloudsway": {"generate_song": 1}})
    );
    assert_eq!(told["charges"][0]["reply_ref"], "a");

    assert_eq!(Ask::delete("/_mock/ledger").at(&mock).await.status, 200);
    assert_eq!(mock.ledger().total, 0);
    song("b").at(&mock).await;
    assert_eq!(only(&mock).number, 1);
    mock.reset();
    assert_eq!(mock.ledger().total, 0);
}
