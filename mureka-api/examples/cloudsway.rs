//! A song by Cloudsway, to be heard while it is still made.
//!
//! An embedded server answers, and its clock is paused, so that nobody waits. In real use the
//! client is `Client::from_env()?` and `main` a plain `#[tokio::main]`.

use std::time::Duration;

use futures_util::TryStreamExt;
use mureka_api::cloudsway::Client;
use mureka_api::cloudsway::types::{Choice, GenerateSong, Id, TaskEnvelope};
use mureka_mock::MockServer;
use tokio::time::Instant;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mock = MockServer::builder()
        .generation_time(Duration::from_secs(60))
        .start()
        .await?;
    let client = Client::builder()
        .api_key("key")
        .endpoint("endpoint")
        .base_url(mock.base_url())
        .build()?;

    let request = GenerateSong::new("[Verse]\nSnow on the roof\n[Chorus]\nSilly old Santa")
        .prompt("a slow waltz, one voice and a piano")
        .n(1)
        .stream(true);
    let begun = Instant::now();
    let mut job = client.songs().submit(request).await?;
    println!("task {}", job.id());

    // The states as they change; the client does the asking.
    let mut news = job.states();
    while let Some(state) = news.try_next().await? {
        let after = begun.elapsed().as_secs();
        let status = state.data.as_ref().and_then(|task| task.status.as_ref());
        println!(
            "{after:3} s  {}",
            status.map_or("?", |status| status.as_str())
        );
        let links = choices(&state).filter_map(|choice| choice.stream_url.as_deref());
        for link in links {
            println!("       listen already: {link}");
        }
    }
    drop(news);

    // The same handle has the result.
    let done = job.await?;
    for choice in choices(&done) {
        println!(
            "song {}  {} s  {}",
            choice.id.as_ref().map(Id::to_text).unwrap_or_default(),
            choice.duration.unwrap_or_default() / 1000,
            choice.url.as_deref().unwrap_or_default()
        );
    }
    Ok(())
}

fn choices(task: &TaskEnvelope) -> impl Iterator<Item = &Choice> {
    let task = task.data.iter();
    task.flat_map(|task| &task.choices).flatten()
}
