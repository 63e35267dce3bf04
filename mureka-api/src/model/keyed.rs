//! `keyed_map!`: an object with entries under ids beside a few declared fields.

/// Makes a struct of `entries`, declared fields and `extra`.
///
/// A value that is an object and reads as the entry type goes to `entries`;
/// every other undeclared value goes to `extra`.
///
/// ```text
/// keyed_map! {
///     /// Docs.
///     pub struct Accounts of Account {
///         /// Docs.
///         error: String = "error",
///     }
/// }
/// ```
macro_rules! keyed_map {
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident of $entry:ident {
            $($(#[$field_meta:meta])* $field:ident: $type:ty = $json:literal),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        $vis struct $name {
            /// The entries by their key.
            pub entries: ::std::collections::BTreeMap<::std::string::String, $entry>,
            $($(#[$field_meta])* pub $field: ::std::option::Option<$type>,)*
            /// The fields that are neither declared nor an entry.
            pub extra: $crate::model::Extra,
        }

        impl $name {
            /// The entry under a key.
            pub fn get(&self, key: &str) -> ::std::option::Option<&$entry> {
                self.entries.get(key)
            }

            /// The entries and their keys, in the order of the keys.
            pub fn iter(&self) -> ::std::collections::btree_map::Iter<'_, ::std::string::String, $entry> {
                self.entries.iter()
            }

            /// How many entries there are.
            pub fn len(&self) -> usize {
                self.entries.len()
            }

            /// Whether there is no entry.
            pub fn is_empty(&self) -> bool {
                self.entries.is_empty()
            }
        }

        impl<'a> ::std::iter::IntoIterator for &'a $name {
            type Item = (&'a ::std::string::String, &'a $entry);
            type IntoIter = ::std::collections::btree_map::Iter<'a, ::std::string::String, $entry>;

            fn into_iter(self) -> Self::IntoIter {
                self.iter()
            }
        }

        impl $crate::model::OpenStruct for $name {
            const FIELDS: &'static [&'static str] = &[$($json),*];

            $crate::model::open_struct!(@fields $($field: $json),*);

            fn other(&mut self, key: ::std::string::String, value: ::serde_json::Value) {
                // The last of two equal keys counts, whichever kind the first was.
                self.entries.remove(&key);
                self.extra.remove(&key);
                if value.is_object()
                    && let ::std::result::Result::Ok(entry) =
                        <$entry as ::serde::Deserialize>::deserialize(&value)
                {
                    self.entries.insert(key, entry);
                } else {
                    self.extra.insert(key, value);
                }
            }
        }

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
                let entries = self.entries.iter().map(|(key, entry)| (key.as_str(), entry));
                $crate::model::serialize_open(self, entries, serializer)
            }
        }

        #[cfg(feature = "schemars")]
        $crate::model::named_schema!($name, generator => ::schemars::json_schema!({
            "type": "object",
            "properties": {
                $($json: generator.subschema_for::<::std::option::Option<$type>>()),*
            },
            "additionalProperties": {
                "anyOf": [
                    generator.subschema_for::<$entry>(),
                    { "type": ["null", "boolean", "number", "string", "array"] }
                ]
            }
        }));
    };
}
pub(crate) use keyed_map;
