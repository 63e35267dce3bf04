//! Cargo at work on one of the small programs, and what it takes.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A small program with a lock file and a target directory of its own.
pub struct Program {
    /// The crate it is about.
    pub name: &'static str,
    manifest: PathBuf,
    target: PathBuf,
}

impl Program {
    /// The one about a crate.
    pub fn of(name: &'static str) -> Self {
        Self {
            name,
            manifest: Path::new("xtask/bench/dependency/programs")
                .join(name)
                .join("Cargo.toml"),
            target: Path::new("target/bench/dependency").join(name),
        }
    }

    /// Gets all sources, so that nothing is downloaded while something is measured.
    pub fn fetched(&self) -> Result<(), String> {
        let status = self.cargo("fetch").arg("--quiet").status();
        match status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!(
                "cargo fetch: {status}; if the lock file is behind: cargo update --workspace --manifest-path {}",
                self.manifest.display()
            )),
            Err(error) => Err(format!("cargo: {error}")),
        }
    }

    /// How many crates are compiled into it, itself not counted.
    pub fn crates(&self) -> usize {
        let output = self
            .cargo("tree")
            .args(["--edges", "normal", "--prefix", "none"])
            // The same on every machine.
            .args(["--target", "x86_64-unknown-linux-gnu"])
            .output()
            .expect("cargo runs");
        assert!(output.status.success(), "cargo tree: {}", self.name);
        let text = String::from_utf8(output.stdout).expect("names");
        distinct(&text) - 1
    }

    /// Builds with what is there already; the seconds of all processors that it takes.
    pub fn build(&self, release: bool, only: Option<&str>) -> Option<f64> {
        let mut command = self.cargo("build");
        command.args(["--quiet", "--offline"]);
        command.arg("--target-dir").arg(&self.target);
        if release {
            command.arg("--release");
        }
        if let Some(only) = only {
            command.args(["--package", only]);
        }
        let before = measure::children();
        let status = command.status().expect("cargo runs");
        assert!(status.success(), "{}: it does not build", self.name);
        let (before, after) = (before?, measure::children()?);
        Some(after.cpu_seconds - before.cpu_seconds)
    }

    /// Forgets what was compiled of one crate.
    pub fn forget(&self, only: &str) {
        let status = self
            .cargo("clean")
            .args(["--quiet", "--offline", "--package", only])
            .arg("--target-dir")
            .arg(&self.target)
            .status()
            .expect("cargo runs");
        assert!(status.success(), "cargo clean: {only}");
    }

    /// Forgets everything: what is measured begins with nothing, and leaves nothing.
    pub fn wiped(&self) {
        if self.target.exists() {
            fs::remove_dir_all(&self.target).expect("a folder that can be removed");
        }
    }

    /// Bytes of the program.
    pub fn bytes(&self) -> u64 {
        let name = format!("with-{}{}", self.name, std::env::consts::EXE_SUFFIX);
        let program = self.target.join("release").join(name);
        fs::metadata(&program).expect("a program").len()
    }

    fn cargo(&self, what: &str) -> Command {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let mut command = Command::new(cargo);
        command.args([what, "--locked", "--manifest-path"]);
        command.arg(&self.manifest);
        command.stdin(Stdio::null());
        // As it is for those who set nothing.
        for name in [
            "RUSTFLAGS",
            "CARGO_ENCODED_RUSTFLAGS",
            "CARGO_BUILD_RUSTFLAGS",
        ] {
            command.env_remove(name);
        }
        command.env("CARGO_INCREMENTAL", "0");
        command
    }
}

/// How many crates `cargo tree` names, each version once.
fn distinct(tree: &str) -> usize {
    let mut crates: Vec<Vec<&str>> = tree
        .lines()
        .map(|line| line.split_whitespace().take(2).collect::<Vec<_>>())
        .filter(|words| !words.is_empty())
        .collect();
    crates.sort_unstable();
    crates.dedup();
    crates.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_counts_once_for_each_of_its_versions() {
        let tree = "with-it v0.1.0 (/here)\nbytes v1.0.0\nsyn v2.0.0 (proc-macro)\n\
            syn v1.0.0\nbytes v1.0.0 (*)\nsyn v2.0.0 (proc-macro) (*)\n\n";
        assert_eq!(distinct(tree), 4);
    }
}
