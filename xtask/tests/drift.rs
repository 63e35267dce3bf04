//! `cargo xtask drift` from outside: what it prints, and what it exits with.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const PAGES: &str = include_str!("pages/bells.txt");

/// A repository with a document of its own, and a page of documentation.
struct Repository {
    root: TempDir,
}

impl Repository {
    fn new() -> Self {
        let repository = Self {
            root: TempDir::new().unwrap(),
        };
        let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let bells = std::fs::read_to_string(ours.join("mureka-gen/tests/fixtures/bells.yaml"));
        let bells = bells.unwrap().replace("api.example.net", "api.useapi.net");
        std::fs::create_dir(repository.path("spec")).unwrap();
        repository.write("spec/useapi.yaml", &bells);
        std::fs::copy(
            ours.join("spec/cloudsway.yaml"),
            repository.path("spec/cloudsway.yaml"),
        )
        .unwrap();
        repository.write("bells.txt", PAGES);
        repository
    }

    fn path(&self, file: &str) -> PathBuf {
        self.root.path().join(file)
    }

    fn write(&self, file: &str, text: &str) {
        std::fs::write(self.path(file), text).unwrap();
    }

    fn text(&self, file: &str) -> String {
        std::fs::read_to_string(self.path(file)).unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command
            .arg("drift")
            .args(["--today", "2026-06-01", "--root"])
            .arg(self.root.path())
            .args(arguments)
            .current_dir(self.root.path())
            .env("NO_PROXY", "127.0.0.1")
            .stdin(Stdio::null());
        command
    }

    fn drift(&self, arguments: &[&str]) -> Told {
        Told::of(&self.command(arguments).output().unwrap())
    }

    /// With the lock of the pages as they are.
    fn locked() -> Self {
        let repository = Self::new();
        let told = repository.drift(&["--update-lock", "bells.txt"]);
        assert_eq!(
            (told.code, told.err.as_str()),
            (0, "spec/docs.lock is written\n"),
            "{}",
            told.out
        );
        repository
    }

    /// With a page that says something else.
    fn altered() -> Self {
        let repository = Self::locked();
        repository.write(
            "bells.txt",
            &PAGES.replace("1-3000 characters", "1-4000 characters"),
        );
        repository
    }
}

struct Told {
    code: i32,
    out: String,
    err: String,
}

impl Told {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self {
            code: output.status.code().unwrap(),
            out: text(&output.stdout),
            err: text(&output.stderr),
        }
    }
}

const WHAT: &str = "prompt at most 4000 characters (was at most 3000 characters)";

#[test]
fn pages_in_step_exit_with_0() {
    let told = Repository::locked().drift(&["bells.txt"]);
    assert_eq!(
        (told.code, told.out.as_str(), told.err.as_str()),
        (0, "0 drifted, 3 in step, 0 decided\n", "")
    );
}

#[test]
fn drift_exits_with_1_and_names_the_line_to_edit() {
    let repository = Repository::altered();
    let told = repository.drift(&["bells.txt"]);
    let document = repository.text("spec/useapi.yaml");
    let line = 1 + document
        .lines()
        .position(|line| line.contains("maxLength: 3000"))
        .unwrap();
    assert_eq!(
        (told.code, told.out),
        (
            1,
            format!(
                "POST /v1/bells/ring                            page of 2026-04-04, document of 2026-04-04\n  \
                 prompt  at most 4000 characters (was at most 3000 characters)  spec/useapi.yaml:{line}\n\
                 1 drifted, 2 in step, 0 decided\n"
            )
        )
    );
}

#[test]
fn each_format_says_the_same() {
    let repository = Repository::altered();
    let json = repository.drift(&["--json", "bells.txt"]);
    let value: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(value["findings"][0]["what"], WHAT);
    assert_eq!(value["findings"].as_array().map(Vec::len), Some(1));
    let github = repository.drift(&["--format", "github", "bells.txt"]);
    assert!(
        github
            .out
            .starts_with("::error file=spec/useapi.yaml,line="),
        "{}",
        github.out
    );
    let markdown = repository.drift(&["--format", "markdown", "bells.txt"]);
    assert!(
        markdown.out.contains(&format!("- **limit** `{WHAT}`")),
        "{}",
        markdown.out
    );
    let codes = [json.code, github.code, markdown.code];
    assert_eq!(codes, [1, 1, 1]);
}

