//! Schemas of what is seen in payloads and models: existing ones where they fit, new ones
//! in the dialect of the documents where not.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::fit::{self, Gap};
use super::names::{self, Taken};
use super::place;
use super::seen::Seen;
use super::vocabulary::Vocabulary;
use super::yaml::{Item, Yaml};
use crate::check::type_name;

/// What a value is, in the terms of the dialect.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// A named schema.
    Named(String),
    /// A text, perhaps of a format.
    Text(Option<&'static str>),
    /// A whole number.
    Integer,
    /// Any number.
    Real,
    /// True or false.
    Boolean,
    /// A list.
    List(Box<Form>),
    /// Any object.
    Free,
    /// Anything.
    Any,
}

/// The schemas that a scaffold adds to a document.
pub struct Draft<'a> {
    pub words: Vocabulary<'a>,
    pub taken: Taken,
    /// The resource: `songs`.
    pub tag: String,
    /// What names of schemas begin with: `Song`.
    pub prefix: String,
    /// New schemas, in the order in which they were needed.
    pub new: Vec<(String, Vec<Item>)>,
    /// New fields of existing schemas of answers.
    pub added: BTreeMap<String, Vec<(String, Vec<Item>)>>,
    /// Payloads that are not shown, because their schema does not take them.
    pub omitted: Vec<Value>,
    /// The new schema of all failures of the page, where the document has none.
    pub failure: Option<String>,
    /// New values of existing enums of requests.
    pub values: BTreeMap<String, Vec<String>>,
}

