//! Where a run was made, and of which code.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde::{Deserialize, Serialize};

/// A machine, as far as it matters for figures, and the code that was measured on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Machine {
    /// The day, as `2026-11-21`.
    pub date: String,
    /// The commit, with a `+` if there is more than is committed.
    pub commit: String,
    /// The compiler.
    pub rustc: String,
    /// The system.
    pub system: String,
    /// The processor.
    pub processor: String,
    /// How many of them, or of its threads, there are.
    pub cores: usize,
    /// Memory, in GiB.
    pub memory_gib: u64,
}

impl Machine {
    /// This one, and the code of a repository.
    pub fn here(root: &Path) -> Self {
        let said = |program: &str, arguments: &[&str]| {
            let mut command = Command::new(program);
            let output = command.args(arguments).current_dir(root).output();
            output.map_or_else(
                |_| String::new(),
                |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
            )
        };
        let commit = said("git", &["rev-parse", "--short", "HEAD"]);
        let changed = !said("git", &["status", "--porcelain", "--untracked-files=no"]).is_empty();
        let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
        Self {
            date: said("date", &["-u", "+%Y-%m-%d"]),
            commit: if changed { commit + "+" } else { commit },
            rustc: said("rustc", &["--version"]),
            system: said("uname", &["-sm"]),
            processor: of(&cpu, "model name").unwrap_or("unknown").to_owned(),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            memory_gib: of(&memory, "MemTotal").map_or(0, |text| {
                let kib = text.trim_end_matches(" kB").parse::<u64>().unwrap_or(0);
                (kib + 512 * 1024) / 1024 / 1024
            }),
        }
    }
}

/// What stands behind a name and a colon.
fn of<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        (key.trim() == name).then(|| value.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_value_is_found_behind_its_name() {
        let text = "model\t\t: 1\nmodel name\t: A Processor: fast\nMemTotal:       24576000 kB\n";
        assert_eq!(of(text, "model name"), Some("A Processor: fast"));
        assert_eq!(of(text, "MemTotal"), Some("24576000 kB"));
        assert_eq!(of(text, "bogomips"), None);
    }
}
