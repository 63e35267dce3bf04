//! The page of Cloudsway: sections with a call each, and tables.

use serde_json::{Map, Value};

use super::address;
use super::conditions::{self, Conditions};
use super::parameters::{self, Draft};
use super::responses;
use super::shapes;
use super::source::{Doubts, Source, prefix};
use super::tables::{self, Table};
use super::{Endpoint, Model, Page, Payload, Place, Status, Vendor, dates, json};

/// Words that start a part of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Method,
    Url,
    Parameters,
    Request,
    Answer,
    Response,
}

/// Labels; the longer of two that start alike stands first.
const LABELS: &[(&str, Label)] = &[
    ("request method", Label::Method),
    ("http method", Label::Method),
    ("method", Label::Method),
    ("request url", Label::Url),
    ("request address", Label::Url),
    ("request path", Label::Url),
    ("request parameters", Label::Parameters),
    ("request body", Label::Parameters),
    ("path parameters", Label::Parameters),
    ("query parameters", Label::Parameters),
    ("body parameters", Label::Parameters),
    ("parameters", Label::Parameters),
    ("request examples", Label::Request),
    ("request example", Label::Request),
    ("response parameters", Label::Answer),
    ("response fields", Label::Answer),
    ("response examples", Label::Response),
    ("response example", Label::Response),
];

/// Whether a text is a page of Cloudsway.
pub(super) fn fits(text: &str) -> bool {
    text.contains("cloudsway.net/")
        && !text.contains("api.useapi.net/")
        && labels(text)
            .iter()
            .any(|(_, _, label)| *label == Label::Url)
}

/// The pages of a text: one for each call.
pub(super) fn read(source: &Source) -> Vec<Page> {
    let text = source.text.as_str();
    let labels = labels(text);
    let date = labels
        .first()
        .and_then(|(at, ..)| dates::stamp(text.get(..*at)?));
    let general = labels
        .first()
        .and_then(|(at, ..)| text.get(..*at))
        .unwrap_or_default();
    let general = media_types(general);
    let mut pages: Vec<Page> = Vec::new();
    let mut call: Option<Call<'_>> = None;
    for (index, (at, start, label)) in labels.iter().enumerate() {
        let end = labels.get(index + 1).map_or(text.len(), |(next, ..)| *next);
        let part = text.get(*start..end).unwrap_or_default();
        let starts = match (&call, label) {
            (None, _) | (Some(_), Label::Method) => true,
            (Some(call), Label::Url) => call.url.is_some(),
            _ => false,
        };
        if starts {
            if let Some(call) = call.take() {
                pages.extend(call.finish(date.as_ref(), &general));
            }
            let mut doubts = Doubts::new(source);
            if pages.is_empty()
                && let Some(at) = source.replaced
            {
                doubts.repaired(at, "encoding", "bytes that are no UTF-8 are replaced");
            }
            call = Some(Call::new(*at, doubts));
        }
        if let Some(call) = &mut call {
            call.take(*label, part, *start);
        }
    }
    if let Some(call) = call {
        pages.extend(call.finish(date.as_ref(), &general));
    }
    pages
}

/// Where labels stand: their offsets, what follows them, and what they are.
fn labels(text: &str) -> Vec<(usize, usize, Label)> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start_matches(|c: char| {
            c.is_whitespace() || matches!(c, '#' | '*' | '-' | '•' | '`')
        });
        let start = at + (line.len() - trimmed.len());
        let initial = trimmed.bytes().next().map(|b| b.to_ascii_lowercase());
        for (name, label) in LABELS {
            if name.bytes().next() != initial {
                continue;
            }
            let head = trimmed.get(..name.len()).unwrap_or_default();
            if !head.eq_ignore_ascii_case(name) {
                continue;
            }
            let rest = trimmed.get(name.len()..).unwrap_or_default();
            let rest = rest.split("{:").next().unwrap_or_default();
            let value = rest.trim_start_matches(['*', '`', ' ']);
            if value.trim().is_empty() || value.starts_with([':', '：']) {
                let value = value.trim_start_matches(['*', '`', ' ', ':', '：']);
                let skipped = rest.len() - value.len();
                found.push((start, start + name.len() + skipped, *label));
            }
            break;
        }
        at += line.len();
    }
    found
}

/// Media types among headers, in whatever form.
fn media_types(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let words =
        text.split(|c: char| c.is_whitespace() || matches!(c, '|' | '`' | '\'' | '"' | ','));
    for word in words {
        let known = ["application/", "multipart/", "audio/"]
            .iter()
            .any(|kind| word.starts_with(kind));
        if known && word.len() < 60 && !found.iter().any(|other| other == word) && found.len() < 20
        {
            found.push(word.to_owned());
        }
    }
    found
}

