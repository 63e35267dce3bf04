//! The Mureka APIs of useapi.net and Cloudsway as a server on localhost: stateful,
//! with jobs that take time, the documented limits, a ledger of what was charged, and
//! faults on demand.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use mureka_mock::{Fault, MockServer};
//!
//! let mock = MockServer::start().await?;
//! // The next song is accepted and charged, but its answer never arrives.
//! mock.fault(Fault::on("create_song").after().cut());
//!
//! let song = reqwest::Client::new()
//!     .post(format!("{}/v1/mureka/music/create", mock.base_url()))
//!     .bearer_auth("any")
//!     .json(&serde_json::json!({"prompt": "Rain"}))
//!     .send()
//!     .await;
//!
//! assert!(song.is_err());
//! assert_eq!(mock.ledger().times("create_song"), 1);
//! # Ok(())
//! # }
//! ```
//!
//! Cloudsway is below `/v1/ai/{any endpoint}/mureka` of the same server.
//!
//! # What is answered
//!
//! Everything follows from the two OpenAPI documents, which are part of the crate and
//! can be replaced: an operation that is added there is served.
//!
//! * Without `Authorization: Bearer …`, the documented 401. Any token is good.
//! * An unknown path gets 404, an undocumented method 405 with `Allow`. A path may
//!   have a slash more at its end than the documents write, but not one less.
//! * A request that is not as documented gets the API's own 400, with all that is
//!   wrong with it: `lyrics: 5312 characters, at most 5000 are allowed`.
//! * Accounts, files, vocals, motifs, voices, songs and speech are kept, listed page
//!   by page and deleted. With several accounts, calls have to name one.
//! * Songs and speech take 2 seconds, as jobs or waited for. Where a request names a
//!   `replyUrl`, the job is reported there.
//! * Calls that come too fast, or find no slot, get the documented 429.
//! * `Prefer: code=429` and `Prefer: code=429, example=slots_full` choose a documented
//!   answer, whatever else was sent. What is not documented is refused with 400 and a list
//!   of what is. A chosen success of a paid call is charged, and makes nothing.
//! * Links to songs, covers, videos and stems point at this server, and give files
//!   that play. `?bytes=` makes one of any size.
//!
//! # The control path
//!
//! What [`MockServer`] can do, other programs can do at `/_mock`, which is part of
//! neither API: `GET /_mock` lists the paths. At `/` is a page for people.
//!
//! # Limits
//!
//! The latest 1000 jobs, 5000 charges, 500 records of each kind and 1000 requests are
//! kept, and fewer where callers wrote megabytes into them; the ledger counts beyond.
//! Up to 1000 faults may wait. Uploads are read to their end, hashed and counted,
//! but not kept. Webhooks are sent by plain HTTP, to this machine alone unless
//! [allowed](Builder::webhooks_anywhere).

mod accounts;
mod admission;
mod builder;
mod call;
mod clock;
mod connections;
mod control;
mod delivery;
mod description;
mod exchange;
mod fault;
mod fault_rules;
mod faults;
mod form;
mod ids;
mod jobs;
mod keeping;
mod ledger;
mod lists;
mod media;
mod mock_server;
mod pace;
mod page;
mod perform;
mod plan;
mod prefer;
mod prices;
mod receive;
mod recorder;
mod records;
mod reply;
mod report;
mod routes;
mod seeds;
mod server;
mod settings;
mod spoiled;
mod stages;
mod state;
mod stores;
mod validation;

pub use builder::Builder;
pub use delivery::{Delivery, Outcome};
pub use fault::Fault;
pub use jobs::JobSummary;
pub use ledger::{Charge, Ledger};
pub use mock_server::MockServer;
pub use receive::Upload;
pub use recorder::Request;
