//! What the pacing promises, against a service that is made up, on a clock that is, too.

mod listings;
mod model;
mod order;
mod service;
mod several;
mod slots;
mod spacing;
mod support;
