//! The processor: its time, and which one it is.

use std::time::Duration;

/// How long this thread has been at work on a processor, in the program and for it in the
/// system. What it waits for does not count.
#[cfg(target_os = "linux")]
pub fn thread_time() -> Duration {
    use nix::time::{ClockId, clock_gettime};

    let time = clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).expect("the time of a thread");
    Duration::from(time)
}

/// Where the system does not tell, the time of day will have to do.
#[cfg(not(target_os = "linux"))]
pub fn thread_time() -> Duration {
    use std::sync::LazyLock;
    use std::time::Instant;

    static BEGIN: LazyLock<Instant> = LazyLock::new(Instant::now);
    BEGIN.elapsed()
}

/// Keeps this thread, and all threads and processes that it starts from now on, to one processor.
///
/// Who waits for another on the same processor is woken at once; on another one it may take three
/// times as long as a whole call. Which of the two it is would be chance.
pub fn keep_to_one_processor() {
    #[cfg(target_os = "linux")]
    {
        use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
        use nix::unistd::Pid;

        let this = Pid::from_raw(0);
        let allowed = sched_getaffinity(this).expect("the processors of this thread");
        let mut all = (0..CpuSet::count()).rev();
        // The first one is often busy with interrupts.
        let last = all.find(|one| allowed.is_set(*one).unwrap_or(false));
        let mut only = CpuSet::new();
        only.set(last.expect("a processor")).expect("a processor");
        sched_setaffinity(this, &only).expect("one of its processors");
    }
}
