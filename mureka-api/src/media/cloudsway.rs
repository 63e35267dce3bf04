//! The files of what Cloudsway made.

use super::{Media, numbered};
use crate::cloudsway::types::{Choice, TaskEnvelope};
use crate::download::Download;
use crate::jobs::Done;

impl Media<'_, Choice> {
    /// The song as mp3. Its link is valid for a month.
    ///
    /// Saving it fails with [`ErrorKind::NotReady`](crate::ErrorKind::NotReady) where there is none.
    pub fn mp3(&self) -> Download {
        self.file(self.item.url.as_deref(), "an mp3", None)
    }

    /// The song without loss, as wav. Its link is valid for a month.
    ///
    /// Saving it fails with [`ErrorKind::NotReady`](crate::ErrorKind::NotReady) where there is none.
    pub fn wav(&self) -> Download {
        self.file(self.item.wav_url.as_deref(), "a wav", None)
    }

    /// The song without loss, as flac. Its link is valid for a month.
    ///
    /// Saving it fails with [`ErrorKind::NotReady`](crate::ErrorKind::NotReady) where there is none.
    pub fn flac(&self) -> Download {
        self.file(self.item.flac_url.as_deref(), "a flac", None)
    }
}

impl Done<TaskEnvelope> {
    /// The songs with the way to their files.
    pub fn songs(&self) -> impl Iterator<Item = Media<'_, Choice>> {
        let task = self.data.as_ref();
        let songs = task.and_then(|task| task.choices.as_ref());
        numbered(songs.into_iter().flatten(), self.transport())
    }
}
