//! `mureka webhook listen`

use mureka_api::reqwest;
use mureka_api::useapi::Client;
use mureka_api::useapi::types::CreateSong;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::world::{PATIENCE, Running, World};

const SECRET: &str = "0123456789abcdef";

/// A receiver, and the URL that it shows.
async fn listening(world: &World, words: &[&str]) -> (Running, String) {
    let mut all = vec!["webhook", "listen", "--port", "0"];
    all.extend_from_slice(words);
    let mut running = world.start(&all);
    let first = running.aside().await;
    let url = if first.starts_with('{') {
        let told: Value = serde_json::from_str(&first).unwrap();
        told["reply_url"].as_str().unwrap().to_owned()
    } else {
        running.aside().await.trim().to_owned()
    };
    (running, url)
}

async fn post(url: &str, body: impl Into<reqwest::Body>) -> u16 {
    let response = reqwest::Client::new().post(url).body(body).send().await;
    response.unwrap().status().as_u16()
}

fn event(job: &str, status: &str) -> String {
    json!({"jobid": job, "jobType": "music", "verb": "music/create", "status": status}).to_string()
}

#[tokio::test]
async fn a_job_of_the_service_is_told_from_its_start_to_its_end() {
    let world = World::new().await;
    let (mut running, url) = listening(&world, &["--count", "2"]).await;
    let client = Client::builder()
        .token("any")
        .base_url(world.mock.base_url())
        .build()
        .unwrap();
    let request = CreateSong::new()
        .prompt("Rain")
        .reply_ref("order-17")
        .reply_url(url.clone());
    let job = client.songs().submit(request).await.unwrap();
    let lines = [running.line().await, running.line().await];
    assert!(
        lines.iter().all(|line| line.starts_with(job.id())),
        "{lines:?}"
    );
    assert!(
        lines[0].contains("  created  music/create  order-17"),
        "{}",
        lines[0]
    );
    assert!(lines[1].contains("  completed  "), "{}", lines[1]);
    assert_eq!(running.end().await, (String::new(), 0));
}

#[tokio::test]
async fn it_ends_with_the_job_that_is_waited_for() {
    let world = World::new().await;
    let (mut running, url) = listening(&world, &["--until", "j2", "--jsonl"]).await;
    for (job, status) in [
        ("j1", "completed"),
        ("j2", "created"),
        ("j2", "created"),
        ("j2", "failed"),
    ] {
        assert_eq!(post(&url, event(job, status)).await, 200);
    }
    let mut told = Vec::new();
    for _ in 0..3 {
        let line: Value = serde_json::from_str(&running.line().await).unwrap();
        told.push(format!("{} {}", line["jobid"], line["status"]).replace('"', ""));
    }
    assert_eq!(
        told,
        ["j1 completed", "j2 created", "j2 failed"],
        "repeats are left out"
    );
    assert_eq!(running.end().await, (String::new(), 8), "the job failed");
}

#[tokio::test]
async fn the_exit_code_is_that_of_the_job_that_is_waited_for() {
    for (status, code, told) in [
        ("completed", 0, ""),
        ("failed", 8, "mureka: job j1 is `failed`: no ideas\n"),
    ] {
        let world = World::new().await;
        let (mut running, url) = listening(&world, &["--until", "j1", "--count", "3"]).await;
        let body = json!({"jobid": "j1", "status": status, "error": "no \u{1b}ideas"});
        assert_eq!(post(&url, body.to_string()).await, 200);
        assert!(running.line().await.starts_with("j1  "), "{status}");
        let mut aside = String::new();
        while let Ok(Some(line)) = running.stderr.next_line().await {
            aside += &format!("{}\n", line.replace(" ideas", "ideas"));
        }
        assert_eq!((running.end().await.1, aside.as_str()), (code, told));
    }
}

#[tokio::test]
async fn ctrl_c_before_what_it_waits_for_is_no_good_end() {
    let world = World::new().await;
    for words in [&["--until", "j1"][..], &["--count", "2"]] {
        let (running, url) = listening(&world, words).await;
        assert_eq!(post(&url, event("j1", "created")).await, 200);
        running.interrupt();
        assert_eq!(running.end().await.1, 130, "{words:?}");
    }
}

