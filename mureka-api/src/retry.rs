//! Which calls are sent again, and when.

use std::time::Duration;

use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};

use crate::ErrorKind;
use crate::operation::{Operation, Repeat};

/// Wait before a call that was refused because of the slots is sent again, at least; documented.
const SLOTS_WAIT: Duration = Duration::from_secs(5);

/// Wait while the login behind an account is renewed, at least.
const REFRESH_WAIT: Duration = Duration::from_secs(5);

/// Wait after a refusal for calls too fast, where no spacing is documented.
const PACE_WAIT: Duration = Duration::from_secs(1);

/// Least wait after an answer that asks to wait.
const LEAST_WAIT: Duration = Duration::from_millis(100);

/// When a call is sent again by itself.
///
/// Reads and deletions are repeated after every failure that may pass. A call that is paid
/// for, or that the docs do not call safe to repeat, is sent again only if it surely was not
/// accepted: never sent, refused with 429, or refused because the account's login is being
/// renewed. There is no wait before the first attempt, and none that would end after the
/// deadline of the call.
///
/// ```
/// use std::time::Duration;
/// use mureka_api::Retry;
///
/// let patient = Retry::new().attempts(6).longest(Duration::from_secs(60));
/// let never = Retry::off();
/// # let _ = (patient, never);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retry {
    attempts: u32,
    first: Duration,
    longest: Duration,
    patience: Duration,
}

impl Retry {
    /// The default: three attempts, half a second and then twice as long between them, up to
    /// 30 s; five minutes of patience with a service that asks to wait.
    pub fn new() -> Self {
        Self {
            attempts: 3,
            first: Duration::from_millis(500),
            longest: Duration::from_secs(30),
            patience: Duration::from_secs(300),
        }
    }

    /// Every call is sent once.
    pub fn off() -> Self {
        Self {
            attempts: 1,
            patience: Duration::ZERO,
            ..Self::new()
        }
    }

    /// How many times a call that fails is sent in all; 0 counts as 1.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The wait after the first failure, before jitter.
    pub fn first(mut self, wait: Duration) -> Self {
        self.first = wait;
        self
    }

    /// The longest wait, unless the service asks for a longer one.
    pub fn longest(mut self, wait: Duration) -> Self {
        self.longest = wait;
        self
    }

    /// For how long a call is sent again in all while the service only asks to wait: 429, or an
    /// account whose login is being renewed. These do not count as attempts. Zero: not at all.
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }
}

impl Default for Retry {
    fn default() -> Self {
        Self::new()
    }
}

/// What a failed attempt tells about the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The failure stays, or the call might be charged twice.
    Stop,
    /// Try again; counts as an attempt.
    Again,
    /// The service asks to wait, at least so long; does not count as an attempt.
    Later(Duration),
}

/// What is known of a failed attempt.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Failure<'a> {
    pub kind: ErrorKind,
    pub never_sent: bool,
    pub code: Option<&'a str>,
    pub status: Option<u16>,
}

/// Whether an operation may be sent again after a failure.
pub(crate) fn verdict(operation: &Operation, failure: Failure<'_>) -> Verdict {
    match failure.kind {
        ErrorKind::RateLimited => Verdict::Later(operation.spacing.unwrap_or(PACE_WAIT)),
        ErrorKind::SlotsFull => Verdict::Later(SLOTS_WAIT),
        ErrorKind::AccountBroken if failure.code == Some("REFRESH_IN_PROGRESS") => {
            Verdict::Later(REFRESH_WAIT)
        }
        ErrorKind::Connection if failure.never_sent => Verdict::Again,
        ErrorKind::Connection | ErrorKind::Timeout | ErrorKind::Server
            if operation.repeat == Repeat::Safe =>
        {
            Verdict::Again
        }
        // Hung up on, or given up by a gateway, before an answer.
        _ if failure.status == Some(408) && operation.repeat == Repeat::Safe => Verdict::Again,
        _ => Verdict::Stop,
    }
}

/// The state of one call's attempts.
#[derive(Debug)]
pub(crate) struct Attempts {
    policy: Retry,
    /// Attempts that count.
    counted: u32,
    /// All of them.
    made: u32,
    /// Time waited because the service asked for it.
    waited: Duration,
    waits: u32,
}

