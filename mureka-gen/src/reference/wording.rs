//! What a description says of its parameter, in whatever words.

use super::words::{Word, sentences, words};
use super::{Kind, Need, choices, limits};

/// What a description says.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Facts {
    /// Whether the parameter has to be given.
    pub(super) required: Option<Need>,
    /// Its kind.
    pub(super) kind: Option<Kind>,
    /// Least and most characters.
    pub(super) length: (Option<u64>, Option<u64>),
    /// Most characters of all texts together.
    pub(super) total_length: Option<u64>,
    /// Least and greatest value.
    pub(super) range: (Option<f64>, Option<f64>),
    /// The values it may have.
    pub(super) values: Vec<String>,
    /// Value it has when left out.
    pub(super) default: Option<String>,
    /// Values that are no longer supported, each list with the value that is used instead.
    pub(super) retired: Vec<Retired>,
    /// Names that it may not stand beside, and whether each was marked as a name.
    pub(super) excludes: Vec<(String, bool)>,
}

/// Values that are no longer supported.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Retired {
    /// These.
    pub(super) values: Vec<String>,
    /// What is used instead.
    pub(super) instead: Option<String>,
    /// The other words of the sentence, of which one may name the parameter.
    pub(super) about: Vec<String>,
}

/// Reads a description, which starts after the name.
pub(super) fn facts(text: &str) -> Facts {
    let words = words(text);
    let mut facts = Facts::default();
    for (at, sentence) in sentences(&words).enumerate() {
        if facts.required.is_none() {
            facts.required = need(sentence, at == 0);
        } else if facts.required == Some(Need::Optional) {
            facts.required = becomes(sentence).or(facts.required);
        }
        if facts.kind.is_none() {
            facts.kind = kind(sentence, at == 0);
        }
        limits::read(sentence, &mut facts);
        choices::read(sentence, &mut facts);
    }
    choices::list(&words, &mut facts);
    facts
}

/// Words that say that it depends on something.
const CONDITIONS: &[&str] = &[
    "when", "if", "unless", "for", "only", "with", "without", "except",
];

/// Whether a condition is about how many accounts are configured: no matter of the call.
fn outside(sentence: &[Word]) -> bool {
    let one_account = sentence.windows(2).any(|pair| match pair {
        [number, word] => number.any(&["one", "single"]) && word.is("account"),
        _ => false,
    });
    let about = &["configured", "accounts", "plan", "subscription"];
    one_account || sentence.iter().any(|word| word.any(about))
}

/// Whether it has to be given, where none of the usual words says so: `must be provided`,
/// `may be left out`.
fn paraphrased(sentence: &[Word], first: bool) -> Option<Need> {
    let skipped = sentence
        .iter()
        .take_while(|word| word.any(&["this", "it", "the", "parameter", "field", "value"]))
        .count();
    let [modal, be, verb, rest @ ..] = sentence.get(skipped..)? else {
        return None;
    };
    if !be.is("be") || !(first || skipped > 0) {
        return None;
    }
    let given = [
        "provided",
        "given",
        "specified",
        "present",
        "supplied",
        "passed",
        "sent",
    ];
    let left = verb.any(&["omitted", "skipped"])
        || verb.is("left") && rest.first().is_some_and(|word| word.is("out"));
    if modal.is("must") && verb.any(&given) {
        let conditional = rest.iter().any(|word| word.any(CONDITIONS));
        return Some(match conditional {
            true if outside(sentence) => Need::Optional,
            true => Need::Sometimes,
            false => Need::Required,
        });
    }
    (modal.any(&["may", "can"]) && left).then_some(Need::Optional)
}

fn need(sentence: &[Word], first: bool) -> Option<Need> {
    if let Some(need) = paraphrased(sentence, first) {
        return Some(need);
    }
    let at = sentence.iter().position(|word| {
        word.any(&[
            "required",
            "optional",
            "optiona",
            "mandatory",
            "optionally",
            "compulsory",
        ])
    })?;
    let before = sentence.get(..at)?;
    let after = sentence.get(at + 1..)?;
    // Later sentences tell of other things, too, unless they start with the word.
    let about_it = before.iter().all(|word| {
        word.any(&[
            "this",
            "parameter",
            "field",
            "value",
            "it",
            "is",
            "are",
            "also",
            "always",
            "the",
            "becomes",
            "not",
            "strictly",
            "argument",
            "header",
            "but",
            "only",
            "conditionally",
            "all",
            "both",
            "if",
            "you",
        ]) || word.sign('(')
            || word.sign('[')
            || word.sign(':')
            || word.sign(',')
            || matches!(word, Word::Code(_))
            || word.any(&["-", "–", "—"])
            || kind_of(word).is_some()
    });
    let said = before.last().is_some_and(|word| {
        word.any(&["is", "are", "not", "always", "usually", "currently"]) || word.sign(',')
    });
    if !(about_it || first && said) {
        return None;
    }
    let word = sentence.get(at)?;
    let negated = before
        .last()
        .is_some_and(|word| word.any(&["not", "never", "isn't"]));
    let required = word.any(&["required", "mandatory", "compulsory"]) && !negated;
    let on_condition = after
        .iter()
        .take_while(|word| !word.sign(',') && !word.sign('('))
        .any(|word| word.any(CONDITIONS))
        || after.first().is_some_and(|word| word.sign(','))
            && after
                .get(1)
                .is_some_and(|word| word.any(&["unless", "except"]))
        || before
            .iter()
            .any(|word| word.any(&["only", "conditionally", "if"]));
    Some(match (required, on_condition) {
        (true, false) => Need::Required,
        (true, true) if outside(sentence) => Need::Optional,
        (true, true) => Need::Sometimes,
        (false, _) => Need::Optional,
    })
}

