//! The measuring programs: built, run, and their figures read as they come.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::figure::Line;

/// A workspace of measuring programs.
pub struct Programs<'a> {
    root: &'a Path,
    /// The folder of its Cargo.toml, from the root.
    workspace: &'static str,
}

impl<'a> Programs<'a> {
    /// Those of a workspace of a repository.
    pub const fn of(root: &'a Path, workspace: &'static str) -> Self {
        Self { root, workspace }
    }

    /// Builds a program as it is measured.
    pub fn built(&self, package: &str) -> Result<PathBuf, String> {
        self.cargo_built(package, &self.root.join("target/bench/build"))
    }

    fn cargo_built(&self, package: &str, target: &Path) -> Result<PathBuf, String> {
        eprintln!("building {package}");
        let status = crate::cargo::command()
            .args([
                "build",
                "--release",
                "--locked",
                "--quiet",
                "--package",
                package,
            ])
            .arg("--manifest-path")
            .arg(self.root.join(self.workspace).join("Cargo.toml"))
            .arg("--target-dir")
            .arg(target)
            .current_dir(self.root)
            .status()
            .map_err(|error| format!("cargo: {error}"))?;
        if !status.success() {
            return Err(format!("{package}: it does not build, as told above"));
        }
        let name = format!("{package}{}", std::env::consts::EXE_SUFFIX);
        Ok(target.join("release").join(name))
    }
}

/// Builds a program of the repository as it is released.
pub fn released(root: &Path, package: &str) -> Result<PathBuf, String> {
    let programs = Programs::of(root, ".");
    programs.cargo_built(package, &root.join("target"))
}

/// Runs a program to its end, and hands on each line as it is printed.
pub fn run(
    root: &Path,
    program: &Path,
    arguments: &[String],
    mut each: impl FnMut(Line),
) -> Result<(), String> {
    let name = program.display();
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir(root)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{name}: {error}"))?;
    let mut wrong = None;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            let line = line.map_err(|error| format!("{name}: {error}"))?;
            match serde_json::from_str(&line) {
                Ok(line) => each(line),
                Err(error) => wrong = Some(format!("{name}: no figure: {line}: {error}")),
            }
        }
    }
    let status = child.wait().map_err(|error| format!("{name}: {error}"))?;
    if !status.success() {
        return Err(format!("{name}: ended with {status}"));
    }
    wrong.map_or(Ok(()), Err)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> (Vec<Line>, Result<(), String>) {
        let mut lines = Vec::new();
        let arguments = ["-c".to_owned(), script.to_owned()];
        let root = std::env::temp_dir();
        let result = run(&root, Path::new("/bin/sh"), &arguments, |line| {
            lines.push(line);
        });
        (lines, result)
    }

    const FIGURE: &str = r#"{"row":"mock","subject":"Prism","skipped":"npm: not found"}"#;

    #[test]
    fn figures_are_handed_on_and_a_failure_is_told_all_the_same() {
        let (lines, result) = shell(&format!("echo '{FIGURE}'; exit 3"));
        assert_eq!(lines.len(), 1);
        assert!(result.unwrap_err().contains('3'));
    }

    #[test]
    fn what_is_no_figure_is_an_error_that_shows_it() {
        let (lines, result) = shell(&format!("echo hello; echo '{FIGURE}'"));
        assert_eq!(lines.len(), 1);
        assert!(result.unwrap_err().contains("hello"));
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let result = run(&std::env::temp_dir(), Path::new("/nowhere/it"), &[], |_| ());
        assert!(result.unwrap_err().contains("/nowhere/it"));
    }
}
