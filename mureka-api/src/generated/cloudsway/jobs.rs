// Generated from spec/cloudsway.yaml by `cargo xtask regen`: do not edit.

//! How the calls of the Cloudsway MaaS_Mureka that start a job are sent,
//! and how the job is read.
use super::raw::Raw;
use super::{operations, types};
use crate::jobs::{Fields, Output, Start, Started, State};
use crate::runtime::Transport;
use crate::{Error, Operation, Response};

impl Start for types::GenerateSong {
    type Output = types::TaskEnvelope;
    const OPERATION: &'static Operation = &operations::GENERATE_SONG;
    fn fields(&mut self) -> Fields<'_> {
        Fields { ..Fields::default() }
    }

    async fn start(
        &self,
        transport: &Transport,
    ) -> Result<Response<Started<Self::Output>>, Error> {
        let answer = Raw::over(transport).generate_song(self).await?;
        Ok(answer.map(Started::Job))
    }
}

impl Start for types::ExtendSong {
    type Output = types::TaskEnvelope;
    const OPERATION: &'static Operation = &operations::EXTEND_SONG;
    fn fields(&mut self) -> Fields<'_> {
        Fields { ..Fields::default() }
    }

    async fn start(
        &self,
        transport: &Transport,
    ) -> Result<Response<Started<Self::Output>>, Error> {
        let answer = Raw::over(transport).extend_song(self).await?;
        Ok(answer.map(Started::Job))
    }
}

impl Output for types::TaskEnvelope {
    type State = types::TaskEnvelope;
    const OPERATIONS: &'static [&'static Operation] = &[
        &operations::GENERATE_SONG,
        &operations::EXTEND_SONG,
    ];
}

impl State for types::TaskEnvelope {
    const POLL: &'static Operation = &operations::GET_TASK;
    async fn poll(transport: &Transport, id: &str) -> Result<Response<Self>, Error> {
        Raw::over(transport).get_task(&types::Id::from(id)).await
    }
}
