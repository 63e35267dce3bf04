//! How a server behaves.

use std::time::Duration;

use crate::accounts::Seed;
use crate::clock::CENTURY;

/// How a server behaves.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) accounts: Vec<Seed>,
    /// Whether the documented lists are there at the start.
    pub(crate) seeded: bool,
    /// Whether calls are refused that come too fast or find no slot.
    pub(crate) limits: bool,
    /// How long a job takes, before scaling.
    pub(crate) generation: Duration,
    /// What every documented time is multiplied by.
    pub(crate) scale: f64,
    pub(crate) page_size: usize,
}

impl Settings {
    /// What is wrong with them.
    pub(crate) fn check(&self) -> Result<(), String> {
        const LARGEST: f64 = 1e6;
        let scale = self.scale;
        if !(scale > 0.0 && scale <= LARGEST) {
            return Err(format!(
                "time_scale: {scale}, more than 0 and at most {LARGEST} is allowed"
            ));
        }
        if self.page_size == 0 {
            return Err("page_size: 0, at least 1 is required".to_owned());
        }
        if self.accounts.iter().any(|account| account.id.is_empty()) {
            return Err("account: the id is empty".to_owned());
        }
        Ok(())
    }

    /// A documented time as it is here.
    pub(crate) fn scaled(&self, time: Duration) -> Duration {
        let scaled = Duration::try_from_secs_f64(time.as_secs_f64() * self.scale);
        scaled.map_or(CENTURY, |scaled| scaled.min(CENTURY))
    }
}