impl Attempts {
    pub fn new(policy: &Retry) -> Self {
        Self {
            policy: policy.clone(),
            counted: 1,
            made: 1,
            waited: Duration::ZERO,
            waits: 0,
        }
    }

    /// How many attempts were made.
    pub fn made(&self) -> u32 {
        self.made
    }

    /// The wait before the next attempt; `None` if there is none.
    ///
    /// `asked` is the `Retry-After` of the answer; `random` is from 0 to below 1.
    pub fn next(
        &mut self,
        verdict: Verdict,
        asked: Option<Duration>,
        random: f64,
    ) -> Option<Duration> {
        let wait = match verdict {
            Verdict::Stop => return None,
            Verdict::Again if self.counted >= self.policy.attempts => return None,
            // More than anyone waits for.
            Verdict::Again if asked > Some(self.policy.patience.max(self.policy.longest)) => {
                return None;
            }
            Verdict::Again => {
                self.counted += 1;
                let wait = self.backoff(self.counted - 2).mul_f64(0.5 + random / 2.0);
                asked.map_or(wait, |asked| asked.max(wait))
            }
            Verdict::Later(_) if self.policy.patience.is_zero() => return None,
            Verdict::Later(least) => {
                // Never at once, whatever the policy and the answer: that would go on for ever.
                let least = asked.unwrap_or(least).max(LEAST_WAIT);
                let grown = self.backoff(self.waits).max(least);
                // Upwards: below what is asked for, the answer would be the same.
                let wait = grown.mul_f64(1.0 + random / 4.0);
                self.waits += 1;
                self.waited = self.waited.saturating_add(wait);
                if self.waited > self.policy.patience {
                    return None;
                }
                wait
            }
        };
        self.made += 1;
        Some(wait)
    }

    /// The attempt that the last wait was for is not made after all.
    pub fn forgo(&mut self) {
        self.made -= 1;
    }

    fn backoff(&self, number: u32) -> Duration {
        let factor = 2_u32.saturating_pow(number);
        self.policy
            .first
            .saturating_mul(factor)
            .min(self.policy.longest)
            .min(LONGEST_ASKED)
    }
}

/// Longest wait that an answer may ask for; what is longer is no advice to a program.
const LONGEST_ASKED: Duration = Duration::from_secs(24 * 60 * 60);

