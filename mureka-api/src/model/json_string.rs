use std::fmt;
use std::ops::Deref;

use serde::de::{DeserializeOwned, Visitor};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::decode::decode;

/// A value that travels as JSON inside a JSON string.
///
/// Made from a value, it is written as compact JSON. Read from an answer, it
/// keeps the text it came as and is written back to the letter. Two are equal
/// when their values are.
///
/// # Errors
///
/// A text that is no JSON of `T` does not decode.
///
/// ```
/// # use mureka_api::JsonString;
/// let turns = JsonString::from(vec![1, 2]);
/// assert_eq!(serde_json::to_string(&turns)?, r#""[1,2]""#);
/// let turns: JsonString<Vec<i64>> = serde_json::from_str(r#""[1, 2]""#)?;
/// assert_eq!(turns[1], 2);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone)]
pub struct JsonString<T> {
    value: T,
    /// The text it was read from.
    raw: Option<String>,
}

impl<T> JsonString<T> {
    /// The value, without the text it came as.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> From<T> for JsonString<T> {
    fn from(value: T) -> Self {
        Self { value, raw: None }
    }
}

impl<T: Default> Default for JsonString<T> {
    fn default() -> Self {
        T::default().into()
    }
}

impl<T> Deref for JsonString<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: PartialEq> PartialEq for JsonString<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for JsonString<T> {}

// Not the text: it may hold what the value's own `Debug` redacts.
impl<T: fmt::Debug> fmt::Debug for JsonString<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("JsonString").field(&self.value).finish()
    }
}

impl<T: Serialize> Serialize for JsonString<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(raw) = &self.raw {
            return serializer.serialize_str(raw);
        }
        let text = serde_json::to_string(&self.value).map_err(S::Error::custom)?;
        serializer.serialize_str(&text)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for JsonString<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_string(JsonStringVisitor(std::marker::PhantomData))
    }
}

// A visitor, because an error raised inside one carries the place of the string.
struct JsonStringVisitor<T>(std::marker::PhantomData<T>);

impl<T: DeserializeOwned> Visitor<'_> for JsonStringVisitor<T> {
    type Value = JsonString<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string of JSON")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<JsonString<T>, E> {
        self.visit_string(text.to_owned())
    }

    fn visit_string<E: serde::de::Error>(self, text: String) -> Result<JsonString<T>, E> {
        let value = decode(text.as_bytes()).map_err(E::custom)?;
        Ok(JsonString {
            value,
            raw: Some(text),
        })
    }
}

#[cfg(feature = "schemars")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for JsonString<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("JsonString_of_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": generator.subschema_for::<T>()
        })
    }
}
