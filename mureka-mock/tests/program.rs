//! The server as a program: what it prints, takes, refuses, and how it ends.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "all of it is test code")]

mod support;

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::json;
use support::{CLOUDSWAY, Caller, text};

const PROGRAM: &str = env!("CARGO_BIN_EXE_mureka-mock");
const CREATE: &str = "/v1/mureka/music/create";

/// A program that runs, on a port of its own.
struct Running {
    child: Child,
    /// What it printed first.
    url: String,
    out: Option<JoinHandle<String>>,
    log: Option<JoinHandle<String>>,
}

impl Running {
    fn new(arguments: &[&str]) -> Self {
        Self::with(Command::new(PROGRAM).args(arguments))
    }

    fn with(command: &mut Command) -> Self {
        let command = command.args(["--port", "0"]).stdin(Stdio::null());
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let log = child.stderr.take().unwrap();
        let mut url = String::new();
        out.read_line(&mut url).unwrap();
        // Read on the side, so that it never has to wait for its reader.
        let rest = |mut from: Box<dyn Read + Send>| {
            std::thread::spawn(move || {
                let mut text = String::new();
                from.read_to_string(&mut text).unwrap();
                text
            })
        };
        Self {
            child,
            url: url.trim_end().to_owned(),
            out: Some(rest(Box::new(out))),
            log: Some(rest(Box::new(log))),
        }
    }

    fn caller(&self) -> Caller {
        Caller::of(&self.url)
    }

    fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let kill = Command::new("kill").args(["-s", name, &pid]).status();
        assert!(kill.unwrap().success());
    }

    /// Waits for its end: its status, what it printed after the first line, its log.
    fn ended(mut self) -> (ExitStatus, String, String) {
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(begun.elapsed().as_secs() < 20, "still running");
            std::thread::sleep(Duration::from_millis(2));
        };
        let out = self.out.take().unwrap().join().unwrap();
        let log = self.log.take().unwrap().join().unwrap();
        (status, out, log)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs it to its end.
fn run(arguments: &[&str]) -> (Option<i32>, String) {
    let Output { status, stderr, .. } = Command::new(PROGRAM).args(arguments).output().unwrap();
    (status.code(), String::from_utf8(stderr).unwrap())
}

/// A file with a text, for one test.
fn file(folder: &str, name: &str, text: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(folder);
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

#[tokio::test]
async fn it_prints_its_url_first_and_answers_there() {
    let program = Running::new(&[]);
    assert!(
        program.url.starts_with("http://127.0.0.1:"),
        "{}",
        program.url
    );
    let caller = program.caller();
    assert_eq!(
        caller
            .call("GET", "/v1/mureka/accounts")
            .send()
            .await
            .status,
        200
    );
    let index = caller.call("GET", "/_mock").send().await.json();
    assert_eq!(index["base_url"], program.url.as_str());
    let url = program.url.clone();
    program.signal("TERM");
    let (_, out, log) = program.ended();
    for line in [
        format!("  in a browser: {url}/\n"),
        format!("  for tests:    {url}/_mock\n"),
        format!("    export USEAPI_BASE_URL={url} USEAPI_TOKEN=any\n"),
        format!(
            "    export CLOUDSWAY_BASE_URL={url} CLOUDSWAY_API_KEY=any CLOUDSWAY_ENDPOINT=any\n"
        ),
    ] {
        assert!(out.contains(&line), "{out}");
    }
    assert_eq!(log, "");
}

#[tokio::test]
async fn settings_are_arguments() {
    let program = Running::new(&[
        "--account",
        "111=500",
        "--account",
        "222",
        "--empty",
        "--no-limits",
        "--generation-time",
        "0",
        "--page-size",
        "1",
    ]);
    let caller = program.caller();
    let accounts = caller
        .call("GET", "/v1/mureka/accounts")
        .send()
        .await
        .json();
    assert_eq!(accounts.as_object().unwrap().len(), 2);
    for _ in 0..2 {
        let song = caller.call("POST", CREATE).json(&json!({"account": "111"}));
        assert_eq!(song.send().await.status, 200);
    }
    let songs = caller
        .call("GET", "/v1/mureka/music/?account=111")
        .send()
        .await
        .json();
    assert_eq!(
        (songs["list"].as_array().unwrap().len(), &songs["more"]),
        (1, &json!(true))
    );
    let profile = caller
        .call("GET", "/v1/mureka/profile/?account=111")
        .send()
        .await;
    assert_eq!(profile.json()["credits"], 500 - 2 * 12);
}

#[test]
fn the_url_for_others_is_the_one_that_is_printed() {
    let program = Running::new(&["--public-url", "http://mock.example/"]);
    assert_eq!(program.url, "http://mock.example");
}

#[tokio::test]
async fn times_are_scaled_by_an_argument() {
    let program = Running::new(&["--generation-time", "5000", "--time-scale", "0.000001"]);
    let song = program.caller().call("POST", CREATE).json(&json!({}));
    assert_eq!(song.send().await.status, 200);
}

#[tokio::test]
async fn a_document_is_named_by_its_file() {
    let cloudsway = text("cloudsway").replace("/song/generate", "/song/make");
    let cloudsway = file("spec", "cloudsway.yaml", &cloudsway);
    let next = text("useapi").replace("/v1/mureka/", "/v2/mureka/");
    let next = file("spec", "next.yaml", &next);
    let paths = [&cloudsway, &next].map(|path| path.to_str().unwrap());
    let program = Running::new(&["--spec", paths[0], "--spec", paths[1]]);
    for (path, status) in [
        (format!("{CLOUDSWAY}/song/generate"), 404),
        (format!("{CLOUDSWAY}/song/make"), 200),
        ("/v1/mureka/music/lyrics-generate".to_owned(), 200),
        ("/v2/mureka/music/lyrics-generate".to_owned(), 200),
    ] {
        let body = if path.contains("song") {
            json!({"lyrics": "La"})
        } else {
            json!({})
        };
        let call = program.caller().call("POST", &path).json(&body);
        assert_eq!(call.send_unchecked().await.status, status, "{path}");
    }
}

#[test]
fn a_document_that_cannot_be_served_is_told_with_its_place() {
    let text = text("cloudsway").replace("x-mureka-cost: paid", "x-mureka-cost: dear");
    let broken = file("broken", "cloudsway.yaml", &text);
    let missing = broken.with_file_name("missing.yaml");
    for (path, words) in [
        (
            &missing,
            format!("mureka-mock: {}: No such file", missing.display()),
        ),
        (&broken, "cloudsway:".to_owned()),
    ] {
        let (code, log) = run(&["--port", "0", "--spec", path.to_str().unwrap()]);
        assert_eq!(code, Some(1), "{log}");
        assert!(log.contains(&words), "{log}");
    }
}

#[test]
fn wrong_arguments_are_told_with_what_is_allowed() {
    for (arguments, words) in [
        (&["--port", "70000"][..], "70000 is not in 0..=65535"),
        (&["--host", "nowhere"], "invalid IP address syntax"),
        (&["--account", "=5"], "the id is empty"),
        (
            &["--account", "1=many"],
            "credits: many, a whole number is required",
        ),
        (&["--generation-time", "-1"], "-1"),
        (&["--generation-time", "soon"], "a number is required"),
        (&["--time-scale", "0"], "more than 0 and at most 1000000"),
        (
            &["--time-scale", "2000000"],
            "more than 0 and at most 1000000",
        ),
        (&["--time-scale", "NaN"], "more than 0 and at most 1000000"),
        (&["--coffee"], "--coffee"),
    ] {
        let (code, log) = run(arguments);
        assert_eq!(code, Some(2), "{arguments:?}: {log}");
        assert!(log.contains(words), "{arguments:?}: {log}");
    }
}

#[test]
fn a_port_that_is_taken_is_told_with_its_address() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let (code, log) = run(&["--port", &address.port().to_string()]);
    assert_eq!(code, Some(1));
    assert!(
        log.starts_with(&format!("mureka-mock: {address}: ")),
        "{log}"
    );
}

