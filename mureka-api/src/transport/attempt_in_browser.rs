//! One sending of a request by the browser, and its answer read whole.
//!
//! What the browser hands out stays on its thread, which is the only one: the wrapper lets
//! futures be `Send` here as they are elsewhere.

use std::ops::DerefMut;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use bytes::Bytes;
use reqwest::{Request, Url};
use send_wrapper::SendWrapper;

use crate::error::Error;
use crate::operation::Operation;
use crate::response::Parts;
use crate::time::Instant;

/// Longest answer that is read. The longest documented one, a page of songs, has some 100 KiB.
pub(super) const ANSWER_LIMIT: usize = 32 * 1024 * 1024;

pub(super) type Answer = SendWrapper<reqwest::Response>;

/// Sends a request. Its time limit counts until the whole answer is there.
pub(super) async fn execute(
    http: &reqwest::Client,
    mut request: Request,
    limit: Duration,
    url: &Url,
) -> Result<Answer, Error> {
    request.timeout_mut().get_or_insert(limit);
    match SendWrapper::new(http.execute(request)).await {
        Ok(answer) => Ok(SendWrapper::new(answer)),
        Err(error) => Err(Error::of_call(error, url)),
    }
}

/// The same: a browser does not tell how far an upload is.
pub(super) async fn upload(
    http: &reqwest::Client,
    request: Request,
    limit: Duration,
    _: &AtomicU64,
    url: &Url,
) -> Result<Answer, Error> {
    execute(http, request, limit, url).await
}

/// Reads an answer to its end.
pub(super) async fn read(
    mut answer: Answer,
    operation: &'static Operation,
    _: Duration,
    _: Option<Instant>,
) -> Result<Parts, Error> {
    let response = answer.deref_mut();
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
    match SendWrapper::new(answer.take().bytes()).await {
        Ok(body) if body.len() > ANSWER_LIMIT => {
            Err(Error::too_large(ANSWER_LIMIT).with_answer(parts))
        }
        Ok(body) => {
            parts.body = body;
            Ok(parts)
        }
        Err(error) => Err(Error::from(error).with_answer(parts)),
    }
}
