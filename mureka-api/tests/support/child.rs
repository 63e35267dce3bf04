//! A test's own program once more, to be measured, starved and killed.
#![allow(dead_code, clippy::unwrap_used)]

use std::process::{Command, Stdio};

/// The variable that tells the child what to do.
const TASK: &str = "MUREKA_TEST_TASK";

/// What the child is to do; `None` in the parent.
pub fn task() -> Option<Vec<String>> {
    let task = std::env::var(TASK).ok()?;
    Some(task.split('\n').map(str::to_owned).collect())
}

/// This program with one test to run.
pub fn command(test: &str, task: &[&str]) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    wanted(&mut command, test, task);
    command
}

/// The same with a limit of the shell's `ulimit`.
pub fn limited(limit: &str, test: &str, task: &[&str]) -> Command {
    let mut command = Command::new("sh");
    // A write beyond the limit shall fail, not end the program.
    let script = format!("trap '' XFSZ; ulimit {limit}; exec \"$0\" \"$@\"");
    command.arg("-c").arg(script);
    command.arg(std::env::current_exe().unwrap());
    wanted(&mut command, test, task);
    command
}

fn wanted(command: &mut Command, test: &str, task: &[&str]) {
    command
        .args(["--exact", test, "--nocapture", "--test-threads", "1"])
        .env(TASK, task.join("\n"))
        .stdin(Stdio::null());
}

/// The most memory this process ever had, in KiB.
pub fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = line.unwrap().trim().trim_end_matches(" kB");
    peak.parse().unwrap()
}

/// How many bytes large files have here: 256 MiB, or what `MUREKA_TEST_BYTES` says.
pub fn large() -> u64 {
    match std::env::var("MUREKA_TEST_BYTES") {
        Ok(bytes) => bytes.parse().unwrap(),
        Err(_) => 256 << 20,
    }
}
