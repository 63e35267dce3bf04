//! Any mix of calls, against a service that counts.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use proptest::prelude::*;
use tokio::time::{Instant, sleep, timeout};

use super::support::*;
use crate::pacing::{Pacing, Turn};
use crate::{Error, ErrorKind};

/// What becomes of a call.
#[derive(Clone, Debug)]
enum Ending {
    /// A job that runs so many seconds; somebody waits for it, or nobody.
    Accepted {
        runs: u8,
        told: bool,
    },
    /// The answer comes when the job is over.
    Waited {
        runs: u8,
    },
    Refused,
    NeverSent,
    /// Refused once for coming too fast, then accepted.
    Again {
        runs: u8,
    },
    /// The job runs, and the answer is lost.
    Lost {
        runs: u8,
    },
    Dropped,
}

#[derive(Clone, Debug)]
struct Planned {
    account: Option<u8>,
    song: bool,
    /// Tenths of a second after the call before.
    after: u8,
    /// Hundredths of a second on the way there, and back.
    way: (u8, u8),
    ending: Ending,
    /// Gives up waiting after so many tenths of a second.
    gives_up: Option<u16>,
}

fn planned() -> impl Strategy<Value = Planned> {
    let runs = || 1..60_u8;
    let ending = prop_oneof![
        6 => (runs(), any::<bool>()).prop_map(|(runs, told)| Ending::Accepted { runs, told }),
        2 => runs().prop_map(|runs| Ending::Waited { runs }),
        1 => Just(Ending::Refused),
        1 => Just(Ending::NeverSent),
        1 => runs().prop_map(|runs| Ending::Again { runs }),
        1 => runs().prop_map(|runs| Ending::Lost { runs }),
        1 => Just(Ending::Dropped),
    ];
    let account = prop_oneof![Just(Some(0)), Just(Some(1)), Just(None)];
    let gives_up = proptest::option::weighted(0.2, 0..600_u16);
    (
        account,
        prop::bool::weighted(0.8),
        0..30_u8,
        (0..90_u8, 0..90_u8),
        ending,
        gives_up,
    )
        .prop_map(|(account, song, after, way, ending, gives_up)| Planned {
            account,
            song,
            after,
            way,
            ending,
            gives_up,
        })
}

/// What the service sees of the calls that come in.
#[derive(Clone, Default)]
struct Gate {
    service: Service,
    last: Arc<Mutex<BTreeMap<(String, bool), Instant>>>,
}

impl Gate {
    /// A call has come: checks that it may.
    fn receive(&self, account: &str, song: bool, jobid: &str, runs: Option<u8>) {
        let now = Instant::now();
        let spacing = seconds(if song { 3.0 } else { 1.0 });
        let before = self
            .last
            .lock()
            .unwrap()
            .insert((account.to_owned(), song), now);
        if let Some(before) = before {
            assert!(now - before >= spacing, "{jobid}: {:?} after", now - before);
        }
        if let Some(runs) = runs.filter(|_| song) {
            let runs = Duration::from_secs(runs.into());
            self.service.start(account, jobid, Some(runs));
        }
        assert!(self.service.running(account) <= 10, "{jobid}");
    }
}

fn hundredths(time: u8) -> Duration {
    Duration::from_millis(u64::from(time) * 10)
}

