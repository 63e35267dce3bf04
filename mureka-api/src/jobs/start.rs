//! What the generated types are to this module.

use std::fmt;
use std::future::Future;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::check::Check;
use crate::error::Error;
use crate::operation::Operation;
use crate::response::Response;
use crate::transport::Transport;

/// A request that starts a job. The generated requests are; programs have no need to write one.
pub trait Start: Check + Clone + Serialize + Send + Sync + 'static {
    /// What the job gives.
    type Output: Output;

    /// What the docs say of the call.
    const OPERATION: &'static Operation;

    /// The fields that are set before it is sent.
    #[doc(hidden)]
    fn fields(&mut self) -> Fields<'_>;

    /// Sends it.
    #[doc(hidden)]
    fn start(&self, transport: &Transport) -> impl Future<Output = Answer<Self::Output>> + Send;
}

/// What comes of a request that starts a job.
type Answer<T> = Result<Response<Started<T>>, Error>;

/// What a job gives: [`MusicResult`](crate::useapi::types::MusicResult),
/// [`Speech`](crate::useapi::types::Speech),
/// [`TaskEnvelope`](crate::cloudsway::types::TaskEnvelope).
pub trait Output: Clone + fmt::Debug + DeserializeOwned + Send + Sync + 'static {
    /// The job itself, as it is read while it runs.
    type State: State;

    /// The calls that give it.
    const OPERATIONS: &'static [&'static Operation];
}

/// A job as it is read: [`useapi::types::Job`](crate::useapi::types::Job),
/// [`cloudsway::types::TaskEnvelope`](crate::cloudsway::types::TaskEnvelope).
pub trait State: Clone + fmt::Debug + DeserializeOwned + Send + Sync + 'static {
    /// What the docs say of the call that reads it.
    const POLL: &'static Operation;

    /// Reads it.
    #[doc(hidden)]
    fn poll(
        transport: &Transport,
        id: &str,
    ) -> impl Future<Output = Result<Response<Self>, Error>> + Send;
}

/// The fields of a request that a submission sets; those that it has.
#[doc(hidden)]
#[derive(Debug, Default)]
pub struct Fields<'r> {
    /// The account.
    pub account: Option<&'r mut Option<String>>,
    /// Whether to answer at once, with the job.
    pub background: Option<&'r mut Option<bool>>,
    /// The caller's own reference.
    pub reference: Option<&'r mut Option<String>>,
}

/// What a submission was answered with.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub enum Started<T: Output> {
    /// The result, because the call waited for it.
    Done(T),
    /// The job.
    Job(T::State),
}
