//! Every command against the mock server: what it prints, where, and how it ends.

#![allow(clippy::unwrap_used, reason = "tests")]

mod screen;
mod world;

mod accounts;
mod cloudsway;
mod configuration;
mod deleting;
mod errors;
mod help;
mod jobs;
mod live;
mod login;
mod secrets;
mod songs;
mod speech;
mod table;
mod terminal;
mod uploads;
