//! Every fault at every point of every call, with and without retries.

use std::time::Duration;

use mureka_api::Retry;
use mureka_mock::MockServer;

use crate::calls::{Call, Clients, Way};
use crate::faults::{Case, cases};
use crate::verdict::{Outcome, problem, told};

/// Longer than any answer is waited for: what is looked up runs still.
const LONG: Duration = Duration::from_secs(250);
/// For calls that wait by themselves: short enough to be answered.
const SHORT: Duration = Duration::from_secs(60);

/// All that may happen to a call; the rows that are wrong.
async fn play(call: Call) {
    let mut wrong = Vec::new();
    let mut rows = 0;
    let ways = if call.may_wait() {
        &[false, true][..]
    } else {
        &[false]
    };
    for &waits in ways {
        let mock = MockServer::builder()
            .generation_time(if waits { SHORT } else { LONG })
            .limits(false)
            .start()
            .await
            .unwrap();
        let clients = Clients::new(&mock, Retry::new(), 7, false);
        for (policy, retry) in [("on", Retry::new()), ("off", Retry::off())] {
            let clients = clients.with(&retry);
            for case in cases(call) {
                mock.reset();
                rows += 1;
                let row = Row::play(&mock, &clients, call, waits, policy, case).await;
                if let Some(line) = row.wrong() {
                    wrong.push(line);
                }
            }
        }
    }
    let head = format!(
        "{:24} {:5} {:5} {:>4} {:>7}  what is wrong; what was told",
        "fault", "mode", "retry", "sent", "charges"
    );
    assert!(
        wrong.is_empty(),
        "{call:?}: {} of {rows} rows are wrong\n{head}\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(rows > 200, "{rows}");
}

struct Row {
    call: Call,
    waits: bool,
    policy: &'static str,
    case: Case,
    /// Requests of the call.
    sent: usize,
    charges: u64,
    problem: Option<String>,
    outcome: Outcome,
}

impl Row {
    async fn play(
        mock: &MockServer,
        clients: &Clients,
        call: Call,
        waits: bool,
        policy: &'static str,
        case: Case,
    ) -> Self {
        for fault in case.faults.clone() {
            mock.fault(fault);
        }
        let way = Way {
            waits,
            ..Way::default()
        };
        let outcome = clients.call(call, way).await;
        let ledger = mock.ledger();
        let requests = mock.requests();
        let of_call = |operation: &Option<String>| operation.as_deref() == Some(call.operation().1);
        Self {
            call,
            waits,
            policy,
            case,
            sent: requests
                .iter()
                .filter(|call| of_call(&call.operation))
                .count(),
            charges: ledger.total,
            problem: problem(call, &ledger.charges, &outcome),
            outcome,
        }
    }

    /// The row as a line, if something is wrong in it.
    fn wrong(&self) -> Option<String> {
        let problem = self.problem.clone().or_else(|| self.lost())?;
        let mode = if self.waits { "waits" } else { "async" };
        Some(format!(
            "{:24} {mode:5} {:5} {:4} {:7}  {problem}; {}",
            self.case.name,
            self.policy,
            self.sent,
            self.charges,
            told(&self.outcome)
        ))
    }

    /// What should have been found, and was not; or was sent too often.
    fn lost(&self) -> Option<String> {
        if self.policy == "off" && self.sent > 1 {
            return Some("sent again, though retries are off".into());
        }
        if self.charges == 0 || self.outcome.is_ok() || !self.call.has_job() {
            return None;
        }
        // An answer that comes with the result, and is cut off, leaves no running job.
        let over = self.waits && self.case.faults.iter().any(is_of_the_result);
        if self.case.found && self.call.can_be_found() && !over {
            return Some("runs, could be looked up, and was not found".into());
        }
        let error = self.outcome.as_ref().err()?;
        let leads = error.ticket().is_some();
        let no_way = error.charged() == mureka_api::Charged::Unknown
            || over
            || error.status().is_some_and(|status| status.is_success());
        (!leads && !no_way).then(|| "charged, and nothing leads to the job".into())
    }
}

/// Whether a fault is of the answer that brings the result, once that comes.
fn is_of_the_result(fault: &mureka_mock::Fault) -> bool {
    let fault = serde_json::to_value(fault).unwrap();
    let has = |name: &str| fault.get(name).is_some();
    let instead = has("cut") || has("status") || has("html") || has("body") || has("code");
    has("delay_ms") || (!instead && (has("truncate") || has("trickle") || has("job")))
}

macro_rules! tables {
    ($($name:ident: $call:ident,)*) => {
        $(#[tokio::test(start_paused = true)]
        async fn $name() {
            play(Call::$call).await;
        })*
    };
}

tables! {
    no_fault_charges_a_song_twice: Create,
    no_fault_charges_an_advanced_song_twice: Advanced,
    no_fault_charges_an_instrumental_twice: Instrumental,
    no_fault_charges_an_extension_twice: Extend,
    no_fault_charges_a_regeneration_twice: Regenerate,
    no_fault_charges_a_speech_twice: Speech,
    no_fault_charges_a_video_twice: Video,
    no_fault_charges_a_voice_twice: CloneVoice,
    no_fault_charges_lyrics: Lyrics,
    no_fault_charges_a_cloudsway_song_twice: CloudGenerate,
    no_fault_charges_a_cloudsway_extension_twice: CloudExtend,
}
