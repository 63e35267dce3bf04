//! Songs, covers, videos, stems and licences, from their links to where they are wanted.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use futures_util::stream;

use crate::error::{Error, ErrorKind};
use crate::formats;
use crate::progress::{Progress, Watcher};
use crate::random::Random;
use crate::retry::Retry;
use crate::transport::Transport;
use source::Source;
use transfer::{Event, Transfer};

mod name;
#[cfg(not(target_arch = "wasm32"))]
mod part;
#[cfg(not(target_arch = "wasm32"))]
mod save;
mod source;
mod transfer;
mod version;

#[cfg(not(target_arch = "wasm32"))]
pub use save::Saved;

/// How long nothing may come.
const IDLE: Duration = Duration::from_secs(60);

/// How often a transfer is tried while it does not get on.
const ATTEMPTS: u32 = 5;

/// A file to be downloaded: where it is, and how to go about it.
///
/// Made by `download` of either client, and sent when it is saved or read. Memory holds a
/// few pieces of it at a time, however long it is.
///
/// **The API token is never sent along**, nor anything else of the API's requests: a link
/// leads to another host. Redirects are followed, ten at most, but never from https to http.
///
/// A transfer that breaks is gone on with by itself, where it stopped if the server has a
/// version (`ETag`, `Last-Modified`) to tell that it still has the same file, else from the
/// start. It is given up when it does not get any further for five attempts.
///
/// # Errors
///
/// - [`ErrorKind::Expired`]: the host answers 401, 403, 404 or 410. Links run out; read the
///   song or the job again for a fresh one.
/// - [`ErrorKind::Unexpected`]: an empty file, or a page (HTML, JSON, XML, text) where a file
///   was expected. A name that ends in `.json`, `.txt` and the like says that a page is wanted.
/// - [`ErrorKind::TooLarge`]: more than [`limit`](Self::limit).
/// - [`ErrorKind::Timeout`], [`ErrorKind::Connection`], [`ErrorKind::Server`],
///   [`ErrorKind::RateLimited`]: after all attempts.
/// - [`ErrorKind::File`]: the disk; names the path. What came is kept.
/// - [`ErrorKind::InvalidRequest`]: not a link that can be followed.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = mureka_mock::MockServer::start().await?;
/// # let url = format!("{}/_mock/media/song.mp3", mock.base_url());
/// # let folder = std::env::temp_dir().join("mureka-api-download");
/// # std::fs::remove_dir_all(&folder).ok();
/// # let client = mureka_api::useapi::Client::builder()
/// #     .token("user:1-a").base_url(mock.base_url()).build()?;
/// let saved = client
///     .download(url)
///     .title("Santa's Slippery Sleigh")
///     .save_in(&folder)
///     .await?;
/// assert_eq!(saved.path, folder.join("santas-slippery-sleigh.mp3"));
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok(())
/// # }
/// ```
pub struct Download {
    client: reqwest::Client,
    url: String,
    name: Option<String>,
    number: Option<usize>,
    overwrite: bool,
    idle: Duration,
    retry: Retry,
    limit: Option<u64>,
    watcher: Option<Watcher>,
    random: Arc<Random>,
    /// Why there is nothing to download.
    missing: Option<Error>,
}

impl Download {
    pub(crate) fn new(transport: &Transport, url: impl Into<String>) -> Self {
        Self {
            client: transport.media().clone(),
            url: url.into(),
            name: None,
            number: None,
            overwrite: false,
            idle: IDLE,
            retry: Retry::new().attempts(ATTEMPTS),
            limit: None,
            watcher: None,
            random: Arc::clone(transport.random()),
            missing: None,
        }
    }

    /// Of a file that has no link: it fails when it is saved or read.
    pub(crate) fn missing(mut self, error: Error) -> Self {
        self.missing = Some(error);
        self
    }

    /// The name of the file in the folder of `save_in`. Without an ending, it gets the one of
    /// its format.
    ///
    /// Whatever cannot stand in a file name on some system is replaced by `-`, and too long
    /// names are cut. Without a name or a title, it is taken from the server's answer or from
    /// the link.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// A name made of a title: "Santa's Slippery Sleigh" becomes `santas-slippery-sleigh`.
    pub fn title(mut self, title: &str) -> Self {
        self.name = Some(name::slug(title)).filter(|name| !name.is_empty());
        self
    }

    /// For one of several files of the same name: `-2` behind it, before the ending.
    pub fn number(mut self, number: usize) -> Self {
        self.number = Some(number);
        self
    }

    /// Whether a file that is there already is replaced. By default it is not.
    pub fn overwrite(mut self, overwrite: bool) -> Self {
        self.overwrite = overwrite;
        self
    }

    /// Calls this with every piece that came. When a transfer has to start from zero, so do
    /// the figures.
    pub fn progress(mut self, progress: impl FnMut(Progress) + Send + 'static) -> Self {
        self.watcher = Some(Box::new(progress));
        self
    }

