//! Payloads that a page shows: whether the schema allows them, knows their fields, and
//! whether they stand among the examples of the document.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::document::Document;
use crate::reference::{Kind as Holds, Payload};

use super::differences::{differences, generic, shown};
use super::facts::kind_word;
use super::finding::{Finding, Kind};
use super::ours::{follow, place};
use super::schemas::{Known, Schemas};
use super::validity::{Validators, refused};

/// A payload with more values than this is no example.
const MAX_VALUES: usize = 20_000;

/// An example of the document.
pub struct Example {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub pointer: String,
    /// The payload.
    pub value: Value,
    /// Pointer of its schema.
    pub schema: String,
}

/// One side of an operation: its requests, or its answers of one status.
pub struct Side<'a> {
    pub document: &'a Document,
    /// `200` or `request`.
    pub label: String,
    /// Pointer of the schema; `None` where the document has no body.
    pub schema: Option<String>,
    /// Where the request or answer stands.
    pub pointer: String,
    pub examples: Vec<Example>,
    /// Whether an example that the page does not show is told.
    pub complete: bool,
    /// Fields that are new or gone by other findings.
    pub told: BTreeSet<String>,
}

/// Compares the payloads of one side.
pub fn compare(
    payloads: &[Payload],
    side: &Side,
    validators: &mut Validators,
    findings: &mut Vec<Finding>,
) {
    let label = &side.label;
    let tell = |kind: Kind, change: String, at: &str| {
        Finding::new(kind, format!("{label} payload"), change)
            .at(place(side.document, at))
            .covers(format!("{label} payload"))
    };
    let mut left: Vec<&Example> = side.examples.iter().collect();
    let mut unmatched = Vec::new();
    let mut unknown_told = BTreeSet::new();
    for payload in payloads {
        let same = left
            .iter()
            .position(|example| example.value == payload.value);
        let shown_twice = same.is_none()
            && side
                .examples
                .iter()
                .any(|example| example.value == payload.value);
        if let Some(at) = same {
            left.remove(at);
        }
        let Some(schema) = &side.schema else {
            let change = "where the document has no body".to_owned();
            findings.push(
                tell(Kind::PayloadChanged, change, &side.pointer)
                    .values(Some(shown(&payload.value)), None),
            );
            continue;
        };
        let mut look = Look::default();
        let schema = inner(side, &payload.value).unwrap_or_else(|| schema.clone());
        let schemas = Schemas::of(side.document, [schema.clone()], &tag(&payload.value));
        look.at(&payload.value, &schemas, &mut String::new(), 0);
        for (path, at) in &look.unknown {
            if !side.told.contains(path) && unknown_told.insert(path.clone()) {
                let at = at.as_deref().unwrap_or(&schema);
                let change = format!("unknown field {path}");
                findings
                    .push(tell(Kind::PayloadField, change, at).values(Some(path.clone()), None));
            }
        }
        // What equals an example was found valid with it, when the document was checked.
        if same.is_some() || shown_twice {
            continue;
        }
        let mut wrong = look.wrong;
        if look.values <= MAX_VALUES {
            refused(
                side.document,
                &schema,
                &payload.value,
                validators,
                &mut wrong,
            );
        }
        for (path, rule) in &wrong {
            let path = if path.is_empty() { "whole" } else { path };
            let change = format!("not valid: {path} {rule}");
            findings.push(tell(Kind::PayloadInvalid, change, &schema));
        }
        let mut told: BTreeSet<String> = wrong.into_iter().map(|(path, _)| path).collect();
        told.extend(look.unknown.into_iter().map(|(path, _)| path));
        told.extend(side.told.iter().cloned());
        unmatched.push((payload, told));
    }
    nearest(unmatched, &mut left, side, &tell, findings);
    if side.complete {
        for example in left {
            let change = format!("example {} no longer shown", example.name);
            let ours = Some(shown(&example.value));
            findings.push(tell(Kind::PayloadRemoved, change, &example.pointer).values(None, ours));
        }
    }
}

