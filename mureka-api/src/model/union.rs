//! `tagged_union!`: a union told apart by one of its fields.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Error, MapAccess, Visitor};
use serde_json::{Map, Value};

use crate::decode::Problem;

/// What the shared visitor needs to know about a union.
pub trait TaggedUnion: Sized {
    /// The JSON name of the field that tells the variants apart.
    const TAG: &'static str;

    /// Reads the variant of this tag from the text of the whole object.
    fn read(tag: Option<&str>, text: &[u8]) -> Result<Self, Problem>;
}

/// Makes an enum whose variant is chosen by the text of a field.
///
/// ```text
/// tagged_union! {
///     /// Docs.
///     pub enum Job by "jobType" {
///         /// Docs.
///         Music(MusicJob) = "music",
///         _ => Other(OtherJob)
///     }
/// }
/// ```
macro_rules! tagged_union {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident by $tag:literal {
            $($(#[$variant_meta:meta])* $variant:ident($inner:ident) = $value:literal,)*
            _ => $other:ident($other_inner:ident) $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        $vis enum $name {
            $($(#[$variant_meta])* $variant($inner),)*
            #[doc = ::std::concat!("Any other `", $tag, "`, and none.")]
            $other($other_inner),
        }

        impl $crate::model::TaggedUnion for $name {
            const TAG: &'static str = $tag;

            fn read(
                tag: ::std::option::Option<&str>,
                text: &[u8],
            ) -> ::std::result::Result<Self, $crate::decode::Problem> {
                match tag {
                    $(::std::option::Option::Some($value) => {
                        $crate::decode::decode(text).map(Self::$variant)
                    })*
                    _ => $crate::decode::decode(text).map(Self::$other),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                deserializer.deserialize_map($crate::model::UnionVisitor::new())
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(inner) => inner.serialize(serializer),)*
                    Self::$other(inner) => inner.serialize(serializer),
                }
            }
        }

        $(impl ::std::convert::From<$inner> for $name {
            fn from(inner: $inner) -> Self {
                Self::$variant(inner)
            }
        })*

        impl ::std::convert::From<$other_inner> for $name {
            fn from(inner: $other_inner) -> Self {
                Self::$other(inner)
            }
        }

        #[cfg(feature = "schemars")]
        $crate::model::named_schema!($name, generator => ::schemars::json_schema!({
            "anyOf": [
                $(generator.subschema_for::<$inner>(),)*
                generator.subschema_for::<$other_inner>()
            ]
        }));
    };
}
pub(crate) use tagged_union;

/// Reads the object, looks at its tag, and reads it again as the variant.
///
/// The second reading goes through text and not through [`Value`]: errors keep
/// their place, and no type is compiled for a second deserializer.
pub struct UnionVisitor<T>(PhantomData<T>);

impl<T> UnionVisitor<T> {
    /// A visitor that makes a `T`.
    pub fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: TaggedUnion> Visitor<'de> for UnionVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        let object = Map::<String, Value>::deserialize(MapAccessDeserializer::new(map))?;
        let text = serde_json::to_vec(&object).map_err(A::Error::custom)?;
        let tag = object.get(T::TAG).and_then(Value::as_str);
        T::read(tag, &text).map_err(A::Error::custom)
    }
}
