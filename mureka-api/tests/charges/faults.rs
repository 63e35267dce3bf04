//! What can go wrong, at every point of a call.

use std::time::Duration;

use mureka_mock::Fault;
use serde_json::{Value, json};

use crate::calls::Call;

/// Something that goes wrong.
#[derive(Clone, Debug)]
pub struct Case {
    pub name: String,
    pub faults: Vec<Fault>,
    /// Whether an accepted job runs on and can be looked up: it has to end well.
    pub found: bool,
}

/// All statuses that an answer may have instead of the documented one.
const FAILURES: [u16; 52] = [
    300, 301, 302, 303, 304, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411,
    412, 413, 414, 415, 416, 417, 418, 421, 422, 423, 424, 425, 426, 428, 429, 431, 451, 499, 500,
    501, 502, 503, 504, 505, 507, 511, 520, 521, 524, 530, 596, 597, 999,
];

/// Those that services and gateways are known for.
const COMMON: [u16; 16] = [
    302, 400, 401, 402, 403, 404, 408, 412, 429, 499, 500, 502, 503, 504, 524, 596,
];

/// Longer than a client waits.
const LATE: Duration = Duration::from_secs(150);

/// Whether a status says that the call was refused.
fn refuses(status: u16) -> bool {
    matches!(status, 400..=499 | 596) && !matches!(status, 408 | 499)
}

/// Everything that may happen to a call.
pub fn cases(call: Call) -> Vec<Case> {
    let mut cases = answers(call);
    cases.extend(refusals(call));
    cases.extend(lines(call));
    if call.has_job() {
        cases.extend(jobs(call));
    }
    if call.can_be_found() {
        cases.extend(searches(call));
    }
    cases
}

/// A fault of the call itself.
fn on(call: Call) -> Fault {
    let (api, operation) = call.operation();
    Fault::on(operation).api(api)
}

fn case(name: impl Into<String>, faults: Vec<Fault>) -> Case {
    Case {
        name: name.into(),
        faults,
        found: true,
    }
}

impl Case {
    /// Nobody can know what became of the call.
    fn lost(mut self) -> Self {
        self.found = false;
        self
    }
}

/// Answers that are not the documented one.
fn answers(call: Call) -> Vec<Case> {
    let mut cases = Vec::new();
    // They go through the same code whatever the call: one of each kind meets them all.
    let all = matches!(call, Call::Create | Call::CloneVoice | Call::CloudGenerate);
    for status in FAILURES {
        if !all && !COMMON.contains(&status) {
            continue;
        }
        let fault = on(call).status(status);
        cases.push(case(format!("{status} instead"), vec![fault.clone()]));
        cases.push(case(
            format!("{status} thrice"),
            vec![fault.clone().times(3)],
        ));
        if !refuses(status) {
            cases.push(case(format!("{status} after"), vec![fault.after()]));
        }
    }
    for status in [202, 203, 204, 205, 206, 226] {
        let fault = on(call).status(status).body(json!({})).after();
        cases.push(case(format!("{status} {{}} after"), vec![fault]));
    }
    let page = |status| on(call).html().status(status);
    for status in [200, 201, 500, 502, 503, 504] {
        let after = vec![page(status).after()];
        cases.push(case(format!("page of {status} after"), after));
    }
    cases.push(case("page of 502 instead", vec![page(502)]));
    let bodies = [
        json!(null),
        json!([]),
        json!("created"),
        json!(7),
        json!({"jobid": ""}),
        json!({"jobid": null, "task_id": null}),
        json!({"jobid": {"id": 1}}),
        json!([{"x": 1}]),
    ];
    for body in bodies {
        for status in [200, 201] {
            let fault = on(call).status(status).body(body.clone()).after();
            let case = case(format!("{status} {body} after"), vec![fault]);
            cases.push(case);
        }
    }
    cases
}

/// Refusals that ask to wait.
fn refusals(call: Call) -> Vec<Case> {
    let mut cases = Vec::new();
    let wait = Duration::from_secs(7);
    let too_frequent = json!({"code": 9008, "msg": "Too frequently"});
    let slots_full = json!({"error": "Generate multiple task exceed limit. (6323)", "code": 429});
    for (name, body) in [("too frequent", too_frequent), ("slots full", slots_full)] {
        let fault = on(call).status(429).body(body);
        let asked = fault.clone().retry_after(wait);
        let by_date = fault.clone().retry_after_date(wait);
        let days = fault.clone().retry_after(Duration::from_secs(400_000));
        cases.push(case(name, vec![fault.clone()]));
        cases.push(case(
            format!("{name} four times"),
            vec![fault.clone().times(4)],
        ));
        cases.push(case(format!("{name} always"), vec![fault.clone().always()]));
        cases.push(case(format!("{name}, Retry-After"), vec![asked.times(2)]));
        cases.push(case(format!("{name}, Retry-After date"), vec![by_date]));
        cases.push(case(format!("{name}, Retry-After days"), vec![days]));
        // The attempt after the refusal gets lost.
        let lost = on(call).after().cut();
        cases.push(case(format!("{name}, then cut after"), vec![fault, lost]));
    }
    let unavailable = on(call).status(503).retry_after(wait);
    cases.push(case("503, Retry-After", vec![unavailable.clone()]));
    cases.push(case("503, Retry-After, after", vec![unavailable.after()]));
    for code in [
        "REFRESH_IN_PROGRESS",
        "REFRESH_FAILED",
        "SESSION_EXPIRED",
        "NEW",
    ] {
        let fault = on(call)
            .status(596)
            .body(json!({"error": "x", "code": code}));
        cases.push(case(format!("596 {code}"), vec![fault.clone()]));
        cases.push(case(format!("596 {code} always"), vec![fault.always()]));
    }
    if call.is_cloudsway() {
        for code in [json!(1), json!("E1"), json!(500_001)] {
            let fault = on(call).code(code.clone());
            cases.push(case(format!("200 with code {code}"), vec![fault]));
        }
    }
    cases
}

