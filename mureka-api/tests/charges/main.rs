//! The proof that nothing is charged twice, and that `charged()` tells the truth.
//!
//! What the services say is believed: a call that is answered with a refusal (a 4xx, a 596)
//! counts as not accepted, and one that is answered with a 2xx as accepted. Everything else is
//! doubted: whatever gets lost, is cut off, comes late, or makes no sense.
#![allow(clippy::unwrap_used)]

mod calls;
mod faults;
mod random;
mod table;
mod verdict;
