//! What an error means for a line: whether it was accepted, and whether others would meet with
//! the same.

use mureka_api::{Charged, Error, ErrorKind};

use super::stage::Stage;

/// Where a line is whose submission ended with an error.
pub fn after_sending(error: &Error) -> Stage {
    match (error.charged(), error.kind()) {
        (Charged::No, kind) if is_of_line(kind) && !concerns_all(error) => Stage::Failed,
        (Charged::No, _) => Stage::Waiting,
        // Accepted, and lost: never sent again unasked.
        (Charged::Yes, _) => Stage::Failed,
        _ => Stage::Unsure,
    }
}

/// Whether a refusal is for what the line asks for, and would be the same again.
fn is_of_line(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::InvalidRequest
            | ErrorKind::Api
            | ErrorKind::Moderated
            | ErrorKind::NotFound
            | ErrorKind::Expired
            | ErrorKind::PlanTooLow
            | ErrorKind::Forbidden
            | ErrorKind::Unexpected
    )
}

/// Whether every other line would meet with the same.
pub fn concerns_all(error: &Error) -> bool {
    match error.kind() {
        ErrorKind::Unauthorized | ErrorKind::Config | ErrorKind::Connection => true,
        // The pool's word: no account is left.
        ErrorKind::NoCredits | ErrorKind::AccountBroken | ErrorKind::NotFound => {
            error.never_sent() && error.account().is_none()
        }
        _ => false,
    }
}

/// Where a line is whose job could not be waited for to a good end.
pub fn after_job(error: &Error) -> Stage {
    match error.kind() {
        // It ended so; a status would be that of the look at it.
        ErrorKind::JobFailed
        | ErrorKind::Moderated
        | ErrorKind::NoCredits
        | ErrorKind::PlanTooLow
        | ErrorKind::RateLimited
        | ErrorKind::SlotsFull
        | ErrorKind::AccountBroken
            if error.status().is_none() =>
        {
            Stage::Failed
        }
        ErrorKind::NotFound => Stage::Failed,
        // It may go on, and the next run looks again.
        _ => Stage::Running,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mureka_api::useapi::Client;
    use mureka_api::useapi::types::CreateSong;
    use mureka_api::{Options, Retry};
    use mureka_mock::{Fault, MockServer};

    /// The error of a submission that meets with a fault.
    async fn error(fault: Fault) -> Error {
        let mock = MockServer::builder().fault(fault).start().await.unwrap();
        let client = Client::builder().token("any").base_url(mock.base_url());
        let client = client.build().unwrap();
        let client = client.with(Options::new().retry(Retry::off()));
        let job = client.songs().submit(CreateSong::new()).await;
        job.unwrap_err()
    }

    #[tokio::test]
    async fn what_was_surely_refused_waits_or_has_failed_and_nothing_else_is_sent_again() {
        for (fault, stage, all) in [
            (Fault::on("create_song").status(400), Stage::Failed, false),
            (Fault::on("create_song").status(429), Stage::Waiting, false),
            (Fault::on("create_song").status(401), Stage::Waiting, true),
            (Fault::on("create_song").status(402), Stage::Waiting, false),
            (Fault::on("create_song").status(596), Stage::Waiting, false),
        ] {
            let told = format!("{fault:?}");
            let error = error(fault).await;
            assert_eq!(after_sending(&error), stage, "{told}: {error}");
            assert_eq!(concerns_all(&error), all, "{told}: {error}");
        }
    }

    #[test]
    fn one_that_was_stopped_before_it_was_sent_waits() {
        let error = Error::cancelled("stopped");
        assert_eq!(after_sending(&error), Stage::Waiting);
        assert!(!concerns_all(&error));
    }
}