async fn call(pacing: Pacing, gate: Gate, number: usize, plan: Planned) {
    // Requests without account are for the first one, as the service has it.
    let name = plan.account.map(|account| account.to_string());
    let account = name.clone().unwrap_or_else(|| "0".to_owned());
    let jobid = format!("j{number}m-u1-a{account}-bot:mureka");
    let operation = if plan.song { SONG } else { LYRICS };
    let admitted = pacing.admit(operation, name.as_deref(), &gate.service);
    let mut turn = match plan.gives_up {
        Some(tenths) => {
            match timeout(Duration::from_millis(u64::from(tenths) * 100), admitted).await {
                Ok(turn) => turn.unwrap(),
                Err(_) => return,
            }
        }
        None => admitted.await.unwrap(),
    };
    let exchange = |runs: Option<u8>, waits: bool| {
        let (gate, account, jobid) = (&gate, &account, &jobid);
        async move {
            sleep(hundredths(plan.way.0)).await;
            gate.receive(account, plan.song, jobid, runs);
            if waits && let Some(runs) = runs {
                sleep(Duration::from_secs(runs.into())).await;
            }
            sleep(hundredths(plan.way.1)).await;
            Ok::<(), Error>(())
        }
    };
    match plan.ending {
        Ending::Accepted { runs, told } => {
            turn.sending(exchange(Some(runs), false)).await.unwrap();
            turn.accepted(&jobid);
            if told {
                sleep(Duration::from_secs(runs.into())).await;
                pacing.finished(&jobid);
            }
        }
        Ending::Waited { runs } => {
            turn.sending(exchange(Some(runs), true)).await.unwrap();
            turn.done();
        }
        Ending::Refused => {
            turn.sending(exchange(None, false)).await.unwrap();
            turn.refused();
        }
        Ending::NeverSent => {
            let never_sent = async { Err::<(), _>(Error::invalid("prompt", "empty")) };
            turn.sending(never_sent).await.unwrap_err();
        }
        Ending::Again { runs } => {
            turn.sending(exchange(None, false)).await.unwrap();
            let why = [ErrorKind::RateLimited, ErrorKind::SlotsFull][usize::from(runs % 2)];
            turn.again(why, &gate.service).await.unwrap();
            turn.sending(exchange(Some(runs), false)).await.unwrap();
            turn.accepted(&jobid);
        }
        Ending::Lost { runs } => {
            let lost = async {
                sleep(hundredths(plan.way.0)).await;
                gate.receive(&account, plan.song, &jobid, Some(runs));
                std::future::pending().await
            };
            give_up(&mut turn, lost, hundredths(plan.way.0) + seconds(0.5)).await;
        }
        Ending::Dropped => {
            sleep(hundredths(plan.way.0)).await;
        }
    }
}

async fn give_up(
    turn: &mut Turn,
    attempt: impl Future<Output = Result<(), Error>>,
    after: Duration,
) {
    timeout(after, turn.sending(attempt)).await.unwrap_err();
}

fn run(plans: Vec<Planned>, alias: bool) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    runtime.block_on(async {
        let (pacing, gate) = (pacing(), Gate::default());
        if alias {
            pacing.alias("0");
        }
        let mut calls = Vec::new();
        for (number, mut plan) in plans.into_iter().enumerate() {
            sleep(Duration::from_millis(u64::from(plan.after) * 100)).await;
            if !alias {
                plan.account = plan.account.or(Some(0));
            }
            calls.push(tokio::spawn(call(
                pacing.clone(),
                gate.clone(),
                number,
                plan,
            )));
        }
        // Far longer than all of them one after another would take.
        let all = async {
            for call in calls {
                call.await.unwrap();
            }
        };
        timeout(Duration::from_secs(40 * 100), all).await.unwrap();

        // And in the end all is free again.
        sleep(Duration::from_secs(100)).await;
        for account in ["0", "1"] {
            for number in 0..11 {
                let turn = pacing.admit(SONG, Some(account), &gate.service);
                let mut turn = timeout(Duration::from_secs(30), turn)
                    .await
                    .unwrap()
                    .unwrap();
                send(&mut turn, 0.0).await;
                let jobid = format!("{account} last {number}");
                gate.service.start(account, &jobid, Some(seconds(0.5)));
                turn.accepted(&jobid);
            }
        }
        let (_, calls) = pacing.shared.lanes().sizes();
        assert_eq!(calls, 0);
    });
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Never more than ten run, never do two come closer than documented, and all get there.
    #[test]
    fn any_mix_of_calls_keeps_the_limits_and_goes_on(
        plans in prop::collection::vec(planned(), 1..60),
        alias in any::<bool>(),
    ) {
        run(plans, alias);
    }
}
