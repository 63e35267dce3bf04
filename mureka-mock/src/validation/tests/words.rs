//! The words for every rule that a schema may have, and the order they come in.

use serde_json::{Value, json};

use super::super::finding::Base;
use super::super::schema::{Held, Schema};
use super::super::{check, problems};
use super::shown;

/// What is told of a value in JSON Schema's own words.
pub(super) fn told(schema: &Value, value: &Value) -> Vec<String> {
    let schema = Schema::new(schema.clone(), Held::new()).unwrap();
    let mut found = Vec::new();
    check(&schema, value, &Base::body(), &mut found);
    shown(&problems(found))
}

/// A field `x` of that schema and value.
pub(super) fn told_of_x(schema: &Value, value: &Value) -> Vec<String> {
    told(
        &json!({"properties": {"x": schema}}),
        &json!({ "x": value }),
    )
}

/// Schema, value and words, each of a field `x`.
#[track_caller]
fn assert_told<const N: usize>(table: [(Value, Value, &str); N]) {
    for (schema, value, words) in table {
        assert_eq!(
            told_of_x(&schema, &value),
            [format!("x: {words}")],
            "{schema} {value}"
        );
    }
}

#[test]
fn a_value_of_another_type_is_told_with_the_type() {
    assert_told([
        (
            json!({"type": "string"}),
            json!(5),
            "the number 5, text is required",
        ),
        (
            json!({"type": "string"}),
            json!(true),
            "true, text is required",
        ),
        (
            json!({"type": "string"}),
            json!(null),
            "null, text is required",
        ),
        (
            json!({"type": "string"}),
            json!(["a"]),
            "a list, text is required",
        ),
        (
            json!({"type": "integer"}),
            json!("5"),
            r#"the text "5", a whole number is required"#,
        ),
        (
            json!({"type": "integer"}),
            json!(""),
            "empty, a whole number is required",
        ),
        (
            json!({"type": "integer"}),
            json!(1.5),
            "the number 1.5, a whole number is required",
        ),
        (
            json!({"type": "number"}),
            json!({}),
            "an object, a number is required",
        ),
        (
            json!({"type": "boolean"}),
            json!("yes"),
            r#"the text "yes", true or false is required"#,
        ),
        (
            json!({"type": "array"}),
            json!({}),
            "an object, a list is required",
        ),
        (
            json!({"type": "object"}),
            json!([]),
            "a list, an object is required",
        ),
    ]);
}

#[test]
fn several_types_are_told_together() {
    let id = json!({"oneOf": [{"type": "integer"}, {"type": "string", "minLength": 1}]});
    let nullable = json!({"anyOf": [{"type": "null"}, {"type": "string", "maxLength": 2}]});
    assert_told([
        (
            json!({"type": ["string", "null"]}),
            json!(1),
            "the number 1, null or text is allowed",
        ),
        (
            id.clone(),
            json!({}),
            "an object, a number or text is allowed",
        ),
        (
            id.clone(),
            json!(1.5),
            "the number 1.5, a whole number or text is allowed",
        ),
        (id, json!(""), "0 characters, at least 1 is required"),
        (
            nullable.clone(),
            json!(1),
            "the number 1, null or text is allowed",
        ),
        (
            nullable,
            json!("abc"),
            "3 characters, at most 2 are allowed",
        ),
    ]);
}

#[test]
fn texts_are_counted_in_characters_and_quoted() {
    assert_told([
        (
            json!({"maxLength": 3}),
            json!("äöüß"),
            "4 characters, at most 3 are allowed",
        ),
        (
            json!({"maxLength": 1}),
            json!("ab"),
            "2 characters, at most 1 is allowed",
        ),
        (
            json!({"minLength": 2}),
            json!("a"),
            "1 character, at least 2 are required",
        ),
        (
            json!({"pattern": "^[0-9]+$"}),
            json!("a\n"),
            r#""a\n", text that matches ^[0-9]+$ is required"#,
        ),
        (
            json!({"format": "date-time"}),
            json!("soon"),
            r#""soon", a date and time such as 2026-01-31T12:00:00Z is required"#,
        ),
        (
            json!({"format": "date"}),
            json!("soon"),
            r#""soon", a date such as 2026-01-31 is required"#,
        ),
        (
            json!({"format": "uuid"}),
            json!("1"),
            r#""1", text in the format uuid is required"#,
        ),
        (
            json!({"enum": ["V9", "V8"]}),
            json!("V1"),
            r#""V1", one of V9, V8 is allowed"#,
        ),
        (
            json!({"enum": ["V9"]}),
            json!("V1"),
            r#""V1", V9 is required"#,
        ),
        (
            json!({"enum": [1, null]}),
            json!(2),
            "2, one of 1, null is allowed",
        ),
        (
            json!({"const": "a"}),
            json!(""),
            r#"empty, "a" is required"#,
        ),
    ]);
}

#[test]
fn numbers_are_told_with_their_bounds() {
    assert_told([
        (json!({"minimum": 1}), json!(0), "0, at least 1 is required"),
        (json!({"maximum": 3}), json!(4), "4, at most 3 is allowed"),
        (
            json!({"exclusiveMinimum": 0}),
            json!(0),
            "0, more than 0 is required",
        ),
        (
            json!({"exclusiveMaximum": 1.5}),
            json!(2),
            "2, less than 1.5 is required",
        ),
        (
            json!({"multipleOf": 5}),
            json!(7),
            "7, a multiple of 5 is required",
        ),
        (
            json!({"type": "integer", "format": "int64"}),
            json!(9_223_372_036_854_775_808_u64),
            "9223372036854775808, at most 9223372036854775807 is allowed",
        ),
    ]);
}

#[test]
fn lists_and_objects_are_counted_and_not_shown() {
    assert_told([
        (
            json!({"minItems": 1}),
            json!([]),
            "0 items, at least 1 is required",
        ),
        (
            json!({"maxItems": 1}),
            json!([1, 2]),
            "2 items, at most 1 is allowed",
        ),
        (
            json!({"uniqueItems": true}),
            json!([1, 1]),
            "an item twice, each is allowed once",
        ),
        (
            json!({"minProperties": 2}),
            json!({"a": 1}),
            "1 field, at least 2 are required",
        ),
        (
            json!({"maxProperties": 0}),
            json!({"a": 1}),
            "1 field, at most 0 are allowed",
        ),
        (json!(false), json!(1), "not allowed here"),
        (
            json!({"not": {"const": 1}}),
            json!(1),
            "not what the document describes",
        ),
        (
            json!({"contains": {"const": 1}}),
            json!([2]),
            "not what the document describes: contains",
        ),
        (
            json!({"oneOf": [{"type": "integer"}, {"type": "number"}]}),
            json!(1),
            "fits several of the documented forms, one is allowed",
        ),
    ]);
}

#[test]
fn the_alternative_that_was_probably_meant_is_explained() {
    let schema = json!({"oneOf": [
        {"type": "string"},
        {"type": "object", "required": ["value"], "properties": {"value": {"type": "integer"}}},
    ]});
    for (value, words) in [
        (json!({}), "x.value: required, and missing"),
        (
            json!({"value": "1"}),
            r#"x.value: the text "1", a whole number is required"#,
        ),
        (json!(1), "x: the number 1, text or an object is allowed"),
    ] {
        assert_eq!(told_of_x(&schema, &value), [words]);
    }
}

#[test]
fn a_wrong_type_is_told_without_the_rules_of_the_right_one() {
    let schema = json!({"type": "string", "enum": ["a"]});
    assert_eq!(
        told_of_x(&schema, &json!(1)),
        ["x: the number 1, text is required"]
    );
}
