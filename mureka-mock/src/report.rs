//! Webhooks: a job that is to be reported is, when it is created and when it ends.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use crate::clock::When;
use crate::server::Server;
use crate::state::State;

/// Where the request says that its job is to be reported to.
pub(crate) const REPLY_URL: &str = "replyUrl";

/// The jobs whose end is to be reported, and when that is.
#[derive(Default)]
pub(crate) struct Reports {
    open: Mutex<BTreeMap<u64, SystemTime>>,
}

impl Reports {
    /// Reports none of them any more.
    pub(crate) fn clear(&self) {
        self.open().clear();
    }

    /// Whether the end of a job has come, and was not reported yet.
    fn are_due(&self, now: SystemTime) -> bool {
        self.open().values().any(|ends| *ends <= now)
    }

    fn open(&self) -> MutexGuard<'_, BTreeMap<u64, SystemTime>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reports a job that was just started, and waits on the side to report its end.
pub(crate) fn start(server: &Arc<Server>, number: u64) {
    // One that never ends is not waited for.
    let Some(When::At(ends)) = report(server, number, true) else {
        return;
    };
    server.reports.open().insert(number, ends);
    let clock = server.clock.clone();
    let server = Arc::downgrade(server);
    tokio::spawn(async move {
        clock.reach(When::At(ends)).await;
        let Some(server) = server.upgrade() else {
            return;
        };
        // It is not there after a reset: the job is another one, or none.
        if server.reports.open().contains_key(&number) {
            report(&server, number, false);
            server.reports.open().remove(&number);
        }
    });
}

/// Reports a job, as it began or as it is now. Gives back when it ends.
fn report(server: &Server, number: u64, began: bool) -> Option<When> {
    let state = server.state();
    let job = state.jobs.get(number)?;
    let url = job.sent_text(REPLY_URL)?.to_owned();
    // One that is done at once began all the same.
    let view = if began {
        State::started(number, &job.call, job)?.1
    } else {
        state.view(number, job, server.clock.now())?
    };
    let (id, ends) = (job.id.clone(), job.ends);
    // Those of now: after a reset there are others.
    let deliveries = server.deliveries();
    drop(state);
    let body = view.to_string().into_bytes();
    deliveries.send(&id, &url, body);
    Some(When::of(ends))
}

impl Server {
    /// Whether all that is to be reported by now was.
    pub(crate) fn is_reported(&self) -> bool {
        !self.reports.are_due(self.clock.now()) && self.deliveries().are_through()
    }
}
