//! A typed client for the Mureka music APIs of useapi.net and Cloudsway.
//!
//! ```no_run
//! use mureka_api::useapi::Client;
//!
//! # fn example() -> Result<(), mureka_api::Error> {
//! let client = Client::from_env()?; // USEAPI_TOKEN
//! # Ok(())
//! # }
//! ```
//!
//! - [`useapi`] and [`cloudsway`]: one client for each service.
//! - [`Response`]: a typed answer that keeps status, headers and body.
//! - [`Error`]: everything that can go wrong, by [`ErrorKind`].
//! - [`Extra`], [`List`], [`Secret`], [`JsonString`]: what the models are made of. They
//!   accept fields and values that appeared after this version, and write back
//!   unchanged what they read.
//! - [`Pages`]: a list as a stream of its items or of its pages.
//! - [`Upload`]: a file as a request's body, without loading it into memory.
//! - [`webhooks`]: jobs that report by themselves how they end.
//! - [`Check`]: the documented limits of a request, checked before it is sent.
//! - [`credits`]: whether an account can pay for a song.
//! - [`Download`]: a song, a cover, a video or stems to disk, gone on with where it broke.
//! - [`operation`]: what the docs say about each call: its cost, its limits, its page.
//!
//! # Features
//!
//! - `rustls` (default) or `native-tls`: the TLS library.
//! - `blocking`: calls without async.
//! - `schemars`: JSON Schemas of the models.

// On docs.rs, what needs a feature says so.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod charged;
mod check;
mod classify;
mod config;
mod decode;
mod download;
mod error;
mod form;
mod formats;
mod generated;
mod hooks;
pub mod jobs;
mod media;
mod model;
mod options;
mod pacing;
mod pages;
mod progress;
mod redact;
mod request;
mod response;
mod retry;
mod runtime;
mod transport;
mod upload;

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub mod blocking;
pub mod cloudsway;
pub mod credits;
pub mod operation;
pub mod pool;
pub mod useapi;
pub mod webhooks;

pub use bytes::Bytes;
pub use charged::Charged;
pub use check::{Check, Problem, Problems};
pub use download::Download;
#[cfg(not(target_arch = "wasm32"))]
pub use download::Saved;
pub use error::{Error, ErrorKind};
pub use hooks::{Attempt, Hook, Outcome};
pub use jobs::{Done, JobHandle, Submission, Ticket};
pub use media::Media;
pub use model::{Extra, JsonString, List, Secret};
pub use operation::Operation;
pub use options::Options;
pub use pages::{Items, PageStream, Paged, Pages};
pub use progress::Progress;
pub use reqwest::{self, StatusCode, header::HeaderMap};
pub use response::Response;
pub use retry::Retry;
pub use upload::Upload;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