    /// How long nothing may come before the connection counts as broken, 60 s by default.
    /// How long it takes in all is not limited.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle = timeout;
        self
    }

    /// How often, and when, a broken transfer is tried again. An attempt that gets at least
    /// 64 KiB further than those before it does not count.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Most bytes the file may have. There is no limit by default.
    pub fn limit(mut self, bytes: u64) -> Self {
        self.limit = Some(bytes);
        self
    }

    /// Reads the file into memory if it has at most `limit` bytes.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mock = mureka_mock::MockServer::start().await?;
    /// # let url = format!("{}/_mock/media/cover.png", mock.base_url());
    /// # let client = mureka_api::useapi::Client::builder()
    /// #     .token("user:1-a").base_url(mock.base_url()).build()?;
    /// let cover = client.download(url).bytes(1024 * 1024).await?;
    /// assert!(cover.starts_with(b"\x89PNG"));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn bytes(mut self, limit: u64) -> Result<Bytes, Error> {
        self.limit = Some(self.limit.map_or(limit, |other| other.min(limit)));
        let (mut transfer, mut watcher) = self.start()?;
        let mut bytes = BytesMut::new();
        loop {
            match transfer.next().await? {
                Event::Begin(_) => bytes.clear(),
                Event::Piece(piece) => {
                    bytes.extend_from_slice(&piece);
                    tell(&mut watcher, &transfer);
                }
                Event::End => return Ok(bytes.freeze()),
            }
        }
    }

    /// Reads the file piece by piece.
    ///
    /// What was given out cannot be taken back: where a broken transfer finds another file
    /// than it began with, the stream ends with an error.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mock = mureka_mock::MockServer::start().await?;
    /// # let url = format!("{}/_mock/media/stems.zip?bytes=300000", mock.base_url());
    /// # let client = mureka_api::useapi::Client::builder()
    /// #     .token("user:1-a").base_url(mock.base_url()).build()?;
    /// use futures_util::TryStreamExt;
    ///
    /// let mut pieces = std::pin::pin!(client.download(url).into_stream());
    /// let mut length = 0;
    /// while let Some(piece) = pieces.try_next().await? {
    ///     length += piece.len();
    /// }
    /// assert_eq!(length, 300_000);
    /// # Ok(())
    /// # }
    /// ```
    pub fn into_stream(self) -> impl Stream<Item = Result<Bytes, Error>> {
        // `None` once it has ended.
        let state = Some(self.start().map(|(transfer, watcher)| Pieces {
            transfer,
            watcher,
            given: 0,
        }));
        stream::unfold(state, |state| async move {
            match state? {
                Ok(mut pieces) => match pieces.next().await {
                    Ok(Some(piece)) => Some((Ok(piece), Some(Ok(pieces)))),
                    Ok(None) => None,
                    Err(error) => Some((Err(error), None)),
                },
                Err(error) => Some((Err(error), None)),
            }
        })
    }

    /// Whether there is anything to download. Asked first: without a link, none can be read.
    fn present(&mut self) -> Result<(), Error> {
        self.missing.take().map_or(Ok(()), Err)
    }

    /// The transfer, which asks for nothing yet.
    fn start(mut self) -> Result<(Transfer, Option<Watcher>), Error> {
        self.present()?;
        let url = Source::parse(&self.url)?;
        let named = self.name.as_deref().and_then(formats::of_name);
        let format = named.or_else(|| formats::of_name(url.path()));
        let source = Source {
            client: self.client,
            url,
            idle: self.idle,
        };
        let text = format.is_some_and(|format| format.text);
        let transfer = Transfer::new(source, self.retry, self.random, self.limit, text);
        Ok((transfer, self.watcher))
    }
}

// Without the query of the link, which may be a signature.
impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = Source::parse(&self.url).map(|url| source::place(&url));
        f.debug_struct("Download")
            .field("place", &place.as_deref().unwrap_or("not a URL"))
            .field("name", &self.name)
            .field("overwrite", &self.overwrite)
            .finish_non_exhaustive()
    }
}

/// A transfer whose bytes cannot be taken back.
struct Pieces {
    transfer: Transfer,
    watcher: Option<Watcher>,
    given: u64,
}

impl Pieces {
    async fn next(&mut self) -> Result<Option<Bytes>, Error> {
        loop {
            match self.transfer.next().await? {
                Event::Begin(head) if self.given > 0 && !head.same => {
                    let message = "the file changed while it was downloaded";
                    return Err(Error::of(ErrorKind::Unexpected, message));
                }
                Event::Begin(_) => {}
                Event::Piece(mut piece) => {
                    tell(&mut self.watcher, &self.transfer);
                    let end = self.transfer.offset();
                    let new = usize::try_from(end.saturating_sub(self.given)).unwrap_or(usize::MAX);
                    if new == 0 {
                        continue;
                    }
                    let new = piece.split_off(piece.len().saturating_sub(new));
                    self.given = end;
                    return Ok(Some(new));
                }
                Event::End => return Ok(None),
            }
        }
    }
}

fn tell(watcher: &mut Option<Watcher>, transfer: &Transfer) {
    if let Some(watcher) = watcher {
        watcher(Progress {
            bytes: transfer.offset(),
            total: transfer.total(),
        });
    }
}
