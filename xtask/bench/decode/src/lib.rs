//! The pages that are decoded, and the types that are written by hand for them.

pub mod by_hand;
mod page;

pub use page::{Fields, page};
