//! `cargo xtask ratchets` as it is called.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::process::Command;

#[test]
fn what_cannot_be_raised_is_told_before_anything_is_built() {
    for (name, why) in [
        ("nosuch", "there is no such limit"),
        ("peak-kib-of-an-upload", "a bound is a promise"),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        let ended = command
            .args(["ratchets", "--raise", name])
            .output()
            .unwrap();
        let error = String::from_utf8(ended.stderr).unwrap();
        let expected = format!("xtask/ratchets.toml: {name}: {why}");
        // All that is said: no program was built, and no test run.
        assert!(error.starts_with(&expected), "{error}");
        assert!(ended.stdout.is_empty());
        assert_eq!(ended.status.code(), Some(1), "{error}");
    }
}
