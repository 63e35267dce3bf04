//! A receiver of webhooks in axum, from the request to the song.
//!
//! An embedded server answers, and its clock is paused, so that nobody waits. In real use the
//! client is `Client::from_env()?`, `main` a plain `#[tokio::main]`, and the receiver one that
//! the service can reach, by https.

use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::routing::post;
use mureka_api::useapi::Client;
use mureka_api::useapi::types::{CreateSong, JobStatus};
use mureka_api::webhooks::{Inbox, WebhookSecret, status};
use mureka_mock::MockServer;
use tokio::net::TcpListener;

/// The receiver: all it does is to hand on what came.
async fn hook(State(inbox): State<Inbox>, uri: Uri, body: Bytes) -> StatusCode {
    let received = inbox.receive(&uri.to_string(), &body);
    match &received {
        Ok(webhook) => {
            let status = webhook.event().status();
            println!("  webhook: {}", status.map_or("?", JobStatus::as_str));
        }
        Err(error) => eprintln!("  refused: {error}"),
    }
    status(&received)
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mock = MockServer::builder()
        .generation_time(Duration::from_secs(45))
        .start()
        .await?;
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
        .reply_url(secret.url(&format!("http://{address}/hook"))?)
        .reply_ref("order-17");
    let job = client.songs().submit(request).await?;
    println!("{}", job.id());

    // Poll or webhook, whichever comes first: a webhook may get lost. And one may be forged,
    // so that the service is asked what is true.
    let done = job
        .listen(&inbox)
        .poll_every(Duration::from_secs(60))
        .await?;
    println!("of {}", done.ticket().reply_ref.as_deref().unwrap_or("?"));
    for song in done.songs.iter().flatten() {
        let title = song.title.as_deref().unwrap_or_default();
        println!("{title}  {}", song.mp3_url.as_deref().unwrap_or_default());
    }
    Ok(())
}
