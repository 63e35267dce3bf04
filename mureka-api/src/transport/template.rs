//! A request that can be sent again, as far as its body allows it.

use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker, ready};

use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};
use reqwest::header::{CONTENT_LENGTH, HeaderMap, HeaderValue};
use reqwest::{Body, Method, Request};

use crate::upload::CHUNK;

/// A request, to be made as often as it is sent.
pub(super) struct Template {
    request: Request,
    body: Source,
}

enum Source {
    None,
    /// Sent any number of times.
    Bytes(Bytes),
    /// Sent once, unless no byte of it was taken.
    Once(Arc<Mutex<Option<Body>>>),
}

impl Template {
    pub fn new(mut request: Request) -> Self {
        announce_empty_body(&mut request);
        let body = match request.body_mut().take() {
            None => Source::None,
            Some(body) => match whole(body) {
                Ok(bytes) => Source::Bytes(bytes),
                Err(body) => Source::Once(Arc::new(Mutex::new(Some(body)))),
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

    /// Whether the body is a file or a stream.
    pub fn is_streamed(&self) -> bool {
        matches!(self.body, Source::Once(_))
    }

    /// Whether there is something to send: not if a stream was read already.
    pub fn can_be_sent(&self) -> bool {
        match &self.body {
            Source::None | Source::Bytes(_) => true,
            Source::Once(slot) => lock(slot).is_some(),
        }
    }

    /// The request for one attempt, and how much is taken of its body, if that is to be
    /// counted and for a stream.
    ///
    /// The body cannot be cloned: no redirect and no retry of a client that users bring can
    /// send it, and charge for it, a second time.
    pub fn make(&self, counted: bool) -> (Request, Option<Arc<AtomicU64>>) {
        let mut request = Request::new(self.request.method().clone(), self.request.url().clone());
        *request.headers_mut() = roomy(self.request.headers());
        if let Some(timeout) = self.request.timeout() {
            *request.timeout_mut() = Some(*timeout);
        }
        *request.version_mut() = self.request.version();
        let slot = match &self.body {
            Source::None => return (request, None),
            Source::Bytes(bytes) if !counted => {
                *request.body_mut() = Some(Body::wrap(Whole(bytes.clone())));
                return (request, None);
            }
            Source::Bytes(bytes) => Arc::new(Mutex::new(Some(Body::from(bytes.clone())))),
            Source::Once(slot) => Arc::clone(slot),
        };
        let taken = Arc::new(AtomicU64::new(0));
        let hint = lock(&slot).as_ref().map(Body::size_hint);
        let watched = Watched {
            hint: hint.unwrap_or_default(),
            body: None,
            slot,
            rest: Bytes::new(),
            taken: Arc::clone(&taken),
        };
        *request.body_mut() = Some(Body::wrap(watched));
        (request, Some(taken))
    }
}

/// The bytes of a body that is there as a whole, without copying them.
fn whole(mut body: Body) -> Result<Bytes, Body> {
    let Some(bytes) = body.as_bytes() else {
        return Err(body);
    };
    let length = bytes.len();
    let mut at_once = Context::from_waker(Waker::noop());
    match Pin::new(&mut body).poll_frame(&mut at_once) {
        Poll::Ready(Some(Ok(frame))) => match frame.into_data() {
            Ok(bytes) if bytes.len() == length => Ok(bytes),
            _ => Err(body),
        },
        _ if length == 0 => Ok(Bytes::new()),
        _ => Err(body),
    }
}

/// A copy with room for what is still to come: a plain copy is full, and moves as it grows.
fn roomy(headers: &HeaderMap) -> HeaderMap {
    let mut copy = HeaderMap::with_capacity(headers.len() + 4);
    for (name, value) in headers {
        copy.append(name, value.clone());
    }
    copy
}

/// Says `Content-Length: 0`, which hyper leaves out, and some servers answer with 411.
fn announce_empty_body(request: &mut Request) {
    let sends = [Method::POST, Method::PUT, Method::PATCH].contains(request.method());
    let length = |body: &Body| body.size_hint().exact();
    if sends && request.body().map_or(Some(0), length) == Some(0) {
        let none = HeaderValue::from_static("0");
        request.headers_mut().insert(CONTENT_LENGTH, none);
    }
}

fn lock(slot: &Mutex<Option<Body>>) -> std::sync::MutexGuard<'_, Option<Body>> {
    slot.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A body of one piece.
struct Whole(Bytes);

impl http_body::Body for Whole {
    type Data = Bytes;
    type Error = reqwest::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, reqwest::Error>>> {
        let piece = std::mem::take(&mut self.0);
        Poll::Ready((!piece.is_empty()).then(|| Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.0.len() as u64)
    }
}

/// A body that counts what was taken of it, in pieces small enough to tell progress, and that
/// stays in its slot until the first of them is asked for: what failed to connect can be sent.
struct Watched {
    hint: SizeHint,
    slot: Arc<Mutex<Option<Body>>>,
    body: Option<Body>,
    rest: Bytes,
    taken: Arc<AtomicU64>,
}

impl http_body::Body for Watched {
    type Data = Bytes;
    type Error = reqwest::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, reqwest::Error>>> {
        let this = &mut *self;
        if this.rest.is_empty() {
            if this.body.is_none() {
                this.body = lock(&this.slot).take();
            }
            let Some(body) = &mut this.body else {
                return Poll::Ready(None);
            };
            match ready!(Pin::new(body).poll_frame(cx)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(piece) => this.rest = piece,
                    Err(trailers) => return Poll::Ready(Some(Ok(trailers))),
                },
                end => return Poll::Ready(end),
            }
        }
        let length = this.rest.len().min(CHUNK);
        let piece = this.rest.split_to(length);
        this.taken.fetch_add(length as u64, Ordering::Relaxed);
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        let ended = match &self.body {
            Some(body) => body.is_end_stream(),
            None => self.hint.exact() == Some(0),
        };
        self.rest.is_empty() && ended
    }

    fn size_hint(&self) -> SizeHint {
        let Some(body) = &self.body else {
            return self.hint;
        };
        let mut hint = body.size_hint();
        let rest = self.rest.len() as u64;
        if let Some(upper) = hint.upper() {
            hint.set_upper(upper + rest);
        }
        hint.set_lower(hint.lower() + rest);
        hint
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(body: Body) -> Request {
        let mut request = Request::new(Method::POST, "http://localhost/".parse().unwrap());
        *request.body_mut() = Some(body);
        request
    }

    #[test]
    fn a_body_that_is_there_is_not_copied() {
        let body = Bytes::from(vec![b'x'; 100]);
        let template = Template::new(post(Body::from(body.clone())));
        let kept = template.bytes().unwrap();
        assert_eq!((kept.as_ptr(), kept.len()), (body.as_ptr(), body.len()));
    }

    #[test]
    fn a_body_is_sent_as_often_as_it_is_made_but_cannot_be_cloned() {
        for text in ["", "x", "{\"a\": 1}"] {
            let template = Template::new(post(Body::from(text)));
            for counted in [false, true, false] {
                let (mut request, taken) = template.make(counted);
                assert_eq!(taken.is_some(), counted);
                assert!(request.try_clone().is_none());
                let body = request.body_mut().as_mut().unwrap();
                assert_eq!(body.size_hint().exact(), Some(text.len() as u64));
                let mut at_once = Context::from_waker(Waker::noop());
                let mut sent = Vec::new();
                while let Poll::Ready(Some(frame)) = Pin::new(&mut *body).poll_frame(&mut at_once) {
                    sent.extend(frame.unwrap().into_data().unwrap());
                }
                assert_eq!(sent, text.as_bytes());
            }
        }
    }
}
