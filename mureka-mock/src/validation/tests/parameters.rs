//! Parameters in path and query.

use serde_json::{Value, json};

use super::super::Rules;
use super::{cloudsway, everything, shown, useapi};

fn parameters(rules: &Rules, path: &[&str], query: &str) -> Result<Value, Vec<String>> {
    let path: Vec<String> = path.iter().map(|text| (*text).to_owned()).collect();
    let got = rules.parameters(&path, Some(query));
    got.map(Value::Object).map_err(|problems| shown(&problems))
}

/// Each path parameter of the fixture, good.
const PATH: [&str; 8] = [
    "2026-01-31T12:00:00Z",
    "V9",
    "id:7",
    "-7",
    "1.5",
    "true",
    "ü",
    "3",
];
/// Each required parameter of the fixture, good.
const QUERY: &str =
    "q_text=a&q_kind=V9&q_closed=b&q_id=7&q_count=7&q_ratio=1e3&q_flag=false&q_texts=1";

#[test]
fn parameters_come_as_json_of_their_type() {
    let rules = everything().rules("async");
    let query = format!("{QUERY}&q_texts=&q_counts=1&q_counts=-2&q_ids=1&q_json={{\"a\":1}}");
    assert_eq!(
        parameters(&rules, &PATH, &query),
        Ok(json!({
            "text": "2026-01-31T12:00:00Z", "kind": "V9", "id": "id:7", "count": -7, "ratio": 1.5,
            "flag": true, "alias": "ü", "number": 3,
            "q_text": "a", "q_kind": "V9", "q_closed": "b", "q_id": "7", "q_count": 7,
            "q_ratio": 1e3, "q_flag": false, "q_texts": ["1", ""], "q_counts": [1, -2],
            "q_ids": ["1"], "q_json": r#"{"a":1}"#,
        }))
    );
}

#[test]
fn every_kind_of_parameter_is_refused_in_its_words() {
    let rules = everything().rules("async");
    for (query, words) in [
        (
            "q_none=1",
            r#"q_none: the text "1", true or false is required"#,
        ),
        (
            "q_none=TRUE",
            r#"q_none: the text "TRUE", true or false is required"#,
        ),
        ("q_none=", "q_none: empty, true or false is required"),
        (
            "q_counts=1&q_counts=x",
            r#"q_counts[1]: the text "x", a whole number is required"#,
        ),
        (
            "q_counts=1.0",
            r#"q_counts[0]: the text "1.0", a whole number is required"#,
        ),
        (
            "q_counts=%2B1",
            r#"q_counts[0]: the text "+1", a whole number is required"#,
        ),
        (
            "q_counts=+1",
            r#"q_counts[0]: the text " 1", a whole number is required"#,
        ),
        (
            "q_counts=9223372036854775808",
            r#"q_counts[0]: the text "9223372036854775808", a whole number is required"#,
        ),
        ("q_ids=", "q_ids[0]: 0 characters, at least 1 is required"),
        (
            "q_json={",
            "q_json: not JSON: EOF while parsing an object at line 1 column 1",
        ),
        (
            "q_json={\"a\":true}",
            "q_json.a: true, null or a whole number is allowed",
        ),
        ("q_flag=true", "q_flag: given 2 times, once is allowed"),
    ] {
        let said = parameters(&rules, &PATH, &format!("{QUERY}&{query}")).unwrap_err();
        assert_eq!(said, [words], "{query}");
    }
}

#[test]
fn problems_of_path_and_query_come_in_the_order_of_the_document() {
    let rules = everything().rules("async");
    let path = ["soon", "V1", "", "x", "y", "z", "", ""];
    let said = parameters(&rules, &path, "q_kind=V1").unwrap_err();
    assert_eq!(
        said.iter()
            .filter_map(|words| words.split_once(':'))
            .map(|(name, _)| name)
            .collect::<Vec<_>>(),
        [
            "text", "kind", "id", "count", "ratio", "flag", "number", "q_text", "q_kind",
            "q_closed"
        ]
    );
}

#[test]
fn a_query_is_decoded_as_forms_are() {
    let rules = useapi().rules("upload_track");
    let query = "title=a+b%20c%2Bd&genre=%C3%BC&mood=a%26b%3Dc&url";
    assert_eq!(
        parameters(&rules, &[], query),
        Ok(json!({"title": "a b c+d", "genre": "ü", "mood": "a&b=c", "url": ""}))
    );
}

#[test]
fn missing_and_repeated_parameters_are_named() {
    let rules = useapi().rules("delete_track");
    for (query, words) in [
        (None, &["id: required, and missing"][..]),
        (Some(""), &["id: required, and missing"]),
        (Some("ID=1"), &["id: required, and missing"]),
        (Some("id="), &["id: 0 characters, at least 1 is required"]),
        (Some("id=1&id=1"), &["id: given 2 times, once is allowed"]),
        (
            Some("account=a&account=b&account=c"),
            &[
                "account: given 3 times, once is allowed",
                "id: required, and missing",
            ],
        ),
    ] {
        let problems = rules.parameters(&[], query).unwrap_err();
        assert_eq!(shown(&problems), words, "{query:?}");
    }
}

#[test]
fn empty_texts_are_texts_and_unknown_names_are_passed_over() {
    let rules = useapi().rules("delete_track");
    assert_eq!(
        parameters(&rules, &[], "id=1&account=&page=2&page=3&=x"),
        Ok(json!({"id": "1", "account": ""}))
    );
}

#[test]
fn a_query_cannot_change_what_the_path_says() {
    let rules = useapi().rules("get_account");
    assert_eq!(
        parameters(&rules, &["user:1"], "account=user:2"),
        Ok(json!({"account": "user:1"}))
    );
}

#[test]
fn parameters_of_the_servers_address_are_passed_over() {
    let rules = cloudsway().rules("get_task");
    assert_eq!(
        parameters(&rules, &["endpoint", "1"], ""),
        Ok(json!({"task_id": "1"}))
    );
    assert_eq!(
        parameters(&rules, &[], ""),
        Err(vec!["task_id: required, and missing".into()])
    );
}
