//! The life of servers, from the start to the end.

#![allow(clippy::unwrap_used, reason = "all of it is test code")]

mod support;

use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr};

use mureka_mock::{Fault, MockServer};
use serde_json::json;
use support::{GENERATION, serve, start};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[tokio::test(start_paused = true)]
async fn links_lead_to_the_public_url() {
    let builder = MockServer::builder().public_url("http://mock.example:81/");
    let mock = serve(builder).await;
    let voices = mock.get("/v1/mureka/speech/voices/").await.json();
    let link = voices["list"][0]["mp3_url"].as_str().unwrap();
    assert!(
        link.starts_with("http://mock.example:81/_mock/media/"),
        "{link}"
    );
}

#[tokio::test(start_paused = true)]
async fn servers_share_nothing() {
    let (one, other) = (start().await, start().await);
    let song = json!({"async": true});
    assert_eq!(one.post("/v1/mureka/music/create", &song).await.status, 201);
    one.upload("/v1/mureka/files/?title=a&genre=a&mood=a").await;
    one.fault(Fault::any().status(500));
    one.advance(GENERATION);
    assert_eq!((other.requests().len(), other.ledger().total), (0, 0));
    assert_eq!((other.jobs().len(), other.faults().len()), (0, 0));
    assert_eq!(other.now(), support::noon());
    let tracks = other.get("/v1/mureka/files/").await.json();
    assert_eq!(tracks["list"].as_array().unwrap().len(), 2);
    assert_eq!(one.faults().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn address_and_port_can_be_chosen_and_a_taken_one_is_an_error() {
    let mock = start().await;
    let port = mock.address().port();
    assert_eq!(mock.base_url(), format!("http://127.0.0.1:{port}"));
    let error = MockServer::builder().port(port).start().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AddrInUse);
    assert!(
        error.to_string().contains(&format!("127.0.0.1:{port}")),
        "{error}"
    );

    // All addresses are reached by that of this machine.
    let open = serve(MockServer::builder().host(Ipv4Addr::UNSPECIFIED)).await;
    let port = open.address().port();
    assert_eq!(open.base_url(), format!("http://127.0.0.1:{port}"));
    assert_eq!(open.get("/v1/mureka/accounts").await.status, 200);
}

#[tokio::test(start_paused = true)]
async fn settings_that_do_not_hold_stop_the_start() {
    let builder = MockServer::builder;
    for (builder, words) in [
        (
            builder().time_scale(0.0),
            "time_scale: 0, more than 0 and at most 1000000 is allowed",
        ),
        (
            builder().time_scale(f64::NAN),
            "time_scale: NaN, more than 0 and at most 1000000 is allowed",
        ),
        (
            builder().page_size(0),
            "page_size: 0, at least 1 is required",
        ),
        (builder().account(""), "account: the id is empty"),
    ] {
        let error = builder.start().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidData);
        assert_eq!(error.to_string(), words);
    }
}

#[tokio::test(start_paused = true)]
async fn answers_are_dated_by_the_servers_clock() {
    let mock = start().await;
    mock.advance(GENERATION);
    for path in ["/v1/mureka/jobs", "/nothing", "/_mock"] {
        let answer = mock.call("GET", path).send_unchecked().await;
        assert_eq!(
            answer.header("date"),
            "Wed, 04 Mar 2026 05:06:09 GMT",
            "{path}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_fault_that_does_not_hold_stops_the_start() {
    let builder = MockServer::builder().fault(Fault::on("make_coffee").cut());
    let error = builder.start().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidData);
    let words = "operation: make_coffee is none of the documented operations";
    assert_eq!(error.to_string(), words);
}

/// Waits until nobody listens there.
async fn gone(address: SocketAddr) {
    for _ in 0..100_000 {
        if TcpStream::connect(address).await.is_err() {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("still there");
}

#[tokio::test(start_paused = true)]
async fn a_dropped_server_is_stopped() {
    let mock = start().await;
    let address = mock.address();
    assert_eq!(mock.get("/v1/mureka/accounts").await.status, 200);
    drop(mock);
    gone(address).await;
}

#[tokio::test(start_paused = true)]
async fn a_server_that_was_stopped_refuses_connections_at_once() {
    let mock = start().await;
    let address = mock.address();
    mock.stop().await;
    let error = TcpStream::connect(address).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_server_closes_its_idle_connections() {
    let mock = start().await;
    let mut stream = TcpStream::connect(mock.address()).await.unwrap();
    let request = b"GET /_mock/jobs HTTP/1.1\r\nHost: a\r\n\r\n";
    stream.write_all(request).await.unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
    drop(mock);
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).await.unwrap();
    assert!(rest.ends_with(b"[]"));
}

#[tokio::test(start_paused = true)]
async fn a_page_of_another_site_changes_nothing() {
    let mock = start().await;
    let own = mock.base_url().to_owned();
    let order = |origin: &str| {
        let order = mock.call("POST", "/_mock/faults").header("Origin", origin);
        order.text("{\"cut\": true}").send_unchecked()
    };
    for origin in ["http://elsewhere.example", "http://127.0.0.1:1", "null", ""] {
        assert_eq!(order(origin).await.status, 403, "{origin}");
        assert_eq!(mock.faults(), []);
    }
    assert_eq!(order(&own).await.status, 200);
    assert_eq!(mock.faults().len(), 1);
}
