//! A server that counts what reaches it, on whichever connection, and plays a script.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use mureka_api::{Options, Retry, useapi};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};

use crate::support::read;

/// What happens to the next request.
#[derive(Clone)]
pub enum Act {
    /// Read, answered, and the connection stays open.
    Keep(Vec<u8>),
    /// Read, answered, and the connection is closed.
    Close(Vec<u8>),
    /// Read, answered byte by byte.
    Trickle(Duration, Vec<u8>),
    /// Read, answered without end.
    Endless(Vec<u8>),
    /// Read, and the connection is reset.
    Reset,
    /// The connection is reset before a byte is read.
    ResetUnread,
}

/// The server.
pub struct Wire {
    pub url: String,
    requests: Arc<AtomicUsize>,
    connections: Arc<AtomicUsize>,
}

impl Wire {
    /// Plays the script, one act for each request, and answers `{}` from then on: whoever
    /// sends a request again succeeds, and is counted.
    pub async fn start(script: Vec<Act>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(AtomicUsize::new(0));
        let connections = Arc::new(AtomicUsize::new(0));
        let script = Arc::new(Mutex::new(VecDeque::from(script)));
        let (counted, accepted) = (Arc::clone(&requests), Arc::clone(&connections));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                accepted.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(serve(stream, Arc::clone(&script), Arc::clone(&counted)));
            }
        });
        Self {
            url,
            requests,
            connections,
        }
    }

    /// How many requests were read, after a moment for late ones.
    pub async fn requests(&self) -> usize {
        tokio::time::sleep(Duration::from_millis(30)).await;
        self.requests.load(Ordering::SeqCst)
    }

    /// How many connections were made.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// A client of it.
    pub fn client(&self) -> useapi::Client {
        self.builder().build().unwrap()
    }

    /// The settings of a client of it.
    pub fn builder(&self) -> useapi::ClientBuilder {
        useapi::Client::builder()
            .token("user:1-hunter2")
            .base_url(&self.url)
            .timeout(Duration::from_secs(20))
            // What is sent again, and how fast, is the matter of other tests.
            .options(Options::new().retry(Retry::off()).paced(false))
    }
}

async fn serve(
    mut stream: TcpStream,
    script: Arc<Mutex<VecDeque<Act>>>,
    requests: Arc<AtomicUsize>,
) {
    loop {
        let unread = matches!(script.lock().unwrap().front(), Some(Act::ResetUnread));
        if !unread {
            if read(&mut stream, None).await.head.is_empty() {
                return;
            }
            requests.fetch_add(1, Ordering::SeqCst);
        }
        let act = script.lock().unwrap().pop_front();
        match act.unwrap_or_else(|| Act::Keep(keep(200, "", "{}"))) {
            Act::Keep(answer) => stream.write_all(&answer).await.unwrap_or(()),
            Act::Close(answer) => {
                stream.write_all(&answer).await.ok();
                stream.shutdown().await.ok();
                return;
            }
            Act::Trickle(pause, answer) => {
                for byte in answer {
                    stream.write_all(&[byte]).await.ok();
                    tokio::time::sleep(pause).await;
                }
                return;
            }
            Act::Endless(answer) => {
                stream.write_all(&answer).await.ok();
                while stream.write_all(&[b' '; 8192]).await.is_ok() {}
                return;
            }
            Act::Reset | Act::ResetUnread => {
                reset(stream);
                return;
            }
        }
    }
}

/// Ends a connection with RST instead of FIN.
pub fn reset(stream: TcpStream) {
    stream.set_zero_linger().unwrap();
    drop(stream);
}

/// An answer after which the connection stays open.
pub fn keep(status: u16, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status} Reason\r\n{headers}content-length: {length}\r\n\r\n{body}")
        .into_bytes()
}
