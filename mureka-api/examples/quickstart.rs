//! One song, start to finish, with no token: an embedded server answers.
//!
//! Against the service itself, with a token in `USEAPI_TOKEN`, the client would be
//! `Client::from_env()?` and everything else the same.

use std::time::Duration;

use mureka_api::useapi::Client;
use mureka_api::useapi::types::{CreateSong, CreateSongResponse, Job, JobStatus, Model};
use mureka_mock::MockServer;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mock = MockServer::start().await?;
    let client = Client::builder()
        .token("user:quickstart")
        .base_url(mock.base_url())
        .build()?;

    // Submitted as a job: the call comes back at once.
    let request = CreateSong::new()
        .prompt("Silly song about Santa")
        .model(Model::V9)
        .async_(true);
    let CreateSongResponse::Created(mut job) = client.songs().create(request).await? else {
        return Err("asked for a job, got songs at once".into());
    };
    let jobid = job.jobid().ok_or("a job without an id")?.to_owned();
    println!("{jobid}");

    while job.status() == Some(&JobStatus::Created) {
        println!("  created, waiting");
        // The service takes about 45 seconds; every 5 is often enough there.
        tokio::time::sleep(Duration::from_millis(500)).await;
        job = client.jobs().get(&jobid).await?;
    }

    let Job::Music(job) = job else {
        return Err("not a music job".into());
    };
    if let Some(error) = job.error {
        return Err(error.into());
    }
    let songs = job
        .response
        .and_then(|result| result.songs)
        .unwrap_or_default();
    println!("  completed, {} songs", songs.len());
    for song in songs {
        let seconds = song.duration_milliseconds.unwrap_or_default() / 1000;
        println!(
            "{}  {}:{:02}  {}",
            song.title.unwrap_or_default(),
            seconds / 60,
            seconds % 60,
            song.mp3_url.unwrap_or_default(),
        );
    }
    Ok(())
}
