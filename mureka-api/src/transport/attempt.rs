//! One sending of a request, and its answer read whole.

use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::{Request, Url};
use tokio::time::error::Elapsed;

use crate::error::Error;
use crate::operation::Operation;
use crate::response::Parts;
use crate::time::{Instant, timeout, timeout_at};

/// Longest answer that is read. The longest documented one, a page of songs, has some 100 KiB.
pub(super) const ANSWER_LIMIT: usize = 32 * 1024 * 1024;

/// Total time of an upload. Not a limit to be met (that is progress), but
/// reqwest has no other way to lift the limit of a client that users bring.
const UPLOAD_LIMIT: Duration = Duration::from_secs(24 * 60 * 60);

/// Sends a JSON request, or one without a body.
///
/// The limit is kept here: as a timeout of the request it would cost allocations. One that a
/// hook has set goes first.
pub(super) async fn execute(
    http: &reqwest::Client,
    request: Request,
    limit: Duration,
    url: &Url,
) -> Result<reqwest::Response, Error> {
    let limited = request.timeout().is_none();
    let call = pin!(http.execute(request));
    let result = if limited {
        timeout(limit, call).await.map_err(too_late)?
    } else {
        call.await
    };
    result.map_err(|error| Error::of_call(error, url))
}

fn too_late(elapsed: Elapsed) -> Error {
    Error::stalled("no complete answer in time").with_source(elapsed)
}

/// Sends a file. Gives up when nothing moves for as long as other calls may take in all:
/// how long an upload takes is up to the user's line.
pub(super) async fn upload(
    http: &reqwest::Client,
    mut request: Request,
    limit: Duration,
    taken: &AtomicU64,
    url: &Url,
) -> Result<reqwest::Response, Error> {
    request.timeout_mut().get_or_insert(UPLOAD_LIMIT);
    let mut call = pin!(http.execute(request));
    loop {
        let before = taken.load(Ordering::Relaxed);
        match timeout(limit, call.as_mut()).await {
            Ok(result) => return result.map_err(|error| Error::of_call(error, url)),
            Err(_) if taken.load(Ordering::Relaxed) == before => {
                let seconds = limit.as_secs_f64();
                return Err(Error::stalled(format!("nothing moved for {seconds} s")));
            }
            Err(_) => {}
        }
    }
}

/// Reads an answer to its end: until some time, or as long as it takes; no piece of it may take
/// longer than the limit.
pub(super) async fn read(
    mut response: reqwest::Response,
    operation: &'static Operation,
    limit: Duration,
    until: Option<Instant>,
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
        let piece = async {
            match until {
                Some(until) => timeout_at(until, response.chunk()).await.map_err(too_late),
                None => {
                    let stalled = |_| Error::stalled("the answer stopped in the middle");
                    timeout(limit, response.chunk()).await.map_err(stalled)
                }
            }
        };
        match piece.await {
            Ok(Ok(Some(piece))) if pieces.len() + parts.body.len() + piece.len() > ANSWER_LIMIT => {
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
            Err(error) => break Some(error),
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
