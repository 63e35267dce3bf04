//! The files that links of answers lead to: real ones, below `/_mock/media/`.
//!
//! The name may be any, its ending decides which file comes. `?bytes=N` makes the file
//! exactly so long: cut, or padded with bytes that depend on nothing but their position
//! and the version. A padded file serves for trying downloads; players may refuse it,
//! and unpackers do. `?version=V` makes it another file, with another `ETag` and another
//! padding, so that a test can see what happens when a file changes between two tries.

mod conditions;
mod content;
mod range;

use std::io;

use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Empty, Full};
use hyper::body::Bytes;
use hyper::header::{
    ACCEPT_RANGES, ALLOW, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap,
    HeaderValue, RANGE,
};
use hyper::{Method, Response, StatusCode};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use content::Content;
pub(crate) use content::mix;
use range::Wanted;

/// The body of an answer.
pub(crate) type Body = BoxBody<Bytes, io::Error>;

const PREFIX: &str = "/_mock/media/";
/// The longest file that is made, 1 TiB.
const LONGEST: u64 = 1 << 40;
/// What is escaped in a name: all that could end it or mean something else in a URL.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Mp3,
    Wav,
    Flac,
    Png,
    Mp4,
    Zip,
}

impl Kind {
    const ALL: [Self; 6] = [
        Self::Mp3,
        Self::Wav,
        Self::Flac,
        Self::Png,
        Self::Mp4,
        Self::Zip,
    ];

    /// The kind that a documented link leads to. `None` for links to something else,
    /// and for texts that are no links, names of files among them.
    pub(crate) fn of_url(documented: &str) -> Option<Self> {
        let scheme = documented.split("://").next()?;
        if scheme.len() == documented.len() || !matches!(scheme, "http" | "https") {
            return None;
        }
        let path = documented.split(['?', '#']).next()?;
        match ending(path)?.as_str() {
            // There is one picture, and it is a PNG.
            "jpg" | "jpeg" => Some(Self::Png),
            ending => Self::of_ending(ending),
        }
    }

    fn of_ending(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.ending() == ending)
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Mp3 => "mp3",
            Self::Wav => "wav",
            Self::Flac => "flac",
            Self::Png => "png",
            Self::Mp4 => "mp4",
            Self::Zip => "zip",
        }
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::Mp3 => "audio/mpeg",
            Self::Wav => "audio/wav",
            Self::Flac => "audio/flac",
            Self::Png => "image/png",
            Self::Mp4 => "video/mp4",
            Self::Zip => "application/zip",
        }
    }

    fn file(self) -> &'static [u8] {
        match self {
            Self::Mp3 => include_bytes!("../../assets/song.mp3"),
            Self::Wav => include_bytes!("../../assets/song.wav"),
            Self::Flac => include_bytes!("../../assets/song.flac"),
            Self::Png => include_bytes!("../../assets/cover.png"),
            Self::Mp4 => include_bytes!("../../assets/video.mp4"),
            Self::Zip => include_bytes!("../../assets/stems.zip"),
        }
    }
}

/// A link to a file. The name may be any that is not empty.
pub(crate) fn link(base: &str, kind: Kind, name: &str) -> String {
    let name = utf8_percent_encode(name, ESCAPED);
    format!("{base}{PREFIX}{name}.{}", kind.ending())
}

/// Answers a request for a file; `None` if the path is none of a file.
pub(crate) fn serve(
    method: &Method,
    path_and_query: &str,
    headers: &HeaderMap,
) -> Option<Response<Body>> {
    let rest = path_and_query.strip_prefix(PREFIX)?;
    let (name, query) = rest.split_once('?').unwrap_or((rest, ""));
    let response = match find(name, query) {
        Err((status, why)) => text(status, why),
        Ok(_) if method != Method::GET && method != Method::HEAD => {
            let mut refusal = text(
                StatusCode::METHOD_NOT_ALLOWED,
                format!("{method}: files answer GET and HEAD"),
            );
            refusal
                .headers_mut()
                .insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
            refusal
        }
        Ok((kind, content)) => answer(method, kind, content, headers),
    };
    if method == Method::HEAD {
        return Some(response.map(|_| empty()));
    }
    Some(response)
}

