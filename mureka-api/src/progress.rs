//! How far a file is.

/// How far an upload or a download is.
///
/// ```
/// # use mureka_api::Progress;
/// fn show(progress: Progress) -> String {
///     match progress.total {
///         Some(total) => format!("{} of {total} bytes", progress.bytes),
///         None => format!("{} bytes", progress.bytes),
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Bytes that are through, with those of an earlier try that was gone on from.
    pub bytes: u64,
    /// Bytes in all, where the server says.
    pub total: Option<u64>,
}

/// Who is told about it.
pub(crate) type Watcher = Box<dyn FnMut(Progress) + Send>;
