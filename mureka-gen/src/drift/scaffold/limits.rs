//! Limits of what is sent: as keywords of a schema, and in words.

use super::names;
use super::schemas::Form;
use super::yaml::{Item, is_hidden, quoted};
use crate::reference::Parameter;

/// The limits of a page, where they can stand; what they could not be made of is said.
pub fn limit(schema: &mut Vec<Item>, parameter: &Parameter, form: &Form) -> Vec<Item> {
    let mut notes = Vec::new();
    let lengths = [
        ("minLength", parameter.min_length),
        ("maxLength", parameter.max_length),
    ];
    for (key, length) in lengths {
        match (length, form) {
            (Some(length), Form::Text(None | Some("password"))) => {
                schema.push(Item::plain(key, length));
            }
            (Some(length), _) => notes.push(Item::decide(format!(
                "`{key}` {length}, which cannot stand here"
            ))),
            (None, _) => {}
        }
    }
    for (key, bound) in [
        ("minimum", parameter.minimum),
        ("maximum", parameter.maximum),
    ] {
        let Some(bound) = bound else { continue };
        match form {
            Form::Integer if bound.fract() == 0.0 => {
                schema.push(Item::plain(key, format!("{bound:.0}")));
            }
            Form::Real => schema.push(Item::plain(key, bound)),
            Form::Text(None) => notes.push(Item::decide(format!(
                "`{key}` {bound} of digits in a text: `pattern` with x-mureka-digits"
            ))),
            _ => notes.push(Item::decide(format!(
                "`{key}` {bound}, which cannot stand here"
            ))),
        }
    }
    if let Some(default) = &parameter.default {
        let value = match form {
            Form::Boolean => default.parse::<bool>().ok().map(|value| value.to_string()),
            Form::Integer => default.parse::<i64>().ok().map(|value| value.to_string()),
            Form::Real => default.parse::<f64>().ok().map(|value| value.to_string()),
            Form::Text(None) | Form::Named(_) => Some(quoted(default)),
            _ => None,
        };
        match value {
            Some(value) => schema.push(Item::plain("default", value)),
            None => notes.push(Item::decide(format!(
                "the default `{default}`, which cannot stand here"
            ))),
        }
    }
    notes
}

/// A parameter in words: what its name says, and its limits.
pub fn told(parameter: &Parameter) -> String {
    let mut text = names::meaning(&parameter.name);
    let mut facts = Vec::new();
    match (parameter.min_length, parameter.max_length) {
        (Some(least), Some(most)) => facts.push(format!("{least} to {most} characters")),
        (None, Some(most)) => facts.push(format!("at most {most} characters")),
        (Some(least), None) => facts.push(format!("at least {least} characters")),
        (None, None) => {}
    }
    match (parameter.minimum, parameter.maximum) {
        (Some(least), Some(most)) => facts.push(format!("from {least} to {most}")),
        (None, Some(most)) => facts.push(format!("at most {most}")),
        (Some(least), None) => facts.push(format!("at least {least}")),
        (None, None) => {}
    }
    if let Some(default) = parameter.default.as_ref().filter(|text| is_quotable(text)) {
        facts.push(format!("`{default}` if left out"));
    }
    if !facts.is_empty() {
        text = format!("{}, {}.", text.trim_end_matches('.'), facts.join(", "));
    }
    if !parameter.excludes.is_empty() {
        let others: Vec<String> = parameter
            .excludes
            .iter()
            .filter(|name| is_quotable(name))
            .map(|name| format!("`{name}`"))
            .collect();
        if !others.is_empty() {
            text.push_str(&format!(" Not together with {}.", others.join(", ")));
        }
    }
    text
}

/// Whether a text can stand in backticks.
fn is_quotable(text: &str) -> bool {
    !text.contains('`') && !text.chars().any(is_hidden) && !text.is_empty()
}
