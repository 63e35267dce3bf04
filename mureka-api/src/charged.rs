//! Whether a call was charged.

use std::fmt;

use crate::operation::{Cost, Operation};

/// Whether a call was charged, as far as the client can know; see [`Error::charged`](crate::Error::charged).
///
/// ```
/// use mureka_api::{Charged, Error};
///
/// fn may_repeat(error: &Error) -> bool {
///     error.charged() == Charged::No
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Charged {
    /// It was not: the call is free, was never sent, or was refused.
    No,
    /// It may have been: the call was sent, and what became of it is not known.
    Unknown,
    /// It was accepted, and what is accepted is charged.
    Yes,
}

impl Charged {
    /// What follows from how far a call came: whether it was sent, and the status that came.
    pub(crate) fn of(operation: Option<&Operation>, never_sent: bool, status: Option<u16>) -> Self {
        match (operation, status) {
            (None, _) => Self::No,
            (Some(operation), _) if operation.cost == Cost::Free => Self::No,
            _ if never_sent => Self::No,
            (_, Some(200..=299)) => Self::Yes,
            // Timed out on the way in, or hung up on by a gateway: what is behind it may go on.
            (_, Some(408 | 499)) => Self::Unknown,
            // 596: the account behind the gateway could not be used.
            (_, Some(400..=499 | 596)) => Self::No,
            _ => Self::Unknown,
        }
    }
}

impl fmt::Display for Charged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::No => "not charged",
            Self::Unknown => "perhaps charged",
            Self::Yes => "charged",
        })
    }
}
