//! Lists page by page: as one page, as pages, as items.

#![allow(clippy::unwrap_used, reason = "all of it is test code")]

#[path = "../support/mod.rs"]
mod support;

mod endless;
mod errors;
mod lists;
mod server;
mod streams;
