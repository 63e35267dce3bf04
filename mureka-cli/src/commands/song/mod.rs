//! `mureka song`: what makes songs.

mod kept;

use clap::{Args, Subcommand};
use mureka_api::useapi::types::{
    CreateInstrumental, CreateSong, CreateSongAdvanced, ExtendSong, GenerateVideo, Id, Model,
    RegenerateSong, VocalGender,
};

use super::making::{self, Making, SONG, make};
use super::removing::Removal;
use crate::failure::Failure;
use crate::given;
use crate::saving::{self, Target};
use crate::session::Session;
use crate::shown;

#[derive(Subcommand)]
pub enum Command {
    /// Create songs from a prompt; the AI writes the lyrics. Paid
    #[command(after_help = "\
Examples:
  mureka song create --prompt \"Silly song about Santa\" --out songs
  mureka song create --prompt @idea.txt --model V8 --no-wait --json
  echo \"A waltz for rain\" | mureka song create --prompt -")]
    Create(Create),
    /// Create songs from your own lyrics. Paid
    #[command(after_help = "\
Examples:
  mureka song advanced --lyrics @lyrics.txt --title Rain --desc \"folk, calm, female vocal\"
  mureka song advanced --lyrics @lyrics.txt --ref 778899 --vocal 112233 --out songs")]
    Advanced(Advanced),
    /// Create instrumentals from a prompt or a reference. Paid
    #[command(after_help = "\
Examples:
  mureka song instrumental --prompt \"slow piano, rain\" --out songs")]
    Instrumental(Instrumental),
    /// Go on with a song, with further lyrics. Paid
    #[command(after_help = "\
Examples:
  mureka song extend user:777-mureka:123456789-song:33445566 --lyrics @more.txt --out songs")]
    Extend(Extend),
    /// Make a song anew from a moment on. Paid
    #[command(after_help = "\
Examples:
  mureka song regenerate user:777-mureka:123456789-song:33445566 --from 60000 --out songs")]
    Regenerate(Regenerate),
    /// Make a video of a song. What it costs is not documented; take it for paid
    #[command(after_help = "\
Examples:
  mureka song video user:777-mureka:123456789-song:33445566 --out videos")]
    Video(Video),
    /// Show a song with its lyrics
    #[command(after_help = "\
Examples:
  mureka song show user:777-mureka:123456789-song:33445566")]
    Show(kept::One),
    /// List songs, the newest first
    #[command(after_help = "\
Examples:
  mureka song list --limit 5
  mureka song list --all --jsonl | jq -r .song_id")]
    List(kept::List),
    /// Delete songs; they are gone for good
    #[command(after_help = "\
Examples:
  mureka song delete user:777-mureka:123456789-song:33445566
  mureka song list --all --jsonl | jq -r .song_id | xargs mureka song delete --yes")]
    Delete(Removal),
    /// Download the files of a song
    #[command(after_help = "\
Examples:
  mureka song download user:777-mureka:123456789-song:33445566 --out songs
  mureka song download user:777-mureka:123456789-song:33445566 --what stems --what cover --out songs")]
    Download(kept::Download),
}

/// A model by name; new ones are taken, too.
#[allow(clippy::unnecessary_wraps, reason = "clap asks for it")]
fn model(name: &str) -> Result<Model, std::convert::Infallible> {
    Ok(Model::from(name))
}

#[derive(Args)]
pub struct Create {
    /// What the song is about, at most 3000 characters; text, @FILE or - for stdin
    #[arg(short, long, value_name = "TEXT")]
    prompt: Option<String>,

    /// Model: V9, V8, O2, V7.6, V7.5 or a newer one
    #[arg(short, long, value_parser = model)]
    model: Option<Model>,

    #[command(flatten)]
    making: Making,
}

#[derive(Args)]
pub struct Advanced {
    /// The lyrics, at most 5000 characters; text, @FILE or - for stdin
    #[arg(short, long, value_name = "TEXT")]
    lyrics: String,

    /// Title of the song, at most 50 characters
    #[arg(short, long)]
    title: Option<String>,

    /// Genres, moods and vocals, separated by commas; text, @FILE or - for stdin
    #[arg(short, long, value_name = "TEXT", conflicts_with_all = ["reference", "vocal", "motif"])]
    desc: Option<String>,

    /// Id of a vocal to sing with
    #[arg(long, value_name = "ID")]
    vocal: Option<String>,

    /// Id of a reference track
    #[arg(long = "ref", id = "reference", value_name = "ID")]
    reference: Option<String>,

    /// Id of a melody to start from
    #[arg(long, value_name = "ID", conflicts_with_all = ["reference", "vocal"])]
    motif: Option<String>,

    /// Model: V9, V8, O2, V7.6, V7.5 or a newer one
    #[arg(short, long, value_parser = model)]
    model: Option<Model>,

    /// Who sings: female or male
    #[arg(long, value_name = "GENDER")]
    gender: Option<String>,

