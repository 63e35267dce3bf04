//! Programs of other languages: run with a limit of time, their words kept in a file.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How often a running program is looked at.
const LOOK: Duration = Duration::from_millis(20);
/// As much of a program's words as is shown when it fails.
const SHOWN: usize = 8_000;

/// A program that ends when this does.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended, which is as well.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A program that is to be run.
pub struct Run {
    what: String,
    command: Command,
    log: PathBuf,
    limit: Duration,
}

/// How a program ended, and what it said.
pub struct Ended {
    /// Its exit status.
    pub status: ExitStatus,
    /// Everything it wrote, on both streams.
    pub said: String,
}

impl Run {
    /// A program in a folder; what it says is kept below `logs`, called after what it does.
    pub fn new(what: &str, program: impl AsRef<OsStr>, folder: &Path, logs: &Path) -> Self {
        let mut command = Command::new(program);
        command.current_dir(folder).stdin(Stdio::null());
        Self {
            what: what.to_owned(),
            command,
            log: logs.join(format!("{}.log", what.replace(' ', "-"))),
            limit: Duration::from_secs(120),
        }
    }

    /// Adds an argument.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// Adds arguments.
    pub fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Sets a variable of its environment.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Takes variables out of its environment.
    pub fn without<N: AsRef<OsStr>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        for name in names {
            self.command.env_remove(name);
        }
        self
    }

    /// Allows it that much time.
    pub fn limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Runs it to its end, whatever that is.
    pub fn end(self) -> Result<Ended, String> {
        let Self {
            what,
            mut command,
            log,
            limit,
        } = self;
        let failed = |error: std::io::Error| format!("{what}: {error}");
        if let Some(folder) = log.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        // A file and no pipe: whoever inherits a pipe and stays would keep it open.
        let out = File::create(&log).map_err(failed)?;
        command.stderr(out.try_clone().map_err(failed)?).stdout(out);
        let started = Instant::now();
        let mut child = Running(command.spawn().map_err(failed)?);
        let status = loop {
            if let Some(status) = child.0.try_wait().map_err(failed)? {
                break Some(status);
            }
            if started.elapsed() > limit {
                break None;
            }
            sleep(LOOK);
        };
        drop(child);
        let said = String::from_utf8_lossy(&fs::read(&log).map_err(failed)?).into_owned();
        match status {
            Some(status) => Ok(Ended { status, said }),
            None => Err(format!(
                "{what}: not done after {} seconds, and stopped\n{}",
                limit.as_secs(),
                tail(&said)
            )),
        }
    }

    /// Runs it, and takes anything but success for an error, with what it said.
    pub fn well(self) -> Result<String, String> {
        let what = self.what.clone();
        let ended = self.end()?;
        if ended.status.success() {
            return Ok(ended.said);
        }
        Err(format!(
            "{what}: ended with {}\n{}",
            ended.status,
            tail(&ended.said)
        ))
    }
}

/// The end of a long text, where the reason usually stands.
fn tail(text: &str) -> &str {
    let from = text.len().saturating_sub(SHOWN);
    let from = (from..text.len()).find(|at| text.is_char_boundary(*at));
    text.get(from.unwrap_or(0)..).unwrap_or(text).trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn logs() -> PathBuf {
        std::env::temp_dir().join(format!("export-check-process-{}", std::process::id()))
    }

    fn shell(what: &str, script: &str) -> Run {
        Run::new(what, "sh", Path::new("/"), &logs()).args(["-c", script])
    }

    #[test]
    fn what_a_program_says_on_both_streams_is_kept() {
        let said = shell("both streams", "echo out; echo err >&2").well();
        assert_eq!(said.as_deref(), Ok("out\nerr\n"));
    }

    #[test]
    fn a_failure_tells_what_was_done_how_it_ended_and_what_was_said() {
        let error = shell("compile it", "echo no such class; exit 3").well();
        let error = error.unwrap_err();
        for word in ["compile it", "3", "no such class"] {
            assert!(error.contains(word), "{error}");
        }
    }

    #[test]
    fn a_program_that_does_not_end_is_stopped() {
        let error = shell("wait for ever", "echo begun; exec sleep 600")
            .limit(Duration::from_millis(300))
            .well()
            .unwrap_err();
        assert!(
            error.contains("stopped") && error.contains("begun"),
            "{error}"
        );
    }

    #[test]
    fn a_grandchild_that_stays_holds_nothing_up() {
        let said = shell("leave one behind", "sleep 5 & echo gone").well();
        assert_eq!(said.as_deref(), Ok("gone\n"));
    }

    #[test]
    fn a_program_that_is_not_there_is_an_error_that_names_the_step() {
        let run = Run::new("generate", "no-such-program", Path::new("/"), &logs());
        let error = run.well().unwrap_err();
        assert!(error.starts_with("generate: "), "{error}");
    }

    #[test]
    fn of_a_long_text_the_end_is_shown_in_whole_letters() {
        for letter in ["a", "ä", "歌", "🎵"] {
            let text = format!("{}END", letter.repeat(SHOWN));
            let shown = tail(&text);
            assert!(shown.len() <= SHOWN && shown.ends_with("END"), "{letter}");
        }
    }
}
