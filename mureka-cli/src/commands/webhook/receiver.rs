//! The server that webhooks are posted to. It trusts nobody: bodies, connections and the time
//! for each are bounded.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Empty, LengthLimitError, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use mureka_api::webhooks::{Event, Inbox, WebhookSecret, status};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use crate::output::Output;

/// Most connections at a time; others wait.
const CONNECTIONS: u32 = 64;

/// How long the head of a request may take.
const HEAD: Duration = Duration::from_secs(10);

/// How long a connection may take in all.
const WHOLE: Duration = Duration::from_secs(60);

/// How long answers that are under way may take at the end.
const GRACE: Duration = Duration::from_secs(1);

/// How long to wait where no connection can be taken.
const PAUSE: Duration = Duration::from_millis(50);

/// Takes what is posted to it into an inbox.
pub struct Receiver {
    desk: Desk,
    places: Arc<Semaphore>,
}

/// What every connection has to do with.
#[derive(Clone)]
struct Desk {
    secret: WebhookSecret,
    inbox: Inbox,
    output: Output,
}

impl Receiver {
    pub fn new(secret: WebhookSecret, inbox: Inbox, output: Output) -> Self {
        Self {
            desk: Desk {
                secret,
                inbox,
                output,
            },
            places: Arc::new(Semaphore::new(CONNECTIONS as usize)),
        }
    }

    /// Serves until it is dropped.
    pub async fn serve(&self, listener: TcpListener) {
        while let Ok(place) = Arc::clone(&self.places).acquire_owned().await {
            match listener.accept().await {
                Ok((stream, _)) => {
                    let desk = self.desk.clone();
                    tokio::spawn(async move {
                        connection(stream, desk).await;
                        drop(place);
                    });
                }
                Err(_) => sleep(PAUSE).await,
            }
        }
    }

    /// Waits a moment for those that are being answered.
    pub async fn settle(&self) {
        let _ = timeout(GRACE, self.places.acquire_many(CONNECTIONS - 1)).await;
    }
}

async fn connection(stream: TcpStream, desk: Desk) {
    let service = service_fn(move |request| {
        let desk = desk.clone();
        async move { Ok::<_, Infallible>(desk.answer(request).await) }
    });
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        // One webhook a connection: nobody keeps a place for the next one.
        .keep_alive(false);
    // Whoever takes longer, or hangs up, has no answer.
    let _ = timeout(
        WHOLE,
        builder.serve_connection(TokioIo::new(stream), service),
    )
    .await;
}

impl Desk {
    async fn answer(&self, request: Request<Incoming>) -> Response<Empty<Bytes>> {
        let status = if request.method() == Method::POST {
            self.receive(request).await
        } else {
            StatusCode::METHOD_NOT_ALLOWED
        };
        let mut response = Response::new(Empty::new());
        *response.status_mut() = status;
        response
    }

    async fn receive(&self, request: Request<Incoming>) -> StatusCode {
        let url = request.uri().to_string();
        // Of who has no secret nothing is read.
        let body = if self.secret.verify(&url) {
            let body = Limited::new(request.into_body(), Event::MAX_BODY);
            match body.collect().await {
                Ok(body) => body.to_bytes(),
                Err(error) if error.is::<LengthLimitError>() => {
                    self.output.warn("webhook: longer than any job; refused");
                    return StatusCode::PAYLOAD_TOO_LARGE;
                }
                Err(_) => return StatusCode::BAD_REQUEST,
            }
        } else {
            Bytes::new()
        };
        let received = self.inbox.receive(&url, &body);
        if let Err(error) = &received {
            self.output.warn(&error.to_string());
        }
        status(&received)
    }
}
