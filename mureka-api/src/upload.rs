//! A file or stream of known length as the body of a request.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use futures_core::Stream;
use futures_util::stream;
use reqwest::multipart::Part;
use tokio::io::AsyncRead;

use crate::error::Error;
use crate::progress::{Progress, Watcher};
use body::{BoxError, BoxStream, Boxed, Chunks, Exact};

#[cfg(not(target_arch = "wasm32"))]
mod blocks;
mod body;
mod check;
#[cfg(not(target_arch = "wasm32"))]
mod file;

pub(crate) use body::UploadError;

/// How much is held in memory at a time.
pub(crate) const CHUNK: usize = 64 * 1024;

/// How much of a file is looked at to know its format.
const HEAD: usize = 4096;

/// What to upload: bytes, a file, or a reader or stream whose length is known.
///
/// It is sent with its exact `Content-Length`, which the services ask for, and
/// in pieces of 64 KiB, so that the length of a file does not show in memory.
/// A source that ends early or goes on beyond its length fails the call with
/// [`ErrorKind::Upload`](crate::ErrorKind::Upload).
///
/// Before anything is sent, what the docs say of the file is checked: its size, its format by
/// the ending of its name, and for bytes and files also by what they begin with. The error
/// then is [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest).
///
/// An upload may take as long as it likes, but not stand still for longer than the timeout of
/// the client. It is sent once: a source cannot be read a second time.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = mureka_mock::MockServer::start().await?;
/// # let client = mureka_api::useapi::Client::builder()
/// #     .token("user:1-a").base_url(mock.base_url()).build()?;
/// use mureka_api::{Upload, useapi::types::UploadMotif};
///
/// # let path = std::env::temp_dir().join("mureka-api-melody.mp3");
/// # std::fs::write(&path, b"ID3 and so on")?;
/// let melody = Upload::file(&path)
///     .await?
///     .progress(|progress| println!("{} bytes sent", progress.bytes));
/// let motif = client.motifs().upload(UploadMotif::new(), melody).await?;
/// println!("{:?}", motif.id);
/// # std::fs::remove_file(&path)?;
/// # Ok(())
/// # }
/// ```
pub struct Upload {
    source: Source,
    length: u64,
    name: Option<String>,
    /// What it begins with, where that can be known.
    head: Option<Bytes>,
    watcher: Option<Watcher>,
}

enum Source {
    Bytes(Bytes),
    /// Whether its end is waited for: a file surely ends, and is found out if it has grown.
    #[cfg(not(target_arch = "wasm32"))]
    Stream(BoxStream, bool),
}

impl Upload {
    /// Uploads bytes.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self {
            length: bytes.len() as u64,
            name: None,
            head: Some(bytes.slice(..bytes.len().min(HEAD))),
            watcher: None,
            source: Source::Bytes(bytes),
        }
    }

    /// Uploads `length` bytes of a reader.
    ///
    /// ```
    /// use mureka_api::Upload;
    ///
    /// let upload = Upload::reader(&b"ID3 and so on"[..], 13).named("song.mp3");
    /// assert_eq!(upload.len(), 13);
    /// ```
    #[cfg(not(target_arch = "wasm32"))]
    pub fn reader(reader: impl AsyncRead + Send + 'static, length: u64) -> Self {
        Self::of(Box::pin(Chunks::new(reader)), false, length)
    }

    /// Uploads a stream of `length` bytes.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn stream<S, E>(stream: S, length: u64) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        Self::of(Box::pin(Boxed(Box::pin(stream))), false, length)
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn of(stream: BoxStream, strict: bool, length: u64) -> Self {
        Self {
            source: Source::Stream(stream, strict),
            length,
            name: None,
            head: None,
            watcher: None,
        }
    }

    /// Calls this with every piece that goes to the connection.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn progress(mut self, progress: impl FnMut(Progress) + Send + 'static) -> Self {
        self.watcher = Some(Box::new(progress));
        self
    }

    /// Gives it a file name, which forms send along. A file has its own.
    ///
    /// Quotes, backslashes and control characters are escaped there: `"` is sent as `%22`.
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The file name that a form sends along.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The length in bytes.
    pub fn len(&self) -> u64 {
        self.length
    }

    /// Whether there is nothing to upload.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The upload as a part of a form.
    ///
    /// # Errors
    ///
    /// `media_type` is not one, as `audio/mpeg` is, or the upload is longer than any file.
    pub fn into_part(
        self,
        file_name: impl Into<Cow<'static, str>>,
        media_type: &str,
    ) -> Result<Part, Error> {
        let length = self.length;
        // reqwest adds up the lengths of the parts, and nothing looks for an overflow.
        if length > i64::MAX as u64 {
            return Err(Error::invalid(
                "file",
                format!("{length} bytes are too many"),
            ));
        }
        let file_name = escape(&file_name.into());
        #[cfg(not(target_arch = "wasm32"))]
        let part = Part::stream_with_length(self, length);
        #[cfg(target_arch = "wasm32")]
        let part = Part::stream(self);
        Ok(part.file_name(file_name).mime_str(media_type)?)
    }
}

/// A file name for a form, with everything that could end it escaped as browsers do it:
/// reqwest leaves line breaks in, behind a backslash that few parsers know.
fn escape(file_name: &str) -> String {
    let mut escaped = String::with_capacity(file_name.len());
    for character in file_name.chars() {
        if character.is_control() || matches!(character, '"' | '\\') {
            let mut buffer = [0; 4];
            for byte in character.encode_utf8(&mut buffer).bytes() {
                escaped.push_str(&format!("%{byte:02X}"));
            }
        } else {
            escaped.push(character);
        }
    }
    escaped
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

impl From<Bytes> for Upload {
    fn from(bytes: Bytes) -> Self {
        Self::bytes(bytes)
    }
}

impl From<Vec<u8>> for Upload {
    fn from(bytes: Vec<u8>) -> Self {
        Self::bytes(bytes)
    }
}

impl From<&'static [u8]> for Upload {
    fn from(bytes: &'static [u8]) -> Self {
        Self::bytes(bytes)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl From<Upload> for reqwest::Body {
    fn from(upload: Upload) -> Self {
        let (stream, strict) = match (upload.source, &upload.watcher) {
            (Source::Bytes(bytes), None) => return bytes.into(),
            (Source::Bytes(bytes), Some(_)) => (pieces(bytes), true),
            (Source::Stream(stream, strict), _) => (stream, strict),
        };
        Self::wrap(Exact::new(stream, strict, upload.length, upload.watcher))
    }
}

/// A browser takes a body as a whole.
#[cfg(target_arch = "wasm32")]
impl From<Upload> for reqwest::Body {
    fn from(upload: Upload) -> Self {
        let Source::Bytes(bytes) = upload.source;
        bytes.into()
    }
}

/// Bytes in pieces, so that there is progress to be told.
#[cfg(not(target_arch = "wasm32"))]
fn pieces(mut bytes: Bytes) -> BoxStream {
    Box::pin(stream::iter(std::iter::from_fn(move || {
        let piece = bytes.split_to(bytes.len().min(CHUNK));
        (!piece.is_empty()).then_some(Ok(piece))
    })))
}
