//! The texts at known places of an answer, found in one pass and without a tree of it.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

use crate::decode::without_mark;

/// What stands at the end of a way: texts and numbers that say something.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found<'b> {
    /// The first of them.
    pub first: Option<Cow<'b, str>>,
    /// How many there are.
    pub count: usize,
}

impl Found<'_> {
    /// The first of them, to be kept.
    pub fn text(self) -> Option<String> {
        self.first.map(Cow::into_owned)
    }
}

/// What stands at these ways through fields and lists, such as `data.choices.url`.
///
/// What is no JSON has nothing.
pub fn find<'b, const N: usize>(body: &'b [u8], ways: [Option<&str>; N]) -> [Found<'b>; N] {
    const { assert!(N <= u32::BITS as usize, "each way has a bit") };
    let nothing = || std::array::from_fn(|_| Found::default());
    let mut found = nothing();
    let mut json = serde_json::Deserializer::from_slice(without_mark(body));
    let look = Look {
        ways: &ways,
        here: Here::start(&ways),
        found: &mut found,
        in_list: false,
    };
    match look.deserialize(&mut json).and_then(|()| json.end()) {
        Ok(()) => found,
        Err(_) => nothing(),
    }
}

/// The first that stands at a way.
pub fn text_at(way: Option<&str>, body: &[u8]) -> Option<String> {
    let [found] = find(body, [way]);
    found.text()
}

/// A place in an answer: the ways that lead there, as bits, and how much of them that was.
///
/// Ways that lead to one place have taken the same steps, so it is as much of each.
#[derive(Clone, Copy)]
struct Here {
    on: u32,
    /// With the dot behind the last step.
    length: usize,
}

impl Here {
    fn start(ways: &[Option<&str>]) -> Self {
        let bits = ways.iter().enumerate();
        let bits = bits.map(|(at, way)| u32::from(way.is_some()) << at);
        Self {
            on: bits.sum(),
            length: 0,
        }
    }

    /// Those of the ways that lead here which pass.
    fn passing(self, ways: &[Option<&str>], passes: impl Fn(&str) -> bool) -> u32 {
        let (mut left, mut passing) = (self.on, 0);
        while left != 0 {
            let at = left.trailing_zeros();
            left &= left - 1;
            let way = ways.get(at as usize).copied().flatten();
            passing |= u32::from(way.is_some_and(&passes)) << at;
        }
        passing
    }

    /// The ways that end here.
    fn ends(self, ways: &[Option<&str>]) -> u32 {
        self.passing(ways, |way| way.len() < self.length || way.is_empty())
    }

    /// The place behind a field of this name.
    fn step(self, ways: &[Option<&str>], key: &str) -> Self {
        let end = self.length + key.len();
        let leads = |way: &str| {
            let way = way.as_bytes();
            let whole = match way.get(end) {
                Some(next) => *next == b'.',
                // An empty name stands for no field.
                None => !key.is_empty(),
            };
            whole && way.get(self.length..end) == Some(key.as_bytes())
        };
        Self {
            on: self.passing(ways, leads),
            length: end + 1,
        }
    }
}

/// Looks at one value.
struct Look<'l, 'w, 'b, const N: usize> {
    ways: &'l [Option<&'w str>; N],
    here: Here,
    found: &'l mut [Found<'b>; N],
    /// Whether the value is an item of a list: a list in a list is on no way.
    in_list: bool,
}

impl<'b, const N: usize> Look<'_, '_, 'b, N> {
    fn text(self, text: Cow<'b, str>) {
        let ends = self.here.ends(self.ways);
        if text.is_empty() || ends == 0 {
            return;
        }
        let found = self.found.iter_mut().enumerate();
        let mut found = found.filter(|(at, _)| ends >> at & 1 == 1);
        let Some((_, one)) = found.next() else { return };
        for (_, found) in found {
            found.first.get_or_insert_with(|| text.clone());
            found.count += 1;
        }
        one.first.get_or_insert(text);
        one.count += 1;
    }

    fn number(self, number: impl fmt::Display) {
        if self.here.ends(self.ways) != 0 {
            self.text(number.to_string().into());
        }
    }
}

