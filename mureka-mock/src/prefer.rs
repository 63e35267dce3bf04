//! The header by which a caller chooses the answer.

use std::fmt;

use http::HeaderMap;

/// `Prefer: code=429, example=slots_full`, as far as this server knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Preference {
    /// The status, as it was sent.
    pub(crate) code: Option<String>,
    /// Name of the example.
    pub(crate) example: Option<String>,
}

impl Preference {
    /// The preferences of a request that concern the answer. Others are no mistake,
    /// and left alone.
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        let mut preference = Self {
            code: None,
            example: None,
        };
        let values = headers.get_all("prefer");
        for item in values
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split([',', ';']))
        {
            let Some((name, value)) = item.split_once('=') else {
                continue;
            };
            let value = value.trim().trim_matches('"').to_owned();
            match name.trim().to_ascii_lowercase().as_str() {
                "code" => preference.code = Some(value),
                "example" => preference.example = Some(value),
                _ => {}
            }
        }
        (preference.code.is_some() || preference.example.is_some()).then_some(preference)
    }
}

impl fmt::Display for Preference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.code, &self.example) {
            (Some(code), Some(example)) => write!(f, "code={code}, example={example}"),
            (Some(code), None) => write!(f, "code={code}"),
            (None, example) => write!(f, "example={}", example.as_deref().unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_are_read_from_all_headers() {
        for (values, shown) in [
            (&["code=429"][..], Some("code=429")),
            (
                &["code=429, example=slots_full"],
                Some("code=429, example=slots_full"),
            ),
            (
                &["Code = \"404\"; example=\"a\""],
                Some("code=404, example=a"),
            ),
            (
                &["respond-async", "example=a", "code=200"],
                Some("code=200, example=a"),
            ),
            (&["example=a"], Some("example=a")),
            (&["respond-async, wait=10"], None),
            (&[], None),
        ] {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append("prefer", value.parse().unwrap());
            }
            let preference = Preference::of(&headers).map(|preference| preference.to_string());
            assert_eq!(preference.as_deref(), shown, "{values:?}");
        }
    }
}
