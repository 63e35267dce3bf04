//! What to do next, in a few words.

use std::borrow::Cow;

use super::{Error, ErrorKind};
use crate::charged::Charged;

/// The next step after an error, where the message alone does not tell it.
pub fn advice(error: &Error) -> Option<Cow<'static, str>> {
    let advice = match error.kind() {
        ErrorKind::Unauthorized => "check the token",
        ErrorKind::PlanTooLow => "the account needs a higher plan",
        ErrorKind::NoCredits => "use another account, or buy credits",
        ErrorKind::RateLimited => return Some(spacing(error)),
        ErrorKind::SlotsFull => "wait until a running job of the account has ended",
        ErrorKind::AccountBroken if error.code() == Some("REFRESH_IN_PROGRESS") => {
            "the account recovers by itself, call again shortly"
        }
        ErrorKind::AccountBroken => "configure the account anew",
        ErrorKind::NotReady => "call again later",
        ErrorKind::Moderated => "change the words of the request",
        ErrorKind::Deadline if error.ticket().is_some() => {
            "the job goes on, resume it with the ticket of this error"
        }
        _ if error.ticket().is_some() => "the ticket of this error leads to the job",
        ErrorKind::Timeout | ErrorKind::Connection | ErrorKind::Server
            if error.charged() == Charged::Unknown =>
        {
            "look for the result before you call again"
        }
        _ => return None,
    };
    Some(advice.into())
}

fn spacing(error: &Error) -> Cow<'static, str> {
    let documented = error.operation().and_then(|operation| operation.spacing);
    match error.retry_after().or(documented) {
        Some(wait) => format!("leave {} s between calls", wait.as_secs_f64()).into(),
        None => "call less often".into(),
    }
}
