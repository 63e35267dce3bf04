//! Servers that break every rule, counted at the socket.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod answers;
mod once;
mod uploads;
mod wire;

#[path = "../support/mod.rs"]
mod support;
