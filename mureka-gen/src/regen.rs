//! What regeneration writes into the repository, and what stands there now: the code
//! of the clients, and the documents once more beside the mock server, byte for byte.
//! A crate that is published holds nothing from outside of its own folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::codegen::{self, Hits};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Document;
use crate::{check, examples};

/// Name of a client module; its document is `spec/NAME.yaml`.
pub const APIS: [&str; 2] = ["useapi", "cloudsway"];

/// Folders that hold generated files and nothing else.
const CLIENTS: &str = "mureka-api/src/generated";
const TABLES: &str = "tests/src/generated";
const COPIES: &str = "mureka-mock/spec";

/// Everything that regeneration writes.
#[derive(Debug)]
pub struct Plan {
    /// Path below the repository → content.
    pub files: BTreeMap<PathBuf, String>,
    /// Client → how often each rule of the post-processing hit.
    pub hits: BTreeMap<&'static str, Hits>,
}

/// A file that is not as it should be.
#[derive(Debug, PartialEq, Eq)]
pub struct Stale {
    /// Path below the repository.
    pub path: PathBuf,
    /// What stands there; `None` where the file is missing.
    pub found: Option<String>,
    /// What should; `None` where the file should not be.
    pub expected: Option<String>,
}

/// Reads the documents below `root`, makes the code of all clients and copies the
/// documents for the mock server.
pub fn plan(root: &Path) -> Result<Plan, Diagnostics> {
    let mut files = BTreeMap::new();
    let mut all_hits = BTreeMap::new();
    for name in APIS {
        let document = load(root, name)?;
        let api = check(&document)?;
        examples(&document, &api)?;
        let generated = codegen::generate(name, &api).map_err(|error| {
            let mut diagnostics = Diagnostics::of(&document);
            diagnostics.push(
                &document,
                Diagnostic::new(
                    "generator",
                    "",
                    error.to_string(),
                    "the document passed every check: this is a defect of mureka-gen, or progenitor changed",
                ),
            );
            diagnostics
        })?;
        for (file, source) in generated.files {
            files.insert(Path::new(CLIENTS).join(name).join(file), source);
        }
        files.insert(
            Path::new(TABLES).join(format!("{name}.rs")),
            generated.tests,
        );
        files.insert(
            Path::new(COPIES).join(format!("{name}.yaml")),
            document.text().to_owned(),
        );
        all_hits.insert(name, generated.hits);
    }
    Ok(Plan {
        files,
        hits: all_hits,
    })
}

/// Reads `spec/NAME.yaml` below `root`; diagnostics call it by that path.
pub fn load(root: &Path, name: &str) -> Result<Document, Diagnostics> {
    let relative = format!("spec/{name}.yaml");
    Document::load_as(&relative, &root.join(&relative))
}

impl Plan {
    /// What below `root` differs from the plan.
    pub fn stale(&self, root: &Path) -> io::Result<Vec<Stale>> {
        let mut paths: BTreeSet<PathBuf> = self.files.keys().cloned().collect();
        for name in APIS {
            paths.extend(list(root, &Path::new(CLIENTS).join(name))?);
        }
        paths.extend(
            list(root, Path::new(TABLES))?
                .into_iter()
                .filter(|path| !path.ends_with("mod.rs")),
        );
        paths.extend(list(root, Path::new(COPIES))?);
        let mut stale = Vec::new();
        for path in paths {
            let found = match fs::read_to_string(root.join(&path)) {
                Ok(text) => Some(text),
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                Err(error) => return Err(named(&error, &path)),
            };
            let expected = self.files.get(&path).cloned();
            if found != expected {
                stale.push(Stale {
                    path,
                    found,
                    expected,
                });
            }
        }
        Ok(stale)
    }

    /// Makes what stands below `root` equal to the plan. A file is replaced in one
    /// step: an interrupted run leaves the old or the new one, no half.
    pub fn write(&self, root: &Path) -> io::Result<Vec<Stale>> {
        let stale = self.stale(root)?;
        for file in &stale {
            let path = root.join(&file.path);
            let result = match &file.expected {
                Some(text) => replace(&path, text),
                None => fs::remove_file(&path),
            };
            result.map_err(|error| named(&error, &file.path))?;
        }
        Ok(stale)
    }
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let temporary = path.with_extension("new");
    let written = fs::write(&temporary, text).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // The disk is full, say: do not leave a half behind.
        let _ = fs::remove_file(&temporary);
    }
    written
}

fn list(root: &Path, folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(root.join(folder)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(named(&error, folder)),
    };
    entries
        .map(|entry| entry.map(|entry| folder.join(entry.file_name())))
        .collect()
}

fn named(error: &io::Error, path: &Path) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