/// The connection, or the pace of an answer.
fn lines(call: Call) -> Vec<Case> {
    let mut cases = vec![
        case("cut instead", vec![on(call).cut()]),
        case("cut instead, thrice", vec![on(call).cut().times(3)]),
        case("cut after", vec![on(call).after().cut()]),
        case("late instead", vec![on(call).delay(LATE).status(500)]),
        case("late", vec![on(call).delay(LATE)]),
        case("late after", vec![on(call).after().delay(LATE)]),
        case(
            "late and cut after",
            vec![on(call).after().delay(LATE).cut()],
        ),
        case(
            "5 s late and cut after",
            vec![on(call).after().delay(LATE / 30).cut()],
        ),
        case("5 s late", vec![on(call).delay(LATE / 30)]),
        case("5 s late after", vec![on(call).after().delay(LATE / 30)]),
        case("a byte each 10 s", vec![on(call).trickle(1, LATE / 15)]),
        case(
            "ten bytes a millisecond",
            vec![on(call).trickle(10, Duration::from_millis(1))],
        ),
    ];
    for bytes in [0, 1, 2, 9, 12, 30, 61, 80, 150, 250, 400, 100_000] {
        cases.push(case(
            format!("{bytes} bytes of it"),
            vec![on(call).truncate(bytes)],
        ));
        let failure = on(call).status(500).truncate(bytes);
        cases.push(case(
            format!("{bytes} bytes of a 500"),
            vec![failure.after()],
        ));
    }
    cases
}

/// The name of the call that reads a job.
fn poll(call: Call) -> &'static str {
    if call.is_cloudsway() {
        "get_task"
    } else {
        "get_job"
    }
}

/// The wait for the job, and the job itself.
fn jobs(call: Call) -> Vec<Case> {
    let poll = || Fault::on(poll(call));
    let mut cases = vec![
        case("job never ends", vec![on(call).job_stuck()]).lost(),
        case("job fails", vec![on(call).job_ends("failed", "no luck")]).lost(),
        case("job without a link", vec![on(call).without("mp3_url")]),
        case("polls cut twice", vec![poll().cut().times(2)]),
        case("polls cut always", vec![poll().cut().always()]).lost(),
        case("polls late", vec![poll().delay(LATE).times(2)]),
        case("polls truncated", vec![poll().truncate(30).times(3)]),
        case(
            "polls are a page twice",
            vec![poll().html().status(200).times(2)],
        ),
        case(
            "polls are {} twice",
            vec![poll().status(200).body(json!({})).times(2)],
        ),
        case(
            "polls are [] always",
            vec![poll().status(200).body(json!([])).always()],
        )
        .lost(),
        case("polls refresh twice", vec![refreshing(poll()).times(2)]),
    ];
    for status in [408, 429, 500, 502, 503, 504, 524] {
        let fault = poll().status(status).times(4);
        cases.push(case(format!("polls {status} four times"), vec![fault]));
    }
    for status in [302, 400, 401, 403, 404, 410, 503, 596] {
        let fault = poll().status(status).always();
        cases.push(case(format!("polls {status} always"), vec![fault]).lost());
    }
    cases
}

fn refreshing(fault: Fault) -> Fault {
    let body = json!({"error": "x", "code": "REFRESH_IN_PROGRESS"});
    fault.status(596).body(body)
}

/// The search for a job whose submission got lost.
fn searches(call: Call) -> Vec<Case> {
    let lost = || on(call).after().cut();
    let list = || Fault::on("list_jobs");
    let poll = || Fault::on(poll(call));
    let body = |fault: Fault, body: Value| fault.status(200).body(body);
    let mut cases = Vec::new();
    for (name, fault) in [
        ("503", list().status(503)),
        ("429", list().status(429)),
        ("401", list().status(401)),
        ("302", list().status(302)),
        ("cut", list().cut()),
        ("late", list().delay(LATE)),
        ("truncated", list().truncate(20)),
        ("a page", list().html().status(200)),
        ("[]", body(list(), json!([]))),
        ("empty", body(list(), json!({"total": 0, "accounts": {}}))),
    ] {
        for times in [1, 3] {
            // What is late takes so long that the job may be over.
            let may_end = name == "late" && times > 1;
            let faults = vec![lost(), fault.clone().times(times)];
            let mut case = case(format!("cut after, list {name} ×{times}"), faults);
            case.found = !may_end;
            cases.push(case);
        }
        // A list that comes and is empty is believed; all others can be read not at all.
        let faults = vec![lost(), fault.always()];
        cases.push(case(format!("cut after, list {name} always"), faults).lost());
    }
    for (name, fault) in [
        ("503", poll().status(503)),
        ("404", poll().status(404)),
        ("429", poll().status(429)),
        ("cut", poll().cut()),
        ("truncated", poll().truncate(20)),
        ("a page", poll().html().status(200)),
        ("{}", body(poll(), json!({}))),
        ("[]", body(poll(), json!([]))),
    ] {
        for times in [1, 3] {
            let faults = vec![lost(), fault.clone().times(times)];
            cases.push(case(format!("cut after, record {name} ×{times}"), faults));
        }
        let faults = vec![lost(), fault.always()];
        cases.push(case(format!("cut after, record {name} always"), faults).lost());
    }
    cases
}
