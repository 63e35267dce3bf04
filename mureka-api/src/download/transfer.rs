//! One file on its way, whatever happens to its connection.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use futures_util::StreamExt;
use reqwest::header::{CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName};
use reqwest::{Response, StatusCode};

use super::source::{Source, place};
use super::version::Version;
use crate::classify::one_line;
use crate::error::{Error, ErrorKind};
use crate::formats;
use crate::random::Random;
use crate::retry::{Attempts, Retry, Verdict};
use crate::time::{sleep, timeout};

#[cfg(not(target_arch = "wasm32"))]
type Body = Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>> + Send>>;
#[cfg(target_arch = "wasm32")]
type Body = Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>>>>;

/// An attempt that gets so much further than those before it does not count as failed: how
/// often a long transfer is cut says nothing about its end.
const STRIDE: u64 = 64 * 1024;

/// What comes of a transfer.
pub(super) enum Event {
    /// The file starts from its first byte; what came before is void.
    Begin(Head),
    /// The next bytes.
    Piece(Bytes),
    /// It is complete.
    End,
}

/// What an answer says of its file.
#[derive(Clone, Default)]
pub(super) struct Head {
    pub version: Version,
    pub media_type: Option<String>,
    pub disposition: Option<String>,
    /// Whether it is surely the file that an earlier attempt had begun with.
    pub same: bool,
}

/// An attempt that failed, and what follows from it.
pub(super) struct Failure {
    pub error: Error,
    pub verdict: Verdict,
    pub asked: Option<Duration>,
}

impl Failure {
    /// One that stays.
    pub fn last(error: Error) -> Self {
        Self {
            error,
            verdict: Verdict::Stop,
            asked: None,
        }
    }

    /// One that may pass if its kind may.
    pub fn of(error: Error) -> Self {
        let passes = matches!(error.kind(), ErrorKind::Connection | ErrorKind::Timeout);
        Self {
            verdict: if passes {
                Verdict::Again
            } else {
                Verdict::Stop
            },
            error,
            asked: None,
        }
    }
}

/// A file on its way.
pub(super) struct Transfer {
    source: Source,
    retry: Retry,
    attempts: Attempts,
    random: Arc<Random>,
    limit: Option<u64>,
    /// Whether a page to be read is as good as a song.
    text: bool,
    version: Version,
    /// Bytes that were handed out, of this version.
    offset: u64,
    best: u64,
    /// Do not ask for the rest only: the server does not know what it is.
    whole: bool,
    body: Option<Body>,
    /// The head of an answer whose first bytes are still to come.
    beginning: Option<Head>,
    held: Option<Bytes>,
    ended: bool,
}

impl Transfer {
    pub fn new(
        source: Source,
        retry: Retry,
        random: Arc<Random>,
        limit: Option<u64>,
        text: bool,
    ) -> Self {
        Self {
            source,
            attempts: Attempts::new(&retry),
            retry,
            random,
            limit,
            text,
            version: Version::default(),
            offset: 0,
            best: 0,
            whole: false,
            body: None,
            beginning: None,
            held: None,
            ended: false,
        }
    }

    /// Goes on with a file of which there are `offset` bytes already.
    pub fn resume(&mut self, offset: u64, version: Version) {
        self.offset = offset;
        self.best = offset;
        self.version = version;
        self.body = None;
        self.beginning = None;
        self.held = None;
    }

    /// Bytes that were handed out.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Length of the file, where the server says.
    pub fn total(&self) -> Option<u64> {
        self.version.length
    }

    /// The next thing that comes.
    pub async fn next(&mut self) -> Result<Event, Error> {
        if let Some(piece) = self.held.take() {
            return self.piece(piece).map_err(|failure| failure.error);
        }
        while !self.ended {
            match self.step().await {
                Ok(Some(event)) => return Ok(event),
                Ok(None) => {}
                Err(failure) => self.pause(failure).await?,
            }
        }
        Ok(Event::End)
    }

    /// Waits before the next attempt, if there is one.
    async fn pause(&mut self, failure: Failure) -> Result<(), Error> {
        self.body = None;
        self.beginning = None;
        if self.offset >= self.best + STRIDE {
            self.attempts = Attempts::new(&self.retry);
        }
        self.best = self.best.max(self.offset);
        let random = self.random.fraction();
        match self.attempts.next(failure.verdict, failure.asked, random) {
            Some(wait) => sleep(wait).await,
            None => return Err(failure.error.with_attempts(self.attempts.made())),
        }
        Ok(())
    }

