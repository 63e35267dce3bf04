//! Pool, pacing, jobs and files together, as a program meets them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod checking;
mod files;
mod handles;
mod invariants;
mod pools;
mod use_of_slots;
mod world;
