//! An answer on its way out.

use axum::body::Body;
use axum::http::header::{ALLOW, CONNECTION, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

/// Status, headers and JSON body of an answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Option<Value>,
    headers: Vec<(HeaderName, String)>,
}

impl Reply {
    pub(crate) fn new(status: u16, body: Option<Value>) -> Self {
        Self {
            status,
            body,
            headers: Vec::new(),
        }
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
}

/// What a status is called, or its number where it is none of the usual ones.
pub(crate) fn reason(status: u16) -> String {
    StatusCode::from_u16(status)
        .ok()
        .and_then(|status| status.canonical_reason())
        .map_or_else(|| format!("Status {status}"), str::to_owned)
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let json = self.body.is_some();
        let body = self
            .body
            .map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let mut response = Response::new(body);
        // Documents hold no status that is not one: the check refuses them.
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        if json {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        }
        response
    }
}
