//! References of the caller's own, which other jobs may have, too.

use std::time::Duration;

use mureka_api::useapi::types::CreateSong;
use mureka_api::{Charged, Options};
use mureka_mock::Fault;

use crate::{at, client, lost, mock};

#[tokio::test(start_paused = true)]
async fn an_old_job_with_the_same_reference_is_not_taken_for_a_new_one() {
    // Submitted by another process: only the age tells the two apart.
    let mock = mock().await;
    let request = || CreateSong::new().reply_ref("order-17");
    let old = at(mock.base_url(), 1)
        .songs()
        .submit(request())
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_secs(10)).await;

    mock.fault(Fault::on("create_song").cut());
    let client = client(&mock);
    let error = client.songs().submit(request()).await.unwrap_err();
    assert_eq!(error.charged(), Charged::Unknown);
    assert!(
        error
            .to_string()
            .contains("no running job has its replyRef"),
        "{error}"
    );

    // This one is accepted, and found beside the old one.
    mock.fault(lost());
    let new = client.songs().submit(request()).await.unwrap();
    assert_ne!(new.id(), old.id());
    assert_eq!(mock.ledger().with_reply_ref("order-17").count(), 2);
    assert_eq!(mock.jobs()[0].id, new.id());
}

#[tokio::test(start_paused = true)]
async fn a_job_that_is_another_submission_s_is_not_taken_for_this_one() {
    // Of the same client, one right after the other: the age says nothing.
    let mock = mock().await;
    let client = client(&mock);
    let request = || CreateSong::new().reply_ref("order-17");
    let first = client.songs().submit(request()).await.unwrap();
    mock.fault(Fault::on("create_song").cut());
    let clone = client.with(Options::new());
    let error = clone.songs().submit(request()).await.unwrap_err();
    assert_eq!(error.charged(), Charged::Unknown);

    mock.fault(lost());
    let third = client.songs().submit(request()).await.unwrap();
    assert_ne!(third.id(), first.id());
    assert_eq!(mock.ledger().total, 2);
}

#[tokio::test(start_paused = true)]
async fn of_two_lost_at_once_with_the_same_reference_neither_gets_the_other_s_job() {
    let mock = mock().await;
    let client = client(&mock);
    mock.fault(lost());
    mock.fault(Fault::on("create_song").cut());
    let request = || CreateSong::new().reply_ref("order-17");
    let songs = client.songs();
    let (one, other) = tokio::join!(songs.submit(request()), songs.submit(request()));
    for result in [one, other] {
        let error = result.unwrap_err();
        assert_eq!(error.charged(), Charged::Unknown);
        assert!(
            error
                .to_string()
                .contains("; its replyRef is that of several calls; "),
            "{error}"
        );
    }
    assert_eq!(mock.ledger().total, 1);
}

#[tokio::test(start_paused = true)]
async fn of_two_at_once_the_one_with_an_answer_leaves_the_other_its_job() {
    let mock = mock().await;
    let client = client(&mock);
    mock.fault(lost());
    mock.fault(
        Fault::on("create_song")
            .after()
            .delay(Duration::from_secs(3)),
    );
    let request = || CreateSong::new().reply_ref("order-17");
    let songs = client.songs();
    let (one, other) = tokio::join!(songs.submit(request()), songs.submit(request()));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_ne!(one.id(), other.id());
    assert_eq!(mock.ledger().total, 2);
}

#[tokio::test(start_paused = true)]
async fn a_search_that_is_given_up_does_not_stand_in_the_way_of_the_next() {
    let mock = mock().await;
    let client = client(&mock);
    mock.fault(Fault::on("create_song").cut());
    let request = || CreateSong::new().reply_ref("order-17");
    let second = Duration::from_secs(1);
    let given_up = tokio::time::timeout(second, client.songs().submit(request())).await;
    assert!(given_up.is_err());
    mock.fault(lost());
    assert!(client.songs().submit(request()).await.is_ok());
}
