//! One song, start to finish, with no token: an embedded server answers.
//!
//! Against the service itself, with a token in `USEAPI_TOKEN`, the client would be
//! `Client::from_env()?`, the clock would not be paused, and everything else the same.

use mureka_api::useapi::Client;
use mureka_api::useapi::types::{CreateSong, Model};
use mureka_mock::MockServer;

// A paused clock skips whatever is waited for: 45 s are over at once.
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mock = MockServer::start().await?;
    let client = Client::builder()
        .token("user:quickstart")
        .base_url(mock.base_url())
        .build()?;

    // Submitted as a job, waited for, typed.
    let request = CreateSong::new()
        .prompt("Silly song about Santa")
        .model(Model::V9);
    let done = client.songs().create(request).await?;

    println!("{}", done.ticket().id);
    for song in done.songs.iter().flatten() {
        let seconds = song.duration_milliseconds.unwrap_or_default() / 1000;
        println!(
            "{}  {}:{:02}  {}",
            song.title.as_deref().unwrap_or_default(),
            seconds / 60,
            seconds % 60,
            song.mp3_url.as_deref().unwrap_or_default(),
        );
    }
    Ok(())
}
