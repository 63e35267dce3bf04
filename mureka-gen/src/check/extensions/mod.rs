//! The `x-mureka-*` extensions: what the client must know beyond OpenAPI.
//! Their meaning is described in `spec/README.md`.

mod states;
mod store;
mod upload;

use std::ops::RangeInclusive;

use serde_json::Value;

use super::idents::{is_keyword, is_snake};
use super::limits::{DIGITS, TOTAL};
use super::plain;
use super::walk::{Keys, walk};
use crate::api::{Cost, Cursor, Job, Repeat, States, Store, Upload};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::document::{Document, escape};

/// Every extension there is. A mistyped one would otherwise be ignored, and with
/// it, say, that a call costs money.
const OF_OPERATIONS: [&str; 12] = [
    "x-mureka-method",
    "x-mureka-page-date",
    "x-mureka-cost",
    "x-mureka-repeat",
    "x-mureka-spacing",
    "x-mureka-slots",
    "x-mureka-retention",
    "x-mureka-job",
    "x-mureka-states",
    "x-mureka-cursor",
    "x-mureka-upload",
    "x-mureka-store",
];
const OF_SCHEMAS: [&str; 7] = [
    "x-mureka-keyed",
    "x-mureka-json-string",
    "x-mureka-union",
    "x-mureka-same-as",
    "x-mureka-accepted-if",
    "x-mureka-retired",
    TOTAL,
];

/// The extensions of one operation.
pub struct Extensions {
    pub method: String,
    pub page_date: Option<String>,
    pub cost: Cost,
    pub repeat: Repeat,
    pub spacing: Option<u64>,
    pub slots: Option<u64>,
    pub retention: Option<u64>,
    pub job: Option<Job>,
    pub states: Option<States>,
    pub cursor: Option<Cursor>,
    pub upload: Option<Upload>,
    pub store: Option<Store>,
}

pub fn read(
    document: &Document,
    operation: &Value,
    pointer: &str,
    diagnostics: &mut Diagnostics,
) -> Extensions {
    let mut reader = Reader {
        document,
        operation,
        pointer,
        diagnostics,
    };
    let (cost, repeat) = reader.cost_and_repeat();
    Extensions {
        method: reader.method(),
        page_date: reader.page_date(),
        cost,
        repeat,
        spacing: reader.spacing(),
        slots: reader.slots(),
        retention: reader.retention(),
        job: reader.job(),
        states: reader.states(),
        cursor: reader.cursor(),
        upload: reader.upload(),
        store: reader.store(),
    }
}

struct Reader<'a> {
    document: &'a Document,
    operation: &'a Value,
    pointer: &'a str,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Reader<'a> {
    fn get(&self, key: &str) -> Option<&'a Value> {
        self.operation.get(key)
    }

    fn refuse(&mut self, key: &str, message: impl Into<String>, remedy: &str) {
        let at = match self.get(key) {
            Some(_) => format!("{}/{key}", self.pointer),
            None => self.pointer.to_owned(),
        };
        let diagnostic = Diagnostic::new("invalid-extension", at, message, remedy);
        self.diagnostics.push(self.document, diagnostic);
    }

    fn method(&mut self) -> String {
        let key = "x-mureka-method";
        let name = self.get(key).and_then(Value::as_str);
        if let Some(name) = name.filter(|name| is_method(name)) {
            return name.to_owned();
        }
        let found = name.map_or("missing".to_owned(), |name| format!("`{name}`"));
        self.refuse(
            key,
            format!("`{key}` is {found}"),
            "the method's name inside its resource, in snake_case and no keyword: `create`",
        );
        String::new()
    }

    fn page_date(&mut self) -> Option<String> {
        let key = "x-mureka-page-date";
        let value = self.get(key)?;
        let date = value.as_str().filter(|date| is_date(date));
        if date.is_none() {
            self.refuse(
                key,
                format!("{} is not a date", plain(value)),
                "the date of the vendor's page: \"2026-04-04\"",
            );
        }
        date.map(str::to_owned)
    }

    fn cost_and_repeat(&mut self) -> (Cost, Repeat) {
        let cost = match self.get("x-mureka-cost").and_then(Value::as_str) {
            Some("free") => Cost::Free,
            Some("paid") => Cost::Paid,
            Some("undocumented") => Cost::Undocumented,
            _ => {
                self.refuse(
                    "x-mureka-cost",
                    "`x-mureka-cost` is missing or unknown",
                    "free, paid or undocumented",
                );
                Cost::Undocumented
            }
        };
        let repeat = match self.get("x-mureka-repeat").and_then(Value::as_str) {
            Some("safe") => Repeat::Safe,
            Some("unsafe") => Repeat::Unsafe,
            _ => {
                self.refuse(
                    "x-mureka-repeat",
                    "`x-mureka-repeat` is missing or unknown",
                    "safe, or unsafe (repeat only what surely was not accepted)",
                );
                Repeat::Unsafe
            }
        };
        if cost != Cost::Free && repeat == Repeat::Safe {
            self.refuse(
                "x-mureka-repeat",
                "a call that may cost money is not safe to repeat",
                "`x-mureka-repeat: unsafe`",
            );
        }
        (cost, repeat)
    }

    fn spacing(&mut self) -> Option<u64> {
        self.number(
            "x-mureka-spacing",
            1..=3600,
            "a number of seconds",
            "whole seconds between two calls, 1 to 3600",
        )
    }

    fn slots(&mut self) -> Option<u64> {
        self.number(
            "x-mureka-slots",
            1..=1000,
            "a number of slots",
            "how many calls of an account may run at once, 1 to 1000",
        )
    }

    fn retention(&mut self) -> Option<u64> {
        self.number(
            "x-mureka-retention",
            1..=u64::MAX,
            "a number of seconds",
            "whole seconds for which a record is kept, at least 1",
        )
    }

    fn number(
        &mut self,
        key: &str,
        range: RangeInclusive<u64>,
        what: &str,
        remedy: &str,
    ) -> Option<u64> {
        let value = self.get(key)?;
        let number = value.as_u64().filter(|number| range.contains(number));
        if number.is_none() {
            self.refuse(key, format!("{} is not {what}", plain(value)), remedy);
        }
        number
    }

    fn job(&mut self) -> Option<Job> {
        let key = "x-mureka-job";
        match self.texts(key, &["poll", "id"]).as_deref() {
            Some([Some(poll), Some(id)]) => Some(Job {
                poll: poll.clone(),
                id: id.clone(),
            }),
            _ => {
                self.refuse_if_there(
                    key,
                    "`x-mureka-job` needs `poll` and `id` and nothing else",
                    "`{poll: get_job, id: jobid}`: the operation that reads the job, and the field with its id",
                );
                None
            }
        }
    }

    fn cursor(&mut self) -> Option<Cursor> {
        let key = "x-mureka-cursor";
        let texts = self.texts(key, &["parameter", "field", "more", "items"]);
        match texts.as_deref() {
            Some([Some(parameter), Some(field), more, Some(items)]) => Some(Cursor {
                parameter: parameter.clone(),
                field: field.clone(),
                more: more.clone(),
                items: items.clone(),
            }),
            _ => {
                self.refuse_if_there(
                    key,
                    "`x-mureka-cursor` needs `parameter`, `field`, `items` and perhaps `more`",
                    "`{parameter: last_id, field: last_id, more: more, items: list}`",
                );
                None
            }
        }
    }

    fn refuse_if_there(&mut self, key: &str, message: &str, remedy: &str) {
        if self.get(key).is_some() {
            self.refuse(key, message, remedy);
        }
    }

    /// The texts of a mapping by these names, if it has no others.
    fn texts(&self, key: &str, names: &[&str]) -> Option<Vec<Option<String>>> {
        let map = self.get(key)?.as_object()?;
        map.keys()
            .all(|name| names.contains(&name.as_str()))
            .then(|| {
                let text = |name: &&str| map.get(*name).and_then(Value::as_str).map(str::to_owned);
                names.iter().map(text).collect()
            })
    }
}

