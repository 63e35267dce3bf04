//! Shapes of answers by tables of their fields.

use serde_json::Value;

use super::tables::{self, Table};
use super::wording::{facts, kind_of_cell};
use super::{Field, Kind, Shape};

/// The shape that a table with dotted names tells, with the lists and the envelope that an
/// example shows.
pub(super) fn of_table(table: &Table, example: Option<&Value>) -> Option<Shape> {
    let name = table.column(&["field", "name", "parameter", "key", "property"])?;
    let kind = table.column(&["type"]);
    let about = table.column(&["description", "details", "meaning", "remark", "notes"]);
    let mut root = Vec::new();
    for (_, row) in &table.rows {
        let name = tables::bare(row.get(name).map(String::as_str).unwrap_or_default());
        let path: Vec<&str> = name
            .split('.')
            .map(|part| part.trim_end_matches("[]").trim())
            .collect();
        if path.len() > 20
            || path
                .iter()
                .any(|part| part.is_empty() || part.contains(char::is_whitespace))
        {
            continue;
        }
        let cell = kind
            .and_then(|at| row.get(at))
            .map(String::as_str)
            .unwrap_or_default();
        let about = about.and_then(|at| row.get(at)).map(String::as_str);
        insert(&mut root, &path, shape_of(cell, about.unwrap_or_default()));
    }
    if root.is_empty() {
        return None;
    }
    let envelope = example.and_then(|example| envelope(&root, example));
    let inner = match envelope {
        Some(name) => example.and_then(|example| example.get(name)),
        None => example,
    };
    let shape = with_lists(Shape::Object(root), inner);
    Some(match envelope {
        Some(name) => Shape::Object(vec![field(name, shape)]),
        None => shape,
    })
}

fn field(name: &str, shape: Shape) -> Field {
    Field {
        name: name.to_owned(),
        optional: false,
        shape,
    }
}

fn shape_of(cell: &str, about: &str) -> Shape {
    let list = cell.trim_end().ends_with("[]");
    let shape = match kind_of_cell(cell) {
        Some(Kind::Text) => text(about),
        Some(Kind::Number | Kind::Integer) => Shape::Number,
        Some(Kind::Boolean) => Shape::Boolean,
        Some(Kind::List) if !list => return Shape::List(Box::new(Shape::Any)),
        Some(Kind::Object) => Shape::Map(Box::new(Shape::Any)),
        _ => Shape::Any,
    };
    if list {
        Shape::List(Box::new(shape))
    } else {
        shape
    }
}

/// A text; where its values are listed, one of those.
fn text(about: &str) -> Shape {
    let values = facts(about).values;
    let mut literals: Vec<Shape> = values
        .into_iter()
        .map(|value| Shape::Literal(Value::String(value)))
        .collect();
    match literals.len() {
        0 => Shape::Text,
        1 => literals.remove(0),
        _ => Shape::Union(literals),
    }
}

fn insert(fields: &mut Vec<Field>, path: &[&str], shape: Shape) {
    let [first, rest @ ..] = path else { return };
    let index = match fields.iter().position(|field| field.name == *first) {
        Some(index) => index,
        None => {
            if fields.len() >= 500 {
                return;
            }
            fields.push(field(first, Shape::Any));
            fields.len() - 1
        }
    };
    let Some(field) = fields.get_mut(index) else {
        return;
    };
    if rest.is_empty() {
        field.shape = shape;
        return;
    }
    let inner = match &mut field.shape {
        Shape::Object(inner) => inner,
        Shape::List(item) => match item.as_mut() {
            Shape::Object(inner) => inner,
            other => {
                *other = Shape::Object(Vec::new());
                let Shape::Object(inner) = other else { return };
                inner
            }
        },
        other => {
            *other = Shape::Object(Vec::new());
            let Shape::Object(inner) = other else { return };
            inner
        }
    };
    insert(inner, rest, shape);
}

/// The field of an example under which the fields of a table stand, if not at the top.
fn envelope<'a>(fields: &[Field], example: &'a Value) -> Option<&'a String> {
    let top = example.as_object()?;
    let missing = |at: &serde_json::Map<String, Value>| {
        fields
            .iter()
            .filter(|field| !at.contains_key(&field.name))
            .count()
    };
    let here = missing(top);
    let (name, there) = top
        .iter()
        .filter_map(|(name, value)| Some((name, missing(value.as_object()?))))
        .min_by_key(|(_, missing)| *missing)?;
    (there < here).then_some(name)
}

/// Objects that an example shows as lists become lists.
fn with_lists(shape: Shape, example: Option<&Value>) -> Shape {
    let item = match example {
        Some(Value::Array(items)) => items.first(),
        other => other,
    };
    match shape {
        Shape::Object(fields) => {
            let fields = fields
                .into_iter()
                .map(|mut field| {
                    let inner = item.and_then(|item| item.get(&field.name));
                    field.shape = with_lists(field.shape, inner);
                    field
                })
                .collect();
            let object = Shape::Object(fields);
            match example {
                Some(Value::Array(_)) => Shape::List(Box::new(object)),
                _ => object,
            }
        }
        Shape::List(inner) => match *inner {
            object @ Shape::Object(_) => Shape::List(Box::new(with_lists(object, item))),
            other => Shape::List(Box::new(other)),
        },
        // A table may call the items of a list what they are.
        Shape::Map(value) if matches!(example, Some(Value::Array(_))) => {
            Shape::List(Box::new(Shape::Map(value)))
        }
        other => other,
    }
}
