//! Figures, and how they are come by: the part that all benchmark programs share.
//!
//! A program prints a [`Figure`] a line, and nothing else, to stdout. `cargo xtask bench`
//! reads them.

mod allocations;
mod children;
mod figure;
mod instructions;
mod memory;
mod processor;
pub mod schedule;
mod turns;

pub use allocations::{Allocations, allocations};
pub use children::{Children, children};
pub use figure::{Figure, Goal, skipped};
pub use instructions::instructions;
pub use memory::{keep_freed_memory, peak_kib, peak_kib_of, resident_kib};
pub use processor::{keep_to_one_processor, thread_time};
pub use turns::{Spread, Turns};