#[test]
fn a_decided_difference_exits_with_0_until_it_runs_out() {
    let repository = Repository::altered();
    let decide = |until: &str| {
        let text = format!(
            "[[decided]]\noperation = \"POST /v1/bells/ring\"\nwhat = \"{WHAT}\"\nwhy = \"Bells are short\"\nuntil = \"{until}\"\n"
        );
        repository.write("spec/drift.toml", &text);
        repository.drift(&["--update-lock", "bells.txt"])
    };
    let told = decide("2026-06-01");
    assert_eq!(told.code, 0, "{}", told.out);
    assert!(
        told.out.contains("Bells are short (until 2026-06-01)"),
        "{}",
        told.out
    );
    assert_eq!(decide("2026-05-31").code, 1);
}

#[test]
fn what_keeps_it_from_comparing_exits_with_2() {
    type Spoil = fn(&Repository);
    let cases: [(&str, Spoil, &[&str], &str); 9] = [
        (
            "no file",
            |_| (),
            &["gone.txt"],
            "unreadable gone.txt: No such file",
        ),
        (
            "no page in it",
            |it| it.write("x.txt", "Nothing of the kind."),
            &["x.txt"],
            "unreadable x.txt: ",
        ),
        ("a folder", |_| (), &["spec"], "unreadable spec: "),
        (
            "one of two",
            |_| (),
            &["bells.txt", "gone.txt"],
            "0 drifted, 3 in step, 0 decided, 1 unread",
        ),
        (
            "drift and something unread",
            |it| it.write("other.txt", &PAGES.replace("1-3000", "1-4000")),
            &["other.txt", "gone.txt"],
            "1 drifted, 2 in step, 0 decided, 1 unread",
        ),
        ("no file named", |_| (), &[], "Usage: "),
        (
            "decisions",
            |it| it.write("spec/drift.toml", "[[decided]]\nwhen = 1\n"),
            &["bells.txt"],
            "spec/drift.toml:2: unknown field `when`",
        ),
        (
            "lock",
            |it| it.write("spec/docs.lock", "version 9\n"),
            &["bells.txt"],
            "spec/docs.lock: line 1: `version 9`",
        ),
        (
            "document",
            |it| it.write("spec/useapi.yaml", "openapi: 3.0.3\n"),
            &["bells.txt"],
            "error[",
        ),
    ];
    for (name, spoil, arguments, expected) in cases {
        let repository = Repository::locked();
        spoil(&repository);
        let told = repository.drift(arguments);
        assert_eq!(told.code, 2, "{name}: {}{}", told.out, told.err);
        assert!(
            (told.out.clone() + &told.err).contains(expected),
            "{name}: {}{}",
            told.out,
            told.err
        );
    }
}

#[test]
fn the_lock_is_not_written_on_half_of_what_there_is() {
    let repository = Repository::altered();
    let before = repository.text("spec/docs.lock");
    let told = repository.drift(&["--update-lock", "bells.txt", "gone.txt"]);
    assert_eq!(told.code, 2);
    assert!(
        told.err.contains("spec/docs.lock is not written"),
        "{}",
        told.err
    );
    assert_eq!(repository.text("spec/docs.lock"), before);
}

#[test]
fn the_lock_keeps_pages_that_were_not_read_and_leaves_nothing_beside_it() {
    let repository = Repository::locked();
    let before = repository.text("spec/docs.lock");
    let single = PAGES.split("=== URL: ").nth(2).unwrap();
    repository.write(
        "single.txt",
        &format!("=== URL: {single}").replace("7 days", "8 days"),
    );
    let told = repository.drift(&["--update-lock", "single.txt"]);
    assert_eq!(told.code, 1, "{}", told.out);
    let after = repository.text("spec/docs.lock");
    assert_eq!(after.lines().count(), before.lines().count());
    assert!(
        after.contains("[useapi post-bells-ring]") && after.contains("retention: 691200 seconds")
    );
    let mut files: Vec<_> = std::fs::read_dir(repository.path("spec"))
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .collect();
    files.sort();
    assert_eq!(files, ["cloudsway.yaml", "docs.lock", "useapi.yaml"]);
}

#[test]
fn a_lock_that_is_missing_is_told() {
    let told = Repository::new().drift(&["bells.txt"]);
    assert_eq!(told.code, 0);
    assert!(
        told.err.starts_with("spec/docs.lock is missing"),
        "{}",
        told.err
    );
}

