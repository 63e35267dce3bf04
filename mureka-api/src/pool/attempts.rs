//! Each attempt of a request of a batch: asked for before it, told after one that came to nothing.

use std::sync::{Arc, Mutex, PoisonError};

use reqwest::Request;

use crate::charged::Charged;
use crate::error::Error;
use crate::hooks::{Attempt, Hook, Outcome};
use crate::operation::Operation;

pub(super) type Asked = Arc<Mutex<dyn FnMut(usize, Option<&str>) -> Result<(), Error> + Send>>;
pub(super) type Refused = Arc<Mutex<dyn FnMut(usize) + Send>>;

/// Whom to ask and to tell.
#[derive(Clone, Default)]
pub(super) struct Watch {
    pub asked: Option<Asked>,
    pub refused: Option<Refused>,
    /// Place of the request.
    pub place: usize,
}

impl Watch {
    fn ask(&self, account: Option<&str>) -> Result<(), Error> {
        match &self.asked {
            Some(asked) => {
                (asked.lock().unwrap_or_else(PoisonError::into_inner))(self.place, account)
            }
            None => Ok(()),
        }
    }

    /// It was surely not accepted, and is to be sent again.
    pub fn refused(&self) {
        if let Some(refused) = &self.refused {
            (refused.lock().unwrap_or_else(PoisonError::into_inner))(self.place);
        }
    }

    /// The same for the attempts on one account.
    pub fn on(&self, operation: &'static Operation, account: Option<&str>) -> OnAccount {
        OnAccount {
            watch: self.clone(),
            operation,
            account: account.map(str::to_owned),
        }
    }
}

/// The attempts of a request on one account.
pub(super) struct OnAccount {
    watch: Watch,
    /// The way that carries it carries looks at jobs, too.
    operation: &'static Operation,
    account: Option<String>,
}

impl OnAccount {
    fn concerns(&self, attempt: &Attempt<'_>) -> bool {
        attempt.operation.id == self.operation.id
    }
}

impl Hook for OnAccount {
    fn before(&self, attempt: &Attempt<'_>, _: &mut Request) -> Result<(), Error> {
        if self.concerns(attempt) {
            return self.watch.ask(self.account.as_deref());
        }
        Ok(())
    }

    fn after(&self, attempt: &Attempt<'_>, outcome: &Outcome<'_>) {
        if outcome.again.is_none() || !self.concerns(attempt) {
            return;
        }
        let never_sent = outcome.error.is_some_and(Error::never_sent);
        let status = outcome.status.map(|status| status.as_u16());
        if Charged::of(Some(self.operation), never_sent, status) == Charged::No {
            self.watch.refused();
        }
    }
}
