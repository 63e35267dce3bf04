//! Calls from code that is not async: `.block()` where async code has `.await`.
//!
//! With the feature `blocking`. Both clients, every call and every handle are the same as in
//! async code; what would be awaited is waited for, by the thread that asks. The work is done
//! by one thread that the crate starts with the first such call and that all of them share.
//!
//! ```
//! use mureka_api::blocking::Block;
//! use mureka_api::useapi::Client;
//! use mureka_mock::MockServer;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mock = MockServer::start().block()?;
//! let client = Client::builder()
//!     .token("user:1-a")
//!     .base_url(mock.base_url())
//!     .build()?;
//! let accounts = client.accounts().list().block()?;
//! println!("{} accounts", accounts.len());
//! # Ok(())
//! # }
//! ```
//!
//! # In async code
//!
//! There nothing may wait for a thread: what is asked for is not begun, and an error of the
//! kind [`Config`](crate::ErrorKind::Config) says so. `spawn_blocking` and `block_in_place` of
//! tokio lead to where waiting is allowed.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::io;
use std::pin::{Pin, pin};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::task::{Context, Waker};

use futures_core::Stream;
use futures_util::StreamExt;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::coop::consume_budget;

use crate::error::Error;

/// Waits for what can be awaited.
///
/// The thread waits however long it takes: for a limit, set the timeout of the client or the
/// deadline of the job.
pub trait Block: IntoFuture + Sized
where
    Self::Output: Refuse,
{
    /// The result, once it is there.
    ///
    /// # Errors
    ///
    /// Those of the call, and [`ErrorKind::Config`](crate::ErrorKind::Config) in async code or
    /// where no thread can be started; then nothing was sent.
    fn block(self) -> Self::Output {
        match runtime() {
            // `into_future` may need the runtime, too.
            Ok(runtime) => runtime.block_on(async { self.into_future().await }),
            Err(error) => Self::Output::refuse(error),
        }
    }
}

impl<F: IntoFuture> Block for F where F::Output: Refuse {}

/// Waits for the items of a stream, one after the other.
pub trait BlockIter: Stream + Sized
where
    Self::Item: Refuse,
{
    /// The items as an iterator, which waits for each.
    ///
    /// In async code, and where no thread can be started, its only item is an error.
    ///
    /// ```
    /// use futures_util::stream;
    /// use mureka_api::Error;
    /// use mureka_api::blocking::BlockIter;
    ///
    /// let pages = stream::iter([Ok::<_, Error>(1), Ok(2)]);
    /// for page in pages.block_iter() {
    ///     println!("{}", page?);
    /// }
    /// # Ok::<(), Error>(())
    /// ```
    fn block_iter(self) -> Items<Self> {
        Items {
            stream: Some(Box::pin(self)),
        }
    }
}

impl<S: Stream> BlockIter for S where S::Item: Refuse {}

/// A stream as an iterator; made by [`BlockIter::block_iter`].
pub struct Items<S> {
    stream: Option<Pin<Box<S>>>,
}

impl<S: Stream> Iterator for Items<S>
where
    S::Item: Refuse,
{
    type Item = S::Item;

    fn next(&mut self) -> Option<S::Item> {
        let stream = self.stream.as_mut()?;
        let item = match runtime() {
            Ok(runtime) => runtime.block_on(stream.next()),
            Err(error) => {
                self.end();
                return Some(S::Item::refuse(error));
            }
        };
        if item.is_none() {
            self.end();
        }
        item
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let stream = self.stream.as_ref();
        stream.map_or((0, Some(0)), |stream| (0, stream.size_hint().1))
    }
}

impl<S> Items<S> {
    fn end(&mut self) {
        // What ends with the stream, connections and timers, belongs to the runtime.
        let _context = started().map(Runtime::enter);
        self.stream = None;
    }
}

impl<S> Drop for Items<S> {
    fn drop(&mut self) {
        self.end();
    }
}

impl<S> fmt::Debug for Items<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").finish_non_exhaustive()
    }
}

/// Results that can say that nothing was done: those with an error that an [`Error`] turns
/// into, and lists of them.
pub trait Refuse: sealed::Sealed {
    #[doc(hidden)]
    fn refuse(error: Error) -> Self;
}

impl<T, E: From<Error>> Refuse for Result<T, E> {
    fn refuse(error: Error) -> Self {
        Err(error.into())
    }
}

impl<T: Refuse> Refuse for Vec<T> {
    fn refuse(error: Error) -> Self {
        vec![T::refuse(error)]
    }
}

mod sealed {
    pub trait Sealed {}
    impl<T, E> Sealed for Result<T, E> {}
    impl<T: Sealed> Sealed for Vec<T> {}
}

impl From<Error> for io::Error {
    fn from(error: Error) -> Self {
        Self::other(error)
    }
}

static RUNTIME: OnceLock<Runtime> = OnceLock::new();
static START: Mutex<()> = Mutex::new(());

fn started() -> Option<&'static Runtime> {
    RUNTIME.get()
}

/// The runtime of all blocking calls.
fn runtime() -> Result<&'static Runtime, Error> {
    const NAME: &str = "blocking";
    if in_async_code() {
        let message = "called from async code, where no thread may wait: use `.await`, or \
                       `tokio::task::spawn_blocking`";
        return Err(Error::config(NAME, message));
    }
    if let Some(runtime) = started() {
        return Ok(runtime);
    }
    let _one_at_a_time = START.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(runtime) = started() {
        return Ok(runtime);
    }
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("mureka-api")
        .enable_all()
        .build()
        .map_err(|error| Error::config(NAME, format!("no thread can be started: {error}")))?;
    Ok(RUNTIME.get_or_init(|| runtime))
}

/// Whether a runtime is polling a future on this thread.
///
/// A handle of a runtime is at hand in `spawn_blocking`, too, where waiting is fine. What is
/// polled differs in that it may do so much at a time and no more. Should a later tokio be more
/// generous than is tried here, it panics, and says why.
fn in_async_code() -> bool {
    const AT_MOST: usize = 1024;
    let mut context = Context::from_waker(Waker::noop());
    Handle::try_current().is_ok()
        && (0..AT_MOST).any(|_| pin!(consume_budget()).poll(&mut context).is_pending())
}
