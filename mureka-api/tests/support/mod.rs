//! A server on localhost that answers what a test tells it to.
// Every test program uses its own part.
#![allow(dead_code, clippy::unwrap_used)]

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What the server does with a connection.
pub enum Behaviour {
    /// Reads the request, writes these bytes, closes.
    Answer(Vec<u8>),
    /// The same, but reads half a MiB each time this has passed.
    Slow(Duration, Vec<u8>),
    /// Neither reads nor answers.
    Silent,
    /// Reads the request and never answers.
    Mute,
}

/// A request as it came.
#[derive(Debug)]
pub struct Received {
    /// Request line and headers.
    pub head: String,
    /// The first MiB of the body.
    pub body: Vec<u8>,
    /// All of its length.
    pub length: usize,
}

impl Received {
    /// The value of a header, if it came.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The request line.
    pub fn line(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }
}

/// A server that takes one connection for each behaviour.
pub struct Server {
    /// Address without a slash at its end.
    pub url: String,
    task: JoinHandle<Vec<Received>>,
}

impl Server {
    /// Starts it.
    pub async fn start(behaviours: Vec<Behaviour>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let task = tokio::spawn(async move {
            let mut received = Vec::new();
            let mut open = Vec::new();
            for behaviour in behaviours {
                let (mut stream, _) = listener.accept().await.unwrap();
                match behaviour {
                    Behaviour::Answer(answer) => {
                        received.push(read(&mut stream, None).await);
                        stream.write_all(&answer).await.ok();
                        stream.shutdown().await.ok();
                    }
                    Behaviour::Slow(pause, answer) => {
                        received.push(read(&mut stream, Some(pause)).await);
                        stream.write_all(&answer).await.ok();
                    }
                    Behaviour::Mute => {
                        received.push(read(&mut stream, None).await);
                        open.push(stream);
                    }
                    Behaviour::Silent => open.push(stream),
                }
            }
            if !open.is_empty() {
                std::future::pending::<()>().await;
            }
            received
        });
        Self { url, task }
    }

    /// Starts a server of one answer.
    pub async fn answering(answer: Vec<u8>) -> Self {
        Self::start(vec![Behaviour::Answer(answer)]).await
    }

    /// What it received; not for servers that never answer.
    pub async fn received(self) -> Vec<Received> {
        self.task.await.unwrap()
    }

    /// The only request it received.
    pub async fn only(self) -> Received {
        let mut received = self.received().await;
        assert_eq!(received.len(), 1);
        received.remove(0)
    }
}

/// An answer with a JSON body.
pub fn json(status: u16, body: &str) -> Vec<u8> {
    answer(
        status,
        "content-type: application/json\r\nset-cookie: session=hunter2\r\n",
        body,
    )
}

/// An answer with headers of its own, each ended by `\r\n`.
pub fn answer(status: u16, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} Reason\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
    .into_bytes()
}

/// Reads one request; its head is empty when the connection ended instead.
pub async fn read(stream: &mut TcpStream, pause: Option<Duration>) -> Received {
    let mut buffer = vec![0; 512 * 1024];
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = find(&bytes, b"\r\n\r\n") {
            break end;
        }
        let read = stream.read(&mut buffer).await.unwrap_or(0);
        if read == 0 {
            break bytes.len();
        }
        bytes.extend_from_slice(&buffer[..read]);
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let body = bytes.split_off((end + 4).min(bytes.len()));
    let mut received = Received {
        head,
        length: body.len(),
        body,
    };
    let announced = received
        .header("content-length")
        .map_or(0, |length| length.parse().unwrap());
    let chunked = received.header("transfer-encoding").is_some();
    while received.length < announced || (chunked && !received.body.ends_with(b"0\r\n\r\n")) {
        if let Some(pause) = pause {
            tokio::time::sleep(pause).await;
        }
        let read = stream.read(&mut buffer).await.unwrap_or(0);
        if read == 0 {
            break;
        }
        received.length += read;
        if received.body.len() < 1024 * 1024 {
            received.body.extend_from_slice(&buffer[..read]);
        }
    }
    received
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}
