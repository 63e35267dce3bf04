// Generated from spec/useapi.yaml by `cargo xtask regen`: do not edit.

//! The useapi.net Mureka API by resource: what most programs call.
use super::raw::Raw;
use super::types;
use crate::useapi::Client;
use crate::{Error, Upload};

impl Client {
    /// Every operation by its operationId, with status, headers and body of the answer.
    pub fn raw(&self) -> Raw<'_> {
        Raw::new(self)
    }

    /// Mureka accounts configured at useapi.net.
    pub fn accounts(&self) -> Accounts<'_> {
        Accounts { raw: self.raw() }
    }

    /// Genres, moods and vocals that requests may name.
    pub fn genres(&self) -> Genres<'_> {
        Genres { raw: self.raw() }
    }

    /// State of music and speech jobs.
    pub fn jobs(&self) -> Jobs<'_> {
        Jobs { raw: self.raw() }
    }

    /// Lyrics made by the AI.
    pub fn lyrics(&self) -> Lyrics<'_> {
        Lyrics { raw: self.raw() }
    }

    /// Melodies to start a song from, for `motif_id`; not visible to other users.
    pub fn motifs(&self) -> Motifs<'_> {
        Motifs { raw: self.raw() }
    }

    /// The Mureka user of an account, its credits and its models.
    pub fn profile(&self) -> Profile<'_> {
        Profile { raw: self.raw() }
    }

    /// Reference songs offered by Mureka, for `ref_id`.
    pub fn references(&self) -> References<'_> {
        References { raw: self.raw() }
    }

    /// Generated songs, from making to download.
    pub fn songs(&self) -> Songs<'_> {
        Songs { raw: self.raw() }
    }

    /// Generated speech.
    pub fn speech(&self) -> Speech<'_> {
        Speech { raw: self.raw() }
    }

    /// The caller's own reference tracks, for `ref_id`; visible to all users of Mureka.
    pub fn tracks(&self) -> Tracks<'_> {
        Tracks { raw: self.raw() }
    }

    /// Vocal samples of Mureka and the caller's own, for `vocal_id`; own ones are not visible to other users.
    pub fn vocals(&self) -> Vocals<'_> {
        Vocals { raw: self.raw() }
    }

    /// Voices for speech, built in and cloned.
    pub fn voices(&self) -> Voices<'_> {
        Voices { raw: self.raw() }
    }
}

/// Mureka accounts configured at useapi.net.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = mureka_mock::MockServer::builder();
/// # let mock = mock.generation_time(std::time::Duration::ZERO).start().await?;
/// # let client = mureka_api::useapi::Client::builder().token("user:1-a");
/// # let client = client.base_url(mock.base_url()).build()?;
/// let answer = client.accounts().list().await?;
/// println!("{answer:?}");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Accounts<'c> {
    pub(crate) raw: Raw<'c>,
}

impl Accounts<'_> {
    /// List the configured accounts.
    ///
    /// All Mureka accounts configured at useapi.net, by account id. Answers 404 if none is configured yet.
    ///
    /// # Cost
    ///
    /// Free. Safe to repeat.
    ///
    /// # Errors
    ///
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    /// - `404`: No account is configured yet.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// let answer = client.accounts().list().await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/get-mureka-accounts), page of 2026-01-20.
    pub async fn list(&self) -> Result<types::Accounts, Error> {
        Ok(self.raw.list_accounts().await?.into_inner())
    }

    /// Configure an account with automatic token renewal.
    ///
    /// Configures a Mureka account with the Google cookie `__Secure-3PSID` of `accounts.google.com`. Calling it again
    /// with a fresh cookie repairs a broken account.
    ///
    /// The cookie may be given as the line copied from a browser's developer tools, as an object with `value` and `expires`,
    /// or as the full cookie object. It is valid for about 13 months. The session token runs out typically after
    /// 30 days and is then renewed with the cookie through Google One Tap. An e-mail reports when a renewal
    /// starts, succeeds or fails; after a failed one the setup has to be repeated with fresh cookies.
    ///
    /// The setup takes about 10 minutes by hand, in a Chromium-based browser; the vendor also has a guided one in a remote
    /// browser. The vendor recommends a Google account of its own with 2-step verification, the device marked as trusted at
    /// login, all browser cookies cleared before logging in, and cleared again once the account is configured, so that only
    /// the API uses the session.
    ///
    /// # Cost
    ///
    /// Free. Safe to repeat.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The cookie has run out, is missing or was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::ConfigureAccount;
    ///
    /// let answer = client.accounts().configure(ConfigureAccount::new("…")).await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/post-mureka-accounts), page of 2026-01-20.
    pub async fn configure(
        &self,
        request: types::ConfigureAccount,
    ) -> Result<types::Accounts, Error> {
        Ok(self.raw.configure_account(&request).await?.into_inner())
    }

    /// Read the configuration of an account.
    ///
    /// Configuration of one Mureka account. Answers 404 if it is not configured.
    ///
    /// # Cost
    ///
    /// Free. Safe to repeat.
    ///
    /// # Errors
    ///
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    /// - `404`: The account is not configured.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// let answer = client.accounts().get("123456789").await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/get-mureka-accounts-account), page of 2026-01-20.
    pub async fn get(&self, account: impl AsRef<str>) -> Result<types::Account, Error> {
        Ok(self.raw.get_account(account.as_ref()).await?.into_inner())
    }

    /// Configure an account with a token (older way).
    ///
    /// Creates or updates the configuration of an account with a Mureka token that has to be renewed by hand every 30 days.
    /// The vendor keeps this call for older setups and recommends the cookie with automatic renewal instead.
    ///
    /// # Cost
    ///
    /// Free. Safe to repeat.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong; another wording of the same answer.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # #[allow(deprecated)]
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::SetAccountToken;
    ///
    /// let answer = client.accounts().set_token("123456789", SetAccountToken::new("Mureka account", "…")).await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/post-mureka-accounts-account), page of 2026-01-20.
    #[deprecated = "the vendor calls it legacy"]
    #[allow(deprecated)]
    pub async fn set_token(
        &self,
        account: impl AsRef<str>,
        request: types::SetAccountToken,
    ) -> Result<types::Account, Error> {
        Ok(self.raw.set_account_token(account.as_ref(), &request).await?.into_inner())
    }

    /// Delete the configuration of an account.
    ///
    /// Removes the configuration of an account from useapi.net.
    ///
    /// # Cost
    ///
    /// Free. Safe to repeat.
    ///
    /// # Errors
    ///
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    /// - `404`: The account is not configured.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// let answer = client.accounts().delete("123456789").await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/del-mureka-accounts-account), page of 2024-12-02.
    pub async fn delete(&self, account: impl AsRef<str>) -> Result<(), Error> {
        self.raw.delete_account(account.as_ref()).await?;
        Ok(())
    }
}

