//! Statuses, where they are told, and where they can only be concluded.

use serde_json::Value;

use super::source::prefix;

/// A status that a text starts with, and the length of its label: `404 Not Found`.
pub(super) fn label(text: &str) -> Option<(u16, usize)> {
    let text = prefix(text, 200);
    let trimmed = text.trim_start();
    let mut rest = trimmed.trim_start_matches(['*', '`', '_', '#', '(', '[']);
    for word in ["HTTP", "Status code", "Status", "Code", "Error"] {
        if let Some(after) = strip_word(rest, word) {
            rest = after.trim_start_matches([' ', ':', '*', '`']);
        }
    }
    let digits = rest
        .get(..3)
        .filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    let code: u16 = digits
        .parse()
        .ok()
        .filter(|code| (100..600).contains(code))?;
    let after = rest.get(3..)?;
    let length = text.len() - after.len();
    let bold = trimmed.starts_with("**") || trimmed.starts_with('`');
    let next = after.chars().next();
    let ends = next.is_none_or(|c| matches!(c, '*' | '`' | ':' | '\n' | ')' | ']'));
    let reason = after.strip_prefix(' ').map(|after| {
        after
            .trim_start_matches(['-', '–', '—', ' ', '*', '`', ':'])
            .starts_with(|c: char| c.is_ascii_uppercase())
    });
    let blank = after.trim_start_matches(' ');
    let alone = blank.is_empty() || blank.starts_with(['\n', '{', '*']);
    (ends || alone || reason == Some(true) || bold && next == Some(' ')).then_some((code, length))
}

fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let head = text.get(..word.len())?;
    let rest = text.get(word.len()..)?;
    let known = head.eq_ignore_ascii_case(word) && rest.starts_with([' ', ':', '*']);
    known.then_some(rest)
}

/// Concludes the status of a payload that has none.
pub(super) fn conclude(payload: &Value, prose: &str) -> u16 {
    let prose = prefix(prose, 2000).to_ascii_lowercase();
    let field = |name: &str| payload.get(name);
    let error = field("error")
        .or_else(|| field("msg"))
        .and_then(Value::as_str);
    let error = error.unwrap_or_default().to_ascii_lowercase();
    let job = field("jobid").is_some();
    if !job {
        if let Some(code) = field("code").and_then(Value::as_u64) {
            if (400..600).contains(&code) {
                return u16::try_from(code).unwrap_or(400);
            }
            if code == 9008 {
                return 429;
            }
        }
        let text = field("code").and_then(Value::as_str).unwrap_or_default();
        if is_code(text) {
            return 596;
        }
        let limit = ["exceed limit", "too frequent", "rate limit", "concurrent"];
        if !error.is_empty()
            && limit
                .iter()
                .any(|words| error.contains(words) || prose.contains(words))
        {
            return 429;
        }
        if field("error").is_some() {
            return 400;
        }
    }
    if job && field("status").and_then(Value::as_str) == Some("created") {
        return 201;
    }
    200
}

/// Whether a word is a value of `code`: `SESSION_EXPIRED`.
pub(super) fn is_code(word: &str) -> bool {
    word.len() >= 4
        && word.len() <= 80
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.contains('_')
        && word
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}
