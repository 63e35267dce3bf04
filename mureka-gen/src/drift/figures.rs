//! Figures of a call beside its parameters: spacing, slots, retention, uploads, media types.

use std::collections::BTreeSet;

use crate::reference::Endpoint;

use super::finding::{Finding, Kind};
use super::ours::Ours;

/// Compares all figures.
pub fn compare(endpoint: &Endpoint, ours: &Ours, findings: &mut Vec<Finding>) {
    let operation = ours.operation;
    let uploads = operation.upload.as_ref();
    let figures = [
        (
            Kind::Spacing,
            "spacing",
            endpoint.spacing,
            operation.spacing,
            " seconds",
            "x-mureka-spacing",
        ),
        (
            Kind::Slots,
            "slots",
            endpoint.slots,
            operation.slots,
            "",
            "x-mureka-slots",
        ),
        (
            Kind::Retention,
            "retention",
            endpoint.retention,
            operation.retention,
            " seconds",
            "x-mureka-retention",
        ),
        (
            Kind::UploadSize,
            "upload size",
            endpoint.upload_bytes,
            uploads.and_then(|upload| upload.bytes),
            " bytes",
            "x-mureka-upload",
        ),
    ];
    for (kind, subject, now, was, unit, key) in figures {
        let figure = |figure: Option<u64>| figure.map(|figure| format!("{figure}{unit}"));
        let (now, was) = (figure(now), figure(was));
        let change = match (&now, &was) {
            (now, was) if now == was => continue,
            (Some(now), Some(was)) => format!("{now} (was {was})"),
            (Some(now), None) => format!("{now} (was none)"),
            (None, was) => format!(
                "no longer documented (was {})",
                was.as_deref().unwrap_or_default()
            ),
        };
        findings.push(
            Finding::new(kind, subject, change)
                .values(now, was)
                .at(ours.place(&format!("{}/{key}", operation.pointer)))
                .covers(subject),
        );
    }
    formats(endpoint, ours, findings);
    content_types(endpoint, ours, findings);
}

fn formats(endpoint: &Endpoint, ours: &Ours, findings: &mut Vec<Finding>) {
    let Some(upload) = &ours.operation.upload else {
        return;
    };
    let now: BTreeSet<&String> = endpoint.upload_formats.iter().collect();
    let was: BTreeSet<&String> = upload.formats.iter().collect();
    let joined = |formats: &BTreeSet<&String>| {
        let formats: Vec<&str> = formats.iter().map(|format| format.as_str()).collect();
        Some(formats.join(" "))
    };
    for format in now.symmetric_difference(&was) {
        let change = if now.contains(format) {
            format!("new format {format}")
        } else {
            format!("format {format} gone")
        };
        let pointer = format!("{}/x-mureka-upload", ours.operation.pointer);
        findings.push(
            Finding::new(Kind::UploadFormats, "upload", change)
                .values(joined(&now), joined(&was))
                .at(ours.place(&pointer))
                .covers("upload formats"),
        );
    }
}

fn content_types(endpoint: &Endpoint, ours: &Ours, findings: &mut Vec<Finding>) {
    // Many pages name the type of JSON among the headers of calls that have no body.
    let bodiless = ours.content_types.is_empty();
    for media in &endpoint.content_types {
        let known = ours.content_types.iter().any(|(known, _)| known == media);
        if known || (bodiless && media == "application/json") {
            continue;
        }
        let pointer = format!("{}/requestBody", ours.operation.pointer);
        findings.push(
            Finding::new(Kind::ContentTypeAdded, &**media, "new type of the body")
                .values(Some(media.clone()), None)
                .at(ours.place(&pointer))
                .covers(format!("content type {media}")),
        );
    }
    // A page that names none says nothing about them.
    if endpoint.content_types.is_empty() {
        return;
    }
    for (media, pointer) in &ours.content_types {
        if !endpoint.content_types.contains(media) {
            findings.push(
                Finding::new(
                    Kind::ContentTypeRemoved,
                    &**media,
                    "no longer a type of the body",
                )
                .values(None, Some(media.clone()))
                .at(ours.place(pointer))
                .covers(format!("content type {media}")),
            );
        }
    }
}
