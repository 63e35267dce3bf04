//! A host of media on localhost that does to its files what a test tells it to.
#![allow(dead_code, clippy::unwrap_used)]

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use mureka_api::useapi::Client;
use mureka_api::{Download, reqwest};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

use crate::support::{Received, read};

/// The token of every client here: it must turn up nowhere.
pub const TOKEN: &str = "user:1-hunter2";

/// What is sent back, and what becomes of the connection.
pub struct Reply {
    pub head: String,
    pub body: Vec<u8>,
    /// Neither more bytes nor an end.
    pub stalls: bool,
}

impl Reply {
    /// An answer with headers, each ended by `\r\n`. Whatever length it needs is among them.
    pub fn new(status: u16, headers: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            head: format!("HTTP/1.1 {status} Reason\r\n{headers}connection: close\r\n\r\n"),
            body: body.into(),
            stalls: false,
        }
    }

    /// An answer with its length.
    pub fn whole(status: u16, headers: &str, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        let headers = format!("{headers}content-length: {}\r\n", body.len());
        Self::new(status, &headers, body)
    }

    /// A redirect.
    pub fn redirect(location: &str) -> Self {
        Self::whole(302, &format!("location: {location}\r\n"), "")
    }

    /// What a good server answers: ranges, if they are of this version.
    pub fn file(request: &Received, file: &[u8], etag: &str) -> Self {
        let headers = format!("content-type: audio/mpeg\r\netag: {etag}\r\n");
        let start = request
            .header("range")
            .filter(|_| request.header("if-range").is_none_or(|tag| tag == etag))
            .and_then(|range| {
                range
                    .strip_prefix("bytes=")?
                    .strip_suffix('-')?
                    .parse()
                    .ok()
            });
        let length = file.len();
        match start {
            None => Self::whole(200, &headers, file),
            Some(start) if start < length => {
                let last = length - 1;
                let headers = format!("{headers}content-range: bytes {start}-{last}/{length}\r\n");
                Self::whole(206, &headers, &file[start..])
            }
            Some(_) => {
                let headers = format!("{headers}content-range: bytes */{length}\r\n");
                Self::whole(416, &headers, "")
            }
        }
    }

    /// Ends in the middle of the body.
    pub fn cut(mut self, bytes: usize) -> Self {
        self.body.truncate(bytes);
        self
    }

    /// Stops in the middle of the body, and stays there.
    pub fn stall(mut self, bytes: usize) -> Self {
        self.stalls = true;
        self.cut(bytes)
    }
}

/// The host.
pub struct Host {
    /// Address without a slash at its end.
    pub url: String,
    requests: Arc<Mutex<Vec<Received>>>,
}

impl Host {
    /// Answers each request, of which it gets the number, from 0 on.
    pub async fn start(answer: impl Fn(usize, &Received) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (seen, answer) = (Arc::clone(&requests), Arc::new(answer));
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (seen, answer) = (Arc::clone(&seen), Arc::clone(&answer));
                tokio::spawn(async move {
                    let request = read(&mut stream, None).await;
                    if request.head.is_empty() {
                        return;
                    }
                    let reply = {
                        let mut seen = seen.lock().unwrap();
                        seen.push(request);
                        answer(seen.len() - 1, &seen[seen.len() - 1])
                    };
                    stream.write_all(reply.head.as_bytes()).await.ok();
                    stream.write_all(&reply.body).await.ok();
                    if reply.stalls {
                        std::future::pending::<()>().await;
                    }
                    stream.shutdown().await.ok();
                });
            }
        });
        Self { url, requests }
    }

    /// One file, without a fault.
    pub async fn of(file: Vec<u8>) -> Self {
        Self::start(move |_, request| Reply::file(request, &file, "\"v1\"")).await
    }

    /// A download of `song.mp3` from it.
    pub fn download(&self) -> Download {
        client().download(format!("{}/song.mp3?signature=hunter3", self.url))
    }

    /// The heads of all requests so far.
    pub fn heads(&self) -> Vec<String> {
        let requests = self.requests.lock().unwrap();
        requests
            .iter()
            .map(|request| request.head.clone())
            .collect()
    }

    /// The `Range` of every request so far.
    pub fn ranges(&self) -> Vec<Option<String>> {
        let requests = self.requests.lock().unwrap();
        let range = |request: &Received| request.header("range").map(str::to_owned);
        requests.iter().map(range).collect()
    }
}

/// A client of an API that is not asked.
pub fn client() -> Client {
    Client::builder()
        .token(TOKEN)
        .base_url("http://127.0.0.1:9")
        .build()
        .unwrap()
}

/// The same through a client that sends a secret with every request.
pub fn client_of_a_careless_user() -> Client {
    let mut headers = reqwest::header::HeaderMap::new();
    headers.insert("authorization", format!("Bearer {TOKEN}").parse().unwrap());
    headers.insert("x-api-key", TOKEN.parse().unwrap());
    let http = reqwest::Client::builder().default_headers(headers);
    Client::builder()
        .token(TOKEN)
        .base_url("http://127.0.0.1:9")
        .http(http.build().unwrap())
        .build()
        .unwrap()
}

/// An mp3 by its first bytes, and no two pieces of it the same.
pub fn song(length: usize) -> Vec<u8> {
    let counted = (0_u32..).flat_map(u32::to_le_bytes);
    b"ID3\x04"
        .iter()
        .copied()
        .chain(counted)
        .take(length)
        .collect()
}

/// An empty folder of a test's own.
pub fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("download-{name}"));
    std::fs::remove_dir_all(&path).ok();
    std::fs::create_dir_all(&path).unwrap();
    path
}

/// What is in a folder, sorted.
pub fn names(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort_unstable();
    names
}
