//! A receiver of webhooks.

use std::collections::VecDeque;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

/// A receiver of webhooks: answers with these statuses in turn, then with 200.
pub struct Receiver {
    pub url: String,
    posts: mpsc::UnboundedReceiver<(String, Value)>,
}

impl Receiver {
    pub async fn new(statuses: &[u16]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let mut statuses: VecDeque<u16> = statuses.iter().copied().collect();
        let (seen, posts) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let post = read(&mut stream).await;
                let status = statuses.pop_front().unwrap_or(200);
                let answer = format!("HTTP/1.1 {status} X\r\ncontent-length: 0\r\n\r\n");
                let _ = stream.write_all(answer.as_bytes()).await;
                let _ = seen.send(post);
            }
        });
        Self { url, posts }
    }

    /// The next post: its head and its body.
    pub async fn post(&mut self) -> (String, Value) {
        self.posts.recv().await.unwrap()
    }

    pub async fn body(&mut self) -> Value {
        self.post().await.1
    }
}

async fn read(stream: &mut TcpStream) -> (String, Value) {
    let mut bytes = Vec::new();
    loop {
        assert_ne!(stream.read_buf(&mut bytes).await.unwrap(), 0);
        let text = String::from_utf8(bytes.clone()).unwrap();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        if let Ok(body) = serde_json::from_str(body) {
            return (head.to_ascii_lowercase(), body);
        }
    }
}
