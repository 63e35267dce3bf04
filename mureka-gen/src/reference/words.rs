//! Prose as words, without its markup.

use super::source::{entities, prefix};

/// A word of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Word {
    /// A word or a number.
    Plain(String),
    /// What stands as code or in quotes.
    Code(String),
    /// A sign; `.` ends a sentence.
    Sign(char),
}

impl Word {
    /// Whether it is this word, in whatever case.
    pub(super) fn is(&self, word: &str) -> bool {
        matches!(self, Self::Plain(text) if text.eq_ignore_ascii_case(word))
    }

    /// Whether it is one of these words.
    pub(super) fn any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    /// Whether it is this sign.
    pub(super) fn sign(&self, sign: char) -> bool {
        *self == Self::Sign(sign)
    }

    /// Its text, unless it is a sign.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Plain(text) | Self::Code(text) => Some(text),
            Self::Sign(_) => None,
        }
    }

    /// The number that it is.
    pub(super) fn number(&self) -> Option<f64> {
        number(self.text()?)
    }
}

/// A number, perhaps with commas between its thousands.
pub(super) fn number(text: &str) -> Option<f64> {
    let digits = text.trim_start_matches('-');
    if !digits.starts_with(|c: char| c.is_ascii_digit()) || digits.len() > 20 {
        return None;
    }
    if !digits
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
    {
        return None;
    }
    text.replace(',', "").parse().ok()
}

/// Words after whose point a sentence goes on.
const SHORTENED: &[&str] = &[
    "e.g", "i.e", "eg", "ie", "etc", "vs", "max", "min", "incl", "approx", "no",
];

/// Tags of HTML that are markup in prose.
const TAGS: &[&str] = &[
    "a", "b", "br", "code", "div", "em", "i", "kbd", "li", "p", "small", "span", "strong", "sub",
    "sup", "u", "ul",
];

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<Word> {
    let text = entities(text);
    let mut reader = Reader {
        text: &text,
        at: 0,
        link_end: None,
        missing: [0; 4],
        words: Vec::new(),
    };
    while reader.at < text.len() {
        reader.step();
    }
    reader.words
}

/// Longer sentences are read in pieces, so that looking back and forth in one has an end.
const LONGEST: usize = 400;

