//! All accounts of a token as one: whichever has a free slot, works and has credits.
//!
//! ```no_run
//! # async fn example(client: mureka_api::useapi::Client) {
//! use mureka_api::useapi::types::CreateSong;
//!
//! let requests = ["Santa", "Rudolph", "Frosty"].map(|prompt| CreateSong::new().prompt(prompt));
//! let results = client.pool().run(requests).await;
//! for result in results {
//!     match result {
//!         Ok(done) => println!("{:?}", done.songs),
//!         Err(error) => println!("{error}"),
//!     }
//! }
//! # }
//! ```

mod attempts;
mod batch;
mod roster;

use std::borrow::Cow;
use std::sync::Arc;

use attempts::Watch;
use roster::{Blame, Roster};

use crate::error::{Error, ErrorKind};
use crate::jobs::{JobHandle, Output, Start, Submission};
use crate::pacing::{Turn, account_in_body};
use crate::transport::{Jobs, Transport};
use crate::useapi::Client;
use crate::useapi::types::Job;

pub use batch::{Batch, Results};
pub use roster::AccountStatus;

/// All accounts of a token, or some of them, as one.
///
/// A request that names no account goes to one that works, has credits, and can take it
/// first; one that names an account, itself or by the id of a song in it, goes there. An
/// account that answers 596, or has no credits left, is left out until it has recovered,
/// which is looked for after a minute, then two, four and so on up to half an hour. The
/// request that found it out goes to another account: it was not charged. One that is beyond
/// the plan of an account goes to another account, too, and the account stays in use for others.
///
/// Slots and spacing are those of the client and all its clones. Clones of the pool share what
/// they know of the accounts.
#[derive(Clone, Debug)]
pub struct Pool {
    client: Client,
    roster: Arc<Roster>,
}

impl Pool {
    pub(crate) fn new(client: Client) -> Self {
        Self {
            client,
            roster: Arc::default(),
        }
    }

    /// Only these accounts. By default all that are configured, as they are when the pool is
    /// first used.
    pub fn only(self, accounts: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let accounts = accounts.into_iter().map(Into::into).collect();
        Self {
            client: self.client,
            roster: Arc::new(Roster::only(accounts)),
        }
    }

    /// Submits a request, and does not wait for its result. Waits for a free slot.
    ///
    /// # Errors
    ///
    /// Those of the call, and [`ErrorKind::AccountBroken`] or [`ErrorKind::NoCredits`] when no
    /// account is left.
    pub async fn submit<R>(&self, request: R) -> Result<JobHandle<R::Output>, Error>
    where
        R: Start<Output: Output<State = Job>>,
    {
        // Large: many may be awaited at once.
        Box::pin(self.place(request, std::future::pending(), Watch::default())).await
    }

