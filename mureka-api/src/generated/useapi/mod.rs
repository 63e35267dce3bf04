// Generated from spec/useapi.yaml by `cargo xtask regen`: do not edit.

//! useapi.net Mureka API, as its document describes it.
mod jobs;
mod checks;
pub mod operations;
pub mod raw;
pub mod resources;
pub mod types;
