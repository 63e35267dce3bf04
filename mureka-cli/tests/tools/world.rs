//! A program, the server that it calls, and a folder to work in.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use mureka_mock::{Builder, MockServer};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStderr, ChildStdout, Command};

/// A token that is easily found where it should not be.
pub const TOKEN: &str = "user:777-hunter2hunter2";

/// The same for Cloudsway.
pub const KEY: &str = "key-swordfish-swordfish";

/// More than any of these commands takes.
pub const PATIENCE: Duration = Duration::from_secs(60);

pub struct World {
    pub mock: MockServer,
    folder: TempDir,
    variables: BTreeMap<String, String>,
}

/// What a command did.
pub struct Ended {
    pub stdout: String,
    pub stderr: String,
    pub code: i32,
}

impl Ended {
    /// All of it, as one text.
    pub fn shown(&self) -> String {
        let part = |name: &str, text: &str| match text.trim_end() {
            "" => String::new(),
            text => format!("{name}:\n{text}\n"),
        };
        let (stdout, stderr) = (part("stdout", &self.stdout), part("stderr", &self.stderr));
        format!("{stdout}{stderr}exit: {}", self.code)
    }

    /// What came on stdout as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap()
    }
}

impl World {
    /// With a server whose jobs are done at once.
    pub async fn new() -> Self {
        Self::with(|mock| mock).await
    }

    /// With a server of other settings.
    pub async fn with(settings: impl FnOnce(Builder) -> Builder) -> Self {
        let usual = MockServer::builder()
            .generation_time(Duration::ZERO)
            .limits(false);
        let mock = settings(usual).start().await.unwrap();
        let url = mock.base_url().to_owned();
        let variables = [
            ("USEAPI_TOKEN", TOKEN),
            ("USEAPI_BASE_URL", &url),
            ("CLOUDSWAY_API_KEY", KEY),
            ("CLOUDSWAY_ENDPOINT", "abc"),
            ("CLOUDSWAY_BASE_URL", &url),
        ];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self {
            mock,
            folder: tempfile::tempdir().unwrap(),
            variables: variables.into(),
        }
    }

    /// With a variable, or with an empty value without it.
    pub fn and(mut self, name: &str, value: &str) -> Self {
        match value {
            "" => self.variables.remove(name),
            value => self.variables.insert(name.to_owned(), value.to_owned()),
        };
        self
    }

    /// A path in the folder that commands are run in.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file in that folder.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mureka"));
        command
            .args(words)
            .env_clear()
            .env("MUREKA_CONFIG_DIR", self.path("config"))
            .envs(&self.variables)
            .current_dir(self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        command
    }

    /// Runs a command to its end.
    pub async fn run(&self, words: &[&str]) -> Ended {
        self.run_with(words, "").await
    }

    /// The same with something on stdin.
    pub async fn run_with(&self, words: &[&str], input: &str) -> Ended {
        let mut child = self.command(words).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // Who reads nothing has ended already.
        let _ = stdin.write_all(input.as_bytes()).await;
        drop(stdin);
        let ended = tokio::time::timeout(PATIENCE, child.wait_with_output());
        let ended = ended.await.unwrap().unwrap();
        Ended {
            stdout: String::from_utf8(ended.stdout).unwrap(),
            stderr: String::from_utf8(ended.stderr).unwrap(),
            code: ended.status.code().unwrap_or(-1),
        }
    }

    /// Starts a command that goes on.
    pub fn start(&self, words: &[&str]) -> Running {
        let mut child = self.command(words).spawn().unwrap();
        Running {
            stdout: BufReader::new(child.stdout.take().unwrap()).lines(),
            stderr: BufReader::new(child.stderr.take().unwrap()).lines(),
            child,
        }
    }
}

/// A command that goes on.
pub struct Running {
    pub stdout: Lines<BufReader<ChildStdout>>,
    pub stderr: Lines<BufReader<ChildStderr>>,
    child: Child,
}

impl Running {
    /// The next line of a result.
    pub async fn line(&mut self) -> String {
        let line = tokio::time::timeout(PATIENCE, self.stdout.next_line());
        line.await.unwrap().unwrap().unwrap_or_default()
    }

    /// The next line beside it.
    pub async fn aside(&mut self) -> String {
        let line = tokio::time::timeout(PATIENCE, self.stderr.next_line());
        line.await.unwrap().unwrap().unwrap_or_default()
    }

    /// Ctrl-C.
    pub fn interrupt(&self) {
        let id = self.child.id().unwrap().to_string();
        let kill = std::process::Command::new("kill")
            .args(["-INT", &id])
            .status();
        assert!(kill.unwrap().success());
    }

    /// Waits for its end: what was left on stdout, and the exit code.
    pub async fn end(mut self) -> (String, i32) {
        let mut rest = String::new();
        loop {
            match self.line().await {
                line if line.is_empty() => break,
                line => rest.push_str(&format!("{line}\n")),
            }
        }
        let ended = tokio::time::timeout(PATIENCE, self.child.wait()).await;
        (rest, ended.unwrap().unwrap().code().unwrap_or(-1))
    }
}
