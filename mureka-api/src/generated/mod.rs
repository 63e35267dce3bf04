//! The clients that `cargo xtask regen` writes from spec/. One folder each; edit
//! the document, not the code.

#![allow(
    clippy::doc_markdown,
    reason = "the words are the document's, which other languages read, too"
)]
#![allow(
    clippy::large_enum_variant,
    reason = "a box would show in every match on an answer that lives for a moment"
)]
#![allow(
    clippy::manual_range_patterns,
    reason = "statuses stand as the document lists them"
)]

#[rustfmt::skip]
pub mod cloudsway;
#[rustfmt::skip]
pub mod useapi;
