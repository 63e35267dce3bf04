//! Downloads.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod hostile;
mod redirects;
mod resuming;
mod saving;

mod host;
#[cfg(target_os = "linux")]
mod process;

#[cfg(target_os = "linux")]
#[path = "../support/child.rs"]
mod child;
#[path = "../support/mod.rs"]
mod support;
