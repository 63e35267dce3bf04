// Generated from spec/cloudsway.yaml by `cargo xtask regen`: do not edit.

//! Every operation of the Cloudsway MaaS_Mureka as one method: typed arguments in, status, headers
//! and typed body out. [`super::resources`] has the same by resource.
use super::{operations, types};
use crate::runtime::{Transport, path_segment, form};
use crate::{Check, Error, Response, Upload};
use reqwest::header::{ACCEPT, HeaderValue};

/// All operations of a client, by operationId.
#[derive(Clone, Copy, Debug)]
pub struct Raw<'c> {
    pub(crate) transport: &'c Transport,
}

impl<'c> Raw<'c> {
    /// The operations of a client.
    pub fn new(client: &'c crate::cloudsway::Client) -> Self {
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
    /// `POST /song/generate`: generate songs from lyrics.
    ///
    /// What it costs, its limits and errors: [`Songs::generate`](super::resources::Songs::generate).
    pub async fn generate_song(
        &self,
        body: &types::GenerateSong,
    ) -> Result<Response<types::TaskEnvelope>, Error> {
        self.transport
            .check(
                &operations::GENERATE_SONG,
                |problems| {
                    Check::problems(body, problems);
                },
            )?;
        let url = self.transport.url(format_args!("/song/generate"));
        let request = self
            .transport
            .http()
            .post(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .json(body)
            .build()?;
        let response = self.transport.send(request, &operations::GENERATE_SONG).await?;
        match response.status().as_u16() {
            200u16 => {
                response
                    .json_if(|answer: &types::TaskEnvelope| {
                        answer.code.as_ref().is_none_or(|code| code.as_i64() == Some(0))
                    })
            }
            400u16..=499u16 | 500u16..=599u16 => {
                Err(response.error::<types::GatewayError>())
            }
            _ => Err(response.unexpected()),
        }
    }

    /// `POST /song/extend`: extend a song with further lyrics.
    ///
    /// What it costs, its limits and errors: [`Songs::extend`](super::resources::Songs::extend).
    pub async fn extend_song(
        &self,
        body: &types::ExtendSong,
    ) -> Result<Response<types::TaskEnvelope>, Error> {
        self.transport
            .check(
                &operations::EXTEND_SONG,
                |problems| {
                    Check::problems(body, problems);
                },
            )?;
        let url = self.transport.url(format_args!("/song/extend"));
        let request = self
            .transport
            .http()
            .post(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .json(body)
            .build()?;
        let response = self.transport.send(request, &operations::EXTEND_SONG).await?;
        match response.status().as_u16() {
            200u16 => {
                response
                    .json_if(|answer: &types::TaskEnvelope| {
                        answer.code.as_ref().is_none_or(|code| code.as_i64() == Some(0))
                    })
            }
            400u16..=499u16 | 500u16..=599u16 => {
                Err(response.error::<types::GatewayError>())
            }
            _ => Err(response.unexpected()),
        }
    }

    /// `GET /song/query/{task_id}`: query a task.
    ///
    /// What it costs, its limits and errors: [`Tasks::get`](super::resources::Tasks::get).
    pub async fn get_task(
        &self,
        task_id: &types::Id,
    ) -> Result<Response<types::TaskEnvelope>, Error> {
        let url = self
            .transport
            .url(format_args!("/song/query/{}", path_segment("task_id", task_id) ?));
        let request = self
            .transport
            .http()
            .get(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .build()?;
        let response = self.transport.send(request, &operations::GET_TASK).await?;
        match response.status().as_u16() {
            200u16 => {
                response
                    .json_if(|answer: &types::TaskEnvelope| {
                        answer.code.as_ref().is_none_or(|code| code.as_i64() == Some(0))
                    })
            }
            400u16..=499u16 | 500u16..=599u16 => {
                Err(response.error::<types::GatewayError>())
            }
            _ => Err(response.unexpected()),
        }
    }

    /// `POST /files/upload`: upload audio for a purpose.
    ///
    /// What it costs, its limits and errors: [`Files::upload`](super::resources::Files::upload).
    pub async fn upload_file(
        &self,
        body: &types::UploadFile,
        file: Upload,
    ) -> Result<Response<types::UploadedFile>, Error> {
        self.transport.check_upload(&file, &operations::UPLOAD_FILE)?;
        let form = form(body, "file", file)?;
        let url = self.transport.url(format_args!("/files/upload"));
        let request = self
            .transport
            .http()
            .post(url)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .multipart(form)
            .build()?;
        let response = self.transport.send(request, &operations::UPLOAD_FILE).await?;
        match response.status().as_u16() {
            200u16 => response.json(),
            400u16..=499u16 | 500u16..=599u16 => {
                Err(response.error::<types::GatewayError>())
            }
            _ => Err(response.unexpected()),
        }
    }
}
