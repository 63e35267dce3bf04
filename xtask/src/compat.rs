//! `cargo xtask compat`: what an edition changes for users, and the version it needs.

use std::path::Path;
use std::process::ExitCode;

/// What an edition changes for users, and the version it needs.
#[derive(clap::Args)]
pub struct Arguments {}

/// Runs the command.
pub fn run(_root: &Path, _arguments: &Arguments) -> Result<ExitCode, String> {
    Err("not built yet\n".into())
}
