//! Many requests, over as many accounts as can take them.

use std::fmt;
use std::future::IntoFuture;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use futures_util::future::{BoxFuture, FutureExt, Shared};
use futures_util::stream::{self, StreamExt};

use super::Pool;
use super::attempts::Watch;
use crate::error::Error;
use crate::jobs::{Done, Start, Ticket};

/// How many requests are under way at once when no slots are documented.
const AT_ONCE: usize = 10;

type Saved = Arc<Mutex<dyn FnMut(usize, &Ticket) + Send>>;
type Outcome<R> = (usize, Result<Done<<R as Start>::Output>, Error>);

/// Many requests: `.await` them for the results in the order of the requests, or take the
/// [`results`](Self::results) as they come.
#[must_use = "nothing is sent before it is awaited"]
pub struct Batch<R: Start> {
    pool: Pool,
    requests: Vec<R>,
    deadline: Option<Duration>,
    stop: Shared<BoxFuture<'static, ()>>,
    watch: Watch,
    saved: Option<Saved>,
}

impl<R: Start> Batch<R> {
    pub(super) fn new(pool: Pool, requests: Vec<R>) -> Self {
        Self {
            pool,
            requests,
            deadline: None,
            stop: std::future::pending().boxed().shared(),
            watch: Watch::default(),
            saved: None,
        }
    }

    /// How long to wait for each job, once it is submitted; 10 minutes by default.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// Submits nothing more when `stop` is over. What was submitted is waited for; what was not
    /// ends with [`ErrorKind::Cancelled`](crate::ErrorKind::Cancelled).
    pub fn until(mut self, stop: impl Future<Output = ()> + Send + 'static) -> Self {
        self.stop = stop.boxed().shared();
        self
    }

    /// Is asked before a request is sent, once it has its turn, with its place and its account:
    /// write its `replyRef` down, and after a crash it is known what may have been sent.
    ///
    /// With an error nothing is sent, and the request ends with it; see [`Error::cancelled`].
    /// A request that its account refuses goes to another one, which is asked for, too; so is
    /// one that is sent again after a 429.
    pub fn before_sending(
        mut self,
        asked: impl FnMut(usize, Option<&str>) -> Result<(), Error> + Send + 'static,
    ) -> Self {
        self.watch.asked = Some(Arc::new(Mutex::new(asked)));
        self
    }

    /// Is told that a request which was sent was surely not accepted, and waits to be sent again,
    /// with its place: write it down, and after a crash it is known that it was not charged.
    pub fn on_refused(mut self, refused: impl FnMut(usize) + Send + 'static) -> Self {
        self.watch.refused = Some(Arc::new(Mutex::new(refused)));
        self
    }

    /// Is told of every job as soon as it is submitted, with the place of its request: write the
    /// ticket down, and no job is lost in a crash.
    pub fn on_submitted(mut self, saved: impl FnMut(usize, &Ticket) + Send + 'static) -> Self {
        self.saved = Some(Arc::new(Mutex::new(saved)));
        self
    }

    /// The results as they come, each with the place of its request.
    ///
    /// Requests are sent and jobs looked at while the results are polled: one that takes long
    /// to work on a result does it in a task of its own, or the others wait meanwhile.
    pub fn results(self) -> Results<R> {
        let Self {
            pool,
            requests,
            deadline,
            stop,
            watch,
            saved,
        } = self;
        // No more than can run, and one more for each account: what waits for a slot was given
        // the choice of the accounts that worked when its wait began.
        let limit = stream::once({
            let pool = pool.clone();
            let is_empty = requests.is_empty();
            async move { if is_empty { 1 } else { pool.width::<R>().await } }
        });
        let waiting = requests.into_iter().enumerate();
        let results = limit.flat_map(move |limit| {
            let (pool, stop) = (pool.clone(), stop.clone());
            let (watch, saved) = (watch.clone(), saved.clone());
            let calls = waiting.clone().map(move |(place, request)| {
                let (pool, stop) = (pool.clone(), stop.clone());
                let watch = Watch {
                    place,
                    ..watch.clone()
                };
                let saved = saved.clone();
                async move {
                    let result = one(&pool, request, deadline, stop, watch, saved).await;
                    (place, result)
                }
            });
            stream::iter(calls).buffer_unordered(limit)
        });
        Results(Box::pin(results))
    }
}

async fn one<R: Start>(
    pool: &Pool,
    request: R,
    deadline: Option<Duration>,
    stop: Shared<BoxFuture<'static, ()>>,
    watch: Watch,
    saved: Option<Saved>,
) -> Result<Done<R::Output>, Error> {
    let place = watch.place;
    // Large: many are under way at once.
    let mut job = Box::pin(pool.place(request, stop, watch)).await?;
    if let Some(saved) = saved {
        (saved.lock().unwrap_or_else(PoisonError::into_inner))(place, job.ticket());
    }
    if let Some(deadline) = deadline {
        job = job.deadline(deadline);
    }
    job.together().await
}

impl Pool {
    /// How many requests of a kind are worth being under way at once.
    async fn width<R: Start>(&self) -> usize {
        let accounts = self.roster.statuses(&self.client).await;
        let accounts = accounts.map_or(1, |accounts| accounts.len());
        let slots = R::OPERATION.slots.map_or(AT_ONCE, |slots| slots as usize);
        accounts * (slots + 1)
    }
}

impl<R: Start> IntoFuture for Batch<R> {
    type Output = Vec<Result<Done<R::Output>, Error>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let mut results: Vec<Outcome<R>> = self.results().collect().await;
            results.sort_by_key(|(place, _)| *place);
            results.into_iter().map(|(_, result)| result).collect()
        })
    }
}

impl<R: Start> fmt::Debug for Batch<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch")
            .field("requests", &self.requests.len())
            .field("deadline", &self.deadline)
            .finish_non_exhaustive()
    }
}

/// The results of a [`Batch`] as they come; dropped, it loses the wait and not the jobs.
pub struct Results<R: Start>(Pin<Box<dyn Stream<Item = Outcome<R>> + Send>>);

impl<R: Start> Results<R> {
    /// The next result, with the place of its request.
    pub async fn next(&mut self) -> Option<(usize, Result<Done<R::Output>, Error>)> {
        std::future::poll_fn(|cx| self.0.as_mut().poll_next(cx)).await
    }
}

impl<R: Start> Stream for Results<R> {
    type Item = Outcome<R>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx)
    }
}

impl<R: Start> fmt::Debug for Results<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Results").finish_non_exhaustive()
    }
}
