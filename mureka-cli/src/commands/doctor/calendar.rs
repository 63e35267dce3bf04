//! Days between dates, as far as a report needs them.

/// Seconds of a day.
pub const DAY: i64 = 86_400;

/// Unix seconds of `2026-02-15T12:00:00.000Z`; a date alone is its midnight. UTC is what the
/// vendors write.
pub fn unix(text: &str) -> Option<i64> {
    let date = text.get(..10)?;
    let mut parts = date.split('-');
    let mut next = |range: std::ops::RangeInclusive<i64>| {
        let number: i64 = parts.next()?.parse().ok()?;
        range.contains(&number).then_some(number)
    };
    let (year, month, day) = (next(1970..=9999)?, next(1..=12)?, next(1..=31)?);
    // Howard Hinnant's days_from_civil.
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let shifted = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * shifted + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let days = era * 146_097 + day_of_era - 719_468;
    Some(days * DAY + time_of_day(text).unwrap_or(0))
}

fn time_of_day(text: &str) -> Option<i64> {
    let mut parts = text.get(11..19)?.split(':');
    let mut next = || {
        parts
            .next()?
            .parse::<i64>()
            .ok()
            .filter(|number| (0..=60).contains(number))
    };
    Some(next()? * 3600 + next()? * 60 + next()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shown;

    #[test]
    fn dates_are_read_as_they_are_shown() {
        for (text, shown) in [
            ("1970-01-01T00:00:00.000Z", "1970-01-01 00:00"),
            ("2024-02-29T23:59:59Z", "2024-02-29 23:59"),
            ("2027-02-23T04:38:16.033Z", "2027-02-23 04:38"),
            ("2026-12-31", "2026-12-31 00:00"),
            ("2026-01-05 07:08:09", "2026-01-05 07:08"),
        ] {
            assert_eq!(shown::time(unix(text)), shown, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "soon",
            "2026-13-01",
            "2026-00-10",
            "2026/01/01",
            "99999-01-01",
            "éééééééé",
        ] {
            assert_eq!(unix(text), None, "{text}");
        }
    }
}
