//! How much of the accounts' slots a batch has used.

use std::time::Instant;

/// For how long slots were taken.
pub struct UseOfSlots {
    taken: i32,
    since: Instant,
    seconds: f64,
}

impl UseOfSlots {
    pub fn new() -> Self {
        Self {
            taken: 0,
            since: Instant::now(),
            seconds: 0.0,
        }
    }

    /// So many more are taken.
    pub fn change(&mut self, by: i32) {
        self.seconds = self.total();
        self.since = Instant::now();
        self.taken = (self.taken + by).max(0);
    }

    /// Seconds, those of all slots together.
    pub fn total(&self) -> f64 {
        self.seconds + f64::from(self.taken) * self.since.elapsed().as_secs_f64()
    }
}
