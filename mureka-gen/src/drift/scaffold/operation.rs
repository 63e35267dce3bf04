//! One operation as it is printed: new, or the present one in the state of the docs.

use super::names::{self, Title};
use super::place;
use super::responses::Answers;
use super::schemas::Draft;
use super::seen::Seen;
use super::yaml::{Item, Yaml};
use crate::api::Operation;
use crate::check::type_name;
use crate::reference::{Endpoint, Page, Parameter, Place, Vendor};

/// What is printed, and of what.
pub struct Printer<'a, 'b> {
    pub page: &'a Page,
    pub endpoint: &'a Endpoint,
    pub present: Option<&'a Operation>,
    pub title: Title,
    pub draft: &'b mut Draft<'a>,
}

impl Printer<'_, '_> {
    /// The items of the operation.
    pub fn items(&mut self) -> Vec<Item> {
        let body = self.sends();
        // Schemas of the request stand before those of the answers.
        let parameters = self.parameters();
        let request = self.body(&body);
        let answers = self.answers();
        let mut items = Vec::new();
        match self.present {
            Some(operation) => self.kept(operation, &mut items),
            None => self.named(&mut items),
        }
        self.followed(&answers, &mut items);
        if self.present.is_none() {
            items.extend(self.uploaded(&body));
            items.push(Item::decide(
                "x-mureka-store, if the mock server is to remember what this call makes, shows or takes away",
            ));
        }
        if !parameters.is_empty() {
            items.push(Item::pair("parameters", Yaml::List(parameters)));
        }
        items.extend(request);
        items.push(Item::pair("responses", Yaml::Map(answers.items)));
        items.extend(self.callbacks());
        items
    }

    fn answers(&mut self) -> Answers {
        let id = type_name(&self.title.id);
        let noun = type_name(&self.title.noun);
        let method = type_name(&self.title.method);
        let wanted = match self.endpoint.method.as_str() {
            "GET" if is_list(self.endpoint) => vec![format!("{noun}Page"), format!("{id}Page")],
            "GET" => vec![
                noun.clone(),
                format!("{noun}Details"),
                format!("{id}Result"),
            ],
            _ => vec![format!("{noun}{method}"), format!("{id}Result")],
        };
        self.draft.responses(self.endpoint, &wanted, self.present)
    }

    /// What stays as it is, words included.
    fn kept(&self, operation: &Operation, items: &mut Vec<Item>) {
        const WORDS: [&str; 7] = [
            "operationId",
            "deprecated",
            "tags",
            "summary",
            "description",
            "externalDocs",
            "x-mureka-method",
        ];
        const RULES: [&str; 7] = [
            "x-mureka-cost",
            "x-mureka-repeat",
            "x-mureka-job",
            "x-mureka-states",
            "x-mureka-cursor",
            "x-mureka-upload",
            "x-mureka-store",
        ];
        let document = self.draft.words.document;
        let line = document.key_line(&operation.pointer).unwrap_or_default();
        items.push(Item::Note(format!(
            "The present one: {}:{line}.",
            document.name()
        )));
        let keep = |keys: &[&str], items: &mut Vec<Item>| {
            for key in keys {
                items.extend(place::verbatim(
                    document,
                    &format!("{}/{key}", operation.pointer),
                ));
            }
        };
        keep(&WORDS, items);
        self.dated(items);
        keep(&RULES[..2], items);
        self.paced(items);
        keep(&RULES[2..], items);
    }

    fn named(&self, items: &mut Vec<Item>) {
        let title = &self.title;
        items.push(Item::decide(format!(
            "the names: the call is `{}().{}` in code",
            title.tag, title.method
        )));
        items.push(Item::text("operationId", &title.id));
        items.push(Item::pair(
            "tags",
            Yaml::List(vec![Yaml::Text(title.tag.clone())]),
        ));
        items.push(Item::decide("what it does, in words of our own"));
        let article = if title.noun.starts_with(['a', 'e', 'i', 'o']) {
            "an"
        } else {
            "a"
        };
        let verb = names::spoken(&title.method);
        let what = if verb.contains(&title.noun) || verb.contains(' ') {
            verb
        } else if is_list(self.endpoint) {
            format!("{verb} {}", names::spoken(&title.tag))
        } else {
            format!("{verb} {article} {}", names::spoken(&title.noun))
        };
        items.push(Item::text("summary", names::sentence(&what)));
        items.push(Item::pair(
            "description",
            Yaml::Prose(self.description(&names::sentence(&what))),
        ));
        items.push(Item::pair("externalDocs", Yaml::Map(self.docs())));
        items.push(Item::text("x-mureka-method", &title.method));
        self.dated(items);
        let free = self.endpoint.method == "GET";
        if !free {
            items.push(Item::decide(
                "what it costs, and whether it may be sent again",
            ));
        }
        items.push(Item::text(
            "x-mureka-cost",
            if free { "free" } else { "undocumented" },
        ));
        items.push(Item::text(
            "x-mureka-repeat",
            if free { "safe" } else { "unsafe" },
        ));
        self.paced(items);
    }

