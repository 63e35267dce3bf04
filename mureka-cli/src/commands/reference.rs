//! `mureka ref`: songs of Mureka, for songs to sound like.

use clap::{Args, Subcommand};
use mureka_api::useapi::types::ListReferences;

use super::Range;
use super::file::tracks;
use crate::failure::Failure;
use crate::session::Session;

#[derive(Subcommand)]
pub enum Command {
    /// List songs of Mureka that new ones can sound like
    #[command(after_help = "\
Examples:
  mureka ref list --genre rock --mood energetic
  mureka song advanced --lyrics @lyrics.txt --ref 778899 --out songs")]
    List(List),
}

#[derive(Args)]
pub struct List {
    /// Of this genre only; `mureka genres` lists them
    #[arg(short, long)]
    genre: Option<String>,

    /// Of this mood only; `mureka genres` lists them
    #[arg(short, long)]
    mood: Option<String>,

    #[command(flatten)]
    range: Range,
}

impl Command {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        let Self::List(list) = self;
        let client = session.useapi()?;
        let mut request = ListReferences::new();
        request.account = session.account();
        request.genre = list.genre;
        request.mood = list.mood;
        tracks()
            .show(client.references().list(request), list.range, session)
            .await
    }
}