/// Genres, moods and vocals that requests may name.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = mureka_mock::MockServer::builder();
/// # let mock = mock.generation_time(std::time::Duration::ZERO).start().await?;
/// # let client = mureka_api::useapi::Client::builder().token("user:1-a");
/// # let client = client.base_url(mock.base_url()).build()?;
/// use mureka_api::useapi::types::ListMoodsAndGenres;
///
/// let answer = client.genres().list(ListMoodsAndGenres::new()).await?;
/// println!("{answer:?}");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Genres<'c> {
    pub(crate) raw: Raw<'c>,
}

impl Genres<'_> {
    /// List genres, moods and vocals.
    ///
    /// The genres, moods and vocals that Mureka knows, for `desc` of the advanced song call, for uploads of tracks and for the
    /// choice of reference songs.
    ///
    /// # Cost
    ///
    /// Free. Safe to repeat.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::ListMoodsAndGenres;
    ///
    /// let answer = client.genres().list(ListMoodsAndGenres::new()).await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/get-mureka-music-moods-and-genres), page of 2024-12-02.
    pub async fn list(
        &self,
        params: types::ListMoodsAndGenres,
    ) -> Result<types::MoodsAndGenres, Error> {
        Ok(self.raw.list_moods_and_genres(&params).await?.into_inner())
    }
}

/// State of music and speech jobs.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = mureka_mock::MockServer::builder();
/// # let mock = mock.generation_time(std::time::Duration::ZERO).start().await?;
/// # let client = mureka_api::useapi::Client::builder().token("user:1-a");
/// # let client = client.base_url(mock.base_url()).build()?;
/// let answer = client.jobs().list().await?;
/// println!("{answer:?}");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Jobs<'c> {
    pub(crate) raw: Raw<'c>,
}

impl Jobs<'_> {
    /// List the running jobs.
    ///
    /// All music and speech jobs that are running now, by account, with the time since their start.
    /// Finished jobs are not listed; they can be looked up by id for 7 days after their creation.
    ///
    /// # Cost
    ///
    /// Free. Safe to repeat.
    ///
    /// # Errors
    ///
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// let answer = client.jobs().list().await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/get-mureka-jobs), page of 2026-01-21.
    pub async fn list(&self) -> Result<types::RunningJobs, Error> {
        Ok(self.raw.list_jobs().await?.into_inner())
    }

    /// Look up a job.
    ///
    /// State of a music or speech job and, once it is completed, its result. Meant for calls made with `async` and for
    /// following up webhooks. Ids of jobs come from create, create-instrumental, create-advanced, extend, regenerate and speech.
    /// The docs poll every 5 seconds. Jobs are kept for 7 days after their creation; older ones answer 404.
    ///
    /// # Cost
    ///
    /// Free. Safe to repeat.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The job id is malformed.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    /// - `403` ([`ApiError`](super::types::ApiError)): The job belongs to another user.
    /// - `404` ([`ApiError`](super::types::ApiError)): There is no such job, or it is older than 7 days.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// let answer = client.jobs().get("j0121061456745673364t-u777-a12345678901234-bot:mureka").await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/get-mureka-jobs-jobid), page of 2026-01-21.
    pub async fn get(&self, jobid: impl AsRef<str>) -> Result<types::Job, Error> {
        Ok(self.raw.get_job(jobid.as_ref()).await?.into_inner())
    }
}

/// Lyrics made by the AI.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = mureka_mock::MockServer::builder();
/// # let mock = mock.generation_time(std::time::Duration::ZERO).start().await?;
/// # let client = mureka_api::useapi::Client::builder().token("user:1-a");
/// # let client = client.base_url(mock.base_url()).build()?;
/// use mureka_api::useapi::types::GenerateLyrics;
///
/// let request = GenerateLyrics::new()
///     .account("12345678901234")
///     .prompt("Ambient electronic with soft pads");
/// let answer = client.lyrics().generate(request).await?;
/// println!("{answer:?}");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Lyrics<'c> {
    pub(crate) raw: Raw<'c>,
}

impl Lyrics<'_> {
    /// Generate lyrics.
    ///
    /// Writes lyrics from `prompt`; without one they are random. No limit on the
    /// prompt is documented.
    ///
    /// Free, and takes no slot. Leave 1 second between calls.
    ///
    /// `account` may be left out if only one account is configured.
    ///
    /// # Cost
    ///
    /// Free. Safe to repeat. At least 1 second between two calls on one account.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong; another wording of the same answer.
    /// - `429` ([`ApiError`](super::types::ApiError)): Calls came too fast (`code` 9008); leave at least 1 second between calls.
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::GenerateLyrics;
    ///
    /// let request = GenerateLyrics::new()
    ///     .account("12345678901234")
    ///     .prompt("Ambient electronic with soft pads");
    /// let answer = client.lyrics().generate(request).await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/post-mureka-music-lyrics-generate), page of 2025-10-03.
    pub async fn generate(
        &self,
        request: types::GenerateLyrics,
    ) -> Result<types::Lyrics, Error> {
        Ok(self.raw.generate_lyrics(&request).await?.into_inner())
    }
}

/// Melodies to start a song from, for `motif_id`; not visible to other users.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = mureka_mock::MockServer::builder();
/// # let mock = mock.generation_time(std::time::Duration::ZERO).start().await?;
/// # let client = mureka_api::useapi::Client::builder().token("user:1-a");
/// # let client = client.base_url(mock.base_url()).build()?;
/// # let audio = b"ID3".to_vec();
/// use mureka_api::useapi::types::UploadMotif;
///
/// let answer = client.motifs().upload(UploadMotif::new(), mureka_api::Upload::bytes(audio)).await?;
/// println!("{answer:?}");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Motifs<'c> {
    pub(crate) raw: Raw<'c>,
}

