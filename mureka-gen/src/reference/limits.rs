//! Limits of lengths and values in a sentence.

use super::wording::Facts;
use super::words::{Word, number};

/// Words for characters.
const CHARACTERS: &[&str] = &[
    "character",
    "characters",
    "chars",
    "char",
    "symbols",
    "letters",
    "characters)",
    "characters-long",
    "unicode",
];

/// What is measured, but is not the value of the parameter.
const OTHER_MEASURES: &[&str] = &[
    "duration",
    "size",
    "wait",
    "takes",
    "take",
    "retained",
    "file",
    "files",
    "expires",
    "expire",
    "retry",
    "recommended",
    "recommend",
    "cropped",
    "minutes",
    "gb",
    "mb",
    "kb",
    "parallel",
    "concurrent",
    "longer",
];

/// Takes the limits of a sentence.
pub(super) fn read(sentence: &[Word], facts: &mut Facts) {
    let total = sentence
        .iter()
        .any(|word| word.any(&["total", "combined", "altogether", "sum"]));
    let other = sentence.iter().position(|word| word.any(OTHER_MEASURES));
    let mut at = 0;
    while at < sentence.len() {
        if let Some((low, high, next)) = range(sentence, at) {
            let unit = unit(sentence, next);
            if is_length(sentence, at, unit) {
                set_length(facts, total, Some(low), Some(high));
            } else if other.is_none_or(|other| other > next) && leads(sentence, at) {
                facts.range = (facts.range.0.or(Some(low)), facts.range.1.or(Some(high)));
            }
            at = next;
            continue;
        }
        if let Some(value) = sentence.get(at).and_then(number_of)
            && let Some(bound) = bound(sentence, at)
        {
            let unit = unit(sentence, at + 1);
            let (low, high) = match bound {
                Bound::Least => (Some(value), None),
                Bound::Most => (None, Some(value)),
            };
            if is_length(sentence, at, unit) {
                set_length(facts, total, low, high);
            } else if other.is_none() && plain_unit(unit) {
                facts.range = (facts.range.0.or(low), facts.range.1.or(high));
            }
        }
        at += 1;
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be whole and small"
)]
fn whole(value: f64) -> Option<u64> {
    (value >= 1.0 && value.fract() == 0.0 && value < 1e15).then_some(value as u64)
}

fn set_length(facts: &mut Facts, total: bool, low: Option<f64>, high: Option<f64>) {
    let (low, high) = (low.and_then(whole), high.and_then(whole));
    if total {
        facts.total_length = facts.total_length.or(high);
    } else {
        facts.length = (facts.length.0.or(low), facts.length.1.or(high));
    }
}

/// A number that stands as a word, also as `500-character`.
fn number_of(word: &Word) -> Option<f64> {
    let Word::Plain(text) = word else {
        return word.number();
    };
    match text.split_once('-') {
        Some((digits, unit)) if unit.starts_with("char") => number(digits),
        _ => number(text),
    }
}

/// The word behind a number, past a closing bracket.
fn unit(sentence: &[Word], at: usize) -> Option<&Word> {
    let next = sentence.get(at)?;
    if next.sign(']') || next.sign(')') {
        sentence.get(at + 1)
    } else {
        Some(next)
    }
}

fn is_length(sentence: &[Word], at: usize, unit: Option<&Word>) -> bool {
    if unit.is_some_and(|word| word.any(CHARACTERS)) {
        return true;
    }
    let joined = matches!(sentence.get(at), Some(Word::Plain(text)) if text.contains("-char"));
    let before = sentence.get(at.saturating_sub(8)..at).unwrap_or_default();
    let lengths = ["length", "lengths", "characters", "chars"];
    // `3 ≤ length`.
    let compared = matches!(sentence.get(at + 1), Some(Word::Sign('≤' | '≥')))
        && sentence.get(at + 2).is_some_and(|word| word.any(&lengths));
    joined || compared || before.iter().any(|word| word.any(&lengths))
}

/// Whether a number without a unit, or with one of time, is a value.
fn plain_unit(unit: Option<&Word>) -> bool {
    unit.is_none_or(|word| {
        matches!(word, Word::Sign(_))
            || word.any(&[
                "milliseconds",
                "ms",
                "seconds",
                "and",
                "or",
                "default",
                "inclusive",
                "max",
                "maximum",
                "min",
                "minimum",
                "songs",
                "items",
                "if",
                "when",
                "per",
                "-",
                "–",
                "but",
                "with",
            ])
    })
}

