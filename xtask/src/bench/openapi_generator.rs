//! openapi-generator, and the Rust client that it makes from the export, to be measured beside ours.

use std::fs;
use std::path::{Path, PathBuf};

use crate::export_check::exports;
use crate::export_check::process::Run;
use crate::export_check::tools::Tool;
use crate::export_check::workshop::Generator;

/// Where the client goes; the program that is measured with it says so, too.
const CLIENT: &str = "target/bench/openapi-generator-client";

/// The generator as `cargo xtask export-check` uses it, or which tool is missing.
pub fn installed(root: &Path) -> Result<Generator, String> {
    let missing: Vec<String> = [Tool::Python, Tool::Java]
        .into_iter()
        .filter_map(Tool::missing)
        .collect();
    if !missing.is_empty() {
        return Err(missing.join("; "));
    }
    Generator::installed(&root.join("xtask/export-check/generator"), &work(root))
}

/// Makes the crate `openapi-generator-client`, or tells which tool is missing, or what it said
/// when it failed.
pub fn rust_client(root: &Path) -> Result<(), String> {
    let generator = installed(root)?;
    let (work, out) = (work(root), root.join(CLIENT));
    let failed = |error: std::io::Error| format!("{}: {error}", out.display());
    match fs::remove_dir_all(&out) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    fs::create_dir_all(&out).map_err(failed)?;
    let exports = exports::made(root, &work.join("exports"))?;
    let useapi = exports.iter().find(|export| export.api == "useapi");
    let useapi = useapi.ok_or("the export of useapi is missing")?;
    Run::new("generate", "java", &work, &work.join("logs"))
        .arg("-jar")
        .arg(generator.jar())
        .args(["generate", "--generator-name", "rust"])
        .args(["--library", "reqwest", "--input-spec"])
        .arg(&useapi.plain)
        .arg("--output")
        .arg(&out)
        .args(["--global-property", "apiTests=false,modelTests=false"])
        .args(["--global-property", "apiDocs=false,modelDocs=false"])
        // Cargo takes no version such as the document's, which it would write otherwise.
        .arg("--additional-properties=packageName=openapi-generator-client,packageVersion=0.0.0")
        .well()
        .map(drop)
}

fn work(root: &Path) -> PathBuf {
    root.join("target/bench/openapi-generator")
}
