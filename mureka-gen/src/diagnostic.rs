//! What is wrong with a document, where, by which rule, and what to do.

use std::fmt::{self, Write};
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::document::Document;

/// More than this many are counted but not printed.
const MAX_SHOWN: usize = 60;
/// More than this many are counted but not kept: a text of megabytes may have a
/// problem in every line, and nobody reads the ten thousandth.
const MAX_KEPT: usize = 300;

/// One problem of a document.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// Name of the rule, stable, for searching: `unresolved-ref`.
    pub rule: &'static str,
    /// JSON pointer of the value it is about.
    pub pointer: String,
    /// What is wrong, naming the thing and the value.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
    /// A few words under the marked place.
    pub label: Option<String>,
    span: Range<usize>,
    line: usize,
}

impl Diagnostic {
    /// A problem at a JSON pointer.
    pub fn new(
        rule: &'static str,
        pointer: impl Into<String>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            pointer: pointer.into(),
            message: message.into(),
            remedy: remedy.into(),
            label: None,
            span: 0..0,
            line: 0,
        }
    }

    /// Adds a few words under the marked place.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Line (from 1) in the document; 0 where the document has no text.
    pub fn line(&self) -> usize {
        self.line
    }
}

/// All problems found in one run over a document.
#[derive(Clone)]
pub struct Diagnostics {
    name: String,
    text: String,
    lines: Lines,
    items: Vec<Diagnostic>,
    /// Those that were not kept.
    more: usize,
}

impl Diagnostics {
    /// An empty collection for a text called `name`.
    pub fn new(name: &str, text: &str) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            lines: Lines::of(text),
            items: Vec::new(),
            more: 0,
        }
    }

    /// An empty collection for a document.
    pub fn of(document: &Document) -> Self {
        Self::new(document.name(), document.text())
    }

    pub(crate) fn single(name: &str, text: &str, diagnostic: Diagnostic) -> Self {
        let mut diagnostics = Self::new(name, text);
        diagnostics.items.push(diagnostic);
        diagnostics
    }

    /// Adds a problem at the bytes `span` of the text.
    pub(crate) fn push_at(&mut self, span: Range<usize>, mut diagnostic: Diagnostic) {
        if self.is_full() {
            self.more += 1;
            return;
        }
        let len = self.text.len();
        let start = floor_boundary(&self.text, span.start.min(len));
        let end = floor_boundary(&self.text, span.end.clamp(start, len));
        diagnostic.line = self.lines.line(start);
        diagnostic.span = start..end;
        self.items.push(diagnostic);
    }

    /// Adds a problem at its JSON pointer of the document.
    pub fn push(&mut self, document: &Document, diagnostic: Diagnostic) {
        if self.is_full() {
            self.more += 1;
            return;
        }
        self.push_at(document.span(&diagnostic.pointer), diagnostic);
    }

    /// Whether further problems are only counted.
    pub(crate) fn is_full(&self) -> bool {
        self.items.len() >= MAX_KEPT
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// How many were found.
    pub fn len(&self) -> usize {
        self.items.len() + self.more
    }

    /// The problems in the order of the document, the first few hundred of them.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.items.iter()
    }

    /// `Err` with the problems, in the order of the document, if there are any.
    pub fn into_result(mut self) -> Result<(), Self> {
        if self.items.is_empty() {
            return Ok(());
        }
        self.sort();
        Err(self)
    }

    pub(crate) fn sort(&mut self) {
        self.items.sort_by(|a, b| {
            (a.span.start, a.rule, &a.message).cmp(&(b.span.start, b.rule, &b.message))
        });
        self.items
            .dedup_by(|a, b| a.rule == b.rule && a.span == b.span && a.message == b.message);
    }

    /// As a person reads it: rule, message, the marked lines, the JSON pointer
    /// and the remedy.
    pub fn render(&self, colour: bool) -> String {
        let renderer = if colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        }
        .decor_style(DecorStyle::Ascii);
        let mut out = String::new();
        for item in self.items.iter().take(MAX_SHOWN) {
            let mut group = Level::ERROR
                .primary_title(item.message.as_str())
                .id(item.rule)
                .elements(Vec::<
                    annotate_snippets::Snippet<'_, annotate_snippets::Annotation<'_>>,
                >::new());
            if self.text.is_empty() {
                group = group.element(annotate_snippets::Origin::path(self.name.as_str()));
            } else {
                let (window, line_start, span) = self.window(&item.span);
                let mut mark = AnnotationKind::Primary.span(span);
                if let Some(label) = &item.label {
                    mark = mark.label(label.as_str());
                }
                group = group.element(
                    Snippet::source(window)
                        .line_start(line_start)
                        .path(self.name.as_str())
                        .annotation(mark),
                );
            }
            if !item.pointer.is_empty() {
                group = group.element(Level::NOTE.message(format!("at {}", item.pointer)));
            }
            group = group.element(Level::HELP.message(item.remedy.as_str()));
            out.push_str(&renderer.render(&[group]));
            out.push_str("\n\n");
        }
        if self.len() > MAX_SHOWN {
            let _ = writeln!(out, "… and {} more\n", self.len() - MAX_SHOWN);
        }
        let plural = if self.len() == 1 {
            "problem"
        } else {
            "problems"
        };
        let _ = writeln!(out, "{}: {} {plural}", self.name, self.len());
        out
    }

    /// The lines around a span: the renderer scans what it is given, and a long
    /// text with many problems would be scanned again for each.
    fn window(&self, span: &Range<usize>) -> (&str, usize, Range<usize>) {
        /// Enough for a line; a file may be one single line of megabytes.
        const REACH: usize = 400;
        let text = &self.text;
        let line = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let start = floor_boundary(text, line.max(span.start.saturating_sub(REACH)));
        let end_of_line = text[span.start..]
            .find('\n')
            .map_or(text.len(), |at| span.start + at);
        let end = floor_boundary(text, end_of_line.min(span.start + REACH));
        let line_number = self.lines.line(start);
        let local = span.start - start..span.end.min(end).max(span.start) - start;
        (&text[start..end], line_number, local)
    }
}

