//! What these tests share: an HTTP client on a bare socket, which shows how a
//! connection ended and sends nothing twice; the documents; and a time that stands still.

#![allow(dead_code, reason = "no test uses all of it")]
#![allow(clippy::unwrap_used, reason = "all of it is test code")]

pub mod documents;
pub mod requests;
pub mod time;

use std::io;
use std::net::SocketAddr;

use mureka_mock::MockServer;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// Below which path Cloudsway is served; the endpoint may be any.
pub const CLOUDSWAY: &str = "/v1/ai/some-endpoint/mureka";
pub const CREATE: &str = "/v1/mureka/music/create";

/// A request, with a token unless it is taken away.
#[derive(Debug, Clone)]
pub struct Ask {
    method: String,
    target: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Ask {
    pub fn new(method: &str, target: impl Into<String>) -> Self {
        Self {
            method: method.to_owned(),
            target: target.into(),
            headers: vec![("Authorization", "Bearer user:1-a".to_owned())],
            body: Vec::new(),
        }
    }

    pub fn get(target: impl Into<String>) -> Self {
        Self::new("GET", target)
    }

    pub fn delete(target: impl Into<String>) -> Self {
        Self::new("DELETE", target)
    }

    pub fn post(target: impl Into<String>, json: &Value) -> Self {
        Self::new("POST", target).body("application/json", json.to_string())
    }

    /// An mp3 file as the whole body.
    pub fn upload(target: impl Into<String>) -> Self {
        Self::new("POST", target).body("audio/mpeg", "mp3")
    }

    pub fn body(self, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        let mut ask = self.header("Content-Type", kind);
        ask.body = body.into();
        ask
    }

    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub fn prefer(self, value: impl Into<String>) -> Self {
        self.header("Prefer", value)
    }

    pub fn without_token(mut self) -> Self {
        self.headers.retain(|(name, _)| *name != "Authorization");
        self
    }

    /// What comes on a connection of its own; `None` if that ends without an answer.
    pub async fn try_at(&self, mock: &MockServer) -> Option<Answer> {
        Wire::open(mock.address()).await.call(self).await
    }

    /// The whole answer.
    #[track_caller]
    pub fn at(&self, mock: &MockServer) -> impl Future<Output = Answer> + Send + use<> {
        let (ask, address) = (self.clone(), mock.address());
        let caller = std::panic::Location::caller();
        async move {
            let answer = Wire::open(address).await.call(&ask).await;
            let answer = answer.unwrap_or_else(|| panic!("{caller}: no answer to {ask:?}"));
            assert!(answer.is_whole(), "{caller}: {answer:?}");
            answer
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let mut head = format!("{} {} HTTP/1.1\r\nHost: a\r\n", self.method, self.target);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("Content-Length: {}\r\n\r\n", self.body.len()));
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(&self.body);
        bytes
    }
}

/// An answer, as far as it came.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// The `Content-Length`.
    pub promised: usize,
}

impl Answer {
    pub fn is_whole(&self) -> bool {
        self.body.len() == self.promised
    }

    /// A header by its name in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        let header = self.headers.iter().find(|(other, _)| other == name);
        header.map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// A connection that is kept for several calls.
pub struct Wire {
    stream: BufReader<TcpStream>,
}

impl Wire {
    pub async fn open(address: SocketAddr) -> Self {
        Self::try_open(address).await.unwrap()
    }

    pub async fn try_open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream: BufReader::new(stream),
        })
    }

    /// Sends a call and waits for its answer.
    pub async fn call(&mut self, ask: &Ask) -> Option<Answer> {
        self.send(ask).await;
        self.receive().await
    }

    pub async fn send(&mut self, ask: &Ask) {
        // A server that has closed the connection is met when its answer is read.
        let _ = self.stream.write_all(&ask.bytes()).await;
    }

    /// The next answer as far as it comes; `None` if the connection ends before its head.
    pub async fn receive(&mut self) -> Option<Answer> {
        let mut answer = self.head().await?;
        while !answer.is_whole() {
            let left = answer.promised - answer.body.len();
            let mut piece = vec![0; left.min(64 * 1024)];
            match self.stream.read(&mut piece).await {
                Ok(0) | Err(_) => break,
                Ok(size) => answer.body.extend_from_slice(&piece[..size]),
            }
        }
        Some(answer)
    }

    /// Status and headers.
    pub async fn head(&mut self) -> Option<Answer> {
        let line = self.line().await?;
        let status = line
            .strip_prefix("HTTP/1.1 ")
            .and_then(|rest| rest.get(..3));
        let status = status.and_then(|status| status.parse().ok());
        let mut answer = Answer {
            status: status.unwrap_or_else(|| panic!("no status: {line:?}")),
            headers: Vec::new(),
            body: Vec::new(),
            promised: 0,
        };
        loop {
            let line = self.line().await?;
            let Some((name, value)) = line.split_once(':') else {
                break;
            };
            let header = (name.to_ascii_lowercase(), value.trim().to_owned());
            answer.headers.push(header);
        }
        assert_eq!(answer.header("transfer-encoding"), None, "{answer:?}");
        let promised = answer.header("content-length");
        answer.promised = promised.map_or(0, |length| length.parse().unwrap());
        Some(answer)
    }

    /// The next bytes of a body, as many as wanted.
    pub async fn exactly(&mut self, size: usize) -> Vec<u8> {
        let mut bytes = vec![0; size];
        self.stream.read_exact(&mut bytes).await.unwrap();
        bytes
    }

    /// Whether the other end has closed the connection, once all that came is read.
    pub async fn has_ended(&mut self) -> bool {
        let mut rest = [0];
        !matches!(self.stream.read(&mut rest).await, Ok(1..))
    }

    async fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        match self.stream.read_line(&mut line).await {
            Ok(1..) if line.ends_with('\n') => Some(line.trim_end().to_owned()),
            _ => None,
        }
    }
}
