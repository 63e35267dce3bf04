//! The Mureka APIs of useapi.net and Cloudsway as a server on localhost.
//!
//! The server is made of the two API documents and answers every operation with the
//! payloads that are documented for it. A call that starts a job is followed as at
//! the vendor: the job is running for some polls, and completed afterwards.
//!
//! ```
//! # async fn example() -> std::io::Result<()> {
//! let mock = mureka_mock::Mock::start().await?;
//! let useapi = mock.url().to_owned();                                 // …/v1/mureka/…
//! let cloudsway = format!("{}/v1/ai/any-endpoint/mureka", mock.url()); // …/song/generate
//! // … calls with `Authorization: Bearer anything` …
//! assert!(mock.requests().is_empty());
//! # let _ = (useapi, cloudsway);
//! # Ok(())
//! # }
//! ```
//!
//! # What is answered
//!
//! * Without `Authorization: Bearer …`, the documented 401. Any token is good.
//! * An unknown path gets 404, an undocumented method 405 with `Allow`. A path may
//!   have a slash more at its end than the documents write, but not one less.
//! * Otherwise the first example of the first documented success. Where a status has
//!   a body but no example, the API's own error shape is filled in.
//! * `Prefer: code=429` and `Prefer: code=429, example=slots_full` choose another
//!   documented answer. What is not documented is refused with 400 and a list of
//!   what is.
//! * A JSON body that is not JSON gets 400, one of more than 1 MiB gets 413. Nothing
//!   else of a request is checked.
//!
//! # Limits
//!
//! The latest 1000 jobs are kept, and of the requests that came in the latest 1000,
//! each with the first 1 MiB of its body and all together with 64 MiB of bodies.
//! Uploads are read to their end, counted and thrown away.

mod body;
mod builder;
mod call;
mod clock;
mod description;
mod form;
mod jobs;
mod mock;
mod plan;
mod prefer;
mod recorder;
mod reply;
mod routes;
mod server;

pub use builder::Builder;
pub use mock::Mock;
pub use recorder::Request;
