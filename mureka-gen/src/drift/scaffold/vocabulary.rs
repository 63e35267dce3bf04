//! What the document has words for already: fields, enums, parameters, answers, examples.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::fit::{agrees, gap, referenced};
use super::seen::Seen;
use crate::api::{Api, Body, Operation, Shape};
use crate::check::{ExampleCase, Place, cases, words};
use crate::document::{Document, escape};
use crate::reference::{Parameter, Payload};

/// The document as a source of words.
pub struct Vocabulary<'a> {
    pub document: &'a Document,
    pub api: &'a Api,
    examples: Vec<ExampleCase>,
}

impl<'a> Vocabulary<'a> {
    pub fn of(document: &'a Document, api: &'a Api) -> Self {
        Self {
            document,
            api,
            examples: cases(document, api),
        }
    }

    /// The value at a pointer.
    pub fn at(&self, pointer: &str) -> Option<&'a Value> {
        self.document.value().pointer(pointer)
    }

    /// Whether there is a schema of that name.
    pub fn has(&self, schema: &str) -> bool {
        self.api.shapes.contains_key(schema)
    }

    /// Fields of that name, of requests or of answers, as pointers.
    fn fields(&self, name: &str, strict: bool) -> Vec<String> {
        let mut found = Vec::new();
        for (schema, shape) in &self.api.shapes {
            let fields = match shape {
                Shape::Struct { strict: is, fields } if *is == strict => fields,
                Shape::Keyed { fields, .. } if !strict => fields,
                _ => continue,
            };
            if fields.iter().any(|field| field.name == name) {
                found.push(format!(
                    "/components/schemas/{}/properties/{}",
                    escape(schema),
                    escape(name)
                ));
            }
        }
        found
    }

    /// How the document most often describes a field of an answer with these values.
    /// Objects are left out: which one is meant is found by their fields.
    pub fn answered(&self, name: &str, seen: &Seen) -> Option<String> {
        let takes = |pointer: &String| {
            self.at(pointer).is_some_and(|schema| {
                let is_any = super::fit::resolved(self.document, schema)
                    .get("type")
                    .is_none()
                    && referenced(schema).is_none();
                !is_any && gap(self.document, schema, seen).is_ok_and(|gaps| gaps.is_empty())
            })
        };
        let found = self.fields(name, false).into_iter().filter(takes);
        self.usual(found.collect())
    }

    /// The schemas that fields of answers with that name lead to.
    pub fn led_to(&self, name: &str) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for pointer in self.fields(name, false) {
            let Some(schema) = self.at(&pointer) else {
                continue;
            };
            let items = schema.get("items");
            names.extend(referenced(items.unwrap_or(schema)).map(str::to_owned));
        }
        names
    }

    /// How the document most often describes this field of a request.
    pub fn requested(&self, parameter: &Parameter) -> Option<String> {
        let same = |pointer: &String| {
            self.at(pointer)
                .is_some_and(|schema| agrees(self.document, schema, parameter))
        };
        let found = self.fields(&parameter.name, true).into_iter().filter(same);
        self.usual(found.collect())
    }

    /// The most frequent of several descriptions; the first of them where none is.
    fn usual(&self, pointers: Vec<String>) -> Option<String> {
        let mut counted: Vec<(String, &Value, usize)> = Vec::new();
        for pointer in pointers {
            let Some(value) = self.at(&pointer) else {
                continue;
            };
            match counted.iter_mut().find(|(_, known, _)| *known == value) {
                Some((_, _, count)) => *count += 1,
                None => counted.push((pointer, value, 1)),
            }
        }
        let most = counted.iter().map(|(_, _, count)| *count).max()?;
        counted
            .into_iter()
            .find(|(_, _, count)| *count == most)
            .map(|(pointer, _, _)| pointer)
    }

    /// The parameter of a call with that name in the same place that says the same: as a
    /// shared one, or as it stands at the first call that has it.
    pub fn parameter(
        &self,
        parameter: &Parameter,
        place: &str,
        present: Option<&Operation>,
    ) -> Option<Shared> {
        let same = |value: &Value| {
            let text = |key: &str| value.get(key).and_then(Value::as_str);
            text("name") == Some(&parameter.name)
                && text("in") == Some(place)
                && value
                    .get("schema")
                    .is_some_and(|schema| agrees(self.document, schema, parameter))
        };
        let required = |value: &Value| value.get("required") == Some(&Value::Bool(true));
        let needed = parameter.required == Some(crate::reference::Need::Required);
        if let Some(operation) = present {
            let base = format!("{}/parameters", operation.pointer);
            let list = self.at(&base).and_then(Value::as_array);
            let found = list.into_iter().flatten().position(|value| {
                self.document.resolve(value).is_some_and(|value| {
                    same(value) && required(value) == (needed || place == "path")
                })
            });
            if let Some(index) = found {
                return Some(Shared::Own(format!("{base}/{index}")));
            }
        }
        let shared = self.at("/components/parameters").and_then(Value::as_object);
        for (name, value) in shared.into_iter().flatten() {
            if same(value) && required(value) == (needed || place == "path") {
                return Some(Shared::Named(name.clone()));
            }
        }
        for operation in &self.api.operations {
            let item = operation
                .pointer
                .rsplit_once('/')
                .map_or("", |(item, _)| item);
            for base in [operation.pointer.as_str(), item] {
                let base = format!("{base}/parameters");
                let list = self.at(&base).and_then(Value::as_array);
                for (index, value) in list.into_iter().flatten().enumerate() {
                    if same(value) {
                        return Some(Shared::Inline(format!("{base}/{index}")));
                    }
                }
            }
        }
        None
    }

    /// The closed enum with exactly these values, or these and the retired ones.
    pub fn closed(&self, values: &[String], retired: &[String]) -> Option<String> {
        let page: BTreeSet<&str> = values.iter().map(String::as_str).collect();
        let all: BTreeSet<&str> = page
            .iter()
            .copied()
            .chain(retired.iter().map(String::as_str))
            .collect();
        self.api
            .shapes
            .iter()
            .find_map(|(name, shape)| match shape {
                Shape::ClosedEnum { values } => {
                    let here: BTreeSet<&str> = values.iter().map(String::as_str).collect();
                    (here == all || here == page).then(|| name.clone())
                }
                _ => None,
            })
    }

    /// The closed enum that requests have at a field of that name, if it is mostly the
    /// page's.
    pub fn near(&self, parameter: &Parameter) -> Option<String> {
        for pointer in self.fields(&parameter.name, true) {
            let name = self.at(&pointer).and_then(referenced);
            let Some(name) = name else { continue };
            if let Some(Shape::ClosedEnum { values }) = self.api.shapes.get(name) {
                let same = values
                    .iter()
                    .filter(|value| parameter.values.contains(value));
                if same.count() * 2 >= parameter.values.len() {
                    return Some(name.to_owned());
                }
            }
        }
        None
    }

    /// The open enum that has these values and is called after the field, or has no others.
    pub fn open(&self, field: &str, literals: &[String]) -> Option<String> {
        let wanted: BTreeSet<&str> = literals.iter().map(String::as_str).collect();
        let named = |name: &str| words(name).ends_with(&words(field));
        let fitting = self
            .api
            .shapes
            .iter()
            .filter_map(|(name, shape)| match shape {
                Shape::OpenEnum { values, .. } => {
                    let here: BTreeSet<&str> = values.iter().map(String::as_str).collect();
                    (wanted.is_subset(&here) && (named(name) || wanted.len() > 1 && wanted == here))
                        .then(|| name.clone())
                }
                _ => None,
            });
        fitting.min_by_key(|name| !named(name))
    }

    /// The shared response that holds exactly these payloads; the one that most calls
    /// give for this status, where several do.
    pub fn response(&self, status: u16, payloads: &[Payload]) -> Option<String> {
        let shared = self
            .at("/components/responses")
            .and_then(Value::as_object)?;
        let uses = self.uses(status);
        let mut found: Vec<&String> = Vec::new();
        for (name, response) in shared {
            let examples = examples(response);
            let all = payloads.iter().all(|p| examples.contains(&&p.value));
            if all
                && !payloads.is_empty()
                && examples
                    .iter()
                    .all(|e| payloads.iter().any(|p| p.value == **e))
            {
                found.push(name);
            }
        }
        found
            .into_iter()
            .max_by_key(|name| uses.get(*name).copied().unwrap_or_default())
            .cloned()
    }

    /// How often each shared response stands at a status.
    fn uses(&self, status: u16) -> BTreeMap<String, usize> {
        let mut uses = BTreeMap::new();
        for operation in &self.api.operations {
            let at = format!("{}/responses/{status}/$ref", operation.pointer);
            let name = self.at(&at).and_then(Value::as_str);
            if let Some(name) = name.and_then(|name| name.strip_prefix("#/components/responses/")) {
                *uses.entry(name.to_owned()).or_default() += 1;
            }
        }
        uses
    }

    /// Classes of statuses that all calls answer with the same shared response.
    pub fn classes(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for class in ["4XX", "5XX"] {
            let names: BTreeSet<Option<&str>> = self
                .api
                .operations
                .iter()
                .map(|operation| {
                    let at = format!("{}/responses/{class}/$ref", operation.pointer);
                    self.at(&at).and_then(Value::as_str)
                })
                .collect();
            if let [Some(only)] = names.into_iter().collect::<Vec<_>>().as_slice()
                && let Some(name) = only.strip_prefix("#/components/responses/")
            {
                found.push((class.to_owned(), name.to_owned()));
            }
        }
        found
    }

    /// Name and summary of the example that shows this payload, in a place like this one.
    pub fn example(&self, place: Place, value: &Value) -> Option<(String, Option<String>)> {
        let case = self
            .examples
            .iter()
            .find(|case| case.place == place && case.value == *value)?;
        let summary = case.pointer.strip_suffix("/value");
        let summary = summary
            .and_then(|at| self.at(&format!("{at}/summary")))
            .and_then(Value::as_str)
            .map(str::to_owned);
        Some((case.name.clone(), summary))
    }

    /// The schema of a failure that most calls answer with, if it takes what was seen.
    pub fn failure(&self, status: u16, seen: &Seen) -> Option<String> {
        let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
        for operation in &self.api.operations {
            for answer in &operation.errors {
                if let Some(schema) = answer.schema.as_deref() {
                    let same = answer.status == crate::api::Status::Code(status);
                    *counted.entry(schema).or_default() += if same { 100 } else { 1 };
                }
            }
        }
        let mut names: Vec<(&str, usize)> = counted.into_iter().collect();
        names.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let fits = |name: &&str| {
            let schema = serde_json::json!({ "$ref": format!("#/components/schemas/{name}") });
            gap(self.document, &schema, seen).is_ok_and(|gaps| gaps.is_empty())
        };
        names
            .iter()
            .map(|(name, _)| *name)
            .find(fits)
            .map(str::to_owned)
    }

    /// Whether a call sends this schema.
    pub fn is_sent(&self, schema: &str) -> bool {
        self.api.operations.iter().any(|operation| {
            matches!(&operation.body, Body::Json { schema: sent, .. } | Body::Multipart { schema: sent, .. } if sent == schema)
        })
    }
}

/// A parameter that the document describes already.
pub enum Shared {
    /// Under `components/parameters`.
    Named(String),
    /// At another call; its pointer.
    Inline(String),
    /// At this call, as it is to stay; its pointer.
    Own(String),
}

fn examples(response: &Value) -> Vec<&Value> {
    let at = "/content/application~1json/examples";
    let examples = response.pointer(at).and_then(Value::as_object);
    examples
        .into_iter()
        .flatten()
        .filter_map(|(_, example)| example.get("value"))
        .collect()
}
