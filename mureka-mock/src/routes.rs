//! Which operation a request is for.

use std::collections::HashMap;
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use crate::call::Call;
use crate::control;
use crate::description::Description;
use crate::form::Form;

/// The paths of all documents.
#[derive(Debug)]
pub(crate) struct Routes {
    paths: Vec<Path>,
    /// Those without parameters, by the path itself.
    plain: HashMap<String, usize>,
    /// Paths of the servers, with the shape in which errors below them are told.
    servers: Vec<(Vec<Segment>, Form)>,
}

/// A path template and its operations.
#[derive(Debug)]
struct Path {
    segments: Vec<Segment>,
    calls: Vec<Arc<Call>>,
}

// Literals come first: where both a literal and a parameter match, the former counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Segment {
    Literal(String),
    Parameter,
}

/// What a request is for.
#[derive(Debug)]
pub(crate) enum Found<'a> {
    /// An operation, and all parameters in its path.
    Call(&'a Arc<Call>, Vec<String>),
    /// A path that has other methods.
    Path(Vec<&'a Arc<Call>>),
    /// None of the documented paths.
    Nothing,
}

impl Routes {
    /// Fails where one request would be for two operations.
    pub(crate) fn new(descriptions: &[Arc<Description>]) -> Result<Self, String> {
        let mut routes = Self {
            paths: Vec::new(),
            plain: HashMap::new(),
            servers: Vec::new(),
        };
        for description in descriptions {
            routes
                .servers
                .push((segments(&description.server), description.refusal.clone()));
            for call in &description.calls {
                routes.add(call)?;
            }
        }
        routes.paths.sort_by(|a, b| a.segments.cmp(&b.segments));
        for (at, path) in routes.paths.iter().enumerate() {
            if let Some(plain) = path.plain() {
                routes.plain.insert(plain, at);
            }
        }
        // The longest first: it says most about what was meant.
        routes
            .servers
            .sort_by_key(|(path, _)| std::cmp::Reverse(path.len()));
        Ok(routes)
    }

    fn add(&mut self, call: &Arc<Call>) -> Result<(), String> {
        if control::is_own(&call.path) {
            return Err(format!(
                "{} {} of {}: paths below /_mock are the server's own",
                call.method, call.path, call.document
            ));
        }
        let segments = segments(&call.path);
        let Some(path) = self.paths.iter_mut().find(|path| path.segments == segments) else {
            self.paths.push(Path {
                segments,
                calls: vec![call.clone()],
            });
            return Ok(());
        };
        if let Some(other) = path.calls.iter().find(|other| other.method == call.method) {
            return Err(format!(
                "{} {} is both {} of {} and {} of {}",
                call.method, call.path, other.id, other.document, call.id, call.document
            ));
        }
        path.calls.push(call.clone());
        Ok(())
    }

    /// The operation of a method and a path as it was sent.
    pub(crate) fn find(&self, method: &str, path: &str) -> Found<'_> {
        if let Some(path) = self.plain.get(path).and_then(|at| self.paths.get(*at))
            && let Some(call) = path.calls.iter().find(|call| call.method == method)
        {
            return Found::Call(call, Vec::new());
        }
        let exact = self.matching(path);
        // By the vendor's documentation every path works with a slash at its end.
        let shorter = path.strip_suffix('/').and_then(|path| self.matching(path));
        // `music/vocals/` is documented as such, and no song called `vocals`.
        let shorter = shorter.filter(|(_, parameters)| {
            let exact = exact.as_ref().map(|(_, parameters)| parameters.len());
            exact.is_none_or(|exact| exact >= parameters.len())
        });
        let mut others = Vec::new();
        for (path, parameters) in [exact, shorter].into_iter().flatten() {
            if let Some(call) = path.calls.iter().find(|call| call.method == method) {
                return Found::Call(call, parameters);
            }
            others.extend(&path.calls);
        }
        if others.is_empty() {
            Found::Nothing
        } else {
            Found::Path(others)
        }
    }

    /// Shape in which a wrong path is told.
    pub(crate) fn refusal(&self, path: &str) -> Form {
        let sent: Vec<&str> = path.split('/').collect();
        let below = |server: &[Segment]| {
            server.len() <= sent.len()
                && server
                    .iter()
                    .zip(&sent)
                    .all(|(segment, sent)| segment.takes(&decoded(sent)))
        };
        let server = self.servers.iter().find(|(server, _)| below(server));
        server.map(|(_, form)| form.clone()).unwrap_or_default()
    }

    fn matching(&self, path: &str) -> Option<(&Path, Vec<String>)> {
        let sent: Vec<String> = path.split('/').map(decoded).collect();
        let path = self.paths.iter().find(|path| {
            path.segments.len() == sent.len()
                && path
                    .segments
                    .iter()
                    .zip(&sent)
                    .all(|(segment, sent)| segment.takes(sent))
        })?;
        let parameters = path.segments.iter().zip(sent);
        let parameters = parameters
            .filter(|(segment, _)| **segment == Segment::Parameter)
            .map(|(_, sent)| sent)
            .collect();
        Some((path, parameters))
    }
}

impl Path {
    /// The path itself, where it has no parameters.
    fn plain(&self) -> Option<String> {
        let literals = self.segments.iter().map(|segment| match segment {
            Segment::Literal(literal) => Some(literal.as_str()),
            Segment::Parameter => None,
        });
        let literals: Option<Vec<&str>> = literals.collect();
        Some(literals?.join("/"))
    }
}

impl Segment {
    fn takes(&self, sent: &str) -> bool {
        match self {
            Self::Literal(literal) => literal == sent,
            Self::Parameter => !sent.is_empty(),
        }
    }
}

fn segments(template: &str) -> Vec<Segment> {
    template
        .split('/')
        .map(|segment| {
            if segment.starts_with('{') && segment.ends_with('}') {
                Segment::Parameter
            } else {
                Segment::Literal(segment.to_owned())
            }
        })
        .collect()
}

fn decoded(segment: &str) -> String {
    percent_decode_str(segment).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::description;

    #[test]
    fn a_slash_more_at_the_end_is_the_same_path_unless_that_one_is_documented() {
        let descriptions = description::embedded().clone().map(|(_, read)| {
            // What is embedded was checked.
            read.unwrap_or_else(|refused| panic!("{}", refused.0))
        });
        let routes = Routes::new(&descriptions).unwrap();
        for (method, path, expected) in [
            ("GET", "/v1/mureka/jobs/", "list_jobs"),
            ("GET", "/v1/mureka/music/vocals/", "list_vocals"),
            // A song called `vocals`, and the list.
            ("DELETE", "/v1/mureka/music/vocals", "delete_song"),
            ("DELETE", "/v1/mureka/music/vocals/", "GET"),
            ("POST", "/v1/mureka/speech/", "create_speech"),
            ("PUT", "/v1/mureka/speech/", "GET, DELETE, POST"),
            ("GET", "/v1/mureka/speech", "POST"),
            ("GET", "/v1/mureka/speech//", "list_speech"),
            ("GET", "/v1/mureka/speech///", ""),
        ] {
            let found = match routes.find(method, path) {
                Found::Call(call, _) => call.id.to_string(),
                Found::Path(calls) => {
                    let methods = calls.iter().map(|call| call.method.as_str());
                    methods.collect::<Vec<_>>().join(", ")
                }
                Found::Nothing => String::new(),
            };
            assert_eq!(found, expected, "{method} {path}");
        }
    }
}
