//! Another answer than that of the call: status, example, code, body, page, header.

use std::time::{Duration, UNIX_EPOCH};

use mureka_mock::Fault;
use serde_json::{Value, json};

use super::wire::documents::{SPECS, useapi};
use super::wire::time::{a_while, standing_still, until};
use super::{answers, hits, quick, song, task};

const WAIT: Duration = Duration::from_secs(7);

#[tokio::test]
async fn a_status_comes_with_its_first_documented_example() {
    for (answer, about) in answers(Fault::on("create_song").status(429), &song()).await {
        let example = json!({"code": 9008, "msg": "Too frequently, please try again later."});
        assert_eq!((answer.status, answer.json()), (429, example), "{about}");
        useapi().assert_documents("create_song", &answer);
    }
}

#[tokio::test]
async fn another_example_is_chosen_by_its_name() {
    let fault = Fault::on("create_song").status(429).example("slots_full");
    for (answer, about) in answers(fault, &song()).await {
        let example = json!({"error": "Generate multiple task exceed limit. (6323)"});
        assert_eq!((answer.status, answer.json()), (429, example), "{about}");
        useapi().assert_documents("create_song", &answer);
    }
}

#[tokio::test]
async fn a_status_that_is_not_documented_has_the_shape_of_the_apis_errors() {
    for (answer, about) in answers(Fault::on("create_song").status(503), &song()).await {
        let body = json!({"error": "Service Unavailable", "code": 503});
        assert_eq!((answer.status, answer.json()), (503, body), "{about}");
    }
    for (answer, about) in answers(Fault::on("generate_song").status(503), &task()).await {
        let body = json!({"message": "Service Unavailable", "code": 503});
        assert_eq!((answer.status, answer.json()), (503, body), "{about}");
        SPECS[1].assert_documents("generate_song", &answer);
    }
}

#[tokio::test]
async fn a_596_has_each_of_its_codes() {
    for code in [
        "ACCOUNT_ERROR",
        "REFRESH_FAILED",
        "REFRESH_IN_PROGRESS",
        "SESSION_EXPIRED",
        "COOKIE_EXPIRED",
    ] {
        let fault = Fault::on("create_song").status(596).code(code);
        for (answer, about) in answers(fault, &song()).await {
            let body = answer.json();
            assert_eq!(
                (answer.status, &body["code"]),
                (596, &json!(code)),
                "{about}"
            );
            assert!(body["error"].is_string(), "{about}");
            useapi().assert_documents("create_song", &answer);
        }
    }
}

#[tokio::test]
async fn an_envelope_has_another_code_and_no_data_inside_a_200() {
    for code in [json!(10_001), json!("quota")] {
        let fault = Fault::on("generate_song").code(code.clone());
        for (answer, about) in answers(fault, &task()).await {
            let body = answer.json();
            assert_eq!(
                (answer.status, &body["code"], &body["data"]),
                (200, &code, &Value::Null),
                "{about}"
            );
            assert_ne!(body["code_msg"], "success", "{about}");
            SPECS[1].assert_documents("generate_song", &answer);
        }
    }
}

#[tokio::test]
async fn any_body_can_be_answered() {
    let body = json!({"unheard": ["of"]});
    let fault = Fault::on("create_song").status(202).body(body.clone());
    for (answer, about) in answers(fault, &song()).await {
        assert_eq!(
            (answer.status, answer.json()),
            (202, body.clone()),
            "{about}"
        );
        assert_eq!(
            answer.header("content-type"),
            Some("application/json"),
            "{about}"
        );
    }
}

#[tokio::test]
async fn a_proxys_page_is_a_502_in_html_unless_another_status_is_said() {
    for (fault, status) in [
        (Fault::on("create_song").html(), 502),
        (Fault::on("create_song").html().status(504), 504),
    ] {
        for (answer, about) in answers(fault, &song()).await {
            assert_eq!(answer.status, status, "{about}");
            assert_eq!(answer.header("content-type"), Some("text/html"), "{about}");
            assert!(answer.text().starts_with("<html>"), "{about}: {answer:?}");
        }
    }
}

#[tokio::test]
async fn retry_after_is_sent_in_seconds_with_any_answer() {
    for (fault, status) in [
        (Fault::on("create_song").retry_after(WAIT), 429),
        (Fault::on("create_song").status(503).retry_after(WAIT), 503),
        (Fault::on("create_song").html().retry_after(WAIT), 502),
    ] {
        for (answer, about) in answers(fault, &song()).await {
            let found = (answer.status, answer.header("retry-after"));
            assert_eq!(found, (status, Some("7")), "{about}");
        }
    }
}

