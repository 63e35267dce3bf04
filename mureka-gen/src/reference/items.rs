//! Items of lists on a page, and prose that belongs to them.

use super::blocks::Block;
use super::page::{Walk, bold_status};
use super::parameters::{self, Draft};
use super::sections::Section;
use super::source::prefix;
use super::wording::Facts;
use super::{Place, tables};

/// Most prose of a page that is read for facts; real pages have a tenth of it.
pub(super) const MOST_PROSE: usize = 100_000;

/// What prose is about.
#[derive(Clone, Copy)]
pub(super) enum Prose {
    /// The page.
    Opening,
    /// The use of the endpoint.
    Use,
    /// The last parameter, with what joins it to what was said before.
    Item(&'static str),
}

/// What stands in front of items within an item.
const NESTED: &str = " - ";

impl Walk<'_> {
    /// An item of a list of parameters; elsewhere above the responses it is one only if it
    /// says whether it has to be given.
    pub(super) fn item(&mut self, indent: usize, block: &Block<'_>, listed: bool) {
        let at = self.at(block);
        let item = strip_marks(block.text);
        match parameters::head(item) {
            Some((names, rest)) => {
                if names.is_empty() {
                    self.append(Prose::Use, rest, at);
                    return;
                }
                let last = self
                    .drafts
                    .last()
                    .filter(|draft| listed && !draft.names.is_empty());
                if last.is_some_and(|last| last.takes_items() && parameters::is_value(rest)) {
                    self.append(Prose::Item(NESTED), item, at);
                    return;
                }
                let said = super::wording::facts(prefix(rest, 400)).required.is_some();
                if !listed && !said {
                    self.append(Prose::Opening, block.text, at);
                    return;
                }
                if self.drafts.is_empty() {
                    self.indent = indent;
                }
                self.draft(names, rest, block);
            }
            None if listed => {
                let link = item.trim_start().starts_with('[');
                let nested = indent > self.indent;
                let last = self.drafts.last();
                if last.is_some_and(|last| link || nested || last.takes_items()) {
                    self.append(Prose::Item(NESTED), item, at);
                } else if !link {
                    let what = "item of a list of parameters";
                    self.doubts
                        .unread(self.at(block), what, "it starts with no name");
                }
            }
            None => self.append(Prose::Opening, block.text, at),
        }
    }

    /// Takes over prose, as much as is read of a page.
    pub(super) fn append(&mut self, to: Prose, more: &str, at: usize) {
        let taken = prefix(more, self.budget);
        if taken.len() < more.len() && self.budget > 0 {
            let why = format!("only the first {MOST_PROSE} bytes of prose are read");
            self.doubts.unread(at, "prose", why);
        }
        self.budget -= taken.len();
        if taken.len() < more.len() {
            self.budget = 0;
        }
        let (text, before) = match to {
            Prose::Opening => (&mut self.opening, "\n\n"),
            Prose::Use => (&mut self.prose, "\n\n"),
            Prose::Item(joint) => match self.drafts.last_mut() {
                Some(draft) => {
                    draft.nested |= joint == NESTED;
                    (&mut draft.text, joint)
                }
                None => return,
            },
        };
        text.push_str(before);
        text.push_str(taken);
    }

    pub(super) fn draft(&mut self, names: Vec<String>, text: &str, block: &Block<'_>) {
        if self.drafts.len() == parameters::MOST {
            let why = format!("only the first {} are read", parameters::MOST);
            self.doubts.unread(self.at(block), "parameters", why);
        }
        if self.drafts.len() > parameters::MOST {
            return;
        }
        self.drafts.push(Draft {
            names,
            place: self.place(),
            text: String::new(),
            nested: false,
            table: Facts::default(),
            line: self.doubts.source.line(self.at(block)),
        });
        self.append(Prose::Item(""), text, self.at(block));
    }

    pub(super) fn place(&self) -> Option<Place> {
        match self.section {
            Section::Path => Some(Place::Path),
            Section::Query => Some(Place::Query),
            Section::Body => Some(Place::Body),
            _ => None,
        }
    }

    pub(super) fn parameter_text(&mut self, block: &Block<'_>, page: &str) {
        let at = self.at(block);
        if bold_status(block.text) {
            self.section = Section::Responses;
            self.response(block, false);
            return;
        }
        if block.text.trim_start().starts_with('{') {
            self.request(block);
            return;
        }
        self.append(Prose::Use, block.text, at);
        if self.table(block) {
            return;
        }
        // On the line of an item it goes on with it; below, it may be about any of them.
        let before = page.get(..block.start).unwrap_or_default();
        let own_line =
            before.trim_end_matches([' ', '\t']).ends_with('\n') || block.text.starts_with('\n');
        match self.drafts.last().filter(|draft| !draft.names.is_empty()) {
            Some(_) if !own_line => self.append(Prose::Item("\n\n"), block.text, at),
            Some(_) => self.draft(Vec::new(), block.text, block),
            None => {}
        }
    }

    /// Takes parameters from a table.
    pub(super) fn table(&mut self, block: &Block<'_>) -> bool {
        if !block.text.contains('|') {
            return false;
        }
        let tables = tables::tables(block.text);
        for table in &tables {
            for mut draft in parameters::rows(table) {
                draft.place = self.place();
                draft.line = self
                    .doubts
                    .source
                    .line(self.start + block.start + draft.line);
                if self.drafts.len() < parameters::MOST {
                    self.drafts.push(draft);
                }
            }
        }
        !tables.is_empty()
    }
}

/// An item without further marks of lists in front.
fn strip_marks(text: &str) -> &str {
    let mut text = text.trim_start();
    while let Some(rest) = text.strip_prefix("- ").or_else(|| text.strip_prefix("* ")) {
        text = rest.trim_start();
    }
    text
}
