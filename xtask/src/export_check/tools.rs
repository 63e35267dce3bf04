//! The tools of other languages: which are there, and in which version.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A tool that has to be on the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    /// Runs TypeScript's compiler, and what it makes.
    Node,
    /// Installs TypeScript's packages.
    Npm,
    /// Runs Python, with the module that makes virtual environments.
    Python,
    /// Runs openapi-generator.
    Java,
    /// Compiles Java.
    Javac,
    /// What Java clients need beside the libraries inside the generator's own archive.
    JavaLibraries,
    /// Compiles Go.
    Go,
}

/// Where distributions keep Java's libraries.
pub const JAVA_LIBRARIES: &str = "/usr/share/java";

/// The archives of [`Tool::JavaLibraries`]: multipart bodies, and the annotation on generated
/// classes.
pub const JAVA_ARCHIVES: [&str; 4] = [
    "httpmime.jar",
    "httpcore.jar",
    "httpclient.jar",
    "geronimo-annotation-1.3-spec.jar",
];

/// Major and minor version.
type Version = (u32, u32);

impl Tool {
    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Node => "node",
            Self::Npm => "npm",
            Self::Python => "python3 with venv",
            Self::Java => "java",
            Self::Javac => "javac",
            Self::JavaLibraries => "Java libraries",
            Self::Go => "go",
        }
    }

    /// The command that tells its version, and the oldest version that will do.
    const fn version(self) -> Option<(&'static [&'static str], Version)> {
        match self {
            Self::Node => Some((&["node", "--version"], (20, 19))),
            Self::Npm => Some((&["npm", "--version"], (9, 0))),
            Self::Python => Some((&["python3", "--version"], (3, 10))),
            Self::Java => Some((&["java", "-version"], (17, 0))),
            Self::Javac => Some((&["javac", "-version"], (17, 0))),
            Self::Go => Some((&["go", "version"], (1, 19))),
            Self::JavaLibraries => None,
        }
    }

    /// Why it cannot be used, if so.
    pub fn missing(self) -> Option<String> {
        if let Some((command, least)) = self.version() {
            let found = output(command);
            if let Some(missing) = judged(self.name(), found.as_deref(), least) {
                return Some(missing);
            }
        }
        match self {
            // Distributions split it off, and then it fails only once it is used.
            Self::Python => output(&["python3", "-c", "import ensurepip, venv"])
                .is_none()
                .then(|| "python3-venv: not installed".to_owned()),
            Self::JavaLibraries => absent(Path::new(JAVA_LIBRARIES)),
            _ => None,
        }
    }
}

/// Which archives a folder lacks.
fn absent(folder: &Path) -> Option<String> {
    let absent: Vec<&str> = JAVA_ARCHIVES
        .into_iter()
        .filter(|archive| !folder.join(archive).is_file())
        .collect();
    if absent.is_empty() {
        return None;
    }
    Some(format!(
        "{}: not in {}; in Debian the packages are libhttpmime-java and \
         libgeronimo-annotation-1.3-spec-java",
        absent.join(", "),
        folder.display()
    ))
}

/// What a command says on either stream, if it succeeds.
fn output(command: &[&str]) -> Option<String> {
    let (program, arguments) = command.split_first()?;
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    output.status.success().then(|| {
        let text = String::from_utf8_lossy(&output.stdout);
        format!("{text}{}", String::from_utf8_lossy(&output.stderr))
    })
}

/// Why a tool will not do that told this of itself, or nothing.
fn judged(name: &str, found: Option<&str>, least: Version) -> Option<String> {
    let Some(found) = found else {
        return Some(format!("{name}: not found"));
    };
    let (major, minor) = least;
    match version(found) {
        None => Some(format!(
            "{name}: tells no version, at least {major}.{minor} is required"
        )),
        Some(version) if version < least => Some(format!(
            "{name}: version {}.{}, at least {major}.{minor} is required",
            version.0, version.1
        )),
        Some(_) => None,
    }
}

/// The first number in a text that looks like a version.
fn version(text: &str) -> Option<Version> {
    text.split(|letter: char| letter.is_whitespace() || letter == '"')
        .find_map(|word| {
            let word = word.trim_start_matches("go").trim_start_matches('v');
            let mut parts = word.split('.');
            let major = number(parts.next()?)?;
            Some((major, parts.next().and_then(number).unwrap_or(0)))
        })
}

/// The number that a word begins with: `26` of `26rc1`, `22` of `22-ea`.
fn number(word: &str) -> Option<u32> {
    let end = word.find(|letter: char| !letter.is_ascii_digit());
    word.get(..end.unwrap_or(word.len()))?.parse().ok()
}

/// The archives that a Java client is compiled and run with, beside the generator's.
pub fn java_archives() -> Vec<PathBuf> {
    JAVA_ARCHIVES
        .iter()
        .map(|archive| Path::new(JAVA_LIBRARIES).join(archive))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_in_what_tools_say() {
        for (said, found) in [
            ("v20.19.2\n", Some((20, 19))),
            ("9.2.0\n", Some((9, 2))),
            ("Python 3.11.2\n", Some((3, 11))),
            ("Python 3.14.0rc1\n", Some((3, 14))),
            ("openjdk version \"17.0.15\" 2025-04-15\n", Some((17, 0))),
            ("openjdk version \"21\" 2023-09-19\n", Some((21, 0))),
            ("openjdk version \"22-ea\" 2024-03-19\n", Some((22, 0))),
            ("java version \"1.8.0_402\"\n", Some((1, 8))),
            ("javac 17.0.15\n", Some((17, 0))),
            ("go version go1.19.8 linux/amd64\n", Some((1, 19))),
            ("go version go1.26rc1 linux/amd64\n", Some((1, 26))),
            ("command not understood\n", None),
            ("", None),
        ] {
            assert_eq!(version(said), found, "{said:?}");
        }
    }

    #[test]
    fn a_tool_that_will_not_do_is_named_with_the_reason() {
        for (found, expected) in [
            (None, Some("node: not found")),
            (
                Some("v18.20.4\n"),
                Some("node: version 18.20, at least 20.19 is required"),
            ),
            (
                Some("v20.18.0\n"),
                Some("node: version 20.18, at least 20.19 is required"),
            ),
            (
                Some("what?\n"),
                Some("node: tells no version, at least 20.19 is required"),
            ),
            (Some("v20.19.0\n"), None),
            (Some("v22.1.0\n"), None),
        ] {
            assert_eq!(judged("node", found, (20, 19)).as_deref(), expected);
        }
    }

    #[test]
    fn libraries_that_are_not_there_are_named_with_their_packages() {
        let missing = absent(Path::new("/nowhere")).unwrap_or_default();
        for word in ["httpmime.jar", "/nowhere", "libhttpmime-java"] {
            assert!(missing.contains(word), "{missing}");
        }
    }
}
