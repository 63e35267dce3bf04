//! Dates in any of the forms that pages have.

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Words after the first date in which another one may stand: `May 1, 2025 (June 2, 2026)`.
const REACH: usize = 8;

/// The date of a page, as `2026-04-04`: the latest of those that stand together where the
/// first one stands. Later ones are about other things.
pub(super) fn stamp(text: &str) -> Option<String> {
    let mut words = text
        .split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .filter(|word| !word.is_empty());
    let mut window = [words.next(), words.next(), words.next()];
    let mut latest = None;
    let mut left = REACH;
    while let [Some(first), second, third] = window {
        let (second, third) = (second.unwrap_or_default(), third.unwrap_or_default());
        let found = iso(first)
            .or_else(|| date(year(third), month(first), day(second)))
            .or_else(|| date(year(third), month(second), day(first)));
        latest = latest.max(found);
        if latest.is_some() {
            left -= 1;
            if left == 0 {
                break;
            }
        }
        window = [window[1], window[2], words.next()];
    }
    latest.map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}"))
}

fn date(year: Option<u32>, month: Option<u32>, day: Option<u32>) -> Option<(u32, u32, u32)> {
    Some((year?, month?, day?))
}

fn iso(word: &str) -> Option<(u32, u32, u32)> {
    let word = word
        .get(..10)
        .filter(|_| word.len() == 10 || word.as_bytes().get(10) == Some(&b'T'))?;
    let mut parts = word.split('-');
    let (y, m, d) = (parts.next()?, parts.next()?, parts.next()?);
    let month: u32 = m.parse().ok()?;
    let found = date(year(y), (1..=12).contains(&month).then_some(month), day(d));
    found.filter(|_| m.len() == 2 && d.len() == 2 && parts.next().is_none())
}

fn year(word: &str) -> Option<u32> {
    let year: u32 = word.parse().ok()?;
    (word.len() == 4 && (2015..2100).contains(&year)).then_some(year)
}

fn month(word: &str) -> Option<u32> {
    let short = word.get(..3)?.to_ascii_lowercase();
    let month = (1..).zip(MONTHS).find(|(_, name)| *name == short)?.0;
    let long = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "sept",
    ];
    (word.len() == 3 || long.iter().any(|name| word.eq_ignore_ascii_case(name))).then_some(month)
}

fn day(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if !matches!(
        word.get(digits.len()..),
        Some("" | "st" | "nd" | "rd" | "th")
    ) {
        return None;
    }
    let day: u32 = digits.parse().ok()?;
    (digits.len() <= 2 && (1..=31).contains(&day)).then_some(day)
}