/// A later sentence that makes an optional parameter a required one in some cases.
fn becomes(sentence: &[Word]) -> Option<Need> {
    let at = sentence
        .iter()
        .position(|word| word.any(&["required", "mandatory"]))?;
    let before = sentence.get(..at)?.last()?;
    let said = before.any(&["becomes", "is", "become"]) && !outside(sentence);
    let conditional = sentence
        .iter()
        .any(|word| word.any(&["when", "if", "unless", "otherwise"]));
    let itself = sentence
        .get(..at)?
        .iter()
        .rev()
        .take(4)
        .any(|word| word.any(&["it", "this", "parameter", "field"]));
    (said && conditional && itself).then_some(Need::Sometimes)
}

/// The kind that a word names.
pub(super) fn kind_of(word: &Word) -> Option<Kind> {
    let Word::Plain(text) = word else { return None };
    Some(match text.to_ascii_lowercase().trim_end_matches("[]") {
        "string" | "text" | "str" | "uuid" | "url" if text.ends_with("[]") => Kind::List,
        "string" | "text" | "str" => Kind::Text,
        "number" | "float" | "double" | "decimal" => Kind::Number,
        "integer" | "int" | "int32" | "int64" | "long" => Kind::Integer,
        "boolean" | "bool" => Kind::Boolean,
        "array" | "list" => Kind::List,
        "object" | "map" => Kind::Object,
        "file" | "binary" => Kind::File,
        _ => return None,
    })
}

/// The kind of a cell that holds nothing else.
pub(super) fn kind_of_cell(cell: &str) -> Option<Kind> {
    let words = words(cell);
    kind_at(&words, 0)
}

fn kind_at(sentence: &[Word], at: usize) -> Option<Kind> {
    let word = sentence.get(at)?;
    let next = sentence.get(at + 1);
    let list = |word: &Word| kind_of(word) == Some(Kind::List);
    if word.is("json") {
        return match next.and_then(kind_of) {
            Some(Kind::Text) => Some(Kind::JsonText),
            Some(kind) => Some(kind),
            None => None,
        };
    }
    if word.any(&[
        "whole",
        "comma-separated",
        "valid",
        "non-empty",
        "positive",
        "single",
    ]) {
        let kind = next.and_then(kind_of)?;
        let whole = word.is("whole") && kind == Kind::Number;
        return Some(if whole { Kind::Integer } else { kind });
    }
    let kind = kind_of(word)?;
    if next.is_some_and(list) {
        return Some(Kind::List);
    }
    if next.is_some_and(|word| word.sign('[')) && sentence.get(at + 2).is_some_and(|w| w.sign(']'))
    {
        return Some(Kind::List);
    }
    Some(kind)
}

/// The kind where it stands right behind `required`, in brackets, or as `must be a …`.
fn kind(sentence: &[Word], first: bool) -> Option<Kind> {
    for (at, word) in sentence.iter().enumerate() {
        let starts = if word.any(&["required", "optional", "optiona"]) {
            let comma = sentence.get(at + 1).is_some_and(|word| word.sign(','));
            let ends = sentence
                .get(at + 3)
                .is_none_or(|word| matches!(word, Word::Sign(_)));
            if comma && ends { at + 2 } else { at + 1 }
        } else if word.any(&["a", "an", "type"]) && at > 0 {
            let lead = sentence.get(at - 1);
            if !lead.is_some_and(|word| word.any(&["be", "is", "required", "optional"]))
                && !word.is("type")
            {
                continue;
            }
            at + 1
        } else if word.sign('(') && first && at < 3 {
            at + 1
        } else if first && at == 0 {
            let typed = kind_at(sentence, 0).filter(|_| {
                sentence
                    .get(1)
                    .is_none_or(|word| matches!(word, Word::Sign(',' | ')' | '.' | ':')))
                    || sentence
                        .get(1)
                        .is_some_and(|word| word.any(&["required", "optional", "array"]))
            });
            if typed.is_some() {
                return typed;
            }
            continue;
        } else {
            continue;
        };
        let starts = match sentence.get(starts) {
            Some(word)
                if word.sign(':') || word.is("is") || word.sign('(') || word.any(&["a", "an"]) =>
            {
                starts + 1
            }
            _ => starts,
        };
        if let Some(kind) = kind_at(sentence, starts) {
            return Some(kind);
        }
    }
    None
}
