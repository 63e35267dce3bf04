//! What the generated models are made of: types and macros that accept what
//! the services send, keep what they do not know, and write it back unchanged.
//!
//! The vendors add fields and values without notice, send ids as numbers or as
//! text, and send `null` where a page shows a value. A model that refuses any
//! of that fails a call that has already been paid for.

mod copied;
mod extra;
mod json_string;
mod keyed;
mod list;
#[cfg(feature = "schemars")]
mod named_schema;
mod number_or_string;
mod open_enum;
mod open_struct;
mod secret;
mod text_or;
mod union;

pub use extra::Extra;
pub use json_string::JsonString;
pub use list::List;
pub use secret::Secret;

pub(crate) use keyed::keyed_map;
#[cfg(feature = "schemars")]
pub(crate) use named_schema::named_schema;
pub(crate) use number_or_string::{NumberOrString, number_or_string};
pub(crate) use open_enum::{TextVisitor, open_enum};
pub(crate) use open_struct::{OpenStruct, OpenVisitor, open_struct, read_into, serialize_open};
pub(crate) use text_or::{TextOr, TextOrVisitor, text_or};
pub(crate) use union::{Object, TaggedUnion, UnionVisitor, decode_tagged, tagged_union};

#[cfg(test)]
#[cfg(feature = "schemars")]
mod odd_answers;
#[cfg(test)]
mod tests;
