//! The body of a request that is exactly as long as it says.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};
use tokio::io::{AsyncRead, ReadBuf};

use super::CHUNK;
use crate::progress::{Progress, Watcher};

pub type BoxError = Box<dyn StdError + Send + Sync>;
pub type BoxStream = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;

/// Why a source could not be uploaded; found again inside of reqwest's error.
#[derive(Debug)]
pub struct UploadError {
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
pub struct Exact {
    // No mutex here is ever locked: they make it `Sync`, as reqwest asks.
    stream: Mutex<BoxStream>,
    /// Whether to wait for the end of the source before its last piece is sent.
    /// A file surely ends; a stream may stay open for as long as it likes.
    strict: bool,
    length: u64,
    left: u64,
    watcher: Option<Mutex<Watcher>>,
    /// The last piece, held back until the source is known not to go on. Once
    /// it is sent the request is complete, and an error would come too late.
    last: Option<Bytes>,
}

impl Exact {
    pub fn new(stream: BoxStream, strict: bool, length: u64, watcher: Option<Watcher>) -> Self {
        Self {
            stream: Mutex::new(stream),
            strict,
            length,
            left: length,
            watcher: watcher.map(Mutex::new),
            last: None,
        }
    }

    fn give(&mut self, piece: Bytes) -> Frame<Bytes> {
        let progress = Progress {
            bytes: self.length - self.left,
            total: Some(self.length),
        };
        if let Some(Ok(watcher)) = self.watcher.as_mut().map(Mutex::get_mut) {
            watcher(progress);
        }
        Frame::data(piece)
    }

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
                        return Poll::Ready(Some(Ok(this.give(piece))));
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
                None => {
                    let last = this.last.take();
                    return Poll::Ready(last.map(|piece| Ok(this.give(piece))));
                }
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

/// A reader in pieces.
pub struct Chunks<R> {
    reader: Pin<Box<R>>,
    buffer: Vec<u8>,
}

impl<R> Chunks<R> {
    pub fn new(reader: R) -> Self {
        Self {
            reader: Box::pin(reader),
            buffer: vec![0; CHUNK],
        }
    }
}

impl<R: AsyncRead> Stream for Chunks<R> {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let mut buffer = ReadBuf::new(&mut this.buffer);
        let read = ready!(this.reader.as_mut().poll_read(cx, &mut buffer));
        Poll::Ready(match read {
            Ok(()) if buffer.filled().is_empty() => None,
            Ok(()) => Some(Ok(Bytes::copy_from_slice(buffer.filled()))),
            Err(error) => Some(Err(error.into())),
        })
    }
}

/// A stream with its errors boxed.
pub struct Boxed<S>(pub Pin<Box<S>>);

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
