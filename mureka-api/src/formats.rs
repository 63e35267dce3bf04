//! The formats of files: by their names, their media types and their first bytes.

/// A format.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Format {
    /// What names end in, without the dot.
    pub extension: &'static str,
    /// What they may end in, too.
    aliases: &'static [&'static str],
    /// What servers call it, the usual name first.
    types: &'static [&'static str],
    /// Whether it is read by people. Servers send such a page in the place of a song when
    /// they have none.
    pub text: bool,
}

const fn media(
    extension: &'static str,
    aliases: &'static [&'static str],
    types: &'static [&'static str],
) -> Format {
    Format {
        extension,
        aliases,
        types,
        text: false,
    }
}

const fn text(
    extension: &'static str,
    aliases: &'static [&'static str],
    types: &'static [&'static str],
) -> Format {
    Format {
        text: true,
        ..media(extension, aliases, types)
    }
}

static FORMATS: [Format; 26] = [
    media("mp3", &[], &["audio/mpeg", "audio/mp3", "audio/mpeg3"]),
    media("m4a", &["m4b"], &["audio/mp4", "audio/x-m4a", "audio/m4a"]),
    media("mid", &["midi"], &["audio/midi", "audio/x-midi"]),
    media(
        "wav",
        &["wave"],
        &["audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"],
    ),
    media("flac", &[], &["audio/flac", "audio/x-flac"]),
    media("ogg", &["oga", "opus"], &["audio/ogg", "application/ogg"]),
    media("aac", &[], &["audio/aac", "audio/x-aac"]),
    media("aiff", &["aif"], &["audio/aiff", "audio/x-aiff"]),
    media("wma", &[], &["audio/x-ms-wma"]),
    media("mp4", &["m4v"], &["video/mp4", "application/mp4"]),
    media("webm", &[], &["video/webm", "audio/webm"]),
    media("mov", &[], &["video/quicktime"]),
    media("png", &[], &["image/png"]),
    media("jpg", &["jpeg"], &["image/jpeg", "image/jpg"]),
    media("webp", &[], &["image/webp"]),
    media("gif", &[], &["image/gif"]),
    media(
        "zip",
        &[],
        &["application/zip", "application/x-zip-compressed"],
    ),
    media("pdf", &[], &["application/pdf"]),
    text("svg", &[], &["image/svg+xml"]),
    text("html", &["htm"], &["text/html", "application/xhtml+xml"]),
    text("json", &[], &["application/json", "text/json"]),
    text("xml", &[], &["application/xml", "text/xml"]),
    text("txt", &[], &["text/plain"]),
    text("lrc", &[], &["text/x-lrc"]),
    text("srt", &["vtt"], &["application/x-subrip", "text/vtt"]),
    text("csv", &[], &["text/csv"]),
];

/// The format that a name ends in, if it is a known one: "Vol. 2" has none.
pub(crate) fn of_name(name: &str) -> Option<&'static Format> {
    let (_, extension) = name.rsplit_once('.')?;
    let is = |known: &&str| known.eq_ignore_ascii_case(extension);
    FORMATS
        .iter()
        .find(|format| is(&format.extension) || format.aliases.iter().any(is))
}

/// The format of a `Content-Type`.
pub(crate) fn of_media_type(media_type: &str) -> Option<&'static Format> {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let is = |known: &&str| known.eq_ignore_ascii_case(essence);
    FORMATS.iter().find(|format| format.types.iter().any(is))
}

/// Whether a `Content-Type` is that of something to be read.
pub(crate) fn is_text(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    essence.starts_with("text/")
        || essence.ends_with("+json")
        || essence.ends_with("+xml")
        || of_media_type(&essence).is_some_and(|format| format.text)
}

/// The format that a file begins like.
pub(crate) fn of_bytes(head: &[u8]) -> Option<&'static Format> {
    let at = |start: usize, text: &[u8]| head.get(start..).is_some_and(|h| h.starts_with(text));
    let extension = match head {
        _ if at(0, b"ID3") || is_mpeg_audio(head) => "mp3",
        _ if at(4, b"ftypM4A") || at(4, b"ftypM4B") => "m4a",
        _ if at(4, b"ftypqt") => "mov",
        _ if at(4, b"ftyp") => "mp4",
        _ if at(0, b"MThd") => "mid",
        _ if at(0, b"RIFF") && at(8, b"WAVE") => "wav",
        _ if at(0, b"RIFF") && at(8, b"WEBP") => "webp",
        _ if at(0, b"fLaC") => "flac",
        _ if at(0, b"OggS") => "ogg",
        _ if at(0, b"FORM") && at(8, b"AIFF") => "aiff",
        _ if at(0, &[0xff, 0xf1]) || at(0, &[0xff, 0xf9]) => "aac",
        _ if at(0, &[0x1a, 0x45, 0xdf, 0xa3]) => "webm",
        _ if at(0, b"\x89PNG") => "png",
        _ if at(0, &[0xff, 0xd8, 0xff]) => "jpg",
        _ if at(0, b"GIF8") => "gif",
        _ if at(0, b"PK\x03\x04") || at(0, b"PK\x05\x06") => "zip",
        _ if at(0, b"%PDF") => "pdf",
        _ => match first_letter(head) {
            Some(b'<') => "html",
            Some(b'{') => "json",
            _ => return None,
        },
    };
    of_name(&format!(".{extension}"))
}

