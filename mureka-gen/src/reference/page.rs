//! A page of useapi.net.

use std::ops::Range;

use super::blocks::{self, Block, Kind};
use super::items::{MOST_PROSE, Prose};
use super::parameters::{self, Draft};
use super::responses::{self, Responses};
use super::sections::{self, Section};
use super::source::{Doubts, Source, prefix};
use super::{Model, Note, Page, Payload};
use super::{json, models};

/// Languages of fences that are program code.
const PROGRAMS: &str = "bash sh shell console curl javascript js python py php go java \
    ruby rb csharp kotlin swift rust c cpp dart powershell html jsx tsx";

/// Reads a page that starts on a line of the file, with its address if it has one.
pub(super) fn read(source: &Source, url: Option<&str>, range: Range<usize>, line: usize) -> Page {
    let text = source.text.get(range.clone()).unwrap_or_default();
    let (front, body) = front_matter(text);
    let start = range.start + (text.len() - body.len());
    let blocks = blocks::blocks(body);
    let mut walk = Walk {
        start,
        doubts: Doubts::new(source),
        section: Section::Opening,
        level: 0,
        opening: front.to_owned(),
        code: String::new(),
        other: Vec::new(),
        headers: Vec::new(),
        content_types: Vec::new(),
        drafts: Vec::new(),
        indent: 0,
        requests: Vec::new(),
        examples: Vec::new(),
        responses: Responses::default(),
        models: Vec::new(),
        label: String::new(),
        prose: String::new(),
        budget: MOST_PROSE,
    };
    if source.replaced.is_some_and(|at| range.contains(&at)) {
        let at = source.replaced.unwrap_or(start);
        walk.doubts
            .repaired(at, "encoding", "bytes that are no UTF-8 are replaced");
    }
    for block in &blocks {
        walk.block(block, body);
    }
    walk.finish(url, line, body, &blocks)
}

/// What stands between `---` at the start of a page, and the rest.
fn front_matter(text: &str) -> (&str, &str) {
    let trimmed = text.trim_start();
    let Some(inner) = trimmed.strip_prefix("---\n") else {
        return ("", text);
    };
    match prefix(inner, 4000).find("\n---") {
        Some(end) => {
            let rest = inner.get(end + 4..).unwrap_or_default();
            (inner.get(..end).unwrap_or_default(), rest)
        }
        None => ("", text),
    }
}

/// A page, as it is read.
pub(super) struct Walk<'a> {
    /// Offset of the page in the file.
    pub(super) start: usize,
    pub(super) doubts: Doubts<'a>,
    pub(super) section: Section,
    /// Level of the heading of the section.
    pub(super) level: usize,
    /// Text above the sections.
    pub(super) opening: String,
    /// Program code.
    pub(super) code: String,
    /// Sections that are not known, though facts seem to stand there.
    pub(super) other: Vec<(usize, String)>,
    pub(super) headers: Vec<String>,
    pub(super) content_types: Vec<String>,
    pub(super) drafts: Vec<Draft>,
    /// Indentation of the items of the list.
    pub(super) indent: usize,
    pub(super) requests: Vec<Payload>,
    /// Examples of single parameters.
    pub(super) examples: Vec<Note>,
    pub(super) responses: Responses,
    pub(super) models: Vec<(Model, String)>,
    /// What stands above a model.
    pub(super) label: String,
    /// What is said of the use of the endpoint.
    pub(super) prose: String,
    /// How much more prose is read.
    pub(super) budget: usize,
}

