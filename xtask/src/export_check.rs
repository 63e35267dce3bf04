//! `cargo xtask export-check`: clients in other languages, made from the exports and run against the mock server.

pub(crate) mod exports;
mod language;
mod mock;
pub(crate) mod process;
mod scenario;
pub(crate) mod tools;
pub(crate) mod workshop;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use fs4::{FileExt, TryLockError};
use serde_json::Value;

use exports::Exported;
use language::Language;
use mock::Mock;
use workshop::{Generator, Workshop};

/// Languages at work at a time: each of them waits for a disk or a server now and then.
const AT_ONCE: usize = 2;

/// Clients in other languages, made from the exports and run against the mock server.
#[derive(clap::Args)]
pub struct Arguments {
    /// Languages; all without any.
    #[arg(value_enum)]
    languages: Vec<Language>,
    /// Take a missing tool for an error, as with CI=true, instead of leaving its language out.
    #[arg(long)]
    all: bool,
    /// Take the exports from this folder instead of making them.
    #[arg(long, value_name = "DIR")]
    exports: Option<PathBuf>,
    /// Run against this program instead of building the mock server.
    #[arg(long, value_name = "PROGRAM")]
    mock: Option<PathBuf>,
}

/// A check's own folders and programs.
struct Check {
    /// Nobody else works in the folder as long as this is kept.
    _alone: File,
    sources: PathBuf,
    folder: PathBuf,
    mock: PathBuf,
    generator: Option<Generator>,
    exports: Vec<Exported>,
    /// The faults of the scenario.
    faults: Vec<Value>,
    mp3: PathBuf,
}

/// Runs the command.
pub fn run(root: &Path, arguments: &Arguments) -> Result<ExitCode, String> {
    let mut ready = Vec::new();
    let mut skipped = Vec::new();
    for language in language::chosen(&arguments.languages) {
        let missing: Vec<String> = language
            .needs()
            .iter()
            .filter_map(|tool| tool.missing())
            .collect();
        if missing.is_empty() {
            ready.push(language);
        } else {
            skipped.push((language, missing.join("; ")));
        }
    }
    let of = ready.len() + skipped.len();
    if !skipped.is_empty() && must_be_complete(arguments.all, std::env::var("CI").ok().as_deref()) {
        return Err(format!("{}\n", summary(of, &skipped)));
    }
    if ready.is_empty() {
        outln!("{}", summary(of, &skipped));
        return Ok(ExitCode::SUCCESS);
    }
    let check = Check::prepared(root, arguments, &ready).map_err(|error| format!("{error}\n"))?;
    let failed = check.all(ready);
    if !skipped.is_empty() {
        outln!("{}", summary(of, &skipped));
    }
    if failed.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    Err(format!(
        "{} of {of} failed: {}\n",
        failed.len(),
        failed.join(", ")
    ))
}

/// Whether a missing tool is an error.
fn must_be_complete(all: bool, ci: Option<&str>) -> bool {
    all || ci.is_some_and(|ci| !ci.is_empty() && ci != "false" && ci != "0")
}

/// What was left out, and why.
fn summary(of: usize, skipped: &[(Language, String)]) -> String {
    let reasons: Vec<String> = skipped
        .iter()
        .map(|(language, missing)| format!("{}: {missing}", language.name()))
        .collect();
    format!(
        "{} of {of} skipped: {}",
        skipped.len(),
        reasons.join("\n    ")
    )
}

impl Check {
    fn prepared(
        root: &Path,
        arguments: &Arguments,
        languages: &[Language],
    ) -> Result<Self, String> {
        let sources = root.join("xtask/export-check");
        let folder = root.join("target/export-check");
        let alone = alone_in(&folder)?;
        let exports = match &arguments.exports {
            Some(given) => exports::found(given)?,
            None => exports::made(root, &folder.join("exports"))?,
        };
        let faults = sources.join("faults.json");
        let faults = fs::read_to_string(&faults)
            .map_err(|error| error.to_string())
            .and_then(|text| serde_json::from_str(&text).map_err(|error| error.to_string()))
            .map_err(|error| format!("{}: {error}", faults.display()))?;
        let generator = if languages.iter().any(|language| language.by_generator()) {
            Some(Generator::installed(
                &sources.join("generator"),
                &folder.join("generator"),
            )?)
        } else {
            None
        };
        Ok(Self {
            _alone: alone,
            mock: match &arguments.mock {
                Some(given) => fs::canonicalize(given)
                    .map_err(|error| format!("{}: {error}", given.display()))?,
                None => mock::built(root, &folder.join("logs"))?,
            },
            sources,
            folder,
            generator,
            exports,
            faults,
            mp3: root.join("mureka-mock/assets/song.mp3"),
        })
    }

