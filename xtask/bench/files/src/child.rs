//! A program that runs beside this one, and what it took of the machine.

use std::io;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// What a program took that has ended.
pub struct Taken {
    /// From its start to its end.
    pub time: Duration,
    /// Of the processor; nothing where the system does not tell.
    pub seconds: Option<f64>,
    /// The most memory that was seen at a look.
    pub peak_kib: Option<u64>,
}

/// Runs it; looks at its memory now and then if asked to.
pub fn run(command: &mut Command, looks: bool) -> io::Result<Taken> {
    let before = seconds_of_children();
    let started = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn()?;
    let mut peak = None;
    let status = if looks {
        loop {
            peak = measure::peak_kib_of(child.id()).or(peak);
            if let Some(status) = child.try_wait()? {
                break status;
            }
            thread::sleep(Duration::from_millis(2));
        }
    } else {
        child.wait()?
    };
    let time = started.elapsed();
    if !status.success() {
        return Err(io::Error::other(format!("{command:?}: {status}")));
    }
    let seconds = seconds_of_children().zip(before);
    Ok(Taken {
        time,
        seconds: seconds.map(|(after, before)| after - before),
        peak_kib: peak,
    })
}

/// Seconds of the processor that all children took which have ended.
fn seconds_of_children() -> Option<f64> {
    /// In a second, on every Linux.
    const TICKS: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name, in parentheses, may have blanks in it.
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_whitespace().skip(13);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some((user + system) / TICKS)
}
