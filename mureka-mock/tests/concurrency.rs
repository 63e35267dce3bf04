//! Many callers at once, while much goes wrong.

#![allow(clippy::unwrap_used, reason = "all of it is test code")]

mod wire;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant, UNIX_EPOCH};

use mureka_mock::{Fault, MockServer};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use wire::documents::useapi;
use wire::{Ask, CREATE, Wire};

const CLIENTS: u64 = 200;
const CALLS: u64 = 12;
const SPEECH: &str = "/v1/mureka/speech";

/// How often anything has panicked in this process, and been caught perhaps.
static PANICS: AtomicUsize = AtomicUsize::new(0);

fn count_panics() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            PANICS.fetch_add(1, Ordering::SeqCst);
            usual(panic);
        }));
    });
}

/// Numbers that look random, and are the same again for the same seed.
struct Dice(u64);

impl Dice {
    /// A number below another.
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % below
    }
}

/// What a caller knows of a call afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    Accepted,
    Refused,
    /// The connection was cut: accepted or not.
    Nothing,
}

/// The statuses of the faults below tell whether the call was accepted.
fn known(status: u16) -> Known {
    match status {
        200 | 201 | 504 | 520 => Known::Accepted,
        400 | 401 | 429 | 500 | 502 | 503 => Known::Refused,
        other => panic!("{other} is the status of nothing here"),
    }
}

/// Something that goes wrong with one of the next calls. Told beside it: whether it is a
/// cut before the call, and whether it is one after it.
fn fault(dice: &mut Dice) -> (Fault, [u64; 2]) {
    let operation = ["create_song", "create_speech"][usize::try_from(dice.roll(2)).unwrap()];
    let skip = u32::try_from(dice.roll(300)).unwrap();
    let fault = Fault::on(operation).skip(skip);
    let bytes = dice.roll(40);
    let pause = Duration::from_millis(1 + dice.roll(5));
    match dice.roll(14) {
        0 | 1 => (fault.cut(), [1, 0]),
        2 | 3 => (fault.after().cut(), [0, 1]),
        4 => (fault.status(500), [0, 0]),
        5 => (fault.status(503).retry_after(pause).truncate(bytes), [0, 0]),
        6 => (fault.html().delay(pause), [0, 0]),
        7 => (fault.status(429), [0, 0]),
        8 => (fault.after().status(504), [0, 0]),
        9 => (fault.after().status(520).truncate(bytes), [0, 0]),
        10 => (fault.after().truncate(bytes), [0, 0]),
        11 => (fault.truncate(bytes), [0, 0]),
        12 => (fault.delay(pause), [0, 0]),
        _ => (fault.after().trickle(200, Duration::from_millis(1)), [0, 0]),
    }
}

/// A call, and the mark by which it is found in the ledger.
fn call(dice: &mut Dice, mark: &str) -> Ask {
    let marked = json!({"prompt": "a", "replyRef": mark});
    match dice.roll(10) {
        0..=2 => Ask::post(CREATE, &marked),
        3 => Ask::post(CREATE, &json!({"async": true, "replyRef": mark})),
        4..=7 => Ask::post(
            SPEECH,
            &json!({"text": "a", "voice_id": 1, "replyRef": mark}),
        ),
        8 => Ask::post(CREATE, &json!({"prompt": 5, "replyRef": mark})),
        _ => Ask::post(CREATE, &marked).without_token(),
    }
}

/// Calls one after the other, on one connection as long as that holds.
async fn client(mock: Arc<MockServer>, seed: u64, number: u64) -> (Wire, Vec<(String, Known)>) {
    let mut dice = Dice(seed << 32 | number);
    let mut wire = Wire::open(mock.address()).await;
    let mut done = Vec::new();
    for at in 0..CALLS {
        let mark = format!("{number}-{at}");
        let answer = wire.call(&call(&mut dice, &mark)).await;
        if answer.as_ref().is_none_or(|answer| !answer.is_whole()) {
            assert!(wire.has_ended().await, "cut, and not ended");
            wire = Wire::open(mock.address()).await;
        }
        let known = answer.map_or(Known::Nothing, |answer| known(answer.status));
        done.push((mark, known));
    }
    (wire, done)
}