/// Tells of payloads that equal no example what differs from the nearest one.
fn nearest(
    unmatched: Vec<(&Payload, BTreeSet<String>)>,
    left: &mut Vec<&Example>,
    side: &Side,
    tell: &dyn Fn(Kind, String, &str) -> Finding,
    findings: &mut Vec<Finding>,
) {
    for (payload, told) in unmatched {
        let near = left
            .iter()
            .enumerate()
            .map(|(at, example)| (differences(&payload.value, &example.value), at))
            .min_by_key(|(differences, at)| (differences.len(), *at))
            // One that has nothing in common is another payload.
            .filter(|(_, at)| left[*at].value.is_object() == payload.value.is_object());
        let documented = Some(shown(&payload.value));
        let Some((differences, at)) = near else {
            if told.is_empty() {
                let change = format!("new: {}", shown(&payload.value));
                findings.push(
                    tell(Kind::PayloadChanged, change, &side.pointer).values(documented, None),
                );
            }
            continue;
        };
        let example = left.remove(at);
        let untold: Vec<String> = differences
            .iter()
            .filter(|difference| !is_told(&difference.path, &told))
            .map(ToString::to_string)
            .collect();
        if untold.is_empty() {
            let telling = |finding: &&mut Finding| side.told.contains(&finding.subject);
            if let Some(finding) = findings.iter_mut().find(telling) {
                finding.covers.push(format!("{} payload", side.label));
            }
            continue;
        }
        let mut change = untold
            .iter()
            .take(4)
            .cloned()
            .collect::<Vec<_>>()
            .join(", ");
        if untold.len() > 4 {
            change += &format!(", and {} more", untold.len() - 4);
        }
        let ours = Some(shown(&example.value));
        findings
            .push(tell(Kind::PayloadChanged, change, &example.pointer).values(documented, ours));
    }
}

/// Whether a place is one of those that are told, or inside of one.
pub fn is_told(path: &str, told: &BTreeSet<String>) -> bool {
    let path = generic(path);
    let ends = path.match_indices(['.', '[']).map(|(at, _)| at);
    ends.chain([path.len()])
        .filter_map(|end| path.get(..end))
        .any(|outer| told.contains(outer))
}

/// The text under a field of an object.
fn tag(value: &Value) -> impl Fn(&str) -> Option<String> + '_ {
    |name| value.get(name)?.as_str().map(str::to_owned)
}

/// Of a request that is a list, the schema of the JSON in a text that it is shown for.
fn inner(side: &Side, value: &Value) -> Option<String> {
    if !value.is_array() {
        return None;
    }
    let body = side.schema.as_ref()?;
    let names = side.document.keys(&format!("{body}/properties"));
    names.into_iter().find_map(|name| {
        let field = follow(side.document, format!("{body}/properties/{name}"));
        let text = side.document.value().pointer(&field)?;
        let reference = text.get("x-mureka-json-string")?.as_str()?;
        Some(follow(
            side.document,
            reference.strip_prefix('#')?.to_owned(),
        ))
    })
}

/// What a walk through a payload found.
#[derive(Default)]
struct Look {
    /// Fields that no schema knows, and where they would stand.
    unknown: BTreeSet<(String, Option<String>)>,
    /// Values of a kind that no schema allows, and what is wrong with them.
    wrong: BTreeSet<(String, String)>,
    /// How many values were looked at.
    values: usize,
}

impl Look {
    fn at(&mut self, value: &Value, schemas: &Schemas, path: &mut String, depth: usize) {
        if depth > 64 || value.is_null() {
            return;
        }
        self.values += 1;
        if self.values > MAX_VALUES {
            let rule = format!("has more than {MAX_VALUES} values, and is looked at no further");
            self.wrong.insert((String::new(), rule));
            return;
        }
        let kinds = schemas.kinds();
        let holds = kind_of(value);
        let numeric = holds == Holds::Integer && kinds.contains(&Holds::Number);
        let text = holds == Holds::Text
            && (kinds.contains(&Holds::JsonText) || kinds.contains(&Holds::File));
        if !kinds.is_empty() && !kinds.contains(&holds) && !numeric && !text {
            let words: Vec<&str> = kinds.iter().map(|kind| kind_word(*kind)).collect();
            let rule = format!("is {}, not {}", kind_word(holds), words.join(" or "));
            self.wrong.insert((generic(path), rule));
            return;
        }
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    let length = path.len();
                    if length > 0 {
                        path.push('.');
                    }
                    path.push_str(name);
                    match schemas.field(name, &tag(value)) {
                        Known::By(schemas) => self.at(value, &schemas, path, depth + 1),
                        Known::Anything => {}
                        Known::No => {
                            let at = schemas.object().cloned();
                            self.unknown.insert((generic(path), at));
                        }
                    }
                    path.truncate(length);
                }
            }
            Value::Array(items) => {
                for item in items {
                    let Known::By(schemas) = schemas.items(&tag(item)) else {
                        break;
                    };
                    let length = path.len();
                    path.push_str("[]");
                    self.at(item, &schemas, path, depth + 1);
                    path.truncate(length);
                }
            }
            _ => {}
        }
    }
}

fn kind_of(value: &Value) -> Holds {
    match value {
        Value::Bool(_) => Holds::Boolean,
        Value::Number(number) if number.is_f64() => Holds::Number,
        Value::Number(_) => Holds::Integer,
        Value::Array(_) => Holds::List,
        Value::Object(_) => Holds::Object,
        Value::Null | Value::String(_) => Holds::Text,
    }
}
