//! What came back: as bytes, and as a type.

use std::fmt;
use std::ops::Deref;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;

use crate::classify::classify;
use crate::decode::{Problem, decode};
use crate::error::{Error, ErrorKind, Typed};
use crate::model::{TaggedUnion, decode_tagged};
use crate::operation::Operation;
use crate::redact::Secrets;

/// A typed answer, with the status, the headers and the text it came as.
///
/// It derefs to the value; [`into_inner`](Self::into_inner) takes it out.
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    parts: Parts,
}

impl<T> Response<T> {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.parts.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// The body as it came.
    pub fn body(&self) -> &Bytes {
        &self.parts.body
    }

    /// The operation that was called.
    pub fn operation(&self) -> &'static Operation {
        self.parts.operation
    }

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }

    pub(crate) fn into_parts(self) -> (T, Parts) {
        (self.value, self.parts)
    }

    /// The same answer with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            value: change(self.value),
            parts: self.parts,
        }
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

// Without headers and body: they may hold cookies and tokens.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("operation", &self.parts.operation.id)
            .field("status", &self.parts.status.as_u16())
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}

/// Everything of an answer but its meaning.
#[derive(Clone)]
pub struct Parts {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
    pub operation: &'static Operation,
}

/// An answer, read whole, that waits to be taken by its status.
pub struct RawResponse {
    parts: Parts,
    /// Kept out of messages.
    secrets: Secrets,
    account: Option<String>,
    attempts: u32,
}

impl RawResponse {
    pub fn new(parts: Parts, secrets: Secrets) -> Self {
        Self {
            parts,
            secrets,
            account: None,
            attempts: 1,
        }
    }

    /// The answer to a call on this account, sent so many times.
    pub fn of(mut self, account: Option<String>, attempts: u32) -> Self {
        self.account = account;
        self.attempts = attempts;
        self
    }

    pub fn status(&self) -> StatusCode {
        self.parts.status
    }

    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    pub fn body(&self) -> &Bytes {
        &self.parts.body
    }

    /// The class of a failure, and its code.
    pub fn failure(&self) -> (ErrorKind, Option<String>) {
        let parts = &self.parts;
        let verdict = classify(parts.status, &parts.headers, &parts.body, &self.secrets);
        (verdict.kind, verdict.code)
    }

    /// A documented success with a body.
    pub fn json<T: DeserializeOwned>(self) -> Result<Response<T>, Error> {
        self.read(decode)
    }

    /// The same where the body is a union.
    pub fn tagged<T: TaggedUnion>(self) -> Result<Response<T>, Error> {
        self.read(decode_tagged)
    }

    fn read<T>(
        self,
        decode: impl FnOnce(&[u8]) -> Result<T, Problem>,
    ) -> Result<Response<T>, Error> {
        match decode(&self.parts.body) {
            Ok(value) => Ok(Response {
                value,
                parts: self.parts,
            }),
            Err(problem) => {
                let error = Error::undecodable(self.parts, &self.secrets, &problem);
                Err(error
                    .with_account(self.account)
                    .with_attempts(self.attempts))
            }
        }
    }

    /// The same as one variant of what the operation may answer.
    pub fn json_as<T, U>(self, wrap: impl FnOnce(T) -> U) -> Result<Response<U>, Error>
    where
        T: DeserializeOwned,
    {
        self.json::<T>().map(|response| response.map(wrap))
    }

    /// The same where the body is a union.
    pub fn tagged_as<T, U>(self, wrap: impl FnOnce(T) -> U) -> Result<Response<U>, Error>
    where
        T: TaggedUnion,
    {
        self.tagged::<T>().map(|response| response.map(wrap))
    }

    /// A documented success whose body may say that it is none.
    pub fn json_if<T>(self, accepted: impl FnOnce(&T) -> bool) -> Result<Response<T>, Error>
    where
        T: DeserializeOwned + Send + Sync + 'static,
    {
        let secrets = self.secrets.clone();
        let (account, attempts) = (self.account.clone(), self.attempts);
        let response = self.json::<T>()?;
        if accepted(&response.value) {
            return Ok(response);
        }
        let error = Error::refused(response.parts, &secrets, Box::new(response.value));
        Err(error.with_account(account).with_attempts(attempts))
    }

    /// A documented success without a body; what there is of one is kept.
    #[allow(clippy::unnecessary_wraps)] // the arms of a generated `match` have one type
    pub fn empty(self) -> Result<Response<()>, Error> {
        Ok(Response {
            value: (),
            parts: self.parts,
        })
    }

    /// A documented failure, whose body should read as `T`.
    pub fn error<T: DeserializeOwned + Send + Sync + 'static>(self) -> Error {
        let typed = decode::<T>(&self.parts.body).ok();
        let documented = typed.is_some();
        self.fail(documented)
            .with_typed(typed.map(|typed| Box::new(typed) as Typed))
    }

    /// A documented failure without a body.
    pub fn error_without_body(self) -> Error {
        self.fail(true)
    }

    /// A status that the docs of the operation do not have.
    pub fn unexpected(self) -> Error {
        self.fail(false)
    }

    /// A status of success with a body that says no.
    pub fn refused(self) -> Error {
        Error::refused(self.parts, &self.secrets, Box::new(()))
            .with_account(self.account)
            .with_attempts(self.attempts)
    }

    fn fail(self, documented: bool) -> Error {
        Error::answer(self.parts, &self.secrets, documented)
            .with_account(self.account)
            .with_attempts(self.attempts)
    }
}
