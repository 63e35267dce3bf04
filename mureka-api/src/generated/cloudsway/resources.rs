// Generated from spec/cloudsway.yaml by `cargo xtask regen`: do not edit.

//! The Cloudsway MaaS_Mureka by resource: what most programs call.
use super::raw::Raw;
use super::types;
use crate::cloudsway::Client;
use crate::{Error, Upload};

impl Client {
    /// Every operation by its operationId, with status, headers and body of the answer.
    pub fn raw(&self) -> Raw<'_> {
        Raw::new(self)
    }

    /// Upload the audio that steers a song.
    pub fn files(&self) -> Files<'_> {
        Files { raw: self.raw() }
    }

    /// Generate and extend songs.
    pub fn songs(&self) -> Songs<'_> {
        Songs { raw: self.raw() }
    }

    /// Follow a generation or an extension to its end.
    pub fn tasks(&self) -> Tasks<'_> {
        Tasks { raw: self.raw() }
    }
}

/// Upload the audio that steers a song.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = mureka_mock::MockServer::builder();
/// # let mock = mock.generation_time(std::time::Duration::ZERO).start().await?;
/// # let client = mureka_api::cloudsway::Client::builder().api_key("key").endpoint("endpoint");
/// # let client = client.base_url(mock.base_url()).build()?;
/// # let audio = b"ID3".to_vec();
/// use mureka_api::cloudsway::types::{FilePurpose, UploadFile};
///
/// let answer = client.files().upload(UploadFile::new(FilePurpose::Audio), mureka_api::Upload::bytes(audio)).await?;
/// println!("{answer:?}");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Files<'c> {
    pub(crate) raw: Raw<'c>,
}

impl Files<'_> {
    /// Upload audio for a purpose.
    ///
    /// Stores an audio file and answers with its id, which later calls name. The
    /// purpose decides the formats and how much of the audio is used; what is longer
    /// is cut off:
    ///
    /// * `reference` (mp3, m4a): 30 seconds. Steers the style of a generated song by
    ///   `reference_id`, or is a song to extend by `upload_audio_id`.
    /// * `vocal` (mp3, m4a): the voice is taken out of the audio, 15 to 30 seconds of
    ///   it. For `vocal_id`.
    /// * `melody` (mp3, m4a, mid): 5 to 60 seconds, taken from the voice in the audio;
    ///   MIDI recommended. For `melody_id`.
    /// * `instrumental` (mp3, m4a): 30 seconds. No call of the page takes one.
    /// * `voice` (mp3, m4a): 5 to 15 seconds. No call of the page takes one.
    /// * `audio` (mp3, m4a): no range of durations stated. For extending songs and
    ///   the like.
    ///
    /// No charge is named. Unlike the other calls, this one answers without an
    /// envelope: the fields of the file stand at the top. Should an envelope come all
    /// the same, a `code` other than 0 is taken for a failure here too.
    ///
    /// Checked before it is sent: mp3, m4a, mid.
    ///
    /// # Cost
    ///
    /// Free. Not safe to repeat unless it surely was not accepted.
    ///
    /// # Errors
    ///
    /// - `4XX` ([`GatewayError`](super::types::GatewayError)): The gateway or the service behind it refused the call.
    /// - `5XX` ([`GatewayError`](super::types::GatewayError)): The gateway or the service behind it refused the call.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::cloudsway::Client, audio: Vec<u8>) -> Result<(), mureka_api::Error> {
    /// use mureka_api::cloudsway::types::{FilePurpose, UploadFile};
    ///
    /// let answer = client.files().upload(UploadFile::new(FilePurpose::Audio), mureka_api::Upload::bytes(audio)).await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://docs.cloudsway.net/maasapi/api-reference/music/mureka_o2).
    pub async fn upload(
        &self,
        request: types::UploadFile,
        file: impl Into<Upload>,
    ) -> Result<types::UploadedFile, Error> {
        Ok(self.raw.upload_file(&request, file.into()).await?.into_inner())
    }
}

/// Generate and extend songs.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = mureka_mock::MockServer::builder();
/// # let mock = mock.generation_time(std::time::Duration::ZERO).start().await?;
/// # let client = mureka_api::cloudsway::Client::builder().api_key("key").endpoint("endpoint");
/// # let client = client.base_url(mock.base_url()).build()?;
/// use mureka_api::cloudsway::types::GenerateSong;
///
/// let request = GenerateSong::new("…")
///     .n(1)
///     .prompt("Create a pop song about youth and dreams");
/// let answer = client.songs().generate(request).await?;
/// println!("{answer:?}");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Songs<'c> {
    pub(crate) raw: Raw<'c>,
}

