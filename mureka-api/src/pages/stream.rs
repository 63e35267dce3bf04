//! The streams of pages and of items.

use std::fmt;
use std::future::poll_fn;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::{FusedStream, Stream};

use super::turn::Turns;
use super::{Call, Paged, Reading};
use crate::error::Error;

/// The pages of a list, one by one; [`Pages::pages`](super::Pages::pages) makes it.
///
/// It is a [`Stream`] for the combinators of `futures`, and [`try_next`](Self::try_next) needs
/// none of them.
#[must_use = "nothing is sent until it is polled"]
pub struct PageStream<P: Paged> {
    /// What is to be sent next, is under way, or failed.
    call: Call<P>,
    state: State<P::Page>,
    turns: Turns,
}

enum State<T> {
    Next,
    Reading(Reading<Result<T, Error>>),
    /// The last page was handed out, and it cannot have been the last.
    Broken(Error),
    /// The page could not be had.
    Failed,
    Ended,
}

impl<P: Paged> PageStream<P> {
    pub(super) fn new(call: Call<P>) -> Self {
        Self {
            turns: Turns::starting(&call.params),
            call,
            state: State::Next,
        }
    }

    /// The next page, or `None` at the end.
    ///
    /// A call that is dropped loses nothing: the next one goes on with the same request.
    pub async fn try_next(&mut self) -> Result<Option<P::Page>, Error> {
        next(self).await
    }

    /// The parameters of the next request, or of the one that is under way or failed; `None`
    /// when there is no page left to ask for.
    ///
    /// With them the list is read on: after an error, or in another process, for they go
    /// through serde.
    pub fn next_page(&self) -> Option<&P> {
        match self.state {
            State::Next | State::Reading(_) | State::Failed => Some(&self.call.params),
            State::Broken(_) | State::Ended => None,
        }
    }
}

impl<P: Paged> Stream for PageStream<P> {
    type Item = Result<P::Page, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if let State::Next = this.state {
            this.state = State::Reading(P::read(this.call.clone()));
        }
        if let State::Reading(reading) = &mut this.state {
            let answer = ready!(reading.as_mut().poll(cx));
            this.state = match &answer {
                Err(_) => State::Failed,
                Ok(page) => match this.turns.turn(&mut this.call.params, page) {
                    Ok(true) => State::Next,
                    Ok(false) => State::Ended,
                    Err(error) => State::Broken(error),
                },
            };
            return Poll::Ready(Some(answer));
        }
        match mem::replace(&mut this.state, State::Ended) {
            State::Broken(error) => Poll::Ready(Some(Err(error))),
            other => {
                this.state = other;
                Poll::Ready(None)
            }
        }
    }
}

impl<P: Paged> FusedStream for PageStream<P> {
    fn is_terminated(&self) -> bool {
        matches!(self.state, State::Failed | State::Ended)
    }
}

impl<P: Paged> fmt::Debug for PageStream<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageStream")
            .field("operation", &P::OPERATION.id)
            .field("next_page", &self.next_page())
            .finish_non_exhaustive()
    }
}

/// What the pages of a list hold, item by item; [`Pages::items`](super::Pages::items) makes it.
///
/// It is a [`Stream`] for the combinators of `futures`, and [`try_next`](Self::try_next) needs
/// none of them. It holds one page at a time.
#[must_use = "nothing is sent until it is polled"]
pub struct Items<P: Paged> {
    pages: PageStream<P>,
    /// What is left of the page that came last.
    page: vec::IntoIter<P::Item>,
}

impl<P: Paged> Items<P> {
    pub(super) fn new(pages: PageStream<P>) -> Self {
        Self {
            pages,
            page: Vec::new().into_iter(),
        }
    }

    /// The next item, or `None` at the end.
    ///
    /// A call that is dropped loses nothing: the next one goes on with the same request.
    pub async fn try_next(&mut self) -> Result<Option<P::Item>, Error> {
        next(self).await
    }

    /// The parameters of the next request, or of the one that is under way or failed; `None`
    /// when there is no page left to ask for.
    ///
    /// With them the list is read on: after an error, or in another process, for they go
    /// through serde. The items that [`received`](Self::received) counts are not read again.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use mureka_mock::{Fault, MockServer};
    /// # let fault = Fault::on("list_references").skip(1).times(1).status(401);
    /// # let mock = MockServer::builder().page_size(1).fault(fault).start().await?;
    /// # let client = mureka_api::useapi::Client::builder()
    /// #     .token("user:1-a").base_url(mock.base_url()).build()?;
    /// use mureka_api::useapi::types::ListReferences;
    ///
    /// let mut tracks = client.references().list(ListReferences::new()).items();
    /// assert!(tracks.try_next().await?.is_some());
    /// assert!(tracks.try_next().await.is_err()); // the second page failed
    ///
    /// let rest = tracks.next_page().cloned().unwrap_or_default();
    /// let mut tracks = client.references().list(rest).items();
    /// assert!(tracks.try_next().await?.is_some());
    /// # Ok(())
    /// # }
    /// ```
    pub fn next_page(&self) -> Option<&P> {
        self.pages.next_page()
    }

    /// How many items have been received and not yet taken.
    pub fn received(&self) -> usize {
        self.page.len()
    }
}

impl<P: Paged> Stream for Items<P> {
    type Item = Result<P::Item, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut this.pages).poll_next(cx)) {
                Some(Ok(page)) => this.page = P::items(page).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let ended = self.pages.is_terminated();
        (self.received(), ended.then(|| self.received()))
    }
}

impl<P: Paged> FusedStream for Items<P> {
    fn is_terminated(&self) -> bool {
        self.received() == 0 && self.pages.is_terminated()
    }
}

impl<P: Paged> fmt::Debug for Items<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("operation", &P::OPERATION.id)
            .field("received", &self.received())
            .field("next_page", &self.next_page())
            .finish_non_exhaustive()
    }
}

async fn next<S, T>(stream: &mut S) -> Result<Option<T>, Error>
where
    S: Stream<Item = Result<T, Error>> + Unpin,
{
    poll_fn(|cx| Pin::new(&mut *stream).poll_next(cx))
        .await
        .transpose()
}
