//! `.github/file-drift`, with a `cargo` and a `gh` that only write down what they are asked.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "all of it is test code")]

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

const CHANGED: &str = "The vendor's docs have changed";
const UNREADABLE: &str = "The vendor's docs could not be compared";

/// Writes its arguments down, says what the test wants, and ends as it wants.
const CARGO: &str = r#"#!/bin/sh
echo "cargo $*" >>"$LOG"
cat "$FOUND"
echo "$WHY" >&2
exit "$CODE"
"#;

/// The issues are one, or none; what is filed is kept beside the log.
const GH: &str = r#"#!/bin/sh
echo "gh $*" >>"$LOG"
case "$1 $2" in
"issue list") echo "title $TITLE" >>"$LOG"; echo "$ISSUE"; exit 0 ;;
"issue view") cat "$BODY"; exit 0 ;;
esac
while [ $# -gt 0 ]; do
    if [ "$1" = --body-file ]; then cp "$2" "$FILED"; fi
    shift
done
exit "${GH_CODE:-0}"
"#;

/// How the world is.
#[derive(Clone, Copy)]
struct World<'a> {
    /// Exit code of the comparison.
    code: i32,
    found: &'a str,
    why: &'a str,
    /// Number of the open issue.
    issue: &'a str,
    /// Text of the open issue.
    body: &'a str,
    gh_code: i32,
}

const CALM: World<'static> = World {
    code: 0,
    found: "",
    why: "",
    issue: "",
    body: "",
    gh_code: 0,
};

struct Done {
    code: Option<i32>,
    /// What was called, a line each.
    log: String,
    /// The text that was filed.
    filed: Option<String>,
    said: String,
}

impl Done {
    /// The calls of gh that change something.
    fn changes(&self) -> Vec<&str> {
        let calls = self.log.lines().filter_map(|line| line.strip_prefix("gh "));
        let calls =
            calls.filter(|call| !call.starts_with("issue list") && !call.starts_with("issue view"));
        calls
            .map(|call| call.split_once(" --").map_or(call, |(call, _)| call))
            .collect()
    }
}

fn script() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../.github/file-drift")
}

fn run(world: World<'_>) -> Done {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for (name, text) in [("cargo", CARGO), ("gh", GH)] {
        std::fs::write(at(name), text).unwrap();
        std::fs::set_permissions(at(name), std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    std::fs::write(at("found"), world.found).unwrap();
    std::fs::write(at("body"), world.body).unwrap();
    std::fs::write(at("log"), "").unwrap();
    let path = format!(
        "{}:{}",
        folder.path().display(),
        std::env::var("PATH").unwrap()
    );
    let output = Command::new(script())
        .env("PATH", path)
        .env("LOG", at("log"))
        .env("FOUND", at("found"))
        .env("BODY", at("body"))
        .env("FILED", at("filed"))
        .env("WHY", world.why)
        .env("CODE", world.code.to_string())
        .env("ISSUE", world.issue)
        .env("GH_CODE", world.gh_code.to_string())
        .env("RUN", "https://example.com/run/1")
        .output()
        .unwrap();
    Done {
        code: output.status.code(),
        log: std::fs::read_to_string(at("log")).unwrap(),
        filed: std::fs::read_to_string(at("filed")).ok(),
        said: format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        ),
    }
}

#[test]
fn what_is_filed_and_how_it_ends() {
    let new = &["label create drift", "issue create"][..];
    let old = &["issue edit 7", "issue comment 7"][..];
    for (code, found, issue, ends, title, changes) in [
        (0, "", "", 0, None, &[][..]),
        // In step again: the issue stays open until someone has looked.
        (0, "", "7", 0, None, &[]),
        (1, "- a change\n", "", 0, Some(CHANGED), new),
        (1, "- a change\n", "7", 0, Some(CHANGED), old),
        (2, "", "", 2, Some(UNREADABLE), new),
        (2, "", "7", 2, Some(UNREADABLE), old),
        // Not built, for example.
        (101, "", "", 101, Some(UNREADABLE), new),
        // Drift without a word on it is none.
        (1, "", "", 2, Some(UNREADABLE), new),
    ] {
        let done = run(World {
            code,
            found,
            issue,
            ..CALM
        });
        let case = format!(
            "exit code {code}, found {found:?}, issue {issue:?}: {}",
            done.said
        );
        assert_eq!(done.code, Some(ends), "{case}");
        assert_eq!(done.changes(), changes, "{case}");
        assert_eq!(done.filed.is_some(), title.is_some(), "{case}");
        if let Some(title) = title {
            assert!(
                done.log.contains(&format!("\ntitle {title}\n")),
                "{case}\n{}",
                done.log
            );
            assert!(done.log.contains("--state open --label drift"), "{case}");
        }
    }
}

#[test]
fn the_published_reference_is_compared() {
    let done = run(CALM);
    assert_eq!(
        done.log,
        "cargo xtask drift --format markdown https://useapi.net/assets/aibot/api-mureka-v1.txt\n"
    );
}

#[test]
fn the_text_is_what_was_found() {
    let found = "# Drift\n\n- `$(reboot)` \"and\" `${{ x }}` \\n @someone\n";
    let done = run(World {
        code: 1,
        found,
        ..CALM
    });
    assert_eq!(done.filed.as_deref(), Some(found));
}

#[test]
fn an_issue_that_says_so_already_is_left_alone() {
    for body in ["- a change\n", "- a change", "- a change\r\n"] {
        let done = run(World {
            code: 1,
            found: "- a change\n",
            issue: "7",
            body,
            ..CALM
        });
        assert_eq!(done.code, Some(0));
        assert_eq!(done.changes(), [""; 0]);
        assert!(
            done.said.contains("issue 7 says so already"),
            "{}",
            done.said
        );
    }
}

#[test]
fn what_could_not_be_read_is_told_as_a_block_of_code() {
    let why = "no answer from @somewhere\n``` </details>";
    let done = run(World {
        code: 2,
        why,
        ..CALM
    });
    let filed = done.filed.unwrap();
    assert!(filed.contains("(exit code 2): https://"), "{filed}");
    assert!(
        filed.contains("\n    no answer from @somewhere\n    ``` </details>\n"),
        "{filed}"
    );
    assert!(
        done.said.contains("no answer from @somewhere"),
        "{}",
        done.said
    );
}

#[test]
fn a_long_text_is_cut_between_lines_and_its_code_closed() {
    let found = format!("```text\n{}", "ä line of some length\n".repeat(6000));
    let done = run(World {
        code: 1,
        found: &found,
        ..CALM
    });
    let filed = done.filed.unwrap();
    assert!(
        filed.len() < 65_536 && filed.len() > 50_000,
        "{}",
        filed.len()
    );
    assert!(
        filed.ends_with("\nä line of some length\n```\n\nCut here; the command prints the rest.\n")
    );
}

#[test]
fn what_cannot_be_filed_is_a_failure() {
    for code in [1, 2] {
        let done = run(World {
            code,
            found: "- a change\n",
            gh_code: 4,
            ..CALM
        });
        assert_eq!(done.code, Some(4), "{}", done.said);
    }
}
