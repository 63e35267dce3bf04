//! What a call costs in allocations, beside the same call made by hand on reqwest.
//!
//! The counter replaces the allocator of the whole program, so this is a program of its own.
//! It counts per thread: the server has one to itself, and the client's runtime runs on the
//! thread of the test.
#![allow(clippy::unwrap_used)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use mureka_api::Options;
use mureka_api::useapi::{Client, types};
use reqwest::RequestBuilder;
use reqwest::header::ACCEPT;
use serde_json::json;
use tokio::runtime::{Builder, Runtime};

const JOB: &str = "j0121061432017475905m-u777-a123-bot:mureka";
const TOKEN: &str = "user:1-abc";

/// A job as it is polled for: accepted, and not done.
const BODY: &str = r#"{"jobid":"j0121061432017475905m-u777-a123-bot:mureka","verb":"music/create",
"jobType":"music","status":"created","created":"2026-01-21T06:14:32.017Z",
"request":{"account":"123","prompt":"Silly song about Santa","model":"V9"}}"#;

/// How many allocations more than by hand a call may cost.
const BUDGET: u64 = 5;

/// Answers every request of every connection with `BODY`: a POST with 201.
fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let stream = stream.unwrap();
            std::thread::spawn(move || answer_all(&stream));
        }
    });
    url
}

fn answer_all(mut stream: &TcpStream) {
    let answer = |status| {
        let length = BODY.len();
        format!(
            "HTTP/1.1 {status}\r\ncontent-type: application/json\r\n\
             date: Wed, 21 Jan 2026 06:14:33 GMT\r\ncontent-length: {length}\r\n\r\n{BODY}"
        )
    };
    let (ok, created) = (answer("200 OK"), answer("201 Created"));
    let mut reader = BufReader::new(stream);
    loop {
        let (mut head, mut length) = (String::new(), 0);
        while !head.ends_with("\r\n\r\n") {
            let start = head.len();
            if reader.read_line(&mut head).unwrap_or(0) == 0 {
                return;
            }
            let line = head[start..].to_lowercase();
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        let answer = if head.starts_with("POST ") {
            &created
        } else {
            &ok
        };
        if reader.read_exact(&mut body).is_err() || stream.write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// The allocations of one call, once connections, buffers and tables are there.
fn warm(runtime: &Runtime, mut call: impl AsyncFnMut()) -> u64 {
    let mut count = || allocation_counter::measure(|| runtime.block_on(call())).count_total;
    for _ in 0..20 {
        count();
    }
    // Now and then a timer or a queue grows: that is no cost of the call.
    (0..20).map(|_| count()).min().unwrap()
}

/// A request as it is sent by hand, and its answer.
async fn by_hand(request: RequestBuilder, status: u16) {
    let request = request
        .bearer_auth(TOKEN)
        .header(ACCEPT, "application/json");
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), status);
    let body = response.bytes().await.unwrap();
    let job: types::Job = serde_json::from_slice(&body).unwrap();
    assert_eq!(job.jobid(), Some(JOB));
}

#[test]
fn a_call_costs_hardly_more_than_by_hand() {
    let url = server();
    let runtime = runtime();
    let client = Client::builder()
        .token(TOKEN)
        .base_url(&url)
        // Paid calls would wait for each other.
        .options(Options::new().paced(false))
        .build()
        .unwrap();
    let http = reqwest::Client::builder()
        .user_agent("by-hand/1")
        .timeout(Duration::from_secs(300))
        .connect_timeout(Duration::from_secs(10))
        .build()
        .unwrap();
    let prompt = "Silly song about Santa";

    let get = warm(&runtime, async || {
        let job = client.jobs().get(JOB).await.unwrap();
        assert_eq!(job.jobid(), Some(JOB));
    });
    let get_by_hand = warm(&runtime, async || {
        by_hand(http.get(format!("{url}/v1/mureka/jobs/{JOB}")), 200).await;
    });
    let post = warm(&runtime, async || {
        let song = types::CreateSong::new().prompt(prompt);
        let job = client.songs().submit(song).await.unwrap();
        assert_eq!(job.id(), JOB);
    });
    let post_by_hand = warm(&runtime, async || {
        let song = json!({"prompt": prompt, "async": true, "replyRef": "by-hand"});
        let request = http.post(format!("{url}/v1/mureka/music/create"));
        by_hand(request.json(&song), 201).await;
    });

    println!("\nratchet: allocations-of-a-get = {get}");
    println!("ratchet: allocations-of-a-post = {post}");
    for (what, ours, by_hand) in [("GET", get, get_by_hand), ("POST", post, post_by_hand)] {
        println!("one {what}: {ours} allocations, {by_hand} by hand");
        assert!(
            ours <= by_hand + BUDGET,
            "{what}: {ours} allocations, by hand {by_hand}: at most {BUDGET} more are allowed"
        );
    }
}
