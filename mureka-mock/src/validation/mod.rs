//! Whether a request is one that the document describes, and everything that is wrong
//! with it if not.
//!
//! A good request costs its parsing and one run of a validator that was compiled at the
//! start. Words are looked for only when there is something to say.

mod explain;
mod finding;
mod json;
mod place;
mod schema;
mod targets;
mod together;
mod wording;

#[cfg(test)]
mod tests;

use mureka_gen::api::{Body, Operation, Parameter};
use mureka_gen::{Api, Document, escape};
use serde_json::{Map, Value};

use finding::{Base, Finding};
use place::Step;
use schema::Schema;
use targets::Targets;
use wording::once;

/// Most problems that are told of one request.
const MOST: usize = 10;

/// Rules of one operation's requests.
#[derive(Debug)]
pub(crate) struct Rules {
    /// Parameters as the fields of one object.
    parameters: Schema,
    /// Types of these fields.
    types: Targets,
    /// Names of the path parameters, in the order of the path.
    path: Vec<String>,
    body: Option<Fields>,
    body_required: bool,
}

/// A body that has fields.
#[derive(Debug)]
struct Fields {
    schema: Schema,
    types: Targets,
    /// The field that holds the file, in a form with one.
    file: Option<String>,
}

/// One thing that is wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Where: `lyrics`, `conversation[2].text`; `body` for all of it.
    pub(crate) field: String,
    /// What: `5312 characters, at most 5000 are allowed`.
    pub(crate) rule: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.field, self.rule)
    }
}

impl Rules {
    /// Those of an operation of a checked document.
    pub(crate) fn of(
        document: &Document,
        api: &Api,
        operation: &Operation,
    ) -> Result<Self, String> {
        let about = |error: String| format!("{}: {error}", operation.id);
        let all = operation.path_parameters.iter().chain(&operation.query);
        let fields = all.map(|parameter| {
            schema::pointer_of(document, operation, parameter)
                .map(|pointer| (parameter.name.as_str(), pointer, parameter.required))
        });
        let fields = fields.collect::<Result<Vec<_>, _>>().map_err(about)?;
        let parameters = Schema::of_fields(document, api, &fields).map_err(about)?;
        let body = match &operation.body {
            Body::None | Body::Binary { .. } => None,
            Body::Json { schema, .. } => Some((schema, None)),
            Body::Multipart { schema, file } => Some((schema, Some(file.clone()))),
        };
        let body = body.map(|(name, file)| {
            let pointer = format!("/components/schemas/{}", escape(name));
            let schema = Schema::of(document, api, &pointer)?;
            let types = Targets::of(schema.root());
            Ok(Fields {
                schema,
                types,
                file,
            })
        });
        let name = |parameter: &Parameter| parameter.name.clone();
        Ok(Self {
            types: Targets::of(parameters.root()),
            parameters,
            path: operation.path_parameters.iter().map(name).collect(),
            body: body.transpose().map_err(about)?,
            body_required: schema::body_required(document, operation),
        })
    }

    /// Whether a body has to be there.
    pub(crate) fn body_required(&self) -> bool {
        self.body_required
    }

    /// Path parameters, percent-decoded and in the order of the path, and the query as it
    /// was sent: the parameters by name, as JSON of their type; or all that is wrong.
    /// What the document does not know is passed over in a query, as gateways do.
    pub(crate) fn parameters(
        &self,
        path: &[String],
        query: Option<&str>,
    ) -> Result<Map<String, Value>, Vec<Problem>> {
        let mut sent = Map::new();
        let mut found = Vec::new();
        // From the end: in front stand those of the server's address.
        for (name, text) in self.path.iter().rev().zip(path.iter().rev()) {
            self.types.put(&mut sent, name, text.as_str());
        }
        let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
        let mut repeated = Vec::new();
        for (name, text) in pairs {
            // A query has no say in what the path has said.
            let known = self.types.name(&name);
            if let Some(name) = known.filter(|name| !self.path.iter().any(|path| path == name))
                && !self.types.put(&mut sent, name, text)
            {
                count(&mut repeated, name);
            }
        }
        for (name, times) in repeated {
            let path = vec![Step::Key(name)];
            found.push(Finding::new(&self.parameters, path, once(times)));
        }
        let sent = Value::Object(sent);
        check(&self.parameters, &sent, &Base::body(), &mut found);
        match sent {
            Value::Object(sent) if found.is_empty() => Ok(sent),
            _ => Err(problems(found)),
        }
    }

