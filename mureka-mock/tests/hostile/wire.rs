//! Bytes to the server, and back, with nothing in between that would set them right.

use std::time::Duration;

use mureka_mock::MockServer;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Headers of a call that ends its connection.
pub const HEADERS: &str = "Host: a\r\nAuthorization: Bearer a\r\nConnection: close\r\n";
/// A call that costs.
pub const SONG: &str = "/v1/mureka/music/create";
/// Nothing here takes so long, unless it hangs.
const LONGEST: Duration = Duration::from_secs(10);

/// An answer as it came, perhaps none or not all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// 0 where no answer came.
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    fn of(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());
        Self {
            status: status.unwrap_or_default(),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

pub async fn connect(mock: &MockServer) -> TcpStream {
    TcpStream::connect(mock.address()).await.unwrap()
}

/// What comes until the server ends the connection.
pub async fn rest(mut stream: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    let end = timeout(LONGEST, stream.read_to_end(&mut bytes)).await;
    // A connection that is reset is over, too.
    let _ = end.expect("the connection stays open");
    Answer::of(&bytes)
}

/// Sends these bytes, and waits for the end of the connection.
pub async fn raw(mock: &MockServer, bytes: impl AsRef<[u8]>) -> Answer {
    let mut stream = connect(mock).await;
    let bytes = bytes.as_ref().to_vec();
    // Who is refused early does not get all of it out.
    let _ = timeout(LONGEST, stream.write_all(&bytes)).await.unwrap();
    rest(stream).await
}

/// The same by one who then sends nothing more.
pub async fn raw_and_end(mock: &MockServer, bytes: impl AsRef<[u8]>) -> Answer {
    let mut stream = connect(mock).await;
    stream.write_all(bytes.as_ref()).await.unwrap();
    stream.shutdown().await.unwrap();
    rest(stream).await
}

/// A call with a body of a type.
pub fn request(method: &str, path: &str, kind: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let length = body.len();
    let mut bytes =
        format!("{method} {path} HTTP/1.1\r\n{HEADERS}Content-Type: {kind}\r\nContent-Length: {length}\r\n\r\n")
            .into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

pub async fn get(mock: &MockServer, path: &str) -> Answer {
    raw(mock, format!("GET {path} HTTP/1.1\r\n{HEADERS}\r\n")).await
}

pub async fn delete(mock: &MockServer, path: &str) -> Answer {
    raw(mock, format!("DELETE {path} HTTP/1.1\r\n{HEADERS}\r\n")).await
}

pub async fn post(mock: &MockServer, path: &str, body: &Value) -> Answer {
    raw(
        mock,
        request("POST", path, "application/json", body.to_string()),
    )
    .await
}

/// Fails unless the server is as well as ever.
pub async fn assert_well(mock: &MockServer, after: &str) {
    assert_eq!(get(mock, "/v1/mureka/jobs").await.status, 200, "{after}");
}

/// How many bytes of a body come; a body may be no text.
pub async fn length(mock: &MockServer, bytes: impl AsRef<[u8]>) -> u64 {
    let mut stream = connect(mock).await;
    stream.write_all(bytes.as_ref()).await.unwrap();
    let mut bytes = Vec::new();
    let _ = timeout(LONGEST, stream.read_to_end(&mut bytes))
        .await
        .unwrap();
    let end = bytes.windows(4).position(|bytes| bytes == b"\r\n\r\n");
    end.map_or(0, |end| (bytes.len() - end - 4) as u64)
}

/// Waits, without any time passing, for what is under way in the server.
#[track_caller]
pub fn until(what: &'static str, holds: impl Fn() -> bool) -> impl Future<Output = ()> {
    let place = std::panic::Location::caller();
    async move {
        for _ in 0..1_000_000 {
            if holds() {
                return;
            }
            tokio::task::yield_now().await;
        }
        panic!("{place}: {what}: not yet");
    }
}
