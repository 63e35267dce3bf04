//! A copy of the repository whose documents may be changed, and programs that are
//! compiled against the client which comes out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

/// A copy of what makes and needs a client.
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// A fresh copy. It lies below target: dependencies that an earlier run built are
    /// used again. Not those of the repository itself: to cargo, a package at the same place
    /// of another workspace is the same, and what one compiles replaces what the other has.
    pub fn new(name: &str) -> Self {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("..")
            .canonicalize()
            .unwrap();
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| repository.join("target"), PathBuf::from);
        let root = target.join(name);
        let _ = fs::remove_dir_all(&root);
        for folder in ["mureka-api", "mureka-gen", "mureka-mock", "spec"] {
            copy_folder(&repository.join(folder), &root.join(folder)).unwrap();
        }
        fs::copy(repository.join("Cargo.lock"), root.join("Cargo.lock")).unwrap();
        let manifest = fs::read_to_string(repository.join("Cargo.toml")).unwrap();
        let members = r#"["mureka-api", "mureka-gen", "mureka-mock"]"#;
        fs::write(root.join("Cargo.toml"), with_members(&manifest, members)).unwrap();
        Self {
            target: target.join(format!("{name}-target")),
            root,
        }
    }

    /// Changes a file.
    pub fn edit(&self, file: &str, change: impl FnOnce(String) -> String) {
        let path = self.root.join(file);
        let text = fs::read_to_string(&path).unwrap_or_default();
        fs::write(&path, change(text)).unwrap();
    }

    /// `cargo xtask regen`; how many files it wrote.
    pub fn regenerate(&self) -> usize {
        let plan = mureka_gen::regen::plan(&self.root).unwrap();
        plan.write(&self.root).unwrap().len()
    }

    /// What cargo prints.
    pub fn cargo(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO"));
        command
            .args(arguments)
            .args(["--quiet", "--offline", "--package", "mureka-api"])
            .arg("--target-dir")
            .arg(&self.target)
            .env_remove("CARGO_TARGET_DIR");
        self.output(&mut command)
    }

    /// What a program prints that cargo built.
    pub fn run(&self, example: &str) -> String {
        let name = format!("{example}{}", std::env::consts::EXE_SUFFIX);
        let mut command = Command::new(self.target.join("debug/examples").join(name));
        self.output(&mut command)
    }

    fn output(&self, command: &mut Command) -> String {
        let output = command.current_dir(&self.root).output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command:?}: {error}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

fn with_members(manifest: &str, members: &str) -> String {
    let lines = manifest
        .lines()
        .map(|line| match line.strip_prefix("members = ") {
            Some(_) => format!("members = {members}\n"),
            None => format!("{line}\n"),
        });
    lines.collect()
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            // Only the linters have it, and it is large.
            if entry.file_name() != "node_modules" {
                copy_folder(&from, &to)?;
            }
        } else {
            fs::copy(&from, &to)?;
        }
    }
    Ok(())
}
