//! What runs now, for those who wait for a slot or for many jobs.

use std::pin::Pin;

use super::Transport;
use crate::error::{Error, ErrorKind};
use crate::jobs::progress::{Phase, Progress, is_of_no_job};
use crate::jobs::running::{Listed, listed, named};
use crate::operation::{JobClass, Operation};
use crate::pacing::{Running, RunningJob, account_in};

/// The running jobs of an API, as its document says they are listed.
pub(crate) struct Jobs<'t> {
    transport: &'t Transport,
}

type Boxed<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>;

impl<'t> Jobs<'t> {
    pub fn of(transport: &'t Transport) -> Self {
        Self { transport }
    }

    fn class(&self) -> Result<(&'static JobClass, &'static Operation), Error> {
        // Looked for here: few calls have to ask what runs.
        let jobs = self.transport.operations().iter();
        let mut jobs = jobs.filter_map(|operation| operation.job.as_ref());
        let class = jobs.find_map(|job| Some((job, job.list?)));
        let error = || Error::of(ErrorKind::Unexpected, "running jobs cannot be listed here");
        class.ok_or_else(error)
    }

    /// Whether a call of this name takes a slot; one that the docs do not know yet may.
    fn takes_slot(&self, verb: &str) -> bool {
        let operation = named(self.transport.operations(), verb);
        operation.is_none_or(|operation| operation.slots.is_some())
    }

    fn running(&self, job: Listed) -> RunningJob {
        RunningJob {
            account: account_in(&job.id).unwrap_or_default().to_owned(),
            takes_slot: job.verb.is_none_or(|verb| self.takes_slot(&verb)),
            jobid: job.id,
        }
    }
}

// Boxed: asking for what runs is a call, too, and a call may ask for what runs.
impl Running for Jobs<'_> {
    fn list(&self) -> impl Future<Output = Result<Vec<RunningJob>, Error>> + Send {
        let listing: Boxed<'_, _> = Box::pin(async move {
            let (class, list) = self.class()?;
            let body = self.transport.read(list, None).await?;
            let jobs = listed(&body, class.id);
            let error = || Error::of(ErrorKind::Decode, "the list of running jobs is none");
            let jobs = jobs.ok_or_else(error)?.into_iter();
            Ok(jobs.map(|job| self.running(job)).collect())
        });
        listing
    }

    fn ended(&self, jobid: &str) -> impl Future<Output = Result<bool, Error>> + Send {
        let jobid = jobid.to_owned();
        let ended: Boxed<'_, _> = Box::pin(async move {
            let (class, _) = self.class()?;
            match (
                self.transport.read(class.poll, Some(&jobid)).await,
                class.poll.states,
            ) {
                (Ok(body), Some(states)) => {
                    Ok(Progress::of(&states, &body).phase != Phase::Running)
                }
                (Ok(_), None) => Ok(false),
                // The list does not have it, and the service does not want to tell of it.
                (Err(error), _) if is_unknown(&error) => Ok(true),
                (Err(error), _) => Err(error),
            }
        });
        ended
    }
}

/// Whether the service will not tell of a job, now or later.
fn is_unknown(error: &Error) -> bool {
    let status = error.status().map(|status| status.as_u16());
    matches!(status, Some(400 | 403 | 404 | 410)) || is_of_no_job(error)
}
