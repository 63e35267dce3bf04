//! The public surface of mureka-api as a list, so that a change of it is seen and meant.
//!
//! Taken from what rustdoc knows, since macros write much of the surface. rustdoc tells it in a
//! form that is not stable yet: with another toolchain than one of `FORMAT_VERSION` there is no
//! list, and that is said.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use public_api::{Builder, PublicApi};
use rustdoc_types::FORMAT_VERSION;
use serde_json::Value;

use crate::{Stale, difference};

const FILE: &str = "mureka-api/public-api.txt";
const HEAD: &str = "\
# The public surface of mureka-api with all features, without the bodies of derived traits and
# without what every type has. Written by `cargo xtask public-api`. A line that goes is a
# breaking change; one that comes is a promise.
";

/// Set for the rustdoc that cargo starts: this program in its place.
const AS_RUSTDOC: &str = "XTASK_AS_RUSTDOC";

/// Writes the list, or compares it with what is committed.
pub fn run(root: &Path, check: bool) -> Result<ExitCode, String> {
    let json = rustdoc(root)?;
    let found = format_version(&json)?;
    if found != u64::from(FORMAT_VERSION) {
        let message = format!(
            "rustdoc of this toolchain writes its format {found}, and {FORMAT_VERSION} is what \
             can be read: take the version of the crate public-api that fits in xtask/Cargo.toml\n"
        );
        if check {
            outln!("PUBLIC API NOT COMPARED: {message}");
            return Ok(ExitCode::SUCCESS);
        }
        return Err(message);
    }
    let expected = list(&json)?;
    let path = root.join(FILE);
    let committed = std::fs::read_to_string(&path).ok();
    let lines = expected.lines().count();
    if committed.as_deref() == Some(&expected) {
        outln!("{FILE} is fresh, {lines} lines");
        return Ok(ExitCode::SUCCESS);
    }
    if !check {
        let failed = |error| format!("{FILE}: {error}\n");
        std::fs::write(&path, &expected).map_err(failed)?;
        outln!("{FILE} written, {lines} lines");
        return Ok(ExitCode::SUCCESS);
    }
    let stale = Stale {
        path: PathBuf::from(FILE),
        found: committed,
        expected: Some(expected),
    };
    out!("{}", difference(&stale));
    eprintln!("the public surface changed: run `cargo xtask public-api`, look, and commit");
    Ok(ExitCode::FAILURE)
}

/// What rustdoc knows of the crate, as a file of JSON.
fn rustdoc(root: &Path) -> Result<PathBuf, String> {
    let target = std::env::var_os("CARGO_TARGET_DIR");
    let target = target.map_or_else(|| root.join("target"), PathBuf::from);
    let this = std::env::current_exe().map_err(|error| format!("{error}\n"))?;
    let mut command = crate::cargo::command();
    command
        .args(["rustdoc", "--quiet", "--package", "mureka-api", "--lib"])
        .args(["--all-features", "--locked", "--target-dir"])
        .arg(&target)
        .args(["--", "-Z", "unstable-options", "--output-format", "json"])
        .args(["--cap-lints", "allow"])
        .current_dir(root)
        // Nothing else is built as if by a nightly, and so nothing is built twice.
        .env("RUSTDOC", this)
        .env(AS_RUSTDOC, "1");
    let status = command.status().map_err(|error| format!("{error}\n"))?;
    if !status.success() {
        return Err(format!("rustdoc failed: {status}\n"));
    }
    Ok(target.join("doc/mureka_api.json"))
}

/// Takes the place of rustdoc, with its unstable options, if this was started as it.
pub fn as_rustdoc() -> Option<ExitCode> {
    std::env::var_os(AS_RUSTDOC)?;
    let mut rustdoc = Command::new("rustdoc");
    rustdoc.args(std::env::args_os().skip(1));
    let status = rustdoc.env("RUSTC_BOOTSTRAP", "1").status();
    Some(match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("rustdoc: {error}");
            ExitCode::FAILURE
        }
    })
}

fn format_version(json: &Path) -> Result<u64, String> {
    let wrong = |what: &str| format!("{}: {what}\n", json.display());
    let text = std::fs::read(json).map_err(|error| wrong(&error.to_string()))?;
    let value: Value = serde_json::from_slice(&text).map_err(|error| wrong(&error.to_string()))?;
    let version = value["format_version"].as_u64();
    version.ok_or_else(|| wrong("no `format_version`"))
}

fn list(json: &Path) -> Result<String, String> {
    let whole = surface(json, false)?;
    let short = surface(json, true)?;
    // Of a derived trait, that it is there; not the functions that are always in it.
    let kept: BTreeSet<String> = lines(&short).collect();
    let lines = lines(&whole).filter(|line| {
        kept.contains(line) || (line.starts_with("impl") && !line.contains("StructuralPartialEq"))
    });
    Ok(lines.fold(HEAD.to_owned(), |list, line| list + &line + "\n"))
}

fn surface(json: &Path, without_derived: bool) -> Result<PublicApi, String> {
    Builder::from_rustdoc_json(json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(without_derived)
        .build()
        .map_err(|error| format!("{}: {error}\n", json.display()))
}

fn lines(api: &PublicApi) -> impl Iterator<Item = String> {
    api.items().map(ToString::to_string)
}
