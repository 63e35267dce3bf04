//! Which version of a file a server has: what makes it safe to go on in the middle.

use reqwest::header::{
    CONTENT_LENGTH, CONTENT_RANGE, DATE, ETAG, HeaderMap, HeaderName, LAST_MODIFIED,
};
use serde::{Deserialize, Serialize};

/// What a server says of a file, kept beside a part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Version {
    /// A strong one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// If it is old enough to tell two versions apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
    /// Length of the whole file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<u64>,
}

impl Version {
    /// Of an answer with the whole file.
    pub fn of(headers: &HeaderMap) -> Self {
        Self {
            etag: strong_etag(headers),
            last_modified: last_modified(headers),
            length: text(headers, CONTENT_LENGTH).and_then(|length| length.parse().ok()),
        }
    }

    /// What to send as `If-Range`. Without it nobody knows whether a part fits to the rest.
    pub fn validator(&self) -> Option<&str> {
        self.etag.as_deref().or(self.last_modified.as_deref())
    }

    /// Whether both are surely the same file.
    pub fn is(&self, other: &Self) -> bool {
        let lengths_fit = self.length == other.length;
        lengths_fit && self.validator().is_some() && self.validator() == other.validator()
    }

    /// Whether an answer with a part goes on with this file at `offset`.
    pub fn goes_on(&self, headers: &HeaderMap, offset: u64) -> bool {
        let Some(range) = Range::of(headers) else {
            return false;
        };
        let to_the_end = match (range.total, range.last) {
            (Some(total), Some(last)) => last.checked_add(1) == Some(total),
            _ => true,
        };
        range.first == Some(offset) && to_the_end && self.fits(headers, &range)
    }

    /// Whether an answer that refuses a range says that `offset` is all there is.
    pub fn ends_at(&self, headers: &HeaderMap, offset: u64) -> bool {
        Range::of(headers)
            .is_some_and(|range| range.total == Some(offset) && self.fits(headers, &range))
    }

    /// Servers that ignore `If-Range` tell by the rest of their answer that it is another file.
    fn fits(&self, headers: &HeaderMap, range: &Range) -> bool {
        let length = match (self.length, range.total) {
            (Some(length), Some(total)) => length == total,
            _ => true,
        };
        let unless_other = |ours: Option<&str>, name| {
            let theirs = text(headers, name);
            ours.is_none() || theirs.is_none() || ours == theirs
        };
        let etag = unless_other(self.etag.as_deref(), ETAG);
        // Of two validators the stronger one counts.
        let date =
            self.etag.is_some() || unless_other(self.last_modified.as_deref(), LAST_MODIFIED);
        length && etag && date
    }
}

/// A `Content-Range`.
struct Range {
    first: Option<u64>,
    last: Option<u64>,
    total: Option<u64>,
}

impl Range {
    fn of(headers: &HeaderMap) -> Option<Self> {
        let range = text(headers, CONTENT_RANGE)?.strip_prefix("bytes")?;
        let (range, total) = range.trim_start().split_once('/')?;
        let number = |text: &str| text.trim().parse().ok();
        let bounds = range.split_once('-');
        Some(Self {
            first: bounds.and_then(|(first, _)| number(first)),
            last: bounds.and_then(|(_, last)| number(last)),
            total: number(total),
        })
    }
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    Some(headers.get(name)?.to_str().ok()?.trim())
}

fn strong_etag(headers: &HeaderMap) -> Option<String> {
    let etag = text(headers, ETAG)?;
    let quoted = etag.len() > 1 && etag.starts_with('"') && etag.ends_with('"');
    quoted.then(|| etag.to_owned())
}

/// A date in the second of the answer itself may stand for two versions.
fn last_modified(headers: &HeaderMap) -> Option<String> {
    let modified = text(headers, LAST_MODIFIED)?;
    let date = |text| httpdate::parse_http_date(text).ok();
    let answered = date(text(headers, DATE)?)?;
    (date(modified)? < answered).then(|| modified.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const EARLY: &str = "Sat, 21 Nov 2026 10:00:00 GMT";
    const LATER: &str = "Sat, 21 Nov 2026 10:00:01 GMT";

    fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
        let line = |(name, value): &(&'static str, &'static str)| {
            (name.parse().unwrap(), value.parse().unwrap())
        };
        lines.iter().map(line).collect()
    }

    #[test]
    fn only_what_tells_versions_apart_surely_is_a_validator() {
        for (lines, validator) in [
            (&[("etag", "\"a\"")][..], Some("\"a\"")),
            (&[("etag", "W/\"a\"")], None),
            (&[("etag", "a")], None),
            (&[("etag", "\"")], None),
            (&[("last-modified", EARLY), ("date", LATER)], Some(EARLY)),
            (&[("last-modified", EARLY), ("date", EARLY)], None),
            (&[("last-modified", LATER), ("date", EARLY)], None),
            (&[("last-modified", EARLY)], None),
            (&[("last-modified", "yesterday"), ("date", LATER)], None),
            (
                &[("last-modified", EARLY), ("date", LATER), ("etag", "\"a\"")],
                Some("\"a\""),
            ),
            (&[], None),
        ] {
            let version = Version::of(&headers(lines));
            assert_eq!(version.validator(), validator, "{lines:?}");
        }
    }

    #[test]
    fn a_part_goes_on_only_where_the_file_and_the_place_are_the_same() {
        let version = Version {
            etag: Some("\"a\"".into()),
            last_modified: None,
            length: Some(10),
        };
        for (lines, goes_on) in [
            (&[("content-range", "bytes 4-9/10")][..], true),
            (&[("content-range", "bytes 4-9/*")], true),
            (
                &[("content-range", "bytes 4-9/10"), ("etag", "\"a\"")],
                true,
            ),
            (
                &[("content-range", "bytes 4-9/10"), ("etag", "\"b\"")],
                false,
            ),
            (
                &[("content-range", "bytes 4-9/10"), ("etag", "W/\"a\"")],
                false,
            ),
            (&[("content-range", "bytes 4-8/10")], false),
            (&[("content-range", "bytes 3-9/10")], false),
            (&[("content-range", "bytes 4-10/11")], false),
            (
                &[("content-range", "bytes 4-18446744073709551615/10")],
                false,
            ),
            (&[("content-range", "bytes */10")], false),
            (&[("content-range", "pages 4-9/10")], false),
            (&[("content-range", "bytes 4")], false),
            (&[("content-range", "")], false),
            (&[], false),
        ] {
            assert_eq!(version.goes_on(&headers(lines), 4), goes_on, "{lines:?}");
        }
        for (range, ends) in [
            ("bytes */10", true),
            ("bytes */11", false),
            ("bytes */*", false),
        ] {
            let headers = headers(&[("content-range", range)]);
            assert_eq!(version.ends_at(&headers, 10), ends, "{range}");
        }
    }
}
