//! A running server.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::builder::Builder;
use crate::delivery::Delivery;
use crate::fault::Fault;
use crate::jobs::JobSummary;
use crate::ledger::Ledger;
use crate::recorder::Request;
use crate::server::Server;

/// Both APIs on one port of localhost. Dropping it stops the server: no further
/// connection is accepted, idle ones are closed, and answers under way have a second
/// to end.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
/// use mureka_mock::MockServer;
/// use serde_json::{Value, json};
///
/// let mock = MockServer::start().await?;
/// let http = reqwest::Client::new();
/// let song = http.post(format!("{}/v1/mureka/music/create", mock.base_url()));
/// let job: Value = song
///     .bearer_auth("any")
///     .json(&json!({"prompt": "Rain", "async": true}))
///     .send().await?
///     .json().await?;
/// assert_eq!(job["status"], "created");
///
/// mock.advance(Duration::from_secs(2));
/// assert_eq!(mock.jobs()[0].status, "completed");
/// assert_eq!(mock.requests()[0].operation.as_deref(), Some("create_song"));
/// # Ok(())
/// # }
/// ```
pub struct MockServer {
    address: SocketAddr,
    server: Arc<Server>,
    // The server runs until this is gone.
    stop: watch::Sender<bool>,
    running: JoinHandle<()>,
}

impl MockServer {
    /// Starts a server of the embedded documents on a free port, on the runtime that
    /// this is called in.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// A server with other settings than the usual.
    pub fn builder() -> Builder {
        Builder::new()
    }

    /// Base of all addresses, without a slash at its end: `http://127.0.0.1:41234`.
    ///
    /// It takes the place of `https://api.useapi.net`. An API whose documented server
    /// has a path keeps it: Cloudsway is at `{base_url}/v1/ai/{any endpoint}/mureka`.
    pub fn base_url(&self) -> &str {
        &self.server.base
    }

    /// Where the server listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What came in until now, oldest first, refused calls included; the latest 1000.
    /// A request is here before its answer goes out.
    pub fn requests(&self) -> Vec<Request> {
        self.server.recorder.requests()
    }

    /// What was charged until now.
    pub fn ledger(&self) -> Ledger {
        self.server.state().book.read()
    }

    /// All jobs, newest first.
    pub fn jobs(&self) -> Vec<JobSummary> {
        self.server.jobs()
    }

    /// What was, or is to be, reported to webhooks; the latest 1000.
    pub fn webhooks(&self) -> Vec<Delivery> {
        self.server.deliveries().log()
    }

    /// Waits until no report to a webhook is on its way. Reports of jobs that have not
    /// ended are not waited for.
    pub async fn webhooks_settled(&self) {
        const PAUSE: Duration = Duration::from_millis(1);
        loop {
            // Those who wait for the end of a job have to see first that it came.
            tokio::task::yield_now().await;
            if self.server.is_reported() {
                return;
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Has something go wrong from now on.
    ///
    /// # Panics
    ///
    /// If the fault does not hold: an operation that is not documented, or an end of
    /// a job that there is not. [`try_fault`](Self::try_fault) says so instead.
    #[track_caller]
    pub fn fault(&self, fault: Fault) {
        if let Err(error) = self.try_fault(fault) {
            panic!("{error}");
        }
    }

    /// Has something go wrong from now on, unless the fault does not hold.
    pub fn try_fault(&self, fault: Fault) -> io::Result<()> {
        let invalid = |error| io::Error::new(io::ErrorKind::InvalidInput, error);
        self.server.check(&fault).map_err(invalid)?;
        self.server.faults.add(vec![fault]).map_err(invalid)
    }

    /// The faults that have not happened yet.
    pub fn faults(&self) -> Vec<Fault> {
        self.server.faults.list()
    }

    /// Takes back all faults that have not happened yet.
    pub fn clear_faults(&self) {
        self.server.faults.clear();
    }

    /// What time it is here.
    pub fn now(&self) -> SystemTime {
        self.server.clock.now()
    }

    /// Moves the time forward: jobs end, spacings are over, a week goes by.
    pub fn advance(&self, by: Duration) {
        self.server.clock.advance(by);
    }

    /// Forgets everything that came in: accounts, records, jobs, ledger and faults are
    /// as at the start. The time goes on.
    pub fn reset(&self) {
        self.server.reset();
    }

    /// Stops the server, and waits until it has.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        // It ends by that signal alone.
        let _ = self.running.await;
    }

    pub(crate) fn new(
        address: SocketAddr,
        server: Arc<Server>,
        stop: watch::Sender<bool>,
        running: JoinHandle<()>,
    ) -> Self {
        Self {
            address,
            server,
            stop,
            running,
        }
    }
}

impl fmt::Debug for MockServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockServer")
            .field("base_url", &self.base_url())
            .finish_non_exhaustive()
    }
}
