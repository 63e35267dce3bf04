//! What the texts of a query or a form become.

use serde_json::{Map, Number, Value};

use super::place::{Place, Step};

/// The known fields and what a text becomes under each.
#[derive(Debug)]
pub(super) struct Targets(Vec<(String, Target)>);

#[derive(Debug, Clone, Copy)]
struct Target {
    list: bool,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Also an id, which may be a number: it stays as it was sent.
    Text,
    Boolean,
    Integer,
    Number,
}

impl Targets {
    /// Those of an object's schema.
    pub(super) fn of(root: &Value) -> Self {
        let whole = Place::of(root, &[]);
        let target = |name: &str| {
            let field = Step::key(name);
            let place = Place::of(root, std::slice::from_ref(&field));
            let types: Vec<&str> = place.types().collect();
            if types.contains(&"array") && !types.contains(&"string") {
                let items = Place::of(root, &[field, Step::Index(0)]);
                let kind = Kind::of(&items.types().collect::<Vec<_>>());
                return Target { list: true, kind };
            }
            let kind = Kind::of(&types);
            Target { list: false, kind }
        };
        let fields = whole.fields();
        Self(fields.map(|name| (name.to_owned(), target(name))).collect())
    }

    /// The name, if it is one of these.
    pub(super) fn name(&self, name: &str) -> Option<&str> {
        let known = self.0.iter().find(|(known, _)| known == name);
        known.map(|(known, _)| known.as_str())
    }

    /// Puts a text under its name; false where one is there already. What is no number
    /// stays text, and the schema has its say on it.
    pub(super) fn put(
        &self,
        sent: &mut Map<String, Value>,
        name: &str,
        text: impl Into<String> + AsRef<str>,
    ) -> bool {
        let known = self.0.iter().find(|(known, _)| known == name);
        let (list, kind) = known.map_or((false, Kind::Text), |(_, to)| (to.list, to.kind));
        let value = kind.value(text);
        match sent.get_mut(name) {
            Some(Value::Array(items)) if list => items.push(value),
            Some(_) => return false,
            None => {
                let value = if list {
                    Value::Array(vec![value])
                } else {
                    value
                };
                sent.insert(name.to_owned(), value);
            }
        }
        true
    }
}

impl Kind {
    fn of(types: &[&str]) -> Self {
        let only = |wanted: &[&str]| {
            types.iter().any(|name| wanted.contains(name))
                && types
                    .iter()
                    .all(|name| *name == "null" || wanted.contains(name))
        };
        if only(&["boolean"]) {
            Self::Boolean
        } else if only(&["integer"]) {
            Self::Integer
        } else if only(&["integer", "number"]) {
            Self::Number
        } else {
            Self::Text
        }
    }

    fn value(self, text: impl Into<String> + AsRef<str>) -> Value {
        let value = match self {
            Self::Text => None,
            Self::Boolean => text.as_ref().parse().ok().map(Value::Bool),
            Self::Integer => number(text.as_ref())
                .filter(Number::is_i64)
                .map(Value::Number),
            Self::Number => number(text.as_ref()).map(Value::Number),
        };
        value.unwrap_or_else(|| Value::String(text.into()))
    }
}

/// A number as JSON writes it, with nothing around it.
fn number(text: &str) -> Option<Number> {
    let blank = |edge: Option<char>| edge.is_none_or(|edge| edge.is_ascii_whitespace());
    if blank(text.chars().next()) || blank(text.chars().next_back()) {
        return None;
    }
    serde_json::from_str(text).ok()
}
