//! What time it is, in the two ways the documents write it.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value};

/// Gives the time; injected, so that tests can hold it still.
pub(crate) type Clock = Arc<dyn Fn() -> SystemTime + Send + Sync>;

/// Sets those of the named fields that hold a time to another: a text to RFC 3339
/// with milliseconds, a number to unix seconds. Missing and null ones stay.
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
fn rfc3339(time: SystemTime) -> String {
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
    use std::time::Duration;

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
}