#[tokio::test]
async fn a_signal_ends_it_well_also_while_a_request_is_under_way() {
    let programs =
        ["TERM", "INT"].map(|signal| (signal, Running::new(&["--generation-time", "600"])));
    let mut waiting = Vec::new();
    for (_, program) in &programs {
        let caller = program.caller();
        let call = caller.call("POST", CREATE).json(&json!({}));
        waiting.push(tokio::spawn(call.send()));
        while caller.call("GET", "/_mock/jobs").send().await.json() == json!([]) {}
    }
    for (signal, program) in &programs {
        program.signal(signal);
    }
    for (signal, program) in programs {
        let (status, ..) = program.ended();
        assert_eq!(status.code(), Some(0), "{signal}");
    }
    for answer in waiting {
        assert!(answer.await.is_err(), "there was no answer");
    }
}

#[test]
fn it_ends_well_with_standard_input_where_that_is_asked_for() {
    let program = Running::new(&["--until-stdin-ends"]);
    let (status, ..) = program.ended();
    assert_eq!(status.code(), Some(0));
}

#[tokio::test]
async fn no_secret_is_in_its_log() {
    let mut command = Command::new(PROGRAM);
    let program = Running::with(command.arg("--verbose").env("RUST_LOG", "trace"));
    let caller = program.caller();
    let cookie =
        json!({"sessionCookie": {"value": "hunter2", "expires": "2027-02-23T04:38:16.033Z"}});
    for (path, body) in [
        ("/v1/mureka/accounts", cookie),
        ("/v1/mureka/accounts", json!({"sessionCookie": ["hunter2"]})),
        (
            "/v1/mureka/accounts/1?hunter2=hunter2",
            json!({"account": "1", "token": "hunter2"}),
        ),
        (
            CREATE,
            json!({"account": "1", "async": true, "replyUrl": "http://a:hunter2@127.0.0.1:1/?k=hunter2"}),
        ),
        (
            CREATE,
            json!({"account": "1", "async": true, "replyUrl": "http://127.0.0.1:1/?k=hunter2"}),
        ),
    ] {
        let call = caller.call("POST", path).json(&body);
        let call = call.authorization(Some("Bearer hunter2"));
        call.header("Cookie", "session=hunter2").send().await;
    }
    let wrong = caller
        .call("GET", "/v1/mureka/jobs")
        .authorization(Some("Basic hunter2"));
    assert_eq!(wrong.send().await.status, 401);
    program.signal("TERM");
    let (status, out, log) = program.ended();
    assert!(status.success());
    assert!(log.contains("POST /v1/mureka/music/create"), "{log}");
    assert!(
        !log.contains("hunter2") && !out.contains("hunter2"),
        "{log}"
    );
}