impl Motifs<'_> {
    /// Upload a motif.
    ///
    /// Uploads a melody as an mp3 file of up to 5 GB in the body of the request. Other users of Mureka do not see it.
    /// The `id` of the answer goes into `motif_id` of the advanced song call. The docs know no call that lists or deletes motifs.
    ///
    /// The body goes out as `audio/mpeg`, streamed, with its length.
    ///
    /// Checked before it is sent: mp3, at most 5368709120 bytes.
    ///
    /// # Cost
    ///
    /// Free. Not safe to repeat unless it surely was not accepted.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client, audio: Vec<u8>) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::UploadMotif;
    ///
    /// let answer = client.motifs().upload(UploadMotif::new(), mureka_api::Upload::bytes(audio)).await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/post-mureka-files-motif), page of 2024-12-13.
    pub async fn upload(
        &self,
        params: types::UploadMotif,
        audio: impl Into<Upload>,
    ) -> Result<types::Motif, Error> {
        Ok(self.raw.upload_motif(&params, audio.into()).await?.into_inner())
    }
}

/// The Mureka user of an account, its credits and its models.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = mureka_mock::MockServer::builder();
/// # let mock = mock.generation_time(std::time::Duration::ZERO).start().await?;
/// # let client = mureka_api::useapi::Client::builder().token("user:1-a");
/// # let client = client.base_url(mock.base_url()).build()?;
/// use mureka_api::useapi::types::GetProfile;
///
/// let answer = client.profile().get(GetProfile::new()).await?;
/// println!("{answer:?}");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Profile<'c> {
    pub(crate) raw: Raw<'c>,
}

impl Profile<'_> {
    /// Read user, credits and models of an account.
    ///
    /// The Mureka user behind an account with its subscription, the remaining credits, and the models with their price in credits.
    /// In the docs' example a generation costs 12 credits with `V9` and `V8`, 20 with `O2`, 10 with `V7.6` and `V7.5`.
    ///
    /// # Cost
    ///
    /// Free. Safe to repeat.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::GetProfile;
    ///
    /// let answer = client.profile().get(GetProfile::new()).await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/get-mureka-profile), page of 2026-04-04.
    pub async fn get(&self, params: types::GetProfile) -> Result<types::Profile, Error> {
        Ok(self.raw.get_profile(&params).await?.into_inner())
    }
}

/// Reference songs offered by Mureka, for `ref_id`.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = mureka_mock::MockServer::builder();
/// # let mock = mock.generation_time(std::time::Duration::ZERO).start().await?;
/// # let client = mureka_api::useapi::Client::builder().token("user:1-a");
/// # let client = client.base_url(mock.base_url()).build()?;
/// use mureka_api::useapi::types::ListReferences;
///
/// let mut items = client.references().list(ListReferences::new()).items();
/// while let Some(track) = items.try_next().await? {
///     println!("{track:?}");
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct References<'c> {
    pub(crate) raw: Raw<'c>,
}

impl References<'_> {
    /// List reference songs.
    ///
    /// Songs that Mureka offers as references, page by page; go on with `last_id` while `more` is true. `mood` and `genre`
    /// narrow the list. The `id` of a song goes into `ref_id` of the music calls.
    ///
    /// It comes page by page: `.await` reads one page, [`items`](crate::Pages::items) and
    /// [`pages`](crate::Pages::pages) are streams of all there is.
    ///
    /// # Cost
    ///
    /// Free. Safe to repeat.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::ListReferences;
    ///
    /// let mut items = client.references().list(ListReferences::new()).items();
    /// while let Some(track) = items.try_next().await? {
    ///     println!("{track:?}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/get-mureka-music-refs), page of 2024-12-02.
    pub fn list(
        &self,
        params: types::ListReferences,
    ) -> crate::pages::Pages<types::ListReferences> {
        crate::pages::Pages::new(self.raw.transport.clone(), (), params)
    }
}

/// Generated songs, from making to download.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = mureka_mock::MockServer::builder();
/// # let mock = mock.generation_time(std::time::Duration::ZERO).start().await?;
/// # let client = mureka_api::useapi::Client::builder().token("user:1-a");
/// # let client = client.base_url(mock.base_url()).build()?;
/// use mureka_api::useapi::types::ListSongs;
///
/// let mut items = client.songs().list(ListSongs::new()).items();
/// while let Some(song_feed) = items.try_next().await? {
///     println!("{song_feed:?}");
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Songs<'c> {
    pub(crate) raw: Raw<'c>,
}

