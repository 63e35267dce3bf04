//! A time that stands still.

use std::sync::mpsc;
use std::time::Duration;

/// Longer than any test takes.
const LONGEST: Duration = Duration::from_secs(20);

/// Runs a test in a time that moves only by `MockServer::advance`, so that it can say
/// to the millisecond what comes when.
pub fn standing_still<F: Future>(test: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .unwrap();
    // Paused time jumps to the next timer when there is nothing to do, be it that bytes
    // are on their way; but not while such a task runs.
    let (release, held) = mpsc::channel::<()>();
    // What hangs goes on after a while, to be told by the test instead of nobody.
    runtime.spawn_blocking(move || held.recv_timeout(LONGEST));
    let output = runtime.block_on(test);
    drop(release);
    output
}

/// Waits until others have brought something about, for which no time has to pass.
pub async fn until(mut condition: impl FnMut() -> bool) {
    at_once(async {
        while !condition() {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

/// What needs nothing but turns of others; fails if it needs more.
pub async fn at_once<F: Future>(what: F) -> F::Output {
    tokio::select! {
        biased;
        output = what => output,
        () = patience() => panic!("it does not come about"),
    }
}

/// By the clock of the machine: what is on its way may be held up by other work.
async fn patience() {
    let began = std::time::Instant::now();
    while began.elapsed() < Duration::from_secs(1) {
        tokio::task::yield_now().await;
    }
}

/// Gives others all the turns that they can use.
pub async fn a_while() {
    for _ in 0..1000 {
        tokio::task::yield_now().await;
    }
}
