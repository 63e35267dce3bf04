//! What an endpoint says of its use as a whole: spacing, slots, retention, files.

use super::words::{Word, number, sentences, words};

/// What is said of the use of an endpoint.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    /// Least seconds between two calls.
    pub(super) spacing: Option<u64>,
    /// How many calls an account may have running.
    pub(super) slots: Option<u64>,
    /// For how many seconds what is read is kept.
    pub(super) retention: Option<u64>,
    /// Most bytes of a file.
    pub(super) upload_bytes: Option<u64>,
    /// Endings of files.
    pub(super) upload_formats: Vec<String>,
}

/// Reads prose.
pub(super) fn read(text: &str, conditions: &mut Conditions) {
    let words = words(text);
    for sentence in sentences(&words) {
        conditions.spacing = conditions.spacing.or_else(|| spacing(sentence));
        conditions.slots = conditions.slots.or_else(|| slots(sentence));
        conditions.retention = conditions.retention.or_else(|| retention(sentence));
        conditions.upload_bytes = conditions.upload_bytes.or_else(|| bytes(sentence));
        for format in formats(sentence) {
            if !conditions.upload_formats.contains(&format) {
                conditions.upload_formats.push(format);
            }
        }
    }
}

fn has(sentence: &[Word], any: &[&str]) -> bool {
    sentence.iter().any(|word| word.any(any))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be whole and small"
)]
fn whole(word: &Word) -> Option<u64> {
    let value = word.number()?;
    (value >= 1.0 && value.fract() == 0.0 && value < 1e9).then_some(value as u64)
}

/// Seconds of a length of time that starts at a word.
fn time(sentence: &[Word], at: usize) -> Option<u64> {
    let amount = whole(sentence.get(at)?)?;
    let unit = sentence.get(at + 1)?;
    let seconds = [
        (1, &["second", "seconds", "sec", "secs", "s"][..]),
        (60, &["minute", "minutes", "min", "mins"]),
        (3600, &["hour", "hours"]),
        (86_400, &["day", "days"]),
        (604_800, &["week", "weeks"]),
    ];
    let (length, _) = seconds.iter().find(|(_, words)| unit.any(words))?;
    amount.checked_mul(*length)
}

fn first_time(sentence: &[Word]) -> Option<u64> {
    (0..sentence.len()).find_map(|at| time(sentence, at))
}

fn spacing(sentence: &[Word]) -> Option<u64> {
    // "before retrying" tells how long to wait for a slot.
    let calls = ["call", "calls", "request", "requests"];
    let another = sentence.windows(2).any(|pair| match pair {
        [word, call] => {
            word.any(&[
                "another",
                "next",
                "between",
                "subsequent",
                "consecutive",
                "per",
            ]) && call.any(&calls)
        }
        _ => false,
    });
    let apart = has(sentence, &["apart"]) && has(sentence, &calls);
    let every = has(sentence, &["every"]) && has(sentence, &calls);
    (another || apart || every).then(|| first_time(sentence))?
}

fn slots(sentence: &[Word]) -> Option<u64> {
    sentence.windows(2).find_map(|pair| match pair {
        [amount, word] if word.any(&["concurrent", "parallel", "simultaneous"]) => whole(amount),
        _ => None,
    })
}

fn retention(sentence: &[Word]) -> Option<u64> {
    let kept = [
        "retained",
        "kept",
        "stored",
        "available",
        "deleted",
        "expire",
        "expires",
        "expired",
    ];
    let at = sentence.iter().position(|word| word.any(&kept))?;
    let reach = sentence.get(at..(at + 8).min(sentence.len()))?;
    let about = has(
        sentence,
        &[
            "job", "jobs", "record", "records", "result", "results", "data", "retained",
        ],
    );
    about.then(|| first_time(reach))?
}

/// Most bytes: `up to 5GB`, `maximum size 60 MB`.
fn bytes(sentence: &[Word]) -> Option<u64> {
    if !has(
        sentence,
        &[
            "up", "max", "maximum", "limit", "size", "exceed", "larger", "most",
        ],
    ) {
        return None;
    }
    sentence.iter().enumerate().find_map(|(at, word)| {
        let text = word.text()?;
        let digits = text
            .find(|c: char| !(c.is_ascii_digit() || c == '.'))
            .unwrap_or(text.len());
        let (amount, unit) = text.split_at(digits);
        let amount = number(amount).filter(|amount| *amount < 1e6)?;
        let unit = if unit.is_empty() {
            sentence.get(at + 1)?.text()?
        } else {
            unit.trim_start_matches('-')
        };
        let factor: f64 = match unit.to_ascii_lowercase().as_str() {
            "kb" | "kib" | "kilobytes" => 1024.0,
            "mb" | "mib" | "megabytes" => 1024.0 * 1024.0,
            "gb" | "gib" | "gigabytes" => 1024.0 * 1024.0 * 1024.0,
            _ => return None,
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "less than 2⁵³"
        )]
        Some((amount * factor) as u64)
    })
}

/// Endings by words for formats.
const FORMATS: &[(&str, &str)] = &[
    ("mp3", "mp3"),
    ("audio/mpeg", "mp3"),
    ("audio/mp3", "mp3"),
    ("m4a", "m4a"),
    ("audio/mp4", "m4a"),
    ("audio/x-m4a", "m4a"),
    ("wav", "wav"),
    ("audio/wav", "wav"),
    ("audio/x-wav", "wav"),
    ("flac", "flac"),
    ("audio/flac", "flac"),
    ("ogg", "ogg"),
    ("audio/ogg", "ogg"),
    ("aac", "aac"),
    ("audio/aac", "aac"),
    ("mid", "mid"),
    ("midi", "mid"),
    ("audio/midi", "mid"),
    ("webm", "webm"),
    ("mp4", "mp4"),
    ("video/mp4", "mp4"),
    ("png", "png"),
    ("image/png", "png"),
    ("jpg", "jpg"),
    ("jpeg", "jpg"),
    ("image/jpeg", "jpg"),
    ("webp", "webp"),
    ("image/webp", "webp"),
];

/// The ending that a media type or a word stands for.
pub(super) fn ending(word: &str) -> Option<&'static str> {
    let word = word.trim().trim_start_matches('.');
    FORMATS
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(word))
        .map(|(_, ending)| *ending)
}

/// Formats, where a sentence says which are taken.
fn formats(sentence: &[Word]) -> Vec<String> {
    let said = has(
        sentence,
        &[
            "format",
            "formats",
            "upload",
            "supported",
            "accepted",
            "accepts",
        ],
    );
    if !said {
        return Vec::new();
    }
    let mut found: Vec<String> = Vec::new();
    for ending in sentence.iter().filter_map(|word| ending(word.text()?)) {
        if !found.iter().any(|known| known == ending) {
            found.push(ending.to_owned());
        }
    }
    found
}
