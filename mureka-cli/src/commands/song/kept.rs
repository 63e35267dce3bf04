//! `mureka song`: songs that are there.

use clap::{Args, ValueEnum};
use mureka_api::useapi::types::{ListSongs, Model, Song};

use crate::commands::Range;
use crate::commands::removing::Removal;
use crate::failure::Failure;
use crate::output::Listed;
use crate::saving::{self, Target};
use crate::session::Session;
use crate::shown;

#[derive(Args)]
pub struct One {
    /// Id of the song
    song: String,
}

#[derive(Args)]
pub struct List {
    #[command(flatten)]
    range: Range,
}

#[derive(Args)]
pub struct Download {
    /// Id of the song
    song: String,

    /// Which file; repeatable
    #[arg(short, long, default_values = ["mp3"])]
    what: Vec<What>,

    #[command(flatten)]
    target: Target,
}

/// A file of a song.
#[derive(Clone, Copy, ValueEnum, PartialEq, Eq)]
enum What {
    /// The song
    Mp3,
    /// Its picture
    Cover,
    /// Its video, if one was made
    Video,
    /// Its separate tracks, about 200 MB
    Stems,
    /// Its license
    License,
}

impl One {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        let details = session.useapi()?.songs().get(self.song).await?;
        session.output.show(&details, |output| {
            let Some(song) = &details.song else {
                return Ok(());
            };
            output.line(&shown::title(song))?;
            output.facts(&[
                ("id", shown::id(song.song_id.as_ref())),
                ("length", shown::duration(song.duration_milliseconds)),
                ("made", shown::time(song.generate_at)),
                (
                    "model",
                    shown::text(details.model.as_ref().map(Model::as_str)),
                ),
                ("genres", several(song.genres.as_deref())),
                ("moods", several(song.moods.as_deref())),
                ("mp3", shown::text(song.mp3_url.as_deref())),
            ])?;
            for section in song.lyrics.iter().flat_map(|lyrics| lyrics.iter()) {
                output.line("")?;
                for row in section.rows.iter().flat_map(|rows| rows.iter()) {
                    output.line(&shown::one_line(row.text.as_deref().unwrap_or_default()))?;
                }
            }
            Ok(())
        })
    }
}

fn several(words: Option<&Vec<String>>) -> String {
    shown::text(words.map(|words| words.join(", ")).as_deref())
}

impl List {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.useapi()?;
        let mut request = ListSongs::new();
        request.account = session.account();
        let mut feeds = client.songs().list(request).items();
        let most = self.range.most();
        let (mut listed, mut rows, mut count) = (Listed::new(&session.output), Vec::new(), 0);
        'all: while count < most {
            let Some(feed) = feeds.try_next().await? else {
                break;
            };
            for song in feed.songs.iter().flatten() {
                if count == most {
                    break 'all;
                }
                count += 1;
                listed.add(song)?;
                if session.output.for_people() {
                    rows.push(row(song, feed.model.as_ref()));
                }
            }
        }
        listed.end()?;
        if session.output.for_people() {
            let header = ["id", "title", "length", "model", "made"];
            session.output.table(&header, rows, "no songs")?;
            self.range.hint(count, &session.output);
        }
        Ok(())
    }
}

fn row(song: &Song, model: Option<&Model>) -> Vec<String> {
    vec![
        shown::id(song.song_id.as_ref()),
        shown::title(song),
        shown::duration(song.duration_milliseconds),
        shown::text(model.map(Model::as_str)),
        shown::time(song.generate_at),
    ]
}

/// Deletes songs.
pub async fn delete(removal: Removal, session: &Session) -> Result<(), Failure> {
    let client = session.useapi()?;
    let call = async |id: &str| client.songs().delete(id).await.map(drop);
    removal.run("song", session, call).await
}

impl Download {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        let mut files = Listed::new(&session.output);
        let result = self.save(session, &mut files).await;
        // What is there is told, also if something else is not.
        files.end()?;
        result
    }

    async fn save(self, session: &Session, files: &mut Listed<'_>) -> Result<(), Failure> {
        let client = session.useapi()?;
        let details = client.songs().get(self.song.as_str()).await?;
        let song = details.song.unwrap_or_default();
        let media = client.files_of(&song);
        let target = Target {
            out: Some(self.target.out.unwrap_or_else(|| ".".into())),
            force: self.target.force,
        };
        for what in self.what {
            let download = match what {
                What::Mp3 => media.mp3(),
                What::Cover => media.cover(),
                What::Video => media.video(),
                What::Stems => media.stems().await?,
                What::License => media.license().await?,
            };
            if let Some(saved) = saving::save(download, &target, &session.output).await? {
                if session.output.for_people() {
                    session.output.done(&saving::line(&saved))?;
                }
                files.add(&saving::File::of(&saved))?;
            }
        }
        Ok(())
    }
}
