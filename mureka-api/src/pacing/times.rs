//! How long things take that the documents say nothing exact about.

use std::time::Duration;

/// Times of the pacing, and how fast time goes for it.
#[derive(Clone, Debug)]
pub(crate) struct Times {
    /// After this, a call that is not answered surely has come to the service: the answer
    /// to a call that waits for its songs takes 30 to 90 s.
    pub answer: Duration,
    /// How long a call of which nobody knows what became of it takes a slot, which is the
    /// longest usual run of a job.
    pub ghost: Duration,
    /// Wait after the service said that all slots are taken; documented.
    pub closed: Duration,
    /// Time between two listings while somebody waits for a slot, give or take a tenth,
    pub hungry: Duration,
    /// and otherwise; documented for polls.
    pub watching: Duration,
    /// Longest time until a listing that failed is tried again.
    pub backoff: Duration,
    /// Factor for all of these and for the documented spacings.
    pub scale: f64,
}

impl Default for Times {
    fn default() -> Self {
        Self {
            answer: Duration::from_secs(1),
            ghost: Duration::from_secs(90),
            closed: Duration::from_secs(5),
            hungry: Duration::from_secs(2),
            watching: Duration::from_secs(5),
            backoff: Duration::from_secs(30),
            scale: 1.0,
        }
    }
}

impl Times {
    /// The same for a service whose time goes faster or slower: with 0.01 three seconds of
    /// spacing are 30 milliseconds.
    #[cfg(test)]
    pub fn at_scale(scale: f64) -> Self {
        let usual = Self::default();
        let time = |time: Duration| time.mul_f64(scale);
        Self {
            answer: time(usual.answer),
            ghost: time(usual.ghost),
            closed: time(usual.closed),
            hungry: time(usual.hungry),
            watching: time(usual.watching),
            backoff: time(usual.backoff),
            scale,
        }
    }

    pub(super) fn scaled(&self, documented: Duration) -> Duration {
        documented.mul_f64(self.scale)
    }
}
