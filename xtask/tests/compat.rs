//! `cargo xtask compat` in a repository made for it: all exit codes, and what it says.

#![allow(clippy::unwrap_used, reason = "all of it is test code")]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const MANIFEST: &str = "[workspace]\nmembers = []\n\n[workspace.package]\nversion = \"0.1.0\"\n";
const DOCUMENT: &str = "\
openapi: 3.0.3
info: {title: Ping API, version: '1'}
servers: [{url: 'https://api.example.com'}]
paths:
  /ping:
    get:
      operationId: ping
      description: Says that it is there.
      responses:
        '200': {description: Yes., content: {application/json: {schema: {$ref: '#/components/schemas/Pong'}}}}
components:
  schemas:
    Pong:
      type: object
      properties:
        text: {type: string}
        count: {type: integer}
";
const LIST: &str = "# The public items.\npub mod ping\npub fn ping::ping()\npub fn ping::pong()\n";

struct Repository {
    folder: tempfile::TempDir,
}

struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Repository {
    /// With one commit, tagged v0.1.0, and one after it, so that the tag lies before it.
    fn new() -> Self {
        let repository = Self::empty();
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository.write("Cargo.toml", MANIFEST);
        repository.write("spec/ping.yaml", DOCUMENT);
        // Not a document.
        repository.write("spec/redocly.yaml", "extends: [recommended]\n");
        repository.write("mureka-api/public-api.txt", LIST);
        repository.commit();
        repository.git(&["tag", "v0.1.0"]);
        repository.write("README.md", "Words.\n");
        repository.commit();
        repository
    }

    fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Replaces a text in a file.
    fn edit(&self, path: &str, from: &str, to: &str) -> &Self {
        let text = std::fs::read_to_string(self.path().join(path)).unwrap();
        assert!(text.contains(from), "{path} has no {from:?}");
        self.write(path, &text.replace(from, to));
        self
    }

    fn version(&self, version: &str) -> &Self {
        self.edit("Cargo.toml", "0.1.0", version)
    }

    fn git(&self, arguments: &[&str]) {
        let mut git = Command::new("git");
        git.current_dir(self.path()).args(arguments);
        // Whatever the machine's settings are.
        git.env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1");
        for who in ["AUTHOR", "COMMITTER"] {
            git.env(format!("GIT_{who}_NAME"), "Someone")
                .env(format!("GIT_{who}_EMAIL"), "someone@example.com");
        }
        let output = git.output().unwrap();
        assert!(output.status.success(), "git {arguments:?}: {output:?}");
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "change"]);
    }

    fn compat(&self, arguments: &[&str]) -> Said {
        said(&self.command(arguments).output().unwrap())
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.arg("compat").arg("--repository").arg(self.path());
        command.args(arguments).current_dir(self.path());
        command
    }
}

