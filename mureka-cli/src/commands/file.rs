//! `mureka file`: tracks of your own, for songs to sound like.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use mureka_api::useapi::types::{
    DeleteTrack, GetYoutubeSoundtrack, ListTracks, Track, UploadTrack,
};

use super::Range;
use super::listing::Columns;
use super::removing::Removal;
use crate::failure::Failure;
use crate::session::Session;
use crate::shown;
use crate::uploading;

#[derive(Subcommand)]
pub enum Command {
    /// Upload a track as a reference for songs
    #[command(after_help = "\
Examples:
  mureka file upload demo.mp3 --title Demo --genre pop --mood happy
  lame demo.wav - | mureka file upload - --title Demo --genre pop --mood happy
  mureka song advanced --lyrics @lyrics.txt --ref 778899 --out songs")]
    Upload(Upload),
    /// List uploaded tracks
    #[command(after_help = "\
Examples:
  mureka file list
  mureka file list --all --json")]
    List(List),
    /// Delete uploaded tracks; they are gone for good
    #[command(after_help = "\
Examples:
  mureka file delete 778899")]
    Delete(Removal),
    /// Get the soundtrack of a YouTube video
    #[command(after_help = "\
Examples:
  mureka file youtube \"https://www.youtube.com/watch?v=dQw4w9WgXcQ\"")]
    Youtube(Youtube),
}

#[derive(Args)]
pub struct Upload {
    /// The track, an mp3; - for stdin
    file: PathBuf,

    /// Title of the track
    #[arg(short, long)]
    title: String,

    /// Its genre; `mureka genres` lists them
    #[arg(short, long)]
    genre: String,

    /// Its mood; `mureka genres` lists them
    #[arg(short, long)]
    mood: String,

    /// Where it comes from, say the video of a soundtrack
    #[arg(long, value_name = "URL")]
    from: Option<String>,
}

#[derive(Args)]
pub struct List {
    #[command(flatten)]
    range: Range,
}

#[derive(Args)]
pub struct Youtube {
    /// Address of the video
    url: String,
}

impl Command {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        match self {
            Self::Upload(upload) => upload.run(session).await,
            Self::List(list) => list.run(session).await,
            Self::Delete(removal) => {
                let client = session.useapi()?;
                let call = async |id: &str| {
                    let mut request = DeleteTrack::new(id);
                    request.account = session.account();
                    client.tracks().delete(request).await
                };
                removal.run("track", session, call).await
            }
            Self::Youtube(youtube) => youtube.run(session).await,
        }
    }
}

impl Upload {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.useapi()?;
        let mut request = UploadTrack::new(self.title, self.genre, self.mood);
        request.account = session.account();
        request.url = self.from;
        let track = uploading::send(&self.file, &session.output, async |upload| {
            client.tracks().upload(request, upload).await
        })
        .await?;
        session.output.show(&track, |output| {
            let length = shown::duration(track.duration_milliseconds);
            output.done(&format!("track {}  {length}", shown::id(track.id.as_ref())))
        })
    }
}

impl List {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.useapi()?;
        let mut request = ListTracks::new();
        request.account = session.account();
        tracks()
            .show(client.tracks().list(request), self.range, session)
            .await
    }
}

/// How tracks look, one's own and those of Mureka.
pub fn tracks() -> Columns<Track> {
    Columns {
        header: &["id", "title", "length", "genre", "mood"],
        row: |track| {
            vec![
                shown::id(track.id.as_ref()),
                shown::text(track.title.as_deref()),
                shown::duration(track.duration_milliseconds),
                shown::text(track.genre.as_deref()),
                shown::text(track.mood.as_deref()),
            ]
        },
        none: "no tracks",
    }
}

impl Youtube {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.useapi()?;
        let mut request = GetYoutubeSoundtrack::new(self.url);
        request.account = session.account();
        let found = client.tracks().from_youtube(request).await?;
        session.output.show(&found, |output| {
            output.facts(&[
                ("name", shown::text(found.name.as_deref())),
                ("mp3", shown::text(found.cos_url.as_deref())),
            ])
        })
    }
}