    /// Sentences that follow from the facts.
    fn description(&self, what: &str) -> String {
        let mut paragraphs = vec![format!("{what}.")];
        let has = |name: &str| {
            self.endpoint
                .parameters
                .iter()
                .any(|parameter| parameter.name == name)
        };
        let created = self
            .endpoint
            .statuses
            .iter()
            .any(|status| status.code == 201);
        if has("async") && created {
            paragraphs.push("With `async` it answers at once with status 201 and a job, to be polled by its `jobid`.".into());
        }
        let mut limits = Vec::new();
        if let Some(seconds) = self.endpoint.spacing {
            let unit = if seconds == 1 { "second" } else { "seconds" };
            limits.push(format!("Leave {seconds} {unit} between calls."));
        }
        if let Some(slots) = self.endpoint.slots {
            limits.push(format!(
                "Takes one of the account's {slots} slots while it runs."
            ));
        }
        if !limits.is_empty() {
            paragraphs.push(limits.join(" "));
        }
        if has("account") && self.endpoint.path.matches("{account}").count() == 0 {
            paragraphs.push("`account` may be left out if only one account is configured.".into());
        }
        paragraphs.join("\n\n")
    }

    fn docs(&self) -> Vec<Item> {
        let first = self.draft.words.api.operations.first();
        let base = first
            .map(|operation| operation.docs.as_str())
            .unwrap_or_default();
        let url = match (&self.page.url, self.page.vendor) {
            (Some(url), _) => url.clone(),
            (None, Vendor::Cloudsway) => base.to_owned(),
            (None, Vendor::Useapi) => {
                let folder = base.rsplit_once('/').map_or(base, |(folder, _)| folder);
                format!("{folder}/{}", self.page.name)
            }
        };
        let at = match self.page.vendor {
            Vendor::Useapi => "useapi.net",
            Vendor::Cloudsway => "Cloudsway",
        };
        let path = names::segments(self.draft.words.api, &self.endpoint.path).join("/");
        vec![
            Item::text("url", url),
            Item::text(
                "description",
                format!("{} {path} at {at}", self.endpoint.method),
            ),
        ]
    }

    fn dated(&self, items: &mut Vec<Item>) {
        let here = self
            .present
            .and_then(|operation| operation.page_date.clone());
        let date = self.page.date.clone().or(here);
        items.extend(date.map(|date| Item::text("x-mureka-page-date", date)));
    }

    fn paced(&self, items: &mut Vec<Item>) {
        let operation = self.present;
        let endpoint = self.endpoint;
        let known = |here: fn(&Operation) -> Option<u64>| operation.and_then(here);
        let numbers = [
            (
                "x-mureka-spacing",
                endpoint.spacing,
                known(|o| o.spacing),
                1..=3600,
            ),
            (
                "x-mureka-slots",
                endpoint.slots,
                known(|o| o.slots),
                1..=1000,
            ),
            (
                "x-mureka-retention",
                endpoint.retention,
                known(|o| o.retention),
                1..=u64::MAX,
            ),
        ];
        for (key, page, here, range) in numbers {
            match page.or(here) {
                Some(number) if range.contains(&number) => items.push(Item::plain(key, number)),
                Some(number) => {
                    items.push(Item::decide(format!("{key}: {number} is out of range")));
                }
                None => {}
            }
        }
    }