/// Whether a file that begins so may be of that format. One that begins with nothing but
/// zeros may be any.
pub(crate) fn begins_like(extension: &str, head: &[u8]) -> bool {
    let padding = head.iter().take_while(|byte| **byte == 0).count();
    if padding == head.len() {
        return true;
    }
    match extension {
        // Some tools leave zeros before the first frame.
        "mp3" => of_bytes(&head[padding..]).is_some_and(|format| format.extension == "mp3"),
        // Which kind of MP4 it is, writers do not agree on.
        "m4a" | "mp4" | "mov" => head.get(4..8) == Some(b"ftyp"),
        extension => of_bytes(head).is_none_or(|format| format.extension == extension),
    }
}

/// Sync word, a version, layer II or III, and rates that exist.
fn is_mpeg_audio(head: &[u8]) -> bool {
    let [0xff, second, third, ..] = head else {
        return false;
    };
    let version = (second >> 3) & 3;
    let layer = (second >> 1) & 3;
    second >> 5 == 7
        && version != 1
        && matches!(layer, 1 | 2)
        && third >> 4 != 15
        && (third >> 2) & 3 != 3
}

/// The first byte that is no white space, behind the mark of UTF-8.
fn first_letter(head: &[u8]) -> Option<u8> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    head.iter()
        .copied()
        .find(|byte| !byte.is_ascii_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_known_by_its_name() {
        for (name, extension) in [
            ("a.mp3", Some("mp3")),
            ("a.b.MIDI", Some("mid")),
            (".jpeg", Some("jpg")),
            ("Vol. 2", None),
            ("mp3", None),
            ("a.", None),
        ] {
            let found = of_name(name).map(|format| format.extension);
            assert_eq!(found, extension, "{name}");
        }
    }

    #[test]
    fn a_format_is_known_by_its_media_type() {
        for (media_type, extension, text) in [
            ("audio/mpeg", Some("mp3"), false),
            (" Audio/X-WAV ; codecs=1", Some("wav"), false),
            ("application/octet-stream", None, false),
            ("", None, false),
            ("text/html; charset=utf-8", Some("html"), true),
            ("text/troff", None, true),
            ("application/problem+json", None, true),
            ("image/svg+xml", Some("svg"), true),
        ] {
            let found = of_media_type(media_type).map(|format| format.extension);
            assert_eq!((found, is_text(media_type)), (extension, text));
        }
    }

    #[test]
    fn a_format_is_known_by_its_first_bytes() {
        for (head, extension) in [
            (&b"ID3\x04"[..], Some("mp3")),
            (&[0xff, 0xfb, 0x90, 0x64], Some("mp3")),
            (&[0xff, 0xf3, 0x40, 0xc0], Some("mp3")),
            (&[0xff, 0xf1, 0x50, 0x80], Some("aac")),
            (&[0xff, 0xfe, b'a', 0], None),
            (b"\0\0\0\x20ftypM4A ", Some("m4a")),
            (b"\0\0\0\x20ftypisom", Some("mp4")),
            (b"MThd\0\0\0\x06", Some("mid")),
            (b"RIFF\0\0\0\0WAVE", Some("wav")),
            (b"RIFF\0\0\0\0WEBP", Some("webp")),
            (b"PK\x03\x04", Some("zip")),
            (b"\xef\xbb\xbf \n<!doctype html>", Some("html")),
            (b" {\"error\": 1}", Some("json")),
            (b"", None),
            (b"  ", None),
            (b"abc", None),
        ] {
            let found = of_bytes(head).map(|format| format.extension);
            assert_eq!(found, extension, "{head:?}");
        }
    }

    #[test]
    fn zeros_before_an_mp3_are_no_reason_to_refuse_it() {
        for (extension, head, like) in [
            ("mp3", &b"ID3"[..], true),
            ("mp3", b"\0\0\0ID3", true),
            ("mp3", b"\0\0\0", true),
            ("mp3", b"RIFF\0\0\0\0WAVE", false),
            ("mp3", b"abc", false),
            ("m4a", b"\0\0\0\x20ftypisom", true),
            ("m4a", b"ID3", false),
            ("mid", b"MThd", true),
            ("mid", b"ID3", false),
        ] {
            assert_eq!(begins_like(extension, head), like, "{extension} {head:?}");
        }
    }

    #[test]
    fn every_format_is_listed_once() {
        let mut names: Vec<&str> = FORMATS
            .iter()
            .flat_map(|format| format.aliases.iter().chain([&format.extension]))
            .copied()
            .collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
