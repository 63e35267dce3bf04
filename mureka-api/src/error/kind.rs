//! The classes of errors.

/// The class of an [`Error`](super::Error).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request breaks a rule and was not sent.
    InvalidRequest,
    /// The client is set up wrong: token, base URL.
    Config,
    /// The file or stream to be uploaded failed or changed its length meanwhile.
    Upload,
    /// A local file of a download: it exists already, the disk is full, the folder is missing.
    File,
    /// 401: the token is not accepted.
    Unauthorized,
    /// 403: the token may not do this.
    Forbidden,
    /// 403 with code 6335: the plan of the account does not include this.
    PlanTooLow,
    /// 402, or 412: the account has no credits left.
    NoCredits,
    /// 404: no such account, song or job.
    NotFound,
    /// 410, or code 597: the link, the cookie or the session has run out.
    Expired,
    /// 409: what is asked for is not ready yet.
    NotReady,
    /// 429: calls follow each other too fast.
    RateLimited,
    /// 429: all slots of the account are taken by running calls.
    SlotsFull,
    /// 596: the Mureka session behind the account is broken; [`Error::code`](crate::Error::code) says how.
    AccountBroken,
    /// The words of the request were refused. The docs name no code for it: it is told by the message.
    Moderated,
    /// The job was accepted and ended without a result.
    JobFailed,
    /// Any other 4xx, and a 200 whose body says that the call was refused.
    Api,
    /// 5xx: the service failed.
    Server,
    /// A status that is neither documented nor an error, or a list whose pages lead nowhere.
    Unexpected,
    /// No complete answer in time; the call may have been accepted.
    Timeout,
    /// The deadline of a wait is over. A job goes on, and [`Error::ticket`](crate::Error::ticket)
    /// leads back to it; a call that had no turn yet was not sent.
    Deadline,
    /// The call was given up before it was sent.
    Cancelled,
    /// No connection, or it was cut; see [`Error::never_sent`](crate::Error::never_sent).
    Connection,
    /// The answer is not what the docs describe.
    Decode,
    /// The answer is longer than the client reads.
    TooLarge,
}