    #[command(flatten)]
    making: Making,
}

#[derive(Args)]
pub struct Instrumental {
    /// What it is to sound like; text, @FILE or - for stdin
    #[arg(short, long, value_name = "TEXT")]
    prompt: Option<String>,

    /// Title of the piece
    #[arg(short, long)]
    title: Option<String>,

    /// Id of a reference track
    #[arg(long = "ref", id = "reference", value_name = "ID")]
    reference: Option<String>,

    /// Model: V9, V8, O2, V7.6, V7.5 or a newer one
    #[arg(short, long, value_parser = model)]
    model: Option<Model>,

    #[command(flatten)]
    making: Making,
}

#[derive(Args)]
pub struct Extend {
    /// Id of the song
    song: String,

    /// The lyrics to go on with; text, @FILE or - for stdin
    #[arg(short, long, value_name = "TEXT")]
    lyrics: String,

    #[command(flatten)]
    making: Making,
}

#[derive(Args)]
pub struct Regenerate {
    /// Id of the song
    song: String,

    /// From which moment on, in milliseconds
    #[arg(long, value_name = "MILLISECONDS")]
    from: i64,

    #[command(flatten)]
    making: Making,
}

#[derive(Args)]
pub struct Video {
    /// Id of the song
    song: String,

    #[command(flatten)]
    target: Target,
}

impl Command {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        match self {
            Self::Create(create) => create.run(session).await,
            Self::Advanced(advanced) => advanced.run(session).await,
            Self::Instrumental(instrumental) => instrumental.run(session).await,
            Self::Extend(extend) => extend.run(session).await,
            Self::Regenerate(regenerate) => regenerate.run(session).await,
            Self::Video(video) => video.run(session).await,
            Self::Show(one) => one.run(session).await,
            Self::List(list) => list.run(session).await,
            Self::Delete(removal) => kept::delete(removal, session).await,
            Self::Download(download) => download.run(session).await,
        }
    }
}

impl Create {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let mut request = CreateSong::new();
        request.account = session.account();
        request.prompt = given::maybe("prompt", self.prompt)?;
        request.model = self.model;
        let client = session.useapi()?;
        let submission = client.songs().create(request);
        let done = make(submission, &self.making, SONG, session).await?;
        finished(done, &self.making, session).await
    }
}

impl Advanced {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let mut request = CreateSongAdvanced::new(given::text("lyrics", self.lyrics)?);
        request.account = session.account();
        request.title = self.title;
        request.desc = given::maybe("desc", self.desc)?;
        request.vocal_id = self.vocal.map(Id::from);
        request.ref_id = self.reference.map(Id::from);
        request.motif_id = self.motif.map(Id::from);
        request.model = self.model;
        request.vocal_gender = self.gender.map(VocalGender::from);
        let client = session.useapi()?;
        let submission = client.songs().create_advanced(request);
        let done = make(submission, &self.making, SONG, session).await?;
        finished(done, &self.making, session).await
    }
}

impl Instrumental {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let mut request = CreateInstrumental::new();
        request.account = session.account();
        request.prompt = given::maybe("prompt", self.prompt)?;
        request.title = self.title;
        request.ref_id = self.reference.map(Id::from);
        request.model = self.model;
        let client = session.useapi()?;
        let submission = client.songs().create_instrumental(request);
        let done = make(submission, &self.making, SONG, session).await?;
        finished(done, &self.making, session).await
    }
}

impl Extend {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let request = ExtendSong::new(self.song, given::text("lyrics", self.lyrics)?);
        let client = session.useapi()?;
        let submission = client.songs().extend(request);
        let done = make(submission, &self.making, SONG, session).await?;
        finished(done, &self.making, session).await
    }
}

impl Regenerate {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let request = RegenerateSong::new(self.song, self.from);
        let client = session.useapi()?;
        let submission = client.songs().regenerate(request);
        let done = make(submission, &self.making, SONG, session).await?;
        finished(done, &self.making, session).await
    }
}

async fn finished(
    done: Option<mureka_api::Done<mureka_api::useapi::types::MusicResult>>,
    making: &Making,
    session: &Session,
) -> Result<(), Failure> {
    match done {
        Some(done) => making::songs(&done, &making.target, &session.output).await,
        None => Ok(()),
    }
}

impl Video {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.useapi()?;
        let video = client
            .songs()
            .generate_video(GenerateVideo::new(self.song))
            .await?;
        let url = video.video_url.clone().unwrap_or_default();
        let saved = saving::save(client.download(&url), &self.target, &session.output).await?;
        let files: Vec<_> = saved.iter().map(saving::File::of).collect();
        session.output.show(
            &making::with_files(&video, &files)?,
            |output| match &saved {
                Some(saved) => output.done(&saving::line(saved)),
                None => output.line(&shown::text(Some(&url))),
            },
        )
    }
}
