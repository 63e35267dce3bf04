//! What a call is sent: parameters of path and query, and the strict schema of a body.

use serde_json::Value;

use super::fit::agrees;
use super::limits::{limit, told};
use super::names;
use super::place;
use super::schemas::{Draft, Form, texts, written};
use super::seen::Seen;
use super::vocabulary::Shared;
use super::yaml::{Item, Yaml};
use crate::api::{Operation, Shape};
use crate::check::type_name;
use crate::document::escape;
use crate::reference::{Kind, Need, Parameter, Place};

impl Draft<'_> {
    /// A parameter of path or query as an entry of `parameters`, with its comments.
    pub fn parameter(&mut self, parameter: &Parameter, present: Option<&Operation>) -> Yaml {
        let place = if parameter.place == Place::Path {
            "path"
        } else {
            "query"
        };
        let mut inline = None;
        match self.words.parameter(parameter, place, present) {
            Some(Shared::Own(pointer)) => return place::value(self.words.document, &pointer),
            Some(Shared::Named(name)) => {
                return Yaml::Map(vec![Item::reference("parameters", &name)]);
            }
            Some(Shared::Inline(pointer)) => inline = Some(pointer),
            None => {}
        }
        let required = place == "path" || parameter.required == Some(Need::Required);
        let mut items = need(parameter, required);
        items.push(Item::text("name", &parameter.name));
        items.push(Item::text("in", place));
        if required {
            items.push(Item::plain("required", true));
        }
        if let Some(pointer) = inline {
            let description = format!("{pointer}/description");
            if let Some(text) = self.words.at(&description).and_then(|text| text.as_str()) {
                items.push(Item::pair("description", Yaml::Prose(text.into())));
            }
            let schema = place::value(self.words.document, &format!("{pointer}/schema"));
            items.push(Item::pair("schema", schema));
            return Yaml::Map(items);
        }
        let (form, notes) = self.sent(parameter, None, "");
        items.splice(0..0, notes);
        items.push(Item::pair("description", Yaml::Prose(told(parameter))));
        let form = match form {
            // Every log along the way keeps an address.
            Form::Text(Some("password")) | Form::Free | Form::Any => Form::Text(None),
            Form::List(_) if place == "path" => Form::Text(None),
            form => form,
        };
        let mut schema = written(&form, None, false);
        items.extend(limit(&mut schema, parameter, &form));
        let bare_text =
            place == "path" && form == Form::Text(None) && parameter.min_length.is_none();
        if bare_text {
            schema.push(Item::plain("minLength", 1));
        }
        items.push(Item::pair("schema", Yaml::Map(schema)));
        Yaml::Map(items)
    }

    /// The schema of a body: the one that stands there already if it says the same, else
    /// one of these names. What of it changed goes into `new`.
    pub fn body(
        &mut self,
        wanted: &[String],
        fields: &[&Parameter],
        example: &Seen,
        present: Option<&str>,
    ) -> String {
        if let Some(name) = present {
            if !self.same_body(name, fields) {
                let items = self.strict(name, fields, example, Some(name));
                self.new.push((name.to_owned(), items));
            }
            return name.to_owned();
        }
        let unused = self.words.api.shapes.keys().find(|name| {
            !self.words.is_sent(name) && !fields.is_empty() && self.same_body(name, fields)
        });
        if let Some(name) = unused {
            return name.clone();
        }
        let name = self.taken.free(wanted);
        let at = self.new.len();
        self.new.push((name.clone(), Vec::new()));
        let items = self.strict(&name, fields, example, None);
        if let Some(place) = self.new.get_mut(at) {
            place.1 = items;
        }
        name
    }

    /// Whether a strict schema has these fields, needs the same of them, and says the
    /// same of each.
    fn same_body(&self, name: &str, fields: &[&Parameter]) -> bool {
        let Some(Shape::Struct {
            strict: true,
            fields: known,
        }) = self.words.api.shapes.get(name)
        else {
            return false;
        };
        let at = format!("/components/schemas/{}", escape(name));
        let Some(schema) = self.words.at(&at) else {
            return false;
        };
        known.len() == fields.len()
            && fields.iter().all(|parameter| {
                let field = known.iter().find(|field| field.name == parameter.name);
                let property = schema
                    .get("properties")
                    .and_then(|all| all.get(&parameter.name));
                let (Some(field), Some(property)) = (field, property) else {
                    return false;
                };
                let ruled = ["anyOf", "oneOf", "allOf"]
                    .iter()
                    .any(|key| schema.get(key).is_some());
                let needed = match parameter.required {
                    Some(Need::Required) => field.required || ruled,
                    Some(Need::Optional) => !field.required,
                    Some(Need::Sometimes) | None => true,
                };
                needed && agrees(self.words.document, property, parameter)
            })
    }

    /// A strict object, in the state of the page. Of a schema that stands there already
    /// everything is kept that the page does not contradict.
    fn strict(
        &mut self,
        name: &str,
        fields: &[&Parameter],
        example: &Seen,
        present: Option<&str>,
    ) -> Vec<Item> {
        let at = present.map(|name| format!("/components/schemas/{}", escape(name)));
        let mut items = Vec::new();
        let mut required: Vec<String> = Vec::new();
        let mut properties = Vec::new();
        let lacks = |name: &str| {
            let there = at
                .as_ref()
                .map(|at| format!("{at}/properties/{}", escape(name)));
            there.is_some_and(|there| self.words.at(&there).is_none())
        };
        let new: Vec<bool> = fields
            .iter()
            .map(|parameter| lacks(&parameter.name))
            .collect();
        for (parameter, new) in fields.iter().zip(new) {
            if new {
                properties.push(Item::decide("new on the page"));
            }
            if parameter.required == Some(Need::Required) {
                required.push(parameter.name.clone());
            }
            let there = at
                .as_ref()
                .map(|at| format!("{at}/properties/{}", escape(&parameter.name)));
            properties.extend(self.field(name, parameter, example, there.as_deref()));
        }
        for (field, seen) in example.fields() {
            let known = fields.iter().any(|parameter| parameter.name == *field);
            if known || !names::is_readable(field) {
                continue;
            }
            properties.push(Item::decide(format!(
                "the page sends `{field}` and does not describe it"
            )));
            let there = at
                .as_ref()
                .map(|at| format!("{at}/properties/{}", escape(field)));
            let kept = there.and_then(|there| place::verbatim(self.words.document, &there));
            if let Some(kept) = kept {
                properties.push(kept);
                continue;
            }
            let form = from_example(seen);
            let schema = written(&form, Some(&names::meaning(field)), false);
            properties.push(Item::pair(field, Yaml::Map(schema)));
        }
        if let Some(at) = &at {
            for key in self.words.document.keys(&format!("{at}/properties")) {
                let known = fields.iter().any(|parameter| parameter.name == key)
                    || example.fields().iter().any(|(field, _)| field == key);
                if !known {
                    properties.push(Item::decide(format!(
                        "the page has no `{key}`: take it out?"
                    )));
                    let there = format!("{at}/properties/{}", escape(key));
                    properties.extend(place::verbatim(self.words.document, &there));
                }
            }
        }
        items.push(Item::text("type", "object"));
        let kept = at
            .as_ref()
            .and_then(|at| place::verbatim(self.words.document, &format!("{at}/description")));
        items.push(kept.unwrap_or_else(|| {
            let made = format!("Request: {}.", names::spoken(name));
            Item::pair("description", Yaml::Prose(made))
        }));
        if !required.is_empty() {
            items.push(Item::pair("required", texts(&required)));
        }
        if !properties.is_empty() {
            items.push(Item::pair("properties", Yaml::Map(properties)));
        }
        items.extend(self.rules(fields, at.as_deref()));
        items.push(Item::plain("additionalProperties", false));
        items
    }

    /// Which fields go together: as it stands there already, else the exclusions of the page.
    fn rules(&self, fields: &[&Parameter], at: Option<&str>) -> Vec<Item> {
        let mut items = Vec::new();
        if let Some(at) = at {
            for key in ["not", "anyOf", "oneOf", "allOf"] {
                items.extend(place::verbatim(self.words.document, &format!("{at}/{key}")));
            }
            if !items.is_empty() {
                items.insert(
                    0,
                    Item::decide("whether these rules are still those of the page"),
                );
                return items;
            }
        }
        let mut pairs: Vec<[String; 2]> = Vec::new();
        for parameter in fields {
            for other in &parameter.excludes {
                let mut pair = [parameter.name.clone(), other.clone()];
                pair.sort();
                let there = fields.iter().any(|field| field.name == *other);
                if there && parameter.name != *other && !pairs.contains(&pair) {
                    pairs.push(pair);
                }
            }
        }
        let row = |pair: &[String; 2]| {
            let names = pair.iter().cloned().map(Yaml::Text).collect();
            Yaml::Map(vec![Item::pair("required", Yaml::Row(names))])
        };
        match pairs.as_slice() {
            [] => {}
            [only] => items.push(Item::pair("not", row(only))),
            several => {
                let any = Yaml::List(several.iter().map(row).collect());
                items.push(Item::pair("not", Yaml::Map(vec![Item::pair("anyOf", any)])));
            }
        }
        let some: Vec<&str> = fields
            .iter()
            .filter(|parameter| parameter.required == Some(Need::Sometimes))
            .map(|parameter| parameter.name.as_str())
            .collect();
        if !some.is_empty() {
            items.push(Item::decide(format!(
                "when `{}` has to be given: `oneOf` or `anyOf` of `required`",
                some.join("`, `")
            )));
        }
        items
    }

    /// A field of a body with its key.
    fn field(
        &mut self,
        owner: &str,
        parameter: &Parameter,
        example: &Seen,
        there: Option<&str>,
    ) -> Vec<Item> {
        let document = self.words.document;
        if let Some(there) = there
            && let Some(schema) = self.words.at(there)
        {
            if agrees(document, schema, parameter)
                && let Some(kept) = place::verbatim(document, there)
            {
                return vec![kept];
            }
            let mut items = vec![Item::decide(format!(
                "the page says otherwise than line {} of {}",
                document.line(there),
                document.name()
            ))];
            items.extend(self.new_field(owner, parameter, example));
            return items;
        }
        if let Some(pointer) = self.words.requested(parameter) {
            let mut items = need(parameter, parameter.required == Some(Need::Required));
            items.push(Item::pair(
                &parameter.name,
                place::value(document, &pointer),
            ));
            return items;
        }
        self.new_field(owner, parameter, example)
    }

    fn new_field(&mut self, owner: &str, parameter: &Parameter, example: &Seen) -> Vec<Item> {
        let shown = example
            .fields()
            .iter()
            .find(|(name, _)| *name == parameter.name);
        let (form, mut items) = self.sent(parameter, shown.map(|(_, seen)| seen), owner);
        items.extend(need(parameter, parameter.required == Some(Need::Required)));
        let mut schema = written(&form, None, false);
        if matches!(form, Form::Named(_)) {
            let only = Yaml::List(vec![Yaml::Map(std::mem::take(&mut schema))]);
            schema.push(Item::pair("allOf", only));
        }
        let at = schema
            .iter()
            .position(|item| matches!(item, Item::Pair(key, _) if key == "items" || key == "additionalProperties"))
            .unwrap_or(schema.len());
        let rest = schema.split_off(at);
        items.extend(limit(&mut schema, parameter, &form));
        schema.push(Item::pair("description", Yaml::Prose(told(parameter))));
        schema.extend(rest);
        items.push(Item::pair(&parameter.name, Yaml::Map(schema)));
        items
    }

    /// What a value that is sent is, as far as the page says.
    fn sent(
        &mut self,
        parameter: &Parameter,
        example: Option<&Seen>,
        owner: &str,
    ) -> (Form, Vec<Item>) {
        let name = parameter.name.as_str();
        let mut notes = Vec::new();
        let all: Vec<String> = parameter
            .values
            .iter()
            .chain(&parameter.retired)
            .cloned()
            .collect();
        let truth = |text: &String| text == "true" || text == "false";
        if parameter.kind == Some(Kind::Boolean)
            || !parameter.values.is_empty() && parameter.values.iter().all(truth)
            || parameter.kind.is_none() && parameter.default.as_ref().is_some_and(truth)
        {
            return (Form::Boolean, notes);
        }
        let is_number = |text: &String| text.parse::<f64>().is_ok();
        let counted = matches!(parameter.kind, Some(Kind::Number | Kind::Integer));
        let numbers = counted && parameter.values.iter().all(is_number);
        if !parameter.values.is_empty() && !numbers {
            if let Some(closed) = self.words.closed(&parameter.values, &parameter.retired) {
                return (Form::Named(closed), notes);
            }
            if let Some(near) = self.words.near(parameter) {
                notes.extend(self.extend_enum(&near, &all));
                return (Form::Named(near), notes);
            }
            return (Form::Named(self.closed_enum(owner, parameter, &all)), notes);
        }
        if !parameter.values.is_empty() {
            notes.push(Item::decide(format!(
                "values: {}",
                parameter.values.join(", ")
            )));
        }
        let limited = parameter.max_length.is_some() || parameter.min_length.is_some();
        let id = names::is_id(name) && !limited && self.words.has("GivenId");
        let form = match parameter.kind {
            Some(Kind::File) => Form::Text(Some("binary")),
            Some(Kind::JsonText) => {
                notes.push(Item::decide(
                    "JSON in a text: describe what it holds, with x-mureka-json-string",
                ));
                Form::Text(None)
            }
            Some(Kind::List) => {
                let items = example
                    .and_then(|seen| seen.list.as_deref())
                    .map(from_example);
                if items.is_none() {
                    notes.push(Item::decide("what the list holds"));
                }
                Form::List(Box::new(items.unwrap_or(Form::Any)))
            }
            Some(Kind::Object) => {
                notes.push(Item::decide("which fields the object has"));
                Form::Free
            }
            Some(Kind::Text | Kind::Number | Kind::Integer) | None if id => {
                Form::Named("GivenId".into())
            }
            Some(Kind::Integer) => Form::Integer,
            Some(Kind::Number) => number(parameter, example),
            Some(Kind::Text) => plain_text(name),
            Some(Kind::Boolean) => Form::Boolean,
            None if names::is_secret(name) || limited => plain_text(name),
            None => {
                let bound = parameter.minimum.is_some() || parameter.maximum.is_some();
                match example {
                    Some(seen) if seen.kinds() == 1 => from_example(seen),
                    _ if bound || parameter.default.as_ref().is_some_and(is_number) => {
                        number(parameter, example)
                    }
                    _ => Form::Text(None),
                }
            }
        };
        if parameter.total_length.is_some() {
            notes.push(Item::decide(format!(
                "at most {} characters in all items together: x-mureka-total-length",
                parameter.total_length.unwrap_or_default()
            )));
        }
        (form, notes)
    }

    /// Adds values to an enum of requests, and says which of its own the page lacks.
    fn extend_enum(&mut self, name: &str, values: &[String]) -> Option<Item> {
        let at = format!("/components/schemas/{}/enum", escape(name));
        let listed = self.words.at(&at).and_then(Value::as_array);
        let listed: Vec<&str> = listed
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let new = values
            .iter()
            .filter(|value| !listed.contains(&value.as_str()));
        let known = self.values.entry(name.to_owned()).or_default();
        for value in new {
            if !known.contains(value) {
                known.push(value.clone());
            }
        }
        let gone: Vec<&str> = listed
            .into_iter()
            .filter(|value| !values.iter().any(|other| other == value))
            .collect();
        (!gone.is_empty()).then(|| {
            Item::decide(format!(
                "the page does not list {} of `{name}`",
                gone.join(", ")
            ))
        })
    }

    /// A new enum of requests; with an open one beside it, which is what code uses.
    fn closed_enum(&mut self, owner: &str, parameter: &Parameter, values: &[String]) -> String {
        let short = type_name(&parameter.name);
        let base = if owner.is_empty() {
            self.prefix.clone()
        } else {
            owner.to_owned()
        };
        let open = self
            .taken
            .free(&[format!("{}{short}", self.prefix), format!("{base}{short}")]);
        let closed = self.taken.free(&[format!("Supported{open}")]);
        let mut listed = Vec::new();
        listed.push(Item::text("type", "string"));
        listed.push(Item::pair(
            "description",
            Yaml::Prose(format!(
                "{} Values that a request may name.",
                names::meaning(&parameter.name)
            )),
        ));
        listed.push(Item::pair("enum", texts(values)));
        if !parameter.retired.is_empty() {
            let retired = parameter.retired.iter().cloned().map(Yaml::Text).collect();
            listed.push(Item::pair("x-mureka-retired", Yaml::Row(retired)));
        }
        let other = Yaml::Map(vec![
            Item::text("type", "string"),
            Item::plain("nullable", true),
        ]);
        let known = Yaml::Map(vec![Item::reference("schemas", &closed)]);
        let items = vec![
            Item::text("description", names::meaning(&parameter.name)),
            Item::pair("anyOf", Yaml::List(vec![known, other])),
        ];
        self.new.push((closed.clone(), listed));
        self.new.push((open, items));
        closed
    }
}