impl<'b, const N: usize> DeserializeSeed<'b> for Look<'_, '_, 'b, N> {
    type Value = ();

    fn deserialize<D: Deserializer<'b>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.here.on == 0 {
            return deserializer.deserialize_ignored_any(IgnoredAny).map(drop);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'b, const N: usize> Visitor<'b> for Look<'_, '_, 'b, N> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_borrowed_str<E>(self, text: &'b str) -> Result<(), E> {
        self.text(text.into());
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.text(text.to_owned().into());
        Ok(())
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        self.number(number);
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        self.number(number);
        Ok(())
    }

    fn visit_f64<E>(self, number: f64) -> Result<(), E> {
        if let Some(number) = Number::from_f64(number) {
            self.number(number);
        }
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'b>>(self, mut list: A) -> Result<(), A::Error> {
        let ends = self.here.ends(self.ways);
        let here = Here {
            on: if self.in_list {
                0
            } else {
                self.here.on & !ends
            },
            ..self.here
        };
        let mut item = || {
            list.next_element_seed(Look {
                ways: self.ways,
                here,
                found: &mut *self.found,
                in_list: true,
            })
        };
        while item()?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'b>>(self, mut map: A) -> Result<(), A::Error> {
        let step = Step {
            ways: self.ways,
            here: self.here,
        };
        while let Some(here) = map.next_key_seed(step)? {
            map.next_value_seed(Look {
                ways: self.ways,
                here,
                found: &mut *self.found,
                in_list: false,
            })?;
        }
        Ok(())
    }
}

/// Tells where a field leads.
#[derive(Clone, Copy)]
struct Step<'l, 'w> {
    ways: &'l [Option<&'w str>],
    here: Here,
}

impl<'b> DeserializeSeed<'b> for Step<'_, '_> {
    type Value = Here;

    fn deserialize<D: Deserializer<'b>>(self, deserializer: D) -> Result<Here, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Step<'_, '_> {
    type Value = Here;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }

    fn visit_str<E>(self, key: &str) -> Result<Here, E> {
        Ok(self.here.step(self.ways, key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(body: &str, way: &str) -> (Option<String>, usize) {
        let [found] = find(body.as_bytes(), [Some(way)]);
        let count = found.count;
        (found.text(), count)
    }

    #[test]
    fn texts_and_numbers_are_found_through_fields_and_lists() {
        for (body, way, first, count) in [
            (r#"{"a":"x"}"#, "a", Some("x"), 1),
            ("\u{feff}{\"a\":\"x\"}", "a", Some("x"), 1),
            (r#"{"a":7,"b":-7,"c":1.50}"#, "a", Some("7"), 1),
            (r#"{"a":7,"b":-7,"c":1.50}"#, "b", Some("-7"), 1),
            (r#"{"a":7,"b":-7,"c":1.50}"#, "c", Some("1.5"), 1),
            (r#"{"a":"\u0031\n"}"#, "a", Some("1\n"), 1),
            (r#"{"\u0061":"x"}"#, "a", Some("x"), 1),
            (r#"{"ab":"y","a":"x","a.b":"z"}"#, "a", Some("x"), 1),
            (r#"{"a":{"b":{"c":"x"}},"c":"y"}"#, "a.b.c", Some("x"), 1),
            (
                r#"{"a":[{"b":"x"},{"b":""},null,{"b":"y"}]}"#,
                "a.b",
                Some("x"),
                2,
            ),
            (r#"[{"a":"x"},{"a":"y"}]"#, "a", Some("x"), 2),
            (
                r#"{"a":[{"b":[{"c":1},{"c":2}]},{"b":{"c":3}}]}"#,
                "a.b.c",
                Some("1"),
                3,
            ),
            (r#"{"a":[[{"b":"x"}]]}"#, "a.b", None, 0),
            (r#"{"a":["x"]}"#, "a", None, 0),
            (r#"{"a":{"b":"x"}}"#, "a", None, 0),
            (r#"{"a":"x"}"#, "a.b", None, 0),
            (r#"{"a":null}"#, "a", None, 0),
            (r#"{"a":true}"#, "a", None, 0),
            (r#"{"a":"x","b"#, "a", None, 0),
            (r#"{"a":"x"}}"#, "a", None, 0),
            ("<html>", "a", None, 0),
            ("", "a", None, 0),
        ] {
            assert_eq!(
                at(body, way),
                (first.map(str::to_owned), count),
                "{body} {way}"
            );
        }
    }

    #[test]
    fn ways_may_be_missing_the_same_and_part_of_one_another() {
        let body = br#"{"a":{"b":"x"},"c":"y"}"#;
        let found = find(body, [Some("a.b"), None, Some("a.b"), Some("a"), Some("c")]);
        let first = found.map(Found::text);
        let [one, none, same, outer, other] = first.each_ref().map(Option::as_deref);
        assert_eq!((one, same, other), (Some("x"), Some("x"), Some("y")));
        assert_eq!((none, outer), (None, None));
    }

    #[test]
    fn what_stands_in_the_answer_as_it_is_is_not_copied() {
        let [found] = find(br#"{"a":"x"}"#, [Some("a")]);
        assert!(matches!(found.first, Some(Cow::Borrowed("x"))));
    }
}
