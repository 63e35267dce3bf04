//! The files of a result: songs, covers, stems.

mod cloudsway;

use std::fmt;
use std::ops::Deref;

use crate::download::Download;
use crate::error::{Error, ErrorKind};
use crate::jobs::Done;
use crate::transport::Transport;
use crate::useapi;
use crate::useapi::raw::Raw;
use crate::useapi::types::{DownloadSong, DownloadType, MusicResult, Song, Speech};

/// A result with the way to its files: it derefs to the [`Song`], the [`Speech`] or the
/// Cloudsway [`Choice`](crate::cloudsway::types::Choice).
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use mureka_api::useapi::types::CreateSong;
/// # let mock = mureka_mock::MockServer::start().await?;
/// # let client = mureka_api::useapi::Client::builder();
/// # let client = client.token("user:1-a").base_url(mock.base_url()).build()?;
/// # let folder = std::env::temp_dir().join(format!("mureka-doc-{}", std::process::id()));
/// let done = client.songs().create(CreateSong::new().prompt("Santa")).await?;
/// for song in done.songs() {
///     let saved = song.mp3().save_in(&folder).await?;
///     println!("{} ({} bytes)", saved.path.display(), saved.bytes);
/// }
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok(())
/// # }
/// ```
pub struct Media<'d, T> {
    item: &'d T,
    transport: &'d Transport,
    /// Place among the songs of the result, from 1; 0 if it is the only one.
    number: usize,
}

impl<'d, T> Media<'d, T> {
    fn new(item: &'d T, transport: &'d Transport, number: usize) -> Self {
        Self {
            item,
            transport,
            number,
        }
    }

    /// A file of it, named after `title`.
    fn file(&self, url: Option<&str>, what: &str, title: Option<&str>) -> Download {
        let mut download = Download::new(self.transport, url.unwrap_or_default());
        if url.is_none_or(str::is_empty) {
            download = download.missing(missing(what, title));
        }
        if let Some(title) = title.filter(|title| !title.trim().is_empty()) {
            download = download.title(title);
        }
        if self.number > 0 {
            download = download.number(self.number);
        }
        download
    }
}

fn missing(what: &str, title: Option<&str>) -> Error {
    let title = crate::classify::one_line(title.unwrap_or("no title"));
    Error::of(
        ErrorKind::NotReady,
        format!("{title}: there is no link to {what}"),
    )
}

impl Media<'_, Song> {
    /// The song as mp3.
    ///
    /// Saving it fails with [`ErrorKind::NotReady`] if the song has no link, which occurs with
    /// completed jobs, too: read the song again later.
    pub fn mp3(&self) -> Download {
        self.file(
            self.item.mp3_url.as_deref(),
            "an mp3",
            self.item.title.as_deref(),
        )
    }

    /// The picture of its cover.
    ///
    /// Saving it fails with [`ErrorKind::NotReady`] where there is none.
    pub fn cover(&self) -> Download {
        self.file(
            self.item.cover.as_deref(),
            "a cover",
            self.item.title.as_deref(),
        )
    }

    /// Its video, if one was made with [`generate_video`](useapi::resources::Songs::generate_video).
    ///
    /// Saving it fails with [`ErrorKind::NotReady`] where there is none.
    pub fn video(&self) -> Download {
        let video = self.item.video.as_ref();
        let url = video.and_then(|video| video.video_url.as_deref());
        self.file(url, "a video", self.item.title.as_deref())
    }

    /// Its stems, a ZIP file of about 200 MB. Asks the service for the link first. Free.
    ///
    /// # Errors
    ///
    /// Those of [`Songs::download`](useapi::resources::Songs::download), or the answer has no link.
    pub async fn stems(&self) -> Result<Download, Error> {
        self.archive(DownloadType::Stem, "the stems").await
    }

    /// Its license. Asks the service for the link first. Free.
    ///
    /// # Errors
    ///
    /// Those of [`Songs::download`](useapi::resources::Songs::download), or the answer has no link.
    pub async fn license(&self) -> Result<Download, Error> {
        self.archive(DownloadType::License, "the license").await
    }

    async fn archive(&self, kind: DownloadType, what: &str) -> Result<Download, Error> {
        let title = self.item.title.as_deref();
        let suffix = kind.to_string();
        let id = self.item.song_id.clone();
        let id = id.ok_or_else(|| missing(&format!("{what}, because it has no id"), title))?;
        let request = DownloadSong::new(id, kind);
        let answer = Raw::over(self.transport).download_song(&request).await?;
        let title = title.map(|title| format!("{title} {suffix}"));
        Ok(self.file(answer.oss_key.as_deref(), what, title.as_deref()))
    }
}

impl<T> Deref for Media<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.item
    }
}

impl<T: fmt::Debug> fmt::Debug for Media<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.item.fmt(f)
    }
}

impl Done<MusicResult> {
    /// The songs, usually two, with the way to their files.
    pub fn songs(&self) -> impl Iterator<Item = Media<'_, Song>> {
        numbered(self.songs.iter().flatten(), self.transport())
    }
}

impl Done<Speech> {
    /// The speech as mp3.
    ///
    /// Saving it fails with [`ErrorKind::NotReady`] where there is none.
    pub fn mp3(&self) -> Download {
        let speech: &Speech = self;
        let media = Media::new(speech, self.transport(), 0);
        media.file(speech.mp3_url.as_deref(), "an mp3", speech.title.as_deref())
    }
}

fn numbered<'d, T: 'd>(
    items: impl Iterator<Item = &'d T>,
    transport: &'d Transport,
) -> impl Iterator<Item = Media<'d, T>> {
    items
        .enumerate()
        .map(move |(place, item)| Media::new(item, transport, place + 1))
}

impl useapi::Client {
    /// A song that was listed or read, with the way to its files.
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// let details = client.songs().get("user:777-mureka:123456789-song:33445566").await?;
    /// if let Some(song) = &details.song {
    ///     client.files_of(song).stems().await?.save_in("stems").await?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn files_of<'d>(&'d self, song: &'d Song) -> Media<'d, Song> {
        Media::new(song, self.transport(), 0)
    }
}
