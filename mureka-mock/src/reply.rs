//! An answer on its way out.

use std::io;

use bytes::Bytes;
use http::header::{ALLOW, CONNECTION, CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full};
use serde_json::Value;

/// The body of any answer.
pub(crate) type Body = BoxBody<Bytes, io::Error>;

/// Status, headers and JSON body of an answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Option<Value>,
    /// The id of the job that it tells of.
    pub(crate) job: Option<String>,
    headers: Vec<(HeaderName, String)>,
}

impl Reply {
    pub(crate) fn new(status: u16, body: Option<Value>) -> Self {
        Self {
            status,
            body,
            job: None,
            headers: Vec::new(),
        }
    }

    /// Names the job that it tells of.
    pub(crate) fn of_job(mut self, id: String) -> Self {
        self.job = Some(id).filter(|id| !id.is_empty());
        self
    }

    /// Names the methods that there are.
    pub(crate) fn allow(mut self, methods: &[&str]) -> Self {
        self.headers.push((ALLOW, methods.join(", ")));
        self
    }

    /// Ends the connection: the rest of the request was not read.
    pub(crate) fn close(mut self) -> Self {
        self.headers.push((CONNECTION, "close".to_owned()));
        self
    }

    /// The answer as it goes out.
    pub(crate) fn into_response(self) -> Response<Body> {
        let kind = self.body.is_some().then_some("application/json");
        let body = self.body.map(|body| body.to_string()).unwrap_or_default();
        let mut response = page(self.status, kind, body);
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().append(name, value);
            }
        }
        response
    }
}

/// An answer with any body.
pub(crate) fn page(
    status: u16,
    content_type: Option<&'static str>,
    body: impl Into<Bytes>,
) -> Response<Body> {
    let body = Full::new(body.into()).map_err(|never| match never {});
    let mut response = Response::new(body.boxed());
    // Documents hold no status that is not one: the check refuses them.
    *response.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Some(kind) = content_type {
        let kind = HeaderValue::from_static(kind);
        response.headers_mut().insert(CONTENT_TYPE, kind);
    }
    response
}

/// What a status is called, or its number where it is none of the usual ones.
pub(crate) fn reason(status: u16) -> String {
    StatusCode::from_u16(status)
        .ok()
        .and_then(|status| status.canonical_reason())
        .map_or_else(|| format!("Status {status}"), str::to_owned)
}
