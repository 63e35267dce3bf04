//! What came in.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use http::request::Parts;
use serde_json::Value;

use crate::call::Call;
use crate::receive::{Received, Upload};

/// At most this many requests are kept,
const KEPT: usize = 1000;
/// and at most this many bytes of them.
const KEPT_BYTES: usize = 8 * 1024 * 1024;

/// A request as it came in. Its [`Debug`] shows no values of headers and no body:
/// there are tokens in them.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Request {
    /// operationId of what it is for, if that is documented.
    pub operation: Option<String>,
    /// The method, upper-case.
    pub method: String,
    /// Path and query as they were sent, escapes untouched.
    pub target: String,
    /// Names, in small letters, and values of the headers.
    pub headers: Vec<(String, String)>,
    /// The body; of an upload or a form its first 4 KiB, of anything else at most its
    /// first 1 MiB.
    pub body: Vec<u8>,
    /// Bytes of the whole body.
    pub body_length: u64,
    /// The file in it, which was read to its end.
    pub upload: Option<Upload>,
}

impl Request {
    pub(crate) fn new(parts: &Parts, call: Option<&Call>, received: Received) -> Self {
        let headers = parts.headers.iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), value)
        });
        Self {
            operation: call.map(|call| call.id.to_string()),
            method: parts.method.as_str().to_owned(),
            target: parts
                .uri
                .path_and_query()
                .map_or("/", |target| target.as_str())
                .to_owned(),
            headers: headers.collect(),
            body: received.head,
            body_length: received.length,
            upload: received.upload,
        }
    }

    /// What it takes to keep it.
    fn bytes(&self) -> usize {
        let headers = self.headers.iter();
        let headers: usize = headers.map(|(name, value)| name.len() + value.len()).sum();
        let upload = self.upload.as_ref().map_or(0, |upload| {
            let texts = [&upload.name, &upload.content_type];
            texts.into_iter().flatten().map(String::len).sum()
        });
        self.target.len() + headers + upload + self.body.len()
    }

    /// The path without the query.
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// What follows the `?`, if there is one.
    pub fn query(&self) -> Option<&str> {
        self.target.split_once('?').map(|(_, query)| query)
    }

    /// The first header of a name, however its letters are written.
    pub fn header(&self, name: &str) -> Option<&str> {
        let header = self
            .headers
            .iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(name));
        header.map(|(_, value)| value.as_str())
    }

    /// The body as JSON, if it is that.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("Request")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("path", &self.path())
            .field("headers", &headers)
            .field("body_length", &self.body_length)
            .finish_non_exhaustive()
    }
}

/// The latest requests.
#[derive(Default)]
pub(crate) struct Recorder {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    requests: VecDeque<Request>,
    bytes: usize,
}

impl Recorder {
    pub(crate) fn push(&self, request: Request) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.bytes += request.bytes();
        kept.requests.push_back(request);
        while kept.requests.len() > KEPT || kept.bytes > KEPT_BYTES {
            let Some(oldest) = kept.requests.pop_front() else {
                break;
            };
            kept.bytes -= oldest.bytes();
        }
    }

    pub(crate) fn clear(&self) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Kept::default();
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.requests.iter().cloned().collect()
    }
}
