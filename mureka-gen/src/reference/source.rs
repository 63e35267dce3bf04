//! The text of a file, with its lines.

use std::borrow::Cow;

use super::Doubt;

/// A file as text.
pub(super) struct Source {
    /// Its text, with `\n` as the only end of a line.
    pub(super) text: String,
    /// Offsets at which its lines start.
    starts: Vec<usize>,
    /// Where bytes that are no UTF-8 were replaced, at first.
    pub(super) replaced: Option<usize>,
}

impl Source {
    /// Any bytes as text.
    pub(super) fn new(bytes: &[u8]) -> Self {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let (text, replaced) = match String::from_utf8_lossy(bytes) {
            Cow::Borrowed(text) => (text.to_owned(), false),
            Cow::Owned(text) => (text, true),
        };
        let text = if text.contains('\r') {
            text.replace("\r\n", "\n").replace('\r', "\n")
        } else {
            text
        };
        let starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        let replaced = if replaced {
            text.find('\u{fffd}')
        } else {
            None
        };
        Self {
            text,
            starts,
            replaced,
        }
    }

    /// Line of an offset, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at)
    }
}

/// Most doubts that are kept of a page; one more says that there are others.
const MOST: usize = 100;

/// What a page leaves in doubt, as it is read.
pub(super) struct Doubts<'a> {
    /// The file.
    pub(super) source: &'a Source,
    /// What was read after a repair.
    pub(super) repaired: Vec<Doubt>,
    /// What could not be read.
    pub(super) unread: Vec<Doubt>,
}

impl<'a> Doubts<'a> {
    /// None so far.
    pub(super) fn new(source: &'a Source) -> Self {
        Self {
            source,
            repaired: Vec::new(),
            unread: Vec::new(),
        }
    }

    /// Notes what was repaired at an offset.
    pub(super) fn repaired(&mut self, at: usize, what: impl Into<String>, why: impl Into<String>) {
        if self.repaired.len() <= MOST {
            let doubt = self.doubt(at, what.into(), why.into());
            push(&mut self.repaired, doubt);
        }
    }

    /// Notes what could not be read at an offset.
    pub(super) fn unread(&mut self, at: usize, what: impl Into<String>, why: impl Into<String>) {
        if self.unread.len() <= MOST {
            let doubt = self.doubt(at, what.into(), why.into());
            push(&mut self.unread, doubt);
        }
    }

    fn doubt(&self, at: usize, what: String, why: String) -> Doubt {
        Doubt {
            line: self.source.line(at),
            what,
            why,
            excerpt: excerpt(self.source.text.get(at..).unwrap_or_default()),
        }
    }
}

fn push(doubts: &mut Vec<Doubt>, doubt: Doubt) {
    match doubts.len() {
        len if len < MOST => doubts.push(doubt),
        MOST => doubts.push(Doubt {
            line: doubt.line,
            what: "more of them".into(),
            why: format!("only the first {MOST} are told"),
            excerpt: doubt.excerpt,
        }),
        _ => {}
    }
}

/// The first characters of a text, on one line.
pub(super) fn excerpt(text: &str) -> String {
    let mut excerpt = String::new();
    for word in prefix(text, 400).split_whitespace() {
        if !excerpt.is_empty() {
            excerpt.push(' ');
        }
        excerpt.push_str(word);
        if excerpt.chars().count() > 60 {
            excerpt = excerpt.chars().take(60).collect();
            excerpt.push('…');
            break;
        }
    }
    excerpt
}

/// As much of a text as fits into so many bytes.
pub(super) fn prefix(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// A text with the usual HTML entities replaced by what they stand for.
pub(super) fn entities(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, entity) = rest.split_at(at);
        out.push_str(before);
        let named = prefix(entity, 12)
            .find(';')
            .and_then(|end| Some((decoded(entity.get(1..end)?)?, end + 1)));
        let (character, length) = named.unwrap_or(('&', 1));
        out.push(character);
        rest = entity.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn decoded(entity: &str) -> Option<char> {
    if let Some(number) = entity.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match entity {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "apos" | "lsquo" | "rsquo" => '\'',
        "quot" | "ldquo" | "rdquo" => '"',
        "nbsp" => '\u{a0}',
        "hellip" => '…',
        "ndash" => '–',
        "mdash" => '—',
        "bull" => '•',
        "cent" => '¢',
        "le" => '≤',
        "ge" => '≥',
        _ => return None,
    })
}