    /// A JSON body's bytes: its value, null where there is none; or all that is wrong.
    pub(crate) fn json(&self, bytes: &[u8]) -> Result<Value, Vec<Problem>> {
        let Some(fields) = &self.body else {
            return Ok(Value::Null);
        };
        if bytes.trim_ascii().is_empty() {
            return if self.body_required {
                Err(vec![body("empty, JSON is required".into())])
            } else {
                Ok(Value::Null)
            };
        }
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let good = error.valid_up_to();
            vec![body(format!("not UTF-8 from byte {good} on"))]
        })?;
        let parsed = json::parse(text).map_err(|error| vec![body(format!("not JSON: {error}"))])?;
        let mut found = Vec::new();
        for path in parsed.twice {
            found.push(Finding::new(&fields.schema, path, wording::TWICE.into()));
        }
        check(&fields.schema, &parsed.value, &Base::body(), &mut found);
        if found.is_empty() {
            Ok(parsed.value)
        } else {
            Err(problems(found))
        }
    }

    /// Texts of a form, names and values as sent, and the fields that came as files: the
    /// value that JSON would have been, with the texts only; or all that is wrong.
    pub(crate) fn form(
        &self,
        texts: Vec<(String, String)>,
        files: &[String],
    ) -> Result<Value, Vec<Problem>> {
        let Some(fields) = &self.body else {
            return Ok(Value::Null);
        };
        let file = fields.file.as_deref();
        let mut sent = Map::new();
        let mut found = Vec::new();
        let mut of_type = |name: &str, rule: &str| {
            let path = vec![Step::key(name)];
            found.push(Finding::of_type(&fields.schema, path, rule.to_owned()));
        };
        let mut repeated = Vec::new();
        for (name, text) in texts {
            if !fields.types.put(&mut sent, &name, text) {
                count(&mut repeated, &name);
            } else if file == Some(&name) {
                of_type(&name, "text, a file is required");
            }
        }
        for name in files {
            // To the rules a file is a text of any length.
            let there = sent.insert(name.clone(), Value::String(String::new()));
            if there.is_some() {
                count(&mut repeated, name);
            } else if file != Some(name) && fields.types.name(name).is_some() {
                of_type(name, "a file, text is required");
            }
        }
        for (name, times) in repeated {
            let path = vec![Step::Key(name)];
            found.push(Finding::new(&fields.schema, path, once(times)));
        }
        let mut sent = Value::Object(sent);
        check(&fields.schema, &sent, &Base::body(), &mut found);
        if !found.is_empty() {
            return Err(problems(found));
        }
        if let (Some(sent), Some(file)) = (sent.as_object_mut(), file) {
            sent.remove(file);
        }
        Ok(sent)
    }
}

/// Looks for words only where the quick look says no.
fn check(schema: &Schema, value: &Value, base: &Base, found: &mut Vec<Finding>) {
    if !schema.is_valid(value) {
        explain::explain(schema, value, base, found);
    }
}

/// Counts a name that came once more after the first time.
fn count(repeated: &mut Vec<(String, usize)>, name: &str) {
    if let Some((_, times)) = repeated.iter_mut().find(|(known, _)| known == name) {
        *times += 1;
    } else if repeated.len() < MOST {
        repeated.push((name.to_owned(), 2));
    }
}

fn body(rule: String) -> Problem {
    Problem {
        field: place::BODY.into(),
        rule,
    }
}

/// In the order of the document, and not more than anybody reads.
fn problems(mut found: Vec<Finding>) -> Vec<Problem> {
    finding::settle(&mut found);
    found.sort_by(|a, b| a.order.cmp(&b.order));
    let problems = found.into_iter().map(|finding| Problem {
        field: place::render(&finding.path),
        rule: finding.rule,
    });
    problems.take(MOST).collect()
}
