//! `text_or!`: a value that is a text here and an array or an object there.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Error, MapAccess, SeqAccess, Visitor};

/// What the shared visitor needs to know about such a union.
pub trait TextOr: Sized {
    /// What it is when it is no text.
    type Structure;

    /// From the text.
    fn from_text(text: String) -> Self;

    /// From the array or object.
    fn from_structure(structure: Self::Structure) -> Self;
}

/// Makes an enum of a text and an array or object, told apart by what came.
///
/// ```text
/// text_or! {
///     /// Docs.
///     pub enum ConversationRecord {
///         /// Docs.
///         Text(String),
///         /// Docs.
///         Turns(Vec<RecordedTurn>),
///     }
/// }
/// ```
macro_rules! text_or {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $(#[$text_meta:meta])* $text:ident($text_type:ty),
            $(#[$structure_meta:meta])* $structure:ident($structure_type:ty) $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        $vis enum $name {
            $(#[$text_meta])*
            $text($text_type),
            $(#[$structure_meta])*
            $structure($structure_type),
        }

        impl $crate::model::TextOr for $name {
            type Structure = $structure_type;

            fn from_text(text: ::std::string::String) -> Self {
                Self::$text(<$text_type>::from(text))
            }

            // Not `Self::Structure`: a variant may be called so.
            fn from_structure(structure: $structure_type) -> Self {
                Self::$structure(structure)
            }
        }

        impl ::std::convert::From<$structure_type> for $name {
            fn from(structure: $structure_type) -> Self {
                Self::$structure(structure)
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                $crate::model::TextOr::from_text(text)
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                $crate::model::TextOr::from_text(text.to_owned())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                deserializer.deserialize_any($crate::model::TextOrVisitor::new())
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                match self {
                    Self::$text(text) => text.serialize(serializer),
                    Self::$structure(structure) => structure.serialize(serializer),
                }
            }
        }

        #[cfg(feature = "schemars")]
        $crate::model::named_schema!($name, generator => ::schemars::json_schema!({
            "anyOf": [
                generator.subschema_for::<$text_type>(),
                generator.subschema_for::<$structure_type>()
            ]
        }));
    };
}
pub(crate) use text_or;

/// Takes a text as it is and hands anything else on, without buffering it.
pub struct TextOrVisitor<T>(PhantomData<T>);

impl<T> TextOrVisitor<T> {
    /// A visitor that makes a `T`.
    pub fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T> Visitor<'de> for TextOrVisitor<T>
where
    T: TextOr,
    T::Structure: Deserialize<'de>,
{
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string, or its structured form")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok(T::from_text(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<T, E> {
        Ok(T::from_text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<T, A::Error> {
        T::Structure::deserialize(SeqAccessDeserializer::new(seq)).map(T::from_structure)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::Structure::deserialize(MapAccessDeserializer::new(map)).map(T::from_structure)
    }
}
