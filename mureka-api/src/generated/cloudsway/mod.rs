// Generated from spec/cloudsway.yaml by `cargo xtask regen`: do not edit.

//! Cloudsway MaaS_Mureka, as its document describes it.
mod jobs;
mod checks;
pub mod operations;
pub mod raw;
pub mod resources;
pub mod types;
