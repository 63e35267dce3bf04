//! Values that a parameter may have, and its default.

use super::exclusions;
use super::wording::{Facts, Retired};
use super::words::Word;

/// Most values that are kept of a parameter.
const MOST: usize = 200;

/// Takes what a sentence says.
pub(super) fn read(sentence: &[Word], facts: &mut Facts) {
    exclusions::excludes(sentence, facts);
    if exclusions::retired(sentence, facts) {
        return;
    }
    values(sentence, facts);
    default(sentence, facts);
}

/// Where a list of values starts: the index behind the words that announce it, and
/// whether plain words count.
fn announced(sentence: &[Word], at: usize) -> Option<(usize, bool)> {
    let word = sentence.get(at)?;
    let next = sentence.get(at + 1);
    let colon = |at: usize| {
        sentence.get(at).is_some_and(|word| {
            word.sign(':') || word.any(&["are", "is", "include", "includes", "including", "be"])
        })
    };
    let code = |at: usize| matches!(sentence.get(at), Some(Word::Code(_)));
    let before = at.checked_sub(1).and_then(|at| sentence.get(at));
    if word.any(&[
        "values", "value", "options", "choices", "models", "purposes", "types",
    ]) {
        // `Default value is x` is no list.
        let of_list = !word.is("value")
            || before.is_some_and(|word| {
                word.any(&["supported", "valid", "possible", "allowed", "accepted"])
            });
        let default =
            before.is_some_and(|word| word.any(&["default", "minimum", "maximum", "retired"]));
        if of_list && !default {
            if colon(at + 1) {
                let twice = usize::from(sentence.get(at + 2).is_some_and(|word| word.sign(':')));
                let one_of = sentence.get(at + 2).is_some_and(|word| word.is("one"));
                return (!one_of).then_some((at + 2 + twice, true));
            }
            return code(at + 1).then_some((at + 1, false));
        }
    }
    if word.is("one") && next.is_some_and(|word| word.is("of")) {
        let mut start = at + 2;
        while sentence.get(start).is_some_and(|word| {
            word.any(&[
                "the",
                "these",
                "following",
                "supported",
                "allowed",
                "values",
                "options",
            ])
        }) {
            start += 1;
        }
        if sentence.get(start).is_some_and(|word| word.sign(':')) {
            return Some((start + 1, true));
        }
        return (code(start) || start == at + 2).then_some((start, start == at + 2));
    }
    if word.any(&[
        "supported",
        "allowed",
        "accepted",
        "accepts",
        "options",
        "supports",
    ]) {
        if next.is_some_and(|word| word.sign(':')) && code(at + 2) {
            return Some((at + 2, false));
        }
        return (word.any(&["accepts", "supports"]) && code(at + 1)).then_some((at + 1, false));
    }
    if word.any(&["either", "be"]) && code(at + 1) {
        let another = sentence.get(at + 2).is_some_and(|word| {
            word.sign(',') || word.any(&["or", "/", "|"]) || word.sign('|') || word.sign('(')
        });
        return another.then_some((at + 1, false));
    }
    None
}

fn values(sentence: &[Word], facts: &mut Facts) {
    if !facts.values.is_empty() {
        return;
    }
    for at in 0..sentence.len() {
        let Some((mut at, plain)) = announced(sentence, at) else {
            continue;
        };
        if super::limits::range(sentence, at).is_some() {
            continue;
        }
        let mut found = Vec::new();
        let mut retired = Vec::new();
        while let Some(word) = sentence.get(at) {
            let value = match word {
                Word::Code(text) => text,
                Word::Plain(text) if plain && is_value(text) => text,
                _ => break,
            };
            at += 1;
            let (remark, next) = remark(sentence, at);
            at = next;
            if remark.iter().any(|word| word.is("default")) {
                facts.default = facts.default.take().or_else(|| Some(value.clone()));
            }
            if remark
                .iter()
                .any(|word| word.any(&["retired", "deprecated"]))
            {
                retired.push(value.clone());
            } else if found.len() < MOST && !found.contains(value) {
                found.push(value.clone());
            }
            let next = separated(sentence, at);
            if next == at {
                let ended = sentence
                    .get(at)
                    .is_none_or(|word| !matches!(word, Word::Plain(_)));
                if matches!(word, Word::Plain(_)) && !ended && found.len() < 2 {
                    // A word that prose goes on behind: no list at all.
                    found.clear();
                }
                break;
            }
            at = next;
        }
        if !found.is_empty() {
            facts.values = found;
            if !retired.is_empty() {
                facts.retired.push(Retired {
                    values: retired,
                    ..Retired::default()
                });
            }
            return;
        }
    }
}

