//! What a call answers, by status, with the documented payloads as named examples.

use serde_json::Value;

use super::fit::gap;
use super::names;
use super::place;
use super::schemas::Draft;
use super::seen::Seen;
use super::yaml::{Item, Yaml};
use crate::api::{self, Operation};
use crate::check::Place;
use crate::reference::{Endpoint, Payload, Status};

/// The answers of an operation as they are printed, and what follows from them.
#[derive(Default)]
pub struct Answers {
    /// Entries of `responses`.
    pub items: Vec<Item>,
    /// Status and schema of each success.
    pub success: Vec<(u16, String)>,
    /// What each success was seen to hold.
    pub seen: Vec<(u16, Seen)>,
}

/// Models and payloads of a status in one.
pub fn seen(endpoint: &Endpoint, status: &Status) -> Seen {
    let success = (200..300).contains(&status.code);
    let first = endpoint
        .statuses
        .iter()
        .find(|status| (200..300).contains(&status.code))
        .is_some_and(|first| first.code == status.code);
    let mut seen = Seen::default();
    for model in &endpoint.models {
        let own = model.statuses.contains(&status.code);
        // A model that names no status is that of the first success.
        let shared = model.statuses.is_empty() && !model.failure && success && first;
        if own && model.failure != success || shared {
            seen.add(Seen::of_shape(&model.shape));
        }
    }
    for payload in &status.payloads {
        seen.add(Seen::of_value(&payload.value));
    }
    seen
}

