//! Facts of a page without an endpoint: models, plans, prices, slots.

use super::Note;
use super::blocks::{Block, Kind};
use super::conditions::Conditions;
use super::source::prefix;
use super::tables;
use super::words::{Word, sentences, words};
use super::{conditions, json, wording};

/// Most notes that are kept of a page.
const MOST: usize = 100;

/// Most prose that is read for notes.
const MOST_PROSE: usize = 50_000;

/// The notes of a page.
pub(super) fn read(blocks: &[Block<'_>]) -> Vec<Note> {
    let mut notes = Notes(Vec::new());
    let mut used = Conditions::default();
    let mut left = MOST_PROSE;
    for block in blocks {
        if let Kind::Fence(language, _) = block.kind {
            payload(language, block.text, &mut notes);
            continue;
        }
        let text = prefix(block.text, left);
        left -= text.len();
        if text.is_empty() {
            break;
        }
        plans(text, &mut notes);
        let text = prose(text);
        conditions::read(&text, &mut used);
        let facts = wording::facts(&text);
        if !facts.values.is_empty() && text.to_ascii_lowercase().contains("models") {
            notes.add("models", facts.values.join(", "));
            if let Some(default) = facts.default {
                notes.add("default model", default);
            }
        }
        for sentence in sentences(&words(&text)) {
            sentence_facts(sentence, &mut notes);
        }
    }
    if let Some(slots) = used.slots {
        notes.add("slots", slots.to_string());
    }
    if let Some(seconds) = used.spacing {
        notes.add("spacing", format!("{seconds} s"));
    }
    if let Some(seconds) = used.retention {
        notes.add("retention", format!("{seconds} s"));
    }
    notes.0
}

struct Notes(Vec<Note>);

impl Notes {
    /// The first time that something is told counts.
    fn add(&mut self, name: &str, value: String) {
        let known = self.0.iter().any(|note| note.name == name);
        if !known && !value.is_empty() && self.0.len() < MOST {
            self.0.push(Note {
                name: name.to_owned(),
                value,
            });
        }
    }

    /// Further values of the same thing.
    fn extend(&mut self, name: &str, value: &str) {
        match self.0.iter_mut().find(|note| note.name == name) {
            Some(note) if note.value.len() < 1000 => {
                note.value.push_str(", ");
                note.value.push_str(value);
            }
            Some(_) => {}
            None => self.add(name, value.to_owned()),
        }
    }
}

/// A text without its tables.
fn prose(text: &str) -> String {
    text.split('|')
        .filter(|cell| !cell.trim().is_empty())
        .collect::<Vec<_>>()
        .join(". ")
}

/// JSON that a page shows.
fn payload(language: &str, text: &str, notes: &mut Notes) {
    let json = language.is_empty() || language.starts_with("json");
    if json
        && text.trim_start().starts_with(['{', '['])
        && let Ok(parsed) = json::parse(text)
    {
        notes.extend("payload", prefix(&parsed.value.to_string(), 500));
    }
}

/// Rows of tables by plan: `plan Pro: Price $9/month, Songs 500 songs`.
fn plans(text: &str, notes: &mut Notes) {
    for table in tables::tables(text) {
        let Some(first) = table.columns.first() else {
            continue;
        };
        let first = first.to_ascii_lowercase();
        for (_, row) in &table.rows {
            let mut cells = row.iter().map(|cell| tables::bare(cell));
            let Some(name) = cells.next().filter(|name| !name.is_empty()) else {
                continue;
            };
            let name = format!("{} {}", prefix(&first, 40), prefix(&name, 60));
            for (column, cell) in table.columns.iter().skip(1).zip(cells) {
                if !cell.is_empty() {
                    notes.extend(
                        &name,
                        &format!("{} {}", prefix(column, 40), prefix(&cell, 60)),
                    );
                }
            }
        }
    }
}

fn sentence_facts(sentence: &[Word], notes: &mut Notes) {
    let has = |words: &[&str]| sentence.iter().any(|word| word.any(words));
    let text = |at: usize| sentence.get(at).and_then(Word::text).unwrap_or_default();
    if has(&["credit", "credits"]) && has(&["top-ups", "top-up", "topup", "topups", "top"]) {
        let price = sentence
            .iter()
            .filter_map(Word::text)
            .find(|word| word.starts_with('$'));
        let amount = sentence
            .iter()
            .position(|word| word.is("credits"))
            .and_then(|at| at.checked_sub(1))
            .and_then(|at| sentence.get(at))
            .filter(|word| word.number().is_some())
            .and_then(Word::text);
        if let (Some(price), Some(amount)) = (price, amount) {
            notes.add("credit top-up", format!("{amount} credits for {price}"));
        }
    }
    for (at, word) in sentence.iter().enumerate() {
        if word.number().is_some() && text(at + 1).eq_ignore_ascii_case("minutes") {
            let about = ["songs", "song"].iter().any(|name| has(&[name]));
            if about && at > 0 && sentence.get(at - 1).is_some_and(|word| word.is("to")) {
                notes.add("song length", format!("{} minutes", text(at)));
            }
        }
        if word.number().is_some() && text(at + 1) == "seconds" && has(&["average"]) {
            notes.add(
                "generation time",
                format!("{} seconds on average", text(at)),
            );
        }
    }
    if sentence.last().is_some_and(|word| word.is("free"))
        && has(&["is", "are"])
        && sentence.len() < 12
    {
        let subject = if has(&["lyrics"]) {
            "lyrics"
        } else if has(&["downloading", "download", "stems"]) {
            "downloads"
        } else {
            return;
        };
        notes.add(subject, "free".into());
    }
    if has(&["cookie"]) && has(&["valid"]) {
        let months = sentence.windows(2).find_map(|pair| match pair {
            [amount, unit] if unit.any(&["months", "days"]) => {
                Some(format!("{} {}", amount.text()?, unit.text()?))
            }
            _ => None,
        });
        if let Some(months) = months {
            notes.add("cookie", months);
        }
    }
}
