//! Secrets of a call, kept out of what is said about its answer.

use bytes::Bytes;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::header::HeaderValue;
use serde_json::Value;

/// A shorter text is a secret only where it stands alone: a token `a` is not in "bad".
const SHORT: usize = 8;

/// From this length on, a part of a secret is one itself: a column of a cookie's line, the
/// password in the query of a webhook's address.
const PART: usize = 12;

const REDACTED: &str = "[redacted]";

/// What was sent and shall not be shown.
///
/// No service is known to repeat it in an answer; none shall get it into a log. The texts are
/// looked for only once there is something to be redacted: most calls succeed.
#[derive(Clone, Default)]
pub(crate) struct Secrets {
    authorization: Option<HeaderValue>,
    /// The body, if some of its fields are secret.
    body: Bytes,
    fields: &'static [&'static str],
}

impl Secrets {
    /// The token, and what the JSON of the request holds in these fields: those that the
    /// document marks as `format: password`.
    pub fn of(
        authorization: &HeaderValue,
        body: Option<&Bytes>,
        fields: &'static [&'static str],
    ) -> Self {
        let body = body.filter(|_| !fields.is_empty());
        Self {
            authorization: Some(authorization.clone()),
            body: body.cloned().unwrap_or_default(),
            fields,
        }
    }

    /// A text without them.
    pub fn redact(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for secret in self.texts().0 {
            if secret.len() >= SHORT {
                text = text.replace(&secret, REDACTED);
            } else if text.contains(&secret) {
                text = replace_words(&text, &secret);
            }
        }
        text
    }

    fn texts(&self) -> Texts {
        let mut texts = Texts(Vec::new());
        let authorization = self.authorization.as_ref();
        let authorization = authorization.and_then(|header| header.to_str().ok());
        texts.add(
            authorization
                .and_then(|header| header.strip_prefix("Bearer "))
                .unwrap_or_default(),
        );
        if let Ok(value) = serde_json::from_slice::<Value>(&self.body) {
            texts.collect(&value, self.fields);
        }
        // The longest first: what is left of one after a part of it is gone is no match.
        texts
            .0
            .sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        texts
    }
}

/// The texts that are looked for.
struct Texts(Vec<String>);

impl Texts {
    fn collect(&mut self, value: &Value, hidden: &[&str]) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value {
                        Value::String(text) if hidden.contains(&name.as_str()) => self.add(text),
                        _ => self.collect(value, hidden),
                    }
                }
            }
            Value::Array(values) => values.iter().for_each(|value| self.collect(value, hidden)),
            _ => {}
        }
    }

    fn add(&mut self, secret: &str) {
        let parts = secret.split(|c: char| c.is_whitespace() || "?&=#".contains(c));
        let parts = parts.filter(|part| part.len() >= PART);
        for text in parts.chain([secret.trim()]) {
            let escaped = utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
            self.0.extend([text.to_owned(), escaped]);
        }
        self.0.retain(|secret| !secret.is_empty());
    }
}

fn replace_words(text: &str, word: &str) -> String {
    let mut replaced = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(word) {
        let (before, behind) = (&rest[..at], &rest[at + word.len()..]);
        let inside = before.ends_with(char::is_alphanumeric)
            || (before.is_empty() && replaced.ends_with(char::is_alphanumeric))
            || behind.starts_with(char::is_alphanumeric);
        replaced.push_str(before);
        replaced.push_str(if inside { word } else { REDACTED });
        rest = behind;
    }
    replaced + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(token: &str, body: &'static str) -> Secrets {
        let header = HeaderValue::try_from(format!("Bearer {token}")).unwrap();
        let body = Bytes::from_static(body.as_bytes());
        Secrets::of(&header, Some(&body), &["sessionCookie", "replyUrl"])
    }

    #[test]
    fn a_short_token_is_redacted_where_it_stands_alone() {
        let secrets = secrets("a", "");
        for (text, shown) in [
            ("too large", "too large"),
            ("no user a", "no user [redacted]"),
            ("a: aa, ba, `a`", "[redacted]: aa, ba, `[redacted]`"),
        ] {
            assert_eq!(secrets.redact(text), shown);
        }
    }

    #[test]
    fn what_a_request_holds_is_redacted_also_in_parts_and_escaped() {
        let secrets = secrets(
            "user:1-abc",
            r#"{"sessionCookie": "__Secure-3PSID\tg.a000-hunter2-xyz\t.google.com\t/",
                "replyUrl": "https://me.example/hook?token=hunter3-hunter3", "prompt": "a song"}"#,
        );
        for (text, shown) in [
            ("bad user%3A1%2Dabc", "bad [redacted]"),
            (
                "cookie g.a000-hunter2-xyz expired",
                "cookie [redacted] expired",
            ),
            (
                "POST https://me.example/hook?token=hunter3-hunter3: 404",
                "POST [redacted]: 404",
            ),
            ("wrong token=hunter3-hunter3", "wrong token=[redacted]"),
            ("a song", "a song"),
        ] {
            assert_eq!(secrets.redact(text), shown);
        }
    }

    #[test]
    fn without_secrets_nothing_changes() {
        assert_eq!(Secrets::default().redact("a"), "a");
        assert_eq!(secrets("", "[1, null]").redact("x"), "x");
    }

    #[test]
    fn the_documents_say_which_fields_are_secret() {
        use crate::useapi::operations;
        for (operation, secrets) in [
            (&operations::CREATE_SONG, &["replyUrl"][..]),
            (&operations::CREATE_SPEECH, &["replyUrl"]),
            (&operations::CONFIGURE_ACCOUNT, &["sessionCookie", "value"]),
            (&operations::SET_ACCOUNT_TOKEN, &["token"]),
            (&operations::GENERATE_LYRICS, &[]),
        ] {
            assert_eq!(operation.secrets, secrets, "{}", operation.id);
        }
    }
}
