//! Many requests out of a file: each sent once, whatever happens in between.
//!
//! A line is written down before it is sent, with a reference of its own, and its job as soon as
//! the service has named it. What a crash leaves in between is looked for by its reference; what
//! is not found may have been charged all the same, and is not sent again unasked.

pub mod changes;
pub mod choice;
pub mod doubt;
pub mod drive;
pub mod fate;
pub mod fields;
pub mod files;
pub mod journal;
pub mod live;
pub mod preview;
pub mod price;
pub mod reading;
pub mod report;
pub mod request;
pub mod schema;
pub mod slots;
pub mod stage;
pub mod state;
pub mod table;
