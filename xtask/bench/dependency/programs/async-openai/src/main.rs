//! Speech and uploaded files on async-openai.

use async_openai::Client;
use async_openai::types::audio::{CreateSpeechRequestArgs, SpeechModel, Voice};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::new();
    let request = CreateSpeechRequestArgs::default()
        .input("Silly song about Santa")
        .voice(Voice::Alloy)
        .model(SpeechModel::Tts1)
        .build()?;
    let speech = client.audio().speech().create(request).await?;
    println!("{} bytes", speech.bytes.len());
    for file in client.files().list().await?.data {
        println!("{}  {}", file.id, file.filename);
    }
    Ok(())
}
