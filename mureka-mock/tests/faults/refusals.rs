//! Faults that are written in JSON, and those that do not hold.

use std::io::ErrorKind;
use std::time::Duration;

use mureka_mock::Fault;
use serde_json::{Value, json};

use super::{give, quick};

/// Faults that do not hold, and the words for it.
fn wrong() -> Vec<(Value, &'static str)> {
    vec![
        (json!({}), "does nothing"),
        (
            json!({"operation": "create_song", "times": 2, "after": true}),
            "does nothing",
        ),
        (
            json!({"operation": "make_song", "cut": true}),
            "operation: make_song is none",
        ),
        // Documented, but not there.
        (
            json!({"operation": "create_song", "api": "cloudsway", "cut": true}),
            "operation: create_song is none",
        ),
        (
            json!({"api": "suno", "cut": true}),
            "api: no document is called suno",
        ),
        (json!({"status": 199}), "status: 199, 200 to 999 is allowed"),
        (
            json!({"status": 1000}),
            "status: 1000, 200 to 999 is allowed",
        ),
        (
            json!({"html": true, "example": "slots_full"}),
            "example: status is required",
        ),
        (
            json!({"status": 429, "html": true, "example": "slots_full"}),
            "html: not together with example",
        ),
        (
            json!({"body": {}, "code": 1}),
            "body: not together with code",
        ),
        (
            json!({"cut": true, "trickle_ms": 5}),
            "trickle_ms: trickle is required",
        ),
        (
            json!({"operation": "list_songs", "job": "stuck"}),
            "job, without: list_songs starts no job",
        ),
        (
            json!({"operation": "create_song", "status": 429, "example": "nothing"}),
            "example: nothing is not documented for 429",
        ),
        (
            json!({"operation": "create_song", "status": 400, "example": "slots_full"}),
            "example: slots_full is not documented for 400",
        ),
        (
            json!({"status": 429, "as_date": true}),
            "as_date: retry_after is required",
        ),
        (
            json!({"cut": true, "status": 500}),
            "cut: not together with an answer",
        ),
        (
            json!({"cut": true, "html": true}),
            "cut: not together with an answer",
        ),
        (
            json!({"cut": true, "truncate": 1}),
            "cut: not together with an answer",
        ),
        (
            json!({"cut": true, "trickle": 1}),
            "cut: not together with an answer",
        ),
        (
            json!({"job": "stuck", "status": 500}),
            "job, without: not together",
        ),
        (
            json!({"without": ["mp3_url"], "cut": true}),
            "job, without: not together",
        ),
        (
            json!({"job": "stuck", "after": true}),
            "job, without: not together",
        ),
        (
            json!({"operation": "create_song", "job": "timeouted"}),
            "job: timeouted is no end",
        ),
        (json!({"job": "completed"}), "job: completed is no end"),
        (
            json!({"cut": true, "error": "no"}),
            "error: job is required",
        ),
        (
            json!({"cut": true, "account": "1"}),
            "account: after is required",
        ),
        (json!({"status": "many"}), "invalid type: string \"many\""),
        (json!({"cut": true, "often": true}), "unknown field `often`"),
        (json!("cut"), "invalid type: string \"cut\""),
    ]
}

#[tokio::test]
async fn a_fault_that_does_not_hold_is_refused_with_words() {
    let mock = quick().start().await.unwrap();
    for (fault, words) in wrong() {
        let answer = give(&mock, &fault).await;
        assert_eq!(answer.status, 400, "{fault}");
        let error = answer.json()["error"].as_str().unwrap().to_owned();
        assert!(error.starts_with("fault 1: "), "{fault}: {error}");
        assert!(error.contains(words), "{fault}: {error}");
        assert_eq!(mock.faults(), [], "{fault}");
    }
}

#[tokio::test]
async fn it_is_refused_in_process_with_the_same_words() {
    let mock = quick().start().await.unwrap();
    let mut refused = 0;
    for (fault, words) in wrong() {
        let Ok(fault) = serde_json::from_value::<Fault>(fault) else {
            continue;
        };
        let error = mock.try_fault(fault.clone()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(error.to_string().contains(words), "{error}");
        let error = quick().fault(fault).start().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidData);
        assert!(error.to_string().contains(words), "{error}");
        refused += 1;
    }
    assert_eq!((refused, mock.faults().len()), (26, 0));
}

#[tokio::test]
async fn of_several_faults_all_are_taken_or_none() {
    let mock = quick().start().await.unwrap();
    let answer = give(&mock, &json!([{"cut": true}, {"status": 1}])).await;
    let error = "fault 2: status: 1, 200 to 999 is allowed";
    assert_eq!(
        (answer.status, answer.json()),
        (400, json!({"error": error}))
    );
    assert_eq!(mock.faults(), []);
}

#[tokio::test]
async fn what_is_no_json_is_refused_with_words() {
    let mock = quick().start().await.unwrap();
    let ask = super::Ask::new("POST", "/_mock/faults").body("application/json", "{cut");
    let answer = ask.at(&mock).await;
    assert_eq!(answer.status, 400);
    assert!(
        answer.json()["error"]
            .as_str()
            .unwrap()
            .starts_with("body: ")
    );
}

#[tokio::test]
async fn a_fault_in_json_is_the_one_made_in_process() {
    let second = Duration::from_secs(1);
    for (written, made) in [
        (json!({"cut": true}), Fault::any().cut()),
        (
            json!({"operation": "extend_song", "api": "useapi", "skip": 2, "times": 3, "after": true, "account": "1", "cut": true}),
            Fault::on("extend_song")
                .api("useapi")
                .skip(2)
                .times(3)
                .after()
                .account("1")
                .cut(),
        ),
        (
            json!({"times": 0, "status": 429, "example": "slots_full", "retry_after": 1, "delay_ms": 1000}),
            Fault::any()
                .always()
                .status(429)
                .example("slots_full")
                .retry_after(second)
                .delay(second),
        ),
        (
            json!({"status": 596, "code": "SESSION_EXPIRED", "truncate": 5}),
            Fault::any().status(596).code("SESSION_EXPIRED").truncate(5),
        ),
        (
            json!({"html": true, "retry_after": 1, "as_date": true}),
            Fault::any().html().retry_after_date(second),
        ),
        (
            json!({"body": {"a": 1}, "trickle": 3, "trickle_ms": 1000}),
            Fault::any().body(json!({"a": 1})).trickle(3, second),
        ),
        (json!({"job": "stuck"}), Fault::any().job_stuck()),
        (
            json!({"job": "failed", "error": "no", "without": ["mp3_url", "cover"]}),
            Fault::any()
                .job_ends("failed", "no")
                .without("mp3_url")
                .without("cover"),
        ),
    ] {
        let (one, other) = (
            quick().start().await.unwrap(),
            quick().start().await.unwrap(),
        );
        assert_eq!(give(&one, &written).await.status, 200, "{written}");
        other.fault(made);
        assert_eq!(one.faults(), other.faults(), "{written}");
    }
}
