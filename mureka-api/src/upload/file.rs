//! Uploads from the disk.

use std::io;
use std::path::Path;

use bytes::Bytes;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use super::blocks::Blocks;
use super::{HEAD, Upload};

impl Upload {
    /// Uploads a file, as long as it is now.
    ///
    /// # Errors
    ///
    /// It cannot be opened or read, or is a directory, a pipe or the like.
    pub async fn file(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        // Before opening it: opening a pipe waits for its other end.
        if !tokio::fs::metadata(path).await?.is_file() {
            let message = format!("{} is not a regular file", path.display());
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        let mut file = File::open(path).await?;
        let length = file.metadata().await?.len();
        let mut head = Vec::new();
        (&mut file).take(HEAD as u64).read_to_end(&mut head).await?;
        file.rewind().await?;
        let blocks = Blocks::new(file.into_std().await);
        let mut upload = Self::of(Box::pin(blocks), true, length);
        upload.head = Some(Bytes::from(head));
        upload.name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        Ok(upload)
    }
}
