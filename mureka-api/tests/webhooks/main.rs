//! Webhooks: what a receiver takes, and what those who wait for a job get of it.
#![allow(clippy::unwrap_used)]

mod events;
mod order;
mod receiver;
mod secrets;
#[path = "../support/mod.rs"]
mod support;
mod waiting;

use mureka_api::webhooks::{Event, Inbox, Received, WebhookSecret};

/// The secret of all inboxes here.
const SECRET: &str = "0123456789abcdef";

fn secret() -> WebhookSecret {
    WebhookSecret::new(SECRET).unwrap()
}

fn inbox() -> Inbox {
    Inbox::new(secret())
}

/// The body of a webhook.
fn body(jobid: &str, status: &str) -> String {
    format!(r#"{{"jobid": "{jobid}", "jobType": "music", "status": "{status}"}}"#)
}

/// Has an inbox receive a webhook with the right secret.
fn deliver(inbox: &Inbox, jobid: &str, status: &str) -> Received {
    let query = format!("token={SECRET}");
    inbox
        .receive(&query, body(jobid, status).as_bytes())
        .unwrap()
}

/// The state that an event tells.
fn state(event: &Event) -> String {
    event.status().map(ToString::to_string).unwrap_or_default()
}
