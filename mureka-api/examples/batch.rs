//! Forty songs over four accounts: paced, as fast as the accounts allow, with tickets kept.
//!
//! An embedded server answers, and its clock is paused, so that nobody waits. In real use the
//! client is `Client::from_env()?` and `main` a plain `#[tokio::main]`.

use std::fs::OpenOptions;
use std::io::Write;
use std::time::Duration;

use mureka_api::useapi::Client;
use mureka_api::useapi::types::CreateSong;
use mureka_mock::{Fault, MockServer};
use tokio::time::Instant;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mock = MockServer::builder()
        .account("anna")
        .account("ben")
        .account("cleo")
        .account("dora")
        .generation_time(Duration::from_secs(45))
        // One account turns out to be broken, and one song fails.
        .fault(Fault::on("create_song").status(596).code("SESSION_EXPIRED"))
        .fault(
            Fault::on("create_song")
                .skip(20)
                .job_ends("failed", "no inspiration"),
        )
        .start()
        .await?;
    let client = Client::builder()
        .token("user:batch")
        .base_url(mock.base_url())
        .build()?;

    let folder = tempfile::tempdir()?;
    let saved = folder.path().join("tickets.jsonl");
    let mut file = OpenOptions::new().create(true).append(true).open(&saved)?;

    let pool = client.pool();
    let requests = (0..40).map(|number| CreateSong::new().prompt(format!("Song number {number}")));
    let begun = Instant::now();
    let mut results = pool
        .run(requests)
        .deadline(Duration::from_secs(300))
        // Written down before anything else happens: a crash loses no song.
        .on_submitted(move |place, ticket| {
            let line = serde_json::json!({"place": place, "ticket": ticket});
            if let Err(error) = writeln!(file, "{line}") {
                eprintln!("song {place} is not written down: {error}");
            }
        })
        .results();

    let (mut done, mut failed) = (0, 0);
    while let Some((place, result)) = results.next().await {
        let after = begun.elapsed().as_secs();
        match result {
            Ok(song) => {
                done += 1;
                let account = song.ticket().account.as_deref().unwrap_or_default();
                println!("{after:4} s  song {place:2} by {account}");
            }
            Err(error) => {
                failed += 1;
                println!("{after:4} s  song {place:2} failed: {error}");
            }
        }
    }

    for account in pool.accounts().await? {
        let state = account.trouble.as_deref().unwrap_or("works");
        println!("{}: {state}", account.account);
    }
    let tickets = std::fs::read_to_string(&saved)?.lines().count();
    println!("{done} done, {failed} failed, {tickets} tickets written down");
    println!("{} songs were paid for", mock.ledger().total);
    Ok(())
}