fn is_value(text: &str) -> bool {
    let prose = [
        "the", "see", "any", "all", "get", "use", "you", "this", "not", "as",
    ];
    text.len() <= 40
        && text
            .trim_start_matches(['-', '_'])
            .starts_with(char::is_alphanumeric)
        && !prose.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// What stands in brackets behind a value, and where it ends.
fn remark(sentence: &[Word], at: usize) -> (&[Word], usize) {
    if !sentence.get(at).is_some_and(|word| word.sign('(')) {
        return (&[], at);
    }
    let inner = sentence.get(at + 1..).unwrap_or_default();
    let end = inner.iter().take(40).position(|word| word.sign(')'));
    match end {
        Some(end) => (inner.get(..end).unwrap_or_default(), at + end + 2),
        None => (&[], at),
    }
}

/// Where the next item stands, past commas and conjunctions.
fn separated(sentence: &[Word], mut at: usize) -> usize {
    while sentence
        .get(at)
        .is_some_and(|word| word.sign(',') || word.sign('|') || word.any(&["or", "and", "/", "|"]))
    {
        at += 1;
    }
    at
}

/// Values as items of a list below the words that announce them: ``- `en` - English``.
pub(super) fn list(words: &[Word], facts: &mut Facts) {
    if !facts.values.is_empty() {
        return;
    }
    let item = |word: &Word| word.any(&["-", "*", "•"]) || word.sign('•');
    let announced = words.windows(3).position(|window| match window {
        [word, colon, dash] => {
            word.any(&["values", "options", "of", "following", "accepts"])
                && colon.sign(':')
                && item(dash)
        }
        _ => false,
    });
    let Some(start) = announced else { return };
    for window in words.get(start..).unwrap_or_default().windows(3) {
        let [dash, Word::Code(value), _] = window else {
            continue;
        };
        if item(dash) && facts.values.len() < MOST && !facts.values.contains(value) {
            facts.values.push(value.clone());
        }
    }
    let defaults = words.windows(3).find_map(|window| match window {
        [Word::Code(value), bracket, word] if bracket.sign('(') && word.is("default") => {
            Some(value)
        }
        _ => None,
    });
    facts.default = facts.default.take().or_else(|| defaults.cloned());
}

fn default(sentence: &[Word], facts: &mut Facts) {
    if facts.default.is_some() {
        return;
    }
    for (at, word) in sentence.iter().enumerate() {
        if !word.any(&["default", "defaults"]) {
            continue;
        }
        let mut next = at + 1;
        let mut led = false;
        while let Some(word) = sentence.get(next) {
            let verb = word.any(&["is", "to", "are"]) || word.sign(':') || word.sign('=');
            if !verb && !word.any(&["value", "of", "model"]) {
                break;
            }
            led |= verb;
            next += 1;
        }
        let found = match sentence.get(next) {
            Some(Word::Code(text)) if led || !word.is("default") || next > at => Some(text.clone()),
            Some(Word::Plain(text)) if led => {
                let ends = sentence
                    .get(next + 1)
                    .is_none_or(|word| matches!(word, Word::Sign(_)));
                let simple =
                    super::words::number(text).is_some() || text == "true" || text == "false";
                (simple || ends && is_value(text)).then(|| text.clone())
            }
            _ => None,
        };
        let found = found.or_else(|| before_default(sentence, at));
        if found.is_some() {
            facts.default = found;
            return;
        }
    }
}

/// `x` is the default; `x` by default; `x` (default).
fn before_default(sentence: &[Word], at: usize) -> Option<String> {
    let mut before = sentence.get(..at)?;
    let mut said = false;
    while let Some((last, rest)) = before.split_last() {
        if last.any(&["the", "is", "by", "as"]) || last.sign('(') || last.sign(',') {
            said = true;
            before = rest;
        } else {
            break;
        }
    }
    match before.last()? {
        Word::Code(text) if said => Some(text.clone()),
        _ => None,
    }
}
