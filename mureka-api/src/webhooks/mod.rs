//! Webhooks: jobs that report by themselves how they end.
//!
//! A call of useapi.net with `replyUrl` has its job posted there when it is created and when
//! it is completed or failed. Cloudsway documents no webhooks. Nothing here is charged.
//!
//! - [`WebhookSecret`]: a token in the receiver's URL. The vendor signs nothing, so this
//!   alone tells a webhook from what anybody else posts.
//! - [`Event`]: what was posted, typed.
//! - [`Inbox`]: checks, reads, leaves out repeats, and hands on to who waits for the job,
//!   also if that one comes later than the webhook.
//! - [`status`]: what the receiver answers.
//!
//! The docs say nothing of an order, of repeats, or of how often a webhook is tried again. A
//! webhook may never come: keep polling beside it.
//!
//! ```
//! use mureka_api::useapi::types::CreateSong;
//! use mureka_api::webhooks::{Inbox, WebhookSecret, status};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), mureka_api::Error> {
//! let secret = WebhookSecret::generate()?;
//! let inbox = Inbox::new(secret.clone());
//!
//! // What goes out with the request.
//! let url = secret.url("https://me.example/hook?from=mureka")?;
//! let request = CreateSong::new().prompt("Rain").async_(true).reply_url(url.clone());
//!
//! // In the receiver, whatever the web framework: URL or query, and body.
//! let body = br#"{"jobid": "j1", "jobType": "music", "status": "completed"}"#;
//! let received = inbox.receive(url.expose(), body);
//! assert_eq!(status(&received), 200);
//!
//! // Where the song is waited for.
//! let event = inbox.subscribe("j1").finished().await;
//! assert!(event.is_some_and(|event| event.is_final()));
//! # let _ = request;
//! # Ok(())
//! # }
//! ```
//!
//! `examples/webhook.rs` is a whole receiver in axum.

mod event;
mod inbox;
mod memory;
mod secret;
mod subscription;

use reqwest::StatusCode;

use crate::error::{Error, ErrorKind};

pub use event::Event;
pub use inbox::{Inbox, InboxBuilder, Received};
pub use secret::WebhookSecret;
pub use subscription::{Events, Subscription};

/// What to answer to a webhook.
///
/// 200 to each that has the secret and can be read, repeats included: anything else may have
/// it sent again. 401 without the secret, 413 for a body that is too long, 400 for one that
/// is no job.
///
/// ```
/// use mureka_api::webhooks::{Inbox, WebhookSecret, status};
///
/// let inbox = Inbox::new(WebhookSecret::generate()?);
/// assert_eq!(status(&inbox.receive("token=guessed", b"{}")), 401);
/// # Ok::<(), mureka_api::Error>(())
/// ```
pub fn status(received: &Result<Received, Error>) -> StatusCode {
    match received.as_ref().map_err(Error::kind) {
        Ok(_) => StatusCode::OK,
        Err(ErrorKind::Unauthorized) => StatusCode::UNAUTHORIZED,
        Err(ErrorKind::TooLarge) => StatusCode::PAYLOAD_TOO_LARGE,
        Err(_) => StatusCode::BAD_REQUEST,
    }
}