/// Which file is asked for, or why there is none.
fn find(name: &str, query: &str) -> Result<(Kind, Content), (StatusCode, String)> {
    let decoded = percent_decode_str(name).decode_utf8_lossy();
    let kind = ending(&decoded).and_then(|ending| Kind::of_ending(&ending));
    let Some(kind) = kind else {
        let endings = Kind::ALL.map(|kind| format!(".{}", kind.ending()));
        let endings = endings.join(", ");
        let why = format!("{name:?}: no file, a name with one of the endings {endings} is needed");
        return Err((StatusCode::NOT_FOUND, why));
    };
    let mut length = None;
    let mut version = String::new();
    for (field, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        let value = percent_decode_str(value).decode_utf8_lossy();
        match field {
            "bytes" => {
                let number = range::number(&value).filter(|number| *number <= LONGEST);
                let Some(number) = number else {
                    let why =
                        format!("bytes: {value:?}, a whole number up to {LONGEST} is allowed");
                    return Err((StatusCode::BAD_REQUEST, why));
                };
                length = Some(number);
            }
            "version" => version = value.into_owned(),
            _ => {}
        }
    }
    Ok((kind, Content::new(kind.file(), length, &version)))
}

fn answer(method: &Method, kind: Kind, content: Content, headers: &HeaderMap) -> Response<Body> {
    let etag = content.etag();
    let length = content.length();
    let mut response = match conditions::failed(headers, &etag) {
        Some(StatusCode::NOT_MODIFIED) => {
            let mut response = Response::new(empty());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response
        }
        Some(status) => text(status, format!("If-Match: the file is {etag}")),
        None => match wanted(method, headers, &etag, length) {
            Wanted::Whole => {
                let mut response = Response::new(content.part(0..length).boxed());
                response.headers_mut().insert(CONTENT_LENGTH, length.into());
                response
            }
            Wanted::Part(part) => {
                let range = format!("bytes {}-{}/{length}", part.start, part.end - 1);
                let size = part.end - part.start;
                let mut response = Response::new(content.part(part).boxed());
                *response.status_mut() = StatusCode::PARTIAL_CONTENT;
                response.headers_mut().insert(CONTENT_LENGTH, size.into());
                insert(&mut response, CONTENT_RANGE, &range);
                response
            }
            Wanted::Nothing => {
                let mut response = text(
                    StatusCode::RANGE_NOT_SATISFIABLE,
                    format!("Range: nothing of the {length} bytes is in it"),
                );
                insert(&mut response, CONTENT_RANGE, &format!("bytes */{length}"));
                response
            }
        },
    };
    if matches!(
        response.status(),
        StatusCode::OK | StatusCode::PARTIAL_CONTENT
    ) {
        insert(&mut response, CONTENT_TYPE, kind.content_type());
    }
    insert(&mut response, ACCEPT_RANGES, "bytes");
    insert(&mut response, ETAG, &etag);
    response
}

/// How much of a file is asked for. Ranges are for GET only.
fn wanted(method: &Method, headers: &HeaderMap, etag: &str, length: u64) -> Wanted {
    let mut ranges = headers.get_all(RANGE).iter();
    let (Some(range), None) = (ranges.next(), ranges.next()) else {
        return Wanted::Whole;
    };
    if method != Method::GET || !conditions::range_holds(headers, etag) {
        return Wanted::Whole;
    }
    range
        .to_str()
        .map_or(Wanted::Whole, |range| Wanted::of(range, length))
}

/// What follows the last dot of a name that is more than its ending, in small letters.
fn ending(path: &str) -> Option<String> {
    // `…zip` is how the documents shorten a name.
    let name = path.rsplit('/').next()?.replace('…', "….");
    let (name, ending) = name.rsplit_once('.')?;
    // `https://.mp3` is how the documents shorten a link.
    (!name.is_empty() || path.ends_with(&format!("://.{ending}")))
        .then(|| ending.to_ascii_lowercase())
}

/// An answer for people.
fn text(status: StatusCode, text: String) -> Response<Body> {
    let length = text.len();
    let body = Full::new(Bytes::from(text)).map_err(|never| match never {});
    let mut response = Response::new(body.boxed());
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_LENGTH, length.into());
    insert(&mut response, CONTENT_TYPE, "text/plain; charset=utf-8");
    response
}

fn empty() -> Body {
    Empty::new().map_err(|never| match never {}).boxed()
}

fn insert(response: &mut Response<Body>, name: hyper::header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

#[cfg(test)]
mod tests;
