//! Settings of a server, and its start.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use tokio::sync::watch;

use crate::accounts::Seed;
use crate::clock::Clock;
use crate::connections;
use crate::delivery::{self, Deliveries};
use crate::description::{self, Description};
use crate::fault::Fault;
use crate::faults::Faults;
use crate::mock_server::MockServer;
use crate::recorder::Recorder;
use crate::report::Reports;
use crate::routes::Routes;
use crate::server::Server;
use crate::settings::Settings;
use crate::state::State;

/// The account there is unless others are given: the documents' own.
const ACCOUNT: &str = "12345678901234";

/// Settings of a server before its start. [`MockServer::builder`] makes one.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// use std::time::Duration;
/// use mureka_mock::{Fault, MockServer};
///
/// let mock = MockServer::builder()
///     .account("1")
///     .account_with_credits("2", 500)
///     .generation_time(Duration::from_secs(45)) // as long as at the vendor,
///     .time_scale(0.001)                        // a thousand times as fast
///     .fault(Fault::on("create_song").skip(3).status(503))
///     .start()
///     .await?;
/// assert!(mock.ledger().charges.is_empty());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Builder {
    host: IpAddr,
    port: u16,
    public_url: Option<String>,
    documents: Vec<(String, String)>,
    settings: Settings,
    own_accounts: bool,
    starts_at: Option<SystemTime>,
    faults: Vec<Fault>,
    webhooks_anywhere: bool,
}

impl Builder {
    pub(crate) fn new() -> Self {
        Self {
            host: Ipv4Addr::LOCALHOST.into(),
            port: 0,
            public_url: None,
            documents: Vec::new(),
            settings: Settings {
                accounts: vec![Seed {
                    id: ACCOUNT.to_owned(),
                    credits: None,
                }],
                seeded: true,
                limits: true,
                generation: Duration::from_secs(2),
                spread: 0.0,
                scale: 1.0,
                page_size: 20,
            },
            own_accounts: false,
            starts_at: None,
            faults: Vec::new(),
            webhooks_anywhere: false,
        }
    }

    /// The address to listen at; that of this machine alone, `127.0.0.1`, unless set.
    /// Anybody who reaches it can use the server and its control path.
    pub fn host(mut self, address: impl Into<IpAddr>) -> Self {
        self.host = address.into();
        self
    }

    /// The port to listen at; 0, which is the default, takes a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Under which URL others reach the server, for the links in its answers; without
    /// it, the address and port it listens at.
    pub fn public_url(mut self, url: impl Into<String>) -> Self {
        self.public_url = Some(url.into().trim_end_matches('/').to_owned());
        self
    }

    /// An account that is configured from the start, beside others given so. Unless
    /// there are any, there is the one of the documents, `12345678901234`.
    pub fn account(self, id: impl Into<String>) -> Self {
        self.seed(id.into(), None)
    }

    /// The same, with so many credits: paid calls take from them what the documents
    /// say that the model costs, down to nothing, and the profile shows what is left.
    pub fn account_with_credits(self, id: impl Into<String>, credits: u64) -> Self {
        self.seed(id.into(), Some(credits))
    }

    fn seed(mut self, id: String, credits: Option<u64>) -> Self {
        if !self.own_accounts {
            self.settings.accounts.clear();
            self.own_accounts = true;
        }
        self.settings.accounts.retain(|other| other.id != id);
        self.settings.accounts.push(Seed { id, credits });
        self
    }

    /// No account is configured at the start.
    pub fn no_accounts(mut self) -> Self {
        self.own_accounts = true;
        self.settings.accounts.clear();
        self
    }

    /// Nothing is there at the start: no songs, files or voices. Otherwise there are
    /// those of the documented examples.
    pub fn empty(mut self) -> Self {
        self.settings.seeded = false;
        self
    }

    /// How long a song or a speech takes, 2 seconds unless set; zero is done at once.
    pub fn generation_time(mut self, time: Duration) -> Self {
        self.settings.generation = time;
        self
    }

    /// How far the time of a generation may be from that, as a share of it from 0, which it
    /// is unless set, to 1: with 0.5, a song of 60 seconds takes from 30 to 90. The same jobs
    /// in the same order take the same times.
    pub fn generation_spread(mut self, share: f64) -> Self {
        self.settings.spread = share;
        self
    }

