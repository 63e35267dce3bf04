//! A page as a row of blocks, whether its lines are kept or not.
//!
//! Where lines are kept, a mark counts at the start of a line. Where they are lost and a
//! page is one long line, it counts at the start of a word; there a dash is a bullet only
//! before a name, because prose has dashes too.

use super::sections::{self, Section};
use super::source::prefix;
use super::{fences, parameters, statuses};

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block<'a> {
    /// Its offset in the page.
    pub(super) at: usize,
    /// What it is.
    pub(super) kind: Kind<'a>,
    /// Its text without the mark.
    pub(super) text: &'a str,
    /// Offset of the text in the page.
    pub(super) start: usize,
}

/// Kinds of blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    /// A heading with its level, and what it is known for.
    Heading(usize, Option<Section>),
    /// Code between fences: its language, and whether the fence was closed.
    Fence(&'a str, bool),
    /// An item of a list, with its indentation.
    Bullet(usize),
    /// Anything else.
    Text,
}

/// Longer texts are no headings that are known.
const LONGEST: usize = 200;

/// Level of a heading that has no mark.
const BARE: usize = 5;

/// The blocks of a page.
pub(super) fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut scanner = Scanner {
        page,
        open: (0, Kind::Text, 0),
        blank: false,
        packed: (usize::MAX, false),
        fences: fences::Search::default(),
        blocks: Vec::new(),
    };
    let mut at = 0;
    while at < page.len() {
        at = scanner.line(at);
    }
    scanner.begin(page.len(), Kind::Text, page.len());
    scanner.blocks
}

struct Scanner<'a> {
    page: &'a str,
    /// The block that goes on until the next mark: offset, kind, start of the text.
    open: (usize, Kind<'a>, usize),
    /// Whether the line before was empty.
    blank: bool,
    /// End of the line, and whether ends of lines within are lost.
    packed: (usize, bool),
    fences: fences::Search,
    blocks: Vec<Block<'a>>,
}

impl<'a> Scanner<'a> {
    /// Reads from an offset to the end of its line, or to the end of a mark on it; gives
    /// where to go on.
    fn line(&mut self, at: usize) -> usize {
        if at > self.packed.0 || self.packed.0 == usize::MAX {
            let rest = self.page.get(at..).unwrap_or_default();
            let end = rest
                .find('\n')
                .map_or(self.page.len(), |length| at + length);
            self.packed = (end, rest.get(..end - at).is_some_and(packed));
        }
        let end = self.packed.0;
        let line = self.page.get(at..end).unwrap_or_default();
        let start = at + (line.len() - line.trim_start().len());
        let begins = at == 0 || self.page.as_bytes().get(at - 1) == Some(&b'\n');
        if start == end {
            self.blank |= begins;
            return end + 1;
        }
        if begins {
            let blank = std::mem::take(&mut self.blank);
            if let Some(next) = self.mark(start, start - at, end, true) {
                return next;
            }
            if let Some(section) = sections::bare(line) {
                self.begin(start, Kind::Heading(BARE, Some(section)), start);
                self.begin(end, Kind::Text, end);
                return end + 1;
            }
            // After an empty line only what is indented belongs to an item.
            if blank && start == at && matches!(self.open.1, Kind::Bullet(_)) {
                self.begin(start, Kind::Text, start);
            }
        }
        if self.packed.1 {
            let mut word = start;
            while word < end {
                if (word > start || !begins)
                    && let Some(next) = self.mark(word, 0, end, false)
                {
                    return next;
                }
                word = self.next_word(word, end);
            }
        }
        end + 1
    }

    /// Start of the next word of a line.
    fn next_word(&self, word: usize, end: usize) -> usize {
        let rest = self.page.get(word..end).unwrap_or_default();
        let Some(gap) = rest.find(char::is_whitespace) else {
            return end;
        };
        let rest = rest.get(gap..).unwrap_or_default();
        rest.find(|c: char| !c.is_whitespace())
            .map_or(end, |length| word + gap + length)
    }

