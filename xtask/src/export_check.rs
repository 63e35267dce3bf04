//! `cargo xtask export-check`: clients in other languages, made from the exports and run against the mock server.

use std::path::Path;
use std::process::ExitCode;

/// Clients in other languages, made from the exports and run against the mock server.
#[derive(clap::Args)]
pub struct Arguments {}

/// Runs the command.
pub fn run(_root: &Path, _arguments: &Arguments) -> Result<ExitCode, String> {
    Err("not built yet\n".into())
}
