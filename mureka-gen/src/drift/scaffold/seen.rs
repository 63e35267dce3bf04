//! What values a field is seen to have: models and payloads put together.

use serde_json::Value;

use crate::reference::Shape;

/// Deeper than this nothing is described.
const DEEPEST: usize = 24;

/// Everything that is seen in one place.
#[derive(Debug, Clone, Default, PartialEq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a kind of value, and any of them may be seen beside the others"
)]
pub struct Seen {
    /// Any text, by a model.
    pub text: bool,
    /// Texts that payloads show, a few of them.
    pub shown: Vec<String>,
    /// Texts that a model names.
    pub literals: Vec<String>,
    /// Whole numbers in payloads.
    pub integer: bool,
    /// Fractions in payloads.
    pub fraction: bool,
    /// A number in a model, whole or not.
    pub number: bool,
    /// True or false.
    pub boolean: bool,
    /// Items of a list.
    pub list: Option<Box<Seen>>,
    /// Fields of an object, in the order in which they were seen.
    pub object: Option<Vec<(String, Seen)>>,
    /// Values of an object keyed by ids.
    pub map: Option<Box<Seen>>,
    /// Texts in payloads, and whether all of them are moments: `2026-01-20T12:34:56Z`.
    pub moments: Option<bool>,
}

impl Seen {
    /// What a model says.
    pub fn of_shape(shape: &Shape) -> Self {
        let mut seen = Self::default();
        seen.add_shape(shape, 0);
        seen
    }

    /// What a payload shows.
    pub fn of_value(value: &Value) -> Self {
        let mut seen = Self::default();
        seen.add_value(value, 0);
        seen
    }

    fn add_shape(&mut self, shape: &Shape, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match shape {
            Shape::Text => self.text = true,
            Shape::Number => self.number = true,
            Shape::Boolean => self.boolean = true,
            Shape::Null | Shape::Any => {}
            Shape::Literal(Value::String(text)) => {
                if !self.literals.contains(text) {
                    self.literals.push(text.clone());
                }
            }
            Shape::Literal(value) => self.add_value(value, depth),
            Shape::Union(shapes) => {
                for shape in shapes {
                    self.add_shape(shape, depth + 1);
                }
            }
            Shape::List(items) => {
                let list = self.list.get_or_insert_default();
                list.add_shape(items, depth + 1);
            }
            Shape::Object(fields) => {
                self.object.get_or_insert_default();
                for field in fields {
                    let mut seen = Self::default();
                    seen.add_shape(&field.shape, depth + 1);
                    self.field(&field.name, seen);
                }
            }
            Shape::Map(values) => {
                let map = self.map.get_or_insert_default();
                map.add_shape(values, depth + 1);
            }
        }
    }

    fn add_value(&mut self, value: &Value, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match value {
            Value::Null => {}
            Value::Bool(_) => self.boolean = true,
            Value::Number(number) if number.is_f64() => self.fraction = true,
            Value::Number(_) => self.integer = true,
            Value::String(text) => {
                self.show(text);
                let all = self.moments.unwrap_or(true);
                self.moments = Some(all && is_moment(text));
            }
            Value::Array(items) => {
                let list = self.list.get_or_insert_default();
                for item in items {
                    list.add_value(item, depth + 1);
                }
            }
            Value::Object(fields) if is_keyed(fields) => {
                let map = self.map.get_or_insert_default();
                for value in fields.values() {
                    map.add_value(value, depth + 1);
                }
            }
            Value::Object(fields) => {
                self.object.get_or_insert_default();
                for (name, value) in fields {
                    let mut seen = Self::default();
                    seen.add_value(value, depth + 1);
                    self.field(name, seen);
                }
            }
        }
    }

    /// Keeps a text of a payload; of many different ones no enum is made anyway.
    fn show(&mut self, text: &str) {
        if self.shown.len() < 32 && !self.shown.iter().any(|shown| shown == text) {
            self.shown.push(text.to_owned());
        }
    }

    fn field(&mut self, name: &str, seen: Seen) {
        let fields = self.object.get_or_insert_default();
        match fields.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => known.add(seen),
            None => fields.push((name.to_owned(), seen)),
        }
    }

    /// Puts in what was seen elsewhere.
    pub fn add(&mut self, other: Seen) {
        self.text |= other.text;
        for literal in other.literals {
            if !self.literals.contains(&literal) {
                self.literals.push(literal);
            }
        }
        for shown in &other.shown {
            self.show(shown);
        }
        self.integer |= other.integer;
        self.fraction |= other.fraction;
        self.number |= other.number;
        self.boolean |= other.boolean;
        self.moments = match (self.moments, other.moments) {
            (Some(here), Some(there)) => Some(here && there),
            (here, there) => here.or(there),
        };
        both(&mut self.list, other.list);
        both(&mut self.map, other.map);
        match (&mut self.object, other.object) {
            (Some(_), Some(fields)) => {
                for (name, seen) in fields {
                    self.field(&name, seen);
                }
            }
            (here @ None, there) => *here = there,
            (Some(_), None) => {}
        }
    }

    /// Whether texts were seen.
    pub fn has_text(&self) -> bool {
        self.text || !self.shown.is_empty() || !self.literals.is_empty()
    }

    /// Whether texts were seen beside those that a model names.
    pub fn has_other_text(&self) -> bool {
        self.text
            || self
                .shown
                .iter()
                .any(|shown| !self.literals.contains(shown))
    }

    /// Whether numbers were seen.
    pub fn has_number(&self) -> bool {
        self.integer || self.fraction || self.number
    }

    /// Whether objects were seen, with fields or keyed by ids.
    pub fn has_object(&self) -> bool {
        self.object.is_some() || self.map.is_some()
    }

    /// How many kinds of values were seen.
    pub fn kinds(&self) -> usize {
        [
            self.has_text(),
            self.has_number(),
            self.boolean,
            self.list.is_some(),
            self.has_object(),
        ]
        .into_iter()
        .filter(|kind| *kind)
        .count()
    }

    /// The fields of an object.
    pub fn fields(&self) -> &[(String, Seen)] {
        self.object.as_deref().unwrap_or_default()
    }

    /// The fields in the order of other names, the rest behind them.
    pub fn order(&mut self, names: &[&str]) {
        if let Some(fields) = &mut self.object {
            let place = |name: &str| names.iter().position(|known| *known == name);
            fields.sort_by_key(|(name, _)| place(name).unwrap_or(usize::MAX));
        }
    }
}

fn both(here: &mut Option<Box<Seen>>, there: Option<Box<Seen>>) {
    match (here, there) {
        (Some(here), Some(there)) => here.add(*there),
        (here @ None, there) => *here = there,
        (Some(_), None) => {}
    }
}

/// Whether an object is keyed by ids: its names are long rows of digits.
fn is_keyed(fields: &serde_json::Map<String, Value>) -> bool {
    let is_id = |name: &String| name.len() >= 5 && name.bytes().all(|b| b.is_ascii_digit());
    !fields.is_empty() && fields.keys().all(is_id)
}

fn is_moment(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        bytes
            .get(range)
            .is_some_and(|bytes| bytes.iter().all(u8::is_ascii_digit))
    };
    digits(0..4)
        && digits(5..7)
        && digits(8..10)
        && bytes.get(10) == Some(&b'T')
        && digits(11..13)
        && digits(14..16)
        && (text.ends_with('Z') || text.contains('+'))
}
