//! `open_struct!`: a struct whose every field may be missing or `null`, and
//! which keeps the fields it does not declare.
//!
//! Not `#[serde(flatten)]`: that buffers the whole object, loses the place of
//! an error and costs about twice the code. The loop below is written once; the
//! macro adds two short functions per struct.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::Extra;

/// What the shared reading and writing loops need to know about a struct.
pub trait OpenStruct: Default {
    /// The JSON names, in the order of declaration.
    const FIELDS: &'static [&'static str];

    /// Reads the value of the field at `index`; `true` when it was `null`.
    fn read<'de, A: MapAccess<'de>>(&mut self, index: usize, map: &mut A)
    -> Result<bool, A::Error>;

    /// Writes the fields that are set.
    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error>;

    /// Whether the field at `index` is set.
    fn is_set(&self, index: usize) -> bool;

    /// The fields nobody declared.
    fn extra(&self) -> &Extra;

    /// The same, to be changed.
    fn extra_mut(&mut self) -> &mut Extra;

    /// Takes a field that is not declared.
    fn other(&mut self, key: String, value: Value) {
        self.extra_mut().insert(key, value);
    }
}

/// Implements `Serialize` and `Deserialize` for a struct of `Option` fields and one `extra: Extra`.
///
/// `open_struct!(Song { song_id: "song_id", type_: "type" });`
macro_rules! open_struct {
    ($name:ident { $($field:ident: $json:literal),* $(,)? }) => {
        impl $crate::model::OpenStruct for $name {
            const FIELDS: &'static [&'static str] = &[$($json),*];

            $crate::model::open_struct!(@fields $($field: $json),*);
        }

        $crate::model::open_struct!(@serde $name);
    };

    // The methods that name the fields; `keyed_map!` uses them, too.
    (@fields $($field:ident: $json:literal),*) => {
        #[allow(unused_variables, unused_mut, unused_assignments, clippy::used_underscore_binding)]
        fn read<'de, A: ::serde::de::MapAccess<'de>>(
            &mut self,
            index: usize,
            map: &mut A,
        ) -> ::std::result::Result<bool, A::Error> {
            let mut turn = 0_usize;
            $(
                if index == turn {
                    return $crate::model::read_into(&mut self.$field, map);
                }
                turn += 1;
            )*
            ::std::result::Result::Ok(false)
        }

        #[allow(unused_variables)]
        fn write<M: ::serde::ser::SerializeMap>(
            &self,
            map: &mut M,
        ) -> ::std::result::Result<(), M::Error> {
            $(
                if let ::std::option::Option::Some(value) = &self.$field {
                    map.serialize_entry($json, value)?;
                }
            )*
            ::std::result::Result::Ok(())
        }

        fn is_set(&self, index: usize) -> bool {
            let set: &[bool] = &[$(self.$field.is_some()),*];
            set.get(index).copied().unwrap_or(false)
        }

        fn extra(&self) -> &$crate::model::Extra {
            &self.extra
        }

        fn extra_mut(&mut self) -> &mut $crate::model::Extra {
            &mut self.extra
        }
    };

    (@serde $name:ident) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                deserializer.deserialize_map($crate::model::OpenVisitor::new())
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::model::serialize_open(self, ::std::iter::empty::<(&str, &())>(), serializer)
            }
        }
    };
}
pub(crate) use open_struct;

/// Reads a value into its field; `true` when it was `null`.
pub fn read_into<'de, T, A>(field: &mut Option<T>, map: &mut A) -> Result<bool, A::Error>
where
    T: Deserialize<'de>,
    A: MapAccess<'de>,
{
    *field = map.next_value()?;
    Ok(field.is_none())
}

/// Writes the set fields, then `entries`, then what `extra` holds beside them.
pub fn serialize_open<'a, T, E, S>(
    value: &T,
    entries: impl Iterator<Item = (&'a str, &'a E)>,
    serializer: S,
) -> Result<S::Ok, S::Error>
where
    T: OpenStruct,
    E: Serialize + 'a,
    S: Serializer,
{
    let mut map = serializer.serialize_map(None)?;
    value.write(&mut map)?;
    for (key, entry) in entries {
        map.serialize_entry(key, entry)?;
    }
    for (key, other) in value.extra().iter() {
        // An entry under a declared name is the `null` that once came for it;
        // a field set since then replaces it.
        let declared = T::FIELDS.iter().position(|field| field == key);
        if !declared.is_some_and(|index| value.is_set(index)) {
            map.serialize_entry(key, other)?;
        }
    }
    map.end()
}

