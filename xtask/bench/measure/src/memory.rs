//! What memory a process took.

/// The most resident memory that this process has had, in KiB; nothing where the system does
/// not tell.
pub fn peak_kib() -> Option<u64> {
    in_status("self", "VmHWM:")
}

/// The same of another process; nothing, too, once it has ended.
pub fn peak_kib_of(process: u32) -> Option<u64> {
    in_status(&process.to_string(), "VmHWM:")
}

/// The resident memory of this process now, in KiB.
pub fn resident_kib() -> Option<u64> {
    in_status("self", "VmRSS:")
}

fn in_status(process: &str, name: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with(name))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Lets the allocator keep what is freed, as it comes to do in a program that has run for long.
///
/// glibc gives memory back to the system once twice its largest block is free. With pieces of
/// work that lie on both sides of that border, their pages would be measured, and not the work.
pub fn keep_freed_memory() {
    drop(std::hint::black_box(vec![0_u8; 24 * 1024 * 1024]));
}
