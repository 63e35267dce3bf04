//! A single post.

use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::header::{CONNECTION, CONTENT_TYPE, HOST, USER_AGENT};
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::target::{Place, Target};

/// So much is read of what a receiver answers; nobody looks at it.
const READ: usize = 64 * 1024;
const AGENT: &str = concat!("mureka-mock/", env!("CARGO_PKG_VERSION"));

/// Posts a JSON text once: the status of the answer, or why there was none. Afterwards
/// the connection is closed, whatever the receiver does.
pub(super) async fn once(
    target: &Target,
    body: Bytes,
    limit: Duration,
) -> Result<StatusCode, String> {
    let mut status = None;
    let exchange = async {
        // Dropping it ends the connection.
        let mut connection = JoinSet::new();
        let answer = send(target, body, &mut connection).await?;
        status = Some(answer.status());
        discard(answer).await;
        Ok(())
    };
    let ended = timeout(limit, exchange).await;
    match (status, ended) {
        // A status is an answer, also if its body never ends or is cut.
        (Some(status), _) => Ok(status),
        (None, Ok(Err(reason))) => Err(reason),
        (None, _) => Err(format!("no answer within {limit:?}")),
    }
}

async fn send(
    target: &Target,
    body: Bytes,
    connection: &mut JoinSet<()>,
) -> Result<Response<Incoming>, String> {
    let stream = match &target.place {
        Place::Addresses(addresses) => TcpStream::connect(&addresses[..]).await,
        Place::Name(host, port) => TcpStream::connect((host.as_str(), *port)).await,
    };
    let stream = stream.map_err(|error| format!("not reached: {error}"))?;
    let broken = |error: hyper::Error| format!("no answer: {error}");
    let (mut sender, driver) = http1::Builder::new()
        .max_buf_size(READ)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(broken)?;
    connection.spawn(async {
        // What goes wrong is told to who waits for the answer.
        let _ = driver.await;
    });
    let request = Request::post(target.path.clone())
        .header(HOST, target.host.clone())
        .header(USER_AGENT, AGENT)
        .header(CONTENT_TYPE, "application/json")
        .header(CONNECTION, "close")
        .body(Full::new(body))
        .map_err(|error| error.to_string())?;
    sender.send_request(request).await.map_err(broken)
}

/// Reads an answer to its end, so that the receiver can write it, within reason.
async fn discard(answer: Response<Incoming>) {
    let mut body = answer.into_body();
    let mut read = 0;
    while let Some(Ok(frame)) = body.frame().await {
        read += frame.data_ref().map_or(0, Bytes::len);
        if read > READ {
            return;
        }
    }
}
