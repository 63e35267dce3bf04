//! A server, a client that is watched, and a limit for every wait.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use mureka_api::reqwest::Request;
use mureka_api::useapi::Client;
use mureka_api::useapi::types::CreateSong;
use mureka_api::{Attempt, Error, Hook, Outcome};
use mureka_mock::MockServer;
use tokio::time::{Instant, timeout};

pub const JOB: Duration = Duration::from_secs(45);
pub const HOUR: Duration = Duration::from_secs(3600);

pub async fn mock(accounts: &[&str]) -> MockServer {
    mock_of(accounts, JOB).await
}

pub async fn mock_of(accounts: &[&str], generation: Duration) -> MockServer {
    let builder = MockServer::builder()
        .no_accounts()
        .generation_time(generation);
    let builder = accounts
        .iter()
        .fold(builder, |builder, id| builder.account(*id));
    builder.start().await.unwrap()
}

pub fn client(mock: &MockServer) -> Client {
    let builder = Client::builder().token("user:1-test");
    builder.base_url(mock.base_url()).seed(7).build().unwrap()
}

pub fn songs(count: usize) -> Vec<CreateSong> {
    let song = |number| CreateSong::new().prompt(format!("Song {number}"));
    (0..count).map(song).collect()
}

/// Waits for what has to come to an end, in the time of the clock that stands still.
pub async fn within<T>(limit: Duration, what: impl Future<Output = T>) -> T {
    let result = timeout(limit, what).await;
    result.unwrap_or_else(|_| panic!("not over after {limit:?}"))
}

/// Looks at all calls of a client.
#[derive(Clone)]
pub struct Watch(Arc<Mutex<Seen>>);

struct Seen {
    begun: Instant,
    statuses: Vec<u16>,
    /// Calls by second and operation.
    calls: HashMap<(u64, &'static str), usize>,
}

impl Watch {
    pub fn of(&self, status: u16) -> usize {
        let seen = self.0.lock().unwrap();
        seen.statuses.iter().filter(|seen| **seen == status).count()
    }

    /// The most calls in one second.
    pub fn busiest(&self) -> (usize, u64, &'static str) {
        let seen = self.0.lock().unwrap();
        let calls = seen.calls.iter();
        let calls = calls.map(|((second, operation), count)| (*count, *second, *operation));
        calls.max().unwrap_or_default()
    }

    /// The same of one operation.
    pub fn busiest_of(&self, operation: &str) -> usize {
        let seen = self.0.lock().unwrap();
        let calls = seen.calls.iter().filter(|((_, of), _)| *of == operation);
        calls.map(|(_, count)| *count).max().unwrap_or_default()
    }

    pub fn calls_of(&self, operation: &str) -> usize {
        let seen = self.0.lock().unwrap();
        let calls = seen.calls.iter().filter(|((_, of), _)| *of == operation);
        calls.map(|(_, count)| *count).sum()
    }

    pub fn calls(&self) -> usize {
        self.0.lock().unwrap().calls.values().sum()
    }
}

impl Hook for Watch {
    fn before(&self, attempt: &Attempt<'_>, _: &mut Request) -> Result<(), Error> {
        let mut seen = self.0.lock().unwrap();
        let second = seen.begun.elapsed().as_secs();
        *seen
            .calls
            .entry((second, attempt.operation.id))
            .or_default() += 1;
        Ok(())
    }

    fn after(&self, _: &Attempt<'_>, outcome: &Outcome<'_>) {
        let status = outcome.status.map(|status| status.as_u16());
        self.0.lock().unwrap().statuses.extend(status);
    }
}

pub fn watched(mock: &MockServer) -> (Client, Watch) {
    let watch = Watch(Arc::new(Mutex::new(Seen {
        begun: Instant::now(),
        statuses: Vec::new(),
        calls: HashMap::new(),
    })));
    let builder = Client::builder().token("user:1-test").hook(watch.clone());
    let client = builder.base_url(mock.base_url()).seed(7).build();
    (client.unwrap(), watch)
}
