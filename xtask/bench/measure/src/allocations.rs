//! What a piece of work allocates, once everything is warm.

/// Allocations and bytes of one piece of work, on the thread that does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allocations {
    /// How often memory was asked for.
    pub count: u64,
    /// How much was asked for in all.
    pub bytes: u64,
    /// The most that was held at a time.
    pub peak: u64,
}

/// Counts what a piece of work allocates: the least of 20 runs after 20 to warm up, as a
/// timer or a queue grows now and then.
pub fn allocations(mut work: impl FnMut()) -> Allocations {
    let mut count = || allocation_counter::measure(&mut work);
    for _ in 0..20 {
        count();
    }
    let least = (0..20).map(|_| count()).min_by_key(|one| one.count_total);
    let least = least.unwrap_or_default();
    Allocations {
        count: least.count_total,
        bytes: least.bytes_total,
        peak: least.bytes_max,
    }
}