impl Songs<'_> {
    /// List generated songs.
    ///
    /// The songs of an account, grouped by the generation that made them (two songs
    /// each), a page at a time. While `more` is true, pass `last_id` of the answer to
    /// get the next page.
    ///
    /// It comes page by page: `.await` reads one page, [`items`](crate::Pages::items) and
    /// [`pages`](crate::Pages::pages) are streams of all there is.
    ///
    /// # Cost
    ///
    /// Free. Safe to repeat.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::ListSongs;
    ///
    /// let mut items = client.songs().list(ListSongs::new()).items();
    /// while let Some(song_feed) = items.try_next().await? {
    ///     println!("{song_feed:?}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/get-mureka-music), page of 2025-03-31.
    pub fn list(
        &self,
        params: types::ListSongs,
    ) -> crate::pages::Pages<types::ListSongs> {
        crate::pages::Pages::new(self.raw.transport.clone(), (), params)
    }

    /// Get a song with its lyrics.
    ///
    /// One song with its lyrics, its author and, where there is one, its video. The
    /// docs name no unit for the times within the lyrics. A deleted song answers 404.
    ///
    /// # Cost
    ///
    /// Free. Safe to repeat.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    /// - `404` ([`ApiError`](super::types::ApiError)): There is no such song any more.
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// let answer = client.songs().get("user:777-mureka:123456789-song:33445566").await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/get-mureka-music-song_id), page of 2025-03-31.
    pub async fn get(
        &self,
        song_id: impl Into<types::Id>,
    ) -> Result<types::SongDetails, Error> {
        Ok(self.raw.get_song(&song_id.into()).await?.into_inner())
    }

    /// Delete a song.
    ///
    /// Deletes a song from its account.
    ///
    /// # Cost
    ///
    /// Free. Safe to repeat.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// let answer = client.songs().delete("user:777-mureka:123456789-song:33445566").await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/del-mureka-music-song_id), page of 2024-12-02.
    pub async fn delete(
        &self,
        song_id: impl Into<types::Id>,
    ) -> Result<types::Deleted, Error> {
        Ok(self.raw.delete_song(&song_id.into()).await?.into_inner())
    }

    /// Create songs from a prompt.
    ///
    /// Writes lyrics from `prompt` (at most 3000 characters; without one they are
    /// random) and makes two songs of them. A song lasts up to 5 minutes, as long as
    /// its lyrics need. Takes 45 seconds on average, usually 30 to 90.
    ///
    /// The call waits for the songs and answers with status 200. With `async` it
    /// answers at once with status 201 and a job, to be polled by its `jobid`. With
    /// `replyUrl` the job is posted there when it is created, completed or failed.
    ///
    /// Paid: the songs count against the allowance of the account, 1.8¢ each on the
    /// Pro plan and 1.35¢ on Premier; the profile lists the price in credits per
    /// model. Takes one of the account's 10 slots while it runs. Leave 3 seconds
    /// between calls; when no slot is free, wait at least 5.
    ///
    /// `account` may be left out if only one account is configured.
    ///
    /// # Cost
    ///
    /// Paid with every accepted call. Not safe to repeat unless it surely was not accepted. At least 3 seconds between two calls on one account. Takes one of the account's 10 slots while it runs.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong; another wording of the same answer.
    /// - `429` ([`ApiError`](super::types::ApiError)): Too many requests, in one of two ways:
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::{CreateSong, Model};
    ///
    /// let request = CreateSong::new()
    ///     .account("12345678901234")
    ///     .prompt("Silly song about Santa")
    ///     .model(Model::V7_6)
    ///     .reply_ref("my-custom-ref-123");
    /// let answer = client.songs().create(request).await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/post-mureka-music-create), page of 2026-04-04.
    pub fn create(
        &self,
        request: types::CreateSong,
    ) -> crate::jobs::Submission<types::CreateSong> {
        crate::jobs::Submission::new(self.raw.transport, request)
    }

    /// Create songs from lyrics.
    ///
    /// Makes two songs of the given lyrics (at most 5000 characters). A song lasts up
    /// to 5 minutes, as long as its lyrics need. Takes 45 seconds on average, usually
    /// 30 to 90.
    ///
    /// The style comes from `desc` (genres, moods and vocals separated by commas, at
    /// most 1000 characters), from a motif given as `motif_id`, or from `ref_id`,
    /// `vocal_id` or both of these. `desc` and `motif_id` exclude each other, and each
    /// of them excludes `ref_id` and `vocal_id`. `title` holds at most 50 characters.
    ///
    /// The call waits for the songs and answers with status 200. With `async` it
    /// answers at once with status 201 and a job, to be polled by its `jobid`. With
    /// `replyUrl` the job is posted there when it is created, completed or failed.
    ///
    /// Paid: the songs count against the allowance of the account, 1.8¢ each on the
    /// Pro plan and 1.35¢ on Premier; the profile lists the price in credits per
    /// model. Takes one of the account's 10 slots while it runs. Leave 3 seconds
    /// between calls; when no slot is free, wait at least 5.
    ///
    /// `account` may be left out if only one account is configured, or if `motif_id`
    /// is given.
    ///
    /// # Cost
    ///
    /// Paid with every accepted call. Not safe to repeat unless it surely was not accepted. At least 3 seconds between two calls on one account. Takes one of the account's 10 slots while it runs.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong; another wording of the same answer.
    /// - `429` ([`ApiError`](super::types::ApiError)): Too many requests, in one of two ways:
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::{CreateSongAdvanced, Model};
    ///
    /// let request = CreateSongAdvanced::new("Your song lyrics here")
    ///     .account("12345678901234")
    ///     .title("My Song")
    ///     .model(Model::V7_6)
    ///     .reply_ref("my-custom-ref-123");
    /// let answer = client.songs().create_advanced(request).await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/post-mureka-music-create-advanced), page of 2026-04-04.
    pub fn create_advanced(
        &self,
        request: types::CreateSongAdvanced,
    ) -> crate::jobs::Submission<types::CreateSongAdvanced> {
        crate::jobs::Submission::new(self.raw.transport, request)
    }

    /// Create instrumental music.
    ///
    /// Makes two instrumental pieces from a `prompt` (at most 1000 characters), a
    /// reference track given as `ref_id`, or both. A piece lasts up to 5 minutes,
    /// depending on the prompt. Takes 45 seconds on average, usually 30 to 90. `title`
    /// holds at most 50 characters.
    ///
    /// The call waits for the music and answers with status 200. With `async` it
    /// answers at once with status 201 and a job, to be polled by its `jobid`. With
    /// `replyUrl` the job is posted there when it is created, completed or failed.
    ///
    /// Paid: the songs count against the allowance of the account, 1.8¢ each on the
    /// Pro plan and 1.35¢ on Premier; the profile lists the price in credits per
    /// model. Takes one of the account's 10 slots while it runs. Leave 3 seconds
    /// between calls; when no slot is free, wait at least 5.
    ///
    /// `account` may be left out if only one account is configured.
    ///
    /// # Cost
    ///
    /// Paid with every accepted call. Not safe to repeat unless it surely was not accepted. At least 3 seconds between two calls on one account. Takes one of the account's 10 slots while it runs.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong; another wording of the same answer.
    /// - `429` ([`ApiError`](super::types::ApiError)): Too many requests, in one of two ways:
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::{CreateInstrumental, Model};
    ///
    /// let request = CreateInstrumental::new()
    ///     .account("12345678901234")
    ///     .prompt("Ambient electronic with soft pads")
    ///     .model(Model::V7_6)
    ///     .reply_ref("my-custom-ref-123");
    /// let answer = client.songs().create_instrumental(request).await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/post-mureka-music-create-instrumental), page of 2026-04-04.
    pub fn create_instrumental(
        &self,
        request: types::CreateInstrumental,
    ) -> crate::jobs::Submission<types::CreateInstrumental> {
        crate::jobs::Submission::new(self.raw.transport, request)
    }

    /// Extend a song with further lyrics.
    ///
    /// Continues a song with the given lyrics (at most 3000 characters) and makes two
    /// songs of it. Takes 30 to 90 seconds.
    ///
    /// The call waits for the songs and answers with status 200. With `async` it
    /// answers at once with status 201 and a job, to be polled by its `jobid`. With
    /// `replyUrl` the job is posted there when it is created, completed or failed.
    ///
    /// Paid: the songs count against the allowance of the account, 1.8¢ each on the
    /// Pro plan and 1.35¢ on Premier; the profile lists the price in credits per
    /// model. Takes one of the account's 10 slots while it runs. Leave 3 seconds
    /// between calls; when no slot is free, wait at least 5.
    ///
    /// There is no `account`; a composite `song_id` names it.
    ///
    /// # Cost
    ///
    /// Paid with every accepted call. Not safe to repeat unless it surely was not accepted. At least 3 seconds between two calls on one account. Takes one of the account's 10 slots while it runs.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong; another wording of the same answer.
    /// - `429` ([`ApiError`](super::types::ApiError)): Too many requests, in one of two ways:
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::ExtendSong;
    ///
    /// let answer = client.songs().extend(ExtendSong::new("user:777-mureka:123456789-song:33445566", "New verse lyrics here").reply_ref("my-custom-ref-123")).await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/post-mureka-music-extend), page of 2026-01-21.
    pub fn extend(
        &self,
        request: types::ExtendSong,
    ) -> crate::jobs::Submission<types::ExtendSong> {
        crate::jobs::Submission::new(self.raw.transport, request)
    }

    /// Regenerate a song from a moment on.
    ///
    /// Generates a song again from `start_milliseconds` on and gives two songs. Takes
    /// 30 to 90 seconds.
    ///
    /// The call waits for the songs and answers with status 200. With `async` it
    /// answers at once with status 201 and a job, to be polled by its `jobid`. With
    /// `replyUrl` the job is posted there when it is created, completed or failed.
    ///
    /// Paid: the songs count against the allowance of the account, 1.8¢ each on the
    /// Pro plan and 1.35¢ on Premier; the profile lists the price in credits per
    /// model. Takes one of the account's 10 slots while it runs. Leave 3 seconds
    /// between calls; when no slot is free, wait at least 5.
    ///
    /// There is no `account`; a composite `song_id` names it.
    ///
    /// # Cost
    ///
    /// Paid with every accepted call. Not safe to repeat unless it surely was not accepted. At least 3 seconds between two calls on one account. Takes one of the account's 10 slots while it runs.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong; another wording of the same answer.
    /// - `429` ([`ApiError`](super::types::ApiError)): Too many requests, in one of two ways:
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::RegenerateSong;
    ///
    /// let answer = client.songs().regenerate(RegenerateSong::new("user:777-mureka:123456789-song:33445566", 123456).reply_ref("my-custom-ref-123")).await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/post-mureka-music-regenerate), page of 2026-01-21.
    pub fn regenerate(
        &self,
        request: types::RegenerateSong,
    ) -> crate::jobs::Submission<types::RegenerateSong> {
        crate::jobs::Submission::new(self.raw.transport, request)
    }

    /// Make a video of a song.
    ///
    /// Makes a video of a song and waits for it; there is no `async` here. How long
    /// that takes is not documented. The page names songs of the list, of create and
    /// of create-advanced; whether instrumentals, extended and regenerated songs get
    /// one too is not said.
    ///
    /// Whether it costs anything is not documented, so count it as paid. Takes one of
    /// the account's 10 slots while it runs. Leave 3 seconds between calls; when no
    /// slot is free, wait at least 5.
    ///
    /// There is no `account`; a composite `song_id` names it.
    ///
    /// # Cost
    ///
    /// Not documented: treat it as paid. Not safe to repeat unless it surely was not accepted. At least 3 seconds between two calls on one account. Takes one of the account's 10 slots while it runs.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong; another wording of the same answer.
    /// - `429` ([`ApiError`](super::types::ApiError)): Too many requests, in one of two ways:
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::GenerateVideo;
    ///
    /// let answer = client.songs().generate_video(GenerateVideo::new(123456789_i64)).await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/post-mureka-music-vidoe-generate), page of 2025-10-03.
    pub async fn generate_video(
        &self,
        request: types::GenerateVideo,
    ) -> Result<types::SongVideo, Error> {
        Ok(self.raw.generate_video(&request).await?.into_inner())
    }

    /// Get the stems or the license of a song.
    ///
    /// Gives a link to the stems of a song, or to its license. The call itself
    /// transfers no audio.
    ///
    /// Stems are free; for the license no charge is named.
    ///
    /// # Cost
    ///
    /// Free. Safe to repeat.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong; another wording of the same answer.
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::{DownloadSong, DownloadType};
    ///
    /// let answer = client.songs().download(DownloadSong::new(123456789_i64, DownloadType::Stem)).await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/post-mureka-music-download), page of 2025-03-31.
    pub async fn download(
        &self,
        request: types::DownloadSong,
    ) -> Result<types::SongDownload, Error> {
        Ok(self.raw.download_song(&request).await?.into_inner())
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
        R: crate::jobs::Start<Output = types::MusicResult>,
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
    ) -> Result<crate::jobs::JobHandle<types::MusicResult>, Error> {
        crate::jobs::JobHandle::resume(self.raw.transport, ticket)
    }
}

