//! What time it is: real, moved by hand, or virtual with the runtime's.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value};
use tokio::sync::watch;
use tokio::time::Instant;

/// Longer is not meant.
pub(crate) const CENTURY: Duration = Duration::from_secs(100 * 366 * 86400);

/// When something comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// At once.
    Now,
    /// At this time.
    At(SystemTime),
    Never,
}

impl When {
    /// When a job ends; without a time it never does.
    pub(crate) fn of(ends: Option<SystemTime>) -> Self {
        ends.map_or(Self::Never, Self::At)
    }
}

/// The server's time. It follows tokio's clock, so that a test which pauses that one
/// holds this one still too, and can be moved forward on its own.
pub(crate) struct Clock {
    began: SystemTime,
    instant: Instant,
    moved: Mutex<Duration>,
    /// Whether it may show another time than the system's.
    apart: AtomicBool,
    /// Wakes those who wait whenever the time was moved.
    bell: watch::Sender<()>,
}

impl Clock {
    /// A clock that shows this time now.
    pub(crate) fn at(began: SystemTime) -> Self {
        Self {
            began,
            instant: Instant::now(),
            moved: Mutex::default(),
            apart: AtomicBool::new(false),
            bell: watch::channel(()).0,
        }
    }

    pub(crate) fn now(&self) -> SystemTime {
        let moved = *self.moved.lock().unwrap_or_else(PoisonError::into_inner);
        let passed = self.instant.elapsed().saturating_add(moved);
        self.began.checked_add(passed).unwrap_or(self.began)
    }

    /// The same, but other than that of the system.
    pub(crate) fn apart(self) -> Self {
        self.apart.store(true, Ordering::Relaxed);
        self
    }

    /// The date of an answer, where it is not that of the system.
    pub(crate) fn date(&self) -> Option<String> {
        let apart = self.apart.load(Ordering::Relaxed);
        apart.then(|| http_date(self.now()))
    }

    /// Moves the time forward; further than a century is not meant.
    pub(crate) fn advance(&self, by: Duration) {
        {
            let mut moved = self.moved.lock().unwrap_or_else(PoisonError::into_inner);
            *moved = moved.saturating_add(by).min(CENTURY);
        }
        self.apart.store(true, Ordering::Relaxed);
        self.bell.send_replace(());
    }

    /// Waits so long.
    pub(crate) async fn pass(&self, time: Duration) {
        self.reach(When::of(self.now().checked_add(time))).await;
    }

    /// Waits until then.
    pub(crate) async fn reach(&self, when: When) {
        let time = match when {
            When::Now => return,
            When::At(time) => time,
            When::Never => return std::future::pending().await,
        };
        let mut bell = self.bell.subscribe();
        loop {
            let Ok(left) = time.duration_since(self.now()) else {
                return;
            };
            if left.is_zero() {
                return;
            }
            tokio::select! {
                () = tokio::time::sleep(left) => {}
                // The sender lives as long as the clock.
                _ = bell.changed() => {}
            }
        }
    }
}

/// Sets those of the named fields that hold a time to another: a text to RFC 3339
/// with milliseconds, a number to unix seconds. Missing ones stay, and null ones do.
pub(crate) fn set(record: &mut Map<String, Value>, fields: &[&str], time: SystemTime) {
    for field in fields {
        match record.get_mut(*field) {
            Some(value @ Value::String(_)) => *value = rfc3339(time).into(),
            Some(value @ Value::Number(_)) => *value = (millis(time) / 1000).into(),
            _ => {}
        }
    }
}

/// Milliseconds since 1970; 0 for anything before.
fn millis(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| {
        u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
    })
}

/// `2026-01-20T12:34:56.789Z`.
pub(crate) fn rfc3339(time: SystemTime) -> String {
    let millis = millis(time);
    let seconds = millis / 1000;
    let (year, month, day) = date(seconds / 86400);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{:03}Z",
        seconds / 3600 % 24,
        seconds / 60 % 60,
        seconds % 60,
        millis % 1000,
    )
}

/// `Tue, 20 Jan 2026 12:34:56 GMT`, as HTTP headers have it.
pub(crate) fn http_date(time: SystemTime) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let seconds = millis(time) / 1000;
    let days = seconds / 86400;
    let (year, month, day) = date(days);
    let name = |names: &[&'static str], at: u64| {
        let at = usize::try_from(at).unwrap_or_default();
        names.get(at).copied().unwrap_or_default()
    };
    format!(
        "{}, {day:02} {} {year:04} {:02}:{:02}:{:02} GMT",
        name(&DAYS, days % 7),
        name(&MONTHS, month - 1),
        seconds / 3600 % 24,
        seconds / 60 % 60,
        seconds % 60,
    )
}

/// Year, month and day of a day counted from 1970-01-01, with years that begin in
/// March so that the leap day is the last of a year.
fn date(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_based = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_based + 2) / 5 + 1;
    let month = if march_based < 10 {
        march_based + 3
    } else {
        march_based - 9
    };
    (era * 400 + year_of_era + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_the_documents_write_them() {
        for (millis, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_768_912_496_789, "2026-01-20T12:34:56.789Z"),
            (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        ] {
            assert_eq!(rfc3339(UNIX_EPOCH + Duration::from_millis(millis)), text);
        }
    }

    #[test]
    fn times_are_written_as_http_writes_them() {
        for (seconds, text) in [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (1_768_912_496, "Tue, 20 Jan 2026 12:34:56 GMT"),
        ] {
            assert_eq!(http_date(UNIX_EPOCH + Duration::from_secs(seconds)), text);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn waiting_ends_when_the_time_comes_or_is_moved() {
        let clock = Clock::at(UNIX_EPOCH);
        let hour = Duration::from_secs(3600);
        clock.reach(When::At(UNIX_EPOCH + hour)).await;
        assert!(clock.now() >= UNIX_EPOCH + hour);

        let day = When::At(clock.now() + 24 * hour);
        let before = Instant::now();
        tokio::join!(clock.reach(day), async {
            tokio::task::yield_now().await;
            clock.advance(23 * hour);
        });
        assert_eq!(before.elapsed().as_secs(), 3600);
    }
}
