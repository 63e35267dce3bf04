//! Values out of use, and parameters that exclude each other.

use super::wording::{Facts, Retired};
use super::words::Word;

/// Values out of use; says whether the sentence is about such.
pub(super) fn retired(sentence: &[Word], facts: &mut Facts) -> bool {
    let about = sentence.iter().position(|word| {
        word.any(&[
            "retired",
            "deprecated",
            "redirect",
            "redirects",
            "redirected",
            "sunset",
            "discontinued",
            "unsupported",
            "obsolete",
        ])
    });
    let longer = sentence.windows(3).position(|window| match window {
        [no, longer, word] => {
            no.is("no") && longer.is("longer") && word.any(&["supported", "available", "offered"])
        }
        _ => false,
    });
    let Some(about) = about.or(longer) else {
        return false;
    };
    // A value in a list may be marked as one: that is no sentence about them.
    let bracketed = about > 0 && sentence.get(about - 1).is_some_and(|word| word.sign('('));
    if bracketed {
        return false;
    }
    let versioned = |word: &Word| match word {
        Word::Code(text) => Some(text.clone()),
        Word::Plain(text) => {
            let digit = text.chars().any(|c| c.is_ascii_digit());
            let letter = text.starts_with(|c: char| c.is_ascii_uppercase());
            (digit && letter).then(|| text.clone())
        }
        Word::Sign(_) => None,
    };
    let instead = sentence
        .iter()
        .rposition(|word| word.any(&["to", "use", "by", "with"]))
        .filter(|at| *at > about);
    let target = instead.and_then(|at| sentence.get(at..)?.iter().find_map(versioned));
    let until = instead.unwrap_or(sentence.len());
    let mut values: Vec<String> = sentence
        .get(..until)
        .unwrap_or_default()
        .iter()
        .filter_map(versioned)
        .collect();
    values.dedup();
    if values.is_empty() {
        return false;
    }
    let words = sentence.iter().filter_map(|word| match word {
        Word::Plain(text) => Some(text.to_ascii_lowercase()),
        _ => None,
    });
    facts.retired.push(Retired {
        values,
        instead: target,
        about: words.take(40).collect(),
    });
    true
}

/// Parameters that it cannot be given together with.
pub(super) fn excludes(sentence: &[Word], facts: &mut Facts) {
    for (at, word) in sentence.iter().enumerate() {
        let before = sentence.get(at.saturating_sub(6)..at).unwrap_or_default();
        let negated = before.iter().any(|word| {
            word.any(&[
                "not",
                "cannot",
                "can't",
                "never",
                "don't",
                "mustn't",
                "shouldn't",
            ])
        });
        // "is not provided" tells of a case, "cannot be provided" of a rule.
        let forbidden = negated
            && before
                .iter()
                .any(|word| word.any(&["cannot", "can't", "can", "must", "may", "should"]));
        let found = word.is("incompatible")
            || word.is("compatible") && negated
            || word.is("exclusive")
            || word.any(&["conflicts", "conflict"])
            || (forbidden
                || before
                    .iter()
                    .any(|word| word.any(&["do", "don't", "never"]))
                    && negated)
                && word.any(&[
                    "used",
                    "use",
                    "combined",
                    "combine",
                    "specified",
                    "specify",
                    "provided",
                    "provide",
                    "set",
                    "given",
                    "sent",
                    "passed",
                    "selected",
                    "mixed",
                    "present",
                ]);
        if !found {
            continue;
        }
        let after = sentence.get(at + 1..).unwrap_or_default();
        let with = after.iter().take(8).position(|word| {
            word.any(&[
                "with",
                "of",
                "to",
                "alongside",
                "beside",
                "besides",
                "when",
                "if",
            ])
        });
        // Without `with`, those are meant that stand before: `(a, b) cannot be selected`.
        let names = match with {
            Some(with) => after.get(with + 1..).unwrap_or_default(),
            None if forbidden => sentence.get(..at).unwrap_or_default(),
            None => continue,
        };
        for name in names {
            let (name, marked) = match name {
                Word::Code(text) => (text, true),
                Word::Plain(text) => (text, false),
                Word::Sign(_) => continue,
            };
            let identifier = name.chars().all(|c| c.is_alphanumeric() || c == '_');
            if identifier
                && facts.excludes.len() < 100
                && !facts.excludes.iter().any(|(known, _)| known == name)
            {
                facts.excludes.push((name.clone(), marked));
            }
        }
        return;
    }
}
