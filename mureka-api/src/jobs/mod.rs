//! Jobs: submitted, waited for, found again.
//!
//! ```no_run
//! use std::time::Duration;
//! use mureka_api::useapi::{Client, types::{CreateSong, Model}};
//!
//! # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
//! // Submitted, waited for, typed.
//! let request = CreateSong::new().prompt("Silly song about Santa").model(Model::V9);
//! let done = client.songs().create(request).deadline(Duration::from_secs(300)).await?;
//! println!("{} songs", done.songs.as_ref().map_or(0, |songs| songs.len()));
//!
//! // The same, taken apart: submitted here, waited for elsewhere.
//! let job = client.songs().create(CreateSong::new().prompt("…")).submit().await?;
//! std::fs::write("job.json", serde_json::to_string(job.ticket())?)?;
//! let saved = std::fs::read_to_string("job.json")?;
//! let done = client.songs().resume(serde_json::from_str(&saved)?)?.await?;
//! # let _ = done;
//! # Ok(())
//! # }
//! ```
//!
//! # What is charged
//!
//! A submission is sent again only if it surely was not accepted. If it is not known whether
//! it was (a timeout, a cut connection, a 5xx), the running jobs are looked through for the
//! reference that it carries, and the job that is found is the one you get. If none is found
//! the error says so: [`Error::charged`](crate::Error::charged) is
//! [`Unknown`](crate::Charged::Unknown).

mod done;
mod find;
mod handle;
mod outcome;
pub(crate) mod progress;
mod reconcile;
mod references;
pub(crate) mod running;
mod start;
mod submission;
mod ticket;
mod wait_all;
mod waiting;
pub(crate) mod ways;

pub use done::Done;
pub use handle::{JobHandle, States};
pub(crate) use references::References;
pub use start::{Fields, Output, Start, Started, State};
pub use submission::Submission;
pub use ticket::Ticket;
pub use wait_all::wait_all;
