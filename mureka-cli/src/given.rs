//! Values that are given as text, as a file or on stdin.

use std::io::{IsTerminal, Read};
use std::sync::Mutex;

use crate::failure::Failure;

/// More text than any field takes.
const MOST: u64 = 16 * 1024 * 1024;

/// More bytes of stdin than are kept in memory to be sent.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// What was read from stdin already: there is one.
static TAKEN: Mutex<Option<String>> = Mutex::new(None);

/// What an argument stands for: itself, `@FILE` for what is in a file, `@-` or `-` for stdin.
pub fn text(name: &str, argument: String) -> Result<String, Failure> {
    let given = match argument.as_str() {
        "-" | "@-" => {
            take_stdin(name)?;
            read(name, "stdin", std::io::stdin())?
        }
        other => match other.strip_prefix('@') {
            // `"$IDEA"` where nothing is set, most likely.
            None if argument.trim().is_empty() => {
                return Err(Failure::Usage(format!("{name}: empty; a text is needed")));
            }
            None => return Ok(argument),
            Some(path) => {
                let file = std::fs::File::open(path)
                    .map_err(|error| Failure::File(format!("{name}: {path}: {error}")))?;
                read(name, path, file)?
            }
        },
    };
    // The line break at its end belongs to the file, not to the text.
    let text = given.trim_end_matches(['\n', '\r']);
    if text.is_empty() {
        // A pipe that failed, most likely: better no song than one about anything.
        let from = argument.trim_start_matches('@');
        let from = if from == "-" { "stdin" } else { from };
        return Err(Failure::Usage(format!("{name}: {from}: empty")));
    }
    Ok(text.to_owned())
}

/// The same where there may be none.
pub fn maybe(name: &str, argument: Option<String>) -> Result<Option<String>, Failure> {
    argument.map(|argument| text(name, argument)).transpose()
}

/// All that comes on stdin, whatever it is.
pub fn bytes(name: &str) -> Result<Vec<u8>, Failure> {
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        return Err(Failure::Usage(format!(
            "{name}: stdin is the terminal; give a file, or pipe one in"
        )));
    }
    take_stdin(name)?;
    let mut bytes = Vec::new();
    stdin
        .take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::File(format!("{name}: stdin: {error}")))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Failure::Usage(format!(
            "{name}: stdin: more than {MOST_BYTES} bytes, which are not kept in memory; give a \
             file"
        )));
    }
    Ok(bytes)
}

/// Stdin for that value; another one would find it empty.
fn take_stdin(name: &str) -> Result<(), Failure> {
    let mut taken = TAKEN
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    match taken.as_deref() {
        Some(other) => Err(Failure::Usage(format!(
            "{name}: stdin is taken by {other} already; give a file"
        ))),
        None => {
            *taken = Some(name.to_owned());
            Ok(())
        }
    }
}

fn read(name: &str, from: &str, source: impl Read) -> Result<String, Failure> {
    let mut text = String::new();
    source
        .take(MOST + 1)
        .read_to_string(&mut text)
        .map_err(|error| Failure::File(format!("{name}: {from}: {error}")))?;
    if text.len() as u64 > MOST {
        return Err(Failure::Usage(format!(
            "{name}: {from}: more than {MOST} bytes, which is more than any request takes"
        )));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_itself_and_a_file_is_what_is_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lyrics.txt");
        std::fs::write(&path, "[Verse]\nRain\n").unwrap();
        let given = text("lyrics", format!("@{}", path.display())).unwrap();
        assert_eq!(given, "[Verse]\nRain");
        assert_eq!(text("lyrics", "a@b".into()).unwrap(), "a@b");
    }

    #[test]
    fn a_file_with_nothing_in_it_is_no_text() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "\n\n").unwrap();
        let path = file.path().display();
        let failure = text("prompt", format!("@{path}")).unwrap_err();
        assert_eq!(failure.to_string(), format!("prompt: {path}: empty"));
        assert_eq!(failure.code(), 2);
    }

    #[test]
    fn an_argument_with_nothing_in_it_is_no_text() {
        for argument in ["", " ", "\n"] {
            let failure = text("prompt", argument.into()).unwrap_err();
            let told = "prompt: empty; a text is needed";
            assert_eq!(failure.to_string(), told, "{argument:?}");
            assert_eq!(failure.code(), 2);
        }
        assert_eq!(maybe("prompt", None).unwrap(), None);
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let failure = text("lyrics", "@/nowhere/at/all".into()).unwrap_err();
        assert!(failure.to_string().starts_with("lyrics: /nowhere/at/all: "));
        assert_eq!(failure.code(), 11);
    }
}
