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

mod batch;
mod roster;

use std::borrow::Cow;
use std::sync::Arc;

use roster::Roster;

use crate::error::{Error, ErrorKind};
use crate::jobs::{JobHandle, Output, Start, Submission};
use crate::pacing::account_in_body;
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
/// request that found it out goes to another account: it was not charged.
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
        self.place(request, std::future::pending()).await
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

    /// Submits a request unless `stop` comes first.
    async fn place<R: Start>(
        &self,
        mut request: R,
        stop: impl Future<Output = ()> + Send,
    ) -> Result<JobHandle<R::Output>, Error> {
        let mut stop = std::pin::pin!(stop);
        let stopped = || Error::unsent(ErrorKind::Cancelled, "stopped before it was sent");
        let transport = self.transport();
        // What would be refused waits for no slot.
        transport.check(R::OPERATION, |problems| request.problems(problems))?;
        let (pacing, running) = (transport.pacing(), Jobs::of(transport));
        let open = is_open(&mut request);
        let named =
            account_in_body(&serde_json::to_vec(&request).unwrap_or_default()).map(Cow::into_owned);
        // Accounts that cannot take this request, though they can take others.
        let mut refused: Vec<String> = Vec::new();
        let mut last = None;
        loop {
            let accounts = match &named {
                _ if open => self.roster.usable(&self.client).await?,
                named => named.iter().cloned().collect(),
            };
            let accounts: Vec<String> = accounts
                .into_iter()
                .filter(|id| !refused.contains(id))
                .collect();
            if let (true, true, Some(error)) = (open, accounts.is_empty(), last.take()) {
                return Err(error);
            }
            let names: Vec<&str> = accounts.iter().map(String::as_str).collect();
            let admitted = async {
                match names.as_slice() {
                    [] => pacing.admit(R::OPERATION, None, &running).await,
                    names => pacing.admit_any(R::OPERATION, names, &running).await,
                }
            };
            let turn = tokio::select! {
                biased;
                () = stop.as_mut() => return Err(stopped().with_operation(R::OPERATION)),
                turn = admitted => turn?,
            };
            let account = accounts.get(turn.place()).cloned();
            if !open {
                return Submission::new(&transport.holding(turn), request)
                    .submit()
                    .await;
            }
            // While it waited, others may have found out.
            let Some(account) = account.filter(|account| self.roster.is_usable(account)) else {
                continue;
            };
            if let Some(field) = request.fields().account {
                *field = Some(account.clone());
            }
            let mut held = transport.holding(turn);
            if names.len() > 1 {
                // Another account may be quicker than one whose login is being renewed.
                held = held.without_refresh();
            }
            match Submission::new(&held, request.clone()).submit().await {
                Err(error) if self.roster.report(&account, &error) => {
                    refused.push(account);
                    last = Some(error);
                }
                submitted => {
                    if submitted.is_ok() {
                        self.roster.praise(&account);
                    }
                    return submitted;
                }
            }
        }
    }
}

/// Whether a request leaves the choice of the account open.
fn is_open(request: &mut impl Start) -> bool {
    let field = request.fields().account;
    let unnamed = field.is_some_and(|account| account.is_none());
    let body = serde_json::to_vec(request).unwrap_or_default();
    unnamed && account_in_body(&body).is_none()
}