impl Walk<'_> {
    fn block(&mut self, block: &Block<'_>, page: &str) {
        match &block.kind {
            Kind::Heading(level, section) => self.heading(*level, section.clone(), block),
            Kind::Fence(language, closed) => {
                if !closed {
                    let why = "the fence is not closed before the page ends";
                    self.doubts.unread(self.start + block.at, "code", why);
                }
                self.fence(language, block);
            }
            Kind::Bullet(indent) => self.bullet(*indent, block),
            Kind::Text => self.text(block, page),
        }
    }

    pub(super) fn at(&self, block: &Block<'_>) -> usize {
        self.start + block.at
    }

    fn heading(&mut self, level: usize, known: Option<Section>, block: &Block<'_>) {
        let at = self.at(block);
        // A comment among headers whose fence was lost.
        if level == 1 && self.section == Section::Headers {
            self.header_lines(block.text);
            return;
        }
        if let Some(section) = known {
            self.section = if section == Section::Aside && self.level == 0 {
                // What follows a table of contents still belongs to the opening.
                Section::Opening
            } else {
                self.level = level;
                section
            };
            self.label.clear();
            self.responses.leave();
            return;
        }
        match self.section {
            Section::Opening if level <= 2 => self.append(Prose::Opening, block.text, at),
            Section::Responses if super::statuses::label(block.text).is_some() => {
                self.response(block, true);
            }
            Section::Model if level > self.level => {
                append(&mut self.label, prefix(block.text, 1000));
            }
            _ if level > self.level && self.level > 0 => {}
            _ => {
                self.level = level;
                self.section = Section::Other(name_of(block.text));
            }
        }
    }

    fn fence(&mut self, language: &str, block: &Block<'_>) {
        let language = language.to_ascii_lowercase();
        let program = PROGRAMS.split(' ').any(|known| known == language);
        let body = block.text.trim_start();
        if self.section == Section::Examples || program {
            append(&mut self.code, prefix(block.text, 20_000));
            return;
        }
        let bracket = body.starts_with(['{', '[']);
        let typescript = matches!(language.as_str(), "typescript" | "ts")
            || bracket && !language.starts_with("json") && models::looks_like(body)
            || bracket && self.section == Section::Model && !language.starts_with("json");
        if let Section::Other(name) = &self.section {
            self.other.push((self.start + block.at, name.clone()));
            return;
        }
        if self.section == Section::Aside {
            return;
        }
        if typescript {
            self.model(block, true);
            return;
        }
        let json = language.starts_with("json");
        match self.section {
            Section::Responses => {
                if json || bracket {
                    self.payload(block);
                } else if body.contains('{') {
                    let what = format!("code in `{language}` among the responses");
                    self.doubts
                        .unread(self.at(block), what, "neither JSON nor TypeScript");
                }
            }
            Section::Body | Section::Parameters | Section::Query if json || bracket => {
                self.request(block);
            }
            Section::Model if json => self.payload(block),
            Section::Headers if bracket => self.request(block),
            Section::Opening if bracket => {}
            Section::Headers => self.header_lines(block.text),
            Section::Opening if block.text.contains("Authorization:") => {
                self.section = Section::Headers;
                self.level = self.level.max(5);
                self.header_lines(block.text);
            }
            _ => {}
        }
    }

    fn bullet(&mut self, indent: usize, block: &Block<'_>) {
        match &self.section {
            Section::Examples => append(&mut self.code, prefix(block.text, 20_000)),
            Section::Aside => {}
            Section::Responses => self.response(block, true),
            Section::Model => self.model_text(block),
            Section::Other(name) => {
                let named =
                    parameters::head(block.text).is_some_and(|(names, _)| !names.is_empty());
                if named {
                    self.other.push((self.start + block.at, name.clone()));
                }
            }
            section => {
                let listed = section.lists_parameters();
                self.item(indent, block, listed);
            }
        }
    }

    fn text(&mut self, block: &Block<'_>, page: &str) {
        let at = self.at(block);
        match &self.section {
            Section::Opening => self.append(Prose::Opening, block.text, at),
            Section::Examples => append(&mut self.code, prefix(block.text, 20_000)),
            Section::Aside | Section::Other(_) => {}
            Section::Headers => {
                let request = block.text.trim_start().starts_with('{');
                if bold_status(block.text) {
                    self.section = Section::Responses;
                    self.response(block, false);
                } else if request {
                    self.request(block);
                } else {
                    self.header_lines(block.text);
                    self.append(Prose::Use, block.text, at);
                }
            }
            Section::Responses => self.response(block, false),
            Section::Model => self.model_text(block),
            Section::Path | Section::Query | Section::Body | Section::Parameters => {
                self.parameter_text(block, page);
            }
        }
    }

    /// A body of a request, or the value of one parameter.
    pub(super) fn request(&mut self, block: &Block<'_>) {
        let offset = block.text.len() - block.text.trim_start().len();
        let at = self.start + block.start + offset;
        match json::parse(block.text) {
            Ok(parsed) => {
                // JSON below an item without any of the names is the value of that item.
                let own = |key: &String| self.drafts.iter().any(|draft| draft.names.contains(key));
                let request = match &parsed.value {
                    serde_json::Value::Object(map) => self.drafts.is_empty() || map.keys().any(own),
                    _ => self.drafts.is_empty(),
                };
                if !parsed.repairs.is_empty() {
                    self.doubts
                        .repaired(at, "payload of the request", parsed.repairs.join("; "));
                }
                let kept = responses::MOST;
                if self.requests.len().max(self.examples.len()) == kept {
                    let why = format!("only the first {kept} are read");
                    self.doubts.unread(at, "payloads of the request", why);
                } else if request {
                    let line = self.doubts.source.line(at);
                    self.requests.push(Payload {
                        value: parsed.value,
                        line,
                    });
                } else if let Some(draft) = self.drafts.last().filter(|_| !request)
                    && let Some(name) = draft.names.first()
                {
                    self.examples.push(Note {
                        name: format!("example of {name}"),
                        value: parsed.value.to_string(),
                    });
                }
            }
            Err(why) => self.doubts.unread(at, "payload of the request", why),
        }
    }

    fn payload(&mut self, block: &Block<'_>) {
        let at = self.start + block.start;
        self.responses.payload(block.text, at, &mut self.doubts);
    }

    pub(super) fn response(&mut self, block: &Block<'_>, item: bool) {
        let at = self.start + block.start;
        self.append(Prose::Use, block.text, at);
        self.responses.text(block.text, at, item, &mut self.doubts);
    }

    fn model_text(&mut self, block: &Block<'_>) {
        match block.text.find('{') {
            Some(at) if models::looks_like(block.text.get(at..).unwrap_or_default()) => {
                let (label, _) = block.text.split_at(at);
                append(&mut self.label, prefix(label, 1000));
                self.model(block, false);
            }
            _ => append(&mut self.label, prefix(block.text, 1000)),
        }
    }

    fn model(&mut self, block: &Block<'_>, whole: bool) {
        let label = std::mem::take(&mut self.label);
        let label = if self.section == Section::Responses {
            self.responses
                .current()
                .map_or(label, |code| code.to_string())
        } else {
            label
        };
        let at = self.start + block.start;
        models::read(
            block.text,
            at,
            &label,
            whole,
            &mut self.doubts,
            &mut self.models,
        );
    }
}

/// Adds a text behind another, so that their sentences do not run together.
fn append(text: &mut String, more: &str) {
    if text.len() < MOST_PROSE {
        text.push_str(more);
        text.push_str("\n\n");
    }
}

/// Whether a text starts with a status in bold.
pub(super) fn bold_status(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("**") && super::statuses::label(text).is_some()
}

/// The words of a heading that text may follow.
fn name_of(heading: &str) -> String {
    let heading = sections::plain(heading.lines().next().unwrap_or_default());
    let words: Vec<&str> = heading.split_whitespace().take(4).collect();
    words.join(" ")
}
