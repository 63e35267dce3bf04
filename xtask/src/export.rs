//! `cargo xtask export`: the documents for other tools and languages.

use std::path::Path;
use std::process::ExitCode;

/// The documents for other tools and languages.
#[derive(clap::Args)]
pub struct Arguments {}

/// Runs the command.
pub fn run(_root: &Path, _arguments: &Arguments) -> Result<ExitCode, String> {
    Err("not built yet\n".into())
}
