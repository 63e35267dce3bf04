//! The calls through `mureka-api`.

use mureka_api::Options;
use mureka_api::useapi::Client;
use mureka_api::useapi::types::{CreateSong, ListSongs, Model};
use tokio::runtime::Runtime;

use crate::{Case, JOB, PROMPT, SONGS, Subject, TOKEN, times};

/// A client with its defaults, but for the pace: paid calls would be 3 s apart.
pub struct Ours(Client);

impl Ours {
    /// Of a server at this address.
    pub fn new(url: &str) -> Self {
        let client = Client::builder()
            .token(TOKEN)
            .base_url(url)
            .options(Options::new().paced(false))
            .seed(7);
        Self(client.build().expect("a client"))
    }

    async fn get(&self) {
        let job = self.0.jobs().get(JOB).await.expect("a job");
        assert_eq!(job.jobid(), Some(JOB));
    }

    async fn post(&self) {
        let song = CreateSong::new().prompt(PROMPT).model(Model::V9);
        let job = self.0.songs().submit(song).await.expect("a job");
        assert_eq!(job.id(), JOB);
    }

    async fn page(&self) {
        let list = self.0.songs().list(ListSongs::new().expand(true));
        let page = list.await.expect("a page");
        let generations = page.list.as_ref();
        assert_eq!(generations.map(|list| list.len()), Some(SONGS / 2));
    }
}

impl Subject for Ours {
    fn name(&self) -> &'static str {
        "mureka-api"
    }

    fn call(&self, runtime: &Runtime, case: Case, times: usize) {
        match case {
            Case::Get => times!(runtime, times, self.get()),
            Case::Post => times!(runtime, times, self.post()),
            Case::Page => times!(runtime, times, self.page()),
        }
    }
}
