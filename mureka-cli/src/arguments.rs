//! What can be typed behind `mureka`.

use std::sync::OnceLock;

use clap::{Args, Parser};

use crate::commands::Command;
use crate::saving::quoted;

/// Songs and speech by AI, through useapi.net and Cloudsway
#[derive(Parser)]
#[command(name = "mureka", version, about, after_help = AFTER_HELP)]
#[command(arg_required_else_help = true, propagate_version = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,

    #[command(flatten)]
    pub shared: Shared,
}

const AFTER_HELP: &str = "\
Examples:
  mureka --mock song create --prompt \"Silly song about Santa\" --out songs
  mureka song list --limit 5
  mureka job wait j0121061432017475905m-u777-a123-bot:mureka --out songs

Exit codes:
  0  done                          7  no credits left
  1  any other failure             8  the job failed
  2  wrong arguments or request    9  no connection, or no answer in time
  3  token missing or refused     10  deadline passed; the job goes on
  4  account broken               11  a file could not be read or written
  5  not found, or not kept       12  some of several failed
  6  too fast, or not ready      130  interrupted; the job goes on";

/// What every command takes.
#[derive(Args, Clone)]
#[command(next_help_heading = "Global options")]
#[allow(clippy::struct_excessive_bools, reason = "they are the flags")]
pub struct Shared {
    /// Account to use; needed when several are configured
    #[arg(long, global = true, env = "MUREKA_ACCOUNT", value_name = "ID")]
    pub account: Option<String>,

    /// Print one JSON document
    #[arg(long, global = true)]
    pub json: bool,

    /// Print one JSON document a line
    #[arg(long, global = true, conflicts_with = "json")]
    pub jsonl: bool,

    /// Print results only: no progress, no hints
    #[arg(short, long, global = true)]
    pub quiet: bool,

    /// Call a server inside of this program: no token, no money
    #[cfg(feature = "mock")]
    #[arg(long, global = true)]
    pub mock: bool,

    /// Profile of the configuration to use
    #[arg(long, global = true, env = "MUREKA_PROFILE", value_name = "NAME")]
    pub profile: Option<String>,

    /// Address to call instead of useapi.net
    #[arg(long, global = true, env = "USEAPI_BASE_URL", value_name = "URL")]
    pub base_url: Option<String>,

    /// Address to call instead of Cloudsway
    #[arg(long, global = true, env = "CLOUDSWAY_BASE_URL", value_name = "URL")]
    pub cloudsway_base_url: Option<String>,
}

/// How this program was called, as far as it says whom to call.
static PROGRAM: OnceLock<String> = OnceLock::new();

/// What a command begins with that is to go on here: `mureka --profile work`.
pub fn program() -> &'static str {
    PROGRAM.get().map_or("mureka", String::as_str)
}

impl Shared {
    /// Remembers what is to stand behind the name of the program. What the environment says, it
    /// says the next time, too.
    pub fn remember(&self) {
        let flags = [
            ("--profile", "MUREKA_PROFILE", &self.profile),
            ("--base-url", "USEAPI_BASE_URL", &self.base_url),
            (
                "--cloudsway-base-url",
                "CLOUDSWAY_BASE_URL",
                &self.cloudsway_base_url,
            ),
        ];
        let mut words = vec!["mureka".to_owned()];
        #[cfg(feature = "mock")]
        words.extend(self.mock.then(|| "--mock".to_owned()));
        for (flag, variable, value) in flags {
            let value = typed(variable, value.as_deref());
            words.extend(value.map(|value| format!("{flag} {}", quoted(value))));
        }
        let _ = PROGRAM.set(words.join(" "));
    }

    /// The account, if it was typed.
    pub fn typed_account(&self) -> Option<&str> {
        typed("MUREKA_ACCOUNT", self.account.as_deref())
    }
}

/// A value that was typed, and not taken from a variable.
fn typed<'v>(variable: &str, value: Option<&'v str>) -> Option<&'v str> {
    let value = value.filter(|value| !value.is_empty())?;
    (std::env::var(variable).ok().as_deref() != Some(value)).then_some(value)
}
