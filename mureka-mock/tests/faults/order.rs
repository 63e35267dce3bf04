//! Which calls a fault hits: so many, after so many, on an account, one after the other.

use mureka_mock::{Fault, MockServer};
use serde_json::{Value, json};

use super::wire::Wire;
use super::{Ask, CLOUDSWAY, CREATE, give, quick, song};

/// The statuses of so many songs, 0 for a cut connection.
async fn statuses(mock: &MockServer, calls: usize) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..calls {
        let answer = song().try_at(mock).await;
        statuses.push(answer.map_or(0, |answer| answer.status));
    }
    statuses
}

#[tokio::test]
async fn a_fault_lets_calls_through_and_hits_so_many() {
    for (fault, expected) in [
        (Fault::on("create_song"), [500, 200, 200, 200, 200]),
        (Fault::on("create_song").times(2), [500, 500, 200, 200, 200]),
        (Fault::on("create_song").skip(2), [200, 200, 500, 200, 200]),
        (
            Fault::on("create_song").skip(1).times(3),
            [200, 500, 500, 500, 200],
        ),
        (Fault::on("create_song").always(), [500, 500, 500, 500, 500]),
        (Fault::on("create_song").times(0), [500, 500, 500, 500, 500]),
        (
            Fault::on("create_song").skip(3).always(),
            [200, 200, 200, 500, 500],
        ),
    ] {
        for after in [false, true] {
            let fault = fault.clone().status(500);
            let mock = quick().start().await.unwrap();
            mock.fault(if after { fault.clone().after() } else { fault });
            assert_eq!(statuses(&mock, 5).await, expected, "after: {after}");
            let spared = expected.iter().filter(|status| **status == 200).count() as u64;
            assert_eq!(mock.ledger().total, if after { 5 } else { spared });
        }
    }
}

#[tokio::test]
async fn two_faults_queue_up() {
    let mock = quick().start().await.unwrap();
    mock.fault(Fault::on("create_song").status(500).times(2));
    mock.fault(Fault::on("create_song").status(429));
    mock.fault(Fault::on("create_song").cut());
    assert_eq!(statuses(&mock, 5).await, [500, 500, 429, 0, 200]);
}

#[tokio::test]
async fn a_fault_that_lets_calls_through_leaves_them_to_the_next() {
    let mock = quick().start().await.unwrap();
    mock.fault(Fault::on("create_song").skip(1).status(500));
    mock.fault(Fault::any().status(429));
    assert_eq!(statuses(&mock, 3).await, [429, 500, 200]);
}

#[tokio::test]
async fn a_fault_in_the_place_of_a_call_leaves_the_one_after_it_waiting() {
    let mock = quick().start().await.unwrap();
    mock.fault(Fault::on("create_song").after().cut());
    mock.fault(Fault::on("create_song").status(500));
    assert_eq!(statuses(&mock, 3).await, [500, 0, 200]);
    assert_eq!(mock.ledger().total, 2);
}

#[tokio::test]
async fn a_fault_after_a_call_waits_for_one_that_is_accepted() {
    let mock = quick().start().await.unwrap();
    mock.fault(Fault::on("create_song").after().cut());
    for (ask, status) in [
        (song().without_token(), 401),
        (song().prefer("code=429"), 429),
        (Ask::post(CREATE, &json!({"prompt": 1})), 400),
        (Ask::post(CREATE, &json!({"account": "unknown"})), 400),
    ] {
        assert_eq!(ask.at(&mock).await.status, status);
    }
    assert_eq!((mock.faults().len(), mock.ledger().total), (1, 0));
    assert_eq!(statuses(&mock, 2).await, [0, 200]);
}

#[tokio::test]
async fn a_fault_in_the_place_of_a_call_comes_before_any_refusal() {
    let mock = quick().start().await.unwrap();
    mock.fault(Fault::on("create_song").status(500));
    assert_eq!(song().without_token().at(&mock).await.status, 500);
    assert_eq!(song().without_token().at(&mock).await.status, 401);
}

#[tokio::test]
async fn a_fault_hits_its_operation_only() {
    let mock = quick().start().await.unwrap();
    mock.fault(Fault::on("get_profile").status(500));
    assert_eq!(statuses(&mock, 2).await, [200, 200]);
    let profile = Ask::get("/v1/mureka/profile/");
    assert_eq!(profile.at(&mock).await.status, 500);
    assert_eq!(profile.at(&mock).await.status, 200);
}

