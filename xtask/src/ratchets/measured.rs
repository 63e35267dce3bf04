//! The figures as they are now.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// The same tree on every machine.
const TARGET: &str = "x86_64-unknown-linux-gnu";
/// The smallest program that does something: part of the benchmarks.
const QUICKSTART: &str = "xtask/bench/dependency/programs/mureka-api";
const FOLDER: &str = "target";

/// Name and value of each figure.
pub type Figures = BTreeMap<String, u64>;

/// Measures everything. It compiles two programs for release, and three tests.
pub fn measured(root: &Path) -> Result<Figures, String> {
    let mut figures = Figures::new();
    for package in ["mureka-api", "mureka-cli"] {
        figures.insert(format!("crates-of-{package}"), crates(root, package)?);
    }
    for (name, folder) in [
        ("lines-of-useapi", "mureka-api/src/generated/useapi"),
        ("lines-of-cloudsway", "mureka-api/src/generated/cloudsway"),
        ("lines-of-test-tables", "tests/src/generated"),
    ] {
        figures.insert(name.to_owned(), lines(&root.join(folder))?);
    }
    figures.extend(tested(root)?);
    if !is_at_home() {
        return Ok(figures);
    }
    let (quickstart, mureka) = (
        format!("{QUICKSTART}/Cargo.toml"),
        "mureka-cli/Cargo.toml".to_owned(),
    );
    for (name, manifest, program) in [
        ("bytes-of-quickstart", quickstart, "with-mureka-api"),
        ("bytes-of-mureka", mureka, "mureka"),
    ] {
        figures.insert(name.to_owned(), bytes(root, &manifest, program)?);
    }
    Ok(figures)
}

/// Whether this is the system that sizes and memory are measured on.
pub const fn is_at_home() -> bool {
    cfg!(all(target_os = "linux", target_arch = "x86_64"))
}

/// The version of the rustc that is used: `1.95.0`.
pub fn rustc() -> Result<String, String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let said = run(Command::new(rustc).arg("--version"))?;
    let version = said.split_whitespace().nth(1);
    version
        .map(str::to_owned)
        .ok_or_else(|| format!("rustc --version says no version: {said}"))
}

/// How many crates are compiled into a package, itself not counted.
fn crates(root: &Path, package: &str) -> Result<u64, String> {
    let tree = run(cargo(root, "tree").args([
        "--package",
        package,
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--target",
        TARGET,
    ]))?;
    Ok(distinct(&tree).saturating_sub(1))
}

/// How many crates `cargo tree` names, each version once.
fn distinct(tree: &str) -> u64 {
    let mut crates: Vec<Vec<&str>> = tree
        .lines()
        .map(|line| line.split_whitespace().take(2).collect())
        .filter(|words: &Vec<&str>| !words.is_empty())
        .collect();
    crates.sort_unstable();
    crates.dedup();
    crates.len() as u64
}

/// Lines of the Rust files of a folder.
fn lines(folder: &Path) -> Result<u64, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut lines = 0;
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(path).map_err(failed)?;
            lines += text.lines().count() as u64;
        }
    }
    Ok(lines)
}

/// What tests of the client tell of themselves.
fn tested(root: &Path) -> Result<Figures, String> {
    // The features of `cargo test --workspace`: where that has run, nothing is compiled.
    let said = run(cargo(root, "test")
        .args(["--workspace", "--quiet"])
        .args(["--test", "allocations"])
        .args(["--test", "upload_memory"])
        .args(["--test", "download"])
        .args(["--", "--nocapture", "--test-threads", "1"])
        .args([
            "a_call_costs_hardly_more_than_by_hand",
            "a_large_file_does_not_show_in_memory",
            "a_long_download_does_not_show_in_memory",
        ]))?;
    told(&said)
}

/// The figures among what tests say: lines like `ratchet: allocations-of-a-get = 84`. Of
/// several with one name it is the highest.
fn told(said: &str) -> Result<Figures, String> {
    let mut figures = Figures::new();
    for line in said.lines() {
        // The name of the test may stand on the same line.
        let Some((_, figure)) = line.split_once("ratchet: ") else {
            continue;
        };
        let parsed = figure.split_once(" = ").and_then(|(name, value)| {
            let value: u64 = value.trim().parse().ok()?;
            Some((name, value))
        });
        let Some((name, value)) = parsed else {
            return Err(format!("this is no figure: {line}"));
        };
        let entry = figures.entry(name.to_owned()).or_default();
        *entry = value.max(*entry);
    }
    Ok(figures)
}

/// Bytes of a program that is built for release.
fn bytes(root: &Path, manifest: &str, program: &str) -> Result<u64, String> {
    eprintln!("building {program}");
    run(cargo(root, "build")
        .args(["--release", "--quiet", "--target-dir", FOLDER])
        .args(["--manifest-path", manifest]))?;
    let path = root
        .join(FOLDER)
        .join("release")
        .join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
    let metadata = fs::metadata(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(metadata.len())
}

fn cargo(root: &Path, what: &str) -> Command {
    let mut command = crate::cargo::command();
    command.current_dir(root).args([what, "--locked"]);
    command
}

/// What a command prints; what it complains of is seen as it comes.
fn run(command: &mut Command) -> Result<String, String> {
    let shown = format!("{command:?}");
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("{shown}: {error}"))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        Ok(said)
    } else {
        Err(format!("{said}\n{shown}: {}", output.status))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_counts_once_for_each_of_its_versions() {
        let tree = "it v0.1.0 (/here)\nbytes v1.0.0\nsyn v2.0.0 (proc-macro)\n\
            syn v1.0.0\nbytes v1.0.0 (*)\nsyn v2.0.0 (proc-macro) (*)\n\n";
        assert_eq!(distinct(tree), 4);
    }

    #[test]
    fn figures_are_found_in_what_tests_say() {
        let said = "running 1 test\ntest it ... ratchet: a-b = 84\n1 call: 3\n\
            ratchet: peak = 7\nratchet: peak = 9\nratchet: peak = 8\nok\n";
        let figures = told(said).unwrap();
        let expected = [("a-b".to_owned(), 84), ("peak".to_owned(), 9)];
        assert_eq!(figures, Figures::from(expected));
        assert!(told("ratchet: a-b = many\n").is_err());
    }
}
