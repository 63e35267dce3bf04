//! Creates songs: with a model, with a deadline, and with a word on every way it can fail.
//!
//! An embedded server answers, and its clock is paused, so that nobody waits. In real use the
//! client is `Client::from_env()?` and `main` a plain `#[tokio::main]`.

use std::time::Duration;

use mureka_api::useapi::Client;
use mureka_api::useapi::types::{CreateSong, Model, MusicResult};
use mureka_api::{Charged, Done, Error};
use mureka_mock::{Fault, MockServer};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mock = MockServer::builder()
        .generation_time(Duration::from_secs(45))
        .start()
        .await?;
    let client = Client::builder()
        .token("user:create")
        .base_url(mock.base_url())
        .build()?;

    println!("All is well:");
    create(&client, Duration::from_secs(300)).await?;

    println!("The account has no credits left:");
    mock.fault(Fault::on("create_song").status(402));
    create(&client, Duration::from_secs(300)).await?;

    println!("The connection is cut after the song was accepted:");
    mock.fault(Fault::on("create_song").after().cut());
    create(&client, Duration::from_secs(300)).await?;

    println!("The song takes longer than the deadline:");
    create(&client, Duration::from_secs(20)).await?;

    println!("{} songs were paid for", mock.ledger().total);
    Ok(())
}

/// One song, and what to do when there is none.
async fn create(client: &Client, deadline: Duration) -> Result<(), Error> {
    let request = CreateSong::new()
        .prompt("Silly song about Santa")
        .model(Model::V9);
    let error = match client.songs().create(request).deadline(deadline).await {
        Ok(done) => {
            show(&done);
            return Ok(());
        }
        Err(error) => error,
    };

    // One line: what happened, whether it was charged, what to do next.
    println!("  {error}");
    if let Some(ticket) = error.ticket() {
        // The song goes on at the service. Waiting again costs nothing.
        println!("  waiting once more");
        show(&client.songs().resume(ticket.clone())?.await?);
        return Ok(());
    }
    match error.charged() {
        Charged::No => println!("  it is safe to try again later, or with another account"),
        _ => println!("  look at the list of songs first: it may have been made"),
    }
    Ok(())
}

fn show(done: &Done<MusicResult>) {
    for song in done.songs.iter().flatten() {
        let title = song.title.as_deref().unwrap_or_default();
        println!("  {title}  {}", song.mp3_url.as_deref().unwrap_or_default());
    }
}