#[tokio::test]
async fn a_fault_of_any_operation_hits_the_next_call() {
    let mock = quick().start().await.unwrap();
    mock.fault(Fault::any().status(500));
    assert_eq!(Ask::get("/v1/mureka/accounts").at(&mock).await.status, 500);
    assert_eq!(statuses(&mock, 1).await, [200]);
}

#[tokio::test]
async fn a_fault_tells_two_operations_of_one_name_apart_by_their_api() {
    let mock = quick().start().await.unwrap();
    mock.fault(Fault::on("extend_song").api("cloudsway").status(500));
    let lyrics = json!({"lyrics": "La", "song_id": 123_456_789});
    let one = Ask::post("/v1/mureka/music/extend", &lyrics);
    assert_eq!(one.at(&mock).await.status, 200);
    let lyrics = json!({"lyrics": "La", "extend_at": "8000"});
    let other = Ask::post(format!("{CLOUDSWAY}/song/extend"), &lyrics);
    assert_eq!(other.at(&mock).await.status, 500);
}

#[tokio::test]
async fn a_fault_hits_calls_on_its_account_only() {
    let mock = quick().account("1").account("2").start().await.unwrap();
    let song = |account: &str| Ask::post(CREATE, &json!({"account": account}));
    mock.fault(Fault::on("create_song").after().account("2").status(500));
    mock.fault(
        Fault::on("create_song")
            .account("2")
            .job_ends("failed", "no"),
    );
    assert_eq!(song("1").at(&mock).await.status, 200);
    assert_eq!(song("2").at(&mock).await.status, 500);
    assert_eq!(song("2").at(&mock).await.status, 200);
    let jobs = mock.jobs();
    let failed: Vec<_> = jobs
        .iter()
        .map(|job| (job.account.as_deref(), &*job.status))
        .collect();
    let expected = [
        (Some("2"), "completed"),
        (Some("2"), "failed"),
        (Some("1"), "completed"),
    ];
    assert_eq!(failed, expected);
}

#[tokio::test]
async fn of_calls_on_one_connection_each_meets_its_own_fault() {
    let mock = quick().start().await.unwrap();
    mock.fault(Fault::on("create_song").status(500));
    mock.fault(Fault::on("create_song").html());
    let mut wire = Wire::open(mock.address()).await;
    for status in [500, 502, 200] {
        assert_eq!(wire.call(&song()).await.unwrap().status, status);
    }
}

#[tokio::test]
async fn the_faults_that_wait_are_listed_and_taken_back() {
    let mock = quick().start().await.unwrap();
    let list = json!([
        {"operation": "create_song", "status": 500, "times": 3},
        {"cut": true, "after": true, "skip": 1, "times": 0},
    ]);
    assert_eq!(give(&mock, &list).await.json(), json!({"added": 2}));
    assert_eq!(statuses(&mock, 1).await, [500]);
    let left = Ask::get("/_mock/faults").at(&mock).await.json();
    let expected = json!([
        {"operation": "create_song", "status": 500, "times": 2},
        {"cut": true, "after": true, "skip": 1, "times": 0},
    ]);
    assert_eq!(left, expected);
    let same = serde_json::to_value(mock.faults()).unwrap();
    assert_eq!(same, expected);

    assert_eq!(Ask::delete("/_mock/faults").at(&mock).await.status, 200);
    assert_eq!(mock.faults(), []);
    assert_eq!(statuses(&mock, 3).await, [200, 200, 200]);
    mock.fault(Fault::any().always().cut());
    mock.clear_faults();
    assert_eq!(statuses(&mock, 1).await, [200]);
}

#[tokio::test]
async fn a_fault_of_a_builder_is_there_from_the_start() {
    let builder = quick().fault(Fault::on("create_song").status(500));
    for _ in 0..2 {
        let mock = builder.clone().start().await.unwrap();
        assert_eq!(statuses(&mock, 2).await, [500, 200]);
    }
}

#[tokio::test]
async fn the_control_path_meets_no_fault() {
    let mock = quick().start().await.unwrap();
    mock.fault(Fault::any().always().cut());
    let ledger: Value = Ask::get("/_mock/ledger").at(&mock).await.json();
    assert_eq!(ledger["total"], 0);
}
