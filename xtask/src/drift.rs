//! `cargo xtask drift`: what the vendors' documentation says and the documents do not.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::ValueEnum;
use mureka_gen::drift::{self, Decisions, Lock, Outcome, Report, render};
use mureka_gen::reference::{self, Page, Reference, Unreadable, Vendor};
use mureka_gen::{Api, Document, regen};

use crate::fetch;

const DECISIONS: &str = "spec/drift.toml";
const LOCK: &str = "spec/docs.lock";

/// What the vendors' documentation says and the documents do not.
///
/// Exit code 0: nothing that is not decided. 1: differences. 2: something could not be read.
#[derive(clap::Args)]
pub struct Arguments {
    /// The vendor's one-file reference, single pages of it, pages of Cloudsway; `-` is the
    /// standard input.
    #[arg(required = true, value_name = "FILE or URL")]
    sources: Vec<String>,
    /// How to print what was found.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The same as `--format json`.
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Write to spec/docs.lock what the pages say now; after a look at the report.
    #[arg(long)]
    update_lock: bool,
    /// Print the YAML of a new or changed operation: `post-mureka-music-edit`.
    #[arg(long, value_name = "NAME", conflicts_with = "update_lock")]
    scaffold: Option<String>,
    /// Put it into the document instead of printing it.
    #[arg(long, requires = "scaffold")]
    paste: bool,
    /// The folder with `spec/`, if not this repository.
    #[arg(long, hide = true, value_name = "DIR")]
    root: Option<PathBuf>,
    /// The day by which decisions run out, if not today.
    #[arg(long, hide = true, value_name = "DATE")]
    today: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines for people.
    Text,
    /// For programs.
    Json,
    /// Annotations of a GitHub workflow.
    Github,
    /// The body of an issue.
    Markdown,
}

/// Runs the command. What keeps it from comparing at all is exit code 2, too.
pub fn run(root: &Path, arguments: &Arguments) -> ExitCode {
    let root = arguments.root.as_deref().unwrap_or(root);
    match compare(root, arguments) {
        Ok(outcome) => ExitCode::from(outcome.code()),
        Err(message) => {
            eprint!("{message}");
            ExitCode::from(Outcome::Unreadable.code())
        }
    }
}

fn compare(root: &Path, arguments: &Arguments) -> Result<Outcome, String> {
    let documents = documents(root)?;
    let documents: Vec<(Vendor, &Document, &Api)> = documents
        .iter()
        .map(|(vendor, document, api)| (*vendor, document, api))
        .collect();
    let (references, unreadable) = read(&arguments.sources);
    if let Some(name) = &arguments.scaffold {
        for file in &unreadable {
            eprintln!("{file}");
        }
        return scaffold(root, name, arguments.paste, &references, &documents);
    }
    let decisions = match optional(root, DECISIONS)? {
        None => Decisions::default(),
        Some(text) => Decisions::parse(DECISIONS, &text).map_err(|error| format!("{error}\n"))?,
    };
    let today = arguments.today.clone().unwrap_or_else(today);
    let before = lock(root, arguments.update_lock)?;
    let after = arguments
        .update_lock
        .then(|| updated(before.clone().unwrap_or_default(), &references));
    let mut report = drift::compare(
        &references,
        &documents,
        &decisions,
        after.as_ref().or(before.as_ref()),
        &today,
    );
    report.unreadable = unreadable;
    show(&report, arguments);
    if before.is_none() && after.is_none() {
        eprintln!("{LOCK} is missing, nothing was compared with it: run with --update-lock");
    }
    if let Some(after) = after {
        write_lock(root, &after, &report)?;
    }
    Ok(report.outcome())
}

/// Prints what was found. That nobody reads it to the end is no error.
fn show(report: &Report, arguments: &Arguments) {
    let mut out = std::io::stdout();
    let colour = out.is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let format = if arguments.json {
        Format::Json
    } else {
        arguments.format
    };
    let text = match format {
        Format::Text => render::text(report, colour),
        Format::Json => format!("{:#}\n", render::json(report)),
        Format::Github => render::github(report),
        Format::Markdown => render::markdown(report),
    };
    let _ = out.write_all(text.as_bytes());
}

fn documents(root: &Path) -> Result<Vec<(Vendor, Document, Api)>, String> {
    let mut documents = Vec::new();
    for vendor in [Vendor::Useapi, Vendor::Cloudsway] {
        let document =
            regen::load(root, vendor.document()).map_err(|problems| crate::shown(&problems))?;
        let api = mureka_gen::check(&document).map_err(|problems| crate::shown(&problems))?;
        documents.push((vendor, document, api));
    }
    Ok(documents)
}

