//! `cargo xtask compat`: what an edition changes for users, and the version it needs.

mod git;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use mureka_gen::Document;
use mureka_gen::compat::version::Version;
use mureka_gen::compat::{self, Edition, Report, Surface};

use crate::shown;
use git::{Git, Revision};

/// Where documents are, and where the list of public items is.
const DOCUMENTS: &str = "spec";
const SURFACE: &str = "mureka-api/public-api.txt";
const MANIFEST: &str = "Cargo.toml";

/// Exit code where nothing could be compared.
const CANNOT: u8 = 2;

/// What an edition changes for users, and the version it needs.
///
/// Exit code 0: the version in Cargo.toml is right for what changed (of a file, which has no
/// version: nothing breaks). 1: it is too low. 2: nothing could be compared.
#[derive(clap::Args)]
pub struct Arguments {
    /// A git revision, an older document, or an older public-api.txt; without any, the last
    /// tag vX.Y.Z before the present commit.
    #[arg(value_name = "REV or FILE")]
    against: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// Another checkout than the one this was built in.
    #[arg(long, value_name = "DIR")]
    repository: Option<PathBuf>,
}

/// Runs the command.
pub fn run(root: &Path, arguments: &Arguments) -> Result<ExitCode, String> {
    let root = arguments.repository.as_deref().unwrap_or(root);
    let root =
        std::path::absolute(root).map_err(|error| format!("{}: {error}\n", root.display()))?;
    match report(&root, arguments.against.as_deref()) {
        Ok(Some(report)) => {
            let text = if arguments.json {
                format!("{:#}\n", report.json())
            } else {
                report.text()
            };
            // Who reads may stop early, as `head` does: the exit code is the answer.
            let _ = std::io::stdout().write_all(text.as_bytes());
            Ok(if report.passes() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            })
        }
        Ok(None) => {
            if arguments.json {
                outln!("null");
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(message) => {
            eprintln!("{}", message.trim_end());
            Ok(ExitCode::from(CANNOT))
        }
    }
}

/// `None` where there is no release yet, which it has said.
fn report(root: &Path, against: Option<&str>) -> Result<Option<Report>, String> {
    let against = match against {
        Some(against) => against.to_owned(),
        None => match Git::of(root).last_release()? {
            Ok(tag) => tag,
            Err(why) => {
                eprintln!("nothing to compare with: {why}");
                return Ok(None);
            }
        },
    };
    let file = Path::new(&against);
    if file.is_file() {
        return with_file(root, file).map(Some);
    }
    let revision = Git::of(root).revision(&against)?;
    let older = edition(&Place::Revision(&revision))?;
    if older.is_empty() {
        return Err(format!(
            "{against}: neither a document in {DOCUMENTS}/ nor {SURFACE} is in that revision: \
             nothing can be compared"
        ));
    }
    let newer = edition(&Place::Checkout(root))?;
    if older.surface.is_some() && newer.surface.is_none() {
        return Err(format!(
            "{SURFACE}: {against} has it, and now it is missing: run `cargo xtask public-api`"
        ));
    }
    Ok(Some(compat::compare(&older, &newer)))
}

/// Compares one older file with what stands here in its place.
fn with_file(root: &Path, file: &Path) -> Result<Report, String> {
    let name = file.display().to_string();
    let here = edition(&Place::Checkout(root))?;
    let mut older = Edition {
        name: name.clone(),
        ..Edition::default()
    };
    let mut newer = Edition {
        name: here.name.clone(),
        ..Edition::default()
    };
    let is_list = file.extension().is_some_and(|extension| extension == "txt");
    if is_list {
        let bytes = std::fs::read(file).map_err(|error| format!("{name}: {error}"))?;
        older.surface = Some(Surface::parse(&name, &text(&name, bytes)?));
        newer.surface = here.surface;
        if newer.surface.is_none() {
            return Err(format!(
                "{SURFACE} is missing: run `cargo xtask public-api`, then compare with {name}"
            ));
        }
    } else {
        let document = Document::load_as(&name, file).map_err(|found| shown(&found))?;
        if !compat::describes_an_api(&document) {
            return Err(format!(
                "{name}: has no `openapi`: name an OpenAPI document, or a list of public items that ends in .txt"
            ));
        }
        let Some(same) = here.counterpart(&name, &document) else {
            let title = compat::title(&document).unwrap_or("no title");
            let known = here.documents.iter();
            let known = known.map(|(path, _)| path.as_str()).collect::<Vec<_>>();
            return Err(format!(
                "{name}: `{title}` is the API of none of {}: compare it with an edition of one of them",
                known.join(", ")
            ));
        };
        newer.documents = vec![same.clone()];
        // Its path may be any: that both are the same was found out.
        older.documents = vec![(same.0.clone(), document)];
    }
    Ok(compat::compare(&older, &newer))
}

/// Where an edition is read from.
enum Place<'a> {
    Checkout(&'a Path),
    Revision(&'a Revision<'a>),
}

impl Place<'_> {
    fn name(&self) -> String {
        match self {
            Self::Checkout(_) => "this checkout".to_owned(),
            Self::Revision(revision) => revision.name.clone(),
        }
    }

    /// What a file of it is called in reports.
    fn call(&self, path: &str) -> String {
        match self {
            Self::Checkout(_) => path.to_owned(),
            // As git has it: `git show v0.1.0:spec/useapi.yaml`.
            Self::Revision(revision) => format!("{}:{path}", revision.name),
        }
    }

    /// The paths of the files in a folder; none where there is no such folder.
    fn files(&self, folder: &str) -> Result<Vec<String>, String> {
        match self {
            Self::Revision(revision) => revision.files(folder),
            Self::Checkout(root) => {
                let Ok(entries) = std::fs::read_dir(root.join(folder)) else {
                    return Ok(Vec::new());
                };
                let mut paths = Vec::new();
                for entry in entries {
                    let entry = entry.map_err(|error| format!("{folder}: {error}"))?;
                    if entry.path().is_file() {
                        paths.push(format!("{folder}/{}", entry.file_name().to_string_lossy()));
                    }
                }
                paths.sort();
                Ok(paths)
            }
        }
    }

    /// A file's content; `None` where there is no such file.
    fn read(&self, path: &str) -> Result<Option<String>, String> {
        let bytes = match self {
            Self::Revision(revision) => revision.read(path)?,
            Self::Checkout(root) => match std::fs::read(root.join(path)) {
                Ok(bytes) => Some(bytes),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
                Err(error) => return Err(format!("{path}: {error}")),
            },
        };
        bytes.map(|bytes| text(&self.call(path), bytes)).transpose()
    }
}