/// Generated speech.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = mureka_mock::MockServer::builder();
/// # let mock = mock.generation_time(std::time::Duration::ZERO).start().await?;
/// # let client = mureka_api::useapi::Client::builder().token("user:1-a");
/// # let client = client.base_url(mock.base_url()).build()?;
/// use mureka_api::useapi::types::ListSpeech;
///
/// let mut items = client.speech().list(ListSpeech::new()).items();
/// while let Some(speech) = items.try_next().await? {
///     println!("{speech:?}");
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Speech<'c> {
    pub(crate) raw: Raw<'c>,
}

impl Speech<'_> {
    /// List generated speech.
    ///
    /// The speech recordings of an account, a page at a time. While `more` is true,
    /// pass `last_id` of the answer to get the next page.
    ///
    /// It comes page by page: `.await` reads one page, [`items`](crate::Pages::items) and
    /// [`pages`](crate::Pages::pages) are streams of all there is.
    ///
    /// # Cost
    ///
    /// Free. Safe to repeat.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::ListSpeech;
    ///
    /// let mut items = client.speech().list(ListSpeech::new()).items();
    /// while let Some(speech) = items.try_next().await? {
    ///     println!("{speech:?}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/get-mureka-speech), page of 2025-08-18.
    pub fn list(
        &self,
        params: types::ListSpeech,
    ) -> crate::pages::Pages<types::ListSpeech> {
        crate::pages::Pages::new(self.raw.transport.clone(), (), params)
    }

    /// Delete a speech recording.
    ///
    /// Deletes a recording, audio included, for good.
    ///
    /// # Cost
    ///
    /// Free. Safe to repeat.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::DeleteSpeech;
    ///
    /// let answer = client.speech().delete(DeleteSpeech::new("64532357578753")).await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/del-mureka-speech), page of 2025-08-18.
    pub async fn delete(
        &self,
        params: types::DeleteSpeech,
    ) -> Result<types::Deleted, Error> {
        Ok(self.raw.delete_speech(&params).await?.into_inner())
    }

    /// Generate speech from a text or a conversation.
    ///
    /// Speaks either a `text` with one voice or a `conversation` with several; the two
    /// exclude each other. A text has at most 5000 characters, and so has a
    /// conversation, all turns together; a `title` has at most 500. Takes 20 to 90
    /// seconds, depending on the length of the text.
    ///
    /// The call waits for the recording and answers with status 200. With `async` it
    /// answers at once with status 201 and a job, to be polled by its `jobid`. With
    /// `replyUrl` the job is posted there when it is created, completed or failed.
    ///
    /// Paid: the minutes count against the allowance of the account, 3.6¢ each on the
    /// Pro plan and 2.7¢ on Premier. Takes no slot and needs no spacing: any number of
    /// calls may run at the same time.
    ///
    /// `account` may be left out if only one account is configured.
    ///
    /// # Cost
    ///
    /// Paid with every accepted call. Not safe to repeat unless it surely was not accepted.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::CreateSpeech;
    ///
    /// let request = CreateSpeech::new()
    ///     .account("12345678901234")
    ///     .text("Hello, this is a sample text for speech generation.")
    ///     .voice_id(67890_i64)
    ///     .reply_ref("my-custom-ref-123");
    /// let answer = client.speech().create(request).await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/post-mureka-speech), page of 2026-01-21.
    pub fn create(
        &self,
        request: types::CreateSpeech,
    ) -> crate::jobs::Submission<types::CreateSpeech> {
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
        R: crate::jobs::Start<Output = types::Speech>,
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
    ) -> Result<crate::jobs::JobHandle<types::Speech>, Error> {
        crate::jobs::JobHandle::resume(self.raw.transport, ticket)
    }
}

