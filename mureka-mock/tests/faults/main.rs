//! What goes wrong on demand, as it is seen on the wire.

#![allow(clippy::unwrap_used, reason = "all of it is test code")]

mod answers;
mod connections;
mod jobs;
mod links;
mod order;
mod refusals;
#[path = "../wire/mod.rs"]
mod wire;

use std::time::Duration;

use mureka_mock::{Builder, Fault, MockServer};
use serde_json::{Value, json};
use wire::documents::useapi;
use wire::{Answer, Ask, CLOUDSWAY, CREATE};

/// A server on which nothing takes time, and nothing has to wait.
fn quick() -> Builder {
    MockServer::builder()
        .limits(false)
        .generation_time(Duration::ZERO)
}

/// A paid call of either API.
fn song() -> Ask {
    Ask::post(CREATE, &json!({"prompt": "Rain"}))
}

fn task() -> Ask {
    Ask::post(
        format!("{CLOUDSWAY}/song/generate"),
        &json!({"lyrics": "La"}),
    )
}

/// Gives a fault on the control path, as any program would.
async fn give(mock: &MockServer, fault: &Value) -> Answer {
    Ask::post("/_mock/faults", fault).at(mock).await
}

/// What a call met.
struct Hit {
    answer: Option<Answer>,
    /// Whether the call was accepted first.
    after: bool,
    /// How often it was charged.
    charges: u64,
    /// To tell them apart.
    about: String,
}

/// A paid call with a fault in its place and with one after it, each given in process
/// and on the control path. The call after that goes well.
async fn hits(fault: Fault, ask: &Ask) -> Vec<Hit> {
    let mut hits = Vec::new();
    for after in [false, true] {
        for in_process in [true, false] {
            let fault = if after {
                fault.clone().after()
            } else {
                fault.clone()
            };
            let about = format!("after: {after}, in process: {in_process}, {fault:?}");
            let mock = quick().start().await.unwrap();
            if in_process {
                mock.fault(fault);
            } else {
                let given = give(&mock, &serde_json::to_value(fault).unwrap()).await;
                assert_eq!(given.json(), json!({"added": 1}), "{about}");
            }
            let answer = ask.try_at(&mock).await;
            let charges = mock.ledger().total;
            assert_eq!(mock.faults(), [], "{about}");
            assert_eq!(ask.at(&mock).await.status, 200, "{about}");
            hits.push(Hit {
                answer,
                after,
                charges,
                about,
            });
        }
    }
    hits
}

/// The answers to a call that a fault answers: a call in the place of which it came is
/// not charged, one that was accepted first is.
async fn answers(fault: Fault, ask: &Ask) -> Vec<(Answer, String)> {
    let hits = hits(fault, ask).await.into_iter();
    let answered = |hit: Hit| {
        assert_eq!(hit.charges, u64::from(hit.after), "{}", hit.about);
        let answer = hit
            .answer
            .unwrap_or_else(|| panic!("no answer, {}", hit.about));
        assert!(answer.is_whole(), "{}", hit.about);
        (answer, hit.about)
    };
    hits.map(answered).collect()
}

/// Starts a song as a job and gives back the path to look it up.
async fn job(mock: &MockServer) -> String {
    let started = Ask::post(CREATE, &json!({"async": true})).at(mock).await;
    assert_eq!(started.status, 201);
    useapi().assert_documents("create_song", &started);
    format!(
        "/v1/mureka/jobs/{}",
        started.json()["jobid"].as_str().unwrap()
    )
}