    /// Submits many requests, to as many accounts as can take them, and waits for all.
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) {
    /// # use mureka_api::useapi::types::CreateSong;
    /// let requests = (1..=400).map(|day| CreateSong::new().prompt(format!("Day {day}")));
    /// let results = client.pool().run(requests).await;
    /// # let _ = results;
    /// # }
    /// ```
    pub fn run<R>(&self, requests: impl IntoIterator<Item = R>) -> Batch<R>
    where
        R: Start<Output: Output<State = Job>>,
    {
        Batch::new(self.clone(), requests.into_iter().collect())
    }

    /// How the accounts do.
    ///
    /// # Errors
    ///
    /// The accounts cannot be listed.
    pub async fn accounts(&self) -> Result<Vec<AccountStatus>, Error> {
        self.roster.statuses(&self.client).await
    }

    fn transport(&self) -> &Transport {
        self.client.transport()
    }

    /// Submits a request unless `stop` comes first, or `watch` says no to an account.
    async fn place<R: Start>(
        &self,
        mut request: R,
        stop: impl Future<Output = ()> + Send,
        watch: Watch,
    ) -> Result<JobHandle<R::Output>, Error> {
        // Before it waits for a slot that it has no use for.
        let transport = self.transport();
        transport.check(R::OPERATION, |problems| request.problems(problems))?;
        let mut stop = std::pin::pin!(stop);
        let mut refused: Vec<(String, Error)> = Vec::new();
        if let Some(account) = chosen(&mut request) {
            let accounts = [account.as_deref()];
            let turn = tokio::select! {
                biased;
                () = stop.as_mut() => return Err(stopped()),
                turn = self.turn::<R>(&accounts) => turn?,
            };
            let watched = watch.on(R::OPERATION, account.as_deref());
            let transport = transport.holding(turn, watched);
            return Submission::new(&transport, request).submit().await;
        }
        loop {
            let found = tokio::select! {
                biased;
                () = stop.as_mut() => return Err(stopped()),
                found = self.any::<R>(&mut refused) => found?,
            };
            let Some((account, turn)) = found else {
                continue;
            };
            if let Some(field) = request.fields().account {
                *field = Some(account.clone());
            }
            let watched = watch.on(R::OPERATION, Some(&account));
            let mut transport = self.transport().holding(turn, watched);
            if self.roster.has_others(&account).await {
                // Another account may be quicker than one whose login is being renewed.
                transport = transport.without_refresh();
            }
            let submitted = Submission::new(&transport, request.clone()).submit().await;
            let error = match submitted {
                Ok(job) => {
                    self.roster.worked(&account).await;
                    return Ok(job);
                }
                Err(error) => error,
            };
            match self.roster.blame(&self.client, &account, &error).await {
                Blame::Account => {}
                Blame::Both => refused.push((account, error)),
                Blame::Request => return Err(error),
            }
            // Neither was charged for.
            watch.refused();
        }
    }

    /// An account whose turn it is, but for those that refused the request; none if the one
    /// that was found has got into trouble meanwhile.
    async fn any<R: Start>(
        &self,
        refused: &mut Vec<(String, Error)>,
    ) -> Result<Option<(String, Turn)>, Error> {
        let mut accounts = self.roster.usable(&self.client).await?;
        accounts.retain(|account| !refused.iter().any(|(refused, _)| refused == account));
        if accounts.is_empty()
            && let Some((_, error)) = refused.pop()
        {
            return Err(error);
        }
        let names: Vec<_> = accounts.iter().map(|name| Some(name.as_str())).collect();
        let turn = self.turn::<R>(&names).await?;
        let Some(account) = accounts.get(turn.place()) else {
            return Ok(None);
        };
        // While it waited, others may have found out.
        let is_usable = self.roster.is_usable(account).await;
        Ok(is_usable.then(|| (account.clone(), turn)))
    }

    /// Waits until a request can be sent on one of these accounts.
    async fn turn<R: Start>(&self, accounts: &[Option<&str>]) -> Result<Turn, Error> {
        let transport = self.transport();
        let (pacing, running) = (transport.pacing(), Jobs::of(transport));
        let admitted = pacing.admit_among(R::OPERATION, accounts, &running);
        let turn = transport.in_time(admitted).await;
        turn.map_err(|error| error.with_operation(R::OPERATION))
    }
}

fn stopped() -> Error {
    Error::unsent(ErrorKind::Cancelled, "stopped before it was sent")
}

/// The account that a request is bound to, which may be none that is named; `None` if the
/// choice is open.
#[allow(
    clippy::option_option,
    reason = "to be bound to no named account is no open choice"
)]
fn chosen(request: &mut impl Start) -> Option<Option<String>> {
    let field = request.fields().account;
    let is_unnamed = field.is_some_and(|account| account.is_none());
    let body = serde_json::to_vec(request).unwrap_or_default();
    let account = account_in_body(&body).map(Cow::into_owned);
    (!is_unnamed || account.is_some()).then_some(account)
}
