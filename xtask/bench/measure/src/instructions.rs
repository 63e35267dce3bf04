//! How many instructions a piece of work takes, counted by callgrind.

use std::process::{Command, Stdio};

/// Counts the instructions of one piece of work: this program is run under callgrind with the
/// arguments for few and for many of them, and what the start takes falls out in the
/// difference.
///
/// # Errors
///
/// A message if valgrind is missing or a run fails.
pub fn instructions(
    arguments: impl Fn(usize) -> Vec<String>,
    few: usize,
    many: usize,
) -> Result<f64, String> {
    let counted = |times| collected(&arguments(times));
    let difference = counted(many)?.saturating_sub(counted(few)?);
    Ok(difference as f64 / (many - few) as f64)
}

fn collected(arguments: &[String]) -> Result<u64, String> {
    let program = std::env::current_exe().map_err(|error| format!("this program: {error}"))?;
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("valgrind: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("valgrind: ended with {}\n{said}", output.status));
    }
    total(&said).ok_or_else(|| format!("valgrind: told no count\n{said}"))
}

/// The number in the line `==123== Collected : 4567`.
fn total(said: &str) -> Option<u64> {
    let line = said.lines().find(|line| line.contains("Collected :"))?;
    line.rsplit(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_is_read_out_of_what_callgrind_says() {
        let said = "==7== Events    : Ir\n==7== Collected : 18446744\n==7== \n";
        assert_eq!(total(said), Some(18_446_744));
        assert_eq!(total("==7== \n"), None);
    }
}
