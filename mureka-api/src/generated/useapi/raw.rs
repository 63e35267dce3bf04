// Generated from spec/useapi.yaml by `cargo xtask regen`: do not edit.

//! Every operation of the useapi.net Mureka API as one method: typed arguments in, status, headers
//! and typed body out. [`super::resources`] has the same by resource.
use super::{operations, types};
use crate::runtime::{Transport, QueryParam, path_segment};
use crate::{Check, Error, Response, Upload};
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue};

/// All operations of a client, by operationId.
#[derive(Clone, Copy, Debug)]
pub struct Raw<'c> {
    pub(crate) transport: &'c Transport,
}

impl<'c> Raw<'c> {
    /// The operations of a client.
    pub fn new(client: &'c crate::useapi::Client) -> Self {
        Self {
            transport: client.transport(),
        }
    }

    /// The operations over a transport.
    pub(crate) fn over(transport: &'c Transport) -> Self {
        Self { transport }
    }
}

impl Raw<'_> {
    /// `GET /v1/mureka/accounts`: list the configured accounts.
    ///
    /// What it costs, its limits and errors: [`Accounts::list`](super::resources::Accounts::list).
    pub async fn list_accounts(&self) -> Result<Response<types::Accounts>, Error> {
        let url = self.transport.url(format_args!("/v1/mureka/accounts"));
        let request = self
            .transport
            .http()
            .get(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .build()?;
        let response = self.transport.send(request, &operations::LIST_ACCOUNTS).await?;
        match response.status().as_u16() {
            200u16 => response.json(),
            401u16 => Err(response.error::<types::ApiError>()),
            404u16 => Err(response.error_without_body()),
            _ => Err(response.unexpected()),
        }
    }

    /// `POST /v1/mureka/accounts`: configure an account with automatic token renewal.
    ///
    /// What it costs, its limits and errors: [`Accounts::configure`](super::resources::Accounts::configure).
    pub async fn configure_account(
        &self,
        body: &types::ConfigureAccount,
    ) -> Result<Response<types::Accounts>, Error> {
        let url = self.transport.url(format_args!("/v1/mureka/accounts"));
        let request = self
            .transport
            .http()
            .post(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .json(body)
            .build()?;
        let response = self
            .transport
            .send(request, &operations::CONFIGURE_ACCOUNT)
            .await?;
        match response.status().as_u16() {
            200u16 => response.json(),
            400u16 | 401u16 => Err(response.error::<types::ApiError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `GET /v1/mureka/accounts/{account}`: read the configuration of an account.
    ///
    /// What it costs, its limits and errors: [`Accounts::get`](super::resources::Accounts::get).
    pub async fn get_account(
        &self,
        account: &str,
    ) -> Result<Response<types::Account>, Error> {
        let url = self
            .transport
            .url(
                format_args!(
                    "/v1/mureka/accounts/{}", path_segment("account", account) ?
                ),
            );
        let request = self
            .transport
            .http()
            .get(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .build()?;
        let response = self.transport.send(request, &operations::GET_ACCOUNT).await?;
        match response.status().as_u16() {
            200u16 => response.json(),
            401u16 => Err(response.error::<types::ApiError>()),
            404u16 => Err(response.error_without_body()),
            _ => Err(response.unexpected()),
        }
    }

    /// `POST /v1/mureka/accounts/{account}`: configure an account with a token (older way).
    ///
    /// What it costs, its limits and errors: [`Accounts::set_token`](super::resources::Accounts::set_token). The vendor calls it legacy.
    #[deprecated = "the vendor calls it legacy"]
    pub async fn set_account_token(
        &self,
        account: &str,
        body: &types::SetAccountToken,
    ) -> Result<Response<types::Account>, Error> {
        let url = self
            .transport
            .url(
                format_args!(
                    "/v1/mureka/accounts/{}", path_segment("account", account) ?
                ),
            );
        let request = self
            .transport
            .http()
            .post(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .json(body)
            .build()?;
        let response = self
            .transport
            .send(request, &operations::SET_ACCOUNT_TOKEN)
            .await?;
        match response.status().as_u16() {
            201u16 => response.json(),
            400u16 | 401u16 => Err(response.error::<types::ApiError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `DELETE /v1/mureka/accounts/{account}`: delete the configuration of an account.
    ///
    /// What it costs, its limits and errors: [`Accounts::delete`](super::resources::Accounts::delete).
    pub async fn delete_account(&self, account: &str) -> Result<Response<()>, Error> {
        let url = self
            .transport
            .url(
                format_args!(
                    "/v1/mureka/accounts/{}", path_segment("account", account) ?
                ),
            );
        let request = self
            .transport
            .http()
            .delete(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .build()?;
        let response = self.transport.send(request, &operations::DELETE_ACCOUNT).await?;
        match response.status().as_u16() {
            204u16 => response.empty(),
            401u16 => Err(response.error::<types::ApiError>()),
            404u16 => Err(response.error_without_body()),
            _ => Err(response.unexpected()),
        }
    }

    /// `GET /v1/mureka/files/`: list uploaded reference tracks.
    ///
    /// What it costs, its limits and errors: [`Tracks::list`](super::resources::Tracks::list).
    pub async fn list_tracks(
        &self,
        params: &types::ListTracks,
    ) -> Result<Response<types::TrackPage>, Error> {
        self.transport
            .check(
                &operations::LIST_TRACKS,
                |problems| {
                    Check::problems(params, problems);
                },
            )?;
        let url = self.transport.url(format_args!("/v1/mureka/files/"));
        let request = self
            .transport
            .http()
            .get(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .query(&QueryParam::new("account", &params.account))
            .query(&QueryParam::new("last_id", &params.last_id))
            .build()?;
        let response = self.transport.send(request, &operations::LIST_TRACKS).await?;
        match response.status().as_u16() {
            200u16 => response.json(),
            400u16 | 401u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `POST /v1/mureka/files/`: upload a reference track.
    ///
    /// What it costs, its limits and errors: [`Tracks::upload`](super::resources::Tracks::upload).
    pub async fn upload_track(
        &self,
        params: &types::UploadTrack,
        body: Upload,
    ) -> Result<Response<types::Track>, Error> {
        self.transport.check_upload(&body, &operations::UPLOAD_TRACK)?;
        let url = self.transport.url(format_args!("/v1/mureka/files/"));
        let request = self
            .transport
            .http()
            .post(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .header(CONTENT_TYPE, "audio/mpeg")
            .body(body)
            .query(&QueryParam::new("account", &params.account))
            .query(&QueryParam::new("title", &params.title))
            .query(&QueryParam::new("genre", &params.genre))
            .query(&QueryParam::new("mood", &params.mood))
            .query(&QueryParam::new("url", &params.url))
            .build()?;
        let response = self.transport.send(request, &operations::UPLOAD_TRACK).await?;
        match response.status().as_u16() {
            200u16 => response.json(),
            400u16 | 401u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `DELETE /v1/mureka/files/`: delete an uploaded reference track.
    ///
    /// What it costs, its limits and errors: [`Tracks::delete`](super::resources::Tracks::delete).
    pub async fn delete_track(
        &self,
        params: &types::DeleteTrack,
    ) -> Result<Response<()>, Error> {
        self.transport
            .check(
                &operations::DELETE_TRACK,
                |problems| {
                    Check::problems(params, problems);
                },
            )?;
        let url = self.transport.url(format_args!("/v1/mureka/files/"));
        let request = self
            .transport
            .http()
            .delete(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .query(&QueryParam::new("account", &params.account))
            .query(&QueryParam::new("id", &params.id))
            .build()?;
        let response = self.transport.send(request, &operations::DELETE_TRACK).await?;
        match response.status().as_u16() {
            200u16 => response.empty(),
            400u16 | 401u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `GET /v1/mureka/files/youtube/`: get the soundtrack of a YouTube video.
    ///
    /// What it costs, its limits and errors: [`Tracks::from_youtube`](super::resources::Tracks::from_youtube).
    pub async fn get_youtube_soundtrack(
        &self,
        params: &types::GetYoutubeSoundtrack,
    ) -> Result<Response<types::YoutubeSoundtrack>, Error> {
        let url = self.transport.url(format_args!("/v1/mureka/files/youtube/"));
        let request = self
            .transport
            .http()
            .get(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .query(&QueryParam::new("account", &params.account))
            .query(&QueryParam::new("url", &params.url))
            .build()?;
        let response = self
            .transport
            .send(request, &operations::GET_YOUTUBE_SOUNDTRACK)
            .await?;
        match response.status().as_u16() {
            200u16 => response.json(),
            400u16 | 401u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `POST /v1/mureka/files/motif/`: upload a motif.
    ///
    /// What it costs, its limits and errors: [`Motifs::upload`](super::resources::Motifs::upload).
    pub async fn upload_motif(
        &self,
        params: &types::UploadMotif,
        body: Upload,
    ) -> Result<Response<types::Motif>, Error> {
        self.transport.check_upload(&body, &operations::UPLOAD_MOTIF)?;
        let url = self.transport.url(format_args!("/v1/mureka/files/motif/"));
        let request = self
            .transport
            .http()
            .post(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .header(CONTENT_TYPE, "audio/mpeg")
            .body(body)
            .query(&QueryParam::new("account", &params.account))
            .build()?;
        let response = self.transport.send(request, &operations::UPLOAD_MOTIF).await?;
        match response.status().as_u16() {
            200u16 => response.json(),
            400u16 | 401u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `POST /v1/mureka/files/vocal/`: upload a vocal.
    ///
    /// What it costs, its limits and errors: [`Vocals::upload`](super::resources::Vocals::upload).
    pub async fn upload_vocal(
        &self,
        params: &types::UploadVocal,
        body: Upload,
    ) -> Result<Response<types::Vocal>, Error> {
        self.transport.check_upload(&body, &operations::UPLOAD_VOCAL)?;
        let url = self.transport.url(format_args!("/v1/mureka/files/vocal/"));
        let request = self
            .transport
            .http()
            .post(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .header(CONTENT_TYPE, "audio/mpeg")
            .body(body)
            .query(&QueryParam::new("account", &params.account))
            .query(&QueryParam::new("title", &params.title))
            .build()?;
        let response = self.transport.send(request, &operations::UPLOAD_VOCAL).await?;
        match response.status().as_u16() {
            200u16 => response.json(),
            400u16 | 401u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `DELETE /v1/mureka/files/vocal/`: delete an uploaded vocal.
    ///
    /// What it costs, its limits and errors: [`Vocals::delete`](super::resources::Vocals::delete).
    pub async fn delete_vocal(
        &self,
        params: &types::DeleteVocal,
    ) -> Result<Response<()>, Error> {
        self.transport
            .check(
                &operations::DELETE_VOCAL,
                |problems| {
                    Check::problems(params, problems);
                },
            )?;
        let url = self.transport.url(format_args!("/v1/mureka/files/vocal/"));
        let request = self
            .transport
            .http()
            .delete(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .query(&QueryParam::new("account", &params.account))
            .query(&QueryParam::new("id", &params.id))
            .build()?;
        let response = self.transport.send(request, &operations::DELETE_VOCAL).await?;
        match response.status().as_u16() {
            200u16 => response.empty(),
            400u16 | 401u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `GET /v1/mureka/music/vocals/`: list vocals.
    ///
    /// What it costs, its limits and errors: [`Vocals::list`](super::resources::Vocals::list).
    pub async fn list_vocals(
        &self,
        params: &types::ListVocals,
    ) -> Result<Response<types::VocalPage>, Error> {
        self.transport
            .check(
                &operations::LIST_VOCALS,
                |problems| {
                    Check::problems(params, problems);
                },
            )?;
        let url = self.transport.url(format_args!("/v1/mureka/music/vocals/"));
        let request = self
            .transport
            .http()
            .get(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .query(&QueryParam::new("account", &params.account))
            .query(&QueryParam::new("last_id", &params.last_id))
            .query(&QueryParam::new("mine", &params.mine))
            .build()?;
        let response = self.transport.send(request, &operations::LIST_VOCALS).await?;
        match response.status().as_u16() {
            200u16 => response.json(),
            400u16 | 401u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `GET /v1/mureka/music/refs/`: list reference songs.
    ///
    /// What it costs, its limits and errors: [`References::list`](super::resources::References::list).
    pub async fn list_references(
        &self,
        params: &types::ListReferences,
    ) -> Result<Response<types::TrackPage>, Error> {
        self.transport
            .check(
                &operations::LIST_REFERENCES,
                |problems| {
                    Check::problems(params, problems);
                },
            )?;
        let url = self.transport.url(format_args!("/v1/mureka/music/refs/"));
        let request = self
            .transport
            .http()
            .get(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .query(&QueryParam::new("account", &params.account))
            .query(&QueryParam::new("mood", &params.mood))
            .query(&QueryParam::new("genre", &params.genre))
            .query(&QueryParam::new("last_id", &params.last_id))
            .build()?;
        let response = self.transport.send(request, &operations::LIST_REFERENCES).await?;
        match response.status().as_u16() {
            200u16 => response.json(),
            400u16 | 401u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `GET /v1/mureka/jobs`: list the running jobs.
    ///
    /// What it costs, its limits and errors: [`Jobs::list`](super::resources::Jobs::list).
    pub async fn list_jobs(&self) -> Result<Response<types::RunningJobs>, Error> {
        let url = self.transport.url(format_args!("/v1/mureka/jobs"));
        let request = self
            .transport
            .http()
            .get(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .build()?;
        let response = self.transport.send(request, &operations::LIST_JOBS).await?;
        match response.status().as_u16() {
            200u16 => response.json(),
            401u16 => Err(response.error::<types::ApiError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `GET /v1/mureka/jobs/{jobid}`: look up a job.
    ///
    /// What it costs, its limits and errors: [`Jobs::get`](super::resources::Jobs::get).
    pub async fn get_job(&self, jobid: &str) -> Result<Response<types::Job>, Error> {
        let url = self
            .transport
            .url(format_args!("/v1/mureka/jobs/{}", path_segment("jobid", jobid) ?));
        let request = self
            .transport
            .http()
            .get(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .build()?;
        let response = self.transport.send(request, &operations::GET_JOB).await?;
        match response.status().as_u16() {
            200u16 => response.tagged(),
            400u16 | 401u16 | 403u16 | 404u16 => Err(response.error::<types::ApiError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `GET /v1/mureka/music/moods-and-genres/`: list genres, moods and vocals.
    ///
    /// What it costs, its limits and errors: [`Genres::list`](super::resources::Genres::list).
    pub async fn list_moods_and_genres(
        &self,
        params: &types::ListMoodsAndGenres,
    ) -> Result<Response<types::MoodsAndGenres>, Error> {
        let url = self.transport.url(format_args!("/v1/mureka/music/moods-and-genres/"));
        let request = self
            .transport
            .http()
            .get(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .query(&QueryParam::new("account", &params.account))
            .build()?;
        let response = self
            .transport
            .send(request, &operations::LIST_MOODS_AND_GENRES)
            .await?;
        match response.status().as_u16() {
            200u16 => response.json(),
            400u16 | 401u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `GET /v1/mureka/profile/`: read user, credits and models of an account.
    ///
    /// What it costs, its limits and errors: [`Profile::get`](super::resources::Profile::get).
    pub async fn get_profile(
        &self,
        params: &types::GetProfile,
    ) -> Result<Response<types::Profile>, Error> {
        let url = self.transport.url(format_args!("/v1/mureka/profile/"));
        let request = self
            .transport
            .http()
            .get(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .query(&QueryParam::new("account", &params.account))
            .build()?;
        let response = self.transport.send(request, &operations::GET_PROFILE).await?;
        match response.status().as_u16() {
            200u16 => response.json(),
            400u16 | 401u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `GET /v1/mureka/music/`: list generated songs.
    ///
    /// What it costs, its limits and errors: [`Songs::list`](super::resources::Songs::list).
    pub async fn list_songs(
        &self,
        params: &types::ListSongs,
    ) -> Result<Response<types::SongPage>, Error> {
        self.transport
            .check(
                &operations::LIST_SONGS,
                |problems| {
                    Check::problems(params, problems);
                },
            )?;
        let url = self.transport.url(format_args!("/v1/mureka/music/"));
        let request = self
            .transport
            .http()
            .get(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .query(&QueryParam::new("account", &params.account))
            .query(&QueryParam::new("last_id", &params.last_id))
            .query(&QueryParam::new("expand", &params.expand))
            .build()?;
        let response = self.transport.send(request, &operations::LIST_SONGS).await?;
        match response.status().as_u16() {
            200u16 => response.json(),
            400u16 | 401u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `GET /v1/mureka/music/{song_id}`: get a song with its lyrics.
    ///
    /// What it costs, its limits and errors: [`Songs::get`](super::resources::Songs::get).
    pub async fn get_song(
        &self,
        song_id: &types::Id,
    ) -> Result<Response<types::SongDetails>, Error> {
        let url = self
            .transport
            .url(
                format_args!("/v1/mureka/music/{}", path_segment("song_id", song_id) ?),
            );
        let request = self
            .transport
            .http()
            .get(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .build()?;
        let response = self.transport.send(request, &operations::GET_SONG).await?;
        match response.status().as_u16() {
            200u16 => response.json(),
            400u16 | 401u16 | 404u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `DELETE /v1/mureka/music/{song_id}`: delete a song.
    ///
    /// What it costs, its limits and errors: [`Songs::delete`](super::resources::Songs::delete).
    pub async fn delete_song(
        &self,
        song_id: &types::Id,
    ) -> Result<Response<types::Deleted>, Error> {
        let url = self
            .transport
            .url(
                format_args!("/v1/mureka/music/{}", path_segment("song_id", song_id) ?),
            );
        let request = self
            .transport
            .http()
            .delete(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .build()?;
        let response = self.transport.send(request, &operations::DELETE_SONG).await?;
        match response.status().as_u16() {
            200u16 => response.json(),
            400u16 | 401u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `POST /v1/mureka/music/create`: create songs from a prompt.
    ///
    /// What it costs, its limits and errors: [`Songs::create`](super::resources::Songs::create).
    pub async fn create_song(
        &self,
        body: &types::CreateSong,
    ) -> Result<Response<types::CreateSongResponse>, Error> {
        self.transport
            .check(
                &operations::CREATE_SONG,
                |problems| {
                    Check::problems(body, problems);
                },
            )?;
        let url = self.transport.url(format_args!("/v1/mureka/music/create"));
        let request = self
            .transport
            .http()
            .post(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .json(body)
            .build()?;
        let response = self.transport.send(request, &operations::CREATE_SONG).await?;
        match response.status().as_u16() {
            200u16 => response.json_as(types::CreateSongResponse::Ok),
            201u16 => response.tagged_as(types::CreateSongResponse::Created),
            400u16 | 401u16 | 429u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `POST /v1/mureka/music/create-advanced`: create songs from lyrics.
    ///
    /// What it costs, its limits and errors: [`Songs::create_advanced`](super::resources::Songs::create_advanced).
    pub async fn create_song_advanced(
        &self,
        body: &types::CreateSongAdvanced,
    ) -> Result<Response<types::CreateSongAdvancedResponse>, Error> {
        self.transport
            .check(
                &operations::CREATE_SONG_ADVANCED,
                |problems| {
                    Check::problems(body, problems);
                },
            )?;
        let url = self.transport.url(format_args!("/v1/mureka/music/create-advanced"));
        let request = self
            .transport
            .http()
            .post(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .json(body)
            .build()?;
        let response = self
            .transport
            .send(request, &operations::CREATE_SONG_ADVANCED)
            .await?;
        match response.status().as_u16() {
            200u16 => response.json_as(types::CreateSongAdvancedResponse::Ok),
            201u16 => response.tagged_as(types::CreateSongAdvancedResponse::Created),
            400u16 | 401u16 | 429u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `POST /v1/mureka/music/create-instrumental`: create instrumental music.
    ///
    /// What it costs, its limits and errors: [`Songs::create_instrumental`](super::resources::Songs::create_instrumental).
    pub async fn create_instrumental(
        &self,
        body: &types::CreateInstrumental,
    ) -> Result<Response<types::CreateInstrumentalResponse>, Error> {
        self.transport
            .check(
                &operations::CREATE_INSTRUMENTAL,
                |problems| {
                    Check::problems(body, problems);
                },
            )?;
        let url = self
            .transport
            .url(format_args!("/v1/mureka/music/create-instrumental"));
        let request = self
            .transport
            .http()
            .post(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .json(body)
            .build()?;
        let response = self
            .transport
            .send(request, &operations::CREATE_INSTRUMENTAL)
            .await?;
        match response.status().as_u16() {
            200u16 => response.json_as(types::CreateInstrumentalResponse::Ok),
            201u16 => response.tagged_as(types::CreateInstrumentalResponse::Created),
            400u16 | 401u16 | 429u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `POST /v1/mureka/music/extend`: extend a song with further lyrics.
    ///
    /// What it costs, its limits and errors: [`Songs::extend`](super::resources::Songs::extend).
    pub async fn extend_song(
        &self,
        body: &types::ExtendSong,
    ) -> Result<Response<types::ExtendSongResponse>, Error> {
        self.transport
            .check(
                &operations::EXTEND_SONG,
                |problems| {
                    Check::problems(body, problems);
                },
            )?;
        let url = self.transport.url(format_args!("/v1/mureka/music/extend"));
        let request = self
            .transport
            .http()
            .post(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .json(body)
            .build()?;
        let response = self.transport.send(request, &operations::EXTEND_SONG).await?;
        match response.status().as_u16() {
            200u16 => response.json_as(types::ExtendSongResponse::Ok),
            201u16 => response.tagged_as(types::ExtendSongResponse::Created),
            400u16 | 401u16 | 429u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `POST /v1/mureka/music/regenerate`: regenerate a song from a moment on.
    ///
    /// What it costs, its limits and errors: [`Songs::regenerate`](super::resources::Songs::regenerate).
    pub async fn regenerate_song(
        &self,
        body: &types::RegenerateSong,
    ) -> Result<Response<types::RegenerateSongResponse>, Error> {
        self.transport
            .check(
                &operations::REGENERATE_SONG,
                |problems| {
                    Check::problems(body, problems);
                },
            )?;
        let url = self.transport.url(format_args!("/v1/mureka/music/regenerate"));
        let request = self
            .transport
            .http()
            .post(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .json(body)
            .build()?;
        let response = self.transport.send(request, &operations::REGENERATE_SONG).await?;
        match response.status().as_u16() {
            200u16 => response.json_as(types::RegenerateSongResponse::Ok),
            201u16 => response.tagged_as(types::RegenerateSongResponse::Created),
            400u16 | 401u16 | 429u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `POST /v1/mureka/music/video-generate`: make a video of a song.
    ///
    /// What it costs, its limits and errors: [`Songs::generate_video`](super::resources::Songs::generate_video).
    pub async fn generate_video(
        &self,
        body: &types::GenerateVideo,
    ) -> Result<Response<types::SongVideo>, Error> {
        self.transport
            .check(
                &operations::GENERATE_VIDEO,
                |problems| {
                    Check::problems(body, problems);
                },
            )?;
        let url = self.transport.url(format_args!("/v1/mureka/music/video-generate"));
        let request = self
            .transport
            .http()
            .post(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .json(body)
            .build()?;
        let response = self.transport.send(request, &operations::GENERATE_VIDEO).await?;
        match response.status().as_u16() {
            200u16 => response.json(),
            400u16 | 401u16 | 429u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `POST /v1/mureka/music/download`: get the stems or the license of a song.
    ///
    /// What it costs, its limits and errors: [`Songs::download`](super::resources::Songs::download).
    pub async fn download_song(
        &self,
        body: &types::DownloadSong,
    ) -> Result<Response<types::SongDownload>, Error> {
        self.transport
            .check(
                &operations::DOWNLOAD_SONG,
                |problems| {
                    Check::problems(body, problems);
                },
            )?;
        let url = self.transport.url(format_args!("/v1/mureka/music/download"));
        let request = self
            .transport
            .http()
            .post(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .json(body)
            .build()?;
        let response = self.transport.send(request, &operations::DOWNLOAD_SONG).await?;
        match response.status().as_u16() {
            200u16 => response.json(),
            400u16 | 401u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `POST /v1/mureka/music/lyrics-generate`: generate lyrics.
    ///
    /// What it costs, its limits and errors: [`Lyrics::generate`](super::resources::Lyrics::generate).
    pub async fn generate_lyrics(
        &self,
        body: &types::GenerateLyrics,
    ) -> Result<Response<types::Lyrics>, Error> {
        let url = self.transport.url(format_args!("/v1/mureka/music/lyrics-generate"));
        let request = self
            .transport
            .http()
            .post(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .json(body)
            .build()?;
        let response = self.transport.send(request, &operations::GENERATE_LYRICS).await?;
        match response.status().as_u16() {
            200u16 => response.json(),
            400u16 | 401u16 | 429u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `GET /v1/mureka/speech/`: list generated speech.
    ///
    /// What it costs, its limits and errors: [`Speech::list`](super::resources::Speech::list).
    pub async fn list_speech(
        &self,
        params: &types::ListSpeech,
    ) -> Result<Response<types::SpeechPage>, Error> {
        self.transport
            .check(
                &operations::LIST_SPEECH,
                |problems| {
                    Check::problems(params, problems);
                },
            )?;
        let url = self.transport.url(format_args!("/v1/mureka/speech/"));
        let request = self
            .transport
            .http()
            .get(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .query(&QueryParam::new("account", &params.account))
            .query(&QueryParam::new("last_id", &params.last_id))
            .build()?;
        let response = self.transport.send(request, &operations::LIST_SPEECH).await?;
        match response.status().as_u16() {
            200u16 => response.json(),
            400u16 | 401u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `DELETE /v1/mureka/speech/`: delete a speech recording.
    ///
    /// What it costs, its limits and errors: [`Speech::delete`](super::resources::Speech::delete).
    pub async fn delete_speech(
        &self,
        params: &types::DeleteSpeech,
    ) -> Result<Response<types::Deleted>, Error> {
        self.transport
            .check(
                &operations::DELETE_SPEECH,
                |problems| {
                    Check::problems(params, problems);
                },
            )?;
        let url = self.transport.url(format_args!("/v1/mureka/speech/"));
        let request = self
            .transport
            .http()
            .delete(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .query(&QueryParam::new("account", &params.account))
            .query(&QueryParam::new("id", &params.id))
            .build()?;
        let response = self.transport.send(request, &operations::DELETE_SPEECH).await?;
        match response.status().as_u16() {
            200u16 => response.json(),
            400u16 | 401u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `POST /v1/mureka/speech`: generate speech from a text or a conversation.
    ///
    /// What it costs, its limits and errors: [`Speech::create`](super::resources::Speech::create).
    pub async fn create_speech(
        &self,
        body: &types::CreateSpeech,
    ) -> Result<Response<types::CreateSpeechResponse>, Error> {
        self.transport
            .check(
                &operations::CREATE_SPEECH,
                |problems| {
                    Check::problems(body, problems);
                },
            )?;
        let url = self.transport.url(format_args!("/v1/mureka/speech"));
        let request = self
            .transport
            .http()
            .post(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .json(body)
            .build()?;
        let response = self.transport.send(request, &operations::CREATE_SPEECH).await?;
        match response.status().as_u16() {
            200u16 => response.json_as(types::CreateSpeechResponse::Ok),
            201u16 => response.tagged_as(types::CreateSpeechResponse::Created),
            400u16 | 401u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `GET /v1/mureka/speech/voices/`: list voices for speech.
    ///
    /// What it costs, its limits and errors: [`Voices::list`](super::resources::Voices::list).
    pub async fn list_voices(
        &self,
        params: &types::ListVoices,
    ) -> Result<Response<types::VoicePage>, Error> {
        self.transport
            .check(
                &operations::LIST_VOICES,
                |problems| {
                    Check::problems(params, problems);
                },
            )?;
        let url = self.transport.url(format_args!("/v1/mureka/speech/voices/"));
        let request = self
            .transport
            .http()
            .get(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .query(&QueryParam::new("account", &params.account))
            .query(&QueryParam::new("last_id", &params.last_id))
            .query(&QueryParam::new("cloned", &params.cloned))
            .build()?;
        let response = self.transport.send(request, &operations::LIST_VOICES).await?;
        match response.status().as_u16() {
            200u16 => response.json(),
            400u16 | 401u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `POST /v1/mureka/speech/voice`: clone a voice from a sample.
    ///
    /// What it costs, its limits and errors: [`Voices::clone_voice`](super::resources::Voices::clone_voice).
    pub async fn clone_voice(
        &self,
        params: &types::CloneVoice,
        body: Upload,
    ) -> Result<Response<types::Voice>, Error> {
        self.transport
            .check(
                &operations::CLONE_VOICE,
                |problems| {
                    Check::problems(params, problems);
                },
            )?;
        self.transport.check_upload(&body, &operations::CLONE_VOICE)?;
        let url = self.transport.url(format_args!("/v1/mureka/speech/voice"));
        let request = self
            .transport
            .http()
            .post(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .header(CONTENT_TYPE, "audio/mpeg")
            .body(body)
            .query(&QueryParam::new("account", &params.account))
            .query(&QueryParam::new("title", &params.title))
            .query(&QueryParam::new("desc", &params.desc))
            .query(&QueryParam::new("lang", &params.lang))
            .build()?;
        let response = self.transport.send(request, &operations::CLONE_VOICE).await?;
        match response.status().as_u16() {
            200u16 => response.json(),
            400u16 | 401u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }

    /// `DELETE /v1/mureka/speech/voice`: delete a cloned voice.
    ///
    /// What it costs, its limits and errors: [`Voices::delete`](super::resources::Voices::delete).
    pub async fn delete_voice(
        &self,
        params: &types::DeleteVoice,
    ) -> Result<Response<types::Deleted>, Error> {
        self.transport
            .check(
                &operations::DELETE_VOICE,
                |problems| {
                    Check::problems(params, problems);
                },
            )?;
        let url = self.transport.url(format_args!("/v1/mureka/speech/voice"));
        let request = self
            .transport
            .http()
            .delete(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .query(&QueryParam::new("account", &params.account))
            .query(&QueryParam::new("voice_id", &params.voice_id))
            .build()?;
        let response = self.transport.send(request, &operations::DELETE_VOICE).await?;
        match response.status().as_u16() {
            200u16 => response.json(),
            400u16 | 401u16 => Err(response.error::<types::ApiError>()),
            596u16 => Err(response.error::<types::AccountError>()),
            _ => Err(response.unexpected()),
        }
    }
}
