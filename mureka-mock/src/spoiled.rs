//! Answers that a fault has changed.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::Response;
use http::header::{HeaderValue, RETRY_AFTER};
use http_body_util::BodyExt;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use serde_json::{Map, Value};
use tokio::time::Sleep;

use crate::call::Call;
use crate::clock::{self, Clock};
use crate::connections::{self, Cut};
use crate::fault::Fault;
use crate::reply::{self, Body, Reply};

/// The status of a proxy's page.
const BAD_GATEWAY: u16 = 502;
/// That of an answer which only says to come again.
const TOO_MANY: u16 = 429;
/// The pause between two pieces of a body.
const PIECE_MS: u64 = 100;

/// The answer that a fault gives in the place of that of a call, or of a file.
pub(crate) fn answer(
    fault: &Fault,
    call: Option<&Arc<Call>>,
    clock: &Clock,
) -> Result<Response<Body>, Cut> {
    if fault.cut {
        return Err(Cut);
    }
    let mut response = match call {
        _ if fault.html => page(fault.status.unwrap_or(BAD_GATEWAY)),
        Some(call) => said(fault, call).into_response(),
        None => {
            let status = fault.status.unwrap_or(TOO_MANY);
            reply::page(status, Some("text/plain"), reply::reason(status))
        }
    };
    let when = retry_after(fault, clock);
    if let Some(when) = when.and_then(|when| HeaderValue::from_str(&when).ok()) {
        response.headers_mut().insert(RETRY_AFTER, when);
    }
    Ok(spoil(response, fault))
}

/// A page as proxies have it.
fn page(status: u16) -> Response<Body> {
    let title = format!("{status} {}", reply::reason(status));
    let page = format!(
        "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
    );
    reply::page(status, Some("text/html"), page)
}

/// When a fault says to come again.
fn retry_after(fault: &Fault, clock: &Clock) -> Option<String> {
    let seconds = fault.retry_after?;
    if !fault.as_date {
        return Some(seconds.to_string());
    }
    let now = clock.now();
    let date = now.checked_add(Duration::from_secs(seconds));
    Some(clock::http_date(date.unwrap_or(now)))
}

/// Status and body.
fn said(fault: &Fault, call: &Call) -> Reply {
    let envelope = call.verdict().filter(|_| fault.status.is_none());
    let status = match (fault.status, envelope) {
        (Some(status), _) => status,
        (None, Some(_)) if fault.answers() => call.success_status(),
        (None, _) if fault.answers() => 400,
        (None, _) => TOO_MANY,
    };
    if let Some(body) = &fault.body {
        return Reply::new(status, Some(body.clone()));
    }
    let mut reply = match &fault.example {
        Some(name) => call.named(status, name),
        None if status < 300 => call.success(),
        None => call.error(status),
    };
    if let (Some(code), Some(Value::Object(fields))) = (&fault.code, &mut reply.body) {
        match envelope {
            Some(verdict) => refuse(fields, verdict, code),
            None => {
                fields.insert("code".to_owned(), code.clone());
            }
        }
    }
    reply.status = status;
    reply
}

/// Makes a refusal of an envelope: another code, other words, no data.
fn refuse(fields: &mut Map<String, Value>, verdict: &str, code: &Value) {
    for (name, value) in fields.iter_mut() {
        if name == verdict {
            value.clone_from(code);
        } else if value.is_object() {
            *value = Value::Null;
        } else if value == "success" {
            *value = "refused".into();
        }
    }
}

/// Sends an answer the way a fault says.
pub(crate) fn spoil(response: Response<Body>, fault: &Fault) -> Response<Body> {
    let response = match fault.truncate {
        Some(left) => response.map(|body| Truncated::new(body, left).boxed()),
        None => response,
    };
    match fault.trickle {
        Some(size) => {
            let pause = Duration::from_millis(fault.trickle_ms.unwrap_or(PIECE_MS));
            let size = usize::try_from(size).unwrap_or(usize::MAX).max(1);
            response.map(|body| Trickling::new(body, size, pause).boxed())
        }
        None => response,
    }
}

/// A body that promises its whole length, and ends before.
struct Truncated {
    body: Body,
    promised: SizeHint,
    left: u64,
    /// Waits until what was sent before the end is out: an error throws it away.
    flushed: Option<Pin<Box<dyn Future<Output = ()> + Send + Sync>>>,
}

impl Truncated {
    fn new(body: Body, left: u64) -> Self {
        let promised = body.size_hint();
        Self {
            body,
            promised,
            left,
            flushed: None,
        }
    }

    fn cut(&mut self, context: &mut Context<'_>) -> Poll<Cutoff> {
        let flushed = self
            .flushed
            .get_or_insert_with(|| Box::pin(connections::flushed()));
        ready!(flushed.as_mut().poll(context));
        Poll::Ready(Some(Err(std::io::Error::other(Cut))))
    }
}

type Cutoff = Option<Result<Frame<Bytes>, std::io::Error>>;

impl HttpBody for Truncated {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        if self.left == 0 {
            return self.cut(context);
        }
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        let Some(Ok(frame)) = frame else {
            return Poll::Ready(frame);
        };
        let Ok(data) = frame.into_data() else {
            return self.cut(context);
        };
        let room = usize::try_from(self.left).unwrap_or(usize::MAX);
        let sent = data.slice(..data.len().min(room));
        self.left -= sent.len() as u64;
        Poll::Ready(Some(Ok(Frame::data(sent))))
    }

    fn size_hint(&self) -> SizeHint {
        self.promised
    }
}

/// A body that comes in pieces.
struct Trickling {
    body: Body,
    waiting: Bytes,
    size: usize,
    pause: Duration,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Trickling {
    fn new(body: Body, size: usize, pause: Duration) -> Self {
        Self {
            body,
            waiting: Bytes::new(),
            size,
            pause,
            sleep: None,
        }
    }
}

impl HttpBody for Trickling {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        if let Some(sleep) = &mut self.sleep {
            ready!(sleep.as_mut().poll(context));
            self.sleep = None;
        }
        while self.waiting.is_empty() {
            let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
            let Some(Ok(frame)) = frame else {
                return Poll::Ready(frame);
            };
            match frame.into_data() {
                Ok(data) => self.waiting = data,
                Err(frame) => return Poll::Ready(Some(Ok(frame))),
            }
        }
        let size = self.size.min(self.waiting.len());
        let piece = self.waiting.split_to(size);
        self.sleep = Some(Box::pin(tokio::time::sleep(self.pause)));
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn size_hint(&self) -> SizeHint {
        // Asked for before the first piece only.
        self.body.size_hint()
    }
}