/// The loop that reads every [`OpenStruct`].
pub struct OpenVisitor<T>(PhantomData<T>);

impl<T> OpenVisitor<T> {
    /// A visitor that makes a `T`.
    pub fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: OpenStruct> Visitor<'de> for OpenVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut value = T::default();
        fill(&mut value, &mut map)?;
        Ok(value)
    }
}

/// Reads the fields of an object into a struct.
pub fn fill<'de, T: OpenStruct, A: MapAccess<'de>>(
    value: &mut T,
    map: &mut A,
) -> Result<(), A::Error> {
    let mut keys = Keys {
        fields: T::FIELDS,
        next: 0,
        unknown: String::new(),
    };
    while let Some(found) = map.next_key_seed(&mut keys)? {
        let Some(index) = found else {
            let other = map.next_value()?;
            value.other(std::mem::take(&mut keys.unknown), other);
            continue;
        };
        if value.read(index, map)? {
            let name = T::FIELDS[index].to_owned();
            value.extra_mut().insert(name, Value::Null);
        } else if !value.extra().is_empty() {
            // A `null` that an earlier field of the same name left.
            value.extra_mut().remove(T::FIELDS[index]);
        }
    }
    Ok(())
}

/// Finds each key among the declared ones without copying it.
struct Keys {
    fields: &'static [&'static str],
    /// Answers list their fields in the order of the docs: look from there on first.
    next: usize,
    /// The last key that is not declared.
    unknown: String,
}

impl Keys {
    #[inline]
    fn find(&mut self, key: &str) -> Option<usize> {
        let found = match self.fields.get(self.next) {
            Some(field) if same(field, key) => Some(self.next),
            _ => self.elsewhere(key),
        };
        self.next = found.map_or(self.next, |at| at + 1);
        found
    }

    /// Fields are left out more often than they come in another order.
    #[inline(never)]
    fn elsewhere(&mut self, key: &str) -> Option<usize> {
        let is_key = |field: &&str| *field == key;
        let (before, behind) = self.fields.split_at_checked(self.next)?;
        let behind = behind.iter().position(is_key).map(|at| self.next + at);
        let found = behind.or_else(|| before.iter().position(is_key));
        if found.is_none() {
            key.clone_into(&mut self.unknown);
        }
        found
    }
}

/// Whether two names are the same. Most are short, and then this is done before a call of the
/// system's comparison is.
#[inline]
fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    one.len() == other.len()
        && match one.len() {
            17..=32 => {
                one.first_chunk::<16>() == other.first_chunk()
                    && one.last_chunk::<16>() == other.last_chunk()
            }
            8..=16 => {
                one.first_chunk::<8>() == other.first_chunk()
                    && one.last_chunk::<8>() == other.last_chunk()
            }
            4..=7 => {
                one.first_chunk::<4>() == other.first_chunk()
                    && one.last_chunk::<4>() == other.last_chunk()
            }
            2..=3 => {
                one.first_chunk::<2>() == other.first_chunk()
                    && one.last_chunk::<2>() == other.last_chunk()
            }
            _ => one == other,
        }
}

impl<'de> DeserializeSeed<'de> for &mut Keys {
    /// The index of a declared field.
    type Value = Option<usize>;

    #[inline]
    fn deserialize<D: serde::Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &mut Keys {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }

    #[inline]
    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.find(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_any_length_are_compared_to_the_last_byte() {
        for length in 0..40 {
            let name = "abcdefghijklmnopqrstuvwxyzabcdefghijklmn"[..length].to_owned();
            assert!(same(&name, &name.clone()));
            assert!(!same(&name, &format!("{name}x")));
            for at in 0..length {
                let mut other = name.clone();
                other.replace_range(at..=at, "-");
                assert!(!same(&name, &other), "{name} {other}");
            }
        }
    }

    #[test]
    fn a_field_is_found_from_any_place() {
        let fields = &["title", "version", "is_regenerate", "id"];
        for next in 0..=fields.len() {
            for (at, field) in fields.iter().enumerate() {
                let mut keys = Keys {
                    fields,
                    next,
                    unknown: String::new(),
                };
                assert_eq!(keys.find(field), Some(at));
                assert_eq!(keys.find("versions"), None);
                assert_eq!(keys.unknown, "versions");
            }
        }
    }
}
