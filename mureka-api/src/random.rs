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

    /// 32 hexadecimal digits that no other call has, behind a prefix.
    pub fn reference(&self, prefix: &str) -> String {
        let number = self.with(|rng| rng.u128(..));
        let mut reference = String::with_capacity(prefix.len() + 32);
        reference.push_str(prefix);
        let halves = number.to_be_bytes();
        let halves = halves.into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
        reference.extend(halves.filter_map(|half| char::from_digit(half.into(), 16)));
        reference
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_a_number_in_32_hexadecimal_digits() {
        for seed in 0..100 {
            let number = fastrand::Rng::with_seed(seed).u128(..);
            let reference = Random::new(Some(seed)).reference("mureka-");
            assert_eq!(reference, format!("mureka-{number:032x}"));
        }
    }
}
