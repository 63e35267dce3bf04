//! Commands whose reader has gone, as with `cargo xtask lint | head -0`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::process::{Command, Output, Stdio};

fn with_nobody_listening(arguments: &[&str]) -> Output {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(writer)
        .stderr(Stdio::piped())
        .output()
        .unwrap()
}

#[test]
fn a_command_ends_as_it_would_have() {
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md");
    for (arguments, code, told) in [
        (&["lint"][..], 0, ""),
        (&["regen", "--check"][..], 0, ""),
        (&["regen", "--check", "--rules"][..], 0, ""),
        (&["lint", "no-such-file.yaml"][..], 1, "no-such-file.yaml"),
        // Not a page of the docs.
        (&["drift", docs][..], 2, ""),
    ] {
        let ended = with_nobody_listening(arguments);
        let error = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(code), "{arguments:?}: {error}");
        assert!(!error.contains("panicked"), "{arguments:?}: {error}");
        assert!(error.contains(told), "{arguments:?}: {error}");
    }
}
