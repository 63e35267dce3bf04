//! Row `calls` with the client that openapi-generator makes of the export.

use calls::{
    ByHand, CONNECT_TIMEOUT, Case, JOB, Make, Ours, PROMPT, SONGS, Subject, TIMEOUT, TOKEN, times,
};
use openapi_generator_client::apis::configuration::Configuration;
use openapi_generator_client::apis::{jobs_api, songs_api};
use openapi_generator_client::models::{CreateSong, MusicResultOrJob};
use tokio::runtime::Runtime;

/// What openapi-generator made, with the timeouts of the others.
struct Generated(Configuration);

impl Generated {
    fn new(url: &str) -> Self {
        let client = reqwest::Client::builder()
            .timeout(TIMEOUT)
            .connect_timeout(CONNECT_TIMEOUT);
        Self(Configuration {
            base_path: url.to_owned(),
            client: client.build().expect("a client"),
            bearer_access_token: Some(TOKEN.to_owned()),
            ..Configuration::new()
        })
    }

    async fn get(&self) {
        let job = jobs_api::get_job(&self.0, JOB).await.expect("a job");
        assert_eq!(job.jobid.flatten().as_deref(), Some(JOB));
    }

    async fn post(&self) {
        let song = CreateSong {
            prompt: Some(PROMPT.to_owned()),
            model: Some("V9".to_owned()),
            r#async: Some(true),
            reply_ref: Some("mureka-0123456789abcdef".to_owned()),
            ..CreateSong::new()
        };
        let job: MusicResultOrJob = songs_api::create_song(&self.0, song).await.expect("a job");
        assert_eq!(job.jobid.flatten().as_deref(), Some(JOB));
    }

    async fn page(&self) {
        let page = songs_api::list_songs(&self.0, None, None, Some(true));
        let list = page.await.expect("a page").list.flatten();
        assert_eq!(list.map(|list| list.len()), Some(SONGS / 2));
    }
}

impl Subject for Generated {
    fn name(&self) -> &'static str {
        "openapi-generator"
    }

    fn call(&self, runtime: &Runtime, case: Case, times: usize) {
        match case {
            Case::Get => times!(runtime, times, self.get()),
            Case::Post => times!(runtime, times, self.post()),
            Case::Page => times!(runtime, times, self.page()),
        }
    }
}

const SUBJECTS: [Make; 3] = [
    |url| Box::new(Ours::new(url)),
    |url| Box::new(ByHand::new(url)),
    |url| Box::new(Generated::new(url)),
];

fn main() {
    calls::run(&SUBJECTS);
}