/// How long an answer asks to wait: seconds, or a date, which is compared with the answer's own.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: HeaderName| headers.get(name)?.to_str().ok().map(str::trim);
    let asked = text(RETRY_AFTER)?;
    let wait = if let Ok(seconds) = asked.parse::<u64>() {
        Duration::from_secs(seconds)
    } else {
        let until = httpdate::parse_http_date(asked).ok()?;
        let now = text(DATE).and_then(|date| httpdate::parse_http_date(date).ok());
        let now = now.unwrap_or_else(crate::time::now);
        until.duration_since(now).unwrap_or_default()
    };
    Some(wait.min(LONGEST_ASKED))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::useapi::operations::{CREATE_SONG, GENERATE_VIDEO, LIST_SONGS};

    fn failure(kind: ErrorKind) -> Failure<'static> {
        Failure {
            kind,
            never_sent: false,
            code: None,
            status: None,
        }
    }

    #[test]
    fn a_paid_call_is_repeated_only_if_it_surely_was_not_accepted() {
        use ErrorKind::{AccountBroken, Api, Connection, RateLimited, Server, SlotsFull, Timeout};
        let never_sent = Failure {
            never_sent: true,
            ..failure(Connection)
        };
        let renewing = Failure {
            code: Some("REFRESH_IN_PROGRESS"),
            ..failure(AccountBroken)
        };
        let five = Verdict::Later(Duration::from_secs(5));
        let three = Verdict::Later(Duration::from_secs(3));
        for (failure, paid, read) in [
            (never_sent, Verdict::Again, Verdict::Again),
            (failure(Connection), Verdict::Stop, Verdict::Again),
            (failure(Timeout), Verdict::Stop, Verdict::Again),
            (failure(Server), Verdict::Stop, Verdict::Again),
            (failure(RateLimited), three, Verdict::Later(PACE_WAIT)),
            (failure(SlotsFull), five, five),
            (renewing, five, five),
            (failure(AccountBroken), Verdict::Stop, Verdict::Stop),
            (failure(Api), Verdict::Stop, Verdict::Stop),
        ] {
            assert_eq!(verdict(&CREATE_SONG, failure), paid, "{failure:?}");
            assert_eq!(verdict(&GENERATE_VIDEO, failure), paid, "{failure:?}");
            assert_eq!(verdict(&LIST_SONGS, failure), read, "{failure:?}");
        }
    }

    #[test]
    fn waits_grow_up_to_the_longest_and_end() {
        let policy = Retry::new().attempts(5).longest(Duration::from_secs(2));
        let mut attempts = Attempts::new(&policy);
        let waits: Vec<_> =
            std::iter::from_fn(|| attempts.next(Verdict::Again, None, 0.999_999)).collect();
        let seconds: Vec<_> = waits.iter().map(Duration::as_secs_f64).collect();
        for (wait, expected) in seconds.iter().zip([0.5, 1.0, 2.0, 2.0]) {
            assert!((wait - expected).abs() < 0.01, "{seconds:?}");
        }
        assert_eq!((waits.len(), attempts.made()), (4, 5));
    }

    #[test]
    fn what_the_service_asks_for_is_waited_for_and_never_less() {
        let policy = Retry::new();
        let minute = Some(Duration::from_secs(60));
        for verdict in [Verdict::Again, Verdict::Later(Duration::from_secs(5))] {
            for random in [0.0, 0.5, 0.99] {
                let wait = Attempts::new(&policy).next(verdict, minute, random);
                assert!(wait >= minute, "{verdict:?}: {wait:?}");
            }
        }
    }

    #[test]
    fn patience_ends_and_off_is_off() {
        let policy = Retry::new();
        let mut attempts = Attempts::new(&policy);
        let later = Verdict::Later(Duration::from_secs(5));
        let waits: Vec<_> = std::iter::from_fn(|| attempts.next(later, None, 0.0)).collect();
        let total: Duration = waits.iter().sum();
        assert!(
            total <= Duration::from_secs(300) && waits.len() > 8,
            "{waits:?}"
        );

        let off = Retry::off();
        for verdict in [Verdict::Again, later] {
            assert_eq!(Attempts::new(&off).next(verdict, None, 0.0), None);
        }
    }

    #[test]
    fn no_policy_waits_for_nothing_for_ever_or_too_long_for_a_clock() {
        let later = Verdict::Later(Duration::from_secs(5));
        let at_once = Some(Duration::ZERO);
        let hasty = Retry::new().first(Duration::ZERO).longest(Duration::ZERO);
        let mut attempts = Attempts::new(&hasty);
        let waits = std::iter::from_fn(|| attempts.next(later, at_once, 0.0)).count();
        assert_eq!(waits, 3000, "a tenth of a second each, for five minutes");
        let off = Retry::off().first(Duration::ZERO);
        assert_eq!(Attempts::new(&off).next(later, at_once, 0.0), None);

        let endless = Retry::new()
            .first(Duration::MAX)
            .longest(Duration::MAX)
            .patience(Duration::MAX);
        for verdict in [Verdict::Again, later] {
            let wait = Attempts::new(&endless).next(verdict, None, 0.999_999);
            assert!(wait.unwrap() < 2 * LONGEST_ASKED, "{wait:?}");
        }
    }

    #[test]
    fn retry_after_is_seconds_or_a_date_by_the_clock_of_the_answer() {
        let date = "Sat, 21 Nov 2026 10:00:00 GMT";
        for (asked, seconds) in [
            ("0", Some(0)),
            (" 7 ", Some(7)),
            ("Sat, 21 Nov 2026 10:00:30 GMT", Some(30)),
            ("Sat, 21 Nov 2026 09:00:00 GMT", Some(0)),
            ("99999999999", Some(86_400)),
            ("-1", None),
            ("soon", None),
            ("", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(DATE, date.parse().unwrap());
            headers.insert(RETRY_AFTER, asked.parse().unwrap());
            assert_eq!(
                retry_after(&headers),
                seconds.map(Duration::from_secs),
                "{asked}"
            );
        }
        assert_eq!(retry_after(&HeaderMap::new()), None);
    }
}
