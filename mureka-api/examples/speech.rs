//! Lets a voice speak, and two voices talk to each other.
//!
//! An embedded server answers, and its clock is paused, so that nobody waits. In real use the
//! client is `Client::from_env()?` and `main` a plain `#[tokio::main]`.

use std::time::Duration;

use mureka_api::useapi::Client;
use mureka_api::useapi::types::{ConversationTurn, CreateSpeech, ListVoices, Speech};
use mureka_mock::MockServer;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mock = MockServer::builder()
        .generation_time(Duration::from_secs(20))
        .start()
        .await?;
    let client = Client::builder()
        .token("user:speech")
        .base_url(mock.base_url())
        .build()?;

    // Two of the voices that there are.
    let mut voices = client.voices().list(ListVoices::new()).items();
    let mut ids = Vec::new();
    while ids.len() < 2 {
        let Some(voice) = voices.try_next().await? else {
            break;
        };
        println!("voice  {}", voice.title.as_deref().unwrap_or_default());
        ids.extend(voice.id);
    }
    let (Some(anna), Some(ben)) = (ids.first(), ids.last()) else {
        return Err("there are no voices".into());
    };

    let request = CreateSpeech::new()
        .title("Greeting")
        .text("Hello, and welcome to the show.")
        .voice_id(anna);
    show("alone", &*client.speech().create(request).await?);

    // On the wire a conversation is JSON inside a string; here it is a list.
    let turns = vec![
        ConversationTurn::new(anna, "Did you hear the new song?"),
        ConversationTurn::new(ben, "The silly one about Santa?"),
        ConversationTurn::new(anna, "That one."),
    ];
    let request = CreateSpeech::new().title("Two voices").conversation(turns);
    show("together", &*client.speech().create(request).await?);
    Ok(())
}

fn show(what: &str, speech: &Speech) {
    let seconds = speech.duration_milliseconds.unwrap_or_default() / 1000;
    let link = speech.mp3_url.as_deref().unwrap_or_default();
    println!("{what}  {seconds} s  {link}");
}