/// Whether words before a range say that it is one of values.
fn leads(sentence: &[Word], at: usize) -> bool {
    let before = sentence.get(at.saturating_sub(5)..at).unwrap_or_default();
    before.iter().any(|word| {
        word.any(&[
            "between", "range", "ranges", "from", "within", "values", "value", "number", "integer",
            "limits", "must",
        ])
    })
}

/// A range that starts at a word: `1-50`, `1 to 50`, `[1, 50]`; and where it ends.
pub(super) fn range(sentence: &[Word], at: usize) -> Option<(f64, f64, usize)> {
    let word = sentence.get(at)?;
    if word.sign('[') || word.sign('(') {
        let low = sentence.get(at + 1)?.number()?;
        let high = sentence.get(at + 3)?.number()?;
        let closed = sentence.get(at + 4)?;
        let comma = sentence.get(at + 2)?.sign(',');
        return (comma && (closed.sign(']') || closed.sign(')'))).then_some((low, high, at + 5));
    }
    let text = word.text()?;
    for separator in ["–", "—", "..", "~", "-"] {
        if let Some((low, high)) = text.trim_start_matches('-').split_once(separator)
            && let (Some(low), Some(high)) = (number(low), number(high.trim_start_matches('.')))
        {
            return (low <= high).then_some((low, high, at + 1));
        }
    }
    let low = word.number()?;
    let joint = sentence.get(at + 1)?;
    let joined = joint.any(&["-", "–", "—", "~", "to", "and", "through", ".."]);
    let before = at.checked_sub(1).and_then(|at| sentence.get(at));
    let and = joint.is("and") && !before.is_some_and(|word| word.is("between"));
    let high = sentence.get(at + 2)?.number()?;
    (joined && !and && low <= high).then_some((low, high, at + 3))
}

enum Bound {
    Least,
    Most,
}

/// What the words around a number make of it.
fn bound(sentence: &[Word], at: usize) -> Option<Bound> {
    let start = at.saturating_sub(7);
    let before = sentence.get(start..at)?;
    // A comma or a bracket ends what belongs to the number.
    let cut = before
        .iter()
        .rposition(|word| matches!(word, Word::Sign(',' | '(' | ')')) || word.number().is_some())
        .map_or(0, |cut| cut + 1);
    let before = before.get(cut..)?;
    for (index, word) in before.iter().enumerate().rev() {
        let previous = index.checked_sub(1).and_then(|index| before.get(index));
        let after = |words: &[&str]| previous.is_some_and(|word| word.any(words));
        let negated = after(&[
            "no",
            "not",
            "cannot",
            "can't",
            "never",
            "mustn't",
            "shouldn't",
        ]);
        if word.is("to") && after(&["equal"]) {
            // `greater than or equal to` stands before the least.
            let greater = |word: &Word| word.any(&["greater", "more", "larger", "longer"]);
            let least = before.iter().take(index).any(greater) && !has_not(before);
            return Some(if least { Bound::Least } else { Bound::Most });
        }
        if word.any(&["maximum", "max", "most", "under", "below"])
            || word.is("to") && after(&["up", "limited", "restricted"])
            || word.any(&["more", "longer", "greater", "larger", "exceed", "exceeds"])
                && (negated || after(&["be"]) && has_not(before))
            || word.any(&["limit", "limited"])
            || word.sign('≤')
        {
            return Some(Bound::Most);
        }
        if word.any(&["minimum", "min", "least"])
            || word.any(&["less", "fewer", "shorter", "smaller"])
                && (negated || after(&["be"]) && has_not(before))
            || word.sign('≥')
        {
            return Some(Bound::Least);
        }
    }
    let behind = sentence.get(at + 1..(at + 5).min(sentence.len()))?;
    // `3 ≤ length`.
    match behind.first() {
        Some(Word::Sign('≤')) => return Some(Bound::Least),
        Some(Word::Sign('≥')) => return Some(Bound::Most),
        _ => {}
    }
    for (index, word) in behind.iter().enumerate() {
        if matches!(word, Word::Sign(',' | ':')) || word.number().is_some() {
            break;
        }
        let next = |words: &[&str]| behind.get(index + 1).is_some_and(|word| word.any(words));
        if word.any(&["max", "maximum"])
            || word.is("or") && next(&["less", "fewer"])
            || word.is("limit")
        {
            return Some(Bound::Most);
        }
        if word.any(&["min", "minimum"]) || word.is("or") && next(&["more"]) {
            return Some(Bound::Least);
        }
    }
    None
}

fn has_not(words: &[Word]) -> bool {
    words
        .iter()
        .any(|word| word.any(&["not", "cannot", "can't", "never", "mustn't"]))
}
