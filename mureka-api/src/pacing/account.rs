//! Which account a request or an id is for.

use std::borrow::Cow;
use std::fmt;

use reqwest::Url;
use serde::Deserialize;
use serde::de::{self, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// The account that a composite id names.
///
/// Ids of songs and files are like `user:777-mureka:ACCOUNT-song:33445566`, those of jobs like
/// `j0121061432017475905m-u777-aACCOUNT-bot:mureka`.
pub(crate) fn account_in(id: &str) -> Option<&str> {
    let account = of_record(id).or_else(|| of_job(id))?;
    Some(account).filter(|account| !account.is_empty())
}

fn of_record(id: &str) -> Option<&str> {
    let (_, rest) = id.split_once("mureka:")?;
    // The account ends where the next part begins: `-song:`, `-file:`.
    let next_part = |(at, _): &(usize, &str)| {
        let letters =
            rest[at + 1..].trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '_');
        letters.starts_with(':') && !rest[at + 1..].starts_with(':')
    };
    let end = rest.match_indices('-').find(next_part);
    Some(end.map_or(rest, |(at, _)| &rest[..at]))
}

fn of_job(id: &str) -> Option<&str> {
    let (_, rest) = id.strip_prefix('j')?.split_once("-a")?;
    Some(rest.rsplit_once("-bot:")?.0)
}

/// The account that a request is for: the one it names as `account`, or the one that an id in
/// it names. `body` is JSON, or something else that is not looked into.
pub(crate) fn account_of<'r>(body: Option<&'r [u8]>, url: &'r Url) -> Option<Cow<'r, str>> {
    let mut found = Found::default();
    if let Some(Fields(of_body)) = body.and_then(|body| serde_json::from_slice(body).ok()) {
        found = of_body;
    }
    if found.account.is_none() && url.query().is_some() {
        for (name, value) in url.query_pairs() {
            found.see(&name, value);
        }
    }
    found.account.or(found.in_id)
}

/// The account that the JSON of a request is for.
pub(crate) fn account_in_body(body: &[u8]) -> Option<Cow<'_, str>> {
    let Fields(found) = serde_json::from_slice(body).ok()?;
    found.account.or(found.in_id)
}

/// What a request says of its account.
#[derive(Default)]
struct Found<'r> {
    account: Option<Cow<'r, str>>,
    in_id: Option<Cow<'r, str>>,
}

impl<'r> Found<'r> {
    fn see(&mut self, name: &str, value: Cow<'r, str>) {
        if name == "account" {
            if !value.is_empty() {
                self.account.get_or_insert(value);
            }
        } else if self.in_id.is_none() && name.ends_with("id") {
            // Only in ids: a text may have anything in it.
            self.in_id = match value {
                Cow::Borrowed(id) => account_in(id).map(Cow::Borrowed),
                Cow::Owned(id) => account_in(&id).map(|account| account.to_owned().into()),
            };
        }
    }
}

/// The fields of a body, of which no more is kept than is asked for.
struct Fields<'r>(Found<'r>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InObject;

        impl<'de> Visitor<'de> for InObject {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut found = Found::default();
                while let Some(Text(name)) = map.next_key()? {
                    let Some(name) = name else { continue };
                    if let Text(Some(value)) = map.next_value()? {
                        found.see(&name, value);
                    }
                }
                Ok(Fields(found))
            }
        }

        deserializer.deserialize_map(InObject)
    }
}

/// A text, or the digits of a number; nothing of anything else.
struct Text<'r>(Option<Cow<'r, str>>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("anything")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Text(Some(text.into())))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Text(Some(text.to_owned().into())))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
                Ok(Text(Some(number.to_string().into())))
            }

            fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
                Ok(Text(None))
            }

            fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
                Ok(Text(None))
            }

            fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
                Ok(Text(None))
            }

            fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
                Ok(Text(None))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Text(None))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Text(None))
            }
        }

        deserializer.deserialize_any(Any)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composite_ids_name_their_account() {
        for (id, account) in [
            ("user:777-mureka:123456789-song:33445566", Some("123456789")),
            (
                "user:777-mureka:987654321-file:123456789",
                Some("987654321"),
            ),
            (
                "j0121061432017475905m-u777-a12345678901234-bot:mureka",
                Some("12345678901234"),
            ),
            (
                "j0121061456745673364t-u777-a12345678901234-bot:mureka",
                Some("12345678901234"),
            ),
            ("user:1-mureka:x", Some("x")),
            ("mureka:x-song:1-part:2", Some("x")),
            (
                "user:1-mureka:my-own-account-song:5",
                Some("my-own-account"),
            ),
            ("j1m-u1-amy-bot-bot:mureka", Some("my-bot")),
            ("user:1-mureka:ü-song:5", Some("ü")),
            ("user:1-mureka:a--b-:-song:5", Some("a--b-:")),
            ("mureka:-song:5", None),
            ("user:1-mureka:", None),
            ("j1m-u1-a-bot:mureka", None),
            ("j1m-u1-a12", None),
            ("j1m-u1-bot:mureka", None),
            ("team-a12-bot:mureka", None),
            ("bot:mureka", None),
            ("33445566", None),
            ("", None),
        ] {
            assert_eq!(account_in(id), account, "{id}");
        }
    }

    #[test]
    fn a_request_names_its_account_or_an_id_in_it_does() {
        let composite = r#"{"song_id": "user:777-mureka:12-song:5"}"#;
        for (body, query, account) in [
            (r#"{"account": "1", "prompt": "x"}"#, "", Some("1")),
            (r#"{"prompt": "x", "account": 123}"#, "", Some("123")),
            (
                r#"{"motif_id": "user:1-mureka:2-motif:3", "account": "1"}"#,
                "",
                Some("1"),
            ),
            (
                r#"{"account": "", "song_id": "user:1-mureka:2-song:3"}"#,
                "",
                Some("2"),
            ),
            (r#"{"account": null, "song_id": 5}"#, "", None),
            (composite, "", Some("12")),
            (composite, "account=7", Some("7")),
            ("{}", "account=a%20b", Some("a b")),
            ("{}", "song_id=user:1-mureka:9-song:3&x=1", Some("9")),
            (r#"{"account": "\u0031"}"#, "", Some("1")),
            (
                r#"{"song\u005fid": "\u0075ser:1-mureka:4-song:3"}"#,
                "",
                Some("4"),
            ),
            // A text may have anything in it.
            (r#"{"lyrics": "mureka:99-song:1"}"#, "", None),
            (
                r#"{"a": [1, {"account": "9"}], "b": {"account": "8"}, "c": -1, "d": 1.5, "e": true}"#,
                "",
                None,
            ),
            ("[1]", "", None),
            ("no JSON", "account=3", Some("3")),
            ("", "", None),
        ] {
            let url: Url = format!("http://localhost/?{query}").parse().unwrap();
            let found = account_of(Some(body.as_bytes()), &url);
            assert_eq!(found.as_deref(), account, "{body} {query}");
        }
        let url: Url = "http://localhost/".parse().unwrap();
        assert_eq!(account_of(None, &url), None);
    }

    #[test]
    fn what_stands_in_a_body_as_it_is_is_not_copied() {
        let url: Url = "http://localhost/".parse().unwrap();
        for body in [
            r#"{"account": "1"}"#,
            r#"{"song_id": "user:777-mureka:12-song:5"}"#,
        ] {
            let found = account_of(Some(body.as_bytes()), &url);
            assert!(matches!(found, Some(Cow::Borrowed(_))), "{body}");
        }
    }
}
