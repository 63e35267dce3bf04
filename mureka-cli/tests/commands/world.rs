//! A program, the server that it calls, and a folder to work in.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, SystemTime};

use mureka_mock::{Builder, MockServer};
use tempfile::TempDir;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_mureka");

/// How many programs a test runs at once, most of which wait.
pub const AT_ONCE: usize = 12;

/// A token that is easily found where it should not be.
pub const TOKEN: &str = "user:777-hunter2hunter2";

/// The same for Cloudsway.
pub const KEY: &str = "key-swordfish-swordfish";

/// The cookie of an account.
pub const COOKIE: &str = "cookie.correcthorsebatterystaple";

/// A sound that services take for an mp3.
pub const MP3: &[u8] = b"\xff\xfb\x90\x00 and so on";

pub struct World {
    pub mock: MockServer,
    folder: TempDir,
    variables: Vec<(String, String)>,
}

/// What a command did.
pub struct Ended {
    pub stdout: String,
    pub stderr: String,
    pub code: i32,
}

/// The server's clock starts here, at 2026-01-02 03:04:00 UTC.
const START: u64 = 1_767_323_040;

impl World {
    /// With a server whose jobs are done at once.
    pub async fn new() -> Self {
        Self::with(|mock| mock).await
    }

    /// With a server of other settings.
    pub async fn with(settings: impl FnOnce(Builder) -> Builder) -> Self {
        let start = SystemTime::UNIX_EPOCH + Duration::from_secs(START);
        let usual = MockServer::builder()
            .generation_time(Duration::ZERO)
            .limits(false)
            .starts_at(start);
        let mock = settings(usual).start().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        for name in ["demo.mp3", "me.mp3", "anna.mp3", "hummed.mp3", "rain.mp3"] {
            std::fs::write(folder.path().join(name), MP3).unwrap();
        }
        for (name, text) in [
            ("idea.txt", "A waltz for rain\n"),
            ("lyrics.txt", "[Verse]\nRain on the roof\n"),
            ("more.txt", "[Chorus]\nAnd it rains\n"),
            ("chapter.txt", "It rained.\n"),
            ("talk.json", r#"[{"voice_id": 123456, "text": "Hello."}]"#),
            ("token.txt", TOKEN),
            (
                "cookie.json",
                r#"{"value": "cookie.correcthorsebatterystaple", "expires": "2099-01-01T00:00:00Z"}"#,
            ),
            ("tune.mid", "MThd"),
            ("songs.csv", "prompt\nRain\n"),
            ("songs.jsonl", "{\"prompt\": \"Rain\"}\n"),
            ("request.json", r#"{"custom_mode": true}"#),
        ] {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let url = mock.base_url().to_owned();
        let variables = [
            ("USEAPI_TOKEN", TOKEN),
            ("USEAPI_BASE_URL", &url),
            ("CLOUDSWAY_API_KEY", KEY),
            ("CLOUDSWAY_ENDPOINT", "abc"),
            ("CLOUDSWAY_BASE_URL", &url),
            ("MUREKA_INTERVAL", "1"),
        ];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self {
            mock,
            folder,
            variables: variables.into(),
        }
    }

    /// Without a variable.
    pub fn without(mut self, name: &str) -> Self {
        self.variables.retain(|(other, _)| other != name);
        self
    }

    /// With a variable.
    pub fn and(self, name: &str, value: &str) -> Self {
        let mut world = self.without(name);
        world.variables.push((name.to_owned(), value.to_owned()));
        world
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The program with nothing of the environment of the tests.
    pub fn command(&self, words: &[String]) -> Command {
        self.of(PROGRAM, words)
    }

    /// Another program in the same surroundings.
    pub fn of(&self, program: &str, words: &[String]) -> Command {
        let mut command = Command::new(program);
        command
            .args(words)
            .env_clear()
            .env("MUREKA_CONFIG_DIR", self.path("config"))
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .current_dir(self.folder())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        command
    }

    /// Runs a command as it is typed behind `mureka`.
    pub async fn run(&self, line: &str) -> Ended {
        self.run_with(line, "").await
    }

    /// The same with something on stdin.
    pub async fn run_with(&self, line: &str, stdin: &str) -> Ended {
        let mut command = self.command(&words(line));
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        let mut pipe = child.stdin.take().unwrap();
        // A command that wants nothing of it may have ended already.
        let _ = pipe.write_all(stdin.as_bytes()).await;
        drop(pipe);
        let output = child.wait_with_output();
        let output = tokio::time::timeout(Duration::from_secs(60), output).await;
        let output = output.expect("it ends within a minute").unwrap();
        Ended {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap_or(-1),
        }
    }

    /// What commands print, one after the other, as a reader sees it.
    pub async fn transcript(&self, lines: &[&str]) -> String {
        let mut text = String::new();
        for line in lines {
            let ended = self.run(line).await;
            text.push_str(&self.entry(line, &ended));
        }
        text
    }

    pub fn entry(&self, line: &str, ended: &Ended) -> String {
        let mut text = format!("$ mureka {line}\n{}", ended.stdout);
        if !ended.stderr.is_empty() {
            text.push_str(&format!("--- stderr\n{}", ended.stderr));
        }
        text.push_str(&format!("--- exit {}\n\n", ended.code));
        self.plain(&text)
    }

    /// Without what differs from run to run and is known.
    pub fn plain(&self, text: &str) -> String {
        let folder = self.folder().display().to_string();
        text.replace(self.mock.base_url(), "http://mock")
            .replace(&folder, "FOLDER")
    }

    /// The operations that were called.
    pub fn called(&self) -> Vec<String> {
        let requests = self.mock.requests().into_iter();
        requests.filter_map(|request| request.operation).collect()
    }
}

/// A line as a shell takes it apart, as far as the tests need it.
pub fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for letter in line.chars() {
        match (quote, letter) {
            (Some(end), _) if letter == end => quote = None,
            (None, '\'' | '"') => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            _ => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

/// What differs from run to run, by its form.
const FILTERS: [(&str, &str); 6] = [
    (r"2026-01-02T03:0\d:\d\d(\.\d+)?Z", "TIME"),
    // A login is good for 13 months.
    (r"2027-02-02T03:0\d:\d\d(\.\d+)?Z", "13 MONTHS ON"),
    (r"\b17673230\d\d\b|\b17673231\d\d\b", "SECONDS"),
    (r#""submitted": ?\d+"#, r#""submitted": SECONDS"#),
    (r#"("reply_?[Rr]ef": ?)"mureka-[^"]+""#, r#"$1"REFERENCE""#),
    (r"\b00:0\d\b", "00:00"),
];

/// Compares with a snapshot.
pub fn check(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    for (form, instead) in FILTERS {
        settings.add_filter(form, instead);
    }
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// Compares what commands print, for people and for machines, with a snapshot.
pub async fn told(world: &World, name: &str, lines: &[&str]) {
    check(name, &world.transcript(lines).await);
}
