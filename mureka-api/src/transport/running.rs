//! What runs now, for those who wait for a slot or for many jobs.

use std::pin::Pin;

use super::Transport;
use crate::error::{Error, ErrorKind};
use crate::jobs::progress::{Phase, Progress, texts};
use crate::operation::{JobClass, Operation};
use crate::pacing::{Running, RunningJob, account_in};

/// The running jobs of an API, as its document says they are listed.
pub(crate) struct Jobs<'t> {
    transport: &'t Transport,
    class: Option<JobClass>,
}

type Boxed<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>;

impl<'t> Jobs<'t> {
    pub fn of(transport: &'t Transport) -> Self {
        let listed = |operation: &&Operation| operation.job.filter(|job| job.list.is_some());
        Self {
            transport,
            class: transport.operations().iter().find_map(listed),
        }
    }

    fn class(&self) -> Result<(JobClass, &'static Operation), Error> {
        let class = self.class.and_then(|class| Some((class, class.list?)));
        let error = || Error::of(ErrorKind::Unexpected, "running jobs cannot be listed here");
        class.ok_or_else(error)
    }

    /// Whether a call of this name takes a slot; one that the docs do not know yet may.
    fn takes_slot(&self, verb: &str) -> bool {
        let mut operations = self.transport.operations().iter();
        let named = operations.find(|operation| {
            let path = operation.path.trim_end_matches('/');
            operation.job.is_some() && path.ends_with(verb)
        });
        named.is_none_or(|operation| operation.slots.is_some())
    }

    fn parse(&self, body: &[u8], id: &str) -> Vec<RunningJob> {
        let mut jobs = Vec::new();
        let value = serde_json::from_slice(body).unwrap_or_default();
        let mut open: Vec<&serde_json::Value> = vec![&value];
        while let Some(value) = open.pop() {
            match value {
                serde_json::Value::Object(fields) => {
                    if let Some(jobid) = texts(value, id).into_iter().next() {
                        let verb = fields.get("verb").and_then(serde_json::Value::as_str);
                        jobs.push(RunningJob {
                            account: account_in(&jobid).unwrap_or_default().to_owned(),
                            jobid,
                            takes_slot: verb.is_none_or(|verb| self.takes_slot(verb)),
                        });
                    }
                    open.extend(fields.values());
                }
                serde_json::Value::Array(items) => open.extend(items),
                _ => {}
            }
        }
        jobs
    }
}

// Boxed: asking for what runs is a call, too, and a call may ask for what runs.
impl Running for Jobs<'_> {
    fn list(&self) -> impl Future<Output = Result<Vec<RunningJob>, Error>> + Send {
        let listing: Boxed<'_, _> = Box::pin(async move {
            let (class, list) = self.class()?;
            let body = self.transport.read(list, None).await?;
            Ok(self.parse(&body, class.id))
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
                (Err(error), _)
                    if error
                        .status()
                        .is_some_and(|status| status.is_client_error()) =>
                {
                    Ok(error.kind() != ErrorKind::Unauthorized)
                }
                (Err(error), _) => Err(error),
            }
        });
        ended
    }
}
