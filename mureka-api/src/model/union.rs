//! `tagged_union!`: a union told apart by one of its fields.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor,
};

use super::copied::Copied;
use super::open_struct::{OpenStruct, fill};
use crate::decode::{Problem, decode, without_mark};

/// What the shared visitor needs to know about a union.
pub trait TaggedUnion: DeserializeOwned {
    /// The JSON name of the field that tells the variants apart.
    const TAG: &'static str;

    /// Reads the variant of this tag.
    fn read<'de, A: MapAccess<'de>>(
        tag: Option<&str>,
        object: Object<'_, A>,
    ) -> Result<Self, A::Error>;

    /// Decodes a text as the variant of this tag.
    fn decode(tag: Option<&str>, text: &[u8]) -> Result<Self, Problem>;
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

            fn read<'de, A: ::serde::de::MapAccess<'de>>(
                tag: ::std::option::Option<&str>,
                object: $crate::model::Object<'_, A>,
            ) -> ::std::result::Result<Self, A::Error> {
                match tag {
                    $(::std::option::Option::Some($value) => {
                        object.read().map(Self::$variant)
                    })*
                    _ => object.read().map(Self::$other),
                }
            }

            fn decode(
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

/// Decodes a text that is a union as a whole: looks for its tag, and then reads all of it as the
/// variant.
///
/// That is less work than the way below, which takes an object wherever it stands and cannot go
/// back to its beginning.
pub fn decode_tagged<T: TaggedUnion>(text: &[u8]) -> Result<T, Problem> {
    let mut tag = None;
    let mut json = serde_json::Deserializer::from_slice(without_mark(text));
    let look = TagVisitor {
        name: T::TAG,
        tag: &mut tag,
    };
    // With a tag it ends in the middle of the text, which the parser calls an error.
    match json.deserialize_map(look) {
        // What is wrong before the tag, or with it, is the same wherever a union stands.
        Err(_) if tag.is_none() => decode(text),
        _ => T::decode(tag.as_deref(), text),
    }
}

/// Looks for the tag, and no further.
struct TagVisitor<'t, 'de> {
    name: &'static str,
    tag: &'t mut Option<Cow<'de, str>>,
}

impl<'de> Visitor<'de> for TagVisitor<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(is_tag) = map.next_key_seed(Named(self.name))? {
            if is_tag {
                let Text(tag) = map.next_value()?;
                *self.tag = Some(tag);
                break;
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

/// A text that is not copied if it stands in the answer as it is.
#[derive(Deserialize)]
#[serde(transparent)]
struct Text<'t>(#[serde(borrow)] Cow<'t, str>);

/// Whether a key has this name.
struct Named(&'static str);

impl<'de> DeserializeSeed<'de> for Named {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Named {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<bool, E> {
        Ok(key == self.0)
    }
}

/// Reads up to the tag, and then the variant that it names.
///
/// What stands before the tag is kept as text, and read once the variant is known. As text and
/// not as [`Value`](serde_json::Value): errors keep their place, and no type is compiled for a
/// second deserializer.
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

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        // As much as stands before the tag of a job.
        let mut head = Vec::with_capacity(256);
        let mut tag = None;
        while tag.is_none() {
            let key = KeySeed {
                head: &mut head,
                tag: T::TAG,
            };
            let Some(is_tag) = map.next_key_seed(key)? else {
                break;
            };
            let from = head.len();
            map.next_value_seed(Copied(&mut head))?;
            tag = is_tag.then_some(from);
        }
        let end = head.len();
        head.extend_from_slice(if end == 0 { b"{}" } else { b"}" });
        let tag = tag.and_then(|from| text(&head[from..end]));
        let object = Object {
            head: &head,
            rest: map,
        };
        T::read(tag.as_deref(), object)
    }
}

/// The text that some JSON is.
fn text(json: &[u8]) -> Option<Cow<'_, str>> {
    let plain = serde_json::from_slice(json).map(Cow::Borrowed);
    plain
        .or_else(|_| serde_json::from_slice(json).map(Cow::Owned))
        .ok()
}

/// An object of which the beginning was read.
pub struct Object<'h, A> {
    /// Its beginning, as an object.
    head: &'h [u8],
    rest: A,
}

impl<'de, A: MapAccess<'de>> Object<'_, A> {
    /// Reads it as the variant that it is.
    pub fn read<T: OpenStruct>(mut self) -> Result<T, A::Error> {
        let mut value = T::default();
        let mut json = serde_json::Deserializer::from_slice(self.head);
        if let Err(error) = json.deserialize_map(Filled(&mut value)) {
            // The place inside of the object is told; the object's is told at its end.
            while self.rest.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Err(A::Error::custom(Problem::new(self.head, &error)));
        }
        fill(&mut value, &mut self.rest)?;
        Ok(value)
    }
}

/// Reads an object into what is there already.
struct Filled<'v, T>(&'v mut T);

impl<'de, T: OpenStruct> Visitor<'de> for Filled<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        fill(self.0, &mut map)
    }
}

/// Writes a key behind what was read, and tells whether it is the tag.
struct KeySeed<'h> {
    head: &'h mut Vec<u8>,
    tag: &'static str,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<bool, E> {
        self.head
            .push(if self.head.is_empty() { b'{' } else { b',' });
        serde_json::to_writer(&mut *self.head, key).map_err(E::custom)?;
        self.head.push(b':');
        Ok(key == self.tag)
    }
}
