//! `mureka completions`

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::api::named::{Named, all};
use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::output::Output;

pub const AFTER_HELP: &str = "\
Examples:
  mureka completions bash > ~/.local/share/bash-completion/completions/mureka
  mureka completions zsh > ~/.zfunc/_mureka
  mureka completions fish > ~/.config/fish/completions/mureka.fish
  mureka completions powershell >> $PROFILE";

#[derive(Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub fn run(&self, output: &Output) -> Result<(), Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "mureka", &mut script);
        if self.shell == Shell::Fish {
            script.extend(fish_operations().into_bytes());
        }
        output.raw(&script)
    }
}

/// The operations of `mureka api`, which fish is not told otherwise.
fn fish_operations() -> String {
    let line = |named: Named| {
        let summary = named
            .operation
            .summary
            .replace('\\', "\\\\")
            .replace('\'', "\\'");
        let name = named.name();
        format!(
            "complete -c mureka -n \"__fish_mureka_using_subcommand api\" -f -a \"{name}\" -d '{summary}'\n"
        )
    };
    all().map(line).collect()
}
