//! What processes took that this one started and waited for.

/// What ended children took, and theirs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Children {
    /// Seconds of all processors, in programs and for them in the system.
    pub cpu_seconds: f64,
    /// The most resident memory of the largest, in KiB.
    pub peak_kib: u64,
}

/// All children that have ended and were waited for; nothing where the system does not tell.
#[cfg(target_os = "linux")]
pub fn children() -> Option<Children> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;

    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?;
    let microseconds =
        usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    Some(Children {
        cpu_seconds: microseconds as f64 / 1e6,
        peak_kib: u64::try_from(usage.max_rss()).ok()?,
    })
}

/// All children that have ended and were waited for; nothing where the system does not tell.
#[cfg(not(target_os = "linux"))]
pub fn children() -> Option<Children> {
    None
}
