//! The parts of a request that reqwest and its URL parser do not check.

use std::borrow::Cow;
use std::fmt::Display;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::ser::{Error as _, Serialize, SerializeSeq, Serializer};
use serde_json::Value;

use crate::classify::one_line;
use crate::error::Error;

/// Everything but RFC 3986's unreserved characters, and `:`, which the ids of the docs hold.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':');

/// A path argument as one segment of a URL, escaped.
///
/// # Errors
///
/// Empty, `.`, `..` (a URL parser would call another path), or with `/`, `\` or control
/// characters: escaped they stay one segment here, but not behind every gateway, and
/// `DELETE` of another path is too high a price for an id that the vendors never use.
pub(crate) fn path_segment(name: &'static str, value: impl Display) -> Result<String, Error> {
    let value = value.to_string();
    match segment(&value) {
        Ok(Cow::Borrowed(_)) => Ok(value),
        Ok(Cow::Owned(escaped)) => Ok(escaped),
        Err(_) if value.is_empty() => Err(Error::invalid(name, "empty; an id is needed")),
        Err(problem) => {
            let value = one_line(&value);
            let message = format!("`{value}` {problem}; an id is needed");
            Err(Error::invalid(name, message))
        }
    }
}

/// The same with no more than the rule in the error, for a value that must not be shown.
pub(crate) fn segment(value: &str) -> Result<Cow<'_, str>, &'static str> {
    let stays = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:".contains(&byte);
    if value.is_empty() {
        Err("is empty")
    } else if value == "." || value == ".." {
        Err("would change the URL")
    } else if value.bytes().all(stays) {
        // Ids hardly ever hold what has to be escaped.
        Ok(value.into())
    } else if value.contains(['/', '\\']) {
        Err("has a `/` or `\\` in it")
    } else if value.chars().any(char::is_control) {
        Err("has a control character in it")
    } else {
        Ok(utf8_percent_encode(value, SEGMENT).into())
    }
}

/// A query parameter for reqwest's `query`.
///
/// A scalar is one `name=value`, an array one for each item, `None` nothing.
/// An object is an error: no documented parameter is one.
pub(crate) struct QueryParam<'a, T: ?Sized> {
    name: &'static str,
    value: &'a T,
}

impl<'a, T: Serialize + ?Sized> QueryParam<'a, T> {
    pub fn new(name: &'static str, value: &'a T) -> Self {
        Self { name, value }
    }
}

impl<T: Serialize + ?Sized> Serialize for QueryParam<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = serde_json::to_value(self.value).map_err(S::Error::custom)?;
        let values = match value {
            Value::Array(values) => values,
            value => vec![value],
        };
        let mut pairs = serializer.serialize_seq(None)?;
        for value in values {
            let text = match value {
                Value::Null => continue,
                Value::Bool(flag) => flag.to_string(),
                Value::Number(number) => number.to_string(),
                Value::String(text) => text,
                Value::Array(_) | Value::Object(_) => {
                    let message = format!("{}: an object cannot be a query parameter", self.name);
                    return Err(S::Error::custom(message));
                }
            };
            pairs.serialize_element(&(self.name, text))?;
        }
        pairs.end()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ErrorKind;

    #[test]
    fn a_segment_is_escaped_to_stay_one() {
        for (value, segment) in [
            ("45", "45"),
            ("j01-a:mureka", "j01-a:mureka"),
            ("a?b#c%2e", "a%3Fb%23c%252e"),
            (" ü@", "%20%C3%BC%40"),
            ("...", "..."),
            ("%2e%2e", "%252e%252e"),
        ] {
            assert_eq!(path_segment("song_id", value).unwrap(), segment);
        }
        assert_eq!(path_segment("song_id", 7).unwrap(), "7");
    }

    #[test]
    fn a_segment_that_would_change_the_url_is_refused() {
        for value in ["", ".", "..", "a/b", "/", "..\\x", "a\n", "\t..", "\u{7f}"] {
            let error = path_segment("song_id", value).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidRequest);
            assert_eq!(error.field(), Some("song_id"));
        }
        assert_eq!(
            path_segment("song_id", "..").unwrap_err().to_string(),
            "song_id: `..` would change the URL; an id is needed"
        );
    }

    #[test]
    fn a_query_parameter_is_none_one_or_many_pairs() {
        let query = |value: Value| {
            reqwest::Client::new()
                .get("http://localhost/")
                .query(&QueryParam::new("q", &value))
                .build()
                .map(|request| request.url().query().unwrap_or_default().to_owned())
        };
        for (value, text) in [
            (json!(null), ""),
            (json!(true), "q=true"),
            (json!(-5), "q=-5"),
            (json!("a b&c"), "q=a+b%26c"),
            (json!(["a", 1, null]), "q=a&q=1"),
            (json!([]), ""),
        ] {
            assert_eq!(query(value).unwrap(), text);
        }
        let error = Error::from(query(json!({"a": 1})).unwrap_err());
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert!(
            error
                .to_string()
                .ends_with("q: an object cannot be a query parameter")
        );
    }
}
