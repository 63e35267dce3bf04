//! One table per client, written by `cargo xtask regen`.

#![allow(
    clippy::missing_panics_doc,
    clippy::too_many_lines,
    reason = "tables that only tests read"
)]

#[rustfmt::skip]
pub mod cloudsway;
#[rustfmt::skip]
pub mod useapi;