#[test]
fn the_standard_input_is_a_file_too() {
    let repository = Repository::locked();
    let mut child = repository
        .command(&["-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(PAGES.as_bytes()).unwrap();
    drop(stdin);
    let told = Told::of(&child.wait_with_output().unwrap());
    assert_eq!(
        (told.code, told.out.as_str()),
        (0, "0 drifted, 3 in step, 0 decided\n")
    );
}

#[test]
fn an_address_is_read_like_a_file() {
    let url = serve("200 OK", PAGES.as_bytes().to_vec());
    let told = Repository::locked().drift(&[&url]);
    assert_eq!(
        (told.code, told.out.as_str()),
        (0, "0 drifted, 3 in step, 0 decided\n"),
        "{}",
        told.err
    );
}

#[test]
fn an_address_that_gives_nothing_says_why() {
    let repository = Repository::locked();
    let missing = serve("404 Not Found", b"no".to_vec());
    let large = serve("200 OK", vec![b' '; 8 * 1024 * 1024 + 1]);
    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    for (url, why) in [
        (missing, "answered with status 404 Not Found"),
        (large, "more than 8388608 bytes"),
        (closed, "refused"),
    ] {
        let told = repository.drift(&[&url]);
        assert_eq!(told.code, 2, "{}", told.out);
        let line = format!("unreadable {url}: ");
        assert!(
            told.out.contains(&line) && told.out.contains(why),
            "{}",
            told.out
        );
    }
}

/// The address of a server that answers one call.
fn serve(status: &'static str, body: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/docs.txt", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = [0; 4096];
        let _ = stream.read(&mut request);
        let head = format!(
            "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            body.len()
        );
        let _ = stream.write_all(head.as_bytes());
        // A client that has enough hangs up.
        let _ = stream.write_all(&body);
    });
    url
}

#[test]
fn program_code_and_prose_are_no_facts() {
    let repository = Repository::locked();
    let text = PAGES
        .replace("curl -X POST", "curl -v -X POST")
        .replace("## Ring a bell", "## Ring any bell of the tower");
    repository.write("bells.txt", &text);
    assert_eq!(repository.drift(&["bells.txt"]).code, 0);
}

/// A page of a call that the document does not have.
const NEW_PAGE: &str = "=== URL: https://useapi.net/docs/api-mureka-v1/post-mureka-bells-tune === \
    ## Tune a bell September 1, 2026 --- > **https://api.useapi.net/v1/mureka/bells/tune** \
    ##### Request Headers ``` yaml Content-Type: application/json ``` \
    ##### Request Body - `pitch` is **required** number. Which note. \
    - `name` is optional. Maximum length: 40 characters. \
    ##### Responses **200** **200 OK** ```json { \"pitch\": 440 } ```";

#[test]
fn a_new_call_is_reported_with_the_way_to_its_scaffold_then_printed_then_pasted() {
    let repository = Repository::locked();
    repository.write("new.txt", NEW_PAGE);
    let told = repository.drift(&["new.txt"]);
    assert_eq!(told.code, 1, "{}{}", told.out, told.err);
    assert!(
        told.out
            .contains("cargo xtask drift --scaffold post-mureka-bells-tune"),
        "{}",
        told.out
    );

    let printed = repository.drift(&["new.txt", "--scaffold", "post-mureka-bells-tune"]);
    assert_eq!(
        (printed.code, printed.err.as_str()),
        (0, ""),
        "{}",
        printed.out
    );
    assert!(
        printed
            .out
            .contains("  /v1/mureka/bells/tune:\n    post:\n"),
        "{}",
        printed.out
    );
    assert!(printed.out.contains("maxLength: 40"), "{}", printed.out);

    let pasted = repository.drift(&["new.txt", "--scaffold", "post-mureka-bells-tune", "--paste"]);
    assert_eq!(pasted.code, 0, "{}", pasted.err);
    assert!(pasted.err.contains("cargo xtask lint"), "{}", pasted.err);
    let document = repository.text("spec/useapi.yaml");
    assert!(
        document.contains("  /v1/mureka/bells/tune:\n"),
        "{document}"
    );

    let lint = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("lint")
        .arg(repository.path("spec/useapi.yaml"))
        .output()
        .unwrap();
    let lint = Told::of(&lint);
    assert_eq!(lint.code, 0, "{}", lint.err);

    let again = repository.drift(&["new.txt"]);
    assert!(!again.out.contains("new endpoint"), "{}", again.out);
}

#[test]
fn a_scaffold_of_a_page_that_is_not_there_names_the_nearest_and_changes_nothing() {
    let repository = Repository::locked();
    repository.write("new.txt", NEW_PAGE);
    let before = repository.text("spec/useapi.yaml");
    let told = repository.drift(&["new.txt", "--scaffold", "post-mureka-bell-tune", "--paste"]);
    assert_eq!(
        (told.code, told.out.as_str(), told.err.as_str()),
        (
            2,
            "",
            "post-mureka-bell-tune: no page of that name in what was read; did you mean \
             `post-mureka-bells-tune`?\n"
        )
    );
    assert_eq!(repository.text("spec/useapi.yaml"), before);
    let told = repository.drift(&["new.txt", "--paste"]);
    assert_eq!(told.code, 2, "{}", told.err);
}
