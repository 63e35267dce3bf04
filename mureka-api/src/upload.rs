//! A file or stream of known length as the body of a request.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};
use reqwest::multipart::Part;
use tokio::fs::File;
use tokio::io::{AsyncRead, ReadBuf};

use crate::error::Error;

type BoxError = Box<dyn StdError + Send + Sync>;
type BoxStream = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;

/// How much is held in memory at a time.
pub(crate) const CHUNK: usize = 64 * 1024;

/// What to upload: bytes, a file, or a stream whose length is known.
///
/// It is sent with its exact `Content-Length`, which the services ask for, and
/// in pieces of 64 KiB, so that the length of a file does not show in memory.
/// A source that ends early or goes on beyond its length fails the call with
/// [`ErrorKind::Upload`](crate::ErrorKind::Upload).
///
/// ```no_run
/// # async fn example() -> std::io::Result<()> {
/// use mureka_api::Upload;
///
/// let upload = Upload::file("song.mp3").await?;
/// println!("{} bytes", upload.len());
/// # Ok(())
/// # }
/// ```
pub struct Upload {
    source: Source,
    length: u64,
    name: Option<String>,
}

enum Source {
    Bytes(Bytes),
    File(File),
    Stream(BoxStream),
}

impl Upload {
    /// Uploads bytes.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self {
            length: bytes.len() as u64,
            source: Source::Bytes(bytes),
            name: None,
        }
    }

    /// Uploads a file, as long as it is now.
    ///
    /// # Errors
    ///
    /// It cannot be opened, or is a directory, a pipe or the like.
    pub async fn file(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        // Before opening it: opening a pipe waits for its other end.
        if !tokio::fs::metadata(path).await?.is_file() {
            let message = format!("{} is not a regular file", path.display());
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        let file = File::open(path).await?;
        Ok(Self {
            length: file.metadata().await?.len(),
            source: Source::File(file),
            name: path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned()),
        })
    }

    /// Uploads a stream of `length` bytes.
    pub fn stream<S, E>(stream: S, length: u64) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        Self {
            length,
            source: Source::Stream(Box::pin(Boxed(Box::pin(stream)))),
            name: None,
        }
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
        let part = Part::stream_with_length(self, length).file_name(file_name);
        Ok(part.mime_str(media_type)?)
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

impl From<Upload> for reqwest::Body {
    fn from(upload: Upload) -> Self {
        let (stream, strict): (BoxStream, bool) = match upload.source {
            Source::Bytes(bytes) => return bytes.into(),
            Source::File(file) => (Box::pin(FileChunks::new(file)), true),
            Source::Stream(stream) => (stream, false),
        };
        Self::wrap(Exact {
            stream: Mutex::new(stream),
            strict,
            length: upload.length,
            left: upload.length,
            last: None,
        })
    }
}

/// Why a source could not be uploaded; found again inside of reqwest's error.
#[derive(Debug)]
pub(crate) struct UploadError {
    message: String,
    source: Option<BoxError>,
}

impl fmt::Display for UploadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for UploadError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// A body of exactly as many bytes as it says.
struct Exact {
    // The mutex is never locked: it makes the stream `Sync`, as reqwest asks.
    stream: Mutex<BoxStream>,
    /// Whether to wait for the end of the source before its last piece is sent.
    /// A file surely ends; a stream may stay open for as long as it likes.
    strict: bool,
    length: u64,
    left: u64,
    /// The last piece, held back until the source is known not to go on. Once
    /// it is sent the request is complete, and an error would come too late.
    last: Option<Bytes>,
}

impl Exact {
    fn wrong(&self, what: &str) -> UploadError {
        UploadError {
            message: format!("upload: {what} than the {} bytes announced", self.length),
            source: None,
        }
    }
}

impl Body for Exact {
    type Data = Bytes;
    type Error = UploadError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, UploadError>>> {
        let this = &mut *self;
        loop {
            let stream = match this.stream.get_mut() {
                Ok(stream) => stream,
                Err(poisoned) => poisoned.into_inner(),
            };
            let next = match stream.as_mut().poll_next(cx) {
                Poll::Pending if this.last.is_some() && !this.strict => Poll::Ready(None),
                next => next,
            };
            match ready!(next) {
                Some(Ok(piece)) if piece.is_empty() => {}
                Some(Ok(piece)) => {
                    let Some(left) = this.left.checked_sub(piece.len() as u64) else {
                        return Poll::Ready(Some(Err(this.wrong("more"))));
                    };
                    this.left = left;
                    if left > 0 {
                        return Poll::Ready(Some(Ok(Frame::data(piece))));
                    }
                    this.last = Some(piece);
                }
                Some(Err(source)) => {
                    let error = UploadError {
                        message: format!("upload: {source}"),
                        source: Some(source),
                    };
                    return Poll::Ready(Some(Err(error)));
                }
                None if this.left > 0 => return Poll::Ready(Some(Err(this.wrong("fewer")))),
                None => return Poll::Ready(this.last.take().map(|piece| Ok(Frame::data(piece)))),
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0 && self.last.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        let held = self.last.as_ref().map_or(0, |piece| piece.len() as u64);
        SizeHint::with_exact(self.left + held)
    }
}

/// A file in pieces.
struct FileChunks {
    file: File,
    buffer: Vec<u8>,
}

impl FileChunks {
    fn new(mut file: File) -> Self {
        file.set_max_buf_size(CHUNK);
        let buffer = vec![0; CHUNK];
        Self { file, buffer }
    }
}

impl Stream for FileChunks {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let mut buffer = ReadBuf::new(&mut this.buffer);
        let read = ready!(Pin::new(&mut this.file).poll_read(cx, &mut buffer));
        Poll::Ready(match read {
            Ok(()) if buffer.filled().is_empty() => None,
            Ok(()) => Some(Ok(Bytes::copy_from_slice(buffer.filled()))),
            Err(error) => Some(Err(error.into())),
        })
    }
}

/// A stream with its errors boxed.
struct Boxed<S>(Pin<Box<S>>);

impl<S, E> Stream for Boxed<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<BoxError>,
{
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let item = ready!(self.0.as_mut().poll_next(cx));
        Poll::Ready(item.map(|item| item.map_err(Into::into)))
    }
}
