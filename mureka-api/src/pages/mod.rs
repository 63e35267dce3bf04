//! Lists that come page by page, as streams.

mod stream;
mod turn;

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

use crate::error::Error;
use crate::operation::Operation;
use crate::transport::Transport;

pub use stream::{Items, PageStream};
pub use turn::Turn;

/// A request that is under way. On the web a future cannot cross threads.
#[cfg(not(target_family = "wasm"))]
pub type Reading<T> = Pin<Box<dyn Future<Output = T> + Send>>;
/// A request that is under way. On the web a future cannot cross threads.
#[cfg(target_family = "wasm")]
pub type Reading<T> = Pin<Box<dyn Future<Output = T>>>;

/// The parameters of a list that comes page by page.
///
/// It is implemented for them by the generator and says what a page and an item of the list
/// are; its other members are not for use.
pub trait Paged: Clone + fmt::Debug + Send + Sync + Unpin + 'static {
    /// A page as it comes.
    type Page: Send + Unpin + 'static;

    /// What the pages hold.
    type Item: Send + Unpin + 'static;

    /// The arguments of the path.
    #[doc(hidden)]
    type Path: Clone + Send + Sync + Unpin + 'static;

    #[doc(hidden)]
    const OPERATION: &'static Operation;

    /// Asks for the page that the parameters name.
    #[doc(hidden)]
    fn read(call: Call<Self>) -> Reading<Result<Self::Page, Error>>;

    /// What the page says of the next one.
    #[doc(hidden)]
    fn turn(page: &Self::Page) -> Turn;

    /// The cursor that is set, as text.
    #[doc(hidden)]
    fn cursor(&self) -> Option<String>;

    /// Sets the cursor that the page names; `None` if the parameter does not take it.
    #[doc(hidden)]
    fn turn_to(&mut self, page: &Self::Page) -> Option<()>;

    #[doc(hidden)]
    fn items(page: Self::Page) -> Vec<Self::Item>;
}

/// One call of the list.
#[doc(hidden)]
#[derive(Clone)]
pub struct Call<P: Paged> {
    pub(crate) transport: Transport,
    pub path: P::Path,
    pub(crate) params: P,
}

/// A list that comes page by page. Nothing is sent until it is awaited or polled.
///
/// - `.await` reads one page: the first, or that of the cursor in the parameters.
/// - [`items`](Self::items) is a stream of what the pages hold.
/// - [`pages`](Self::pages) is a stream of the pages, with all they say.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = mureka_mock::MockServer::builder().page_size(1).start().await?;
/// # let client = mureka_api::useapi::Client::builder()
/// #     .token("user:1-a").base_url(mock.base_url()).build()?;
/// use mureka_api::useapi::types::ListReferences;
///
/// let mut tracks = client.references().list(ListReferences::new()).items();
/// while let Some(track) = tracks.try_next().await? {
///     println!("{:?}: {:?}", track.id, track.title);
/// }
/// # Ok(())
/// # }
/// ```
///
/// # How it reads on
///
/// A page is asked for when its first item is, and one at a time: nothing is read ahead, and
/// a stream that is dropped early sends nothing more. Each page is a request of its own, with
/// the retries and the pacing of any other.
///
/// The list goes on while its pages say that there is more. If the docs of the operation name
/// no field for that, it goes on until a page is empty or without a cursor.
///
/// # Errors
///
/// What was received comes first, then the error, once, then the stream has ended.
/// [`next_page`](Items::next_page) has the parameters to go on with.
///
/// A list that can neither end nor go on is an error of kind
/// [`Unexpected`](crate::ErrorKind::Unexpected): its page says that there is more and names no
/// cursor, or one that was used before, or 100 pages in a row were empty.
///
/// # Repeats
///
/// Items are handed on as they come. A record that is added or moved while the list is read
/// may come twice.
#[must_use = "nothing is sent until it is awaited or its stream is polled"]
pub struct Pages<P: Paged> {
    call: Call<P>,
}

impl<P: Paged> Pages<P> {
    pub(crate) fn new(transport: Transport, path: P::Path, params: P) -> Self {
        let call = Call {
            transport,
            path,
            params,
        };
        Self { call }
    }

    /// What the pages hold, item by item.
    pub fn items(self) -> Items<P> {
        Items::new(self.pages())
    }

    /// The pages, one by one.
    pub fn pages(self) -> PageStream<P> {
        PageStream::new(self.call)
    }
}

impl<P: Paged> IntoFuture for Pages<P> {
    type Output = Result<P::Page, Error>;
    type IntoFuture = Reading<Self::Output>;

    fn into_future(self) -> Reading<Self::Output> {
        P::read(self.call)
    }
}

impl<P: Paged> fmt::Debug for Pages<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("operation", &P::OPERATION.id)
            .field("params", &self.call.params)
            .finish_non_exhaustive()
    }
}
