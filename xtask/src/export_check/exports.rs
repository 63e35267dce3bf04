//! The exported documents that the clients are made of.

use std::fs;
use std::path::{Path, PathBuf};

use mureka_gen::Diagnostics;
use mureka_gen::export::{self, File, Format, Profile};
use mureka_gen::regen;

/// The documents of one API.
pub struct Exported {
    /// Name of the API.
    pub api: String,
    /// All that OpenAPI 3.0 can say, for openapi-typescript.
    pub full: PathBuf,
    /// The plainest equivalent, for openapi-generator.
    pub plain: PathBuf,
}

/// The exports of both APIs, made anew in a folder.
pub fn made(root: &Path, folder: &Path) -> Result<Vec<Exported>, String> {
    for api in regen::APIS {
        let files = files(root, api).map_err(|diagnostics| crate::shown(&diagnostics))?;
        export::write(folder, &files).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    found(folder)
}

fn files(root: &Path, name: &str) -> Result<Vec<File>, Diagnostics> {
    let document = regen::load(root, name)?;
    let api = mureka_gen::check(&document)?;
    let formats = [Format::OpenApi3_0];
    let mut files = export::export(name, &document, &api, Profile::Full, &formats)?;
    let plain = export::export(name, &document, &api, Profile::StrictTools, &formats)?;
    files.extend(plain);
    Ok(files)
}

/// The exports of both APIs that are in a folder.
pub fn found(folder: &Path) -> Result<Vec<Exported>, String> {
    regen::APIS
        .iter()
        .map(|api| {
            Ok(Exported {
                api: (*api).to_owned(),
                full: there(&folder.join(format!("{api}.openapi-3.0.yaml")))?,
                plain: there(&folder.join(format!("{api}.openapi-3.0.strict-tools.yaml")))?,
            })
        })
        .collect()
}

/// A file's absolute path: generators run in folders of their own.
fn there(file: &Path) -> Result<PathBuf, String> {
    fs::canonicalize(file).map_err(|error| format!("{}: {error}", file.display()))
}
