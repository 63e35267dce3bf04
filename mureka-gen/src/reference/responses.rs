//! Statuses of a page, with their payloads and codes.

use serde_json::Value;

use super::source::{Doubts, prefix};
use super::statuses::{conclude, is_code, label};
use super::{Payload, Status, json};

/// Most statuses, and most codes and payloads of each, that are kept of a page.
const MOST: usize = 100;

/// Statuses, as a page is read.
#[derive(Default)]
pub(super) struct Responses {
    statuses: Vec<Status>,
    /// The one that is told of.
    current: Option<usize>,
    /// What was said since the last payload.
    said: String,
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

    fn enter(&mut self, code: u16, stated: bool, line: usize) -> Option<usize> {
        let known = self.statuses.iter().position(|status| status.code == code);
        let index = match known {
            Some(index) => index,
            None if self.statuses.len() < MOST => {
                self.statuses.push(Status {
                    code,
                    stated,
                    payloads: Vec::new(),
                    codes: Vec::new(),
                    line,
                });
                self.statuses.len() - 1
            }
            None => return None,
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
            self.code(text.get(at..).unwrap_or_default());
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

    fn label(&mut self, text: &str, at: usize, start: usize, doubts: &Doubts<'_>) -> Option<usize> {
        let rest = text.get(at..)?;
        let (code, length) = label(rest)?;
        let blank = prefix(rest, 200).len() - prefix(rest, 200).trim_start().len();
        let line = doubts.source.line(start + at + blank);
        self.current = self.enter(code, true, line);
        self.said.clear();
        Some(length)
    }

    /// A code that an item starts with.
    fn code(&mut self, item: &str) {
        let item = item.trim_start().trim_start_matches(['`', '*']);
        let end = item
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .unwrap_or(item.len());
        let word = item.get(..end).unwrap_or_default();
        if !is_code(word) {
            return;
        }
        if let Some(status) = self.current.and_then(|index| self.statuses.get_mut(index))
            && status.codes.len() < MOST
            && !status.codes.iter().any(|known| known == word)
        {
            status.codes.push(word.to_owned());
        }
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
        let line = doubts.source.line(at + blank);
        let told = self.statuses.iter().any(|status| status.stated);
        let index = match self.current.filter(|_| told) {
            Some(index) => Some(index),
            None => {
                let code = conclude(&parsed.value, &self.said);
                self.enter(code, false, line)
            }
        };
        self.current = index;
        let what = self.what();
        if !parsed.repairs.is_empty() {
            doubts.repaired(at + blank, what, parsed.repairs.join("; "));
        }
        self.said.clear();
        let end = parsed.end;
        self.keep(index, parsed.value, line);
        Some(end)
    }

    fn keep(&mut self, index: Option<usize>, value: Value, line: usize) {
        if let Some(status) = index.and_then(|index| self.statuses.get_mut(index))
            && status.payloads.len() < MOST
        {
            status.payloads.push(Payload { value, line });
        }
    }

    fn what(&self) -> String {
        match self.current() {
            Some(code) => format!("payload of status {code}"),
            None => "payload of an unnamed status".into(),
        }
    }
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
