//! Exports on the disk.

use std::fs;

use mureka_gen::export::{File, write};

fn file(name: &str, text: &str) -> File {
    File {
        name: name.into(),
        text: text.into(),
    }
}

fn listed(folder: &std::path::Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn the_folder_is_made_and_the_paths_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let deep = folder.path().join("a/b");
    let written = write(&deep, &[file("x.json", "{}"), file("y.yaml", "a: 1\n")]).unwrap();
    assert_eq!(written, [deep.join("x.json"), deep.join("y.yaml")]);
    assert_eq!(fs::read_to_string(&written[1]).unwrap(), "a: 1\n");
    assert_eq!(listed(&deep), ["x.json", "y.yaml"]);
}

#[test]
fn an_older_file_is_replaced_as_a_whole() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[file("x.json", "a long text")]).unwrap();
    write(folder.path(), &[file("x.json", "short")]).unwrap();
    assert_eq!(
        fs::read_to_string(folder.path().join("x.json")).unwrap(),
        "short"
    );
    assert_eq!(listed(folder.path()), ["x.json"]);
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let taken = folder.path().join("taken");
    fs::write(&taken, "a file").unwrap();
    let error = write(&taken, &[file("x.json", "{}")])
        .unwrap_err()
        .to_string();
    assert!(error.contains(&taken.display().to_string()), "{error}");
    assert!(error.contains("name another folder with --out"), "{error}");
}

#[test]
fn a_file_that_cannot_be_written_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let taken = folder.path().join("x.json");
    fs::create_dir(&taken).unwrap();
    let error = write(folder.path(), &[file("x.json", "{}")])
        .unwrap_err()
        .to_string();
    assert!(error.contains("x.json"), "{error}");
    assert_eq!(
        listed(folder.path()),
        ["x.json"],
        "no temporary file is left"
    );
}