impl Draft<'_> {
    /// Every status of a page. Of an operation that the document has, all is kept that
    /// the page does not contradict.
    pub fn responses(
        &mut self,
        endpoint: &Endpoint,
        wanted: &[String],
        present: Option<&Operation>,
    ) -> Answers {
        let mut answers = Answers::default();
        for status in &endpoint.statuses {
            if !matches!(status.code, 200..=299 | 400..=599) {
                answers.items.push(Item::decide(format!(
                    "status {}, neither a success nor an error that a caller sees",
                    status.code
                )));
                continue;
            }
            self.status(endpoint, status, wanted, present, &mut answers);
        }
        if answers.success.is_empty()
            && !endpoint
                .statuses
                .iter()
                .any(|s| (200..300).contains(&s.code))
        {
            answers.items.push(Item::decide("no success is documented"));
            let description = Item::text("description", "It was accepted.");
            answers
                .items
                .push(Item::pair("200", Yaml::Map(vec![description])));
        }
        if let Some(operation) = present {
            let at = format!("{}/responses", operation.pointer);
            for key in self.words.document.keys(&at) {
                let known = endpoint
                    .statuses
                    .iter()
                    .any(|status| status.code.to_string() == key);
                if known {
                    continue;
                }
                if !key.ends_with("XX") {
                    answers.items.push(Item::decide(format!(
                        "the page has no status {key}: take it out?"
                    )));
                }
                answers
                    .items
                    .extend(place::verbatim(self.words.document, &format!("{at}/{key}")));
            }
        } else if endpoint.statuses.iter().all(|status| status.code < 400) {
            for (class, name) in self.words.classes() {
                let reference = Item::reference("responses", &name);
                answers
                    .items
                    .push(Item::pair(class, Yaml::Map(vec![reference])));
            }
        }
        answers
    }

    fn status(
        &mut self,
        endpoint: &Endpoint,
        status: &Status,
        wanted: &[String],
        present: Option<&Operation>,
        answers: &mut Answers,
    ) {
        let success = status.code < 300;
        let seen = seen(endpoint, status);
        let known = present.and_then(|operation| {
            let mut all = operation.success.iter().chain(&operation.errors);
            all.find(|answer| answer.status == api::Status::Code(status.code))
        });
        let at =
            present.map(|operation| format!("{}/responses/{}", operation.pointer, status.code));

        if let (Some(at), Some(answer)) = (&at, known) {
            let fits = match &answer.schema {
                Some(schema) => {
                    let schema =
                        serde_json::json!({ "$ref": format!("#/components/schemas/{schema}") });
                    gap(self.words.document, &schema, &seen).is_ok_and(|gaps| gaps.is_empty())
                }
                None => status.payloads.is_empty(),
            };
            let kept = fits && self.shows(present, status);
            if kept && let Some(item) = place::verbatim(self.words.document, at) {
                answers.items.push(item);
                if success {
                    answers
                        .success
                        .extend(answer.schema.clone().map(|schema| (status.code, schema)));
                    answers.seen.push((status.code, seen));
                }
                return;
            }
        }
        if !success && let Some(name) = self.words.response(status.code, &status.payloads) {
            let reference = Item::reference("responses", &name);
            answers.items.push(Item::pair(
                status.code.to_string(),
                Yaml::Map(vec![reference]),
            ));
            return;
        }
        let mut items = Vec::new();
        if at.is_some() && known.is_some() {
            items.push(Item::decide(
                "the page says otherwise than the present document",
            ));
        } else if at.is_some() {
            items.push(Item::decide("new on the page"));
        }
        let kept = at
            .as_ref()
            .and_then(|at| place::verbatim(self.words.document, &format!("{at}/description")));
        items.push(kept.unwrap_or_else(|| {
            let shared = known.map(|answer| answer.description.clone());
            let shared = shared.filter(|text| !text.is_empty());
            let words = shared.unwrap_or_else(|| told(status.code).to_owned());
            Item::pair("description", Yaml::Prose(words))
        }));
        let shown = !status.payloads.is_empty() || seen.kinds() > 0 && success;
        if shown && seen.has_object() && seen.kinds() == 1 {
            let schema = known.and_then(|answer| answer.schema.clone());
            let (name, notes) = self.schema(endpoint, status.code, schema, &seen, wanted, answers);
            items.extend(notes);
            let mut media = vec![Item::pair(
                "schema",
                Yaml::Map(vec![Item::reference("schemas", &name)]),
            )];
            if !status.payloads.is_empty() {
                let mut seen = seen.clone();
                if endpoint.models.is_empty()
                    || !endpoint
                        .models
                        .iter()
                        .any(|m| m.statuses.contains(&status.code))
                {
                    let schema =
                        serde_json::json!({ "$ref": format!("#/components/schemas/{name}") });
                    self.arrange(&mut seen, &schema, 0);
                }
                let examples = self.examples(
                    Place::Response(api::Status::Code(status.code)),
                    &status.payloads,
                    &seen,
                );
                media.push(Item::pair("examples", Yaml::Map(examples)));
            }
            let json = Yaml::Map(vec![Item::pair("application/json", Yaml::Map(media))]);
            items.push(Item::pair("content", json));
            if success {
                answers.success.push((status.code, name));
            }
        } else if shown {
            items.push(Item::decide("the page shows an answer that is no object"));
        }
        if success {
            answers.seen.push((status.code, seen));
        }
        answers
            .items
            .push(Item::pair(status.code.to_string(), Yaml::Map(items)));
    }

    /// The schema of an answer: the present one, filled up; that of other jobs; one that
    /// fits; or a new one.
    fn schema(
        &mut self,
        endpoint: &Endpoint,
        code: u16,
        present: Option<String>,
        seen: &Seen,
        wanted: &[String],
        answers: &Answers,
    ) -> (String, Vec<Item>) {
        if let Some(name) = present {
            let schema = serde_json::json!({ "$ref": format!("#/components/schemas/{name}") });
            return match gap(self.words.document, &schema, seen) {
                Ok(gaps) => {
                    self.fill(gaps);
                    (name, Vec::new())
                }
                Err(way) => {
                    let note = format!("`{name}` does not take what the page shows at {way}");
                    let (name, mut notes) = self.answer(wanted, seen);
                    notes.insert(0, Item::decide(note));
                    (name, notes)
                }
            };
        }
        if code >= 400 {
            if let Some(name) = self.words.failure(code, seen) {
                return (name, Vec::new());
            }
            if let Some(name) = &self.failure {
                return (name.clone(), Vec::new());
            }
            let mut all = seen.clone();
            for status in endpoint.statuses.iter().filter(|status| status.code >= 400) {
                let other = self::seen(endpoint, status);
                if other.object.is_some() {
                    all.add(other);
                }
            }
            let (name, notes) = self.answer(&[format!("{}Failure", self.prefix)], &all);
            self.failure = Some(name.clone());
            return (name, notes);
        }
        if code == 201
            && let Some(job) = self.job_schema(seen)
        {
            return (job, Vec::new());
        }
        let name = |name: &String| match (code, answers.success.is_empty()) {
            (200, _) | (_, true) => name.clone(),
            _ => format!("{name}{code}"),
        };
        let mut wanted: Vec<String> = wanted.iter().map(name).collect();
        if code == 201 && !answers.success.is_empty() {
            wanted.insert(0, format!("{}Job", self.prefix));
        }
        self.answer(&wanted, seen)
    }

    /// What calls that start a job answer with 201, if this answer is the same.
    fn job_schema(&self, seen: &Seen) -> Option<String> {
        let jobs = self
            .words
            .api
            .operations
            .iter()
            .filter(|operation| operation.job.is_some());
        let mut answers = jobs.flat_map(|operation| &operation.success);
        let created = api::Status::Code(201);
        answers.find_map(|answer| {
            let name = answer
                .schema
                .as_ref()
                .filter(|_| answer.status == created)?;
            let schema = serde_json::json!({ "$ref": format!("#/components/schemas/{name}") });
            let fits = gap(self.words.document, &schema, seen).is_ok_and(|gaps| gaps.is_empty());
            fits.then(|| name.clone())
        })
    }

    /// Whether the document shows exactly the payloads of the page at this status.
    fn shows(&self, present: Option<&Operation>, status: &Status) -> bool {
        let Some(operation) = present else {
            return false;
        };
        let at = format!("{}/responses/{}", operation.pointer, status.code);
        let Some(response) = self
            .words
            .at(&at)
            .and_then(|value| self.words.document.resolve(value))
        else {
            return false;
        };
        let examples = response
            .pointer("/content/application~1json/examples")
            .and_then(Value::as_object);
        let values: Vec<&Value> = examples
            .into_iter()
            .flatten()
            .filter_map(|(_, example)| example.get("value"))
            .collect();
        values.len() == status.payloads.len()
            && status
                .payloads
                .iter()
                .all(|payload| values.contains(&&payload.value))
    }

    /// Puts fields of payloads in the order in which a schema has them.
    fn arrange(&self, seen: &mut Seen, schema: &Value, depth: usize) {
        if depth > 24 {
            return;
        }
        let document = self.words.document;
        let name = super::fit::referenced(schema).map(str::to_owned);
        let schema = super::fit::resolved(document, schema);
        if let Some(variants) = schema.get("anyOf").and_then(Value::as_array) {
            let fits =
                |variant: &&Value| gap(document, variant, seen).is_ok_and(|gaps| gaps.is_empty());
            if let Some(variant) = variants.iter().find(fits).cloned() {
                self.arrange(seen, &variant, depth + 1);
            }
            return;
        }
        if let (Some(items), Some(schema)) = (&mut seen.list, schema.get("items")) {
            self.arrange(items, schema, depth + 1);
        }
        if let (Some(values), Some(of)) = (&mut seen.map, schema.get("x-mureka-keyed")) {
            self.arrange(values, &serde_json::json!({ "$ref": of }), depth + 1);
        }
        let Some(name) = name else { return };
        let at = format!(
            "/components/schemas/{}/properties",
            crate::document::escape(&name)
        );
        seen.order(&document.keys(&at));
        for (field, seen) in seen.object.iter_mut().flatten() {
            if let Some(property) = schema
                .get("properties")
                .and_then(|all| all.get(field.as_str()))
            {
                self.arrange(seen, property, depth + 1);
            }
        }
    }

    /// Payloads as named examples. The same payload has the same name wherever it stands.
    pub fn examples(&self, place: Place, payloads: &[Payload], seen: &Seen) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        let mut used: Vec<String> = Vec::new();
        for payload in payloads {
            if self.omitted.contains(&payload.value) {
                items.push(Item::decide(format!(
                    "the payload in line {} of the page is not what the schema takes",
                    payload.line
                )));
                continue;
            }
            let found = self.words.example(place, &payload.value);
            let (name, summary) = found.unwrap_or_else(|| {
                let name = match place {
                    Place::Response(api::Status::Code(201)) => "created",
                    Place::Response(status) if !status.is_success() => "error",
                    Place::Response(_) => "ok",
                    Place::Request | Place::Callback => "request",
                };
                (name.to_owned(), None)
            });
            let mut free = name.clone();
            let mut number = 1;
            while used.contains(&free) {
                number += 1;
                free = format!("{name}_{number}");
            }
            used.push(free.clone());
            let summary = summary.unwrap_or_else(|| names::sentence(&names::spoken(&free)));
            items.push(Item::pair(
                free,
                Yaml::Map(vec![
                    Item::text("summary", summary),
                    Item::pair("value", ordered(&payload.value, seen)),
                ]),
            ));
        }
        items
    }
}

