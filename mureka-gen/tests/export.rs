//! What the exports hold: valid in their own format, true to the documented payloads, the
//! same bytes every time.
#![cfg(feature = "export")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "export/files.rs"]
mod files;
#[path = "export/formats.rs"]
mod formats;
#[path = "export/names.rs"]
mod names;
#[path = "export/payloads.rs"]
mod payloads;
#[path = "export/postman.rs"]
mod postman;
#[path = "export/strict_tools.rs"]
mod strict_tools;
#[path = "export/support.rs"]
mod support;
#[path = "export/v3_1.rs"]
mod v3_1;