impl Draft<'_> {
    /// The schema of a whole answer, and what to decide about it.
    pub fn answer(&mut self, wanted: &[String], seen: &Seen) -> (String, Vec<Item>) {
        // What other calls of the resource answer with is nearer than what is alike.
        let api = self.words.api;
        let near = api
            .operations
            .iter()
            .filter(|call| call.resource == self.tag);
        let near = near.flat_map(|call| {
            call.success
                .iter()
                .filter_map(|answer| answer.schema.clone())
        });
        let hints: BTreeSet<String> = near.chain([self.prefix.clone()]).collect();
        let (form, notes) = self.object(wanted, seen, &hints);
        match form {
            Form::Named(name) => (name, notes),
            _ => {
                let name = self.taken.free(wanted);
                let items = vec![
                    Item::decide("describe the answer; its fields are not documented"),
                    Item::text("type", "object"),
                    Item::plain("nullable", true),
                    Item::text("description", "An answer whose fields are not documented."),
                    Item::plain("additionalProperties", true),
                ];
                self.new.push((name.clone(), items));
                (name, notes)
            }
        }
    }

    /// The form of an object of answers.
    fn object(
        &mut self,
        wanted: &[String],
        seen: &Seen,
        hints: &BTreeSet<String>,
    ) -> (Form, Vec<Item>) {
        let mut notes = Vec::new();
        let found = fit::reuse(self.words.document, self.words.api, seen, hints);
        if let Some(found) = found {
            for gap in &found.gaps {
                notes.push(Item::decide(format!(
                    "`{}` of `{}` is new; or give this answer a schema of its own",
                    gap.field, gap.schema
                )));
            }
            if found.gaps.is_empty()
                && found.extra > 0
                && seen.map.is_none()
                && !hints.contains(&found.name)
            {
                notes.push(Item::decide(format!(
                    "`{}` has all fields of this answer and {} more; or give it a schema of its own",
                    found.name, found.extra
                )));
            }
            self.fill(found.gaps);
            return (Form::Named(found.name), notes);
        }
        if seen.map.is_some() {
            return self.keyed(wanted, seen, notes);
        }
        if !seen
            .fields()
            .iter()
            .any(|(field, _)| names::is_readable(field))
        {
            return (Form::Free, notes);
        }
        let name = self.taken.free(wanted);
        // Its place comes before those of its fields.
        let at = self.new.len();
        self.new.push((name.clone(), Vec::new()));
        let mut items = vec![
            Item::text("type", "object"),
            Item::plain("nullable", true),
            Item::text(
                "description",
                format!("{}.", names::sentence(&names::spoken(&name))),
            ),
        ];
        items.insert(0, Item::decide("descriptions here are made of names"));
        items.push(Item::pair("properties", self.properties(&name, seen)));
        items.push(Item::plain("additionalProperties", true));
        if let Some(place) = self.new.get_mut(at) {
            place.1 = items;
        }
        (Form::Named(name), notes)
    }

    /// An object keyed by ids, perhaps with fields beside them.
    fn keyed(&mut self, wanted: &[String], seen: &Seen, mut notes: Vec<Item>) -> (Form, Vec<Item>) {
        let values = seen.map.as_deref().cloned().unwrap_or_default();
        if values.kinds() != 1 || !values.has_object() {
            notes.push(Item::decide(
                "an object keyed by ids, whose values are no objects",
            ));
            return (Form::Free, notes);
        }
        let name = self.taken.free(wanted);
        let at = self.new.len();
        self.new.push((name.clone(), Vec::new()));
        let inner = [format!("{name}Entry")];
        let (of, more) = self.object(&inner, &values, &BTreeSet::new());
        notes.extend(more);
        let Form::Named(of) = of else {
            self.new.remove(at);
            return (Form::Free, notes);
        };
        let mut items = vec![
            Item::text("type", "object"),
            Item::plain("nullable", true),
            Item::text(
                "description",
                format!("{} by id.", names::sentence(&names::spoken(&name))),
            ),
            Item::plain("x-mureka-keyed", format!("'#/components/schemas/{of}'")),
        ];
        if !seen.fields().is_empty() {
            items.push(Item::pair("properties", self.properties(&name, seen)));
        }
        let reference = Yaml::Map(vec![Item::reference("schemas", &of)]);
        items.push(Item::pair("additionalProperties", reference));
        if let Some(place) = self.new.get_mut(at) {
            place.1 = items;
        }
        (Form::Named(name), notes)
    }

    fn properties(&mut self, owner: &str, seen: &Seen) -> Yaml {
        let mut properties = Vec::new();
        for (field, seen) in seen.fields() {
            if names::is_readable(field) {
                properties.extend(self.property(owner, field, seen));
            } else {
                properties.push(Item::decide("a field that no name in code can be made of"));
            }
        }
        Yaml::Map(properties)
    }

    /// A field of an answer with its key.
    pub fn property(&mut self, owner: &str, field: &str, seen: &Seen) -> Vec<Item> {
        let objects = seen.has_object() || seen.list.as_ref().is_some_and(|list| list.has_object());
        if !objects && let Some(pointer) = self.words.answered(field, seen) {
            let value = place::value(self.words.document, &pointer);
            return vec![Item::pair(field, value)];
        }
        let (form, mut items) = self.form(owner, field, seen);
        items.push(Item::pair(
            field,
            Yaml::Map(written(&form, Some(&names::meaning(field)), true)),
        ));
        items
    }

    /// What the values of a field are.
    fn form(&mut self, owner: &str, field: &str, seen: &Seen) -> (Form, Vec<Item>) {
        let mut notes = Vec::new();
        if seen.kinds() == 0 {
            notes.push(Item::decide("no value of it is documented but null"));
            return (Form::Any, notes);
        }
        let scalar = seen.has_text() || seen.has_number();
        let id = |words: &Vocabulary<'_>| words.has("Id").then(|| Form::Named("Id".into()));
        if seen.kinds() == 2 && seen.has_text() && seen.has_number() && !seen.fraction {
            let code = field == "code" && self.words.has("ErrorCode");
            let name = if code { "ErrorCode" } else { "Id" };
            if code || names::is_id(field) && self.words.has("Id") {
                return (Form::Named(name.into()), notes);
            }
        }
        if seen.kinds() > 1 {
            notes.push(Item::decide("values of several kinds are documented"));
            return (Form::Any, notes);
        }
        if scalar
            && names::is_id(field)
            && !seen.fraction
            && seen.literals.is_empty()
            && let Some(id) = id(&self.words)
        {
            return (id, notes);
        }
        if seen.boolean {
            return (Form::Boolean, notes);
        }
        if seen.has_number() {
            if field == "code" && self.words.has("ErrorCode") && !seen.fraction {
                return (Form::Named("ErrorCode".into()), notes);
            }
            if seen.number && !seen.integer && !seen.fraction {
                notes.push(Item::decide("no payload shows the number: a whole one?"));
            }
            let whole = seen.integer && !seen.fraction;
            return (if whole { Form::Integer } else { Form::Real }, notes);
        }
        if seen.has_text() {
            return (self.text(owner, field, seen), notes);
        }
        if let Some(items) = &seen.list {
            let (form, notes) = self.form(owner, &names::singular(field), items);
            return (Form::List(Box::new(form)), notes);
        }
        let short = type_name(&names::singular(field));
        let wanted = [format!("{}{short}", self.prefix), format!("{owner}{short}")];
        let mut hints = self.words.led_to(field);
        hints.extend(self.words.led_to(&format!("{field}s")));
        self.object(&wanted, seen, &hints)
    }

    fn text(&mut self, owner: &str, field: &str, seen: &Seen) -> Form {
        if names::is_secret(field) {
            return Form::Text(Some("password"));
        }
        if let Some(open) = self.words.open(field, &seen.literals)
            && !seen.literals.is_empty()
        {
            return Form::Named(open);
        }
        if seen.literals.len() > 1 && !seen.has_other_text() {
            return Form::Named(self.open_enum(owner, field, &seen.literals));
        }
        Form::Text((seen.moments == Some(true)).then_some("date-time"))
    }

    /// A new open enum.
    fn open_enum(&mut self, owner: &str, field: &str, values: &[String]) -> String {
        let short = type_name(field);
        let wanted = [format!("{}{short}", self.prefix), format!("{owner}{short}")];
        let name = self.taken.free(&wanted);
        let known = Yaml::Map(vec![
            Item::text("type", "string"),
            Item::pair("enum", texts(values)),
        ]);
        let other = Yaml::Map(vec![
            Item::text("type", "string"),
            Item::plain("nullable", true),
        ]);
        let items = vec![
            Item::text("description", names::meaning(field)),
            Item::pair("anyOf", Yaml::List(vec![known, other])),
        ];
        self.new.push((name.clone(), items));
        name
    }

    /// Adds to existing schemas what they lack.
    pub fn fill(&mut self, gaps: Vec<Gap>) {
        for gap in gaps {
            if !names::is_readable(&gap.field) {
                continue;
            }
            let known = self.added.entry(gap.schema.clone()).or_default();
            if known.iter().any(|(field, _)| *field == gap.field) {
                continue;
            }
            // Kept first, so that what comes round again ends here.
            known.push((gap.field.clone(), Vec::new()));
            let items = self.property(&gap.schema, &gap.field, &gap.seen);
            let known = self.added.entry(gap.schema).or_default();
            if let Some(place) = known.iter_mut().find(|(field, _)| *field == gap.field) {
                place.1 = items;
            }
        }
    }
}

