//! JSON as it comes: like `serde_json` reads it, and beside that which fields were given
//! twice. The later one wins there without a word.

use std::fmt;

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Deserializer, Map, Number, Value};

use super::MOST;
use super::place::Step;

/// A text that is JSON.
pub(super) struct Parsed {
    pub(super) value: Value,
    /// Paths of fields that were given again.
    pub(super) twice: Vec<Vec<Step>>,
}

/// Reads a text. The errors name a place and a kind of mistake, never what stands there.
pub(super) fn parse(text: &str) -> Result<Parsed, serde_json::Error> {
    let mut twice = Vec::new();
    let mut deserializer = Deserializer::from_str(text);
    let value = Reader { twice: &mut twice }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    for path in &mut twice {
        path.reverse();
    }
    Ok(Parsed { value, twice })
}

/// Reads a value and notes what was given twice, each path from its end.
struct Reader<'a> {
    twice: &'a mut Vec<Vec<Step>>,
}

impl Reader<'_> {
    fn again(&mut self) -> Reader<'_> {
        Reader { twice: self.twice }
    }

    /// What was noted since lies below this step.
    fn below(&mut self, since: usize, step: impl Fn() -> Step) {
        for path in self.twice.iter_mut().skip(since) {
            path.push(step());
        }
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        /// The lowest integer of 64 bits. It comes as an integer; what is rounded to it
        /// was less, and must not pass for it.
        const LOWEST: f64 = -9_223_372_036_854_775_808.0;
        let rounded = value.total_cmp(&LOWEST).is_eq();
        let value = if rounded { value.next_down() } else { value };
        let number = Number::from_f64(value).map(Value::Number);
        number.ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        loop {
            let since = self.twice.len();
            let Some(item) = items.next_element_seed(self.again())? else {
                return Ok(Value::Array(list));
            };
            self.below(since, || Step::Index(list.len()));
            list.push(item);
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut fields: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            let since = self.twice.len();
            let value = fields.next_value_seed(self.again())?;
            self.below(since, || Step::key(&name));
            match map.entry(name) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(mut entry) => {
                    if self.twice.len() < MOST {
                        self.twice.push(vec![Step::key(entry.key())]);
                    }
                    entry.insert(value);
                }
            }
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_below_the_integers_of_64_bits_is_rounded_to_one() {
        for (text, is_integer) in [
            ("-9223372036854775808", true),
            ("-9223372036854775809", false),
            ("-9223372036854775808.5", false),
            ("-9223372036854777857", false),
        ] {
            let number = parse(text).unwrap().value;
            assert_eq!(number.is_i64(), is_integer, "{text}");
            assert_eq!(
                number.as_f64() < Some(-9.223_372_036_854_776e18),
                !is_integer
            );
        }
    }
}
