//! `mureka lyrics`

use clap::{Args, Subcommand};
use mureka_api::useapi::types::GenerateLyrics;

use crate::failure::Failure;
use crate::given;
use crate::session::Session;
use crate::shown;

const EXAMPLES: &str = "\
Examples:
  mureka lyrics generate --prompt \"A waltz for rain\"
  mureka lyrics generate --prompt @idea.txt > lyrics.txt
  mureka song advanced --lyrics @lyrics.txt --out songs";

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, after_help = EXAMPLES)]
pub struct Lyrics {
    #[command(subcommand)]
    command: Option<Command>,

    #[command(flatten)]
    generate: Generate,
}

#[derive(Subcommand)]
enum Command {
    /// Let the AI write lyrics; so does `mureka lyrics` alone
    #[command(after_help = EXAMPLES)]
    Generate(Generate),
}

#[derive(Args)]
struct Generate {
    /// What they are to be about, else anything; text, @FILE or - for stdin
    #[arg(short, long, value_name = "TEXT")]
    prompt: Option<String>,
}

impl Lyrics {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        let generate = match self.command {
            Some(Command::Generate(generate)) => generate,
            None => self.generate,
        };
        let mut request = GenerateLyrics::new();
        request.account = session.account();
        request.prompt = given::maybe("prompt", generate.prompt)?;
        let lyrics = session.useapi()?.lyrics().generate(request).await?;
        session.output.show(&lyrics, |output| {
            for line in shown::lines(lyrics.lyrics.as_deref().unwrap_or_default()) {
                output.line(&line)?;
            }
            Ok(())
        })
    }
}