fn said(output: &Output) -> Said {
    Said {
        code: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

#[track_caller]
fn expect(said: &Said, code: i32, parts: &[&str]) {
    let text = format!("{}{}", said.out, said.err);
    assert_eq!(said.code, Some(code), "{text}");
    let mut rest = text.as_str();
    for part in parts {
        let at = rest.find(part);
        let at = at.unwrap_or_else(|| panic!("no {part:?}, or not in this order, in\n{text}"));
        rest = &rest[at + part.len()..];
    }
}

const SPEC: &str = "spec/ping.yaml";
const SURFACE: &str = "mureka-api/public-api.txt";

#[test]
fn nothing_changed() {
    let said = Repository::new().compat(&["v0.1.0"]);
    expect(
        &said,
        0,
        &["this checkout compared with v0.1.0", "nothing changed"],
    );
}

#[test]
fn what_changed_and_which_version_is_right() {
    let word = (SPEC, "Says that", "Tells that");
    let field = (
        SPEC,
        "        count: {",
        "        id: {type: integer}\n        count: {",
    );
    let gone = (SPEC, "        count: {type: integer}\n", "");
    let item = (
        SURFACE,
        "pub fn ping::pong()",
        "pub fn ping::pong()\npub fn ping::pang()",
    );
    let no_item = (SURFACE, "pub fn ping::pong()\n", "");
    for (edit, version, code, says) in [
        (word, "0.1.0", 0, "words only: 0.1.0 after 0.1.0 is right"),
        (
            word,
            "0.0.9",
            1,
            "words only: 0.1.0 or later has to follow 0.1.0, and 0.0.9 is too low",
        ),
        (
            field,
            "0.1.0",
            1,
            "additions, nothing breaks: 0.1.1 or later has to follow 0.1.0, and 0.1.0 is too low",
        ),
        (
            field,
            "0.1.1",
            0,
            "0.1.1 or later has to follow 0.1.0, and 0.1.1 is right",
        ),
        (item, "0.1.0", 1, "0.1.1 or later"),
        (item, "0.2.0", 0, "0.2.0 is right"),
        (
            gone,
            "0.1.1",
            1,
            "breaking changes: 0.2.0 or later has to follow 0.1.0, and 0.1.1 is too low",
        ),
        (
            gone,
            "0.2.0",
            0,
            "0.2.0 or later has to follow 0.1.0, and 0.2.0 is right",
        ),
        (no_item, "0.1.1", 1, "0.2.0 or later"),
        (no_item, "1.0.0", 0, "1.0.0 is right"),
    ] {
        let repository = Repository::new();
        let (file, from, to) = edit;
        repository.edit(file, from, to).version(version);
        expect(&repository.compat(&["v0.1.0"]), code, &[says]);
    }
}

#[test]
fn a_revision_is_named_in_any_way_that_git_knows() {
    let repository = Repository::new();
    for name in ["v0.1.0", "HEAD~1", "main^{commit}", ":/change", "HEAD@{0}"] {
        expect(&repository.compat(&["--", name]), 0, &["nothing changed"]);
    }
}

#[test]
fn both_places_are_named() {
    let repository = Repository::new();
    repository.edit(SPEC, "openapi:", "# A line more.\nopenapi:");
    repository.edit(SPEC, "text: {type: string}", "text: {type: boolean}");
    repository.edit(SURFACE, "fn ping::ping()", "fn ping::ping(u8)");
    let said = repository.compat(&["v0.1.0"]);
    expect(
        &said,
        1,
        &[
            "breaking: 2",
            "ping::ping: `pub fn ping::ping(u8)`, was `pub fn ping::ping()`",
            "mureka-api/public-api.txt:3, was v0.1.0:mureka-api/public-api.txt:3",
            "Pong.text: it is true or false, was a text [type]",
            "spec/ping.yaml:17, was v0.1.0:spec/ping.yaml:16  /components/schemas/Pong/properties/text",
        ],
    );
}

#[test]
fn documents_that_come_and_go() {
    let repository = Repository::new();
    let other = DOCUMENT.replace("Ping API", "Other API");
    repository.write("spec/other.yaml", &other);
    expect(
        &repository.compat(&["v0.1.0"]),
        1,
        &["additive: 1", "spec/other.yaml: a new document"],
    );
    repository.commit();
    repository.git(&["rm", "--quiet", SPEC]);
    expect(
        &repository.compat(&["HEAD"]),
        1,
        &["breaking: 1", "HEAD:spec/ping.yaml: the document is gone"],
    );
}

#[test]
fn a_document_in_another_file_is_known_by_its_title() {
    let repository = Repository::new();
    repository.git(&["mv", SPEC, "spec/renamed.yaml"]);
    expect(&repository.compat(&["v0.1.0"]), 0, &["nothing changed"]);
}

#[test]
fn a_revision_without_a_list_or_a_version_is_compared_as_far_as_it_goes() {
    let repository = Repository::empty();
    repository.git(&["init", "--quiet", "--initial-branch=main"]);
    repository.write(SPEC, DOCUMENT);
    repository.commit();
    repository.write("Cargo.toml", MANIFEST);
    repository.write(SURFACE, LIST);
    expect(
        &repository.compat(&["HEAD"]),
        0,
        &[
            "not compared: the public items: HEAD has no list",
            "not compared: the version: HEAD has none",
        ],
    );
    repository.edit(SPEC, "        count: {type: integer}\n", "");
    expect(
        &repository.compat(&["main"]),
        1,
        &["breaking changes; no version was judged"],
    );
}

#[test]
fn what_cannot_be_compared_is_two() {
    let repository = Repository::new();
    expect(
        &repository.compat(&["v9"]),
        2,
        &["v9: neither a file nor a revision that git knows"],
    );
    expect(
        &repository.compat(&["--", "--output=x"]),
        2,
        &["--output=x: neither a file nor"],
    );
    for no_commit in [
        "",
        "^HEAD",
        "HEAD~1..HEAD",
        "HEAD^{tree}",
        "HEAD:spec/ping.yaml",
    ] {
        let said = repository.compat(&["--", no_commit]);
        expect(&said, 2, &[no_commit, "neither a file nor a revision"]);
    }
    repository.git(&["checkout", "--quiet", "--orphan", "bare"]);
    repository.git(&["rm", "--quiet", "-r", "--cached", "."]);
    repository.git(&["commit", "--quiet", "--allow-empty", "--message", "empty"]);
    expect(
        &repository.compat(&["bare"]),
        2,
        &["bare: neither a document in spec/ nor"],
    );

    let repository = Repository::new();
    repository.write(SPEC, "openapi: [");
    expect(
        &repository.compat(&["v0.1.0"]),
        2,
        &["not-yaml", "spec/ping.yaml"],
    );

    let repository = Repository::new();
    std::fs::remove_file(repository.path().join(SURFACE)).unwrap();
    expect(
        &repository.compat(&["v0.1.0"]),
        2,
        &["run `cargo xtask public-api`"],
    );

    let repository = Repository::new();
    repository.version("one");
    expect(
        &repository.compat(&["v0.1.0"]),
        2,
        &["Cargo.toml: version `one`"],
    );

    let repository = Repository::new();
    repository.write("Cargo.toml", "[");
    expect(&repository.compat(&["v0.1.0"]), 2, &["Cargo.toml:"]);

    let repository = Repository::new();
    let output = repository
        .command(&["v0.1.0"])
        .env("PATH", "")
        .output()
        .unwrap();
    expect(
        &said(&output),
        2,
        &["git cannot be started", "install it, or name a file"],
    );

    let folder = Repository::empty();
    let mut command = folder.command(&["v0.1.0"]);
    // Not in a repository above the folder for temporary files either.
    let output = command.env("GIT_CEILING_DIRECTORIES", folder.path().parent().unwrap());
    expect(
        &said(&output.output().unwrap()),
        2,
        &["not a git repository"],
    );
}

#[test]
fn an_older_file() {
    let repository = Repository::new();
    repository.write("old/any.yaml", DOCUMENT);
    repository.write("old/list.txt", LIST);
    for file in ["old/any.yaml", "old/list.txt"] {
        expect(
            &repository.compat(&[file]),
            0,
            &["nothing changed; no version was judged"],
        );
    }
    // It needs no git.
    let output = repository
        .command(&["old/any.yaml"])
        .env("PATH", "")
        .output()
        .unwrap();
    expect(&said(&output), 0, &["nothing changed"]);

    repository.edit(
        SPEC,
        "        count: {",
        "        id: {type: integer}\n        count: {",
    );
    repository.edit(SURFACE, "pub fn ping::pong()\n", "");
    expect(
        &repository.compat(&["old/any.yaml"]),
        0,
        &["additive: 1", "Pong.id"],
    );
    expect(
        &repository.compat(&["old/list.txt"]),
        1,
        &[
            "breaking: 1",
            "gone: `pub fn ping::pong()`",
            "was old/list.txt:4",
        ],
    );

    for (text, says) in [
        ("a: [", "not-yaml"),
        ("a: 1\n", "has no `openapi`"),
        (
            "openapi: 3.0.3\ninfo: {title: Some API}\n",
            "`Some API` is the API of none of spec/ping.yaml",
        ),
    ] {
        repository.write("old/odd.yaml", text);
        expect(&repository.compat(&["old/odd.yaml"]), 2, &[says]);
    }
    std::fs::write(repository.path().join("old/odd.txt"), [0xff, 0xfe]).unwrap();
    expect(
        &repository.compat(&["old/odd.txt"]),
        2,
        &["not UTF-8 from byte 0 on"],
    );
}

#[test]
fn without_a_name_it_is_the_last_release_before_the_present_commit() {
    let repository = Repository::new();
    repository
        .edit(SPEC, "        count: {type: integer}\n", "")
        .version("0.2.0");
    repository.commit();
    repository.git(&["tag", "v0.2.0"]);
    repository.git(&["tag", "not-a-release"]);
    expect(
        &repository.compat(&[]),
        0,
        &["this checkout compared with v0.1.0", "breaking: 1"],
    );
    repository.edit(SPEC, "Says", "Tells");
    repository.commit();
    repository.git(&["tag", "docs"]);
    repository.git(&["tag", "v2026-notes"]);
    repository.edit(SPEC, "        text: {type: string}\n", "");
    repository.commit();
    expect(
        &repository.compat(&[]),
        1,
        &[
            "this checkout compared with v0.2.0",
            "0.3.0 or later has to follow 0.2.0",
        ],
    );
}

#[test]
fn without_a_release_it_says_so() {
    let repository = Repository::new();
    repository.git(&["tag", "--delete", "v0.1.0"]);
    let said = repository.compat(&[]);
    expect(
        &said,
        0,
        &["nothing to compare with: there is no tag vX.Y.Z before this commit"],
    );
    assert_eq!(said.out, "");
    assert_eq!(repository.compat(&["--json"]).out, "null\n");

    let archive = Repository::empty();
    archive.write(SPEC, DOCUMENT);
    expect(
        &archive.compat(&[]),
        0,
        &["nothing to compare with: this is no git checkout"],
    );

    let clone = Repository::empty();
    let origin = format!("file://{}", repository.path().display());
    clone.git(&["clone", "--quiet", "--depth=1", &origin, "."]);
    expect(
        &clone.compat(&[]),
        0,
        &["nothing to compare with: this clone is shallow"],
    );
}

#[test]
fn a_folder_inside_of_a_repository_is_compared_with_itself() {
    let outer = Repository::empty();
    outer.git(&["init", "--quiet", "--initial-branch=main"]);
    outer.write("inner/spec/ping.yaml", DOCUMENT);
    outer.write("inner/Cargo.toml", MANIFEST);
    outer.write(
        "spec/ping.yaml",
        "openapi: 3.0.3\ninfo: {title: Ping API}\n",
    );
    outer.commit();
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .args(["compat", "--repository"])
        .arg(outer.path().join("inner"))
        .arg("HEAD");
    expect(&said(&command.output().unwrap()), 0, &["nothing changed"]);
}

#[test]
fn as_json() {
    let repository = Repository::new();
    repository.edit(SPEC, "        count: {type: integer}\n", "");
    repository.edit(SPEC, "Says", "Tells");
    let said = repository.compat(&["v0.1.0", "--json"]);
    assert_eq!(said.code, Some(1));
    let report: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(report["class"], "breaking");
    assert_eq!(report["passes"], false);
    assert_eq!(report["version"]["needed"], "0.2.0");
    assert_eq!(report["version"]["enough"], false);
    assert_eq!(report["counts"]["cosmetic"], 1);
    let finding = &report["findings"][0];
    assert_eq!(finding["rule"], "field");
    assert_eq!(finding["subject"], "Pong.count");
    assert_eq!(finding["older"]["file"], "v0.1.0:spec/ping.yaml");
    assert_eq!(finding["older"]["line"], 17);
    assert_eq!(finding["newer"], Value::Null);
}
