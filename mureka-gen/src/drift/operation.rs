//! One page against one operation of the document.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::api::{Body, Status};
use crate::check::{ExampleCase, Place as ExamplePlace};
use crate::reference::{Endpoint, Page, Payload};

use super::finding::{Finding, Kind};
use super::ours::{Ours, follow};
use super::payloads::{Example, Side};
use super::validity::Validators;
use super::{figures, models, parameters, payloads, statuses};

/// All differences between a page and the operation it is about.
pub fn compare(
    page: &Page,
    endpoint: &Endpoint,
    ours: &Ours,
    cases: &[ExampleCase],
    validators: &mut Validators,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    parameters::compare(endpoint, ours, &mut findings);
    figures::compare(endpoint, ours, &mut findings);
    statuses::compare(endpoint, ours, &mut findings);
    requests(endpoint, ours, cases, validators, &mut findings);
    answers(page, endpoint, ours, cases, validators, &mut findings);
    for model in &endpoint.models {
        let roots = roots(ours, &model.statuses, model.failure);
        if !roots.is_empty() {
            models::compare(model, ours.document, roots, page.vendor, &mut findings);
        }
    }
    date(page, ours, &mut findings);
    findings
}

fn requests(
    endpoint: &Endpoint,
    ours: &Ours,
    cases: &[ExampleCase],
    validators: &mut Validators,
    findings: &mut Vec<Finding>,
) {
    let body = follow(
        ours.document,
        format!("{}/requestBody", ours.operation.pointer),
    );
    let told = findings
        .iter()
        .filter(|finding| {
            matches!(
                finding.kind,
                Kind::ParameterAdded | Kind::ParameterRemoved | Kind::ParameterMoved
            )
        })
        .map(|finding| finding.subject.clone())
        .collect();
    let file = match &ours.operation.body {
        Body::Multipart { file, .. } => Some(file.as_str()),
        _ => None,
    };
    let mut examples = examples(ours, cases, ExamplePlace::Request);
    for example in &mut examples {
        without_file(&mut example.value, file);
    }
    in_texts(ours, &mut examples);
    let side = Side {
        document: ours.document,
        label: "request".into(),
        schema: ours.body.clone(),
        pointer: body,
        examples,
        // Ours may come from program code, which is not read.
        complete: false,
        told,
    };
    let shown: Vec<Payload> = endpoint
        .requests
        .iter()
        .cloned()
        .map(|mut payload| {
            without_file(&mut payload.value, file);
            payload
        })
        .collect();
    payloads::compare(&shown, &side, validators, findings);
}

/// The content of a file is no fact, and neither is its name on somebody's disk.
fn without_file(value: &mut Value, file: Option<&str>) {
    if let Some(name) = file
        && let Some(content) = value.get_mut(name)
    {
        *content = Value::from("…");
    }
}

/// Pages show lists of JSON that is sent inside of a text as they are.
fn in_texts(ours: &Ours, examples: &mut Vec<Example>) {
    let mut inner = Vec::new();
    for example in examples.iter() {
        for (field, value) in example.value.as_object().into_iter().flatten() {
            let parsed = value
                .as_str()
                .filter(|_| {
                    let kinds = ours.parameter(field).map(|given| &given.facets.kinds);
                    kinds.is_some_and(|kinds| kinds.contains(&crate::reference::Kind::JsonText))
                })
                .and_then(|text| serde_json::from_str::<Value>(text).ok());
            if let Some(value) = parsed {
                inner.push(Example {
                    name: example.name.clone(),
                    pointer: example.pointer.clone(),
                    schema: example.schema.clone(),
                    value,
                });
            }
        }
    }
    examples.append(&mut inner);
}

fn answers(
    page: &Page,
    endpoint: &Endpoint,
    ours: &Ours,
    cases: &[ExampleCase],
    validators: &mut Validators,
    findings: &mut Vec<Finding>,
) {
    for documented in &endpoint.statuses {
        // A status that is new is told with all that comes with it.
        let Some(status) = statuses::known(ours, documented.code) else {
            continue;
        };
        let side = Side {
            document: ours.document,
            label: documented.code.to_string(),
            schema: statuses::schema(ours, status),
            pointer: statuses::answer(ours, status),
            examples: examples(ours, cases, ExamplePlace::Response(status)),
            complete: matches!(status, Status::Code(_)) && !hides_payloads(page),
            told: BTreeSet::new(),
        };
        payloads::compare(&documented.payloads, &side, validators, findings);
    }
}

/// Whether a payload may stand in what could not be read.
pub fn hides_payloads(page: &Page) -> bool {
    page.unread
        .iter()
        .any(|doubt| doubt.what.contains("payload"))
}

fn examples(ours: &Ours, cases: &[ExampleCase], place: ExamplePlace) -> Vec<Example> {
    cases
        .iter()
        .filter(|case| case.operation == ours.operation.id && case.place == place)
        .map(|case| Example {
            name: case.name.clone(),
            pointer: case.pointer.clone(),
            value: case.value.clone(),
            schema: case.schema.clone(),
        })
        .collect()
}

/// Schemas of the answers that a model is for.
fn roots(ours: &Ours, codes: &[u16], failure: bool) -> Vec<String> {
    let mut roots: Vec<String> = Vec::new();
    let mut take = |status: Status| {
        let schema = statuses::schema(ours, status);
        roots.extend(schema.filter(|schema| !roots.contains(schema)));
    };
    for code in codes {
        if let Some(status) = statuses::known(ours, *code) {
            take(status);
        }
    }
    if codes.is_empty() {
        let success = ours.operation.success.iter().filter(|_| !failure);
        success
            .chain(&ours.operation.errors)
            .for_each(|answer| take(answer.status));
    }
    roots
}

fn date(page: &Page, ours: &Ours, findings: &mut Vec<Finding>) {
    let (Some(now), was) = (&page.date, &ours.operation.page_date) else {
        return;
    };
    let change = match was {
        Some(was) if now > was => format!("of {now}, newer than the document's {was}"),
        Some(_) => return,
        None => format!("of {now}, and the document has no x-mureka-page-date"),
    };
    let pointer = format!("{}/x-mureka-page-date", ours.operation.pointer);
    findings.push(
        Finding::new(Kind::PageDate, "page", change)
            .values(Some(now.clone()), was.clone())
            .at(ours.place(&pointer))
            .covers("date"),
    );
}
