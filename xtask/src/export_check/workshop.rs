//! A language's folder: packages installed, client generated, program compiled.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::exports::Exported;
use super::language::Language;
use super::process::Run;
use super::tools;

/// openapi-generator, installed.
pub struct Generator {
    jar: PathBuf,
}

/// The folders of one language.
pub struct Workshop<'a> {
    language: Language,
    /// Hand-written: program, manifest, lock file.
    source: PathBuf,
    /// Everything that is installed or generated.
    folder: PathBuf,
    generator: Option<&'a Generator>,
}

impl Generator {
    /// Installs the version that the repository names.
    pub fn installed(source: &Path, folder: &Path) -> Result<Self, String> {
        let logs = folder.join("logs");
        let python = environment(source, folder, &logs)?;
        let jar =
            "import openapi_generator_cli as it; print(it.__path__[0] + '/openapi-generator.jar')";
        let said = Run::new("find openapi-generator", python, folder, &logs)
            .args(["-c", jar])
            .well()?;
        let jar = PathBuf::from(said.trim());
        if jar.is_file() {
            Ok(Self { jar })
        } else {
            Err(format!("openapi-generator: {} is no file", jar.display()))
        }
    }

    /// The archive that java runs.
    pub fn jar(&self) -> &Path {
        &self.jar
    }
}

impl<'a> Workshop<'a> {
    /// Of a language, with sources in one folder and everything made in another.
    pub fn new(
        language: Language,
        sources: &Path,
        folder: &Path,
        generator: Option<&'a Generator>,
    ) -> Self {
        Self {
            language,
            source: sources.join(language.name()),
            folder: folder.join(language.name()),
            generator,
        }
    }

    /// Where the words of all programs are kept.
    pub fn logs(&self) -> PathBuf {
        self.folder.join("logs")
    }

    /// Makes the client and compiles the program; what comes back runs it.
    pub fn made(&self, exports: &[Exported]) -> Result<impl Fn() -> Run + use<>, String> {
        let failed = |error: std::io::Error| format!("{}: {error}", self.folder.display());
        // What an earlier run made must not hide that this one does not.
        for old in ["client", "built", "useapi", "cloudsway"] {
            match fs::remove_dir_all(self.folder.join(old)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(failed(error));
                }
                _ => {}
            }
        }
        fs::create_dir_all(self.folder.join("built")).map_err(failed)?;
        for entry in fs::read_dir(&self.source).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            fs::copy(entry.path(), self.folder.join(entry.file_name())).map_err(failed)?;
        }
        let (program, arguments, variables) = match self.language {
            Language::TypescriptOpenapiFetch | Language::TypescriptFetch => {
                self.typescript(exports)?
            }
            Language::Python => self.python(exports)?,
            Language::Java => self.java(exports)?,
            Language::Go => self.go(exports)?,
        };
        let (folder, logs) = (self.folder.clone(), self.logs());
        Ok(move || {
            let mut run = Run::new("run the program", &program, &folder, &logs)
                .args(&arguments)
                .limit(Duration::from_secs(60));
            for (name, value) in &variables {
                run = run.env(name, value);
            }
            run
        })
    }

    fn run(&self, what: &str, program: impl AsRef<std::ffi::OsStr>) -> Run {
        Run::new(what, program, &self.folder, &self.logs())
    }

    fn typescript(&self, exports: &[Exported]) -> Result<Start, String> {
        self.packages()?;
        for export in exports {
            if self.language == Language::TypescriptFetch {
                // node takes modules by their whole names.
                let options = "importFileExtension=.js";
                self.generate(export, "typescript-fetch", "client", options, &[])?;
            } else {
                self.run(&format!("generate {}", export.api), "node")
                    .arg("node_modules/openapi-typescript/bin/cli.js")
                    .arg(&export.full)
                    .arg("--default-non-nullable=false")
                    .args(["--output", &format!("client/{}.ts", export.api)])
                    .well()?;
            }
        }
        self.run("compile", "node")
            .args(["node_modules/typescript/bin/tsc", "--project", "."])
            .well()?;
        Ok(("node".into(), vec!["built/program.js".into()], Vec::new()))
    }

    fn python(&self, exports: &[Exported]) -> Result<Start, String> {
        let python = environment(&self.folder, &self.folder, &self.logs())?;
        for export in exports {
            let options = format!("packageName={}", export.api);
            self.generate(export, "python", "client", &options, &[])?;
        }
        let path = std::env::join_paths(
            exports
                .iter()
                .map(|export| self.folder.join("client").join(&export.api)),
        )
        .map_err(|error| error.to_string())?;
        let variables = vec![("PYTHONPATH", PathBuf::from(path))];
        Ok((python, vec!["program.py".into()], variables))
    }

    fn java(&self, exports: &[Exported]) -> Result<Start, String> {
        for export in exports {
            let api = &export.api;
            // A field that may be null needs no library of its own then.
            let options = format!(
                "openApiNullable=false,invokerPackage={api},apiPackage={api}.api,modelPackage={api}.model"
            );
            self.generate(export, "java", "client", &options, &["--library", "native"])?;
        }
        let mut sources = vec!["Program.java".into()];
        for export in exports {
            let folder = self.folder.join("client").join(&export.api);
            collect(&folder.join("src/main/java"), &mut sources)
                .map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        let mut classes = vec![self.folder.join("built")];
        classes.extend(self.generator.map(|generator| generator.jar.clone()));
        classes.extend(tools::java_archives());
        let classes = std::env::join_paths(classes).map_err(|error| error.to_string())?;
        self.run("compile", "javac")
            .args(["-nowarn", "-proc:none", "-d", "built", "-classpath"])
            .arg(&classes)
            .args(&sources)
            .well()?;
        // Small programs start sooner with the simpler compiler and collector.
        let arguments = vec![
            "-XX:TieredStopAtLevel=1".into(),
            "-XX:+UseSerialGC".into(),
            "-classpath".into(),
            PathBuf::from(classes),
            "Program".into(),
        ];
        Ok(("java".into(), arguments, Vec::new()))
    }

    fn go(&self, exports: &[Exported]) -> Result<Start, String> {
        for export in exports {
            let options = format!("packageName={},withGoMod=false", export.api);
            self.generate(export, "go", ".", &options, &[])?;
            // Tests of the generator's own, with packages from outside of the standard library.
            let tests = self.folder.join(&export.api).join("test");
            if tests.exists() {
                fs::remove_dir_all(&tests)
                    .map_err(|error| format!("{}: {error}", tests.display()))?;
            }
        }
        self.run("compile", "go")
            .args(["build", "-o", "built/program", "."])
            .env("GOFLAGS", "-mod=mod")
            // The standard library is enough, and nothing else may creep in.
            .env("GOPROXY", "off")
            .env("GOCACHE", self.folder.join("cache"))
            .well()?;
        Ok((self.folder.join("built/program"), Vec::new(), Vec::new()))
    }

    /// A client by openapi-generator, in a folder called after the API.
    fn generate(
        &self,
        export: &Exported,
        generator: &str,
        into: &str,
        options: &str,
        more: &[&str],
    ) -> Result<(), String> {
        let Some(Generator { jar }) = self.generator else {
            return Err("openapi-generator: not installed".into());
        };
        let what = format!("generate {}", export.api);
        let said = self
            .run(&what, "java")
            .arg("-jar")
            .arg(jar)
            .args(["generate", "--generator-name", generator])
            .arg("--input-spec")
            .arg(&export.plain)
            .args(["--output", &format!("{into}/{}", export.api)])
            .args(["--global-property", "apiTests=false,modelTests=false"])
            .args(["--global-property", "apiDocs=false,modelDocs=false"])
            .arg(format!(
                "--additional-properties=hideGenerationTimestamp=true,{options}"
            ))
            .args(more)
            .well()?;
        match renamed(&said).as_slice() {
            [] => Ok(()),
            lines => Err(format!(
                "{what}: {generator} had to rename; choose another name in the document\n{}",
                lines.join("\n")
            )),
        }
    }

    fn packages(&self) -> Result<(), String> {
        let lock = self.folder.join("package-lock.json");
        installed_once(&lock, &self.folder.join("node_modules"), || {
            self.run("install packages", "npm")
                .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
                .well()
        })
    }
}

