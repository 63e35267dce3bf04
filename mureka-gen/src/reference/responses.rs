//! Statuses of a page, with their payloads and codes.

use serde_json::Value;

use super::source::{Doubts, prefix};
use super::statuses::{conclude, is_code, label};
use super::{Payload, Status, json};

/// Most statuses, and most codes and payloads of each, that are kept of a page.
pub(super) const MOST: usize = 100;

/// Statuses, as a page is read.
#[derive(Default)]
pub(super) struct Responses {
    statuses: Vec<Status>,
    /// The one that is told of.
    current: Option<usize>,
    /// What was said since the last payload.
    said: String,
    /// Of what there is more than is kept.
    cut: Vec<&'static str>,
}

impl Responses {
    /// Whether none was found.
    pub(super) fn is_empty(&self) -> bool {
        self.statuses.is_empty()
    }

    /// The status that is told of.
    pub(super) fn current(&self) -> Option<u16> {
        self.statuses.get(self.current?).map(|status| status.code)
    }

    /// Ends what is told of a status.
    pub(super) fn leave(&mut self) {
        self.current = None;
        self.said.clear();
    }

    /// The statuses that were found.
    pub(super) fn finish(self) -> Vec<Status> {
        self.statuses
    }

    /// Says, once for each kind, that a page has more than is kept.
    fn cut(&mut self, what: &'static str, at: usize, doubts: &mut Doubts<'_>) {
        if !self.cut.contains(&what) {
            self.cut.push(what);
            doubts.unread(at, what, format!("only the first {MOST} are read"));
        }
    }

    fn enter(
        &mut self,
        code: u16,
        stated: bool,
        at: usize,
        doubts: &mut Doubts<'_>,
    ) -> Option<usize> {
        let known = self.statuses.iter().position(|status| status.code == code);
        let index = match known {
            Some(index) => index,
            None if self.statuses.len() < MOST => {
                self.statuses.push(Status {
                    code,
                    stated,
                    payloads: Vec::new(),
                    codes: Vec::new(),
                    line: doubts.source.line(at),
                });
                self.statuses.len() - 1
            }
            None => {
                self.cut("statuses", at, doubts);
                return None;
            }
        };
        if let Some(status) = self.statuses.get_mut(index) {
            status.stated |= stated;
        }
        Some(index)
    }

    /// Reads prose: labels of statuses, codes, payloads without fences.
    pub(super) fn text(&mut self, text: &str, start: usize, item: bool, doubts: &mut Doubts<'_>) {
        let mut text_at = 0;
        while let Some(rest) = text.get(text_at..) {
            let trimmed = rest.trim_start();
            let stripped = trimmed
                .strip_prefix("- ")
                .or_else(|| trimmed.strip_prefix("* "));
            match stripped {
                Some(stripped) => text_at = text.len() - stripped.len(),
                None => break,
            }
        }
        let mut at = text_at;
        if item {
            self.code(text.get(at..).unwrap_or_default(), start + at, doubts);
        }
        if let Some(length) = self.label(text, at, start, doubts) {
            at += length;
        }
        while let Some(found) = text
            .get(at..)
            .and_then(|rest| rest.find(['*', '{', '[', '\n', '`']))
        {
            let here = at + found;
            let rest = text.get(here..).unwrap_or_default();
            let bytes = rest.as_bytes();
            at = here + 1;
            match bytes.first() {
                Some(b'*') if rest.starts_with("**") => {
                    let run = rest.len() - rest.trim_start_matches('*').len();
                    at = here + run;
                    if let Some(length) = self.label(text, here, start, doubts) {
                        at = (here + length).max(at);
                    }
                }
                Some(b'\n') => {
                    let line = text.get(at..).unwrap_or_default();
                    let marks = [' ', '\t', '\n', '|', '-', '•'];
                    at += line.len() - line.trim_start_matches(marks).len();
                    if let Some(length) = self.label(text, at, start, doubts) {
                        at += length;
                    }
                }
                Some(b'`') => {
                    let inner = prefix(rest.get(1..).unwrap_or_default(), 300);
                    at = inner.find('`').map_or(here + 1, |end| here + end + 2);
                }
                Some(b'{' | b'[') if looks_like_json(rest) => {
                    self.said
                        .push_str(prefix(text.get(text_at..here).unwrap_or_default(), 2000));
                    match self.payload(rest, start + here, doubts) {
                        Some(length) => at = here + length,
                        None => return,
                    }
                    text_at = at;
                }
                _ => {}
            }
        }
        if self.said.len() < 4000 {
            self.said
                .push_str(prefix(text.get(text_at..).unwrap_or_default(), 2000));
        }
    }