/// A call, as its section is read.
struct Call<'a> {
    at: usize,
    doubts: Doubts<'a>,
    method: Option<String>,
    url: Option<(String, String)>,
    drafts: Vec<Draft>,
    prose: String,
    content_types: Vec<String>,
    requests: Vec<Payload>,
    answer: Vec<(usize, Table)>,
    responses: Vec<Payload>,
    form: bool,
    code: String,
}

impl<'a> Call<'a> {
    fn new(at: usize, doubts: Doubts<'a>) -> Self {
        Self {
            at,
            doubts,
            method: None,
            url: None,
            drafts: Vec::new(),
            prose: String::new(),
            content_types: Vec::new(),
            requests: Vec::new(),
            answer: Vec::new(),
            responses: Vec::new(),
            form: false,
            code: String::new(),
        }
    }

    fn take(&mut self, label: Label, text: &str, at: usize) {
        match label {
            Label::Method => {
                let word = text.split_whitespace().next().unwrap_or_default();
                let word = word
                    .trim_matches(|c: char| !c.is_ascii_alphabetic())
                    .to_ascii_uppercase();
                let known = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];
                if known.contains(&word.as_str()) {
                    self.method = Some(word);
                } else {
                    self.doubts
                        .unread(at, "request method", "it is none of HTTP's");
                }
            }
            Label::Url => self.url = address_of(text),
            Label::Parameters => self.parameters(text, at),
            Label::Request => {
                self.code.push_str(prefix(text, 20_000));
                self.request(text, at);
            }
            Label::Answer => {
                for table in tables::tables(text) {
                    self.answer.push((at, table));
                }
            }
            Label::Response => self.response(text, at),
        }
    }

    fn parameters(&mut self, text: &str, at: usize) {
        self.form |= text.contains("form-data");
        self.prose.push_str(text);
        self.prose.push('\n');
        let before = self.drafts.len();
        for table in tables::tables(text) {
            for mut draft in parameters::rows(&table) {
                draft.line = self.doubts.source.line(at + draft.line);
                if self.drafts.len() == parameters::MOST {
                    let why = format!("only the first {} are read", parameters::MOST);
                    self.doubts.unread(at, "parameters", why);
                    break;
                }
                self.drafts.push(draft);
            }
        }
        if self.drafts.len() == before && text.contains('|') {
            self.doubts
                .unread(at, "table of parameters", "no column holds their names");
        }
    }

    /// What a call of `curl` sends, which is shown nowhere else.
    fn request(&mut self, text: &str, at: usize) {
        self.content_types.extend(media_types(text));
        let form = form(text);
        if !form.is_empty() {
            self.form = true;
            let line = self.doubts.source.line(at);
            self.requests.push(Payload {
                value: Value::Object(form),
                line,
            });
            return;
        }
        let data = ["-d '", "--data '", "--data-raw '", "-d \"", "-d "]
            .iter()
            .find_map(|flag| Some(text.find(flag)? + flag.len()));
        let starts = match data {
            Some(data) => text
                .get(data..)
                .and_then(|rest| Some(data + rest.find(['{', '['])?)),
            None => {
                let blank = text.len() - text.trim_start().len();
                text.trim_start().starts_with('{').then_some(blank)
            }
        };
        let Some(start) = starts else { return };
        let body = text.get(start..).unwrap_or_default();
        match json::parse(body) {
            Ok(parsed) => {
                if !parsed.repairs.is_empty() {
                    self.doubts.repaired(
                        at + start,
                        "payload of the request",
                        parsed.repairs.join("; "),
                    );
                }
                let line = self.doubts.source.line(at + start);
                self.requests.push(Payload {
                    value: parsed.value,
                    line,
                });
            }
            Err(why) => self
                .doubts
                .unread(at + start, "payload of the request", why),
        }
    }

    fn response(&mut self, text: &str, at: usize) {
        let mut from = 0;
        while let Some(found) = text.get(from..).and_then(|rest| rest.find(['{', '['])) {
            let start = from + found;
            let body = text.get(start..).unwrap_or_default();
            match json::parse(body) {
                Ok(parsed) => {
                    if !parsed.repairs.is_empty() {
                        self.doubts.repaired(
                            at + start,
                            "payload of status 200",
                            parsed.repairs.join("; "),
                        );
                    }
                    let line = self.doubts.source.line(at + start);
                    if self.responses.len() == responses::MOST {
                        let why = format!("only the first {} are read", responses::MOST);
                        self.doubts.unread(at + start, "payloads", why);
                        return;
                    }
                    self.responses.push(Payload {
                        value: parsed.value,
                        line,
                    });
                    from = start + parsed.end;
                }
                Err(why) => {
                    self.doubts.unread(at + start, "payload of status 200", why);
                    return;
                }
            }
        }
    }

    fn finish(mut self, date: Option<&String>, general: &[String]) -> Option<Page> {
        let line = self.doubts.source.line(self.at);
        let nothing = self.url.is_none() && self.drafts.is_empty() && self.responses.is_empty();
        if nothing && self.method.is_none() {
            return None;
        }
        let method = self
            .method
            .clone()
            .or_else(|| address::method_of_code(&self.code).map(str::to_owned))
            .unwrap_or_else(|| "GET".into());
        let Some((server, path)) = self.url.take() else {
            self.doubts
                .unread(self.at, "request URL", "no address of a call stands there");
            return Some(Page {
                vendor: Vendor::Cloudsway,
                name: format!("section-{line}"),
                url: None,
                line,
                date: date.cloned(),
                endpoint: None,
                notes: Vec::new(),
                repaired: self.doubts.repaired,
                unread: self.doubts.unread,
            });
        };
        let bodiless = matches!(method.as_str(), "GET" | "DELETE" | "HEAD");
        let content_types = if bodiless {
            Vec::new()
        } else if self.form {
            vec!["multipart/form-data".to_owned()]
        } else if self.content_types.is_empty() {
            general.to_vec()
        } else {
            let mut types = std::mem::take(&mut self.content_types);
            types.dedup();
            types
        };
        let mut used = Conditions::default();
        let has_file = self
            .drafts
            .iter()
            .any(|draft| draft.table.kind == Some(super::Kind::File));
        if has_file {
            conditions::read(&self.prose, &mut used);
        }
        let elsewhere = if bodiless { Place::Query } else { Place::Body };
        let mut parameters = parameters::finish(std::mem::take(&mut self.drafts), &path, elsewhere);
        for parameter in parameters
            .iter_mut()
            .filter(|parameter| parameter.line == 0)
        {
            parameter.line = line;
        }
        let models = self.models();
        let statuses = if self.responses.is_empty() {
            Vec::new()
        } else {
            let line = self.responses.first().map_or(line, |payload| payload.line);
            vec![Status {
                code: 200,
                stated: false,
                payloads: std::mem::take(&mut self.responses),
                codes: Vec::new(),
                line,
            }]
        };
        Some(Page {
            vendor: Vendor::Cloudsway,
            name: address::name(&method, &path),
            url: None,
            line,
            date: date.cloned(),
            endpoint: Some(Endpoint {
                method,
                server,
                path,
                content_types,
                headers: Vec::new(),
                parameters,
                requests: std::mem::take(&mut self.requests),
                statuses,
                models,
                spacing: None,
                slots: None,
                retention: None,
                upload_bytes: used.upload_bytes,
                upload_formats: used.upload_formats,
            }),
            notes: Vec::new(),
            repaired: self.doubts.repaired,
            unread: self.doubts.unread,
        })
    }

    fn models(&mut self) -> Vec<Model> {
        let example = self.responses.first().map(|payload| &payload.value);
        let mut models = Vec::new();
        for (at, table) in std::mem::take(&mut self.answer) {
            let offset = table.rows.first().map_or(0, |(offset, _)| *offset);
            match shapes::of_table(&table, example) {
                Some(shape) => models.push(Model {
                    statuses: vec![200],
                    failure: false,
                    shape,
                    line: self.doubts.source.line(at + offset),
                }),
                None => self
                    .doubts
                    .unread(at, "table of the answer", "no column holds its fields"),
            }
        }
        models
    }
}

