//! A download into a file.

use std::path::{Path, PathBuf};

use super::name::{file_name, of_disposition, of_url};
use super::part::{Part, file_error};
use super::source::{Source, place};
use super::transfer::{Event, Head, Transfer};
use super::{Download, tell};
use crate::error::{Error, ErrorKind};
use crate::formats;
use crate::progress::Watcher;

/// A file that was downloaded.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Saved {
    /// Where it is.
    pub path: PathBuf,
    /// Its length.
    pub bytes: u64,
    /// Length of what an earlier download had left and this one went on with; 0 without one.
    pub resumed_from: u64,
}

impl Download {
    /// Saves the file in a folder, under a name that is safe on every system.
    ///
    /// The folder is made if it is not there; those above it are not. Everything else is as
    /// with [`save_as`](Self::save_as).
    pub async fn save_in(mut self, folder: impl AsRef<Path>) -> Result<Saved, Error> {
        let folder = folder.as_ref().to_owned();
        self.present()?;
        let link = Source::parse(&self.url)?;
        if let Err(error) = tokio::fs::create_dir(&folder).await
            && !tokio::fs::metadata(&folder)
                .await
                .is_ok_and(|it| it.is_dir())
        {
            return Err(file_error(&folder, "cannot be made a folder", error));
        }
        let naming = Naming {
            name: self.name.clone(),
            number: self.number,
            link: of_url(&link),
        };
        self.save(Target::Folder(folder, naming)).await
    }

    /// Saves the file under this path.
    ///
    /// It is written to `PATH.part` and renamed once it is complete. What a broken download
    /// left there, of another process too, is gone on with, if the server tells that it still
    /// has the same file; `PATH.part.json` remembers which one that was. Of two downloads to
    /// one path at the same time, the second fails.
    pub async fn save_as(mut self, path: impl AsRef<Path>) -> Result<Saved, Error> {
        let path = path.as_ref().to_owned();
        // Its ending tells whether a page is wanted.
        self.name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        self.save(Target::File(path)).await
    }

    async fn save(mut self, target: Target) -> Result<Saved, Error> {
        self.present()?;
        let origin = place(&Source::parse(&self.url)?);
        let overwrite = self.overwrite;
        let (transfer, watcher) = self.start()?;
        let mut saving = Saving {
            transfer,
            watcher,
            target,
            origin,
            overwrite,
            part: None,
            resumed_from: 0,
        };
        let outcome = saving.run().await;
        match (saving.part, outcome) {
            (Some(part), Ok(())) => Ok(Saved {
                bytes: saving.transfer.offset(),
                resumed_from: saving.resumed_from,
                path: part.finish().await?,
            }),
            (Some(part), Err(error)) => Err(part.keep(error).await),
            (None, Ok(())) => Err(Error::of(ErrorKind::Unexpected, "0 bytes")),
            (None, Err(error)) => Err(error),
        }
    }
}

/// Where to.
enum Target {
    Folder(PathBuf, Naming),
    File(PathBuf),
}

impl Target {
    /// The path of the file; without an answer, only if that would not change it.
    fn path(&self, head: Option<&Head>) -> Option<PathBuf> {
        match self {
            Self::File(path) => Some(path.clone()),
            Self::Folder(folder, naming) => Some(folder.join(naming.file_name(head)?)),
        }
    }
}

/// What is known of the name of a file.
struct Naming {
    name: Option<String>,
    number: Option<usize>,
    /// The name in the link.
    link: Option<String>,
}

impl Naming {
    fn file_name(&self, head: Option<&Head>) -> Option<String> {
        let disposition = head.and_then(|head| of_disposition(head.disposition.as_deref()?));
        let name = match &self.name {
            Some(name) => name.as_str(),
            None => {
                head?;
                let given = disposition.as_deref().or(self.link.as_deref());
                given.unwrap_or_default()
            }
        };
        let by_link = self.link.as_deref().and_then(formats::of_name);
        let format = formats::of_name(name).or(by_link).or_else(|| {
            let media_type = head?.media_type.as_deref().unwrap_or_default();
            let named = || formats::of_name(disposition.as_deref()?);
            formats::of_media_type(media_type).or_else(named)
        });
        if format.is_none() {
            head?;
        }
        let extension = format.map(|format| format.extension);
        Some(file_name(name, self.number, extension))
    }
}

