//! The text of a file as rows of named fields, CSV or JSON Lines.

use std::path::Path;

use serde_json::{Map, Value};

use super::fields::nearest;
use super::reading::Wrong;
use super::request::{ASYNC, Kind};

/// The field that says which call a line is for.
pub const KIND: &str = "kind";

/// A line that asks for something: what it sets, under the names of the API.
#[derive(Debug)]
pub struct Row {
    /// Where it begins in the file, from 1.
    pub at: u64,
    pub fields: Map<String, Value>,
}

/// The rows of a text; its name tells the form, or else its first letter does.
pub fn rows(name: &str, text: &str) -> (Vec<Row>, Vec<Wrong>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let ending = Path::new(name).extension().unwrap_or_default();
    let ending = ending.to_string_lossy().to_lowercase();
    let is_json = match ending.as_str() {
        "jsonl" | "ndjson" | "json" => true,
        "csv" | "tsv" => false,
        _ => text.trim_start().starts_with(['{', '[']),
    };
    if is_json { lines(text) } else { csv(text) }
}

/// Each line an object.
fn lines(text: &str) -> (Vec<Row>, Vec<Wrong>) {
    let (mut rows, mut wrong) = (Vec::new(), Vec::new());
    for (line, at) in text.lines().zip(1..) {
        if line.trim().is_empty() {
            continue;
        }
        let given = match serde_json::from_str(line) {
            Ok(Value::Object(fields)) => fields,
            Ok(_) => {
                let rule = "no object; each line is one: {\"prompt\": \"Rain\"}";
                wrong.push(Wrong::new(at, "", rule));
                continue;
            }
            Err(_) if at == 1 && line.trim_start().starts_with('[') => {
                let rule = "a list over many lines; one object a line is required, as \
                            `jq -c '.[]'` writes them";
                return (rows, vec![Wrong::new(at, "", rule)]);
            }
            Err(error) => {
                let rule = format!("no JSON at column {}: one object a line", error.column());
                wrong.push(Wrong::new(at, "", rule));
                continue;
            }
        };
        let mut fields = Map::new();
        for (name, value) in given {
            match named(&name) {
                Ok(name) if fields.contains_key(name) => {
                    wrong.push(Wrong::new(at, name, "given twice"));
                }
                Ok(_) if value.is_null() => {}
                Ok(name) => {
                    fields.insert(name.to_owned(), value);
                }
                Err(rule) => wrong.push(Wrong::new(at, &name, rule)),
            }
        }
        if fields.is_empty() {
            wrong.push(Wrong::new(at, "", NOTHING));
        }
        rows.push(Row { at, fields });
    }
    (rows, wrong)
}

/// What the first line calls a column, each further line sets.
fn csv(text: &str) -> (Vec<Row>, Vec<Wrong>) {
    let delimiter = delimiter(text);
    let mut reader = reader(text, delimiter);
    let mut place = Place::of(text);
    let (mut rows, mut wrong) = (Vec::new(), Vec::new());
    let mut header: Vec<Option<&'static str>> = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let at = place.line(error.position());
                wrong.push(Wrong::new(at, "", error.to_string()));
                break;
            }
        };
        let at = place.line(record.position());
        if header.is_empty() {
            for name in &record {
                let column = named(name.trim());
                if let Err(rule) = &column {
                    wrong.push(Wrong::new(at, name.trim(), rule.clone()));
                }
                let column = column.ok();
                if column.is_some() && header.contains(&column) {
                    wrong.push(Wrong::new(at, name.trim(), "a column that is there twice"));
                }
                header.push(column);
            }
            continue;
        }
        if record.len() != header.len() {
            let (cells, columns) = (record.len(), header.len());
            let rule = format!("{cells} columns, the first line has {columns}");
            wrong.push(Wrong::new(at, "", rule));
            continue;
        }
        let mut fields = Map::new();
        for (name, cell) in header.iter().zip(&record) {
            if let (Some(name), false) = (name, cell.trim().is_empty()) {
                fields.insert((*name).to_owned(), cell.into());
            }
        }
        if fields.is_empty() {
            wrong.push(Wrong::new(at, "", NOTHING));
        }
        rows.push(Row { at, fields });
    }
    let last = text.get(place.byte..).unwrap_or_default();
    if !last.is_empty() && is_open(last, delimiter) {
        let rule = "a quote is opened and not closed: the rest of the file is in it";
        wrong.push(Wrong::new(place.line, "", rule));
    }
    (rows, wrong)
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
}

/// Whether a record goes on behind its end.
fn is_open(record: &str, delimiter: u8) -> bool {
    // Not at the very beginning: there, the reader takes a byte order mark away.
    let more = format!("less\n{record}\nmore");
    reader(&more, delimiter).records().count() < 3
}

/// Where a record begins. The reader counts the line break before it, and empty lines, among
/// what belongs to it.
struct Place<'t> {
    text: &'t str,
    byte: usize,
    line: u64,
}

impl<'t> Place<'t> {
    fn of(text: &'t str) -> Self {
        let (byte, line) = (0, 1);
        Self { text, byte, line }
    }

    /// The line of the next record, from 1.
    fn line(&mut self, position: Option<&csv::Position>) -> u64 {
        let bytes = self.text.as_bytes();
        let byte = position.map_or(0, csv::Position::byte);
        let byte = usize::try_from(byte).unwrap_or(bytes.len()).max(self.byte);
        let rest = bytes.get(byte..).unwrap_or_default();
        let breaks = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let byte = byte + breaks.count();
        let passed = bytes.get(self.byte..byte).unwrap_or_default();
        self.line += passed.split(|byte| *byte == b'\n').skip(1).count() as u64;
        self.byte = byte;
        self.line
    }
}

/// A row that is left over in a spreadsheet would be a song about anything.
const NOTHING: &str = "nothing is set; for a song about anything set kind to create";

/// What separates the columns: whatever the first line has most of.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |letter: u8| first.bytes().filter(|byte| *byte == letter).count();
    let mut best = b',';
    for letter in [b';', b'\t'] {
        if count(letter) > count(best) {
            best = letter;
        }
    }
    best
}

/// The name in the API of a field that some call has.
fn named(given: &str) -> Result<&'static str, String> {
    let known = || {
        let fields = Kind::ALL.into_iter().flat_map(Kind::fields);
        fields.chain([KIND])
    };
    // `reply_url` is the same as `replyUrl`.
    let plain = |name: &str| name.replace(['_', '-', ' '], "").to_lowercase();
    if let Some(name) = known().find(|name| plain(name) == plain(given)) {
        return Ok(name);
    }
    if plain(given) == ASYNC {
        return Err("not a line's to set: the batch waits for all of them".into());
    }
    Err(match nearest(given, known()) {
        Some(name) => format!("unknown; {name} is meant?"),
        None => {
            let mut all: Vec<_> = known().collect();
            all.sort_unstable();
            all.dedup();
            format!("unknown; there are {}", all.join(", "))
        }
    })
}
