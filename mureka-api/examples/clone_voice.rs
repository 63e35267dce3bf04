//! Clones a voice from a recording, lets it speak, and deletes it again.
//!
//! An embedded server answers, and its clock is paused, so that nobody waits. In real use the
//! client is `Client::from_env()?` and `main` a plain `#[tokio::main]`.

use std::time::Duration;

use mureka_api::Upload;
use mureka_api::useapi::Client;
use mureka_api::useapi::types::{CloneVoice, CreateSpeech, DeleteVoice, ListVoices, VoiceLanguage};
use mureka_mock::MockServer;

/// In real use `Upload::file("clip.mp3").await?`: 10 to 60 seconds of clear speech.
fn clip() -> Upload {
    let mut mp3 = b"\xff\xfb\x90\x00".to_vec();
    mp3.resize(160_000, 0);
    Upload::bytes(mp3).named("clip.mp3")
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mock = MockServer::builder()
        .generation_time(Duration::from_secs(60))
        .start()
        .await?;
    let client = Client::builder()
        .token("user:voice")
        .base_url(mock.base_url())
        .build()?;

    // The clip is streamed, however long it is. This call waits for the voice itself.
    let clip = clip();
    println!("uploading {} bytes", clip.len());
    let request = CloneVoice::new("Anna", "Warm and a little hoarse", VoiceLanguage::En);
    let voice = client.voices().clone_voice(request, clip).await?;
    let id = voice.id.ok_or("a voice without an id")?;
    println!("voice {}", id.to_text());

    let mut own = client.voices().list(ListVoices::new().cloned(true)).items();
    while let Some(voice) = own.try_next().await? {
        println!("  mine: {}", voice.title.as_deref().unwrap_or_default());
    }

    let request = CreateSpeech::new()
        .text("Hello. This is me, or nearly.")
        .voice_id(&id);
    let speech = client.speech().create(request).await?;
    println!("speech {}", speech.mp3_url.as_deref().unwrap_or_default());

    // For good: no speech can be made with it any more.
    client.voices().delete(DeleteVoice::new(&id)).await?;
    println!("voice deleted");
    Ok(())
}