/// Reports extensions of ours that nobody reads: mistyped ones, and known ones in a
/// place where they mean nothing.
pub fn unknown(document: &Document, diagnostics: &mut Diagnostics) {
    walk(document.value(), &mut |at, map, keys| {
        if keys == Keys::Names || diagnostics.is_full() {
            return;
        }
        for key in map.keys().filter(|key| key.starts_with("x-mureka")) {
            let pointer = format!("{at}/{}", escape(key));
            let place = match key.as_str() {
                key if OF_OPERATIONS.contains(&key) => Place::Operation,
                key if OF_SCHEMAS.contains(&key) => Place::Schema,
                DIGITS => Place::Pattern,
                _ => {
                    let mut diagnostic = Diagnostic::new(
                        "unknown-extension",
                        pointer,
                        format!("`{key}` means nothing"),
                        "the extensions are listed in spec/README.md",
                    );
                    let known = OF_OPERATIONS.into_iter().chain(OF_SCHEMAS).chain([DIGITS]);
                    if let Some(known) = nearest(key, known) {
                        diagnostic = diagnostic.label(format!("did you mean `{known}`?"));
                    }
                    diagnostics.push(document, diagnostic);
                    continue;
                }
            };
            if !place.is(at, map) {
                let (message, remedy) = match place {
                    Place::Operation => (
                        format!("`{key}` means something on an operation only"),
                        "move it to the operation",
                    ),
                    Place::Schema => (
                        format!("`{key}` means something on a named schema only"),
                        "move the schema to `components/schemas` and refer to it",
                    ),
                    Place::Pattern => (
                        format!("`{key}` means something beside a `pattern` only"),
                        "add the `pattern` that says the same",
                    ),
                };
                diagnostics.push(
                    document,
                    Diagnostic::new("misplaced-extension", pointer, message, remedy),
                );
            }
        }
    });
}

enum Place {
    Operation,
    Schema,
    /// Beside it.
    Pattern,
}

impl Place {
    /// Whether a pointer is that of such a place.
    fn is(&self, pointer: &str, map: &serde_json::Map<String, Value>) -> bool {
        let mut steps = pointer.split('/').skip(1);
        match self {
            Self::Operation => steps.next() == Some("paths") && steps.count() == 2,
            Self::Schema => {
                steps.next() == Some("components")
                    && steps.next() == Some("schemas")
                    && steps.count() == 1
            }
            Self::Pattern => map.contains_key("pattern"),
        }
    }
}

fn is_method(name: &str) -> bool {
    // Not keywords, but they mean something else everywhere.
    const TAKEN: [&str; 3] = ["clone", "drop", "new"];
    is_snake(name) && !is_keyword(name) && !TAKEN.contains(&name)
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    let number = |text: &str, len: usize| {
        (text.len() == len)
            .then(|| text.parse::<u32>().ok())
            .flatten()
    };
    number(year, 4).is_some()
        && number(month, 2).is_some_and(|month| (1..=12).contains(&month))
        && number(day, 2).is_some_and(|day| (1..=31).contains(&day))
}
