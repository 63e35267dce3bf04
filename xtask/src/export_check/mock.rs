//! The mock server as a program: started on a free port, told what is to go wrong, asked what it saw.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::process::{Run, Running};
use crate::cargo;

/// How long it may take to answer, or to start.
const PATIENCE: Duration = Duration::from_secs(20);

/// A mock server that runs as long as this is kept.
pub struct Mock {
    _process: Running,
    url: String,
}

/// Builds it, and tells where the program is.
pub fn built(root: &Path, logs: &Path) -> Result<PathBuf, String> {
    let build = |more: &[&str]| {
        Run::new("build the mock server", cargo::program(), root, logs)
            .without(cargo::of_this_package())
            .args(["build", "--quiet", "--package", "mureka-mock"])
            .args(more)
            .limit(Duration::from_secs(600))
            .well()
    };
    // First for people, who want to read what is wrong; then it is there, and named.
    build(&[])?;
    let messages = build(&["--message-format", "json"])?;
    program(&messages).ok_or_else(|| "build the mock server: cargo named no program".to_owned())
}

/// The program that cargo says it made.
fn program(messages: &str) -> Option<PathBuf> {
    messages.lines().find_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        let program = message.get("executable")?.as_str()?;
        let name = message.pointer("/target/name")?.as_str()?;
        (name == "mureka-mock").then(|| PathBuf::from(program))
    })
}

impl Mock {
    /// Starts one of its own for a program: what one leaves behind is not the other's.
    pub fn start(program: &Path, faults: &[&Value], log: &Path) -> Result<Self, String> {
        let failed = |error: std::io::Error| format!("start the mock server: {error}");
        if let Some(folder) = log.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        let out = File::create(log).map_err(failed)?;
        // A job can be seen running, and lists have pages; nobody has to wait for 3 seconds.
        let mut process = Running(
            Command::new(program)
                .args(["--port", "0", "--no-limits", "--page-size", "1"])
                .args(["--generation-time", "0.15"])
                // However this program ends, it leaves no server behind.
                .arg("--until-stdin-ends")
                .stdin(Stdio::piped())
                .stderr(out.try_clone().map_err(failed)?)
                .stdout(out)
                .spawn()
                .map_err(failed)?,
        );
        let started = Instant::now();
        let url = loop {
            // First this: what is said then is all of it.
            let ended = process.0.try_wait().map_err(failed)?.is_some();
            let said = fs::read_to_string(log).map_err(failed)?;
            if let Some(url) = address(&said) {
                break url.to_owned();
            }
            if ended || started.elapsed() > PATIENCE {
                return Err(format!(
                    "start the mock server: it tells no address\n{said}"
                ));
            }
            sleep(Duration::from_millis(5));
        };
        let mock = Self {
            _process: process,
            url,
        };
        mock.ask(
            "POST",
            "/_mock/faults",
            &serde_json::json!(faults).to_string(),
        )?;
        Ok(mock)
    }

    /// Where it is reached.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What came in.
    pub fn requests(&self) -> Result<Vec<Value>, String> {
        match self.ask("GET", "/_mock/requests", "")? {
            Value::Array(requests) => Ok(requests),
            other => Err(format!("GET /_mock/requests: {other}, a list is expected")),
        }
    }

    fn ask(&self, method: &str, path: &str, body: &str) -> Result<Value, String> {
        let failed = |error: std::io::Error| format!("{method} {path}: {error}");
        let host = self.url.trim_start_matches("http://");
        let mut stream = TcpStream::connect(host).map_err(failed)?;
        stream.set_read_timeout(Some(PATIENCE)).map_err(failed)?;
        write!(
            stream,
            "{method} {path} HTTP/1.0\r\nHost: {host}\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .map_err(failed)?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).map_err(failed)?;
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let first = head.lines().next().unwrap_or_default();
        if !first.contains(" 200 ") {
            return Err(format!("{method} {path}: {first}\n{body}"));
        }
        serde_json::from_str(body).map_err(|error| format!("{method} {path}: {error}\n{body}"))
    }
}

/// The address that a server told, in its first line. One that could not start tells why instead.
fn address(said: &str) -> Option<&str> {
    let (first, _) = said.split_once('\n')?;
    first.starts_with("http://").then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_complains_of_is_no_address() {
        for (said, expected) in [
            ("", None),
            ("http://127.0.0.1:41", None),
            ("http://127.0.0.1:41377\n", Some("http://127.0.0.1:41377")),
            (
                "http://[::1]:80\n  in a browser: http://[::1]:80/\n",
                Some("http://[::1]:80"),
            ),
            ("mureka-mock: Address in use (os error 98)\n", None),
            (
                "mureka-mock: `x-other`: it means nothing\n --> useapi:1:2\n",
                None,
            ),
        ] {
            assert_eq!(address(said), expected, "{said:?}");
        }
    }

    #[test]
    fn a_server_that_cannot_start_is_heard() {
        let log = std::env::temp_dir().join(format!("no-server-{}.log", std::process::id()));
        // It takes any option for a text to print.
        let Err(told) = Mock::start(Path::new("echo"), &[], &log) else {
            panic!("echo is no server");
        };
        let _ = fs::remove_file(&log);
        assert!(
            told.starts_with("start the mock server: it tells no address\n"),
            "{told}"
        );
        assert!(told.contains("--port 0"), "{told}");
    }

    #[test]
    fn the_program_is_the_one_that_cargo_names() {
        let messages = "\
            {\"reason\":\"compiler-artifact\",\"target\":{\"name\":\"mureka_mock\"},\"executable\":null}\n\
            {\"reason\":\"compiler-artifact\",\"target\":{\"name\":\"mureka-mock\"},\"executable\":\"/t/debug/mureka-mock\"}\n\
            {\"reason\":\"build-finished\",\"success\":true}\n";
        assert_eq!(
            program(messages),
            Some(PathBuf::from("/t/debug/mureka-mock"))
        );
        assert_eq!(program("warning: something\n"), None);
    }
}
