//! A folder, a mock server, and the program between them.

use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use mureka_mock::{Builder, MockServer};
use serde_json::Value;
use tempfile::TempDir;
use tokio::process::{Child, Command};

/// A batch to be run.
pub struct Bench {
    pub folder: TempDir,
    pub mock: MockServer,
}

/// What a run left.
pub struct Ran {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Bench {
    /// With so many accounts: `a1`, `a2` and so on.
    pub async fn new(accounts: usize, how: impl FnOnce(Builder) -> Builder) -> Self {
        let builder = MockServer::builder().no_accounts().empty();
        let builder = (1..=accounts).fold(builder, |it, number| it.account(format!("a{number}")));
        Self {
            folder: tempfile::tempdir().unwrap(),
            mock: how(builder).start().await.unwrap(),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    /// The program with what leads it to the mock server.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mureka"));
        self.lead(&mut command);
        command.args(["--base-url", self.mock.base_url(), "batch"]);
        command.args(arguments);
        command
    }

    /// The environment of a run: nothing of the machine's own.
    pub fn lead(&self, command: &mut Command) {
        for name in [
            "MUREKA_ACCOUNT",
            "MUREKA_PROFILE",
            "USEAPI_BASE_URL",
            "CLOUDSWAY_BASE_URL",
        ] {
            command.env_remove(name);
        }
        command
            .current_dir(self.folder.path())
            .env("MUREKA_CONFIG_DIR", self.folder.path())
            .env("USEAPI_TOKEN", "user:1-hush")
            .stdin(Stdio::null())
            .kill_on_drop(true);
    }

    /// Runs it to its end.
    pub async fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).output().await.unwrap())
    }

    /// Runs it, and is not asked to wait.
    pub fn start(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    }

    /// How often each line was charged, by the number in its reference.
    pub fn charges(&self) -> Vec<u32> {
        let mut numbers: Vec<u32> = Vec::new();
        for charge in self.mock.ledger().charges {
            let reference = charge.reply_ref.unwrap();
            let number = reference.rsplit('-').nth(1).unwrap();
            numbers.push(number.parse().unwrap());
        }
        numbers.sort_unstable();
        numbers
    }

    /// The songs and speeches that are there; nothing else may be.
    pub fn files(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.path(folder)).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| {
                let entry = entry.unwrap();
                assert!(entry.metadata().unwrap().len() > 0, "{entry:?}");
                entry.file_name().into_string().unwrap()
            })
            .collect();
        names.sort();
        names
    }

    /// Waits until the service has charged so many calls.
    pub async fn charged(&self, count: u64) {
        for _ in 0..30_000 {
            if self.mock.ledger().total >= count {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
        panic!(
            "{} charges, {count} were expected",
            self.mock.ledger().total
        );
    }
}

impl Ran {
    pub fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let ran = Self {
            code: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        };
        assert!(!ran.stdout.contains("hush") && !ran.stderr.contains("hush"));
        ran
    }

    /// The one document on stdout.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}\n{}", self.stdout, self.stderr))
    }

    #[track_caller]
    pub fn expect(&self, code: i32) -> &Self {
        assert_eq!(
            self.code,
            Some(code),
            "stdout: {}\nstderr: {}",
            self.stdout,
            self.stderr
        );
        self
    }
}

/// So many prompts as CSV.
pub fn prompts(count: usize) -> String {
    let lines = (1..=count).map(|number| format!("Song {number}\n"));
    format!("prompt\n{}", lines.collect::<String>())
}

/// So many texts to be spoken, which need no slot and no space between them.
pub fn speeches(count: usize) -> String {
    let lines = (1..=count).map(|number| format!("speech,Text {number},67890\n"));
    format!("kind,text,voice_id\n{}", lines.collect::<String>())
}

pub fn is_file(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|it| it.is_file())
}
