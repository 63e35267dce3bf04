//! A song, from the request to its link, on mureka-api.

use mureka_api::useapi::Client;
use mureka_api::useapi::types::{CreateSong, Model};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env()?;
    let request = CreateSong::new()
        .prompt("Silly song about Santa")
        .model(Model::V9);
    let done = client.songs().create(request).await?;
    for song in done.songs.iter().flatten() {
        println!(
            "{}  {}",
            song.title.as_deref().unwrap_or_default(),
            song.mp3_url.as_deref().unwrap_or_default(),
        );
    }
    Ok(())
}
