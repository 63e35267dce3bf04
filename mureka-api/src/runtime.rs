//! What generated code calls, under one path.

pub(crate) use crate::form::form;
pub(crate) use crate::request::{QueryParam, path_segment};
pub(crate) use crate::transport::Transport;
