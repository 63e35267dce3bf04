//! Connections: accepted, served, cut when a fault says so, and ended.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::body::Incoming;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::server::Server;

/// How long answers that are under way may take when the server stops.
const GRACE: Duration = Duration::from_secs(1);
/// How long to wait when no connection can be taken, as when there are too many.
const PAUSE: Duration = Duration::from_millis(50);

/// How many connections may wait to be taken. The usual 128 are not enough for hundreds of
/// callers at once, who then try again a second later.
const WAITING: u32 = 4096;

/// The connection ends without an answer.
#[derive(Debug)]
pub(crate) struct Cut;

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cut on demand")
    }
}

impl std::error::Error for Cut {}

/// Serves until told to stop, and a moment longer what is under way.
pub(crate) async fn run(
    listener: TcpListener,
    server: Arc<Server>,
    mut stopped: watch::Receiver<bool>,
) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            () = end(&mut stopped) => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    connections.spawn(connection(stream, peer, server.clone(), stopped.clone()));
                }
                Err(error) => {
                    tracing::warn!(%error, "no connection could be taken");
                    tokio::time::sleep(PAUSE).await;
                }
            },
            // Those that have ended are let go.
            Some(_) = connections.join_next() => {}
        }
    }
    drop(listener);
    let _ = tokio::time::timeout(GRACE, async {
        while connections.join_next().await.is_some() {}
    })
    .await;
    connections.shutdown().await;
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    server: Arc<Server>,
    mut stopped: watch::Receiver<bool>,
) {
    // Answers are small and awaited.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: http::Request<Incoming>| {
        let server = server.clone();
        async move { server.serve(request).await }
    });
    let flushes = watch::Sender::new(());
    let stream = Watched {
        stream: TokioIo::new(stream),
        flushes: flushes.clone(),
    };
    let mut connection = std::pin::pin!(http1::Builder::new().serve_connection(stream, service));
    let until_stopped = async {
        tokio::select! {
            ended = connection.as_mut() => ended,
            () = end(&mut stopped) => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        }
    };
    let ended = FLUSHES.scope(flushes, until_stopped).await;
    if let Err(error) = ended {
        tracing::debug!(%peer, %error, "connection ended");
    }
}

tokio::task_local! {
    /// Those of the connection that is served.
    static FLUSHES: watch::Sender<()>;
}

/// Waits until everything that was written to the connection is out.
pub(crate) fn flushed() -> impl Future<Output = ()> + Send + Sync + use<> {
    let flushes = FLUSHES.try_with(watch::Sender::subscribe);
    async move {
        if let Ok(mut flushes) = flushes {
            // An error is the end of the connection.
            let _ = flushes.changed().await;
        }
    }
}

/// A stream that tells whenever it has been flushed.
struct Watched {
    stream: TokioIo<TcpStream>,
    flushes: watch::Sender<()>,
}

impl Read for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl Write for Watched {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        // Called once all that was waiting is written.
        ready!(Pin::new(&mut self.stream).poll_flush(context))?;
        if self.flushes.receiver_count() > 0 {
            self.flushes.send_replace(());
        }
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, pieces)
    }
}

/// Waits until the server is to stop. An error is that too: the other end is gone.
async fn end(stopped: &mut watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

/// Takes a port.
pub(crate) fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let listen = || {
        let socket = match address {
            SocketAddr::V4(_) => TcpSocket::new_v4()?,
            SocketAddr::V6(_) => TcpSocket::new_v6()?,
        };
        // As everywhere but on Windows, where it means something else.
        #[cfg(unix)]
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        socket.listen(WAITING)
    };
    listen().map_err(|error: io::Error| io::Error::new(error.kind(), format!("{address}: {error}")))
}
