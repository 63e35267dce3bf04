//! What callers send who mean no good, or do not know what they send: nothing of it
//! makes the server panic, hang, grow, lie or charge.

#![allow(clippy::unwrap_used, reason = "all of it is test code")]

mod accounts;
mod bodies;
mod bounds;
mod documents;
mod faults;
mod lines;
mod reset;
mod settings;
mod uploads;
mod wire;
