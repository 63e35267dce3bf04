//! Goes on with a song: extends it by further lyrics, then makes it again from a moment on.
//!
//! An embedded server answers, and its clock is paused, so that nobody waits. In real use the
//! client is `Client::from_env()?` and `main` a plain `#[tokio::main]`.

use std::time::Duration;

use mureka_api::useapi::Client;
use mureka_api::useapi::types::{CreateSong, ExtendSong, Id, MusicResult, RegenerateSong};
use mureka_mock::MockServer;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mock = MockServer::builder()
        .generation_time(Duration::from_secs(45))
        .start()
        .await?;
    let client = Client::builder()
        .token("user:extend")
        .base_url(mock.base_url())
        .build()?;

    let request = CreateSong::new().prompt("Silly song about Santa");
    let created = client.songs().create(request).await?;
    let id = first(&created).ok_or("created, and no song came")?;
    println!("created      {}", id.to_text());

    // The id names the account too. The spacing between two calls is kept by the client.
    let verse = "[Verse]\nThe reindeer hum along\n[Chorus]\nHo ho ho, a silly song";
    let request = ExtendSong::new(id.clone(), verse);
    let extended = client.songs().extend(request).await?;
    let longer = first(&extended).ok_or("extended, and no song came")?;
    println!("extended     {}", longer.to_text());

    // Keeps the first half minute and sings the rest anew.
    let request = RegenerateSong::new(longer, 30_000);
    let again = client.songs().regenerate(request).await?;
    for song in again.songs.iter().flatten() {
        let id = song.song_id.as_ref().map(Id::to_text);
        println!(
            "regenerated  {}  {}",
            id.unwrap_or_default(),
            song.mp3_url.as_deref().unwrap_or_default()
        );
    }
    Ok(())
}

/// Every call makes two songs; the first will do here.
fn first(result: &MusicResult) -> Option<Id> {
    result.songs.as_ref()?.first()?.song_id.clone()
}
