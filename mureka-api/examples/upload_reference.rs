//! Uploads a track, a vocal and a motif, and makes songs that follow them.
//!
//! An embedded server answers, and its clock is paused, so that nobody waits. In real use the
//! client is `Client::from_env()?` and `main` a plain `#[tokio::main]`.

use std::path::Path;
use std::time::Duration;

use mureka_api::Upload;
use mureka_api::useapi::Client;
use mureka_api::useapi::types::{
    CreateSongAdvanced, MusicResult, UploadMotif, UploadTrack, UploadVocal,
};
use mureka_mock::MockServer;

const LYRICS: &str = "[Verse]\nSnow on the roof and soot on the floor\n[Chorus]\nSilly old Santa";

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mock = MockServer::builder()
        .generation_time(Duration::from_secs(45))
        .start()
        .await?;
    let client = Client::builder()
        .token("user:upload")
        .base_url(mock.base_url())
        .build()?;

    // Any mp3 will do; this one is made up, and gone with its folder.
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("demo.mp3");
    let frames = [b"\xff\xfb\x90\x00".as_slice(), &[0; 4996]].concat();
    std::fs::write(&path, frames.repeat(20))?;

    let track = UploadTrack::new("Demo of mine", "pop", "happy");
    let track = client.tracks().upload(track, mp3(&path).await?).await?;
    let track = track.id.ok_or("a track without an id")?;
    let vocal = UploadVocal::new("My voice");
    let vocal = client.vocals().upload(vocal, mp3(&path).await?).await?;
    let vocal = vocal.id.ok_or("a vocal without an id")?;
    let motif = mp3(&path).await?;
    let motif = client.motifs().upload(UploadMotif::new(), motif).await?;
    let motif = motif.id.ok_or("a motif without an id")?;
    println!(
        "track {}, vocal {}, motif {}",
        track.to_text(),
        vocal.to_text(),
        motif.to_text()
    );

    // A reference sets the style, a vocal the voice.
    let request = CreateSongAdvanced::new(LYRICS)
        .title("Soot")
        .ref_id(track)
        .vocal_id(vocal);
    let done = client.songs().create_advanced(request).await?;
    show("after the track, in my voice", &done);

    // A motif is the melody it begins with.
    let request = CreateSongAdvanced::new(LYRICS).motif_id(motif);
    let done = client.songs().create_advanced(request).await?;
    show("on the motif", &done);
    Ok(())
}

/// Opened each time: an upload is a stream, and is read once.
async fn mp3(path: &Path) -> Result<Upload, Box<dyn std::error::Error>> {
    let upload = Upload::file(path).await?;
    println!("uploading {} bytes", upload.len());
    Ok(upload)
}

fn show(what: &str, done: &MusicResult) {
    println!("{what}:");
    for song in done.songs.iter().flatten() {
        println!("  {}", song.mp3_url.as_deref().unwrap_or_default());
    }
}
