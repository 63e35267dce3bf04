// Generated from spec/useapi.yaml by `cargo xtask regen`: do not edit.

//! How the calls of the useapi.net Mureka API that start a job are sent,
//! and how the job is read.
use super::raw::Raw;
use super::{operations, types};
use crate::jobs::{Fields, Output, Start, Started, State};
use crate::runtime::Transport;
use crate::{Error, Operation, Response};

impl Start for types::CreateSong {
    type Output = types::MusicResult;
    const OPERATION: &'static Operation = &operations::CREATE_SONG;
    fn fields(&mut self) -> Fields<'_> {
        Fields {
            account: Some(&mut self.account),
            background: Some(&mut self.async_),
            reference: Some(&mut self.reply_ref),
        }
    }

    async fn start(
        &self,
        transport: &Transport,
    ) -> Result<Response<Started<Self::Output>>, Error> {
        let answer = Raw::over(transport).create_song(self).await?;
        Ok(
            answer
                .map(|answer| match answer {
                    types::CreateSongResponse::Ok(job) => Started::Done(job),
                    types::CreateSongResponse::Created(job) => Started::Job(job),
                }),
        )
    }
}

impl Start for types::CreateSongAdvanced {
    type Output = types::MusicResult;
    const OPERATION: &'static Operation = &operations::CREATE_SONG_ADVANCED;
    fn fields(&mut self) -> Fields<'_> {
        Fields {
            account: Some(&mut self.account),
            background: Some(&mut self.async_),
            reference: Some(&mut self.reply_ref),
        }
    }

    async fn start(
        &self,
        transport: &Transport,
    ) -> Result<Response<Started<Self::Output>>, Error> {
        let answer = Raw::over(transport).create_song_advanced(self).await?;
        Ok(
            answer
                .map(|answer| match answer {
                    types::CreateSongAdvancedResponse::Ok(job) => Started::Done(job),
                    types::CreateSongAdvancedResponse::Created(job) => Started::Job(job),
                }),
        )
    }
}

impl Start for types::CreateInstrumental {
    type Output = types::MusicResult;
    const OPERATION: &'static Operation = &operations::CREATE_INSTRUMENTAL;
    fn fields(&mut self) -> Fields<'_> {
        Fields {
            account: Some(&mut self.account),
            background: Some(&mut self.async_),
            reference: Some(&mut self.reply_ref),
        }
    }

    async fn start(
        &self,
        transport: &Transport,
    ) -> Result<Response<Started<Self::Output>>, Error> {
        let answer = Raw::over(transport).create_instrumental(self).await?;
        Ok(
            answer
                .map(|answer| match answer {
                    types::CreateInstrumentalResponse::Ok(job) => Started::Done(job),
                    types::CreateInstrumentalResponse::Created(job) => Started::Job(job),
                }),
        )
    }
}

impl Start for types::ExtendSong {
    type Output = types::MusicResult;
    const OPERATION: &'static Operation = &operations::EXTEND_SONG;
    fn fields(&mut self) -> Fields<'_> {
        Fields {
            background: Some(&mut self.async_),
            reference: Some(&mut self.reply_ref),
            ..Fields::default()
        }
    }

    async fn start(
        &self,
        transport: &Transport,
    ) -> Result<Response<Started<Self::Output>>, Error> {
        let answer = Raw::over(transport).extend_song(self).await?;
        Ok(
            answer
                .map(|answer| match answer {
                    types::ExtendSongResponse::Ok(job) => Started::Done(job),
                    types::ExtendSongResponse::Created(job) => Started::Job(job),
                }),
        )
    }
}

impl Start for types::RegenerateSong {
    type Output = types::MusicResult;
    const OPERATION: &'static Operation = &operations::REGENERATE_SONG;
    fn fields(&mut self) -> Fields<'_> {
        Fields {
            background: Some(&mut self.async_),
            reference: Some(&mut self.reply_ref),
            ..Fields::default()
        }
    }

    async fn start(
        &self,
        transport: &Transport,
    ) -> Result<Response<Started<Self::Output>>, Error> {
        let answer = Raw::over(transport).regenerate_song(self).await?;
        Ok(
            answer
                .map(|answer| match answer {
                    types::RegenerateSongResponse::Ok(job) => Started::Done(job),
                    types::RegenerateSongResponse::Created(job) => Started::Job(job),
                }),
        )
    }
}

impl Start for types::CreateSpeech {
    type Output = types::Speech;
    const OPERATION: &'static Operation = &operations::CREATE_SPEECH;
    fn fields(&mut self) -> Fields<'_> {
        Fields {
            account: Some(&mut self.account),
            background: Some(&mut self.async_),
            reference: Some(&mut self.reply_ref),
        }
    }

    async fn start(
        &self,
        transport: &Transport,
    ) -> Result<Response<Started<Self::Output>>, Error> {
        let answer = Raw::over(transport).create_speech(self).await?;
        Ok(
            answer
                .map(|answer| match answer {
                    types::CreateSpeechResponse::Ok(job) => Started::Done(job),
                    types::CreateSpeechResponse::Created(job) => Started::Job(job),
                }),
        )
    }
}

impl Output for types::MusicResult {
    type State = types::Job;
    const OPERATIONS: &'static [&'static Operation] = &[
        &operations::CREATE_SONG,
        &operations::CREATE_SONG_ADVANCED,
        &operations::CREATE_INSTRUMENTAL,
        &operations::EXTEND_SONG,
        &operations::REGENERATE_SONG,
    ];
}

impl Output for types::Speech {
    type State = types::Job;
    const OPERATIONS: &'static [&'static Operation] = &[&operations::CREATE_SPEECH];
}

impl State for types::Job {
    const POLL: &'static Operation = &operations::GET_JOB;
    async fn poll(transport: &Transport, id: &str) -> Result<Response<Self>, Error> {
        Raw::over(transport).get_job(id).await
    }
}
