//! `cargo xtask drift`: what the vendors' documentation says and the documents do not.

use std::path::Path;
use std::process::ExitCode;

/// What the vendors' documentation says and the documents do not.
#[derive(clap::Args)]
pub struct Arguments {}

/// Runs the command.
pub fn run(_root: &Path, _arguments: &Arguments) -> Result<ExitCode, String> {
    Err("not built yet\n".into())
}
