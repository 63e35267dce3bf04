//! Reads the Mureka OpenAPI documents and makes of them: diagnostics, the Rust
//! client, the tables that tests use.
//!
//! A document goes through *load* ([`Document::load`]) → *check* and *collect*
//! ([`check()`]) → *lower* → progenitor → *post-process* ([`codegen`]). Only the
//! first two are compiled without the feature `codegen`; the mock server needs no
//! more.

pub mod api;
mod check;
mod diagnostic;
mod document;

#[cfg(feature = "codegen")]
pub mod codegen;
#[cfg(feature = "compat")]
pub mod compat;
#[cfg(feature = "drift")]
pub mod drift;
#[cfg(feature = "export")]
pub mod export;
#[cfg(feature = "drift")]
pub mod reference;
#[cfg(feature = "codegen")]
pub mod regen;

pub use api::Api;
pub use check::{ExampleCase, Place, cases, check, examples, json_schema};
pub use diagnostic::{Diagnostic, Diagnostics};
pub use document::{Data, Document, Entry, Mapping, Node, escape, unescape};
