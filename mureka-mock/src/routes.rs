//! Which operation a request is for.

use std::sync::Arc;

use percent_encoding::percent_decode_str;

use crate::call::Call;
use crate::description::Description;
use crate::form::Form;

/// The paths of all documents.
#[derive(Debug)]
pub(crate) struct Routes {
    paths: Vec<Path>,
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
    /// An operation, and the last parameter in its path.
    Call(&'a Arc<Call>, Option<String>),
    /// A path that has other methods.
    Path(Vec<&'a Arc<Call>>),
    /// None of the documented paths.
    Nothing,
}

impl Routes {
    /// Fails where one request would be for two operations.
    pub(crate) fn new(descriptions: Vec<Arc<Description>>) -> Result<Self, String> {
        let mut routes = Self {
            paths: Vec::new(),
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
        // The longest first: it says most about what was meant.
        routes
            .servers
            .sort_by_key(|(path, _)| std::cmp::Reverse(path.len()));
        Ok(routes)
    }

    fn add(&mut self, call: &Arc<Call>) -> Result<(), String> {
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
        let exact = self.matching(path);
        // By the vendor's documentation every path works with a slash at its end.
        let shorter = path.strip_suffix('/').and_then(|path| self.matching(path));
        let mut others = Vec::new();
        for (path, parameter) in [exact, shorter].into_iter().flatten() {
            if let Some(call) = path.calls.iter().find(|call| call.method == method) {
                return Found::Call(call, parameter);
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

    fn matching(&self, path: &str) -> Option<(&Path, Option<String>)> {
        let sent: Vec<String> = path.split('/').map(decoded).collect();
        let path = self.paths.iter().find(|path| {
            path.segments.len() == sent.len()
                && path
                    .segments
                    .iter()
                    .zip(&sent)
                    .all(|(segment, sent)| segment.takes(sent))
        })?;
        let last = path
            .segments
            .iter()
            .rposition(|segment| *segment == Segment::Parameter);
        Some((path, last.and_then(|at| sent.into_iter().nth(at))))
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
