//! A running server.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::sync::oneshot;

use crate::builder::Builder;
use crate::recorder::Request;
use crate::server::Server;

/// Both APIs on one port of localhost. Dropping it stops the server: no further
/// connection is accepted, idle ones are closed.
pub struct Mock {
    address: SocketAddr,
    url: String,
    server: Arc<Server>,
    // The server runs until this is gone.
    _running: oneshot::Sender<()>,
}

impl Mock {
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
    /// has a path keeps it: Cloudsway is at `{url}/v1/ai/{any endpoint}/mureka`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Where the server listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What came in until now, oldest first, refused calls included. A request is
    /// here before its answer goes out.
    pub fn requests(&self) -> Vec<Request> {
        self.server.recorder.requests()
    }

    pub(crate) fn new(
        address: SocketAddr,
        server: Arc<Server>,
        running: oneshot::Sender<()>,
    ) -> Self {
        Self {
            address,
            url: format!("http://{address}"),
            server,
            _running: running,
        }
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mock")
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}