/// The caller's own reference tracks, for `ref_id`; visible to all users of Mureka.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = mureka_mock::MockServer::builder();
/// # let mock = mock.generation_time(std::time::Duration::ZERO).start().await?;
/// # let client = mureka_api::useapi::Client::builder().token("user:1-a");
/// # let client = client.base_url(mock.base_url()).build()?;
/// use mureka_api::useapi::types::ListTracks;
///
/// let mut items = client.tracks().list(ListTracks::new()).items();
/// while let Some(track) = items.try_next().await? {
///     println!("{track:?}");
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Tracks<'c> {
    pub(crate) raw: Raw<'c>,
}

impl Tracks<'_> {
    /// List uploaded reference tracks.
    ///
    /// The tracks uploaded with the account, page by page; go on with `last_id` while `more` is true.
    /// The `id` of a track goes into `ref_id` of the music calls. Uploaded tracks are visible to all users of Mureka.
    ///
    /// It comes page by page: `.await` reads one page, [`items`](crate::Pages::items) and
    /// [`pages`](crate::Pages::pages) are streams of all there is.
    ///
    /// # Cost
    ///
    /// Free. Safe to repeat.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::ListTracks;
    ///
    /// let mut items = client.tracks().list(ListTracks::new()).items();
    /// while let Some(track) = items.try_next().await? {
    ///     println!("{track:?}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/get-mureka-files), page of 2024-12-13.
    pub fn list(
        &self,
        params: types::ListTracks,
    ) -> crate::pages::Pages<types::ListTracks> {
        crate::pages::Pages::new(self.raw.transport.clone(), (), params)
    }

    /// Upload a reference track.
    ///
    /// Uploads an mp3 file of up to 5 GB as the body of the request. The track becomes visible to all users of Mureka.
    /// The `id` of the answer goes into `ref_id` of the music calls.
    ///
    /// The body goes out as `audio/mpeg`, streamed, with its length.
    ///
    /// Checked before it is sent: mp3, at most 5368709120 bytes.
    ///
    /// # Cost
    ///
    /// Free. Not safe to repeat unless it surely was not accepted.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client, audio: Vec<u8>) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::UploadTrack;
    ///
    /// let answer = client.tracks().upload(UploadTrack::new("vocal name", "afrobeat", "relaxed"), mureka_api::Upload::bytes(audio)).await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/post-mureka-files), page of 2024-12-13.
    pub async fn upload(
        &self,
        params: types::UploadTrack,
        audio: impl Into<Upload>,
    ) -> Result<types::Track, Error> {
        Ok(self.raw.upload_track(&params, audio.into()).await?.into_inner())
    }

    /// Delete an uploaded reference track.
    ///
    /// Deletes a track that was uploaded with the account.
    ///
    /// # Cost
    ///
    /// Free. Safe to repeat.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::DeleteTrack;
    ///
    /// let answer = client.tracks().delete(DeleteTrack::new("64532357578753")).await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/del-mureka-files), page of 2024-12-13.
    pub async fn delete(&self, params: types::DeleteTrack) -> Result<(), Error> {
        self.raw.delete_track(&params).await?;
        Ok(())
    }

    /// Get the soundtrack of a YouTube video.
    ///
    /// Gives a link to the soundtrack of a YouTube video as an mp3 file. It can be downloaded, changed if need be, and uploaded
    /// as a reference track.
    ///
    /// # Cost
    ///
    /// Free. Safe to repeat.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::GetYoutubeSoundtrack;
    ///
    /// let answer = client.tracks().from_youtube(GetYoutubeSoundtrack::new("https://.mp3")).await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/get-mureka-files-youtube), page of 2024-12-13.
    pub async fn from_youtube(
        &self,
        params: types::GetYoutubeSoundtrack,
    ) -> Result<types::YoutubeSoundtrack, Error> {
        Ok(self.raw.get_youtube_soundtrack(&params).await?.into_inner())
    }
}

/// Vocal samples of Mureka and the caller's own, for `vocal_id`; own ones are not visible to other users.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = mureka_mock::MockServer::builder();
/// # let mock = mock.generation_time(std::time::Duration::ZERO).start().await?;
/// # let client = mureka_api::useapi::Client::builder().token("user:1-a");
/// # let client = client.base_url(mock.base_url()).build()?;
/// use mureka_api::useapi::types::ListVocals;
///
/// let mut items = client.vocals().list(ListVocals::new()).items();
/// while let Some(vocal) = items.try_next().await? {
///     println!("{vocal:?}");
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Vocals<'c> {
    pub(crate) raw: Raw<'c>,
}

