//! `number_or_string!`: an id that comes as a number here and as text there.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::Number;

/// Makes a type for a number or a text, which is kept in the form it came in.
///
/// `number_or_string! { /// Docs. pub struct Id; }`
macro_rules! number_or_string {
    ($(#[$meta:meta])* $vis:vis struct $name:ident;) => {
        $(#[$meta])*
        ///
        /// It is a number or a text, and is sent in the form it came in; the two
        /// compare by their text, so that `5` equals `"5"`.
        #[derive(
            Clone, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize,
        )]
        #[serde(transparent)]
        $vis struct $name($crate::model::NumberOrString);

        impl $name {
            /// The number, also when it came as text.
            pub fn as_i64(&self) -> ::std::option::Option<i64> {
                self.0.as_i64()
            }

            /// The number, also when it came as text.
            pub fn as_u64(&self) -> ::std::option::Option<u64> {
                self.0.as_u64()
            }

            /// The text, also when it came as a number.
            pub fn to_text(&self) -> ::std::borrow::Cow<'_, str> {
                self.0.to_text()
            }
        }

        impl $crate::check::measured::Text for $name {
            fn text(&self) -> ::std::option::Option<&str> {
                $crate::check::measured::Text::text(&self.0)
            }
        }

        impl $crate::check::measured::Whole for $name {
            fn whole(&self) -> ::std::option::Option<i64> {
                $crate::check::measured::Whole::whole(&self.0)
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::write!(f, "{}({})", ::std::stringify!($name), self.0.quoted())
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(&self.to_text())
            }
        }

        impl ::std::convert::From<&$name> for $name {
            fn from(other: &$name) -> Self {
                other.clone()
            }
        }

        $crate::model::number_or_string!(@from $name: &str, String, i64, u64, i32, u32);

        #[cfg(feature = "schemars")]
        $crate::model::named_schema!($name, _generator => ::schemars::json_schema!({ "type": ["integer", "string"] }));
    };

    (@from $name:ident: $($from:ty),+) => {
        $(impl ::std::convert::From<$from> for $name {
            fn from(value: $from) -> Self {
                Self($crate::model::NumberOrString::from(value))
            }
        })+
    };
}
pub(crate) use number_or_string;

/// What every type of `number_or_string!` holds.
#[derive(Clone, Debug)]
pub enum NumberOrString {
    /// An integer.
    Number(Number),
    /// Any text.
    Text(String),
}

impl NumberOrString {
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Number(number) => number.as_i64(),
            Self::Text(text) => text.parse().ok(),
        }
    }

    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Number(number) => number.as_u64(),
            Self::Text(text) => text.parse().ok(),
        }
    }

    pub fn to_text(&self) -> Cow<'_, str> {
        match self {
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Text(text) => Cow::Borrowed(text),
        }
    }

    /// For `Debug`: a text in quotes, a number without.
    pub fn quoted(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => format!("{text:?}"),
        }
    }
}

impl PartialEq for NumberOrString {
    fn eq(&self, other: &Self) -> bool {
        self.to_text() == other.to_text()
    }
}

impl Eq for NumberOrString {}

impl PartialOrd for NumberOrString {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for NumberOrString {
    fn cmp(&self, other: &Self) -> Ordering {
        self.to_text().cmp(&other.to_text())
    }
}

impl Hash for NumberOrString {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.to_text().hash(state);
    }
}

impl From<&str> for NumberOrString {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for NumberOrString {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

macro_rules! from_integers {
    ($($integer:ty),+) => {
        $(impl From<$integer> for NumberOrString {
            fn from(number: $integer) -> Self {
                Self::Number(number.into())
            }
        })+
    };
}
from_integers!(i64, u64, i32, u32);

impl Serialize for NumberOrString {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => number.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for NumberOrString {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberOrStringVisitor)
    }
}

struct NumberOrStringVisitor;

impl<'de> Visitor<'de> for NumberOrStringVisitor {
    type Value = NumberOrString;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number or a string")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<NumberOrString, E> {
        Ok(number.into())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<NumberOrString, E> {
        Ok(number.into())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<NumberOrString, E> {
        Ok(text.into())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<NumberOrString, E> {
        Ok(text.into())
    }

    // serde_json hands numbers over as a map when any crate of the program
    // switches on its `arbitrary_precision`.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<NumberOrString, A::Error> {
        Number::deserialize(MapAccessDeserializer::new(map))
            .map(NumberOrString::Number)
            .map_err(|_| A::Error::invalid_type(Unexpected::Map, &self))
    }
}
