//! Much of everything: what is kept has an end.

use mureka_mock::{Fault, MockServer};
use serde_json::json;

use crate::wire::{HEADERS, SONG, assert_well, get, post, raw};

#[tokio::test]
async fn charges_with_long_marks_are_counted_and_few_of_them_kept() {
    let mock = MockServer::builder().limits(false).start().await.unwrap();
    for at in 0..12 {
        let mark = format!("{at}{}", "r".repeat(900_000));
        let answer = post(
            &mock,
            SONG,
            &json!({"prompt": "a", "async": true, "replyRef": mark}),
        )
        .await;
        assert_eq!(answer.status, 201);
    }
    let ledger = mock.ledger();
    assert_eq!((ledger.total, ledger.times("create_song")), (12, 12));
    let kept: Vec<u64> = ledger.charges.iter().map(|charge| charge.number).collect();
    assert_eq!(kept, [4, 5, 6, 7, 8, 9, 10, 11, 12]);
}

#[tokio::test]
async fn long_targets_and_headers_push_older_requests_out() {
    let mock = MockServer::start().await.unwrap();
    let long = "a".repeat(60_000);
    for _ in 0..100 {
        let sent = format!("GET /{long} HTTP/1.1\r\n{HEADERS}A: {long}\r\n\r\n");
        assert_eq!(raw(&mock, sent).await.status, 404);
    }
    let bytes = |request: &mureka_mock::Request| {
        let headers = request.headers.iter();
        request.target.len()
            + headers
                .map(|(name, value)| name.len() + value.len())
                .sum::<usize>()
    };
    let requests = mock.requests();
    let kept: usize = requests.iter().map(bytes).sum();
    assert!(
        (8_000_000..=8_388_608).contains(&kept),
        "{kept} bytes of {}",
        requests.len()
    );
}

#[tokio::test]
async fn a_thousand_faults_wait_and_no_more() {
    let mock = MockServer::start().await.unwrap();
    for _ in 0..999 {
        mock.fault(Fault::on("create_song").always().status(500));
    }
    let two = json!([{"cut": true}, {"cut": true}]);
    let answer = post(&mock, "/_mock/faults", &two).await;
    assert_eq!(answer.status, 400);
    let words = "faults: 2 beside 999 that wait, at most 1000 are kept";
    assert_eq!(answer.json()["error"], words);
    assert!(mock.try_fault(Fault::on("get_job").cut()).is_ok());
    let error = mock.try_fault(Fault::on("get_job").cut()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "faults: 1 beside 1000 that wait, at most 1000 are kept"
    );
    assert_well(&mock, "a thousand faults").await;
}

#[tokio::test]
async fn of_many_accounts_the_latest_are_kept() {
    let mock = MockServer::builder().no_accounts().start().await.unwrap();
    for at in 0..510 {
        let path = format!("/v1/mureka/accounts/{at}");
        let answer = post(
            &mock,
            &path,
            &json!({"account": at.to_string(), "token": "t"}),
        )
        .await;
        assert_eq!(answer.status, 201, "{answer:?}");
    }
    let all = get(&mock, "/v1/mureka/accounts").await.json();
    assert_eq!(all.as_object().unwrap().len(), 500);
    assert!(all.get("509").is_some() && all.get("9").is_none());
}

#[tokio::test]
async fn of_many_jobs_the_latest_are_kept_and_all_are_charged() {
    let mock = MockServer::builder().limits(false).start().await.unwrap();
    let song = json!({"prompt": "a", "async": true});
    let first = post(&mock, SONG, &song).await.json();
    for _ in 0..1000 {
        assert_eq!(post(&mock, SONG, &song).await.status, 201);
    }
    assert_eq!((mock.jobs().len(), mock.ledger().total), (1000, 1001));
    let path = format!("/v1/mureka/jobs/{}", first["jobid"].as_str().unwrap());
    assert_eq!(get(&mock, &path).await.status, 404);
}
