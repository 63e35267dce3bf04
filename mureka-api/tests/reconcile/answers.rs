//! Answers that came, and not whole, or not as documented.

use mureka_api::useapi::types::CreateSong;
use mureka_api::{Charged, ErrorKind};
use mureka_mock::Fault;
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

use crate::{at, client, mock, song, support};

#[tokio::test(start_paused = true)]
async fn an_accepted_job_is_found_by_the_id_in_what_is_left_of_the_answer() {
    // Nothing can be listed: the id is all there is. It stands behind the creation's date.
    for (bytes, leads) in [(400, true), (5, false)] {
        let mock = mock().await;
        mock.fault(Fault::on("create_song").truncate(bytes));
        mock.fault(Fault::on("list_jobs").status(503).always());
        let result = song(&client(&mock)).await;
        assert_eq!(result.is_ok(), leads, "{bytes}: {:?}", result.err());
        if let Err(error) = result {
            assert_eq!(
                error.charged(),
                Charged::Yes,
                "201 says that it was accepted"
            );
        }
        assert_eq!(mock.ledger().total, 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_201_with_garbage_is_looked_up() {
    let fault = || Fault::on("create_song").after().status(201);
    for fault in [
        fault().html(),
        fault().body(json!({})),
        fault().body(json!([])),
        fault().body(json!({"jobid": ""})),
        Fault::on("create_song").truncate(5),
        Fault::on("create_song").truncate(0),
    ] {
        let mock = mock().await;
        mock.fault(fault.clone());
        let done = song(&client(&mock)).await;
        assert!(done.is_ok(), "{fault:?}: {:?}", done.err());
        assert_eq!(mock.ledger().total, 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_200_with_a_job_in_it_is_followed_like_a_201() {
    let mock = mock().await;
    let running = client(&mock)
        .songs()
        .submit(CreateSong::new())
        .await
        .unwrap();
    let body = json!({"jobid": running.id(), "status": "created"});
    mock.fault(Fault::on("create_song").status(200).body(body));
    let done = song(&client(&mock)).await.unwrap();
    assert_eq!(done.songs.as_ref().unwrap().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_400_of_a_call_that_waits_may_be_the_end_of_a_job() {
    let mock = mock().await;
    mock.fault(Fault::on("create_song").job_ends("failed", "no luck"));
    let request = || CreateSong::new().async_(false);
    let error = client(&mock).songs().create(request()).await.unwrap_err();
    assert_eq!(error.charged(), Charged::Unknown);
    assert_eq!(mock.ledger().total, 1);
    // Other refusals are of the account, and come first.
    for status in [401, 402, 403, 404, 412, 429] {
        let mock = crate::mock().await;
        mock.fault(Fault::on("create_song").status(status).always());
        let error = client(&mock).songs().create(request()).await.unwrap_err();
        assert_eq!(error.charged(), Charged::No, "{status}");
    }
}

/// A server that breaks off in the head of the answer, as the mock cannot.
#[tokio::test(start_paused = true)]
async fn an_answer_that_ends_in_its_head_is_of_unknown_fate() {
    for part in [
        "",
        "H",
        "HTTP/1.1 2",
        "HTTP/1.1 201",
        "HTTP/1.1 201 Created\r\ncontent-le",
    ] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        // The submission and four looks.
        let server = tokio::spawn(async move {
            let mut lines = Vec::new();
            while lines.len() < 5 {
                let (mut stream, _) = listener.accept().await.unwrap();
                let line = support::read(&mut stream, None).await.line().to_owned();
                let answer = if line.starts_with("POST") {
                    part.as_bytes().to_vec()
                } else {
                    support::json(200, r#"{"total": 0, "accounts": {}}"#)
                };
                lines.push(line);
                stream.write_all(&answer).await.ok();
                stream.shutdown().await.ok();
            }
            lines
        });
        let error = song(&at(&url, 7)).await.unwrap_err();
        let told = (error.kind(), error.charged());
        assert_eq!(told, (ErrorKind::Connection, Charged::Unknown));
        let lines = server.await.unwrap();
        let posts = lines.iter().filter(|line| line.starts_with("POST"));
        assert_eq!(posts.count(), 1, "{part}: {lines:?}");
    }
}
