//! `mureka man`

use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory};
use clap_mangen::Man as Page;

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::output::Output;
use crate::shown::plural;

pub const AFTER_HELP: &str = "\
Examples:
  mureka man | man -l -
  mureka man song create | man -l -
  mureka man --out ~/.local/share/man/man1";

#[derive(Args)]
pub struct Man {
    /// Command to print the page of
    #[arg(value_name = "COMMAND", conflicts_with = "out")]
    command: Vec<String>,

    /// Folder to write the pages of all commands to; made if it is not there
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Man {
    pub fn run(&self, output: &Output) -> Result<(), Failure> {
        // Subcommands get their whole name by it, and the options that all take.
        let mut root = Arguments::command().disable_help_subcommand(true);
        root.build();
        if let Some(folder) = &self.out {
            let failed = |error| Failure::File(format!("{}: {error}", folder.display()));
            std::fs::create_dir_all(folder).map_err(failed)?;
            let count = write(&root, folder).map_err(failed)?;
            let written = serde_json::json!({ "folder": folder, "pages": count });
            return output.show(&written, |output| {
                let pages = plural(count, "page", "pages");
                output.hint(&format!("{count} {pages} in {}", folder.display()));
                Ok(())
            });
        }
        let mut command = &root;
        for name in &self.command {
            command = command.find_subcommand(name).ok_or_else(|| {
                let path = command.get_bin_name().unwrap_or("mureka");
                Failure::Usage(format!("{name}: `{path}` has no such command"))
            })?;
        }
        let mut page = Vec::new();
        Page::new(command.clone()).render(&mut page)?;
        output.raw(&page)
    }
}

/// Writes the pages of a command and all below it, and counts them.
fn write(command: &clap::Command, folder: &Path) -> std::io::Result<usize> {
    Page::new(command.clone()).generate_to(folder)?;
    let below = command
        .get_subcommands()
        .filter(|command| !command.is_hide_set());
    below
        .map(|command| write(command, folder))
        .sum::<Result<usize, _>>()
        .map(|count| count + 1)
}
