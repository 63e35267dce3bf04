//! Models of answers: fields and words that the schemas do not know, or know otherwise.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::document::Document;
use crate::reference::{Field, Kind as Holds, Model, Shape, Vendor};

use super::facts::{kind_word, model_subject, shape_word};
use super::finding::{Finding, Kind};
use super::ours::place;
use super::schemas::{Known, Schemas};

/// Deepest level of a model that is looked at.
const MAX_DEPTH: usize = 64;

/// Compares one model with the schemas of the answers it is for.
pub fn compare(
    model: &Model,
    document: &Document,
    roots: Vec<String>,
    vendor: Vendor,
    findings: &mut Vec<Finding>,
) {
    let tag = tag(&model.shape);
    let mut schemas = Schemas::of(document, roots.clone(), &tag);
    // Tables leave out the envelope that answers come in.
    let tables = vendor == Vendor::Cloudsway;
    if tables {
        let inside = schemas.objects();
        schemas = Schemas::of(document, roots.into_iter().chain(inside), &tag);
    }
    let mut walk = Walk {
        document,
        tables,
        subject: model_subject(model),
        told: BTreeSet::new(),
        findings,
    };
    walk.shape(&model.shape, &schemas, "", 0);
}

struct Walk<'a> {
    document: &'a Document,
    /// Whether the model is a table, which does not tell lists from objects.
    tables: bool,
    subject: String,
    told: BTreeSet<String>,
    findings: &'a mut Vec<Finding>,
}

impl Walk<'_> {
    fn tell(&mut self, kind: Kind, path: &str, change: String, at: Option<&String>) {
        let subject = format!("{} {path}", self.subject);
        let subject = subject.trim_end();
        if !self.told.insert(format!("{subject} {change}")) {
            return;
        }
        let mut finding = Finding::new(kind, subject, change).covers(subject);
        if let Some(at) = at {
            finding = finding.at(place(self.document, at));
        }
        self.findings.push(finding);
    }

    fn shape(&mut self, shape: &Shape, schemas: &Schemas, path: &str, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        match shape {
            Shape::Any | Shape::Null => {}
            Shape::Text => self.scalar(shape, Holds::Text, schemas, path),
            Shape::Number => self.scalar(shape, Holds::Number, schemas, path),
            Shape::Boolean => self.scalar(shape, Holds::Boolean, schemas, path),
            Shape::Literal(value) => self.literal(shape, value, schemas, path),
            Shape::Union(shapes) => {
                for shape in shapes {
                    self.shape(shape, schemas, path, depth + 1);
                }
            }
            Shape::List(item) => {
                let inner = schemas.items(&tag(item));
                if self.holds(shape, Holds::List, schemas, path)
                    && let Known::By(inner) = inner
                {
                    self.shape(item, &inner, &format!("{path}[]"), depth + 1);
                }
            }
            Shape::Map(value) => {
                let inner = schemas.values(&tag(value));
                if self.holds(shape, Holds::Object, schemas, path)
                    && let Known::By(inner) = inner
                {
                    self.shape(value, &inner, &format!("{path}{{}}"), depth + 1);
                }
            }
            Shape::Object(fields) => self.object(shape, fields, schemas, path, depth),
        }
    }

    fn object(
        &mut self,
        shape: &Shape,
        fields: &[Field],
        schemas: &Schemas,
        path: &str,
        depth: usize,
    ) {
        let kinds = schemas.kinds();
        let list = kinds.contains(&Holds::List) && !kinds.contains(&Holds::Object);
        if self.tables && list {
            if let Known::By(items) = schemas.items(&tag(shape)) {
                self.object(shape, fields, &items, path, depth + 1);
            }
            return;
        }
        if !self.holds(shape, Holds::Object, schemas, path) {
            return;
        }
        for Field { name, shape, .. } in fields {
            let joint = if path.is_empty() { "" } else { "." };
            let path = format!("{path}{joint}{name}");
            match schemas.field(name, &tag(shape)) {
                Known::By(inner) => self.shape(shape, &inner, &path, depth + 1),
                Known::Anything => {}
                Known::No => {
                    let change = format!("unknown field: {}", shape_word(shape, 0));
                    self.tell(Kind::ModelField, &path, change, schemas.object());
                }
            }
        }
    }

    fn literal(&mut self, shape: &Shape, value: &Value, schemas: &Schemas, path: &str) {
        let holds = match value {
            Value::Bool(_) => Holds::Boolean,
            Value::Number(_) => Holds::Number,
            _ => Holds::Text,
        };
        if !self.holds(shape, holds, schemas, path) {
            return;
        }
        let words = schemas.words();
        if let Some(word) = value.as_str()
            && !words.is_empty()
            && !words.iter().any(|known| known == word)
        {
            let change = format!("unknown value {word}");
            self.tell(Kind::ModelValue, path, change, schemas.pointer().as_ref());
        }
    }

    fn scalar(&mut self, shape: &Shape, holds: Holds, schemas: &Schemas, path: &str) {
        self.holds(shape, holds, schemas, path);
    }

    /// Whether the schemas allow this kind of value; what they do not is told.
    fn holds(&mut self, shape: &Shape, holds: Holds, schemas: &Schemas, path: &str) -> bool {
        let kinds = schemas.kinds();
        let fits = kinds.is_empty()
            || kinds.contains(&holds)
            || match holds {
                Holds::Number => kinds.contains(&Holds::Integer),
                Holds::Text => kinds.contains(&Holds::JsonText) || kinds.contains(&Holds::File),
                _ => false,
            };
        if !fits {
            let was: Vec<&str> = kinds.iter().map(|kind| kind_word(*kind)).collect();
            let change = format!("{} (was {})", shape_word(shape, 0), was.join(" or "));
            self.tell(Kind::ModelType, path, change, schemas.pointer().as_ref());
        }
        fits
    }
}

/// The literal text of a field of an object, by which members of a union are told apart.
fn tag(shape: &Shape) -> impl Fn(&str) -> Option<String> + '_ {
    move |name| {
        let Shape::Object(fields) = shape else {
            return None;
        };
        let field = fields.iter().find(|field| field.name == name)?;
        match &field.shape {
            Shape::Literal(Value::String(text)) => Some(text.clone()),
            _ => None,
        }
    }
}