/// Server and path of an address.
fn address_of(text: &str) -> Option<(String, String)> {
    let at = text.find("https://").or_else(|| text.find("http://"))?;
    let line = text.get(at..)?.lines().next()?;
    let line = prefix(line, 500)
        .split(['?', '`', '"', '\'', '*'])
        .next()?
        .trim();
    let split = match line.find("/mureka/") {
        Some(found) => found + "/mureka".len(),
        None => {
            let host = line.find("://")? + 3;
            host + line.get(host..)?.find('/')?
        }
    };
    let (server, path) = line.split_at(split);
    let server: Vec<String> = server
        .split('/')
        .map(|segment| {
            let marked = segment.starts_with(['$', '{', '<', ':', '[']);
            if marked {
                "{endpoint}".to_owned()
            } else {
                segment.to_owned()
            }
        })
        .collect();
    let path = address::path_at(path)?;
    Some((server.join("/"), path))
}

/// Fields of a form that `curl` sends; of a file, that there is one.
fn form(text: &str) -> Map<String, Value> {
    let mut fields = Map::new();
    for flag in ["-F ", "--form "] {
        for (at, _) in text.match_indices(flag).take(100) {
            let rest = prefix(text.get(at + flag.len()..).unwrap_or_default(), 1000).trim_start();
            let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'));
            let field = match quote {
                Some(quote) => rest.get(1..).and_then(|rest| rest.split(quote).next()),
                None => rest.split_whitespace().next(),
            };
            let Some((name, value)) = field.and_then(|field| field.split_once('=')) else {
                continue;
            };
            let value = value.trim_matches('"');
            let value = if value.starts_with('@') { "…" } else { value };
            fields.insert(name.trim().to_owned(), Value::String(value.to_owned()));
        }
    }
    fields
}
