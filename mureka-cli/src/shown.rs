//! How things look to people.

use std::borrow::Cow;

use mureka_api::useapi::types::{Id, Song};

/// `3:54`
pub fn duration(milliseconds: Option<i64>) -> String {
    let Some(seconds) = milliseconds
        .and_then(|ms| u64::try_from(ms).ok())
        .map(|ms| ms / 1000)
    else {
        return "–".into();
    };
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

/// `5.4 MB`
pub fn bytes(bytes: u64) -> String {
    const STEP: u64 = 1000;
    let (mut unit, mut size) = ("B", bytes);
    for next in ["kB", "MB", "GB", "TB"] {
        if size < STEP {
            break;
        }
        // One digit behind the point is kept as long as it says something.
        if size < STEP * STEP {
            let tenths = (size + 50) / 100;
            return if tenths < 10_000 {
                format!("{}.{} {next}", tenths / 10, tenths % 10)
            } else {
                format!("1.0 {}", following(next))
            };
        }
        size /= STEP;
        unit = next;
    }
    format!("{size} {unit}")
}

fn following(unit: &str) -> &'static str {
    match unit {
        "kB" => "MB",
        "MB" => "GB",
        _ => "TB",
    }
}

/// A text, or a dash where there is none.
pub fn text(text: Option<&str>) -> String {
    match text {
        Some(text) if !text.is_empty() => one_line(text).into_owned(),
        _ => "–".into(),
    }
}

/// How a text begins, for the cell of a table.
pub fn beginning(long: Option<&str>) -> String {
    const MOST: usize = 60;
    let line = text(long);
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

/// An id, or a dash.
pub fn id(id: Option<&Id>) -> String {
    id.map_or_else(|| "–".into(), |id| one_line(&id.to_text()).into_owned())
}

/// A title, or what stands for it.
pub fn title(song: &Song) -> String {
    match song.title.as_deref() {
        Some(title) if !title.trim().is_empty() => one_line(title).into_owned(),
        _ => "untitled".into(),
    }
}

/// A text on one line, and without characters that move the cursor of a terminal: what a
/// service answers is not trusted to leave it alone.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if text.chars().any(moves) {
        text.chars()
            .map(|letter| if moves(letter) { ' ' } else { letter })
            .collect::<String>()
            .into()
    } else {
        text.into()
    }
}

/// The same on several lines: their ends stay.
pub fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(one_line);
    lines.map(|line| line.trim_end().to_owned()).collect()
}

/// Control characters, and those that turn the direction of writing.
fn moves(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `yes`, `no` or a dash.
pub fn yes_no(flag: Option<bool>) -> String {
    flag.map_or("–", |yes| if yes { "yes" } else { "no" })
        .into()
}

/// A number, or a dash.
pub fn number(number: Option<i64>) -> String {
    number.map_or_else(|| "–".into(), |number| number.to_string())
}

/// `song` or `songs`.
pub fn plural<'w>(count: usize, one: &'w str, many: &'w str) -> &'w str {
    if count == 1 { one } else { many }
}

/// A date and time in UTC of unix seconds: `2026-04-04 12:00`.
pub fn time(seconds: Option<i64>) -> String {
    let Some(seconds) = seconds else {
        return "–".into();
    };
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Days since 1970 to a date: Howard Hinnant's civil_from_days.
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!(
        "{year:04}-{month:02}-{day:02} {:02}:{:02}",
        rest / 3600,
        rest / 60 % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_on_a_player() {
        for (milliseconds, expected) in [
            (Some(0), "0:00"),
            (Some(234_567), "3:54"),
            (Some(3_661_000), "1:01:01"),
            (Some(-1), "–"),
            (None, "–"),
        ] {
            assert_eq!(duration(milliseconds), expected);
        }
    }

    #[test]
    fn sizes_have_one_digit_behind_the_point() {
        for (size, expected) in [
            (0, "0 B"),
            (999, "999 B"),
            (1000, "1.0 kB"),
            (999_949, "999.9 kB"),
            (999_950, "1.0 MB"),
            (5_432_100, "5.4 MB"),
            (5_368_709_120, "5.4 GB"),
        ] {
            assert_eq!(bytes(size), expected, "{size}");
        }
    }

    #[test]
    fn times_are_dates_in_utc() {
        assert_eq!(time(Some(0)), "1970-01-01 00:00");
        assert_eq!(time(Some(1_767_001_167)), "2025-12-29 09:39");
        assert_eq!(time(Some(951_782_400)), "2000-02-29 00:00");
    }

    #[test]
    fn what_moves_the_cursor_does_not_reach_the_terminal() {
        assert_eq!(one_line("a\u{1b}[2Jb\nc"), "a [2Jb c");
        assert_eq!(one_line("\u{9b}2J\u{202e}gpj"), " 2J gpj");
        assert_eq!(lines("a\r\n\u{1b}b\n\nc"), ["a", " b", "", "c"]);
    }
}
