//! Commands for those who build on the APIs, against the mock server: what they print, where,
//! and how they end.

#![allow(clippy::unwrap_used, reason = "tests")]

mod world;

mod api;
mod doctor;
mod documented;
mod generated;
#[cfg(feature = "mock")]
mod serve;
mod webhook;