/// Splits words into sentences.
pub(super) fn sentences(words: &[Word]) -> impl Iterator<Item = &[Word]> {
    words
        .split(|word| word.sign('.'))
        .flat_map(|sentence| sentence.chunks(LONGEST))
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// Where the text of a link ends and its address starts.
    link_end: Option<usize>,
    /// Up to where it is known that there is no end of code, quote, link, tag.
    missing: [usize; 4],
    words: Vec<Word>,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Where a closing sign stands, within reach.
    fn find(&mut self, kind: usize, from: usize, sign: char, reach: usize) -> Option<usize> {
        let missing = self.missing.get_mut(kind)?;
        if from < *missing {
            return None;
        }
        let window = prefix(self.text.get(from..)?, reach);
        let found = window.find(sign);
        if found.is_none() {
            *missing = from + window.len();
        }
        found.map(|at| from + at)
    }

    fn step(&mut self) {
        let rest = self.rest();
        let Some(c) = rest.chars().next() else {
            self.at = self.text.len();
            return;
        };
        let next = self.at + c.len_utf8();
        match c {
            '\n' => {
                if rest
                    .get(1..)
                    .is_some_and(|rest| rest.trim_start_matches(' ').starts_with('\n'))
                {
                    self.end_sentence();
                }
                self.at = next;
            }
            _ if c.is_whitespace() => self.at = next,
            '`' => self.code(next, '`', 0, 300),
            '"' => self.code(next, '"', 1, 60),
            '“' => self.code(next, '”', 1, 60),
            '\'' | '‘' => self.code(next, if c == '‘' { '’' } else { '\'' }, 1, 60),
            '[' => self.link(next),
            ']' if self.link_end == Some(self.at) => {
                self.link_end = None;
                let close = prefix(self.rest(), 500).find(')');
                self.at = close.map_or(next, |close| self.at + close + 1);
            }
            '<' | '>' if rest.get(1..).is_some_and(|rest| rest.starts_with('=')) => {
                self.words
                    .push(Word::Sign(if c == '<' { '≤' } else { '≥' }));
                self.at = next + 1;
            }
            '<' => self.tag(next),
            '*' | '_' if self.emphasis(c) => {}
            '.' | '!' | '?' | ';' => {
                self.end_sentence();
                self.at = next;
            }
            ',' | '(' | ')' | ']' | ':' | '=' | '|' | '>' | '{' | '}' | '≤' | '≥' | '•' => {
                self.words.push(Word::Sign(c));
                self.at = next;
            }
            '’' | '”' => self.at = next,
            _ => self.plain(),
        }
    }

    /// Skips signs that are markup here, and not a word of their own or part of one.
    fn emphasis(&mut self, sign: char) -> bool {
        let rest = self.rest();
        let after = rest.trim_start_matches(sign);
        let markup = sign == '*' || !after.starts_with(char::is_alphanumeric);
        if markup {
            self.at += rest.len() - after.len();
        }
        markup
    }

    fn end_sentence(&mut self) {
        if !self.words.last().is_none_or(|word| word.sign('.')) {
            self.words.push(Word::Sign('.'));
        }
    }

    fn code(&mut self, from: usize, close: char, kind: usize, reach: usize) {
        if close == '`'
            && self
                .text
                .get(from..)
                .is_some_and(|rest| rest.starts_with('`'))
        {
            // Nothing inside: a value that was lost.
            self.at = from + 1;
            return;
        }
        let end = self.find(kind, from, close, reach);
        let text = end.and_then(|end| self.text.get(from..end));
        match (text, end) {
            (Some(text), Some(end))
                if close == '`' || !text.contains(char::is_whitespace) && !text.is_empty() =>
            {
                self.words.push(Word::Code(text.trim().to_owned()));
                self.at = end + close.len_utf8();
            }
            _ => self.at = from,
        }
    }

    fn link(&mut self, from: usize) {
        let end = self.find(2, from, ']', 300);
        let address = end.and_then(|end| self.text.get(end + 1..));
        if address.is_some_and(|address| address.starts_with('(')) {
            self.link_end = end;
        } else {
            self.words.push(Word::Sign('['));
        }
        self.at = from;
    }

    fn tag(&mut self, from: usize) {
        if let Some(end) = self.find(3, from, '>', 80) {
            let tag = self.text.get(from..end).unwrap_or_default();
            let name = tag
                .trim_matches('/')
                .split([' ', '/'])
                .next()
                .unwrap_or_default();
            if TAGS.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                if tag.eq_ignore_ascii_case("code") {
                    let code = prefix(self.text.get(end + 1..).unwrap_or_default(), 300);
                    if let Some(length) = code.find("</") {
                        let text = code.get(..length).unwrap_or_default();
                        self.words.push(Word::Code(text.trim().to_owned()));
                        self.at = end + 1 + length;
                        return;
                    }
                }
                if name.eq_ignore_ascii_case("br") || name.eq_ignore_ascii_case("li") {
                    self.end_sentence();
                }
                self.at = end + 1;
                return;
            }
        }
        self.words.push(Word::Sign('<'));
        self.at = from;
    }

    fn plain(&mut self) {
        let rest = self.rest();
        let address = rest.starts_with("http://") || rest.starts_with("https://");
        let mut end = rest.len();
        let mut chars = rest.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, c)| *c);
            let before = rest.get(..at).unwrap_or_default();
            let goes_on = match c {
                _ if c.is_whitespace() => false,
                '`' | '(' | ')' | '<' | '>' | '"' | '“' | '”' | '[' | ']' | '|' | '{' | '}' => {
                    false
                }
                _ if address => c != '*',
                '.' => {
                    next.is_some_and(|c| c.is_alphanumeric() || c == '.') || before.ends_with('.')
                }
                ',' => {
                    before.ends_with(|c: char| c.is_ascii_digit())
                        && thousands(rest.get(at + 1..).unwrap_or_default())
                }
                '\'' | '’' => next.is_some_and(char::is_alphabetic),
                '*' | ';' | '!' | '?' | ':' | '=' | '≤' | '≥' | '•' => false,
                _ => true,
            };
            if !goes_on {
                end = at;
                break;
            }
        }
        // A word has at least its first character.
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let end = end.max(first);
        let word = rest.get(..end).unwrap_or_default();
        let word = if address {
            word.trim_end_matches('.')
        } else {
            word
        };
        self.at += word.len().max(first);
        let shortened = self.rest().starts_with('.')
            && SHORTENED
                .iter()
                .any(|known| known.eq_ignore_ascii_case(word));
        if shortened && !word.eq_ignore_ascii_case("no") {
            self.at += 1;
        }
        self.words.push(Word::Plain(word.replace('’', "'")));
    }
}

/// Whether three digits follow and no more: `3,000`.
fn thousands(text: &str) -> bool {
    let digits = prefix(text, 4)
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    digits == 3
}
