//! What `cargo xtask regen` finds and writes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::{Path, PathBuf};

use mureka_gen::regen::{self, Plan};

/// A folder with the documents and nothing else.
fn documents() -> (tempfile::TempDir, Plan) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("spec")).unwrap();
    for name in regen::APIS {
        let file = format!("spec/{name}.yaml");
        fs::copy(root.join(&file), folder.path().join(&file)).unwrap();
    }
    let plan = regen::plan(folder.path()).unwrap();
    (folder, plan)
}

#[test]
fn what_is_committed_is_fresh() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let stale = regen::plan(&root).unwrap().stale(&root).unwrap();
    let paths: Vec<PathBuf> = stale.into_iter().map(|stale| stale.path).collect();
    assert_eq!(paths, [] as [PathBuf; 0], "run `cargo xtask regen`");
}

#[test]
fn the_same_document_gives_the_same_code() {
    let (_folder, first) = documents();
    let (_other, second) = documents();
    assert_eq!(first.files, second.files);
    assert_eq!(first.hits, second.hits);
}

#[test]
fn checking_finds_missing_changed_and_left_over_files_and_changes_nothing() {
    let (folder, plan) = documents();
    let root = folder.path();
    assert_eq!(
        plan.stale(root).unwrap().len(),
        plan.files.len(),
        "all missing"
    );
    assert_eq!(plan.write(root).unwrap().len(), plan.files.len());
    assert_eq!(plan.stale(root).unwrap(), []);

    let changed = root.join("mureka-api/src/generated/useapi/types.rs");
    let left_over = root.join("mureka-api/src/generated/cloudsway/old.rs");
    let copy = root.join("mureka-mock/spec/useapi.yaml");
    let old_copy = root.join("mureka-mock/spec/old.yaml");
    let text = fs::read_to_string(&changed).unwrap() + "// by hand\n";
    fs::write(&changed, &text).unwrap();
    fs::write(&left_over, "// of yesterday\n").unwrap();
    fs::write(&copy, "# by hand\n").unwrap();
    fs::write(&old_copy, "# of yesterday\n").unwrap();
    let stale = plan.stale(root).unwrap();
    let found: Vec<(bool, bool)> = stale
        .iter()
        .map(|stale| (stale.found.is_some(), stale.expected.is_some()))
        .collect();
    let expected = [(true, false), (true, true), (true, false), (true, true)];
    assert_eq!(found, expected, "left over, changed, and of the copies");
    assert_eq!(
        fs::read_to_string(&changed).unwrap(),
        text,
        "nothing was written"
    );
    assert!(left_over.exists());

    plan.write(root).unwrap();
    assert_eq!(plan.stale(root).unwrap(), []);
    assert!(!left_over.exists() && !old_copy.exists());
}

#[test]
fn the_mock_server_has_the_documents_as_they_are() {
    let (folder, plan) = documents();
    for name in regen::APIS {
        let document = fs::read_to_string(folder.path().join(format!("spec/{name}.yaml")));
        let copy = &plan.files[Path::new(&format!("mureka-mock/spec/{name}.yaml"))];
        assert!(*copy == document.unwrap(), "{name}");
    }
}

#[test]
fn a_write_that_fails_names_the_file_and_leaves_no_half() {
    let (folder, plan) = documents();
    let root = folder.path();
    // A folder stands where a file must go.
    let file = root.join("mureka-api/src/generated/useapi/raw.rs");
    fs::create_dir_all(file.join("in the way")).unwrap();
    let error = plan.write(root).unwrap_err().to_string();
    assert!(error.contains("generated/useapi/raw.rs"), "{error}");
    assert!(!file.with_extension("new").exists());
}

#[test]
fn a_broken_document_writes_nothing() {
    let (folder, _) = documents();
    let spec = folder.path().join("spec/useapi.yaml");
    let text = fs::read_to_string(&spec).unwrap();
    fs::write(
        &spec,
        text.replacen("x-mureka-cost: paid", "x-mureka-cost: cheap", 1),
    )
    .unwrap();
    let diagnostics = regen::plan(folder.path()).unwrap_err();
    let shown = diagnostics.to_string();
    assert!(shown.contains("spec/useapi.yaml:"), "{shown}");
    assert!(shown.contains("invalid-extension"), "{shown}");
    for written in ["mureka-api", "mureka-mock", "tests"] {
        assert!(!folder.path().join(written).exists(), "{written}");
    }
}