    async fn step(&mut self) -> Result<Option<Event>, Failure> {
        let Some(body) = &mut self.body else {
            return self.open().await.map(|()| None);
        };
        match timeout(self.source.idle, body.next()).await {
            Ok(Some(Ok(piece))) if piece.is_empty() => Ok(None),
            Ok(Some(Ok(piece))) => self.arrived(piece).map(Some),
            Ok(Some(Err(error))) => Err(Failure::of(self.cut(Error::from(error)))),
            Ok(None) => self.end().map(|()| None),
            Err(_) => {
                let seconds = self.source.idle.as_secs_f64();
                let error = Error::stalled(format!("nothing came for {seconds} s"));
                Err(Failure::of(self.cut(error)))
            }
        }
    }

    async fn open(&mut self) -> Result<(), Failure> {
        let validator = self.version.validator();
        let rest = validator
            .filter(|_| self.offset > 0 && !self.whole)
            .map(|validator| (self.offset, validator));
        let asked = rest.is_some();
        let response = self.source.get(rest).await?;
        let headers = response.headers();
        match response.status() {
            StatusCode::OK => self.begin(response)?,
            StatusCode::PARTIAL_CONTENT if !asked => {
                return Err(self.unexpected("a part of a file, and nobody asked for one"));
            }
            StatusCode::PARTIAL_CONTENT if self.version.goes_on(headers, self.offset) => {
                self.body = Some(Box::pin(response.bytes_stream()));
            }
            StatusCode::RANGE_NOT_SATISFIABLE if self.version.ends_at(headers, self.offset) => {
                self.ended = true;
            }
            _ => self.whole = true,
        }
        Ok(())
    }

    /// An answer with the whole file.
    fn begin(&mut self, response: Response) -> Result<(), Failure> {
        let headers = response.headers();
        let version = Version::of(headers);
        let media_type = text(headers, CONTENT_TYPE);
        if let Some(media_type) = media_type.as_deref().filter(|it| formats::is_text(it))
            && !self.text
        {
            return Err(self.unexpected(&format!("{} instead of a file", one_line(media_type))));
        }
        let encoding = text(headers, CONTENT_ENCODING).unwrap_or_default();
        if ["gzip", "x-gzip", "br", "deflate", "zstd", "compress"].contains(&encoding.as_str()) {
            return Err(self.unexpected(&format!("`{encoding}`, though nobody asked for it")));
        }
        if let Some(length) = version.length {
            self.within_limit(length)?;
        }
        self.beginning = Some(Head {
            same: self.offset > 0 && self.version.is(&version),
            media_type,
            disposition: text(headers, CONTENT_DISPOSITION),
            version,
        });
        self.body = Some(Box::pin(response.bytes_stream()));
        Ok(())
    }

    fn arrived(&mut self, piece: Bytes) -> Result<Event, Failure> {
        let Some(head) = self.beginning.take() else {
            return self.piece(piece);
        };
        if !self.text && formats::of_bytes(&piece).is_some_and(|format| format.text) {
            return Err(self.unexpected("a text to be read instead of a file"));
        }
        self.version = head.version.clone();
        self.offset = 0;
        self.whole = false;
        self.held = Some(piece);
        Ok(Event::Begin(head))
    }

    fn piece(&mut self, piece: Bytes) -> Result<Event, Failure> {
        let offset = self.offset.saturating_add(piece.len() as u64);
        self.within_limit(offset)?;
        if let Some(total) = self.version.length.filter(|total| offset > *total) {
            return Err(self.unexpected(&format!("more than the {total} bytes announced")));
        }
        self.offset = offset;
        Ok(Event::Piece(piece))
    }

    fn end(&mut self) -> Result<(), Failure> {
        if self.beginning.is_some() {
            return Err(self.unexpected("0 bytes; a file is never empty"));
        }
        match self.version.length {
            Some(total) if self.offset < total => {
                let error = Error::of(ErrorKind::Connection, "the connection ended early");
                Err(Failure::of(self.cut(error)))
            }
            _ => {
                self.ended = true;
                Ok(())
            }
        }
    }

    fn within_limit(&self, length: u64) -> Result<(), Failure> {
        match self.limit {
            Some(limit) if length > limit => {
                let message = format!("{length} bytes, at most {limit} are allowed");
                let error = Error::of(ErrorKind::TooLarge, message);
                Err(Failure::last(error.about(&place(&self.source.url))))
            }
            _ => Ok(()),
        }
    }

    fn unexpected(&self, message: &str) -> Failure {
        let error = Error::of(ErrorKind::Unexpected, message);
        Failure::last(error.about(&place(&self.source.url)))
    }

    /// An error in the middle, with how far it came.
    fn cut(&self, error: Error) -> Error {
        let total = self.version.length;
        let of = total.map_or(String::new(), |total| format!(" of {total}"));
        error
            .about(&place(&self.source.url))
            .with_note(&format!("{}{of} bytes came", self.offset))
    }
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    let value = headers.get(name)?.as_bytes();
    // Names in `Content-Disposition` come as UTF-8 more often than as the standard has it.
    Some(String::from_utf8_lossy(value).trim().to_owned())
}
