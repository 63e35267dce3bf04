//! How the connections of a client are made: proxies, their ages, the name it gives.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use mureka_api::useapi::{Client, ClientBuilder};
use mureka_api::{ErrorKind, reqwest};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

mod support;
use support::{Behaviour, Server, answer, json};

const JOB: &str = r#"{"jobid": "j", "jobType": "music", "status": "created"}"#;

fn builder() -> ClientBuilder {
    Client::builder().token("user:1-hunter2")
}

#[tokio::test]
async fn a_call_goes_through_the_proxy() {
    let proxy = Server::answering(json(200, JOB)).await;
    let address = proxy.url.replace("http://", "http://me:pass@");
    let client = builder().base_url("http://api.example").proxy(address);
    let job = client.build().unwrap().jobs().get("j").await.unwrap();
    assert_eq!(job.jobid(), Some("j"));
    let received = proxy.only().await;
    assert_eq!(
        received.line(),
        "GET http://api.example/v1/mureka/jobs/j HTTP/1.1"
    );
    assert_eq!(
        received.header("proxy-authorization"),
        Some("Basic bWU6cGFzcw==")
    );
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[tokio::test]
async fn the_proxy_does_not_see_what_goes_to_an_https_address() {
    let refusal = Behaviour::Answer(answer(403, "", "not from here"));
    let proxy = Server::start(vec![refusal]).await;
    let client = builder().proxy(&proxy.url).build().unwrap();
    let error = client.jobs().get("j").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection, "{error}");
    assert!(error.never_sent());
    let received = proxy.only().await;
    assert_eq!(received.line(), "CONNECT api.useapi.net:443 HTTP/1.1");
    assert!(!received.head.contains("hunter2"));
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_not_passed_by() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://me:secret99@{}", closed.local_addr().unwrap());
    drop(closed);
    let server = Server::answering(json(200, JOB)).await;
    let client = builder().base_url(&server.url).proxy(address);
    let error = client.build().unwrap().jobs().get("j").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert!(error.never_sent());
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("secret99"), "{shown}");
}

#[test]
fn a_proxy_that_cannot_be_one_is_named_and_not_shown() {
    for (url, message) in [
        ("", "proxy: not a URL: relative URL without a base"),
        ("hunter2", "proxy: not a URL: relative URL without a base"),
        ("hunter2:8080", "proxy: only http and https are possible"),
        (
            "socks5://me:hunter2@127.0.0.1:9",
            "proxy: only http and https are possible",
        ),
        (
            "http://127.0.0.1:9/hunter2",
            "proxy: nothing can stand behind host and port",
        ),
        (
            "http://127.0.0.1:9/?hunter2",
            "proxy: nothing can stand behind host and port",
        ),
        (
            "http://127.0.0.1:9/#hunter2",
            "proxy: nothing can stand behind host and port",
        ),
    ] {
        let client = builder().proxy(url);
        assert!(!format!("{client:?}").contains("hunter2"), "{url}");
        let error = client.build().unwrap_err();
        assert_eq!(error.to_string(), message, "{url}");
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.never_sent());
    }
}

#[test]
fn a_proxy_beside_a_client_of_ones_own_is_an_error_and_not_forgotten() {
    let client = builder()
        .proxy("http://127.0.0.1:9")
        .http(reqwest::Client::new());
    let error = client.build().unwrap_err();
    assert_eq!(error.to_string(), "proxy: not together with `http`");
    assert_eq!(error.kind(), ErrorKind::Config);
}

#[tokio::test]
async fn a_program_may_give_its_own_name() {
    let version = env!("CARGO_PKG_VERSION");
    let default = format!("mureka-api/{version}");
    for (name, sent) in [
        (None, default.as_str()),
        (
            Some("jukebox/2 (me@example.org)"),
            "jukebox/2 (me@example.org)",
        ),
    ] {
        let server = Server::answering(json(200, JOB)).await;
        let mut client = builder().base_url(&server.url);
        if let Some(name) = name {
            client = client.user_agent(name);
        }
        client.build().unwrap().jobs().get("j").await.unwrap();
        assert_eq!(server.only().await.header("user-agent"), Some(sent));
    }
    for (name, message) in [
        ("", "user_agent: empty"),
        ("a\r\nx: 1", "user_agent: has a control character in it"),
        ("a\0", "user_agent: has a control character in it"),
    ] {
        let error = builder().user_agent(name).build().unwrap_err();
        assert_eq!(error.to_string(), message);
        assert_eq!(error.kind(), ErrorKind::Config);
    }
}

#[tokio::test]
async fn an_idle_connection_is_kept_as_long_as_it_may() {
    let panics = count_panics();
    let pause = Duration::from_millis(50);
    for (timeout, connections) in [
        (None, 1),
        (Some(Duration::from_secs(60)), 1),
        (Some(Duration::MAX), 1),
        (Some(Duration::from_millis(1)), 2),
        (Some(Duration::ZERO), 2),
    ] {
        let (url, accepted) = keeping().await;
        let mut client = builder().base_url(url);
        if let Some(timeout) = timeout {
            client = client.idle_timeout(timeout);
        }
        let client = client.build().unwrap();
        client.jobs().get("j").await.unwrap();
        tokio::time::sleep(pause).await;
        client.jobs().get("j").await.unwrap();
        assert_eq!(accepted.load(Ordering::Relaxed), connections, "{timeout:?}");
    }
    assert_eq!(panics.load(Ordering::Relaxed), 0);
}

/// Counts what panics where no one looks: in the tasks of connections.
fn count_panics() -> Arc<AtomicUsize> {
    let panics = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&panics);
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        count.fetch_add(1, Ordering::Relaxed);
        tell(panic);
    }));
    panics
}

/// A server that keeps its connections open, and how many there were.
async fn keeping() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let accepted = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&accepted);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            count.fetch_add(1, Ordering::Relaxed);
            tokio::spawn(answer_all(stream));
        }
    });
    (url, accepted)
}

async fn answer_all(stream: TcpStream) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let length = JOB.len();
    let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{JOB}");
    while let Ok(Some(line)) = lines.next_line().await {
        if line.is_empty() && write.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}
