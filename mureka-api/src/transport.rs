//! Sending a request and reading its answer whole.

use std::fmt;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http_body::{Body as _, Frame, SizeHint};
use reqwest::header::{AUTHORIZATION, CONTENT_LENGTH, HeaderValue};
use reqwest::{Method, Request};
use tokio::time::timeout;

use crate::error::Error;
use crate::operation::{Body, Operation};
use crate::redact::Secrets;
use crate::response::{Parts, RawResponse};
use crate::upload::CHUNK;

#[cfg(test)]
mod tests;

/// Longest answer that is read. The longest documented one, a page of songs, has some 100 KiB.
const ANSWER_LIMIT: usize = 32 * 1024 * 1024;

/// Total time of an upload. Not a limit to be met (that is progress), but
/// reqwest has no other way to lift the limit of a client that users bring.
const UPLOAD_LIMIT: Duration = Duration::from_secs(24 * 60 * 60);

/// The way to one API: address, connections, credentials, patience.
#[derive(Clone)]
pub(crate) struct Transport(Arc<Inner>);

struct Inner {
    base_url: String,
    http: reqwest::Client,
    authorization: HeaderValue,
    timeout: Duration,
}

impl Transport {
    /// `base_url` without a slash at its end; `authorization` marked as sensitive.
    pub fn new(
        base_url: String,
        http: reqwest::Client,
        authorization: HeaderValue,
        timeout: Duration,
    ) -> Self {
        Self(Arc::new(Inner {
            base_url,
            http,
            authorization,
            timeout,
        }))
    }

    /// What the paths of the operations are put behind.
    pub fn base_url(&self) -> &str {
        &self.0.base_url
    }

    /// The client to build requests with.
    pub fn http(&self) -> &reqwest::Client {
        &self.0.http
    }

    /// Sends a request and reads the answer, whatever its status.
    ///
    /// # Errors
    ///
    /// No answer, or not the whole of it; then the error has its status.
    pub async fn send(
        &self,
        mut request: Request,
        operation: &'static Operation,
    ) -> Result<RawResponse, Error> {
        let secrets = Secrets::of(&self.0.authorization, &request, operation.secrets);
        let authorization = self.0.authorization.clone();
        request.headers_mut().insert(AUTHORIZATION, authorization);
        announce_empty_body(&mut request);
        let is_upload = is_upload(&request, operation);
        let taken = watch_body(&mut request);
        let response = if is_upload {
            self.execute_upload(request, &taken).await
        } else {
            request.timeout_mut().get_or_insert(self.0.timeout);
            self.0.http.execute(request).await.map_err(Error::from)
        };
        let response = response.map_err(|error| error.with_operation(operation))?;
        let parts = self.read(response, operation).await?;
        Ok(RawResponse::new(parts, secrets))
    }

    /// Gives up when nothing moves for as long as other calls may take in all:
    /// how long an upload takes is up to the user's line.
    async fn execute_upload(
        &self,
        mut request: Request,
        taken: &AtomicU64,
    ) -> Result<reqwest::Response, Error> {
        request.timeout_mut().get_or_insert(UPLOAD_LIMIT);
        let mut call = pin!(self.0.http.execute(request));
        loop {
            let before = taken.load(Ordering::Relaxed);
            match timeout(self.0.timeout, call.as_mut()).await {
                Ok(result) => return Ok(result?),
                Err(_) if taken.load(Ordering::Relaxed) == before => {
                    let seconds = self.0.timeout.as_secs_f64();
                    let message = format!("nothing moved for {seconds} s");
                    return Err(Error::stalled(message));
                }
                Err(_) => {}
            }
        }
    }

    async fn read(
        &self,
        mut response: reqwest::Response,
        operation: &'static Operation,
    ) -> Result<Parts, Error> {
        let mut parts = Parts {
            status: response.status(),
            headers: std::mem::take(response.headers_mut()),
            body: Bytes::new(),
            operation,
        };
        let announced = response.content_length().unwrap_or(0);
        if announced > ANSWER_LIMIT as u64 {
            return Err(Error::too_large(ANSWER_LIMIT).with_answer(parts));
        }
        // Most answers come in one piece, which is taken as it is.
        let mut pieces = BytesMut::new();
        let failure = loop {
            match timeout(self.0.timeout, response.chunk()).await {
                Ok(Ok(Some(piece)))
                    if pieces.len() + parts.body.len() + piece.len() > ANSWER_LIMIT =>
                {
                    break Some(Error::too_large(ANSWER_LIMIT));
                }
                Ok(Ok(Some(piece))) if parts.body.is_empty() && pieces.is_empty() => {
                    parts.body = piece;
                }
                Ok(Ok(Some(piece))) => {
                    pieces.extend_from_slice(&std::mem::take(&mut parts.body));
                    pieces.extend_from_slice(&piece);
                }
                Ok(Ok(None)) => break None,
                Ok(Err(error)) => break Some(Error::from(error)),
                Err(_) => break Some(Error::stalled("the answer stopped in the middle")),
            }
        };
        if !pieces.is_empty() {
            parts.body = pieces.freeze();
        }
        match failure {
            Some(error) => Err(error.with_answer(parts)),
            None => Ok(parts),
        }
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport")
            .field("base_url", &self.0.base_url)
            .field("timeout", &self.0.timeout)
            .finish_non_exhaustive()
    }
}

fn is_upload(request: &Request, operation: &Operation) -> bool {
    let streamed = request.body().is_some_and(|body| body.as_bytes().is_none());
    streamed || matches!(operation.body, Body::Multipart | Body::Binary(_))
}

/// Says `Content-Length: 0`, which hyper leaves out, and some servers answer with 411.
fn announce_empty_body(request: &mut Request) {
    let sends = [Method::POST, Method::PUT, Method::PATCH].contains(request.method());
    let length = |body: &reqwest::Body| body.size_hint().exact();
    if sends && request.body().map_or(Some(0), length) == Some(0) {
        let none = HeaderValue::from_static("0");
        request.headers_mut().insert(CONTENT_LENGTH, none);
    }
}

/// Counts what is taken of the body. A watched body cannot be cloned: no redirect and no
/// retry of a client that users bring can send it, and charge for it, a second time.
fn watch_body(request: &mut Request) -> Arc<AtomicU64> {
    let taken = Arc::new(AtomicU64::new(0));
    if let Some(body) = request.body_mut().take() {
        let watched = Watched {
            body,
            rest: Bytes::new(),
            taken: Arc::clone(&taken),
        };
        *request.body_mut() = Some(reqwest::Body::wrap(watched));
    }
    taken
}

/// A body that counts what was taken of it, in pieces small enough to tell progress.
struct Watched {
    body: reqwest::Body,
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
        if self.rest.is_empty() {
            match ready!(Pin::new(&mut self.body).poll_frame(cx)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(piece) => self.rest = piece,
                    Err(trailers) => return Poll::Ready(Some(Ok(trailers))),
                },
                end => return Poll::Ready(end),
            }
        }
        let length = self.rest.len().min(CHUNK);
        let piece = self.rest.split_to(length);
        self.taken.fetch_add(length as u64, Ordering::Relaxed);
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let mut hint = self.body.size_hint();
        let rest = self.rest.len() as u64;
        if let Some(upper) = hint.upper() {
            hint.set_upper(upper + rest);
        }
        hint.set_lower(hint.lower() + rest);
        hint
    }
}