/// Texts below each other, as enums are written.
pub fn texts(values: &[String]) -> Yaml {
    Yaml::List(values.iter().cloned().map(Yaml::Text).collect())
}

/// A schema as it is written at a field.
pub fn written(form: &Form, description: Option<&str>, nullable: bool) -> Vec<Item> {
    let mut items = Vec::new();
    let described = description.map(|text| Item::pair("description", Yaml::Prose(text.into())));
    match form {
        Form::Named(name) => {
            let reference = Item::reference("schemas", name);
            match described {
                Some(description) => {
                    let only = Yaml::List(vec![Yaml::Map(vec![reference])]);
                    items.push(Item::pair("allOf", only));
                    items.push(description);
                }
                None => items.push(reference),
            }
            return items;
        }
        Form::Text(format) => {
            items.push(Item::text("type", "string"));
            items.extend(format.map(|format| Item::text("format", format)));
        }
        Form::Integer => {
            items.push(Item::text("type", "integer"));
            items.push(Item::text("format", "int64"));
        }
        Form::Real => {
            items.push(Item::text("type", "number"));
            items.push(Item::text("format", "double"));
        }
        Form::Boolean => items.push(Item::text("type", "boolean")),
        Form::List(_) => items.push(Item::text("type", "array")),
        Form::Free => items.push(Item::text("type", "object")),
        Form::Any => {
            items.extend(described);
            return items;
        }
    }
    if nullable {
        items.push(Item::plain("nullable", true));
    }
    items.extend(described);
    match form {
        Form::List(inner) => {
            items.push(Item::pair("items", Yaml::Map(written(inner, None, false))));
        }
        Form::Free => items.push(Item::plain("additionalProperties", true)),
        _ => {}
    }
    items
}