/// Where the lines of a text start: counted once, asked for every problem.
#[derive(Debug, Clone)]
pub(crate) struct Lines(Vec<usize>);

impl Lines {
    pub fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at + 1).collect())
    }

    /// The line (from 1) of a byte.
    pub fn line(&self, at: usize) -> usize {
        self.0.partition_point(|start| *start <= at) + 1
    }
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl fmt::Debug for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Diagnostics {}

/// The known name nearest to a mistyped one, for "did you mean".
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// A hint is not worth more time than this.
    const LOOKED_AT: usize = 512;
    let name: Vec<char> = name.chars().collect();
    let limit = (name.len() / 3).clamp(1, 4);
    known
        .into_iter()
        .take(LOOKED_AT)
        .filter_map(|candidate| Some((distance(&name, candidate, limit)?, candidate)))
        .min()
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance over characters, if it is no more than `limit`.
fn distance(a: &[char], b: &str, limit: usize) -> Option<usize> {
    let b: Vec<char> = b.chars().take(a.len() + limit + 1).collect();
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.iter().enumerate() {
        // Further from the diagonal everything costs more than the limit.
        let (from, to) = (i.saturating_sub(limit), (i + limit + 1).min(b.len()));
        let mut before = row[from];
        row[from] = if from == 0 { i + 1 } else { limit + 1 };
        for j in from..to {
            let substituted = before + usize::from(*ca != b[j]);
            before = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(before + 1);
        }
        if let Some(behind) = row.get_mut(to + 1) {
            *behind = limit + 1;
        }
    }
    row.last().copied().filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_offered_only_when_near() {
        let known = ["Song", "Job", "Account"];
        assert_eq!(nearest("Sonng", known), Some("Song"));
        assert_eq!(nearest("Acount", known), Some("Account"));
        assert_eq!(nearest("Zebra", known), None);
        assert_eq!(
            nearest("x-mureka-spacign", ["x-mureka-spacing"]),
            Some("x-mureka-spacing")
        );
        assert_eq!(
            nearest("xyx-mureka-spacing", ["x-mureka-spacing"]),
            Some("x-mureka-spacing")
        );
        assert_eq!(nearest("x-spacing", ["x-mureka-spacing"]), None);
    }
}
