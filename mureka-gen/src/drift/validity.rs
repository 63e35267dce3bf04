//! Rules of a schema that a payload breaks, each with its place.

use std::collections::{BTreeSet, HashMap};

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde_json::Value;

use crate::check::json_schema;
use crate::document::{Document, unescape};

use super::differences::shown;
use super::payloads::is_told;

/// Compiled schemas, by their pointer.
#[derive(Default)]
pub struct Validators {
    compiled: HashMap<(String, String), Option<Validator>>,
}

impl Validators {
    fn of(&mut self, document: &Document, pointer: &str) -> Option<&Validator> {
        let key = (document.name().to_owned(), pointer.to_owned());
        let compile = || jsonschema::validator_for(&json_schema(document, pointer)?).ok();
        self.compiled.entry(key).or_insert_with(compile).as_ref()
    }
}

/// Rules of the schema that the payload breaks, except for kinds of values and unknown
/// fields, which are known already.
pub fn refused(
    document: &Document,
    schema: &str,
    value: &Value,
    validators: &mut Validators,
    wrong: &mut BTreeSet<(String, String)>,
) {
    let Some(validator) = validators.of(document, schema) else {
        return;
    };
    let mut found = Vec::new();
    for error in validator.iter_errors(value).take(8) {
        leaves(&error, &mut found, 0);
    }
    let known: BTreeSet<String> = wrong.iter().map(|(path, _)| path.clone()).collect();
    for (path, rule) in found {
        if !is_told(&path, &known) {
            wrong.insert((path, rule));
        }
    }
}

/// The errors that are the reason of an error, with their places.
fn leaves(error: &ValidationError, found: &mut Vec<(String, String)>, depth: usize) {
    let branches = match error.kind() {
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            context
        }
        ValidationErrorKind::AdditionalProperties { .. } => return,
        _ => {
            let mut path = dotted(&error.instance_path().to_string());
            if let ValidationErrorKind::Required { property } = error.kind() {
                let joint = if path.is_empty() { "" } else { "." };
                path += &format!("{joint}{}", property.as_str().unwrap_or_default());
            }
            found.push((path, rule_of(error)));
            return;
        }
    };
    // The branch that fits the farthest is the one that was meant.
    let farthest = |branch: &&Vec<ValidationError<'static>>| {
        let lengths = branch
            .iter()
            .map(|error| error.instance_path().to_string().len());
        lengths.max().unwrap_or_default()
    };
    if let Some(branch) = branches.iter().max_by_key(farthest)
        && depth < 32
    {
        for error in branch {
            leaves(error, found, depth + 1);
        }
    }
}

fn rule_of(error: &ValidationError) -> String {
    let rule = match error.kind() {
        ValidationErrorKind::Required { .. } => "is missing".into(),
        ValidationErrorKind::MaxLength { limit } => format!("is longer than {limit} characters"),
        ValidationErrorKind::MinLength { limit } => format!("is shorter than {limit} characters"),
        ValidationErrorKind::Maximum { limit } => format!("is greater than {limit}"),
        ValidationErrorKind::Minimum { limit } => format!("is less than {limit}"),
        ValidationErrorKind::Enum { .. } => "is not one of the values".into(),
        ValidationErrorKind::Pattern { .. } => "does not fit the pattern".into(),
        ValidationErrorKind::Type { .. } => "is of another kind".into(),
        ValidationErrorKind::Not { .. } | ValidationErrorKind::OneOfMultipleValid { .. } => {
            "has fields that exclude each other".into()
        }
        kind => format!("breaks the rule {}", kind.keyword()),
    };
    let shown = shown(error.instance());
    match error.kind() {
        ValidationErrorKind::Required { .. }
        | ValidationErrorKind::Not { .. }
        | ValidationErrorKind::OneOfMultipleValid { .. } => rule,
        _ => format!("{rule}: {shown}"),
    }
}

/// A JSON pointer as a path with dots: `songs[].title`.
fn dotted(pointer: &str) -> String {
    let mut path = String::new();
    for token in pointer.split('/').skip(1) {
        if !token.is_empty() && token.bytes().all(|b| b.is_ascii_digit()) {
            path.push_str("[]");
        } else {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(&unescape(token));
        }
    }
    path
}
