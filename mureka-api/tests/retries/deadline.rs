//! How long a call may take in all.

use std::time::Duration;

use mureka_api::useapi::types::CreateSong;
use mureka_api::{Charged, ErrorKind, Options, Retry};
use mureka_mock::Fault;
use tokio::time::Instant;

use crate::{SECOND, list, logged, mock};

#[tokio::test(start_paused = true)]
async fn no_wait_ends_after_the_deadline_and_no_attempt_goes_on_beyond_it() {
    let ten = Options::new().deadline(10 * SECOND);
    let many = Retry::new().attempts(1000);
    for (name, fault) in [
        ("fails at once", Fault::on("list_songs").status(503)),
        (
            "asks for more",
            Fault::on("list_songs").status(503).retry_after(60 * SECOND),
        ),
        ("asks to wait", Fault::on("list_songs").status(429)),
        (
            "never answers",
            Fault::on("list_songs").delay(3600 * SECOND),
        ),
        (
            "takes 4 s to fail",
            Fault::on("list_songs").delay(4 * SECOND).status(500),
        ),
        ("trickles", Fault::on("list_songs").trickle(1, SECOND)),
    ] {
        let mock = mock().await;
        mock.fault(fault.always());
        let (client, log) = logged(&mock, ten.clone().retry(many.clone()));
        let begun = Instant::now();
        let error = list(&client).await.unwrap_err();
        let end = begun + 10 * SECOND;
        assert!(
            Instant::now() <= end + Duration::from_millis(5),
            "{name}: {:?}",
            begun.elapsed()
        );
        assert!(log.seen().iter().all(|seen| seen.at < end), "{name}");
        assert_ne!(
            error.kind(),
            ErrorKind::Deadline,
            "{name}: the last failure says more"
        );
        assert_eq!(error.attempts() as usize, log.seen().len(), "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_deadline_of_nothing_sends_nothing() {
    let mock = mock().await;
    let (client, _) = logged(&mock, Options::new().deadline(Duration::ZERO));
    let begun = Instant::now();
    let error = client.songs().create(CreateSong::new()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.charged()),
        (ErrorKind::Deadline, Charged::No)
    );
    assert_eq!((mock.requests().len(), error.attempts()), (0, 0));
    assert_eq!(begun.elapsed(), Duration::ZERO);
    assert_eq!(
        error.to_string(),
        "create_song: the deadline was over before it was sent; not charged"
    );
}
