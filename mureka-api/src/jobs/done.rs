//! What a job gave.

use std::ops::Deref;

use super::{Output, Ticket};
use crate::transport::Transport;

/// The result of a job, and of a call that waited for it by itself.
///
/// It derefs to the result; [`into_inner`](Self::into_inner) takes it out.
#[derive(Clone, Debug)]
pub struct Done<T> {
    value: T,
    ticket: Ticket,
    transport: Transport,
}

impl<T: Output> Done<T> {
    pub(crate) fn new(transport: Transport, value: T, ticket: Ticket) -> Self {
        Self {
            value,
            ticket,
            transport,
        }
    }

    pub(crate) fn transport(&self) -> &Transport {
        &self.transport
    }

    /// The result alone.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The job it came from. Its id is empty if the service answered with the result at once
    /// and named none.
    pub fn ticket(&self) -> &Ticket {
        &self.ticket
    }
}

impl<T> Deref for Done<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}
