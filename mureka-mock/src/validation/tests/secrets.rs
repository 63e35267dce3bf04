//! Secrets are not told, however wrong they are.

use serde_json::{Value, json};

use super::{Spec, everything, sent, shown, told, useapi};

/// Stands in every secret here, as a text, a name and a number.
const MARK: &str = "70773141592653";

/// Values of every kind that are, or hold, a secret.
fn secrets() -> Vec<Value> {
    let mark = json!(MARK);
    let number = json!(70_773_141_592_653_i64);
    vec![
        mark.clone(),
        number.clone(),
        json!(70_773_141_592_653.5),
        json!([mark, number]),
        json!({ MARK: MARK }),
        json!({"value": number, "expires": MARK, MARK: {MARK: MARK}}),
        json!({"value": [MARK], "expires": MARK, "secure": MARK, "domain": number}),
        json!({"value": {MARK: 1}, "expires": "2027-02-23T04:38:16Z", "valeu": MARK}),
    ]
}

#[test]
fn no_problem_shows_a_secret() {
    let mut refused = 0;
    for (spec, operation, field) in [
        (useapi(), "configure_account", "sessionCookie"),
        (useapi(), "set_account_token", "token"),
        (useapi(), "create_song", "replyUrl"),
        (useapi(), "create_speech", "replyUrl"),
        (everything(), "make_v2_request", "secret"),
        (everything(), "make_v2_request", "secrets"),
        (everything(), "make_v2_request", "secret_alias"),
        (everything(), "make_v2_request", "opt_secrets"),
    ] {
        let rules = Spec::rules(&spec, operation);
        for secret in secrets() {
            let body = json!({ field: secret });
            if let Err(problems) = sent(&rules, &body) {
                let said = format!("{problems:?} {:?}", shown(&problems));
                assert!(!said.contains(MARK), "{operation} {body}: {said}");
                refused += 1;
            }
        }
    }
    assert!(refused > 50, "{refused}");
}

#[test]
fn a_body_that_is_a_secret_itself_is_not_shown() {
    let rules = useapi().rules("configure_account");
    for body in [
        format!("\"{MARK}\""),
        MARK.to_owned(),
        format!("[\"{MARK}\"]"),
        format!("{{\"sessionCookie\": {MARK}x}}"),
        format!("{{\"sessionCookie\": \"{MARK}"),
        format!("sessionCookie={MARK}"),
        format!("{{\"sessionCookie\": {{\"{MARK}\": 1, \"{MARK}\": 2}}}}"),
    ] {
        let said = told(&rules, &body);
        assert!(!said.is_empty(), "{body}");
        assert!(!said.join(" ").contains(MARK), "{body}: {said:?}");
    }
}

#[test]
fn a_secret_is_called_one_and_its_rule_is_told() {
    let account = useapi().rules("configure_account");
    let song = useapi().rules("create_song");
    for (rules, body, words) in [
        (
            &song,
            json!({"replyUrl": 1}),
            &["replyUrl: a secret number, text is required"][..],
        ),
        (
            &song,
            json!({"replyUrl": null}),
            &["replyUrl: null, text is required"],
        ),
        (
            &account,
            json!({"sessionCookie": true}),
            &["sessionCookie: a secret boolean, text or an object is allowed"],
        ),
        (
            &account,
            json!({"sessionCookie": {"expires": "soon", "secure": "soon", "x": 1}}),
            &[
                "sessionCookie: a secret with a field that is not known",
                "sessionCookie.value: required, and missing",
                "sessionCookie.expires: a secret, a date and time such as 2026-01-31T12:00:00Z is required",
                "sessionCookie.secure: a secret text, true or false is required",
            ],
        ),
        (
            &account,
            json!({"sessionCookie": {"valeu": "x", "expires": "2027-02-23T04:38:16.033Z"}}),
            &[
                "sessionCookie: a secret with a field that is not known; did you mean value?",
                "sessionCookie.value: required, and missing",
            ],
        ),
    ] {
        let mut said = told(rules, &body.to_string());
        said.sort();
        let mut words = words.to_vec();
        words.sort_unstable();
        assert_eq!(said, words, "{body}");
    }
}