fn plain_text(name: &str) -> Form {
    Form::Text(names::is_secret(name).then_some("password"))
}

fn number(parameter: &Parameter, example: Option<&Seen>) -> Form {
    let fraction = [parameter.minimum, parameter.maximum]
        .into_iter()
        .flatten()
        .any(|bound| bound.fract() != 0.0)
        || parameter
            .default
            .as_ref()
            .is_some_and(|text| text.contains('.'))
        || example.is_some_and(|seen| seen.fraction);
    if fraction { Form::Real } else { Form::Integer }
}

fn from_example(seen: &Seen) -> Form {
    if seen.kinds() != 1 {
        return Form::Any;
    }
    if let Some(items) = &seen.list {
        return Form::List(Box::new(from_example(items)));
    }
    if seen.boolean {
        Form::Boolean
    } else if seen.fraction {
        Form::Real
    } else if seen.has_number() {
        Form::Integer
    } else if seen.has_object() {
        Form::Free
    } else {
        Form::Text(None)
    }
}

/// What has to be decided about whether it is given.
fn need(parameter: &Parameter, required: bool) -> Vec<Item> {
    if parameter.required.is_none() && !required {
        vec![Item::decide(
            "whether it is required: the page does not say",
        )]
    } else {
        Vec::new()
    }
}
