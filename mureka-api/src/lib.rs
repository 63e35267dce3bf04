//! A typed client for the Mureka music APIs of useapi.net and Cloudsway.
//!
//! ```no_run
//! use mureka_api::useapi::{Client, types::{CreateSong, Model}};
//!
//! # async fn example() -> Result<(), mureka_api::Error> {
//! let client = Client::from_env()?; // USEAPI_TOKEN
//!
//! // Submitted as a job, waited for, typed. Paid.
//! let request = CreateSong::new().prompt("Silly song about Santa").model(Model::V9);
//! let done = client.songs().create(request).await?;
//! for song in done.songs.iter().flatten() {
//!     println!("{:?} {:?}", song.title, song.mp3_url);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # A tour
//!
//! **Clients.** [`useapi::Client`] and [`cloudsway::Client`] are cheap to clone; the clones
//! share connections, slots and spacing. Methods stand by resource (`client.songs()`), and
//! once more by operationId below `client.raw()`, where each answers with a [`Response`]: the
//! typed body with status, headers and what came. [`operation`] says what the docs say of each;
//! [`useapi::Client::call`] calls any by its entry there, without types.
//!
//! **Jobs.** What makes something gives a [`Submission`]. Awaited, it gives the result;
//! [`submit`](Submission::submit) gives a [`JobHandle`], whose [`Ticket`] can be written down
//! and resumed by another process. See [`jobs`].
//!
//! ```
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let mock = mureka_mock::MockServer::start().await?;
//! # let client = mureka_api::useapi::Client::builder();
//! # let client = client.token("user:1-a").base_url(mock.base_url()).build()?;
//! # use mureka_api::useapi::types::CreateSong;
//! let job = client.songs().submit(CreateSong::new().prompt("Rain")).await?;
//! let saved = serde_json::to_string(job.ticket())?;
//!
//! let done = client.songs().resume(serde_json::from_str(&saved)?)?.await?;
//! assert_eq!(done.songs.as_ref().map(|songs| songs.len()), Some(2));
//! # Ok(())
//! # }
//! ```
//!
//! **Lists** come as [`Pages`]: `.await` reads one, [`items`](Pages::items) and
//! [`pages`](Pages::pages) are streams of all there is.
//!
//! **Accounts.** Calls wait for the documented spacing and slots of their account, instead of
//! being refused. [`useapi::Client::pool`] spreads many requests over all accounts that work and
//! have credits; [`credits`] looks before a call whether an account can pay. See [`pool`].
//!
//! **Errors** are of one type, [`Error`]. Its [`kind`](Error::kind) is what to act on, and
//! [`charged`](Error::charged) says whether the call cost anything:
//!
//! ```
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # use mureka_mock::{Fault, MockServer};
//! # let fault = Fault::on("create_song").status(402);
//! # let mock = MockServer::builder().fault(fault).start().await?;
//! # let client = mureka_api::useapi::Client::builder();
//! # let client = client.token("user:1-a").base_url(mock.base_url()).build()?;
//! # use mureka_api::{Charged, ErrorKind, useapi::types::CreateSong};
//! let error = client.songs().create(CreateSong::new()).await.unwrap_err();
//! assert_eq!(error.kind(), ErrorKind::NoCredits);
//! assert_eq!(error.charged(), Charged::No);
//! # Ok(())
//! # }
//! ```
//!
//! **Repeats.** Reads are sent again after failures that may pass, see [`Retry`]. A paid call is
//! sent again only if it surely was not accepted; where that is not known, the running jobs are
//! looked through for it. [`Options`] change this, timeouts, checks and pacing, for a client or
//! for some calls of it.
//!
//! **Before a call**, the documented limits of its request are checked, all at once: [`Check`].
//! **Around it**, a [`Hook`] sees every attempt, and `tracing` has a span.
//!
//! **Files.** An [`Upload`] streams from a file, or from anything else of a known length. A
//! [`Download`] streams to disk, goes on where it broke, never replaces a file unasked and never
//! carries the token; [`Media`] names it after its song.
//!
//! **Webhooks.** Jobs can report by themselves how they end: [`webhooks`].
//!
//! **Models** accept fields and values that appeared after this version, and write back unchanged
//! what they read. They are made of [`Extra`], [`List`], [`Secret`] and [`JsonString`].
//!
//! # Features
//!
//! - `rustls` (default) or `native-tls`: the TLS library.
//! - `blocking`: calls without async.
//! - `schemars`: JSON Schemas of the models.

// On docs.rs, what needs a feature says so.
#![cfg_attr(docsrs, feature(doc_cfg))]
// What only files need is of no use in a browser.
#![cfg_attr(target_arch = "wasm32", allow(dead_code, unused_imports))]

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
mod random;
mod redact;
mod request;
mod response;
mod retry;
mod runtime;
mod time;
mod transport;
mod upload;

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub mod blocking;
pub mod cloudsway;
pub mod credits;
pub mod operation;
mod operation_call;
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
pub use operation_call::{Answer, OperationCall};
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
