//! What can be done: one module for each kind of thing.

use clap::Subcommand;

use crate::failure::Failure;
use crate::output::Output;
use crate::session::Session;

mod account;
mod api;
mod batch;
mod cloudsway;
mod completions;
mod doctor;
mod file;
mod genres;
mod job;
mod listing;
mod login;
mod lyrics;
pub mod making;
mod man;
mod motif;
mod profile;
mod reference;
mod removing;
#[cfg(feature = "mock")]
mod serve;
mod song;
mod speech;
mod vocal;
mod voice;
mod webhook;

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Songs: create, extend, list, download
    #[command(subcommand)]
    Song(Box<song::Command>),
    /// Lyrics by the AI. Free
    Lyrics(lyrics::Lyrics),
    /// Speech: create, list, delete
    #[command(subcommand)]
    Speech(Box<speech::Command>),
    /// Voices that speak: clone, list, delete
    #[command(subcommand)]
    Voice(voice::Command),
    /// Tracks of your own that songs can sound like: upload, list, delete
    #[command(subcommand)]
    File(file::Command),
    /// Vocals that songs can be sung with: upload, list, delete
    #[command(subcommand)]
    Vocal(vocal::Command),
    /// Melodies that songs can begin with
    #[command(subcommand)]
    Motif(motif::Command),
    /// Songs of Mureka that new ones can sound like
    #[command(subcommand)]
    Ref(reference::Command),
    /// Jobs: show, list, wait
    #[command(subcommand)]
    Job(job::Command),
    /// Mureka accounts at useapi.net: add, list, show, remove
    #[command(subcommand)]
    Account(account::Command),
    /// Show user, credits and models of the account
    #[command(after_help = "\
Examples:
  mureka profile
  mureka profile --account 12345678901234 --json")]
    Profile(profile::Profile),
    /// List the genres, moods and vocals that requests can name
    #[command(after_help = "\
Examples:
  mureka genres
  mureka genres --json | jq -r '.genres[].tag'")]
    Genres(genres::Genres),
    /// Songs through Cloudsway: generate, extend, query, upload
    #[command(subcommand)]
    Cloudsway(Box<cloudsway::Command>),
    /// Store a token, after a look whether it is accepted
    #[command(after_help = "\
The token is asked for and not shown; a script gives it on stdin or in a file. It is stored in
the configuration, readable by you alone, beside --account and --base-url if they are given.
What the environment says goes before the profile.

Examples:
  mureka login
  mureka login --profile work --account 12345678901234
  pass show useapi | mureka login -
  mureka login --cloudsway --endpoint MyEndpoint")]
    Login(login::Login),
    /// Forget a profile
    #[command(after_help = "\
Examples:
  mureka logout
  mureka logout --profile work")]
    Logout(login::Logout),
    /// Send many requests out of a file, each once, over all accounts. Paid
    Batch(Box<batch::Batch>),
    /// Call any operation of the two APIs by its name. Paid where the operation is
    #[command(after_help = api::AFTER_HELP)]
    Api(Box<api::Api>),
    /// Look whether everything is in order: token, accounts, credits, clock
    #[command(after_help = doctor::AFTER_HELP)]
    Doctor(doctor::Doctor),
    /// Run the mock server: both APIs on this machine, without a token and without money
    #[cfg(feature = "mock")]
    #[command(after_help = serve::AFTER_HELP)]
    Serve(serve::Serve),
    /// Receive webhooks
    #[command(subcommand)]
    Webhook(webhook::Command),
    /// Print the completions of a shell
    #[command(after_help = completions::AFTER_HELP)]
    Completions(completions::Completions),
    /// Print the manual page, or write those of all commands
    #[command(after_help = man::AFTER_HELP)]
    Man(man::Man),
}

impl Command {
    /// Whether it has an end of its own when it is interrupted, which takes a while.
    pub fn ends_itself(&self) -> bool {
        #[cfg(feature = "mock")]
        if matches!(self, Self::Serve(_)) {
            return true;
        }
        matches!(self, Self::Batch(_) | Self::Webhook(_))
    }
}

/// Does it.
pub async fn run(command: Command, session: &Session) -> Result<(), Failure> {
    match command {
        Command::Song(command) => Box::pin(command.run(session)).await,
        Command::Lyrics(lyrics) => lyrics.run(session).await,
        Command::Speech(command) => command.run(session).await,
        Command::Voice(command) => command.run(session).await,
        Command::File(command) => command.run(session).await,
        Command::Vocal(command) => command.run(session).await,
        Command::Motif(command) => command.run(session).await,
        Command::Ref(command) => command.run(session).await,
        Command::Job(command) => Box::pin(command.run(session)).await,
        Command::Account(command) => command.run(session).await,
        Command::Profile(profile) => profile.run(session).await,
        Command::Genres(genres) => genres.run(session).await,
        Command::Cloudsway(command) => command.run(session).await,
        Command::Login(login) => login.run(session).await,
        Command::Logout(logout) => logout.run(session),
        Command::Batch(batch) => Box::pin(batch.run(session)).await,
        Command::Api(api) => api.run(session).await,
        Command::Doctor(doctor) => doctor.run(session).await,
        #[cfg(feature = "mock")]
        Command::Serve(serve) => serve.run(session).await,
        Command::Webhook(command) => command.run(session).await,
        Command::Completions(completions) => completions.run(&session.output),
        Command::Man(man) => man.run(&session.output),
    }
}

/// How much of a list.
#[derive(clap::Args, Clone, Copy)]
pub struct Range {
    /// How many at most
    #[arg(short, long, default_value_t = 20, value_name = "COUNT")]
    limit: usize,

    /// All there are, page by page
    #[arg(long, conflicts_with = "limit")]
    all: bool,
}

impl Range {
    /// How many at most.
    pub fn most(self) -> usize {
        if self.all { usize::MAX } else { self.limit }
    }

    /// Says that there may be more.
    pub fn hint(self, count: usize, output: &Output) {
        if count == self.most() {
            output.hint(&format!("{count} shown; --all shows the rest"));
        }
    }
}
