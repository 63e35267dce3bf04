//! `mureka batch`: the program itself, against a mock server in this process.

#![allow(clippy::unwrap_used, missing_docs)]

mod bad_input;
mod edits;
mod faults;
mod files;
mod interrupts;
mod kills;
mod limits;
mod support;