#[test]
fn retry_after_is_sent_as_a_date_by_the_servers_clock() {
    standing_still(async {
        for after in [false, true] {
            let start = UNIX_EPOCH + Duration::from_secs(784_111_777);
            let mock = quick().starts_at(start).start().await.unwrap();
            let fault = Fault::on("create_song").retry_after_date(WAIT);
            mock.fault(if after { fault.after() } else { fault });
            mock.advance(Duration::from_secs(60));
            let answer = song().at(&mock).await;
            assert_eq!(answer.status, 429);
            let date = Some("Sun, 06 Nov 1994 08:50:44 GMT");
            assert_eq!(answer.header("retry-after"), date, "after: {after}");
        }
    });
}

#[tokio::test]
async fn a_wait_beyond_all_dates_is_answered_in_seconds_only() {
    let mock = quick().start().await.unwrap();
    mock.fault(Fault::on("create_song").retry_after(Duration::MAX));
    let answer = song().at(&mock).await;
    let seconds = u64::MAX.to_string();
    assert_eq!(answer.header("retry-after"), Some(&*seconds));

    let date = Fault::on("create_song").retry_after_date(Duration::MAX);
    let refused = mock.try_fault(date).unwrap_err().to_string();
    assert!(refused.starts_with(&format!("retry_after: {seconds} seconds, as a date")));
}

#[test]
fn a_delayed_answer_comes_when_its_time_has_come() {
    standing_still(async {
        for after in [false, true] {
            let mock = std::sync::Arc::new(quick().start().await.unwrap());
            let fault = Fault::on("create_song").delay(Duration::from_secs(60));
            mock.fault(if after { fault.after() } else { fault });
            let asked = mock.clone();
            let call = tokio::spawn(async move { song().at(&asked).await });
            until(|| !mock.requests().is_empty()).await;
            mock.advance(Duration::from_millis(59_999));
            a_while().await;
            assert!(!call.is_finished(), "after: {after}");
            // What was accepted first is charged before the wait.
            assert_eq!(mock.ledger().total, u64::from(after));
            mock.advance(Duration::from_millis(1));
            let answer = call.await.unwrap();
            assert_eq!(answer.status, 200, "after: {after}");
            assert_eq!(mock.ledger().total, 1, "after: {after}");
        }
    });
}

#[tokio::test]
async fn a_delayed_call_is_the_call_itself_and_charged_once() {
    let fault = Fault::on("create_song").delay(Duration::from_millis(5));
    for hit in hits(fault, &song()).await {
        let answer = hit.answer.unwrap();
        assert_eq!((answer.status, hit.charges), (200, 1), "{}", hit.about);
        useapi().assert_documents("create_song", &answer);
    }
}

#[tokio::test]
async fn a_status_after_a_call_hides_what_was_made() {
    let mock = quick().empty().start().await.unwrap();
    mock.fault(Fault::on("create_song").after().status(500));
    assert_eq!(song().at(&mock).await.status, 500);
    let list = super::Ask::get("/v1/mureka/music/").at(&mock).await.json();
    assert_eq!(list["list"].as_array().map(Vec::len), Some(1));
    assert_eq!(mock.ledger().times("create_song"), 1);
}

#[tokio::test]
async fn a_caller_chooses_an_answer_by_a_header() {
    let mock = quick().start().await.unwrap();
    for (prefer, status, field, value) in [
        ("code=429", 429, "code", json!(9008)),
        (
            "code=429, example=slots_full",
            429,
            "error",
            json!("Generate multiple task exceed limit. (6323)"),
        ),
        ("example=slots_full", 429, "code", Value::Null),
        ("code=596", 596, "code", json!("REFRESH_FAILED")),
        (
            "respond-async, code=\"201\"",
            201,
            "status",
            json!("created"),
        ),
        // Not documented.
        ("code=418", 400, "code", json!(400)),
        ("code=429, example=nothing", 400, "code", json!(400)),
        // Nothing that is chosen.
        ("respond-async", 200, "state", json!(3)),
    ] {
        let answer = song().prefer(prefer).at(&mock).await;
        let body = answer.json();
        let found = (answer.status, body.get(field).unwrap_or(&Value::Null));
        assert_eq!(found, (status, &value), "{prefer}");
        useapi().assert_documents("create_song", &answer);
    }
}

#[tokio::test]
async fn a_chosen_answer_needs_a_token_and_gives_way_to_a_fault() {
    let mock = quick().start().await.unwrap();
    let chosen = song().prefer("code=429");
    assert_eq!(chosen.clone().without_token().at(&mock).await.status, 401);
    mock.fault(Fault::on("create_song").status(500));
    assert_eq!(chosen.at(&mock).await.status, 500);
    assert_eq!(chosen.at(&mock).await.status, 429);
}