/// How often each mark stands in the ledger.
fn charges(mock: &MockServer) -> HashMap<String, u64> {
    let mut charges = HashMap::new();
    for charge in mock.ledger().charges {
        *charges.entry(charge.reply_ref.unwrap()).or_default() += 1;
    }
    charges
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_ledger_is_exact_whatever_goes_wrong() {
    count_panics();
    for seed in 1..=3 {
        let began = Instant::now();
        let mock = MockServer::builder()
            .limits(false)
            .generation_time(Duration::ZERO);
        let mock = Arc::new(mock.start().await.unwrap());
        let mut dice = Dice(seed);
        let mut cuts = [0, 0];
        for _ in 0..300 {
            let (fault, cut) = fault(&mut dice);
            mock.fault(fault);
            cuts = [cuts[0] + cut[0], cuts[1] + cut[1]];
        }

        let mut clients = JoinSet::new();
        for number in 0..CLIENTS {
            clients.spawn(client(mock.clone(), seed, number));
        }
        let (mut wires, mut calls) = (Vec::new(), Vec::new());
        while let Some(client) = clients.join_next().await {
            let (wire, done) = client.unwrap();
            wires.push(wire);
            calls.extend(done);
        }
        assert_eq!(calls.len() as u64, CLIENTS * CALLS);
        assert_eq!(mock.faults(), [], "seed {seed}: each has happened");

        let charged = charges(&mock);
        let times = |mark: &str| charged.get(mark).copied().unwrap_or(0);
        let mut cut = [0, 0];
        for (mark, known) in &calls {
            match known {
                Known::Accepted => assert_eq!(times(mark), 1, "seed {seed}: {mark}"),
                Known::Refused => assert_eq!(times(mark), 0, "seed {seed}: {mark}"),
                Known::Nothing => cut[usize::try_from(times(mark)).unwrap()] += 1,
            }
        }
        assert_eq!(cut, cuts, "seed {seed}: cut before and after");
        let accepted = calls.iter().filter(|(_, known)| *known == Known::Accepted);
        assert_eq!(
            mock.ledger().total,
            accepted.count() as u64 + cuts[1],
            "seed {seed}"
        );

        let address = mock.address();
        Arc::into_inner(mock).unwrap().stop().await;
        for mut wire in wires {
            assert!(wire.has_ended().await, "seed {seed}: a connection is left");
        }
        assert!(TcpStream::connect(address).await.is_err());
        assert!(
            began.elapsed() < Duration::from_secs(10),
            "{:?}",
            began.elapsed()
        );
        println!(
            "seed {seed}: {} calls, {cuts:?} cut, {:?}",
            calls.len(),
            began.elapsed()
        );
    }
    assert_eq!(PANICS.load(Ordering::SeqCst), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn callers_who_hang_up_are_charged_once_at_most() {
    count_panics();
    let mock = MockServer::builder().limits(false).start().await.unwrap();
    let mock = Arc::new(mock);
    let mut clients = JoinSet::new();
    for number in 0..CLIENTS {
        let mock = mock.clone();
        clients.spawn(async move {
            let mark = format!("{number}");
            let ask = Ask::post(CREATE, &json!({"replyRef": mark}));
            let mut wire = Wire::open(mock.address()).await;
            wire.send(&ask).await;
            if number % 2 == 0 {
                tokio::task::yield_now().await;
            }
        });
    }
    while let Some(client) = clients.join_next().await {
        client.unwrap();
    }
    // The server goes on as if nothing had been.
    let last = Ask::post(CREATE, &json!({"async": true, "replyRef": "last"}));
    assert_eq!(last.at(&mock).await.status, 201);
    let charged = charges(&mock);
    assert!(charged.values().all(|times| *times == 1), "{charged:?}");
    assert_eq!(charged.get("last"), Some(&1));
    assert_eq!(PANICS.load(Ordering::SeqCst), 0);
}

// Elsewhere the system itself may let no more than 128 wait.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn hundreds_of_callers_may_come_at_the_same_moment() {
    let mock = MockServer::start().await.unwrap();
    // This thread is the server's too: it takes no connection until all are made.
    let wait = Duration::from_millis(500);
    let connect = |_| std::net::TcpStream::connect_timeout(&mock.address(), wait).unwrap();
    let streams: Vec<_> = (0..400).map(connect).collect();
    let answer = Ask::get("/v1/mureka/accounts").at(&mock).await;
    assert_eq!((answer.status, streams.len()), (200, 400));
}

/// Milliseconds since midnight.
fn time_of_day(time: &Value) -> u64 {
    let time = time.as_str().unwrap();
    let number = |from: usize, to: usize| time[from..to].parse::<u64>().unwrap();
    let seconds = number(11, 13) * 3600 + number(14, 16) * 60 + number(17, 19);
    seconds * 1000 + number(20, 23)
}

/// One call of each caller at the same time: the start of the job that was accepted on
/// each account, or why not.
async fn round(mock: &Arc<MockServer>, accepted: &mut BTreeMap<&'static str, Vec<u64>>) -> usize {
    let mut clients = JoinSet::new();
    for number in 0..CLIENTS {
        let mock = mock.clone();
        clients.spawn(async move {
            let account = if number % 2 == 0 { "1" } else { "2" };
            let ask = Ask::post(CREATE, &json!({"account": account, "async": true}));
            (account, ask.at(&mock).await)
        });
    }
    let mut full = 0;
    while let Some(client) = clients.join_next().await {
        let (account, answer) = client.unwrap();
        useapi().assert_documents("create_song", &answer);
        match answer.status {
            201 => {
                let created = time_of_day(&answer.json()["created"]);
                accepted.entry(account).or_default().push(created);
            }
            429 if answer.json()["code"] == 9008 => {}
            429 => full += 1,
            other => panic!("{other}: {answer:?}"),
        }
    }
    full
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_slots_are_taken_and_never_more() {
    const SLOTS: usize = 10;
    count_panics();
    let mock = MockServer::builder()
        .account("1")
        .account("2")
        .generation_time(Duration::from_secs(45))
        // A midnight, so that the time of the day says all.
        .starts_at(UNIX_EPOCH + Duration::from_secs(86_400 * 20_000));
    let mock = Arc::new(mock.start().await.unwrap());
    let mut accepted = BTreeMap::new();
    let mut full = 0;
    for _ in 0..SLOTS + 2 {
        full += round(&mock, &mut accepted).await;
        let running = Ask::get("/v1/mureka/jobs").at(&mock).await.json();
        for account in ["1", "2"] {
            let running = running["accounts"][account]["total"].as_u64().unwrap();
            assert!(running <= SLOTS as u64, "{running}");
            assert_eq!(running, accepted[account].len() as u64);
        }
        mock.advance(Duration::from_millis(3001));
    }
    assert!(
        accepted.values().all(|jobs| jobs.len() == SLOTS),
        "{accepted:?}"
    );
    // The last two rounds found no slot.
    assert_eq!(full as u64, 2 * CLIENTS);

    mock.advance(Duration::from_secs(45));
    round(&mock, &mut accepted).await;
    let all: usize = accepted.values().map(Vec::len).sum();
    assert_eq!((all, mock.ledger().total), (2 * (SLOTS + 1), all as u64));
    for mut jobs in accepted.into_values() {
        jobs.sort_unstable();
        assert!(
            jobs.windows(2).all(|two| two[1] - two[0] >= 3000),
            "{jobs:?}"
        );
        let of_eleven = jobs.windows(SLOTS + 1);
        assert!(
            { of_eleven }.all(|jobs| jobs[SLOTS] - jobs[0] >= 45_000),
            "{jobs:?}"
        );
    }
    assert_eq!(PANICS.load(Ordering::SeqCst), 0);
}
