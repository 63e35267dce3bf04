//! Who turns a document into code, and what it costs in a process of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use mureka_gen::{Document, check, codegen, examples};

/// Who turns a document into code.
pub enum Subject {
    /// The document as it is, checked with its examples, to the files of a client.
    Ours,
    /// The lowered copy, to one formatted file: what of ours is progenitor's.
    Progenitor,
    /// The plain export, to the files of a Rust client.
    OpenapiGenerator {
        /// Its archive.
        jar: PathBuf,
    },
}

/// What one run took.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// From the file to the code.
    pub seconds: f64,
    /// What all processors did for the whole process.
    pub cpu_seconds: f64,
    /// The most memory that was held.
    pub mebibytes: f64,
}

/// openapi-generator, if Java runs it.
pub fn java(jar: &Path) -> Result<Subject, String> {
    let mut version = Command::new("java");
    version.arg("-jar").arg(jar).arg("version");
    match quiet(&mut version).status() {
        Ok(status) if status.success() => Ok(Subject::OpenapiGenerator { jar: jar.into() }),
        Ok(status) => Err(format!("java -jar {} version: {status}", jar.display())),
        Err(error) => Err(format!("java: {error}")),
    }
}

impl Subject {
    /// As it is called in figures.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Ours => "mureka-gen",
            Self::Progenitor => "progenitor",
            Self::OpenapiGenerator { .. } => "openapi-generator",
        }
    }

    /// Runs it once on a file.
    pub fn cost(&self, file: &Path) -> Cost {
        let mut child = Command::new(std::env::current_exe().expect("a path to this program"));
        child.arg("child").arg(self.name()).arg(file);
        if let Self::OpenapiGenerator { jar } = self {
            child.arg(jar);
        }
        let before = measure::children();
        let output = child
            .stderr(Stdio::inherit())
            .output()
            .expect("this program runs");
        assert!(
            output.status.success(),
            "{} on {}: {}",
            self.name(),
            file.display(),
            output.status
        );
        let after = measure::children();
        let cpu = before
            .zip(after)
            .map(|(before, after)| after.cpu_seconds - before.cpu_seconds);
        let said = String::from_utf8(output.stdout).expect("numbers");
        let mut numbers = said.split_whitespace().map(str::parse::<f64>);
        let mut next = || numbers.next().expect("a number").expect("a number");
        Cost {
            seconds: next(),
            cpu_seconds: cpu.unwrap_or(f64::NAN),
            mebibytes: next() / 1024.0,
        }
    }
}

/// Does what a parent asked for and prints seconds and KiB; false if nobody asked.
pub fn as_child(arguments: &[String]) -> bool {
    let [first, subject, file, jar @ ..] = arguments else {
        return false;
    };
    if first != "child" {
        return false;
    }
    let file = Path::new(file);
    let started = Instant::now();
    let made = match subject.as_str() {
        "mureka-gen" => ours(file),
        "progenitor" => progenitor(file),
        _ => openapi_generator(Path::new(&jar[0]), file),
    };
    let seconds = started.elapsed().as_secs_f64();
    assert!(made > 0, "{subject} made nothing");
    let peak = if jar.is_empty() {
        measure::peak_kib()
    } else {
        measure::children().map(|children| children.peak_kib)
    };
    // Without a system that tells, memory is not a number, and neither is its growth.
    println!("{seconds} {}", peak.map_or(f64::NAN, |peak| peak as f64));
    true
}

fn ours(file: &Path) -> usize {
    let document = Document::load(file).expect("a document");
    let api = check(&document).expect("a document without problems");
    examples(&document, &api).expect("examples without problems");
    let generated = codegen::generate("things", &api).expect("code");
    generated.files.values().map(String::len).sum()
}

fn progenitor(file: &Path) -> usize {
    let text = std::fs::read_to_string(file).expect("a document");
    let document: openapiv3::OpenAPI = serde_json::from_str(&text).expect("a document");
    let settings = progenitor::GenerationSettings::default();
    let tokens = progenitor::Generator::new(&settings)
        .generate_tokens(&document)
        .expect("code");
    let file: syn::File = syn::parse2(tokens).expect("code");
    prettyplease::unparse(&file).len()
}

fn openapi_generator(jar: &Path, file: &Path) -> usize {
    let folder = file.with_extension("client");
    let _ = std::fs::remove_dir_all(&folder);
    let mut command = Command::new("java");
    command
        .arg("-jar")
        .arg(jar)
        .args(["generate", "--generator-name", "rust"]);
    command.arg("--input-spec").arg(file);
    command.arg("--output").arg(&folder);
    command.args(["--global-property", "apiTests=false,modelTests=false"]);
    command.args(["--global-property", "apiDocs=false,modelDocs=false"]);
    let status = quiet(&mut command).status().expect("java runs");
    assert!(status.success(), "openapi-generator: {status}");
    let files = std::fs::read_dir(folder.join("src/models")).map_or(0, Iterator::count);
    let _ = std::fs::remove_dir_all(&folder);
    files
}

fn quiet(command: &mut Command) -> &mut Command {
    command.stdout(Stdio::null()).stderr(Stdio::null())
}
