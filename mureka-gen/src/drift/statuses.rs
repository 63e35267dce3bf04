//! Statuses and the codes of errors that come with them.

use crate::api::Status;
use crate::reference::Endpoint;

use super::finding::{Finding, Kind};
use super::ours::{Ours, follow};
use super::schemas::{Known, Schemas, untagged};

/// The status as the document has it: itself, or else its class.
pub fn known(ours: &Ours, code: u16) -> Option<Status> {
    let statuses = || {
        let answers = ours.operation.success.iter();
        answers
            .chain(&ours.operation.errors)
            .map(|answer| answer.status)
    };
    statuses()
        .find(|status| *status == Status::Code(code))
        .or_else(|| statuses().find(|status| *status == Status::Class(code / 100)))
}

/// Pointer of the answer of a status, references followed.
pub fn answer(ours: &Ours, status: Status) -> String {
    let pointer = format!("{}/responses/{status}", ours.operation.pointer);
    follow(ours.document, pointer)
}

/// Pointer of the schema of the JSON that comes with a status.
pub fn schema(ours: &Ours, status: Status) -> Option<String> {
    let media = format!("{}/content/application~1json/schema", answer(ours, status));
    let schema = follow(ours.document, media);
    ours.document.value().pointer(&schema)?;
    Some(schema)
}

/// Compares which statuses there are, and their codes.
pub fn compare(endpoint: &Endpoint, ours: &Ours, findings: &mut Vec<Finding>) {
    let responses = format!("{}/responses", ours.operation.pointer);
    for status in &endpoint.statuses {
        let Some(known) = known(ours, status.code) else {
            findings.push(
                Finding::new(Kind::StatusAdded, status.code.to_string(), "new status")
                    .values(Some(status.code.to_string()), None)
                    .at(ours.place(&responses))
                    .covers(status.code.to_string()),
            );
            continue;
        };
        if !status.codes.is_empty() {
            codes(status.code, &status.codes, known, ours, findings);
        }
    }
    // A page that names no status at all says nothing about those it leaves out.
    if !endpoint.statuses.iter().any(|status| status.stated) {
        return;
    }
    let answers = ours.operation.success.iter().chain(&ours.operation.errors);
    for status in answers.map(|answer| answer.status) {
        let Status::Code(code) = status else { continue };
        if !endpoint.statuses.iter().any(|status| status.code == code) {
            findings.push(
                Finding::new(
                    Kind::StatusRemoved,
                    code.to_string(),
                    "no longer documented",
                )
                .values(None, Some(code.to_string()))
                .at(ours.place(&format!("{responses}/{status}")))
                .covers(code.to_string()),
            );
        }
    }
}

/// Compares the codes that a page lists for a status with the words of the field `code`.
fn codes(
    code: u16,
    documented: &[String],
    status: Status,
    ours: &Ours,
    findings: &mut Vec<Finding>,
) {
    let Some(schema) = schema(ours, status) else {
        return;
    };
    let answer = Schemas::of(ours.document, [schema.clone()], &untagged);
    let Known::By(field) = answer.field("code", &untagged) else {
        return;
    };
    let words = field.words();
    if words.is_empty() {
        return;
    }
    let at = field.pointer().unwrap_or(schema);
    let mut tell = |word: &str, change: String, new: bool| {
        let stated = |is: bool| is.then(|| word.to_owned());
        findings.push(
            Finding::new(Kind::ErrorCode, format!("{code} code"), change)
                .values(stated(new), stated(!new))
                .at(ours.place(&at))
                .covers(format!("{code} code {word}")),
        );
    };
    for word in documented.iter().filter(|word| !words.contains(word)) {
        tell(word, format!("new {word}"), true);
    }
    for word in words.iter().filter(|word| !documented.contains(word)) {
        tell(word, format!("{word} gone"), false);
    }
}
