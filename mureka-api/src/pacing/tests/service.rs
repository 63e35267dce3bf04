//! Against the mock server with the limits that it enforces.

use std::time::Duration;

use mureka_mock::MockServer;
use tokio::time::Instant;

use super::support::{SONG, pacing};
use crate::pacing::{Running, RunningJob};
use crate::useapi::{Client, types};
use crate::{Error, ErrorKind};

const ACCOUNT: &str = "12345678901234";

struct Jobs(Client);

impl Running for Jobs {
    async fn list(&self) -> Result<Vec<RunningJob>, Error> {
        let jobs = self.0.raw().list_jobs().await?.into_inner();
        let jobs = serde_json::to_value(jobs).unwrap();
        let accounts = jobs["accounts"].as_object().unwrap().clone();
        let of_account = |(account, listed): (String, serde_json::Value)| {
            let jobs = listed["jobs"].as_array().unwrap().clone();
            jobs.into_iter().map(move |job| RunningJob {
                account: account.clone(),
                jobid: job["jobid"].as_str().unwrap().to_owned(),
                takes_slot: job["verb"] != "speech",
            })
        };
        Ok(accounts.into_iter().flat_map(of_account).collect())
    }

    async fn ended(&self, jobid: &str) -> Result<bool, Error> {
        match self.0.raw().get_job(jobid).await {
            Ok(job) => {
                let job = serde_json::to_value(job.into_inner()).unwrap();
                Ok(job["status"] == "completed" || job["status"] == "failed")
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
            Err(error) => Err(error),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn forty_songs_in_a_row_are_never_refused() {
    let mock = MockServer::builder()
        .generation_time(Duration::from_secs(45))
        .start()
        .await
        .unwrap();
    let client = Client::builder()
        .base_url(mock.base_url())
        .token("user:1-x")
        .build()
        .unwrap();
    let (pacing, start) = (pacing(), Instant::now());
    pacing.alias(ACCOUNT);
    let songs: Vec<_> = (0..40)
        .map(|number| {
            let (pacing, client) = (pacing.clone(), client.clone());
            tokio::spawn(async move {
                let running = Jobs(client.clone());
                let account = (number % 2 == 0).then_some(ACCOUNT);
                let mut turn = pacing.admit(SONG, account, &running).await?;
                let mut song = types::CreateSong::new();
                song.account = account.map(str::to_owned);
                song.async_ = Some(true);
                let raw = client.raw();
                match turn.sending(raw.create_song(&song)).await?.into_inner() {
                    types::CreateSongResponse::Created(job) => turn.accepted(job.jobid().unwrap()),
                    other @ types::CreateSongResponse::Ok(_) => panic!("{other:?}"),
                }
                Ok::<(), Error>(())
            })
        })
        .collect();
    for song in songs {
        song.await.unwrap().unwrap();
    }
    assert_eq!(mock.ledger().charges.len(), 40);
    let least = 3.0 * 45.0;
    let took = start.elapsed().as_secs_f64();
    assert!((least..least + 27.0 + 15.0).contains(&took), "{took}");
}
