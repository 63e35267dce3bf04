//! What the vendors' documentation says, as facts.
//!
//! The documentation is prose for people, and comes in several forms: one file with
//! all pages, single pages saved as text, tables. [`read()`] takes any bytes and gives
//! what it could read as [`Page`]s, together with what it could not read. Sentences are
//! not kept; names, figures, values and payloads are.

mod address;
mod blocks;
mod choices;
mod cloudsway;
mod conditions;
mod dates;
mod endpoint;
mod exclusions;
mod fences;
mod headers;
mod items;
mod json;
mod limits;
mod models;
mod notes;
mod page;
mod parameters;
mod responses;
mod sections;
mod shapes;
mod source;
mod split;
mod statuses;
mod tables;
mod typescript;
mod wording;
mod words;

use std::fmt;

use serde::Serialize;
use serde_json::Value;

/// What one file of documentation says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reference {
    /// The file or address that it was read from.
    pub name: String,
    /// When the vendor put it together, where the file says so: `2026-05-20`.
    pub generated: Option<String>,
    /// Its pages, in their order.
    pub pages: Vec<Page>,
}

/// Which of the two APIs a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Vendor {
    /// useapi.net: `spec/useapi.yaml`.
    Useapi,
    /// Cloudsway: `spec/cloudsway.yaml`.
    Cloudsway,
}

impl Vendor {
    /// Name of the document without its ending: `useapi`.
    pub fn document(self) -> &'static str {
        match self {
            Self::Useapi => "useapi",
            Self::Cloudsway => "cloudsway",
        }
    }
}

impl fmt::Display for Vendor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.document())
    }
}

/// One page: an endpoint, or general remarks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Page {
    /// Whose it is.
    pub vendor: Vendor,
    /// The end of its address, `post-mureka-music-create`. Where the text has no address,
    /// the same made of method and path.
    pub name: String,
    /// Its address, where the text has it.
    pub url: Option<String>,
    /// Line of the file (from 1) where it starts.
    pub line: usize,
    /// Latest date on it, `2026-04-04`.
    pub date: Option<String>,
    /// The endpoint it describes; `None` for a page of general remarks.
    pub endpoint: Option<Endpoint>,
    /// Facts of a page without an endpoint, as `name: value` each: `models: V9, V8`. With an
    /// endpoint, the examples of single parameters: `example of conversation`.
    pub notes: Vec<Note>,
    /// What was read after a repair that may be wrong.
    pub repaired: Vec<Doubt>,
    /// What could not be read.
    pub unread: Vec<Doubt>,
}

/// A fact that is none of an endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// What it is about, in a fixed word: `models`, `default model`, `slots`, `plan Pro`.
    pub name: String,
    /// What the page says of it: `V9, V8, O2`.
    pub value: String,
}

/// A place that was not read as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Doubt {
    /// Line of the file (from 1).
    pub line: usize,
    /// What stands there, in a fixed phrase: `payload of status 200`.
    pub what: String,
    /// Why it was not read, or how it was repaired.
    pub why: String,
    /// Its first characters.
    pub excerpt: String,
}

/// What a page says of its endpoint.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Endpoint {
    /// Upper-case method: `POST`.
    pub method: String,
    /// `https://api.useapi.net`, without the path.
    pub server: String,
    /// Path with its parameters in braces and without a trailing slash or query:
    /// `/v1/mureka/music/{song_id}`.
    pub path: String,
    /// Media types a request may have, in the order of the page; empty without a body.
    pub content_types: Vec<String>,
    /// Other headers it names, except for the authorization.
    pub headers: Vec<String>,
    /// Parameters of path and query, and fields of the body, in the order of the page.
    pub parameters: Vec<Parameter>,
    /// Bodies of requests that the page shows, except for those inside of program code.
    pub requests: Vec<Payload>,
    /// Statuses in the order of the page.
    pub statuses: Vec<Status>,
    /// Shapes of the answers, in TypeScript or as a table.
    pub models: Vec<Model>,
    /// Least seconds between two calls.
    pub spacing: Option<u64>,
    /// How many calls an account may have running.
    pub slots: Option<u64>,
    /// For how many seconds what is read is kept.
    pub retention: Option<u64>,
    /// Most bytes of a file; 5 GB are 5 × 2³⁰.
    pub upload_bytes: Option<u64>,
    /// Formats of files by their usual endings, where they are listed: `mp3`.
    pub upload_formats: Vec<String>,
}

/// Where a parameter stands in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// A field of the body.
    Body,
}

/// A parameter, or a field of the body.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// Whether it has to be given; `None` where the page does not say.
    pub required: Option<Need>,
    /// What kind of value it takes, where the page says so in words.
    pub kind: Option<Kind>,
    /// Least characters.
    pub min_length: Option<u64>,
    /// Most characters.
    pub max_length: Option<u64>,
    /// Most characters of all texts of a list together.
    pub total_length: Option<u64>,
    /// Least value.
    pub minimum: Option<f64>,
    /// Greatest value.
    pub maximum: Option<f64>,
    /// The values it may have, where they are listed, in the order of the page.
    pub values: Vec<String>,
    /// Value it has when left out.
    pub default: Option<String>,
    /// Values that are no longer supported, though still taken.
    pub retired: Vec<String>,
    /// Parameters it cannot be given together with.
    pub excludes: Vec<String>,
    /// Line of the file (from 1).
    pub line: usize,
}

