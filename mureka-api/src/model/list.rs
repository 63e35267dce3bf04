//! `List`: the items of an answer, of which some may be null.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeSeq, Serializer};

/// A list of an answer: a `Vec` for whoever reads it.
///
/// A null among the items would fail the whole answer of a call that was paid for, and
/// an `Option` around every item would be in everybody's way. So nulls are left out
/// here, remembered by their places, and written back there.
#[derive(Clone, PartialEq)]
pub struct List<T> {
    items: Vec<T>,
    /// Where nulls stood in the list as it came, in ascending order.
    nulls: Vec<usize>,
}

impl<T> List<T> {
    /// How many nulls came among the items.
    pub fn nulls(&self) -> usize {
        self.nulls.len()
    }

    /// The items alone.
    pub fn into_vec(self) -> Vec<T> {
        self.items
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(items: Vec<T>) -> Self {
        Self {
            items,
            nulls: Vec::new(),
        }
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Vec::from_iter(items).into()
    }
}

impl<T> Deref for List<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.items
    }
}

impl<T> DerefMut for List<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.items
    }
}

impl<T> IntoIterator for List<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<T: fmt::Debug> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.items.fmt(f)
    }
}

impl<T: Serialize> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.items.len() + self.nulls.len()))?;
        let mut nulls = self.nulls.iter().peekable();
        let mut place = 0;
        for item in &self.items {
            while nulls.next_if(|null| **null <= place).is_some() {
                seq.serialize_element(&())?;
                place += 1;
            }
            seq.serialize_element(item)?;
            place += 1;
        }
        for _ in nulls {
            seq.serialize_element(&())?;
        }
        seq.end()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ListVisitor(PhantomData))
    }
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
    type Value = List<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<List<T>, A::Error> {
        let mut list = List::default();
        while let Some(item) = seq.next_element::<Option<T>>()? {
            match item {
                Some(item) => list.items.push(item),
                None => list.nulls.push(list.items.len() + list.nulls.len()),
            }
        }
        Ok(list)
    }
}

#[cfg(feature = "schemars")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for List<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("List_of_{}", T::schema_name()).into()
    }

    fn schema_id() -> std::borrow::Cow<'static, str> {
        format!("List<{}>", T::schema_id()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        generator.subschema_for::<Vec<Option<T>>>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nulls_are_left_out_and_written_back_where_they_stood() {
        for (json, items) in [
            ("[]", vec![]),
            ("[1,2]", vec![1, 2]),
            ("[null]", vec![]),
            ("[null,null,1]", vec![1]),
            ("[1,null,2,null,null]", vec![1, 2]),
            ("[null,1,null]", vec![1]),
        ] {
            let list: List<i64> = serde_json::from_str(json).unwrap();
            assert_eq!(*list, items, "{json}");
            assert_eq!(serde_json::to_string(&list).unwrap(), json);
        }
    }

    #[test]
    fn a_changed_list_keeps_what_nulls_fit() {
        let mut list: List<i64> = serde_json::from_str("[1,null,2]").unwrap();
        list.clear();
        assert_eq!(serde_json::to_string(&list).unwrap(), "[null]");
        list.extend([7, 8, 9]);
        assert_eq!(serde_json::to_string(&list).unwrap(), "[7,null,8,9]");
    }

    #[test]
    fn it_reads_like_a_vec() {
        let list: List<i64> = vec![1, 2, 3].into();
        assert_eq!(list.len(), 3);
        assert_eq!(list.first(), Some(&1));
        assert_eq!(list.iter().sum::<i64>(), 6);
        assert_eq!((&list).into_iter().count(), 3);
        assert_eq!(list.clone().into_iter().max(), Some(3));
        assert_eq!(format!("{list:?}"), "[1, 2, 3]");
        assert_eq!(list.into_vec(), [1, 2, 3]);
    }
}
