//! Conditions of a request, in the order of RFC 9110 (13.2.2).
//!
//! There is no `Last-Modified`, so conditions on dates are ignored, and a date in
//! `If-Range` never holds.

use hyper::StatusCode;
use hyper::header::{HeaderMap, HeaderName, IF_MATCH, IF_NONE_MATCH, IF_RANGE};

/// The status to answer in the place of the file, if a condition does not hold.
pub(super) fn failed(headers: &HeaderMap, etag: &str) -> Option<StatusCode> {
    if headers.contains_key(IF_MATCH) && !names(headers, &IF_MATCH, |tag| tag == etag) {
        return Some(StatusCode::PRECONDITION_FAILED);
    }
    let weakly = |tag: &str| tag.strip_prefix("W/").unwrap_or(tag) == etag;
    names(headers, &IF_NONE_MATCH, weakly).then_some(StatusCode::NOT_MODIFIED)
}

/// Whether a range may be answered as one.
pub(super) fn range_holds(headers: &HeaderMap, etag: &str) -> bool {
    headers
        .get(IF_RANGE)
        .is_none_or(|tag| tag.as_bytes().trim_ascii() == etag.as_bytes())
}

/// Whether a list of tags is `*` or has one of these.
fn names(headers: &HeaderMap, name: &HeaderName, is: impl Fn(&str) -> bool) -> bool {
    headers
        .get_all(name)
        .iter()
        .filter_map(|list| list.to_str().ok())
        // A comma may be inside a tag, but the tags of files have none: a piece of
        // another tag is never taken for one.
        .flat_map(|list| list.split(','))
        .any(|tag| tag.trim() == "*" || is(tag.trim()))
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderValue;

    use super::*;

    const ETAG: &str = "\"0123\"";

    fn headers(name: &HeaderName, values: &[&'static str]) -> HeaderMap {
        let values = values.iter().copied().map(HeaderValue::from_static);
        values.map(|value| (name.clone(), value)).collect()
    }

    #[test]
    fn if_match_fails_unless_it_names_the_file() {
        for (values, holds) in [
            (&[][..], true),
            (&["*"], true),
            (&["\"0123\""], true),
            (&["\"4\", \"0123\" , \"5\""], true),
            (&["\"4\"", "\"0123\""], true),
            (&["\"4\""], false),
            (&["W/\"0123\""], false),
            (&["0123"], false),
            (&["\"x,\"0123\"x\""], false),
            (&["\"*\""], false),
            (&[""], false),
        ] {
            let failed = failed(&headers(&IF_MATCH, values), ETAG);
            let expected = (!holds).then_some(StatusCode::PRECONDITION_FAILED);
            assert_eq!(failed, expected, "{values:?}");
        }
    }

    #[test]
    fn if_none_match_fails_if_it_names_the_file_be_it_weakly() {
        for (values, named) in [
            (&[][..], false),
            (&["*"], true),
            (&["\"0123\""], true),
            (&["W/\"0123\""], true),
            (&["\"4\",W/\"0123\""], true),
            (&["\"4\", \"5\""], false),
            (&["w/\"0123\""], false),
        ] {
            let failed = failed(&headers(&IF_NONE_MATCH, values), ETAG);
            let expected = named.then_some(StatusCode::NOT_MODIFIED);
            assert_eq!(failed, expected, "{values:?}");
        }
    }

    #[test]
    fn if_match_goes_before_if_none_match() {
        let mut both = headers(&IF_MATCH, &["\"4\""]);
        both.extend(headers(&IF_NONE_MATCH, &["\"0123\""]));
        assert_eq!(failed(&both, ETAG), Some(StatusCode::PRECONDITION_FAILED));
    }

    #[test]
    fn if_range_holds_for_the_very_file_only() {
        for (values, holds) in [
            (&[][..], true),
            (&["\"0123\""], true),
            (&["W/\"0123\""], false),
            (&["\"4\""], false),
            (&["*"], false),
            (&["Tue, 20 Jan 2026 12:34:56 GMT"], false),
        ] {
            let headers = headers(&IF_RANGE, values);
            assert_eq!(range_holds(&headers, ETAG), holds, "{values:?}");
        }
    }
}
