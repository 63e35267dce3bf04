//! Every type and every call of the clients by name, for the tests beside this.
//!
//! The tables are generated with the clients, so that a new operation is tested
//! without an edit; what they call is below.

pub mod calls;
pub mod generated;

/// The programs in the README compile.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
