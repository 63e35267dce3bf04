//! A receiver of webhooks that does what it is told to.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinSet;

/// What a receiver does with a post after it read it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reaction {
    Answer(u16),
    /// Sends to another address.
    Redirect(SocketAddr),
    /// Never answers, but ends when it is let go.
    Hang,
    /// Closes the connection.
    Cut,
    /// Answers 200 and ends in the middle of the body.
    CutBody,
    /// Answers 200 and a byte now and then, for ever.
    Trickle,
    /// Answers 200 and as much as the connection takes, for ever.
    Flood,
    /// A byte of a header now and then, for ever.
    TrickleHead,
}

/// A receiver of webhooks.
pub(super) struct Receiver {
    pub(super) address: SocketAddr,
    seen: Arc<Seen>,
    // Dropping it closes all.
    _running: JoinSet<()>,
}

#[derive(Default)]
struct Seen {
    /// What was posted, whole.
    posts: Mutex<Vec<String>>,
    reactions: Mutex<VecDeque<Reaction>>,
    let_go: Notify,
    /// Connections that are open now.
    open: AtomicUsize,
    /// Connections that there ever were.
    all: AtomicUsize,
}

impl Receiver {
    /// Each post gets the next reaction, all after the last one the last again.
    pub(super) async fn new(reactions: &[Reaction]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let seen = Arc::new(Seen::default());
        seen.reactions.lock().unwrap().extend(reactions);
        let mut running = JoinSet::new();
        let (address, shared) = (listener.local_addr().unwrap(), Arc::clone(&seen));
        running.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let seen = Arc::clone(&shared);
                connections.spawn(async move {
                    seen.all.fetch_add(1, Ordering::SeqCst);
                    seen.open.fetch_add(1, Ordering::SeqCst);
                    seen.serve(stream).await;
                    seen.open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Self {
            address,
            seen,
            _running: running,
        }
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    /// Ends what hangs, and answers all that comes later.
    pub(super) fn let_go(&self) {
        *self.seen.reactions.lock().unwrap() = [Reaction::Answer(200)].into();
        self.seen.let_go.notify_waiters();
    }

    pub(super) fn open(&self) -> usize {
        self.seen.open.load(Ordering::SeqCst)
    }

    pub(super) fn all(&self) -> usize {
        self.seen.all.load(Ordering::SeqCst)
    }

    pub(super) fn posts(&self) -> Vec<String> {
        self.seen.posts.lock().unwrap().clone()
    }

    /// The bodies that came, as JSON.
    pub(super) fn bodies(&self) -> Vec<Value> {
        let posts = self.posts();
        let bodies = posts
            .iter()
            .map(|post| post.split_once("\r\n\r\n").unwrap().1);
        bodies
            .map(|body| serde_json::from_str(body).unwrap())
            .collect()
    }
}

impl Seen {
    async fn serve(&self, mut stream: TcpStream) {
        let Some(post) = read(&mut stream).await else {
            return;
        };
        self.posts.lock().unwrap().push(post);
        let reaction = {
            let mut reactions = self.reactions.lock().unwrap();
            match reactions.len() {
                1 => reactions[0],
                _ => reactions.pop_front().unwrap(),
            }
        };
        self.react(&mut stream, reaction).await;
    }

    async fn react(&self, stream: &mut TcpStream, reaction: Reaction) {
        const ENDLESS: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n";
        let (head, then, pause) = match reaction {
            Reaction::Cut => return,
            Reaction::Answer(status) => {
                let head = format!("HTTP/1.1 {status} X\r\ncontent-length: 2\r\n\r\nok");
                let _ = stream.write_all(head.as_bytes()).await;
                return;
            }
            Reaction::Redirect(address) => {
                let head = format!(
                    "HTTP/1.1 307 X\r\nlocation: http://{address}/\r\ncontent-length: 0\r\n\r\n"
                );
                let _ = stream.write_all(head.as_bytes()).await;
                return;
            }
            Reaction::CutBody => {
                let _ = stream.write_all(ENDLESS).await;
                return;
            }
            Reaction::Hang => {
                let mut byte = [0];
                tokio::select! {
                    _ = stream.read(&mut byte) => {}
                    () = self.let_go.notified() => {}
                }
                return;
            }
            Reaction::Trickle => (ENDLESS, &b"x"[..], 1),
            Reaction::Flood => (ENDLESS, &[b'x'; 16 * 1024][..], 0),
            Reaction::TrickleHead => (&b"HTTP/1.1 200 OK\r\nx: "[..], &b"x"[..], 1),
        };
        let mut next = head;
        while stream.write_all(next).await.is_ok() {
            next = then;
            tokio::time::sleep(Duration::from_millis(pause)).await;
        }
    }
}

/// A request with its whole body.
async fn read(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8(bytes.clone()).unwrap();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.unwrap().parse().unwrap() {
                return Some(text);
            }
        }
        if stream.read_buf(&mut bytes).await.unwrap_or(0) == 0 {
            return None;
        }
    }
}
