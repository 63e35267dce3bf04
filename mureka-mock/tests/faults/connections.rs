//! Connections that end before an answer or in the middle of one, and slow ones.

use std::time::Duration;

use mureka_mock::{Fault, MockServer};
use tokio::time::Instant;

use super::wire::Wire;
use super::{hits, quick, song, task};

/// A server with a fault in the place of the next song, or after it.
async fn server(fault: Fault, after: bool) -> MockServer {
    let fault = if after { fault.after() } else { fault };
    quick().fault(fault).start().await.unwrap()
}

#[tokio::test]
async fn a_connection_is_cut_without_an_answer_before_or_after_the_call() {
    for (operation, ask) in [("create_song", song()), ("generate_song", task())] {
        for hit in hits(Fault::on(operation).cut(), &ask).await {
            assert!(hit.answer.is_none(), "{}", hit.about);
            assert_eq!(hit.charges, u64::from(hit.after), "{}", hit.about);
        }
    }
}

#[tokio::test]
async fn a_kept_connection_is_cut_too() {
    for after in [false, true] {
        let mock = server(Fault::on("create_song").skip(1).cut(), after).await;
        let mut wire = Wire::open(mock.address()).await;
        assert_eq!(wire.call(&song()).await.unwrap().status, 200);
        assert!(wire.call(&song()).await.is_none(), "after: {after}");
        assert!(wire.has_ended().await);
        assert_eq!(mock.ledger().total, 1 + u64::from(after));
    }
}

#[tokio::test]
async fn a_cut_call_is_recorded() {
    for after in [false, true] {
        let mock = server(Fault::on("create_song").cut(), after).await;
        assert!(song().try_at(&mock).await.is_none());
        assert_eq!(mock.requests().len(), 1, "after: {after}");
    }
}

#[tokio::test]
async fn a_body_ends_before_its_content_length() {
    for bytes in [0, 1, 15] {
        for hit in hits(Fault::on("create_song").truncate(bytes), &song()).await {
            let answer = hit.answer.unwrap();
            // The call itself is answered, so that it was accepted either way.
            assert_eq!((answer.status, hit.charges), (200, 1), "{}", hit.about);
            assert!(answer.promised > 20, "{answer:?}");
            assert_eq!(answer.body.len() as u64, bytes, "{}", hit.about);
            let whole = br#"{"feed_id":1122"#;
            assert!(whole.starts_with(&answer.body), "{answer:?}");
        }
    }
}

#[tokio::test]
async fn the_answer_of_a_fault_can_be_truncated_too() {
    for (fault, status) in [
        (Fault::on("create_song").status(429).truncate(3), 429),
        (Fault::on("create_song").html().truncate(3), 502),
    ] {
        for hit in hits(fault, &song()).await {
            let answer = hit.answer.unwrap();
            assert_eq!(
                (answer.status, answer.body.len()),
                (status, 3),
                "{}",
                hit.about
            );
            assert!(answer.promised > 3, "{}", hit.about);
            assert_eq!(hit.charges, u64::from(hit.after), "{}", hit.about);
        }
    }
}

#[tokio::test]
async fn a_connection_ends_with_a_truncated_body() {
    for after in [false, true] {
        let mock = server(Fault::on("create_song").truncate(5), after).await;
        let mut wire = Wire::open(mock.address()).await;
        assert!(!wire.call(&song()).await.unwrap().is_whole());
        assert!(wire.has_ended().await, "after: {after}");
    }
}

#[tokio::test]
async fn a_body_longer_than_what_is_left_of_it_comes_whole() {
    for after in [false, true] {
        let mock = server(Fault::on("create_song").truncate(1 << 30), after).await;
        assert_eq!(song().at(&mock).await.status, 200, "after: {after}");
    }
}

#[tokio::test]
async fn a_trickling_body_comes_in_pieces() {
    let hour = Duration::from_secs(3600);
    for after in [false, true] {
        let mock = server(Fault::on("create_song").trickle(10, hour), after).await;
        let mut wire = Wire::open(mock.address()).await;
        wire.send(&song()).await;
        let head = wire.head().await.unwrap();
        assert!(head.promised > 10);
        assert_eq!(wire.exactly(10).await.len(), 10);
        let more = tokio::time::timeout(Duration::from_millis(20), wire.exactly(1)).await;
        assert!(more.is_err(), "after: {after}");
        assert_eq!(mock.ledger().total, 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_trickling_body_is_whole_in_the_end() {
    let second = Duration::from_secs(1);
    for after in [false, true] {
        let mock = server(Fault::on("create_song").trickle(100, second), after).await;
        let began = Instant::now();
        let answer = song().at(&mock).await;
        assert_eq!(answer.json()["songs"][0]["version"], "1");
        let pauses = answer.promised.div_ceil(100) as u64 - 1;
        assert!(began.elapsed() >= second * u32::try_from(pauses).unwrap());
    }
}

#[tokio::test]
async fn a_trickling_body_can_end_too_soon() {
    for after in [false, true] {
        let fault = Fault::on("create_song").trickle(7, Duration::from_millis(1));
        let mock = server(fault.truncate(20), after).await;
        let answer = song().try_at(&mock).await.unwrap();
        assert_eq!(answer.body.len(), 20, "after: {after}");
        assert!(!answer.is_whole());
    }
}

#[tokio::test]
async fn of_two_faults_on_one_call_neither_is_lost() {
    let mock = quick().start().await.unwrap();
    mock.fault(Fault::on("create_song").truncate(5));
    mock.fault(
        Fault::on("create_song")
            .after()
            .delay(Duration::from_millis(1)),
    );
    let answer = song().try_at(&mock).await.unwrap();
    assert_eq!((answer.status, answer.body.len()), (200, 5), "{answer:?}");
    assert_eq!(mock.faults(), []);
}