impl Vocals<'_> {
    /// Upload a vocal.
    ///
    /// Uploads a vocal as an mp3 file of up to 5 GB in the body of the request. Other users of Mureka do not see it.
    /// The `id` of the answer goes into `vocal_id` of the advanced song call.
    ///
    /// The body goes out as `audio/mpeg`, streamed, with its length.
    ///
    /// Checked before it is sent: mp3, at most 5368709120 bytes.
    ///
    /// # Cost
    ///
    /// Free. Not safe to repeat unless it surely was not accepted.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client, audio: Vec<u8>) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::UploadVocal;
    ///
    /// let answer = client.vocals().upload(UploadVocal::new("vocal name"), mureka_api::Upload::bytes(audio)).await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/post-mureka-files-vocal), page of 2025-01-15.
    pub async fn upload(
        &self,
        params: types::UploadVocal,
        audio: impl Into<Upload>,
    ) -> Result<types::Vocal, Error> {
        Ok(self.raw.upload_vocal(&params, audio.into()).await?.into_inner())
    }

    /// Delete an uploaded vocal.
    ///
    /// Deletes a vocal that was uploaded with the account.
    ///
    /// # Cost
    ///
    /// Free. Safe to repeat.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::DeleteVocal;
    ///
    /// let answer = client.vocals().delete(DeleteVocal::new("64532357578753")).await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/del-mureka-files-vocal), page of 2025-01-15.
    pub async fn delete(&self, params: types::DeleteVocal) -> Result<(), Error> {
        self.raw.delete_vocal(&params).await?;
        Ok(())
    }

    /// List vocals.
    ///
    /// Vocal samples, with `mine` only those uploaded with the account, page by page; go on with `last_id` while `more` is true.
    /// The `id` of a vocal goes into `vocal_id` of the advanced song call.
    ///
    /// It comes page by page: `.await` reads one page, [`items`](crate::Pages::items) and
    /// [`pages`](crate::Pages::pages) are streams of all there is.
    ///
    /// # Cost
    ///
    /// Free. Safe to repeat.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::ListVocals;
    ///
    /// let mut items = client.vocals().list(ListVocals::new()).items();
    /// while let Some(vocal) = items.try_next().await? {
    ///     println!("{vocal:?}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/get-mureka-music-vocals), page of 2025-01-15.
    pub fn list(
        &self,
        params: types::ListVocals,
    ) -> crate::pages::Pages<types::ListVocals> {
        crate::pages::Pages::new(self.raw.transport.clone(), (), params)
    }
}

/// Voices for speech, built in and cloned.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = mureka_mock::MockServer::builder();
/// # let mock = mock.generation_time(std::time::Duration::ZERO).start().await?;
/// # let client = mureka_api::useapi::Client::builder().token("user:1-a");
/// # let client = client.base_url(mock.base_url()).build()?;
/// use mureka_api::useapi::types::ListVoices;
///
/// let mut items = client.voices().list(ListVoices::new()).items();
/// while let Some(voice) = items.try_next().await? {
///     println!("{voice:?}");
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Voices<'c> {
    pub(crate) raw: Raw<'c>,
}

impl Voices<'_> {
    /// List voices for speech.
    ///
    /// Built-in and cloned voices for speech, each with a sample to listen to, a page
    /// at a time. While `more` is true, pass `last_id` of the answer to get the next
    /// page.
    ///
    /// It comes page by page: `.await` reads one page, [`items`](crate::Pages::items) and
    /// [`pages`](crate::Pages::pages) are streams of all there is.
    ///
    /// # Cost
    ///
    /// Free. Safe to repeat.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::ListVoices;
    ///
    /// let mut items = client.voices().list(ListVoices::new()).items();
    /// while let Some(voice) = items.try_next().await? {
    ///     println!("{voice:?}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/get-mureka-speech-voices), page of 2025-08-18.
    pub fn list(
        &self,
        params: types::ListVoices,
    ) -> crate::pages::Pages<types::ListVoices> {
        crate::pages::Pages::new(self.raw.transport.clone(), (), params)
    }

    /// Clone a voice from a sample.
    ///
    /// Makes a voice from an mp3 sample; 10 to 60 seconds of clear speech are
    /// recommended. Its `id` then goes into `voice_id` of the speech call. The call
    /// waits for the voice, usually 60 to 90 seconds.
    ///
    /// Whether it costs anything is not documented, so count it as paid. Takes no slot
    /// as far as documented.
    ///
    /// The body goes out as `audio/mpeg`, streamed, with its length.
    ///
    /// Checked before it is sent: mp3.
    ///
    /// # Cost
    ///
    /// Not documented: treat it as paid. Not safe to repeat unless it surely was not accepted.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client, audio: Vec<u8>) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::{CloneVoice, VoiceLanguage};
    ///
    /// let answer = client.voices().clone_voice(CloneVoice::new("vocal name", "…", VoiceLanguage::En), mureka_api::Upload::bytes(audio)).await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/post-mureka-speech-voice), page of 2025-08-18.
    pub async fn clone_voice(
        &self,
        params: types::CloneVoice,
        audio: impl Into<Upload>,
    ) -> Result<types::Voice, Error> {
        Ok(self.raw.clone_voice(&params, audio.into()).await?.into_inner())
    }

    /// Delete a cloned voice.
    ///
    /// Deletes a cloned voice for good; no speech can be generated with it any more.
    ///
    /// # Cost
    ///
    /// Free. Safe to repeat.
    ///
    /// # Errors
    ///
    /// - `400` ([`ApiError`](super::types::ApiError)): The request was refused.
    /// - `401` ([`ApiError`](super::types::ApiError)): The API token is missing or wrong.
    /// - `596` ([`AccountError`](super::types::AccountError)): The account is in an error state and cannot serve calls.
    ///
    /// The type is what [`Error::typed`](crate::Error::typed) reads the body as. Whatever else
    /// comes is an [`Error`](crate::Error) too, with status, headers and body.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn example(client: mureka_api::useapi::Client) -> Result<(), mureka_api::Error> {
    /// use mureka_api::useapi::types::DeleteVoice;
    ///
    /// let answer = client.voices().delete(DeleteVoice::new(12345_i64)).await?;
    /// # let _ = answer;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [Vendor's page](https://useapi.net/docs/api-mureka-v1/del-mureka-speech-voice), page of 2025-08-18.
    pub async fn delete(
        &self,
        params: types::DeleteVoice,
    ) -> Result<types::Deleted, Error> {
        Ok(self.raw.delete_voice(&params).await?.into_inner())
    }
}

impl crate::pages::Paged for types::ListTracks {
    type Page = types::TrackPage;
    type Item = types::Track;
    type Path = ();
    const OPERATION: &'static crate::Operation = &super::operations::LIST_TRACKS;
    fn read(
        call: crate::pages::Call<Self>,
    ) -> crate::pages::Reading<Result<Self::Page, Error>> {
        Box::pin(async move {
            let raw = Raw { transport: &call.transport };
            Ok(raw.list_tracks(&call.params).await?.into_inner())
        })
    }

    fn turn(page: &Self::Page) -> crate::pages::Turn {
        crate::pages::Turn {
            cursor: page.last_id.as_ref().map(ToString::to_string),
            more: page.more,
            items: page.list.as_ref().map_or(0, |items| items.len()),
        }
    }

