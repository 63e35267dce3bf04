//! A server that answers everything with the same bytes: what it reaches is what those who ask
//! can reach at most.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::wire;

/// Serves until it is killed.
pub fn serve(port: u16) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", port))
            .await
            .expect("a free port");
        loop {
            let (stream, _) = listener.accept().await.expect("a connection");
            tokio::spawn(answer_all(stream));
        }
    });
}

async fn answer_all(mut stream: TcpStream) {
    let _ = stream.set_nodelay(true);
    let body = format!("{{\"jobid\": \"j1\", \"text\": \"{}\"}}", "a".repeat(500));
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        while !is_whole(&bytes) {
            match stream.read_buf(&mut bytes).await {
                Ok(read) if read > 0 => {}
                _ => return,
            }
        }
        if stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}

fn is_whole(bytes: &[u8]) -> bool {
    let Some(end) = wire::position(bytes, b"\r\n\r\n") else {
        return false;
    };
    let head = std::str::from_utf8(&bytes[..end]).unwrap_or_default();
    let length = wire::header(head, "content-length").and_then(|length| length.parse().ok());
    bytes.len() >= end + 4 + length.unwrap_or(0)
}