    /// Makes every time shorter or longer: that of a generation, the spacing between
    /// calls, and how long jobs are kept. With 0.01 three seconds are 30 milliseconds;
    /// with 0 nothing takes any time, and jobs do not expire.
    ///
    /// It has to be more than 0 and at most a million. For no waiting at all there are
    /// [`generation_time`](Self::generation_time) and [`limits`](Self::limits).
    pub fn time_scale(mut self, factor: f64) -> Self {
        self.settings.scale = factor;
        self
    }

    /// Whether calls that come too fast, or find no slot, are refused with 429 as
    /// documented. They are, unless switched off.
    pub fn limits(mut self, on: bool) -> Self {
        self.settings.limits = on;
        self
    }

    /// How many entries a page of a list has, 20 unless set and at least one.
    pub fn page_size(mut self, entries: usize) -> Self {
        self.settings.page_size = entries;
        self
    }

    /// What the server's clock shows at its start; the system's time unless set. From
    /// then on it follows tokio's clock, and so stands still with it in tests.
    pub fn starts_at(mut self, time: SystemTime) -> Self {
        self.starts_at = Some(time);
        self
    }

    /// Something that is to go wrong.
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// Reports jobs to any host. Otherwise a `replyUrl` has to be on this machine, so
    /// that a test cannot reach out by accident.
    pub fn webhooks_anywhere(mut self) -> Self {
        self.webhooks_anywhere = true;
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

    /// Starts the server on the runtime that this is called in.
    ///
    /// Besides failures of the network: a setting, a document or a fault that does not
    /// hold is [`io::ErrorKind::InvalidData`], and so are two documents with the same
    /// method and path.
    #[allow(
        clippy::unused_async,
        reason = "it runs on a runtime, and its callers await it"
    )]
    pub async fn start(self) -> io::Result<MockServer> {
        self.settings.check().map_err(invalid)?;
        let descriptions = self.descriptions()?;
        let routes = Routes::new(&descriptions).map_err(invalid)?;
        let listener = connections::listen(SocketAddr::new(self.host, self.port))?;
        let address = listener.local_addr()?;
        let base = self.public_url.clone().unwrap_or_else(|| {
            let host = match address.ip() {
                // Every address of this machine: this one is surely among them.
                ip if ip.is_unspecified() => {
                    SocketAddr::new(Ipv4Addr::LOCALHOST.into(), address.port())
                }
                _ => address,
            };
            format!("http://{host}")
        });
        let now = self.starts_at.unwrap_or_else(SystemTime::now);
        let clock = Clock::at(now);
        let clock = match self.starts_at {
            Some(_) => clock.apart(),
            None => clock,
        };
        let clock = Arc::new(clock);
        let usual = delivery::Settings::default();
        let deliveries = delivery::Settings {
            gap: self.settings.scaled(usual.gap),
            anywhere: self.webhooks_anywhere,
            ..usual
        };
        let server = Arc::new(Server {
            state: Mutex::new(State::new(&descriptions, &self.settings, &base, now)),
            routes,
            descriptions,
            settings: self.settings,
            faults: Faults::starting(self.faults.clone()),
            reports: Reports::default(),
            deliveries: Mutex::new(Deliveries::new(deliveries, clock.clone())),
            clock,
            recorder: Recorder::default(),
            base,
        });
        for fault in &self.faults {
            server.check(fault).map_err(invalid)?;
        }
        let (stop, stopped) = watch::channel(false);
        let running = tokio::spawn(connections::run(listener, server.clone(), stopped));
        Ok(MockServer::new(address, server, stop, running))
    }

    fn descriptions(&self) -> io::Result<Vec<Arc<Description>>> {
        let own = |wanted: &str| self.documents.iter().any(|(name, _)| name == wanted);
        let mut descriptions = Vec::new();
        for (name, description) in description::embedded() {
            if !own(name) {
                let description = description.clone().map_err(|refused| invalid(refused.0))?;
                descriptions.push(description);
            }
        }
        for (name, text) in &self.documents {
            let description =
                Description::parse(name, text).map_err(|refused| invalid(refused.0))?;
            descriptions.push(Arc::new(description));
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
            .field("host", &self.host)
            .field("port", &self.port)
            .field("settings", &self.settings)
            .field("documents", &documents)
            .finish_non_exhaustive()
    }
}
