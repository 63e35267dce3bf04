//! A receiver of webhooks in axum, from the request to the song, with no token.
//!
//! An embedded server takes the service's place. It posts to this machine; the service
//! needs a receiver that it can reach, and https.

use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::routing::post;
use mureka_api::useapi::Client;
use mureka_api::useapi::types::{CreateSong, CreateSongResponse, Job};
use mureka_api::webhooks::{Inbox, WebhookSecret, status};
use mureka_mock::MockServer;
use tokio::net::TcpListener;
use tokio::time::timeout;

/// The receiver: all it does is to hand on what came.
async fn hook(State(inbox): State<Inbox>, uri: Uri, body: Bytes) -> StatusCode {
    let received = inbox.receive(&uri.to_string(), &body);
    match &received {
        Ok(webhook) => println!("  webhook: {:?}", webhook.event()),
        Err(error) => eprintln!("  refused: {error}"),
    }
    status(&received)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mock = MockServer::start().await?;
    let client = Client::builder()
        .token("user:webhook")
        .base_url(mock.base_url())
        .build()?;

    // In a program that is restarted, read the secret from where you keep it.
    let secret = WebhookSecret::generate()?;
    let inbox = Inbox::new(secret.clone());
    let receiver = Router::new()
        .route("/hook", post(hook))
        .with_state(inbox.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, receiver).await });

    let request = CreateSong::new()
        .prompt("Silly song about Santa")
        .async_(true)
        .reply_url(secret.url(&format!("http://{address}/hook"))?)
        .reply_ref("order-17");
    let answer = client.raw().create_song(&request).await?.into_inner();
    let CreateSongResponse::Created(job) = answer else {
        return Err("asked for a job, got songs at once".into());
    };
    let jobid = job.jobid().ok_or("a job without an id")?;
    println!("{jobid}");

    // The service takes about 45 seconds. A webhook may get lost: after a while, look.
    let mut webhooks = inbox.subscribe(jobid);
    let finished = timeout(Duration::from_secs(300), webhooks.finished()).await;
    let job = match finished {
        // What was posted might be forged; the service says what is true.
        Ok(Some(event)) => {
            println!("  of {}", event.reply_ref().unwrap_or_default());
            event.refetch(&client).await?
        }
        _ => client.jobs().get(jobid).await?,
    };

    let Job::Music(job) = job else {
        return Err("not a music job".into());
    };
    if let Some(error) = job.error {
        return Err(error.into());
    }
    let result = job.response.ok_or("a job without a result")?;
    for song in result.songs.unwrap_or_default() {
        let title = song.title.unwrap_or_default();
        println!("{title}  {}", song.mp3_url.unwrap_or_default());
    }
    Ok(())
}
