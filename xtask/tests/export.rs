//! `cargo xtask export` as it is called.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const XTASK: &str = env!("CARGO_BIN_EXE_xtask");

fn export(arguments: &[&str], out: &Path) -> Output {
    let mut command = Command::new(XTASK);
    command.arg("export").args(arguments).arg("--out").arg(out);
    command.output().unwrap()
}

fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn what_was_written_is_told_and_a_second_run_writes_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let first = export(&[], folder.path());
    assert!(first.status.success(), "{}", text(&first.stderr));
    let before = contents(folder.path());
    for api in ["useapi", "cloudsway"] {
        for kind in [
            "openapi-3.0.json",
            "openapi-3.0.yaml",
            "openapi-3.1.json",
            "openapi-3.1.yaml",
            "models.schema.json",
            "postman.json",
        ] {
            let name = format!("{api}.{kind}");
            assert!(before.contains_key(&name), "{name}");
            assert!(text(&first.stdout).contains(&name), "{name}");
        }
    }
    assert_eq!(before.len(), 12);
    let second = export(&[], folder.path());
    assert_eq!(first.stdout, second.stdout);
    assert!(before == contents(folder.path()), "the same bytes");
}

#[test]
fn the_kinds_of_files_can_be_chosen() {
    for (arguments, names) in [
        (
            &["--format", "models,postman"][..],
            &["models.schema.json", "postman.json"][..],
        ),
        (
            &["--format", "openapi-3.1"],
            &["openapi-3.1.json", "openapi-3.1.yaml"],
        ),
        (
            &["--profile", "strict-tools"],
            &[
                "openapi-3.0.strict-tools.json",
                "openapi-3.0.strict-tools.yaml",
            ],
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let done = export(arguments, folder.path());
        assert!(done.status.success(), "{}", text(&done.stderr));
        let expected: Vec<String> = ["cloudsway", "useapi"]
            .iter()
            .flat_map(|api| names.iter().map(move |name| format!("{api}.{name}")))
            .collect();
        let found: Vec<String> = contents(folder.path()).into_keys().collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn a_profile_without_that_format_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--profile", "strict-tools", "--format", "postman"];
    let refused = export(&arguments, folder.path());
    assert!(!refused.status.success());
    let told = text(&refused.stderr);
    assert!(
        told.contains("strict-tools is one of openapi-3.0 alone"),
        "{told}"
    );
    assert!(contents(folder.path()).is_empty());
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let taken = folder.path().join("taken");
    fs::write(&taken, "a file").unwrap();
    let refused = export(&[], &taken);
    assert_eq!(refused.status.code(), Some(1));
    let told = text(&refused.stderr);
    assert!(told.contains(taken.to_str().unwrap()), "{told}");
    assert!(told.contains("--out"), "{told}");
}

#[cfg(target_os = "linux")]
#[test]
fn nobody_has_to_read_what_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(XTASK);
    let command = command.args(["export", "--format", "models", "--out"]);
    let full = fs::File::create("/dev/full").unwrap();
    let status = command.arg(folder.path()).stdout(full).status().unwrap();
    assert_eq!(status.code(), Some(0));
    assert_eq!(contents(folder.path()).len(), 2);
}

/// A process may write no more than a few blocks to a file, as on a disk that is full.
#[cfg(unix)]
#[test]
fn a_full_disk_is_an_error_and_leaves_no_half_of_a_file() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("useapi.openapi-3.0.json"),
        "an older one",
    )
    .unwrap();
    let script = "trap '' XFSZ; ulimit -f 20; exec \"$0\" export --out \"$1\"";
    let mut shell = Command::new("sh");
    let failed = shell.args(["-c", script, XTASK]).arg(folder.path());
    let failed = failed.output().unwrap();
    assert_eq!(failed.status.code(), Some(1), "{}", text(&failed.stdout));
    let told = text(&failed.stderr);
    assert!(told.contains("useapi.openapi-3.0.json"), "{told}");
    let left = contents(folder.path());
    assert_eq!(left.len(), 1, "{:?}", left.keys());
    assert_eq!(left["useapi.openapi-3.0.json"], b"an older one");
}