    /// Whether it starts a job or is read page by page.
    fn followed(&self, answers: &Answers, items: &mut Vec<Item>) {
        if self.present.is_some() {
            return;
        }
        if let Some((poll, id)) = self.job(answers) {
            items.push(Item::pair(
                "x-mureka-job",
                Yaml::Map(vec![Item::text("poll", poll), Item::text("id", id)]),
            ));
        } else if has(&answers.seen, "jobid") && self.endpoint.method != "GET" {
            items.push(Item::decide(
                "x-mureka-job: no call of the document says how a job is read",
            ));
        }
        if let Some(list) = page_items(self.endpoint, answers) {
            let mut cursor = vec![
                Item::text("parameter", "last_id"),
                Item::text("field", "last_id"),
            ];
            if has(&answers.seen, "more") {
                cursor.push(Item::text("more", "more"));
            }
            cursor.push(Item::text("items", list));
            items.push(Item::pair("x-mureka-cursor", Yaml::Map(cursor)));
        }
    }

    /// How other calls say that the job of such an answer is followed; else, for a 201
    /// with a `jobid`, the call that tells how far a job is.
    fn job(&self, answers: &Answers) -> Option<(String, String)> {
        if self.endpoint.method == "GET" {
            return None;
        }
        let api = self.draft.words.api;
        let created = answers.seen.iter().any(|(code, seen)| {
            *code == 201 && seen.fields().iter().any(|(name, _)| name == "jobid")
        });
        for (code, schema) in &answers.success {
            let single = answers.success.len() == 1;
            let same = api.operations.iter().find_map(|operation| {
                let job = operation.job.as_ref()?;
                let there = operation.success.iter().any(|answer| {
                    answer.schema.as_ref() == Some(schema)
                        && answer.status == crate::api::Status::Code(*code)
                });
                let all = operation.success.len() == 1 && single || *code == 201;
                (there && all).then(|| (job.poll.clone(), job.id.clone()))
            });
            if same.is_some() {
                return same;
            }
        }
        let reader = api
            .operations
            .iter()
            .find(|operation| operation.states.is_some());
        reader
            .filter(|_| created)
            .map(|reader| (reader.id.clone(), "jobid".to_owned()))
    }

    /// The path as the document writes it, if it has it.
    pub fn path(&self) -> &str {
        let wanted = nameless(&self.endpoint.path);
        let operations = &self.draft.words.api.operations;
        let known = self.present.or_else(|| {
            operations
                .iter()
                .find(|operation| nameless(&operation.path) == wanted)
        });
        known.map_or(self.endpoint.path.as_str(), |operation| {
            operation.path.as_str()
        })
    }

    /// Where a call takes the address of a webhook, what is posted there.
    fn callbacks(&self) -> Vec<Item> {
        let document = self.draft.words.document;
        if let Some(operation) = self.present {
            return place::verbatim(document, &format!("{}/callbacks", operation.pointer))
                .into_iter()
                .collect();
        }
        if !self.fields().iter().any(|field| field.name == "replyUrl") {
            return Vec::new();
        }
        let mut others = self.draft.words.api.operations.iter();
        let found = others.find_map(|operation| {
            let at = format!("{}/callbacks", operation.pointer);
            self.draft.words.at(&at)?;
            Some(Item::pair("callbacks", place::value(document, &at)))
        });
        found.into_iter().collect()
    }
}

/// A path without the names of its parameters and a slash at its end.
pub fn nameless(path: &str) -> String {
    let segments = path.trim_end_matches('/').split('/');
    let plain = segments.map(|segment| {
        if segment.starts_with('{') {
            "{}"
        } else {
            segment
        }
    });
    plain.collect::<Vec<_>>().join("/")
}

/// Whether a call gives a list page by page: it takes the cursor that it answers with.
pub fn is_list(endpoint: &Endpoint) -> bool {
    let cursor =
        |parameter: &Parameter| parameter.name == "last_id" && parameter.place == Place::Query;
    endpoint.method == "GET" && endpoint.parameters.iter().any(cursor)
}

/// The only list of objects in the answer of such a call.
fn page_items(endpoint: &Endpoint, answers: &Answers) -> Option<String> {
    if !is_list(endpoint) {
        return None;
    }
    let [(_, seen)] = answers.seen.as_slice() else {
        return None;
    };
    let lists = seen.fields().iter().filter(|(_, seen)| seen.list.is_some());
    let lists: Vec<&String> = lists.map(|(name, _)| name).collect();
    match lists.as_slice() {
        [only] if has(&answers.seen, "last_id") => Some((*only).clone()),
        _ => None,
    }
}

fn has(seen: &[(u16, Seen)], field: &str) -> bool {
    let mut fields = seen.iter().flat_map(|(_, seen)| seen.fields());
    fields.any(|(name, _)| name == field)
}