/// A transfer and the file it goes into, once that has a name.
struct Saving {
    transfer: Transfer,
    watcher: Option<Watcher>,
    target: Target,
    /// The link without its query, which changes with every signature.
    origin: String,
    overwrite: bool,
    part: Option<Part>,
    resumed_from: u64,
}

impl Saving {
    async fn run(&mut self) -> Result<(), Error> {
        if let Some(path) = self.target.path(None) {
            self.open(path, None).await?;
        }
        loop {
            match self.transfer.next().await? {
                Event::Begin(head) => self.begin(&head).await?,
                Event::Piece(piece) => {
                    if let Some(part) = &mut self.part {
                        part.write(&piece).await?;
                    }
                    tell(&mut self.watcher, &self.transfer);
                }
                Event::End => return Ok(()),
            }
        }
    }

    async fn begin(&mut self, head: &Head) -> Result<(), Error> {
        if self.part.is_none()
            && let Some(path) = self.target.path(Some(head))
            && self.open(path, Some(head)).await?
        {
            return Ok(());
        }
        self.resumed_from = 0;
        match &mut self.part {
            Some(part) => part.begin(&head.version).await,
            None => Ok(()),
        }
    }

    /// Opens the file; whether the transfer goes on with what was left of it.
    async fn open(&mut self, path: PathBuf, head: Option<&Head>) -> Result<bool, Error> {
        let (part, left) = Part::open(path, self.origin.clone(), self.overwrite).await?;
        self.part = Some(part);
        let fits = |version: &_| head.is_none_or(|head| head.version.is(version));
        let Some((bytes, version)) = left.filter(|(_, version)| fits(version)) else {
            return Ok(false);
        };
        self.resumed_from = bytes;
        self.transfer.resume(bytes, version);
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn naming(name: Option<&str>, link: Option<&str>) -> Naming {
        Naming {
            name: name.map(str::to_owned),
            number: None,
            link: link.map(str::to_owned),
        }
    }

    #[test]
    fn a_name_is_known_before_the_answer_only_if_that_cannot_change_it() {
        for (name, link, expected) in [
            (Some("a.mp3"), None, Some("a.mp3")),
            (Some("a"), Some("x.zip"), Some("a.zip")),
            (Some("a.mp3"), Some("x.zip"), Some("a.mp3")),
            (Some("a"), Some("x"), None),
            (None, Some("x.mp3"), None),
            (None, None, None),
        ] {
            let known = naming(name, link).file_name(None);
            assert_eq!(known.as_deref(), expected, "{name:?} {link:?}");
        }
    }

    #[test]
    fn the_answer_completes_a_name() {
        let disposition = Some("attachment; filename=\"their: song.flac\"");
        for (name, link, media_type, disposition, expected) in [
            (Some("a"), Some("x"), Some("audio/mpeg"), None, "a.mp3"),
            (Some("a"), None, None, disposition, "a.flac"),
            (Some("a"), None, Some("audio/odd"), None, "a"),
            (None, Some("x.mp3"), Some("audio/wav"), None, "x.mp3"),
            (None, Some("x.mp3"), None, disposition, "their- song.flac"),
            (None, Some("x"), Some("image/png"), None, "x.png"),
            (None, None, Some("image/png"), None, "download.png"),
            (None, None, None, None, "download"),
        ] {
            let head = Head {
                media_type: media_type.map(str::to_owned),
                disposition: disposition.map(str::to_owned),
                ..Head::default()
            };
            let given = naming(name, link).file_name(Some(&head));
            assert_eq!(given.as_deref(), Some(expected));
        }
    }
}
