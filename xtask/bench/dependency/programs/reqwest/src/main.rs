//! A song, from the request to its link, on reqwest alone.

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Job {
    jobid: String,
    status: String,
    response: Option<Response>,
}

#[derive(Deserialize)]
struct Response {
    songs: Option<Vec<Song>>,
}

#[derive(Deserialize)]
struct Song {
    title: Option<String>,
    mp3_url: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let token = std::env::var("USEAPI_TOKEN")?;
    let base = "https://api.useapi.net/v1/mureka";
    let client = reqwest::Client::new();
    let body = json!({"prompt": "Silly song about Santa", "model": "V9", "async": true});
    let request = client.post(format!("{base}/music/create"));
    let answer = request.bearer_auth(&token).json(&body).send().await?;
    let mut job: Job = answer.error_for_status()?.json().await?;
    while job.status == "created" {
        tokio::time::sleep(Duration::from_secs(5)).await;
        let request = client.get(format!("{base}/jobs/{}", job.jobid));
        let answer = request.bearer_auth(&token).send().await?;
        job = answer.error_for_status()?.json().await?;
    }
    let songs = job.response.and_then(|response| response.songs);
    for song in songs.into_iter().flatten() {
        println!(
            "{}  {}",
            song.title.as_deref().unwrap_or_default(),
            song.mp3_url.as_deref().unwrap_or_default(),
        );
    }
    Ok(())
}
