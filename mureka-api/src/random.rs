//! Chance: one source of it for each client, with a seed where one was given.

use std::sync::{Mutex, PoisonError};

/// Chance: for jitter, and for references that no one else uses.
pub(crate) struct Random(Mutex<fastrand::Rng>);

impl Random {
    pub fn new(seed: Option<u64>) -> Self {
        let seed = seed.unwrap_or_else(fresh_seed);
        Self(Mutex::new(fastrand::Rng::with_seed(seed)))
    }

    /// From 0 to below 1.
    pub fn fraction(&self) -> f64 {
        self.with(fastrand::Rng::f64)
    }

    /// 32 hexadecimal digits that no other call has.
    pub fn reference(&self) -> String {
        self.with(|rng| format!("{:032x}", rng.u128(..)))
    }

    fn with<T>(&self, take: impl FnOnce(&mut fastrand::Rng) -> T) -> T {
        take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A seed from the operating system; where that has none to give, from what differs anyway.
fn fresh_seed() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    getrandom::u64().unwrap_or_else(|_| RandomState::new().hash_one(std::process::id()))
}