#[tokio::test]
async fn ctrl_c_ends_it_well_with_all_that_came_as_one_document() {
    let world = World::new().await.and("HOOK", SECRET);
    let (running, url) = listening(&world, &["--json", "--secret-env", "HOOK"]).await;
    assert!(url.ends_with(&format!("token={SECRET}")), "{url}");
    let body = json!({"jobid": "j1", "status": "created", "request": {"replyUrl": url}});
    assert_eq!(post(&url, body.to_string()).await, 200);
    running.interrupt();
    let (document, code) = running.end().await;
    assert_eq!(code, 0);
    let told: Value = serde_json::from_str(&document).unwrap();
    assert_eq!(told[0]["jobid"], "j1");
    assert!(!document.contains(SECRET), "{document}");
}

#[tokio::test]
async fn what_has_no_secret_or_is_no_job_is_refused() {
    let world = World::new().await;
    let (mut running, url) = listening(&world, &["--count", "1"]).await;
    let bare = url.split('?').next().unwrap();
    let get = reqwest::get(&url).await.unwrap().status().as_u16();
    assert_eq!(get, 405);
    assert_eq!(post(bare, event("j1", "created")).await, 401);
    assert_eq!(
        post(&format!("{bare}?token=guessed"), event("j1", "created")).await,
        401
    );
    assert_eq!(post(&url, "no job").await, 400);
    assert_eq!(post(&url, event("j1", "completed")).await, 200);
    assert!(running.line().await.starts_with("j1  completed"));
    assert_eq!(running.end().await.1, 0);
}

#[tokio::test]
async fn a_body_without_an_end_is_cut_off() {
    let world = World::new().await;
    let (_running, url) = listening(&world, &[]).await;
    let url = reqwest::Url::parse(&url).unwrap();
    let address = format!("127.0.0.1:{}", url.port().unwrap());
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /?{} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n",
        url.query().unwrap()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut chunk = format!("{:x}\r\n", 1 << 20).into_bytes();
    chunk.resize(chunk.len() + (1 << 20), b' ');
    chunk.extend(b"\r\n");
    // It stops reading at 32 MiB.
    for _ in 0..64 {
        if stream.write_all(&chunk).await.is_err() {
            break;
        }
    }
    let mut answer = Vec::new();
    let read = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answer)).await;
    // The answer may be lost with what was still on its way.
    if read.unwrap().is_ok() && !answer.is_empty() {
        assert!(
            answer.starts_with(b"HTTP/1.1 413"),
            "{}",
            String::from_utf8_lossy(&answer)
        );
    }
}

#[tokio::test]
async fn who_sends_no_head_does_not_keep_others_out() {
    let world = World::new().await;
    let (running, url) = listening(&world, &["--count", "1"]).await;
    let port = reqwest::Url::parse(&url).unwrap().port().unwrap();
    let mut silent = Vec::new();
    for _ in 0..8 {
        silent.push(
            tokio::net::TcpStream::connect(("127.0.0.1", port))
                .await
                .unwrap(),
        );
    }
    assert_eq!(post(&url, event("j1", "created")).await, 200);
    let (rest, code) = running.end().await;
    assert!(rest.starts_with("j1  created"), "{rest}");
    assert_eq!(code, 0);
}

#[tokio::test]
async fn what_comes_cannot_move_the_cursor() {
    let world = World::new().await;
    let (mut running, url) = listening(&world, &["--count", "1"]).await;
    let body =
        json!({"jobid": "j1", "status": "a\u{1b}[2J", "request": {"replyRef": "\u{1b}]0;x\u{7}"}});
    assert_eq!(post(&url, body.to_string()).await, 200);
    let line = running.line().await;
    assert!(!line.contains(char::is_control), "{line:?}");
}

#[tokio::test]
async fn a_secret_that_is_none_is_told_without_it() {
    let world = World::new().await.and("SHORT", "hunter2");
    for (name, message) in [
        (
            "SHORT",
            "mureka: SHORT: secret: 7 characters, at least 16 are needed\n",
        ),
        ("NONE", "mureka: NONE: not set, as --secret-env asks for\n"),
    ] {
        let ended = world
            .run(&["webhook", "listen", "--port", "0", "--secret-env", name])
            .await;
        assert_eq!((ended.code, ended.stderr.as_str()), (2, message));
    }
    let words = [
        "webhook",
        "listen",
        "--port",
        "0",
        "--public-url",
        "ftp://x",
    ];
    assert_eq!(world.run(&words).await.code, 3);
}