fn read(sources: &[String]) -> (Vec<Reference>, Vec<Unreadable>) {
    let mut references = Vec::new();
    let mut unreadable = Vec::new();
    for name in sources {
        let read = fetch::bytes(name)
            .map_err(|why| Unreadable {
                name: name.clone(),
                why,
            })
            .and_then(|bytes| reference::read(name, &bytes));
        match read {
            Ok(reference) => references.push(reference),
            Err(file) => unreadable.push(file),
        }
    }
    (references, unreadable)
}

/// Prints an operation as its page has it, or puts it into the document.
fn scaffold(
    root: &Path,
    name: &str,
    paste: bool,
    references: &[Reference],
    documents: &[(Vendor, &Document, &Api)],
) -> Result<Outcome, String> {
    let mut refused = format!("{name}: nothing was read that could have it");
    for reference in references {
        let vendor = match drift::vendor(reference, name) {
            Ok(vendor) => vendor,
            Err(error) => {
                refused = error.to_string();
                continue;
            }
        };
        let Some((_, document, api)) = documents.iter().find(|(of, ..)| *of == vendor) else {
            continue;
        };
        let made = drift::scaffold(reference, name, document, api)
            .map_err(|error| format!("{error}\n"))?;
        for problem in &made.problems {
            eprintln!("to be mended by hand: {problem}");
        }
        if !paste {
            let _ = write!(std::io::stdout(), "{made}");
            return Ok(Outcome::InStep);
        }
        let path = root
            .join("spec")
            .join(format!("{}.yaml", vendor.document()));
        let text = made
            .paste_into(document.text())
            .map_err(|error| format!("{error}\n"))?;
        replace(&path, &text).map_err(|error| format!("{}: {error}\n", path.display()))?;
        eprintln!(
            "{} is in {}; look for `# decide`, then `cargo xtask lint` and `cargo xtask regen`",
            made.operation, made.document
        );
        return Ok(Outcome::InStep);
    }
    Err(format!("{refused}\n"))
}

/// Writes a file whole or not at all.
fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let mut draft = path.as_os_str().to_owned();
    draft.push(format!(".{}", std::process::id()));
    let draft = PathBuf::from(draft);
    std::fs::write(&draft, text)
        .and_then(|()| std::fs::rename(&draft, path))
        .inspect_err(|_| {
            let _ = std::fs::remove_file(&draft);
        })
}

/// The text of a file that may be missing.
fn optional(root: &Path, file: &str) -> Result<Option<String>, String> {
    match std::fs::read_to_string(root.join(file)) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("{file}: {error}\n")),
    }
}

fn lock(root: &Path, update: bool) -> Result<Option<Lock>, String> {
    let Some(text) = optional(root, LOCK)? else {
        return Ok(None);
    };
    match Lock::parse(&text) {
        Ok(lock) => Ok(Some(lock)),
        Err(error) if update => {
            eprintln!("{LOCK}: {error}: its pages are forgotten");
            Ok(None)
        }
        Err(error) => Err(format!("{LOCK}: {error}\n")),
    }
}

/// The lock with what was read. Pages that were not read stay as they are, unless all
/// pages of their vendor were.
fn updated(mut lock: Lock, references: &[Reference]) -> Lock {
    for page in references.iter().flat_map(|reference| &reference.pages) {
        if !lock.update(page) {
            eprintln!(
                "{LOCK}: {} stays as it is, this edition of the page is older",
                page.name
            );
        }
    }
    for vendor in [Vendor::Useapi, Vendor::Cloudsway] {
        if references.iter().any(|file| drift::is_whole(file, vendor)) {
            let pages = references.iter().flat_map(|reference| &reference.pages);
            let pages: Vec<&Page> = pages.filter(|page| page.vendor == vendor).collect();
            lock.keep_only(vendor, &pages);
        }
    }
    lock
}

/// Writes the lock, whole or not at all, and not on half of what there is to read.
fn write_lock(root: &Path, lock: &Lock, report: &Report) -> Result<(), String> {
    if report.outcome() == Outcome::Unreadable {
        return Err(format!(
            "{LOCK} is not written: not everything could be read\n"
        ));
    }
    let (path, text) = (root.join(LOCK), lock.to_string());
    if std::fs::read_to_string(&path).is_ok_and(|before| before == text) {
        eprintln!("{LOCK} is as it was");
        return Ok(());
    }
    replace(&path, &text).map_err(|error| format!("{LOCK}: {error}\n"))?;
    eprintln!("{LOCK} is written");
    Ok(())
}

/// The present day in UTC: `2026-12-31`.
fn today() -> String {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    date(seconds / 86_400)
}

/// The date of a day after 1970-01-01, in years that begin in March, as leap days end them.
fn date(days: u64) -> String {
    let days = days + 719_468;
    let era = days / 146_097;
    let day = days % 146_097;
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let year = year + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn days_become_dates() {
        for (days, date) in [
            (0, "1970-01-01"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_453, "2025-12-31"),
            (20_454, "2026-01-01"),
            (21_974, "2030-03-01"),
        ] {
            assert_eq!(super::date(days), date, "{days}");
        }
    }
}
