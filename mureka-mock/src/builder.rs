//! Settings of a server, and its start.

use std::fmt;
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::SystemTime;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::clock::Clock;
use crate::description::{self, Description};
use crate::jobs::Jobs;
use crate::mock::Mock;
use crate::recorder::Recorder;
use crate::routes::Routes;
use crate::server::{self, Server};

/// Settings of a server before its start. [`Mock::builder`] makes one.
#[derive(Clone)]
pub struct Builder {
    port: u16,
    polls_until_done: u32,
    documents: Vec<(String, String)>,
    clock: Clock,
}

impl Builder {
    pub(crate) fn new() -> Self {
        Self {
            port: 0,
            polls_until_done: 2,
            documents: Vec::new(),
            clock: Arc::new(SystemTime::now),
        }
    }

    /// The port to listen at; 0, which is the default, takes a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// How many polls see a job running before one sees it completed. 2 unless set.
    pub fn polls_until_done(mut self, polls: u32) -> Self {
        self.polls_until_done = polls;
        self
    }

    /// Serves this OpenAPI document (as YAML) too. The name `useapi` or `cloudsway`
    /// puts it in the place of the embedded document.
    pub fn document(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        let name = name.into();
        self.documents.retain(|(other, _)| *other != name);
        self.documents.push((name, text.into()));
        self
    }

    /// Where the times in jobs come from; the system's clock unless set.
    pub fn clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(now);
        self
    }

    /// Starts the server on the runtime that this is called in.
    ///
    /// Besides failures of the network: a document that does not hold is
    /// [`io::ErrorKind::InvalidData`], and so are two documents with the same method
    /// and path.
    pub async fn start(self) -> io::Result<Mock> {
        let routes = Routes::new(self.descriptions()?).map_err(invalid)?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).await?;
        let address = listener.local_addr()?;
        let server = Arc::new(Server {
            routes,
            jobs: Jobs::new(self.polls_until_done, self.clock),
            recorder: Recorder::default(),
        });
        let service = Router::new()
            .fallback(server::serve)
            .with_state(server.clone());
        let (running, stopped) = oneshot::channel();
        tokio::spawn(async move {
            let stopped = async {
                // An error is what is waited for: the other end is gone.
                let _ = stopped.await;
            };
            // It only ends by that signal: failures to accept are retried inside.
            let _ = axum::serve(listener, service)
                .with_graceful_shutdown(stopped)
                .await;
        });
        Ok(Mock::new(address, server, running))
    }

    fn descriptions(&self) -> io::Result<Vec<Arc<Description>>> {
        let own = |wanted: &str| self.documents.iter().any(|(name, _)| name == wanted);
        let mut descriptions = Vec::new();
        for (name, description) in description::embedded() {
            if !own(name) {
                descriptions.push(description.clone().map_err(invalid)?);
            }
        }
        for (name, text) in &self.documents {
            descriptions.push(Arc::new(Description::parse(name, text).map_err(invalid)?));
        }
        Ok(descriptions)
    }
}

fn invalid(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let documents: Vec<&str> = self
            .documents
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        f.debug_struct("Builder")
            .field("port", &self.port)
            .field("polls_until_done", &self.polls_until_done)
            .field("documents", &documents)
            .finish_non_exhaustive()
    }
}