    /// Checks languages side by side, and tells the names of those that failed.
    fn all(&self, languages: Vec<Language>) -> Vec<&'static str> {
        let waiting = Mutex::new(languages);
        let failed = Mutex::new(Vec::new());
        let work = || {
            // The slowest is begun first, so that nothing waits for it at the end. A statement
            // of its own: as part of the loop's head the lock would be held for a whole turn.
            loop {
                let next = locked(&waiting).pop();
                let Some(language) = next else { break };
                let started = Instant::now();
                let result = self.one(language);
                // One at a time, so that the words of two do not mix.
                let mut failed = locked(&failed);
                let seconds = started.elapsed().as_secs_f64();
                match result {
                    Ok(said) => outln!("=== {} ({seconds:.1} s)\n{said}", language.name()),
                    Err(error) => {
                        eprintln!("=== {} ({seconds:.1} s) FAILED\n{error}\n", language.name());
                        failed.push(language.name());
                    }
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..AT_ONCE {
                scope.spawn(work);
            }
        });
        failed.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn one(&self, language: Language) -> Result<String, String> {
        let workshop = Workshop::new(
            language,
            &self.sources,
            &self.folder,
            self.generator.as_ref(),
        );
        let program = workshop.made(&self.exports)?;
        let log = workshop.logs().join("mock.log");
        let told = |mock: &Mock| {
            program()
                .env("MOCK_URL", mock.url())
                .env("MOCK_MP3", &self.mp3)
        };

        let faults: Vec<&Value> = self.faults.iter().collect();
        let mock = Mock::start(&self.mock, &faults, &log)?;
        let said = told(&mock).well()?;
        if let Some(wrong) = scenario::steps_missing(&said) {
            return Err(format!("run the program: {wrong}"));
        }
        let bytes =
            fs::metadata(&self.mp3).map_err(|error| format!("{}: {error}", self.mp3.display()))?;
        let name = self.mp3.file_name().unwrap_or_default().to_string_lossy();
        if let Some(wrong) = scenario::uploads_missing(&mock.requests()?, bytes.len(), &name) {
            return Err(format!("run the program: {wrong}"));
        }
        drop(mock);

        // A program that notices nothing would prove nothing.
        let sabotages = scenario::sabotages();
        for (step, fault) in &sabotages {
            let mut faults = vec![fault];
            faults.extend(&self.faults);
            let mock = Mock::start(&self.mock, &faults, &log)?;
            let ended = told(&mock).end()?;
            if ended.status.success() || !scenario::names(&ended.said, step) {
                return Err(format!(
                    "with {fault} the program has to fail in {step}; it ended with {}\n{}",
                    ended.status, ended.said
                ));
            }
        }
        Ok(format!(
            "{said}each step fails when the server misbehaves: {} of {}\n",
            sabotages.len(),
            scenario::STEPS.len()
        ))
    }
}

/// Locks a folder, which is made if need be; two checks at once would take away each other's
/// clients.
fn alone_in(folder: &Path) -> Result<File, String> {
    let path = folder.join("lock");
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    fs::create_dir_all(folder).map_err(failed)?;
    let file = File::create(&path).map_err(failed)?;
    match FileExt::try_lock(&file) {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(format!(
            "{}: another export-check is at work there: wait for its end",
            folder.display()
        )),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_tool_is_an_error_in_ci_and_with_all() {
        for (all, ci, error) in [
            (false, None, false),
            (false, Some(""), false),
            (false, Some("false"), false),
            (false, Some("0"), false),
            (false, Some("true"), true),
            (false, Some("1"), true),
            (true, None, true),
            (true, Some("false"), true),
        ] {
            assert_eq!(must_be_complete(all, ci), error, "{all} {ci:?}");
        }
    }

    #[test]
    fn a_folder_in_which_another_check_works_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("check");
        let first = alone_in(&folder).unwrap();
        let refused = alone_in(&folder).unwrap_err();
        assert!(refused.ends_with("wait for its end"), "{refused}");
        drop(first);
        assert!(alone_in(&folder).is_ok());
    }

    #[test]
    fn what_was_left_out_is_told_with_the_reason() {
        let skipped = [
            (Language::Java, "javac: not found".to_owned()),
            (Language::Go, "go: not found".to_owned()),
        ];
        assert_eq!(
            summary(5, &skipped),
            "2 of 5 skipped: java: javac: not found\n    go: go: not found"
        );
    }
}