/// A payload with its fields in the order in which the page's model has them.
pub fn ordered(value: &Value, seen: &Seen) -> Yaml {
    match value {
        Value::Object(map) => {
            let place = |name: &str| seen.fields().iter().position(|(field, _)| field == name);
            let mut fields: Vec<(&String, &Value)> = map.iter().collect();
            fields.sort_by_key(|(name, _)| place(name).unwrap_or(usize::MAX));
            let none = Seen::default();
            Yaml::Map(
                fields
                    .into_iter()
                    .map(|(name, value)| {
                        let field = seen.fields().iter().find(|(field, _)| field == name);
                        let inner = field.map(|(_, seen)| seen).or(seen.map.as_deref());
                        Item::pair(name, ordered(value, inner.unwrap_or(&none)))
                    })
                    .collect(),
            )
        }
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            let none = Seen::default();
            let inner = seen.list.as_deref().unwrap_or(&none);
            Yaml::List(items.iter().map(|item| ordered(item, inner)).collect())
        }
        other => Yaml::of(other),
    }
}

/// A status in words.
fn told(code: u16) -> &'static str {
    match code {
        200 => "The answer.",
        201 => "It was created.",
        202 => "It was accepted.",
        204 => "It is done; there is no content.",
        400 => "The request was refused.",
        401 => "The API token is missing or wrong.",
        402 => "There are not enough credits.",
        403 => "It may not be done with this account.",
        404 => "There is no such thing.",
        409 => "It is being done already.",
        413 => "The request is too large.",
        415 => "The file is of a kind that is not taken.",
        422 => "The request cannot be carried out.",
        429 => "Too many requests.",
        596 => "The account is in an error state.",
        500..=599 => "The call failed at the vendor.",
        _ if code < 300 => "It was accepted.",
        _ => "The call was refused.",
    }
}
