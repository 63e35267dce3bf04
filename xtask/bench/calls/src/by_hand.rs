//! The calls as a good engineer writes them by hand: reqwest, and closed structs.

use decode::by_hand::{Model, SongPage};
use reqwest::header::ACCEPT;
use reqwest::{RequestBuilder, StatusCode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::runtime::Runtime;

use crate::{CONNECT_TIMEOUT, Case, JOB, PROMPT, SONGS, Subject, TIMEOUT, TOKEN, times};

/// A job.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)] // decoded for whoever asks for it
#[allow(clippy::struct_field_names)] // as on the wire
struct Job {
    jobid: String,
    verb: String,
    job_type: JobType,
    status: JobStatus,
    created: String,
    updated: Option<String>,
    request: JobRequest,
    response: Option<MusicResult>,
    error: Option<String>,
    error_details: Option<String>,
    code: Option<i64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum JobType {
    Music,
    Tts,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum JobStatus {
    Created,
    Completed,
    Failed,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)]
struct JobRequest {
    account: Option<String>,
    prompt: Option<String>,
    model: Option<Model>,
    r#async: Option<bool>,
    reply_url: Option<String>,
    reply_ref: Option<String>,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct MusicResult {
    feed_id: i64,
    state: i64,
    songs: Vec<decode::by_hand::Song>,
}

/// A request for a song.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CreateSong {
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<String>,
    prompt: String,
    model: Model,
    r#async: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_url: Option<String>,
    reply_ref: String,
}

/// A reqwest client with the settings of ours.
pub struct ByHand {
    http: reqwest::Client,
    url: String,
}

impl ByHand {
    /// Of a server at this address.
    pub fn new(url: &str) -> Self {
        let http = reqwest::Client::builder()
            .user_agent("by-hand/1")
            .timeout(TIMEOUT)
            .connect_timeout(CONNECT_TIMEOUT);
        Self {
            http: http.build().expect("a client"),
            url: url.to_owned(),
        }
    }

    async fn send<T: DeserializeOwned>(&self, request: RequestBuilder, status: StatusCode) -> T {
        let request = request
            .bearer_auth(TOKEN)
            .header(ACCEPT, "application/json");
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status(), status);
        response.json().await.expect("the documented answer")
    }

    async fn get(&self) {
        let request = self.http.get(format!("{}/v1/mureka/jobs/{JOB}", self.url));
        let job: Job = self.send(request, StatusCode::OK).await;
        assert_eq!(job.jobid, JOB);
    }

    async fn post(&self) {
        let song = CreateSong {
            account: None,
            prompt: PROMPT.to_owned(),
            model: Model::V9,
            r#async: true,
            reply_url: None,
            reply_ref: "mureka-0123456789abcdef".to_owned(),
        };
        let request = self
            .http
            .post(format!("{}/v1/mureka/music/create", self.url));
        let job: Job = self.send(request.json(&song), StatusCode::CREATED).await;
        assert_eq!(job.jobid, JOB);
    }

    async fn page(&self) {
        let request = self.http.get(format!("{}/v1/mureka/music/", self.url));
        let request = request.query(&[("expand", "true")]);
        let page: SongPage = self.send(request, StatusCode::OK).await;
        assert_eq!(page.list.len(), SONGS / 2);
    }
}

impl Subject for ByHand {
    fn name(&self) -> &'static str {
        "by hand"
    }

    fn call(&self, runtime: &Runtime, case: Case, times: usize) {
        match case {
            Case::Get => times!(runtime, times, self.get()),
            Case::Post => times!(runtime, times, self.post()),
            Case::Page => times!(runtime, times, self.page()),
        }
    }
}