    fn label(
        &mut self,
        text: &str,
        at: usize,
        start: usize,
        doubts: &mut Doubts<'_>,
    ) -> Option<usize> {
        let rest = text.get(at..)?;
        let (code, length) = label(rest)?;
        let blank = prefix(rest, 200).len() - prefix(rest, 200).trim_start().len();
        self.current = self.enter(code, true, start + at + blank, doubts);
        self.said.clear();
        Some(length)
    }

    /// A code that an item starts with. In a list that is known for its codes, any word
    /// that is marked as code is one.
    fn code(&mut self, item: &str, at: usize, doubts: &mut Doubts<'_>) {
        let item = item.trim_start();
        let marked = item.trim_start_matches('*').strip_prefix('`');
        let item = item.trim_start_matches(['`', '*']);
        let end = item
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')))
            .unwrap_or(item.len());
        let word = item.get(..end).unwrap_or_default();
        let closed = marked.is_some() && item.get(end..).is_some_and(|rest| rest.starts_with('`'));
        let announced = || {
            prefix(&self.said, 2000)
                .to_ascii_lowercase()
                .contains("codes")
        };
        let other = closed && is_word(word) && announced();
        if !(is_code(word) || other) {
            return;
        }
        let Some(status) = self.current.and_then(|index| self.statuses.get_mut(index)) else {
            return;
        };
        if status.codes.iter().any(|known| known == word) {
            return;
        }
        if status.codes.len() == MOST {
            self.cut("codes of a status", at, doubts);
            return;
        }
        status.codes.push(word.to_owned());
    }

    /// Reads the payload that a text starts with; gives its length.
    pub(super) fn payload(
        &mut self,
        text: &str,
        at: usize,
        doubts: &mut Doubts<'_>,
    ) -> Option<usize> {
        let blank = text.len() - text.trim_start().len();
        let parsed = match json::parse(text) {
            Ok(parsed) => parsed,
            Err(why) => {
                let what = self.what();
                doubts.unread(at + blank, what, why);
                return None;
            }
        };
        let told = self.statuses.iter().any(|status| status.stated);
        let index = match self.current.filter(|_| told) {
            Some(index) => Some(index),
            None => {
                let code = conclude(&parsed.value, &self.said);
                self.enter(code, false, at + blank, doubts)
            }
        };
        self.current = index;
        let what = self.what();
        if !parsed.repairs.is_empty() {
            doubts.repaired(at + blank, what, parsed.repairs.join("; "));
        }
        self.said.clear();
        let end = parsed.end;
        self.keep(index, parsed.value, at + blank, doubts);
        Some(end)
    }

    fn keep(&mut self, index: Option<usize>, value: Value, at: usize, doubts: &mut Doubts<'_>) {
        let Some(status) = index.and_then(|index| self.statuses.get_mut(index)) else {
            return;
        };
        if status.payloads.len() == MOST {
            self.cut("payloads of a status", at, doubts);
            return;
        }
        let line = doubts.source.line(at);
        status.payloads.push(Payload { value, line });
    }

    fn what(&self) -> String {
        match self.current() {
            Some(code) => format!("payload of status {code}"),
            None => "payload of an unnamed status".into(),
        }
    }
}

/// Whether a word may be a code, whatever its letters.
fn is_word(word: &str) -> bool {
    (3..=80).contains(&word.len()) && word.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Whether a bracket starts JSON, and not a link or prose.
fn looks_like_json(text: &str) -> bool {
    let inner = prefix(text.get(1..).unwrap_or_default(), 200).trim_start();
    let next = inner.chars().next();
    if text.starts_with('[') {
        matches!(next, Some('{' | '"'))
    } else {
        matches!(next, Some('"' | '}'))
    }
}
