//! How a server behaves.

use std::time::Duration;

use crate::accounts::Seed;
use crate::clock::CENTURY;
use crate::media::mix;

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
    /// How far it may be from that, as a share of it.
    pub(crate) spread: f64,
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
        let spread = self.spread;
        if !(0.0..=1.0).contains(&spread) {
            return Err(format!(
                "generation_spread: {spread}, from 0 to 1 is allowed"
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

    /// How long the job of this number takes.
    pub(crate) fn generation(&self, number: u64) -> Duration {
        if self.spread == 0.0 {
            return self.scaled(self.generation);
        }
        #[allow(clippy::cast_precision_loss, reason = "24 bits are left of it")]
        let place = (mix(number) >> 40) as f64 / f64::from(1 << 23) - 1.0;
        let time = self.generation.as_secs_f64() * (1.0 + self.spread * place);
        let time = Duration::try_from_secs_f64(time).unwrap_or(self.generation);
        self.scaled(time)
    }

    /// A documented time as it is here.
    pub(crate) fn scaled(&self, time: Duration) -> Duration {
        let scaled = Duration::try_from_secs_f64(time.as_secs_f64() * self.scale);
        scaled.map_or(CENTURY, |scaled| scaled.min(CENTURY))
    }
}
