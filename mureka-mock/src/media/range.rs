//! `Range`, as RFC 9110 (14.1) has it.

use std::ops::Range;

/// How much of a file a `Range` asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All. Several ranges, and what is no range, may be ignored.
    Whole,
    /// These bytes, at least one.
    Part(Range<u64>),
    /// Bytes that the file does not have.
    Nothing,
}

impl Wanted {
    pub(super) fn of(header: &str, length: u64) -> Self {
        Self::parse(header, length).unwrap_or(Self::Whole)
    }

    /// `None` if it is no single range.
    fn parse(header: &str, length: u64) -> Option<Self> {
        let (unit, range) = header.split_once('=')?;
        if !unit.trim().eq_ignore_ascii_case("bytes") {
            return None;
        }
        let (first, last) = range.trim().split_once('-')?;
        let part = match (first, last) {
            ("", last) => {
                let last = number(last)?;
                if last > 0 && length == 0 {
                    // The last bytes of nothing: there are some words for it in the
                    // RFC, but none in `Content-Range`.
                    return None;
                }
                length.saturating_sub(last)..length
            }
            (first, "") => number(first)?..length,
            (first, last) => {
                let (first, last) = (number(first)?, number(last)?);
                if last < first {
                    return None;
                }
                first..last.saturating_add(1).min(length)
            }
        };
        Some(if part.start < part.end {
            Self::Part(part)
        } else {
            Self::Nothing
        })
    }
}

/// A whole number of any length; too long ones are as good as the largest.
pub(super) fn number(digits: &str) -> Option<u64> {
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    Some(digits.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_range_of_bytes_is_cut_to_the_file() {
        const MOST: u64 = u64::MAX;
        let part = |first, end| Wanted::Part(first..end);
        for (header, length, wanted) in [
            ("bytes=0-0", 10, part(0, 1)),
            ("bytes=2-5", 10, part(2, 6)),
            ("bytes=9-9", 10, part(9, 10)),
            ("bytes=0-9", 10, part(0, 10)),
            ("bytes=5-10", 10, part(5, 10)),
            ("bytes=5-", 10, part(5, 10)),
            ("bytes=-3", 10, part(7, 10)),
            ("bytes=-10", 10, part(0, 10)),
            ("bytes=-11", 10, part(0, 10)),
            ("Bytes = 2-5 ", 10, part(2, 6)),
            ("bytes=007-8", 10, part(7, 9)),
            // Numbers at and beyond the end of what fits.
            ("bytes=5-18446744073709551615", 10, part(5, 10)),
            ("bytes=5-18446744073709551616", 10, part(5, 10)),
            ("bytes=-18446744073709551615", 10, part(0, 10)),
            ("bytes=-99999999999999999999999", 10, part(0, 10)),
            ("bytes=0-18446744073709551614", MOST, part(0, MOST)),
            ("bytes=0-18446744073709551615", MOST, part(0, MOST)),
            ("bytes=18446744073709551614-", MOST, part(MOST - 1, MOST)),
        ] {
            assert_eq!(Wanted::of(header, length), wanted, "{header} of {length}");
        }
    }

    #[test]
    fn a_range_beyond_the_file_is_nothing() {
        for (header, length) in [
            ("bytes=10-", 10),
            ("bytes=10-20", 10),
            ("bytes=-0", 10),
            ("bytes=0-", 0),
            ("bytes=0-0", 0),
            ("bytes=-0", 0),
            ("bytes=18446744073709551615-", 10),
            ("bytes=18446744073709551615-18446744073709551615", u64::MAX),
            ("bytes=99999999999999999999-99999999999999999999", 10),
        ] {
            assert_eq!(
                Wanted::of(header, length),
                Wanted::Nothing,
                "{header} of {length}"
            );
        }
    }

    #[test]
    fn several_ranges_and_what_is_no_range_are_ignored() {
        for header in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=5",
            "bytes=5-2",
            "bytes=99999999999999999999-5",
            "bytes=a-b",
            "bytes=1-b",
            "bytes=1-2-3",
            "bytes=+1-2",
            "bytes=1--2",
            "bytes= 1 - 2",
            "bytes=1-2,4-5",
            "bytes=1-2,",
            "bytes=0x1-2",
            "bytes=\u{661}-",
            "items=1-2",
            "1-2",
        ] {
            assert_eq!(Wanted::of(header, 10), Wanted::Whole, "{header:?}");
        }
        // Satisfiable to the letter, but no Content-Range can say so.
        assert_eq!(Wanted::of("bytes=-5", 0), Wanted::Whole);
    }
}