/// A program, its arguments, and variables of its environment.
type Start = (PathBuf, Vec<PathBuf>, Vec<(&'static str, PathBuf)>);

/// A Python with the packages that `requirements.txt` of a folder names.
fn environment(source: &Path, folder: &Path, logs: &Path) -> Result<PathBuf, String> {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let requirements = source.join("requirements.txt");
    let environment = folder.join("venv");
    let python = environment.join("bin/python");
    installed_once(&requirements, &environment, || {
        Run::new("make an environment", "python3", folder, logs)
            .args(["-m", "venv", "--clear", "venv"])
            .well()?;
        Run::new("install packages", &python, folder, logs)
            .args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
            ])
            .arg("--requirement")
            .arg(&requirements)
            .well()
    })?;
    Ok(python)
}

/// Installs what a lock file names, unless that is what is installed.
fn installed_once(
    lock: &Path,
    into: &Path,
    install: impl FnOnce() -> Result<String, String>,
) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", lock.display());
    let wanted = fs::read(lock).map_err(failed)?;
    let stamp = into.join("installed.txt");
    if fs::read(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    install()?;
    fs::write(&stamp, wanted).map_err(failed)
}

/// The Java sources below a folder, in a stable order.
fn collect(folder: &Path, into: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            collect(&entry, into)?;
        } else if entry.extension().is_some_and(|end| end == "java") {
            into.push(entry);
        }
    }
    Ok(())
}

/// The lines in which openapi-generator says that a schema got another name.
fn renamed(said: &str) -> Vec<&str> {
    said.lines()
        .filter(|line| line.contains("cannot be used as model name"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_that_had_to_be_renamed_is_found_in_what_the_generator_says() {
        let said = "[main] INFO  writing file\n\
            [main] WARN  string (reserved word) cannot be used as model name. Renamed to model_string\n";
        assert_eq!(renamed(said).len(), 1);
        assert_eq!(renamed("[main] INFO  writing file\n").len(), 0);
    }
}
