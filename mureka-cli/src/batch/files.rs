//! The files of what was made: each once, under a name that tells its line.

use std::path::{Path, PathBuf};
use std::time::Duration;

use mureka_api::useapi::Client;
use mureka_api::{Error, ErrorKind};

use super::drive::{of_song, resume};
use super::journal::Journal;
use super::request::Kind;
use super::state::{Piece, Record};
use crate::failure::Failure;

/// Longest part of a title in a name, in bytes: most systems take 255 for all of it.
const TITLE: usize = 160;

/// A look at a job that has ended takes no longer.
const LOOK: Duration = Duration::from_secs(30);

/// A file to be saved.
pub struct File {
    pub client: Client,
    pub journal: Journal,
    pub record: Record,
    /// Which of the pieces, from 0.
    pub piece: usize,
    pub out: PathBuf,
    pub force: bool,
}

impl File {
    /// Saves it unless it is there, and tells.
    pub async fn save(self) {
        if let Err(failure) = self.try_save().await {
            self.journal
                .not_saved(self.record.number, failure.to_string());
        }
    }

    async fn try_save(&self) -> Result<(), Failure> {
        let number = self.record.number;
        let Some(piece) = self.record.made.get(self.piece) else {
            return Ok(());
        };
        let path = self.out.join(name(&self.record, self.piece, piece));
        let path = std::path::absolute(&path)?;
        let kept = self.journal.files(number, self.piece)?;
        let planned = kept.iter().find(|kept| kept.path == path);
        let there = std::fs::metadata(&path)
            .ok()
            .filter(std::fs::Metadata::is_file);
        match (planned, there) {
            // Files get their name when they are complete, so this is one that a crash left
            // unmentioned.
            (Some(kept), Some(file)) => {
                if kept.bytes.is_none() {
                    self.journal.saved(number, self.piece, path, file.len());
                }
                return Ok(());
            }
            (None, Some(_)) if !self.force => {
                return Err(Failure::File(format!(
                    "{}: there is a file of another origin; --force replaces it",
                    path.display()
                )));
            }
            _ => {}
        }
        // A file that is to be replaced must not be taken for the new one after a crash.
        let replaces = planned.is_none() && path.exists();
        if !replaces {
            self.journal.saving(number, self.piece, path.clone())?;
        }
        let saved = match self.fetch(piece.mp3_url.as_deref(), &path).await {
            Err(error) if is_stale(&error) => {
                let fresh = self.fresh_link().await?;
                let link = fresh.ok_or_else(|| {
                    let path = path.display();
                    Failure::File(format!(
                        "{path}: no link to it yet; the next run tries again"
                    ))
                })?;
                self.fetch(Some(&link), &path).await
            }
            other => other,
        }?;
        self.journal.saved(number, self.piece, path, saved);
        Ok(())
    }

    async fn fetch(&self, link: Option<&str>, path: &Path) -> Result<u64, Error> {
        let download = self.client.download(link.unwrap_or_default());
        let saved = download.overwrite(self.force).save_as(path).await?;
        Ok(saved.bytes)
    }

    /// Links run out, and some come late.
    async fn fresh_link(&self) -> Result<Option<String>, Error> {
        let of_this = |pieces: Vec<Piece>| pieces.into_iter().nth(self.piece)?.mp3_url;
        let of_job = resume(&self.client, self.record.clone(), LOOK).await;
        let id = self.record.made.get(self.piece);
        let id = id.and_then(|piece| piece.id.clone());
        match (of_job, id) {
            (Ok(pieces), _) => Ok(of_this(pieces)),
            // Jobs are kept for a week, songs for good.
            (Err(_), Some(id)) if self.record.kind != Kind::Speech => {
                let details = self.client.songs().get(id).await?;
                Ok(details.song.as_ref().and_then(|song| of_song(song).mp3_url))
            }
            (Err(error), _) => Err(error),
        }
    }
}

fn is_stale(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::Expired | ErrorKind::NotReady | ErrorKind::InvalidRequest
    )
}

/// `0012-santas-slippery-sleigh-1.mp3`: the number of the line first, so that songs of the same
/// title do not meet.
fn name(record: &Record, index: usize, piece: &Piece) -> String {
    let mut slug = String::new();
    for letter in piece.title.as_deref().unwrap_or_default().chars() {
        if letter.is_alphanumeric() {
            slug.extend(letter.to_lowercase());
        } else if !matches!(letter, '\'' | '’' | '‘' | '`') && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_matches('-');
    let ends = slug
        .char_indices()
        .map(|(at, letter)| at + letter.len_utf8());
    let end = ends
        .take_while(|end| *end <= TITLE)
        .last()
        .unwrap_or_default();
    let slug = match slug.get(..end).unwrap_or_default().trim_end_matches('-') {
        "" => "untitled",
        slug => slug,
    };
    let number = record.number;
    if record.made.len() > 1 {
        format!("{number:04}-{slug}-{}.mp3", index + 1)
    } else {
        format!("{number:04}-{slug}.mp3")
    }
}
