//! A request that can be sent again, as far as its body allows it, in a browser.

use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use reqwest::{Body, Request};

/// A request, to be made as often as it is sent.
pub(super) struct Template {
    request: Request,
    body: Source,
}

enum Source {
    None,
    /// Sent any number of times.
    Bytes(Bytes),
    /// A form, sent once.
    Once(Mutex<Option<Body>>),
}

impl Template {
    pub fn new(mut request: Request) -> Self {
        let body = match request.body_mut().take() {
            None => Source::None,
            Some(body) => match body.as_bytes() {
                Some(bytes) => Source::Bytes(Bytes::copy_from_slice(bytes)),
                None => Source::Once(Mutex::new(Some(body))),
            },
        };
        Self { request, body }
    }

    /// Where it goes.
    pub fn url(&self) -> &reqwest::Url {
        self.request.url()
    }

    /// The body, if it is known as a whole.
    pub fn bytes(&self) -> Option<&Bytes> {
        match &self.body {
            Source::Bytes(bytes) => Some(bytes),
            Source::None | Source::Once(_) => None,
        }
    }

    /// Whether the body is a form.
    pub fn is_streamed(&self) -> bool {
        matches!(self.body, Source::Once(_))
    }

    /// Whether there is something to send: not if a form was sent already.
    pub fn can_be_sent(&self) -> bool {
        match &self.body {
            Source::None | Source::Bytes(_) => true,
            Source::Once(slot) => slot
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .is_some(),
        }
    }

    /// The request for one attempt; how much is taken of its body, the browser does not tell.
    pub fn make(&self, _: bool) -> (Request, Option<Arc<AtomicU64>>) {
        let mut request = Request::new(self.request.method().clone(), self.request.url().clone());
        request.headers_mut().clone_from(self.request.headers());
        *request.timeout_mut() = self.request.timeout().copied();
        *request.body_mut() = match &self.body {
            Source::None => None,
            Source::Bytes(bytes) => Some(Body::from(bytes.clone())),
            Source::Once(slot) => slot.lock().unwrap_or_else(PoisonError::into_inner).take(),
        };
        (request, None)
    }
}