fn edition(place: &Place<'_>) -> Result<Edition, String> {
    let mut documents = Vec::new();
    for path in place.files(DOCUMENTS)? {
        let is_yaml = [".yaml", ".yml"].iter().any(|end| path.ends_with(end));
        // Settings of linters stand beside the documents.
        if !is_yaml || path.starts_with(&format!("{DOCUMENTS}/.")) {
            continue;
        }
        let Some(text) = place.read(&path)? else {
            continue;
        };
        let document = Document::parse(&place.call(&path), text).map_err(|found| shown(&found))?;
        if compat::describes_an_api(&document) {
            documents.push((path, document));
        }
    }
    let surface = place.read(SURFACE)?;
    let version = place.read(MANIFEST)?;
    Ok(Edition {
        name: place.name(),
        documents,
        surface: surface.map(|text| Surface::parse(&place.call(SURFACE), &text)),
        version: match version {
            Some(text) => version_of(&place.call(MANIFEST), &text)?,
            None => None,
        },
    })
}

/// The version that a manifest gives all crates, or else its own.
fn version_of(name: &str, manifest: &str) -> Result<Option<Version>, String> {
    let manifest: toml::Table = manifest
        .parse()
        .map_err(|error| format!("{name}: {error}"))?;
    let package = |table: &toml::Table| table.get("package")?.get("version").cloned();
    let workspace = manifest.get("workspace").and_then(toml::Value::as_table);
    let version = workspace.and_then(package).or_else(|| package(&manifest));
    let Some(version) = version.as_ref().and_then(toml::Value::as_str) else {
        return Ok(None);
    };
    let parsed = Version::parse(version);
    parsed
        .map(Some)
        .map_err(|error| format!("{name}: version `{version}`: {error}"))
}

fn text(name: &str, bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        format!("{name}: is not UTF-8 from byte {at} on")
    })
}