impl Songs<'_> {
    /// Generate songs from lyrics.
    ///
    /// Starts a task that sings the given lyrics and makes 1 to 3 songs, 2 unless `n`
    /// says otherwise. The answer comes at once and holds the new task; query it by
    /// `taskId` for the songs.
    ///
    /// The style comes from at most one of three sources: `prompt`; `melody_id`; or
    /// `reference_id` and `vocal_id`, each alone or both together.
    ///
    /// The page names neither a price nor limits on calls; count each call as paid. A
    /// `code` other than 0 in an answer of status 200 is taken for a failure: the page
    /// shows 0 for success and nothing else.
    ///
    /// # Cost
    ///
    /// Paid with every accepted call. Not safe to repeat unless it surely was not accepted.
    ///
    /// # Errors
    ///
    /// - `4XX` ([`GatewayError`](super::types::GatewayError)): The gateway or the service behind it refused the call.
    /// - `5XX` ([`GatewayError`](super::types::GatewayError)): The gateway or the service behind it refused the call.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::cloudsway::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::cloudsway::types::GenerateSong;
    ///
    /// let request = GenerateSong::new("…")
    ///     .n(1)
    ///     .prompt("Create a pop song about youth and dreams");
    /// let answer = client.songs().generate(request).await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://docs.cloudsway.net/maasapi/api-reference/music/mureka_o2).
    pub fn generate(
        &self,
        request: types::GenerateSong,
    ) -> crate::jobs::Submission<types::GenerateSong> {
        crate::jobs::Submission::new(self.raw.transport, request)
    }

    /// Extend a song with further lyrics.
    ///
    /// Starts a task that continues a song from the moment `extend_at` with the given
    /// lyrics. The song is either one that was generated here, named by `song_id`, or
    /// an uploaded one, named by `upload_audio_id`; the two exclude each other. The
    /// answer comes at once and holds the new task; query it by `taskId` for the
    /// result.
    ///
    /// The page names neither a price nor limits on calls; count each call as paid. A
    /// `code` other than 0 in an answer of status 200 is taken for a failure: the page
    /// shows 0 for success and nothing else.
    ///
    /// # Cost
    ///
    /// Paid with every accepted call. Not safe to repeat unless it surely was not accepted.
    ///
    /// # Errors
    ///
    /// - `4XX` ([`GatewayError`](super::types::GatewayError)): The gateway or the service behind it refused the call.
    /// - `5XX` ([`GatewayError`](super::types::GatewayError)): The gateway or the service behind it refused the call.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::cloudsway::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::cloudsway::types::ExtendSong;
    ///
    /// let answer = client.songs().extend(ExtendSong::new("…", "8000").song_id("113875917733890")).await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://docs.cloudsway.net/maasapi/api-reference/music/mureka_o2).
    pub fn extend(
        &self,
        request: types::ExtendSong,
    ) -> crate::jobs::Submission<types::ExtendSong> {
        crate::jobs::Submission::new(self.raw.transport, request)
    }

    /// Submits the request of any call of this resource that starts a job, without waiting for it.
    ///
    /// # Errors
    ///
    /// As those of the call. After one whose [`charged`](crate::Error::charged) is
    /// [`No`](crate::Charged::No) it is safe to submit again.
    pub async fn submit<R>(
        &self,
        request: R,
    ) -> Result<crate::jobs::JobHandle<R::Output>, Error>
    where
        R: crate::jobs::Start<Output = types::TaskEnvelope>,
    {
        crate::jobs::Submission::new(self.raw.transport, request).submit().await
    }

    /// Takes up a job that was submitted before, perhaps by another process. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// The ticket is of an operation with another result, or names no job.
    pub fn resume(
        &self,
        ticket: crate::Ticket,
    ) -> Result<crate::jobs::JobHandle<types::TaskEnvelope>, Error> {
        crate::jobs::JobHandle::resume(self.raw.transport, ticket)
    }
}

/// Follow a generation or an extension to its end.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = mureka_mock::MockServer::builder();
/// # let mock = mock.generation_time(std::time::Duration::ZERO).start().await?;
/// # let client = mureka_api::cloudsway::Client::builder().api_key("key").endpoint("endpoint");
/// # let client = client.base_url(mock.base_url()).build()?;
/// # use mureka_api::cloudsway::types::GenerateSong;
/// # let request = GenerateSong::new("…")
/// #     .n(1)
/// #     .prompt("Create a pop song about youth and dreams");
/// # let started = client.raw().generate_song(&request).await?;
/// # let job = started.data.as_ref().and_then(|inner| inner.task_id.as_ref()).ok_or("no job")?;
/// let answer = client.tasks().get(job).await?;
/// println!("{answer:?}");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Tasks<'c> {
    pub(crate) raw: Raw<'c>,
}

impl Tasks<'_> {
    /// Query a task.
    ///
    /// The present state of a generation or of an extension, and its songs once there
    /// are any. A task has ended when its status is `succeeded`, `failed`, `timeouted`
    /// or `cancelled`. In the phase `streaming`, which only tasks asked for with
    /// `stream` go through, a song can be heard at its `stream_url` while it is made.
    ///
    /// The links to finished songs stay valid for one month. No charge is named. A
    /// `code` other than 0 in an answer of status 200 is taken for a failure of the
    /// query, whereas a task that failed says so in its `status` and `failed_reason`.
    ///
    /// # Cost
    ///
    /// Free. Safe to repeat.
    ///
    /// # Errors
    ///
    /// - `4XX` ([`GatewayError`](super::types::GatewayError)): The gateway or the service behind it refused the call.
    /// - `5XX` ([`GatewayError`](super::types::GatewayError)): The gateway or the service behind it refused the call.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::cloudsway::Client) -> Result<(), mureka_api::Error> {
    /// let answer = client.tasks().get("113923099721729").await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://docs.cloudsway.net/maasapi/api-reference/music/mureka_o2).
    pub async fn get(
        &self,
        task_id: impl Into<types::Id>,
    ) -> Result<types::TaskEnvelope, Error> {
        Ok(self.raw.get_task(&task_id.into()).await?.into_inner())
    }
}