    /// Opens the block of a mark, if one stands at that offset; gives where to go on.
    fn mark(&mut self, at: usize, indent: usize, end: usize, strict: bool) -> Option<usize> {
        let line = self.page.get(at..end)?;
        match line.chars().next()? {
            '#' => self.heading(at, line, end, strict),
            '`' | '~' => self.fence(at, end),
            sign @ ('-' | '–' | '—' | '*' | '+' | '•' | '◦' | '▪') => {
                let text = line.strip_prefix(sign)?;
                let spaced = text.starts_with(char::is_whitespace) || text.is_empty();
                let dash = matches!(sign, '–' | '—');
                let wide = !sign.is_ascii() && !dash;
                // Longer dashes stand in prose, too, even before a name.
                let counts = if dash {
                    spaced && tells_of_a_name(text.trim_start())
                } else if strict {
                    spaced || wide
                } else {
                    sign != '+' && (spaced || wide) && names(text.trim_start())
                };
                if !counts {
                    return None;
                }
                let start = at + sign.len_utf8();
                self.begin(at, Kind::Bullet(indent), start);
                Some(start)
            }
            _ => None,
        }
    }

    fn heading(&mut self, at: usize, line: &'a str, end: usize, strict: bool) -> Option<usize> {
        let text = line.trim_start_matches('#');
        let level = line.len() - text.len();
        if level > 6 || !text.starts_with(char::is_whitespace) || (level == 1 && !strict) {
            return None;
        }
        let start = at + level + (text.len() - text.trim_start().len());
        let text = text.trim();
        let whole = (text.len() <= LONGEST).then(|| sections::whole(text));
        if let Some(section) = whole.flatten() {
            self.begin(at, Kind::Heading(level, Some(section)), start);
            self.begin(end, Kind::Text, end);
            return Some(end);
        }
        let runs_on = sections::leading(text).is_some_and(|(_, length)| {
            let rest = text.get(length..).unwrap_or_default();
            rest.trim_start().starts_with("**")
        });
        if !self.packed.1 && !runs_on {
            self.begin(at, Kind::Heading(level, None), start);
            self.begin(end, Kind::Text, end);
            return Some(end);
        }
        match sections::leading(text) {
            Some((section, length)) => {
                let stop = start + length;
                self.begin(at, Kind::Heading(level, Some(section)), start);
                self.begin(stop, Kind::Text, stop);
                Some(stop)
            }
            None => {
                self.begin(at, Kind::Heading(level, None), start);
                Some(start)
            }
        }
    }

    fn fence(&mut self, at: usize, end: usize) -> Option<usize> {
        let fence = self.fences.read(self.page, at, end)?;
        self.begin(at, Kind::Fence(fence.language, fence.closed), fence.start);
        self.begin(fence.end, Kind::Text, fence.next);
        Some(fence.next)
    }

    /// Ends the block that is open and opens another.
    fn begin(&mut self, at: usize, kind: Kind<'a>, start: usize) {
        let (was_at, was, text) = std::mem::replace(&mut self.open, (at, kind, start));
        let end = at.max(text);
        let text = (text, self.page.get(text..end).unwrap_or_default());
        if !text.1.trim().is_empty() || matches!(was, Kind::Fence(..)) {
            self.blocks.push(Block {
                at: was_at,
                kind: was,
                start: text.0,
                text: text.1,
            });
        }
    }
}

/// Whether a line has lost ends of lines within.
fn packed(line: &str) -> bool {
    let inner = line.trim_start();
    [
        " ```", " ~~~", " ## ", " ### ", " #### ", " ##### ", " ###### ", ". - `", ". – `",
    ]
    .iter()
    .any(|mark| inner.contains(mark))
}

/// Whether a text starts with a name that is marked, and goes on about it: whether it has to
/// be given, its kind, or what it means.
fn tells_of_a_name(text: &str) -> bool {
    let text = prefix(text, 200);
    let Some((names, rest)) = parameters::head(text) else {
        return false;
    };
    let marked = text.starts_with(['`', '*']) && !names.is_empty();
    let means = rest.starts_with(" - ") || rest.starts_with(" – ") || rest.starts_with(" — ");
    marked && (means || !parameters::is_value(rest))
}

/// Whether an item of a list that starts like this is about something with a name.
fn names(text: &str) -> bool {
    let text = prefix(text, 200);
    if text.starts_with('`') || text.starts_with("**`") {
        return true;
    }
    if text.starts_with("**") {
        return tells_of_a_name(text);
    }
    let word = text.split_whitespace().next().unwrap_or_default();
    let pronouns = ["this", "it", "which", "that", "there", "what"];
    statuses::is_code(word)
        || !pronouns.contains(&word)
            && word.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
            && parameters::head(text).is_some()
}
