//! Questions to who sits at the terminal: secrets, and whether it is meant.

use std::io::{self, IsTerminal};

use mureka_api::Secret;

use crate::failure::Failure;
use crate::given;
use crate::output::Output;

/// A secret: `@FILE`, `-` for stdin, or without an argument typed unseen at the terminal, if
/// there is one. A secret that stands in the command itself is not taken: it would be in the
/// list of processes and in the history of the shell.
pub fn secret(name: &str, argument: Option<String>, prompt: &str) -> Result<Secret, Failure> {
    let given = match argument {
        Some(argument) if argument == "-" || argument.starts_with('@') => {
            given::text(name, argument)?
        }
        Some(_) => {
            return Err(Failure::Usage(format!(
                "{name}: not in the command, where others can read it; give @FILE, - for stdin, \
                 or nothing to be asked"
            )));
        }
        None if io::stdin().is_terminal() => rpassword::prompt_password(format!("{prompt}: "))
            .map_err(|error| Failure::File(format!("{name}: the terminal: {error}")))?,
        None => given::text(name, "-".into())?,
    };
    match given.trim() {
        "" => Err(Failure::Usage(format!("{name}: empty"))),
        text => Ok(text.into()),
    }
}

/// Goes on only if it is meant. Where nobody can be asked, it is.
pub fn confirm(question: &str, yes: bool, output: &Output) -> Result<(), Failure> {
    if yes || !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(());
    }
    output.ask(&format!("{question} [y/N]"));
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    match answer.trim().to_lowercase().as_str() {
        "y" | "yes" => Ok(()),
        _ => Err(Failure::Usage("not confirmed; nothing was changed".into())),
    }
}
