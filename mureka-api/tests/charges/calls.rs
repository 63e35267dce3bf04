//! Every call that costs something, or may, and one that is free.

use std::time::Duration;

use mureka_api::cloudsway::{self, types as cloud};
use mureka_api::jobs::Start;
use mureka_api::useapi::types::{
    CloneVoice, CreateInstrumental, CreateSong, CreateSongAdvanced, CreateSpeech, ExtendSong,
    GenerateLyrics, GenerateVideo, RegenerateSong, VoiceLanguage,
};
use mureka_api::useapi::{self};
use mureka_api::{Error, Options, Retry, Submission, Ticket};
use mureka_mock::MockServer;

/// What is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    Create,
    Advanced,
    Instrumental,
    Extend,
    Regenerate,
    Speech,
    Video,
    CloneVoice,
    Lyrics,
    CloudGenerate,
    CloudExtend,
}

impl Call {
    pub const ALL: [Self; 11] = [
        Self::Create,
        Self::Advanced,
        Self::Instrumental,
        Self::Extend,
        Self::Regenerate,
        Self::Speech,
        Self::Video,
        Self::CloneVoice,
        Self::Lyrics,
        Self::CloudGenerate,
        Self::CloudExtend,
    ];

    /// Name of the API and of the operation.
    pub fn operation(self) -> (&'static str, &'static str) {
        match self {
            Self::Create => ("useapi", "create_song"),
            Self::Advanced => ("useapi", "create_song_advanced"),
            Self::Instrumental => ("useapi", "create_instrumental"),
            Self::Extend => ("useapi", "extend_song"),
            Self::Regenerate => ("useapi", "regenerate_song"),
            Self::Speech => ("useapi", "create_speech"),
            Self::Video => ("useapi", "generate_video"),
            Self::CloneVoice => ("useapi", "clone_voice"),
            Self::Lyrics => ("useapi", "generate_lyrics"),
            Self::CloudGenerate => ("cloudsway", "generate_song"),
            Self::CloudExtend => ("cloudsway", "extend_song"),
        }
    }

    pub fn is_cloudsway(self) -> bool {
        self.operation().0 == "cloudsway"
    }

    pub fn is_free(self) -> bool {
        self == Self::Lyrics
    }

    /// Whether there is a job to come back to.
    pub fn has_job(self) -> bool {
        !matches!(self, Self::Video | Self::CloneVoice | Self::Lyrics)
    }

    /// Whether a lost submission can be looked up.
    pub fn can_be_found(self) -> bool {
        self.has_job() && !self.is_cloudsway()
    }

    /// Whether the call can be asked to wait for its result by itself.
    pub fn may_wait(self) -> bool {
        self.can_be_found()
    }
}

/// How it is called.
#[derive(Clone, Debug, Default)]
pub struct Way {
    /// Without `async`.
    pub waits: bool,
    pub reference: Option<String>,
    pub account: Option<String>,
}

/// Clients of both APIs.
#[derive(Clone)]
pub struct Clients {
    pub useapi: useapi::Client,
    pub cloudsway: cloudsway::Client,
}

/// How long an answer may take; faults that delay one take longer.
pub const TIMEOUT: Duration = Duration::from_secs(100);

impl Clients {
    pub fn new(mock: &MockServer, retry: Retry, seed: u64, paced: bool) -> Self {
        let options = Options::new().retry(retry).paced(paced);
        let useapi = useapi::Client::builder()
            .token("user:1-test")
            .base_url(mock.base_url())
            .timeout(TIMEOUT)
            .options(options.clone())
            .seed(seed)
            .build()
            .unwrap();
        let cloudsway = cloudsway::Client::builder()
            .api_key("key")
            .endpoint("e")
            .base_url(mock.base_url())
            .timeout(TIMEOUT)
            .options(options)
            .seed(seed)
            .build()
            .unwrap();
        Self { useapi, cloudsway }
    }

    /// The same with another policy.
    pub fn with(&self, retry: &Retry) -> Self {
        let options = Options::new().retry(retry.clone());
        Self {
            useapi: self.useapi.with(options.clone()),
            cloudsway: self.cloudsway.with(options),
        }
    }

    /// Calls, and waits for the result. A call without a job gives no ticket.
    pub async fn call(&self, call: Call, way: Way) -> Result<Option<Ticket>, Error> {
        // Sets what the requests have in common.
        macro_rules! job {
            ($request:expr, $calls:expr, $method:ident) => {{
                let mut request = $request;
                request.async_ = way.waits.then_some(false);
                request.reply_ref = way.reference;
                let done = patiently($calls.$method(request)).await?;
                Ok(Some(done.ticket().clone()))
            }};
        }
        let client = &self.useapi;
        let songs = client.songs();
        let song = song(way.account.as_deref());
        match call {
            Call::Create => {
                let mut request = CreateSong::new().prompt("Santa");
                request.account = way.account;
                job!(request, songs, create)
            }
            Call::Advanced => {
                let mut request = CreateSongAdvanced::new("La la la");
                request.account = way.account;
                job!(request, songs, create_advanced)
            }
            Call::Instrumental => {
                let mut request = CreateInstrumental::new();
                request.account = way.account;
                job!(request, songs, create_instrumental)
            }
            Call::Extend => job!(ExtendSong::new(song, "La"), songs, extend),
            Call::Regenerate => job!(RegenerateSong::new(song, 1000), songs, regenerate),
            Call::Speech => {
                let mut request = CreateSpeech::new().text("Hello").voice_id(1);
                request.account = way.account;
                job!(request, client.speech(), create)
            }
            Call::Video => {
                songs.generate_video(GenerateVideo::new(song)).await?;
                Ok(None)
            }
            Call::CloneVoice => {
                let mut request = CloneVoice::new("Ann", "A voice", VoiceLanguage::En);
                request.account = way.account;
                client.voices().clone_voice(request, vec![7; 2000]).await?;
                Ok(None)
            }
            Call::Lyrics => {
                let mut request = GenerateLyrics::new();
                request.account = way.account;
                client.lyrics().generate(request).await?;
                Ok(None)
            }
            Call::CloudGenerate => {
                let request = cloud::GenerateSong::new("La");
                let done = patiently(self.cloudsway.songs().generate(request)).await?;
                Ok(Some(done.ticket().clone()))
            }
            Call::CloudExtend => {
                let mut request = cloud::ExtendSong::new("La", "8000");
                request.song_id = Some("1".into());
                let done = patiently(self.cloudsway.songs().extend(request)).await?;
                Ok(Some(done.ticket().clone()))
            }
        }
    }
}

/// Looks seldom, so that thousands of waits take no time to test.
fn patiently<R: Start>(submission: Submission<R>) -> Submission<R> {
    let submission = submission.poll_every(Duration::from_secs(50));
    submission.deadline(Duration::from_secs(400))
}

/// A song that the first account of the mock has from the start.
fn song(account: Option<&str>) -> String {
    let account = account.unwrap_or("12345678901234");
    format!("user:777-mureka:{account}-song:111122222")
}