impl Parameter {
    /// A parameter of which nothing else is known.
    pub fn new(name: impl Into<String>, place: Place, line: usize) -> Self {
        Self {
            name: name.into(),
            place,
            required: None,
            kind: None,
            min_length: None,
            max_length: None,
            total_length: None,
            minimum: None,
            maximum: None,
            values: Vec::new(),
            default: None,
            retired: Vec::new(),
            excludes: Vec::new(),
            line,
        }
    }
}

/// Whether a parameter has to be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Need {
    /// Always.
    Required,
    /// Only in some cases: "required when not using `conversation`".
    Sometimes,
    /// Never, or only for reasons outside of the call, as `account` with several accounts.
    Optional,
}

/// Kind of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A text.
    Text,
    /// Any number.
    Number,
    /// A whole number.
    Integer,
    /// True or false.
    Boolean,
    /// A list.
    List,
    /// An object.
    Object,
    /// JSON inside a text.
    JsonText,
    /// The content of a file.
    File,
}

/// A JSON payload that the page shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Payload {
    /// What it holds.
    pub value: Value,
    /// Line of the file (from 1).
    pub line: usize,
}

/// A status and what comes with it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Status {
    /// 200.
    pub code: u16,
    /// Whether the page names it; otherwise it was concluded from a payload.
    pub stated: bool,
    /// Its payloads.
    pub payloads: Vec<Payload>,
    /// Values of `code` or words that the page lists for it: `SESSION_EXPIRED`.
    pub codes: Vec<String>,
    /// Line of the file (from 1).
    pub line: usize,
}

/// The shape of an answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Model {
    /// Which statuses it is for: `[200]`, `[201]`; empty where the page shows one for
    /// all, or one for all failures.
    pub statuses: Vec<u16>,
    /// Whether it is the one for failures.
    pub failure: bool,
    /// Its shape.
    pub shape: Shape,
    /// Line of the file (from 1).
    pub line: usize,
}

/// A type in TypeScript's terms.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// `string`.
    Text,
    /// `number`; a table may say `integer`.
    Number,
    /// `boolean`.
    Boolean,
    /// `null`.
    Null,
    /// `any`, `unknown`, or a type that cannot be told.
    Any,
    /// A literal: `'music'`, `true`.
    Literal(Value),
    /// `a | b`.
    Union(Vec<Shape>),
    /// `a[]`, `Array<a>`.
    List(Box<Shape>),
    /// `{ a: string }`.
    Object(Vec<Field>),
    /// `{ [key: string]: a }`. Beside fields: a union of both.
    Map(Box<Shape>),
}

/// A field of a model.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Whether it is marked with `?`.
    pub optional: bool,
    /// What it holds.
    pub shape: Shape,
}

/// A file in which nothing of documentation could be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The file or address.
    pub name: String,
    /// What is wrong with it.
    pub why: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.why)
    }
}

impl std::error::Error for Unreadable {}

/// Reads one file of documentation, whatever its form: the one-file reference of
/// useapi.net, a single page of it, or a page of Cloudsway.
///
/// Takes time in proportion to the length, on any bytes.
///
/// # Errors
/// [`Unreadable`] where no page is found in it, or where it is too large.
pub fn read(name: &str, bytes: &[u8]) -> Result<Reference, Unreadable> {
    let unreadable = |why: String| Unreadable {
        name: name.into(),
        why,
    };
    if bytes.len() > LARGEST {
        return Err(unreadable(format!(
            "{} bytes, at most {LARGEST} are read",
            bytes.len()
        )));
    }
    let source = source::Source::new(bytes);
    let parts = split::parts(&source.text);
    if parts.len() > MOST_PAGES {
        return Err(unreadable(too_many(parts.len())));
    }
    if let Some(first) = parts.first() {
        let generated = split::generated(&source.text, first.at);
        let pages = parts
            .into_iter()
            .map(|part| page::read(&source, Some(part.url), part.range, source.line(part.at)))
            .collect();
        return Ok(Reference {
            name: name.into(),
            generated,
            pages,
        });
    }
    if cloudsway::fits(&source.text) {
        let pages = cloudsway::read(&source);
        if pages.len() > MOST_PAGES {
            return Err(unreadable(too_many(pages.len())));
        }
        if !pages.is_empty() {
            return Ok(Reference {
                name: name.into(),
                generated: None,
                pages,
            });
        }
    }
    let page = page::read(&source, None, 0..source.text.len(), 1);
    if page.endpoint.is_none() {
        return Err(unreadable(why_not(bytes, &source.text).into()));
    }
    Ok(Reference {
        name: name.into(),
        generated: None,
        pages: vec![page],
    })
}

/// Why no page is found in a file.
fn why_not(bytes: &[u8], text: &str) -> &'static str {
    let start = source::prefix(text.trim_start(), 200).to_ascii_lowercase();
    let wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let zeros = bytes.iter().take(400).filter(|byte| **byte == 0).count();
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        "it is HTML; the text of the page is needed, or the reference in one file"
    } else if bytes.starts_with(&[0x1f, 0x8b]) {
        "it is compressed with gzip; unpack it first"
    } else if wide || zeros > 100 && zeros < 300 {
        "it is UTF-16; save it as UTF-8"
    } else if text.contains("cloudsway.net/") {
        "it names Cloudsway, but no line is a label such as `Request URL`; are the ends of its lines lost?"
    } else {
        "no page of documentation is found in it"
    }
}

fn too_many(pages: usize) -> String {
    format!("{pages} pages, at most {MOST_PAGES} are read")
}

/// Most pages of a file; the vendor's reference has less than 40.
const MOST_PAGES: usize = 1000;

/// Largest file that is read, in bytes.
const LARGEST: usize = 8 * 1024 * 1024;