    fn cursor(&self) -> Option<String> {
        self.last_id.as_ref().map(ToString::to_string)
    }

    fn turn_to(&mut self, page: &Self::Page) -> Option<()> {
        let cursor = page.last_id.clone()?;
        self.last_id = Some(cursor);
        Some(())
    }

    fn items(page: Self::Page) -> Vec<Self::Item> {
        page.list.unwrap_or_default().into_vec()
    }
}

impl crate::pages::Paged for types::ListVocals {
    type Page = types::VocalPage;
    type Item = types::Vocal;
    type Path = ();
    const OPERATION: &'static crate::Operation = &super::operations::LIST_VOCALS;
    fn read(
        call: crate::pages::Call<Self>,
    ) -> crate::pages::Reading<Result<Self::Page, Error>> {
        Box::pin(async move {
            let raw = Raw { transport: &call.transport };
            Ok(raw.list_vocals(&call.params).await?.into_inner())
        })
    }

    fn turn(page: &Self::Page) -> crate::pages::Turn {
        crate::pages::Turn {
            cursor: page.last_id.as_ref().map(ToString::to_string),
            more: page.more,
            items: page.list.as_ref().map_or(0, |items| items.len()),
        }
    }

    fn cursor(&self) -> Option<String> {
        self.last_id.as_ref().map(ToString::to_string)
    }

    fn turn_to(&mut self, page: &Self::Page) -> Option<()> {
        let cursor = page.last_id.clone()?;
        self.last_id = Some(cursor);
        Some(())
    }

    fn items(page: Self::Page) -> Vec<Self::Item> {
        page.list.unwrap_or_default().into_vec()
    }
}

impl crate::pages::Paged for types::ListReferences {
    type Page = types::TrackPage;
    type Item = types::Track;
    type Path = ();
    const OPERATION: &'static crate::Operation = &super::operations::LIST_REFERENCES;
    fn read(
        call: crate::pages::Call<Self>,
    ) -> crate::pages::Reading<Result<Self::Page, Error>> {
        Box::pin(async move {
            let raw = Raw { transport: &call.transport };
            Ok(raw.list_references(&call.params).await?.into_inner())
        })
    }

    fn turn(page: &Self::Page) -> crate::pages::Turn {
        crate::pages::Turn {
            cursor: page.last_id.as_ref().map(ToString::to_string),
            more: page.more,
            items: page.list.as_ref().map_or(0, |items| items.len()),
        }
    }

    fn cursor(&self) -> Option<String> {
        self.last_id.as_ref().map(ToString::to_string)
    }

    fn turn_to(&mut self, page: &Self::Page) -> Option<()> {
        let cursor = page.last_id.clone()?;
        self.last_id = Some(cursor);
        Some(())
    }

    fn items(page: Self::Page) -> Vec<Self::Item> {
        page.list.unwrap_or_default().into_vec()
    }
}

impl crate::pages::Paged for types::ListSongs {
    type Page = types::SongPage;
    type Item = types::SongFeed;
    type Path = ();
    const OPERATION: &'static crate::Operation = &super::operations::LIST_SONGS;
    fn read(
        call: crate::pages::Call<Self>,
    ) -> crate::pages::Reading<Result<Self::Page, Error>> {
        Box::pin(async move {
            let raw = Raw { transport: &call.transport };
            Ok(raw.list_songs(&call.params).await?.into_inner())
        })
    }

    fn turn(page: &Self::Page) -> crate::pages::Turn {
        crate::pages::Turn {
            cursor: page.last_id.as_ref().map(ToString::to_string),
            more: page.more,
            items: page.list.as_ref().map_or(0, |items| items.len()),
        }
    }

    fn cursor(&self) -> Option<String> {
        self.last_id.as_ref().map(ToString::to_string)
    }

    fn turn_to(&mut self, page: &Self::Page) -> Option<()> {
        let cursor = page.last_id.clone()?;
        self.last_id = Some(cursor);
        Some(())
    }

    fn items(page: Self::Page) -> Vec<Self::Item> {
        page.list.unwrap_or_default().into_vec()
    }
}

impl crate::pages::Paged for types::ListSpeech {
    type Page = types::SpeechPage;
    type Item = types::Speech;
    type Path = ();
    const OPERATION: &'static crate::Operation = &super::operations::LIST_SPEECH;
    fn read(
        call: crate::pages::Call<Self>,
    ) -> crate::pages::Reading<Result<Self::Page, Error>> {
        Box::pin(async move {
            let raw = Raw { transport: &call.transport };
            Ok(raw.list_speech(&call.params).await?.into_inner())
        })
    }

    fn turn(page: &Self::Page) -> crate::pages::Turn {
        crate::pages::Turn {
            cursor: page.last_id.as_ref().map(ToString::to_string),
            more: page.more,
            items: page.list.as_ref().map_or(0, |items| items.len()),
        }
    }

    fn cursor(&self) -> Option<String> {
        self.last_id.as_ref().map(ToString::to_string)
    }

    fn turn_to(&mut self, page: &Self::Page) -> Option<()> {
        let cursor = page.last_id.clone()?;
        self.last_id = Some(cursor);
        Some(())
    }

    fn items(page: Self::Page) -> Vec<Self::Item> {
        page.list.unwrap_or_default().into_vec()
    }
}

impl crate::pages::Paged for types::ListVoices {
    type Page = types::VoicePage;
    type Item = types::Voice;
    type Path = ();
    const OPERATION: &'static crate::Operation = &super::operations::LIST_VOICES;
    fn read(
        call: crate::pages::Call<Self>,
    ) -> crate::pages::Reading<Result<Self::Page, Error>> {
        Box::pin(async move {
            let raw = Raw { transport: &call.transport };
            Ok(raw.list_voices(&call.params).await?.into_inner())
        })
    }

    fn turn(page: &Self::Page) -> crate::pages::Turn {
        crate::pages::Turn {
            cursor: page.last_id.as_ref().map(ToString::to_string),
            more: page.more,
            items: page.list.as_ref().map_or(0, |items| items.len()),
        }
    }

    fn cursor(&self) -> Option<String> {
        self.last_id.as_ref().map(ToString::to_string)
    }

    fn turn_to(&mut self, page: &Self::Page) -> Option<()> {
        let cursor = page.last_id.clone()?;
        self.last_id = Some(cursor);
        Some(())
    }

    fn items(page: Self::Page) -> Vec<Self::Item> {
        page.list.unwrap_or_default().into_vec()
    }
}
