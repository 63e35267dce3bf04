//! What is wrong with a file can be told before it is sent.

use super::Upload;
use crate::classify::one_line;
use crate::error::Error;
use crate::formats;
use crate::operation::{Operation, UploadLimits};
use crate::transport::Transport;

impl Transport {
    /// Checks a file against what the docs say of an operation.
    pub(crate) fn check_upload(
        &self,
        upload: &Upload,
        operation: &'static Operation,
    ) -> Result<(), Error> {
        if self.checks() {
            check(upload, operation)
        } else {
            Ok(())
        }
    }
}

fn check(upload: &Upload, operation: &'static Operation) -> Result<(), Error> {
    let Some(limits) = operation.upload else {
        return Ok(());
    };
    let problems: Vec<String> = [size(upload, limits), format(upload, limits)]
        .into_iter()
        .flatten()
        .collect();
    if problems.is_empty() {
        return Ok(());
    }
    let name = upload.name().map(|name| format!("{}: ", one_line(name)));
    let message = format!("{}{}", name.unwrap_or_default(), problems.join("; "));
    Err(Error::invalid("file", message).with_operation(operation))
}

fn size(upload: &Upload, limits: UploadLimits) -> Option<String> {
    let length = upload.len();
    match limits.bytes {
        _ if length == 0 => Some("0 bytes; a file is never empty".to_owned()),
        Some(most) if length > most => Some(format!("{length} bytes, at most {most} are allowed")),
        _ => None,
    }
}

fn format(upload: &Upload, limits: UploadLimits) -> Option<String> {
    let allowed = limits.formats.join(", ");
    let is_other = |format: &&formats::Format| !limits.formats.contains(&format.extension);
    let by_name = upload.name().and_then(formats::of_name);
    if let Some(other) = by_name.filter(is_other) {
        let other = other.extension;
        return Some(format!("{other} by its name, allowed is {allowed}"));
    }
    let head = upload.head.as_deref()?;
    let begins_like = |format: &&str| formats::begins_like(format, head);
    if limits.formats.iter().any(begins_like) {
        return None;
    }
    let like = formats::of_bytes(head).map_or("no such file", |format| format.extension);
    Some(format!("begins like {like}, allowed is {allowed}"))
}

#[cfg(test)]
mod tests {
    use futures_util::stream;

    use super::*;
    use crate::cloudsway::operations::UPLOAD_FILE;
    use crate::useapi::operations::{CLONE_VOICE, UPLOAD_MOTIF, UPLOAD_TRACK};
    use crate::{Bytes, ErrorKind};

    fn stream(length: u64) -> Upload {
        Upload::stream(stream::empty::<Result<Bytes, std::io::Error>>(), length)
    }

    fn bytes(head: &'static [u8]) -> Upload {
        Upload::bytes(head)
    }

    #[test]
    fn what_the_docs_allow_passes() {
        for (upload, operation) in [
            (bytes(b"ID3"), &UPLOAD_TRACK),
            (bytes(b"\xff\xfb\x90\x64"), &UPLOAD_TRACK),
            (bytes(b"\0\0\0\0"), &UPLOAD_TRACK),
            (bytes(b"ID3").named("Song.MP3"), &CLONE_VOICE),
            (bytes(b"ID3").named("no ending"), &UPLOAD_MOTIF),
            (bytes(b"ID3").named("Vol. 2"), &UPLOAD_MOTIF),
            (stream(5 << 30), &UPLOAD_TRACK),
            // No limit is documented.
            (stream(1 << 40), &CLONE_VOICE),
            (bytes(b"MThd").named("a.midi"), &UPLOAD_FILE),
            (bytes(b"\0\0\0\x20ftypM4A ").named("a.m4a"), &UPLOAD_FILE),
        ] {
            assert!(check(&upload, operation).is_ok(), "{upload:?}");
        }
    }

    #[test]
    fn what_they_do_not_is_an_error_that_names_file_rule_and_value() {
        for (upload, operation, message) in [
            (
                stream((5 << 30) + 1).named("long.mp3"),
                &UPLOAD_TRACK,
                "long.mp3: 5368709121 bytes, at most 5368709120 are allowed",
            ),
            (stream(0), &UPLOAD_MOTIF, "0 bytes; a file is never empty"),
            (
                bytes(b"ID3").named("song.wav"),
                &UPLOAD_TRACK,
                "song.wav: wav by its name, allowed is mp3",
            ),
            (
                bytes(b"RIFF\0\0\0\0WAVE").named("song.mp3"),
                &UPLOAD_TRACK,
                "song.mp3: begins like wav, allowed is mp3",
            ),
            (
                bytes(b"abc"),
                &UPLOAD_TRACK,
                "begins like no such file, allowed is mp3",
            ),
            (
                bytes(b"<html>").named("a.mp3"),
                &UPLOAD_FILE,
                "a.mp3: begins like html, allowed is mp3, m4a, mid",
            ),
            (
                stream(1 << 40).named("a\n.flac"),
                &UPLOAD_TRACK,
                "a .flac: 1099511627776 bytes, at most 5368709120 are allowed; \
                 flac by its name, allowed is mp3",
            ),
        ] {
            let error = check(&upload, operation).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidRequest);
            assert_eq!(error.field(), Some("file"));
            assert_eq!(error.message(), message);
            assert!(error.never_sent());
        }
    }
}
