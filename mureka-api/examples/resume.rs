//! Survives a crash: the job goes on at the service, and another process finds it again.
//!
//! An embedded server answers, and its clock is paused, so that nobody waits. In real use the
//! client is `Client::from_env()?` and `main` a plain `#[tokio::main]`. Each function here is
//! a process of its own: all it has of the others is what they wrote down.

use std::path::Path;
use std::time::Duration;

use mureka_api::Ticket;
use mureka_api::useapi::Client;
use mureka_api::useapi::types::{CreateSong, MusicResult};
use mureka_mock::MockServer;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn client(mock: &MockServer) -> Result<Client> {
    let builder = Client::builder().token("user:resume");
    Ok(builder.base_url(mock.base_url()).build()?)
}

/// Writes down what to look for, submits, writes down the ticket, and crashes.
async fn crashes_while_it_waits(client: Client, folder: &Path) -> Result<()> {
    std::fs::write(folder.join("order"), "order-17")?;
    let request = CreateSong::new().prompt("Santa").reply_ref("order-17");
    let job = client.songs().submit(request).await?;
    std::fs::write(folder.join("ticket"), serde_json::to_string(job.ticket())?)?;
    println!("submitted {}, and crashed", job.id());
    Ok(())
}

/// The same, but crashes a moment earlier.
async fn crashes_before_it_has_a_ticket(client: Client, folder: &Path) -> Result<()> {
    std::fs::write(folder.join("order"), "order-18")?;
    let request = CreateSong::new().prompt("Rudolph").reply_ref("order-18");
    let _lost = client.songs().submit(request).await?;
    println!("crashed before the ticket was written");
    Ok(())
}

/// Goes on where the last process ended, and pays for nothing twice.
async fn starts_again(client: Client, folder: &Path) -> Result<()> {
    let ticket: Option<Ticket> = match std::fs::read_to_string(folder.join("ticket")) {
        Ok(saved) => Some(serde_json::from_str(&saved)?),
        // No ticket, but the reference is there: a running job may have it.
        Err(_) => {
            let reference = std::fs::read_to_string(folder.join("order"))?;
            println!("  looking for {reference}");
            client.jobs().find(&reference).await?
        }
    };
    let Some(ticket) = ticket else {
        // Neither runs nor was written down. If it may have ended meanwhile, look at the list
        // of songs before it is ordered again.
        println!("  nothing runs under this reference");
        return Ok(());
    };
    println!("  waiting for {}", ticket.id);
    let done = client.songs().resume(ticket)?.await?;
    show(&done);
    Ok(())
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> Result<()> {
    let generation = Duration::from_secs(45);
    let builder = MockServer::builder().generation_time(generation);
    let mock = builder.start().await?;

    let first = tempfile::tempdir()?;
    crashes_while_it_waits(client(&mock)?, first.path()).await?;
    starts_again(client(&mock)?, first.path()).await?;

    let second = tempfile::tempdir()?;
    crashes_before_it_has_a_ticket(client(&mock)?, second.path()).await?;
    starts_again(client(&mock)?, second.path()).await?;

    println!("{} songs were paid for", mock.ledger().total);
    Ok(())
}

fn show(done: &MusicResult) {
    for song in done.songs.iter().flatten() {
        println!("  {}", song.mp3_url.as_deref().unwrap_or_default());
    }
}
